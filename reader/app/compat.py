"""What is not public in Textual and rich and used all the same; each touch has a test of its own."""

from __future__ import annotations

import logging
from bisect import bisect_left
from functools import cache
from itertools import islice
from operator import itemgetter
from typing import TYPE_CHECKING, Any, TypeVar

import rich.cells
import rich.segment
from rich._unicode_data import load
from rich.cells import CellTable, cached_cell_len, get_character_cell_size
from rich.segment import Segment
from rich.text import Text
from textual import _border, events
from textual._xterm_parser import XTermParser
from textual.app import App

from reader.language import _
from reader.page import cells

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual.screen import Screen

ReturnT = TypeVar("ReturnT")

FRAME = ((" ", "╌", " "), ("╎", " ", "╎"), (" ", "╌", " "))
"""A frame of marks that take one cell in every terminal; most of those that Textual's frames are made of do not."""

_single_cells = rich.cells._SINGLE_CELLS
_frames = dict(_border.BORDER_CHARS)

log = logging.getLogger(__name__)


class QuietCrashApp(App[ReturnT]):
    """An app whose crash is one line on the terminal and the full story in the log."""

    def _fatal_error(self) -> None:
        """Textual calls this while the exception is being handled; its own prints a traceback with all locals."""
        log.error("crash", exc_info=self._exception)
        self.bell()
        self._exit_renderables.append(Text(_("reader had to stop; reader --log tells why.")))
        self._close_messages_no_wait()


def mount_beforehand(screen: Screen[Any], app: App[Any]) -> None:
    """Mount an installed screen and lay it out without showing it, so that it is shown faster the first time."""
    app._get_screen(screen)
    screen._update_timer.resume()  # the first time, it takes a whole interval to answer
    app.call_later(screen._refresh_layout, app.size)


def typed_keys(typed: str) -> list[events.Key]:
    """Return the keys that were pressed to type what a terminal sent before Textual read from it."""
    parser = XTermParser()
    found = [*parser.feed(typed), *parser.feed("")] if typed else []  # nothing more is how it is told the end
    return [event for event in found if isinstance(event, events.Key)]


def use_ambiguous_width(width: int) -> None:
    """Let characters of ambiguous width take as many cells, 1 or 2, wherever text is measured: by us, rich or Textual.

    Textual crops and fills by rich's measuring, so both must agree with the terminal. What is on the screen already
    has to be laid out anew. With 2, frames are drawn with marks that take one cell all the same.
    """
    cells.use_ambiguous_width(width)
    wide = width == 2
    single = _single_cells - _ambiguous_among_them() if wide else _single_cells
    for module, name, value in (
        (rich.cells, "_is_single_cell_widths", single.issuperset),
        (rich.segment, "_is_single_cell_widths", single.issuperset),
        (rich.cells, "load_cell_table", _load_widened_table if wide else load),
    ):
        setattr(module, name, value)
    for edge, frame in _frames.items():
        _border.BORDER_CHARS[edge] = FRAME if wide and not _takes_one_cell("".join(map("".join, frame))) else frame
    for cached in (get_character_cell_size, cached_cell_len, Segment._split_cells, _border.get_box):
        cached.cache_clear()


@cache
def _ambiguous_among_them() -> frozenset[str]:
    """Return the characters of ambiguous width among those that rich does not look up because they take one cell."""
    last_code = ord(max(_single_cells))
    ranges = (range(first, last + 1) for first, last in cells.AMBIGUOUS if first <= last_code)
    return frozenset(chr(code) for codes in ranges for code in codes)


def _takes_one_cell(text: str) -> bool:
    return not any(map(cells.is_ambiguous, text))


@cache
def _load_widened_table(unicode_version: str = "auto") -> CellTable:
    """Return rich's table of widths with two cells for characters of ambiguous width that had one."""
    table = load(unicode_version)
    wide = _widened(table.widths, cells.AMBIGUOUS)
    return CellTable(table.unicode_version, wide, frozenset(filter(_takes_one_cell, table.narrow_to_wide)))


def _widened(
    widths: Sequence[tuple[int, int, int]], ranges: Iterable[tuple[int, int]]
) -> Sequence[tuple[int, int, int]]:
    """Return a table with two cells for ranges of characters, as far as it says nothing of them.

    Args:
        widths: the first and last code point of each range that does not take one cell, and its cells, in order.
        ranges: the first and last code points.
    """
    added: list[tuple[int, int, int]] = []
    for first, last in ranges:
        place = first
        for start, end, _width in islice(widths, bisect_left(widths, first, key=itemgetter(1)), None):
            if start > last:
                break
            if start > place:
                added.append((place, start - 1, 2))
            place = end + 1
        if place <= last:
            added.append((place, last, 2))
    return sorted([*widths, *added])
