"""The rendition of a paragraph in a script: its text and its alignment, with the names in it held out."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import chain, pairwise
from typing import TYPE_CHECKING, NamedTuple

from reader.scripts.alignment import IDENTITY, Alignment, Block
from reader.scripts.conversion import convert_aligned
from reader.scripts.script import Script, Written

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


HOLDER = "\ue000"
"""Stands for what is held out while the text around it is converted; no dictionary knows it."""


class Held(NamedTuple):
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
    holds = _with_own_holders(text, held)
    if not holds:
        shown, blocks = convert_aligned(text, written, target, wording=wording)
        return Rendition(shown, Alignment(blocks) if blocks else IDENTITY)
    pieces, place, moves = [], 0, False
    for start, end, given in holds:
        pieces.append(text[place:start])
        moves = moves or end - start != len(given)
        place = end
    pieces.append(text[place:])
    shown, blocks = convert_aligned(HOLDER.join(pieces), written, target, wording=wording)
    between = shown.split(HOLDER)
    parts = [*chain.from_iterable(zip(between, [hold.text for hold in holds], strict=False)), between[-1]]
    whole = "".join(parts)
    if len(between) != len(pieces) or (blocks and any(HOLDER in block.shown_in(shown) for block in blocks)):
        return Rendition(whole, Alignment((Block(0, len(text), 0, len(whole)),)))  # where they stand is not known
    if moves or blocks:
        blocks = tuple(_filled(blocks, holds, between))
    return Rendition(whole, Alignment(blocks) if blocks else IDENTITY)


def _with_own_holders(text: str, held: Iterable[Held]) -> list[Held]:
    """Return what is held out of a text, and with it every character of its own that would be taken for a holder."""
    holds = held if isinstance(held, list) else list(held)
    if HOLDER not in text or not holds:
        return holds
    own = [Held(place, place + 1, HOLDER) for place, character in enumerate(text) if character == HOLDER]
    return together(holds, own)


def _filled(blocks: Iterable[Block], holds: Iterable[Held], between: Iterable[str]) -> Iterator[Block]:
    """Yield the blocks of a text in which holders stand as they are where the text held out is back, with its own.

    Args:
        blocks: those of the text with holders, none of which is in a block.
        holds: what is held out.
        between: the converted text before each holder.
    """
    source = rendition = at = 0
    following = iter(blocks)
    block = next(following, None)
    for (start, end, given), before in zip(holds, between, strict=False):
        at += len(before)
        while block is not None and block.rendition_end <= at:
            yield block.moved(source, rendition)
            block = next(following, None)
        if end - start != len(given):
            yield Block(start, end, at + rendition, at + rendition + len(given))
        source, rendition, at = source + end - start - 1, rendition + len(given) - 1, at + 1
    while block is not None:
        yield block.moved(source, rendition)
        block = next(following, None)


def together(*layers: Iterable[Held]) -> list[Held]:
    """Return the stretches of several layers, in order and without overlap; what an earlier layer holds counts first.

    Args:
        layers: each in order and without overlap.
    """
    standing: list[Held] = []
    for layer in layers:
        if not standing:
            standing = list(layer)
            continue
        layer = list(layer)
        merged = sorted((*standing, *layer))
        if all(one.end <= other.start for one, other in pairwise(merged)):
            standing = merged
            continue
        added = [
            hold
            for hold in layer
            if (place := bisect_left(standing, hold.end, key=_start)) == 0 or standing[place - 1].end <= hold.start
        ]
        standing = sorted((*standing, *added)) if added else standing
    return standing


def without(layer: Iterable[Held], taken: Iterable[Held]) -> list[Held]:
    """Return the stretches of a layer without what others take of them; the rest of each keeps its share.

    One that is shown in another length than it has is taken as a whole: nobody can tell which part is whose.

    Args:
        layer: stretches in order and without overlap.
        taken: the others, in order and without overlap.
    """
    taken = list(taken)
    if not taken:
        return list(layer)
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
