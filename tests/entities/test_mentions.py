"""Mentions kept as numbers are the same mentions, whatever is asked of them."""

from __future__ import annotations

import pickle
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.documents.paragraphs import Span
from reader.entities.mentions import Mention, Mentions
from reader.entities.rendering import mentions_between

OFFSETS = st.integers(0, 2**31)


@st.composite
def mention_lists(draw: st.DrawFn) -> list[Mention]:
    """Return mentions in order and apart."""
    edges = sorted(draw(st.sets(OFFSETS | st.integers(0, 60), max_size=40)))
    places = [pair for pair in pairwise(edges) if draw(st.booleans())]
    return [Mention(start, end, draw(st.sampled_from("abcde"))) for start, end in places]


@given(mention_lists())
def test_they_are_the_mentions_that_were_put_in(made: list[Mention]) -> None:
    mentions = Mentions.of(made)
    assert list(mentions) == made
    assert [mentions[number] for number in range(len(made))] == made
    assert mentions == made
    assert tuple(made) == mentions
    assert len(mentions) == len(made)
    assert list(mentions.starts) == [mention.start for mention in made]
    assert list(mentions.ends) == [mention.end for mention in made]


@given(mention_lists(), mention_lists())
def test_they_are_equal_where_each_of_them_is(one: list[Mention], other: list[Mention]) -> None:
    assert (Mentions.of(one) == Mentions.of(other)) is (one == other)
    assert (Mentions.of(one) == other) is (one == other)
    assert Mentions.of(one) != {1: 2}


@given(mention_lists(), st.integers(-50, 50), st.integers(-50, 50))
def test_a_part_of_them_is_mentions_too(made: list[Mention], first: int, last: int) -> None:
    part = Mentions.of(made)[first:last]
    assert isinstance(part, Mentions)
    assert part == made[first:last]
    assert part == Mentions.of(made[first:last])


def test_there_is_none_behind_the_last() -> None:
    with pytest.raises(IndexError):
        Mentions.of([Mention(0, 1, "a")])[1]
    assert list(Mentions()) == []
    assert not Mentions()


@given(mention_lists(), st.integers(0, 70), st.integers(0, 70))
def test_those_that_touch_a_stretch_are_found(made: list[Mention], start: int, length: int) -> None:
    span = Span(start, start + length)
    touching = mentions_between(Mentions.of(made), span)
    assert list(touching) == list(mentions_between(made, span))
    if length:
        assert list(touching) == [one for one in made if one.start < span.end and one.end > span.start]


@given(mention_lists(), st.integers(0, 50))
def test_they_are_counted_and_told_apart_by_entity(made: list[Mention], first: int) -> None:
    for mentions in (Mentions.of(made), Mentions.of(made)[first:]):
        entities = [mention.entity for mention in mentions]
        assert list(mentions.counts) == list(dict.fromkeys(entities))
        for entity in "abcdef":
            assert mentions.counts[entity] == entities.count(entity)
            assert mentions.of_entity(entity) == [mention for mention in mentions if mention.entity == entity]


@given(mention_lists(), st.integers(0, 1000))
def test_they_can_be_moved(made: list[Mention], by: int) -> None:
    assert Mentions.of(made).moved(by) == [Mention(one.start + by, one.end + by, one.entity) for one in made]


@given(mention_lists(), st.integers(0, 50))
def test_they_come_back_from_bytes_and_from_another_process(made: list[Mention], first: int) -> None:
    for mentions in (Mentions.of(made), Mentions.of(made)[first:]):
        restored = Mentions.from_bytes(mentions.to_bytes(), mentions.counts)
        assert restored == mentions
        assert list(restored.counts.items()) == list(mentions.counts.items())
        assert [restored.of_entity(entity) for entity in "abcde"] == [mentions.of_entity(one) for one in "abcde"]
        assert pickle.loads(pickle.dumps(mentions)) == mentions


@pytest.mark.parametrize("change", [b"", b"1234", b"1" * 16])
def test_bytes_of_another_length_are_refused(change: bytes) -> None:
    mentions = Mentions.of([Mention(0, 1, "a"), Mention(1, 2, "b")])
    data = mentions.to_bytes() + change if change else mentions.to_bytes()[:-1]
    with pytest.raises(ValueError, match="bytes of mentions"):
        Mentions.from_bytes(data, mentions.counts)
