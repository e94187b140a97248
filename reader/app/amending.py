"""The reader's own entity list is changed in the app: what was done is said, and everything is undone and redone.

What was done to exceptions and bookmarks is undone and redone here too, in turn with corrections.
"""

from __future__ import annotations

from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from reader.app.excepting import ExceptingApp
from reader.app.wording import name_as_read, names_apart, type_name
from reader.documents.sanitising import one_line
from reader.language import _
from reader.library.bookmarks import ChangedMeanwhileError
from reader.library.database import NotKeptError
from reader.library.splices import NotChangedError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from reader.app.memory import Memory
    from reader.entities.entity import Entity
    from reader.library.bookmarks import Change as BookmarkChange
    from reader.library.corrections import Change, Corrections

EXCEPTION, CORRECTION, BOOKMARK = "exception", "correction", "bookmark"
"""What was changed: how a phrase is shown, who is who, or what the reader marked."""
UNDO, REDO = "undo", "redo"


class AmendingApp(ExceptingApp):
    """An app in which the reader's own entity list is changed."""

    memory: Memory

    def __init__(self, sources: Sequence[str]) -> None:
        """Make the app.

        Args:
            sources: the files and folders of the library.
        """
        super().__init__(sources)
        self._corrections: Corrections | None = None
        self._making = Lock()
        self._done: list[str] = []
        """What was changed while the app runs, the last one last."""
        self._undone: list[str] = []

    # What the app does

    def look_again(self) -> None:
        """Look for names in all documents again, first in the one on the page."""
        raise NotImplementedError

    def went_back(self) -> None:
        """Do what is to be done when a correction was undone or redone."""
        raise NotImplementedError

    def show_bookmarks(self) -> None:
        """Show which bookmarks there are in what is read."""
        raise NotImplementedError

    def name_of(self, entity: Entity) -> str:
        """Return what an entity is called, in the script that is read."""
        raise NotImplementedError

    # Changes

    @property
    def corrections(self) -> Corrections:
        """The reader's own entity list, as it is corrected."""
        if self._corrections is None:
            from reader.library.corrections import Corrections

            with self._making:  # the page and what watches the files may both be the first to ask
                self._corrections = self._corrections or Corrections()
        return self._corrections

    def _do(self, correction: Callable[[], Change | str | None]) -> bool:
        """Correct something, show it and say what was done; return whether it is so now."""
        try:
            done = correction()
        except NotChangedError as error:
            self.tell(error.in_short)
            return False
        change = self.corrections.next_undo() if isinstance(done, str) else done
        if change is None:
            self.tell(_("That is so already."))
            return True
        self._note(CORRECTION)
        self.tell_done(self.said(change))
        self._look_at_own()
        return True

    def said(self, change: Change) -> str:
        """Return in words what a correction did, everybody called as on the page, and told from their namesakes."""
        recorded, known = _recorded(change), self.library.entities
        found = {key: known.get(str(change.what.get(key))) for key in recorded}
        # Who has become one with somebody since may be called as that one is.
        people = {key: one for key, one in found.items() if one is not None and one.name == recorded[key]}
        counts = self.library.counts()
        shown = {one.name for one in people.values() if one.id in counts}  # others may be mentioned under another id
        mentioned = map(known.get, counts)
        namesakes = [one for one in mentioned if one is not None and one.name in shown and one not in people.values()]
        names = dict(zip(people, names_apart([*people.values(), *namesakes], self.name_of), strict=False))
        called = {key: names.get(key) or name_as_read(name, self.name_of) for key, name in recorded.items()}
        return said(change, called)

    def _look_at_own(self) -> None:
        """Show what the lists say now that the reader has changed them."""
        self.library.lists_have_changed()  # else it would be noticed as if somebody else had done it
        self.look_again()

    def look_outside(self) -> bool:
        """Look whether entity lists are not as they were, by somebody else's hand."""
        self.corrections.look()
        return self.library.lists_have_changed()

    # Undo and redo

    def note_exception(self, *, undone: bool = False) -> None:
        """Note that an exception was changed, or that this was undone in the list of exceptions."""
        self._note(EXCEPTION, undone=undone)

    def note_bookmark(self, *, undone: bool = False) -> None:
        """Note that a bookmark was removed or has another note, or that this was undone in the list of bookmarks."""
        self._note(BOOKMARK, undone=undone)

    def next_undo(self) -> str:
        """Return in words what undo takes back; empty where there is nothing."""
        return self._next(self._done, self.corrections.next_undo)

    def next_redo(self) -> str:
        """Return in words what is done again; empty where there is nothing."""
        return self._next(self._undone, self.corrections.next_redo)

    def _next(self, taken: Sequence[str], following: Callable[[], Change | None]) -> str:
        what = taken[-1] if taken else CORRECTION
        if what != CORRECTION:
            return _("an exception") if what == EXCEPTION else _("a bookmark")
        change = following()
        return self.said(change) if change is not None else ""

    def _note(self, what: str, *, undone: bool = False) -> None:
        """Note what was changed, so that undo takes it back before what was done earlier, or that it was undone."""
        if not undone:
            self._done.append(what)
            self._undone.clear()
        elif what in self._done:
            last = max(place for place, done in enumerate(self._done) if done == what)
            self._undone.append(self._done.pop(last))

    def action_undo(self) -> None:
        """Take back the last change of an exception or a bookmark, or of who is who, also of an earlier time."""
        self._step(self._done, self._undone, UNDO, super().action_undo)

    def action_redo(self) -> None:
        """Do again what was undone last."""
        self._step(self._undone, self._done, REDO, super().action_redo)

    def _step(self, taken: list[str], given: list[str], op: str, of_exception: Callable[[], None]) -> None:
        """Undo or redo what is next, a correction, an exception or what was done to a bookmark.

        Args:
            taken: what can be undone or redone, the next one last; without any, corrections of earlier times.
            given: what can be redone or undone then.
            op: which of the two is done.
            of_exception: does it with an exception, and says so.
        """
        corrections, is_undo = self.corrections, op == UNDO
        following = corrections.next_undo if is_undo else corrections.next_redo
        what, before = taken[-1] if taken else CORRECTION, following()
        if what == BOOKMARK:
            if not self._step_bookmark(op):
                return
        elif what == EXCEPTION or before is None:
            of_exception()
        else:
            try:
                change = corrections.undo() if is_undo else corrections.redo()
            except NotChangedError as error:
                self.tell(error.in_short)
                if taken and following() != before:  # it is left as it is for good
                    taken.pop()
                return
            if change is not None:
                sentence = _("undone: {what}") if is_undo else _("done again: {what}")
                self.tell(sentence.format(what=self.said(change)))
            self.went_back()
            self._look_at_own()
        if taken:
            given.append(taken.pop())
        elif before is not None:
            given.append(CORRECTION)

    def _step_bookmark(self, op: str) -> bool:
        """Undo or redo what was done to a bookmark, and say so; return whether something else is next then."""
        bookmarks = self.memory.bookmarks
        try:
            change = bookmarks.undo() if op == UNDO else bookmarks.redo()
        except ChangedMeanwhileError as error:
            change = None
            self.tell(str(error))
        except NotKeptError as error:
            self.tell(str(error))
            return False
        if change is not None:
            sentence = _("undone: {what}") if op == UNDO else _("done again: {what}")
            self.tell(sentence.format(what=said_of_bookmark(change)))
        self.show_bookmarks()
        return True


def said_of_bookmark(change: BookmarkChange) -> str:
    """Return in words what was done to a bookmark."""
    if change.after is None:
        return _("bookmark removed")
    if not change.after.note:
        return _("note removed")
    return _("note changed") if change.before.note else _("note kept")


def _recorded(change: Change) -> dict[str, str]:
    """Return what those were called whom a correction was done to, by `entity`, `source` and `target`."""
    whom = ("entity", "source", "target")
    return {key: str(change.what[f"{key}_name"]) for key in whom if f"{key}_name" in change.what}


def said(change: Change, names: Mapping[str, str] | None = None) -> str:
    """Return in words what a correction did.

    Args:
        change: what was done.
        names: what those are called whom it was done to, by `entity`, `source` and `target`; None for as they were.
    """
    from reader.library.corrections import Op

    names = _recorded(change) if names is None else names
    name, source, other = (one_line(names.get(key, "")) for key in ("entity", "source", "target"))
    text, of_type = one_line(str(change.what.get("text", ""))), one_line(type_name(str(change.what.get("type", ""))))
    place = Path(change.what["document"]).name if change.what.get("document") else ""
    if place and change.what.get("is_place"):
        ignored = _("{text} means nobody at one place in {place}")
        assigned = _("{text} means {name} at one place in {place}")
    elif place:
        ignored, assigned = _("{text} means nobody in {place}"), _("{text} means {name} in {place}")
    else:
        ignored, assigned = _("{text} means nobody"), _("{text} means {name}")
    sentence = {
        Op.NEW: _("{name} is somebody new"),
        Op.KEEP: _("{name} is known now"),
        Op.ADD_NAME: _("{text} is a name of {name}"),
        Op.MERGE: _("{source} is the same as {other}"),
        Op.SPLIT: _("{name} is two now"),
        Op.KEEP_APART: _("{source} is never the same as {other}"),
        Op.SET_TYPE: _("{name} is of the type {type}"),
        Op.IGNORE: ignored,
        Op.ASSIGN: assigned,
        Op.FORGET: _("nothing is said of {text} any more"),
    }[change.op]
    called_too = change.what.get("names") if change.op is Op.NEW else None
    if isinstance(called_too, list) and (others := [one_line(str(one)) for one in called_too[1:]]):
        named = _("{text} is a name of {name}")
        sentence, text = f"{sentence} · {named}", " / ".join(others)
    return sentence.format(name=name, text=text, source=source, other=other, type=of_type, place=one_line(place))
