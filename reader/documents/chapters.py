"""The headings that can be told from their first characters: numbered chapters (第十二章) and Markdown's marks."""

from __future__ import annotations

import re

CHAPTER = re.compile("[【]?第[零〇一二三四五六七八九十百千两兩0-9０-９]{1,9}[章回卷节節部篇集幕](?![，。的])")
MARKDOWN = re.compile(r"#{1,6}\s+")


def is_chapter(line: str) -> bool:
    """Return whether a line starts with a chapter number (第十二章)."""
    return CHAPTER.match(line.strip()) is not None
