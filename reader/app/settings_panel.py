"""The panel of settings: each with its value and what it means; a change holds at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import Vertical
from textual.message import Message

from reader.app.ask import AskScreen
from reader.app.bars import Bar, KeyLine
from reader.app.keys import PANEL, SETTINGS, Command, bindings, chosen
from reader.app.panel import Panel
from reader.app.settings import ALL, AUTO, KNOWN, SCHEMA, PatternSetting, Setting
from reader.app.wording import file_name
from reader.documents.sanitising import one_line
from reader.language import _
from reader.page.cells import fit
from reader.scripts.fold import fold

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from reader.app.painting import Painting
    from reader.app.settings import Settings, Value

LABEL, VALUE = 20, 15
"""Cells of a setting's name and of its value."""
NARROW = 12
"""Cells that are left to the value at least."""
MEANING = 10
"""Cells from which on what a setting means stands in its row."""


class SettingsPanel(Panel[Setting, None]):
    """Lists the settings and steps through their values. It stays open, and what a change does is seen above it."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(SETTINGS)]
    KEYS: ClassVar[tuple[Command, ...]] = (*SETTINGS, *chosen(PANEL, "panel.close"))
    DEFAULT_CSS = """
    SettingsPanel {
        align: center bottom;
        background: $background 0%;
        & > Vertical { width: 78; max-width: 100%; height: 65%; max-height: 21; }
        & #values { background: $surface; }
        &.-short #values { display: none; }
    }
    """

    class Changed(Message):
        """A setting has another value."""

        def __init__(self, name: str, value: Value) -> None:
            super().__init__()
            self.name = name
            self.value = value

    def __init__(self, settings: Settings, file: Path) -> None:
        """Make the panel.

        Args:
            settings: those that hold.
            file: where they are kept.
        """
        super().__init__()
        self._settings = settings
        self._file = file
        self.values = Bar(id="values")

    def compose(self) -> ComposeResult:
        """Lay the panel out, with a line of what the setting under the cursor may be."""
        with Vertical():
            yield self.heading
            yield self.filter
            yield self.rows
            yield self.values
            yield KeyLine(self.KEYS)

    def title_painting(self) -> Painting:
        """Return what stands above the list."""
        return [(_("Settings"), "title"), (f"  {file_name(self._file)}", "quiet")]

    def items_for(self, typed: str) -> Sequence[Setting]:
        """Return the settings whose words hold what was typed."""
        wanted = fold(typed).strip()
        return [
            setting for setting in SCHEMA if wanted in fold(f"{_(setting.label)} {_(setting.meaning)} {setting.name}")
        ]

    def paint(self, item: Setting, cells: int) -> Painting:
        """Return one line: the name, a star where the value is not the default, the value, and what it means."""
        value = self._value(item)
        star = "*" if value != item.default else " "
        label_cells = min(LABEL, cells - NARROW)
        value_cells = min(VALUE, cells - label_cells - 2)
        painting = [
            (fit(_(item.label), label_cells), ""),
            (f"{star} ", "accent"),
            (fit(said(value), value_cells), "accent"),
        ]
        left = cells - label_cells - 2 - value_cells
        return [*painting, (_(item.meaning), "quiet")] if left >= MEANING else painting

    def on_row_list_walked(self) -> None:
        """Say what the setting under the cursor may be."""
        self.heading.show(self.title_painting(), self.heading.right)
        setting = self.rows.item
        if setting is None:
            self.values.show([], [])
            return
        numbers = isinstance(setting.values, range)
        in_words = numbers or isinstance(setting, PatternSetting)
        allowed = setting.allowed if in_words else ", ".join(map(said, setting.values))
        default = _("default: {value}").format(value=said(setting.default))
        self.values.show([(allowed, "")], [(default, "quiet")])

    def say(self, text: str) -> None:
        """Say something where the values stand, until another row is looked at; above the list where they do not."""
        if self.values.display:
            self.values.show([(text, "accent")], [])
        else:
            self.heading.show([(text, "accent")], self.heading.right)

    def action_choose(self) -> None:
        """Take the next value, or ask for one that is typed; and stay."""
        if isinstance(self.rows.item, PatternSetting):
            self._ask(self.rows.item)
        else:
            self.action_step(1)

    def _ask(self, setting: PatternSetting) -> None:
        def answered(typed: str | None) -> None:
            if typed is None:
                return
            if setting.allows(typed):
                self._change(setting, typed)
            else:
                self.say(setting.why_not(typed))

        self.app.push_screen(AskScreen(f"{_(setting.label)}:", value=str(self._value(setting))), answered)

    def action_step(self, steps: int) -> None:
        """Take the value that is some steps from the one that holds."""
        if (setting := self.rows.item) is not None:
            self._change(setting, setting.beside(self._value(setting), steps))

    def action_reset(self) -> None:
        """Take the default."""
        if (setting := self.rows.item) is not None:
            self._change(setting, setting.default)

    def _value(self, setting: Setting) -> Value:
        value: Value = getattr(self._settings, setting.name)
        return value

    def _change(self, setting: Setting, value: Value) -> None:
        if value != self._value(setting):
            self._settings = self._settings.changed(setting.name, value)
            self.rows.refresh()
            self.on_row_list_walked()
            self.post_message(self.Changed(setting.name, value))


def said(value: Value) -> str:
    """Return a value in words."""
    if isinstance(value, bool):
        return _("on") if value else _("off")
    words = {
        AUTO: _("automatic"),
        "shown": _("as shown"),
        "written": _("as written"),
        ALL: _("all"),
        KNOWN: _("known"),
        "": _("no pattern"),
    }
    return words.get(str(value)) or one_line(str(value))
