"""Likeness: who of the people of a corpus may be the same, for the reader to say.

A name is compared with all others at once: transliterations by their sounds, spellings by what is left when one word
is taken away, parts of names by the words of the full ones. That takes time in proportion to the names.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import combinations, islice
from typing import TYPE_CHECKING

from reader.entities.name_parts import Form, one_letter_apart, parts_of, same_given
from reader.entities.suggestions import LEAST, MARGIN, Resemblance, Suggestion
from reader.entities.transliteration import NEVER, LatinWords, letters_of, similarity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from reader.entities.name_parts import Parts

SHORTEST_FORM = 3
"""Characters of a transliteration that is suggested: fewer sound like too many."""
SHORTEST_WHOLE = 5
"""Characters of a form without a dot that may be a given name and a surname."""
LEAST_PART = -1.7
"""How similar a surname and a given name must each sound, where both together are similar enough."""
SHORTEST_LATIN, SHORTEST_CHINESE = 5, 3
"""Letters and characters of a word that may be another one but for one of them."""
MOST_ALIKE = 200
"""People who share a surname, or all words but one: where there are more of them their spellings are not compared."""
MOST_SHARING = 6
"""Of the people who share a full name, how many pairs are suggested."""
SCORES = {
    Resemblance.GLOSS: 0.9,
    Resemblance.SPELLING: 0.7,
    Resemblance.SURNAME: 0.6,
    Resemblance.SAME_CHINESE_NAME: 0.5,
    Resemblance.SAME_LATIN_NAME: 0.5,
    Resemblance.GIVEN_NAME: 0.3,
}
"""How likely it is that two people are one; by how much for a transliteration tells how it sounds."""


@dataclass(frozen=True, eq=False)
class Profile:
    """Somebody, by the names that are compared."""

    id: str
    full: tuple[str, ...]
    """Their full names."""
    forms: tuple[str, ...] = ()
    """Names without a dot, in Chinese characters, that may be transliterations."""
    words: tuple[str, ...] = ()
    """Latin words and Chinese parts that may be a surname or a given name."""
    is_listed: bool = False
    """Whether it is nobody of the corpus, as far as is known."""
    shown: Mapping[str, str] | None = None
    """How the names are written, by key."""

    def of(self, form: Form) -> list[Parts]:
        """Return the full names that are made so, taken apart."""
        return [parts for name in self.full if (parts := parts_of(name)).form is form]

    def write(self, key: str) -> str:
        """Return how a name is written."""
        return (self.shown or {}).get(key, key)


def suggestion(one: Profile, other: Profile, names: tuple[str, str], reason: Resemblance) -> Suggestion:
    """Return the suggestion that two people are one."""
    return Suggestion((one.id, other.id), (one.write(names[0]), other.write(names[1])), reason, SCORES[reason])


def same_name(key: str) -> Resemblance:
    """Return the reason why people who share a full name may be one."""
    return Resemblance.SAME_LATIN_NAME if parts_of(key).form is Form.LATIN else Resemblance.SAME_CHINESE_NAME


def alike(people: Sequence[Profile]) -> Iterator[Suggestion]:
    """Yield who may be the same by how their names sound, are spelt or begin and end; of two pairs of names both."""
    yield from _namesakes(people)
    yield from _spellings(people)
    yield from _parts(people)
    yield from _transliterations(people)


def _namesakes(people: Sequence[Profile]) -> Iterator[Suggestion]:
    holders: dict[str, list[Profile]] = {}
    for person in people:
        for key in dict.fromkeys(person.full):
            holders.setdefault(key, []).append(person)
    for key, sharing in sorted(holders.items()):
        reason = same_name(key)
        pairs = (pair for pair in combinations(sharing, 2) if _concerns_corpus(*pair))
        for one, other in islice(pairs, MOST_SHARING):
            yield suggestion(one, other, (key, key), reason)


def _spellings(people: Sequence[Profile]) -> Iterator[Suggestion]:
    but_one: dict[tuple[str, ...], list[tuple[Profile, Parts, int]]] = {}
    by_surname: dict[tuple[str, str], list[tuple[Profile, Parts]]] = {}
    for person in people:
        for parts in (*person.of(Form.LATIN), *person.of(Form.DOTTED)):
            for place in range(len(parts.words)):
                rest = (parts.form.value, *parts.words[:place], "", *parts.words[place + 1 :])
                but_one.setdefault(rest, []).append((person, parts, place))
            if parts.form is Form.LATIN and parts.is_full:
                by_surname.setdefault((parts.surname, parts.words[0][0]), []).append((person, parts))
    for sharing in but_one.values():
        for (one, a, place), (other, b, _) in combinations(sharing[:MOST_ALIKE], 2):
            shortest = SHORTEST_LATIN if a.form is Form.LATIN else SHORTEST_CHINESE
            if _concerns_corpus(one, other) and one_letter_apart(a.words[place], b.words[place], shortest):
                yield suggestion(one, other, (a.key, b.key), Resemblance.SPELLING)
    for namesakes in by_surname.values():
        for (one, a), (other, b) in combinations(namesakes[:MOST_ALIKE], 2):
            if _concerns_corpus(one, other) and a.key != b.key and same_given(a.given, b.given):
                yield suggestion(one, other, (a.key, b.key), Resemblance.SPELLING)


def _parts(people: Sequence[Profile]) -> Iterator[Suggestion]:
    surnames, given = parts_index(people)
    for person in people:
        for word in person.words:
            for index, reason in ((surnames, Resemblance.SURNAME), (given, Resemblance.GIVEN_NAME)):
                having = index.get(word, {})
                if having.keys() == {person}:
                    continue
                if len(having) - (person in having) == 1:
                    [(other, full)] = ((other, full) for other, full in having.items() if other is not person)
                    if not other.is_listed:
                        yield suggestion(person, other, (word, full), reason)
                if having:
                    break


PartsIndex = dict[str, dict[Profile, str]]
"""For each surname or given name who has it, and the full name that it is of."""


def parts_index(people: Iterable[Profile]) -> tuple[PartsIndex, PartsIndex]:
    """Return who has which surname, and who has which given name, by the words of Latin and dotted full names."""
    surnames: PartsIndex = {}
    given: PartsIndex = {}
    for person in people:
        for parts in (*person.of(Form.LATIN), *person.of(Form.DOTTED)):
            surnames.setdefault(parts.surname, {}).setdefault(person, parts.key)
            for word in parts.given:
                given.setdefault(word, {}).setdefault(person, parts.key)
    return surnames, given


def _transliterations(people: Sequence[Profile]) -> Iterator[Suggestion]:
    latin = [(person, parts) for person in people for parts in person.of(Form.LATIN)]
    asking = [person for person in people if not person.of(Form.LATIN) and (person.forms or person.of(Form.DOTTED))]
    if not latin or not asking:
        return
    names: dict[str, list[tuple[Profile, Parts]]] = {}
    whole: dict[str, list[tuple[Profile, Parts]]] = {}
    for person, parts in latin:
        names.setdefault(letters_of(parts.surname), []).append((person, parts))
        whole.setdefault(letters_of(parts.key), []).append((person, parts))
    surnames, whole_names = (LatinWords(names), names), (LatinWords(whole), whole)
    for person in asking:
        best: dict[str, tuple[float, str, Profile, Parts]] = {}
        for form in (*person.forms, *(parts.key for parts in person.of(Form.DOTTED))):
            for score, other, parts in _sounding_like(form, surnames, whole_names):
                if other.id not in best or (score, form) > best[other.id][:2]:
                    best[other.id] = score, form, other, parts
        ranked = sorted(best.values(), key=lambda one: (-one[0], one[2].id))
        if not ranked or ranked[0][0] < LEAST:
            continue
        score, form, other, parts = ranked[0]
        following = ranked[1][0] if len(ranked) > 1 else NEVER
        if score - following >= MARGIN and _concerns_corpus(person, other):
            written = person.write(form), other.write(parts.key)
            likely, less = math.exp(score), math.exp(following)
            yield Suggestion((person.id, other.id), written, Resemblance.TRANSLITERATION, likely, likely - less)


Index = tuple[LatinWords, dict[str, list[tuple["Profile", "Parts"]]]]
"""Words to compare with, and whose names they are of."""


def _sounding_like(form: str, surnames: Index, whole_names: Index) -> Iterator[tuple[float, Profile, Parts]]:
    """Yield whose Latin names sound like a Chinese one, and how similar, per letter."""
    chinese = parts_of(form)
    if len(form.replace("·", "")) < SHORTEST_FORM:
        return
    if chinese.form is not Form.DOTTED:
        for words, names in (surnames, whole_names)[: 1 + (len(form) >= SHORTEST_WHOLE)]:
            for score, word in words.like(form, LEAST - MARGIN):
                for person, parts in names[word][:MOST_ALIKE]:
                    yield score, person, parts
        return
    words, names = surnames
    for score, word in words.like(chinese.surname, LEAST_PART):
        for person, parts in names[word][:MOST_ALIKE]:
            if (given := _given(chinese, parts)) >= LEAST_PART:
                first = len(letters_of(parts.words[0]))
                both = (score * len(word) + given * first) / (len(word) + first)
                if both >= LEAST - MARGIN:
                    yield both, person, parts


def _given(chinese: Parts, latin: Parts) -> float:
    """Return how similar the first given names sound, per letter."""
    return similarity(chinese.words[0], latin.words[0])


def _concerns_corpus(one: Profile, other: Profile) -> bool:
    return one.id != other.id and not (one.is_listed and other.is_listed)
