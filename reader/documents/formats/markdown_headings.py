"""The headings that a Markdown text marks, with `#` before them or a line below."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from reader.documents.formats.markdown import Kind, look
from reader.documents.formats.source import Titled
from reader.documents.paragraphs import Span, paragraph_at, trimmed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.documents.formats.markdown import Structure

MOST_LOOKED_AT = 200_000
"""Lines that may mark a heading; behind as many a text is looked through no further."""

_MARKED = re.compile(
    r"(?:^|(?<=\r))[ \t]{0,3}(?:(?P<marks>#{1,6})[ \t]+|(?P<line>=+|-+)[ \t]*(?=[\r\n]|\Z))", re.MULTILINE
)
_CLOSING = re.compile(r"(?<![ \t])[ \t]++#++[ \t]*+$")


def markdown_headings(text: str, known: Structure) -> tuple[Titled, ...] | None:
    """Return the headings that a Markdown text marks, in order; None where it marks none.

    Args:
        text: the source text.
        known: its structure.
    """
    above: list[int] = []
    found: list[Titled] = []
    for title, rank in _marked(text, known):
        while above and above[-1] >= rank:
            above.pop()
        above.append(rank)
        found.append(Titled(title, len(above) - 1))
    return tuple(found) or None


def _marked(text: str, known: Structure) -> Iterator[tuple[Span, int]]:
    """Yield the headings without their marks, and how many marks each has; of those with a line below 1 or 2."""
    for mark in islice(_MARKED.finditer(text), MOST_LOOKED_AT):
        marks = mark["marks"]
        place = mark.end() if marks is not None else mark.start()  # that of a line below ends the one above
        if place == 0:
            continue
        paragraph = paragraph_at(text, place - 1)
        if look(text, paragraph, known).kind is not Kind.HEADING:
            continue
        start = mark.end() if marks is not None else paragraph.start
        closing = _CLOSING.search(text, start, paragraph.end) if marks is not None else None
        title = trimmed(text, Span(start, closing.start() if closing else paragraph.end))
        if title.start < title.end:
            yield title, len(marks) if marks is not None else 1 + (mark["line"][0] == "-")
