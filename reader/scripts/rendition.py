"""The rendition of a paragraph in a script: its text and its alignment, with the names in it held out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.scripts.alignment import IDENTITY, Alignment, Block
from reader.scripts.conversion import convert
from reader.scripts.script import Script, Written

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Held:
    """A stretch of the source, in code points, that conversion must not touch, and what stands for it instead."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Rendition:
    """A text shown in a script."""

    text: str
    alignment: Alignment


def render(
    text: str, written: Written, target: Script, held: Iterable[Held] = (), *, wording: bool = False
) -> Rendition:
    """Return the rendition of a text in a target script.

    Args:
        text: the source text.
        written: how it is written.
        target: the script to show it in.
        held: stretches that are shown as given instead of being converted, in order and without overlap. What
            stands between two of them is converted by itself, so a phrase never reaches into a name.
        wording: use the words of the target's region as well.
    """
    if target is Script.ORIGINAL:
        return Rendition(text, IDENTITY)
    parts: list[str] = []
    blocks: list[Block] = []
    source = rendition = 0

    def add(end: int, shown: str) -> None:
        nonlocal source, rendition
        if len(shown) != end - source:
            blocks.append(Block(source, end, rendition, rendition + len(shown)))
        parts.append(shown)
        source, rendition = end, rendition + len(shown)

    for hold in held:
        if hold.start > source:
            add(hold.start, convert(text[source : hold.start], written, target, wording=wording))
        add(hold.end, hold.text)
    if source < len(text):
        add(len(text), convert(text[source:], written, target, wording=wording))
    return Rendition("".join(parts), Alignment(tuple(blocks)) if blocks else IDENTITY)
