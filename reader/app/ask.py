"""Asking: one line at the bottom of the screen for something short, such as a percentage."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import Horizontal
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from reader.app.keys import ASK, bindings
from reader.page.cells import width

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType


class AskScreen(ModalScreen[str]):
    """Asks for one line; gives what was typed, or nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(ASK)]
    DEFAULT_CSS = """
    AskScreen {
        background: $background 0%;
        align: center bottom;
        & Horizontal { height: 1; background: $panel; }
        & Static { height: 1; padding: 0 1; color: $accent; background: $panel; }
        & Input { border: none; height: 1; padding: 0; width: 1fr; background: $panel; }
        & Input:focus { border: none; }
    }
    """

    def __init__(self, question: str, allowed: str | None = None, *, value: str = "") -> None:
        """Make the line.

        Args:
            question: what is asked.
            allowed: a regular expression that what is typed must fit, as far as it is typed; None for anything.
            value: what stands in it at first.
        """
        super().__init__()
        self._question = question
        self._input = Input(value, restrict=allowed, select_on_focus=False)

    def compose(self) -> ComposeResult:
        """Lay the line out."""
        question = Static(self._question, markup=False)
        question.styles.width = width(self._question) + 2
        with Horizontal():
            yield question
            yield self._input

    def on_mount(self) -> None:
        """Take what is typed at once."""
        self._input.focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Give what was typed."""
        event.stop()
        self.dismiss(event.value)

    def action_leave(self) -> None:
        """Leave without an answer."""
        self.dismiss(None)
