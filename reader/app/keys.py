"""The keys: every command of the app with an id, its keys, and what it does in words.

One table serves the bindings, the line of keys at the bottom, the help, and the answer of `reader keys`. The keys of
every command can be given in the settings by its id; `use` puts them in force, and what is shown follows them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.app.key_names import label_of
from reader.language import N_, _

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from textual.binding import Binding

NO_KEY = "<ignore>"
"""Textual's name of a key that never comes: in its keymap an empty name would mean the keys of the table."""

_in_force: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Command:
    """What keys do on a screen."""

    id: str
    keys: str
    """Textual's names of the keys, separated by commas, if the settings give no others. The first one is shown."""
    action: str
    short: str
    """What it does in a word or two, for the line of keys."""
    long: str
    """What it does, for the help."""
    always: bool = False
    """Holds whatever has the focus, in panels and while typing too."""

    @property
    def keys_in_force(self) -> tuple[str, ...]:
        """Textual's names of the keys that do it now; there may be none."""
        return names(_in_force.get(self.id, self.keys))

    @property
    def label(self) -> str:
        """The first of the keys that do it now, as it is shown; empty where none does."""
        return label_of(self.keys_in_force[0]) if self.keys_in_force else ""

    @property
    def labels(self) -> str:
        """All keys that do it now, as they are shown, separated by spaces."""
        return " ".join(map(label_of, self.keys_in_force))

    def binding(self) -> Binding:
        """Return the binding for Textual. Its own footer is not used, so it is not shown there."""
        from textual.binding import Binding

        return Binding(self.keys, self.action, _(self.short), show=False, id=self.id, priority=self.always)


def names(keys: str) -> tuple[str, ...]:
    """Return the names of keys that are separated by commas."""
    return tuple(filter(None, map(str.strip, keys.split(","))))


def chosen(commands: Iterable[Command], *ids: str) -> tuple[Command, ...]:
    """Return those of the commands that have the ids, in the order of the ids."""
    by_id = {command.id: command for command in commands}
    return tuple(by_id[name] for name in ids)


def bindings(commands: Iterable[Command]) -> list[Binding]:
    """Return the bindings of commands, with the keys of the table: Textual's keymap puts those in force over them."""
    return [command.binding() for command in commands]


def use(keys: Mapping[str, str]) -> None:
    """Put keys in force: for ids of commands Textual's names separated by commas, empty for none at all.

    All other commands have the keys of the table. The app has to be told too: `app.set_keymap(keymap())`.
    """
    global _in_force
    _in_force = dict(keys)


def with_those_of_selecting(commands: Iterable[Command]) -> tuple[Command, ...]:
    """Return the commands of selecting, and those of others whose keys select nothing."""
    taken = {key for command in SELECTING for key in command.keys_in_force}
    return (*SELECTING, *(command for command in commands if taken.isdisjoint(command.keys_in_force)))


def keymap() -> dict[str, str]:
    """Return the keys in force that are not those of the table, as Textual's keymap."""
    return {name: keys or NO_KEY for name, keys in _in_force.items()}


ANYWHERE = (
    Command("script.toggle", "s", "app.toggle_script", N_("简⇄繁"), N_("Simplified ⇄ Traditional")),
    Command("script.choose", "S", "app.choose_script", N_("script"), N_("choose the script and its words")),
    Command("script.wording", "w", "app.toggle_wording", N_("wording"), N_("the words of the script's region too")),
    Command("script.original", "o", "app.original_script", N_("as written"), N_("show everything as written")),
    Command("encoding.choose", "D", "app.choose_encoding", N_("encoding"), N_("choose the encoding of the document")),
    Command("exceptions", "E", "app.exceptions", N_("exceptions"), N_("all exceptions from conversion")),
    Command("undo", "u", "app.undo", N_("undo"), N_("take back a correction, exception or removed bookmark")),
    Command("redo", "U", "app.redo", N_("redo"), N_("do again what was undone")),
    Command("people.review", "R", "app.review", N_("review"), N_("who may be the same: accept or reject")),
    Command("people.known", "a", "app.toggle_people", N_("known/all"), N_("mark all people, or only those known")),
    Command("people", "p", "app.people", N_("people"), N_("people of this document and of the library")),
    Command("search", "slash", "app.search", N_("search"), N_("search all documents, in either script")),
    Command("palette", "ctrl+p", "app.palette", N_("commands"), N_("every command, document and person")),
    Command("bookmarks", "apostrophe", "app.bookmarks", N_("bookmarks"), N_("all bookmarks and notes")),
    Command("theme.toggle", "d", "app.toggle_theme", N_("dark/light"), N_("dark or light colours")),
    Command("settings", "comma", "app.settings", N_("settings"), N_("how text is laid out and coloured")),
    Command("redraw", "ctrl+l", "app.redraw", N_("redraw"), N_("draw the screen anew"), always=True),
    Command("help", "question_mark,f1", "app.help", N_("help"), N_("these keys")),
    Command("quit", "ctrl+q,ctrl+c", "app.quit", N_("quit"), N_("leave at once"), always=True),
)

LIBRARY = (
    Command("library.open", "enter", "open", N_("open"), N_("open the document")),
    Command("library.filter", "tab,f", "filter", N_("filter"), N_("filter the documents by typing")),
    Command("library.sort", "r", "sort", N_("order"), N_("the next way to order the documents")),
    Command("library.leave", "q", "leave", N_("quit"), N_("leave")),
)

READING = (
    Command("mention.next", "n", "next_mention", N_("next"), N_("next mention or hit, through all documents")),
    Command("mention.previous", "N", "previous_mention", N_("previous"), N_("previous mention or hit")),
    Command("entity.next", "tab", "next_entity", N_("name"), N_("next name on the page")),
    Command("entity.previous", "shift+tab", "previous_entity", N_("name"), N_("previous name on the page")),
    Command("entity.show", "enter", "show_entity", N_("card"), N_("who or what the chosen name is")),
    Command("entity.correct", "x", "correct", N_("correct"), N_("say who a name or what is selected means")),
    Command("entity.why", "W", "why", N_("why"), N_("why this is a mention of whom, and who else it could be")),
    Command("mentions", "m", "mentions", N_("mentions"), N_("all mentions of the chosen name, in context")),
    Command("find.labels", "f", "labels", N_("labels"), N_("a label on every name and link, to go there")),
    Command("history.back", "backspace", "back", N_("back"), N_("back to before the jump")),
    Command("history.forward", "backslash,shift+backspace", "forward", N_("forward"), N_("forward again")),
    Command("contents", "t", "contents", N_("contents"), N_("the headings of the document")),
    Command("links", "L", "links", N_("links"), N_("the links and notes of the document")),
    Command("bookmark", "b", "bookmark", N_("bookmark"), N_("set a bookmark here, or take it away")),
    Command("note", "B", "note", N_("note"), N_("a bookmark here with a note")),
    Command("select", "v", "select", N_("select"), N_("select text with keys")),
    Command("copy", "y", "copy", N_("copy"), N_("copy what is selected, else the paragraph")),
    Command("copy.other", "Y", "copy_other", N_("copy other"), N_("copy it in the other form")),
    Command(
        "script.changes", "C", "toggle_changes", N_("changes"), N_("mark what conversion changed, tell the original")
    ),
    Command("script.exception", "e", "exception", N_("exception"), N_("how this phrase or name is to be shown")),
    Command("line.down", "down,j", "move(1)", N_("down"), N_("one line down")),
    Command("line.up", "up,k", "move(-1)", N_("up"), N_("one line up")),
    Command("page.down", "space,pagedown", "page(1)", N_("page"), N_("one page down")),
    Command("page.up", "pageup", "page(-1)", N_("page"), N_("one page up")),
    Command("page.half_down", "ctrl+d", "half_page(1)", N_("half"), N_("half a page down")),
    Command("page.half_up", "ctrl+u", "half_page(-1)", N_("half"), N_("half a page up")),
    Command("document.start", "home,g", "start", N_("start"), N_("to the start of the document")),
    Command("document.end", "end,G", "end", N_("end"), N_("to the end of the document")),
    Command("go.percent", "percent_sign", "go_percent", N_("go to"), N_("to a percentage of the document")),
    Command("columns", "c", "toggle_columns", N_("columns"), N_("one column of text or two")),
    Command("focus", "z", "toggle_focus", N_("focus"), N_("dim all but the current paragraph")),
    Command("entity.none", "escape", "choose_nothing", N_("none"), N_("choose no name")),
    Command("library", "q,l", "library", N_("library"), N_("back to the library")),
)

WALKING = (
    Command("list.down", "down,j", "walk(1)", N_("down"), N_("the next row")),
    Command("list.up", "up,k", "walk(-1)", N_("up"), N_("the row before")),
    Command("list.page_down", "pagedown,space", "walk_page(1)", N_("page"), N_("a page of rows down")),
    Command("list.page_up", "pageup", "walk_page(-1)", N_("page"), N_("a page of rows up")),
    Command("list.first", "home,g", "walk_to(0)", N_("first"), N_("the first row")),
    Command("list.last", "end,G", "walk_to(-1)", N_("last"), N_("the last row")),
)

SELECTING = (
    Command("select.left", "left,h", "extend('left')", N_("left"), N_("one character back")),
    Command("select.right", "right,l", "extend('right')", N_("right"), N_("one character on")),
    Command("select.up", "up,k", "extend('up')", N_("up"), N_("one row up")),
    Command("select.down", "down,j", "extend('down')", N_("down"), N_("one row down")),
    Command("select.word", "w,ctrl+right", "extend('word')", N_("word"), N_("to the next word")),
    Command("select.word_back", "b,ctrl+left", "extend('word_back')", N_("word"), N_("to the word before")),
    Command("select.row_start", "home,0", "extend('row_start')", N_("start"), N_("to the start of the row")),
    Command("select.row_end", "end,dollar_sign", "extend('row_end')", N_("end"), N_("to the end of the row")),
    Command("select.paragraph", "p", "take_paragraph", N_("paragraph"), N_("the whole paragraph")),
    Command("select.other_end", "o", "other_end", N_("other end"), N_("go on at the other end")),
    Command("select.begin", "space", "begin_here", N_("from here"), N_("begin the selection here")),
    Command("select.copy", "y,enter", "copy(False)", N_("copy"), N_("copy the selection")),
    Command("select.copy_other", "Y", "copy(True)", N_("copy other"), N_("copy it in the other form")),
    Command("select.leave", "escape,v,q", "leave", N_("leave"), N_("select nothing")),
)

PANEL = (
    Command("panel.choose", "enter", "choose", N_("choose"), N_("choose the row")),
    Command("panel.close", "escape", "close", N_("close"), N_("close the panel")),
    Command("panel.down", "down", "walk(1)", N_("down"), N_("the next row")),
    Command("panel.up", "up", "walk(-1)", N_("up"), N_("the row before")),
    Command("panel.page_down", "pagedown", "walk_page(1)", N_("page"), N_("a page of rows down")),
    Command("panel.first", "home", "first", N_("first"), N_("the first row"), always=True),
    Command("panel.last", "end", "last", N_("last"), N_("the last row"), always=True),
    Command("panel.page_up", "pageup", "walk_page(-1)", N_("page"), N_("a page of rows up")),
)

PEOPLE = (Command("people.card", "right", "card", N_("card"), N_("who the person is"), always=True),)

BOOKMARKS = (
    Command("bookmarks.note", "f2,ctrl+e", "note", N_("note"), N_("write a note on the bookmark"), always=True),
    Command("bookmarks.remove", "delete", "remove", N_("remove"), N_("remove the bookmark"), always=True),
    Command("bookmarks.undo", "ctrl+z", "undo", N_("undo"), N_("bring back what was removed"), always=True),
    Command(
        "bookmarks.export",
        "ctrl+s",
        "export",
        N_("export"),
        N_("write what is listed into files, as Markdown and JSON"),
        always=True,
    ),
)

LINKS = (Command("links.copy", "ctrl+y", "copy_address", N_("copy"), N_("copy the address of the link"), always=True),)

SEARCH = (
    Command(
        "search.regex",
        "ctrl+r",
        "toggle_regex",
        N_("regex"),
        N_("plain text or a regular expression"),
        always=True,
    ),
)

CONTENTS = (
    Command(
        "contents.rule",
        "ctrl+r",
        "change_rule",
        N_("rule"),
        N_("say with a regular expression which lines of this document are headings"),
        always=True,
    ),
)

SCRIPTS = (
    Command("script.here", "tab", "only_here", N_("only here"), N_("for this document only, or for all"), always=True),
)

EXCEPTION = (
    Command(
        "exception.where", "tab", "elsewhere", N_("where"), N_("for this library or for all documents"), always=True
    ),
)

EXCEPTIONS = (
    Command("exceptions.remove", "delete", "remove", N_("remove"), N_("remove the exception"), always=True),
    Command("exceptions.undo", "ctrl+z", "undo", N_("undo"), N_("take back the last change"), always=True),
)

CORRECTION = (
    Command("correct.keep", "k", "correct('keep')", N_("keep"), N_("keep: rightly found")),
    Command("correct.new", "n", "correct('new')", N_("new one"), N_("somebody new")),
    Command("correct.name_of", "a", "correct('name_of')", N_("name of"), N_("another name of ⋯")),
    Command("correct.same_as", "m", "correct('same_as')", N_("same as"), N_("the same as ⋯")),
    Command("correct.not_same", "d", "correct('not_same')", N_("not the same"), N_("never the same as ⋯")),
    Command("correct.split", "s", "correct('split')", N_("split"), N_("two under one name ⋯")),
    Command("correct.means_here", "c", "correct('means_here')", N_("means"), N_("here it means ⋯")),
    Command(
        "correct.means_in_document",
        "C",
        "correct('means_in_document')",
        N_("means in text"),
        N_("in this document it means ⋯"),
    ),
    Command("correct.ignore_here", "i", "correct('ignore_here')", N_("ignore"), N_("ignore here")),
    Command(
        "correct.ignore_in_document",
        "o",
        "correct('ignore_in_document')",
        N_("ignore in text"),
        N_("ignore in this document"),
    ),
    Command(
        "correct.ignore_everywhere",
        "e",
        "correct('ignore_everywhere')",
        N_("ignore all"),
        N_("ignore everywhere"),
    ),
    Command("correct.type", "t", "correct('type')", N_("type"), N_("who or what it is ⋯")),
    Command("correct.why", "w", "correct('why')", N_("why"), N_("why it means this")),
    Command("correct.undo", "u", "correct('undo')", N_("undo"), N_("take back the last correction")),
    Command("correct.redo", "U", "correct('redo')", N_("redo"), N_("do the correction again")),
    Command("correct.beside", "left,right", "beside", N_("beside"), N_("the row beside")),
)

PICKER = (
    Command("picker.new", "ctrl+n", "somebody_new", N_("new one"), N_("somebody new"), always=True),
    Command("picker.card", "right", "card", N_("card"), N_("who or what it is"), always=True),
)

SPLIT = (Command("split.tick", "space", "tick", N_("tick"), N_("tick the row, or take the tick away")),)

REVIEW = (
    Command("review.accept", "a", "accept", N_("accept"), N_("accept: both are one")),
    Command("review.reject", "r", "reject", N_("reject"), N_("reject: they are never the same")),
    Command("review.undo", "u", "undo", N_("undo"), N_("take back the last correction")),
    Command("review.redo", "U", "redo", N_("redo"), N_("do the correction again")),
)

TELLING = chosen(READING, "entity.correct")
"""What holds where it is told whom a place means, besides what holds in all panels."""

ASK = (Command("ask.leave", "escape", "leave", N_("leave"), N_("leave without an answer"), always=True),)

SETTINGS = (
    Command("settings.next", "right", "step(1)", N_("next value"), N_("the next value of the setting"), always=True),
    Command(
        "settings.previous",
        "left",
        "step(-1)",
        N_("value before"),
        N_("the value of the setting before"),
        always=True,
    ),
    Command("settings.reset", "delete", "reset", N_("default"), N_("the default of the setting"), always=True),
)

TABLES = {
    "anywhere": ANYWHERE,
    "library": LIBRARY,
    "list": WALKING,
    "page": READING,
    "selecting": SELECTING,
    "panel": PANEL,
    "people": PEOPLE,
    "search": SEARCH,
    "contents": CONTENTS,
    "scripts": SCRIPTS,
    "exception": EXCEPTION,
    "exceptions": EXCEPTIONS,
    "correction": CORRECTION,
    "picker": PICKER,
    "split": SPLIT,
    "review": REVIEW,
    "bookmarks": BOOKMARKS,
    "links": LINKS,
    "ask": ASK,
    "settings": SETTINGS,
}
"""All commands, by where they hold."""
PANELS = (PEOPLE, BOOKMARKS, LINKS, SEARCH, CONTENTS, SCRIPTS, SETTINGS, EXCEPTION, EXCEPTIONS, PICKER)
"""The tables of single panels; each holds together with that of all panels."""
LETTERED = (CORRECTION, SPLIT, REVIEW, TELLING)
"""The same of panels without a line for typing, where letters act."""
COMMANDS = {command.id: command for table in TABLES.values() for command in table}
"""All commands by their ids."""
ALWAYS = tuple(command for command in ANYWHERE if command.always)
"""What holds in front of a screen too."""
SCREENS = (
    (*WALKING, *LIBRARY, *ANYWHERE),
    (*READING, *ANYWHERE),
    (*SELECTING, *ALWAYS),
    (*ASK, *ALWAYS),
    *((*table, *PANEL, *ALWAYS) for table in (*PANELS, *LETTERED)),
)
"""The commands that hold together: here a key does one thing. The keys for selecting go before those of the page."""
TYPING = frozenset(command.id for command in (*ALWAYS, *PANEL, *ASK, *(one for table in PANELS for one in table)))
"""The ids of commands that hold while something is typed: no key of theirs may type a character."""
