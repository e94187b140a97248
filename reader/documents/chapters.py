"""Headings that can be told from how they begin: chapters by number or name, and Markdown's marks.

Few lines begin as a chapter does. What the others need stands here; what tells a chapter from a sentence that begins
like one (`reader.documents.chapter_lines`) takes longer to load than the first screen may wait for.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.documents.chapter_lines import Chapter

LONGEST_CHAPTER = 80
"""Code points of the longest heading with a number; a longer paragraph is text, whatever it starts with."""
MARKDOWN = re.compile(r"#{1,6}\s+")
BEHIND_BOOK = re.compile(r"\s第")
"""How the number of a chapter begins behind the title of its book."""
FIRST = frozenset(
    "(*-0123456789=ABCEFIPSV[~§·—•※■□▲△◆◇○◎●★☆〈《「『【〔〖上下中代作写凡前卷原参參后外大完寫导導尾幕序开引後总最楔正番目第終結總續终结续自致譯译跋開間间附題题（＊０１２３４５６７８９［～"
)
"""The characters that the heading of a chapter begins with, where the title of its book does not stand before it."""


def is_chapter(line: str) -> bool:
    """Return whether a line is a heading that begins with the number or the name of a chapter (第十二章, 楔子)."""
    return chapter(line.strip()) is not None


def chapter(line: str) -> Chapter | None:
    """Return what a line, stripped, says as the heading of a chapter; None where it is none."""
    may_begin = line[:1] in FIRST or ("第" in line and BEHIND_BOOK.search(line))
    if not may_begin or len(line) > LONGEST_CHAPTER:
        return None
    from reader.documents.chapter_lines import chapter_line

    return chapter_line(line)
