"""What a paragraph of a Word document has of its own or by its style: how deep in the outline, and of which list."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from reader.documents.formats.markup import attribute

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_BASES = 20
"""How many styles a style is looked for in that it is based on."""
_LEVEL = re.compile("[0-9]")


class Styles:
    """The styles of a document."""

    def __init__(self, styles: Any) -> None:
        """Take in the styles that a document defines; None where it defines none."""
        self._styles = {} if styles is None else {attribute(one, "styleId"): one for one in styles}

    def chain(self, paragraph: Any) -> tuple[str, ...]:
        """Return the identities of the styles that a paragraph has: its own, and those that one is based on."""
        found: list[str] = []
        style = _value(_child(_child(paragraph, "pPr"), "pStyle"))
        while style in self._styles and style not in found and len(found) < MOST_BASES:
            found.append(style)
            style = _value(_child(self._styles[style], "basedOn"))
        return tuple(found)

    def outline(self, paragraph: Any) -> int | None:
        """Return how deep in the outline a paragraph is, 0 for the highest; None for one of the body."""
        for properties in self._properties(paragraph):
            if (told := _child(properties, "outlineLvl")) is not None:
                level = _value(told)
                return int(level) if _LEVEL.fullmatch(level) and level != "9" else None
        return None

    def listed(self, paragraph: Any) -> tuple[str, int | None]:
        """Return the list a paragraph is of, empty for none, and how deep; None where the list says so by its style."""
        depth: int | None = None
        for properties in self._properties(paragraph):
            told = _child(properties, "numPr")
            if depth is None and _LEVEL.fullmatch(level := _value(_child(told, "ilvl"))):
                depth = int(level)
            if (number := _child(told, "numId")) is not None:
                is_own = properties is _child(paragraph, "pPr")
                return _value(number), 0 if depth is None and is_own else depth
        return "", None

    def _properties(self, paragraph: Any) -> Iterator[Any]:
        """Yield what says how a paragraph is: its own properties, then those of the styles it has."""
        yield _child(paragraph, "pPr")
        for style in self.chain(paragraph):
            yield _child(self._styles[style], "pPr")


def _child(element: Any, name: str) -> Any:
    return None if element is None else element.find(f"{{*}}{name}")


def _value(element: Any) -> str:
    return "" if element is None else attribute(element, "val")
