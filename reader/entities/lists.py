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

import gc
import hashlib
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import TYPE_CHECKING, Protocol

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
from reader.entities.parsed_list import DISTINCT, ENTITY, LIST_KEYS, MENTION
from reader.entities.parsed_list import parsed as parsed_list
from reader.language import _
from reader.scripts.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from reader.entities.decisions import MentionDecision
    from reader.entities.entity import Name
    from reader.entities.merging import Off, Pair
    from reader.entities.parsed_list import ParsedList

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
    "Compiled",
    "EntityLists",
    "ListReader",
    "Problem",
    "load_lists",
]

MOST_BYTES = 256 * 2**20
"""Bytes of the longest list: more than people write, and than a million names take."""
LONGEST_PLACE = 100
"""Code points of an entry or a field that are told of one that is wrong."""
BIG = 256 * 1024
"""Bytes of a list from which on what it states is kept for the next start."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in an entity list that is not right, and where."""

    file: str
    entry: str
    field: str
    message: str

    def __str__(self) -> str:
        places = (self.file, self.entry[:LONGEST_PLACE], self.field[:LONGEST_PLACE], self.message)
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


class Compiled(Protocol):
    """Keeps what big lists state in a form that is read faster than TOML."""

    def find(self, key: str) -> bytes | None:
        """Return what is kept under a key; whatever that is, it is checked."""

    def keep(self, key: str, content: bytes) -> None:
        """Keep something under a key, if that can be done."""


def load_lists(paths: Iterable[Path]) -> EntityLists:
    """Return the entities of lists, the first the lowest layer. Files that do not exist are passed over."""
    return ListReader().load(paths)


class ListReader:
    """Reads lists again and again: only what has changed is parsed, and an entity that is as before is the same object.

    The last list is the reader's own, which changes most: what the lists below come to is kept ready for it.
    """

    def __init__(self, compiled: Compiled | None = None) -> None:
        """Begin without any list.

        Args:
            compiled: where what big lists state is kept from one start to the next; None for nowhere.
        """
        self._compiled = compiled
        self._parsed: dict[tuple[int, _File], ParsedList] = {}
        """What each list of the last time states, by its layer and its file."""
        self._below: tuple[tuple[_File, ...], _Loading] | None = None
        """All lists of the last time but for the last one, and what they come to."""
        self._entities: dict[str, Entity] = {}
        """All that have been there, by id, as they were last."""

    def load(self, paths: Iterable[Path]) -> EntityLists:
        """Return the entities of lists, the first the lowest layer. Files that do not exist are passed over."""
        with _nothing_to_collect():
            return self._load(tuple(paths))

    def _load(self, files: tuple[Path, ...]) -> EntityLists:
        read = list(map(_read, files))
        stamps = tuple(file for file, _content in read)
        before, self._parsed = self._parsed, {}
        below = stamps[:-1]
        if self._below is not None and self._below[0] == below:
            loading = self._below[1].copy()
            self._parsed = {key: parsed for key, parsed in before.items() if key[1] in below}
        else:
            loading = _Loading()
            for layer, (file, content) in enumerate(read[:-1]):
                self._add(loading, file, content, layer, before)
            self._below = below, loading.copy()
        for file, content in read[-1:]:
            self._add(loading, file, content, len(below), before)
        lists = loading.lists(tuple(map(str, files)))
        return replace(lists, entities=self._as_before(lists.entities))

    def _add(
        self,
        loading: _Loading,
        file: _File,
        content: bytes | None,
        layer: int,
        before: Mapping[tuple[int, _File], ParsedList],
    ) -> None:
        if content is None:
            if file.problem:
                loading.report(file.path, file.problem)
            return
        parsed = before.get((layer, file))
        if parsed is None:
            try:
                parsed = self._parse(file, content, layer)
            except UnicodeDecodeError as error:
                line = content.count(b"\n", 0, error.start) + 1
                loading.report(file.path, _("line {line} is not UTF-8 text").format(line=line))
                return
            # Too long a number or key is a ValueError, too deep a nesting a RecursionError.
            except (ValueError, RecursionError) as error:
                loading.report(file.path, _("it is not TOML ({reason})").format(reason=error))
                return
        self._parsed[layer, file] = parsed
        loading.add(parsed, file.path, layer)

    def _parse(self, file: _File, content: bytes, layer: int) -> ParsedList:
        if self._compiled is None or len(content) < BIG:
            return parsed_list(content, layer)
        from reader.entities.compiled_list import packed, unpacked, version

        key = f"{file.digest}-{version()}"
        kept = self._compiled.find(key)
        parsed = unpacked(kept, key, layer) if kept is not None else None
        if parsed is None:
            parsed = parsed_list(content, layer)
            if (made := packed(parsed, key)) is not None:
                self._compiled.keep(key, made)
        return parsed

    def _as_before(self, entities: Iterable[Entity]) -> tuple[Entity, ...]:
        """Return entities, those that are as they were the last time as the objects that they were."""
        known, as_before = self._entities, list(entities)
        others = [(place, one) for place, one in enumerate(as_before) if known.get(one.id) is not one]
        for place, entity in others:
            before = known.get(entity.id)
            if before is not None and _is_same(before, entity):
                as_before[place] = before
            else:
                known[entity.id] = entity
        return tuple(as_before)


@contextmanager
def _nothing_to_collect() -> Iterator[None]:
    """Make a great many objects that all stay: to look for garbage among them takes as long as to make them."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _is_same(one: Entity, other: Entity) -> bool:
    """Return whether two entities are equal, and their names in the same order."""
    return one == other and all(
        list(mine) == list(others)
        for mine, others in (
            (one.canonical, other.canonical),
            *((name.spellings, again.spellings) for name, again in zip(one.names, other.names, strict=True)),
        )
    )


@dataclass(frozen=True, slots=True)
class _File:
    """What tells a list from what it was before."""

    path: Path
    digest: str = ""
    """Of its bytes; empty where there are none."""
    problem: str = ""
    """Why it cannot be read."""


def _read(path: Path) -> tuple[_File, bytes | None]:
    """Return a file and what it holds; None where it does not exist or cannot be read."""
    try:
        if path.exists() and not (path.is_file() or path.is_dir()):  # a pipe might never end
            raise OSError(_("not a file"))
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except (FileNotFoundError, NotADirectoryError):
        return _File(path), None
    except (OSError, ValueError) as error:
        from reader.documents.reasons import why_unread

        return _File(path, problem=why_unread(error)), None
    if len(content) > MOST_BYTES:
        return _File(path, problem=_("more than {size} MB; split it first").format(size=MOST_BYTES // 2**20)), None
    return _File(path, hashlib.blake2b(content, digest_size=16).hexdigest()), content


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
        self._accompanied: set[str] = set()
        """The ids of entries with names that count beside others."""

    def copy(self) -> _Loading:
        """Return the same, to add more lists without changing this one."""
        copied = _Loading()
        for own, value in vars(self).items():
            setattr(copied, own, value.copy())
        copied._off = {own: off.copy() for own, off in self._off.items()}
        return copied

    def report(self, path: Path, message: str) -> None:
        """Tell that a list cannot be read."""
        self._problems.append(Problem(str(path), "", "", message))

    def add(self, parsed: ParsedList, path: Path, layer: int) -> None:
        """Add a list."""
        file = str(path)
        self._problems.extend(Problem(file, "", key, unknown_field(LIST_KEYS)) for key in parsed.unknown)
        seen: set[str] = set()
        for number, stated in self._tables(parsed.entries, ENTITY, file):
            self._add_entry(stated, layer, seen, file, number)
        for number, table in self._tables(parsed.distinct, DISTINCT, file):
            try:
                for pair in combinations(sorted(distinct_of(table)), 2):
                    self._pairs[frozenset(pair)] = layer
            except WrongFieldError as wrong:
                self._problems.append(Problem(file, f"[[{DISTINCT}]] {number}", wrong.field, wrong.message))
        for number, table in self._tables(parsed.mentions, MENTION, file):
            try:
                self._decisions.append(mention_of(table, path.parent))
            except WrongFieldError as wrong:
                self._problems.append(Problem(file, f"[[{MENTION}]] {number}", wrong.field, wrong.message))

    def _tables(self, tables: object, kind: str, file: str) -> Iterator[tuple[int, object]]:
        if isinstance(tables, list):
            yield from enumerate(tables, start=1)
        else:
            message = _("write each entry under {header}").format(header=f"[[{kind}]]")
            self._problems.append(Problem(file, kind, "", message))

    def _add_entry(self, stated: object, layer: int, seen: set[str], file: str, number: int) -> None:
        try:
            entry = self._entry(stated, layer)
            if entry.id in seen:
                raise WrongFieldError("id", _("there is another entry with this id in the file"))
            seen.add(entry.id)
        except WrongFieldError as wrong:
            self._problems.append(Problem(file, _label(stated, number), wrong.field, wrong.message))
            return
        if isinstance(entry.off, frozenset):
            self._off.setdefault(entry.id, []).append((layer, entry.off))
        if entry.merged_into is not None:
            self._stones[entry.id] = Tombstone(entry.merged_into, layer, entry.elsewhere)
            self._labels[entry.id] = file, _label(entry, number)
        if any(name.together_with for name in entry.names):
            self._accompanied.add(entry.id)
            self._awaited.update(_company(entry, file, _label(entry, number)))
        _merge(self._entities, entry)

    def _entry(self, stated: object, layer: int) -> Entry:
        self._stated.add(_own_id(stated))
        if not isinstance(stated, Entry):
            return entry_of(stated, layer, known=self._entities.keys())
        if not (stated.type and stated.canonical) and stated.id not in self._entities and (lacking := stated.lacking()):
            raise lacking
        return stated

    def lists(self, files: tuple[str, ...]) -> EntityLists:
        """Return all that was added."""
        self._problems.extend(problem for problem, own in self._awaited.items() if own not in self._stated)
        merged = merging(self._stones, self._pairs, self._entities.keys())
        for own, message in merged.wrong.items():
            self._problems.append(Problem(*self._labels[own], "merged_into", message))
        decisions = Decisions(tuple(self._decisions)).after(merged.merged)
        entities = [
            entity
            for entity in joined(self._entities, merged.merged, self._stones, self._off, self._accompanied)
            if entity.names or entity.id in decisions.meant
        ]
        return EntityLists(tuple(entities), tuple(self._problems), merged.apart, decisions, merged.merged, files)


def _own_id(table: object) -> str:
    if isinstance(table, Entry):
        return table.id
    own = table.get("id") if isinstance(table, dict) else None
    return own if isinstance(own, str) else ""


def _label(table: object, number: int) -> str:
    """Return what an entry, or the table of one that is wrong, is called."""
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
    canonical = {**below.canonical, **entry.canonical} if below else entry.canonical
    if below is None and not (canonical and entry.type):  # it only adds to, or takes from, what is in no list
        return
    if below is None and entry.is_in_order:
        names = entry.names
    else:
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
