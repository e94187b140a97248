"""Panels of places in documents, each in its context: the mentions of an entity, the hits of a search.

A place is shown in its context when its row is painted, so a list of thousands opens as fast as one of ten.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import work
from textual.message import Message
from textual.worker import get_current_worker

from reader.app.panel import Panel
from reader.app.wording import documents
from reader.documents.decoding import UnreadableDocumentError
from reader.documents.paragraphs import Span, paragraph_at
from reader.documents.sanitising import harmless
from reader.entities.rendering import render_paragraph
from reader.language import _, ngettext
from reader.library.search import context
from reader.library.walk import Place, Walk
from reader.page.cells import cut, cut_left, fit, width
from reader.scripts.fold import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reader.app.painting import Painting
    from reader.library.library import Library
    from reader.scripts.script import Script

MOST_HITS = 5000
"""A search shows as many hits at most."""
BATCH = 200

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Context:
    """What stands at a place and around it, ready to show."""

    before: str
    text: str
    after: str


class PlacesPanel(Panel[Place, Place]):
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

    def __init__(self, library: Library, script: Script, title: Callable[[int], str]) -> None:
        """Make the panel.

        Args:
            library: where the documents are.
            script: the script to show contexts in.
            title: returns a document's title in that script, by its number.
        """
        super().__init__()
        self._library = library
        self._script = script
        self._title_of = title
        self._contexts: dict[Place, Context] = {}
        self._headed: frozenset[Place] = frozenset()

    def show_items(self, items: Sequence[Place], cursor: int = 0) -> None:
        """Show places, the first one of each document with its title."""
        first = {place.document: place for place in reversed(items)}
        self._headed = frozenset(first.values())
        super().show_items(items, cursor)

    def context_of(self, place: Place) -> Context:
        """Return what stands around a place in its paragraph, in the chosen script; or why it cannot be read."""
        if place not in self._contexts:
            try:
                self._contexts[place] = self._find_context(place)
            except UnreadableDocumentError as error:
                self._contexts[place] = Context("", "", harmless(str(error)))
        return self._contexts[place]

    def _find_context(self, place: Place) -> Context:
        text = self._library.open(place.document).text
        analysis = self._library.analysis(place.document)
        paragraph = paragraph_at(text, place.start)
        span = Span(paragraph.start, max(paragraph.end, place.end))
        entities = self._library.matcher.entities
        shown = render_paragraph(text, span, analysis.written, analysis.mentions, entities, self._script)
        start = shown.alignment.to_rendition(place.start - span.start)
        end = shown.alignment.to_rendition(place.end - span.start, end=True)
        whole = harmless(shown.text)
        return Context(whole[:start].lstrip(), whole[start:end], whole[end:].rstrip())

    def paint(self, item: Place, cells: int) -> Painting:
        """Return one line: the document's title where it begins, and the place in the middle of its context."""
        shown = self.context_of(item)
        title_cells = max(10, min(28, cells // 4))
        title = self._title_of(item.document) if item in self._headed else ""
        side = max(4, (cells - title_cells - 2 - width(shown.text)) // 2)
        before = cut_left(shown.before, side)
        return [
            (fit(title, title_cells), "heading"),
            ("  " + " " * (side - width(before)), ""),
            (before, ""),
            (shown.text, "chosen"),
            (cut(shown.after, side), ""),
        ]

    def result(self, item: Place) -> Place:
        """Return the place."""
        return item

    def on_row_list_walked(self) -> None:
        """Show the passage behind."""
        if self.rows.item is not None:
            self.post_message(self.Looked(self.rows.item, self.size.height // 2))


class MentionsPanel(PlacesPanel):
    """Lists the mentions of an entity over the whole library."""

    def __init__(
        self,
        library: Library,
        script: Script,
        title: Callable[[int], str],
        name: str,
        walk: Walk,
        here: Place | None,
    ) -> None:
        """Make the panel.

        Args:
            library: where the documents are.
            script: the script to show contexts in.
            title: returns a document's title in that script, by its number.
            name: what the entity is called.
            walk: its mentions.
            here: the mention the reader is at.
        """
        super().__init__(library, script, title)
        self._entity_name = name
        self._walk = walk
        self._here = here

    def begin(self) -> None:
        """Start at the mention the reader is at."""
        if self._here is not None and self._here in self._walk:
            self.rows.walk_to(self._walk.number(self._here) - 1)

    def title_painting(self) -> Painting:
        """Return what stands above the list."""
        count = len(self._walk.places)
        mentions = ngettext("{count} mention", "{count} mentions", count).format(count=count)
        return [(self._entity_name, "title"), (f"  {mentions} · {documents(len(self._walk.documents))}", "quiet")]

    def items_for(self, typed: str) -> Sequence[Place]:
        """Return the mentions around which there stands what was typed."""
        wanted = fold(typed).strip()
        return (
            [place for place in self._walk.places if self._stands_near(place, wanted)] if wanted else self._walk.places
        )

    def _stands_near(self, place: Place, wanted: str) -> bool:
        try:
            text = self._library.open(place.document).text
        except UnreadableDocumentError:
            return False
        return wanted in fold(context(text, Span(place.start, place.end)).of(text))


class SearchPanel(PlacesPanel):
    """Finds a text in all documents as one types it, in either script."""

    class Found(Message):
        """More hits were found by a search."""

        def __init__(self, generation: int, hits: list[Place], *, done: bool) -> None:
            super().__init__()
            self.generation = generation
            self.hits = hits
            self.done = done

    def __init__(self, library: Library, script: Script, title: Callable[[int], str], sought: str = "") -> None:
        super().__init__(library, script, title)
        self.sought = sought
        self._sought_before = sought
        self._hits: list[Place] = []
        self._done = True
        self._generation = 0
        self._choose_first = False

    @property
    def walk(self) -> Walk:
        """The hits found."""
        return Walk(tuple(self._hits))

    def begin(self) -> None:
        """Search again for what was searched for last."""
        self.filter.value = self._sought_before

    def title_painting(self) -> Painting:
        """Return what stands above the list."""
        found = documents(len(self.walk.documents)) if self._hits else ""
        if not self._done:
            found += "  " + _("searching …")
        elif len(self._hits) >= MOST_HITS:
            found = _("the first {count} hits").format(count=MOST_HITS)
        return [(_("Search all documents"), "title"), (f"  {found}", "quiet")]

    def invitation(self) -> str:
        """Return what stands in the empty line for typing."""
        return _("what to find, in either script")

    def nothing(self) -> str:
        """Return the sentence for an empty list."""
        if not self.sought.strip():
            return _("Type what to find: 奥特曼 finds 奧特曼 too.")
        return _("“{query}” stands in none of the documents.").format(query=harmless(self.sought)) if self._done else ""

    def items_for(self, typed: str) -> Sequence[Place]:
        """Start the search for what was typed; the hits come as they are found."""
        self.sought = typed
        self._hits = []
        self._generation += 1
        self._choose_first = False
        self._done = not typed.strip()
        if not self._done:
            self._search(typed, self._generation)
        return self._hits

    @work(thread=True, exclusive=True, exit_on_error=False, group="search")
    def _search(self, query: str, generation: int) -> None:
        worker = get_current_worker()
        batch: list[Place] = []
        try:
            for number, place in enumerate(self._library.search(query, lambda: worker.is_cancelled), start=1):
                batch.append(place)
                if len(batch) >= BATCH:
                    self.post_message(self.Found(generation, batch, done=False))
                    batch = []
                if number >= MOST_HITS:
                    break
        except Exception:  # the panel must not search for ever
            log.exception("search")
        self.post_message(self.Found(generation, batch, done=True))

    def action_choose(self) -> None:
        """Choose the row under the cursor; before there is one, the first that will be found."""
        self._choose_first = not self._done and self.rows.item is None
        super().action_choose()

    def on_search_panel_found(self, message: Found) -> None:
        """Show more hits, unless something else has been typed meanwhile."""
        message.stop()
        if message.generation == self._generation:
            self._done = message.done
            self._hits = [*self._hits, *message.hits]
            self.show_items(self._hits, self.rows.cursor)
            if self._choose_first:
                self.action_choose()
