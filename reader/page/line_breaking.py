"""Chinese line breaking: a paragraph becomes rows that are no wider than the page.

After the Unicode line breaking algorithm (UAX #14) as W3C's Requirements for Chinese Text Layout tailor it: a line
may break between any two Chinese characters, but no closing mark starts a line and no opening mark ends one; ellipses
and dashes stay whole, so do Latin words and numbers, and a number keeps its unit. The paragraph is cut into pieces
that must not break, and rows are filled with them; only a piece that is wider than the page is cut inside.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.page.cells import CLUSTER, ZERO_WIDTH, measure_for, width

if TYPE_CHECKING:
    from collections.abc import Iterator

OPENING = "（「『【《〈“‘〔［｛〖〘([{〝¥￥$£€"
CLOSING = "、。，．：；！？）」』】》〉”’〕］｝〗〙〞!?,.:;)\\]}%‰℃°％～·・‧•／"
SPACES = " \u00a0\u3000"
LETTER = "A-Za-z0-9_\u00aa-\u024f\u0370-\u052f\u1e00-\u1eff０-９Ａ-Ｚａ-ｚ"
INSIDE = "-'’.,:/@+&=?#~%·\u00ad\u2010\u2011"
"""Marks that do not end a word when a letter or digit follows."""
UNITS = "年月日号號时時分秒点點岁歲倍万萬亿億千百元个個米克吨噸人名次种種篇家%‰℃°％"
"""Signs and characters that a number keeps."""

PIECE = re.compile(
    f"[{SPACES}]+"
    f"|(?:[{re.escape(OPENING)}][{SPACES}]*)*"
    f"(?:[{LETTER}][{ZERO_WIDTH}]*(?:[{LETTER}{ZERO_WIDTH}]|[{INSIDE}](?=[{LETTER}]))*(?:(?<=[0-9０-９])[{UNITS}])?"
    f"|…+|—+|[\U0001f1e6-\U0001f1ff]{{2}}|(?![{SPACES}]).(?:\u200d.|[{ZERO_WIDTH}])*)"
    f"(?:[{SPACES}]*(?:[{CLOSING}]|…+(?=[{CLOSING}])))*"
    f"[{SPACES}]*"
    f"|.",
    re.DOTALL,
)
"""The pieces of a paragraph between which a line may break; together they are the whole of it."""

UNIT = re.compile(
    f"(?:[{re.escape(OPENING)}][{SPACES}]*)*(?:{CLUSTER.pattern})(?:[{SPACES}]*[{CLOSING}])*",
    re.DOTALL,
)
"""A glyph of a piece with the marks that belong to it."""

URL_BREAK = re.compile("(?<=[/?&=._-])")
"""Where a URL or another word wider than the page is broken, if it can be (UAX #14, SY and the like)."""


@dataclass(frozen=True, slots=True)
class Row:
    """One screen line of a paragraph: offsets into its text in code points, end exclusive, and its width in cells.

    The rows of a paragraph joined are its text. Spaces at the end of a row take no width.
    """

    start: int
    end: int
    width: int


def rows(text: str, cells: int) -> tuple[Row, ...]:
    """Return the rows of a paragraph on a page of as many cells, at least one.

    No row is wider than the page, except one that holds a single glyph wider than it.
    """
    found: list[Row] = []
    start = end = taken = trailing = 0
    measure = measure_for(text)
    for match in PIECE.finditer(text):
        piece = match[0]
        visible = piece.rstrip(SPACES) if piece[-1] in SPACES else piece
        wide = measure(visible) if visible else 0
        if taken + trailing + wide > cells and end > start and wide:
            found.append(Row(start, end, taken))
            start, taken, trailing = end, 0, 0
        if wide > cells:
            for cut_at in _cuts_inside(visible, cells):
                found.append(_row(text, start, match.start() + cut_at))
                start = match.start() + cut_at
            taken, trailing = measure(text[start : match.start() + len(visible)]), 0
        elif wide:
            taken, trailing = taken + trailing + wide, 0
        if visible is not piece:
            trailing += measure(piece[len(visible) :])
        end += len(piece)
    found.append(Row(start, len(text), taken))
    return tuple(found)


def breaks_alike(text: str, other: str) -> bool:
    """Return whether two texts certainly have the same rows: where they differ, one Chinese character is another."""
    if len(text) != len(other):
        return False
    return all(
        one == another or (_is_han(one) and _is_han(another) and (one in UNITS) == (another in UNITS))
        for one, another in zip(text, other, strict=True)
    )


def _is_han(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff"


def _row(text: str, start: int, end: int) -> Row:
    return Row(start, end, width(text[start:end].rstrip(SPACES)))


def _cuts_inside(piece: str, cells: int) -> list[int]:
    """Return where a piece wider than the page is cut: at signs that part a URL, else between any two glyphs.

    Marks stay with their glyph as long as they fit into a row together.
    """
    cuts: list[int] = []
    taken = 0
    sign: tuple[int, int] | None = None
    for part in _parts(piece, cells):
        wide = width(part[0])
        while taken and taken + wide > cells:
            cut_at, cut_width = sign or (part.start(), taken)
            cuts.append(cut_at)
            taken, sign = taken - cut_width, None
        taken += wide
        if URL_BREAK.match(piece, part.end()):
            sign = (part.end(), taken)
    return cuts


def _parts(piece: str, cells: int) -> Iterator[re.Match[str]]:
    """Yield what a piece wider than the page consists of that fits into a row."""
    for unit in UNIT.finditer(piece):
        if width(unit[0]) <= cells:
            yield unit
        else:
            yield from CLUSTER.finditer(piece, unit.start(), unit.end())


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
