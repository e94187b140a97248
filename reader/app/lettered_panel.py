"""Panels without a line for typing: each of their letters acts at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from reader.app.panel import Panel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.app.painting import Painting

ItemT = TypeVar("ItemT")
ResultT = TypeVar("ResultT")


class LetteredPanel(Panel[ItemT, ResultT]):
    """A list without a line to filter it; what was done last may stand above it."""

    DEFAULT_CSS = """
    LetteredPanel {
        align: center bottom;
        background: $background 0%;
        & Input { display: none; }
        & > Vertical { width: 100%; max-width: 100%; height: 50%; min-height: 10; }
        &.-short > Vertical { min-height: 0; }
        &.-short KeyLine { display: block; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self.filter.can_focus = False
        self._notice = ""

    def show_items(self, items: Sequence[ItemT], cursor: int = 0) -> None:
        """Show items, and what stands above them."""
        self.rows.show(items, cursor)
        self.show_heading()

    def show_heading(self) -> None:
        """Show what stands above the list, or what was said last."""
        left: Painting = [(self._notice, "accent")] if self._notice else self.title_painting()
        self.heading.show(left, [] if self._notice else self.note())

    def note(self) -> Painting:
        """Return what stands above the list at the right."""
        return [(str(len(self.rows.items)), "quiet")]

    def say(self, text: str) -> None:
        """Say something above the list, until it is walked or something else is said; nothing to say no more."""
        self._notice = text
        self.show_heading()

    def items_for(self, _typed: str) -> Sequence[ItemT]:
        """Return all items: nothing is typed here."""
        return self.all_items()

    def all_items(self) -> Sequence[ItemT]:
        """Return what is listed."""
        raise NotImplementedError

    def action_walk(self, rows: int) -> None:
        """Move the cursor by rows; what was said is read by then."""
        self.say("")
        super().action_walk(rows)
