"""Ordinary Chinese names: a surname and one or two characters of a given name where people are spoken of.

What has that form is a name mostly not (高兴, 方面, 金融). So a title or a list must stand before it or a verb or title
behind it; and a name of three characters may also stand between marks several times. Scores say how weak all this is.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from reader.documents.paragraphs import LINE_ENDS, Span
from reader.entities.discovery.article import Sighting, together
from reader.entities.discovery.findings import Rule
from reader.entities.discovery.signs import HAN, Signs, signs
from reader.entities.discovery.surroundings import Sign, after, before
from reader.scripts.fold import fold_keeping_case

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.entities.discovery.article import Article

ENOUGH = 0.5
BETWEEN_EDGES = 3
"""So often a name of three characters must stand between marks when nothing else speaks for it."""
LISTED, LISTED_SHORT = 0.65, 0.5
"""How sure a name of three characters is that is listed with another, and one of two with one of three."""
WORTH_A_LOOK = 0.4
MOST_SIGHTINGS = 8
BEFORE_CLAUSES = frozenset(",。;!?:、" + LINE_ENDS)
LIST_MARK = re.compile(f"[、{fold_keeping_case('和与及')}]")
HAN_CHARACTER = re.compile(f"[{HAN}]")
# (length of the name, what stands before, what stands behind) -> how sure one sighting is
WEIGHTS = {
    (3, Sign.PERSON, Sign.PERSON): 0.92,
    (3, Sign.PERSON, Sign.FIRM): 0.9,
    (3, Sign.PERSON, Sign.EDGE): 0.8,
    (3, Sign.PERSON, Sign.NONE): 0.55,
    (3, Sign.EDGE, Sign.PERSON): 0.75,
    (3, Sign.EDGE, Sign.FIRM): 0.65,
    (3, Sign.NONE, Sign.PERSON): 0.4,
    (3, Sign.EDGE, Sign.EDGE): 0.2,
    (2, Sign.EDGE, Sign.EDGE): 0.05,
    (2, Sign.PERSON, Sign.PERSON): 0.85,
    (2, Sign.PERSON, Sign.FIRM): 0.8,
    (2, Sign.PERSON, Sign.EDGE): 0.65,
    (2, Sign.EDGE, Sign.PERSON): 0.55,
    (2, Sign.EDGE, Sign.FIRM): 0.4,
}
"""How sure a sighting is by the length of the name, what stands before it and what stands behind."""
BEGINS_CLAUSE = 0.5
"""How sure a name of three characters is where a clause begins, and its subject may end."""
GREATLY = fold_keeping_case("大")
"""It rather begins a verb (大怒, 大笑) than ends a name, also where what is behind it is a verb by itself."""
UNUSUAL = 0.75
"""How much of that remains when a character of the given name is not among the usual ones."""


def sightings(article: Article) -> Iterator[Sighting]:
    """Yield the people whose names are a surname and a given name."""
    found: dict[str, list[Sighting]] = defaultdict(list)
    seen: list[Sighting] = []
    reach = 0
    for spot in _spots().finditer(article.folded):
        start = spot.start()
        if start < reach:
            continue
        if sighting := _at(article, start):
            reach = sighting.place.end
            seen.append(sighting)
    for sighting in _listed(article, seen):
        places = found[article.folded[sighting.place.start : sighting.place.end]]
        if len(places) < MOST_SIGHTINGS:
            places.append(sighting)
    for places in found.values():
        yield from _together(places)


def _listed(article: Article, seen: list[Sighting]) -> Iterator[Sighting]:
    """Yield sightings of names, those that are listed with each other surer than they are alone."""
    beside = [
        LIST_MARK.fullmatch(article.folded, one.place.end, other.place.start) is not None
        for one, other in pairwise(seen)
    ]
    long = [sighting.place.end - sighting.place.start > 2 for sighting in seen]
    for at, sighting in enumerate(seen):
        others = [n for n, joined in ((at - 1, at - 1), (at + 1, at)) if 0 <= joined < len(beside) and beside[joined]]
        score = 0.0
        if any(long[other] for other in others):
            score = LISTED if long[at] else LISTED_SHORT
        if score > sighting.score:
            shown = [sighting.place, *(seen[other].place for other in others)]
            evidence = Span(min(place.start for place in shown), max(place.end for place in shown))
            yield Sighting(sighting.place, Rule.SURNAME, evidence, score)
        else:
            yield sighting


def _together(places: list[Sighting]) -> Iterator[Sighting]:
    """Yield the best of the sightings of a name, as sure as all are together, when that is enough."""
    best = max(places, key=lambda sighting: sighting.score)
    score = best.score
    others = [sighting.score for sighting in places if sighting is not best]
    for other in others[:4]:
        score = together(score, other * 0.5)
    if best.score < WORTH_A_LOOK and len(places) >= BETWEEN_EDGES and best.place.end - best.place.start > 2:
        score = max(score, ENOUGH)
    if score >= ENOUGH:
        yield Sighting(best.place, best.rule, best.evidence, score)
        if best is not places[0]:
            yield Sighting(places[0].place, Rule.SURNAME, places[0].evidence, places[0].score)


@lru_cache(maxsize=1)
def _spots() -> re.Pattern[str]:
    """Return what finds a surname with what may be a given name behind it, where a name may begin."""
    known = signs()
    doubles = known.double_surnames | {one for one in known.japanese_surnames if len(one) == 2}
    firsts, seconds = ("".join(sorted({one[at] for one in doubles})) for at in (0, 1))
    given, not_given = "".join(sorted(known.given)), "".join(sorted(known.not_in_given))
    surnames = "".join(sorted(known.surnames))
    usual = f"(?=[{given}]|(?![{not_given}])[{HAN}][{given}])"
    return re.compile(f"[{surnames}{firsts}](?:(?<=[{surnames}]){usual}|(?<=[{firsts}])(?=[{seconds}][{HAN}]))")


def _begins_clause(folded: str, start: int) -> bool:
    """Whether a clause begins at an offset."""
    return not start or folded[start - 1] in BEFORE_CLAUSES


def _may_follow(character: str, known: Signs) -> bool:
    """Whether what may stand behind a name begins with a character; so does the end of the text."""
    return character in known.begin_behind or character < "\u2e80"


def _at(article: Article, start: int) -> Sighting | None:
    """Return the name that begins at an offset, if any does."""
    folded, known = article.folded, signs()
    double = folded[start : start + 2] in known.double_surnames or folded[start : start + 2] in known.japanese_surnames
    if not double and folded[start] not in known.surnames:
        return None
    surname = 2 if double else 1
    ends = [end for end in (start + surname + 2, start + surname + 1) if _may_follow(folded[end : end + 1], known)]
    if not ends and folded[start - 1 : start] not in known.end_before:
        return None
    ahead = before(article, start)
    if folded[start - 1 : start] in ("·", "-") or (not ahead.sign and not ends):
        return None
    if not double and folded[start : start + 2] in known.not_people and ahead.sign is not Sign.PERSON:
        return None
    best: Sighting | None = None
    for given in (2, 1):
        end = start + surname + given
        name = folded[start + surname : end]
        if len(name) < given or known.not_in_given & set(name) or name in known.titles_after:
            continue
        if not double and known.given.isdisjoint(name):
            continue
        if folded[start:end] in known.not_people or any(not HAN_CHARACTER.match(one) for one in name):
            continue
        if (
            folded[start:end] in known.no_person_alone
            or name in known.no_person_alone
            or known.group_suffix.match(folded, end)
        ):
            continue
        behind = after(article, end)
        if folded[end : end + 1] in ("·", "-") or (folded[start - 1 : start] + folded[end : end + 1]) in ("《》", '""'):
            continue
        may_be_next = given == 2 and (behind.sign < Sign.FIRM or name[-1] == GREATLY)
        next_word = may_be_next and after(article, end - 1).sign >= Sign.FIRM
        weight = (0.5 if next_word else 1.0) * WEIGHTS.get((min(given + 1, 3), ahead.sign, behind.sign), 0.0)
        if (given, ahead.sign, behind.sign) == (2, Sign.EDGE, Sign.EDGE) and _begins_clause(folded, start):
            weight = BEGINS_CLAUSE
        if not set(name) <= known.given:
            weight *= UNUSUAL if ahead.sign is Sign.PERSON or behind.sign is Sign.PERSON else 0.0
        if folded[start : start + 2] in known.double_surnames:
            weight = together(weight, 0.4) if weight else 0.0
        if weight and (best is None or weight > best.score):
            shown = Span(
                ahead.reach if ahead.sign is Sign.PERSON else start,
                behind.reach if behind.sign >= Sign.FIRM else end,
            )
            best = Sighting(Span(start, end), Rule.SURNAME, shown, weight)
    return best
