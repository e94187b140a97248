"""An excerpt: what is shown of a long document until all of it is read.

Where the document was left and the file has not changed since, it is known which byte of the file the place stands at
and how long the whole text is. So what stands around the place is read alone, and blank lines stand for the rest:
every offset means what it will mean when all of it is read. Paragraphs depend on no more of the text than stands a
few thousand code points around them, so they are those of the whole document, also inside a line of 20 MB.
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from reader.documents.anchoring import selector_at
from reader.documents.document import Document, read_beginning, read_bytes
from reader.documents.paragraphs import Span

if TYPE_CHECKING:
    from reader.library.state import ReadingPlace

PAGES = 65_536
"""Bytes that hold pages whatever the screen, and more than the paragraphs next to them depend on."""


@dataclass(frozen=True)
class Excerpt(Document):
    """A document of which no more than a stretch has been read; all else of its text are blank lines."""

    span: Span
    """What has been read."""

    @cached_property
    def end(self) -> int:
        """The end of the text: what stands there is not known yet."""
        return len(self.text)

    @property
    def read(self) -> str:
        """The text of what has been read."""
        return self.span.of(self.text)


def read_first_pages(name: str) -> Excerpt:
    """Return the beginning of a document; how long the whole is remains unknown.

    Raises:
        UnreadableDocumentError: as `read_beginning` does.
    """
    text = read_beginning(name, PAGES).text
    return Excerpt(name, text, Span(0, len(text)))


def read_around(name: str, place: ReadingPlace) -> Excerpt | None:
    """Return a document with what stands around a place, the text as long as the whole.

    None where it is not known which bytes stand there, and where something else does than stood there.

    Args:
        name: the path.
        place: where the document was left, of which the stamp still holds.

    Raises:
        UnreadableDocumentError: when the file cannot be opened, with the reason.
    """
    if place.stamp is None or place.length is None or place.byte_offset is None or place.byte_length is None:
        return None
    size = place.stamp[1]
    mark = size - place.byte_length
    if mark not in (0, len(codecs.BOM_UTF8)):  # the file is not the text's UTF-8: NULs are read as something longer
        return None
    at = mark + place.byte_offset
    start, stop = max(mark, at - PAGES), min(at + PAGES, size)
    data = read_bytes(name, stop - start, start)
    try:
        before = data[_first_whole(data) if start > mark else 0 : at - start].decode("utf-8")
        after = codecs.utf_8_decode(data[at - start :], "strict", stop == size)[0]
    except UnicodeDecodeError:
        return None
    span = Span(place.offset - len(before), place.offset + len(after))
    text = before + after
    fits = (
        len(data) == stop - start
        and (span.start > 0 if start > mark else span.start == 0)
        and (span.end < place.length if stop < size else span.end == place.length)
        and selector_at(text, len(before)) == place.selector
    )
    if not fits:
        return None
    return Excerpt(name, "".join(("\n" * span.start, text, "\n" * (place.length - span.end))), span)


def _first_whole(data: bytes) -> int:
    """Return where the first character begins that is there from its first byte on."""
    return next((index for index, byte in enumerate(data[:4]) if byte & 0xC0 != 0x80), 0)
