"""Names that can be found by typing: folded and in initials, read when first asked for, kept for the next time.

They are kept in blocks, each one text with a name a line, so that a hundred thousand are looked through in moments and
whoever asks may stop between blocks.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from enum import IntEnum
from functools import cached_property
from typing import TYPE_CHECKING

from reader.scripts.fold import fold
from reader.scripts.initials import BREAK, initials_of, initials_pattern

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

BLOCK = 128
"""As many names are read and looked through at a time."""
OR = "\x1f"
"""Stands between the names of one thing."""
LINE_ENDS = re.compile("[\r\n\x0b\x0c\x85\u2028\u2029]+")


class Fit(IntEnum):
    """How well a name answers to what was typed, the best first."""

    START = 0
    """It begins with it."""
    WORD = 1
    """A word in it does."""
    INITIALS = 2
    """Its initials begin with it."""
    INSIDE = 3
    INITIALS_INSIDE = 4


class Wanted:
    """What a person typed to find a name."""

    def __init__(self, typed: str, *, by_initials: bool = True) -> None:
        self.folded = fold(typed).strip()
        self.initials = initials_pattern(typed) if by_initials else None


class NameIndex:
    """The names of things that are known by their numbers; more may come."""

    def __init__(self, count: int, names_of: Callable[[int], Sequence[str]]) -> None:
        """Make an index.

        Args:
            count: how many things there are.
            names_of: returns the names of a thing by its number, from 0; asked once.
        """
        self.count = count
        self._names_of = names_of
        self._blocks: list[_Block | None] = []

    def grow(self, count: int) -> None:
        """Know of more things: those before keep their numbers."""
        if count != self.count:
            del self._blocks[self.count // BLOCK :]
            self.count = count

    def forget(self, number: int) -> None:
        """Ask for the names of a thing again: they may be others."""
        if number // BLOCK < len(self._blocks):
            self._blocks[number // BLOCK] = None

    def find(self, wanted: Wanted) -> Iterator[list[tuple[int, Fit]]]:
        """Yield the numbers of the things that answer, in order, and how well they do: of one block after another."""
        for number, first in enumerate(range(0, self.count, BLOCK)):
            while len(self._blocks) <= number:
                self._blocks.append(None)
            block = self._blocks[number]
            if block is None:
                things = range(first, min(first + BLOCK, self.count))
                block = self._blocks[number] = _Block(map(self._line, things))
            yield [(first + line, fit) for line, fit in block.find(wanted)]

    def _line(self, number: int) -> str:
        return OR.join(LINE_ENDS.sub(" ", name) for name in dict.fromkeys(self._names_of(number)))


class _Block:
    """Some lines of names."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._folded = fold("\n".join(lines))
        self._starts = _line_starts(self._folded)

    @cached_property
    def _initials(self) -> str:
        return initials_of(self._folded)

    @cached_property
    def _initials_starts(self) -> array[int]:
        return _line_starts(self._initials)

    def find(self, wanted: Wanted) -> list[tuple[int, Fit]]:
        """Return the lines that answer, in order, and how well they do."""
        found: dict[int, Fit] = {}
        if wanted.initials is not None:
            for hit in wanted.initials.finditer(self._initials):
                line = bisect_right(self._initials_starts, hit.start()) - 1
                before = self._initials[hit.start() - 1 : hit.start()]
                fit = Fit.INITIALS if before in ("", "\n", BREAK) else Fit.INITIALS_INSIDE
                found[line] = min(fit, found.get(line, fit))
        place = self._folded.find(wanted.folded)
        while place >= 0:
            line = bisect_right(self._starts, place) - 1
            fit = self._fit_at(place)
            found[line] = min(fit, found.get(line, fit))
            place = self._folded.find(wanted.folded, place + 1)
        return sorted(found.items())

    def _fit_at(self, place: int) -> Fit:
        before = self._folded[place - 1] if place else "\n"
        if before in ("\n", OR):
            return Fit.START
        return Fit.INSIDE if before.isalnum() else Fit.WORD


def _line_starts(text: str) -> array[int]:
    starts = array("I", [0])
    starts.extend(found.end() for found in re.finditer("\n", text))
    return starts
