"""The panels of exceptions from conversion: how one phrase is to be shown, and the list of all."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING, ClassVar

from textual.message import Message

from reader.app.keys import COMMANDS, EXCEPTION, EXCEPTIONS, PANEL, Command, bindings
from reader.app.panel import Panel
from reader.app.wording import file_name, target_name, target_sign
from reader.documents.sanitising import one_line
from reader.language import _
from reader.library.exceptions_file import LONGEST, is_phrase
from reader.library.exceptions_store import NotChangedError
from reader.page.cells import fit, width
from reader.scripts.fold import fold
from reader.scripts.target import Target

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from textual.binding import BindingType

    from reader.app.painting import Painting
    from reader.library.exceptions_store import Change, ExceptionsStore, Kept
    from reader.scripts.exceptions import Phrase

LABEL = 30
"""Cells of what a row of the panel does, at most."""


class Way(Enum):
    """What is to be done with a phrase."""

    KEEP = auto()
    """Leave it as it stands."""
    WRITE = auto()
    """Write it in a form of its own in a script."""
    REMOVE = auto()
    """Take away the exception that holds."""
    LIST = auto()
    """See all exceptions."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What the reader wants to be done with a phrase, and for what."""

    way: Way
    form: str
    """What was typed."""
    in_library: bool
    """For this library, not for all documents."""


@dataclass(frozen=True, slots=True)
class Passage:
    """What an exception is to be made for."""

    text: str
    """As it stands in the document."""
    shown: str
    """As it is shown in the script."""
    target: Target
    """How the document is shown; as written, how a toggle would show it."""
    holding: Kept | None
    """The exception that holds there."""


class ExceptionPanel(Panel[Way, Decision]):
    """Asks how a phrase is to be shown; what is typed is the form for the script."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(EXCEPTION)]
    KEYS: ClassVar[tuple[Command, ...]] = (*PANEL[:2], *EXCEPTION)
    DEFAULT_CSS = """
    ExceptionPanel {
        align: center bottom;
        background: $background 0%;
        & > Vertical { width: 78; max-width: 100%; height: 9; }
        &.-short > Vertical { height: 6; }
    }
    """

    def __init__(self, passage: Passage, *, in_library: bool | None) -> None:
        """Make the panel.

        Args:
            passage: what the exception is for.
            in_library: whether it is to hold in this library alone at first; None where it cannot.
        """
        super().__init__()
        self._passage = passage
        self._in_library = in_library
        self._notice = ""
        self._typed = self.filter.value = passage.shown

    def begin(self) -> None:
        """Let what is typed take the place of the form that is shown."""
        self.filter.action_select_all()

    def invitation(self) -> str:
        """Return what stands in the empty line for typing."""
        return _("type how it is to be written")

    def title_painting(self) -> Painting:
        """Return the phrase, or what is wrong with what was typed."""
        if self._notice:
            return [(self._notice, "accent")]
        where = _("in this library") if self._in_library else _("in all documents")
        return [(one_line(self._passage.text), "title"), (f"  {where}", "quiet")]

    def show_items(self, items: Sequence[Way], cursor: int = 0) -> None:
        """Show what can be done; whoever types wants the phrase to be written so."""
        typed = self.filter.value != self._passage.shown
        cursor = items.index(Way.WRITE) if typed else self.rows.cursor
        self._notice = ""
        self.rows.show(items, cursor)
        self.heading.show(self.title_painting(), [])

    def items_for(self, typed: str) -> Sequence[Way]:
        """Return what can be done with the phrase."""
        return [way for way in Way if way is not Way.REMOVE or self._passage.holding is not None]

    def paint(self, item: Way, cells: int) -> Painting:
        """Return one line: what is done, and how the phrase is shown then."""
        passage, holding = self._passage, self._passage.holding
        labels = {
            Way.KEEP: _("leave as it stands"),
            Way.WRITE: _("write it so in {script}").format(script=target_name(passage.target)),
            Way.REMOVE: _("remove the exception"),
            Way.LIST: _("all exceptions"),
        }
        shown = {Way.KEEP: passage.text, Way.WRITE: self.filter.value}
        if holding is not None:
            shown[Way.REMOVE] = f"{holding.phrase.text}  {file_name(holding.file)}"
        return [
            (fit(labels[item], min(LABEL, cells * 3 // 5)), ""),
            ("  ", ""),
            (one_line(shown.get(item, "")), "accent"),
        ]

    def result(self, item: Way) -> Decision:
        """Return what is to be done."""
        return Decision(item, self.filter.value.strip(), bool(self._in_library))

    def action_choose(self) -> None:
        """Do what the cursor is on, unless that cannot be."""
        if self.rows.item is Way.WRITE and not is_phrase(self.filter.value.strip()):
            self._say(_("Write it on one line, in at most {count} characters.").format(count=LONGEST))
            return
        super().action_choose()

    def action_elsewhere(self) -> None:
        """For this library or for all documents."""
        if self._in_library is None:
            self._say(_("An exception for a library is made on a page of its documents."))
            return
        self._in_library = not self._in_library
        self._say("")

    def _say(self, text: str) -> None:
        self._notice = text
        self.heading.show(self.title_painting(), [])


class ExceptionsPanel(Panel["Kept", "Kept"]):
    """Lists all exceptions; choosing one gives it."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(EXCEPTIONS)]
    KEYS: ClassVar[tuple[Command, ...]] = (*PANEL[:2], *EXCEPTIONS)

    class Changed(Message):
        """An exception was removed or brought back."""

        def __init__(self, *, undone: bool) -> None:
            """Make the message.

            Args:
                undone: whether a change was taken back.
            """
            super().__init__()
            self.undone = undone

    def __init__(self, store: ExceptionsStore) -> None:
        """Make the panel.

        Args:
            store: where they are kept.
        """
        super().__init__()
        self._store = store
        self._notice = ""

    def title_painting(self) -> Painting:
        """Return what stands above the list, or what was just done."""
        return [(self._notice, "accent")] if self._notice else [(_("Exceptions from conversion"), "title")]

    def nothing(self) -> str:
        """Return the sentence for an empty list."""
        if self._store.kept:
            return _("No exception with these words. Esc closes, or type something else.")
        key = COMMANDS["script.exception"].label
        way = _("There is no exception yet: {key} on selected text or on a name makes one.")
        return way.format(key=key) if key else _("There is no exception yet.")

    def items_for(self, typed: str) -> Sequence[Kept]:
        """Return the exceptions whose phrase or forms hold what was typed."""
        self._notice = ""
        wanted = fold(typed).strip()
        return [
            kept
            for kept in self._store.kept
            if any(wanted in fold(text) for text in (kept.phrase.text, *kept.phrase.forms.values()))
        ]

    def paint(self, item: Kept, cells: int) -> Painting:
        """Return one line: the phrase, how it is shown, and where."""
        third = max(8, cells // 3)
        where = self.where(item.file)
        room = max(0, cells - third - 2 - width(where) - 2)
        return [
            (fit(one_line(item.phrase.text), third), ""),
            ("  ", ""),
            (fit(one_line(shown_how(item.phrase)), room), "accent"),
            (f"  {where}", "quiet"),
        ]

    def where(self, file: Path) -> str:
        """Return for which documents what is in a file holds."""
        return _("all documents") if file == self._store.user_file else one_line(file.absolute().parent.name)

    def result(self, item: Kept) -> Kept:
        """Return the exception."""
        return item

    def action_remove(self) -> None:
        """Remove the exception under the cursor; within what is typed, the next character."""
        kept = self.rows.item
        if self.filter.cursor_position < len(self.filter.value):
            self.filter.action_delete_right()
        elif kept is not None:
            self._change(lambda: said(self._store.change(kept.file, kept.phrase.text, None)), undone=False)

    def action_undo(self) -> None:
        """Take back the last change of an exception."""
        self._change(self._undone, undone=True)

    def _undone(self) -> str:
        change = self._store.undo()
        return _("undone: {what}").format(what=said(change.reverse)) if change is not None else _("Nothing to undo.")

    def _change(self, change: Callable[[], str], *, undone: bool) -> None:
        """Change an exception, show what is left, and say what was done or why it was not."""
        try:
            notice = change()
            self.post_message(self.Changed(undone=undone))
        except NotChangedError as error:
            notice = error.in_short
        items = self.items_for(self.filter.value)
        self._notice = one_line(notice)
        self.show_items(items, self.rows.cursor)


def said(change: Change | None) -> str:
    """Return in words what a change of an exception did; nothing where there was nothing to do."""
    if change is None:
        return ""
    text, before, after = one_line(change.text), change.before, change.after
    if after is None:
        return _("exception {text} removed").format(text=text)
    for script, form in after.forms.items():
        if before is None or before.forms.get(script) != form:
            script_name = target_name(Target(script, any_region=True))
            return _("{text} is written {form} in {script}").format(text=text, form=form, script=script_name)
    return (
        _("{text} is left as it stands").format(text=text) if after.kept else _("{text} is changed").format(text=text)
    )


def shown_how(phrase: Phrase) -> str:
    """Return how a phrase is shown, in words and with the signs of scripts."""
    forms = [f"{target_sign(Target(script, any_region=True))} {form}" for script, form in phrase.forms.items()]
    return " · ".join([*forms, *([_("left as it stands")] if phrase.kept else [])])
