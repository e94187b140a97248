"""Paragraphs: slices of the source text, found from any offset without reading the rest of it.

A paragraph ends where a line ends: LF, CR, CRLF and the separators that Unicode calls mandatory breaks (VT, FF, NEL,
LS, PS). A line longer than `LONGEST` code points is cut into pieces that can be laid out at once: behind every
multiple of `LONGEST`, counted from the start of the text, at the next mark where a sentence pauses. The cuts depend on
offsets alone, so they are the same from wherever they are looked for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from unicodedata import category

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST = 4096
"""Code points: the longest line that is one paragraph, and the distance of the cuts in a longer one."""
SEARCH = 512
"""How far behind such a place a mark to cut at is looked for, in code points."""

LINE_ENDS = "\n\r\x0b\x0c\x85\u2028\u2029"
_INVISIBLE = "\ufeff\u200b \t\u00a0\u3000"
LINE_END = re.compile(f"\r\n|[{LINE_ENDS}]")
_END = re.compile(f"[{LINE_ENDS}]")
_LINE = re.compile(f"[^{LINE_ENDS}]+")
_VISIBLE = re.compile(f"[^{LINE_ENDS}{_INVISIBLE}]")
_PAUSE = re.compile("[。！？；!?;][」』”’）)]*|[，、：,:]| ")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of source text: offsets in code points, end exclusive."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the text that stands there."""
        return text[self.start : self.end]


def trimmed(text: str, span: Span) -> Span:
    """Return a stretch of a text without the white space at its ends."""
    start, end = span.start, span.end
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def without_marks(text: str, span: Span) -> Span:
    """Return a stretch of a text without the white space and punctuation at its ends; as it is if that is all."""
    start, end = span.start, span.end
    while start < end and _is_mark(text[start]):
        start += 1
    while start < end and _is_mark(text[end - 1]):
        end -= 1
    return Span(start, end) if start < end else span


def _is_mark(character: str) -> bool:
    return character.isspace() or category(character).startswith("P")


def paragraph_at(text: str, offset: int) -> Span:
    """Return the paragraph, line end left out, in which an offset stands; a line end belongs to what it ends."""
    offset = max(0, min(offset, len(text)))
    if 0 < offset < len(text) and text[offset] == "\n" and text[offset - 1] == "\r":
        offset -= 1
    lowest = max(0, offset - LONGEST - SEARCH)
    start = lowest
    for mark in LINE_ENDS:
        if (place := text.rfind(mark, start, offset)) >= 0:
            start = place + 1
    end = _END.search(text, offset, offset + LONGEST + SEARCH)
    stop = end.start() if end else min(offset + LONGEST + SEARCH, len(text))
    # A line end may stand right before `lowest`; further back than that the line is a long one anyway.
    if stop - start <= LONGEST:
        return Span(start, stop)
    offset = min(offset, stop - 1)  # the end of a long line belongs to its last piece, although a cut may stand there
    return Span(max(start, _cut_before(text, offset)), min(stop, _cut_after(text, offset)))


def paragraph_after(text: str, paragraph: Span) -> Span | None:
    """Return the paragraph that follows, empty ones included; none at the end of the text."""
    end = LINE_END.match(text, paragraph.end)
    start = end.end() if end else paragraph.end
    if start >= len(text) or (end is None and start == paragraph.start):
        return None
    return paragraph_at(text, start)


def paragraph_before(text: str, paragraph: Span) -> Span | None:
    """Return the paragraph that precedes, empty ones included; none at the start of the text."""
    return paragraph_at(text, paragraph.start - 1) if paragraph.start > 0 else None


def paragraphs(text: str, within: Span | None = None) -> Iterator[Span]:
    """Yield all paragraphs that are not blank.

    Args:
        text: the source text.
        within: a stretch of it that begins and ends where paragraphs do, to yield those in it alone.
    """
    within = within or Span(0, len(text))
    for line in _LINE.finditer(text, within.start, within.end):
        start, end = line.span()
        is_cut = start == within.start > 0 or end == within.end < len(text)
        if end - start <= LONGEST and not is_cut:
            if line[0].strip(_INVISIBLE):
                yield Span(start, end)
            continue
        while start < end:
            piece = paragraph_at(text, start)
            if not blank(text, piece):
                yield piece
            start = piece.end


def seen_from(text: str, offset: int, stop: int | None = None) -> Span | None:
    """Return the first paragraph from the one at an offset on that is not blank; however many blank ones there are.

    Args:
        text: the source text.
        offset: a source offset.
        stop: where no more is looked for anything to be seen; None for the end of the text.
    """
    found = _VISIBLE.search(text, paragraph_at(text, offset).start, len(text) if stop is None else stop)
    return paragraph_at(text, found.start()) if found else None


def seen_up_to(text: str, offset: int) -> Span | None:
    """Return the last paragraph up to the one at an offset that is not blank; however many blank ones there are."""
    end = paragraph_at(text, offset).end
    while end > 0:
        start = max(0, end - LONGEST)
        left = text[start:end].rstrip(_INVISIBLE + LINE_ENDS)
        if left:
            return paragraph_at(text, start + len(left) - 1)
        end = start
    return None


def blank(text: str, paragraph: Span) -> bool:
    """Return whether there is nothing in a paragraph to see."""
    return not paragraph.of(text).strip(_INVISIBLE)


def _cut(text: str, multiple: int) -> int:
    """Return the cut that belongs to one multiple of `LONGEST`."""
    place = multiple * LONGEST
    if place <= 0 or place >= len(text):
        return min(max(place, 0), len(text))
    line_end = LINE_END.search(text, place, place + SEARCH)
    limit = line_end.start() if line_end else min(place + SEARCH, len(text))
    mark = _PAUSE.search(text, place, limit)
    return mark.end() if mark else limit


def _cut_before(text: str, offset: int) -> int:
    """Return the last cut at or before an offset."""
    multiple = offset // LONGEST
    cut = _cut(text, multiple)
    return cut if cut <= offset else _cut(text, multiple - 1)


def _cut_after(text: str, offset: int) -> int:
    """Return the first cut behind an offset."""
    multiple = offset // LONGEST
    while (cut := _cut(text, multiple)) <= offset and cut < len(text):
        multiple += 1
    return cut
