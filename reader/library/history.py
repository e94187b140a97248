"""The history of jumps: back to where the reader was, and forward again, exactly; and what of it outlives the app."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Generic, TypeVar

PlaceT = TypeVar("PlaceT")

LONGEST = 1000
"""As many jumps are remembered."""


@dataclass
class History(Generic[PlaceT]):
    """Places that were left by a jump, and places that were come back from."""

    _behind: list[PlaceT] = field(default_factory=list)
    _ahead: list[PlaceT] = field(default_factory=list)

    @property
    def behind(self) -> tuple[PlaceT, ...]:
        """The places that lie behind, the one that `back` leads to last."""
        return tuple(self._behind)

    @property
    def ahead(self) -> tuple[PlaceT, ...]:
        """The places that lie ahead, the one that `forward` leads to last."""
        return tuple(self._ahead)

    def jump_from(self, here: PlaceT) -> None:
        """Remember a place that is being left by a jump; what lay ahead is forgotten."""
        self._ahead.clear()
        self._behind.append(here)
        del self._behind[:-LONGEST]

    def back(self, here: PlaceT) -> PlaceT | None:
        """Return the place to go back to from here; none at the beginning."""
        if not self._behind:
            return None
        self._ahead.append(here)
        return self._behind.pop()

    def forward(self, here: PlaceT) -> PlaceT | None:
        """Return the place to go forward to from here; none at the end."""
        if not self._ahead:
            return None
        self._behind.append(here)
        return self._ahead.pop()


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


@dataclass(frozen=True, slots=True)
class Trail:
    """The history of jumps through one library."""

    behind: tuple[Jump, ...] = ()
    """The places to go back to, the nearest last."""
    ahead: tuple[Jump, ...] = ()
    """The places to go forward to, the nearest last."""
