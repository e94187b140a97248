"""The blocks of a text: which of its paragraphs are shown, and how each is set beside what holds for all."""

from __future__ import annotations

import re
from dataclasses import dataclass

from reader.documents.paragraphs import LINE_END, Span, paragraph_at, seen_from, seen_up_to


@dataclass(frozen=True, slots=True)
class Shape:
    """How a paragraph is set."""

    indents: bool = True
    """Whether it begins with the indent of paragraphs, where there is one."""
    inset: int = 0
    """Cells by which all of it begins further in."""
    hang: int = 0
    """Code points of its source text, at its start, under which its other rows do not begin: the mark of a list."""


PLAIN = Shape()
ITEM = re.compile(r" {0,16}(?:-|[0-9]{1,6}\.) ")
"""The mark of an item, as formats that are parsed write it."""
BAR = re.compile(r"[^\n|]{0,400}\| ")
"""What a row of a table begins with, as they write it."""


class Blocks:
    """The blocks of plain text: every paragraph with something to see is shown, and all are set alike."""

    def __init__(self, text: str) -> None:
        self.text = text

    def paragraph_at(self, offset: int) -> Span:
        """Return the paragraph, as the page shows them, in which an offset stands."""
        return paragraph_at(self.text, offset)

    def shown_from(self, offset: int) -> Span | None:
        """Return the first paragraph that is shown from the one at an offset on."""
        return seen_from(self.text, offset)

    def shown_up_to(self, offset: int) -> Span | None:
        """Return the last paragraph that is shown up to the one at an offset."""
        return seen_up_to(self.text, offset)

    def hidden_at(self, _offset: int) -> Span | None:
        """Return the stretch of the source text around an offset of which nothing is shown; None if it is shown."""
        return None

    def hides(self, _span: Span) -> bool:
        """Return whether nothing of a stretch of the source text is shown."""
        return False

    def shape(self, _paragraph: Span) -> Shape:
        """Return how a paragraph is set."""
        return PLAIN

    def are_joined(self, _one: Span, _other: Span) -> bool:
        """Return whether two paragraphs that follow each other stand without a blank line between them."""
        return False


class WrittenBlocks(Blocks):
    """The blocks of a text that a format wrote: the items of a list and the rows of a table stand together."""

    def shape(self, paragraph: Span) -> Shape:
        """Return how a paragraph is set: an item without an indent, all of it behind its mark."""
        mark = ITEM.match(self.text, paragraph.start, paragraph.end)
        return PLAIN if mark is None else Shape(indents=False, hang=mark.end() - paragraph.start)

    def are_joined(self, one: Span, other: Span) -> bool:
        """Return whether an item or a row stands on the line below another."""
        end = LINE_END.match(self.text, one.end)
        if end is None or end.end() != other.start:
            return False
        return any(
            kind.match(self.text, one.start, one.end) and kind.match(self.text, other.start, other.end)
            for kind in (ITEM, BAR)
        )
