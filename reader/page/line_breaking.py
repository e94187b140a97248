"""Chinese line breaking: a paragraph becomes rows that are no wider than the page.

A row is filled with as much as fits and ends at the last place where a line may break by the rules of `break_rules`.
Only what is wider than the page and may not break is cut inside: behind a sign or a word, else inside a word, but no
mark is torn from what it belongs to; if there is nothing else, between any two clusters. The number of a note or
of a link in brackets (船坞[3]) belongs to what stands right before it: as in print, none begins a row.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate, compress, pairwise
from operator import ne
from typing import TYPE_CHECKING, NamedTuple

from reader.page.break_classes import class_of_cluster, classes_of, letters
from reader.page.break_rules import TIED, TIED_BY_MARKS, in_context
from reader.page.cells import WIDTHS, clusters, width

if TYPE_CHECKING:
    from collections.abc import Sequence

SPACES = " \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u200b\u205f\u3000"
"""What takes no width at the end of a row."""
HANGING = "、，。．：；！？"
"""The pause and stop marks, which may hang in the margin (CLREQ, "Hanging Punctuation at Line End")."""
SIGNS = "&=_@~|"
"""Signs that Unicode takes for letters: behind them, too, a word that is wider than the page is cut first."""

_SPACE = letters("SP NB BS ZW")
_LINE_END = letters("BK CR LF")
_HAN = letters("IDw UN")
_WORD = letters("AL HL NU")
_REFERENCE = re.compile(r"(?<=\S)\[(?=[0-9]{1,4}\])")
_LIKE_CLOSING = classes_of("]")
_CLOSING = letters("CL CP CQ QU EX")


@dataclass(frozen=True, slots=True)
class Row:
    """One screen line of a paragraph: offsets into its text in code points, end exclusive, and its width in cells.

    The rows of a paragraph joined are its text. Spaces at the end of a row take no width.
    """

    start: int
    end: int
    width: int


class _Line(NamedTuple):
    """A text to be broken, cluster by cluster."""

    clusters: Sequence[str]
    classes: str
    """The letter of the class of each cluster."""
    taken: list[int]
    """The cells that all clusters before one take; at the end, those of all."""


def rows(text: str, cells: int, *, indent: int = 0, hanging: bool = False) -> tuple[Row, ...]:
    """Return the rows of a paragraph on a page of as many cells, at least one.

    No row is wider than the page, except one that holds a single glyph wider than it, and one at whose end a mark
    hangs: at most one mark, which is not part of the page then.

    Args:
        text: the paragraph. Where it has line ends, rows end.
        cells: the width of the page.
        indent: as many cells less are in the first row.
        hanging: whether a pause or stop mark that does not fit into a row may stand behind its last cell, rather than
            take the character before it into the next row.
    """
    line = _measured(text)
    found: list[Row] = []
    start, room = 0, max(1, cells - indent)
    for stop in _stops(line.classes):
        while start < stop:
            end = _end(line, start, stop, room, hanging)
            found.append(Row(start, end, _seen(line, start, end)))
            start, room = end, max(1, cells)
    if line.clusters is not text:
        offsets = list(accumulate(map(len, line.clusters), initial=0))
        found = [Row(offsets[row.start], offsets[row.end], row.width) for row in found]
    return tuple(found) or (Row(0, 0, 0),)


def breaks(text: str) -> list[int]:
    """Return all offsets inside a text where a line may break, or must, by the rules."""
    line = _measured(text)
    offsets = accumulate(map(len, line.clusters))
    return [
        offset
        for offset, at in zip(offsets, range(1, len(line.clusters)), strict=False)
        if not TIED[line.classes[at - 1 : at + 1]]
    ]


def breaks_alike(text: str, other: str) -> bool:
    """Return whether two texts certainly have the same rows: where they differ, one Chinese character is another."""
    if len(text) != len(other):
        return False
    differ = list(map(ne, text, other))
    one, another = "".join(compress(text, differ)), "".join(compress(other, differ))
    classes = classes_of(one)
    return (
        classes == classes_of(another)
        and not classes.strip(_HAN)
        and list(map(WIDTHS.__getitem__, one)) == list(map(WIDTHS.__getitem__, another))
    )


def row_at(found: tuple[Row, ...], offset: int) -> int:
    """Return the number of the row in which an offset stands; the last one for the end of the text."""
    low, high = 0, len(found) - 1
    while low < high:
        middle = (low + high + 1) // 2
        if found[middle].start <= offset:
            low = middle
        else:
            high = middle - 1
    return low


def _measured(text: str) -> _Line:
    """Return a text as it is to be broken: by characters, or by clusters where something is joined."""
    classes = classes_of(text)
    if "[" in text and (references := [reference.start() for reference in _REFERENCE.finditer(text)]):
        each = list(classes)
        for at in references:
            each[at] = _LIKE_CLOSING
        classes = "".join(each)
    if classes.isascii():
        return _Line(text, in_context(classes), list(accumulate(map(WIDTHS.__getitem__, text), initial=0)))
    found = list(clusters(text))
    ends = list(accumulate(map(len, found), initial=0))
    joined = "".join(class_of_cluster(classes[start:end]) for start, end in pairwise(ends))
    return _Line(found, in_context(joined), list(accumulate(map(width, found), initial=0)))


def _stops(classes: str) -> list[int]:
    """Return where a row must end: behind line ends, and at the end of the text."""
    if classes.isascii():
        return [len(classes)]
    ends = (at for at, one in enumerate(classes[:-1], start=1) if one in _LINE_END)
    return [*(at for at in ends if not TIED[classes[at - 1 : at + 1]]), len(classes)]


def _end(line: _Line, start: int, stop: int, room: int, hanging: bool) -> int:
    """Return where the row ends that starts at a cluster and has room for as many cells."""
    _clusters, classes, taken = line
    fits = bisect_right(taken, taken[start] + room, start, stop + 1) - 1
    end = _behind_spaces(classes, fits, stop)
    if end == stop:
        return stop
    if hanging and (hung := _hung(line, start, fits, stop)):
        return hung
    while end > start and TIED[classes[end - 1 : end + 1]]:
        end -= 1
    return end if end > start else _cut(line, start, fits, stop)


def _hung(line: _Line, start: int, fits: int, stop: int) -> int:
    """Return where a row ends at whose end a mark hangs, 0 if none does; marks in succession do not."""
    if fits == start or line.clusters[fits] not in HANGING:
        return 0
    if line.clusters[fits - 1] in HANGING or line.classes[fits - 1] in _CLOSING:
        return 0
    end = _behind_spaces(line.classes, fits + 1, stop)
    return 0 if end < stop and TIED[line.classes[end - 1 : end + 1]] else end


def _cut(line: _Line, start: int, fits: int, stop: int) -> int:
    """Return where a row ends that may end nowhere: behind a sign or a word, else inside a word, else anywhere."""
    found, classes, taken = line
    inside = 0
    for end in range(fits, start, -1):
        if not TIED_BY_MARKS[classes[end - 1 : end + 1]]:
            if found[end - 1] in SIGNS or classes[end - 1] not in _WORD or classes[end] not in _WORD:
                return end
            inside = inside or end
    if inside:
        return inside
    end = max(fits, bisect_right(taken, taken[start + 1], start + 1, stop + 1) - 1)
    return _behind_spaces(classes, end, stop)


def _behind_spaces(classes: str, at: int, stop: int) -> int:
    while at < stop and classes[at] in _SPACE:
        at += 1
    return at


def _seen(line: _Line, start: int, end: int) -> int:
    """Return the width of a row, without the spaces at its end."""
    last = end
    while last > start and line.classes[last - 1] in _SPACE:
        last -= 1
    return line.taken[last] - line.taken[start]
