"""A list one can walk: draws only the rows on the screen, so a hundred thousand cost as much as ten."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from textual.message import Message

from reader.app.keys import WALKING, bindings
from reader.app.painting import Painted, Painting, shortened
from reader.page.line_breaking import rows

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual import events
    from textual.binding import BindingType
    from textual.geometry import Size
    from textual.strip import Strip

ItemT = TypeVar("ItemT")


class RowList(Painted, Generic[ItemT], can_focus=True):
    """Rows of any kind, painted by a function of the item and the cells there are."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(WALKING)]
    DEFAULT_CSS = "RowList { height: 1fr; width: 1fr; }"

    class Walked(Message):
        """The cursor has moved to another item."""

    class Chosen(Message):
        """An item was clicked."""

    def __init__(
        self,
        paint: Callable[[ItemT, int], Painting],
        empty: Callable[[], str],
        *,
        id: str | None = None,  # noqa: A002
    ) -> None:
        """Make a list.

        Args:
            paint: returns the painting of an item for a number of cells.
            empty: returns the sentence that stands there when there are no items.
            id: Textual's id.
        """
        super().__init__(id=id)
        self._paint = paint
        self._empty = empty
        self.items: Sequence[ItemT] = ()
        self.cursor = 0
        self._top = 0

    @property
    def item(self) -> ItemT | None:
        """The item under the cursor."""
        return self.items[self.cursor] if self.items else None

    @property
    def in_view(self) -> Sequence[ItemT]:
        """The items on the screen."""
        return self.items[self._top : self._top + self.size.height]

    def show(self, items: Sequence[ItemT], cursor: int = 0) -> None:
        """Show other items, with the cursor on one of them."""
        self.items = items
        self.walk_to(cursor)

    def walk_to(self, number: int) -> None:
        """Put the cursor on the item with a number, the nearest there is."""
        self.cursor = max(0, min(number, len(self.items) - 1))
        height = self.size.height or 1
        self._top = max(0, min(self._top, self.cursor, len(self.items) - height))
        self._top = max(self._top, self.cursor - height + 1)
        self.refresh()
        self.post_message(self.Walked())

    def action_walk(self, rows: int) -> None:
        """Move the cursor by rows."""
        self.walk_to(self.cursor + rows)

    def action_walk_page(self, pages: int) -> None:
        """Move the cursor by pages."""
        self.walk_to(self.cursor + pages * max(1, self.size.height - 1))

    def action_walk_to(self, number: int) -> None:
        """Move the cursor to the first item, or with -1 to the last."""
        self.walk_to(number if number >= 0 else len(self.items) - 1)

    def render_line(self, y: int) -> Strip:
        """Return one line of the screen."""
        cells = self.size.width
        number = self._top + y
        if number >= len(self.items):
            return self.strip([("  ", ""), (self._sentence(y), "quiet")], cells)
        at_cursor = number == self.cursor
        mark = ("▸ ", "accent") if at_cursor else ("  ", "")
        painting = [mark, *self._paint(self.items[number], cells - 2)]
        return self.strip(shortened(painting, cells), cells, *(("cursor",) if at_cursor else ()))

    def _sentence(self, y: int) -> str:
        """Return the line of the screen of what is said where there are no items, broken to fit."""
        if self.items:
            return ""
        text = self._empty()
        broken = rows(text, max(1, self.size.width - 4)) if text else ()
        return text[broken[y].start : broken[y].end] if y < len(broken) else ""

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many lines all rows take."""
        return len(self.items)

    def on_resize(self) -> None:
        """Keep the cursor on the screen."""
        self.walk_to(self.cursor)

    def on_click(self, event: events.Click) -> None:
        """Choose the row that was clicked."""
        number = self._top + event.y
        if 0 <= number < len(self.items):
            self.walk_to(number)
            self.post_message(self.Chosen())

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll with the wheel."""
        event.stop()
        self.action_walk(3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll with the wheel."""
        event.stop()
        self.action_walk(-3)
