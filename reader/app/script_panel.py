"""The panel to choose the script to read in and its words, and to say how the document on the page is written."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar

from textual.message import Message

from reader.app.keys import SCRIPTS, Command, bindings
from reader.app.panel import Panel
from reader.app.wording import SAID_SIGN, target_name, target_sign, words_sign, written_name, written_sign
from reader.language import _
from reader.page.cells import fit, width
from reader.scripts.fold import fold
from reader.scripts.script import Script, Written
from reader.scripts.target import AS_WRITTEN, Target

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.binding import BindingType

    from reader.app.painting import Painting

SCRIPTS_TO_READ = (
    AS_WRITTEN,
    Target(Script.HANS),
    Target(Script.HANT, any_region=True),
    Target(Script.HANT),
    Target(Script.TW),
    Target(Script.HK),
)
"""What can be chosen; a Traditional script with a name of its own turns that of other regions into it."""
WAYS_TO_WRITE = (None, Written.HANS, Written.HANT, Written.TW, Written.HK)
"""What a reader can say of a document; None is for as detected."""
SIGN = 7
"""Cells of a sign."""


@dataclass(frozen=True, slots=True)
class ScriptChoice:
    """The script to read in, and where."""

    target: Target
    here: bool
    """Only in the document on the page."""


@dataclass(frozen=True, slots=True)
class WrittenChoice:
    """How the document on the page is written, in the reader's word."""

    written: Written | None
    """None for as detected."""


@dataclass(frozen=True, slots=True)
class Words:
    """The row that switches the words of the region on and off."""


Row = Target | Words | WrittenChoice


class ScriptPanel(Panel[Row, ScriptChoice | WrittenChoice]):
    """Lists the scripts, the switch of their words, and the ways the document may be written."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(SCRIPTS)]
    DEFAULT_CSS = """
    ScriptPanel {
        & > Vertical { width: 72; height: 12; }
        &.-page > Vertical { height: 17; }
        &.-page.-short > Vertical { height: 100%; }
    }
    """

    class WordingChanged(Message):
        """The words of the region are switched on or off; the panel stays open."""

        def __init__(self, choice: ScriptChoice) -> None:
            super().__init__()
            self.choice = choice

    def __init__(self, shown: Target, *, here: bool | None) -> None:
        """Make the panel.

        Args:
            shown: how text is shown now.
            here: whether that is the way of the document on the page alone; None where there is no page.
        """
        super().__init__()
        self._shown = shown
        self._here = here
        self._detected: Written | None = None
        self._said: Written | None = None

    def offer_written(self, detected: Written, said: Written | None) -> None:
        """Let the reader say how the document on the page is written.

        Args:
            detected: how it seems to be written.
            said: how it is written in the reader's word so far; None where the reader has said nothing.
        """
        self._detected, self._said = detected, said
        self.add_class("-page")

    def begin(self) -> None:
        """Start at the script chosen now."""
        self.rows.walk_to(next(number for number, row in enumerate(self.rows.items) if self._holds(row)))

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

    def items_for(self, typed: str) -> Sequence[Row]:
        """Return the rows whose words hold what was typed."""
        ways = () if self._detected is None else map(WrittenChoice, WAYS_TO_WRITE)
        wanted = fold(typed).strip()
        return [row for row in (*SCRIPTS_TO_READ, Words(), *ways) if wanted in fold(" ".join(self._words_of(row)))]

    def paint(self, item: Row, cells: int) -> Painting:
        """Return one line: a mark where it holds, a sign, what it is, and a note."""
        sign, name, note = self._words_of(item)
        name = fit(name, min(width(name), max(1, cells - SIGN - 2)))
        return [
            ("✓ " if self._holds(item) else "  ", "accent"),
            (fit(sign, SIGN), ""),
            (name, ""),
            (f"  {note}", "quiet"),
        ]

    def _words_of(self, row: Row) -> tuple[str, str, str]:
        """Return the sign of a row, what it is, and a note."""
        if isinstance(row, Target):
            kept = _("text in Traditional keeps its glyphs")
            note = kept if row.any_region else "" if row == AS_WRITTEN else row.script.value
            return target_sign(row), target_name(row), note
        if isinstance(row, Words):
            return words_sign(), _("words of the region too"), _("in Simplified, Taiwan, Hong Kong")
        if row.written is None:
            sign = written_sign(self._detected or Written.NONE)
            return sign, _("this text is in: as detected"), written_name(self._detected or Written.NONE)
        said = _("this text is in: {script}").format(script=written_name(row.written))
        return f"{written_sign(row.written)}{SAID_SIGN}", said, ""

    def _holds(self, row: Row) -> bool:
        if isinstance(row, Target):
            return (row.script, row.any_region) == (self._shown.script, self._shown.any_region)
        return self._shown.wording if isinstance(row, Words) else row.written is self._said

    def action_choose(self) -> None:
        """Choose the row under the cursor and close; the words of the region are switched, and the panel stays."""
        if not isinstance(self.rows.item, Words):
            super().action_choose()
            return
        self._shown = replace(self._shown, wording=not self._shown.wording)
        self.rows.refresh()
        self.post_message(self.WordingChanged(ScriptChoice(self._shown, bool(self._here))))

    def result(self, item: Row) -> ScriptChoice | WrittenChoice | None:
        """Return the script and where to read in it, or the reader's word."""
        if isinstance(item, WrittenChoice):
            return item
        return (
            ScriptChoice(replace(item, wording=self._shown.wording), bool(self._here))
            if isinstance(item, Target)
            else None
        )
