"""What conversion never touches: addresses, e-mail addresses and code, whose characters mean themselves."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from reader.documents.links import ADDRESS
from reader.documents.paragraphs import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

HAN = "[\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af]"
# Chinese right behind a slash or an equals sign belongs to an address (/wiki/软件?名=里), behind a letter it does not.
LINK = re.compile(
    f"{ADDRESS.pattern}(?:(?<=[/=_%#&-]){HAN}+(?:[A-Za-z0-9_/?=&%#.~:+()-]*[/=_%#&?:+(-]{HAN}+)*"
    "(?:[A-Za-z0-9_/?=&%#.~:+()-]*[A-Za-z0-9_/=&%#-])?)?",
    re.ASCII | re.IGNORECASE,
)
MAIL = re.compile(r"[A-Za-z0-9][\w.+-]*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+", re.ASCII)
CODE = re.compile("(?<!`)(`+)(?!`)(?:(?!\\1).|(?<=`)`)+?(?<!`)\\1(?!`)")
"""A code span as CommonMark has it (section 6.1), on one line."""
FENCE = re.compile("^ {0,3}(`{3,}(?=[^`\\n]*$)|~{3,})", re.MULTILINE)
"""What opens a block of code as CommonMark has it (section 4.5)."""


def untouched(text: str, paragraph: Span, code: Sequence[Span] | None = None) -> list[Span]:
    """Return the stretches of a paragraph of a text that stay as they are, in order and without overlap.

    Args:
        text: the source text.
        paragraph: the stretch of it to look at.
        code: the blocks of code in the text, where they are known; else they are looked for in all of it.
    """
    code = code_blocks(text) if code is None else code
    if code and any(block.start <= paragraph.start and paragraph.end <= block.end for block in code):
        return [paragraph]
    if not _may_hold_any(text, paragraph.start, paragraph.end):
        return []
    found = [
        Span(*match.span())
        for pattern in (CODE, LINK, MAIL)
        for match in pattern.finditer(text, paragraph.start, paragraph.end)
    ]
    apart: list[Span] = []
    for span in sorted(found, key=lambda span: (span.start, -span.end)):
        if not apart or span.start >= apart[-1].end:
            apart.append(span)
    return apart


def _may_hold_any(text: str, start: int, end: int) -> bool:
    """Return whether there is a sign, each found by itself as fast as memory can be read, of something that stays."""
    return (
        text.find(".", start, end) >= 0
        or text.find("`", start, end) >= 0
        or text.find("@", start, end) >= 0
        or text.find("://", start, end) >= 0
    )


@lru_cache(maxsize=1)
def code_blocks(text: str) -> tuple[Span, ...]:
    """Return the fenced blocks of code in a whole text, fences included, in order; an open one reaches to the end."""
    return tuple(fenced(text, Span(0, len(text)))[0])


def fenced(text: str, stretch: Span, fence: str = "") -> tuple[list[Span], str]:
    """Return the fenced blocks of code in a stretch of a text, and the fence of the one that is open at its end.

    Args:
        text: the text.
        stretch: whole paragraphs of it; a block that is open at its end reaches to there.
        fence: that of a block which is open where the stretch begins; empty where none is.
    """
    found: list[Span] = []
    start = place = stretch.start
    if not fence and text.find("```", start, stretch.end) < 0 and text.find("~~~", start, stretch.end) < 0:
        return found, ""
    while True:
        if not fence:
            opened = FENCE.search(text, place, stretch.end)
            if opened is None:
                return found, ""
            fence, start, place = opened[1], opened.start(), opened.end()
        closing = re.compile(f"^ {{0,3}}{re.escape(fence[0])}{{{len(fence)},}}[ \\t\r]*$", re.MULTILINE)
        closed = closing.search(text, place, stretch.end)
        if closed is None:
            found.append(Span(start, stretch.end))
            return found, fence
        found.append(Span(start, closed.end()))
        fence, start, place = "", closed.end(), closed.end()
