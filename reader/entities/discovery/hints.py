"""Hints: what may be somebody's name, but says so only beside what is found in other documents.

Two kinds of them are kept. Characters for sounds that come again in a text and are hardly words (奥特曼) are a name if
they sound like that of somebody. A single capitalised Latin word that stands alone where people are spoken of
(Sam站在大家面前) is one if it is a part of somebody's full name. A hint that is like nobody is nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

from reader.documents.paragraphs import Span
from reader.entities.discovery.findings import FoundName, FoundPerson, Rule
from reader.entities.discovery.signs import LETTERS, signs
from reader.entities.discovery.surroundings import Sign, after, before
from reader.entities.discovery.transliterations import sounds_clear
from reader.entities.discovery.wraps import unwrapped
from reader.scripts.fold import fold_keeping_case

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.entities.discovery.article import Article
    from reader.entities.discovery.findings import Found

SHORTEST, LONGEST = 3, 6
"""Characters for sounds that a hint has."""
LONGEST_RUN = 12
"""A longer run of such characters is no name, but a list or a joke."""
OFTEN = 2
"""How many times it must come again."""
MOST = 100
"""Of each kind so many are kept of a document, those that come most."""
SCORE = 0.1
_LATIN = f"{LETTERS}0-9"
WORD = re.compile(f"(?<![{_LATIN}_.@#&/'·-])[A-Z][a-z]{{2,}}(?![{_LATIN}_@#&/'·-])")
LATIN_BESIDE = re.compile(f"[{_LATIN}]")
PERSONS_BEHIND = frozenset(fold_keeping_case("站坐走跑笑哭看听想"))
"""Characters that, behind a word, say that it is the subject of what only people do."""


def hints(text: str) -> Found:
    """Return what may be names of people in a text, each as a person, in order of where they first stand."""
    whole = unwrapped(text)
    found = [*_sounds(whole.article), *_words(whole.article)]
    return whole.placed(
        FoundPerson((FoundName(place.of(whole.article.text), Rule.HINT, place, SCORE),))
        for place in sorted(found, key=lambda place: (place.start, place.end))
    )


def _sounds(article: Article) -> Iterator[Span]:
    """Yield where characters for sounds first stand that come again, no longer ones always with them."""
    times: Counter[str] = Counter()
    first: dict[str, int] = {}
    folded = article.folded
    for run in _runs().finditer(folded):
        if not SHORTEST <= len(run[0]) <= LONGEST_RUN:
            continue
        for start in range(run.start(), run.end() - SHORTEST + 1):
            for end in range(start + SHORTEST, min(start + LONGEST, run.end()) + 1):
                times[folded[start:end]] += 1
                first.setdefault(folded[start:end], start)
    often = {name: count for name, count in times.items() if count >= OFTEN}
    within = {
        part
        for name, count in often.items()
        for part in (name[1:], name[:-1])
        if len(name) > SHORTEST and often.get(part) == count
    }
    names = [name for name in often if name not in within and sounds_clear(name)]
    for name in sorted(names, key=lambda name: (-often[name], first[name]))[:MOST]:
        yield Span(first[name], first[name] + len(name))


@lru_cache(maxsize=1)
def _runs() -> re.Pattern[str]:
    return re.compile(f"[{re.escape(''.join(sorted(signs().sounds)))}]+")


def _words(article: Article) -> Iterator[Span]:
    """Yield where Latin words first stand that people are spoken of by."""
    times: Counter[str] = Counter()
    first: dict[str, Span] = {}
    for word in WORD.finditer(article.folded):
        if _is_alone(article.folded, word.start(), word.end()) and _is_somebody(article, word.start(), word.end()):
            times[word[0]] += 1
            first.setdefault(word[0], Span(word.start(), word.end()))
    for name in sorted(times, key=lambda name: (-times[name], first[name].start))[:MOST]:
        yield first[name]


def _is_alone(folded: str, start: int, end: int) -> bool:
    """Whether no other Latin word or number stands beside a word on its line."""
    ahead = folded[max(0, start - 3) : start].rstrip(" ")[-1:]
    behind = folded[end : end + 3].lstrip(" ")[:1]
    return not (LATIN_BESIDE.match(ahead) or LATIN_BESIDE.match(behind))


def _is_somebody(article: Article, start: int, end: int) -> bool:
    behind = article.folded[end : end + 2].lstrip(" ")[:1]
    return (
        behind in PERSONS_BEHIND or after(article, end).sign >= Sign.FIRM or before(article, start).sign is Sign.PERSON
    )
