"""Wrapped texts as the rules of discovery read them: without the ends of lines that were ended because they were full.

What is cut in two there reads as one: a name, a name and its gloss, a list of names. The end of a line stays where
`joins` tells that the line was not full, behind marks that end a sentence or a label, and between Latin words, where it
is as good as a space.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from reader.documents.paragraphs import Span
from reader.entities.discovery.article import Article
from reader.entities.discovery.signs import HAN
from reader.entities.joins import is_full

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reader.entities.discovery.findings import Found, FoundPerson

BEFORE = re.compile(f"[{HAN}·,、(《]")
END = re.compile(f"(?<! ) {{0,4}}+(?:\r\n|[\n\r\x85\u2028])(?=[{HAN}·,、;()》])")


@dataclass(frozen=True, slots=True)
class Unwrapped:
    """A text without the ends of full lines."""

    article: Article
    ends: tuple[int, ...]
    """Where in it each of them has stood, in order, in code points."""
    taken: tuple[int, ...]
    """How many code points were taken out up to each of them, that included."""

    def source(self, place: Span) -> Span:
        """Return where in the text as it was something stands; no end of a line is at its edges."""
        return Span(self._origin(place.start), self._origin(place.end - 1) + 1)

    def placed(self, people: Iterable[FoundPerson]) -> Found:
        """Return people who were found in it with their evidence as it stands in the text as it was."""
        if not self.ends:
            return tuple(people)
        return tuple(
            replace(person, names=tuple(replace(name, evidence=self.source(name.evidence)) for name in person.names))
            for person in people
        )

    def _origin(self, offset: int) -> int:
        number = bisect_right(self.ends, offset)
        return offset + (self.taken[number - 1] if number else 0)


def unwrapped(text: str) -> Unwrapped:
    """Return a text without the ends of full lines."""
    article = Article.of(text)
    out = [
        end.span()
        for end in END.finditer(article.folded)
        if end.start() and BEFORE.match(article.folded, end.start() - 1) and is_full(text, *end.span())
    ]
    if not out:
        return Unwrapped(article, (), ())
    edges = [0, *(edge for place in out for edge in place), len(text)]
    kept = list(pairwise(edges))[::2]
    ends, taken, before = [], [], 0
    for start, end in out:
        ends.append(start - before)
        before += end - start
        taken.append(before)
    parts = ("".join(one[start:end] for start, end in kept) for one in (text, article.folded))
    return Unwrapped(Article(*parts), tuple(ends), tuple(taken))
