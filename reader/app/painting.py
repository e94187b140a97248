"""Painting: widgets that draw their own lines in cells, with styles named in one place.

Chinese text is measured by `reader.page.cells` and nothing else; the strips given to Textual carry their width.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from reader.app.themes import paints
from reader.documents.sanitising import harmless
from reader.page.cells import ELLIPSIS, cut, width

if TYPE_CHECKING:
    from rich.style import Style

Painting = list[tuple[str, str]]
"""A line as stretches of text, each with the name of its style; an empty name is plain text."""

ENTITY_TYPES = ("person", "organization", "product", "benchmark")


class Painted(Widget):
    """A widget that paints its own lines."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 (Textual's name)
        super().__init__(id=id)
        self._styles_by_name: dict[str, Style] = {}
        self._paints: dict[str, Style] = {}

    def paint_style(self, *names: str) -> Style:
        """Return the style with a name, or of several names together, each over the ones before it."""
        key = " ".join(names)
        known = self._styles_by_name.get(key)
        if known is None:
            self._paints = self._paints or paints(self.app.theme_variables)
            known = self.rich_style
            for name in names:
                if name:
                    known += self._paints[name]
            self._styles_by_name[key] = known
        return known

    def notify_style_update(self) -> None:
        """Forget the styles when the theme changes."""
        super().notify_style_update()
        self._styles_by_name.clear()
        self._paints.clear()

    def strip(self, painting: Painting, cells: int, *under: str) -> Strip:
        """Return a painting as a strip of exactly as many cells, cut or filled, over styles that lie under it all."""
        segments: list[Segment] = []
        taken = 0
        for part, name in painting:
            text = harmless(part)  # whoever painted it may have forgotten
            wide = width(text)
            if taken + wide > cells:
                text = cut(text, cells - taken)
                wide = width(text)
            if text:
                segments.append(Segment(text, self.paint_style(*under, *name.split())))
            taken += wide
        if taken < cells:
            segments.append(Segment(" " * (cells - taken), self.paint_style(*under)))
        return Strip(segments, cells)


def shortened(painting: Painting, cells: int) -> Painting:
    """Return a painting for as many cells: where more than spaces is cut off, an ellipsis stands at the end."""
    if width("".join(text for text, _name in painting).rstrip()) <= cells:
        return painting
    shown: Painting = []
    left = cells - width(ELLIPSIS)
    for text, name in painting:
        if width(text) > left:
            shown.append((cut(text, left) + ELLIPSIS, name))
            break
        shown.append((text, name))
        left -= width(text)
    return shown
