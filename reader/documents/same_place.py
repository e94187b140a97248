"""Where a place of a text stands when its file is read in another encoding: in the same line, at the same byte.

The text itself tells little: hardly a character stays what it was. But the ends of lines do: they are the same byte in
all encodings but the wide ones, and no other character has it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.documents.decoding import REPLACED
from reader.documents.encodings import named
from reader.documents.paragraphs import Span

if TYPE_CHECKING:
    from reader.documents.document import Document

LONGEST = 200_000
"""Code points of a line that is looked at closely; in a longer one a place is as far on in proportion."""
LEAST = 4_096
"""Code points in which lines are counted one by one."""


def same_place(before: Document, offset: int, now: Document) -> int:
    """Return the source offset at which stands what stood at one before the file was read in another encoding.

    Args:
        before: the document as it was read.
        offset: the place in it, in code points.
        now: the document as it is read now.
    """
    lines = before.text.count("\n", 0, offset)
    if before.text.count("\n") != now.text.count("\n"):  # one of the encodings is a wide one
        return _proportion(offset, len(before.text), len(now.text))
    line, other = _line(before.text, lines), _line(now.text, lines)
    found = _within(line.of(before.text), before.encoding, offset - line.start, other.of(now.text), now.encoding)
    return other.start + found


def _line(text: str, number: int) -> Span:
    """Return the line of a text before which there are as many others."""
    start, stop, before = 0, len(text), 0
    while stop - start > LEAST:
        middle = (start + stop) // 2
        there = text.count("\n", start, middle)
        if before + there >= number:
            stop = middle
        else:
            start, before = middle, before + there
    for _line_end in range(before, number):
        start = text.index("\n", start) + 1
    end = text.find("\n", start)
    return Span(start, end if end >= 0 else len(text))


def _within(line: str, encoding: str, offset: int, other: str, other_encoding: str) -> int:
    """Return where in a line stands what stood at an offset of it in another encoding."""
    if max(len(line), len(other)) > LONGEST:
        return _proportion(offset, len(line), len(other))
    wanted = _bytes(line[:offset], encoding)
    low, high = 0, len(other)
    while low < high:
        middle = (low + high) // 2
        if _bytes(other[:middle], other_encoding) < wanted:
            low = middle + 1
        else:
            high = middle
    return low


def _bytes(text: str, encoding: str) -> int:
    """Return how many bytes a text takes, one for a broken place; where nothing tells, as many as in GB18030."""
    text = text.replace(REPLACED, "?")
    encoded = named(encoding).encoded(text)
    return len(encoded if encoded is not None else text.encode("gb18030", "replace"))


def _proportion(offset: int, length: int, other: int) -> int:
    return offset * other // max(1, length)
