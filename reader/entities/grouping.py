"""Grouping: which findings in different documents are one person, by their full names alone.

Who shares a full name is one person, unless the evidence says that several have it: one Latin name beside different
Chinese names that are no transliterations of it (陳信翰 and 陳明華, both Mark Chen), or one Chinese name beside Latin
names that cannot be spellings of one. Then only those are joined whom the other name joins; who has nothing but the
shared name is left alone. A join that would make such a pair one person by detours is not made either. Nothing here
depends on the order of the documents.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import combinations
from typing import TYPE_CHECKING, Generic, TypeVar

from reader.entities.discovery.findings import Rule
from reader.entities.name_parts import Form, may_be_one, parts_of
from reader.entities.transliteration import letters_of, similarity

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Hashable, Iterable, Sequence

    from reader.entities.discovery.findings import FoundName

SOUNDS_LIKE = -1.6
"""How similar a Chinese name beside a Latin one must sound to be a transliteration of it, per letter."""
MOST_COMPARED = 50
"""Latin names of one Chinese name that are compared with each other; more than that must be the same."""
PARTIAL = frozenset((Rule.SHORT, Rule.VARIANT, Rule.HINT))
"""The rules that tell no full names."""

T = TypeVar("T", bound="Hashable")


class Union(Generic[T]):
    """Things that are joined in pairs, and which of them hang together."""

    def __init__(self) -> None:
        self._above: dict[T, T] = {}

    def root(self, one: T) -> T:
        """Return the thing that stands for all that hang together with one."""
        while (above := self._above.setdefault(one, one)) != one:
            self._above[one] = self._above[above]
            one = above
        return one

    def join(self, things: Iterable[T]) -> None:
        """Join things with each other."""
        roots = [self.root(one) for one in things]
        for one in roots[1:]:
            self._above[self.root(one)] = self.root(roots[0])


@dataclass(frozen=True, eq=False)
class Node:
    """A person of one document, as far as names are considered."""

    document: str
    number: int
    """Which person of the document it is."""
    names: tuple[FoundName, ...]

    @cached_property
    def full(self) -> frozenset[str]:
        """The keys of the full names."""
        return frozenset(parts_of(name.text).key for name in self.names if is_full(name))

    @cached_property
    def latin(self) -> frozenset[str]:
        """Those of Latin letters."""
        return frozenset(key for key in self.full if parts_of(key).form is Form.LATIN)

    @cached_property
    def chinese(self) -> frozenset[str]:
        """Those without a dot, in Chinese characters."""
        return frozenset(key for key in self.full if parts_of(key).form is Form.CHINESE)

    @cached_property
    def native(self) -> frozenset[str]:
        """Those that are no transliterations of the Latin names beside them."""
        return natives(self.chinese, self.latin)

    @cached_property
    def keys(self) -> frozenset[str]:
        """The keys of all names."""
        return frozenset(parts_of(name.text).key for name in self.names)


Group = tuple[Node, ...]
"""Nodes that are one person."""


def is_full(name: FoundName) -> bool:
    """Return whether a found name may be all of somebody's name."""
    return not name.is_short and name.rule not in PARTIAL and parts_of(name.text).is_full


def natives(chinese: Iterable[str], latin: Collection[str]) -> frozenset[str]:
    """Return the Chinese names that are no transliterations of Latin ones; none where there are none of these."""
    if not latin:
        return frozenset()
    return frozenset(name for name in chinese if not any(_sounds_like(name, other) for other in latin))


@lru_cache(maxsize=65_536)
def _sounds_like(chinese: str, latin: str) -> bool:
    words = parts_of(latin)
    return any(similarity(chinese, one) >= SOUNDS_LIKE for one in (words.surname, letters_of(latin), *words.given))


def parties(marks: Iterable[Collection[str]], alike: Callable[[str, str], bool] | None = None) -> list[set[str]]:
    """Return marks by who has them: those that somebody has together, and those that are alike, are one party.

    Args:
        marks: the marks of each.
        alike: tells whether two marks may be one.
    """
    union = Union[str]()
    every = sorted({one for together in marks for one in together})
    for together in marks:
        union.join(together)
    if alike is not None and len(every) <= MOST_COMPARED:
        for one, other in combinations(every, 2):
            if alike(one, other):
                union.join((one, other))
    found: dict[str, set[str]] = {}
    for one in every:
        found.setdefault(union.root(one), set()).add(one)
    return list(found.values())


def alike(one: str, other: str) -> bool:
    """Return whether two Latin full names may be spellings of one."""
    return may_be_one(parts_of(one), parts_of(other))


def grouped(nodes: Iterable[Node]) -> list[Group]:
    """Return nodes with full names as the people they are, in an order of their own."""
    single: list[Group] = [(node,) for node in sorted(nodes, key=lambda node: (node.document, node.number))]
    by_latin = _joined(single, _latin, _different_chinese)
    return _joined(by_latin, lambda group: _all_full(group) - _latin(group), _different_latin)


def _joined(
    groups: Sequence[Group],
    keys: Callable[[Group], frozenset[str]],
    different: Callable[[Sequence[Group]], list[set[str]]],
) -> list[Group]:
    """Join groups that share a key, unless it is the name of several.

    Args:
        groups: the groups.
        keys: gives the keys of a group that it may be joined by.
        different: gives the other names of groups that share a key, by who has them.
    """
    holders: dict[str, list[int]] = {}
    for number, group in enumerate(groups):
        for key in keys(group):
            holders.setdefault(key, []).append(number)
    union = Union[int]()
    for numbers in holders.values():
        if len(numbers) == 1:
            continue
        several = different([groups[number] for number in numbers])
        if len(several) < 2:
            union.join(numbers)
            continue
        for party in several:
            union.join(number for number in numbers if not party.isdisjoint(_all_full(groups[number])))
    together: dict[int, list[Group]] = {}
    for number, group in enumerate(groups):
        together.setdefault(union.root(number), []).append(group)
    joined: list[Group] = []
    for some in together.values():
        if len(some) == 1 or _is_one(some):
            joined.append(tuple(node for group in some for node in group))
        else:
            joined.extend(some)
    return joined


def _is_one(groups: Sequence[Group]) -> bool:
    """Whether nothing says that some groups are several people."""
    return len(_different_latin(groups)) < 2 and len(_different_chinese(groups)) < 2


def _different_latin(groups: Sequence[Group]) -> list[set[str]]:
    """Return the Latin names of groups, those that cannot be spellings of one apart."""
    return parties([_latin(group) for group in groups], alike)


def _different_chinese(groups: Sequence[Group]) -> list[set[str]]:
    """Return the Chinese names of groups that are no transliterations, by who has them."""
    every = parties([_chinese(group) for group in groups])
    # What sounds alike is asked only where there is more than one name.
    return parties([_native(group) for group in groups]) if len(every) > 1 else every


def _all_full(group: Group) -> frozenset[str]:
    return frozenset().union(*(node.full for node in group))


def _latin(group: Group) -> frozenset[str]:
    return frozenset().union(*(node.latin for node in group))


def _chinese(group: Group) -> frozenset[str]:
    return frozenset().union(*(node.chinese for node in group))


def _native(group: Group) -> frozenset[str]:
    return frozenset().union(*(node.native for node in group))
