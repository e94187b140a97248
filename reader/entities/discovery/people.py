"""Who is who: the people of a document, put together from what the rules have found.

Names in two scripts belong together by a gloss; whatever else is the same name, but for initials and the kind of its
dots, is the same person. Glosses that contradict each other are believed one by one: 王伟(Wang Wei) and 汪伟(Wang Wei)
are two people who share a Latin name, 陈信翰(Mark Chen) and 马克·陈(Mark Chen) are one.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reader.entities.discovery.article import Sighting, is_latin, key, parts, spelt, together
from reader.entities.discovery.findings import FoundName, Rule
from reader.entities.discovery.signs import signs
from reader.scripts.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reader.entities.discovery.article import Article, Gloss

MOST_ALIKE = 16
"""So many different glosses of one name are compared with each other; a name with more means nobody in particular."""
STRONG = 0.7
"""A name less sure than this means nobody beyond its document."""
ALWAYS_STRONG_SOUNDS = 4
"""Characters for sounds without a dot that a gloss must have so that they mean the same in other documents."""


@dataclass(slots=True)
class Heard:
    """All that was found about one name, in whatever way it is written."""

    key: str
    spellings: dict[str, str] = field(default_factory=dict)
    """How it is spelt, by the fold of that."""
    best: dict[Rule, Sighting] = field(default_factory=dict)
    """The surest sighting by each rule."""
    first: int = 1 << 62
    """Where its first evidence begins, in code points."""

    @property
    def score(self) -> float:
        """How sure it is by all rules together."""
        score = 0.0
        for sighting in self.best.values():
            score = together(score, sighting.score)
        return score

    @property
    def told_by(self) -> Sighting:
        """The sighting that told the most."""
        return max(self.best.values(), key=lambda sighting: sighting.score)

    @property
    def is_latin(self) -> bool:
        """Whether it is written in Latin letters."""
        return is_latin(self.key)

    @property
    def parts(self) -> list[str]:
        """The words of a Latin name, what stands between the dots of another, folded to lower case."""
        return [part.lower() for part in parts(self.key)]

    @property
    def is_full(self) -> bool:
        """Whether it has parts, or is a Chinese name that has none."""
        return len(self.parts) > 1 or not self.is_latin

    @property
    def is_strong(self) -> bool:
        """Whether it means the same in other documents."""
        if self.score < STRONG:
            return False
        if len(self.parts) > 1:
            return any(len(part) > 1 for part in self.parts)
        if self.is_latin or Rule.GLOSS not in self.best:
            return False
        if all(one in signs().sounds for one in self.key) and self.key[0] not in signs().romanized:
            return len(self.key) >= ALWAYS_STRONG_SOUNDS
        return len(self.key) > 2 and self.best[Rule.GLOSS].score >= STRONG

    def names(self) -> list[FoundName]:
        """Return the name in each way it is spelt."""
        told = self.told_by
        score = round(min(self.score, 0.99), 3)
        is_short = self.is_latin and len(self.parts) == 1
        return [
            FoundName(text, told.rule, told.evidence, score, is_short=is_short, is_strong=self.is_strong)
            for text in self.spellings.values()
        ]


@dataclass(slots=True)
class Person:
    """Somebody, by the names that are the same person for sure."""

    full: list[Heard]
    others: list[FoundName] = field(default_factory=list)
    """Variants and short forms."""

    @property
    def score(self) -> float:
        """How sure it is that this is a person: as sure as the surest name."""
        return max(heard.score for heard in self.full)


def people(article: Article, glosses: Iterable[Gloss], sightings: Iterable[Sighting]) -> list[Person]:
    """Return the people of an article by their full names."""
    heard: dict[str, Heard] = {}
    pairs: dict[tuple[str, str], None] = {}

    def hear(sighting: Sighting) -> str:
        place = sighting.place
        own = key(article.folded[place.start : place.end])
        name = heard.setdefault(own, Heard(own))
        text = spelt(article.text[place.start : place.end])
        name.spellings.setdefault(fold(text), text)
        name.first = min(name.first, sighting.evidence.start)
        known = name.best.get(sighting.rule)
        if known is None or sighting.score > known.score:
            name.best[sighting.rule] = sighting
        return own

    for gloss in glosses:
        pairs[hear(gloss.chinese), hear(gloss.latin)] = None
    for sighting in sightings:
        hear(sighting)
    groups = _joined(list(pairs))
    glossed = {own for group in groups for own in group}
    groups += [(own,) for own in heard if own not in glossed]
    found = [Person([heard[own] for own in group]) for group in groups]
    for person in found:
        person.full.sort(key=lambda name: name.first)
    return found


def _joined(pairs: list[tuple[str, str]]) -> list[tuple[str, ...]]:
    """Return the glosses as groups of names, those joined that share a name and do not contradict each other."""
    leader = list(range(len(pairs)))

    def find(at: int) -> int:
        while leader[at] != at:
            leader[at] = leader[leader[at]]
            at = leader[at]
        return at

    for side in (0, 1):
        alike: dict[str, list[int]] = {}
        for at, pair in enumerate(pairs):
            alike.setdefault(pair[side], []).append(at)
        for same in alike.values():
            if len(same) > MOST_ALIKE:
                continue
            for one in same:
                for other in same:
                    if one < other and _agree(pairs[one][1 - side], pairs[other][1 - side], pairs[one][side]):
                        leader[find(other)] = find(one)
    groups: dict[int, dict[str, None]] = {}
    for at, pair in enumerate(pairs):
        groups.setdefault(find(at), {}).update(dict.fromkeys(pair))
    return [tuple(group) for group in groups.values()]


def _agree(one: str, other: str, gloss: str) -> bool:
    """Whether two names in one script may be one person's, who has the same name in the other."""
    first, second = [part.lower() for part in parts(one)], [part.lower() for part in parts(other)]
    if is_latin(one):
        return set(first) <= set(second) or set(second) <= set(first) or _differ_little(one, other)
    if len(first) > 1 or len(second) > 1:
        return True
    words = set(gloss.split())
    native = [any(way.lower() in words for way in signs().romanized.get(name[0], ())) for name in (one, other)]
    return not all(native) or _differ_little(one, other)


def _differ_little(one: str, other: str) -> bool:
    """Whether two names of four characters or more differ by one at the same place, or by one more."""
    if min(len(one), len(other)) < 4 or abs(len(one) - len(other)) > 1:
        return False
    same = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return one[same + (len(one) >= len(other)) :] == other[same + (len(other) >= len(one)) :]
