"""The reader's corrections: who is who, who is not, and what a name means somewhere; each can be undone.

They are kept in the reader's own entity list, which is changed at once and as little as can be.
"""

from __future__ import annotations

import secrets
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reader.entities.decision_tables import mention_of
from reader.entities.entity import Name, adopted
from reader.entities.entries import WrongFieldError, entry_of, folds_of, minds_case
from reader.entities.interchange.language_tags import likely_tag
from reader.entities.lists import MENTION
from reader.library.changed_list import Change, ChangedList
from reader.library.correction_tables import (
    EVERYWHERE,
    Scope,
    Written,
    decide,
    divide,
    family_of,
    gives,
    is_full,
    join,
    own_table,
    put_apart,
    shown_of,
    spelt,
    tag_of,
    take_names,
)
from reader.library.decision_log import Op
from reader.library.entity_file import entity_key, key_in, listed, states, table_of, with_name
from reader.library.locations import decision_log, user_entity_list
from reader.library.splices import NotChangedError
from reader.scripts.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from reader.entities.decisions import MentionDecision
    from reader.entities.entity import Entity
    from reader.library.changed_list import What
    from reader.library.entity_file import EntityFile
    from reader.library.toml_tables import Fields

__all__ = ["EVERYWHERE", "Change", "Corrections", "InDocument", "NotChangedError", "Op", "Scope", "Written"]


@dataclass(frozen=True, slots=True)
class InDocument:
    """A document, and the spellings of somebody's names that stand in it."""

    path: str
    digest: str
    texts: tuple[str, ...]


class Corrections(ChangedList):
    """The reader's own entity list as it is corrected; safe to use from several threads."""

    def __init__(self, file: Path | None = None, log: Path | None = None) -> None:
        """Make ready; nothing is read before it is asked for.

        Args:
            file: the list; the user's own where none is given.
            log: its log; the user's own where none is given.
        """
        super().__init__(file if file is not None else user_entity_list(), log if log is not None else decision_log())
        self._adoptions: dict[str, str] = {}
        """Under which id each of those who were found was written into the list."""

    # What is done

    def new_entity(self, of_type: str, names: Sequence[Written]) -> str:
        """Make an entity, and return its id.

        Args:
            of_type: its type.
            names: its names; the first of each script is the one to show.

        Raises:
            NotChangedError: the list cannot be changed; it is as before.
        """
        made: list[str] = []

        def edit(file: EntityFile, what: What) -> None:
            known = [Name({tag_of(one): one.text}, short=one.short, case=minds_case(one.text)) for one in names]
            made.append(self._add(file, table_of(of_type, known, shown_of(known))))
            what.update(entity=made[0], entity_name=names[0].text if names else "", names=[one.text for one in names])

        self._do(Op.NEW, edit)
        return made[0]

    def keep(self, entity: Entity) -> Change | None:
        """Have somebody who was found be in the list from now on; None where they are on one already.

        Raises:
            NotChangedError: the list cannot be changed; it is as before.
        """

        def edit(file: EntityFile, what: What) -> None:
            what.update(entity=self._adopted(file, entity), entity_name=entity.name)

        return self._do(Op.KEEP, edit)

    def add_name(self, entity: Entity, name: Written) -> Change | None:
        """Add a name to an entity; None where it has that already.

        Raises:
            NotChangedError: the list cannot be changed; it is as before.
        """

        def edit(file: EntityFile, what: What) -> None:
            if self._has(file, entity, name):
                return
            own = self._adopted(file, entity)
            fields = with_name(own_table(file, own), name.text, name.tag, short=name.short)
            file.put(entity_key(own), fields, entity.name)
            what.update(entity=own, entity_name=entity.name, text=name.text)

        return self._do(Op.ADD_NAME, edit)

    def set_type(self, entity: Entity, of_type: str) -> Change | None:
        """Change the type of an entity; None where it has that already.

        Raises:
            NotChangedError: the list cannot be changed; it is as before.
        """

        def edit(file: EntityFile, what: What) -> None:
            before = self._type(file, entity)
            if of_type == before:
                return
            own = self._adopted(file, entity)
            file.put(entity_key(own), {**own_table(file, own), "type": of_type}, entity.name)
            what.update(entity=own, entity_name=entity.name, type=of_type, type_before=before or entity.type)

        return self._do(Op.SET_TYPE, edit)

    def merge(self, source: Entity, target: Entity) -> Change | None:
        """Have an entity be the same as another one, which keeps its id and what is shown for it; None where it is.

        Raises:
            NotChangedError: the list cannot be changed; it is as before.
        """

        def edit(file: EntityFile, what: What) -> None:
            if source.id == target.id:
                return
            into = self._adopted(file, target)
            own = self._adopted(file, source)
            family = family_of(file, own)
            if into in family:
                return
            join(file, family, family_of(file, into))
            fields = {**own_table(file, own), "merged_into": into}
            if not is_full(file.fields(entity_key(into))):
                fields["elsewhere"] = True
            file.put(entity_key(own), fields, source.name)
            what.update(source=own, source_name=source.name, target=into, target_name=target.name)

        return self._do(Op.MERGE, edit)

    def split(self, entity: Entity, names: Iterable[str] = (), documents: Iterable[InDocument] = ()) -> str:
        """Make another entity of some names of one, or of all its mentions in some documents, and return its id.

        The two are kept apart from then on.

        Args:
            entity: the entity.
            names: spellings of its names that are the other one's.
            documents: where the names of the one mean the other.

        Raises:
            NotChangedError: the list cannot be changed; it is as before.
        """
        made: list[str] = []

        def edit(file: EntityFile, what: What) -> None:
            own = self._adopted(file, entity)
            moved = list(spelt(entity, set(map(fold, names))))
            texts = [text for name in moved for text in name.spellings.values()]
            take_names(file, own, entity.name, texts)
            new = self._add(file, table_of(entity.type, moved, shown_of(moved) or entity.canonical))
            made.append(new)
            put_apart(file, own, new, f"{entity.name} / {texts[0] if texts else entity.name}")
            placed = list(documents)
            for document in placed:
                for text in document.texts:
                    decide(file, text, new, Scope.of_document(document.path, document.digest), entity.name)
            paths = [document.path for document in placed]
            what.update(entity=own, entity_name=entity.name, target=new, names=texts, documents=paths)

        self._do(Op.SPLIT, edit)
        return made[0]

    def keep_apart(self, one: Entity, other: Entity) -> Change | None:
        """Have two entities never be taken for the same, whatever was said before; None where that is said already.

        Raises:
            NotChangedError: the list cannot be changed; it is as before.
        """

        def edit(file: EntityFile, what: What) -> None:
            if one.id == other.id:
                return
            ids = self._adopted(file, one), self._adopted(file, other)
            divide(file, *ids)
            put_apart(file, *ids, f"{one.name} / {other.name}")
            what.update(source=ids[0], source_name=one.name, target=ids[1], target_name=other.name)

        return self._do(Op.KEEP_APART, edit)

    def ignore(self, text: str, scope: Scope = EVERYWHERE) -> Change | None:
        """Have a text mean nobody as far as a scope goes; None where that is said already.

        Raises:
            NotChangedError: the list cannot be changed; it is as before.
        """

        def edit(file: EntityFile, what: What) -> None:
            decide(file, text, None, scope)
            what.update(text=text, **_reach(scope))

        return self._do(Op.IGNORE, edit)

    def assign(self, text: str, entity: Entity, scope: Scope = EVERYWHERE) -> Change | None:
        """Have a text mean an entity as far as a scope goes; None where that is said already.

        Raises:
            NotChangedError: the list cannot be changed; it is as before.
        """

        def edit(file: EntityFile, what: What) -> None:
            own = self._adopted(file, entity)
            decide(file, text, own, scope, entity.name)
            what.update(text=text, entity=own, entity_name=entity.name, **_reach(scope))

        return self._do(Op.ASSIGN, edit)

    def assign_new(self, text: str, of_type: str, name: str, scope: Scope = EVERYWHERE) -> str:
        """Have a text mean somebody new as far as a scope goes, and return their id.

        Their name is only shown: elsewhere it means whom it meant before.

        Args:
            text: the text.
            of_type: the type of the new one.
            name: what they are called.
            scope: how far it goes.

        Raises:
            NotChangedError: the list cannot be changed; it is as before.
        """
        made: list[str] = []

        def edit(file: EntityFile, what: What) -> None:
            made.append(self._add(file, table_of(of_type, (), {likely_tag(name): name})))
            decide(file, text, made[0], scope, name)
            what.update(text=text, entity=made[0], entity_name=name, **_reach(scope))

        self._do(Op.ASSIGN, edit)
        return made[0]

    def forget(self, decision: MentionDecision) -> Change | None:
        """Say no longer what a text means; None where the reader's own list does not say it.

        Raises:
            NotChangedError: the list cannot be changed; it is as before.
        """

        def edit(file: EntityFile, what: What) -> None:
            while (said := next(self._saying(file, decision), None)) is not None:  # it may be said twice
                file.put(key_in(MENTION, said), None)
            what.update(text=decision.text, document=decision.document)

        return self._do(Op.FORGET, edit)

    def _saying(self, file: EntityFile, decision: MentionDecision) -> Iterator[Fields]:
        """Yield the tables that say something of what a decision is about."""
        for fields in file.all(MENTION):
            with suppress(WrongFieldError):
                if replace(mention_of(fields, self.file.parent), entity=None) == replace(decision, entity=None):
                    yield dict(fields)

    # Tables

    def _adopted(self, file: EntityFile, entity: Entity) -> str:
        """Return the id of an entity; one that was only found is written into the list first, once, under a new one."""
        known = self._id_of(file, entity)
        if known is not None:
            return known
        shown = set(map(fold, entity.canonical.values()))
        # What was found in some documents alone is found there again; what is shown must be among the names.
        names = [name for name in entity.names if not name.documents or not shown.isdisjoint(folds_of(name))]
        own = self._add(file, table_of(entity.type, names, entity.canonical or shown_of(entity.names)))
        if any(not name.documents and not name.short for name in names):
            # Beside a name that means nobody else, one that others may have goes on to count only in that company.
            names = [adopted(name, own) if name.documents else name for name in names]
            file.put(entity_key(own), {"id": own, **table_of(entity.type, names, entity.canonical)})
        self._adoptions[entity.id] = own
        return own

    def _id_of(self, file: EntityFile, entity: Entity) -> str | None:
        """Return under which id lists have an entity; None for one that was only found and is in none yet."""
        if not entity.names or any(name.layer >= 0 for name in entity.names):
            return entity.id
        known = self._adoptions.get(entity.id)
        return known if known is not None and file.fields(entity_key(known)) is not None else None

    # What is shown of an entity may be older than what the list says of it by now.

    def _type(self, file: EntityFile, entity: Entity) -> str | None:
        """Return the type of an entity; None where it may be the one that the list once gave and no longer does."""
        own = self._id_of(file, entity)
        if own is None:
            return entity.type
        given = (file.fields(entity_key(own)) or {}).get("type")
        if given is not None:
            return str(given)
        return None if any(fields.get("type") == entity.type for fields in self._log.given(own)) else entity.type

    def _has(self, file: EntityFile, entity: Entity, name: Written) -> bool:
        """Return whether an entity has a name without conditions, whatever the list once gave and no longer does."""
        own, folded = self._id_of(file, entity), fold(name.text)
        if own is None:
            return False
        fields = own_table(file, own)
        if folded in map(fold, map(str, listed(fields, "off"))):
            return False
        if states(fields, folded):
            return gives(entry_of(fields, 0, known=(own,)).names, name)
        return gives(entity.names, name) and not any(states(once, folded) for once in self._log.given(own))

    def _add(self, file: EntityFile, fields: Fields) -> str:
        """Add an entity to the list, and return its id, which is never that of another one again."""
        taken = self._log.ids
        while True:
            own = f"e-{secrets.token_hex(5)}"
            if own not in taken and file.fields(entity_key(own)) is None:
                break
        table = {"id": own, **fields}
        if any(name.together_with for name in entry_of(table, 0, known=()).names):
            table["elsewhere"] = True
        file.put(entity_key(own), table)
        return own


def _reach(scope: Scope) -> What:
    """Return what the log tells of how far something holds."""
    return {"document": scope.document, "is_place": scope.anchor is not None}
