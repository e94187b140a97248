"""What bytes tell at a glance, before anything is decoded.

Apart from what decides between encodings, so that UTF-8, which nearly all documents are, needs nothing of that.
"""

from __future__ import annotations

import re

MARK = "\ufeff"
"""What some programs put before a text; it is no part of it."""
SAMPLE = 16_384
"""Bytes that are enough to tell."""
NULS = 0.01
"""The share of NULs from which on something can be no other text than UTF-16 or UTF-32."""
CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
"""What stands in no text, but in wide characters that happen to be ASCII byte by byte."""


def sampled(data: bytes) -> tuple[int, bytes]:
    """Return the bytes that tell most, and where they begin: where the first one is that is not of ASCII.

    That is near the beginning of nearly every file; then it is the beginning.
    """
    if not data[:SAMPLE].isascii():
        return 0, data[:SAMPLE]
    start = first_of_no_ascii(data)
    return (0, data[:SAMPLE]) if start is None else (start, data[start : start + SAMPLE])


def first_of_no_ascii(data: bytes) -> int | None:
    """Return where the first byte is that is not of ASCII; None where all are."""
    for start in range(0, len(data), SAMPLE):
        piece = data[start : start + SAMPLE]
        if not piece.isascii():
            return start + next(index for index, byte in enumerate(piece) if byte >= 0x80)
    return None


def is_full_of_nuls(data: bytes) -> bool:
    """Return whether data are no text, unless they are UTF-16 or UTF-32."""
    return data.count(0) > NULS * len(data)


def is_utf_8(data: bytes, *, whole: bool) -> bool:
    """Return whether data are UTF-8 without an error; if they are not all there are, they may end in a character."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return not whole and error.end == len(data) and error.reason == "unexpected end of data"
    return True
