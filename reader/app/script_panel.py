"""The panel to choose the script to read in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.app.panel import Panel
from reader.app.wording import script_name, script_sign
from reader.language import _
from reader.page.cells import fit
from reader.scripts.fold import fold
from reader.scripts.script import Script

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.app.painting import Painting


class ScriptPanel(Panel[Script, Script]):
    """Lists the scripts."""

    DEFAULT_CSS = "ScriptPanel > Vertical { width: 64; height: 11; }"

    def __init__(self, chosen: Script) -> None:
        super().__init__()
        self._chosen = chosen

    def begin(self) -> None:
        """Start at the script chosen now."""
        self.rows.walk_to(list(Script).index(self._chosen))

    def title_painting(self) -> Painting:
        """Return what stands above the list."""
        return [(_("Read in"), "title")]

    def items_for(self, typed: str) -> Sequence[Script]:
        """Return the scripts whose name holds what was typed."""
        wanted = fold(typed).strip()
        return [script for script in Script if wanted in fold(f"{script_name(script)} {script_sign(script)} {script}")]

    def paint(self, item: Script, cells: int) -> Painting:
        """Return one line."""
        mark = "✓ " if item is self._chosen else "  "
        return [
            (mark, "accent"),
            (fit(script_sign(item), 7), ""),
            (fit(script_name(item), 16), ""),
            (item.value, "quiet"),
        ]

    def result(self, item: Script) -> Script:
        """Return the script."""
        return item
