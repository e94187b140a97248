"""The library: the documents with what is known about each; the first screen."""

from __future__ import annotations

import os
import time
from dataclasses import replace
from heapq import merge
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual.containers import Horizontal
from textual.screen import Screen
from textual.widgets import Input

from reader.app.bars import Bar, KeyLine, Rule
from reader.app.keys import ANYWHERE, COMMANDS, LIBRARY, bindings, chosen
from reader.app.row_list import RowList
from reader.app.shared import shared
from reader.app.telling_apart import told_apart
from reader.app.wording import PERSON, broken_hint, documents, file_name, length, people, target_sign, written_sign
from reader.documents.decoding import UnreadableDocumentError
from reader.documents.naming import STANDARD_INPUT
from reader.documents.natural_order import natural
from reader.documents.sanitising import one_line
from reader.language import _
from reader.library.locations import seeds
from reader.page.cells import ELLIPSIS, cut_left, fit, width
from reader.scripts.fold import fold

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Mapping, Sequence

    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.geometry import Region
    from textual.strip import Strip

    from reader.app.name_index import NameIndex
    from reader.app.page_view import PageView
    from reader.app.painting import Painting
    from reader.library.analysis import Analysis
    from reader.scripts.script import Written

PREVIEW_FROM = 140
"""Columns of the terminal from which on the document under the cursor is shown beside the list."""
BAR = 8
BROKEN_SIGN = "! "
"""Stands before what is known of a document with broken places."""
SHOWS_SCRIPT, SHOWS_LENGTH, SHOWS_PEOPLE, SHOWS_BAR = 46, 60, 72, 92
"""Cells of the list from which on a column is shown."""
KEYS = chosen(
    (*LIBRARY, *ANYWHERE),
    *("library.open", "script.toggle", "people", "search", "library.filter", "library.sort", "help", "library.leave"),
    *("bookmarks", "palette", "settings", "script.choose", "theme.toggle"),
)
"""The line of keys, the ones that matter first."""
STEP = 128
"""As many documents are looked at in a step of finding out in which order to show them."""
SLICE = 0.01
"""Seconds of finding out which documents to show after which the screen has its turn."""
TURN = 0.005
"""Seconds of such a turn."""
SHOW_EVERY = 0.1
"""Seconds between two showings of what was found so far."""
SHORT_TITLE = 8
"""Cells of a title that stay before what tells documents of one title apart."""
SHORT_PATH = 12
"""Cells of a path's end that are worth showing in the status line."""
ORDERS = ("read", "name", "title", "length", "people")


class Documents(RowList[int]):
    """The list of the documents, which is told what is on the screen before it is painted."""

    def __init__(self, screen: LibraryScreen) -> None:
        super().__init__(screen.paint, screen.nothing, id="documents")
        self._look_at = screen.look_at

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return some lines of the screen."""
        self._look_at(self.in_view)
        return super().render_lines(crop)


class LibraryScreen(Screen[None]):
    """Lists the documents; they are sorted and filtered, and opened."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(LIBRARY)]
    DEFAULT_CSS = """
    LibraryScreen {
        background: $background;
        & #top { background: $background; color: $foreground; }
        & Input { border: none; height: 1; padding: 0 1; background: $surface; }
        & Input:focus { border: none; background: $panel; background-tint: $foreground 0%; }
        & Input > .input--placeholder { color: $quiet; }
        & #library-body { height: 1fr; }
        & #preview { width: 1fr; border-left: solid $faint; }
        &.-narrow #preview { display: none; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self.reader = shared(self)
        self.top = Bar(id="top")
        self.filter = Input(id="filter", select_on_focus=False)
        self.rows: RowList[int] = Documents(self)
        self._ends: Mapping[int, str] = {}
        """What tells the documents on the screen apart that have one title: the ends of their paths."""
        self.preview: PageView | None = None
        self._previewed: tuple[int | None, Analysis | None, Written | None] = (None, None, None)
        self.status = Bar(id="status")
        self.order = ORDERS[0]
        self._titles: NameIndex | None = None
        """What the filter looks through."""
        self._asked = ("", "")
        self._arranging: Iterator[None] | None = None
        self._is_to_arrange_again = False
        self._shown_at = 0.0

    def compose(self) -> ComposeResult:
        """Lay the screen out."""
        yield self.top
        yield self.filter
        yield Rule()
        with Horizontal(id="library-body"):
            yield self.rows
        yield self.status
        yield KeyLine(KEYS)

    def on_mount(self) -> None:
        """Show all documents."""
        key = COMMANDS["library.filter"].label
        filtering = _("{key}: filter by typing, in either script").format(key=key)
        self.filter.placeholder = filtering if key else _("click to filter by typing, in either script")
        self.rows.focus()
        self.show_documents()
        self.call_after_refresh(self.reader.begin)

    def on_screen_resume(self) -> None:
        """Show how far each document has been read by now."""
        self.show_documents()
        self._show_preview()

    def on_resize(self) -> None:
        """Show the preview where there is room for it."""
        self.set_class(self.size.width < PREVIEW_FROM, "-narrow")
        self._show_preview()

    def show_documents(self) -> None:
        """Show the documents that answer to the filter, in the chosen order, the cursor on the same one.

        Of very many that is found out step by step, while the screen answers.
        """
        if self.preview is not None:
            self.preview.show_as(self.reader.target)
        asked = self.filter.value, self.order
        if self._arranging is not None and asked == self._asked:
            self._is_to_arrange_again = True
        else:
            self._arranging = self._arrange(*asked, is_new=asked != self._asked)
            self._asked = asked
            self._arrange_on()

    def _arrange_on(self) -> None:
        """Go on for a moment with finding out what to show, and then after the screen has had its turn."""
        arranging, until = self._arranging, time.monotonic() + SLICE
        for _step in arranging or ():
            if time.monotonic() > until:
                self.set_timer(TURN, lambda: self._arrange_on() if arranging is self._arranging else None)
                return
        self._arranging = None
        self.show_bars()
        if self._is_to_arrange_again:
            self._is_to_arrange_again = False
            self.set_timer(TURN, self.show_documents)

    def _arrange(self, typed: str, order: str, *, is_new: bool) -> Iterator[None]:
        """Find out in steps which documents to show, and show them.

        Args:
            typed: the filter.
            order: what they are ordered by.
            is_new: whether those that answer are shown one after the other; else all of them at the end.
        """
        numbers = yield from self._answering(typed, is_new=is_new)
        if order == "read":
            places = self.reader.memory.last_places
            read = sorted((number for number in numbers if number in places), key=lambda number: -places[number].read)
            self._show_rows([*read, *(number for number in numbers if number not in places)] if read else numbers)
            return
        keys: dict[int, Any] = {}
        runs = []
        for start in range(0, len(numbers), STEP):
            if start:
                yield
            run = numbers[start : start + STEP]
            keys.update((number, self._order_key(order, number)) for number in run)
            runs.append(sorted(run, key=keys.__getitem__))
        ordered: list[int] = []
        for number in merge(*runs, key=keys.__getitem__):
            if ordered and len(ordered) % STEP == 0:
                yield
            ordered.append(number)
        self._show_rows(ordered)

    def _answering(self, typed: str, *, is_new: bool) -> Generator[None, None, list[int]]:
        """Return the documents that answer to the filter, found out in steps: titles may have to be read for it."""
        library, gone = self.reader.library, self.reader.library.listing.gone
        if not fold(typed).strip():
            return [number for number in range(len(library.documents)) if number not in gone]
        from reader.app.name_index import BLOCK, NameIndex, Wanted

        if self._titles is None:
            documents = library.documents
            self._titles = NameIndex(0, lambda number: (library.title(number), documents[number]))
        titles, wanted = self._titles, Wanted(typed, by_initials=False)
        titles.grow(len(library.documents))
        people = self._people_called(wanted.folded)
        answering: list[int] = []
        for step, block in enumerate(titles.find(wanted)):
            if step:
                if is_new and time.monotonic() - self._shown_at > SHOW_EVERY:
                    self._show_rows(answering[:])
                yield
            called, numbers = dict(block), range(step * BLOCK, min((step + 1) * BLOCK, titles.count))
            found = (number for number in numbers if number in called or self._names_any(number, people))
            answering += (number for number in found if number not in gone)
        return answering

    def _names_any(self, number: int, entities: set[str]) -> bool:
        """Return whether a document is known to mention one of some entities."""
        known = self.reader.library.known(number) if entities else None
        return known is not None and not entities.isdisjoint(known.counts)

    def _order_key(self, order: str, number: int) -> Any:
        """Return by what a document comes where it does; what is not known of it yet comes last."""
        library = self.reader.library
        if order == "name":
            *folders, name = map(natural, Path(library.documents[number]).parts)
            return folders, name
        if order == "title":
            return natural(fold(library.title(number)))
        if order == "length":
            known = library.known(number)
            return -known.characters if known is not None else 0
        return -self._people_in(number)

    def _show_rows(self, numbers: Sequence[int]) -> None:
        self._shown_at = time.monotonic()
        here, library = self.rows.item, self.reader.library
        while here in library.listing.gone and (there := library.moved.get(here)) is not None:
            here = there
        try:
            cursor = numbers.index(here) if here is not None else 0
        except ValueError:
            cursor = min(self.rows.cursor, len(numbers)) if here in library.listing.gone else 0
        self.rows.show(numbers, cursor)
        self.show_bars()

    def forget_titles(self, number: int | None = None) -> None:
        """Ask for the title of a document again, or for all of them."""
        if number is None:
            self._titles = None
        elif self._titles is not None:
            self._titles.forget(number)

    def _people_called(self, wanted: str) -> set[str]:
        """Return the ids of the people with a name that holds a folded text; none for an empty one."""
        entities = self.reader.library.present if wanted else ()
        return {
            entity.id for entity in entities if entity.type == PERSON and any(wanted in name for name in entity.folded)
        }

    def show_bars(self) -> None:
        """Show what library this is, what was said, and where the cursor is."""
        library, app = self.reader.library, self.reader
        name, sign = " reader", target_sign(app.target)
        room = self.size.width - width(name) - width(sign) - 8
        counts = [documents(library.listing.count), people(app.people_count)]
        what = next((text for text in (" · ".join([self._sources(), *counts]), counts[0]) if width(text) <= room), "")
        self.top.show([(name, "title")], [(f"  {what}   ", "quiet"), (sign, "accent")])
        number = self.rows.cursor + 1 if self.rows.items else 0
        where = [
            (
                _("order: {order}").format(order=self._order_name()) + (f" {ELLIPSIS}" if self._arranging else ""),
                "quiet",
            ),
            ("   ", ""),
            (_("{number} of {count}").format(number=number, count=len(self.rows.items)), "quiet"),
        ]
        notice = app.notice_painting()
        progress = _("looking for documents …") if library.listing.is_finding else app.progress_text
        fits = sum(width(text) for text, _name in (*notice, *where)) + 4 <= self.size.width
        told = progress or self._broken_text()
        room = self.size.width - sum(width(text) for text, _name in where) - width(told) - 7
        path = self._path(room) if room >= SHORT_PATH else ""
        said = "   ".join(filter(None, (told, path)))
        self.status.show(notice or [(said, "quiet")], where if fits or not notice else [])

    def _path(self, cells: int) -> str:
        """Return as much of the end of the path of the document under the cursor as fits into as many cells."""
        number = self.rows.item
        name = self.reader.library.documents[number] if number is not None else STANDARD_INPUT
        if name == STANDARD_INPUT:
            return ""
        shown = name.removeprefix(f"{seeds()}{os.sep}")  # where the sample documents are installed is of no use
        return _end(one_line(file_name(shown)), cells)

    def _broken_text(self) -> str:
        """Return how many places of the document under the cursor are broken, in words; empty where none is."""
        number = self.rows.item
        count = self._broken(number) if number is not None else 0
        return broken_hint(count) if count else ""

    def _broken(self, number: int) -> int:
        survey = self.reader.library.survey(number)
        return survey.replaced if survey is not None else 0

    def _sources(self) -> str:
        """Return what library this is: the sample documents, or as much of its paths' ends as there is room for."""
        sources = self.reader.library.sources
        if sources == (str(seeds()),):
            return _("sample documents")
        return _end(one_line(" ".join(sources)), self.size.width // 3)

    def _order_name(self) -> str:
        return {
            "read": _("last read"),
            "name": _("file name"),
            "title": _("title"),
            "length": _("length"),
            "people": _("people"),
        }[self.order]

    def _people_in(self, number: int) -> int:
        analysis = self.reader.library.known(number)
        return sum(self.reader.people_of(analysis).values()) if analysis is not None else 0

    def nothing(self) -> str:
        """Return the sentence for an empty list."""
        if self.filter.value:
            key = COMMANDS["search"].label
            searching = _("No document of that name. Esc shows all; {key} searches in the texts.").format(key=key)
            return searching if key else _("No document of that name. Esc shows all.")
        if self.reader.library.listing.is_finding:
            return _("Still looking for documents here …")
        none, paths = _("No documents here. Open a folder: reader articles/"), self.reader.library.documents
        if len(paths) != 1:
            return none
        gone = _("file gone: {title}").format(title=one_line(Path(paths[0]).name))
        return f"{gone}. {none}"

    def look_at(self, numbers: Sequence[int]) -> None:
        """Find out what tells those documents apart that are on the screen."""
        titled = [(number, self.reader.shown_title(number)) for number in numbers]
        self._ends = told_apart(titled, self.reader.library.documents)

    def paint(self, number: int, cells: int) -> Painting:
        """Return one line of the list."""
        library = self.reader.library
        title = self.reader.shown_title(number)
        if number in library.unreadable:
            from reader.app.refusals import refusal  # most can be read

            room = max(10, cells // 3)
            reason = refusal(library.unreadable[number], cells - room - 2)
            titled = [(text, "quiet") for text, _name in self._titled(number, title, room)]
            return [*titled, ("  ", ""), (fit(reason, cells - room - 2), "warning")]
        columns = self._columns(number, cells)
        taken = sum(width(text) for text, _name in columns)
        return [*self._titled(number, title, max(SHORT_TITLE, cells - taken - 1)), (" ", ""), *columns]

    def _titled(self, number: int, title: str, cells: int) -> Painting:
        """Return a title and behind it what tells it from others that are the same."""
        end = one_line(self._ends.get(number, ""))
        room = cells - min(width(title), max(SHORT_TITLE, cells // 2, cells - width(end) - 2)) - 2
        if not end or room < 3:
            return [(fit(title, cells), "")]
        told = _end(end, room)
        return [(fit(title, cells - room - 2), ""), ("  ", ""), (told + " " * (room - width(told)), "quiet")]

    def _columns(self, number: int, cells: int) -> Painting:
        """Return what stands behind a title; the narrower the list, the less, so that titles keep most of it."""
        place = self.reader.memory.last_places.get(number)
        progress = place.progress if place is not None else 0.0
        share = "✓" if progress > 0.995 else f"{progress:.0%}" if place is not None else _("new")
        columns: Painting = [(f" {fit(share, 5)}", "quiet")]
        if cells >= SHOWS_BAR:
            filled = round(progress * BAR)
            columns.insert(0, ("⣿" * filled + "⣀" * (BAR - filled), "quiet"))
        analysis = self.reader.library.known(number)
        written = self.reader.written_of(number)
        said = self.reader.memory.own_written(number) is not None
        sign = written_sign(written, said=said) if written is not None else ""
        characters = length(analysis.characters) if analysis is not None else ""
        known: Painting = []
        if cells >= SHOWS_SCRIPT:
            if self._broken(number):
                known.append((BROKEN_SIGN, "warning"))
            known.append((fit(sign, 7), "quiet"))
        if cells >= SHOWS_LENGTH:
            known.append((fit(characters, 12), "quiet"))
        if cells >= SHOWS_PEOPLE:
            room = min(44, cells - 66) if cells >= SHOWS_BAR else 10
            known.append((fit(self._people_text(number, room - 1), room), ""))
        return [*known, *columns]

    def _people_text(self, number: int, cells: int) -> str:
        """Return the people most mentioned in a document, as many as fit, and how many more there are."""
        analysis = self.reader.library.known(number)
        if analysis is None:
            return ""
        counts = self.reader.people_of(analysis).most_common()
        if not counts:
            return ""
        if cells < 12:
            return people(len(counts))
        text = ""
        for n, (entity, count) in enumerate(counts):
            name = self.reader.name_of(self.reader.library.entity(entity))
            more = f"  +{len(counts) - n - 1}" if n + 1 < len(counts) else ""
            longer = f"{text}  {name} {count}".strip()
            if width(longer + more) > cells:
                return f"{text}  +{len(counts) - n}" if text else people(len(counts))
            text = longer
        return text

    def _show_preview(self) -> None:
        number = self.rows.item
        analysis = self.reader.library.known(number) if number is not None else None
        written = self.reader.written_of(number) if number is not None else None
        shown = (number, analysis, written)
        if self.size.width < PREVIEW_FROM or shown == self._previewed or not self.is_current:
            return
        if self.preview is not None:
            self.preview.visible = analysis is not None
        if number is None or analysis is None or written is None or self.reader.library.takes_long(number):
            return
        self._previewed = shown
        if self.preview is None:
            from reader.app.page_view import PageView  # the first screen stands there without it

            self.preview = PageView(self.reader.library, id="preview")
            self.preview.can_focus = False
            self.preview.set_type(replace(self.reader.settings.typesetting, columns=1), focus=False)
            self.query_one("#library-body").mount(self.preview)
        try:
            document = self.reader.library.excerpt(number) or self.reader.library.open(number)
        except UnreadableDocumentError:
            return
        self.preview.show(document, written, analysis.mentions, 0, analysis.unclear)

    # What happens

    def on_row_list_walked(self) -> None:
        """Preview the document under the cursor."""
        self.show_bars()
        self._show_preview()

    def on_row_list_chosen(self) -> None:
        """Open the document that was clicked."""
        self.action_open()

    def on_page_view_mention_clicked(self) -> None:
        """Open the document when a name in its preview is clicked."""
        self.action_open()

    def on_input_changed(self) -> None:
        """Filter as one types."""
        self.show_documents()

    def on_input_submitted(self) -> None:
        """Leave the line for typing, or open the one document there is."""
        self.rows.focus()
        if len(self.rows.items) == 1 and self._arranging is None:
            self.action_open()

    def on_key(self, event: events.Key) -> None:
        """Filter when somebody starts to type Chinese; Esc and the arrows leave the line for typing."""
        if self.filter.has_focus:
            if event.key in ("escape", "down", "up", "tab"):
                event.stop()
                event.prevent_default()
                if event.key == "escape":
                    self.filter.value = ""
                self.rows.focus()
        elif event.character is not None and not event.character.isascii() and event.is_printable:
            event.stop()
            self.filter.focus()
            self.filter.insert_text_at_cursor(event.character)
        elif event.key == "escape" and self.filter.value:
            self.filter.value = ""

    def on_key_line_pressed(self, message: KeyLine.Pressed) -> None:
        """Do what a clicked key does."""
        self.call_later(self.run_action, message.command.action)

    def action_open(self) -> None:
        """Open the document under the cursor."""
        if self.rows.item is not None:
            self.reader.open_document(self.rows.item)

    def action_filter(self) -> None:
        """Go to the line for typing."""
        self.filter.focus()

    def action_sort(self) -> None:
        """Order the documents in the next way."""
        self.order = ORDERS[(ORDERS.index(self.order) + 1) % len(ORDERS)]
        self.show_documents()

    def action_leave(self) -> None:
        """Leave the app."""
        self.app.exit()


def _end(text: str, cells: int) -> str:
    """Return as much of the end of a text as fits into as many cells; where some is cut off, that is marked."""
    return text if width(text) <= cells else ELLIPSIS + cut_left(text, cells - 1)
