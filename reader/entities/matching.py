"""Matching: every place in a text where a name of an entity may stand.

All names are looked for at once, on folded text, overlaps included (Aho-Corasick). A match counts when its edges are
word boundaries where they are Latin (a Chinese edge needs none), when its case is right for names that mind it, when
it stands in no URL or e-mail address, and when the phrases around it allow it.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from itertools import product, zip_longest
from operator import itemgetter
from typing import TYPE_CHECKING

from daachorse import CharwiseDoubleArrayAhoCorasick

from reader.documents.paragraphs import LINE_ENDS
from reader.entities.mentions import NUMBER
from reader.scripts.fold import fold, fold_keeping_case

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from reader.entities.entity import Entity, Name

PIECE = 65_536
"""A long text is matched as many code points at a time, and on to the next of `CUTS`, so that little is held."""
CUTS = "\n\r\u2028\u2029。，；！？、：”」』）"
"""Marks right before which a text may be cut for that: no word, no address and no number of a point goes over one."""

ADDRESS = re.compile(
    r"(?:https?|ftp)://[!-~]+|www\.[!-~]+|(?<![\w.%+-])[\w.%+-]+@[\w-]+(?:\.[\w-]+){1,99}"
    r"|(?<![\w.-])(?:[\w-]+\.){1,99}[a-z]{2,}/[!-~]*",
    re.IGNORECASE | re.ASCII,
)
"""URLs, also without a scheme where a path follows, and e-mail addresses: no names are in them.

Looked for only from the start of a run of such characters, so that a long run is read once; with no more labels than
a host has, because a search remembers each of them.
"""
ADDRESS_SIGN = re.compile(r"[/@wW](?:(?<=[/@])|[wW]{2}\.)")
"""Every address has one of these; in one class at the front, because that is looked for fastest."""
ADDRESS_RUN = re.compile("[!-~]*")
ADDRESS_CHARACTERS = "".join(map(chr, range(0x21, 0x7F)))
"""An address is inside a run of these."""

LIST_NUMBER = re.compile("[\n\r\x0b\x0c\x85\u2028\u2029]?0[1-9]")
"""The number at the start of a line that lists of points in brief set without a space."""

WORDS_END = "\u2e80"
"""The letters of scripts that have words come before this character."""
SEPARATOR = re.compile(r"(?<=[a-z0-9])([ -])(?=([a-z0-9]))")
MOST_SEPARATORS = 5
"""Separators of a name that may each be spaced in their own way; a name with more is spaced in one way throughout."""


WITHOUT_SEPARATORS = {ord(" "): None, ord("-"): None}

Place = tuple[int, int]
"""Offsets in code points, end exclusive."""
_Named = tuple[int, int, int, int]
"""Such offsets, the number of a pattern that stands there, and a set of bits: which of its owners it may name."""


@dataclass(frozen=True, slots=True)
class Owner:
    """An entity, and the name of it that is spelt somewhere."""

    entity: Entity
    name: Name


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place where a name of an entity stands: offsets in code points, end exclusive."""

    start: int
    end: int
    entity: Entity
    name: Name


@dataclass(frozen=True, slots=True)
class Spot:
    """A place that spells names: code points from where its knot begins, end exclusive, and whose names they are."""

    start: int
    end: int
    owners: tuple[Owner, ...]


Knot = tuple[Spot, ...]
"""Places that overlap, directly or by way of others, in order of their starts, the shorter first."""


@dataclass(frozen=True)
class Matches:
    """Every place in a text where a name may stand, tied into knots of those that overlap.

    There are few different knots even in a long text, each of them many times: what depends on nothing else than the
    knot is decided once for all places of its kind.
    """

    starts: array[int]
    """Where each knot begins, in code points, in order."""
    kinds: array[int]
    """Which of `knots` it is."""
    knots: tuple[Knot, ...]

    def candidates(self) -> Iterator[Candidate]:
        """Yield each name at each place by itself, in order of the knots."""
        for start, kind in zip(self.starts, self.kinds, strict=True):
            for spot in self.knots[kind]:
                for owner in spot.owners:
                    yield Candidate(start + spot.start, start + spot.end, owner.entity, owner.name)


class Matcher:
    """Finds the names of entities in texts."""

    def __init__(self, entities: Iterable[Entity]) -> None:
        self.entities: dict[str, Entity] = {entity.id: entity for entity in entities}
        owners: list[list[Owner]] = []
        numbers: dict[str, int] = {}

        def number(pattern: str) -> int:
            known = numbers.setdefault(pattern, len(numbers))
            if known == len(owners):
                owners.append([])
            return known

        for entity in self.entities.values():
            for name in entity.names:
                for pattern in {variant for text in name.spellings.values() for variant in variants(fold(text))}:
                    owners[number(pattern)].append(Owner(entity, name))
                for phrase in (*name.only_in, *name.not_in):
                    number(fold(phrase))
        self._patterns = [_Pattern(text, tuple(own), numbers) for text, own in zip(numbers, owners, strict=True)]
        self._phrases = frozenset(phrase for pattern in self._patterns for phrase in pattern.phrases)
        cuts = [mark for mark in CUTS if not any(fold(mark) in pattern for pattern in numbers)]
        self._cut = re.compile(f"[{''.join(cuts)}]") if cuts else None
        self._automaton = CharwiseDoubleArrayAhoCorasick(list(numbers)) if numbers else None

    def candidates(self, text: str) -> list[Candidate]:
        """Return every place where a name may stand, name by name."""
        return list(self.matches(text).candidates())

    def matches(self, text: str) -> Matches:
        """Return every place where a name may stand; names with `together_with` as well."""
        tying = _Tying(self._patterns)
        if self._automaton is not None:
            for start, end in self._pieces(text):
                piece = text[start:end]
                folded = fold(piece)
                tying.add(start, self._named(piece, folded, sorted(self._automaton.find_overlapping(folded))))
        return tying.matches()

    def _pieces(self, text: str) -> Iterator[Place]:
        """Yield the pieces of a text that can be matched by themselves."""
        start = 0
        while start < len(text):
            cut = self._cut.search(text, start + PIECE) if self._cut is not None else None
            end = cut.start() if cut is not None else len(text)
            yield start, end
            start = end

    def cut_after(self, text: str, place: int) -> int:
        """Return the first offset from a place on at which a text may be cut, so that its parts can be matched alone.

        That is at its end where there is none. Right behind a line end it may be cut as well.
        """
        if place > 0 and text[place - 1] in LINE_ENDS:
            return place
        cut = self._cut.search(text, place) if self._cut is not None else None
        return cut.start() if cut is not None else len(text)

    def _named(self, text: str, folded: str, found: Sequence[tuple[int, int, int]]) -> list[_Named]:
        """Return those of the patterns found in a piece of a text that may be names where they stand, in order.

        Args:
            text: the piece.
            folded: the same under the fold.
            found: start, end and number of each pattern that stands in it, in order.
        """
        named: list[_Named] = []
        addresses = _addresses(text)
        phrases: dict[int, list[tuple[int, int]]] | None = None
        for start, end, number in found:
            pattern = self._patterns[number]
            owned = pattern.owned
            if not pattern.is_plain:
                if not owned or (pattern.is_latin and not stands_alone(folded, start, end)):
                    continue
                if addresses and pattern.is_ascii and _inside(start, end, addresses):
                    continue
                if pattern.has_conditions:
                    if pattern.phrases and phrases is None:
                        phrases = self._phrases_in(found)
                    around = {phrase for reach, phrase in phrases.get(start, ()) if end <= reach} if phrases else set()
                    owned = pattern.owned_by(text[start:end], around)
                    if not owned:
                        continue
            named.append((start, end, number, owned))
        return named

    def _phrases_in(self, found: Iterable[tuple[int, int, int]]) -> dict[int, list[tuple[int, int]]]:
        """Return for each offset the phrases of conditions that stand around it: where they end, and their numbers."""
        places: dict[int, list[tuple[int, int]]] = {}
        for start, end, number in found:
            if number in self._phrases:
                for place in range(start, end):
                    places.setdefault(place, []).append((end, number))
        return places


@dataclass(frozen=True, slots=True)
class _Condition:
    """What is to be so where a name of somebody stands."""

    ways: frozenset[str] | None
    """The ways to write it, separators left out; None where any is right."""
    only_in: frozenset[int]
    """The numbers of the phrases in one of which it must stand; none where it need not."""
    not_in: frozenset[int]
    """The numbers of the phrases in none of which it may stand."""

    def __bool__(self) -> bool:
        return self.ways is not None or bool(self.only_in or self.not_in)


class _Pattern:
    """A folded spelling: whose name it is, and what is to be looked at where it stands."""

    __slots__ = ("_conditions", "_owners", "has_conditions", "is_ascii", "is_latin", "is_plain", "owned", "phrases")

    def __init__(self, text: str, owners: Sequence[Owner], numbers: Mapping[str, int]) -> None:
        self._owners = tuple(owners)
        self._conditions = tuple(_condition(text, owner.name, numbers) for owner in owners)
        self.owned = (1 << len(owners)) - 1
        """Its owners as a set of bits."""
        self.phrases = frozenset(phrase for one in self._conditions for phrase in (*one.only_in, *one.not_in))
        self.has_conditions = any(self._conditions)
        self.is_latin = is_word(text[0]) or is_word(text[-1])
        self.is_ascii = text.isascii()
        """Whether it may stand in an address: the fold keeps ASCII as it is but for its case."""
        self.is_plain = bool(owners) and not (self.has_conditions or self.is_latin or self.is_ascii)

    def owned_by(self, spelt: str, around: AbstractSet[int]) -> int:
        """Return as a set of bits the owners whose conditions hold for a stretch of text, given the phrases around."""
        owned = 0
        for number, condition in enumerate(self._conditions):
            if condition.ways is not None and _letters(spelt) not in condition.ways:
                continue
            if around.isdisjoint(condition.not_in) and not (condition.only_in and around.isdisjoint(condition.only_in)):
                owned |= 1 << number
        return owned

    def owners_in(self, owned: int) -> tuple[Owner, ...]:
        """Return the owners in a set of bits."""
        if owned == self.owned:
            return self._owners
        return tuple(owner for number, owner in enumerate(self._owners) if owned >> number & 1)


def _condition(pattern: str, name: Name, numbers: Mapping[str, int]) -> _Condition:
    # Without letters that have another case there is but one way to write it.
    minds_case = name.case and pattern.upper() != pattern
    return _Condition(
        frozenset(map(_letters, name.spellings.values())) if minds_case else None,
        frozenset(numbers[fold(phrase)] for phrase in name.only_in),
        frozenset(numbers[fold(phrase)] for phrase in name.not_in),
    )


@lru_cache(maxsize=4096)
def _letters(name: str) -> str:
    """Return a name as it is written but for its separators."""
    return fold_keeping_case(name).translate(WITHOUT_SEPARATORS)


class _Tying:
    """Ties places into knots, which come in order of their starts."""

    def __init__(self, patterns: Sequence[_Pattern]) -> None:
        self._patterns = patterns
        self._starts = array(NUMBER)
        self._kinds = array(NUMBER)
        self._known: dict[tuple[int, ...], int] = {}

    def add(self, offset: int, named: Iterable[_Named]) -> None:
        """Add what may be names in a piece of the text, which begins at an offset of it and shares no knot."""
        knot: list[int] = []
        begin = reach = 0
        for start, end, number, owned in named:
            if start >= reach:
                if knot:
                    self._end(offset + begin, knot)
                begin, reach, knot = start, end, [0, end - start, number, owned]
            else:
                reach = max(reach, end)
                knot += (start - begin, end - begin, number, owned)
        if knot:
            self._end(offset + begin, knot)

    def matches(self) -> Matches:
        """Return all that was added."""
        return Matches(self._starts, self._kinds, tuple(map(self._knot, self._known)))

    def _knot(self, numbers: tuple[int, ...]) -> Knot:
        spots = zip(*(numbers[first::4] for first in range(4)), strict=True)
        return tuple(Spot(start, end, self._patterns[number].owners_in(owned)) for start, end, number, owned in spots)

    def _end(self, start: int, knot: list[int]) -> None:
        self._starts.append(start)
        self._kinds.append(self._known.setdefault(tuple(knot), len(self._known)))


def _addresses(text: str) -> list[Place]:
    """Return where URLs and e-mail addresses stand, in order."""
    found: list[Place] = []
    read = 0
    while sign := ADDRESS_SIGN.search(text, read):
        start = read + len(text[read : sign.start()].rstrip(ADDRESS_CHARACTERS))
        read = _run_end(text, sign.start())
        found.extend(address.span() for address in ADDRESS.finditer(text, start, read))
    return found


def _run_end(text: str, place: int) -> int:
    run = ADDRESS_RUN.match(text, place)
    return run.end() if run is not None else place


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
    return character < WORDS_END and (character.isalpha() or character.isdecimal() or character == "_")


def stands_alone(folded: str, start: int, end: int) -> bool:
    """Return whether a stretch of folded text may be a name by what stands right before and behind it.

    A Chinese edge needs nothing. A Latin edge must not touch a letter or digit, nor one across a hyphen or a full
    stop, as in o3-mini, GPT-4.5 or openai.com. The number of a point in brief (01OpenAI…) is no part of a word.
    """
    # What has no words is looked at first: mostly a Chinese character or mark.
    if start > 0 and (before := folded[start - 1]) < WORDS_END and is_word(folded[start]):
        if is_word(before):
            if not LIST_NUMBER.fullmatch(folded[max(0, start - 3) : start]):
                return False
        elif before in "-." and start > 1 and is_word(folded[start - 2]):
            return False
    if end < len(folded) and (behind := folded[end]) < WORDS_END and is_word(folded[end - 1]):
        return not (is_word(behind) or (behind in "-." and end + 1 < len(folded) and is_word(folded[end + 1])))
    return True


def _inside(start: int, end: int, places: Sequence[Place]) -> bool:
    """Return whether a stretch stands in one of some places, which are in order and none of which is in another."""
    before = bisect_right(places, start, key=itemgetter(0)) - 1
    return before >= 0 and end <= places[before][1]
