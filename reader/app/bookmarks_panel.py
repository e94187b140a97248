"""The bookmarks panel: what the reader marked in all documents, and the notes; and the line to write a note in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.message import Message

from reader.app.ask import AskScreen
from reader.app.keys import BOOKMARKS, COMMANDS, PANEL, Command, bindings, chosen
from reader.app.panel import Panel
from reader.documents.sanitising import one_line
from reader.language import _
from reader.library.bookmarks import ChangedMeanwhileError, with_note
from reader.library.database import NotKeptError
from reader.page.cells import fit, width
from reader.scripts.fold import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.binding import BindingType

    from reader.app.painting import Painting
    from reader.library.bookmarks import Bookmark, Bookmarks


class NoteScreen(AskScreen):
    """Asks for a note; gives what was typed, or nothing where it is left."""

    def __init__(self, note: str = "") -> None:
        super().__init__(_("note:"))
        self._input.value = note


class BookmarksPanel(Panel["Bookmark", "Bookmark"]):
    """Lists bookmarks by document; choosing one gives it."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(BOOKMARKS)]
    KEYS: ClassVar[tuple[Command, ...]] = (
        *PANEL[:2],
        *chosen(BOOKMARKS, "bookmarks.note", "bookmarks.remove", "bookmarks.export", "bookmarks.undo"),
    )

    class Changed(Message):
        """A bookmark was removed or has another note, or that was undone."""

        def __init__(self, *, undone: bool) -> None:
            super().__init__()
            self.undone = undone

    def __init__(
        self,
        kept: Bookmarks,
        listed: Callable[[], Sequence[Bookmark]],
        title: Callable[[Bookmark], str],
        quote: Callable[[Bookmark], str],
        folder: Path | None = None,
    ) -> None:
        """Make the panel.

        Args:
            kept: where bookmarks are removed and notes written.
            listed: returns what to list as it is now, those of a document together.
            title: returns the title of a bookmark's document in the script that is read.
            quote: returns what was marked in that script, on one line.
            folder: where to export to; None for the current folder.
        """
        super().__init__()
        self._kept = kept
        self._listed = listed
        self._bookmarks = listed()
        self._title_of = title
        self._quote_of = quote
        self._folder = folder
        self._headed: frozenset[int] = frozenset()
        self._notice = ""

    def show_items(self, items: Sequence[Bookmark], cursor: int = 0) -> None:
        """Show bookmarks, the first one of each document with its title."""
        first = {bookmark.document: bookmark.id for bookmark in reversed(items)}
        self._headed = frozenset(first.values())
        super().show_items(items, cursor)

    def title_painting(self) -> Painting:
        """Return what stands above the list, or what was just done."""
        return [(self._notice, "accent")] if self._notice else [(_("Bookmarks"), "title")]

    def nothing(self) -> str:
        """Return the sentence for an empty list."""
        if not self._bookmarks:
            key, other = COMMANDS["bookmark"].label, COMMANDS["note"].label
            ways = _("Nothing is marked yet: {key} on a page marks the place, {other} writes a note there.")
            return ways.format(key=key, other=other) if key and other else _("Nothing is marked yet.")
        return _("No bookmark with these words. Esc closes, or type something else.")

    def items_for(self, typed: str) -> Sequence[Bookmark]:
        """Return the bookmarks whose title, quote or note holds what was typed."""
        self._notice = ""
        wanted = fold(typed).strip()
        return [
            bookmark
            for bookmark in self._bookmarks
            if not wanted or any(wanted in fold(text) for text in (bookmark.title, bookmark.quote, bookmark.note))
        ]

    def paint(self, item: Bookmark, cells: int) -> Painting:
        """Return one line: the document's title where it begins, what was marked, and the note."""
        title_cells = min(28, cells // 4)
        title = self._title_of(item) if item.id in self._headed else ""
        room = max(0, cells - title_cells - 2)
        quote, note = self._quote_of(item), item.note
        note = _shortened(note, room // 2 if width(quote) > room // 2 else room - width(quote) - 2)
        quote = _shortened(quote, room - (width(note) + 2 if note else 0))
        return [(fit(title, title_cells), "heading"), ("  ", ""), (quote, ""), ("  ", ""), (note, "accent")]

    def result(self, item: Bookmark) -> Bookmark:
        """Return the bookmark."""
        return item

    # What happens

    def action_note(self) -> None:
        """Write a note on the bookmark under the cursor."""
        bookmark = self.rows.item
        if bookmark is None:
            return

        def typed(note: str | None) -> None:
            if note is not None and with_note(bookmark, note) != bookmark:
                self._change(lambda: self._kept.set_note(bookmark, note), "")

        self.app.push_screen(NoteScreen(bookmark.note), typed)

    def action_remove(self) -> None:
        """Remove the bookmark under the cursor; within what is typed, the next character."""
        bookmark = self.rows.item
        if self.filter.cursor_position < len(self.filter.value):
            self.filter.action_delete_right()
        elif bookmark is not None:
            key = COMMANDS["bookmarks.undo"].label
            undo = _("removed; {key} brings it back").format(key=key)
            self._change(lambda: self._kept.remove(bookmark), undo if key else _("bookmark removed"))

    def action_undo(self) -> None:
        """Bring back the bookmark or the note that was removed last, here or on a page."""
        self._change(self._kept.undo, "", undone=True)

    def action_export(self) -> None:
        """Write what is listed into files."""
        from reader.documents.reasons import why_unwritten
        from reader.library.bookmark_export import write_files

        if not self.rows.items:
            self._say(_("There is nothing to export."))
            return
        folder = self._folder or Path.cwd()
        try:
            markdown, plain = write_files(self.rows.items, folder)
        except OSError as error:
            self._say(f"{Path(error.filename or folder).name}: {why_unwritten(error)}")
            return
        self._say(
            _("{file} and {other} written to {folder}").format(file=markdown.name, other=plain.name, folder=folder)
        )

    def _change(self, change: Callable[[], object], done: str, *, undone: bool = False) -> None:
        """Change something that is kept, show what is left and say that it is done, or why it is not.

        Args:
            change: does it; undoing returns None where there is nothing to undo.
            done: what is said then, unless another copy of the app has changed it before: then that is.
            undone: whether it undoes something.
        """
        try:
            changed = change()
        except ChangedMeanwhileError as error:
            changed, done = error, str(error)
        except NotKeptError as error:
            self._say(str(error))
            return
        if undone and changed is None:
            self._say(_("Nothing was removed here."))
            return
        self._bookmarks = self._listed()
        items = self.items_for(self.filter.value)
        self._notice = done
        self.show_items(items, self.rows.cursor)
        self.post_message(self.Changed(undone=undone))

    def _say(self, text: str) -> None:
        self._notice = one_line(text)
        self.heading.show(self.title_painting(), self.heading.right)


def _shortened(text: str, cells: int) -> str:
    return text if width(text) <= cells else fit(text, max(0, cells))
