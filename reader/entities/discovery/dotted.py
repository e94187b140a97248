"""Transliterated names with a dot between their parts: 马克·扎克伯格, 馬克．祖克柏, 约翰·F·肯尼迪.

Every kind of dot counts. Where such a name begins and ends is told by the characters for sounds around its dots; where
that is not sure, a place at which it is sure decides.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from reader.documents.paragraphs import Span
from reader.entities.discovery.article import Sighting
from reader.entities.discovery.findings import Rule
from reader.entities.discovery.places import places_of
from reader.entities.discovery.signs import HAN, MARKS, signs
from reader.entities.discovery.surroundings import Sign, after, before
from reader.entities.discovery.transliterations import run_after, run_before

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reader.entities.discovery.article import Article

DOT = re.compile(f"[·.](?=[{HAN}A-Z])(?<=[{HAN}A-Z].)| [·.] (?=[{HAN}])(?<=[{HAN}]...)")
MOST_INITIALS = 4
INITIALS = re.compile(f"(?:[A-Z][·.]){{0,{MOST_INITIALS}}}+")
MOST_DOTS = 5
"""What has more of them is a list or a joke."""
MOST_CUT = 3
"""Characters that are taken from the end of a name at most."""
SURE, UNSURE = 0.93, 0.8
"""How sure a name is whose edges are, and one of which they are not."""
WITH_PERSON = 0.97
"""How sure one is that has a title or a verb beside it."""


class Dotted(NamedTuple):
    """A transliterated name with dots: offsets in code points, end exclusive, and whether its edges are sure."""

    start: int
    end: int
    is_sure: bool


def dotted_names(article: Article) -> list[Dotted]:
    """Return where transliterated names with dots stand, in order and apart."""
    rough: list[Dotted] = []
    read = 0
    for dot in DOT.finditer(article.folded):
        if dot.start() < read or (name := _around(article, dot)) is None:
            continue
        words = [part for part in re.split("[·. ]+", article.folded[name.start : name.end]) if part]
        is_joke = len(words) > MOST_DOTS + 1 or (len(words) > 2 and len(set(words)) == 1)
        is_name = not is_joke and _is_name(words)
        if is_name:
            rough.append(name)
        if is_name or is_joke:
            read = name.end
    rough = _cut_at_words(article, rough)
    sure = Counter(article.folded[name.start : name.end] for name in rough if name.is_sure)
    return [_as_sure(article, name, sure) for name in rough]


def sightings(article: Article, names: list[Dotted]) -> Iterator[Sighting]:
    """Yield the people among transliterated names with dots."""
    for name in names:
        if _is_of_group(article, name) or _is_work(article, name):
            continue
        ahead, behind = before(article, name.start), after(article, name.end)
        score = SURE if name.is_sure else UNSURE
        if Sign.PERSON in (ahead.sign, behind.sign):
            score = WITH_PERSON
        start = ahead.reach if ahead.sign is Sign.PERSON else name.start
        end = behind.reach if behind.sign >= Sign.FIRM else name.end
        yield Sighting(Span(name.start, name.end), Rule.DOTTED, Span(start, end), score)


def _around(article: Article, dot: re.Match[str]) -> Dotted | None:
    """Return what may be a name around the first dot of it, however many follow."""
    folded = article.folded
    first = dot.start()
    while (
        first > 1
        and dot.start() - first < 2 * MOST_INITIALS
        and folded[first - 1] in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
        and folded[first - 2] in "·."
    ):
        first -= 2
    if "A" <= folded[first - 1] <= "Z":
        if first > 1 and folded[first - 2].isalnum() and folded[first - 2] < "\u0250":
            return None
        start = first - 1
    else:
        start = run_before(article, first)
        while start > 1 and folded[start - 1] == "-" and run_before(article, start - 1) < start - 1:
            start = run_before(article, start - 1)
        if start == first and folded[first - 1] in signs().surnames and before(article, first - 1).sign:
            start -= 1
        if start == first:
            return None
    end, count = dot.start(), 0
    han = 0 if folded[start] <= "Z" else first - start
    following: re.Match[str] | None = dot
    while following:
        initials = INITIALS.match(folded, following.end())
        begin = initials.end() if initials else following.end()
        stop = run_after(article, begin)
        if stop == begin and folded[begin : begin + 1] in signs().surnames and after(article, begin + 1).sign:
            stop += 1
        while folded[stop : stop + 1] == "-" and run_after(article, stop + 1) > stop + 1:
            stop = run_after(article, stop + 1)
        if stop == begin:
            break
        han += stop - begin
        end, count = stop, count + 1
        following = DOT.match(folded, end)
    if not count or han < 3:
        return None
    return Dotted(start, end, _begins(article, start) and _ends(article, end))


def _is_name(words: list[str]) -> bool:
    """Whether dotted characters are a name: no list of places, and not only words."""
    if len(words[0]) == 1 and words[0] in signs().doubtful_sounds:
        return False
    doubtful = sum(character in signs().doubtful_sounds for character in "".join(words))
    length = sum(map(len, words)) + len(words) - 1
    return doubtful * 5 <= length * 3 and not all(part in signs().places for part in words)


def _begins(article: Article, start: int) -> bool:
    """Whether a name surely begins at an offset."""
    return not start or article.folded[start - 1] in MARKS or before(article, start).sign is not Sign.NONE


def _ends(article: Article, end: int) -> bool:
    """Whether a name surely ends at an offset."""
    return after(article, end).sign is not Sign.NONE


def _as_sure(article: Article, name: Dotted, sure: Mapping[str, int]) -> Dotted:
    """Return a name as it stands where its edges are sure, if what is around it there is no part of it.

    Args:
        article: the article.
        name: the name.
        sure: how often each name stands whose edges are sure.
    """
    folded = article.folded
    often = sure.get(folded[name.start : name.end], 0)
    for start in range(name.start, min(name.start + 5, name.end)):
        for end in range(name.end, max(name.end - 5, start + 3), -1):
            if sure.get(folded[start:end], 0) > often:
                return Dotted(start, end, True)
    return name


def _cut_at_words(article: Article, names: list[Dotted]) -> list[Dotted]:
    """Return names without the characters for sounds that begin the next word, where that can be told.

    It can where a verb begins there, or where the last part comes more often without them.
    """
    folded = article.folded
    tails = {number: _tails(folded, name) for number, name in enumerate(names) if not name.is_sure}
    places = places_of(article, [tail for each in tails.values() for tail in each])
    cut: list[Dotted] = []
    for number, name in enumerate(names):
        often, end = 0, name.end
        for less, tail in enumerate(tails.get(number, ())):
            if after(article, name.end - less).sign >= Sign.FIRM:
                end = name.end - less
                break
            if len(places[tail]) > often:
                often, end = len(places[tail]), name.end - less
        cut.append(Dotted(name.start, end, name.is_sure or _ends(article, end)))
    return cut


def _tails(folded: str, name: Dotted) -> list[str]:
    """Return the last part of a name, and what is left of it without its last one to three characters."""
    start = 1 + max(folded.rfind(mark, name.start, name.end) for mark in "·. -")
    return [
        folded[start:end] for end in range(name.end, max(name.end - MOST_CUT, start + 1) - 1, -1) if end - start > 1
    ]


def _is_of_group(article: Article, name: Dotted) -> bool:
    """Whether the name is only that of an organization, a prize or a place (约翰·霍普金斯大学)."""
    return signs().group_suffix.match(article.folded, name.end) is not None


def _is_work(article: Article, name: Dotted) -> bool:
    """Whether the name is the title of a work."""
    return article.folded[name.start - 1 : name.start] == "《" and article.folded.startswith("》", name.end)
