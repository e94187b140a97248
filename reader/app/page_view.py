"""The page: a document in rows, anchored at a source offset.

Only what is on the screen is wrapped, converted and painted, so a repaint, a toggle, a resize or a jump costs as much
as the screen is large, whatever the document. The top row is known by the source offset of its first character: a
toggle or a resize cannot move it. The strip at the right edge tells, by offset, where the page is in the document and
where the chosen entity stands.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual.message import Message
from textual.strip import Strip

from reader.app.painting import ENTITY_TYPES, Painted
from reader.documents.headings import is_heading
from reader.entities.rendering import mentions_between, render_paragraph
from reader.language import _
from reader.page.cells import column_at, width
from reader.page.flow import Flow, Line
from reader.scripts.script import Script, Written

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events

    from reader.documents.document import Document
    from reader.documents.paragraphs import Span
    from reader.entities.resolution import Mention
    from reader.library.library import Library
    from reader.scripts.rendition import Rendition

MEASURE = 80
"""Cells of a line of text at most: about 40 Chinese characters."""
MARGIN = 3
"""Cells left free on either side at least."""
WHEEL = 3
"""Lines the wheel moves."""


@dataclass(frozen=True, slots=True)
class View:
    """What is on the screen, worked out once for all its lines."""

    columns: int
    rows: int
    indent: int
    """Cells left of the text."""
    lines: list[Line | None]
    """None is a blank line between paragraphs."""
    start: int
    end: int
    """The source offsets of the first and behind the last character on the screen."""
    strip: range
    """The rows of the strip that stand for what is on the screen."""


class PageView(Painted, can_focus=True):
    """A page of a document."""

    DEFAULT_CSS = "PageView { height: 1fr; width: 1fr; }"
    ALLOW_SELECT: ClassVar[bool] = False

    class Moved(Message):
        """Another part of the document is on the screen."""

    class MentionClicked(Message):
        """A mention was clicked."""

        def __init__(self, mention: Mention) -> None:
            super().__init__()
            self.mention = mention

    def __init__(self, library: Library, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._library = library
        self._document: Document | None = None
        self._written = Written.NONE
        self._mentions: Sequence[Mention] = ()
        self._script = Script.ORIGINAL
        self._flows: dict[tuple[Script, int], Flow] = {}
        self._paragraph_styles: dict[int, str] = {}
        self._view: View | None = None
        self._strip_marks: tuple[int, frozenset[int]] | None = None
        self.top_offset = 0
        """The source offset that the top row holds."""
        self.chosen: str | None = None
        """The id of the entity whose mentions stand out."""
        self.current: tuple[int, int] | None = None
        """The source offsets of the place that the reader is at: a mention or a hit."""
        self._length = 0
        """Of the document without the white space at its end, in code points."""
        self._landed = False
        self._to_bring: int | None = None

    # What is shown

    def show(self, document: Document, written: Written, mentions: Sequence[Mention], anchor: int) -> None:
        """Show a document, the row with a source offset on top."""
        self._document, self._written, self._mentions = document, written, mentions
        self._length = len(document.text.rstrip())
        self._flows.clear()
        self._paragraph_styles.clear()
        self._strip_marks = None
        self.go_to(anchor)

    def learn(self, written: Written, mentions: Sequence[Mention]) -> None:
        """Show the same document with what its analysis has found."""
        self._written, self._mentions = written, mentions
        self._flows.clear()
        self._strip_marks = None
        self._changed()

    def show_script(self, script: Script) -> None:
        """Show the document in a script; the same character stays at the start of the top row."""
        if script != self._script:
            self._script = script
            self._changed()

    def choose(self, entity: str | None, current: tuple[int, int] | None) -> None:
        """Let the mentions of an entity stand out, and the place the reader is at."""
        self.chosen, self.current = entity, current
        self._strip_marks = None
        self.refresh()

    def mark_landing(self) -> None:
        """Mark for a moment the line that a jump landed on."""
        self._landed = True
        self.refresh()
        self.set_timer(1.5, self._unmark_landing)

    def _unmark_landing(self) -> None:
        self._landed = False
        self.refresh()

    @property
    def mentions(self) -> Sequence[Mention]:
        """The mentions in the document, as far as they are known."""
        return self._mentions

    # Moving

    def go_to(self, anchor: int) -> None:
        """Put the row with a source offset on top."""
        self.top_offset = anchor
        self._changed()

    def move(self, lines: int) -> None:
        """Move by lines; not further down than the end of the text at the bottom."""
        if lines > 0 and self._shows_end:
            return
        target = self._flow.moved(self.top_offset, lines)
        if lines > 0:
            target = min(target, max(self._top, self._flow.last_page(self.size.height)))
        if target != self._top:
            self.go_to(target)

    def page(self, pages: int) -> None:
        """Move by a page: what follows the last line comes on top, or what precedes the first to the bottom."""
        if pages < 0:
            self.go_to(self._flow.moved(self.top_offset, -self.size.height))
        elif not self._shows_end:
            last = next(line for line in reversed(self.lines) if line is not None)
            self.go_to(self._flow.moved(last.start, 1))

    def to_end(self) -> None:
        """Show the end of the document at the bottom."""
        self.go_to(self._flow.last_page(self.size.height))

    def reveal(self, offset: int, covered: int = 0) -> None:
        """Bring a source offset into view, a third down the page; a place that is well in view moves nothing.

        Args:
            offset: the source offset.
            covered: as many lines at the bottom are hidden behind something.
        """
        height = max(1, self.size.height - covered)
        margin = 1 if height > 4 else 0
        shown = [line for line in self.lines[margin : height - margin] if line is not None]
        if not any(line.start <= offset < line.end for line in shown):
            self.bring(offset, covered)

    def bring(self, offset: int, covered: int = 0) -> None:
        """Put a source offset a third down the page, or down what is not covered of it."""
        if not self.size.height:
            self._to_bring = offset  # as soon as it is known how high the page is
        height = max(1, self.size.height - covered)
        self.go_to(self._flow.moved(offset, -(height // 3)))

    @property
    def view(self) -> View:
        """What is on the screen."""
        if self._view is None:
            columns, rows = self.size
            text = self._document.text if self._document is not None else ""
            lines = self._flow.lines_from(self.top_offset, max(1, rows)) if text else []
            shown = [line for line in lines if line is not None]
            start, end = (shown[0].start, shown[-1].end) if shown else (0, 0)
            height, length = max(1, rows), max(1, len(text))
            strip = range(start * height // length, max(start, end - 1) * height // length + 1)
            self._view = View(columns, rows, self._indent, lines, start, end, strip)
        return self._view

    @property
    def lines(self) -> list[Line | None]:
        """The lines on the screen; None is a blank one between paragraphs."""
        return self.view.lines

    @property
    def in_view(self) -> tuple[int, int]:
        """The source offsets of the first and behind the last character on the screen."""
        return self.view.start, self.view.end

    @property
    def progress(self) -> float:
        """How far down the document the page is, 0 at its start to 1 where its end is on the screen."""
        length = self._length
        return 1.0 if self.view.end >= length else self.view.start / length

    @property
    def _top(self) -> int:
        return self.in_view[0]

    @property
    def _shows_end(self) -> bool:
        shown = [line for line in self.lines if line is not None]
        return not shown or self._flow.moved(shown[-1].start, 1) == shown[-1].start

    @property
    def _cells(self) -> int:
        return max(1, min(MEASURE, self.size.width - 2 * MARGIN))

    @property
    def _indent(self) -> int:
        return max(0, (self.size.width - self._cells) // 2)

    def prepare(self, script: Script) -> None:
        """Lay out what is on the screen in another script too, so that a toggle to it has only to paint."""
        if self._document is not None:
            self._flow_in(script).lines_from(self.top_offset, max(1, self.view.rows))

    @property
    def _flow(self) -> Flow:
        return self._flow_in(self._script)

    def _flow_in(self, script: Script) -> Flow:
        key = (script, self._cells)
        if key not in self._flows:
            if len(self._flows) > 4:
                self._flows.clear()
            text = self._document.text if self._document is not None else ""
            alike = next((flow for flow in self._flows.values() if flow.cells == self._cells), None)
            self._flows[key] = Flow(text, self._cells, lambda span: self._render_paragraph(span, script), alike)
        return self._flows[key]

    def _render_paragraph(self, span: Span, script: Script) -> Rendition:
        assert self._document is not None
        entities = self._library.matcher.entities
        return render_paragraph(self._document.text, span, self._written, self._mentions, entities, script)

    def _changed(self) -> None:
        self._view = None
        self.refresh()
        self.post_message(self.Moved())

    def on_resize(self) -> None:
        """Lay the page out anew around the same character."""
        self._strip_marks = None
        self._changed()
        if self._to_bring is not None and self.size.height:
            offset, self._to_bring = self._to_bring, None
            self.bring(offset)

    # Painting

    def render_line(self, y: int) -> Strip:
        """Return one line of the screen."""
        view = self.view
        indent, cells, lines = view.indent, view.columns, view.lines
        segments: list[Segment] = []
        plain = self.paint_style()
        line = lines[y] if y < len(lines) else None
        taken = indent
        if line is None:
            segments.append(Segment(" " * indent, plain))
            if y == 1 and not lines and self._document is not None:
                segments.append(Segment(_("There is nothing in this document."), self.paint_style("quiet")))
                taken += width(segments[-1].text)
        else:
            landed = self._landed and self.current is not None and line.start <= self.current[0] < line.end
            segments.append(Segment(" " * max(0, indent - 2), plain))
            segments.append(Segment(("▸ " if landed else "  ")[: min(2, indent)], self.paint_style("landed")))
            segments.extend(self._painted(line))
            taken += line.paragraph.rows[line.row].width
        if cells - 1 > taken:
            segments.append(Segment(" " * (cells - 1 - taken), plain))
        segments.append(self._strip_segment(y))
        strip = Strip(segments, max(cells, taken + 1))
        return strip if taken < cells else strip.crop(0, cells)

    def _painted(self, line: Line) -> list[Segment]:
        """Return the stretches of a row with their styles."""
        paragraph, row = line.paragraph, line.paragraph.rows[line.row]
        alignment, base, text = paragraph.alignment, paragraph.span.start, paragraph.text
        end = row.start + len(paragraph.text_of(line.row))
        under = self._paragraph_style(paragraph.span)
        stretches: list[tuple[int, int, str]] = []
        for mention in mentions_between(self._mentions, paragraph.span):
            start = max(row.start, alignment.to_rendition(mention.start - base))
            stop = min(end, alignment.to_rendition(mention.end - base, end=True))
            if start < stop:
                stretches.append((start, stop, self._mention_style(mention)))
        if self.current is not None and base <= self.current[0] < paragraph.span.end:
            start = max(row.start, alignment.to_rendition(self.current[0] - base))
            stop = min(end, alignment.to_rendition(self.current[1] - base, end=True))
            stretches = [s for s in stretches if s[1] <= start or s[0] >= stop]
            if start < stop:
                stretches.append((start, stop, "current"))
                stretches.sort()
        painted = []
        place = row.start
        for start, stop, name in stretches:
            if start > place:
                painted.append(Segment(text[place:start], self.paint_style(under)))
            painted.append(Segment(text[start:stop], self.paint_style(under, *name.split())))
            place = stop
        if place < end:
            painted.append(Segment(text[place:end], self.paint_style(under)))
        return painted

    def _paragraph_style(self, span: Span) -> str:
        if span.start not in self._paragraph_styles:
            self._paragraph_styles[span.start] = self._find_paragraph_style(span)
        return self._paragraph_styles[span.start]

    def _find_paragraph_style(self, span: Span) -> str:
        assert self._document is not None
        title = self._document.metadata.title
        if title is not None and span.start <= title.start < span.end:
            return "title"
        return "heading" if is_heading(self._document.text, span) else ""

    def _mention_style(self, mention: Mention) -> str:
        of_type = self._library.entity(mention.entity).type
        name = of_type if of_type in ENTITY_TYPES else "other"
        return f"{name} chosen" if mention.entity == self.chosen else name

    def _strip_segment(self, y: int) -> Segment:
        marked = y in self._marked_rows()
        under = "strip-page" if y in self.view.strip else ""
        return Segment("▐" if marked else " ", self.paint_style("accent" if marked else "", under))

    def _marked_rows(self) -> frozenset[int]:
        """Return the rows of the strip that stand for parts with a mention of the chosen entity."""
        height, length = max(1, self.view.rows), max(1, len(self._document.text) if self._document is not None else 1)
        if self._strip_marks is None or self._strip_marks[0] != height:
            chosen = (mention.start for mention in self._mentions if mention.entity == self.chosen)
            self._strip_marks = (height, frozenset(start * height // length for start in chosen))
        return self._strip_marks[1]

    # The mouse

    def mention_at(self, x: int, y: int) -> Mention | None:
        """Return the mention on a cell of the page."""
        line = self.lines[y] if y < len(self.lines) else None
        if line is None or x < self._indent:
            return None
        row = line.paragraph.rows[line.row]
        text = line.paragraph.text_of(line.row)
        column = column_at(text, x - self._indent)
        if column >= len(text):
            return None
        offset = line.paragraph.span.start + line.paragraph.alignment.to_source(row.start + column)
        index = bisect_right(self._mentions, offset, key=lambda mention: mention.start) - 1
        if index >= 0 and self._mentions[index].start <= offset < self._mentions[index].end:
            return self._mentions[index]
        return None

    def mentions_in_view(self) -> Sequence[Mention]:
        """Return the mentions that begin on the screen."""
        start, end = self.in_view
        first = bisect_left(self._mentions, start, key=lambda mention: mention.start)
        last = bisect_left(self._mentions, end, key=lambda mention: mention.start)
        return self._mentions[first:last]

    def on_click(self, event: events.Click) -> None:
        """Choose the mention that was clicked; on the strip, go to that part of the document."""
        if event.x == self.size.width - 1 and self._document is not None:
            self.go_to(event.y * len(self._document.text) // max(1, self.size.height))
        elif (mention := self.mention_at(event.x, event.y)) is not None:
            self.post_message(self.MentionClicked(mention))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll with the wheel."""
        event.stop()
        self.move(WHEEL)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll with the wheel."""
        event.stop()
        self.move(-WHEEL)
