"""Typing variants: a name in characters for sounds that differs by one from a name of the same document.

蘇茨克弗 beside 蘇茨克維. Names have at least four characters, begin with the same two, and what differs is a character
for sounds in both.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.documents.paragraphs import Span
from reader.entities.discovery.findings import FoundName, Rule
from reader.entities.discovery.places import places_of
from reader.entities.discovery.signs import signs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.entities.discovery.article import Article
    from reader.entities.discovery.people import Person

SHORTEST = 4
SAME = 2
"""Characters at the start that are the same."""
SURE = 0.8
"""How sure a variant is beside its name."""
MOST_ALIKE = 8
"""So many names with the same start are compared at most."""


def add_variants(article: Article, found: Sequence[Person]) -> None:
    """Add to each person the typing variants of their names that stand in an article."""
    by_start: dict[str, list[tuple[str, int]]] = {}
    known: set[str] = set()
    for number, person in enumerate(found):
        for heard in person.full:
            if heard.is_latin:
                continue
            whole = len(heard.parts) == 1
            for part in heard.parts:
                known.add(part)
                if len(part) >= SHORTEST and all(one in signs().sounds for one in part):
                    alike = by_start.setdefault(part[:SAME], [])
                    if len(alike) < MOST_ALIKE:
                        alike.append((part, number if whole else -number - 1))
    added: set[tuple[str, int]] = set()
    for start, places in places_of(article, by_start).items():
        for place in places:
            for part, owner in by_start[start]:
                text = article.folded[place : place + len(part)]
                number = owner if owner >= 0 else -owner - 1
                if (text, number) in added or text in known or not _is_variant(text, part):
                    continue
                added.add((text, number))
                person = found[number]
                end = place + len(part)
                score = round(min(person.score, 0.99) * SURE, 3)
                person.others.append(
                    FoundName(article.text[place:end], Rule.VARIANT, Span(place, end), score, is_short=owner < 0)
                )


def _is_variant(text: str, name: str) -> bool:
    """Whether a text is a name but for one character for a sound."""
    differing = [one for one, other in zip(text, name, strict=False) if one != other]
    return (
        len(text) == len(name)
        and len(differing) == 1
        and differing[0] in signs().sounds
        and differing[0] not in signs().doubtful_sounds
    )
