"""The contents of a document: its headings, where the reader is among them, and the way to any of them.

A long document is read for its headings beside the panel; those found so far can be walked and filtered already.
"""

from __future__ import annotations

import logging
import re
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message
from textual.worker import get_current_worker

from reader.app.panel import Panel
from reader.app.places_panel import PlacesPanel
from reader.documents.contents import Heading, contents, heading_before
from reader.documents.marked_contents import marked_contents
from reader.language import _
from reader.library.walk import Place
from reader.page.cells import fit, width
from reader.scripts.fold import fold
from reader.scripts.initials import finder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from reader.app.painting import Painting
    from reader.documents.formats.source import Titled
    from reader.documents.paragraphs import Span

REPORT_EVERY = 0.1
"""Seconds between two reports of more headings; the first comes with the first headings."""
DEEPEST = 5
"""Headings deeper than this are indented no further."""
SHARE = re.compile(r"(?:100|[0-9]{1,2}(?:[.,][0-9])?) ?%?")

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Share:
    """A share of the text, to go to."""

    percent: float
    offset: int


class ContentsPanel(Panel["Heading | Share", int]):
    """Lists the headings of a document; choosing one gives its source offset. Moving shows the passage behind."""

    DEFAULT_CSS = """
    ContentsPanel {
        align: center bottom;
        background: $background 0%;
        & > Vertical { width: 100%; max-width: 100%; height: 50%; }
    }
    """

    class Found(Message, bubble=False):
        """More headings were found."""

        def __init__(self, headings: list[Heading], *, done: bool) -> None:
            super().__init__()
            self.headings = headings
            self.done = done

    def __init__(
        self,
        text: str,
        number: int,
        here: int,
        title: Callable[[Span], str],
        marked: Sequence[Titled] | None = None,
    ) -> None:
        """Make the panel.

        Args:
            text: the source text of the document.
            number: the number of the document in the library.
            here: the source offset where the reader is.
            title: returns a stretch of the source text on one line, in the script that is read.
            marked: the headings that the document's file marks; None where it marks none.
        """
        super().__init__()
        self._text = text
        self._marked = marked
        self._number = number
        self._here = here
        self._title_of = title
        self._headings: list[Heading] = []
        self._kept: list[Heading] = []
        self._done = False
        self._current: Heading | None = None
        self._placed: Heading | Share | None = None
        """Where the cursor was put by itself."""
        self._looked = False

    def begin(self) -> None:
        """Look for the headings."""
        self.run_worker(self._find, group="contents", thread=True, exit_on_error=False)

    def _find(self) -> None:
        worker = get_current_worker()
        found: list[Heading] = []
        reported = 0.0
        try:
            for headings in self._in_stretches():
                if worker.is_cancelled:
                    return
                found += headings
                if found and time.monotonic() - reported > REPORT_EVERY:
                    self.post_message(self.Found(found, done=False))
                    found, reported = [], time.monotonic()
        except Exception:  # the panel must not wait for ever
            log.exception("contents")
        self.post_message(self.Found(found, done=True))

    def _in_stretches(self) -> Iterator[list[Heading]]:
        if self._marked is not None:
            return iter((marked_contents(self._text, self._marked),))
        return contents(self._text)

    def on_contents_panel_found(self, message: Found) -> None:
        """Show more headings, the cursor where it was moved to, or where the reader is."""
        self._headings += message.headings
        self._done = message.done
        current = heading_before(self._headings, self._here)
        self._current = self._headings[current] if current is not None else None
        answers = finder(self.filter.value)
        self._kept += [heading for heading in message.headings if answers(self._said(heading))]
        if self.rows.item is None or self.rows.item == self._placed:
            self._placed = None
        self.show_items(self._items(self.filter.value), self.rows.cursor)

    def _said(self, heading: Heading) -> str:
        return heading.title.of(self._text)

    def title_painting(self) -> Painting:
        """Return what stands above the list."""
        reading = "" if self._done else "  " + _("still reading")
        return [(_("Contents"), "title"), (reading, "quiet")]

    def invitation(self) -> str:
        """Return what stands in the empty line for typing."""
        return _("type to filter, or a number to go to that percentage")

    def nothing(self) -> str:
        """Return the sentence for an empty list."""
        if not self._done:
            return ""
        if not self._headings:
            return _("This document has no headings. Type a number to go to that percentage: 50 is the middle.")
        return super().nothing()

    def items_for(self, typed: str) -> Sequence[Heading | Share]:
        """Return the headings that answer to what was typed; a number is a share of the text as well."""
        self._placed = None
        answers = finder(typed)
        self._kept = [heading for heading in self._headings if answers(self._said(heading))]
        return self._items(typed)

    def _items(self, typed: str) -> Sequence[Heading | Share]:
        share = self._share(typed)
        return self._kept if share is None else [*self._kept, share]

    def _share(self, typed: str) -> Share | None:
        number = fold(typed).strip()
        if not SHARE.fullmatch(number):
            return None
        percent = float(number.rstrip(" %").replace(",", "."))
        return Share(percent, int(len(self._text) * percent / 100))

    def show_items(self, items: Sequence[Heading | Share], cursor: int = 0) -> None:
        """Show headings; until it is moved, the cursor stands at the last one up to where the reader is."""
        if self._placed is None and items:
            cursor = heading_before(self._kept, self._here) or 0
            self._placed = items[cursor]
        super().show_items(items, cursor)

    def paint(self, item: Heading | Share, cells: int) -> Painting:
        """Return one line: the heading, whether the reader is there, and how far in the text it is."""
        if isinstance(item, Share):
            return [(_("go to {share} of the text").format(share=f"{item.percent:g}%"), "accent")]
        here = _("here") if item == self._current else ""
        percent = f"{item.paragraph.start * 100 // len(self._text):>4}%"
        indent = "  " * min(item.level, DEEPEST)
        title_cells = max(0, cells - width(here) - width(percent) - 2)
        return [
            (fit(indent + self._title_of(item.title), title_cells), "title" if here else ""),
            (f" {here} ", "accent"),
            (percent, "quiet"),
        ]

    def on_row_list_walked(self) -> None:
        """Show the passage behind, once the reader moves the cursor."""
        item = self.rows.item
        if item is None or (item == self._placed and not self._looked):
            return
        self._looked = True
        place = (
            Place(self._number, item.offset, item.offset)
            if isinstance(item, Share)
            else Place(self._number, item.title.start, item.title.end)
        )
        self.post_message(PlacesPanel.Looked(place, self.size.height // 2))

    def result(self, item: Heading | Share) -> int:
        """Return the source offset."""
        return item.offset if isinstance(item, Share) else item.paragraph.start
