"""Who and what a library knows: the entities of its lists, and the people who were found in its documents.

The lists are read when something is first asked of them; those who were found are put together as documents are
surveyed.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from threading import RLock
from typing import TYPE_CHECKING

from reader.library.finding import entity_lists_of, stamp_of
from reader.library.knowledge import Knowledge
from reader.library.locations import (
    compiled_lists,
    decision_log,
    imported_lists,
    index_file,
    shipped_entity_list,
    user_entity_list,
)
from reader.scripts.fold import fold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from reader.entities.entity import Entity
    from reader.entities.linking import Linked
    from reader.entities.lists import EntityLists, ListReader
    from reader.entities.matching import Matcher
    from reader.library.finding import Stamp
    from reader.library.index import Index
    from reader.library.names import Names


@dataclass(frozen=True)
class Loaded:
    """What is read when the first name is asked for."""

    lists: EntityLists
    names: Names
    """Those of the lists."""
    index: Index


class WhoIsKnown:
    """The entities that a library knows; safe to use from several threads."""

    def __init__(self, sources: Sequence[str], *, with_shipped: bool, with_found: bool) -> None:
        """Make ready; no list is read before it is asked for.

        Args:
            sources: files and folders, which may have lists of their own.
            with_shipped: whether those whom the shipped list knows are known.
            with_found: whether people whom no list knows are shown.
        """
        self.sources = tuple(sources)
        self._with_shipped = with_shipped
        self._knowledge = Knowledge(with_found=with_found)
        self._once: Loaded | None = None
        self._linked: Linked | None = None
        self._linked_from: tuple[str, frozenset[tuple[str, str]]] | None = None
        self._all_names: Names | None = None
        self._entities: dict[str, Entity] = {}
        self._list_stamps: tuple[Stamp | None, ...] | None = None
        self._loading = RLock()

    @cached_property
    def _list_files(self) -> tuple[Path, ...]:
        shipped = (shipped_entity_list(),) if self._with_shipped else ()
        files = (*shipped, *imported_lists(), *entity_lists_of(self.sources), user_entity_list())
        return tuple({path.absolute(): path for path in files}.values())

    @cached_property
    def _list_reader(self) -> ListReader:
        from reader.entities.lists import ListReader
        from reader.library.compiled_lists import CompiledLists

        return ListReader(CompiledLists(compiled_lists()))

    @property
    def lists(self) -> EntityLists:
        """The entities of the shipped list, those imported, the library's own and the user's."""
        return self._loaded.lists

    @property
    def matcher(self) -> Matcher:
        """What finds the names that are shown."""
        return self.names(of_found=self.with_found).matcher

    def names(self, *, of_found: bool) -> Names:
        """Return the names that are looked for.

        Args:
            of_found: whether those of people who were found are wanted as well, as far as `link` has put them together.
        """
        loaded = self._loaded
        return (self._all_names if of_found else None) or loaded.names

    @property
    def is_loaded(self) -> bool:
        """Whether the entity lists have been read; else the first who asks for a name waits for them."""
        return self._once is not None

    @property
    def _loaded(self) -> Loaded:
        if self._once is None:
            with self._loading:  # several threads may be the first to ask
                if self._once is None:
                    self._once = self._load()
                    self._entities.update(self._once.names.matcher.entities)
        return self._once

    def _load(self) -> Loaded:
        from reader.library.index import Index, fingerprint
        from reader.library.names import Names

        if decision_log().exists():
            from reader.library.corrections import Corrections

            Corrections().look()  # finishes what a kill has broken off
        self._list_stamps = self._stamps_of_lists()  # before they are read, like the fingerprint
        state = fingerprint(self._list_files)  # before they are read: what changes meanwhile is not kept as this
        lists = self._list_reader.load(self._list_files)
        return Loaded(lists, Names.of(lists.entities, state, lists.decisions), Index(index_file()))

    def relist(self) -> bool:
        """Read the entity lists again; return whether they are not as they were.

        What is known of documents stays until it is made again.
        """
        from reader.library.index import fingerprint
        from reader.library.names import Names

        if self._once is None:
            return False
        with self._loading:
            before = self._once
            vars(self).pop("_list_files", None)
            state = fingerprint(self._list_files)
            if state == before.names.state:
                return False
            lists = self._list_reader.load(self._list_files)
            old, new = before.names.matcher.entities, {entity.id: entity for entity in lists.entities}
            changed = [entity for entity in new.values() if old.get(entity.id) is not entity]
            matcher = before.names.matcher.with_changes(changed, removed=old.keys() - new.keys())
            names = Names(state, matcher, lists.decisions)
            self._once = Loaded(lists, names, before.index)
            self._entities.update(new)
            if self._linked is not None:  # those who were found stay until they are put together again
                self._all_names = names.with_found(self._linked)
        return True

    def lists_have_changed(self) -> bool:
        """Return whether a file of entity lists is another one than when it was asked last, or when it was read."""
        stamps = self._stamps_of_lists()
        before, self._list_stamps = self._list_stamps, stamps
        return before is not None and before != stamps

    def _stamps_of_lists(self) -> tuple[Stamp | None, ...]:
        return tuple(map(stamp_of, map(str, self._list_files)))

    @property
    def entities(self) -> Mapping[str, Entity]:
        """Everybody and everything that is known or has been found, by id; who is no longer stays in it."""
        _loaded = self._loaded
        return self._entities

    @property
    def present(self) -> Sequence[Entity]:
        """Everybody and everything that is known, and who has been found."""
        linked = self._linked if self.with_found else None
        return linked.entities if linked is not None else self.lists.entities

    @property
    def linked(self) -> Linked | None:
        """What `link` has put together last."""
        return self._linked

    @property
    def found(self) -> frozenset[str]:
        """The ids of the people whom no list knows."""
        return self._linked.found if self._linked is not None else frozenset()

    def entity(self, entity: str) -> Entity:
        """Return an entity by its id."""
        return self.entities[entity]

    def entities_named(self, name: str) -> list[Entity]:
        """Return the entities with this name, in any script and spelling, or with this id."""
        folded = fold(name)
        return [entity for entity in self.present if folded in entity.folded or name == entity.id]

    @property
    def with_found(self) -> bool:
        """Whether people whom no list knows are shown."""
        return self._knowledge.with_found

    @with_found.setter
    def with_found(self, with_found: bool) -> None:
        self._knowledge.with_found = with_found

    def link(self) -> bool:
        """Put together who was found in the documents known so far; return whether other names are looked for now."""
        from reader.entities.linking import link
        from reader.entities.name_parts import key_of

        with self._loading:
            loaded = self._loaded
            surveys = self._knowledge.surveys()
            found = {survey.digest: survey.found for survey in surveys}
            linked_from = (loaded.names.state, frozenset((survey.digest, survey.model) for survey in surveys))
            if linked_from == self._linked_from:
                return False
            lists = loaded.lists
            linked = link(found, lists.entities, lists.apart, set(map(key_of, lists.decisions.ignored)))
            names, before = loaded.names.with_found(linked), self.names(of_found=True)
            self._entities.update((entity.id, entity) for entity in linked.entities)
            self._linked, self._linked_from, self._all_names = linked, linked_from, names
            return names.state != before.state
