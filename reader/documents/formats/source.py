"""What a format makes of a file: the source text, into which every offset goes, and what the file tells of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.documents.paragraphs import Span


@dataclass(frozen=True, slots=True)
class Titled:
    """A heading of the source text, as the file marks it."""

    title: Span
    """Where it stands, on one line and without space around it."""
    level: int
    """How many headings it stands below, 0 for none."""


@dataclass(frozen=True, slots=True)
class Note:
    """The mark of a footnote."""

    mark: Span
    place: int
    """The source offset at which the note begins."""


@dataclass(frozen=True, slots=True)
class Link:
    """A stretch of the source text that leads elsewhere."""

    span: Span
    target: str
    """The address as the file gives it; nothing here ever follows it."""


@dataclass(frozen=True, slots=True)
class Source:
    """The source text of a document with what its file tells; all of that is data, nothing made harmless yet."""

    text: str
    encoding: str = ""
    """What people call the encoding it was in; empty where a format leaves no choice."""
    replaced: int = 0
    """How many places of it are broken: stretches of bytes for which U+FFFD stands in the text."""
    title: str = ""
    authors: tuple[str, ...] = ()
    language: str = ""
    """A BCP 47 tag, as the file has it."""
    headings: tuple[Titled, ...] | None = None
    """In order; None where the file marks none, so that they are to be found in the text."""
    notes: tuple[Note, ...] = ()
    links: tuple[Link, ...] = ()
