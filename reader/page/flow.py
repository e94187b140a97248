"""The flow: the rows of a document from any offset on, laid out only as far as they are looked at.

A place is a source offset, never a number of rows: what stands above the screen is not laid out to know what is on
it. Each paragraph is rendered, made harmless and broken into rows when it is first needed. As many blank lines part
paragraphs as the reader wants, whatever number the file has there; the pieces of an over-long line follow each other.
Which paragraphs are shown, and what is set in another way, a text's blocks tell: those of Markdown pass lines over.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.documents.paragraphs import Span, paragraph_after, paragraph_at, paragraph_before
from reader.documents.sanitising import harmless
from reader.page.blocks import Blocks
from reader.page.cells import width
from reader.page.line_breaking import SPACES, Row, breaks_alike, row_at, rows
from reader.page.typesetting import Typesetting

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.scripts.alignment import Alignment
    from reader.scripts.rendition import Rendition

KEPT = 512
"""As many paragraphs stay laid out."""
PLAIN = Typesetting()


def _all(_paragraph: Span) -> bool:
    return True


@dataclass(frozen=True)
class LaidOut:
    """A paragraph in rows."""

    span: Span
    """Where it stands in the source text."""
    alignment: Alignment
    """Between the source text of the paragraph and `text`."""
    text: str
    """What is shown, made harmless."""
    rows: tuple[Row, ...]
    indent: int
    """Cells by which the first row begins further in."""
    hang: int = 0
    """Cells by which the others do."""

    def source_start(self, row: int) -> int:
        """Return the source offset of the first character of a row, what the row before has begun already left out."""
        if row == 0:
            return self.span.start
        return self.span.start + self.alignment.to_source(self.rows[row].start, end=True)

    def source_end(self, row: int) -> int:
        """Return the source offset behind the last character of a row, or of the paragraph behind what is hidden."""
        if row == len(self.rows) - 1:
            return self.span.end
        return self.span.start + self.alignment.to_source(self.rows[row].end, end=True)

    def row_of(self, offset: int) -> int:
        """Return the row in which a source offset stands."""
        return row_at(self.rows, self.alignment.to_rendition(offset - self.span.start))

    def text_of(self, row: int) -> str:
        """Return what is seen of a row: its text without the spaces at its end."""
        found = self.rows[row]
        return self.text[found.start : found.end].rstrip(SPACES)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the screen: a row of a paragraph."""

    paragraph: LaidOut
    row: int

    @property
    def start(self) -> int:
        """The source offset of its first character."""
        return self.paragraph.source_start(self.row)

    @property
    def end(self) -> int:
        """The source offset behind its last character."""
        return self.paragraph.source_end(self.row)

    @property
    def indent(self) -> int:
        """Cells by which it begins further in."""
        return self.paragraph.hang if self.row else self.paragraph.indent


class Flow:
    """The rows of one text at one width, from any offset, forwards and backwards."""

    def __init__(
        self,
        text: str,
        cells: int,
        render: Callable[[Span], Rendition],
        setting: Typesetting = PLAIN,
        *,
        indents: Callable[[Span], bool] = _all,
        blocks: Blocks | None = None,
        alike: Flow | None = None,
    ) -> None:
        """Make a flow.

        Args:
            text: the source text.
            cells: the width of a column.
            render: returns the rendition of a paragraph.
            setting: the spacing, the indent and whether marks hang in the margin.
            indents: returns whether a paragraph begins with an indent, where there is one: a heading has none.
            blocks: the blocks of the text; None for plain text.
            alike: a flow of the same text at the same width in another script; what it has laid out mostly breaks at
                the same places, and need not be broken again then.
        """
        self.text = text
        self.cells = max(1, cells)
        self._setting = setting
        self._render = render
        self._indents = indents
        self._blocks = blocks or Blocks(text)
        self._alike = alike._laid_out if alike is not None else OrderedDict[int, LaidOut]()
        self._laid_out: OrderedDict[int, LaidOut] = OrderedDict()

    def line_at(self, offset: int) -> Line | None:
        """Return the line in which an offset stands; for a blank line the next, else the last; None if all is blank."""
        span = self._blocks.shown_from(offset)
        if span is None:
            span = self._blocks.shown_up_to(offset)
            return None if span is None else self._last_line(span)
        paragraph = self._lay_out(span)
        return Line(paragraph, paragraph.row_of(max(offset, span.start)))

    def lines_from(self, offset: int, count: int) -> list[Line | None]:
        """Return at most as many lines from the one at an offset on; None is a blank line between paragraphs."""
        lines: list[Line | None] = []
        line = self.line_at(offset)
        while line is not None and len(lines) < count:
            lines.append(line)
            following = self._after(line)
            if following is not None:
                lines.extend([None] * self._gap(line, following))
            line = following
        return lines[:count]

    def columns_from(self, offset: int, height: int, count: int) -> list[list[Line | None]]:
        """Return as many columns of at most as many lines, from the one at an offset on; each begins with text."""
        columns: list[list[Line | None]] = []
        lines = self.lines_from(offset, (height + self._widest_gap) * count)
        for _ in range(count):
            while lines and lines[0] is None:
                del lines[0]
            columns.append(lines[:height])
            del lines[:height]
        return columns

    def moved(self, offset: int, lines: int) -> int:
        """Return the offset of the line as many screen lines further down (up, when negative), as far as there are."""
        line = self.line_at(offset)
        if line is None:
            return offset
        step = self._after if lines > 0 else self._before
        left = abs(lines)
        while left > 0:
            neighbour = step(line)
            if neighbour is None:
                break
            # A row that holds only the rest of what a row before began has no offset of its own to stop at.
            left -= 0 if neighbour.start == neighbour.end else 1 + self._gap(line, neighbour)
            line = neighbour
        return line.start

    def last_page(self, height: int) -> int:
        """Return the offset from which as many lines show the end of the text at their bottom."""
        last = self.line_at(len(self.text))
        if last is None:
            return 0
        first, above = last, 1
        while (before := self._before(first)) is not None:
            above += 1 + self._gap(first, before)
            if above > height:
                break
            first = before
        while first.start == first.end and (before := self._before(first)) is not None:
            first = before  # a row that holds only the rest of what this one began has no offset of its own
        return first.start

    def _after(self, line: Line) -> Line | None:
        if line.row + 1 < len(line.paragraph.rows):
            return Line(line.paragraph, line.row + 1)
        following = paragraph_after(self.text, line.paragraph.span)
        span = self._blocks.shown_from(following.start) if following is not None else None
        return None if span is None else Line(self._lay_out(span), 0)

    def _before(self, line: Line) -> Line | None:
        if line.row > 0:
            return Line(line.paragraph, line.row - 1)
        preceding = paragraph_before(self.text, line.paragraph.span)
        span = self._blocks.shown_up_to(preceding.start) if preceding is not None else None
        return None if span is None else self._last_line(span)

    def _last_line(self, span: Span) -> Line:
        paragraph = self._lay_out(span)
        return Line(paragraph, len(paragraph.rows) - 1)

    @property
    def _widest_gap(self) -> int:
        return self._setting.line_spacing + self._setting.paragraph_spacing

    def _gap(self, one: Line, other: Line) -> int:
        """Return how many blank lines stand between two lines: more between paragraphs, not where a line was cut."""
        first, last = one.paragraph.span, other.paragraph.span
        if first.start > last.start:
            first, last = last, first
        together = first == last or first.end == last.start or self._are_joined(first, last)
        return self._setting.line_spacing if together else self._widest_gap

    def _are_joined(self, one: Span, other: Span) -> bool:
        """Return whether two paragraphs stand without a blank line between them: not where one alone is a heading."""
        return self._blocks.are_joined(one, other) and self._indents(one) == self._indents(other)

    def _lay_out(self, span: Span) -> LaidOut:
        known = self._laid_out.get(span.start)
        if known is None:
            rendition = self._render(span)
            text = harmless(rendition.text)
            alike = self._alike.get(span.start)
            indent, hang = self._indents_of(span, text, rendition.alignment)
            if alike is not None and (alike.indent, alike.hang) == (indent, hang) and breaks_alike(text, alike.text):
                found = alike.rows
            else:
                found = rows(text, self.cells - hang, indent=indent - hang, hanging=self._setting.hanging)
            known = LaidOut(span, rendition.alignment, text, found, indent, hang)
            self._laid_out[span.start] = known
            if len(self._laid_out) > KEPT:
                self._laid_out.popitem(last=False)
        return known

    def _indents_of(self, span: Span, text: str, alignment: Alignment) -> tuple[int, int]:
        """Return the cells by which the first row of a paragraph begins further in, and those of all others."""
        shape = self._blocks.shape(span)
        inset = shape.inset if shape.inset * 2 <= self.cells else 0
        hang = inset + (width(text[: alignment.to_rendition(shape.hang)]) if shape.hang else 0)
        indent = self._indent(span, text) if shape.indents else 0
        return inset + indent, hang if hang * 2 <= self.cells else inset

    def _indent(self, span: Span, text: str) -> int:
        """Return the cells a paragraph begins further in; none where it brings spaces of its own or a line was cut."""
        cells = self._setting.indent_cells
        cut = span.start > 0 and paragraph_at(self.text, span.start - 1).end == span.start
        if cells == 0 or cells * 2 > self.cells or text[:1].isspace() or cut or not self._indents(span):
            return 0
        return cells
