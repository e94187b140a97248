"""The tables of Markdown, as GFM has them: a line of heads, a line that says where they stand, and rows."""

from __future__ import annotations

import re
from dataclasses import dataclass

from reader.documents.paragraphs import LINE_ENDS, Span, paragraph_after, paragraph_before

MOST_ROWS = 64
"""Rows of a table that is shown as one."""
LONGEST_ROW = 1000
"""Code points of its longest row."""

DELIMITERS = re.compile(r"[ \t]*+(?:\|[ \t]*+)?:?-++:?[ \t]*+(?:\|[ \t]*+:?-++:?[ \t]*+)*+\|?[ \t]*+$")
_BAR = re.compile(r"\\.|\|")


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a text."""

    rows: tuple[Span, ...]
    """The paragraphs that are its rows, the one of the heads first."""
    sides: str
    """Where what is in each column stands: `l` at its left, `c` in the middle, `r` at its right."""

    def side(self, column: int) -> str:
        """Return where what is in a column stands."""
        return self.sides[column] if column < len(self.sides) else "l"


def table_at(text: str, row: Span) -> Table | None:
    """Return the table that a paragraph is a row of; None where it is of none, or of one with too many rows."""
    lines = [row]
    while (above := paragraph_before(text, lines[0])) is not None and _may_be_row(text, above):
        lines.insert(0, above)
        if len(lines) > MOST_ROWS + 1:
            return None
    while (below := paragraph_after(text, lines[-1])) is not None and _may_be_row(text, below):
        lines.append(below)
        if len(lines) > MOST_ROWS + 1:
            return None
    if not _may_be_row(text, row):
        return None
    under = next((n for n, line in enumerate(lines) if n and DELIMITERS.match(text, line.start, line.end)), 0)
    if not under or row not in (heads := lines[under - 1], *lines[under + 1 :]):
        return None
    sides = "".join(_side(cell.of(text)) for cell in cells(text, lines[under]))
    return Table((heads, *lines[under + 1 :]), sides)


def cells(text: str, row: Span) -> list[Span]:
    """Return what stands between the bars of a row, without space around it; at least one stretch, perhaps empty."""
    bars = [match.start() for match in _BAR.finditer(text, row.start, row.end) if match[0] == "|"]
    start, end = row.start, row.end
    if bars and not text[start : bars[0]].strip():
        start = bars.pop(0) + 1
    if bars and not text[bars[-1] + 1 : end].strip():
        end = bars.pop()
    edges = [start, *(edge for bar in bars for edge in (bar, bar + 1)), end]
    return [_trimmed(text, *pair) for pair in zip(edges[::2], edges[1::2], strict=True)]


def _trimmed(text: str, start: int, end: int) -> Span:
    words = text[start:end].strip()
    first = text.index(words, start) if words else end
    return Span(first, first + len(words))


def _side(delimiter: str) -> str:
    if delimiter.endswith(":"):
        return "c" if delimiter.startswith(":") else "r"
    return "l"


def _may_be_row(text: str, line: Span) -> bool:
    is_whole = line.start == 0 or text[line.start - 1] in LINE_ENDS
    return is_whole and line.end - line.start <= LONGEST_ROW and text.find("|", line.start, line.end) >= 0
