"""The help: what the keys do here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.app.panel import Panel
from reader.language import _
from reader.page.cells import fit
from reader.scripts.fold import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.app.keys import Command
    from reader.app.painting import Painting


class HelpPanel(Panel["Command", "Command"]):
    """Lists the keys of a screen; choosing one does what it does."""

    def __init__(self, commands: Sequence[Command]) -> None:
        super().__init__()
        self._commands = commands

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
        return [(fit(item.labels, 17), "accent"), (_(item.long), "")]

    def result(self, item: Command) -> Command:
        """Return the command."""
        return item
