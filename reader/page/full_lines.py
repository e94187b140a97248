"""Full lines: which lines of a paragraph were broken because they were full, and run on; others somebody ended.

A line was full where what the next begins with would not have fitted any more into the widest one. The widest line of
a list, too, looks full; so hardly any line of the paragraph may be another but those that somebody ended for sure:
before or behind an address, above a label (`出席：`), between two who speak. Which cells a text was filled by nobody
knows: marks like “ take one or two of them, some programs count code points, and some people no addresses of links.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from reader.documents.links import ADDRESS
from reader.entities.joins import RAGGED, cells
from reader.page.line_breaking import HANGING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

NARROWEST = 40
"""Cells of the widest line, at least, of a paragraph that was broken because its lines were full."""
RARELY = 4
"""For as many full lines one may be another, as somebody has changed it since."""
ENOUGH = 3
"""As many full lines tell that a label or a quotation begins the next by chance."""
EMPHASIS = "*_~`"
MARKS = EMPHASIS + "(["
SENTENCE_ENDS = tuple("。！？…：；”’」』）.!?:;\"')")

_FIRST = re.compile(r"[^\w\s]*(?:[^\s\u2e80-\U0010ffff]+|\w)?[^\w\s]*")
"""What no program parts: a word of Latin letters, or one Chinese character, with the marks that stick to it."""
_LEAD = re.compile(r"\]\([^()\s]*\)")
_LABEL = re.compile(r"\w{1,8}：")
_QUOTE_BEGINS = tuple('“‘「『"')
_QUOTE_ENDS = tuple('”’」』"')
_ONE_CELL = "“”‘’…—·"


def _narrow(line: str) -> int:
    """Return about how many cells a line takes where marks like “ take one."""
    return cells(line) - sum(map(line.count, _ONE_CELL))


MEASURES: tuple[Callable[[str], int], ...] = (cells, _narrow, len)


def which_run_on(lines: Sequence[str], words: Sequence[str]) -> list[bool]:
    """Return of each line of a paragraph but the last whether it runs on.

    Args:
        lines: the lines of the paragraph, with all their marks.
        words: what each says, without the marks of a quotation before it.
    """
    if len(lines) < 2:
        return []
    lines = [line.rstrip() for line in lines]
    may_be_ended = [_may_be_ended(one, other) for one, other in pairwise(words)]
    spellings = dict.fromkeys((tuple(lines), tuple(_LEAD.sub("]", line) for line in lines)))
    return max((_full(spelled, words, may_be_ended, one) for spelled in spellings for one in MEASURES), key=sum)


def _full(
    lines: Sequence[str], words: Sequence[str], may_be_ended: Sequence[bool], measure: Callable[[str], int]
) -> list[bool]:
    """Return of each line but the last whether it was full by a measure; of none if too many were not."""
    ended = [False] * (len(lines) - 1)
    widths = [measure(line) for line in lines]
    parted = [line for line in lines if not _FIRST.fullmatch(line)]
    widest = max((measure(line.rstrip(HANGING)) for line in parted), default=0)
    if max(cells(line) for line in lines) < NARROWEST:
        return ended
    full = [
        width + _needed(below, measure) > widest or _goes_on(line, below)
        for width, line, below in zip(widths, lines, words[1:], strict=False)
    ]
    certain = [one for one, may_end in zip(full, may_be_ended, strict=True) if not may_end]
    if certain.count(False) * RARELY > certain.count(True):
        return ended
    is_filled = certain.count(True) >= ENOUGH
    ends = [_ends_sentence(line) for line in lines[:-1]]
    is_prose = any(one and not end and not may_end for one, end, may_end in zip(full, ends, may_be_ended, strict=True))
    return [
        one
        and (not may_be_ended[at] or (is_filled and not _is_beside_address(words[at], words[at + 1])))
        and (not ends[at] or is_prose or _is_level(widths, at))
        for at, one in enumerate(full)
    ]


def _needed(below: str, measure: Callable[[str], int]) -> int:
    """Return how much room would have been needed for what a line begins with, the space before a word included."""
    first = _FIRST.match(below)
    word = first[0] if first is not None else ""
    return measure(word) + (word[:1].isascii() and word[:1].isalnum())


def _goes_on(line: str, below: str) -> bool:
    """Return whether a line of Latin words was broken inside a sentence, however full: a small letter begins the next.

    Those who break lines by hand do it before they are full.
    """
    begins = below.lstrip(MARKS)[:1]
    is_latin = begins.isascii() and begins.islower() and line[-1:].isascii()
    return is_latin and cells(line) >= NARROWEST and not _ends_sentence(line)


def _ends_sentence(line: str) -> bool:
    return line.rstrip(EMPHASIS).endswith(SENTENCE_ENDS)


def _may_be_ended(line: str, below: str) -> bool:
    """Return whether somebody may have ended a line, however wide it is."""
    is_answer = line.rstrip().endswith(_QUOTE_ENDS) and below.startswith(_QUOTE_BEGINS)
    return is_answer or _LABEL.match(below) is not None or _is_beside_address(line, below)


def _is_beside_address(line: str, below: str) -> bool:
    return any(ADDRESS.fullmatch(one.strip(" \t<>")) is not None for one in (line, below))


def _is_level(widths: Sequence[int], at: int) -> bool:
    """Return whether a line is as wide as one beside it."""
    return any(abs(widths[at] - beside) <= RAGGED for beside in (*widths[max(0, at - 1) : at], widths[at + 1]))
