"""Bytes become text, or a reason why they cannot."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

from reader.language import _

if TYPE_CHECKING:
    from collections.abc import Iterable

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
    return decode_pieces((data,))


def decode_pieces(pieces: Iterable[bytes]) -> str:
    """Return the text of UTF-8 data that come in pieces, so that bytes and text of a long file need not both be held.

    Args:
        pieces: the data, cut anywhere; the first holds `TEXT_SAMPLE` bytes if there are as many.

    Raises:
        UnreadableDocumentError: as `decode` does.
    """
    coming = iter(pieces)
    first = next(coming, b"")
    _check_kind(first)
    data = first.removeprefix(codecs.BOM_UTF8)
    place = len(first) - len(data)
    texts: list[str] = []
    for piece in coming:
        text, length = _decoded(data, place, final=False)
        texts.append(text)
        place += length
        data = data[length:] + piece
    texts.append(_decoded(data, place, final=True)[0])
    return "".join(texts)


def _check_kind(beginning: bytes) -> None:
    if beginning.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise UnreadableDocumentError(_("UTF-16 text; save it as UTF-8 to read it here"))
    sample = beginning[:TEXT_SAMPLE]
    if sample.count(0) * 100 > len(sample):
        raise UnreadableDocumentError(_("not a text file"))


def _decoded(data: bytes, place: int, *, final: bool) -> tuple[str, int]:
    """Return the text of data that begin at a place of the file, and how many bytes of them it was."""
    try:
        text, length = codecs.utf_8_decode(data, "strict", final)
    except UnicodeDecodeError as error:
        raise UnreadableDocumentError(
            _("not UTF-8 text (byte {byte} at {place}); save it as UTF-8 to read it here").format(
                byte=f"0x{data[error.start]:02x}", place=place + error.start
            )
        ) from error
    return text.replace("\0", "\ufffd"), length


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
