"""Search: a text or a regular expression found in every spelling, so in either script, whatever width, dots and case.

What is looked for is unfolded, the text stays as it is; so a long text is searched without a copy of it, stretch by
stretch, and whoever searches may stop between two of them. The hits are those that a search of the whole would find.

A text is found as well where a line end breaks it, with the spaces around that, and in Chinese where spaces set it
apart. A blank line parts more than a line. A regular expression matches within one paragraph, unless it says a line
end itself. Documents are searched as they are read: no hit is in what the page does not show.
"""

from __future__ import annotations

import re
import time
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from reader.documents.decoding import UnreadableDocumentError
from reader.documents.paragraphs import LINE_END, Span, paragraph_at
from reader.documents.sanitising import harmless
from reader.documents.stretches import STRETCH, stretches
from reader.language import _
from reader.library.as_read import as_read, source_span
from reader.library.patterns import BadPatternError, any_of, unfolded
from reader.library.walk import Place
from reader.scripts.fold import SPACES
from reader.scripts.variants import spellings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from reader.documents.document import Document
    from reader.library.patterns import Unfolded

__all__ = ["BadPatternError", "Query", "SlowPatternError", "compiled", "context", "context_line", "places", "search"]

CONTEXT = 24
"""Code points of context on either side of a hit."""
INDENT = 16
"""Spaces on either side of a line end that breaks a hit, at most."""
SPACED = 4
"""Spaces between two Chinese characters that are set apart, at most."""
SLOW = 1.0
"""Seconds that a regular expression may take for one paragraph."""
SLOW_ACROSS = 2.0
"""Seconds that a regular expression which says a line end may take from one hit to the next."""
HAND_OVER = 0.05
"""Seconds after which the hits of a regular expression are handed over, wherever it is."""

SPACE = f"[ {SPACES}]"
BREAK = f"{SPACE}{{0,{INDENT}}}(?:{LINE_END.pattern}){SPACE}{{0,{INDENT}}}"
BROKEN = f"(?:{BREAK})?"
SET_APART = f"(?:{BREAK}|{SPACE}{{0,{SPACED}}})"
BETWEEN_WORDS = f"(?:{BREAK}|{SPACE}{{1,{INDENT}}})"
LONGEST_GAP = 2 * INDENT + 2
CHINESE = re.compile(
    "[\u00b7\u2014\u2018-\u201d\u2026\u2022\u2027\u2e80-\u2fff\u3001-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff65"
    "\U00020000-\U0003ffff]"
)
LINE_BREAKS = re.compile(BREAK)
"""A line end with the spaces around it."""


class SlowPatternError(Exception):
    """A regular expression takes too long; the message says so in one line."""

    def __init__(self) -> None:
        super().__init__(_("This regular expression takes too long; repeats within repeats are slow."))


class Query(Protocol):
    """What is looked for, ready to be found in any number of texts."""

    def stretches(self, text: str, start: int = 0) -> Iterator[list[Span]]:
        """Yield the hits of one stretch of a text after another, in order and without overlap; a list may be empty.

        Args:
            text: where to look.
            start: the source offset to look from.

        Raises:
            SlowPatternError: when it takes too long.
        """

    def may_stand_in(self, text: str) -> bool:
        """Return whether it may stand in a Markdown text, as far as is told without finding out how that is read."""


def compiled(query: str, *, regex: bool = False) -> Query | None:
    """Return what a person typed to look for, ready to be found; None where nothing was typed.

    Raises:
        BadPatternError: when it is to be a regular expression and is none.
    """
    if not query.strip():
        return None
    if not regex:
        return _plain(query)
    pattern = unfolded(query)
    return _Across(pattern) if pattern.across else _Within(pattern)


def search(text: str, query: str, *, regex: bool = False, start: int = 0) -> Iterator[Span]:
    """Yield where a query stands in a text, in order and without overlap; nothing for an empty query.

    Args:
        text: where to look.
        query: what to find, in any spelling.
        regex: it is a regular expression.
        start: the source offset to look from.

    Raises:
        BadPatternError: when it is to be a regular expression and is none.
        SlowPatternError: when it takes too long.
    """
    wanted = compiled(query, regex=regex)
    if wanted is not None:
        for hits in wanted.stretches(text, start):
            yield from hits


def places(
    wanted: Query | None, documents: Iterable[int], opened: Callable[[int], Document], cancelled: Callable[[], bool]
) -> Iterator[Place]:
    """Yield where a query stands in documents, behind the front matter they have; unreadable ones are passed over.

    Args:
        wanted: what to find; None finds nothing.
        documents: the numbers of the documents, in the order to search them.
        opened: returns a document, or raises `UnreadableDocumentError`.
        cancelled: asked before each stretch of a document; when it says so, the search ends.

    Raises:
        SlowPatternError: when it takes too long.
    """
    for number in documents if wanted is not None else ():
        if cancelled():
            return
        try:
            document = opened(number)
        except UnreadableDocumentError:
            continue
        if wanted is None or (document.is_markdown and not wanted.may_stand_in(document.text)):
            continue
        read, end = as_read(document), 0
        for hits in wanted.stretches(read.text, document.begin):
            for hit in hits:
                span = source_span(read.alignment, hit)
                if span.start >= end:  # of a rule only all is one place, however often it is hit
                    yield Place(number, span.start, span.end)
                    end = span.end
            if cancelled():
                return


@dataclass(frozen=True, slots=True)
class _Plain:
    """A text to be found in every spelling."""

    pattern: re.Pattern[str]
    longest: int
    """Code points of its longest hit, line ends and spaces within included."""
    letters: tuple[re.Pattern[str], ...] = ()
    """What finds each letter of it."""

    def stretches(self, text: str, start: int = 0) -> Iterator[list[Span]]:
        while True:
            limit = start + STRETCH
            found = []
            for hit in self.pattern.finditer(text, start, limit + self.longest):
                if hit.start() >= limit:
                    break
                found.append(Span(hit.start(), hit.end()))
            yield found
            start = max(limit, found[-1].end) if found else limit
            if start >= len(text):
                return

    def may_stand_in(self, text: str) -> bool:
        return "&" in text or all(letter.search(text) for letter in self.letters)


def _plain(query: str) -> _Plain:
    parts: list[str] = []
    before = ""
    for character in query.strip():
        if character.isspace():
            if not before.isspace():
                parts.append(BETWEEN_WORDS)
        else:
            if before and not before.isspace():
                parts.append(SET_APART if CHINESE.match(before) and CHINESE.match(character) else BROKEN)
            parts.append(any_of(spellings(character)))
        before = character
    letters = tuple(re.compile(any_of(spellings(one))) for one in dict.fromkeys(query) if one.isalnum())
    return _Plain(re.compile("".join(parts)), len(query) * (1 + LONGEST_GAP), letters)


@dataclass(frozen=True, slots=True)
class _Within:
    """A regular expression that matches within one paragraph."""

    wanted: Unfolded

    def stretches(self, text: str, start: int = 0) -> Iterator[list[Span]]:
        found: list[Span] = []
        handed_over = time.monotonic()
        for stretch in stretches(text, start):
            for paragraph in stretch:
                found += self._hits(text, paragraph, start)
                if time.monotonic() - handed_over > HAND_OVER:
                    yield found
                    found = []
                    handed_over = time.monotonic()
        yield found

    def may_stand_in(self, _text: str) -> bool:
        return True

    def _hits(self, text: str, paragraph: Span, start: int) -> list[Span]:
        try:
            return [
                Span(paragraph.start + hit.start(), paragraph.start + hit.end())
                for hit in self.wanted.pattern.finditer(paragraph.of(text), timeout=SLOW)
                if hit.end() > hit.start() and paragraph.start + hit.start() >= start
            ]
        except (TimeoutError, MemoryError) as error:
            raise SlowPatternError from error


@dataclass(frozen=True, slots=True)
class _Across:
    """A regular expression that says a line end, which stands for any of those that end lines."""

    wanted: Unfolded

    def stretches(self, text: str, start: int = 0) -> Iterator[list[Span]]:
        lines, doubled = _with_plain_line_ends(text)
        place = 0
        found: list[Span] = []
        while True:
            started = time.monotonic()
            try:
                for hit in self.wanted.pattern.finditer(lines, place, timeout=SLOW_ACROSS):
                    if hit.end() > hit.start():
                        span = Span(
                            hit.start() + bisect_left(doubled, hit.start()), hit.end() + bisect_left(doubled, hit.end())
                        )
                        if span.start >= start:
                            found.append(span)
                        place = hit.end()
                        if time.monotonic() - started > HAND_OVER:
                            break
                else:
                    yield found
                    return
            except (TimeoutError, MemoryError) as error:
                raise SlowPatternError from error
            yield found
            found = []

    def may_stand_in(self, _text: str) -> bool:
        return True


def _with_plain_line_ends(text: str) -> tuple[str, Sequence[int]]:
    """Return a text in which every line end is LF, and the offsets in it of those that were two code points."""
    if not any(mark in text for mark in "\r\x0b\x0c\x85\u2028\u2029"):
        return text, ()
    doubled = [found.start() - number for number, found in enumerate(re.finditer("\r\n", text))]
    return LINE_END.sub("\n", text), doubled


def context(text: str, hit: Span, around: int = CONTEXT) -> Span:
    """Return a hit with as many code points around it as asked for, within its paragraphs."""
    start = paragraph_at(text, hit.start).start
    end = paragraph_at(text, max(hit.start, hit.end - 1)).end
    return Span(max(start, hit.start - around), min(max(end, hit.end), hit.end + around))


def context_line(text: str, hit: Span, around: int = CONTEXT) -> str:
    """Return a hit and what stands around it as one line, safe to show; a line end in it is a space."""
    return harmless(LINE_BREAKS.sub(" ", context(text, hit, around).of(text))).strip()
