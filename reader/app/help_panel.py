"""The help: what the keys do here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical

from reader.app.bars import KeyLine
from reader.app.painting import Painted
from reader.app.panel import Panel
from reader.language import _
from reader.page.cells import fit, width
from reader.page.line_breaking import rows
from reader.scripts.fold import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.strip import Strip

    from reader.app.keys import Command
    from reader.app.painting import Painting


KEYS = 17
"""Cells of the keys of a command."""
LOW = 10
"""Lines of a terminal below which all are for the list."""


class Whole(Painted):
    """A sentence on two lines, broken to fit."""

    DEFAULT_CSS = "Whole { height: 2; width: 1fr; background: $panel; color: $quiet; }"

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._text = ""

    def show(self, text: str) -> None:
        """Show another sentence."""
        self._text = text
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Return one of the lines."""
        cells = self.size.width
        broken = rows(self._text, max(1, cells - 2)) if self._text else ()
        line = self._text[broken[y].start : broken[y].end] if y < len(broken) else ""
        return self.strip([(" ", ""), (line, "")], cells)


class HelpPanel(Panel["Command", "Command"]):
    """Lists the keys of a screen; choosing one does what it does.

    Where the screen is too narrow for a sentence, the one under the cursor stands whole below the list.
    """

    DEFAULT_CSS = """
    HelpPanel {
        & > Vertical { width: 100%; max-width: 84; }
        & #whole { display: none; }
        &.-cut #whole { display: block; }
    }
    """

    def __init__(self, commands: Sequence[Command]) -> None:
        super().__init__()
        self._commands = commands
        self.whole = Whole(id="whole")

    def compose(self) -> ComposeResult:
        """Lay the panel out."""
        with Vertical():
            yield self.heading
            yield self.filter
            yield self.rows
            yield self.whole
            yield KeyLine(self.commands())

    def on_resize(self) -> None:
        """Let a sentence stand below the list where one is cut in it, which is told when the list has its width."""
        self.call_after_refresh(self._look_whether_cut)

    def _look_whether_cut(self) -> None:
        room = self.rows.size.width - 2 - KEYS
        is_cut = any(width(_(command.long)) > room for command in self._commands)
        self.set_class(is_cut and self.size.height >= LOW, "-cut")

    def on_row_list_walked(self) -> None:
        """Show the sentence under the cursor whole."""
        self.whole.show(_(self.rows.item.long) if self.rows.item is not None else "")

    def title_painting(self) -> Painting:
        """Return what stands above the list."""
        return [(_("Keys"), "title")]

    def items_for(self, typed: str) -> Sequence[Command]:
        """Return the commands whose words hold what was typed."""
        wanted = fold(typed).strip()
        return [
            command for command in self._commands if wanted in fold(f"{command.labels} {_(command.long)} {command.id}")
        ]

    def paint(self, item: Command, cells: int) -> Painting:
        """Return one line: the keys, and what they do."""
        return [(fit(item.labels, KEYS), "accent"), (_(item.long), "")]

    def result(self, item: Command) -> Command:
        """Return the command."""
        return item
