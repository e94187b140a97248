"""What a document reads as in each encoding: a few characters, by which a reader sees at a glance which is right.

They are those of one line with Chinese in it, as it seems: lines begin with a character in all encodings but the wide
ones, where a multiple of four bytes does.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass

from reader.documents.decoding import decode
from reader.documents.encodings import LABELS
from reader.documents.files import open_bytes, read_bytes
from reader.documents.formats.registry import is_packed
from reader.documents.naming import STANDARD_INPUT
from reader.documents.sampling import first_of_no_ascii
from reader.documents.sanitising import one_line

SAMPLE = 1_024
"""Bytes that are decoded for a preview."""
AROUND = 16_384
"""Bytes that are read on either side of a place."""
BEFORE = 20
"""Bytes of the line before the first that is not of ASCII."""
LONGEST = 200
"""Code points of a preview."""
PACKED = b"PK\x03\x04"
"""What an archive begins with: a book, or others that tell themselves in which encoding each part of them is."""
UNIT = 4
TAG = re.compile("<[^<>]{0,2000}>?|^[^<>]{0,2000}>")


@dataclass(frozen=True, slots=True)
class Preview:
    """What a document reads as in an encoding."""

    encoding: str
    """What people call it."""
    text: str
    """One line, safe to show."""
    broken: int
    """How many places of it are broken."""


def previews(name: str, share: float, *, tagged: bool) -> tuple[Preview, ...]:
    """Return what a document reads as around a place, or at its beginning, in every encoding.

    A book, or what else is packed, in none, be it damaged.

    Args:
        name: the path, or `-` for standard input.
        share: how far on in the document the place is, 0 to 1.
        tagged: whether the document has tags in it, which are left out.

    Raises:
        UnreadableDocumentError: when it cannot be read, with the reason.
    """
    if is_packed(name) or read_bytes(name, len(PACKED)) == PACKED:
        return ()
    data, start = _line(name, share)
    return tuple(_preview(label, data, start, tagged=tagged) for label in LABELS.values())


def _preview(label: str, data: bytes, start: int, *, tagged: bool) -> Preview:
    begin = start - start % UNIT if label.startswith(("UTF-16", "UTF-32")) else start
    decoded = decode(data[begin : begin + SAMPLE], label, whole=False)
    text = TAG.sub(" ", decoded.text) if tagged else decoded.text
    return Preview(label, one_line(text[: 2 * LONGEST])[:LONGEST], decoded.replaced)


def _line(name: str, share: float) -> tuple[bytes, int]:
    """Return bytes of a document, and where in them a telling line begins that is near a place."""
    at = int(_size(name) * share)
    first = max(0, at - AROUND) // UNIT * UNIT
    data = read_bytes(name, 2 * AROUND, first)
    line = data.rfind(b"\n", 0, at - first) + 1
    told = first_of_no_ascii(data[line:])
    if first and (line == 0 or told is None):  # nothing tells where a character begins, or there is none
        data = read_bytes(name, 2 * AROUND)
        line, told = 0, first_of_no_ascii(data)
    if told is None:
        return data, 0
    return data, max(data.rfind(b"\n", 0, line + told) + 1, line + told - BEFORE)


def _size(name: str) -> int:
    if name == STANDARD_INPUT:
        return len(read_bytes(name))
    with open_bytes(name) as file:
        return file.seek(0, os.SEEK_END)
