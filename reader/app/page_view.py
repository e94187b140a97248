"""The page: a document in columns of rows, anchored at a source offset.

Only what is on the screen is wrapped, converted and painted, so a repaint, a toggle, a resize or a jump costs as much
as the screen is large, whatever the document. The top row is known by the source offset of its first character: a
toggle or a resize cannot move it. At the right edge a strip tells where the chosen places stand in the document, and
the scroll bar beside it where the page is; both go by offset.
"""

from __future__ import annotations

import logging
import sys
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import pairwise
from threading import Thread
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual.message import Message
from textual.strip import Strip

from reader.app.painting import ENTITY_TYPES, Painted
from reader.documents.headings import is_heading
from reader.documents.leads import Lead, beginning_between, named, place_of, start_of
from reader.documents.marked_contents import is_marked
from reader.documents.paragraphs import Span, paragraph_after, paragraph_at, paragraph_before
from reader.documents.sanitising import harmless
from reader.entities.rendering import mentions_between, render_paragraph
from reader.language import _
from reader.page.blocks import Blocks, WrittenBlocks
from reader.page.cells import CLUSTER, ambiguous_width, column_at, cut, width
from reader.page.flow import KEPT, Flow, LaidOut, Line
from reader.page.typesetting import Columns, Typesetting, columns
from reader.scripts.rendition import Rendition, changes
from reader.scripts.script import Written
from reader.scripts.target import AS_WRITTEN, Target

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from textual import events
    from textual.geometry import Size
    from textual.timer import Timer

    from reader.documents.document import Document
    from reader.documents.formats.source import Link, Note
    from reader.documents.headings import Rule
    from reader.entities.resolution import Mention
    from reader.library.library import Library
    from reader.library.walk import Place
    from reader.page.markdown_blocks import MarkdownBlocks
    from reader.scripts.rendition import Hold

WHEEL = 3
"""Lines the wheel moves."""
FLOWS = 4
"""As many ways of laying a document out are kept, for toggles to and fro."""
AT_ONCE = 50_000
"""Code points of a Markdown text of which the structure is found before it is shown; that of a longer one beside it."""

Stretch = tuple[int, int, str]
"""A stretch of a paragraph's rendition, end exclusive, and the names of the styles that lie on it."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class View:
    """What is on the screen, worked out once for all its lines."""

    outer: Size
    """What the widget took when it was worked out, with its border."""
    width: int
    height: int
    columns: Columns
    lines: list[list[Line | None]]
    """Those of each column; None is a blank one."""
    start: int
    end: int
    """The source offsets of the first and behind the last character on the screen."""
    thumb: range
    """The rows of the scroll bar that stand for what is on the screen."""

    @property
    def shown(self) -> list[Line]:
        """All lines with text, in order."""
        return [line for column in self.lines for line in column if line is not None]


class PageView(Painted, can_focus=True):
    """A page of a document."""

    DEFAULT_CSS = "PageView { height: 1fr; width: 1fr; }"
    ALLOW_SELECT: ClassVar[bool] = False

    class Moved(Message):
        """Another part of the document is on the screen."""

    class MentionClicked(Message):
        """A mention or an unclear place was clicked."""

        def __init__(self, mention: Mention) -> None:
            super().__init__()
            self.mention = mention

    class Pointed(Message):
        """The mouse is on another of the stretches that conversion changed, or on none any more."""

    class LeadClicked(Message):
        """A link, an address or the mark of a note was clicked."""

        def __init__(self, lead: Lead) -> None:
            super().__init__()
            self.lead = lead

    class Structured(Message):
        """The structure of a long Markdown document is known."""

        def __init__(self, document: Document) -> None:
            super().__init__()
            self.document = document

    def __init__(self, library: Library, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._library = library
        self._document: Document | None = None
        self._written = Written.NONE
        self._mentions: Sequence[Mention] = ()
        self._unclear: Sequence[Mention] = ()
        self._target = AS_WRITTEN
        self._blocks = Blocks("")
        self._markdown: MarkdownBlocks | None = None
        """The same blocks, where the document is Markdown."""
        self.notes: Sequence[Note] = ()
        """The marks of notes in the document, in order."""
        self.links: Sequence[Link] = ()
        """The links of the document, in order."""
        self._setting = Typesetting()
        self._flows: dict[tuple[Target, int, Typesetting, int], Flow] = {}
        self._paragraph_styles: dict[int, str] = {}
        self._heading_rule: Rule | None = None
        self._view: View | None = None
        self._strip_rows: tuple[int, frozenset[int]] | None = None
        self.top_offset = 0
        """The source offset that the top row holds."""
        self.chosen: str | None = None
        """The id of the entity whose mentions stand out."""
        self.current: tuple[int, int] | None = None
        """The source offsets of the place that the reader is at: a mention or a hit."""
        self.chosen_places: Sequence[Place] = ()
        """The places in the document of what is chosen, an entity's mentions or a search's hits, in order."""
        self.bookmarks: Sequence[int] = ()
        """The source offsets of the bookmarks in the document."""
        self.labels: Mapping[int, str] = {}
        """What is written over the text at source offsets, for keys that go there."""
        self.wheel = WHEEL
        """Lines the wheel moves."""
        self.when_painted: Callable[[], None] | None = None
        """Called once, when the page has been painted next."""
        self.marks_changes = False
        """Whether what conversion changed is marked."""
        self.pointed: Span | None = None
        """While that is marked, the source text of what the mouse is on, where conversion changed it."""
        self._changes: dict[int, tuple[LaidOut, list[tuple[int, int]]]] = {}
        self._focus_offset: int | None = None
        self._begin = 0
        """The source offset of the first paragraph of a Markdown document that is shown."""
        self._length = 0
        """Of the document without the white space at its end, in code points."""
        self._landed = False
        self._unmarking: Timer | None = None
        self._to_bring: int | None = None
        self._dragging_bar = False

    # What is shown

    def show(
        self,
        document: Document,
        written: Written,
        mentions: Sequence[Mention],
        anchor: int,
        unclear: Sequence[Mention] = (),
    ) -> None:
        """Show a document, the row with a source offset on top."""
        self._document, self._written, self._mentions, self._unclear = document, written, mentions, unclear
        self._take_blocks()
        self.chosen_places, self.bookmarks, self.labels = (), (), {}
        self._strip_rows = None
        self.go_to(anchor)

    def learn(self, written: Written, mentions: Sequence[Mention], unclear: Sequence[Mention] = ()) -> None:
        """Show the same document with what its analysis has found."""
        self._written, self._mentions, self._unclear = written, mentions, unclear
        self._flows.clear()
        if self._markdown is not None:
            self._markdown.forget_widths()
        self._changed()

    def _take_blocks(self) -> None:
        """Find how the document is built; of a long Markdown text first no more than each line tells by itself."""
        document = self._document
        assert document is not None
        self._flows.clear()
        self._paragraph_styles.clear()
        kind = Blocks if document.is_as_in_file else WrittenBlocks
        self._blocks, self._markdown = kind(document.text), None
        self._begin, self._length = 0, document.end
        self.notes, self.links = document.source.notes, document.source.links
        if not document.is_markdown:
            return
        from reader.documents.formats.markdown import front_alone
        from reader.page.markdown_blocks import MarkdownBlocks

        at_once = document.is_structured or len(document.text) <= AT_ONCE
        known = document.structure if at_once else front_alone(document.text)
        self._blocks = self._markdown = MarkdownBlocks(document.text, known)
        self.notes, self.links = known.notes, known.links
        first, last = self._blocks.shown_from(0), self._blocks.shown_up_to(self._length)
        self._begin = first.start if first is not None else 0
        self._length = min(self._length, last.end) if last is not None else 0
        if not at_once:
            self.call_after_refresh(self._find_structure, document)

    def _find_structure(self, document: Document) -> None:
        from reader.library.excerpt import Excerpt

        if document is not self._document or isinstance(document, Excerpt):  # of which all else is still to be read
            return

        def work() -> None:
            try:
                known = document.structure
            except Exception:  # nobody reads what a thread says on a terminal
                log.exception("structure")
            else:
                log.debug("structure: %d links", len(known.links))
                self.post_message(self.Structured(document))

        Thread(target=work, name="structure", daemon=True).start()

    def on_page_view_structured(self, message: Structured) -> None:
        """Show the document as it is built; the same character stays at the start of the top row."""
        if message.document is self._document:
            self._take_blocks()
            self._changed()

    def show_as(self, target: Target) -> None:
        """Show the document in another script or wording; the same character stays at the start of the top row."""
        if target != self._target:
            self._target = target
            self._changed()

    def head_by(self, rule: Rule | None) -> None:
        """Draw as headings what a rule says is one; None for what looks like it."""
        if rule is not self._heading_rule:
            self._heading_rule = rule
            self._paragraph_styles.clear()
            self.refresh()

    def mark_changes(self, marks: bool) -> None:
        """Mark what conversion changed, or no longer."""
        self.marks_changes, self.pointed = marks, None
        self._changes.clear()
        self.refresh()

    def set_type(self, setting: Typesetting, *, focus: bool) -> None:
        """Set the page in another way; the same character stays at the start of the top row.

        Args:
            setting: measure, spacing and the like.
            focus: dim all but one paragraph.
        """
        self._setting = setting
        if focus != (self._focus_offset is not None):
            self._focus_offset = self._first_paragraph() if focus else None
        self._changed()

    def choose(self, entity: str | None, current: tuple[int, int] | None, places: Sequence[Place] = ()) -> None:
        """Let the mentions of an entity or the hits of a search stand out, and the place the reader is at."""
        if places is not self.chosen_places:
            self.chosen_places = places
            self._strip_rows = None
        self.chosen, self.current = entity, current
        if current is not None:
            self._focus_on(current[0])
        self.refresh()

    def mark_landing(self) -> None:
        """Mark for a moment the line that a jump landed on."""
        self._landed = True
        self.refresh()
        if self._unmarking is not None:
            self._unmarking.stop()
        self._unmarking = self.set_timer(1.5, self._unmark_landing)

    def _unmark_landing(self) -> None:
        self._landed = False
        self.refresh()

    @property
    def mentions(self) -> Sequence[Mention]:
        """The mentions in the document, as far as they are known."""
        return self._mentions

    @property
    def unclear(self) -> Sequence[Mention]:
        """The places in the document that may mean several, as far as they are known."""
        return self._unclear

    @property
    def text(self) -> str:
        """The source text of the document; empty when there is none."""
        return self._document.text if self._document is not None else ""

    def paragraph_at(self, offset: int) -> Span:
        """Return the paragraph, as the page shows them, in which a source offset stands."""
        return self._blocks.paragraph_at(offset)

    # Moving

    def go_to(self, anchor: int) -> None:
        """Put the row with a source offset on top."""
        self.top_offset = anchor
        self._focus_on(anchor)
        self._changed()

    def move(self, lines: int) -> None:
        """Move by lines, in focus by paragraphs; not further down than the end of the text at the bottom."""
        if self._focus_offset is not None:
            self._move_focus(lines)
            return
        if lines > 0 and self._shows_end:
            return
        target = self._flow.moved(self.top_offset, lines)
        if lines > 0:
            target = min(target, max(self._top, self._flow.last_page(self._capacity)))
        if target != self._top:
            self.go_to(target)

    def page(self, pages: float) -> None:
        """Move by a page or a part of one: what follows the last line comes on top, or what precedes to the bottom."""
        if abs(pages) < 1:
            self._scroll(round(self._capacity * pages) or 1)
        elif pages < 0:
            self.go_to(self._flow.moved(self.top_offset, -self._capacity))
        elif not self._shows_end:
            self.go_to(self._flow.moved(self.view.shown[-1].start, 1))
        if self._focus_offset is not None:
            self._focus_offset = self._first_paragraph()

    def _scroll(self, lines: int) -> None:
        focus, self._focus_offset = self._focus_offset, None
        self.move(lines)
        self._focus_offset = focus

    def to_end(self) -> None:
        """Show the end of the document at the bottom."""
        self.go_to(self._flow.last_page(self._capacity))
        self._focus_on(self._length)

    def to_share(self, share: float) -> None:
        """Go to the row with the offset that is a share of the text, from 0 to 1, further down."""
        offset = int(min(1.0, max(0.0, share)) * self._length)
        self.go_to(min(offset, self._flow.last_page(self._capacity)))
        self._focus_on(offset)

    def reveal(self, offset: int, covered: int = 0) -> None:
        """Bring a source offset into view, a third down the page; a place that is well in view moves nothing.

        Args:
            offset: the source offset.
            covered: as many lines at the bottom are hidden behind something.
        """
        height = max(1, self.size.height - covered)
        margin = 1 if height > 4 else 0
        shown = [line for column in self.view.lines for line in column[margin : height - margin] if line is not None]
        if not any(line.start <= offset < line.end for line in shown):
            self.bring(offset, covered)

    def bring(self, offset: int, covered: int = 0) -> None:
        """Put a source offset a third down the page, or down what is not covered of it."""
        if not self.size.height:
            self._to_bring = offset  # as soon as it is known how high the page is
        height = max(1, self.size.height - covered)
        self.go_to(self._flow.moved(offset, -(height // 3)))
        self._focus_on(offset)

    @property
    def view(self) -> View:
        """What is on the screen."""
        if self._view is None or self._view.outer != self.outer_size:  # to ask for the size inside takes much longer
            across, height = self.size.width, max(1, self.size.height)
            placed, text = self._columns, self.text
            count = len(placed.starts)
            lines = self._flow.columns_from(self.top_offset, height, count) if text else [[] for _ in range(count)]
            shown = [line for column in lines for line in column if line is not None]
            start, end = (shown[0].start, shown[-1].end) if shown else (0, 0)
            length = max(1, len(text))
            thumb = range(start * height // length, max(start, end - 1) * height // length + 1)
            self._view = View(self.outer_size, across, height, placed, lines, start, end, thumb)
        return self._view

    @property
    def lines(self) -> list[Line | None]:
        """The lines of the first column; None is a blank one."""
        return self.view.lines[0]

    @property
    def in_view(self) -> tuple[int, int]:
        """The source offsets of the first and behind the last character on the screen."""
        return self.view.start, self.view.end

    @property
    def progress(self) -> float:
        """How far down the document the page is, 0 at its start to 1 where its end is on the screen."""
        if self.view.end >= self._length:
            return 1.0
        return max(0, self.view.start - self._begin) / (self._length - self._begin)

    @property
    def _top(self) -> int:
        return self.in_view[0]

    @property
    def _shows_end(self) -> bool:
        shown = self.view.shown
        return not shown or self._flow.moved(shown[-1].start, 1) == shown[-1].start

    @property
    def _columns(self) -> Columns:
        return columns(self.size.width, self._setting)

    @property
    def _capacity(self) -> int:
        """How many lines the columns hold."""
        return self.size.height * len(self._columns.starts)

    def prepare(self, target: Target) -> None:
        """Lay out what is on the screen in another script too, so that a toggle to it has only to paint."""
        if self._document is not None:
            view = self.view
            self._flow_in(target).columns_from(self.top_offset, view.height, len(view.columns.starts))

    @property
    def _flow(self) -> Flow:
        return self._flow_in(self._target)

    def _flow_in(self, target: Target) -> Flow:
        cells, setting, ambiguous = self._columns.cells, self._setting, ambiguous_width()
        key = (target, cells, setting, ambiguous)
        if key not in self._flows:
            if len(self._flows) >= FLOWS:
                self._flows.clear()
            alike = next((flow for other, flow in self._flows.items() if other[1:] == key[1:]), None)
            self._flows[key] = Flow(
                self.text,
                cells,
                lambda span: self.rendition_of(span, target, cells),
                setting,
                indents=lambda span: not self._paragraph_style(span),
                blocks=self._blocks,
                alike=alike,
            )
        return self._flows[key]

    def rendition_of(self, span: Span, target: Target, column: int = 0) -> Rendition:
        """Return the rendition of a paragraph, names kept, marks hidden; its table set in a column of so many cells."""
        text, entities, markdown = self.text, self._library.entities, self._markdown
        if markdown is None:
            return render_paragraph(text, span, self._written, self._mentions, entities, target)
        code = markdown.code

        def render(paragraph: Span, marks: Sequence[Hold]) -> Rendition:
            found, written = self._mentions, self._written
            return render_paragraph(text, paragraph, written, found, entities, target, code=code, marks=marks)

        return markdown.rendition(span, render, column, target)

    def _changed(self) -> None:
        self._view = None
        self.refresh()
        self.post_message(self.Moved())

    def on_resize(self) -> None:
        """Lay the page out anew around the same character."""
        self._strip_rows = None
        self._changed()
        if self._to_bring is not None and self.size.height:
            offset, self._to_bring = self._to_bring, None
            self.bring(offset)

    # One paragraph in focus

    def _first_paragraph(self) -> int:
        """Return where the first paragraph begins that begins on the screen; else where the one on it does."""
        shown = self.view.shown
        begun = (line.paragraph.span.start for line in shown if line.row == 0)
        return next(begun, shown[0].paragraph.span.start if shown else 0)

    def _focus_on(self, offset: int) -> None:
        if self._focus_offset is not None and self._document is not None:
            found = self._blocks.shown_from(offset) or paragraph_at(self.text, offset)
            self._focus_offset = found.start

    def _move_focus(self, paragraphs: int) -> None:
        """Put the focus on a paragraph further on, at a third of the page."""
        assert self._focus_offset is not None
        blocks = self._blocks
        step = paragraph_after if paragraphs > 0 else paragraph_before
        seen = blocks.shown_from if paragraphs > 0 else blocks.shown_up_to
        for _step in range(abs(paragraphs)):
            neighbour = step(self.text, blocks.paragraph_at(self._focus_offset))
            span = seen(neighbour.start) if neighbour is not None else None
            if span is None:
                break
            self._focus_offset = span.start
        self.bring(self._focus_offset)

    # Painting

    def render_line(self, y: int) -> Strip:
        """Return one line of the screen."""
        view, plain = self.view, self.paint_style()
        segments: list[Segment] = []
        taken = 0
        for start, column in zip(view.columns.starts, view.lines, strict=True):
            line = column[y] if y < len(column) else None
            if line is None:
                continue
            indent = line.indent
            free = start - taken
            mark = min(2, free)
            segments.append(Segment(" " * (free - mark), plain))
            segments.append(Segment(self._margin_mark(line)[:mark], self.paint_style("landed")))
            segments.append(Segment(" " * indent, plain))
            segments.extend(self._painted(line))
            taken = start + indent + line.paragraph.rows[line.row].width
        if y == 1 and not view.shown and self._document is not None:
            sentence = cut(_("There is nothing in this document."), max(0, view.width - view.columns.starts[0] - 2))
            segments += (Segment(" " * view.columns.starts[0], plain), Segment(sentence, self.paint_style("quiet")))
            taken = view.columns.starts[0] + width(sentence)
        if view.width - 2 > taken:
            segments.append(Segment(" " * (view.width - 2 - taken), plain))
            taken = view.width - 2
        segments += self._edge(y)
        if self.when_painted is not None and y == view.height - 1:
            self.call_after_refresh(self.when_painted)
            self.when_painted = None
        strip = Strip(segments, taken + 2)
        return strip if taken + 2 == view.width else strip.crop(0, view.width)

    def _margin_mark(self, line: Line) -> str:
        """Return what stands in the two cells before a line: where a jump has landed, and where a bookmark is."""
        if self._landed and self.current is not None and line.start <= self.current[0] < line.end:
            return "▸ "
        return "* " if any(line.start <= offset < line.end for offset in self.bookmarks) else "  "

    def _painted(self, line: Line) -> list[Segment]:
        """Return the stretches of a row with their styles."""
        paragraph, row = line.paragraph, line.paragraph.rows[line.row]
        text, first = paragraph.text, row.start
        last = first + len(paragraph.text_of(line.row))
        under = self._paragraph_style(paragraph.span)
        dimmed = self._focus_offset is not None and paragraph.span.start != self._focus_offset
        stretches = [
            (max(first, start), min(last, stop), name)
            for start, stop, name in self._stretches(line)
            if start < last and stop > first
        ]
        edges = sorted({first, last, *(edge for stretch in stretches for edge in stretch[:2])})
        painted = []
        for start, stop in pairwise(edges):
            names = " ".join(name for low, high, name in stretches if low <= start and stop <= high)
            style = self.paint_style(under, *names.split(), "dimmed" if dimmed else "")
            painted.append(Segment(text[start:stop], style))
        return self._labelled(line, painted) if self.labels else painted

    def _stretches(self, line: Line) -> list[Stretch]:
        """Return what stands out in the paragraph of a line, what lies over the rest last."""
        paragraph = line.paragraph
        alignment, span = paragraph.alignment, paragraph.span

        def shown(start: int, end: int) -> tuple[int, int]:
            return alignment.to_rendition(start - span.start), alignment.to_rendition(end - span.start, end=True)

        on_line = Span(line.start, line.end)
        found = [(*shown(stretch.start, stretch.end), name) for stretch, name in self._looks_on(on_line, span)]
        found += [
            (*shown(mention.start, mention.end), style_of(mention))
            for places, style_of in ((self._mentions, self._mention_style), (self._unclear, lambda _place: "unclear"))
            for mention in mentions_between(places, on_line)
            if (mention.start, mention.end) != self.current
        ]
        if self.chosen is None and self.chosen_places:
            places = self.chosen_places
            low = bisect_right(places, line.start, key=lambda place: place.end)
            high = bisect_left(places, line.end, key=lambda place: place.start)
            hits = (place for place in places[low:high] if (place.start, place.end) != self.current)
            found += [(*shown(place.start, place.end), "hit") for place in hits]
        if self.marks_changes:
            found += [(start, stop, "changed") for start, stop in self._changes_on(line)]
        if self.current is not None and self.current[0] < span.end and self.current[1] > span.start:
            found.append((*shown(*self.current), "current"))
        return found

    def _looks_on(self, line: Span, paragraph: Span) -> Iterator[tuple[Span, str]]:
        """Yield what stands out on a line as the document says, and what stands there in place of a mark."""
        if self._markdown is not None:
            look = self._markdown.look(paragraph)
            yield from ((span, style.value) for span, style in look.styles)
            marks = (mark for mark in look.marks if mark.shown and not self.text.startswith("&", mark.span.start))
            yield from ((mark.span, "quiet") for mark in marks)
            return
        for leads in (self.links, self.notes):
            number = max(0, bisect_left(leads, line.start, key=start_of) - 1)  # one may begin on the line before
            while number < len(leads) and (place := place_of(leads[number])).start < line.end:
                yield place, "link"
                number += 1

    def _changed_in(self, paragraph: LaidOut) -> list[tuple[int, int]]:
        """Return the stretches of what is shown of a paragraph that are not what stands in the document, in order."""
        start = paragraph.span.start
        known = self._changes.get(start)
        if known is None or known[0] is not paragraph:
            if len(self._changes) >= KEPT:
                self._changes.clear()
            written = harmless(paragraph.span.of(self.text))
            found = changes(written, Rendition(paragraph.text, paragraph.alignment))
            known = paragraph, [stretch for stretch in found if self._is_converted(paragraph, stretch)]
            self._changes[start] = known
        return known[1]

    def _is_converted(self, paragraph: LaidOut, stretch: tuple[int, int]) -> bool:
        """Return whether something is shown otherwise because it is converted, and not because it is a mark."""
        if self._markdown is None:
            return True
        place = paragraph.span.start + paragraph.alignment.to_source(stretch[0])
        is_mark = any(mark.span.start <= place < mark.span.end for mark in self._markdown.look(paragraph.span).marks)
        return stretch[0] < stretch[1] and not is_mark and paragraph.text[slice(*stretch)].strip(" |") != ""

    def _changes_on(self, line: Line) -> list[tuple[int, int]]:
        """Return those of the stretches that touch a row."""
        changed, row = self._changed_in(line.paragraph), line.paragraph.rows[line.row]
        first = bisect_right(changed, row.start, key=lambda stretch: stretch[1])
        return changed[first : bisect_left(changed, row.end, key=lambda stretch: stretch[0])]

    @property
    def changes_in_view(self) -> int:
        """How many stretches on the screen conversion has changed."""
        changed = (
            (line.paragraph.span.start, start) for line in self.view.shown for start, _stop in self._changes_on(line)
        )
        return len(set(changed))

    def _labelled(self, line: Line, painted: list[Segment]) -> list[Segment]:
        """Return the stretches of a row with its labels written over their first cells."""
        paragraph, row = line.paragraph, line.paragraph.rows[line.row]
        end = row.start + len(paragraph.text_of(line.row))
        places = {}
        for offset, label in self.labels.items():
            if line.start <= offset < line.end:
                places[max(row.start, paragraph.alignment.to_rendition(offset - paragraph.span.start))] = label
        for place, label in sorted(places.items(), reverse=True):
            stop, covered = place, 0
            for cluster in CLUSTER.finditer(paragraph.text, place, end):
                if covered >= len(label):
                    break
                stop, covered = cluster.end(), covered + width(cluster[0])
            painted = [
                *_segments_between(painted, 0, place - row.start),
                Segment(label[:covered] + " " * (covered - len(label)), self.paint_style("label")),
                *_segments_between(painted, stop - row.start, sys.maxsize),
            ]
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
        if self._markdown is not None and (style := self._markdown.style_of(span)) is not None:
            return style
        marked = self._document.source.headings
        if marked is not None and self._heading_rule is None:
            return "heading" if is_marked(span, marked) else ""
        return "heading" if is_heading(self._document.text, span, self._heading_rule) else ""

    def _mention_style(self, mention: Mention) -> str:
        of_type = self._library.entity(mention.entity).type
        name = of_type if of_type in ENTITY_TYPES else "other"
        if mention.entity in self._library.found:
            name = "found"
        return f"{name} chosen" if mention.entity == self.chosen else name

    def _edge(self, y: int) -> tuple[Segment, Segment]:
        """Return the cells of a line that belong to the strip and to the scroll bar."""
        marked, bookmarked = self._rows_of_strip()
        thumb = Segment("▐" if y in self.view.thumb else " ", self.paint_style("thumb"))
        return (
            Segment("▐" if y in marked else " ", self.paint_style("accent")),
            Segment("◂", self.paint_style("accent")) if y in bookmarked else thumb,
        )

    def _rows_of_strip(self) -> tuple[frozenset[int], frozenset[int]]:
        """Return the rows of the strip that stand for parts with a chosen place, and for those with a bookmark."""
        height, length = self.view.height, max(1, len(self.text))
        if self._strip_rows is None or self._strip_rows[0] != height:
            places, marked, place = self.chosen_places, set[int](), 0
            while place < len(places):  # one step a row of the strip, however many places
                marked.add(row := places[place].start * height // length)
                next_offset = -(-(row + 1) * length // height)
                place = bisect_left(places, next_offset, lo=place + 1, key=lambda found: found.start)
            self._strip_rows = (height, frozenset(marked))
        return self._strip_rows[1], frozenset(offset * height // length for offset in self.bookmarks)

    # What stands where

    def line_on(self, x: int, y: int) -> tuple[Line, int] | None:
        """Return the line on a cell of the page, and how far from its first cell the cell is; None beside the text."""
        view = self.view
        number = max(0, bisect_right(view.columns.starts, x) - 1)
        line = view.lines[number][y] if 0 <= y < len(view.lines[number]) else None
        if line is None:
            return None
        return line, x - view.columns.starts[number] - line.indent

    def glyph_at(self, x: int, y: int) -> Span | None:
        """Return the source text of the glyph on a cell, either half of a wide one; None where there is none."""
        found = self.line_on(x, y)
        if found is None or found[1] < 0:
            return None
        line, cell = found
        paragraph, row = line.paragraph, line.paragraph.rows[line.row]
        text = paragraph.text_of(line.row)
        column = column_at(text, cell)
        if column >= len(text):
            return None
        cluster = CLUSTER.match(text, column)
        stop = cluster.end() if cluster is not None else column + 1
        base, alignment = paragraph.span.start, paragraph.alignment
        return Span(
            base + alignment.to_source(row.start + column), base + alignment.to_source(row.start + stop, end=True)
        )

    def changed_at(self, x: int, y: int) -> Span | None:
        """Return the source text of what conversion changed on a cell of the page; None where it changed nothing."""
        glyph = self.glyph_at(x, y)
        line = self.line_on(x, y)
        if glyph is None or line is None:
            return None
        paragraph = line[0].paragraph
        base, alignment = paragraph.span.start, paragraph.alignment
        place = alignment.to_rendition(glyph.start - base)
        for start, stop in self._changes_on(line[0]):
            if start <= place < stop:
                return Span(base + alignment.to_source(start), base + alignment.to_source(stop, end=True))
        return None

    def mention_on(self, offset: int) -> Mention | None:
        """Return the mention that a source offset belongs to."""
        return _on(self._mentions, offset)

    def unclear_on(self, offset: int) -> Mention | None:
        """Return the place that may mean several to which a source offset belongs."""
        return _on(self._unclear, offset)

    def name_on(self, offset: int) -> Mention | None:
        """Return the mention that a source offset belongs to, or the unclear place."""
        return self.mention_on(offset) or self.unclear_on(offset)

    def mentions_in_view(self) -> Sequence[Mention]:
        """Return the mentions that begin on the screen."""
        return self._seen(_beginning(self._mentions, *self.in_view))

    def _seen(self, places: Sequence[Mention]) -> Sequence[Mention]:
        """Return those of some places of which something is shown."""
        if self._markdown is None:
            return places
        return [place for place in places if not self._markdown.hides(Span(place.start, place.end))]

    def names_in_view(self) -> Sequence[Mention]:
        """Return the mentions and the unclear places that begin on the screen, in order."""
        unclear = self._seen(_beginning(self._unclear, *self.in_view))
        mentions = self.mentions_in_view()
        return sorted((*mentions, *unclear), key=lambda place: place.start) if unclear else mentions

    def leads_in_view(self) -> list[Lead]:
        """Return the links, addresses and marks of notes that begin on the screen, in order."""
        spans = dict.fromkeys(line.paragraph.span for line in self.view.shown)
        start, end = self.in_view
        found: list[Lead] = [*beginning_between(self.notes, start, end), *beginning_between(self.links, start, end)]
        for span in spans:
            addresses = named(self.text, span, self.links, self._blocks.hides)
            found += [link for link in addresses if start <= link.span.start < end]
        return sorted(found, key=start_of)

    def lead_on(self, offset: int) -> Lead | None:
        """Return what leads elsewhere at a source offset on the screen; that is also the number of a link."""
        for lead in self.leads_in_view():
            place = place_of(lead)
            end = place.end + (self._markdown is not None and self.text.startswith("]", place.end))
            if place.start <= offset < end:
                return lead
        return None

    # The mouse

    def on_click(self, event: events.Click) -> None:
        """Choose the name that was clicked, or go where the link or the note leads."""
        glyph = self.glyph_at(event.x, event.y)
        if glyph is None:
            return
        if (mention := self.name_on(glyph.start)) is not None:
            self.post_message(self.MentionClicked(mention))
            return
        if (lead := self.lead_on(glyph.start)) is not None:
            self.post_message(self.LeadClicked(lead))

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """On the edge, go to that part of the document, and on while the button is held."""
        if event.x >= self.size.width - 2 and event.button == 1:
            event.stop()
            self._dragging_bar = True
            self.capture_mouse()
            self._drag_bar(event.y)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Drag the scroll bar; while changes are marked, tell on which the pointer is."""
        if self._dragging_bar:
            self._drag_bar(event.y)
        elif self.marks_changes:
            self._point_at(self.changed_at(event.x, event.y))

    def on_leave(self) -> None:
        """Point at nothing."""
        self._point_at(None)

    def _point_at(self, span: Span | None) -> None:
        if span != self.pointed:
            self.pointed = span
            self.post_message(self.Pointed())

    def on_mouse_up(self) -> None:
        """Let go of the scroll bar."""
        if self._dragging_bar:
            self._dragging_bar = False
            self.release_mouse()

    def _drag_bar(self, y: int) -> None:
        self.to_share(max(0, y) / max(1, self.size.height - 1))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll with the wheel."""
        event.stop()
        self._scroll(self.wheel)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll with the wheel."""
        event.stop()
        self._scroll(-self.wheel)


def _on(places: Sequence[Mention], offset: int) -> Mention | None:
    """Return which of some places, in order and apart, a source offset belongs to."""
    index = bisect_right(places, offset, key=lambda place: place.start) - 1
    return places[index] if index >= 0 and offset < places[index].end else None


def _beginning(places: Sequence[Mention], start: int, end: int) -> Sequence[Mention]:
    """Return those of some places, in order, that begin between two source offsets."""
    first = bisect_left(places, start, key=lambda place: place.start)
    return places[first : bisect_left(places, end, key=lambda place: place.start)]


def _segments_between(segments: Sequence[Segment], start: int, stop: int) -> list[Segment]:
    """Return the part of some segments between two characters of their text."""
    found: list[Segment] = []
    place = 0
    for segment in segments:
        low, high = max(start - place, 0), min(stop - place, len(segment.text))
        if low < high:
            found.append(Segment(segment.text[low:high], segment.style))
        place += len(segment.text)
    return found
