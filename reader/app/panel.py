"""Panels: lists that come when asked, are walked and filtered by typing, and go with Esc."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input

from reader.app.bars import Bar, KeyLine
from reader.app.keys import PANEL, Command, bindings
from reader.app.row_list import RowList
from reader.language import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from reader.app.painting import Painting

ItemT = TypeVar("ItemT")
ResultT = TypeVar("ResultT")

SHORT = 16
"""Lines of a terminal below which a panel takes the whole of it and leaves its frame and its keys away."""


class Panel(ModalScreen[ResultT], Generic[ItemT, ResultT]):
    """A list with a line to filter it; subclasses say what is in it and what choosing a row gives."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(PANEL)]
    KEYS: ClassVar[tuple[Command, ...]] = PANEL[:2]
    DEFAULT_CSS = """
    Panel {
        align: center middle;
        background: $background 60%;
        & > Vertical { width: 90%; max-width: 110; height: 80%; background: $surface; border: round $faint; }
        & Input { border: none; height: 1; padding: 0 1; background: $panel; }
        & Input:focus { border: none; background-tint: $foreground 0%; }
        & Input > .input--placeholder { color: $quiet; }
        &.-short > Vertical { width: 100%; max-width: 100%; height: 100%; border: none; }
        &.-short KeyLine { display: none; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self.heading = Bar(id="heading")
        self.filter = Input(id="filter", select_on_focus=False)
        self.filter.cursor_blink = False
        self.rows: RowList[ItemT] = RowList(self.paint, self.nothing, id="rows")
        self.rows.can_focus = False
        self._typed = ""

    def compose(self) -> ComposeResult:
        """Lay the panel out."""
        with Vertical():
            yield self.heading
            yield self.filter
            yield self.rows
            yield KeyLine(self.commands())

    def on_resize(self) -> None:
        """Leave away what there is no room for."""
        self.set_class(self.size.height < SHORT, "-short")

    def on_mount(self) -> None:
        """Show everything first."""
        self.filter.placeholder = self.invitation()
        self.filter.focus()
        self.show_items(self.items_for(""))
        self.begin()

    def begin(self) -> None:
        """Do what else a panel does when it opens; `on_mount` itself Textual calls for every class of a line."""

    def show_items(self, items: Sequence[ItemT], cursor: int = 0) -> None:
        """Show items and how many they are."""
        self.rows.show(items, cursor)
        self.heading.show(self.title_painting(), [(str(len(items)), "quiet")])

    # What subclasses say

    def title_painting(self) -> Painting:
        """Return what stands above the list."""
        raise NotImplementedError

    def commands(self) -> Sequence[Command]:
        """Return what stands in the line of keys."""
        return self.KEYS

    def invitation(self) -> str:
        """Return what stands in the empty line for typing."""
        return _("type to filter, in either script or in Latin letters")

    def nothing(self) -> str:
        """Return the sentence for an empty list."""
        return _("Nothing of that name. Esc closes, or type something else.")

    def items_for(self, typed: str) -> Sequence[ItemT]:
        """Return the items that answer to what was typed."""
        raise NotImplementedError

    def paint(self, item: ItemT, cells: int) -> Painting:
        """Return the painting of an item for a number of cells."""
        raise NotImplementedError

    def result(self, item: ItemT) -> ResultT | None:
        """Return what choosing an item gives."""
        raise NotImplementedError

    # What happens

    def on_input_changed(self, event: Input.Changed) -> None:
        """Filter as one types."""
        event.stop()
        if event.value != self._typed:
            self._typed = event.value
            self.show_items(self.items_for(event.value))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Choose the row under the cursor."""
        event.stop()
        self.action_choose()

    def on_row_list_chosen(self) -> None:
        """Choose the row that was clicked."""
        self.action_choose()

    def on_key_line_pressed(self, message: KeyLine.Pressed) -> None:
        """Do what a clicked key does."""
        message.stop()
        self.call_later(self.run_action, message.command.action)

    def action_choose(self) -> None:
        """Choose the row under the cursor and close."""
        if self.rows.item is not None:
            self.dismiss(self.result(self.rows.item))

    def action_walk(self, rows: int) -> None:
        """Move the cursor by rows."""
        self.rows.action_walk(rows)

    def action_walk_page(self, pages: int) -> None:
        """Move the cursor by pages."""
        self.rows.action_walk_page(pages)

    def action_first(self) -> None:
        """Go to the first row; while something is typed, to its start."""
        self.filter.action_home() if self.filter.value else self.rows.action_walk_to(0)

    def action_last(self) -> None:
        """Go to the last row; while something is typed, to its end."""
        self.filter.action_end() if self.filter.value else self.rows.action_walk_to(-1)

    def action_close(self) -> None:
        """Close without choosing."""
        self.dismiss(None)
