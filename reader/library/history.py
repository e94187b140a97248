"""The history of jumps: back to where the reader was, and forward again, exactly; and what of it outlives the app."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.documents.anchoring import Selector

PlaceT = TypeVar("PlaceT")

LONGEST = 1000
"""As many jumps are remembered."""


@dataclass
class History(Generic[PlaceT]):
    """Places that were left by a jump, and places that were come back from.

    Among them may stand jumps of an earlier run whose documents are not known here, or not yet: they are passed by.
    """

    _behind: list[PlaceT | Jump] = field(default_factory=list)
    _ahead: list[PlaceT | Jump] = field(default_factory=list)

    @property
    def behind(self) -> tuple[PlaceT | Jump, ...]:
        """The places that lie behind, the one that `back` leads to last."""
        return tuple(self._behind)

    @property
    def ahead(self) -> tuple[PlaceT | Jump, ...]:
        """The places that lie ahead, the one that `forward` leads to last."""
        return tuple(self._ahead)

    def found(self, find: Callable[[Jump], PlaceT | None]) -> History[PlaceT]:
        """Return the same history, with the places that are found for jumps."""
        behind, ahead = ([_found(place, find) for place in side] for side in (self._behind, self._ahead))
        return History(behind, ahead)

    def jump_from(self, here: PlaceT) -> None:
        """Remember a place that is being left by a jump; what lay ahead is forgotten."""
        self._ahead.clear()
        self._behind.append(here)
        del self._behind[:-LONGEST]

    def back(self, here: PlaceT) -> PlaceT | None:
        """Return the place to go back to from here; none at the beginning."""
        return _travelled(self._behind, self._ahead, here)

    def forward(self, here: PlaceT) -> PlaceT | None:
        """Return the place to go forward to from here; none at the end."""
        return _travelled(self._ahead, self._behind, here)


def _found(place: PlaceT | Jump, find: Callable[[Jump], PlaceT | None]) -> PlaceT | Jump:
    if not isinstance(place, Jump):
        return place
    found = find(place)
    return place if found is None else found


def _travelled(left: list[PlaceT | Jump], passed: list[PlaceT | Jump], here: PlaceT) -> PlaceT | None:
    """Take the last place of what is left, and put what lies between here and there on the other side."""
    for number in range(len(left) - 1, -1, -1):
        there = left[number]
        if not isinstance(there, Jump):
            passed += [here, *reversed(left[number + 1 :])]
            del left[number:]
            return there
    return None


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a reader follows through the documents: the mentions of an entity, or the hits of a search."""

    entity: str | None = None
    """The entity's id; None for a search."""
    query: str = ""
    """What was searched for; empty for an entity."""
    regex: bool = False
    """Whether what was searched for is a regular expression."""


@dataclass(frozen=True, slots=True)
class Jump:
    """A place in the history of jumps, in words that mean the same at the next start."""

    document: str
    """The path of the document."""
    digest: str | None
    """What its text is known by; None where that was not known yet."""
    anchor: int
    """The source offset of the top row, in code points."""
    chosen: Chosen | None = None
    start: int | None = None
    """The source offsets of the mention or hit the reader was at, in code points; None where there was none."""
    end: int | None = None
    selector: Selector | None = None
    """What stood at the top row, to find it again in an edited text."""
    length: int | None = None
    """The length of the text, in code points."""


@dataclass(frozen=True, slots=True)
class Trail:
    """The history of jumps through one library."""

    behind: tuple[Jump, ...] = ()
    """The places to go back to, the nearest last."""
    ahead: tuple[Jump, ...] = ()
    """The places to go forward to, the nearest last."""
