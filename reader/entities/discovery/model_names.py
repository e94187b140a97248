"""What becomes of the word of the model: its names as they are written, those that count, and whose they are.

The model cuts a transliterated name at its dots, tags Latin letters one by one and takes titles for names. Repaired, a
name counts in a document when the model is sure of it once, nearly so more than once, or less so beside a title or a
verb, and does not take most of its places for something else. What the rules found stays as it is.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from reader.documents.paragraphs import Span
from reader.entities.discovery.article import Article
from reader.entities.discovery.findings import FoundName, FoundPerson, Rule
from reader.entities.discovery.surroundings import Sign, after, before
from reader.entities.name_signs import characters_of, words_of
from reader.scripts.fold import DOTS, HYPHENS, fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reader.entities.discovery.findings import Found
    from reader.entities.discovery.lac import Tagged

SURE = 0.7
"""How sure the model must be of a name that it sees once."""
NEARLY_SURE = 0.5
"""How sure it must be, at best, of a name that it sees more than once; and of a name in Latin letters."""
CONFIRMED = 0.4
"""How sure it must be of a name beside which a title or a verb that only people are the subject of stands."""
SHARE = 0.4
"""How sure it must be on the average of all places where the name stands by itself."""
LONGEST = 30
"""Code points: nothing longer is a name."""

_JOIN = re.compile(f"[·{DOTS}{HYPHENS}-]")
_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_CHINESE = re.compile(f"{_HAN.pattern}(?:{_JOIN.pattern}?{_HAN.pattern})+")
_LATIN = re.compile("[A-Za-zÀ-ɏ]")
_LATIN_NAME = re.compile(r"(?!(?:The|An?)\b)(?:[A-ZÀ-Þ][a-zA-ZÀ-ɏ'’]*\.?[ \u00a0-])+[A-ZÀ-Þ][a-zA-ZÀ-ɏ'’]+")
"""Two or more capitalised words, the last of which may not be an initial."""


@dataclass(frozen=True, slots=True)
class ModelName:
    """A place where the model sees the name of a person."""

    span: Span
    sureness: float
    """From 0 to 1."""


def repaired(text: str, piece: Span, tagged: Sequence[Tagged]) -> Iterator[ModelName]:
    """Yield the names in a piece of a text as they are written there.

    The model cuts a name at its dots and tags Latin letters one by one: what touches is one name.
    """
    joined: list[tuple[int, int, float]] = []
    for start, end, sureness in tagged:
        start, end = piece.start + start, piece.start + end
        if joined and _joins(text, joined[-1][1], start):
            first, _end, before = joined.pop()
            joined.append((first, end, min(before, sureness)))
        else:
            joined.append((start, end, sureness))
    read = piece.start
    for start, end, sureness in joined:
        if start < read:
            continue
        if _LATIN.search(text, start, end):
            name = next((n for n in _LATIN_NAME.finditer(text, read, piece.end) if n.start() < end <= n.end()), None)
            place = Span(*name.span()) if name is not None and _stands_alone(text, *name.span()) else None
        else:
            place = _trimmed(text, start, end)
        if place is not None:
            read = place.end
            yield ModelName(place, sureness)


def _joins(text: str, end: int, start: int) -> bool:
    """Whether two stretches the model took for names are one: a dot or hyphen stands between them or at the seam."""
    between = text[end:start]
    return bool(_JOIN.fullmatch(between)) or (not between and bool(_JOIN.fullmatch(text[end - 1])))


def _trimmed(text: str, start: int, end: int) -> Span | None:
    """Return the Chinese name in a stretch, without marks and titles at its edges; None where none is left.

    One at whose edge a dot stands is only part of a name.
    """
    name = _CHINESE.search(text, start, end)
    if name is None or name.end() - name.start() > LONGEST:
        return None
    start, end = name.span()
    if _JOIN.match(text, end) or (start and _JOIN.match(text, start - 1)):
        return None
    folded = fold(text[start:end])
    for title in _titles():
        if folded.endswith(title):
            end -= len(title)
            folded = folded[: -len(title)]
            break
    return Span(start, end) if len(folded) > 1 else None


def _stands_alone(text: str, start: int, end: int) -> bool:
    return not (
        (start and (_LATIN.match(text[start - 1]) or text[start - 1].isdigit()))
        or (end < len(text) and (_LATIN.match(text[end]) or text[end].isdigit()))
    )


@lru_cache(maxsize=1)
def _titles() -> tuple[str, ...]:
    """Return the words that follow a name and are none of it, the longest first."""
    titles = {fold(title) for title in (*words_of("titles_after"), "总", "老")}
    return tuple(sorted(titles, key=lambda title: (-len(title), title)))


def trusted(text: str, seen: Iterable[ModelName]) -> list[FoundName]:
    """Return the names that count in a document, in order of the places where the model is surest of them."""
    places = _by_spelling(text, seen)
    inside = Counter(part for spelt, names in places.items() for part in _parts(spelt) & places.keys() for _ in names)
    article = Article.of(text)
    folded = fold(text)
    counting: list[FoundName] = []
    for spelt, names in places.items():
        best = max(names, key=lambda name: (name.sureness, -name.span.start))
        least = NEARLY_SURE if len(names) > 1 or spelt.isascii() else SURE
        if best.sureness < least and not _is_confirmed(article, names):
            continue
        alone = max(len(names), folded.count(spelt) - inside[spelt])
        if sum(name.sureness for name in names) >= SHARE * alone:
            counting.append(FoundName(best.span.of(text).replace("\u00a0", " "), Rule.MODEL, best.span, best.sureness))
    return sorted(counting, key=lambda name: name.evidence.start)


def _is_confirmed(article: Article, names: Iterable[ModelName]) -> bool:
    """Return whether one of these places is a person's by what stands beside it as well."""
    return any(
        Sign.PERSON in (before(article, name.span.start).sign, after(article, name.span.end).sign)
        for name in names
        if name.sureness >= CONFIRMED
    )


def _by_spelling(text: str, seen: Iterable[ModelName]) -> dict[str, list[ModelName]]:
    """Return the places of names by what stands there under the fold.

    A word that follows a subject, taken for the end of a name which is seen without it as well, is none of it.
    """
    places: dict[str, list[ModelName]] = defaultdict(list)
    for name in seen:
        places[fold(name.span.of(text))].append(name)
    for spelt in list(places):
        if spelt[-1] in _function_words() and spelt[:-1] in places:
            shorter = (replace(name, span=Span(name.span.start, name.span.end - 1)) for name in places.pop(spelt))
            places[spelt[:-1]] += shorter
    return places


def merged(found: Found, named: Sequence[FoundName]) -> Found:
    """Return the people found with names added that the model sees, and the people who are named by it alone.

    Nothing that the model sees covers a name of the rules, but for a longer one with dots: how far that goes, the rules
    know least. What the rules only take for a name if it is like that of somebody is one when the model sees it.
    """
    seen = {fold(name.text): name for name in named}
    hints = [person for person in found if all(name.rule is Rule.HINT for name in person.names)]
    firm = [person for person in found if person not in hints]
    by_rules = {fold(name.text) for person in firm for name in person.names}
    dotted = {fold(name.text) for person in firm for name in person.names if name.rule is Rule.DOTTED}
    others = [
        spelt
        for spelt in seen
        if spelt not in by_rules
        and not _parts(spelt) & (by_rules - dotted)
        and not (spelt[:-1] in by_rules and spelt[-1] in _function_words())
    ]
    added: dict[str, list[FoundName]] = defaultdict(list)
    short = {
        part: wholes[0]
        for part, wholes in _short_forms((*by_rules, *others)).items()
        if len(wholes) == 1 and part in seen and part not in by_rules
    }
    for part, whole in short.items():
        added[short.get(whole, whole)].append(replace(seen[part], is_short=True))
    people = [
        FoundPerson((*person.names, *(name for one in person.names for name in added.pop(fold(one.text), ()))))
        for person in firm
    ]
    people += (FoundPerson((seen[spelt], *added[spelt])) for spelt in others if spelt not in short)
    taken = {*others, *short}
    people += (person for person in hints if not any(fold(name.text) in taken for name in person.names))
    return tuple(sorted(people, key=lambda person: min(name.evidence.start for name in person.names)))


def _parts(name: str) -> set[str]:
    """Return every part of a name of two code points or more, itself left out."""
    length = len(name)
    return {name[start:end] for start in range(length) for end in range(start + 2, length + 1)} - {name}


def _short_forms(names: Iterable[str]) -> dict[str, list[str]]:
    """Return what stands for folded names alone, each with these: a given name, the first or last part of others."""
    short: dict[str, list[str]] = defaultdict(list)
    for name in names:
        outer = re.split(_JOIN, name)
        if len(outer) > 1:
            for part in {outer[0], outer[-1]}:
                short[part].append(name)
        elif len(name) == 3 and name[0] in _surnames():
            short[name[1:]].append(name)
    return short


@lru_cache(maxsize=1)
def _function_words() -> frozenset[str]:
    return frozenset(fold(characters_of("function_words")))


@lru_cache(maxsize=1)
def _surnames() -> frozenset[str]:
    return frozenset(fold(characters_of("surnames")))
