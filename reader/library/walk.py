"""The walk: from one place to the next through all documents, and round to where it started."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A stretch in a document of a library: the document's number in it, and source offsets in code points."""

    document: int
    start: int
    end: int


@dataclass(frozen=True)
class Walk:
    """The places of one thing, such as the mentions of an entity or the hits of a search, in order."""

    places: Sequence[Place]

    @cached_property
    def documents(self) -> Mapping[int, int]:
        """The documents in which there are places, each with its number in the walk, from 1."""
        found: dict[int, int] = {}
        index = 0
        while index < len(self.places):
            document = self.places[index].document
            found[document] = len(found) + 1
            index += 1
            if index < len(self.places) and self.places[index].document == document:  # very many may follow
                index = bisect_right(self.places, document, lo=index, key=lambda place: place.document)
        return found

    def after(self, document: int, offset: int) -> Place | None:
        """Return the first place that starts behind an offset, through the end round to the first; none if empty."""
        if not self.places:
            return None
        index = bisect_right(self.places, (document, offset), key=lambda place: (place.document, place.start))
        return self.places[index % len(self.places)]

    def before(self, document: int, offset: int) -> Place | None:
        """Return the last place that starts before an offset, through the start round to the last; none if empty."""
        if not self.places:
            return None
        index = bisect_left(self.places, (document, offset), key=lambda place: (place.document, place.start))
        return self.places[index - 1]

    def in_document(self, document: int) -> Sequence[Place]:
        """Return the places in one document, in order; the very same each time."""
        if document not in self._by_document:
            low = bisect_left(self.places, document, key=lambda place: place.document)
            high = bisect_right(self.places, document, lo=low, key=lambda place: place.document)
            self._by_document[document] = self.places[low:high]
        return self._by_document[document]

    @cached_property
    def _by_document(self) -> dict[int, Sequence[Place]]:
        """The places in each document that was asked for."""
        return {}

    def __contains__(self, place: Place) -> bool:
        index = bisect_left(self.places, place)
        return index < len(self.places) and self.places[index] == place

    def number(self, place: Place) -> int:
        """Return the number of a place in the walk, from 1.

        Raises:
            ValueError: when it is not in it.
        """
        if place not in self:
            raise ValueError(place)
        return bisect_left(self.places, place) + 1
