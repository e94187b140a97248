"""The panel to choose the script to read in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from reader.app.keys import SCRIPTS, Command, bindings
from reader.app.panel import Panel
from reader.app.wording import script_name, script_sign
from reader.language import _
from reader.page.cells import fit
from reader.scripts.fold import fold
from reader.scripts.script import Script

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.binding import BindingType

    from reader.app.painting import Painting


@dataclass(frozen=True, slots=True)
class ScriptChoice:
    """The script to read in, and where."""

    script: Script
    here: bool
    """Only in the document on the page."""


class ScriptPanel(Panel[Script, ScriptChoice]):
    """Lists the scripts."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(SCRIPTS)]
    DEFAULT_CSS = "ScriptPanel > Vertical { width: 64; height: 11; }"

    def __init__(self, chosen: Script, *, here: bool | None) -> None:
        """Make the panel.

        Args:
            chosen: the script that is read in.
            here: whether it is that of the document on the page alone; None where there is no page.
        """
        super().__init__()
        self._chosen = chosen
        self._here = here

    def begin(self) -> None:
        """Start at the script chosen now."""
        self.rows.walk_to(list(Script).index(self._chosen))

    def commands(self) -> Sequence[Command]:
        """Return what stands in the line of keys."""
        return self.KEYS if self._here is None else (*self.KEYS, *SCRIPTS)

    def title_painting(self) -> Painting:
        """Return what stands above the list."""
        where = _("only this document") if self._here else _("all documents")
        return [(_("Read in"), "title"), (f"  {where}", "quiet")]

    def action_only_here(self) -> None:
        """Read only this document in the script that is chosen, or all."""
        if self._here is not None:
            self._here = not self._here
            self.show_items(self.rows.items, self.rows.cursor)

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

    def result(self, item: Script) -> ScriptChoice:
        """Return the script, and where to read in it."""
        return ScriptChoice(item, bool(self._here))
