"""The alignment between a source text and its rendition: exact, total and monotone, both ways."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from functools import cached_property


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch that was replaced as a whole: source offsets and rendition offsets, in code points, end exclusive."""

    source_start: int
    source_end: int
    rendition_start: int
    rendition_end: int

    def shown_in(self, rendition: str) -> str:
        """Return what stands there in a rendition."""
        return rendition[self.rendition_start : self.rendition_end]

    def moved(self, source: int, rendition: int) -> Block:
        """Return the block where a text and its rendition begin further on, by as many code points each."""
        return Block(
            self.source_start + source,
            self.source_end + source,
            self.rendition_start + rendition,
            self.rendition_end + rendition,
        )


@dataclass(frozen=True)
class Alignment:
    """A two-way map between the offsets of a source text and of its rendition.

    Outside the blocks, one code point answers to one code point. A place strictly inside a block answers to the
    start of the block on the other side, or to its end when an end is asked for; a stretch that touches a block
    therefore widens to the whole of it and never splits it. What is hidden, so that nothing of a rendition answers to
    it, belongs to no stretch of the rendition: one that begins there begins behind it, one that ends there before it.
    """

    blocks: tuple[Block, ...] = field(default=())
    """The replaced stretches, in order and without overlap; none when every code point answers to one."""

    def to_rendition(self, offset: int, *, end: bool = False) -> int:
        """Return the rendition offset for a source offset."""
        if not self.blocks:
            return offset
        index = bisect_right(self._source_starts, offset) - 1
        if index < 0:
            return offset
        block = self.blocks[index]
        if offset >= block.source_end:
            return offset - block.source_end + block.rendition_end
        if offset == block.source_start or not end:
            return block.rendition_start
        return block.rendition_end

    def to_source(self, offset: int, *, end: bool = False) -> int:
        """Return the source offset for a rendition offset."""
        if not self.blocks:
            return offset
        starts = self._rendition_starts
        if end and (index := bisect_left(starts, offset)) < len(starts) and starts[index] == offset:
            return self.blocks[index].source_start
        index = bisect_right(starts, offset) - 1
        if index < 0:
            return offset
        block = self.blocks[index]
        if offset >= block.rendition_end:
            return offset - block.rendition_end + block.source_end
        if offset == block.rendition_start or not end:
            return block.source_start
        return block.source_end

    @cached_property
    def _source_starts(self) -> tuple[int, ...]:
        return tuple(block.source_start for block in self.blocks)

    @cached_property
    def _rendition_starts(self) -> tuple[int, ...]:
        return tuple(block.rendition_start for block in self.blocks)


IDENTITY = Alignment()
"""The alignment of a text with itself, or with a rendition that replaces code point by code point."""
