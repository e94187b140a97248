"""What can be done with the page of a document besides following names: labels, contents, selecting, marking."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.screen import Screen

from reader.app.amending import said_of_bookmark
from reader.app.keys import COMMANDS
from reader.app.selecting import MOST_COPIED, SelectingPage
from reader.app.shared import shared
from reader.documents.formats.source import Link, Note
from reader.documents.leads import start_of
from reader.documents.links import copyable_address
from reader.documents.paragraphs import Span, trimmed, without_marks
from reader.documents.sanitising import copyable, one_line
from reader.language import _, ngettext
from reader.library.bookmarks import Change
from reader.library.database import NotKeptError
from reader.page.cells import cut

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reader.documents.document import Document
    from reader.library.bookmarks import Bookmark
    from reader.scripts.script import Written

ADDRESS_CELLS = 60
"""Cells of an address in the status line."""


class PageCommands(Screen[None]):
    """A screen with a page that can be selected from, labelled and marked."""

    number: int
    """The number of the document in the library."""
    document: Document | None

    def __init__(self) -> None:
        super().__init__()
        self.reader = shared(self)
        self.page = SelectingPage(self.reader.library, id="page")

    def jump_to(self, offset: int) -> None:
        """Go to a source offset of the document; the way back is remembered."""
        raise NotImplementedError

    @property
    def written(self) -> Written:
        """How the document is written."""
        raise NotImplementedError

    # Labels

    def action_labels(self) -> None:
        """Put a label on every name, link and mark of a note on the screen."""
        from reader.app.labels import LabelScreen

        names = {name.start for name in self.page.names_in_view()}
        offsets = sorted(names | set(map(start_of, self.page.leads_in_view())))
        if not offsets:
            self.reader.tell(_("No name and no link on this page."))
            return
        self.app.push_screen(LabelScreen(offsets, self._show_labels), self._go_to_label)

    def _show_labels(self, labels: Mapping[int, str]) -> None:
        self.page.labels = labels
        self.page.refresh()

    def _go_to_label(self, offset: int | None) -> None:
        self._show_labels({})
        if offset is None:
            return
        name = self.page.name_on(offset)
        if name is not None:
            self.page.post_message(self.page.MentionClicked(name))
        elif lead := next((lead for lead in self.page.leads_in_view() if start_of(lead) == offset), None):
            self.page.post_message(self.page.LeadClicked(lead))

    def on_page_view_lead_clicked(self, message: SelectingPage.LeadClicked) -> None:
        """Go to a note, or copy the address of a link; nothing is ever fetched or opened."""
        if isinstance(message.lead, Note):
            self.jump_to(message.lead.place)
        else:
            self.copy_address(message.lead)

    def copy_address(self, link: Link) -> str:
        """Copy the address of a link; return what is said of it."""
        address = copyable_address(link.target)
        said = _("address copied: {address}").format(address=cut(one_line(address), ADDRESS_CELLS))
        self.reader.copy(address, said)
        return said

    def action_links(self) -> None:
        """List the links and the notes of the document."""
        from reader.app.links_panel import LinksPanel

        if self.document is None:
            return
        target = self.reader.target_of(self.number)

        def shown(span: Span) -> str:
            return one_line(self.page.text_between(span, target))

        panel = LinksPanel(self.document, self.number, self.page.in_view[0], shown, self.copy_address)
        self.app.push_screen(panel, self.leave_panel)

    def leave_panel(self, offset: int | None) -> None:
        """Go to the source offset that was chosen in a panel, or back to where the reader was."""
        raise NotImplementedError

    # Selecting, copying

    def action_select(self) -> None:
        """Select text with keys."""
        self.page.begin_selecting()

    def action_copy(self) -> None:
        """Copy what is selected, else the paragraph that the reader is at."""
        self._copy(self._to_copy, other=False)

    def action_copy_other(self) -> None:
        """Copy the same as written where it would be copied as shown, and the other way round."""
        self._copy(self._to_copy, other=True)

    @property
    def _to_copy(self) -> Span:
        return self.page.selected or self.page.paragraph_at(self._here().start)

    def on_selecting_page_copy_asked(self, message: SelectingPage.CopyAsked) -> None:
        """Copy the selection."""
        self._copy(message.span, other=message.other)

    def _copy(self, span: Span, *, other: bool) -> None:
        as_shown = (self.reader.settings.copy == "shown") is not other
        text = self.copied(span, as_shown=as_shown)
        count = len(text)
        if not count:
            self.reader.tell(_("There is nothing here to copy."))
            return
        how = _("as shown") if as_shown else _("as written")
        copied = ngettext("{count} character copied", "{count} characters copied", count).format(count=count)
        self.reader.copy(text, f"{copied} · {how}")

    def copied(self, span: Span, *, as_shown: bool) -> str:
        """Return what is copied of a stretch of the document, as it is shown or as it is written."""
        span = Span(span.start, min(span.end, span.start + MOST_COPIED))
        return copyable(self.page.text_between(span, self.reader.target_of(self.number) if as_shown else None))

    # What conversion changed

    def action_toggle_changes(self) -> None:
        """Mark what conversion changed on the page, or no longer."""
        self.page.mark_changes(not self.page.marks_changes)
        self.show_status()

    def show_status(self) -> None:
        """Show what is chosen, where the page is, and what else is to be told."""
        raise NotImplementedError

    @property
    def _phrase(self) -> Span | None:
        """What is selected, else the name or hit on the screen that the reader is at."""
        start, end = self.page.in_view
        span, current = self.page.selected, self.page.current
        return Span(*current) if span is None and current is not None and start <= current[0] < end else span

    @property
    def _named(self) -> Span | None:
        """What is selected, as a name is written, else the name or hit that the reader is at, on the screen or not."""
        if self.document is None:
            return None
        selected, current = self.page.selected, self.page.current
        if selected is None:
            return Span(*current) if current is not None else None
        span = trimmed(self.document.text, selected)
        name = self.page.name_on(span.start)
        is_name = name is not None and (name.start, name.end) == (span.start, span.end)
        return span if is_name else without_marks(self.document.text, span)

    def show_place(self, span: Span) -> None:
        """Bring a stretch of the document into view where it is not; the way back is remembered."""
        start, end = self.page.in_view
        if not start <= span.start < end:
            self.jump_to(span.start)

    def action_correct(self) -> None:
        """Say whom what is selected means, or the name that the reader is at."""
        span = self._named
        if span is None:
            self.reader.tell(_("Select a name first, or choose one."))
            return
        if self.page.selected is None:
            self.show_place(span)
        self.correct(span)

    def correct(self, span: Span) -> None:
        """Say whom a stretch of the document means."""
        from reader.app.passages import Passage
        from reader.library.explaining import meant_at

        if self.document is None:
            return
        meant = meant_at(self.reader.library, self.number, span)
        if self.reader.library.known(self.number) is None:  # what a glance has told stands on the page already
            mention = self.page.mention_on(span.start)
            if mention is not None and (mention.start, mention.end) == (span.start, span.end):
                meant = [self.reader.library.entity(mention.entity)]
        self.page.select(None)
        entity = meant[0] if len(meant) == 1 else None
        self.reader.correct(Passage(self.number, self.document, span, entity), meant)

    def action_exception(self) -> None:
        """Say how what is selected, else the name the reader is at, is to be shown from now on."""
        span = self._phrase
        if self.document is None or span is None:
            self.reader.tell(_("Select a phrase first, or choose a name."))
            return
        written, target = self.written, self.reader.target_of(self.number)
        self.page.select(None)
        self.reader.make_exception(self.page, span, self.document.name, written, target)

    # Bookmarks

    def show_bookmarks(self) -> None:
        """Mark the bookmarks of the document at the edge of the page and beside their lines."""
        if self.document is None:
            return
        starts = [bookmark.start for bookmark in self.reader.memory.bookmarks_in(self.document)]
        if starts != list(self.page.bookmarks):
            self.page.bookmarks = starts
            self.page.refresh()

    def _here(self) -> Span:
        """Return what is selected, else the name or hit the reader is at, else the top row's first character."""
        if self.page.selection is not None:
            return self.page.selection.span
        start, end = self.page.in_view
        current = self.page.current
        return Span(*current) if current is not None and start <= current[0] < end else Span(start, start)

    def _bookmark_here(self) -> Bookmark | None:
        """Return the bookmark in the row where the reader is."""
        if self.document is None:
            return None
        here = self._here()
        line = next((line for line in self.page.view.shown if line.start <= here.start < line.end), None)
        start, end = (line.start, line.end) if line is not None else (here.start, here.start + 1)
        found = (mark for mark in self.reader.memory.bookmarks_in(self.document) if start <= mark.start < end)
        return next(found, None)

    def action_bookmark(self) -> None:
        """Set a bookmark where the reader is, or take away the one there."""
        if self.document is None:
            return
        bookmark = self._bookmark_here()
        try:
            if bookmark is not None:
                self.reader.memory.bookmarks.remove(bookmark)
                self.reader.note_bookmark()
                self.reader.tell_done(_("bookmark removed"))
            else:
                self._add_bookmark("")
                key = COMMANDS["note"].label
                self.reader.tell(_("bookmark set; {key} adds a note").format(key=key) if key else _("bookmark set"))
        except NotKeptError as error:
            self.reader.tell(str(error))
        self.show_bookmarks()

    def _add_bookmark(self, note: str) -> None:
        document = self.document
        if document is not None:
            here = self._here()
            bookmarks = self.reader.memory.bookmarks
            bookmarks.add(document.name, document.digest, document.title, document.text, here.start, here.end, note)

    def action_note(self) -> None:
        """Write a note where the reader is, or change the one there."""
        from reader.app.bookmarks_panel import NoteScreen

        bookmark = self._bookmark_here()

        def typed(note: str | None) -> None:
            if note is None:
                return
            try:
                if bookmark is not None:
                    self._set_note(bookmark, note)
                else:
                    self._add_bookmark(note)
                    self.reader.tell(_("note kept") if note.strip() else _("bookmark set"))
            except NotKeptError as error:
                self.reader.tell(str(error))
            self.show_bookmarks()

        self.app.push_screen(NoteScreen(bookmark.note if bookmark is not None else ""), typed)

    def _set_note(self, bookmark: Bookmark, note: str) -> None:
        changed = self.reader.memory.bookmarks.set_note(bookmark, note)
        if changed == bookmark:
            self.reader.tell(_("note kept") if changed.note else _("bookmark set"))
        else:
            self.reader.note_bookmark()
            self.reader.tell_done(said_of_bookmark(Change(bookmark, changed)))

    # Moving

    def action_half_page(self, pages: int) -> None:
        """Move by half a page."""
        self.page.page(pages / 2)

    def action_go_percent(self) -> None:
        """Ask for a percentage and go there."""
        from reader.app.ask import AskScreen

        ask = AskScreen(_("go to percent:"), r"[0-9]{0,3}([.,][0-9]?)?%?")
        self.app.push_screen(ask, self._go_to_percent)

    def _go_to_percent(self, typed: str | None) -> None:
        number = (typed or "").rstrip("%").replace(",", ".").rstrip(".")
        if number:
            self.jump_to_share(min(100.0, float(number)) / 100)

    def jump_to_share(self, share: float) -> None:
        """Go to a share of the text, 0 to 1; the way back is remembered."""
        raise NotImplementedError

    # How the page is set

    def action_toggle_columns(self) -> None:
        """One column or two."""
        self.reader.change_setting("columns", 1 if self.reader.settings.columns != 1 else 2)

    def action_toggle_focus(self) -> None:
        """Dim all but one paragraph, or none."""
        self.reader.change_setting("focus", not self.reader.settings.focus)
