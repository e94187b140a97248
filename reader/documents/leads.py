"""Where a document leads: its notes, its links, and the addresses that its text names; nothing here follows any."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from reader.documents.formats.source import Link, Note
from reader.documents.links import links as addresses
from reader.documents.paragraphs import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

Lead = Link | Note
STRETCH = 262_144
"""Code points in which addresses are looked for at a time."""


def place_of(lead: Lead) -> Span:
    """Return the stretch of the source text that leads elsewhere."""
    return lead.mark if isinstance(lead, Note) else lead.span


def start_of(lead: Lead) -> int:
    """Return the source offset at which what leads elsewhere begins."""
    return lead.mark.start if isinstance(lead, Note) else lead.span.start


def beginning_between(leads: Sequence[Lead], start: int, end: int) -> Sequence[Lead]:
    """Return those of some leads, in order, that begin between two source offsets."""
    first = bisect_right(leads, start - 1, key=start_of)
    return leads[first : bisect_right(leads, end - 1, key=start_of)]


def named(text: str, span: Span, links: Sequence[Link], hides: Callable[[Span], bool]) -> Iterator[Link]:
    """Yield the addresses in a stretch of a text as links to themselves, those on which a link lies left out.

    Args:
        text: the source text.
        span: the stretch.
        links: the links of the document, in order.
        hides: returns whether nothing of a stretch is shown: where a link of Markdown leads.
    """
    for address in addresses(text, span):
        before = bisect_right(links, address.start, key=start_of) - 1
        if (before < 0 or links[before].span.end <= address.start) and not hides(address):
            yield Link(address, address.of(text))


def all_leads(
    text: str, notes: Sequence[Note], links: Sequence[Link], hides: Callable[[Span], bool]
) -> Iterator[list[Lead]]:
    """Yield where a document leads in the order of its text, of one stretch after another.

    Args:
        text: the source text.
        notes: the marks of notes, in order.
        links: the links, in order.
        hides: returns whether nothing of a stretch is shown.
    """
    start = 0
    while start < len(text):
        end = text.find("\n", min(start + STRETCH, len(text)))
        end = len(text) if end < 0 or end > start + 2 * STRETCH else end + 1
        own: list[Lead] = [*beginning_between(notes, start, end), *beginning_between(links, start, end)]
        yield sorted([*own, *named(text, Span(start, end), links, hides)], key=start_of)
        start = end
