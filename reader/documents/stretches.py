"""A whole text, stretch by stretch: for work on all paragraphs of a long document that others may interrupt.

The paragraphs are those of `reader.documents.paragraphs`, found in one pass instead of each from an offset.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.documents.paragraphs import LONGEST, Span, paragraph_after, paragraph_at

if TYPE_CHECKING:
    from collections.abc import Iterator

STRETCH = 65_536
"""Code points after which the paragraphs found so far are handed over; a paragraph is never parted."""

LINE = re.compile("[^\n\r\x0b\x0c\x85\u2028\u2029]+")


def stretches(text: str, start: int = 0) -> Iterator[list[Span]]:
    """Yield the paragraphs of a text that are not empty, those of one stretch after another; a list may be empty.

    Args:
        text: the source text.
        start: a source offset; the first paragraph is the one it stands in.
    """
    start = paragraph_at(text, start).start
    inside = LINE.match(text, start - 1) is not None if start else False
    found: list[Span] = []
    limit = start + STRETCH
    for line in LINE.finditer(text, start):
        if line.end() - line.start() <= LONGEST and not inside:
            found.append(Span(line.start(), line.end()))
        else:
            piece: Span | None = paragraph_at(text, line.start())
            while piece is not None and piece.start < line.end():
                found.append(piece)
                if piece.end >= limit:
                    yield found
                    found, limit = [], piece.end + STRETCH
                piece = paragraph_after(text, piece)
        inside = False
        if line.end() >= limit:
            yield found
            found, limit = [], line.end() + STRETCH
    yield found
