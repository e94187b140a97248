"""Typesetting: the reader's choices for a page of text, and the columns that come of them on a screen."""

from __future__ import annotations

from dataclasses import dataclass

EDGE = 2
"""Cells at the right edge of a page that are no text: the strip and the scroll bar."""
GUTTER = 4
"""Cells between two columns."""
NARROWEST = 20
"""Cells that a column has at least before there are two, and before margins are given up."""
HANGING = 2
"""Cells that a mark takes that hangs in the margin."""
IDEOGRAPHIC_SPACE = 2
"""Cells of U+3000."""


@dataclass(frozen=True, slots=True)
class Typesetting:
    """How a page is set."""

    measure: int = 80
    """Cells of a line of text at most: 80 hold 40 Chinese characters."""
    margin: int = 3
    """Cells left free on either side at least, where the screen has room for them."""
    paragraph_spacing: int = 1
    """Blank lines between paragraphs."""
    line_spacing: int = 0
    """Blank lines between the rows of a paragraph."""
    indent: int = 0
    """Ideographic spaces that a paragraph begins with."""
    columns: int | str = 1
    """Columns of text side by side, 1 or 2; "auto": two where the screen is wide enough for two full measures."""
    hanging: bool = False
    """Whether pause and stop marks may hang in the margin (CLREQ 3.1.8)."""

    @property
    def indent_cells(self) -> int:
        """The indent in cells."""
        return self.indent * IDEOGRAPHIC_SPACE


@dataclass(frozen=True, slots=True)
class Columns:
    """Where text stands on a screen."""

    cells: int
    """The width of each column."""
    starts: tuple[int, ...]
    """The first cell of each."""


def columns(width: int, setting: Typesetting) -> Columns:
    """Return the columns of a page on a screen of as many cells; they are centred, and never less than a cell wide."""
    margin = min(setting.margin, max(0, (width - NARROWEST) // 2))
    hanging = HANGING if setting.hanging else 0
    right = max(margin, EDGE + hanging)
    gutter = GUTTER + hanging
    room = width - margin - right
    half = (room - gutter) // 2
    needed = setting.measure if setting.columns == "auto" else NARROWEST
    count = 2 if setting.columns != 1 and half >= needed else 1
    cells = max(1, min(setting.measure, half if count == 2 else room))
    taken = cells * count + gutter * (count - 1)
    first = max(0, min((width - taken) // 2, width - taken - right))
    return Columns(cells, tuple(first + number * (cells + gutter) for number in range(count)))
