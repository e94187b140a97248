"""Headings that only announce those to come: tables of contents, and titles that are said twice.

Files of novels begin with a list of their chapters, and repeat the title of each above its text. Where headings follow
each other without any text between and come again, the last of them is the one that a chapter stands under.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from reader.documents.chapter_lines import VOLUME

if TYPE_CHECKING:
    from reader.documents.paragraphs import Span

LONGEST_TABLE = 20_000
"""Headings that follow each other; where there are more, they announce nothing."""
AHEAD = 8
"""As many headings behind a list of them may be others, before it is no table of contents."""
OPENERS = ("楔子", "序", "自序", "代序", "引子", "引言", "前言", "前记", "前記", "导语", "導語", "导言", "導言")
"""What stands before the first chapter of a book: behind chapters in a list it is not of the list any more."""
PAGE_NUMBER = re.compile(r"(?<![.．·•…\s])[.．·•…\s]++[0-9０-９]{1,5}$")


@dataclass(frozen=True, slots=True)
class Found:
    """A line that is a heading."""

    paragraph: Span
    line: str
    """Without the space around it."""
    rank: int
    """The less, the higher it ranks."""
    follows: bool
    """Whether no text stands between it and the heading before."""
    has_title: bool = True
    """Whether it says more than a number."""


class Announced:
    """Takes headings in order and gives them back without those that only announce others."""

    def __init__(self) -> None:
        self._run: list[tuple[Found, str]] = []
        """Headings that follow each other, and what each is known by."""
        self._places: dict[str, int] = {}
        """Where in them each stands."""
        self._later: list[tuple[Found, str]] = []
        """Those behind them, while it is open whether they come again."""
        self._volume = ""

    def take(self, found: Found) -> list[Found]:
        """Take the next heading; return those that are decided by it."""
        return self._take(found, self._key(found))

    def text(self) -> list[Found]:
        """Take notice that text follows the last heading; return those that are decided by it."""
        return [] if self._later or self._is_list else self.end()

    def end(self) -> list[Found]:
        """Return what is left at the end of the text: it announces nothing."""
        left = [found for found, _key in (*self._run, *self._later)]
        self._forget()
        return left

    def _take(self, found: Found, key: str) -> list[Found]:
        if not self._later and (found.follows or not self._run):
            return self._take_into_run(found, key)
        if not self._is_list:
            decided = self.end()
            return [*decided, *self._take_into_run(found, key)]
        self._later.append((found, key))
        if (place := self._places.get(key)) is not None:
            decided = self._not_announced(place)
        elif len(self._later) > AHEAD:
            decided = [found for found, _key in self._run]
        else:
            return []
        later = self._later
        self._forget()
        for one in later:
            decided += self._take(*one)
        return decided

    def _not_announced(self, place: int) -> list[Found]:
        """Return those of a list that come again from a place in it which do not: what stands before, and an opener."""
        last, key = self._run[-1]
        is_opener = place < len(self._run) - 1 and key.strip().startswith(OPENERS)
        before = self._run[:place]
        if not is_opener:
            return [found for found, _key in before]
        return [found for found, other in before if not _alike(other.strip(), key.split()[-1])] + [last]

    def _take_into_run(self, found: Found, key: str) -> list[Found]:
        decided: list[Found] = []
        if (place := self._places.get(key)) is not None:
            decided = [one for one, _key in self._run[:place]]
            self._forget()
        elif len(self._run) == LONGEST_TABLE:
            decided = self.end()
        self._places[key] = len(self._run)
        self._run.append((found, key))
        return decided

    def _forget(self) -> None:
        self._run, self._places, self._later = [], {}, []

    @property
    def _is_list(self) -> bool:
        """Whether one of the headings does not stand below the one before: then there is one without text."""
        return any(after.rank <= before.rank for (before, _), (after, _) in pairwise(self._run))

    def _key(self, found: Found) -> str:
        """Return what a heading is known by: its letters and digits; without a title, in its volume."""
        line = PAGE_NUMBER.sub("", found.line) if found.line[-1].isdecimal() else found.line
        key = "".join(filter(str.isalnum, line))
        if found.rank <= VOLUME:
            self._volume = key
        elif not found.has_title:
            is_behind_chapter = bool(self._run) and self._run[-1][0].rank > VOLUME
            if is_behind_chapter and key.startswith(OPENERS) and f" {key}" in self._places:
                self._volume = ""  # what opened the list opens the book
            key = f"{self._volume} {key}"
        return key


def _alike(one: str, other: str) -> bool:
    """Return whether two openers are one, which a list may call by more or less of its title."""
    return one.startswith(OPENERS) and (one.startswith(other) or other.startswith(one))
