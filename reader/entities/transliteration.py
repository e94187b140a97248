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
    for parts in _parts(chinese):
        ends: dict[int, int] = {}
        for start, so_far in reached.items():
            for end in range(start + 1, min(start + LONGEST, len(word)) + 1):
                cost = parts.get(word[start:end])
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
        for word in self._words:
            for end in range(len(word) + 1):
                beginning = word[:end]
                if self._longest.get(beginning, 0) < len(word):
                    self._longest[beginning] = len(word)

    def like(self, chinese: str, least: float) -> list[tuple[float, str]]:
        """Return the words that are similar enough to a Chinese form, as their letters, the most similar first.

        Args:
            chinese: the form, in any script.
            least: how similar a word must be, as `similarity` has it.
        """
        worst = -least * TENTHS
        longest = self._longest
        reached = {"": 0}
        for parts in _parts(chinese):
            ends: dict[str, int] = {}
            for beginning, so_far in reached.items():
                for letters, cost in parts.items():
                    end = beginning + letters
                    if (length := longest.get(end)) is not None:
                        total = so_far + cost
                        if total <= worst * length and total < ends.get(end, total + 1):
                            ends[end] = total
            reached = ends
            if not reached:
                return []
        found = ((-total / (TENTHS * len(word)), word) for word, total in reached.items() if word in self._words)
        return sorted((one for one in found if one[0] >= least), key=lambda one: (-one[0], one[1]))


def _parts(chinese: str) -> list[Mapping[str, int]]:
    """Return for each character what it stands for, with the costs; what has no sound stands for nothing."""
    return [_stands_for(character) for character in fold(chinese)]


@lru_cache(maxsize=4096)
def _stands_for(character: str) -> Mapping[str, int]:
    return {letters: int(cost) for letters, cost in _PART.findall(_data().get(character, ""))}


@lru_cache(maxsize=1)
def _data() -> Mapping[str, str]:
    data: dict[str, dict[str, str]] = json.loads(
        Path(__file__).with_name("transliteration.json").read_text(encoding="utf-8")
    )
    return data["stands_for"]
