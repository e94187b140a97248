"""The contents of a document whose file marks its headings: those and no others."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from reader.documents.contents import Heading
from reader.documents.paragraphs import Span, paragraph_at

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.documents.document import Document
    from reader.documents.formats.source import Titled

LONGEST_TITLE = 200
"""Code points of a heading that are listed, however long a file says that it is."""


def marked_headings(document: Document) -> Sequence[Titled] | None:
    """Return the headings that a document's file marks, in order; None where it marks none."""
    if document.is_markdown:
        from reader.documents.formats.markdown_headings import markdown_headings  # not needed for plain text

        return markdown_headings(document.text, document.structure)
    return document.source.headings


def marked_contents(text: str, marked: Sequence[Titled]) -> list[Heading]:
    """Return the headings that a file marks in its source text, in order; of long ones the beginning."""
    return [Heading(paragraph_at(text, one.title.start), _listed(one.title), one.level) for one in marked]


def _listed(title: Span) -> Span:
    return Span(title.start, min(title.end, title.start + LONGEST_TITLE))


def is_marked(paragraph: Span, marked: Sequence[Titled]) -> bool:
    """Return whether a paragraph is one of the headings that a file marks, which are in order."""
    index = bisect_left(marked, paragraph.start, key=lambda one: one.title.start)
    return index < len(marked) and marked[index].title.start < paragraph.end
