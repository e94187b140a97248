"""A document: one file that can be read, and the places of what it consists of."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from reader.documents.decoding import Decoded, decode
from reader.documents.files import read_bytes
from reader.documents.formats.registry import (
    AS_IN_FILE,
    MARKDOWN,
    PLAIN,
    format_of,
    is_parsed,
    is_text,
    plain_format,
    read,
)
from reader.documents.formats.source import Source
from reader.documents.metadata import Metadata, metadata
from reader.documents.naming import STANDARD_INPUT
from reader.documents.paragraphs import Span
from reader.documents.sanitising import one_line
from reader.language import _

if TYPE_CHECKING:
    from reader.documents.formats.front_matter import FrontMatter
    from reader.documents.formats.markdown import Structure
    from reader.documents.formats.markdown_inline import Mark

NOTHING_TOLD = Source("")
LONGEST_TITLE = 200
"""Code points of a title."""
LONGEST_BEGINNING = 65_536
"""Bytes by which it is told what format a document is in."""
BEGINNING = 16_384
"""Bytes of a file that are enough to find its title."""
PIECE = 262_144
"""Code points of a text that are turned into bytes at a time."""


@dataclass(frozen=True)
class Document:
    """A document with its source text.

    For plain text and Markdown that is the decoded file as it stands, without a byte-order mark; for every other format
    what its module in `reader.documents.formats` makes of the file, as its docstring says.
    """

    name: str
    """The path as given or found, perhaps into an archive; `-` for standard input."""
    text: str
    encoding: str = field(default="UTF-8", kw_only=True)
    """What people call the encoding of the file; empty where the format leaves no choice."""
    replaced: int = field(default=0, kw_only=True)
    """How many places of the file are broken: stretches of bytes for which U+FFFD stands in the text."""
    format: str = field(default=PLAIN.name, kw_only=True)
    """What people call the format."""
    source: Source = field(default=NOTHING_TOLD, kw_only=True)
    """What the file tells beside the text."""

    @property
    def is_as_in_file(self) -> bool:
        """Whether the text is the decoded file as it stands."""
        return self.format in AS_IN_FILE

    @property
    def is_markdown(self) -> bool:
        """Whether the text is Markdown."""
        return self.format == MARKDOWN.name

    @cached_property
    def structure(self) -> Structure:
        """What of a Markdown text no line alone tells; nothing of any other. For a long text that takes a while."""
        from reader.documents.formats.markdown import NOTHING, structure  # not needed for plain text

        return structure(self.text) if self.is_markdown else NOTHING

    @cached_property
    def unread(self) -> tuple[Mark, ...]:
        """What of a Markdown text is not read as it stands, behind its front matter; nothing of any other text."""
        if not self.is_markdown:
            return ()
        from reader.documents.formats.markdown_reading import read_marks  # not needed for plain text

        return tuple(read_marks(self.text, Span(self.begin, len(self.text)), self.structure))

    @property
    def is_structured(self) -> bool:
        """Whether the structure is known already."""
        return "structure" in vars(self)

    @cached_property
    def begin(self) -> int:
        """The source offset at which the text begins: behind what a Markdown text states about itself."""
        front = _front_matter(self.format, self.text)
        return front.span.end if front is not None else 0

    @cached_property
    def metadata(self) -> Metadata:
        """What the text states about itself."""
        return metadata(self.text, self.begin)

    @cached_property
    def title(self) -> str:
        """What a person would name the document by: what its file says, its headline, else the file's name.

        One line, safe to show.
        """
        if title := one_line(self.source.title[:LONGEST_TITLE]):
            return title
        span = self.metadata.title
        if span is None:
            return title_from_name(self.name)
        if not self.is_markdown:
            return one_line(span.of(self.text))
        from reader.documents.formats.markdown import shown

        return one_line(shown(self.text, span))

    @cached_property
    def end(self) -> int:
        """The source offset behind the last character that is no white space."""
        end = len(self.text)
        while end > 0:  # the whole of it without the white space would take as much memory again
            start = max(0, end - PIECE)
            if left := len(self.text[start:end].rstrip()):
                return start + left
            end = start
        return 0

    @property
    def digest(self) -> str:
        """What the document is known by whatever its path: a hash of its text."""
        return self._hashed[0]

    @property
    def is_hashed(self) -> bool:
        """Whether the digest has been worked out; for a long text that takes a while."""
        return "_hashed" in vars(self)

    @property
    def byte_length(self) -> int:
        """The length of the text in bytes, as it is in the file or else in UTF-8; known with the digest."""
        return self._hashed[1][-1]

    def byte_offset(self, offset: int) -> int:
        """Return how many of these bytes the text has before a source offset; no more than one piece is encoded."""
        start = offset - offset % PIECE
        return self._hashed[1][offset // PIECE] + len(self._in_file(self.text[start:offset]))

    @cached_property
    def _hashed(self) -> tuple[str, tuple[int, ...]]:
        """The digest, and how many bytes stand before each piece of the text and before its end."""
        import hashlib  # not needed to list documents

        hashed, lengths = hashlib.blake2b(digest_size=16), [0]
        for start in range(0, len(self.text), PIECE):  # the whole of it in bytes would take as much memory again
            text = self.text[start : start + PIECE]
            piece = _encoded(text)
            hashed.update(piece)
            lengths.append(lengths[-1] + len(piece if self._is_utf_8 else self._in_file(text)))
        return hashed.hexdigest(), tuple(lengths)

    @property
    def _is_utf_8(self) -> bool:
        return self.encoding == "UTF-8" or not self.is_as_in_file

    def _in_file(self, text: str) -> bytes:
        """Return some of the text as it is encoded in the file; in UTF-8 where it is not in it or cannot be."""
        if self._is_utf_8:
            return _encoded(text)
        from reader.documents.encodings import named

        encoded = named(self.encoding).encoded(text)
        return encoded if encoded is not None else _encoded(text)


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def title_from_name(name: str) -> str:
    """Return a title for a document whose text states none."""
    stem = Path(name).stem[:LONGEST_TITLE]  # in an archive they may be as long as one likes
    return one_line(_("standard input") if name == STANDARD_INPUT else stem)


def read_document(name: str, encoding: str | None = None) -> Document:
    """Return the document in a file, inside of an archive, or on standard input, parsed in this process.

    Args:
        name: the path, or `-` for standard input.
        encoding: the name of its encoding; None to find it out.

    Raises:
        UnreadableDocumentError: when it cannot be opened or is no document, with the reason.
        UnknownEncodingError: when no encoding has the name.
    """
    if (text := read_text(name, encoding)) is not None:
        return text
    return parse(name, read_bytes(name), encoding)


def parse(name: str, data: bytes, encoding: str | None = None) -> Document:
    """Return the document that the bytes of a file are in whatever format.

    Raises:
        UnreadableDocumentError: when they are none, with the reason.
        UnknownEncodingError: when no encoding has the name.
    """
    chosen = format_of(name, data[:LONGEST_BEGINNING])
    source = read(data, name, encoding)
    told = replace(source, text="")
    return Document(
        name, source.text, encoding=source.encoding, replaced=source.replaced, format=chosen.name, source=told
    )


def read_text(name: str, encoding: str | None = None) -> Document | None:
    """Return a document that is the text that its file is; None where it is in a format that has to be parsed.

    Args:
        name: the path, or `-` for standard input.
        encoding: the name of its encoding; None to find it out.

    Raises:
        UnreadableDocumentError: when it cannot be opened or is no text, with the reason.
        UnknownEncodingError: when no encoding has the name.
    """
    if is_parsed(name):
        return None
    data = read_bytes(name)
    return _text(name, decode(data, encoding)) if is_text(name, data[:LONGEST_BEGINNING]) else None


def read_beginning(name: str, most: int = BEGINNING, encoding: str | None = None) -> Document | None:
    """Return a text with no more than the beginning of its file, enough for its title.

    Args:
        name: the path, or `-` for standard input.
        most: bytes that are read at most.
        encoding: the name of its encoding; None to find it out.

    Returns:
        None where it is in a format that has to be parsed.

    Raises:
        UnreadableDocumentError: as `read_document` does, for as much as was read.
        UnknownEncodingError: when no encoding has the name.
    """
    if is_parsed(name):
        return None
    data = read_bytes(name, most)
    return _text(name, decode(data, encoding, whole=len(data) < most)) if is_text(name, data) else None


def _text(name: str, decoded: Decoded) -> Document:
    format_ = plain_format(name).name
    front = _front_matter(format_, decoded.text)
    told = Source("", title=front.title, authors=front.authors, language=front.language) if front else NOTHING_TOLD
    return Document(name, decoded.text, encoding=decoded.label, replaced=decoded.replaced, format=format_, source=told)


def _front_matter(format_: str, text: str) -> FrontMatter | None:
    if format_ != MARKDOWN.name or not text.startswith(("---", "+++")):
        return None
    from reader.documents.formats.front_matter import front_matter

    return front_matter(text)
