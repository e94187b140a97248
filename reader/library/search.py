"""Search: a text found under the fold, so in either script, whatever its width, dots and case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.documents.paragraphs import Span, paragraph_at
from reader.documents.sanitising import harmless
from reader.scripts.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

CONTEXT = 24
"""Code points of context on either side of a hit."""


def search(text: str, query: str) -> Iterator[Span]:
    """Yield where a query stands in a text, from the start, without overlap; nothing for an empty query."""
    wanted = fold(query)
    if not wanted.strip():
        return
    folded = fold(text)
    place = folded.find(wanted)
    while place >= 0:
        yield Span(place, place + len(wanted))
        place = folded.find(wanted, place + len(wanted))


def context(text: str, hit: Span, around: int = CONTEXT) -> Span:
    """Return a hit with as many code points around it as asked for, within its paragraph."""
    paragraph = paragraph_at(text, hit.start)
    return Span(max(paragraph.start, hit.start - around), min(max(paragraph.end, hit.end), hit.end + around))


def context_line(text: str, hit: Span, around: int = CONTEXT) -> str:
    """Return a hit and what stands around it as one line, safe to show."""
    return harmless(context(text, hit, around).of(text)).strip()
