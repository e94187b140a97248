"""The blocks of a Markdown text: lines that are not shown are passed over, lists hang, code stands further in.

Lines that follow each other in the file stand without blank lines between them where they are of one list, quotation,
table, block of code or paragraph; but one that begins with an ideographic space begins a paragraph. Those of a
paragraph that were broken because they were full run on (`full_lines`), and are one paragraph of the page; others, of
verse or of what people say, stay as they are, as CommonMark allows (section 6.8). A table that fits into the column is
set in columns; of any other the bars alone are shown.
"""

from __future__ import annotations

import re
from collections import deque
from itertools import pairwise
from typing import TYPE_CHECKING

from reader.documents.formats.markdown import INDENTS, NOTHING, WIDEST, Kind, Look, Structure, look, passed_at
from reader.documents.formats.markdown_reading import soft_break
from reader.documents.formats.markdown_tables import cells
from reader.documents.paragraphs import LINE_END, Span, blank, paragraph_after, paragraph_at, paragraph_before
from reader.documents.sanitising import harmless
from reader.page.blocks import Blocks, Shape
from reader.page.cells import ambiguous_width, width
from reader.page.full_lines import SENTENCE_ENDS, which_run_on
from reader.scripts.rendition import Held

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator, Sequence

    from reader.documents.formats.markdown_inline import Mark
    from reader.documents.formats.markdown_tables import Table
    from reader.scripts.rendition import Hold, Rendition

MOST_LINES = 64
"""Lines of a paragraph that run on; those of a longer one stay as they are."""
KEPT = 512
"""As many paragraphs stay looked at."""
CODE_INSET = 2
"""Cells by which code stands further in."""
BAR = " | "
MOST_COLUMNS = 16
STYLES = {Kind.HEADING: "heading", Kind.CODE: "code"}
TOGETHER = frozenset((Kind.ITEM, Kind.QUOTE, Kind.CODE, Kind.ROW))
GOING_ON = frozenset((Kind.TEXT, Kind.ITEM, Kind.QUOTE))
"""What a line of plain words right below goes on with."""
TAG = re.compile(r"[ \t]*</?[A-Za-z!]")


class MarkdownBlocks(Blocks):
    """The blocks of a Markdown text."""

    def __init__(self, text: str, known: Structure = NOTHING) -> None:
        """Make the blocks.

        Args:
            text: the source text.
            known: its structure; `NOTHING` while that is looked for: then every line is what it looks like by itself.
        """
        super().__init__(text)
        self.known = known
        self._looks: dict[Span, Look] = {}
        self._paragraphs: dict[int, Span] = {}
        """The paragraphs that lines are of, by where the lines begin."""
        self._endless: set[int] = set()
        """Where those lines begin that are of too long a paragraph to run on."""
        self._widths: dict[Hashable, tuple[int, ...] | None] = {}

    def look(self, paragraph: Span) -> Look:
        """Return what a paragraph is, and how it is shown."""
        found = self._looks.get(paragraph)
        if found is None:
            if len(self._looks) >= KEPT:
                self._looks.clear()
            line = paragraph_at(self.text, paragraph.start)
            is_line = line.end >= paragraph.end
            found = look(self.text, paragraph, self.known) if is_line else self._look_at_lines(line, paragraph.end)
            self._looks[paragraph] = found
        return found

    def _look_at_lines(self, line: Span, end: int) -> Look:
        """Return what lines that run on are together, from the first of them to an offset."""
        first = self.look(line)
        marks, styles = list(first.marks), list(first.styles)
        while line.end < end and (below := paragraph_after(self.text, line)) is not None:
            if (soft := self._soft_break(line, below)) is not None:
                marks.append(soft)
                marks += (mark for mark in self.look(below).marks if mark.span.start >= soft.span.end)
            styles += self.look(below).styles
            line = below
        return Look(first.kind, tuple(marks), tuple(styles), first.words)

    def forget_widths(self) -> None:
        """Forget how wide the columns of tables are: something in them is shown otherwise now."""
        self._widths.clear()

    def style_of(self, paragraph: Span) -> str | None:
        """Return the name of the style of a paragraph, empty for plain text; None where that tells nothing."""
        kind = self.look(paragraph).kind
        return None if kind is Kind.TEXT and not self._is_within_sentence(paragraph) else STYLES.get(kind, "")

    @property
    def code(self) -> tuple[Span, ...] | None:
        """The blocks of code, where they are known."""
        return self.known.code if self.known.is_whole else None

    # Which run on

    def paragraph_at(self, offset: int) -> Span:
        """Return the paragraph, as the page shows them, in which an offset stands: a line, or several that run on."""
        line = paragraph_at(self.text, offset)
        if line.start not in self._paragraphs:
            if len(self._paragraphs) >= KEPT:
                self._paragraphs.clear()
                self._endless.clear()
            self._find_paragraphs(line)
        return self._paragraphs[line.start]

    def _find_paragraphs(self, line: Span) -> None:
        """Find the paragraphs of a line and of all that soft breaks make one with it, so that none is looked for twice.

        Of too many lines no more are looked at than tell that there are.
        """
        lines = deque((line,))
        while self._are_few(lines) and (above := paragraph_before(self.text, lines[0])) is not None:
            if not self._may_run_on(above, lines[0]):
                break
            lines.appendleft(above)
        while self._are_few(lines) and (below := paragraph_after(self.text, lines[-1])) is not None:
            if not self._may_run_on(lines[-1], below):
                break
            lines.append(below)
        if self._are_few(lines):
            self._paragraphs.update(self._running_on(lines))
        else:
            self._endless.update(one.start for one in lines)
            self._paragraphs.update((one.start, one) for one in lines)

    def _are_few(self, lines: Sequence[Span]) -> bool:
        return len(lines) <= MOST_LINES and self._endless.isdisjoint((lines[0].start, lines[-1].start))

    def _running_on(self, lines: Sequence[Span]) -> Iterator[tuple[int, Span]]:
        """Yield where each of the lines of a paragraph begins, and which of them run on together with it."""
        words = [Span(max(line.start, self.look(line).words), line.end).of(self.text).strip() for line in lines]
        runs_on = which_run_on([line.of(self.text) for line in lines], words)
        together: list[Span] = []
        for line, does in zip(lines, (*runs_on, False), strict=True):
            together.append(line)
            if does:
                continue
            first = together[0]
            is_code = (
                self.text.startswith(INDENTS, first.start) and self.look(first).kind is not Kind.ITEM
            )  # to its author
            yield from ((one.start, one if is_code else Span(first.start, line.end)) for one in together)
            together = []

    def _may_run_on(self, line: Span, below: Span) -> bool:
        """Return whether a soft break stands between two lines, neither of which begins with a tag of HTML."""
        if any(TAG.match(self.text, one.start, one.end) for one in (line, below)):
            return False
        return self._soft_break(line, below) is not None

    def _soft_break(self, line: Span, below: Span) -> Mark | None:
        """Return the soft break between two lines that follow each other; None where there is none."""
        above = self.look(line)
        if above.kind not in GOING_ON:
            return None
        return soft_break(self.text, line, above.marks, below, self.look(below).marks, self.known)

    # Which are shown

    def shown_from(self, offset: int) -> Span | None:
        """Return the first paragraph that is shown from the one at an offset on."""
        line = self._line_shown_from(offset)
        return self.paragraph_at(line.start) if line is not None else None

    def shown_up_to(self, offset: int) -> Span | None:
        """Return the last paragraph that is shown up to the one at an offset."""
        line = self._line_shown_up_to(offset)
        return self.paragraph_at(line.start) if line is not None else None

    def _line_shown_from(self, offset: int) -> Span | None:
        span = super().shown_from(offset)
        while span is not None and (passed := passed_at(self.text, span, self.known)) is not None:
            below = paragraph_after(self.text, passed)
            span = super().shown_from(below.start) if below is not None else None
        return span

    def _line_shown_up_to(self, offset: int) -> Span | None:
        span = super().shown_up_to(offset)
        while span is not None and (passed := passed_at(self.text, span, self.known)) is not None:
            above = paragraph_before(self.text, passed)
            span = super().shown_up_to(above.start) if above is not None else None
        return span

    def hidden_at(self, offset: int) -> Span | None:
        """Return the stretch of the source text around an offset of which nothing is shown; None if it is shown."""
        paragraph = self.paragraph_at(offset)
        if not paragraph.start <= offset < paragraph.end:
            return None
        passed = passed_at(self.text, paragraph, self.known)
        if passed is not None:
            return passed
        marks = (mark for mark in self.look(paragraph).marks if not mark.shown)
        return next((mark.span for mark in marks if mark.span.start <= offset < mark.span.end), None)

    def hides(self, span: Span) -> bool:
        """Return whether nothing of a stretch of the source text is shown; what is replaced is not."""
        place = span.start
        while place < span.end:
            paragraph = self.paragraph_at(place)
            marks = self.look(paragraph).marks if paragraph.start <= place < paragraph.end else ()
            around = next((mark.span for mark in marks if mark.span.start <= place < mark.span.end), None)
            if around is None:
                return False
            place = around.end
        return span.start < span.end

    # How they are set

    def shape(self, paragraph: Span) -> Shape:
        """Return how a paragraph is set."""
        found = self.look(paragraph)
        inset = CODE_INSET if found.kind is Kind.CODE else 0
        indents = found.kind is Kind.TEXT and not self._is_within_sentence(paragraph)
        return Shape(indents, inset, max(0, found.words - paragraph.start))

    def are_joined(self, one: Span, other: Span) -> bool:
        """Return whether two paragraphs that follow each other stand without a blank line between them."""
        kind = self.look(one).kind
        if self._goes_on(one, other):
            return True
        if kind not in TOGETHER or kind is not self.look(other).kind:
            return False
        end = LINE_END.match(self.text, one.end)
        if end is not None and end.end() == other.start:
            return True
        below = paragraph_at(self.text, end.end()) if end is not None else one
        end = LINE_END.match(self.text, below.end)  # the line below the heads of a table is not shown
        is_below = kind is Kind.ROW and end is not None and end.end() == other.start
        return is_below and not blank(self.text, below)

    def _goes_on(self, one: Span, other: Span) -> bool:
        """Return whether a line of plain words is of the same paragraph as the one before it.

        A line longer than any that somebody breaks by hand is a paragraph of its own, as Chinese texts have them.
        """
        if self.look(other).kind is not Kind.TEXT or self.look(one).kind not in GOING_ON:
            return False
        one = paragraph_at(self.text, max(one.start, one.end - 1))  # the last of several lines
        if one.end - one.start > WIDEST or width(one.of(self.text)) > WIDEST:
            return False
        end = LINE_END.match(self.text, one.end)
        return end is not None and end.end() == other.start and not self.text.startswith("\u3000", other.start)

    def _is_within_sentence(self, paragraph: Span) -> bool:
        """Return whether a line goes on with a sentence that the one before it begins."""
        above = paragraph_before(self.text, paragraph)
        if above is None or not self._goes_on(above, paragraph):
            return False
        return not above.of(self.text).rstrip().endswith(SENTENCE_ENDS)

    def rendition(
        self,
        paragraph: Span,
        render: Callable[[Span, Sequence[Hold]], Rendition],
        column: int = 0,
        how: Hashable = None,
    ) -> Rendition:
        """Return the rendition of a paragraph, its marks hidden or replaced.

        Args:
            paragraph: what to show.
            render: returns the rendition of a paragraph in which stretches of it are held, by their offsets in it.
            column: the cells of the column into which tables are to fit; 0 to set none in columns.
            how: what the widths of a table depend on besides: in which script it is shown.
        """
        found = self.look(paragraph)
        holds = [_hold(paragraph, mark.span, mark.shown) for mark in found.marks]
        if found.table is None or not column:
            return render(paragraph, holds)
        key = found.table.rows[0].start, column, ambiguous_width(), how
        if key not in self._widths:
            if len(self._widths) >= KEPT:
                self._widths.clear()
            self._widths[key] = self._widths_of(found.table, render, column)
        widths = self._widths[key]
        return render(paragraph, holds) if widths is None else self._row(paragraph, render, found.table, widths)

    def _row(
        self,
        row: Span,
        render: Callable[[Span, Sequence[Hold]], Rendition],
        table: Table,
        widths: tuple[int, ...],
    ) -> Rendition:
        """Return the rendition of a row of a table, what is in its cells padded to the widths of the columns."""
        found = cells(self.text, row)
        plain = self.rendition(row, render)
        pads = [
            _pads(widths[number] - _shown_width(plain, row, cell), table.side(number))
            for number, cell in enumerate(found)
        ]
        edges = [row.start, *(edge for cell in found for edge in (cell.start, cell.end)), row.end]
        if edges[0] == edges[1]:  # there is nothing before the first cell that padding could stand for
            pads[0] = 0, sum(pads[0])
        between = [f"{' ' * right}{BAR}{' ' * left}" for (_, right), (left, _) in pairwise(pads)]
        gaps = zip(edges[::2], edges[1::2], (" " * pads[0][0], *between, ""), strict=True)
        holds = [_hold(row, Span(start, end), shown) for start, end, shown in gaps if start < end]
        inner = (mark for mark in self.look(row).marks if any(_is_in(mark.span, cell) for cell in found))
        return render(row, sorted((*holds, *(_hold(row, mark.span, mark.shown) for mark in inner))))

    def _widths_of(
        self, table: Table, render: Callable[[Span, Sequence[Hold]], Rendition], column: int
    ) -> tuple[int, ...] | None:
        """Return the widths in cells of the columns of a table; None where they do not fit into one of the page."""
        widths = [0] * MOST_COLUMNS
        for row in table.rows:
            found = cells(self.text, row)
            if len(found) > MOST_COLUMNS:
                return None
            plain = self.rendition(row, render)
            for number, cell in enumerate(found):
                widths[number] = max(widths[number], _shown_width(plain, row, cell))
            if sum(widths) > column:
                return None
        count = max(len(cells(self.text, row)) for row in table.rows)
        return tuple(widths) if sum(widths) + (count - 1) * len(BAR) <= column else None


def _hold(paragraph: Span, span: Span, shown: str) -> Hold:
    return Held(span.start - paragraph.start, span.end - paragraph.start, shown)


def _is_in(span: Span, other: Span) -> bool:
    return other.start <= span.start and span.end <= other.end


def _shown_width(rendition: Rendition, paragraph: Span, span: Span) -> int:
    """Return how many cells a stretch of a paragraph takes as it is shown."""
    start = rendition.alignment.to_rendition(span.start - paragraph.start)
    end = rendition.alignment.to_rendition(span.end - paragraph.start, end=True)
    return width(harmless(rendition.text[start:end]))


def _pads(free: int, side: str) -> tuple[int, int]:
    """Return how many cells stay free on the left and on the right of what stands in a cell."""
    left = {"l": 0, "c": free // 2, "r": free}[side]
    return left, free - left
