"""The keys: every command of the app with an id, its keys, and what it does in words.

One table serves the bindings, the line of keys at the bottom, and the help.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.binding import Binding

from reader.language import _

if TYPE_CHECKING:
    from collections.abc import Iterable


def N_(message: str) -> str:  # noqa: N802 (gettext's own name for it)
    """Mark a message that is translated when it is shown."""
    return message


@dataclass(frozen=True, slots=True)
class Command:
    """What keys do on a screen."""

    id: str
    keys: str
    """Textual's names of the keys, separated by commas."""
    action: str
    label: str
    """The keys as they are shown."""
    short: str
    """What it does in a word or two, for the line of keys."""
    long: str
    """What it does, for the help."""
    always: bool = False
    """Holds whatever has the focus, in panels and while typing too."""

    def binding(self) -> Binding:
        """Return the binding for Textual. Its own footer is not used, so it is not shown there."""
        return Binding(self.keys, self.action, _(self.short), show=False, id=self.id, priority=self.always)


def chosen(commands: Iterable[Command], *ids: str) -> tuple[Command, ...]:
    """Return those of the commands that have the ids, in the order of the ids."""
    by_id = {command.id: command for command in commands}
    return tuple(by_id[name] for name in ids)


def bindings(commands: Iterable[Command]) -> list[Binding]:
    """Return the bindings of commands."""
    return [command.binding() for command in commands]


ANYWHERE = (
    Command("script.toggle", "s", "app.toggle_script", "s", N_("简⇄繁"), N_("Simplified ⇄ Traditional")),
    Command("script.choose", "S", "app.choose_script", "S", N_("script"), N_("choose the script to read in")),
    Command("script.original", "o", "app.original_script", "o", N_("as written"), N_("show everything as written")),
    Command("people", "p", "app.people", "p", N_("people"), N_("people of this document and of the library")),
    Command("search", "slash", "app.search", "/", N_("search"), N_("search all documents, in either script")),
    Command("theme.toggle", "d", "app.toggle_theme", "d", N_("dark/light"), N_("dark or light colours")),
    Command("redraw", "ctrl+l", "app.redraw", "Ctrl+L", N_("redraw"), N_("draw the screen anew"), always=True),
    Command("help", "question_mark,f1", "app.help", "?", N_("help"), N_("these keys")),
    Command("quit", "ctrl+q,ctrl+c", "app.quit", "Ctrl+Q", N_("quit"), N_("leave at once"), always=True),
)

LIBRARY = (
    Command("library.open", "enter", "open", "Enter", N_("open"), N_("open the document")),
    Command("library.filter", "tab,f", "filter", "Tab", N_("filter"), N_("filter the documents by typing")),
    Command("library.sort", "r", "sort", "r", N_("order"), N_("the next way to order the documents")),
    Command("library.leave", "q", "leave", "q", N_("quit"), N_("leave")),
)

READING = (
    Command("mention.next", "n", "next_mention", "n", N_("next"), N_("next mention or hit, through all documents")),
    Command("mention.previous", "N", "previous_mention", "N", N_("previous"), N_("previous mention or hit")),
    Command("entity.next", "tab", "next_entity", "Tab", N_("name"), N_("next name on the page")),
    Command(
        "entity.previous", "shift+tab", "previous_entity", "Shift+Tab", N_("name"), N_("previous name on the page")
    ),
    Command("entity.show", "enter", "show_entity", "Enter", N_("card"), N_("who or what the chosen name is")),
    Command("mentions", "m", "mentions", "m", N_("mentions"), N_("all mentions of the chosen name, in context")),
    Command("history.back", "backspace", "back", "⌫", N_("back"), N_("back to before the jump")),
    Command("history.forward", "shift+backspace,backslash", "forward", "\\", N_("forward"), N_("forward again")),
    Command("line.down", "down,j", "move(1)", "Down j", N_("down"), N_("one line down")),
    Command("line.up", "up,k", "move(-1)", "Up k", N_("up"), N_("one line up")),
    Command("page.down", "space,pagedown", "page(1)", "Space", N_("page"), N_("one page down")),
    Command("page.up", "pageup", "page(-1)", "PgUp", N_("page"), N_("one page up")),
    Command("document.start", "home,g", "start", "Home g", N_("start"), N_("to the start of the document")),
    Command("document.end", "end,G", "end", "End G", N_("end"), N_("to the end of the document")),
    Command("entity.none", "escape", "choose_nothing", "Esc", N_("none"), N_("choose no name")),
    Command("library", "l,q", "library", "q", N_("library"), N_("back to the library")),
)
