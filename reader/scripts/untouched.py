"""What conversion never touches: addresses, e-mail addresses and code, whose characters mean themselves."""

from __future__ import annotations

import re
from functools import lru_cache

from reader.documents.links import ADDRESS
from reader.documents.paragraphs import Span

SIGN = re.compile("[`@]|://|www\\.|~~~", re.IGNORECASE)
"""Without one of these there is nothing in a text that must stay."""
HAN = "[\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af]"
# Chinese right behind a slash or an equals sign belongs to an address (/wiki/软件); behind a letter it goes on with the
# sentence.
LINK = re.compile(f"{ADDRESS.pattern}(?:(?<=[/=_%#&-]){HAN}+[A-Za-z0-9_/?=&%#.~-]*)*", re.ASCII | re.IGNORECASE)
MAIL = re.compile(r"[A-Za-z0-9][\w.+-]*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+", re.ASCII)
CODE = re.compile("(?<!`)(`+)(?!`)(?:(?!\\1).|(?<=`)`)+?(?<!`)\\1(?!`)")
"""A code span as CommonMark has it (section 6.1), on one line."""
FENCE = re.compile("^ {0,3}(`{3,}(?=[^`\\n]*$)|~{3,})", re.MULTILINE)
"""What opens a block of code as CommonMark has it (section 4.5)."""


def untouched(text: str, paragraph: Span) -> list[Span]:
    """Return the stretches of a paragraph of a text that stay as they are, in order and without overlap."""
    blocks = [block for block in code_blocks(text) if block.start < paragraph.end and block.end > paragraph.start]
    if any(block.start <= paragraph.start and paragraph.end <= block.end for block in blocks):
        return [paragraph]
    if SIGN.search(text, paragraph.start, paragraph.end) is None:
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


@lru_cache(maxsize=1)
def code_blocks(text: str) -> tuple[Span, ...]:
    """Return the fenced blocks of code in a whole text, fences included, in order; an open one reaches to the end."""
    if "```" not in text and "~~~" not in text:
        return ()
    found: list[Span] = []
    opened = FENCE.search(text)
    while opened is not None:
        mark = opened[1]
        closing = re.compile(f"^ {{0,3}}{re.escape(mark[0])}{{{len(mark)},}}[ \\t\r]*$", re.MULTILINE)
        closed = closing.search(text, opened.end())
        end = closed.end() if closed is not None else len(text)
        found.append(Span(opened.start(), end))
        opened = FENCE.search(text, end)
    return tuple(found)
