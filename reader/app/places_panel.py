"""Panels of places in documents, each in its context: the mentions of an entity, the hits of a search."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import work
from textual.message import Message
from textual.worker import get_current_worker

from reader.app.panel import Panel
from reader.app.wording import documents
from reader.documents.paragraphs import Span, paragraph_at
from reader.documents.sanitising import harmless
from reader.entities.rendering import render_paragraph
from reader.language import _, ngettext
from reader.library.walk import Place, Walk
from reader.page.cells import cut, cut_left, fit, width
from reader.scripts.fold import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.app.painting import Painting
    from reader.library.library import Library
    from reader.scripts.script import Script

MOST_HITS = 5000
"""A search shows as many hits at most."""
BATCH = 200


@dataclass(frozen=True, slots=True)
class InContext:
    """A place with what stands around it, ready to show."""

    place: Place
    title: str
    """The title of its document where it is the first place in it, else empty."""
    before: str
    text: str
    after: str
    folded: str
    """The whole context under the fold, for filtering."""


class PlacesPanel(Panel[InContext, Place]):
    """Lists places in their contexts; choosing one gives the place. Moving shows the passage behind."""

    DEFAULT_CSS = """
    PlacesPanel {
        align: center bottom;
        background: $background 0%;
        & > Vertical { width: 100%; max-width: 100%; height: 50%; }
    }
    """

    class Looked(Message):
        """The cursor stands on a place."""

        def __init__(self, place: Place, covered: int) -> None:
            super().__init__()
            self.place = place
            self.covered = covered
            """How many lines at the bottom of the screen the panel hides."""

    def __init__(self, library: Library, script: Script, titles: Sequence[str]) -> None:
        """Make the panel.

        Args:
            library: where the documents are.
            script: the script to show contexts in.
            titles: the documents' titles in that script, by their numbers.
        """
        super().__init__()
        self._library = library
        self._script = script
        self._titles = titles

    def in_context(self, place: Place, first: bool) -> InContext:
        """Return a place with what stands around it in its paragraph, in the chosen script."""
        text = self._library.open(place.document).text
        analysis = self._library.analysis(place.document)
        span = paragraph_at(text, place.start)
        span = Span(span.start, max(span.end, place.end))
        entities = self._library.matcher.entities
        shown = render_paragraph(text, span, analysis.written, analysis.mentions, entities, self._script)
        start = shown.alignment.to_rendition(place.start - span.start)
        end = shown.alignment.to_rendition(place.end - span.start, end=True)
        whole = harmless(shown.text)
        title = self._titles[place.document] if first else ""
        return InContext(place, title, whole[:start].lstrip(), whole[start:end], whole[end:].rstrip(), fold(whole))

    def paint(self, item: InContext, cells: int) -> Painting:
        """Return one line: the document's title where it begins, and the place in the middle of its context."""
        title_cells = max(10, min(28, cells // 4))
        side = max(4, (cells - title_cells - 2 - width(item.text)) // 2)
        before = cut_left(item.before, side)
        return [
            (fit(item.title, title_cells), "heading"),
            ("  " + " " * (side - width(before)), ""),
            (before, ""),
            (item.text, "chosen"),
            (cut(item.after, side), ""),
        ]

    def result(self, item: InContext) -> Place:
        """Return the place."""
        return item.place

    def on_row_list_walked(self) -> None:
        """Show the passage behind."""
        if self.rows.item is not None:
            self.post_message(self.Looked(self.rows.item.place, self.size.height // 2))


class MentionsPanel(PlacesPanel):
    """Lists the mentions of an entity over the whole library."""

    def __init__(
        self, library: Library, script: Script, titles: Sequence[str], name: str, walk: Walk, here: Place | None
    ) -> None:
        """Make the panel.

        Args:
            library: where the documents are.
            script: the script to show contexts in.
            titles: the documents' titles in that script, by their numbers.
            name: what the entity is called.
            walk: its mentions.
            here: the mention the reader is at.
        """
        super().__init__(library, script, titles)
        self._entity_name = name
        self._walk = walk
        self._here = here
        before = (-1, *(place.document for place in walk.places))
        self._all = [
            self.in_context(place, place.document != document)
            for place, document in zip(walk.places, before, strict=False)
        ]

    def on_mount(self) -> None:
        """Start at the mention the reader is at."""
        super().on_mount()
        if self._here is not None and self._here in self._walk:
            self.rows.walk_to(self._walk.number(self._here) - 1)

    def title_painting(self) -> Painting:
        """Return what stands above the list."""
        count = len(self._walk.places)
        mentions = ngettext("{count} mention", "{count} mentions", count).format(count=count)
        return [(self._entity_name, "title"), (f"  {mentions} · {documents(len(self._walk.documents))}", "quiet")]

    def items_for(self, typed: str) -> Sequence[InContext]:
        """Return the mentions whose context holds what was typed."""
        wanted = fold(typed).strip()
        return [item for item in self._all if wanted in item.folded]


class SearchPanel(PlacesPanel):
    """Finds a text in all documents as one types it, in either script."""

    class Found(Message):
        """More hits were found for what was typed."""

        def __init__(self, query: str, hits: list[InContext], done: bool) -> None:
            super().__init__()
            self.query = query
            self.hits = hits
            self.done = done

    def __init__(self, library: Library, script: Script, titles: Sequence[str], sought: str = "") -> None:
        super().__init__(library, script, titles)
        self.sought = sought
        self._hits: list[InContext] = []
        self._done = True

    @property
    def walk(self) -> Walk:
        """The hits found."""
        return Walk(tuple(hit.place for hit in self._hits))

    def on_mount(self) -> None:
        """Search again for what was searched for last."""
        super().on_mount()
        if self.sought:
            self.filter.value = self.sought

    def title_painting(self) -> Painting:
        """Return what stands above the list."""
        found = documents(len(self.walk.documents)) if self._hits else ""
        progress = "" if self._done else _("searching …")
        return [(_("Search all documents"), "title"), (f"  {found}  {progress}", "quiet")]

    def invitation(self) -> str:
        """Return what stands in the empty line for typing."""
        return _("what to find, in either script")

    def nothing(self) -> str:
        """Return the sentence for an empty list."""
        if not self.sought.strip():
            return _("Type what to find: 奥特曼 finds 奧特曼 too.")
        return _("“{query}” stands in none of the documents.").format(query=harmless(self.sought)) if self._done else ""

    def items_for(self, typed: str) -> Sequence[InContext]:
        """Start the search for what was typed; the hits come as they are found."""
        self.sought = typed
        self._hits = []
        self._done = not typed.strip()
        if not self._done:
            self._search(typed)
        return self._hits

    @work(thread=True, exclusive=True, exit_on_error=False, group="search")
    def _search(self, query: str) -> None:
        worker = get_current_worker()
        batch: list[InContext] = []
        before = None
        for number, place in enumerate(self._library.search(query)):
            if worker.is_cancelled:
                return
            batch.append(self.in_context(place, place.document != before))
            before = place.document
            if len(batch) >= BATCH:
                self.post_message(self.Found(query, batch, done=False))
                batch = []
            if number + 1 >= MOST_HITS:
                break
        if not worker.is_cancelled:
            self.post_message(self.Found(query, batch, done=True))

    def on_search_panel_found(self, message: Found) -> None:
        """Show more hits, unless something else has been typed meanwhile."""
        message.stop()
        if message.query == self.sought:
            self._done = message.done
            self._hits = [*self._hits, *message.hits]
            self.show_items(self._hits, self.rows.cursor)
