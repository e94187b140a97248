"""The contents of a document: its headings and how deep each stands, found stretch by stretch.

What is a heading is decided by `reader.documents.headings`; a line with Markdown's marks between the fences of a code
block is none, and what a table of contents announces is left to where it comes again. A heading stands below the last
one before it that ranks higher: Markdown's levels, then books (第一部), volumes (第一卷), chapters (第一章, 序),
sections (第一节), then headings in a few words and those numbered 一、, （一） and 1.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reader.documents.announced import Announced, Found
from reader.documents.chapter_lines import CHAPTER
from reader.documents.chapters import LONGEST_CHAPTER, MARKDOWN, chapter
from reader.documents.headings import (
    BARE,
    INVISIBLE,
    LONGEST_PLAIN,
    NUMBERED,
    PUNCTUATION,
    Likeness,
    heads,
    likeness,
    neighbours,
    ruled,
    shown,
)
from reader.documents.paragraphs import Span, blank
from reader.documents.stretches import stretches

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reader.documents.headings import Rule

FENCE = re.compile("(?P<marks>`{3,}(?=[^`]*$)|~{3,})(?P<word>.*)$")
MARKDOWN_END = re.compile(r"(?<!\s)\s++#++$")
UNDECIDED = (Likeness.JOINED, Likeness.SECTION, Likeness.NUMERAL, Likeness.PLAIN)
"""What is a heading or not by what stands before and behind it."""
NEAR = 9
"""Code points between two paragraphs that hold no more blank paragraphs than are passed over between neighbours."""

PART, SUBPART, POINT = range(11, 14)
"""Ranks of headings below those of chapters."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a document."""

    paragraph: Span
    title: Span
    """The heading without Markdown's marks and without space around it."""
    level: int
    """How many headings it stands below, 0 for none."""


def contents(text: str, *, rule: Rule | None = None) -> Iterator[list[Heading]]:
    """Yield the headings of a text in order, those of one stretch after another; whoever asks may stop between.

    Args:
        text: the source text.
        rule: says alone which lines are headings; None for those that look like it.
    """
    announced, outline = Announced(), _Outline(text)
    for lines, ends_in_text in _ruled(text, rule) if rule is not None else _likely(text):
        found = [one for line in lines for one in announced.take(line)]
        if ends_in_text:
            found += announced.text()
        yield list(map(outline.place, found))
    if found := announced.end():
        yield list(map(outline.place, found))


def _ruled(text: str, rule: Rule) -> Iterator[tuple[list[Found], bool]]:
    """Yield the lines that are headings by a rule, stretch by stretch, and whether text follows the last of them."""
    gap = _Gap()
    for stretch in stretches(text):
        found: list[Found] = []
        for paragraph in stretch:
            line = text[paragraph.start : paragraph.end].strip()
            if not line or (line[0] in INVISIBLE and blank(text, paragraph)):
                continue
            line = shown(line)
            if ruled(line, rule):
                found.append(_found(paragraph, line, Likeness.HEADING, follows=gap.close()))
            else:
                gap.take(line)
        yield found, gap.is_text


def _likely(text: str) -> Iterator[tuple[list[Found], bool]]:
    """Yield the lines that look like headings, stretch by stretch, and whether text follows the last of them."""
    fences = _Fences()
    before, before_end, gap = "", 0, _Gap()
    waiting: tuple[Span, str, Likeness, str] | None = None
    for stretch in stretches(text):
        found: list[Found] = []
        for paragraph in stretch:
            line = text[paragraph.start : paragraph.end].strip()
            if not line:
                continue
            if line[0] in INVISIBLE:
                if blank(text, paragraph):
                    continue
                line = shown(line)
            near = paragraph.start - before_end <= NEAR
            if waiting is not None:
                if _holds(text, waiting, line if near else None):
                    found.append(_found(*waiting[:3], follows=gap.close()))
                else:
                    gap.take(waiting[1])
                waiting = None
            like = likeness(line) if len(line) <= LONGEST_CHAPTER else Likeness.TEXT
            if like in UNDECIDED:
                waiting = (paragraph, line, like, before if near else neighbours(text, paragraph)[0])
            elif fences.stands(line) and like is Likeness.HEADING:
                found.append(_found(paragraph, line, like, follows=gap.close()))
            else:
                gap.take(line)
            before, before_end = line, paragraph.end
        yield found, gap.is_text and waiting is None
    if waiting is not None and _holds(text, waiting, "" if len(text) - before_end <= NEAR else None):
        yield [_found(*waiting[:3], follows=gap.close())], False


def heading_before(headings: Sequence[Heading], offset: int) -> int | None:
    """Return the index of the last of some headings that starts at or before a source offset; None where none does."""
    index = bisect_right(headings, offset, key=lambda heading: heading.paragraph.start) - 1
    return index if index >= 0 else None


def _holds(text: str, waiting: tuple[Span, str, Likeness, str], after: str | None) -> bool:
    """Return whether a line that may be a heading is one, now that the paragraph after it is known; None: not near."""
    paragraph, line, like, before = waiting
    return heads(line, like, before, after if after is not None else neighbours(text, paragraph)[1])


@dataclass(slots=True)
class _Gap:
    """What stands between two headings: text, or nothing but a line of a table of contents that looks like none."""

    is_text: bool = True
    _has_line: bool = False

    def take(self, line: str) -> None:
        """Take the next line that is no heading."""
        if not self.is_text:
            self.is_text = self._has_line or len(line) > LONGEST_PLAIN or PUNCTUATION.search(line) is not None
            self._has_line = True

    def close(self) -> bool:
        """Take notice of a heading; return whether it follows the one before."""
        follows = not self.is_text
        self.is_text = self._has_line = False
        return follows


@dataclass(slots=True)
class _Fences:
    """Whether the text is between the fences of a code block."""

    _marks: str = ""
    """The marks that opened it."""

    def stands(self, line: str) -> bool:
        """Take the next line; return whether it may be a heading: not with Markdown's marks inside a code block."""
        if line[0] in "`~" and (fence := FENCE.match(line)):
            if not self._marks:
                self._marks = fence["marks"]
            elif fence["marks"].startswith(self._marks) and not fence["word"].strip():
                self._marks = ""
        return not (self._marks and MARKDOWN.match(line))


@dataclass(slots=True)
class _Outline:
    """Where in the outline of a document the next heading stands."""

    _text: str
    _above: list[int] = field(default_factory=list)
    """The ranks of the headings that the last one stands below, and its own."""

    def place(self, found: Found) -> Heading:
        """Return the heading that a line is, below those that rank higher."""
        while self._above and self._above[-1] >= found.rank:
            self._above.pop()
        self._above.append(found.rank)
        return Heading(found.paragraph, self._title(found.paragraph, found.line), len(self._above) - 1)

    def _title(self, paragraph: Span, line: str) -> Span:
        start = self._text.index(line, paragraph.start)
        end = start + len(line)
        if marks := MARKDOWN.match(line):
            closing = MARKDOWN_END.search(line, marks.end())
            return Span(start + marks.end(), start + closing.start() if closing else end)
        return Span(start, end)


def _found(paragraph: Span, line: str, like: Likeness, *, follows: bool) -> Found:
    """Return a line that is a heading with its rank."""
    if marks := MARKDOWN.match(line):
        return Found(paragraph, line, marks[0].count("#"), follows)
    if said := chapter(line):
        return Found(paragraph, line, said.rank, follows, bool(said.title))
    return Found(paragraph, line, _rank(line, like), follows)


def _rank(line: str, like: Likeness) -> int:
    if like is Likeness.PLAIN:
        return PART
    if number := NUMBERED.match(line) or BARE.match(line):
        if line[0] in "(（":
            return SUBPART
        return POINT if number[0][0].isdecimal() else PART
    return CHAPTER
