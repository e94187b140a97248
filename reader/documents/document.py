"""A document: one file that can be read, and the places of what it consists of."""

from __future__ import annotations

import os
import stat
import sys
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, cast

from reader.documents.decoding import Decoded, UnreadableDocumentError, decode
from reader.documents.metadata import Metadata, metadata
from reader.documents.sanitising import one_line
from reader.language import _

if TYPE_CHECKING:
    from collections.abc import Iterator
    from io import BufferedReader

STANDARD_INPUT = "-"
BEGINNING = 16_384
"""Bytes of a file that are enough to find its title."""
PIECE = 262_144
"""Code points of a text that are turned into bytes at a time."""
PIECE_OF_FILE = 262_144
"""Bytes of a file that are read at a time at most."""
PATIENCE = 0.5
"""Seconds after which something is made of what came through a pipe."""


@dataclass(frozen=True)
class Document:
    """A document with its source text: for a text file the decoded file as it stands, without a byte-order mark."""

    name: str
    """The path as given or found; `-` for standard input."""
    text: str
    encoding: str = field(default="UTF-8", kw_only=True)
    """What people call the encoding of the file."""
    replaced: int = field(default=0, kw_only=True)
    """How many places of the file are broken: stretches of bytes for which U+FFFD stands in the text."""

    @cached_property
    def metadata(self) -> Metadata:
        """What the text states about itself."""
        return metadata(self.text)

    @cached_property
    def title(self) -> str:
        """What a person would name the document by: its headline, else its file's name. One line, safe to show."""
        span = self.metadata.title
        return one_line(span.of(self.text)) if span else title_from_name(self.name)

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
        """The length of the text in bytes, in its encoding or else in UTF-8; known with the digest."""
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
            lengths.append(lengths[-1] + len(piece if self.encoding == "UTF-8" else self._in_file(text)))
        return hashed.hexdigest(), tuple(lengths)

    def _in_file(self, text: str) -> bytes:
        """Return some of the text as it is encoded in the file; in UTF-8 where it cannot be."""
        if self.encoding == "UTF-8":
            return _encoded(text)
        from reader.documents.encodings import named

        encoded = named(self.encoding).encoded(text)
        return encoded if encoded is not None else _encoded(text)


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def title_from_name(name: str) -> str:
    """Return a title for a document whose text states none."""
    return one_line(_("standard input") if name == STANDARD_INPUT else Path(name).stem)


def read_document(name: str, encoding: str | None = None) -> Document:
    """Return the document in a file, or on standard input.

    Args:
        name: the path, or `-` for standard input.
        encoding: the name of its encoding; None to find it out.

    Raises:
        UnreadableDocumentError: when it cannot be opened or is not text, with the reason.
        UnknownEncodingError: when no encoding has the name.
    """
    return _document(name, decode(read_bytes(name), encoding))


def read_beginning(name: str, most: int = BEGINNING, encoding: str | None = None) -> Document:
    """Return a document with no more than the beginning of a file's text, enough for its title.

    Args:
        name: the path, or `-` for standard input.
        most: bytes that are read at most.
        encoding: the name of its encoding; None to find it out.

    Raises:
        UnreadableDocumentError: as `read_document` does, for as much as was read.
        UnknownEncodingError: when no encoding has the name.
    """
    data = read_bytes(name, most)
    return _document(name, decode(data, encoding, whole=len(data) < most))


def _document(name: str, decoded: Decoded) -> Document:
    return Document(name, decoded.text, encoding=decoded.label, replaced=decoded.replaced)


def read_bytes(name: str, most: int = -1, start: int = 0) -> bytes:
    """Return the bytes of a file, or of standard input, from one on; at most as many as asked for.

    Raises:
        UnreadableDocumentError: when it cannot be opened, with the reason.
    """
    with _reasons():
        if name == STANDARD_INPUT:
            return _standard_input()[start : start + most if most >= 0 else None]
        with _opened(name) as file:
            if start:
                file.seek(start)
            return file.read(most)


@contextmanager
def open_bytes(name: str) -> Iterator[BufferedReader]:
    """Open a file, or standard input, to read its bytes as they come.

    Raises:
        UnreadableDocumentError: when it cannot be opened, or its bytes cannot be read, with the reason.
    """
    if name == STANDARD_INPUT:
        if sys.stdin is None:
            raise UnreadableDocumentError(_("standard input is closed"))
        yield cast("BufferedReader", sys.stdin.buffer)
        return
    with _reasons():
        file = _opened(name)
    with file:
        yield file


def read_pieces(file: BufferedReader) -> Iterator[bytes]:
    """Yield the bytes of an open file as they come, up to its end.

    Where they come through a pipe or from a terminal, an empty piece says after each `PATIENCE` in which some came
    that it is time to make something of them.

    Raises:
        UnreadableDocumentError: when they cannot be read, with the reason.
    """
    waits = _waits(file)
    deadline: float | None = None
    while True:
        if waits and deadline is not None and not _is_more(file, deadline):
            deadline = None
            yield b""
        with _reasons():
            piece = file.read1(PIECE_OF_FILE)
        if not piece:
            return
        yield piece
        if deadline is None:
            deadline = monotonic() + PATIENCE


def _waits(file: BufferedReader) -> bool:
    """Return whether one may have to wait for what is read, and can be told so."""
    try:
        return os.name == "posix" and not stat.S_ISREG(os.fstat(file.fileno()).st_mode)
    except (OSError, ValueError):  # no file of the system's
        return False


def _is_more(file: BufferedReader, deadline: float) -> bool:
    """Return whether something to read comes before a moment of the clock that is still to come."""
    from select import select

    left = deadline - monotonic()
    return left > 0 and bool(select([file], [], [], left)[0])


def _opened(name: str) -> BufferedReader:
    path = Path(name)
    if path.is_dir():
        os.scandir(path).close()  # why a folder cannot be looked into says more than that it is no file
    if path.exists() and not path.is_file():
        raise UnreadableDocumentError(_("not a file"))
    return path.open("rb")


@contextmanager
def _reasons() -> Iterator[None]:
    """Turn what goes wrong with a file into a reason in one line.

    Raises:
        UnreadableDocumentError: in place of what the system says.
    """
    try:
        yield
    except FileNotFoundError as error:
        raise UnreadableDocumentError(_("no such file")) from error
    except PermissionError as error:
        raise UnreadableDocumentError(_("no permission to read it")) from error
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise UnreadableDocumentError(one_line(reason)) from error


@lru_cache(maxsize=1)
def _standard_input() -> bytes:
    """Return what came on standard input, which can be read only once."""
    if sys.stdin is None:
        raise UnreadableDocumentError(_("standard input is closed"))
    return sys.stdin.buffer.read()
