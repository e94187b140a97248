"""The history of jumps: back to where the reader was, and forward again, exactly."""

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
