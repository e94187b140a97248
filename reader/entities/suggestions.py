"""Suggestions: two entities that may be one, for the reader to accept or reject."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

LEAST = -1.2
"""How similar the sound of two names must be for a suggestion: the natural logarithm of a probability, per letter."""
MARGIN = 0.3
"""By how much more similar they must be than the name of anybody else, in the same unit."""


class Resemblance(StrEnum):
    """Why two entities may be one."""

    GLOSS = "gloss"
    """A document puts the name of the one in brackets behind that of the other."""
    SAME_LATIN_NAME = "same Latin name"
    """They share a Latin name, but have different Chinese ones, or it cannot be told which of several is meant."""
    SAME_CHINESE_NAME = "same Chinese name"
    """They share a Chinese name, but have different Latin ones, or it cannot be told which of several is meant."""
    SPELLING = "spelling"
    """Their names differ by one letter or character, or by a middle name."""
    SURNAME = "surname"
    """The one name is the surname of the other, and of nobody else."""
    TRANSLITERATION = "transliteration"
    """The Chinese name sounds like the Latin one."""
    GIVEN_NAME = "given name"
    """The one name is the given name of the other, and of nobody else."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Two entities that may be one."""

    entities: tuple[str, str]
    """Their ids: first whose name tells less, so that it would be joined to the other."""
    names: tuple[str, str]
    """The names that were compared, in the same order."""
    reason: Resemblance
    score: float
    """How likely it is, from 0 to 1; for a transliteration how likely the sounds are, the mean by letter."""
    margin: float = 1.0
    """By how much more likely than the next one, in the same unit; 1 when there is no other."""
