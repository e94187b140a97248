"""Headings: paragraphs that name what follows, as Chinese articles and novels write them."""

from __future__ import annotations

import re
from enum import Enum, auto

from reader.documents.chapters import CHAPTER, MARKDOWN
from reader.documents.paragraphs import Span, blank, paragraph_after, paragraph_before

LONGEST_HEADING = 50
"""Code points; a longer paragraph is text, whatever it starts with."""
LONGEST_PLAIN = 24
"""Code points of a heading that has neither number nor mark."""

NUMBERED = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}[、.．]|[(（][一二三四五六七八九十]{1,3}[)）]|[0-9０-９]{1,2}(?:[.．](?![0-9０-９])|、))\s*"
)
NAMED = re.compile(
    r"(?:引言|引子|导语|導語|前言|序|序章|序言|自序|楔子|结语|結語|结论|結論|总结|總結|尾声|尾聲|后记|後記|番外|附录|附錄|"
    r"参考资料|參考資料|参考文献|參考文獻|参考链接|參考鏈接|參考連結)(?:[:：\s]|$)"
)
SENTENCE_ENDS = "。；！？，,;!?"
PUNCTUATION = re.compile("[，。；：！？、,;:!?…「」『』“”|｜()（）]")
HAN = re.compile("[\u3400-\u9fff]")


class Likeness(Enum):
    """What a line looks like by itself."""

    TEXT = auto()
    HEADING = auto()
    SECTION = auto()
    """It starts with the number of a list: a heading when text follows, an item when the next number does."""
    PLAIN = auto()
    """A few words without punctuation: a heading between two real paragraphs."""


def is_heading(text: str, paragraph: Span) -> bool:
    """Return whether a paragraph of a text is a heading.

    It is one when it is short and starts with a chapter number, a list number, one of the words that name a part
    (结语, 序) or Markdown's marks; or when it is a few words without any punctuation between two real paragraphs.
    """
    like = likeness(paragraph.of(text).strip())
    if like in (Likeness.TEXT, Likeness.HEADING):
        return like is Likeness.HEADING
    return heads(like, *neighbours(text, paragraph))


def likeness(line: str) -> Likeness:
    """Return what a line, stripped, looks like by itself."""
    if not line or len(line) > LONGEST_HEADING:
        return Likeness.TEXT
    if MARKDOWN.match(line):
        return Likeness.HEADING
    if line[-1] in SENTENCE_ENDS or not HAN.search(line):
        return Likeness.TEXT
    if CHAPTER.match(line) or NAMED.match(line):
        return Likeness.HEADING
    if number := NUMBERED.match(line):
        return Likeness.SECTION if len(line) > number.end() else Likeness.TEXT
    if not 4 <= len(line) <= LONGEST_PLAIN or PUNCTUATION.search(line) or not HAN.match(line):
        return Likeness.TEXT
    return Likeness.PLAIN


def heads(like: Likeness, before: str, after: str) -> bool:
    """Return whether a line that may be a heading is one, between the texts of two paragraphs, stripped."""
    if like is Likeness.SECTION:
        return bool(after) and not NUMBERED.match(after)
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
