"""What a paragraph of a Word document has of its own or by its style: how deep in the outline, and of which list."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reader.documents.formats.markup import attribute

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_BASES = 20
"""How many styles a style is looked for in that it is based on."""
_LEVEL = re.compile("[0-9]")


@dataclass(frozen=True, slots=True)
class _Properties:
    """What a paragraph has of its own, or by a style; None for what is not told."""

    base: str
    """The style that a style is based on; empty for none."""
    outline: str | None
    depth: int | None
    number: str | None


class Styles:
    """The styles of a document."""

    def __init__(self, styles: Any) -> None:
        """Take in the styles that a document defines, each looked through once; None where it defines none."""
        self._styles: dict[str, _Properties] = {}
        for one in () if styles is None else styles:
            if identity := attribute(one, "styleId"):  # which the defaults of a document, for one, do not have
                self._styles[identity] = _properties(one)

    def chain(self, paragraph: Any) -> tuple[str, ...]:
        """Return the identities of the styles that a paragraph has: its own, and those that one is based on."""
        found: list[str] = []
        style = _value(_child(_child(paragraph, "pPr"), "pStyle"))
        while style in self._styles and style not in found and len(found) < MOST_BASES:
            found.append(style)
            style = self._styles[style].base
        return tuple(found)

    def outline(self, paragraph: Any) -> int | None:
        """Return how deep in the outline a paragraph is, 0 for the highest; None for one of the body."""
        level = next((told.outline for told in self._told(paragraph) if told.outline is not None), "")
        return int(level) if _LEVEL.fullmatch(level) and level != "9" else None

    def listed(self, paragraph: Any) -> tuple[str, int | None]:
        """Return the list a paragraph is of, empty for none, and how deep; None where the list says so by its style."""
        depth: int | None = None
        for place, told in enumerate(self._told(paragraph)):
            depth = told.depth if depth is None else depth
            if told.number is not None:
                return told.number, 0 if depth is None and place == 0 else depth
        return "", None

    def _told(self, paragraph: Any) -> Iterator[_Properties]:
        """Yield what says how a paragraph is: its own properties, then those of the styles it has."""
        yield _properties(paragraph)
        for style in self.chain(paragraph):
            yield self._styles[style]


def _properties(element: Any) -> _Properties:
    """Return what a paragraph or a style says of itself."""
    own = _child(element, "pPr")
    listed, outline = _child(own, "numPr"), _child(own, "outlineLvl")
    number = _child(listed, "numId")
    depth = _value(_child(listed, "ilvl"))
    return _Properties(
        base=_value(_child(element, "basedOn")),
        outline=None if outline is None else _value(outline),
        depth=int(depth) if _LEVEL.fullmatch(depth) else None,
        number=None if number is None else _value(number),
    )


def _child(element: Any, name: str) -> Any:
    return None if element is None else element.find(f"{{*}}{name}")


def _value(element: Any) -> str:
    return "" if element is None else attribute(element, "val")
