"""The rendition of a paragraph in a script: its text and its alignment, with the names in it held out."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.scripts.alignment import IDENTITY, Alignment, Block
from reader.scripts.conversion import convert_aligned
from reader.scripts.script import Script, Written

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


@dataclass(frozen=True, slots=True)
class Held:
    """A stretch of the source, in code points, that conversion must not touch, and what stands for it instead."""

    start: int
    end: int
    text: str

    def part(self, start: int, end: int) -> Held:
        """Return what is between two places of a stretch that is shown in the length it has."""
        return Held(start, end, self.text[start - self.start : end - self.start])


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

    def add(end: int, shown: str, within: Iterable[Block]) -> None:
        nonlocal source, rendition
        blocks.extend(block.moved(source, rendition) for block in within)
        parts.append(shown)
        source, rendition = end, rendition + len(shown)

    for hold in held:
        if hold.start > source:
            add(hold.start, *convert_aligned(text[source : hold.start], written, target, wording=wording))
        taken, given = hold.end - hold.start, len(hold.text)
        add(hold.end, hold.text, (Block(0, taken, 0, given),) if taken != given else ())
    if source < len(text):
        add(len(text), *convert_aligned(text[source:], written, target, wording=wording))
    return Rendition("".join(parts), Alignment(tuple(blocks)) if blocks else IDENTITY)


def together(*layers: Iterable[Held]) -> list[Held]:
    """Return the stretches of several layers, in order and without overlap; what an earlier layer holds counts first.

    Args:
        layers: each in order and without overlap.
    """
    standing: list[Held] = []
    for layer in layers:
        added = [
            hold
            for hold in layer
            if (place := bisect_left(standing, hold.end, key=_start)) == 0 or standing[place - 1].end <= hold.start
        ]
        standing = sorted((*standing, *added), key=_start) if added else standing
    return standing


def without(layer: Iterable[Held], taken: Iterable[Held]) -> list[Held]:
    """Return the stretches of a layer without what others take of them; the rest of each keeps its share.

    One that is shown in another length than it has is taken as a whole: nobody can tell which part is whose.

    Args:
        layer: stretches in order and without overlap.
        taken: the others, in order and without overlap.
    """
    taken = list(taken)
    left: list[Held] = []
    for hold in layer:
        place = hold.start
        shares = len(hold.text) == hold.end - hold.start
        for other in taken[bisect_right(taken, hold.start, key=_end) :]:
            if other.start >= hold.end:
                break
            if shares and other.start > place:
                left.append(hold.part(place, other.start))
            place = other.end
        if place == hold.start:
            left.append(hold)
        elif shares and place < hold.end:
            left.append(hold.part(place, hold.end))
    return left


def changes(source: str, rendition: Rendition) -> Iterator[tuple[int, int]]:
    """Yield the stretches of a rendition, in its code points, that are not what stands in the source."""
    shown = rendition.text
    start: int | None = None
    at = place = 0
    blocks = iter((*rendition.alignment.blocks, Block(len(source), len(source), len(shown), len(shown))))
    for block in blocks:
        for one, other in zip(source[at : block.source_start], shown[place : block.rendition_start], strict=True):
            if one != other and start is None:
                start = place
            elif one == other and start is not None:
                yield start, place
                start = None
            place += 1
        if start is not None:
            yield start, place
            start = None
        if source[block.source_start : block.source_end] != shown[block.rendition_start : block.rendition_end]:
            yield block.rendition_start, block.rendition_end
        at, place = block.source_end, block.rendition_end


def _start(hold: Held) -> int:
    return hold.start


def _end(hold: Held) -> int:
    return hold.end
