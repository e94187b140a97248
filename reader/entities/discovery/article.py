"""An article as the rules of discovery read it, and what a rule finds in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.entities.discovery.signs import HAN
from reader.scripts.fold import fold_keeping_case

if TYPE_CHECKING:
    from reader.documents.paragraphs import Span
    from reader.entities.discovery.findings import Rule

SPACES = re.compile(r"\s+")
DOT_OF_NAMES = re.compile(f"(?<=[{HAN}A-Z]) ?[.·] ?(?=[{HAN}A-Z])")
DOT_BEFORE = re.compile(f"(?:·|[{HAN}A-Z][.]) ?\\Z")
DOT_BEHIND = re.compile(f" ?(?:·|[.][{HAN}A-Z])")
INITIAL = re.compile(r"(?:[A-Z]\.?-?)+|[JS]r\.?|I{2,3}|IV")


@dataclass(frozen=True, slots=True)
class Article:
    """A text, and the same under the fold with upper and lower case left apart; offsets are those of both."""

    text: str
    folded: str

    @classmethod
    def of(cls, text: str) -> Article:
        """Return a text to be read."""
        return cls(text, fold_keeping_case(text))


@dataclass(frozen=True, slots=True)
class Sighting:
    """A place that a rule takes for somebody's name."""

    place: Span
    rule: Rule
    evidence: Span
    score: float
    """How sure it is by this sighting alone, from 0 to 1."""


@dataclass(frozen=True, slots=True)
class Gloss:
    """The same name in Chinese characters and in Latin letters, one of them in brackets behind the other."""

    chinese: Sighting
    latin: Sighting


def together(first: float, second: float) -> float:
    """Return how sure two signs that know nothing of each other make something."""
    return 1 - (1 - first) * (1 - second)


def spelt(text: str) -> str:
    """Return a name as it stands somewhere on one line, with single spaces."""
    return SPACES.sub(" ", text).strip()


def is_latin(name: str) -> bool:
    """Return whether a name is written in Latin letters: it begins with a word of them."""
    return len(name) > 1 and name[0] < "\u0250" and not re.search(f"[{HAN}]", name)


def parts(name: str) -> list[str]:
    """Return the parts of a folded name: the words of a Latin one, what stands between the dots of another."""
    return name.split() if is_latin(name) else DOT_OF_NAMES.sub("·", name).split("·")


def key(folded: str) -> str:
    """Return what all ways to write a folded name in one script have in common.

    Those are the kinds of dots and spaces, upper and lower case, initials between the words and what follows them.
    """
    name = spelt(folded)
    if not is_latin(name):
        return DOT_OF_NAMES.sub("·", name)
    words = name.split()
    full = [word for word in words if not INITIAL.fullmatch(word)]
    return " ".join(full if len(full) > 1 else words).lower()
