"""The contents of a document whose file marks its headings: those and no others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.documents.contents import Heading
from reader.documents.paragraphs import paragraph_at

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.documents.formats.source import Titled


def marked_contents(text: str, marked: Sequence[Titled]) -> list[Heading]:
    """Return the headings that a file marks in its source text, in order."""
    return [Heading(paragraph_at(text, one.title.start), one.title, one.level) for one in marked]
