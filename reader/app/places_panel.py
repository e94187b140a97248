"""Panels of places in documents, each in its context: the mentions of an entity, the hits of a search.

A place is shown in its context when its row is painted, so a list of thousands opens as fast as one of ten.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, ClassVar

from textual.message import Message

from reader.app.contexts import Contexts
from reader.app.keys import SEARCH, Command, bindings
from reader.app.panel import Panel
from reader.app.searching import Search
from reader.app.wording import documents
from reader.documents.decoding import UnreadableDocumentError
from reader.documents.paragraphs import Span
from reader.documents.sanitising import harmless
from reader.language import _, ngettext
from reader.library.search import context
from reader.library.walk import Place, Walk
from reader.page.cells import cut, cut_left, fit, width
from reader.scripts.fold import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.binding import BindingType

    from reader.app.contexts import Context
    from reader.app.painting import Painting
    from reader.library.library import Library
    from reader.scripts.script import Written
    from reader.scripts.target import Target


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

    def __init__(self, library: Library, target: Target, title: Callable[[int], str]) -> None:
        """Make the panel.

        Args:
            library: where the documents are.
            target: how to show contexts.
            title: returns a document's title shown so, by its number.
        """
        super().__init__()
        self._library = library
        self._title_of = title
        self.own_written: Callable[[int], Written | None] = lambda _number: None
        """Returns how the reader says a document is written, by its number; None for as detected."""
        self._contexts = Contexts(library, lambda _number: target, lambda number: self.own_written(number))
        self._looked_at: Place | None = None

    def heads(self, place: Place) -> bool:
        """Return whether a place is the first of its document in the list."""
        places = self.rows.items
        number = bisect_left(places, place)
        return number == 0 or places[number - 1].document != place.document

    def context_of(self, place: Place) -> Context:
        """Return what stands around a place in its paragraph, in the chosen script; or why it cannot be read."""
        return self._contexts.of(place)

    def paint(self, item: Place, cells: int) -> Painting:
        """Return one line: the document's title where it begins, and the place in the middle of its context."""
        shown = self.context_of(item)
        title_cells = max(10, min(28, cells // 4))
        title = self._title_of(item.document) if self.heads(item) else ""
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
        self.look()

    def look(self) -> None:
        """Ask for the passage at the cursor to be shown behind, if it is not there already."""
        if self.rows.item is not None and self.rows.item != self._looked_at:
            self._looked_at = self.rows.item
            self.post_message(self.Looked(self._looked_at, self.size.height // 2))


class MentionsPanel(PlacesPanel):
    """Lists the mentions of an entity over the whole library."""

    def __init__(
        self,
        library: Library,
        target: Target,
        title: Callable[[int], str],
        name: str,
        walk: Walk,
        here: Place | None,
    ) -> None:
        """Make the panel.

        Args:
            library: where the documents are.
            target: how to show contexts.
            title: returns a document's title shown so, by its number.
            name: what the entity is called.
            walk: its mentions.
            here: the mention the reader is at.
        """
        super().__init__(library, target, title)
        self._entity_name = name
        self._walk = walk
        self._here = here
        self._folded: dict[Place, str] = {}

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
        if place not in self._folded:
            self._folded[place] = self._fold_around(place)
        return wanted in self._folded[place]

    def _fold_around(self, place: Place) -> str:
        """Return what stands around a place, folded; nothing where it cannot be read."""
        try:
            text = self._library.open(place.document).text
        except UnreadableDocumentError:
            return ""
        return fold(context(text, Span(place.start, place.end)).of(text))


class SearchPanel(PlacesPanel):
    """Finds a text in all documents as one types it, in either script, or a regular expression.

    The cursor starts at the first hit from where the reader is; the search begins in that document.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(SEARCH)]
    KEYS: ClassVar[tuple[Command, ...]] = (*Panel.KEYS, *SEARCH)

    def __init__(
        self,
        library: Library,
        target: Target,
        title: Callable[[int], str],
        sought: str = "",
        *,
        regex: bool = False,
        here: tuple[int, int] | None = None,
    ) -> None:
        """Make the panel.

        Args:
            library: where the documents are.
            target: how to show contexts.
            title: returns a document's title shown so, by its number.
            sought: what was searched for last.
            regex: whether that was a regular expression.
            here: the number of the document on the page and a source offset in it; None in the library.
        """
        super().__init__(library, target, title)
        self.sought = sought
        self.regex = regex
        self.search = Search(library, "")
        """The search for what is typed now. It goes on when a hit is chosen, and ends with the panel otherwise."""
        self._sought_before = sought
        self._begin_at = here
        self._placed: Place | None = None
        """The hit that the cursor was put on by itself."""
        self._still_to_come = False
        """Whether there was none from where the reader is on yet, so that the cursor waits at the first of all."""
        self._choose_first = False

    @property
    def walk(self) -> Walk:
        """The hits found so far."""
        return self.search.walk

    def begin(self) -> None:
        """Search again for what was searched for last."""
        self.filter.value = self._sought_before

    def title_painting(self) -> Painting:
        """Return what stands above the list."""
        search = self.search
        parts = []
        if count := len(search.hits):
            hits = ngettext("{count} hit", "{count} hits", count).format(count=count)
            parts.append(_("the first {hits}").format(hits=hits) if search.full else hits)
            parts.append(documents(search.documents))
        if search.problem and count:
            parts.append(search.problem)
        elif not search.done and self.sought.strip():
            parts.append(_("searching …"))
        return [(_("Search all documents"), "title"), (f"  {' · '.join(parts)}", "quiet")]

    def show_items(self, items: Sequence[Place], cursor: int = 0) -> None:
        """Show hits, how many they are, and how the query is understood."""
        self.rows.show(items, cursor)
        self.heading.show(self.title_painting(), [(_("regular expression"), "accent")] if self.regex else [])

    def invitation(self) -> str:
        """Return what stands in the empty line for typing."""
        return _("a regular expression, in either script") if self.regex else _("what to find, in either script")

    def nothing(self) -> str:
        """Return the sentence for an empty list."""
        if not self.sought.strip():
            return _("Type what to find: 奥特曼 finds 奧特曼 too.")
        if self.search.problem or not self.search.done:
            return self.search.problem
        return _("“{query}” stands in none of the documents.").format(query=harmless(self.sought))

    def items_for(self, typed: str) -> Sequence[Place]:
        """Start the search for what was typed; the hits come as they are found."""
        self.search.cancel()
        self.sought = typed
        self._placed = None
        self._choose_first = False
        first = self._begin_at[0] if self._begin_at is not None else None
        self.search = Search(self._library, typed, regex=self.regex, first=first)
        if typed.strip():
            self.search.follow(self._show_hits)
            self.search.begin(self.app)
        return ()

    def _show_hits(self) -> None:
        """Show the hits so far, the cursor where it was moved to, or where it is to start."""
        hits = self.search.hits
        here = self.rows.item
        if here is None or here == self._placed:
            cursor = bisect_left(hits, Place(*self._begin_at, 0)) if self._begin_at is not None else 0
            self._still_to_come = cursor == len(hits) and not self.search.done
            cursor = cursor if cursor < len(hits) else 0
            self._placed = hits[cursor] if hits else None
        else:
            cursor = bisect_left(hits, here)
        self.show_items(hits, cursor)
        if self._choose_first:
            self.action_choose()

    def look(self) -> None:
        """Show the passage behind, but none while the one to start with may still come."""
        if not (self._still_to_come and self.rows.item == self._placed):
            super().look()

    def action_toggle_regex(self) -> None:
        """Understand what is typed as plain text or as a regular expression."""
        self.regex = not self.regex
        self.filter.placeholder = self.invitation()
        self.show_items(self.items_for(self.filter.value))

    def action_choose(self) -> None:
        """Choose the row under the cursor; before there is one, the first that will be found."""
        self._choose_first = not self.search.done and self.rows.item is None
        if self.rows.item is not None:
            self.search.follow(None)
        super().action_choose()

    def action_close(self) -> None:
        """Close without choosing; the search ends."""
        self.search.cancel()
        super().action_close()
