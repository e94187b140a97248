"""Where the names of a document stand in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from daachorse import CharwiseDoubleArrayAhoCorasick

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reader.entities.discovery.article import Article

MOST_PLACES = 2_000
"""So many places of one name are looked at; what is true of them is taken to be true of all."""


def places_of(article: Article, names: Iterable[str]) -> dict[str, list[int]]:
    """Return where folded strings stand in an article, by their starts in code points, in order."""
    wanted = sorted(set(names))
    found: dict[str, list[int]] = {name: [] for name in wanted}
    if wanted:
        automaton = CharwiseDoubleArrayAhoCorasick(wanted)
        for start, _end, number in automaton.find_overlapping(article.folded):
            places = found[wanted[number]]
            if len(places) < MOST_PLACES:
                places.append(start)
    return found
