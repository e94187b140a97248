"""Cell widths: how many columns of a terminal a text takes. The one place that measures.

The widths are rich's, by which the screen measures what it is given. Characters of ambiguous width (UAX #11: “ ” … —
· ① ℃ × → ■, box drawing) take one cell as it comes, and two once `use_ambiguous_width` says so.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from typing import TYPE_CHECKING, Any, cast

from rich._unicode_data import load as load_cell_table  # rich has no public name for its table
from rich.cells import get_character_cell_size

if TYPE_CHECKING:
    from collections.abc import Iterator

    AMBIGUOUS: tuple[tuple[int, int], ...]
    """The first and last code point of each range of ambiguous width; combining marks are not among them."""

ELLIPSIS = "⋯"
"""Marks what was cut. One cell in every terminal, which U+2026 is not (UAX #11: ambiguous)."""

JOINER = "\u200d"
EMOJI_STYLE = "\ufe0f"
"""The variation selector that makes a text symbol an emoji, and some of them wider."""
FLAG_LETTERS = ("\U0001f1e6", "\U0001f1ff")
"""The first and the last of the regional indicators: two of them are a flag."""
APART = "\0-\x1f\x7f-\x9f\u200b\u2028\u2029\u2060\ufeff"
"""What takes no cell and is joined to nothing: controls, line ends, the zero-width space, the word joiner."""


class _Widths(dict[str, int]):
    """The width of each character met so far."""

    def __missing__(self, character: str) -> int:
        width = get_character_cell_size(character)
        if width == 1 and _ambiguous == 2 and is_ambiguous(character):
            width = 2
        self[character] = width
        return width


WIDTHS = _Widths()
"""The width of each character that stands alone, in cells: 0, 1 or 2."""
_ambiguous = 1


def ambiguous_width() -> int:
    """Return how many cells a character of ambiguous width takes: 1 or 2."""
    return _ambiguous


def use_ambiguous_width(cells: int) -> None:
    """Measure characters of ambiguous width as so many cells from now on; what was measured before is stale.

    Raises:
        ValueError: if it is not 1 or 2.
    """
    global _ambiguous
    if cells not in (1, 2):
        raise ValueError(f"a character of ambiguous width takes 1 or 2 cells, not {cells}")
    _ambiguous = cells
    WIDTHS.clear()


def is_ambiguous(character: str) -> bool:
    """Return whether a character is of ambiguous width, whatever width it is measured as."""
    from reader.page.characters import characters  # not before an ambiguous character may take two cells

    edges, code = characters().ambiguous, ord(character)
    at = bisect_right(edges, code)
    return at % 2 == 1 or edges[at - 1] == code


def width(text: str) -> int:
    """Return how many cells a text takes."""
    if JOINER in text or EMOJI_STYLE in text:
        return _width_of_joined(text)
    return sum(map(WIDTHS.__getitem__, text))


def clusters(text: str) -> Iterator[str]:
    """Yield the things that the eye sees as one, each a character with all that is joined to it."""
    if additive(text):
        return iter(text)
    return (match[0] for match in _cluster().finditer(text))


def additive(text: str) -> bool:
    """Return whether nothing in a text is joined: each character is a glyph of one or two cells."""
    return 0 not in map(WIDTHS.__getitem__, text) and not _FLAG_LETTER.search(text)


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
    for cluster in clusters(text):
        taken += width(cluster)
        if taken > cells:
            break
        end += len(cluster)
    return text[:end]


def cut_left(text: str, cells: int) -> str:
    """Return as much of the end of a text as fits into as many cells."""
    taken = 0
    start = len(text)
    for cluster in reversed(list(clusters(text))):
        taken += width(cluster)
        if taken > cells:
            break
        start -= len(cluster)
    return text[start:]


def column_at(text: str, cell: int) -> int:
    """Return the index of the character whose glyph covers a cell, counted from 0; the text's length behind its end."""
    taken = start = 0
    for cluster in clusters(text):
        taken += width(cluster)
        if cell < taken:
            return start
        start += len(cluster)
    return len(text)


def _width_of_joined(text: str) -> int:
    """Return the width of a text with joined emoji, as rich finds it: what follows a joiner takes no cell."""
    wider = load_cell_table("auto").narrow_to_wide
    taken = 0
    last = ""
    characters = iter(text)
    for character in characters:
        if character == JOINER:
            next(characters, None)
        elif character == EMOJI_STYLE:
            taken += last in wider and WIDTHS[last] == 1
            last = ""
        elif cells := WIDTHS[character]:
            taken += cells
            last = character
    return taken


_FLAG_LETTER = re.compile("[{}-{}]".format(*FLAG_LETTERS))


@lru_cache(maxsize=1)
def _cluster() -> re.Pattern[str]:
    """Return the pattern of a cluster: what takes no cell in rich's table belongs to what stands before it.

    A style selector is looked for behind what is joined to nothing, too: rich finds it there and widens the glyph.
    """
    zero = "".join(f"{chr(first)}-{chr(last)}" for first, last, cells in load_cell_table("auto").widths if not cells)
    mark = f"(?![{APART}])[{zero}]"
    flag = "[{}-{}]{{2}}".format(*FLAG_LETTERS)
    joined = f"(?:{JOINER}.|{mark}|[{APART}][{zero}]*{EMOJI_STYLE})*"
    return re.compile(f"[{APART}]|(?:{flag}|{JOINER}.|.){joined}", re.DOTALL)


class _WhenUsed:
    """A pattern that is not compiled before it is used: that takes a moment, and the first screen does not need it."""

    def __getattr__(self, name: str) -> Any:
        return getattr(_cluster(), name)


CLUSTER = cast("re.Pattern[str]", _WhenUsed())
"""One thing for the eye: a character with all that is joined to it (UAX #29)."""


def __getattr__(name: str) -> tuple[tuple[int, int], ...]:
    """Return the ranges of ambiguous width, which are not read before somebody asks for them."""
    if name != "AMBIGUOUS":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from reader.page.characters import characters

    edges = characters().ambiguous
    return tuple(zip(edges[::2], edges[1::2], strict=True))
