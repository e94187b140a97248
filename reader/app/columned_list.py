"""A list in two columns, where it is wide enough and all of it fits, so that it hides half as many lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from textual.strip import Strip

from reader.app.row_list import RowList

if TYPE_CHECKING:
    from textual import events
    from textual.geometry import Size

ItemT = TypeVar("ItemT")

COLUMN = 36
"""Cells that a column has at least."""


class ColumnedList(RowList[ItemT]):
    """Rows that go on at the top of a second column."""

    @property
    def lines(self) -> int:
        """How many rows a column has."""
        halved = self._halved(self.size.width)
        return halved if halved <= self.size.height else len(self.items)

    def _halved(self, cells: int) -> int:
        return -(-len(self.items) // 2) if cells >= 2 * COLUMN else len(self.items)

    def render_line(self, y: int) -> Strip:
        """Return one line of the screen."""
        lines = self.lines
        if lines == len(self.items):
            return super().render_line(y)
        half = self.size.width // 2
        if y >= lines:
            return self.strip([], self.size.width)
        return Strip.join([self._part(y, half), self._part(y + lines, self.size.width - half)])

    def _part(self, number: int, cells: int) -> Strip:
        if number >= len(self.items):
            return self.strip([], cells)
        at_cursor = number == self.cursor
        mark = ("▸ ", "accent") if at_cursor else ("  ", "")
        painting = [mark, *self._paint(self.items[number], cells - 3), (" ", "")]
        return self.strip(painting, cells, *(("cursor",) if at_cursor else ()))

    def walk_beside(self) -> None:
        """Move the cursor into the other column."""
        lines = self.lines
        if lines < len(self.items):
            self.walk_to(self.cursor + lines if self.cursor < lines else self.cursor - lines)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many lines all rows take."""
        return self._halved(width)

    def on_click(self, event: events.Click) -> None:
        """Choose the row that was clicked, in whichever column."""
        lines = self.lines
        if lines == len(self.items):
            return
        event.prevent_default()  # the list of one column takes the row by the line alone
        number = event.y + (lines if event.x >= self.size.width // 2 else 0)
        if event.y < lines and number < len(self.items):
            self.walk_to(number)
            self.post_message(self.Chosen())
