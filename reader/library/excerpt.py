"""An excerpt: what is shown of a long document until all of it is read.

Where the document was left and the file has not changed since, it is known which byte of the file the place stands at
and how long the whole text is. So what stands around the place is read alone, and blank lines stand for the rest:
every offset means what it will mean when all of it is read. Paragraphs depend on no more of the text than stands a
few thousand code points around them, so they are those of the whole document, also inside a line of 20 MB.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from reader.documents.anchoring import selector_at
from reader.documents.document import Document, read_beginning
from reader.documents.files import read_bytes
from reader.documents.paragraphs import Span
from reader.documents.sampling import MARK

if TYPE_CHECKING:
    from reader.documents.encodings import Encoding
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


def read_first_pages(name: str, encoding: str | None = None) -> Excerpt | None:
    """Return the beginning of a text; how long the whole is remains unknown. None for what can only be read whole.

    Args:
        name: the path.
        encoding: the name of its encoding; None to find it out.

    Raises:
        UnreadableDocumentError: as `read_beginning` does.
    """
    read = read_beginning(name, PAGES, encoding)
    if read is None:
        return None
    return Excerpt(
        name, read.text, Span(0, len(read.text)), encoding=read.encoding, replaced=read.replaced, format=read.format
    )


def read_around(name: str, place: ReadingPlace, encoding: str | None = None) -> Excerpt | None:
    """Return a text with what stands around a place, as long as the whole.

    None where it is not known which bytes stand there, where something else does than stood there, and for what can
    only be read whole.

    Args:
        name: the path.
        place: where the document was left, of which the stamp still holds.
        encoding: the name of its encoding; None to find it out.

    Raises:
        UnreadableDocumentError: when the file cannot be opened or is not text, with the reason.
    """
    from reader.documents.encodings import named  # the first screen stands there without

    if place.stamp is None or place.length is None or place.byte_offset is None or place.byte_length is None:
        return None
    size = place.stamp[1]
    mark = size - place.byte_length
    beginning = read_beginning(name, encoding=encoding)
    if beginning is None:
        return None
    read = named(beginning.encoding)
    if mark not in (0, len(read.encoded(MARK) or b"")):  # the file has bytes that the text has not: NULs, broken ones
        return None
    at = mark + place.byte_offset
    start, stop = max(mark, at - PAGES), min(at + PAGES, size)
    data = read_bytes(name, stop - start, start)
    first = _first_whole(data, at - start, read) if start > mark else 0
    if first is None:
        return None
    try:
        before = _decoded(data[first : at - start], read, whole=True)
        after = _decoded(data[at - start :], read, whole=stop == size)
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
    text = "".join(("\n" * span.start, text, "\n" * (place.length - span.end)))
    return Excerpt(name, text, span, encoding=read.label, format=beginning.format)


def _decoded(data: bytes, encoding: Encoding, *, whole: bool) -> str:
    """Return the text of bytes that begin with a character.

    Raises:
        UnicodeDecodeError: when they do not, or are broken.
    """
    return encoding.decoder("strict").decode(data, final=whole)


def _first_whole(data: bytes, end: int, encoding: Encoding) -> int | None:
    """Return where a character begins, as near the beginning as can be told; None where it cannot.

    Args:
        data: bytes that may begin inside a character.
        end: where one begins.
        encoding: what they are encoded in.
    """
    if encoding.codec == "utf-8":
        return next((index for index, byte in enumerate(data[:4]) if byte & 0xC0 != 0x80), 0)
    if encoding.codec.startswith("utf-32"):
        return end % 4
    if encoding.codec.startswith("utf-16"):
        high = end % 2 + (encoding.codec == "utf-16-le")
        return end % 2 + (2 if 0xDC <= data[high] <= 0xDF else 0)
    line_end = data.find(b"\n", 0, end)  # no other character has this byte in it
    return line_end + 1 if line_end >= 0 else None
