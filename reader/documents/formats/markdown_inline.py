"""Markdown among the words of a line: emphasis, code, links, comments, marks of notes and the names of characters.

The rules are CommonMark's and GFM's, but emphasis needs no space or punctuation around it, so that `说：**“好。”**他`
is bold; and a pair of brackets behind another is a link only where the text says to where: `研究[1][2]` is text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING
from unicodedata import category

from reader.documents.formats.source import Link
from reader.documents.paragraphs import LINE_END, Span, blank, paragraph_at

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

LONGEST_LABEL = 80
"""Code points of what a note or an address is known by."""
COMMENT = "<!--"

_TOKEN = re.compile(
    r"\\(?=[!-/:-@\[-`{-~]|\Z)|&(?:[A-Za-z][A-Za-z0-9]{1,31}|#\d{1,7}|#[xX][0-9A-Fa-f]{1,6});"
    r"|`+|\*+|_+|~~|!?\[|\]|<(?=[A-Za-z]|!--)"
)
_AUTOLINK = re.compile(r"<((?:[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]{1,2000})|[^\s<>@]{1,80}@[^\s<>@]{1,200})>")
_TARGET = re.compile(
    r"\([ \t]*+(?:<(?P<angled>[^<>]{0,2000})>|(?P<plain>(?:[^\s()]|\([^\s()]{0,500}\)){0,2000}))"
    r"(?:[ \t]++(?:\"[^\"]{0,500}\"|'[^']{0,500}'))?[ \t]*+\)"
)
_LABEL = re.compile(rf"\[([^\[\]]{{0,{LONGEST_LABEL}}})\]")


class Style(StrEnum):
    """How a stretch of the words stands out."""

    STRONG = "strong"
    EMPHASIS = "emphasis"
    STRUCK = "struck"
    CODE = "code"
    LINK = "link"


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a text that is not shown as it stands."""

    span: Span
    shown: str
    """What is shown in its place; empty to hide it."""


@dataclass(frozen=True, slots=True)
class Inline:
    """Marks that belong together, and what they make of the words between them."""

    marks: tuple[Mark, ...]
    """In order."""
    end: int
    """Where the last thing ends that belongs to it, shown or not."""
    style: Style | None = None
    span: Span | None = None
    """What has the style."""
    link: Link | None = None
    """Where it leads; the last of the marks is then where its number is shown."""
    note: str = ""
    """What the note is known by whose mark it is."""


def inline(text: str, span: Span, addresses: Mapping[str, str], alone: list[Span] | None = None) -> Iterator[Inline]:
    """Yield the marks among the words of a line, each with its fellows, by where the last of them stands.

    Args:
        text: the source text.
        span: a stretch of one line.
        addresses: what labels of links lead to, by `label_of` them.
        alone: takes the marks of emphasis that have no fellow on the line, in order, when all else has been yielded.
    """
    tokens = list(_TOKEN.finditer(text, span.start, span.end))
    ticks: dict[int, list[int]] = {}
    for token in tokens:
        if token[0][0] == "`":
            ticks.setdefault(len(token[0]), []).append(token.start())
    open_marks: dict[str, list[Span]] = {}
    brackets: list[Span] = []
    single: dict[int, Span] = {}
    behind = span.start
    for token in tokens:
        here, kind = Span(token.start(), token.end()), token[0]
        if here.start < behind:
            continue
        found: Inline | None = None
        if kind == "\\":
            if here.end < span.end or _goes_on(text, here.end):
                found = Inline((Mark(here, ""),), here.end + 1)
        elif kind[0] == "&":
            if character := _character(kind):
                found = Inline((Mark(here, character),), here.end)
        elif kind[0] == "`":
            same = ticks[len(kind)]
            index = bisect_right(same, here.start)
            if index < len(same):
                found = _paired(here, Span(same[index], same[index] + len(kind)), Style.CODE)
        elif kind == "<":
            if text.startswith(COMMENT, here.start, span.end):
                if (close := text.find("-->", here.start + 2, span.end)) >= 0:  # `<!-->` is a whole one
                    found = Inline((Mark(Span(here.start, close + 3), ""),), close + 3)
            elif (auto := _AUTOLINK.match(text, here.start, span.end)) is not None:
                found = _paired(here, Span(auto.end() - 1, auto.end()), Style.LINK)
        elif kind in ("[", "!["):
            brackets.append(here)
        elif kind == "]":
            if brackets:
                found = _closed(text, brackets.pop(), here, span.end, addresses)
        elif _may_be_emphasis(text, span, here):
            single[here.start] = here
            found = _emphasis(text, span, here, open_marks)
            for mark in found.marks if found is not None else ():
                single.pop(mark.span.start)
        if found is not None:
            behind = found.end
            yield found
    if alone is not None:
        alone += single.values()


def over_lines(text: str, lines: Sequence[Span], addresses: Mapping[str, str]) -> Iterator[Inline]:
    """Yield the emphasis that begins on one of some lines and ends on another.

    Args:
        text: the source text.
        lines: the words of each.
        addresses: what labels of links lead to, by `label_of` them.
    """
    open_marks: dict[str, list[Span]] = {}
    for line in lines:
        alone: list[Span] = []
        for _found in inline(text, line, addresses, alone):
            pass
        for here in alone:
            if (found := _emphasis(text, line, here, open_marks)) is not None:
                yield found


def label_of(words: str) -> str:
    """Return what an address is known by: case and the space in it do not count."""
    return " ".join(words.split()).casefold()


def _goes_on(text: str, end: int) -> bool:
    """Return whether a line that ends at an offset is followed by another that is not blank."""
    line_end = LINE_END.match(text, end)
    return line_end is not None and not blank(text, paragraph_at(text, line_end.end()))


def _character(reference: str) -> str:
    """Return the character that `&amp;` and the like stand for; empty where it is none that can be seen by itself."""
    from html import unescape  # with more than two thousand names, and few texts have any

    found = unescape(reference)
    if found == "\u00a0":
        return " "
    is_seen = len(found) == 1 and found.isprintable() and not category(found).startswith("M")
    return found if is_seen and found != "\ufffd" else ""


def _paired(opening: Span, closing: Span, style: Style) -> Inline:
    marks = Mark(opening, ""), Mark(closing, "")
    return Inline(marks, closing.end, style, Span(opening.end, closing.start))


def _closed(text: str, opening: Span, closing: Span, end: int, addresses: Mapping[str, str]) -> Inline | None:
    """Return the link, the picture or the note's mark that a bracket closes; None where it closes none."""
    words = Span(opening.end, closing.start)
    is_picture = text[opening.start] == "!"
    if text.startswith("^", words.start) and not is_picture:
        label = text[words.start + 1 : words.end]
        if not label or len(label) > LONGEST_LABEL or any(character.isspace() for character in label):
            return None
        whole = Span(opening.start, closing.end)
        return Inline((Mark(Span(words.start, words.start + 1), ""),), whole.end, Style.LINK, whole, note=label)
    address, behind = None, closing.end
    if target := _TARGET.match(text, closing.end, end):
        address = target["angled"] if target["angled"] is not None else target["plain"]
        behind = target.end()
    elif addresses:
        named = _LABEL.match(text, closing.end, end)
        known_by = named[1] if named is not None and named[1].strip() else words.of(text)
        if len(known_by) <= LONGEST_LABEL:
            address = addresses.get(label_of(known_by))
        behind = named.end() if named is not None else closing.end
    if address is None:
        return None
    first, last = opening, Span(closing.start, behind)
    if is_picture:
        return Inline((Mark(first, "["), Mark(last, "]")), behind)
    return Inline((Mark(first, ""), Mark(last, "")), behind, Style.LINK, words, link=Link(words, address))


def _emphasis(text: str, span: Span, here: Span, open_marks: dict[str, list[Span]]) -> Inline | None:
    """Return the emphasis that a run of marks closes; else keep the run as one that may open some."""
    kind, before, after = here.of(text), *_beside(text, span, here)
    waiting = open_marks.setdefault(kind, [])
    if waiting and not before.isspace() and waiting[-1].end < here.start:
        style = Style.STRUCK if kind[0] == "~" else Style.STRONG if len(kind) > 1 else Style.EMPHASIS
        return _paired(waiting.pop(), here, style)
    if not after.isspace():
        waiting.append(here)
    return None


def _may_be_emphasis(text: str, span: Span, here: Span) -> bool:
    kind, before, after = here.of(text), *_beside(text, span, here)
    is_inside_word = _is_of_word(before) and _is_of_word(after)
    is_number = before.isdecimal() and after.isdecimal()
    return len(kind) <= 3 and not (is_inside_word and (kind[0] == "_" or is_number))


def _beside(text: str, span: Span, here: Span) -> tuple[str, str]:
    """Return the characters before and behind a run of marks; spaces where its line ends."""
    before = text[here.start - 1] if here.start > span.start else " "
    return before, text[here.end] if here.end < span.end else " "


def _is_of_word(character: str) -> bool:
    return character.isascii() and character.isalnum()
