"""People as they are put together of what is found: their names, their ids, the entities that they become."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from enum import Enum
from hashlib import sha256
from typing import TYPE_CHECKING

from reader.entities.discovery.findings import Rule
from reader.entities.entity import FOUND_LAYER, LATIN, UNDETERMINED, Entity, Name
from reader.entities.entries import minds_case
from reader.entities.forms import PERSON
from reader.entities.grouping import is_full
from reader.entities.known_names import full_keys
from reader.entities.likeness import Profile
from reader.entities.name_parts import Form, key_of, parts_of
from reader.scripts.characters import characters
from reader.scripts.script import Script

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from reader.entities.discovery.findings import FoundName
    from reader.entities.grouping import Group, Node

PREFIX = "found-"
"""What the ids of found people begin with."""
DIGITS = 10
"""Hexadecimal digits of such an id."""
NATIVE_RULES = frozenset((Rule.SURNAME, Rule.BYLINE))
"""The rules that tell names of Chinese people, which are no transliterations."""


class Reach(Enum):
    """Where a found name counts."""

    NOWHERE = 0
    THERE = 1
    """Only in the documents in which it was found."""
    EVERYWHERE = 2
    """In all, if it means nobody else."""


@dataclass(slots=True, eq=False)
class FoundOne:
    """Somebody, as far as it is told by what is found."""

    group: Group
    """Whom their full names join."""
    parts: Group = ()
    """Those whose names are only parts of names, and count by themselves where they are found."""
    known: Entity | None = None
    """Who it is, where a list says so."""
    others: frozenset[str] = frozenset()
    """The ids of known people who have the same name and are somebody else."""
    maybe: frozenset[str] = frozenset()
    """The ids of known people of whom it is one, but it cannot be told which."""
    perhaps: dict[str, set[str]] = field(default_factory=dict)
    """The digests of the documents in which a full name of it stands, by its key, that may be somebody else's there."""
    id: str = ""
    names: tuple[Name, ...] = ()
    """The names that are added to it."""
    shown: dict[str, str] = field(default_factory=dict)
    """How its names are written, by key."""

    @property
    def nodes(self) -> Group:
        """All that is found of it."""
        return (*self.group, *self.parts)

    @property
    def full(self) -> frozenset[str]:
        """The keys of its full names, the known ones among them."""
        found = frozenset(key for node in self.group for key in node.full)
        return found.union(full_keys(self.known)) if self.known is not None else found

    def add(self, nodes: Iterable[Node]) -> None:
        """Add those whose names are only parts."""
        self.parts = tuple(sorted({*self.parts, *nodes}, key=lambda node: (node.document, node.number)))

    def take_names(self, reach: Callable[[FoundOne, str, str], Reach]) -> bool:
        """Make names of all that is found, and return whether one of them is not only a part of others.

        Args:
            reach: tells where a name counts that is found in a document, by its key and the digest of that.
        """
        documents: dict[tuple[str, bool], set[str]] = {}
        everywhere: set[tuple[str, bool]] = set()
        texts: dict[str, Counter[str]] = {}
        for node, name, is_short in self._found():
            key = parts_of(name.text).key
            texts.setdefault(key, Counter())[name.text] += 1
            where = reach(self, key, node.document)
            if where is not Reach.NOWHERE:
                documents.setdefault((key, is_short), set()).add(node.document)
                if name.is_strong and where is Reach.EVERYWHERE:
                    everywhere.add((key, is_short))
        self.shown = {key: min(counts, key=lambda text: (-counts[text], text)) for key, counts in texts.items()}
        names: list[tuple[bool, int, str, Name]] = []
        for (key, is_short), where_found in documents.items():
            if is_short:
                if (key, False) in everywhere:
                    continue
                where_found -= documents.get((key, False), set())
            if where_found:
                there = where_found if is_short else where_found | self.perhaps.get(key, set())
                confined = frozenset() if (key, is_short) in everywhere else frozenset(there)
                names.append((is_short, -len(where_found), key, self._name(key, is_short, confined)))
        self.names = tuple(name for *_, name in sorted(names, key=lambda one: one[:3]))
        return any(not name.short for name in self.names)

    def profile(self) -> Profile:
        """Return the names by which it is compared with others."""
        by_themselves = frozenset(self.parts)
        forms: set[str] = set()
        for node, name, _ in self._found():
            parts = parts_of(name.text)
            may_be_sounds = parts.form is Form.CHINESE and name.rule not in NATIVE_RULES
            if may_be_sounds and (is_full(name) or node in by_themselves):
                forms.add(parts.key)
        full = self.full
        if self.known is not None:
            forms.update(key for key in full if parts_of(key).form is Form.CHINESE)
        is_bare = all(parts_of(key).form is Form.CHINESE for key in full)
        words = {key for node in self.parts for key in node.keys} if not self.group else full if is_bare else ()
        listed = {key_of(text): text for text in self.known.spellings} if self.known is not None else {}
        shown = {**listed, **self.shown}
        return Profile(self.id, tuple(sorted(full)), tuple(sorted(forms)), tuple(sorted(words)), shown=shown)

    def entity(self) -> Entity:
        """Return the entity: the known one with the found names, or a new one."""
        if self.known is not None:
            return with_names(self.known, self.names)
        full = [name.spellings[UNDETERMINED] for name in self.names if not name.short]
        whole = [name for name in full if parts_of(name).key in self.full]
        canonical = dict(self._canonical(whole or full))
        first = set(canonical.values())
        names = sorted(self.names, key=lambda name: (name.short, name.spellings[UNDETERMINED] not in first))
        return Entity(self.id, PERSON, tuple(names), canonical)

    def _found(self) -> Iterator[tuple[Node, FoundName, bool]]:
        """Yield each name that is found, and whether it counts only beside a full one."""
        for node in self.group:
            for name in node.names:
                yield node, name, name.is_short
        for node in self.parts:
            for name in node.names:
                yield node, name, False

    def _name(self, key: str, is_short: bool, documents: frozenset[str]) -> Name:
        parts = parts_of(key)
        case = parts.form is Form.LATIN and (len(parts.words) == 1 or minds_case(key))
        spellings = {UNDETERMINED: self.shown[key]}
        return Name(spellings, short=is_short, case=case, documents=documents, layer=FOUND_LAYER)

    def _canonical(self, full: Sequence[str]) -> Iterator[tuple[str, str]]:
        """Yield by tag the names to show: one in Chinese, rather without a dot, and one in Latin letters.

        Args:
            full: the full names that are to be had, those found in most documents first.
        """
        latin = [name for name in full if parts_of(name).form is Form.LATIN]
        chinese = sorted(
            (name for name in full if name not in latin), key=lambda name: parts_of(name).form is Form.DOTTED
        )
        if chinese:
            yield _script_of(chinese[0]), chinese[0]
        if latin:
            yield LATIN, latin[0]


def with_names(entity: Entity, names: Collection[Name]) -> Entity:
    """Return an entity with more names, the full ones before the short forms."""
    if not names:
        return entity
    in_order = sorted((*entity.names, *names), key=lambda name: name.short)
    return replace(entity, names=tuple(in_order))


def give_ids(people: Sequence[FoundOne], taken: Collection[str]) -> None:
    """Give everybody their id: that of whom they are known as, else one made of the full name.

    Of several with one name each has an id made of the other names as well, and if need be of the documents.

    Args:
        people: the people.
        taken: the ids of all known entities.
    """
    new = [person for person in people if person.known is None]
    for person in people:
        if person.known is not None:
            person.id = person.known.id
    ways: tuple[Callable[[FoundOne], str], ...] = (_first_name, _all_names, _names_and_documents)
    for way in ways:
        made: dict[str, list[FoundOne]] = {}
        for person in new:
            made.setdefault(_id(way(person), taken), []).append(person)
        new = []
        for own, sharing in made.items():
            for person in sharing:
                person.id = own
            if len(sharing) > 1:
                new.extend(sharing)


def _first_name(person: FoundOne) -> str:
    if not person.group:
        return _names_and_documents(person)
    by_form = {Form.LATIN: 0, Form.DOTTED: 1, Form.CHINESE: 2}
    return min(person.full, key=lambda key: (by_form[parts_of(key).form], key))


def _all_names(person: FoundOne) -> str:
    return "\n".join(sorted(person.full or {key for node in person.nodes for key in node.keys}))


def _names_and_documents(person: FoundOne) -> str:
    return "\n".join((_all_names(person), *sorted(f"{node.document} {node.number}" for node in person.nodes)))


def _id(name: str, taken: Collection[str]) -> str:
    salt = 0
    while (own := PREFIX + sha256(f"{name}\0{salt or ''}".encode()).hexdigest()[:DIGITS]) in taken:
        salt += 1
    return own


def _script_of(name: str) -> str:
    """Return the tag under which a Chinese name is shown: Traditional when a character of it is only written so."""
    return Script.HANT if characters().traditional_only.intersection(name) else Script.HANS
