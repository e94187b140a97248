"""Matching: every place in a text where a name of an entity may stand.

All names are looked for at once, on folded text, overlaps included (Aho-Corasick). A match counts when its edges are
word boundaries where they are Latin (a Chinese edge needs none), when its case is right for names that mind it, when
it stands in no URL or e-mail address, and when the phrases around it allow it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import product, zip_longest
from operator import itemgetter
from typing import TYPE_CHECKING

from daachorse import CharwiseDoubleArrayAhoCorasick

from reader.scripts.fold import fold, fold_keeping_case

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reader.entities.entity import Entity, Name

ADDRESS = re.compile(
    r"(?:https?|ftp)://[!-~]+|www\.[!-~]+|(?<![\w.%+-])[\w.%+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|(?<![\w.-])(?:[\w-]+\.)+[a-z]{2,}/[!-~]*",
    re.IGNORECASE | re.ASCII,
)
"""URLs, also without a scheme where a path follows, and e-mail addresses: no names are in them.

Looked for only from the start of a run of such characters, so that a long run is read once.
"""

LIST_NUMBER = re.compile("[\n\r\x0b\x0c\x85\u2028\u2029]?0[1-9]")
"""The number at the start of a line that lists of points in brief set without a space."""

SEPARATOR = re.compile(r"(?<=[a-z0-9])([ -])(?=([a-z0-9]))")
MOST_SEPARATORS = 5
"""Separators of a name that may each be spaced in their own way; a name with more is spaced in one way throughout."""


WITHOUT_SEPARATORS = {ord(" "): None, ord("-"): None}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place where a name of an entity stands: offsets in code points, end exclusive."""

    start: int
    end: int
    entity: Entity
    name: Name


class Matcher:
    """Finds the names of entities in texts."""

    def __init__(self, entities: Iterable[Entity]) -> None:
        self.entities: dict[str, Entity] = {entity.id: entity for entity in entities}
        self._owners: list[list[tuple[Entity, Name]]] = []
        self._phrases: list[list[tuple[int, bool, int]]] = []
        numbers: dict[str, int] = {}

        def number(pattern: str) -> int:
            known = numbers.setdefault(pattern, len(numbers))
            if known == len(self._owners):
                self._owners.append([])
            return known

        for entity in self.entities.values():
            for name in entity.names:
                for pattern in {variant for text in name.spellings.values() for variant in variants(fold(text))}:
                    self._owners[number(pattern)].append((entity, name))
                for phrase in (*name.only_in, *name.not_in):
                    number(fold(phrase))
        self._patterns = tuple(numbers)
        self._automaton = CharwiseDoubleArrayAhoCorasick(list(self._patterns)) if numbers else None

    def candidates(self, text: str) -> list[Candidate]:
        """Return every place where a name may stand, in order of their ends; names with `together_with` as well."""
        if self._automaton is None:
            return []
        folded = fold(text)
        found = self._automaton.find_overlapping(folded)
        cased = ""
        addresses = [match.span() for match in ADDRESS.finditer(text)] if "." in text else []
        places: dict[str, list[tuple[int, int]]] | None = None
        candidates = []
        for start, end, number in found:
            owners = self._owners[number]
            if not owners or not stands_alone(folded, start, end) or _inside(start, end, addresses):
                continue
            for entity, name in owners:
                if name.case:
                    cased = cased or fold_keeping_case(text)
                    if not _spelt(cased[start:end], name):
                        continue
                if name.only_in or name.not_in:
                    places = places if places is not None else self._phrase_places(found)
                    if not _allowed(start, end, name, places):
                        continue
                candidates.append(Candidate(start, end, entity, name))
        return candidates

    def _phrase_places(self, found: Sequence[tuple[int, int, int]]) -> dict[str, list[tuple[int, int]]]:
        places: dict[str, list[tuple[int, int]]] = {}
        for start, end, number in found:
            places.setdefault(self._patterns[number], []).append((start, end))
        return places


def variants(pattern: str) -> Iterator[str]:
    """Yield the ways in which people space a folded name.

    A space between Latin words may be missing or doubled; a hyphen before a letter may be a space or missing, one
    before a digit may be missing.
    """
    pieces = SEPARATOR.split(pattern)
    if len(pieces) == 1:
        yield pattern
        return
    # split() gives: text, separator, the letter behind it (still at the head of the next text), text, …
    texts = pieces[0::3]
    choices: list[tuple[str, ...]] = []
    for separator, behind in zip(pieces[1::3], pieces[2::3], strict=True):
        if separator == " ":
            choices.append((" ", "", "  "))
        else:
            choices.append(("-", "") if behind.isdigit() else ("-", " ", ""))
    ways = product(*choices) if len(choices) <= MOST_SEPARATORS else zip_longest(*choices, fillvalue="")
    for chosen in ways:
        yield texts[0] + "".join(separator + text for separator, text in zip(chosen, texts[1:], strict=True))


def is_word(character: str) -> bool:
    """Return whether a character is a letter or digit of a script that has words: Latin, Greek, Cyrillic."""
    # Not isalnum(): a circled number or that of a footnote is no part of a word.
    return ((character.isalpha() or character.isdecimal()) and character < "\u2e80") or character == "_"


def stands_alone(folded: str, start: int, end: int) -> bool:
    """Return whether a stretch of folded text may be a name by what stands right before and behind it.

    A Chinese edge needs nothing. A Latin edge must not touch a letter or digit, nor one across a hyphen or a full
    stop, as in o3-mini, GPT-4.5 or openai.com. The number of a point in brief (01OpenAI…) is no part of a word.
    """
    if is_word(folded[start]) and start > 0 and not LIST_NUMBER.fullmatch(folded[max(0, start - 3) : start]):
        before = folded[start - 1]
        if is_word(before) or (before in "-." and start > 1 and is_word(folded[start - 2])):
            return False
    if is_word(folded[end - 1]) and end < len(folded):
        behind = folded[end]
        if is_word(behind) or (behind in "-." and end + 1 < len(folded) and is_word(folded[end + 1])):
            return False
    return True


def _spelt(cased: str, name: Name) -> bool:
    """Return whether a stretch that matches a name has its upper and lower case, however it is spaced."""
    letters = cased.translate(WITHOUT_SEPARATORS)
    return any(letters == fold_keeping_case(text).translate(WITHOUT_SEPARATORS) for text in name.spellings.values())


def _inside(start: int, end: int, places: Sequence[tuple[int, int]]) -> bool:
    """Return whether a stretch stands in one of some places, which are in order and none of which is in another."""
    before = bisect_right(places, start, key=itemgetter(0)) - 1
    return before >= 0 and end <= places[before][1]


def _allowed(start: int, end: int, name: Name, places: dict[str, list[tuple[int, int]]]) -> bool:
    def stands_in(phrases: Iterable[str]) -> bool:
        return any(_inside(start, end, places.get(fold(phrase), ())) for phrase in phrases)

    return not stands_in(name.not_in) and (not name.only_in or stands_in(name.only_in))
