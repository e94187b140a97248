"""Mentions: the places in a document where entities are named.

A novel has hundreds of thousands of them. They are kept as numbers side by side, sixteen bytes each, and made into
`Mention` when they are looked at, so that to load, to hold and to pass them on costs next to nothing.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, overload

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

NUMBER = "I"
"""The type code of the arrays: offsets and numbers up to four thousand million."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in a document where an entity is named: source offsets in code points, end exclusive."""

    start: int
    end: int
    entity: str
    """The entity's id."""


class Mentions(Sequence[Mention]):
    """Mentions in one document, in order and apart."""

    def __init__(
        self,
        starts: array[int] | None = None,
        ends: array[int] | None = None,
        numbers: array[int] | None = None,
        ids: tuple[str, ...] = (),
    ) -> None:
        """Put mentions together; none when nothing is given.

        Args:
            starts: where each begins, in code points.
            ends: where each ends.
            numbers: whom each means: a number in `ids`.
            ids: the ids of entities.
        """
        self._starts = starts if starts is not None else array(NUMBER)
        self._ends = ends if ends is not None else array(NUMBER)
        self._numbers = numbers if numbers is not None else array(NUMBER)
        self._ids = ids

    @classmethod
    def of(cls, mentions: Iterable[Mention]) -> Mentions:
        """Return mentions that were made one by one, which must be in order."""
        found = cls(array(NUMBER), array(NUMBER), array(NUMBER))
        known: dict[str, int] = {}
        for mention in mentions:
            found._starts.append(mention.start)
            found._ends.append(mention.end)
            found._numbers.append(known.setdefault(mention.entity, len(known)))
        found._ids = tuple(known)
        return found

    def __len__(self) -> int:
        return len(self._starts)

    @overload
    def __getitem__(self, index: int) -> Mention: ...
    @overload
    def __getitem__(self, index: slice) -> Mentions: ...
    def __getitem__(self, index: int | slice) -> Mention | Mentions:
        if isinstance(index, slice):
            return Mentions(self._starts[index], self._ends[index], self._numbers[index], self._ids)
        return Mention(self._starts[index], self._ends[index], self._ids[self._numbers[index]])

    def __iter__(self) -> Iterator[Mention]:
        return map(Mention, self._starts, self._ends, map(self._ids.__getitem__, self._numbers))

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Mentions) and self._ids == other._ids:
            mine, others = (self._starts, self._ends, self._numbers), (other._starts, other._ends, other._numbers)
            return mine == others
        return isinstance(other, Sequence) and len(self) == len(other) and all(map(Mention.__eq__, self, other))

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"Mentions.of({list(self)!r})"

    @property
    def starts(self) -> Sequence[int]:
        """Where each begins, in code points."""
        return self._starts

    @property
    def ends(self) -> Sequence[int]:
        """Where each ends, in code points."""
        return self._ends

    @cached_property
    def counts(self) -> Counter[str]:
        """How often each entity is mentioned, by id, in the order of their first mentions."""
        return Counter({self._ids[number]: count for number, count in Counter(self._numbers).items()})

    def starting_at(self, offset: int) -> Mentions:
        """Return those that begin at an offset of the document or behind it."""
        return self[bisect_left(self._starts, offset) :] if offset else self

    def between(self, start: int, end: int) -> Mentions:
        """Return those that touch a stretch of the document, from one offset to another."""
        return self[bisect_right(self._ends, start) : bisect_left(self._starts, end)]

    def places_within(self, start: int, end: int) -> Iterator[tuple[int, int, str]]:
        """Return start, end and entity of those that stand wholly inside a stretch of the document."""
        first = bisect_left(self._starts, start)
        most = min(len(self._ends), first + end - start)
        found = slice(first, bisect_right(self._ends, end, first, most))
        return zip(
            self._starts[found], self._ends[found], map(self._ids.__getitem__, self._numbers[found]), strict=True
        )

    def moved(self, by: int) -> Mentions:
        """Return the same mentions as many code points further on."""
        starts, ends = (array(NUMBER, [offset + by for offset in side]) for side in (self._starts, self._ends))
        return Mentions(starts, ends, self._numbers, self._ids)

    def of_entity(self, entity: str) -> Mentions:
        """Return the mentions of one entity, by its id."""
        if entity not in self.counts:
            return Mentions()
        chosen = self._by_entity[slice(*self._stretches[entity])]
        return Mentions(
            array(NUMBER, map(self._starts.__getitem__, chosen)),
            array(NUMBER, map(self._ends.__getitem__, chosen)),
            array(NUMBER, bytes(chosen.itemsize * len(chosen))),
            (entity,),
        )

    @cached_property
    def _by_entity(self) -> array[int]:
        """The mentions' numbers entity by entity, in the order of `counts`, and for each in order."""
        ranks = {entity: rank for rank, entity in enumerate(self.counts)}
        by_number = [ranks.get(entity, 0) for entity in self._ids]
        ranked = array(NUMBER, map(by_number.__getitem__, self._numbers))
        return array(NUMBER, sorted(range(len(self)), key=ranked.__getitem__))

    @cached_property
    def _stretches(self) -> Mapping[str, tuple[int, int]]:
        """Where the mentions of each entity stand in `_by_entity`."""
        return dict(zip(self.counts, pairwise(accumulate(self.counts.values(), initial=0)), strict=True))

    def to_bytes(self) -> bytes:
        """Return everything but `counts` as bytes, in the byte order of this machine."""
        if self._ids != tuple(self.counts):
            return Mentions.of(self).to_bytes()
        return b"".join(numbers.tobytes() for numbers in (self._starts, self._ends, self._numbers, self._by_entity))

    @classmethod
    def from_bytes(cls, data: bytes, counts: Mapping[str, int]) -> Mentions:
        """Return the mentions whose `to_bytes` and `counts` are given.

        Raises:
            ValueError: when the data are of another length.
        """
        length = sum(counts.values()) * array(NUMBER).itemsize
        if len(data) != 4 * length:
            raise ValueError(f"{len(data)} bytes of mentions, not {4 * length}")
        starts, ends, numbers, by_entity = (array(NUMBER, data[n * length : (n + 1) * length]) for n in range(4))
        mentions = cls(starts, ends, numbers, tuple(counts))
        vars(mentions).update(counts=Counter(counts), _by_entity=by_entity)
        return mentions
