"""Where the people that discovery finds stand in a text, and how right that is against places marked by hand."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from reader.entities.discovery.discover import discover
from reader.entities.entity import UNDETERMINED, Entity, Name
from reader.entities.matching import Matcher
from reader.entities.resolution import resolve

if TYPE_CHECKING:
    from collections.abc import Iterable

MARK = re.compile("[⟦⟧]")

Place = tuple[int, int]


class Score(NamedTuple):
    """How many places are right, found without being marked, and marked without being found."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        """The share of what was found that is marked."""
        return self.right / max(1, self.right + self.wrong)

    @property
    def recall(self) -> float:
        """The share of what is marked that was found."""
        return self.right / max(1, self.right + self.missed)


def marked(text: str) -> tuple[str, set[Place]]:
    """Return a text without the marks ⟦…⟧ around names, and where these stand in it."""
    plain, places, start = "", set(), 0
    for piece in re.split("([⟦⟧])", text):
        if piece == "⟦":
            start = len(plain)
        elif piece == "⟧":
            places.add((start, len(plain)))
        else:
            plain += piece
    return plain, places


def found_in(text: str) -> dict[Place, int]:
    """Return where the names that discovery finds in a text stand in it, and the number of the person."""
    people = discover(text)
    entities = []
    for number, person in enumerate(people):
        only_short = all(name.is_short for name in person.names)
        names = tuple(
            Name({UNDETERMINED: name.text}, short=name.is_short and not only_short, case=name.text.isascii())
            for name in person.names
        )
        entities.append(Entity(str(number), "person", names))
    mentions = resolve(Matcher(entities).matches(text))
    return {(mention.start, mention.end): int(mention.entity) for mention in mentions}


def score(texts: Iterable[tuple[str, set[Place]]]) -> Score:
    """Return how right discovery is in texts of which the names are marked."""
    right = wrong = missed = 0
    for text, places in texts:
        found = set(found_in(text))
        right += len(found & places)
        wrong += len(found - places)
        missed += len(places - found)
    return Score(right, wrong, missed)
