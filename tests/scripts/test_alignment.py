"""The alignment is total and monotone, both ways; blocks answer to blocks."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from reader.scripts.alignment import IDENTITY, Alignment, Block

if TYPE_CHECKING:
    from collections.abc import Callable


@st.composite
def alignments(draw: st.DrawFn) -> tuple[Alignment, int, int]:
    """Draw an alignment with the lengths of its source and of its rendition."""
    blocks = []
    source = rendition = 0
    for _ in range(draw(st.integers(0, 5))):
        gap = draw(st.integers(0, 4))
        replaced, shown = draw(st.integers(1, 5)), draw(st.integers(1, 5))
        source, rendition = source + gap, rendition + gap
        blocks.append(Block(source, source + replaced, rendition, rendition + shown))
        source, rendition = source + replaced, rendition + shown
    rest = draw(st.integers(0, 4))
    return Alignment(tuple(blocks)), source + rest, rendition + rest


@given(alignments())
def test_every_offset_has_one_on_the_other_side(drawn: tuple[Alignment, int, int]) -> None:
    alignment, source, rendition = drawn
    for end in (False, True):
        assert [alignment.to_rendition(place, end=end) for place in (0, source)] == [0, rendition]
        assert [alignment.to_source(place, end=end) for place in (0, rendition)] == [0, source]
        assert all(0 <= alignment.to_rendition(place, end=end) <= rendition for place in range(source + 1))
        assert all(0 <= alignment.to_source(place, end=end) <= source for place in range(rendition + 1))


@given(alignments())
def test_it_never_turns_back(drawn: tuple[Alignment, int, int]) -> None:
    alignment, source, rendition = drawn
    for end in (False, True):
        for one, other in pairwise(range(source + 1)):
            assert alignment.to_rendition(one, end=end) <= alignment.to_rendition(other, end=end)
        for one, other in pairwise(range(rendition + 1)):
            assert alignment.to_source(one, end=end) <= alignment.to_source(other, end=end)


@given(alignments())
def test_the_edges_of_a_block_are_the_edges_of_the_block_on_the_other_side(drawn: tuple[Alignment, int, int]) -> None:
    alignment, _, _ = drawn
    for block in alignment.blocks:
        for end in (False, True):
            assert alignment.to_rendition(block.source_start, end=end) == block.rendition_start
            assert alignment.to_rendition(block.source_end, end=end) == block.rendition_end
            assert alignment.to_source(block.rendition_start, end=end) == block.source_start
            assert alignment.to_source(block.rendition_end, end=end) == block.source_end


@given(alignments())
def test_inside_a_block_a_place_goes_to_its_start_or_to_its_end(drawn: tuple[Alignment, int, int]) -> None:
    alignment, _, _ = drawn
    for block in alignment.blocks:
        for place in range(block.source_start + 1, block.source_end):
            assert alignment.to_rendition(place) == block.rendition_start
            assert alignment.to_rendition(place, end=True) == block.rendition_end
        for place in range(block.rendition_start + 1, block.rendition_end):
            assert alignment.to_source(place) == block.source_start
            assert alignment.to_source(place, end=True) == block.source_end


@given(alignments())
def test_outside_the_blocks_there_and_back_is_the_same_place(drawn: tuple[Alignment, int, int]) -> None:
    alignment, source, rendition = drawn
    in_source = {place for block in alignment.blocks for place in range(block.source_start + 1, block.source_end)}
    for place in set(range(source + 1)) - in_source:
        assert alignment.to_source(alignment.to_rendition(place)) == place
    in_rendition = {n for block in alignment.blocks for n in range(block.rendition_start + 1, block.rendition_end)}
    for place in set(range(rendition + 1)) - in_rendition:
        assert alignment.to_rendition(alignment.to_source(place)) == place


@given(alignments(), st.data())
def test_a_stretch_that_touches_a_block_widens_to_the_whole_of_it(
    drawn: tuple[Alignment, int, int], data: st.DataObject
) -> None:
    alignment, source, rendition = drawn
    sides: tuple[tuple[Callable[..., int], Callable[..., int], int], ...] = (
        (alignment.to_rendition, alignment.to_source, source),
        (alignment.to_source, alignment.to_rendition, rendition),
    )
    for there, back, length in sides:
        start = data.draw(st.integers(0, length))
        end = data.draw(st.integers(start, length))
        wide = back(there(start)), back(there(end, end=True), end=True)
        assert wide[0] <= start
        assert wide[1] >= end
        assert (back(there(wide[0])), back(there(wide[1], end=True), end=True)) == wide


@given(st.integers(0, 10_000), st.booleans())
def test_without_blocks_nothing_moves(offset: int, end: bool) -> None:
    assert IDENTITY.to_rendition(offset, end=end) == IDENTITY.to_source(offset, end=end) == offset


hidden = st.lists(st.tuples(st.integers(0, 3), st.integers(1, 4), st.sampled_from(("", "", "x", "xyz"))), max_size=6)


@given(hidden)
def test_what_is_hidden_belongs_to_no_stretch_of_the_rendition(drawn: list[tuple[int, int, str]]) -> None:
    blocks: list[Block] = []
    source = rendition = 0
    for gap, taken, shown in drawn:
        source, rendition = source + gap, rendition + gap
        blocks.append(Block(source, source + taken, rendition, rendition + len(shown)))
        source, rendition = source + taken, rendition + len(shown)
    alignment = Alignment(tuple(blocks))
    out_of_sight = {place for block in blocks for place in range(block.source_start, block.source_end)}
    out_of_sight -= {
        at for b in blocks if b.rendition_end > b.rendition_start for at in range(b.source_start, b.source_end)
    }
    for place in range(rendition):
        start, end = alignment.to_source(place), alignment.to_source(place + 1, end=True)
        assert start < end
        assert not out_of_sight & {start, end - 1}
        assert alignment.to_rendition(start) <= place < alignment.to_rendition(end, end=True)
    for one, other in pairwise(range(rendition + 1)):
        for end_asked in (False, True):
            assert alignment.to_source(one, end=end_asked) <= alignment.to_source(other, end=end_asked)
    for place in out_of_sight:
        assert alignment.to_rendition(place) == alignment.to_rendition(place, end=True)
