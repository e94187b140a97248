"""Lists shown one behind the other as one, without a copy: for lists of a hundred thousand rows."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import TypeVar, overload

ItemT = TypeVar("ItemT")


class Joined(Sequence[ItemT]):
    """Some sequences as one, as long as they are now: what is appended to one of them later is not in it."""

    def __init__(self, *parts: Sequence[ItemT]) -> None:
        self._parts = [part for part in parts if part]
        self._ends = list(accumulate(map(len, self._parts)))

    def __len__(self) -> int:
        return self._ends[-1] if self._ends else 0

    @overload
    def __getitem__(self, index: int) -> ItemT: ...

    @overload
    def __getitem__(self, index: slice) -> list[ItemT]: ...

    def __getitem__(self, index: int | slice) -> ItemT | list[ItemT]:
        if isinstance(index, slice):
            return [self[number] for number in range(*index.indices(len(self)))]
        if index < 0:
            index += len(self)
        if not 0 <= index < len(self):
            raise IndexError(index)
        part = bisect_right(self._ends, index)
        return self._parts[part][index - (self._ends[part - 1] if part else 0)]

    def position(self, item: ItemT) -> int | None:
        """Return the index of the first item equal to one; None where there is none."""
        for part, end in zip(self._parts, self._ends, strict=True):
            if item in part:
                return end - len(part) + part.index(item)
        return None
