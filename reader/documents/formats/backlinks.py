"""Links that lead back from a note: each stands on the line where a note begins, and leads to that of its mark."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.documents.paragraphs import Span


class Backlinks:
    """Tells them, by the notes that are known."""

    def __init__(self, text: str) -> None:
        """Begin with a text and no note."""
        self._ends = [end.start() for end in re.finditer("\n", text)]
        self._marks: dict[int, set[int]] = {}
        """The lines of the marks of the notes that begin on a line."""

    def add(self, mark: Span, place: int) -> None:
        """Take in a note, by its mark and where it begins."""
        self._marks.setdefault(self._line(place), set()).add(self._line(mark.start))

    def has(self, link: Span, place: int) -> bool:
        """Return whether what leads to a place leads back."""
        return self._line(place) in self._marks.get(self._line(link.start), ())

    def _line(self, offset: int) -> int:
        return bisect_right(self._ends, offset - 1)
