"""What the reader is following, and where the reader is: the values that jumps, history and panels hand each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.documents.anchoring import place_again

if TYPE_CHECKING:
    from reader.documents.anchoring import Selector
    from reader.library.walk import Place, Walk


@dataclass(frozen=True, slots=True)
class Choice:
    """What `n` walks through: the mentions of an entity, or the hits of a search."""

    entity: str | None
    """The entity's id; None for a search."""
    query: str
    """What was searched for; empty for an entity."""
    walk: Walk
    regex: bool = False
    """Whether what was searched for is a regular expression."""


@dataclass(frozen=True, slots=True)
class Location:
    """Exactly where a reader is."""

    document: int
    anchor: int
    """The source offset of the top row."""
    choice: Choice | None
    place: Place | None
    """The mention or hit the reader is at."""
    selector: Selector | None = None
    """What stands at the top row, to find it again in an edited text."""
    length: int | None = None
    """The length of the text, in code points."""

    def anchor_in(self, text: str) -> int:
        """Return the source offset of the top row in the text as it is now."""
        return place_again(text, self.selector, self.anchor, self.length)
