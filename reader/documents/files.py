"""The bytes of documents: of files, of what stands inside of archives, and of standard input."""

from __future__ import annotations

import os
import stat
import sys
from contextlib import contextmanager
from functools import lru_cache
from io import BytesIO
from time import monotonic
from typing import TYPE_CHECKING, cast

from reader.documents.decoding import UnreadableDocumentError
from reader.documents.naming import ARCHIVE, STANDARD_INPUT
from reader.documents.reasons import reasons
from reader.documents.regular_files import bytes_of, open_regular
from reader.language import _

if TYPE_CHECKING:
    from collections.abc import Iterator
    from io import BufferedIOBase

MOST_BYTES = 512 * 2**20
"""Bytes of the longest document: more than any book has."""
PIECE_OF_FILE = 262_144
"""Bytes of a file that are read at a time at most."""
PATIENCE = 0.5
"""Seconds after which something is made of what came through a pipe."""


def read_bytes(name: str, most: int = -1, start: int = 0) -> bytes:
    """Return the bytes of a document from one on; at most as many as asked for.

    Args:
        name: the path of a file or inside of an archive, or `-` for standard input.
        most: as many at most; all of them where it is negative.
        start: the first of them.

    Raises:
        UnreadableDocumentError: when it cannot be read, or there are more than `MOST_BYTES`, with the reason.
    """
    with reasons():
        if name == STANDARD_INPUT:
            data = _standard_input()[start : start + most if most >= 0 else None]
            length = len(data)
        else:
            with _opened(name, start + most if most >= 0 else -1) as file:
                length = _length(file) if most < 0 else 0
                file.seek(start)
                data = b"" if length > MOST_BYTES else bytes_of(file, most if most >= 0 else MOST_BYTES + 1)
    if max(length, len(data)) > MOST_BYTES:
        message = _("more than {size} MB; split it first")
        raise UnreadableDocumentError(message.format(size=MOST_BYTES // 2**20))
    return data


@contextmanager
def open_bytes(name: str) -> Iterator[BufferedIOBase]:
    """Open a document to read its bytes as they come.

    Args:
        name: the path of a file or inside of an archive, or `-` for standard input.

    Raises:
        UnreadableDocumentError: when it cannot be opened, or its bytes cannot be read, with the reason.
    """
    if name == STANDARD_INPUT:
        if sys.stdin is None:
            raise UnreadableDocumentError(_("standard input is closed"))
        yield cast("BufferedIOBase", sys.stdin.buffer)
        return
    with reasons():
        file = _opened(name)
    with file:
        yield file


def read_pieces(file: BufferedIOBase) -> Iterator[bytes]:
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
        with reasons():
            piece = file.read1(PIECE_OF_FILE)
        if not piece:
            return
        yield piece
        if deadline is None:
            deadline = monotonic() + PATIENCE


def _length(file: BufferedIOBase) -> int:
    """Return how many bytes an open file says that it has; 0 where it does not say."""
    try:
        return os.fstat(file.fileno()).st_size
    except (OSError, ValueError):  # no file of the system's
        return 0


def _waits(file: BufferedIOBase) -> bool:
    """Return whether one may have to wait for what is read, and can be told so."""
    try:
        return os.name == "posix" and not stat.S_ISREG(os.fstat(file.fileno()).st_mode)
    except (OSError, ValueError):  # no file of the system's
        return False


def _is_more(file: BufferedIOBase, deadline: float) -> bool:
    """Return whether something to read comes before a moment of the clock that is still to come."""
    from select import select

    left = deadline - monotonic()
    return left > 0 and bool(select([file], [], [], left)[0])


def _opened(name: str, most: int = -1) -> BufferedIOBase:
    """Open a document; of what is packed, its first bytes are enough where it is told how many."""
    inside = _inside(name)
    if inside is not None:
        from reader.documents.archived import read_inside

        return BytesIO(read_inside(*inside, most))
    return open_regular(name)


def _inside(name: str) -> tuple[str, str] | None:
    """Return the archive that a document's name leads into and the name in there; None where it is that of a file."""
    if ARCHIVE not in name.lower():
        return None
    from reader.documents.archived import archive_of

    return archive_of(name)


@lru_cache(maxsize=1)
def _standard_input() -> bytes:
    """Return what came on standard input, which can be read only once."""
    if sys.stdin is None:
        raise UnreadableDocumentError(_("standard input is closed"))
    return bytes_of(cast("BufferedIOBase", sys.stdin.buffer), MOST_BYTES + 1)
