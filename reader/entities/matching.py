"""Matching: every place in a text where a name of an entity may stand.

All names are looked for at once, on folded text, overlaps included (Aho-Corasick). A match counts when its edges are
word boundaries where they are Latin (a Chinese edge needs none), when its case is right for names that mind it, when
it stands in no URL or e-mail address, and when the phrases around it allow it. A name may go over the end of a line.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING

from reader.documents.paragraphs import LINE_ENDS, Span
from reader.entities.joins import MOST_SPACES, WORDS_END, Joined, is_joined, is_word, joins
from reader.entities.mentions import NUMBER
from reader.entities.patterns import Patterns
from reader.scripts.fold import fold, fold_keeping_case

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from reader.entities.entity import Entity, Name
    from reader.entities.patterns import Found
    from reader.scripts.alignment import Alignment

PIECE = 65_536
"""A long text is matched as many code points at a time, and on to the next of `CUTS`, so that little is held."""
CUTS = "\n\r\u2028\u2029。，；！？、：”」』）"
"""Marks right before which a text may be cut for that: no word, no address and no number of a point goes over one.

At the end of a line only where no name goes over it.
"""
REACH = 100
"""A name that goes over the end of a line has no more code points than that on either side."""

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

WITHOUT_SEPARATORS = {ord(mark): None for mark in f" -{LINE_ENDS}"}

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

    def in_source(self, alignment: Alignment) -> Matches:
        """Return the same places in a source text, having been found in a rendition of it.

        Args:
            alignment: between the two; a name goes over what is hidden inside it.
        """
        if not alignment.blocks:
            return self
        starts, kinds = array(NUMBER), array(NUMBER)
        known: dict[tuple[int, tuple[Place, ...]], int] = {}
        knots: list[Knot] = []
        for start, kind in zip(self.starts, self.kinds, strict=True):
            knot, begin = self.knots[kind], alignment.to_source(start)
            places = tuple(
                (
                    alignment.to_source(start + spot.start) - begin,
                    alignment.to_source(start + spot.end, end=True) - begin,
                )
                for spot in knot
            )
            own = known.setdefault((kind, places), len(knots))
            if own == len(knots):
                knots.append(tuple(Spot(*place, spot.owners) for place, spot in zip(places, knot, strict=True)))
            starts.append(begin)
            kinds.append(own)
        return Matches(starts, kinds, tuple(knots))


class _Changed(Mapping[str, "Entity"]):
    """Entities by id, some of them otherwise than in what is left as it was, because to copy that takes long."""

    def __init__(self, beneath: Mapping[str, Entity], changes: Mapping[str, Entity | None]) -> None:
        self._beneath = beneath
        self._changes = changes

    def __getitem__(self, id: str) -> Entity:  # noqa: A002
        entity = self._changes[id] if id in self._changes else self._beneath[id]
        if entity is None:
            raise KeyError(id)
        return entity

    def __iter__(self) -> Iterator[str]:
        yield from (id for id in self._beneath if id not in self._changes)  # noqa: A001
        yield from (id for id, entity in self._changes.items() if entity is not None)  # noqa: A001

    def __len__(self) -> int:
        changes = self._changes.items()
        return len(self._beneath) + sum((entity is not None) - (id in self._beneath) for id, entity in changes)  # noqa: A001


class Matcher:
    """Finds the names of entities in texts."""

    def __init__(self, entities: Iterable[Entity]) -> None:
        self._beneath = {entity.id: entity for entity in entities}
        self._look_for(Patterns(self._beneath.values()))

    def _look_for(self, patterns: Patterns) -> None:
        self._patterns = patterns
        self.entities: Mapping[str, Entity] = (
            _Changed(self._beneath, patterns.changed) if patterns.changed else self._beneath
        )
        """Those whose names are looked for, by id."""
        self._met: dict[int, _Pattern] = {}
        """What is known of the patterns that were found, by their numbers."""
        self._reach = min(patterns.longest, REACH)
        cuts = [mark for mark in CUTS if not patterns.have(fold(mark))]
        self._cut = re.compile(f"[{''.join(cuts)}]") if cuts else None

    def with_changes(self, changed: Iterable[Entity], removed: Collection[str] = ()) -> Matcher:
        """Return what finds the same names but for those of some entities, without building anew what finds the rest.

        Args:
            changed: the entities that are new or otherwise than before.
            removed: the ids of those that are no more.
        """
        asked: dict[str, Entity | None] = {**dict.fromkeys(removed), **{entity.id: entity for entity in changed}}
        changes = {id: entity for id, entity in asked.items() if entity != self.entities.get(id)}  # noqa: A001
        if not changes:
            return self
        patterns = self._patterns.with_changes(changes)
        if patterns is None:
            return Matcher(_Changed(self.entities, changes).values())
        matcher = Matcher.__new__(Matcher)
        matcher._beneath = self._beneath
        matcher._look_for(patterns)
        return matcher

    def candidates(self, text: str) -> list[Candidate]:
        """Return every place where a name may stand, name by name."""
        return list(self.matches(text).candidates())

    def matches(self, text: str, within: Span | None = None) -> Matches:
        """Return every place where a name may stand; names with `together_with` as well.

        Args:
            text: the text.
            within: a stretch of it that begins and ends where the text may be cut, to look at that alone.
        """
        tying = _Tying(self._met)
        if self._patterns.longest:
            for start, end in self._pieces(text, within or Span(0, len(text))):
                tying.add(start, self._named(text, start, end))
        return tying.matches()

    def _pieces(self, text: str, within: Span) -> Iterator[Place]:
        """Yield the pieces of a stretch of a text that can be matched by themselves."""
        start = within.start
        while start < within.end:
            end = min(within.end, self._cut_from(text, start + PIECE))
            yield start, end
            start = end

    def cut_after(self, text: str, place: int) -> int:
        """Return the first offset from a place on at which a text may be cut, so that its parts can be matched alone.

        That is at its end where there is none. Right behind a line end it may be cut as well, if no name goes over it.
        """
        if place > 0 and text[place - 1] in LINE_ENDS and not self._is_inside_name(text, place - 1):
            return place
        return self._cut_from(text, place)

    def _cut_from(self, text: str, place: int) -> int:
        """Return the next offset, from a place on, with a mark at which a text may be cut; else that of its end."""
        while self._cut is not None and (cut := self._cut.search(text, place)) is not None:
            place = cut.start()
            if text[place] not in LINE_ENDS or not self._is_inside_name(text, place):
                return place
            place += 1
        return len(text)

    def _is_inside_name(self, text: str, line_end: int) -> bool:
        """Return whether a name, or a phrase of a condition, goes over the end of a line at an offset."""
        around = 4 * (self._reach + MOST_SPACES)
        offset = max(0, line_end - around)
        folded, place = fold(text[offset : line_end + around]), line_end - offset
        return is_joined(text, folded, offset, place) and any(
            start < place < end for start, end, _ in self._over_joins(text, folded, offset)
        )

    def _over_joins(self, text: str, folded: str, offset: int) -> list[Found]:
        """Return the patterns that go over the end of a line, or over two spaces for one, in a stretch of a text.

        Args:
            text: the text.
            folded: the stretch, under the fold.
            offset: where it begins.
        """
        found: list[Found] = []
        if between := joins(text, folded, offset):
            for place, pattern in Joined(folded, between, self._reach).across(self._patterns.find):
                found.append(place)
                self._met.setdefault(place[2], self._pattern(place[2], pattern))
        return found

    def _pattern(self, number: int, pattern: str) -> _Pattern:
        """Return what there is to know about a pattern."""
        owners = (Owner(entity, entity.names[name]) for entity, name in self._patterns.owners(number))
        return _Pattern(pattern, tuple(owners), self._patterns.number_of)

    def _named(self, text: str, offset: int, stop: int) -> list[_Named]:
        """Return what may be names where they stand in a piece of a text, in order, by offsets in the piece."""
        piece = text[offset:stop]
        folded = fold(piece)
        found = self._patterns.find(folded)
        found += self._over_joins(text, folded, offset)
        found.sort()
        named: list[_Named] = []
        addresses = _addresses(piece)
        phrases: dict[int, list[tuple[int, int]]] | None = None
        met = self._met
        for start, end, number in found:
            try:
                pattern = met[number]
            except KeyError:
                pattern = met[number] = self._pattern(number, folded[start:end])
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
                    owned = pattern.owned_by(piece[start:end], around)
                    if not owned:
                        continue
            named.append((start, end, number, owned))
        return named

    def _phrases_in(self, found: Iterable[Found]) -> dict[int, list[tuple[int, int]]]:
        """Return for each offset the phrases of conditions that stand around it: where they end, and their numbers."""
        places: dict[int, list[tuple[int, int]]] = {}
        for start, end, number in found:
            if number in self._phrases:
                for place in range(start, end):
                    places.setdefault(place, []).append((end, number))
        return places

    @cached_property
    def _phrases(self) -> AbstractSet[int]:
        return self._patterns.phrases


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


NO_CONDITION = _Condition(None, frozenset(), frozenset())


class _Pattern:
    """A folded spelling: whose name it is, and what is to be looked at where it stands."""

    __slots__ = ("_conditions", "_owners", "has_conditions", "is_ascii", "is_latin", "is_plain", "owned", "phrases")

    def __init__(self, text: str, owners: tuple[Owner, ...], number_of: Callable[[str], int | None]) -> None:
        self._owners = owners
        self._conditions = tuple(_condition(text, owner.name, number_of) for owner in owners)
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


def _condition(pattern: str, name: Name, number_of: Callable[[str], int | None]) -> _Condition:
    if not (name.case or name.only_in or name.not_in):
        return NO_CONDITION
    # Without letters that have another case there is but one way to write it.
    minds_case = name.case and pattern.upper() != pattern
    return _Condition(
        frozenset(map(_letters, name.spellings.values())) if minds_case else None,
        _numbers(name.only_in, number_of),
        _numbers(name.not_in, number_of),
    )


def _numbers(phrases: Iterable[str], number_of: Callable[[str], int | None]) -> frozenset[int]:
    return frozenset(number for phrase in phrases if (number := number_of(fold(phrase))) is not None)


@lru_cache(maxsize=4096)
def _letters(name: str) -> str:
    """Return a name as it is written but for its separators."""
    return fold_keeping_case(name).translate(WITHOUT_SEPARATORS)


class _Tying:
    """Ties places into knots, which come in order of their starts."""

    def __init__(self, patterns: Mapping[int, _Pattern]) -> None:
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


def stands_alone(folded: str, start: int, end: int) -> bool:
    """Return whether a stretch of folded text may be a name by what stands right before and behind it.

    A Chinese edge needs nothing. A Latin edge must not touch a letter or digit, nor one across a hyphen or a full
    stop, as in o3-mini, GPT-4.5 or openai.com. The number of a point in brief (01OpenAI…) is no part of a word.
    """
    # What does not touch a word is looked for first: mostly a Chinese character, a mark or a space.
    before = folded[start - 1] if start > 0 else " "
    if before < WORDS_END and (before.isalnum() or before in "_-.") and is_word(folded[start]):
        if is_word(before):
            if not LIST_NUMBER.fullmatch(folded[max(0, start - 3) : start]):
                return False
        elif before in "-." and start > 1 and is_word(folded[start - 2]):
            return False
    behind = folded[end] if end < len(folded) else " "
    if behind < WORDS_END and (behind.isalnum() or behind in "_-.") and is_word(folded[end - 1]):
        return not (is_word(behind) or (behind in "-." and end + 1 < len(folded) and is_word(folded[end + 1])))
    return True


def _inside(start: int, end: int, places: Sequence[Place]) -> bool:
    """Return whether a stretch stands in one of some places, which are in order and none of which is in another."""
    before = bisect_right(places, start, key=itemgetter(0)) - 1
    return before >= 0 and end <= places[before][1]
