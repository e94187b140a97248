"""The contents of a document: its headings and how deep each stands, found stretch by stretch.

What is a heading is decided by `reader.documents.headings`; a line with Markdown's marks between the fences of a code
block is none. A heading stands below the last one before it that ranks higher: Markdown's levels, then volumes
(第一卷), chapters (第一章, 序), sections (第一节), then headings in a few words and those numbered 一、, （一） and 1.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reader.documents.chapters import CHAPTER, MARKDOWN
from reader.documents.headings import LONGEST_HEADING, NUMBERED, Likeness, heads, likeness, neighbours
from reader.documents.paragraphs import Span, blank
from reader.documents.stretches import stretches

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

FENCE = re.compile("(?P<marks>`{3,}(?=[^`]*$)|~{3,})(?P<word>.*)$")
MARKDOWN_END = re.compile(r"\s+#+$")
NEAR = 9
"""Code points between two paragraphs that hold no more blank paragraphs than are passed over between neighbours."""

# Ranks; those of Markdown's headings are the numbers of their marks, 1 to 6.
VOLUME, CHAPTER_RANK, SECTION, PART, SUBPART, POINT = range(7, 13)
KINDS = {
    **dict.fromkeys("卷部篇集", VOLUME),
    **dict.fromkeys("章回幕", CHAPTER_RANK),
    **dict.fromkeys("节節", SECTION),
}


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a document."""

    paragraph: Span
    title: Span
    """The heading without Markdown's marks and without space around it."""
    level: int
    """How many headings it stands below, 0 for none."""


def contents(text: str) -> Iterator[list[Heading]]:
    """Yield the headings of a text in order, those of one stretch after another; whoever asks may stop between."""
    outline = _Outline(text)
    before, before_end = "", 0
    waiting: tuple[Span, str, Likeness, str] | None = None
    for stretch in stretches(text):
        found: list[Heading] = []
        for paragraph in stretch:
            line = text[paragraph.start : paragraph.end].strip()
            if not line or (line[0] in "\ufeff\u200b" and blank(text, paragraph)):
                continue
            near = paragraph.start - before_end <= NEAR
            if waiting is not None:
                if _holds(text, waiting, line if near else None):
                    found.append(outline.place(waiting[0], waiting[1]))
                waiting = None
            if len(line) <= LONGEST_HEADING:
                like = likeness(line)
                if like in (Likeness.SECTION, Likeness.PLAIN):
                    waiting = (paragraph, line, like, before if near else neighbours(text, paragraph)[0])
                elif outline.stands(line) and like is Likeness.HEADING:
                    found.append(outline.place(paragraph, line))
            before, before_end = line, paragraph.end
        yield found
    if waiting is not None and _holds(text, waiting, "" if len(text) - before_end <= NEAR else None):
        yield [outline.place(waiting[0], waiting[1])]


def heading_before(headings: Sequence[Heading], offset: int) -> int | None:
    """Return the index of the last of some headings that starts at or before a source offset; None where none does."""
    index = bisect_right(headings, offset, key=lambda heading: heading.paragraph.start) - 1
    return index if index >= 0 else None


def _holds(text: str, waiting: tuple[Span, str, Likeness, str], after: str | None) -> bool:
    """Return whether a line that may be a heading is one, now that the paragraph after it is known; None: not near."""
    paragraph, _line, like, before = waiting
    return heads(like, before, after if after is not None else neighbours(text, paragraph)[1])


@dataclass(slots=True)
class _Outline:
    """Where in the outline of a document the next heading stands."""

    _text: str
    _above: list[int] = field(default_factory=list)
    """The ranks of the headings that the last one stands below, and its own."""
    _fence: str = ""
    """The marks that opened the code block in which the text is."""

    def stands(self, line: str) -> bool:
        """Take the next line; return whether it may be a heading: not with Markdown's marks inside a code block."""
        if line[0] in "`~" and (fence := FENCE.match(line)):
            if not self._fence:
                self._fence = fence["marks"]
            elif fence["marks"].startswith(self._fence) and not fence["word"].strip():
                self._fence = ""
        return not (self._fence and MARKDOWN.match(line))

    def place(self, paragraph: Span, line: str) -> Heading:
        """Return the heading that a paragraph is, below those that rank higher."""
        rank = _rank(line)
        while self._above and self._above[-1] >= rank:
            self._above.pop()
        self._above.append(rank)
        return Heading(paragraph, self._title(paragraph, line), len(self._above) - 1)

    def _title(self, paragraph: Span, line: str) -> Span:
        start = self._text.index(line, paragraph.start)
        end = start + len(line)
        if marks := MARKDOWN.match(line):
            closing = MARKDOWN_END.search(line, marks.end())
            return Span(start + marks.end(), start + closing.start() if closing else end)
        return Span(start, end)


def _rank(line: str) -> int:
    if marks := MARKDOWN.match(line):
        return marks[0].count("#")
    if chapter := CHAPTER.match(line):
        return KINDS[chapter[0][-1]]
    if number := NUMBERED.match(line):
        if line[0] in "(（":
            return SUBPART
        return POINT if number[0][0].isdecimal() else PART
    return PART if likeness(line) is Likeness.PLAIN else CHAPTER_RANK
