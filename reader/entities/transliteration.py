"""Transliteration: how well Chinese characters render the sound of a Latin name (阿尔特曼, 奧特曼: Altman).

Each character stands for one to five letters, in order; `transliteration.json`, made by `derive_transliteration.py`,
says for which and how likely. A pair is as likely as its best way to part the letters among the characters. All
names that a form may be compared with share their beginnings, so that one walk compares it with thousands of them.
The data are read when there is something to compare: that takes thirty milliseconds.
"""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from reader.scripts.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

LONGEST = 5
"""Letters that one character stands for at most."""
TENTHS = 10
"""Costs are in tenths of a unit of the natural logarithm in the data."""
NEVER = -math.inf

_NO_LETTER = re.compile("[^a-z]")
_PART = re.compile("([a-z]+)([0-9]+)")


def letters_of(latin: str) -> str:
    """Return the letters of a Latin name: lower case, without diacritics, spaces or marks."""
    return _NO_LETTER.sub("", fold(latin))


def similarity(chinese: str, latin: str) -> float:
    """Return how likely a Latin name sounds as Chinese characters do: the natural logarithm, per letter; 0 is best.

    `NEVER` when some character was never seen to stand for what would fall to it.
    """
    word = letters_of(latin)
    reached = {0: 0}
    for part in map(_part, fold(chinese)):
        ends: dict[int, int] = {}
        for start, so_far in reached.items():
            for end in range(start + 1, min(start + LONGEST, len(word)) + 1):
                cost = part.costs.get(word[start:end])
                if cost is not None and so_far + cost < ends.get(end, so_far + cost + 1):
                    ends[end] = so_far + cost
        reached = ends
    return -reached[len(word)] / (TENTHS * len(word)) if word and len(word) in reached else NEVER


class LatinWords:
    """Latin words that Chinese forms are compared with, all at once."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = {letters for word in words if (letters := letters_of(word))}
        self._longest: dict[str, int] = {}
        """For each beginning of a word how many letters the longest word has that begins so."""
        self._only: dict[str, str] = {}
        """The word, for each beginning of only one."""
        for word in self._words:
            for end in range(len(word) + 1):
                beginning = word[:end]
                longest = self._longest.get(beginning)
                if longest is None:
                    self._only[beginning] = word
                else:
                    self._only.pop(beginning, None)
                if longest is None or longest < len(word):
                    self._longest[beginning] = len(word)

    def like(self, chinese: str, least: float) -> list[tuple[float, str]]:
        """Return the words that are similar enough to a Chinese form, as their letters, the most similar first.

        Args:
            chinese: the form, in any script.
            least: how similar a word must be, as `similarity` has it.
        """
        parts = [_part(character) for character in fold(chinese)]
        if not all(part.costs for part in parts):
            return []
        worst = -least * TENTHS
        reached = {"": 0}
        to_come = sum(part.least for part in parts)
        for number, part in enumerate(parts, start=1):
            to_come -= part.least
            reached = self._after(part, reached, worst, to_come, LONGEST * (len(parts) - number))
            if not reached:
                return []
        found = ((-total / (TENTHS * len(word)), word) for word, total in reached.items() if word in self._words)
        return sorted((one for one in found if one[0] >= least), key=lambda one: (-one[0], one[1]))

    def _after(
        self, part: _Part, reached: Mapping[str, int], worst: float, to_come: int, letters_to_come: int
    ) -> dict[str, int]:
        """Return the beginnings that are reached by one more character, each with its least cost.

        Args:
            part: what the character stands for.
            reached: the beginnings that are reached without it.
            worst: the cost that a word may have, per letter.
            to_come: the cost that the characters behind it have at least.
            letters_to_come: the letters that they stand for at most.
        """
        longest, only = self._longest, self._only
        ends: dict[str, int] = {}
        for beginning, so_far in reached.items():
            spent = so_far + to_come
            word = only.get(beginning)
            if word is not None:  # few ways on: look for each among what the character stands for, not the other way
                start = len(beginning)
                for end in range(start + 1, min(start + LONGEST, len(word)) + 1):
                    cost = part.costs.get(word[start:end])
                    if cost is not None and spent + cost <= worst * len(word):
                        total, reaching = so_far + cost, word[:end]
                        if total < ends.get(reaching, total + 1):
                            ends[reaching] = total
                continue
            for first, ways in part.by_first:
                if beginning + first not in longest:
                    continue
                for letters, cost in ways:
                    reaching = beginning + letters
                    length = longest.get(reaching)
                    if length is not None and spent + cost <= worst * min(length, len(reaching) + letters_to_come):
                        total = so_far + cost
                        if total < ends.get(reaching, total + 1):
                            ends[reaching] = total
        return ends


@dataclass(frozen=True, slots=True)
class _Part:
    """What a character stands for."""

    costs: Mapping[str, int]
    by_first: tuple[tuple[str, tuple[tuple[str, int], ...]], ...]
    """The same by the first letter."""
    least: int


@lru_cache(maxsize=4096)
def _part(character: str) -> _Part:
    """Return what a folded character stands for: nothing, if it has no sound."""
    costs = {letters: int(cost) for letters, cost in _PART.findall(_data().get(character, ""))}
    by_first: dict[str, list[tuple[str, int]]] = {}
    for letters, cost in costs.items():
        by_first.setdefault(letters[0], []).append((letters, cost))
    grouped = tuple((first, tuple(ways)) for first, ways in by_first.items())
    return _Part(costs, grouped, min(costs.values(), default=0))


@lru_cache(maxsize=1)
def _data() -> Mapping[str, str]:
    data: dict[str, dict[str, str]] = json.loads(
        Path(__file__).with_name("transliteration.json").read_text(encoding="utf-8")
    )
    return data["stands_for"]
