"""Cell widths: how many columns of a terminal a text takes. The one place that measures."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rich.cells import cell_len, get_character_cell_size

if TYPE_CHECKING:
    from collections.abc import Callable

ELLIPSIS = "⋯"
"""Marks what was cut. One cell in every terminal, which U+2026 is not (UAX #11: ambiguous)."""

# Where these stand, the width of the whole is not the sum of its characters' widths: joined emoji, flags.
_JOINED = re.compile("[\u200d\ufe0f\U0001f1e6-\U0001f1ff\U0001f3fb-\U0001f3ff]")
ZERO_WIDTH = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u064b-\u065f\u1ab0-\u1aff\u1dc0-\u1dff\u200b-\u200d\u20d0-\u20ff\u2060"
    "\u3099\u309a\ufe00-\ufe0f\ufe20-\ufe2f\ufeff\U0001f3fb-\U0001f3ff\U000e0100-\U000e01ef"
)
CLUSTER = re.compile(f"[\U0001f1e6-\U0001f1ff]{{2}}|.(?:\u200d.|[{ZERO_WIDTH}])*", re.DOTALL)
"""One thing for the eye: a character with all that is joined to it."""


class _Widths(dict[str, int]):
    """The width of each character met so far."""

    def __missing__(self, character: str) -> int:
        width = self[character] = get_character_cell_size(character)
        return width


_widths = _Widths()


def width(text: str) -> int:
    """Return how many cells a text takes."""
    if _JOINED.search(text):
        return cell_len(text)
    return sum(map(_widths.__getitem__, text))


def measure_for(text: str) -> Callable[[str], int]:
    """Return what measures stretches of a text: the sum of the characters' widths, where nothing in it is joined."""
    return width if _JOINED.search(text) else _sum_of_widths


def _sum_of_widths(text: str) -> int:
    return _widths[text] if len(text) == 1 else sum(map(_widths.__getitem__, text))


def fit(text: str, cells: int) -> str:
    """Return the text in exactly as many cells: padded with spaces, or cut with an ellipsis, never inside a glyph."""
    taken = width(text)
    if taken > cells:
        text = cut(text, cells - 1) + ELLIPSIS if cells > 0 else ""
        taken = width(text)
    return text + " " * (cells - taken)


def cut(text: str, cells: int) -> str:
    """Return as much of the start of a text as fits into as many cells."""
    taken = end = 0
    for cluster in CLUSTER.finditer(text):
        taken += width(cluster[0])
        if taken > cells:
            break
        end = cluster.end()
    return text[:end]


def cut_left(text: str, cells: int) -> str:
    """Return as much of the end of a text as fits into as many cells."""
    taken = 0
    start = len(text)
    for cluster in reversed(list(CLUSTER.finditer(text))):
        taken += width(cluster[0])
        if taken > cells:
            break
        start = cluster.start()
    return text[start:]


def column_at(text: str, cell: int) -> int:
    """Return the index of the character whose glyph covers a cell, counted from 0; the text's length behind its end."""
    taken = 0
    for cluster in CLUSTER.finditer(text):
        taken += width(cluster[0])
        if cell < taken:
            return cluster.start()
    return len(text)
