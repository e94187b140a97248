"""What the lists say about names that discovery has found: whose they are, and whether they are known at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.entities.entity import needs_itself
from reader.entities.forms import PERSON
from reader.entities.grouping import alike, natives
from reader.entities.name_parts import Form, key_of, parts_of
from reader.scripts.fold import fold

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from reader.entities.entity import Entity, Name
    from reader.entities.grouping import Group


class KnownNames:
    """The known entities by those of their names that are asked for."""

    def __init__(self, known: Sequence[Entity], asked: frozenset[str]) -> None:
        """Look names up in all entities.

        Args:
            known: the entities of the lists.
            asked: the keys of the names.
        """
        self.entities = {entity.id: entity for entity in known}
        self._holders: dict[str, list[tuple[Entity, tuple[Name, ...]]]] = {}
        for entity in known if asked else ():
            for key in asked.intersection(_folded(entity)):
                self._holders.setdefault(key, []).append((entity, _spelling(entity, key)))

    def has(self, key: str, document: str) -> bool:
        """Return whether some list gives a name, be it under conditions, be it only to be shown, for a document.

        One that asks for its own entity alone does not say whose it is where others have it (`needs_itself`).
        """
        return any(
            not names or any(_covers(name, document) and not needs_itself(name, entity.id) for name in names)
            for entity, names in self._holders.get(key, ())
        )

    def holders(self, key: str) -> frozenset[str]:
        """Return the ids of all entities that have a name, wherever it counts."""
        return frozenset(entity.id for entity, _ in self._holders.get(key, ()))

    def is_of_nobody(self, key: str, document: str) -> bool:
        """Return whether a name is known, and only as that of things."""
        holders = self._holders.get(key, ()) if self.has(key, document) else ()
        return bool(holders) and all(entity.type != PERSON for entity, _ in holders)

    def who(self, group: Group) -> tuple[dict[str, set[str]], set[str]]:
        """Return who shares full names with a group: which names with those who may be it, and who surely is not it.

        Known names count that are full ones and under no condition.
        """
        shared: dict[str, set[str]] = {}
        for node in group:
            for key in node.full:
                for entity, names in self._holders.get(key, ()):
                    if entity.type == PERSON and any(
                        _is_plain(name, entity.id) and _covers(name, node.document) for name in names
                    ):
                        shared.setdefault(entity.id, set()).add(key)
        others = {own for own, keys in shared.items() if self._is_another(own, keys, group)}
        return {own: keys for own, keys in sorted(shared.items()) if own not in others}, others

    def may_share(self, own: str, keys: Iterable[str]) -> bool:
        """Return whether an entity has some names only where it stands by others, so that they may be others' too."""
        holding = [names for key in keys for entity, names in self._holders.get(key, ()) if entity.id == own]
        return bool(holding) and all(names and all(needs_itself(name, own) for name in names) for names in holding)

    def _is_another(self, own: str, shared: Collection[str], group: Group) -> bool:
        """Whether a known person who shares full names with a group is another one by all other names."""
        full = full_keys(self.entities[own])
        forms = {parts_of(key).form for key in shared}
        if Form.LATIN not in forms:
            latin = {key for node in group for key in node.latin}
            mine = {key for key in full if parts_of(key).form is Form.LATIN}
            return bool(latin and mine) and not any(alike(one, other) for one in latin for other in mine)
        if forms == {Form.LATIN}:
            native = {key for node in group for key in node.native}
            if not native:
                return False
            own_native = natives((key for key in full if parts_of(key).form is Form.CHINESE), shared)
            return bool(own_native) and native.isdisjoint(own_native)
        return False


def full_keys(entity: Entity) -> list[str]:
    """Return the keys of the full names of an entity that are under no condition."""
    names = (key_of(text) for name in entity.names if _is_plain(name, entity.id) for text in name.spellings.values())
    return [key for key in dict.fromkeys(names) if parts_of(key).is_full]


def _folded(entity: Entity) -> Iterator[str]:
    """Yield what `Entity.folded` holds, which is not kept for the very many whom nothing found concerns."""
    for name in entity.names:
        yield from map(fold, name.spellings.values())
    yield from map(fold, entity.canonical.values())


def _spelling(entity: Entity, key: str) -> tuple[Name, ...]:
    """Return the names that are spelt so; none when it is only shown."""
    return tuple(name for name in entity.names if any(key_of(text) == key for text in name.spellings.values()))


def _is_plain(name: Name, own: str) -> bool:
    return not (name.short or name.only_in) and name.together_with <= {own}


def _covers(name: Name, document: str) -> bool:
    return not name.documents or document in name.documents
