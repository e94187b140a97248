"""Patterns: the folded spellings of names and the phrases of their conditions, each once and known by a number.

There may be a million names. So nothing is kept of a pattern beside the automaton that finds all of them at once but
whose name it is, as three numbers; all else is worked out when it is found. What has changed since is kept by itself,
with an automaton of its own for what is new, so that a name is added without building anything anew.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from itertools import product, zip_longest
from typing import TYPE_CHECKING

from daachorse import CharwiseDoubleArrayAhoCorasick

from reader.entities.mentions import NUMBER
from reader.scripts.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from reader.entities.entity import Entity

SEPARATOR = re.compile(r"(?<=[a-z0-9])( +|-)(?=([a-z0-9]))")
MOST_SEPARATORS = 5
"""Separators of a name that may each be spaced in their own way; a name with more is spaced in one way throughout."""
MOST_CHANGED = 50_000
"""As many names may have changed before everything is built anew."""
CHANGED_SHARE = 8
"""So it is when the names that have changed are more than all of them by this."""

Found = tuple[int, int, int]
"""Start and end of a place, and the number of the pattern that stands there."""
Owned = tuple["Entity", int]
"""An entity and the number of one of its names."""

_NONE = 2**32 - 1


class Patterns:
    """The patterns of entities, and whose they are."""

    def __init__(self, entities: Iterable[Entity]) -> None:
        self._beneath = _Beneath(entities)
        self._changes = _Changes(self._beneath, {})

    def with_changes(self, changed: Mapping[str, Entity | None]) -> Patterns | None:
        """Return the patterns after some more changes; None where it is better to build everything anew.

        Args:
            changed: by id the entities that are new or otherwise than before; None for those that are no more.
        """
        changed = {**self._changes.entities, **changed}
        names = sum(len(entity.names) for entity in changed.values() if entity is not None)
        if max(names, len(changed)) > min(MOST_CHANGED, self._beneath.names // CHANGED_SHARE):
            return None
        patterns = Patterns.__new__(Patterns)
        patterns._beneath = self._beneath
        patterns._changes = _Changes(self._beneath, changed)
        return patterns

    @property
    def changed(self) -> Mapping[str, Entity | None]:
        """By id the entities that are otherwise than when all was built; None for those that are no more."""
        return self._changes.entities

    @property
    def longest(self) -> int:
        """The length of the longest, in code points."""
        return max(self._beneath.longest, self._changes.longest)

    @property
    def phrases(self) -> AbstractSet[int]:
        """The numbers of those that are phrases of conditions."""
        return self._beneath.phrases | self._changes.phrases

    def have(self, character: str) -> bool:
        """Return whether a folded character is in any of them."""
        return character in self._beneath.characters or character in self._changes.characters

    def find(self, folded: str) -> list[Found]:
        """Return wherever one stands in a folded text, overlaps included; in no order."""
        found = self._beneath.find(folded)
        return found + more if (more := self._changes.find(folded)) else found

    def number_of(self, pattern: str) -> int | None:
        """Return the number of a pattern; None when it is none."""
        number = self._beneath.number_of(pattern)
        return number if number is not None else self._changes.numbers.get(pattern)

    def owners(self, number: int) -> list[Owned]:
        """Return whose names one is spelt like, in order of the entities' ids, then of their names."""
        found = [one for one in self._beneath.owners(number) if one[0].id not in self._changes.entities]
        found += self._changes.owners.get(number, ())
        return sorted(found, key=lambda owned: (owned[0].id, owned[1])) if len(found) > 1 else found


class _Beneath:
    """The patterns that most entities have, in as little memory as can be.

    Each meeting of a pattern with a name has a number. Those of one pattern are chained, the last one first.
    """

    def __init__(self, entities: Iterable[Entity]) -> None:
        self._entities = tuple(entities)
        self._first_names = array(NUMBER)
        """The number of the first name of each entity."""
        self._last_meetings = array(NUMBER)
        """For each pattern its last meeting with a name."""
        self._names_met = array(NUMBER)
        """For each meeting the number of the name."""
        self._meetings_before = array(NUMBER)
        """For each meeting the one of the same pattern before it."""
        self.names = 0
        """How many names there are."""
        patterns = self._read()
        self.count = len(patterns)
        self.longest = max(map(len, patterns), default=0)
        self.characters = frozenset[str]().union(*patterns)
        self._automaton = _automaton(patterns)

    def _read(self) -> list[str]:
        """Return all patterns in order of their numbers, having taken down which names they meet."""
        numbers: dict[str, int] = {}
        spellings: list[str] = []
        names_spelt = array(NUMBER)
        phrases: list[str] = []
        for entity in self._entities:
            self._first_names.append(self.names)
            for name in entity.names:
                spellings.extend(name.spellings.values())
                names_spelt.extend((self.names,) * len(name.spellings))
                phrases += (*name.only_in, *name.not_in)
                self.names += 1
        for spelling, name_spelt in zip(_folded(spellings), names_spelt, strict=True):
            for pattern in variants(spelling):
                self._meet(numbers.setdefault(pattern, len(numbers)), name_spelt)
        self.phrases = frozenset(numbers.setdefault(phrase, len(numbers)) for phrase in _folded(phrases))
        self._last_meetings.extend((_NONE,) * (len(numbers) - len(self._last_meetings)))
        return list(numbers)

    def _meet(self, pattern: int, name: int) -> None:
        if pattern == len(self._last_meetings):
            self._last_meetings.append(_NONE)
        before = self._last_meetings[pattern]
        if before == _NONE or self._names_met[before] != name:
            self._last_meetings[pattern] = len(self._names_met)
            self._names_met.append(name)
            self._meetings_before.append(before)

    def find(self, folded: str) -> list[Found]:
        """Return wherever a pattern stands in a folded text."""
        return self._automaton.find_overlapping(folded) if self._automaton is not None else []

    def number_of(self, pattern: str) -> int | None:
        """Return the number of a pattern; None when it is none."""
        whole = (number for start, end, number in self.find(pattern) if end - start == len(pattern))
        return next(whole, None)

    def owners(self, number: int) -> Iterator[Owned]:
        """Yield whose names a pattern is spelt like."""
        meeting = self._last_meetings[number] if number < self.count else _NONE
        while meeting != _NONE:
            name = self._names_met[meeting]
            entity = bisect_right(self._first_names, name) - 1
            yield self._entities[entity], name - self._first_names[entity]
            meeting = self._meetings_before[meeting]


class _Changes:
    """What is otherwise than in the patterns beneath. What has a number there keeps it, what is new has one behind."""

    def __init__(self, beneath: _Beneath, entities: Mapping[str, Entity | None]) -> None:
        self.entities = entities
        """By id those that are new or otherwise; None for those that are no more."""
        self.numbers: dict[str, int] = {}
        """Of the patterns that are new."""
        self.owners: dict[int, list[Owned]] = {}
        self._new_from = beneath.count

        def number(pattern: str) -> int:
            known = beneath.number_of(pattern)
            return known if known is not None else self.numbers.setdefault(pattern, beneath.count + len(self.numbers))

        phrases: set[int] = set()
        for entity in filter(None, entities.values()):
            for index, name in enumerate(entity.names):
                for pattern in {variant for text in name.spellings.values() for variant in variants(fold(text))}:
                    self.owners.setdefault(number(pattern), []).append((entity, index))
                phrases.update(number(fold(phrase)) for phrase in (*name.only_in, *name.not_in))
        self.phrases = frozenset(phrases)
        self.longest = max(map(len, self.numbers), default=0)
        self.characters = frozenset[str]().union(*self.numbers)
        self._automaton = _automaton(list(self.numbers))

    def find(self, folded: str) -> list[Found]:
        """Return wherever a pattern that is new stands in a folded text."""
        if self._automaton is None:
            return []
        return [(start, end, self._new_from + new) for start, end, new in self._automaton.find_overlapping(folded)]


def _automaton(patterns: list[str]) -> CharwiseDoubleArrayAhoCorasick | None:
    return CharwiseDoubleArrayAhoCorasick(patterns) if patterns else None


def _folded(texts: Sequence[str]) -> Sequence[str]:
    """Return texts under the fold, which takes a fraction of the time when they are folded together."""
    folded = fold("\n".join(texts)).split("\n")
    return folded if len(folded) == len(texts) else list(map(fold, texts))


def variants(pattern: str) -> Iterable[str]:
    """Return the ways in which people space a folded name, each once.

    A space between Latin words may be missing; a hyphen before a letter may be a space or missing, one before a digit
    may be missing. That a space may be doubled is for the text to say, see `reader.entities.joins`.
    """
    if " " not in pattern and "-" not in pattern:
        return (pattern,)
    pieces = SEPARATOR.split(pattern)
    # split() gives: text, separator, the letter behind it (still at the head of the next text), text, …
    texts = pieces[0::3]
    choices: list[tuple[str, ...]] = []
    for separator, behind in zip(pieces[1::3], pieces[2::3], strict=True):
        if separator != "-":
            choices.append((" ", ""))
        else:
            choices.append(("-", "") if behind.isdigit() else ("-", " ", ""))
    ways = product(*choices) if len(choices) <= MOST_SEPARATORS else zip_longest(*choices, fillvalue="")
    return dict.fromkeys(
        texts[0] + "".join(separator + text for separator, text in zip(chosen, texts[1:], strict=True))
        for chosen in ways
    )
