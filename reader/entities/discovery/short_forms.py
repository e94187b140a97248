"""Short forms: a part of a full name that stands by itself in the document, before the full name too.

The first and the last word of a Latin name, the first and the last part of a dotted one, the given name of a Chinese
name that somebody is surely called by, and the surname of a Japanese one. What two people of the document share is
nobody's, and a part that mostly stands in other names or words is none.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from reader.documents.paragraphs import LINE_ENDS
from reader.entities.discovery.article import DOT_BEFORE, DOT_BEHIND, INITIAL, is_latin, key, parts, spelt
from reader.entities.discovery.findings import FoundName, Rule
from reader.entities.discovery.places import places_of
from reader.entities.discovery.signs import CAPITALS, LETTERS, signs
from reader.entities.discovery.surroundings import Sign, after, before
from reader.scripts.fold import fold_keeping_case

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reader.entities.discovery.article import Article
    from reader.entities.discovery.people import Heard, Person

SHORTEST_LATIN, SHORTEST_HAN = 3, 2
LAST, FIRST, GIVEN = 0.95, 0.9, 0.6
"""How sure a short form is beside its full name: the surname, the given name, one of two characters."""
WORD_BEFORE = re.compile(f"(?:[{CAPITALS}][{LETTERS}.'-]*)(?= ?(?:\r\n|[ {LINE_ENDS}])[ ]?\\Z)")
WORD_BEHIND = re.compile(f" ?(?:\r\n|[ {LINE_ENDS}]) ?([{CAPITALS}][{LETTERS}'-]*)")
PART_OF_WORD = re.compile(f"[{LETTERS}0-9_@]")
LONGEST_WORD = 24


@dataclass(frozen=True, slots=True)
class Part:
    """A part of somebody's full name that may stand by itself."""

    text: str
    """Folded."""
    person: int
    of: Heard
    score: float
    is_given: bool = False
    """Whether it is the given name of a Chinese name, which may as well be words."""
    needs_person: bool = False
    """Whether it means other things as well, so that something must speak for a person where it stands."""


def claims(found: Sequence[Person]) -> dict[str, set[int]]:
    """Return for each part of a full name whose it is, in lower case; the numbers of the people."""
    claimed: dict[str, set[int]] = defaultdict(set)
    for number, person in enumerate(found):
        for heard in person.full:
            if len(heard.parts) > 1:
                for part in heard.parts:
                    claimed[part].add(number)
    return claimed


def absorbed(found: Sequence[Person]) -> list[Person]:
    """Return the people without those who are only called by a part of somebody's name: they are that person.

    Where it is a part of two people's names, it is nobody's.
    """
    claimed = claims(found)
    keep: list[Person] = []
    for person in found:
        owners = [claimed.get(heard.key.lower(), set()) for heard in person.full]
        if not all(len(heard.parts) == 1 for heard in person.full) or not any(owners):
            keep.append(person)
            continue
        of = set.intersection(*(owner for owner in owners if owner))
        if len(of) == 1:
            owner = found[next(iter(of))]
            for heard in person.full:
                owner.others += [
                    FoundName(name.text, name.rule, name.evidence, name.score, is_short=True) for name in heard.names()
                ]
    return keep


def add_short_forms(article: Article, found: Sequence[Person]) -> None:
    """Add to each person the short forms of their names that stand in an article by themselves."""
    claimed = claims(found)
    for number, person in enumerate(found):
        for heard in person.full:
            if len(heard.parts) == 1:
                claimed[heard.key.lower()].add(number)
    candidates = [part for number, person in enumerate(found) for part in _parts(number, person)]
    candidates = [part for part in candidates if claimed.get(part.text.lower(), set()) <= {part.person}]
    owners: dict[str, set[int]] = defaultdict(set)
    for part in candidates:
        owners[part.text].add(part.person)
    places = places_of(article, owners)
    full = {tuple(heard.parts) for person in found for heard in person.full if heard.is_latin}
    pairs = {pair for words in full for pair in pairwise(words)}
    for part in candidates:
        if len(owners[part.text]) > 1:
            continue
        person = found[part.person]
        check = _latin_stands if is_latin(part.text) else _han_stands
        start = check(article, part, places[part.text], pairs)
        if start is None:
            continue
        text = spelt(article.text[start : start + len(part.text)])
        if any(name.text == text for name in person.others):
            continue
        evidence = part.of.told_by.place
        score = round(min(person.score, 0.99) * part.score, 3)
        person.others.append(FoundName(text, Rule.SHORT, evidence, score, is_short=True))


def _parts(number: int, person: Person) -> Iterator[Part]:
    """Yield the parts of somebody's full names that may stand by themselves."""
    known = signs()
    seen: set[str] = set()
    for heard in person.full:
        place = heard.told_by.place
        for part in _parts_of(heard, number):
            if part.text not in seen and place.end > place.start:
                seen.add(part.text)
                yield Part(
                    part.text,
                    number,
                    heard,
                    part.score,
                    part.is_given,
                    part.needs_person or part.text in known.no_person_alone,
                )


def _parts_of(heard: Heard, number: int) -> Iterator[Part]:
    spelling = next(iter(heard.spellings.values()))
    own = [part for part in parts(fold_keeping_case(spelling)) if not INITIAL.fullmatch(part)]
    known = signs()
    if len(own) > 1:
        latin = heard.is_latin
        shortest = SHORTEST_LATIN if latin else SHORTEST_HAN
        for part, score in ((own[-1], LAST), (own[0], FIRST)):
            if len(part) >= shortest and part not in known.particles:
                yield Part(part, number, heard, score)
        if latin and len(own) > 2 and own[-2] in known.particles:
            at = next(n for n in range(1, len(own)) if all(word in known.particles for word in own[n:-1]))
            yield Part(" ".join(own[at:]), number, heard, LAST)
        return
    name = key(own[0]) if own else ""
    if not name or heard.is_latin:
        return
    if len(name) == 3 and name[0] in known.surnames and heard.score >= GIVEN:
        yield Part(name[1:], number, heard, GIVEN, is_given=True, needs_person=True)
    if len(name) == 4 and Rule.GLOSS in heard.best and not all(one in known.sounds for one in name):
        yield Part(name[:2], number, heard, LAST, needs_person=True)


def _latin_stands(article: Article, part: Part, places: Sequence[int], pairs: set[tuple[str, str]]) -> int | None:
    """Return where a Latin part first stands by itself; none where it mostly is a part of something else."""
    folded = article.folded
    known = signs()
    first, others = None, 0
    alone = 0
    for start in places:
        end = start + len(part.text)
        if PART_OF_WORD.match(folded[start - 1 : start]) or PART_OF_WORD.match(folded, end):
            continue
        if folded[start - 1 : start] in ("-", "·", ".") or re.match("[-.][A-Za-z0-9]", folded[end : end + 2]):
            continue
        ahead = WORD_BEFORE.search(folded[max(0, start - LONGEST_WORD) : start])
        behind = WORD_BEHIND.match(folded, end)
        word = part.text.split()
        if ahead and (ahead[0].lower(), word[0].lower()) in pairs:
            continue
        if behind and (word[-1].lower(), behind[1].lower()) in pairs:
            continue
        in_name = (ahead and _is_name_word(ahead[0], known.latin_titles)) or (
            behind and _is_name_word(behind[1], known.latin_titles)
        )
        if in_name:
            others += 1
            continue
        alone += 1
        if first is None:
            first = start
    return first if alone > others else None


def _is_in_whole(folded: str, start: int, part: Part) -> bool:
    """Whether a part of a Chinese name stands where the whole name does."""
    whole = part.of.key
    at = whole.find(part.text)
    return len(part.of.parts) == 1 and folded.startswith(whole, max(0, start - at))


def _is_name_word(word: str, titles: frozenset[str]) -> bool:
    """Whether a capitalised word beside a part makes another name of both."""
    return word not in titles and word not in signs().latin_break and not (len(word) > 1 and word.isupper())


def _han_stands(article: Article, part: Part, places: Sequence[int], _pairs: set[tuple[str, str]]) -> int | None:
    """Return where a Chinese part first stands by itself; none where it mostly is a part of something else."""
    folded, known = article.folded, signs()
    first = None
    alone = others = 0
    spoken_of = False
    for start in places:
        end = start + len(part.text)
        if DOT_BEFORE.search(folded, max(0, start - 3), start) or DOT_BEHIND.match(folded, end):
            continue
        if _is_in_whole(folded, start, part):
            continue
        ahead, behind = before(article, start).sign, after(article, end).sign
        edges = bool(ahead) + bool(behind)
        if known.group_suffix.match(folded, end) or (len(part.text) < 3 and edges < 1 + part.is_given):
            others += 1
            continue
        alone += 1
        spoken_of |= ahead is Sign.PERSON or behind >= Sign.FIRM
        if first is None:
            first = start
    if part.needs_person and not spoken_of:
        return None
    return first if alone > others else None
