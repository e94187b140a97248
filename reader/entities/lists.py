"""Entity lists: plain TOML files that people read and edit.

A list holds `[[entity]]` tables; the header of the shipped list explains the keys. Lists are layered: an entry with
the id of an entry in a list below adds its names to that one's and overrides its other fields; a name that it gives
again is under its conditions alone. `off` takes the whole entity away, or names that the lists below give: they are no
longer looked for, what is shown for the entity stays. An entry that is not right is left out and reported, the rest of
its list holds.

`merged_into` says that an entity is the same as another one: its names count for that one. `[[distinct]]` tables say
who are never the same, `[[mention]]` tables what a text means somewhere, whoever has such a name.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import TYPE_CHECKING, Any

from reader.documents.sanitising import one_line
from reader.entities.decision_tables import distinct_of, mention_of
from reader.entities.decisions import Decisions
from reader.entities.entity import Entity
from reader.entities.entries import (
    CASE_SENSITIVE_UP_TO,
    ENTRY_KEYS,
    ID,
    NAME_KEYS,
    TAGS,
    TYPE,
    TYPES,
    Entry,
    WrongFieldError,
    entry_of,
    folds_of,
    unknown_field,
)
from reader.entities.merging import Tombstone, in_order, joined, merging
from reader.language import _
from reader.scripts.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from reader.entities.decisions import MentionDecision
    from reader.entities.entity import Name
    from reader.entities.merging import Off, Pair

__all__ = [
    "CASE_SENSITIVE_UP_TO",
    "DISTINCT",
    "ENTITY",
    "ENTRY_KEYS",
    "ID",
    "LIST_KEYS",
    "MENTION",
    "NAME_KEYS",
    "TAGS",
    "TYPE",
    "TYPES",
    "EntityLists",
    "Problem",
    "load_lists",
]

ENTITY, DISTINCT, MENTION = "entity", "distinct", "mention"
LIST_KEYS = (ENTITY, DISTINCT, MENTION)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in an entity list that is not right, and where."""

    file: str
    entry: str
    field: str
    message: str

    def __str__(self) -> str:
        places = (self.file, self.entry, self.field, self.message)
        return ": ".join(one_line(place) for place in places if place)


@dataclass(frozen=True, slots=True)
class EntityLists:
    """The entities of all lists put together, and what was wrong in them."""

    entities: tuple[Entity, ...]
    problems: tuple[Problem, ...]
    apart: frozenset[Pair] = frozenset()
    """The ids of pairs of entities that are never the same."""
    decisions: Decisions = field(default_factory=Decisions)
    """What texts mean, whoever has such a name."""
    merged: Mapping[str, str] = field(default_factory=dict)
    """The id of whom each entity is the same as, for those that are."""
    files: tuple[str, ...] = ()
    """The file of each layer, be it there or not."""


def load_lists(paths: Iterable[Path]) -> EntityLists:
    """Return the entities of lists, the first the lowest layer. Files that do not exist are passed over."""
    files = tuple(paths)
    loading = _Loading()
    for layer, path in enumerate(files):
        loading.read(path, layer)
    return loading.lists(tuple(map(str, files)))


class _Loading:
    """Puts lists together, the lowest layer first."""

    def __init__(self) -> None:
        self._entities: dict[str, Entity] = {}
        self._problems: list[Problem] = []
        self._stated: set[str] = set()
        self._awaited: dict[Problem, str] = {}
        self._stones: dict[str, Tombstone] = {}
        self._labels: dict[str, tuple[str, str]] = {}
        """The file and the label of the entry of each tombstone."""
        self._pairs: dict[Pair, int] = {}
        self._off: dict[str, Off] = {}
        self._decisions: list[MentionDecision] = []

    def read(self, path: Path, layer: int) -> None:
        """Add a list."""
        file = str(path)
        try:
            if path.exists() and not (path.is_file() or path.is_dir()):  # a pipe might never end
                raise OSError(_("not a file"))
            content = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
        except (FileNotFoundError, NotADirectoryError):
            return
        # Too long a number is a ValueError, too deep a nesting a RecursionError.
        except (OSError, ValueError, RecursionError) as error:
            self._problems.append(Problem(file, "", "", str(error)))
            return
        unknown = [key for key in content if key not in LIST_KEYS]
        self._problems.extend(Problem(file, "", key, unknown_field(LIST_KEYS)) for key in unknown)
        seen: set[str] = set()
        for number, table in self._tables(content, ENTITY, file):
            self._add_entry(table, layer, seen, file, _label(table, number))
        for number, table in self._tables(content, DISTINCT, file):
            try:
                for pair in combinations(sorted(distinct_of(table)), 2):
                    self._pairs[frozenset(pair)] = layer
            except WrongFieldError as wrong:
                self._problems.append(Problem(file, f"[[{DISTINCT}]] {number}", wrong.field, wrong.message))
        for number, table in self._tables(content, MENTION, file):
            try:
                self._decisions.append(mention_of(table, path.parent))
            except WrongFieldError as wrong:
                self._problems.append(Problem(file, f"[[{MENTION}]] {number}", wrong.field, wrong.message))

    def _tables(self, content: Mapping[str, Any], kind: str, file: str) -> Iterator[tuple[int, object]]:
        tables = content.get(kind, [])
        if isinstance(tables, list):
            yield from enumerate(tables, start=1)
        else:
            message = _("write each entry under {header}").format(header=f"[[{kind}]]")
            self._problems.append(Problem(file, kind, "", message))

    def _add_entry(self, table: object, layer: int, seen: set[str], file: str, label: str) -> None:
        self._stated.add(_own_id(table))
        try:
            entry = entry_of(table, layer, known=self._entities.keys())
            if entry.id in seen:
                raise WrongFieldError("id", _("there is another entry with this id in the file"))
            seen.add(entry.id)
        except WrongFieldError as wrong:
            self._problems.append(Problem(file, label, wrong.field, wrong.message))
            return
        if isinstance(entry.off, frozenset):
            self._off.setdefault(entry.id, []).append((layer, entry.off))
        if entry.merged_into is not None:
            self._stones[entry.id] = Tombstone(entry.merged_into, layer, entry.elsewhere)
            self._labels[entry.id] = file, label
        self._awaited.update(_company(entry, file, label))
        _merge(self._entities, entry)

    def lists(self, files: tuple[str, ...]) -> EntityLists:
        """Return all that was added."""
        self._problems.extend(problem for problem, own in self._awaited.items() if own not in self._stated)
        merged = merging(self._stones, self._pairs, self._entities.keys())
        for own, message in merged.wrong.items():
            self._problems.append(Problem(*self._labels[own], "merged_into", message))
        decisions = Decisions(tuple(self._decisions)).after(merged.merged)
        entities = [
            entity
            for entity in joined(self._entities.values(), merged.merged, self._stones, self._off)
            if entity.names or entity.id in decisions.meant
        ]
        return EntityLists(tuple(entities), tuple(self._problems), merged.apart, decisions, merged.merged, files)


def _own_id(table: object) -> str:
    own = table.get("id") if isinstance(table, dict) else None
    return own if isinstance(own, str) else ""


def _label(table: object, number: int) -> str:
    own = _own_id(table)
    label = _("entry {number}").format(number=number)
    return f"{label} ({own})" if own else label


def _company(entry: Entry, file: str, label: str) -> Iterator[tuple[Problem, str]]:
    """Yield the ids that names of an entry count beside, each behind the problem that it is if no list states it."""
    for name in entry.names if not entry.elsewhere else ():
        field = "short.with" if name.short else "aliases.with"
        for own in sorted(name.together_with):
            yield Problem(file, label, field, _("no list has an entity with this id: {id}").format(id=own)), own


def _merge(entities: dict[str, Entity], entry: Entry) -> None:
    below = entities.get(entry.id)
    if entry.off is True:
        entities.pop(entry.id, None)
        return
    canonical = {**(below.canonical if below else {}), **entry.canonical}
    if below is None and not (canonical and entry.type):  # it only adds to, or takes from, what is in no list
        return
    names = in_order(_names_over(below, entry) if below else entry.names, canonical)
    description = entry.description if entry.description is not None else below.description if below else ""
    of_type = entry.type or (below.type if below else "")
    entities[entry.id] = Entity(entry.id, of_type, names, canonical, description)


def _names_over(below: Entity, entry: Entry) -> Iterator[Name]:
    """Yield the names of the lists below that still hold, then those of the entry, with the forms recorded below."""
    given = {one for name in entry.names for one in folds_of(name)}
    for name in below.names:
        spellings = {tag: text for tag, text in name.spellings.items() if fold(text) not in given}
        if spellings and (isinstance(entry.off, bool) or entry.off.isdisjoint(folds_of(name))):
            yield replace(name, spellings=spellings)
    for name in entry.names:
        recorded = {tag: text for one in folds_of(name) for tag, text in below.recorded_forms.get(one, {}).items()}
        yield replace(name, spellings={**recorded, **name.spellings})
