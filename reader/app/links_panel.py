"""The links of a document: where it leads, its notes among them, and the way to where each stands in the text.

Nothing is ever opened: an address can be copied. A long document is read for them beside the panel.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, ClassVar

from textual.message import Message

from reader.app.keys import LINKS, PANEL, Command, bindings
from reader.app.panel import Panel
from reader.app.places_panel import PlacesPanel
from reader.app.reports import reports
from reader.documents.formats.source import Link, Note
from reader.documents.leads import Lead, all_leads, place_of, start_of
from reader.documents.paragraphs import Span, paragraph_at
from reader.documents.sanitising import one_line
from reader.language import _
from reader.library.walk import Place
from reader.page.cells import fit, width
from reader.scripts.initials import finder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from textual.binding import BindingType

    from reader.app.painting import Painting
    from reader.documents.document import Document

NUMBER_CELLS = 6
"""Cells of a number or a note's mark at least."""
LONGEST = 200
"""Code points of a link's words, of its address or of a note that are listed."""


class LinksPanel(Panel[Lead, int]):
    """Lists links and notes; choosing one gives its source offset. Moving shows the passage behind."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(LINKS)]
    KEYS: ClassVar[tuple[Command, ...]] = (*PANEL[:2], *LINKS)
    DEFAULT_CSS = """
    LinksPanel {
        align: center bottom;
        background: $background 0%;
        & > Vertical { width: 100%; max-width: 100%; height: 50%; }
    }
    """

    class Found(Message, bubble=False):
        """More links were found."""

        def __init__(self, leads: list[Lead], *, done: bool) -> None:
            super().__init__()
            self.leads = leads
            self.done = done

    def __init__(
        self,
        document: Document,
        number: int,
        here: int,
        shown: Callable[[Span], str],
        copy: Callable[[Link], str],
    ) -> None:
        """Make the panel.

        Args:
            document: the document.
            number: its number in the library.
            here: the source offset where the reader is.
            shown: returns a stretch of the source text on one line, in the script that is read.
            copy: copies the address of a link, and returns what is said of it.
        """
        super().__init__()
        self._document = document
        self._number = number
        self._here = here
        self._shown = shown
        self._copy = copy
        self._leads: list[Lead] = []
        self._kept: list[Lead] = []
        self._done = False
        self._notice = ""
        self._placed: Lead | None = None
        """Where the cursor was put by itself."""
        self._looked = False

    def begin(self) -> None:
        """Look for the links."""
        self.run_worker(self._find, group="links", thread=True, exit_on_error=False)

    def _find(self) -> None:
        for leads, done in reports(self._in_stretches()):
            self.post_message(self.Found(leads, done=done))

    def _in_stretches(self) -> Iterator[list[Lead]]:
        document, notes, links = self._document, self._document.source.notes, self._document.source.links
        hides: Callable[[Span], bool] = _hides_nothing
        if document.is_markdown:
            from reader.page.markdown_blocks import MarkdownBlocks

            notes, links = document.structure.notes, document.structure.links
            hides = MarkdownBlocks(document.text, document.structure).hides
        yield from all_leads(document.text, notes, links, hides)

    def on_links_panel_found(self, message: Found) -> None:
        """Show more links, the cursor where it was moved to, or at the first one from where the reader is."""
        self._leads += message.leads
        self._done = message.done
        answers = finder(self.filter.value)
        self._kept += [lead for lead in message.leads if answers(self._said(lead))]
        if self.rows.item is None or self.rows.item == self._placed:
            self._placed = None
        self.show_items(self._kept, self.rows.cursor)

    def _said(self, lead: Lead) -> str:
        """Return what a link or a note answers to."""
        leads_to = self._note(lead).of(self._document.text) if isinstance(lead, Note) else lead.target[:LONGEST]
        return f"{_beginning(place_of(lead)).of(self._document.text)} {leads_to}"

    def _note(self, note: Note) -> Span:
        """Return the first paragraph of a note, as much of it as is listed."""
        paragraph = paragraph_at(self._document.text, note.place)
        return Span(note.place, max(note.place, min(paragraph.end, note.place + LONGEST)))

    def title_painting(self) -> Painting:
        """Return what stands above the list, or what was just done."""
        if self._notice:
            return [(self._notice, "accent")]
        return [(_("Links and notes"), "title"), ("" if self._done else "  " + _("still reading"), "quiet")]

    def nothing(self) -> str:
        """Return the sentence for an empty list."""
        if not self._done:
            return ""
        return super().nothing() if self._leads else _("This document has no links and no notes.")

    def items_for(self, typed: str) -> Sequence[Lead]:
        """Return the links and notes with words, or an address, that answer to what was typed."""
        self._placed, self._notice = None, ""
        answers = finder(typed)
        self._kept = [lead for lead in self._leads if answers(self._said(lead))]
        return self._kept

    def show_items(self, items: Sequence[Lead], cursor: int = 0) -> None:
        """Show links; until it is moved, the cursor stands at the first one from where the reader is on."""
        if self._placed is None and items:
            cursor = min(bisect_right(items, self._here - 1, key=start_of), len(items) - 1)
            self._placed = items[cursor]
        super().show_items(items, cursor)

    def paint(self, item: Lead, cells: int) -> Painting:
        """Return one line: the number, the words and where they lead, or a note's mark and the note."""
        structure = self._document.structure
        number_cells = max(NUMBER_CELLS, len(str(structure.first + len(structure.links))) + 3)
        words, number = self._shown(_beginning(place_of(item))), 0
        if isinstance(item, Note):
            address = self._shown(self._note(item))
            if width(words) < number_cells:
                note = address.removeprefix(words).lstrip()
                return [(fit(words, number_cells), "link"), (fit(note, max(0, cells - number_cells)), "")]
        else:
            number = structure.number(item)
            address = one_line(item.target[:LONGEST])
        room = max(0, cells - number_cells - 2)
        words_cells = min(width(words), room if words == address else max(room // 2, room - width(address)))
        return [
            (fit(f"[{number}]" if number else "", number_cells), "link"),
            (fit(words, words_cells), ""),
            ("  ", ""),
            (fit("" if words == address else address, room - words_cells), "quiet"),
        ]

    def on_row_list_walked(self) -> None:
        """Show the passage behind, once the reader moves the cursor."""
        item = self.rows.item
        if item is None or (item == self._placed and not self._looked):
            return
        self._looked = True
        span = place_of(item)
        self.post_message(PlacesPanel.Looked(Place(self._number, span.start, span.end), self.size.height // 2))

    def result(self, item: Lead) -> int:
        """Return the source offset."""
        return start_of(item)

    def action_copy_address(self) -> None:
        """Copy the address of the link under the cursor."""
        item = self.rows.item
        if isinstance(item, Link):
            self._notice = self._copy(item)
        elif item is not None:
            self._notice = _("This is a note: Enter goes to where it stands.")
        self.heading.show(self.title_painting(), [])


def _hides_nothing(_span: Span) -> bool:
    return False


def _beginning(span: Span) -> Span:
    """Return as much of a stretch as is listed."""
    return Span(span.start, min(span.end, span.start + LONGEST))
