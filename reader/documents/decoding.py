"""Bytes become text, or a reason why they cannot."""

from __future__ import annotations

import codecs
from itertools import chain
from typing import TYPE_CHECKING

from reader.language import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MARK = "\ufeff"
"""What some programs put before a text; it is no part of it."""
TEXT_SAMPLE = 65_536
"""As many bytes at the start of a file tell whether it is text."""


class UnreadableDocumentError(Exception):
    """A file that cannot be read as a document; the message says why, in one line."""


def decode(data: bytes) -> str:
    """Return the text of UTF-8 data, line ends as they stand.

    A byte-order mark is no part of the text. NUL becomes U+FFFD, because OpenCC would drop what follows it; this
    keeps every offset.

    Raises:
        UnreadableDocumentError: when the data are not UTF-8 text.
    """
    _look_at(data[:TEXT_SAMPLE])
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _no_utf8(error, 0) from error
    text = text.removeprefix(MARK)
    return text.replace("\0", "\ufffd") if 0 in data else text  # bytes are looked through far sooner than text


def decode_pieces(pieces: Iterable[bytes]) -> Iterator[str]:
    """Yield the text of UTF-8 data that come in pieces, cut anywhere: together what `decode` makes of the whole.

    Args:
        pieces: the data. Nothing is yielded before `TEXT_SAMPLE` bytes are there, unless an empty piece says that no
            more are there for now; for such a one, an empty text is yielded.

    Raises:
        UnreadableDocumentError: when the data are not UTF-8 text; what stands before a wrong byte is yielded first.
    """
    decoder = codecs.getincrementaldecoder("utf-8")()
    read, mark = 0, MARK
    for data in chain(_with_beginning(pieces), (None,)):
        before = read - len(decoder.getstate()[0])
        try:
            text = decoder.decode(data or b"", final=data is None)
            wrong = None
        except UnicodeDecodeError as error:
            text, wrong = error.object[: error.start].decode("utf-8"), _no_utf8(error, before)
        if text:
            yield text.removeprefix(mark).replace("\0", "\ufffd")
            mark = ""
        if wrong is not None:
            raise wrong
        if data == b"":
            yield ""
        read += len(data or b"")


def _with_beginning(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Yield data piece by piece, the first one when enough is there to tell that it is text."""
    coming, beginning, last = iter(pieces), b"", None
    for last in coming:
        beginning += last
        if len(beginning) >= (TEXT_SAMPLE if last else len(codecs.BOM_UTF16_LE)):
            break
    _look_at(beginning[:TEXT_SAMPLE])
    yield beginning
    if last == b"" != beginning:
        yield b""
    yield from coming


def _look_at(beginning: bytes) -> None:
    """Look at the first bytes of a file.

    Raises:
        UnreadableDocumentError: when they are not of UTF-8 text, whatever follows.
    """
    if beginning.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise UnreadableDocumentError(_("UTF-16 text; save it as UTF-8 to read it here"))
    if beginning.count(0) * 100 > len(beginning):
        raise UnreadableDocumentError(_("not a text file"))


def _no_utf8(error: UnicodeDecodeError, before: int) -> UnreadableDocumentError:
    """Return what to say of a wrong byte, given how many bytes of the file stand before those that were decoded."""
    message = _("not UTF-8 text (byte {byte} at {place}); save it as UTF-8 to read it here")
    byte = f"0x{error.object[error.start]:02x}"
    return UnreadableDocumentError(message.format(byte=byte, place=before + error.start))


def decode_beginning(data: bytes) -> str:
    """Return the text of the first bytes of a file, which may end inside a character.

    Raises:
        UnreadableDocumentError: as `decode` does.
    """
    for cut in range(min(4, len(data))):
        if data[-1 - cut] & 0xC0 != 0x80:  # the first byte of the last character
            whole = cut + 1 == _length(data[-1 - cut])
            return decode(data if whole else data[: len(data) - 1 - cut])
    return decode(data)


def _length(first: int) -> int:
    return 1 if first < 0x80 else 2 if first < 0xE0 else 3 if first < 0xF0 else 4
