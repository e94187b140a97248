"""The least that a Textual app with a list, a text and a footer can be: `minimal_app.py FILE`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.app import App
from textual.widgets import Footer, OptionList, Static

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

SHOWN = 2000
"""Code points of the file that are shown, about a screen."""
TITLES = tuple(f"第{number}篇文章" for number in "一二三四五")
FOOTER = "离开"


class MinimalApp(App[None]):
    """Shows five items, a text and a footer."""

    ENABLE_COMMAND_PALETTE = False
    CSS = "OptionList { dock: left; width: 100; } Static { width: 1fr; height: 1fr; }"
    BINDINGS: ClassVar[list[BindingType]] = [("ctrl+q", "quit", FOOTER)]

    def compose(self) -> ComposeResult:
        """Lay the screen out."""
        yield OptionList(*TITLES)
        yield Static(Path(sys.argv[1]).read_text(encoding="utf-8")[:SHOWN], markup=False)
        yield Footer()


if __name__ == "__main__":
    MinimalApp().run()
