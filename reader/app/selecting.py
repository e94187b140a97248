"""Selecting: a stretch of the text taken with the mouse or with keys, by whole glyphs, words, names or paragraphs.

A selection is two glyphs of the source text, where it was begun and where it has got to; a toggle, a resize or a
scroll leaves it where it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.message import Message

from reader.app.keys import SELECTING, bindings
from reader.app.page_view import PageView, Stretch
from reader.documents.paragraphs import Span, paragraph_after, paragraph_at, paragraph_before
from reader.documents.sanitising import harmless
from reader.documents.words import word_at
from reader.page.blocks import Blocks
from reader.page.cells import CLUSTER, column_at, width

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual import events
    from textual.binding import BindingType
    from textual.timer import Timer

    from reader.library.library import Library
    from reader.page.flow import Line
    from reader.scripts.target import Target

MOST_COPIED = 1_000_000
"""Code points that are copied at most."""
SCROLL_EVERY = 0.05
"""Seconds between two lines while the mouse is held beyond the page."""


@dataclass(frozen=True, slots=True)
class Selection:
    """A stretch of the source text."""

    anchor: Span
    """The glyph it was begun at."""
    head: Span
    """The glyph it has got to."""

    @property
    def span(self) -> Span:
        """The source text from the first of the two glyphs to the last."""
        return Span(min(self.anchor.start, self.head.start), max(self.anchor.end, self.head.end))


class SelectingPage(PageView):
    """A page whose text can be selected."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(SELECTING)]

    class SelectionChanged(Message):
        """Another stretch of text is selected, or none."""

    class CopyAsked(Message):
        """The selection is to be copied."""

        def __init__(self, span: Span, *, other: bool) -> None:
            super().__init__()
            self.span = span
            self.other = other
            """As written where it would be copied as shown, and the other way round."""

    def __init__(self, library: Library, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(library, id=id)
        self.selection: Selection | None = None
        self.selecting = False
        """Whether keys move the end of the selection."""
        self._dragged = False
        self._pressed: Span | None = None
        self._beyond: Timer | None = None
        self._cell: int | None = None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return whether an action can be done now: those of the selecting keys only while there are any."""
        if action in ("extend", "take_paragraph", "other_end", "begin_here", "copy", "leave"):
            return self.selecting
        return super().check_action(action, parameters)

    def select(self, selection: Selection | None, *, selecting: bool = False) -> None:
        """Select a stretch of text, or nothing.

        Args:
            selection: what to select.
            selecting: whether keys move its end from now on.
        """
        if (selection, selecting) == (self.selection, self.selecting):
            return
        self.selection, self.selecting = selection, selecting
        self.refresh()
        self.post_message(self.SelectionChanged())

    @property
    def selected(self) -> Span | None:
        """The source text of the selection, widened to whole ones of what conversion exchanges as one (软件, 軟體)."""
        return self.whole(self.selection.span) if self.selection is not None else None

    def whole(self, span: Span) -> Span:
        """Return a stretch of the source text widened to whole ones of what the page shows in exchange for them."""
        first, last = self._exchanged(span.start), self._exchanged(max(span.start, span.end - 1))
        return Span(min(span.start, first.start), max(span.end, last.end)) if span.start < span.end else span

    def _exchanged(self, offset: int) -> Span:
        """Return the stretch of the source text that the page shows something else for as one, else one character."""
        line = self._flow.line_at(offset)
        if line is not None and line.paragraph.span.start <= offset < line.paragraph.span.end:
            base, alignment = line.paragraph.span.start, line.paragraph.alignment
            start = alignment.to_source(alignment.to_rendition(offset - base))
            end = alignment.to_source(alignment.to_rendition(offset - base + 1, end=True), end=True)
            return Span(base + min(start, offset - base), base + max(end, offset - base + 1))
        return Span(offset, offset + 1)

    def begin_selecting(self) -> None:
        """Let keys select, from the place the reader is at, else from the top of the page."""
        if not self.text or not self.view.shown:
            return
        if self.selection is None:
            start, end = self.in_view
            at = self.current[0] if self.current is not None and start <= self.current[0] < end else start
            glyph = self._glyph_from(at)
            self.selection = Selection(glyph, glyph)
        self._cell = None
        self.select(self.selection, selecting=True)

    def text_between(self, span: Span, target: Target | None) -> str:
        """Return the source text of a span as it is shown to a reader, without controls; line ends as they stand.

        Args:
            span: the stretch.
            target: how to show it; None for the text as it stands in the document, with all its marks.
        """
        parts: list[str] = []
        place = span.start
        blocks = self._blocks if target is not None else Blocks(self.text)
        paragraph: Span | None = blocks.paragraph_at(span.start)
        while paragraph is not None and paragraph.start < span.end:
            parts.append(self.text[place : max(place, paragraph.start)])
            low, high = max(span.start, paragraph.start), min(span.end, paragraph.end)
            below = paragraph_after(self.text, paragraph)
            following = blocks.paragraph_at(below.start) if below is not None else None
            place = max(place, high)
            if low < high and target is None:
                parts.append(harmless(self.text[low:high]))
            elif low < high and blocks.hides(paragraph):  # its line end is not shown either
                place = min(following.start, span.end) if following is not None else place
            elif low < high and target is not None:
                shown = self.rendition_of(paragraph, target)
                first = shown.alignment.to_rendition(low - paragraph.start)
                last = shown.alignment.to_rendition(high - paragraph.start, end=True)
                parts.append(harmless(shown.text[first:last]))
            paragraph = following
        parts.append(self.text[place : span.end])
        return "".join(parts)

    # Keys

    def action_extend(self, motion: str) -> None:
        """Move the end of the selection."""
        if self.selection is None:
            return
        head = self.selection.head
        if motion not in ("up", "down"):
            self._cell = None
        motions: dict[str, Callable[[Span], Span]] = {
            "left": self._before,
            "right": self._after,
            "up": lambda glyph: self._on_row(glyph, -1),
            "down": lambda glyph: self._on_row(glyph, 1),
            "word": lambda glyph: self._glyph_from(word_at(self.text, glyph.start).end),
            "word_back": lambda glyph: self._glyph_from(word_at(self.text, self._before(glyph).start).start),
            "row_start": lambda glyph: self._edge_of_row(glyph, end=False),
            "row_end": lambda glyph: self._edge_of_row(glyph, end=True),
        }
        moved = motions[motion](head)
        self.select(Selection(self.selection.anchor, moved), selecting=True)
        self._keep_in_view(moved.start)

    def action_take_paragraph(self) -> None:
        """Select the whole paragraph of the head."""
        if self.selection is not None:
            self.select(self._whole(self._blocks.paragraph_at(self.selection.head.start)), selecting=True)

    def action_other_end(self) -> None:
        """Move the other end from now on."""
        if self.selection is not None:
            self.select(Selection(self.selection.head, self.selection.anchor), selecting=True)
            self._keep_in_view(self.selection.head.start)

    def action_begin_here(self) -> None:
        """Begin the selection where its end is."""
        if self.selection is not None:
            self.select(Selection(self.selection.head, self.selection.head), selecting=True)

    def action_copy(self, other: bool) -> None:
        """Copy the selection and leave."""
        if self.selection is not None:
            self.post_message(self.CopyAsked(self.whole(self.selection.span), other=other))
        self.select(None)

    def action_leave(self) -> None:
        """Select nothing."""
        self.select(None)

    def _keep_in_view(self, offset: int) -> None:
        start, end = self.in_view
        if offset < start:
            self.go_to(offset)
        elif offset >= end:
            self.go_to(self._flow.moved(offset, 1 - self._capacity))
        if not self.in_view[0] <= offset < self.in_view[1]:
            self.go_to(offset)

    # Glyphs

    def _glyph_from(self, offset: int) -> Span:
        """Return the glyph at a source offset, else the next there is, else the last; what is hidden has none."""
        paragraph: Span | None = paragraph_at(self.text, min(offset, max(0, len(self.text) - 1)))
        while paragraph is not None:
            offset = max(offset, paragraph.start)
            while (hidden := self._blocks.hidden_at(offset)) is not None:
                offset = hidden.end
            if offset < paragraph.end:
                cluster = CLUSTER.match(self.text, offset, paragraph.end)
                if cluster is not None and cluster.end() > cluster.start():
                    return self.whole(Span(cluster.start(), cluster.end()))
            elif offset > paragraph.end:
                paragraph = paragraph_at(self.text, offset)
            paragraph = paragraph_after(self.text, paragraph)
        return self._glyph_before(len(self.text))

    def _glyph_before(self, offset: int) -> Span:
        """Return the glyph that ends at a source offset or next before it, else the first; what is hidden has none."""
        paragraph: Span | None = paragraph_at(self.text, max(0, offset - 1))
        while paragraph is not None:
            stop = min(offset, paragraph.end)
            while paragraph.start < stop and (hidden := self._blocks.hidden_at(stop - 1)) is not None:
                stop = hidden.start
            if stop < paragraph.start:
                offset, paragraph = stop, paragraph_at(self.text, max(0, stop - 1))
                continue
            if paragraph.start < stop:
                clusters = list(CLUSTER.finditer(self.text, paragraph.start, stop))
                return self.whole(Span(clusters[-1].start(), clusters[-1].end()))
            paragraph = paragraph_before(self.text, paragraph)
        return Span(0, min(1, len(self.text)))

    def _after(self, glyph: Span) -> Span:
        return self._glyph_from(glyph.end)

    def _before(self, glyph: Span) -> Span:
        return self._glyph_before(glyph.start) if glyph.start > 0 else glyph

    def _whole(self, span: Span) -> Selection:
        """Return the selection of a stretch of text, from its first glyph to its last."""
        if span.start >= span.end:
            glyph = self._glyph_from(span.start)
            return Selection(glyph, glyph)
        return Selection(self._glyph_from(span.start), self._glyph_before(span.end))

    def _on_row(self, glyph: Span, rows: int) -> Span:
        """Return the glyph as many rows further down, in the cell that the first of several such steps began in."""
        line = self._flow.line_at(glyph.start)
        if line is None:
            return glyph
        paragraph = line.paragraph
        first = paragraph.rows[line.row].start
        place = paragraph.alignment.to_rendition(glyph.start - paragraph.span.start)
        if self._cell is None:
            self._cell = width(paragraph.text[first:place])
        target = self._flow.line_at(self._flow.moved(line.start, rows))
        return glyph if target is None or target.start == line.start else self._glyph_in(target, self._cell)

    def _edge_of_row(self, glyph: Span, *, end: bool) -> Span:
        line = self._flow.line_at(glyph.start)
        if line is None:
            return glyph
        return self._glyph_before(line.end) if end else self._glyph_from(line.start)

    def _glyph_in(self, line: Line, cell: int) -> Span:
        """Return the glyph on a cell of a row, the nearest there is."""
        text = line.paragraph.text_of(line.row)
        column = column_at(text, max(0, cell))
        if column >= len(text):
            return self._glyph_before(line.end)
        start = line.paragraph.rows[line.row].start + column
        return self._glyph_from(line.paragraph.span.start + line.paragraph.alignment.to_source(start))

    # Painting

    def _stretches(self, line: Line) -> list[Stretch]:
        found = super()._stretches(line)
        if self.selection is not None:
            paragraph, span = line.paragraph, self.selection.span
            base, alignment = paragraph.span.start, paragraph.alignment
            if span.start < paragraph.span.end and span.end > base:
                low = alignment.to_rendition(max(0, span.start - base))
                high = alignment.to_rendition(min(span.end, paragraph.span.end) - base, end=True)
                found.append((low, high, "selected"))
                head = self.selection.head
                if self.selecting and base <= head.start < paragraph.span.end:
                    start = alignment.to_rendition(head.start - base)
                    found.append((start, alignment.to_rendition(head.end - base, end=True), "head"))
        return found

    # The mouse

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Begin to select at the glyph under the pointer."""
        if event.button == 1 and event.x < self.size.width - 2:
            self._pressed = self._glyph_near(event.x, event.y)
            self._dragged = False
            self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Select up to the glyph under the pointer; beyond the page, scroll on."""
        if self._pressed is None:
            return
        if event.button == 0:  # it was let go of outside the terminal
            self.on_mouse_up()
            return
        self._drag_to(event.x, event.y)
        beyond = event.y if not 0 <= event.y < self.size.height else None
        if self._beyond is not None:
            self._beyond.stop()
            self._beyond = None
        if beyond is not None:
            self._beyond = self.set_interval(SCROLL_EVERY, lambda: self._drag_beyond(event.x, beyond))

    def on_mouse_up(self) -> None:
        """Let the selection stand."""
        if self._pressed is not None:
            self._pressed = None
            self.release_mouse()
        if self._beyond is not None:
            self._beyond.stop()
            self._beyond = None

    def _drag_beyond(self, x: int, y: int) -> None:
        self._scroll(1 if y >= 0 else -1)
        self._drag_to(x, y)

    def _drag_to(self, x: int, y: int) -> None:
        head = self._glyph_near(x, y)
        if self._pressed is not None and head is not None and head.start > self._pressed.start:
            head = self._glyph_near(x, y, downwards=True)
        if self._pressed is None or head is None or (not self._dragged and head == self._pressed):
            return
        self._dragged = True
        selection = Selection(self._pressed, head)
        if selection != self.selection:
            self.select(selection)

    def _glyph_near(self, x: int, y: int, *, downwards: bool = False) -> Span | None:
        """Return the glyph on a cell of the page, the nearest where none is: on the row, below, above.

        Args:
            x: the column, in cells.
            y: the row.
            downwards: a drag comes from above: what stands there is nearer than what stands below.
        """
        height = self.view.height
        y = max(0, min(y, height - 1))
        below, above = range(y + 1, height), range(y - 1, -1, -1)
        for row in (y, *above, *below) if downwards else (y, *below, *above):
            if (found := self.line_on(x, row)) is not None:
                line, cell = found
                return self._glyph_before(line.end) if row < y else self._glyph_in(line, cell if row == y else 0)
        return None

    def on_click(self, event: events.Click) -> None:
        """Take a name or a word with two clicks, a paragraph with three; one click selects nothing."""
        if self._dragged:  # this click ends a drag; what lies under it was not meant
            self._dragged = False
            event.prevent_default()
            event.stop()
            return
        glyph = self.glyph_at(event.x, event.y)
        if event.chain == 1 or glyph is None:
            if self.selection is not None:
                self.select(None)
            return
        event.prevent_default()
        if event.chain >= 3:
            self.select(self._whole(self._blocks.paragraph_at(glyph.start)))
        else:
            mention = self.name_on(glyph.start)
            word = Span(mention.start, mention.end) if mention is not None else word_at(self.text, glyph.start)
            self.select(self._whole(word))
