"""The mentions of an entity as places of a library, made one by one when they are looked at.

Somebody may be mentioned tens of thousands of times: to choose them must not take longer for that.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, overload

from reader.library.walk import Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reader.entities.mentions import Mentions


class MentionPlaces(Sequence[Place]):
    """Mentions in documents, in order."""

    def __init__(self, parts: Iterable[tuple[int, Mentions]]) -> None:
        """Put places together.

        Args:
            parts: the numbers of documents, in order, and mentions in each of them.
        """
        self._parts = tuple((document, mentions) for document, mentions in parts if mentions)
        self._firsts = tuple(accumulate((len(mentions) for _document, mentions in self._parts), initial=0))

    @property
    def documents(self) -> Sequence[int]:
        """The numbers of the documents in which there are places, in order."""
        return tuple(document for document, _mentions in self._parts)

    def __len__(self) -> int:
        return self._firsts[-1]

    @overload
    def __getitem__(self, index: int) -> Place: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Place]: ...
    def __getitem__(self, index: int | slice) -> Place | Sequence[Place]:
        if isinstance(index, slice):
            return self._sliced(range(len(self))[index])
        if index < 0:
            index += len(self)
        if not 0 <= index < len(self):
            raise IndexError(index)
        part = bisect_right(self._firsts, index) - 1
        document, mentions = self._parts[part]
        within = index - self._firsts[part]
        return Place(document, mentions.starts[within], mentions.ends[within])

    def __iter__(self) -> Iterator[Place]:
        for document, mentions in self._parts:
            for start, end in zip(mentions.starts, mentions.ends, strict=True):
                yield Place(document, start, end)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, MentionPlaces):
            return self._parts == other._parts
        return isinstance(other, Sequence) and len(self) == len(other) and all(map(Place.__eq__, self, other))

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"MentionPlaces({self._parts!r})"

    def _sliced(self, chosen: range) -> Sequence[Place]:
        if chosen.step != 1:
            return tuple(map(self.__getitem__, chosen))
        firsts = zip(self._parts, self._firsts, strict=False)
        return MentionPlaces(
            (document, mentions[max(0, chosen.start - first) : max(0, chosen.stop - first)])
            for (document, mentions), first in firsts
        )
