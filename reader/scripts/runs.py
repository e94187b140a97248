"""Runs: neighbouring lines of a text that are written alike, to be converted together.

What converts is fast in a long text and slow to be called, so that paragraphs by themselves cost far more than the
same text at once. No word that conversion knows holds a line end: lines that are converted together come out as they
do one by one. The few that OpenCC or what holds names out might not keep apart from their neighbours stand alone.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from reader.documents.paragraphs import LINE_ENDS, LONGEST
from reader.scripts.configurations import FIRST_MARK, LAST_MARK
from reader.scripts.detection import detect_paragraph, foreign
from reader.scripts.rendition import HOLDER
from reader.scripts.script import Written

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reader.documents.paragraphs import Span

SIZE = 200_000
"""Code points from which on a run is long enough: OpenCC's dictionaries leave the processor's cache after each one."""
DESCRIPTIONS = "\u2ff0-\u2fff\u303e\u31ef"
"""Ideographic description characters: OpenCC takes what follows them for one character, also across a line end."""
APART = f"{DESCRIPTIONS}{HOLDER}{chr(FIRST_MARK)}-{chr(LAST_MARK)}"
"""What keeps a paragraph apart from its neighbours, for a class of a pattern: also what stands for names or lengths."""
STANDS_APART = re.compile(f"[{APART}]")
LINE = re.compile(f"[^{LINE_ENDS}]")
_LINE_END = re.compile(f"[{LINE_ENDS}]")


class Run(NamedTuple):
    """A stretch of a text, in code points, that begins and ends where paragraphs do."""

    start: int
    end: int
    written: Written | None
    """How all of it is written; None for code, which stays as it is."""
    together: bool
    """Whether its paragraphs may be converted together; else each is to be looked at by itself."""


def runs(text: str, stretch: Span, document: Written, *, throughout: bool, code: Sequence[Span]) -> Iterator[Run]:
    """Yield the runs of a stretch of a text, in order; between them there are but line ends.

    Args:
        text: the source text of the document.
        stretch: whole paragraphs of it.
        document: how the document is written, as `detect_paragraph` asks.
        throughout: take each paragraph for written as the document is, whatever signs of its own it has.
        code: the blocks of code in the text, in order.
    """
    place = stretch.start
    for block in code:
        if block.end <= place or block.start >= stretch.end:
            continue
        yield from _joined(text, _between(text, place, block.start, document, throughout=throughout))
        start, place = max(place, block.start), min(block.end, stretch.end)
        yield Run(start, place, None, together=True)
    yield from _joined(text, _between(text, place, stretch.end, document, throughout=throughout))


def lines_with(pattern: re.Pattern[str], text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield where the lines of a stretch begin and end in which a pattern is found.

    Args:
        pattern: what finds something that begins with another character than a line end.
        text: the text.
        start: where a line begins.
        end: where one ends.
    """
    while hit := pattern.search(text, start, end):
        line = _line_around(text, hit.start(), start, end)
        yield line
        start = line[1]


def lines_with_any(signs: Iterable[str], text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the same for a few strings, none of them with a line end, which are found faster one by one."""
    found: set[tuple[int, int]] = set()
    for sign in signs:
        place = start
        while (at := text.find(sign, place, end)) >= 0:
            line = _line_around(text, at, place, end)
            found.add(line)
            place = line[1]
    return sorted(found)


def _line_around(text: str, at: int, start: int, end: int) -> tuple[int, int]:
    """Return where a line begins and ends, between two offsets no further off than the lines next to it."""
    for mark in LINE_ENDS:
        start = max(start, text.rfind(mark, start, at) + 1)
    ending = _LINE_END.search(text, at, end)
    return start, ending.start() if ending else end


def _joined(text: str, found: Iterator[Run]) -> Iterator[Run]:
    """Yield runs with those made one that are written alike and have nothing between them, up to `SIZE`."""
    before: Run | None = None
    for run in found:
        if before is None:
            before = run
        elif before.together and run.together and before.written is run.written and run.end - before.start <= SIZE:
            before = before._replace(end=run.end)
        else:
            yield before
            before = run
    if before is not None:
        yield before


def _between(text: str, start: int, end: int, document: Written, *, throughout: bool) -> Iterator[Run]:
    """Yield the runs of a stretch without blocks of code."""
    signs = _signs(document, throughout=throughout)
    for first, last, is_whole in _portions(text, start, end):
        if not is_whole:
            yield Run(first, last, document, together=False)
            continue
        place = first
        for line, line_end in lines_with(signs, text, first, last):
            own = text[line:line_end]
            written = document if throughout else detect_paragraph(own, document)
            together = written is not Written.MIXED and STANDS_APART.search(own) is None
            if together and written is document:
                continue
            if text[place:line].strip(LINE_ENDS):
                yield Run(place, line, document, together=document is not Written.MIXED)
            yield Run(line, line_end, written, together=together)
            place = line_end
        if text[place:last].strip(LINE_ENDS):
            yield Run(place, last, document, together=document is not Written.MIXED)


@cache
def _signs(document: Written, *, throughout: bool) -> re.Pattern[str]:
    """Return what finds all that may set a paragraph apart from its document, or from its neighbours."""
    if throughout:
        return STANDS_APART
    against = foreign(document)
    return LINE if against is None else re.compile(f"[{against}{APART}]")


def _portions(text: str, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
    """Yield stretches of a text of some `SIZE`, and whether they are whole lines; else it is one of more paragraphs.

    A line that is cut where the stretch begins or ends is none of the first kind either.
    """
    begin = place = start
    cut = start > 0 and text[start - 1] not in LINE_ENDS
    while place < end:
        limit = min(end, place + LONGEST + 1)
        stop = -1 if cut and text[place] not in LINE_ENDS else _behind_last_line_end(text, place, limit)
        if stop < 0 and not cut and end - place <= LONGEST and (end == len(text) or text[end] in LINE_ENDS):
            stop = end
        cut = False
        if stop >= 0:
            place = stop
            if place - begin >= SIZE:
                yield begin, place, True
                begin = place
            continue
        if begin < place:
            yield begin, place, True
        line_end = _LINE_END.search(text, place, end)
        stop = line_end.start() if line_end else end
        yield place, stop, False
        begin = place = stop
    if begin < end:
        yield begin, end, True


def _behind_last_line_end(text: str, start: int, end: int) -> int:
    """Return the offset behind a line end of a stretch, of its last line feed where it has one; -1 without any."""
    found = text.rfind("\n", start, end)
    if found < 0:
        found = max(text.rfind(mark, start, end) for mark in LINE_ENDS)
    return found + 1 if found >= 0 else -1
