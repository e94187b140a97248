"""Transliterated names without a dot where people are spoken of: CEO奥特曼, 拜登说.

Firms and countries are written in the same characters and say and do things as well. Those that are well known are left
out by a list; a title before the name, or verbs behind it more than once, must speak for the others.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING

from reader.documents.paragraphs import Span
from reader.entities.discovery.article import DOT_BEFORE, DOT_BEHIND, Sighting, together
from reader.entities.discovery.findings import Rule
from reader.entities.discovery.signs import signs
from reader.entities.discovery.surroundings import Sign, after, before
from reader.entities.discovery.transliterations import run_after, run_before, sounds_clear, sounds_rather

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.entities.discovery.article import Article

LONGEST = 7
TITLED, TITLED_ONLY, SAID, SAID_BY_FIRMS = 0.7, 0.55, 0.4, 0.25
"""How sure one sighting is by a title before it and an edge behind it, by a title alone, by a verb of people behind it,
and by one of people and firms."""
ENOUGH = 0.5
SUREST = 0.9
"""As sure as such a name can be, however often it stands."""
MOST_SIGHTINGS = 8


def sightings(article: Article) -> Iterator[Sighting]:
    """Yield the people whose names are characters for sounds, by what stands around them."""
    found: dict[str, list[Sighting]] = defaultdict(list)
    reach = 0
    for clear in _clear().finditer(article.folded):
        if clear.start() < reach:
            continue
        start = run_before(article, clear.end(), LONGEST + 2)
        start = min(start, clear.start())
        end = run_after(article, start)
        reach = max(end, clear.end(), _end_of_sounds(article, end) - LONGEST)
        if sighting := _at(article, start, end):
            places = found[article.folded[start:end]]
            if len(places) < MOST_SIGHTINGS:
                places.append(sighting)
    for places in found.values():
        score = 0.0
        for sighting in places:
            score = together(score, sighting.score)
        if score >= ENOUGH:
            best = max(places, key=lambda sighting: sighting.score)
            yield Sighting(best.place, best.rule, best.evidence, min(score, SUREST))


@lru_cache(maxsize=1)
def _clear() -> re.Pattern[str]:
    return re.compile(f"[{''.join(sorted(signs().clear_sounds))}]")


@lru_cache(maxsize=1)
def _sounds() -> re.Pattern[str]:
    return re.compile(f"[{''.join(sorted(signs().sounds))}]*+")


def _end_of_sounds(article: Article, start: int) -> int:
    """Return where the characters for sounds end that begin at an offset: in far too many of them is no name."""
    run = _sounds().match(article.folded, start)
    return run.end() if run else start


def _at(article: Article, start: int, end: int) -> Sighting | None:
    """Return the name that stands between two offsets, if what is around it speaks for one."""
    folded, known = article.folded, signs()
    name = folded[start:end]
    if not 2 <= len(name) <= LONGEST or name in known.no_person_alone:
        return None
    if folded[start - 1 : start] == "《" or known.group_suffix.match(folded, end):
        return None
    if DOT_BEFORE.search(folded, max(0, start - 3), start) or DOT_BEHIND.match(folded, end):
        return None
    ahead = before(article, start)
    if ahead.sign is Sign.NONE or not (sounds_clear(name) or (ahead.sign is Sign.PERSON and sounds_rather(name))):
        return None
    behind = after(article, end)
    if ahead.sign is Sign.PERSON and (behind.sign or len(name) > 2):
        score = TITLED if behind.sign else TITLED_ONLY
        return Sighting(Span(start, end), Rule.SOUNDS, Span(ahead.reach, end), score)
    if len(name) > 2 and behind.sign >= Sign.FIRM:
        score = SAID if behind.sign is Sign.PERSON else SAID_BY_FIRMS
        return Sighting(Span(start, end), Rule.SOUNDS, Span(start, behind.reach), score)
    return None
