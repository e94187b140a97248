"""Joins: where a text is wider than a name that stands in it, by a second space or by the end of a line.

A name of Latin words may go over the end of a line wherever a space or a hyphen is in it. A Chinese one may anywhere,
but only where the line was ended because it was full: else what ends one line and what begins the next, two headings
or two entries of a list, would make names that nobody wrote.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from reader.entities.mentions import NUMBER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from reader.entities.patterns import Found

WORDS_END = "\u2e80"
"""The letters of scripts that have words come before this character."""
SPACES = "  "
MOST_SPACES = 40
"""As many spaces may stand where a line begins."""
FULL_LINE = 20
"""Cells that a line has at least that was ended because it was full."""
LONGEST_LINE = 400
"""Code points that it has at most."""
RAGGED = 4
"""Cells by which such lines differ: a character that did not fit, and a mark that may not begin a line."""
APART = "\n"
"""No name has it in it."""


def _over(mark: str) -> re.Pattern[str]:
    """Return what finds the ends of lines over which a name may go, as far as the characters beside them tell."""
    word, chinese = rf"[^\W{WORDS_END}-\U0010ffff]", r"[^\W\0-\u2e7f]"

    def behind(*characters: str) -> str:
        ends = ("\n", "\r\n") if mark == "\n" else (mark,)
        return "|".join(f"(?<={character}{end})" for character in characters for end in ends)

    return re.compile(
        f"{mark}(?!\n)(?:(?:{behind(word, '[- ]')}) {{0,{MOST_SPACES}}}(?={word})"
        f"|(?:{behind(chinese, '[· ]')})(?={chinese}|·))"
    )


LINE_ENDS = {mark: _over(mark) for mark in "\n\r\x85\u2028"}
"""The ends of lines over which a name may go, CRLF included; the others end a page or a paragraph."""


class Join(NamedTuple):
    """A stretch of a text, in code points, in the place of which a name has something shorter."""

    start: int
    end: int
    shorter: str


def is_word(character: str) -> bool:
    """Return whether a character is a letter or digit of a script that has words: Latin, Greek, Cyrillic."""
    # Not isalnum(): a circled number or that of a footnote is no part of a word.
    return character < WORDS_END and (character.isalpha() or character.isdecimal() or character == "_")


def joins(text: str, folded: str, offset: int) -> list[Join]:
    """Return all joins in a stretch of a text, in order.

    Args:
        text: the text.
        folded: the stretch, under the fold.
        offset: where it begins.
    """
    found = [
        join
        for mark, over in LINE_ENDS.items()
        if mark in folded
        for line_end in over.finditer(folded)
        if (join := _over_line_end(text, folded, offset, *line_end.span())) is not None
    ]
    if SPACES in folded:
        found += _doubled(folded)
    return sorted(found)


def is_joined(text: str, folded: str, offset: int, line_end: int) -> bool:
    """Return whether a name may go over one end of a line, given the same as for `joins` and where in that it is."""
    line_end += folded.startswith("\r\n", line_end)
    over = LINE_ENDS.get(folded[line_end])
    found = over.match(folded, line_end) if over is not None else None
    return found is not None and _over_line_end(text, folded, offset, *found.span()) is not None


def _doubled(folded: str) -> Iterator[Join]:
    """Yield where two spaces stand between words."""
    start = folded.find(SPACES, 1)
    while 0 < start < len(folded) - len(SPACES):
        end = start + len(SPACES)
        if is_word(folded[start - 1]) and is_word(folded[end]):
            yield Join(start, end, " ")
        start = folded.find(SPACES, end)


def _over_line_end(text: str, folded: str, offset: int, start: int, end: int) -> Join | None:
    """Return the join around the end of a line; None where no name goes over it.

    Args:
        text: the text.
        folded: a stretch of it, under the fold.
        offset: where that begins.
        start: the line end in it; where there are two marks the second one.
        end: where the next line begins, spaces left out.
    """
    if folded.startswith("\r\n", start - 1):
        start -= 1
    while start > 0 and folded[start - 1] == " ":
        start -= 1
    before = folded[start - 1] if start > 0 else ""
    if is_word(folded[end]):
        return Join(start, end, "" if before == "-" else " ") if before == "-" or is_word(before) else None
    is_chinese = before == "·" or (before >= WORDS_END and before.isalpha())
    return Join(start, end, "") if is_chinese and is_full(text, offset + start, offset + end) else None


def is_full(text: str, end: int, following: int) -> bool:
    """Return whether a line was ended because it was full: it is as wide as one beside it, and the next no wider.

    Args:
        text: the text.
        end: the end of the line, spaces left out.
        following: where the next line begins.
    """
    if len(text[max(0, end - FULL_LINE // 2) : end].splitlines()) > 1:
        return False  # at once, because a list may have very many short lines
    *before, line = text[max(0, end - 2 * LONGEST_LINE) : end].splitlines()
    behind = text[following : following + LONGEST_LINE].splitlines()[0]
    width, width_behind = cells(line), cells(behind)
    if width < FULL_LINE or width_behind > width + RAGGED or max(len(line), len(behind)) >= LONGEST_LINE:
        return False
    return width - width_behind <= RAGGED or (bool(before) and abs(cells(before[-1]) - width) <= RAGGED)


def cells(line: str) -> int:
    """Return about how many cells a line takes: Chinese characters and marks, two cells each, are three bytes."""
    return (len(line) + len(line.encode("utf-8", "replace"))) // 2


class Joined:
    """What stands around the joins of a folded text, as short as names are."""

    def __init__(self, folded: str, found: Iterable[Join], reach: int) -> None:
        """Put it together.

        Args:
            folded: the text.
            found: its joins, in order.
            reach: as many code points on either side of a join may belong to a name.
        """
        self._parts: list[str] = []
        self._length = 0
        self._places = array(NUMBER)
        """Where each part begins in what is put together."""
        self._origins = array(NUMBER)
        """Where it begins in the text."""
        done = until = 0
        for join in found:
            if join.start - reach > until:
                self._add(folded[done:until], done)
                self._add(APART, until)
                done = join.start - reach
            self._add(folded[done : join.start], done)
            self._add(join.shorter, join.start)
            done, until = join.end, join.end + reach
        self._add(folded[done:until], done)

    def _add(self, part: str, origin: int) -> None:
        if part:
            self._parts.append(part)
            self._places.append(self._length)
            self._origins.append(origin)
            self._length += len(part)

    def across(self, find: Callable[[str], Iterable[Found]]) -> Iterator[tuple[Found, str]]:
        """Yield what stands over joins: its place in the text with its number, and how it is put together.

        Args:
            find: finds patterns in a text.
        """
        text, places, origins = "".join(self._parts), self._places, self._origins
        for start, end, number in find(text):
            first = bisect_right(places, start) - 1
            last = bisect_right(places, end - 1, first) - 1
            if first < last:
                place = origins[first] + start - places[first], origins[last] + end - places[last], number
                yield place, text[start:end]
