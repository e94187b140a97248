"""Headings: paragraphs that name what follows, as Chinese articles and novels write them.

A reader may say with a rule of their own which lines are headings; then these here have no say.
"""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import TYPE_CHECKING

from reader.documents.chapters import LONGEST_CHAPTER, MARKDOWN, chapter
from reader.documents.paragraphs import Span, blank, paragraph_after, paragraph_before

if TYPE_CHECKING:
    from collections.abc import Callable

    Rule = Callable[[str], bool]
    """Says of a line, without the space around it, whether it is a heading."""

LONGEST_HEADING = 50
"""Code points; a longer paragraph is text, unless it begins with the number of a chapter."""
LONGEST_PLAIN = 24
"""Code points of a heading that has neither number nor mark."""
LONGEST_RULED = 200
"""Code points of a line of which a rule is asked."""

NUMERAL = "[一二三四五六七八九十百零〇]{1,5}"
NUMBERED = re.compile(
    rf"(?:{NUMERAL}[、.．]|[(（]{NUMERAL}[)）]|[0-9０-９]{{1,4}}(?:[.．](?![0-9０-９])|、(?![0-9０-９])))\s*"
)
BARE = re.compile(rf"[(（]?{NUMERAL}[)）]?$")
"""Nothing but a Chinese numeral: a chapter of a novel, or a part of a short story."""
SENTENCE_ENDS = "。；！？，,;!?"
PUNCTUATION = re.compile("[，。；：！？、,;:!?…「」『』“”|｜()（）]")
HAN = re.compile("[\u3400-\u9fff]")
NOTICE = re.compile(
    r"(?i:https?:|www\.|[a-z0-9]\.(?:com|net|org|cc|cn|info|me|tw|hk)\b)|(?:本[章卷书書]|全[书書文])(?:完|终|終|结束|結束)"
    "|未完待[续續]|最新章[节節]|更新最快|[无無][弹彈]窗|全文[阅閱][读讀]|(?:上|下)一[章页頁]|返回(?:目[录錄]|书页|書頁)|加入书[签籤]"
    "|求(?:推[荐薦]|月)?票|手[机機](?:用户|用戶)?.{0,4}[阅閱][读讀]|[书書]友群|(?i:txt)下[载載]"
)
"""What those who pass texts on write between the paragraphs."""


class Likeness(Enum):
    """What a line looks like by itself."""

    TEXT = auto()
    HEADING = auto()
    JOINED = auto()
    """It starts with a chapter number from which nothing sets the title apart: a heading where a sentence has ended."""
    SECTION = auto()
    """It starts with the number of a list: a heading when text follows, an item when the next number does."""
    NUMERAL = auto()
    """It is a numeral and nothing else: a heading when there is none before and behind."""
    PLAIN = auto()
    """A few words without punctuation: a heading between two real paragraphs."""


def is_heading(text: str, paragraph: Span, rule: Rule | None = None) -> bool:
    """Return whether a paragraph of a text is a heading.

    It is one when it is short and starts with a chapter number, a list number, one of the words that name a part
    (结语, 序) or Markdown's marks; or when it is a few words without any punctuation between two real paragraphs.

    Args:
        text: the source text.
        paragraph: where it stands.
        rule: says alone what is a heading; None for what is described here.
    """
    if rule is not None:
        return paragraph.end - paragraph.start <= LONGEST_RULED and ruled(paragraph.of(text).strip(), rule)
    like = likeness(paragraph.of(text).strip())
    if like in (Likeness.TEXT, Likeness.HEADING):
        return like is Likeness.HEADING
    return heads(like, *neighbours(text, paragraph))


def ruled(line: str, rule: Rule) -> bool:
    """Return whether a line, stripped, is a heading by a reader's rule."""
    return 0 < len(line) <= LONGEST_RULED and rule(line)


def likeness(line: str) -> Likeness:
    """Return what a line, stripped, looks like by itself."""
    if not line or len(line) > LONGEST_CHAPTER:
        return Likeness.TEXT
    if found := chapter(line):
        return Likeness.JOINED if found.joined else Likeness.HEADING
    if len(line) > LONGEST_HEADING:
        return Likeness.TEXT
    if MARKDOWN.match(line):
        return Likeness.HEADING
    if line[-1] in SENTENCE_ENDS or not HAN.search(line):
        return Likeness.TEXT
    if BARE.match(line):
        return Likeness.NUMERAL
    if number := NUMBERED.match(line):
        return Likeness.SECTION if len(line) > number.end() else Likeness.TEXT
    if not 4 <= len(line) <= LONGEST_PLAIN or PUNCTUATION.search(line) or not HAN.match(line) or NOTICE.search(line):
        return Likeness.TEXT
    return Likeness.PLAIN


def heads(like: Likeness, before: str, after: str) -> bool:
    """Return whether a line that may be a heading is one, between the texts of two paragraphs, stripped."""
    if like is Likeness.JOINED:
        return len(before) <= LONGEST_PLAIN or not (before[-1] in "，,、" or before[-1].isalnum())
    if like is Likeness.SECTION:
        return bool(after) and not NUMBERED.match(after)
    if like is Likeness.NUMERAL:
        return bool(after) and not BARE.match(before) and not BARE.match(after)
    return len(before) > LONGEST_PLAIN and len(after) > LONGEST_PLAIN


def neighbours(text: str, paragraph: Span) -> tuple[str, str]:
    """Return the texts of the paragraphs before and after that are not blank, stripped; empty where there is none."""
    before = paragraph_before(text, paragraph)
    for _ in range(8):
        if before is None or not blank(text, before):
            break
        before = paragraph_before(text, before)
    after = paragraph_after(text, paragraph)
    for _ in range(8):
        if after is None or not blank(text, after):
            break
        after = paragraph_after(text, after)
    return (
        before.of(text).strip() if before is not None else "",
        after.of(text).strip() if after is not None else "",
    )
