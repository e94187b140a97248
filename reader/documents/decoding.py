"""Bytes become text, or a reason why they cannot."""

from __future__ import annotations

import codecs

from reader.language import _

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
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise UnreadableDocumentError(_("UTF-16 text; save it as UTF-8 to read it here"))
    data = data.removeprefix(codecs.BOM_UTF8)
    if data[:TEXT_SAMPLE].count(0) * 100 > len(data[:TEXT_SAMPLE]):
        raise UnreadableDocumentError(_("not a text file"))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UnreadableDocumentError(
            _("not UTF-8 text (byte {byte} at {place}); save it as UTF-8 to read it here").format(
                byte=f"0x{data[error.start]:02x}", place=error.start
            )
        ) from error
    return text.replace("\0", "\ufffd") if 0 in data else text  # bytes are looked through far sooner than text


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
