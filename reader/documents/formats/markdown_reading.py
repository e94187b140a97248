"""What is read of a Markdown text: which stretches of the whole of it are hidden, or shown as something else.

`look` tells that of a paragraph, for the page; this of all of them, for whoever looks for names or words in the text.
Two things differ. The numbers of links are not read: they stand in the middle of what the text says. And the lines of
a paragraph are read as one: a soft line break is a space, between Chinese characters nothing (CommonMark, section 6.8,
leaves that to whoever shows it).
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

from reader.documents.formats.markdown import (
    INDENTS,
    Structure,
    is_broken_off,
    is_indented_code,
    look,
    words_going_on,
)
from reader.documents.formats.markdown_inline import Mark
from reader.documents.paragraphs import Span, paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_SIGN = re.compile(r"[\\&`*_~\]<]")
"""One of which stands in all that is hidden among the words of a line."""
_BEGINNING = re.compile(r"[ \t]{0,3}[#>]")
"""What begins headings and quotations."""
_SPACES = " \t"
_CHINESE_MARKS = "“”‘’…—·"
"""Marks of Chinese texts that take one cell in others."""


def read_marks(text: str, within: Span, known: Structure) -> list[Mark]:
    """Return what of a Markdown text is not read as it stands, in order and apart.

    Args:
        text: the source text.
        within: a stretch of it that begins and ends where paragraphs do, to look at that alone.
        known: the text's structure.
    """
    unnumbered = replace(known, links=())
    hidden = (Span(max(span.start, within.start), min(span.end, within.end)) for span in known.passed)
    found = [Mark(span, "") for span in hidden if span.start < span.end]
    above: tuple[Span, Sequence[Mark]] | None = None
    code_end = within.end
    """Behind the last line that was code because it begins with spaces."""
    for line in _lines(text, within, known):
        is_below_code = 0 < line.start - code_end <= len("\r\n")
        if text.startswith(INDENTS, line.start) and is_indented_code(text, line, is_below_code=is_below_code):
            above, code_end = None, line.end
            continue
        has_marks = _SIGN.search(text, line.start, line.end) or _BEGINNING.match(text, line.start, line.end)
        marks: Sequence[Mark] = look(text, line, unnumbered, with_table=False).marks if has_marks else ()
        if above is not None and (soft := soft_break(text, *above, line, marks, known)) is not None:
            found.append(soft)
            marks = [mark for mark in marks if mark.span.start >= soft.span.end]
        found += marks
        above = line, marks
    found.sort(key=lambda mark: mark.span.start)
    return found


def _lines(text: str, within: Span, known: Structure) -> Iterator[Span]:
    """Yield the paragraphs of a stretch of a text that are shown and no code between fences."""
    untouched = sorted((*known.code, *known.passed), key=lambda span: span.start)
    number = 0
    for line in paragraphs(text, within):
        while number < len(untouched) and untouched[number].end <= line.start:
            number += 1
        if number == len(untouched) or line.start < untouched[number].start:
            yield line


def soft_break(
    text: str, line: Span, marks: Sequence[Mark], below: Span, marks_below: Sequence[Mark], known: Structure
) -> Mark | None:
    """Return the soft break between two lines, with the spaces around it and the marks of a quotation behind it.

    Args:
        text: the source text.
        line: a paragraph of the text that is no code.
        marks: what of it is hidden or replaced.
        below: the one that follows it.
        marks_below: what of that is.
        known: the text's structure.

    Returns:
        None where the second line is of another paragraph, or a hard break stands between them.
    """
    if below.start - line.end > len("\r\n") or is_broken_off(text, line):
        return None
    words = words_going_on(text, line, below, known)
    if words is None:
        return None
    start = line.start + len(line.of(text).rstrip(_SPACES))
    end = words.end - len(words.of(text).lstrip(_SPACES))
    before, behind = _last_seen(text, start, marks), _first_seen(text, end, marks_below)
    is_one = before == "-" or (_is_chinese(before) and _is_chinese(behind))
    return Mark(Span(start, end), "" if is_one else " ")


def _last_seen(text: str, end: int, marks: Sequence[Mark]) -> str:
    """Return the last character that is seen of a line which ends at an offset."""
    for mark in reversed(marks):
        if mark.span.end < end:
            break
        if mark.shown:
            return mark.shown[-1]
        end = mark.span.start
    return text[end - 1]


def _first_seen(text: str, start: int, marks: Sequence[Mark]) -> str:
    """Return the first character that is seen of a line whose words begin at an offset."""
    for mark in marks:
        if mark.span.start > start:
            break
        if mark.span.start == start and mark.shown:
            return mark.shown[0]
        start = max(start, mark.span.end)
    return text[start : start + 1]


def _is_chinese(character: str) -> bool:
    return character != "" and (east_asian_width(character) in "WF" or character in _CHINESE_MARKS)
