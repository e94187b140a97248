"""The rendition of a paragraph in a script: its text and its alignment, with the names in it held out."""

from __future__ import annotations

import sys
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import chain
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from reader.scripts.alignment import IDENTITY, Alignment, Block
from reader.scripts.conversion import convert_aligned
from reader.scripts.script import Script, Written

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence


HOLDER = "\ue000"
"""Stands for what is held out while the text around it is converted; no dictionary knows it."""


class Held(NamedTuple):
    """A stretch of the source, in code points, that conversion must not touch, and what stands for it instead."""

    start: int
    end: int
    text: str


Hold = tuple[int, int, str]
"""What `Held` says, also as the plain tuple that is made in a fraction of the time."""


@dataclass(frozen=True, slots=True)
class Rendition:
    """A text shown in a script."""

    text: str
    alignment: Alignment


def render(
    text: str, written: Written, target: Script, held: Iterable[Hold] = (), *, wording: bool = False
) -> Rendition:
    """Return the rendition of a text in a target script.

    Args:
        text: the source text.
        written: how it is written.
        target: the script to show it in.
        held: stretches that are shown as given instead of being converted, in order and without overlap. What
            stands between two of them is converted by itself, so a phrase never reaches into a name. What nothing
            stands for is hidden: a phrase goes on behind it.
        wording: use the words of the target's region as well.
    """
    if target is Script.ORIGINAL:
        return Rendition(text, IDENTITY)
    holds = held if isinstance(held, list) else list(held)
    hidden = [hold for hold in holds if not hold[2]]
    if hidden:
        seen = replaced(text, hidden)
        there = seen.alignment.to_rendition
        rest = [(there(start), there(end, end=True), given) for start, end, given in holds if given]
        rendered = render(seen.text, written, target, rest, wording=wording)
        return Rendition(rendered.text, Alignment(tuple(_spread(rendered.alignment.blocks, hidden))))
    holds = _with_own_holders(text, holds)
    if not holds:
        shown, blocks = convert_aligned(text, written, target, wording=wording)
        return Rendition(shown, Alignment(blocks) if blocks else IDENTITY)
    pieces, place, moves = [], 0, False
    for start, end, given in holds:
        pieces.append(text[place:start])
        if end - start != len(given):
            moves = True
        place = end
    pieces.append(text[place:])
    shown, blocks = convert_aligned(HOLDER.join(pieces), written, target, wording=wording)
    between = shown.split(HOLDER)
    whole = "".join([*chain.from_iterable(zip(between, [hold[2] for hold in holds], strict=False)), between[-1]])
    if len(between) != len(pieces) or (blocks and any(HOLDER in block.shown_in(shown) for block in blocks)):
        return Rendition(whole, Alignment((Block(0, len(text), 0, len(whole)),)))  # where they stand is not known
    if moves or blocks:
        blocks = tuple(_filled(blocks, holds, between))
    return Rendition(whole, Alignment(blocks) if blocks else IDENTITY)


def replaced(text: str, held: Sequence[Hold]) -> Rendition:
    """Return a text as it stands but for some stretches, in order and without overlap, that are shown as given."""
    if not held:
        return Rendition(text, IDENTITY)
    pieces: list[str] = []
    blocks: list[Block] = []
    place = at = 0
    for start, end, given in held:
        at += start - place
        pieces += (text[place:start], given)
        if end - start != len(given):
            blocks.append(Block(start, end, at, at + len(given)))
        place, at = end, at + len(given)
    pieces.append(text[place:])
    return Rendition("".join(pieces), Alignment(tuple(blocks)) if blocks else IDENTITY)


def _with_own_holders(text: str, holds: list[Hold]) -> list[Hold]:
    """Return what is held out of a text, and with it every character of its own that would be taken for a holder."""
    if HOLDER not in text or not holds:
        return holds
    own = [(place, place + 1, HOLDER) for place, character in enumerate(text) if character == HOLDER]
    return together(holds, own)


def _spread(blocks: Sequence[Block], hidden: Sequence[Hold]) -> Iterator[Block]:
    """Yield the blocks of a text out of which something was taken where that is back; what stood in one is in it.

    Args:
        blocks: those of the text without it.
        hidden: what was taken out, by offsets in the text with it.
    """
    number = out = at = 0
    last = Block(sys.maxsize, sys.maxsize, sys.maxsize, sys.maxsize)
    for block in (*blocks, last):
        while number < len(hidden) and hidden[number][0] - out <= block.source_start:
            start, end, _given = hidden[number]
            yield Block(start, end, start - out + at, start - out + at)
            number, out = number + 1, out + end - start
        start = block.source_start + out
        while number < len(hidden) and hidden[number][0] - out < block.source_end:
            out += hidden[number][1] - hidden[number][0]
            number += 1
        if block is not last:
            yield Block(start, block.source_end + out, block.rendition_start, block.rendition_end)
            at = block.rendition_end - block.source_end


def _filled(blocks: Iterable[Block], holds: Iterable[Hold], between: Iterable[str]) -> Iterator[Block]:
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


def together(*layers: Iterable[Hold]) -> list[Hold]:
    """Return the stretches of several layers, in order and without overlap; what an earlier layer holds counts first.

    Args:
        layers: each in order and without overlap.
    """
    standing: list[Hold] = []
    for layer in map(list, layers):
        standing = sorted((*standing, *_clear_of(standing, layer))) if standing and layer else standing or layer
    return standing


def _clear_of(taken: list[Hold], layer: list[Hold]) -> list[Hold]:
    """Return the stretches of a layer that share nothing with others, looked for from the side that has fewer."""
    if len(layer) < len(taken):
        return [
            hold
            for hold in layer
            if not (place := bisect_left(taken, hold[1], key=_start)) or taken[place - 1][1] <= hold[0]
        ]
    clear: list[Hold] = []
    place = 0
    for start, end, _ in taken:
        clear += layer[place : bisect_right(layer, start, place, key=_end)]
        place = bisect_left(layer, end, place, key=_start)
    return clear + layer[place:]


def without(layer: Iterable[Hold], taken: Sequence[Hold]) -> list[Hold]:
    """Return the stretches of a layer without what others take of them; the rest of each keeps its share.

    One that is shown in another length than it has is taken as a whole: nobody can tell which part is whose.

    Args:
        layer: stretches in order and without overlap.
        taken: the others, in order and without overlap.
    """
    if not taken:
        return list(layer)
    left: list[Hold] = []
    for start, end, text in layer:
        place = start
        shares = len(text) == end - start
        for n in range(bisect_right(taken, start, key=_end), len(taken)):
            other, other_end, _ = taken[n]
            if other >= end:
                break
            if shares and other > place:
                left.append(Held(place, other, text[place - start : other - start]))
            place = other_end
        if place == start or (shares and place < end):
            left.append(Held(place, end, text[place - start :]))
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


_start: Callable[[Hold], int] = itemgetter(0)
_end: Callable[[Hold], int] = itemgetter(1)
