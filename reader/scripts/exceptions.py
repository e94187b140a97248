"""A reader's own exceptions: phrases that conversion leaves as they stand, or shows in forms of the reader's.

They are found on the fold, as names are, so that a phrase holds whether it was typed as it stands in the text or as it
is shown in the other script (余秋雨, 餘秋雨). A single character is found only as it was typed: its fold joins words
that have nothing to do with each other (里 and 裏, 后 and 後).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from reader.documents.paragraphs import LINE_END, Span, blank
from reader.scripts.fold import fold, fold_keeping_case
from reader.scripts.script import SERVED_BY

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from daachorse import CharwiseDoubleArrayAhoCorasick

    from reader.scripts.rendition import Held
    from reader.scripts.script import Script

LATIN_WORD = re.compile("[A-Za-z0-9]{2}")
"""Two characters of one Latin word or number."""


@dataclass(frozen=True)
class Phrase:
    """A phrase of documents, and how it is shown."""

    text: str
    forms: Mapping[Script, str] = field(default_factory=dict)
    """What is written for it, by script."""
    kept: bool = False
    """Leave it as it stands in the scripts that have no form of it; else it is converted there as all text is."""
    exact: bool = False
    """Only where it stands exactly so, not in another spelling of it."""

    def shown_in(self, script: Script, standing: str) -> str | None:
        """Return how it is shown in a script; None for as conversion makes it.

        Args:
            script: the script to show it in; a form for zh-Hant serves those of Taiwan and Hong Kong that have none.
            standing: the phrase as it stands in the text.
        """
        for served in SERVED_BY.get(script, ()):
            if served in self.forms:
                return self.forms[served]
        return standing if self.kept else None

    def means(self, standing: str) -> bool:
        """Return whether it is meant by what stands in a text and is the same under the fold."""
        if standing == self.text:
            return True
        if self.exact or len(self.text) == 1:
            return False
        return fold_keeping_case(standing) == fold_keeping_case(self.text)


@dataclass(frozen=True, slots=True)
class Found:
    """A place, in code points, where a phrase is shown as the reader says."""

    start: int
    end: int
    shown: str
    phrase: Phrase


@dataclass(frozen=True, eq=False)
class Exceptions:
    """Phrases with forms of their own, those of the nearest list first.

    At one place the leftmost holds, and there the longest that says something for the script; of those, one that
    stands there as it was typed before one in another spelling, and then the first.
    """

    phrases: tuple[Phrase, ...] = ()

    def held(self, text: str, target: Script) -> list[Held]:
        """Return the stretches of a text that are shown as the reader says, in order and without overlap."""
        from reader.scripts.rendition import Held  # whether there are any is asked before anything is converted

        return [Held(found.start, found.end, found.shown) for found in self.found(text, target)]

    def found(self, text: str, target: Script) -> Iterator[Found]:
        """Yield the places in a text where phrases are shown as the reader says, in order and without overlap."""
        if not self.phrases:
            return
        end = 0
        matches = self._automaton.find_overlapping(fold(text))
        for start, stop, number in sorted(matches, key=_leftmost_and_longest):
            if start >= end:
                found = self._found_at(text, Span(start, stop), self._meanings[number], target)
                if found is not None:
                    yield found
                    end = found.end

    def _found_at(self, text: str, span: Span, phrases: Sequence[Phrase], target: Script) -> Found | None:
        if not _stands_apart(text, span):
            return None
        standing = span.of(text)
        for phrase in sorted(phrases, key=lambda phrase: phrase.text != standing):
            if phrase.means(standing) and (shown := phrase.shown_in(target, standing)) is not None:
                return Found(span.start, span.end, shown, phrase)
        return None

    @cached_property
    def within_lines(self) -> bool:
        """Whether all phrases are such as stand within lines with something to see."""
        texts = [phrase.text for phrase in self.phrases]
        return not any(LINE_END.search(text) or blank(text, Span(0, len(text))) for text in texts)

    @cached_property
    def _by_fold(self) -> Mapping[str, Sequence[Phrase]]:
        found: dict[str, list[Phrase]] = {}
        for phrase in self.phrases:
            found.setdefault(fold(phrase.text), []).append(phrase)
        return found

    @cached_property
    def _meanings(self) -> Sequence[Sequence[Phrase]]:
        """What each pattern of the automaton stands for."""
        return list(self._by_fold.values())

    @cached_property
    def _automaton(self) -> CharwiseDoubleArrayAhoCorasick:
        from daachorse import CharwiseDoubleArrayAhoCorasick  # not before there is an exception

        return CharwiseDoubleArrayAhoCorasick(list(self._by_fold))


def _leftmost_and_longest(match: tuple[int, int, int]) -> tuple[int, int]:
    return match[0], -match[1]


def _stands_apart(text: str, span: Span) -> bool:
    """Return whether no Latin word or number is cut at the edges of a stretch; Chinese has no such edges."""
    return not any(edge and LATIN_WORD.match(text, edge - 1) for edge in (span.start, span.end))


NONE = Exceptions()
"""No exceptions."""
