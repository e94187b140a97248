"""Mentions as places of a library are the same as a tuple of places, whatever is asked of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.entities.mentions import Mention, Mentions
from reader.library.places import MentionPlaces
from reader.library.walk import Place, Walk
from tests.effort import effort


@st.composite
def found(draw: st.DrawFn) -> list[tuple[int, Mentions]]:
    """Return mentions of an entity in some documents, perhaps none in one of them."""
    documents = sorted(draw(st.sets(st.integers(0, 9), max_size=5)))
    starts = [sorted(draw(st.sets(st.integers(0, 40), max_size=8))) for _ in documents]
    return [
        (document, Mentions.of(Mention(start, start + 1, "a") for start in own))
        for document, own in zip(documents, starts, strict=True)
    ]


def plain(parts: list[tuple[int, Mentions]]) -> tuple[Place, ...]:
    return tuple(Place(document, one.start, one.end) for document, own in parts for one in own)


@given(found())
def test_they_are_the_places_of_the_mentions(parts: list[tuple[int, Mentions]]) -> None:
    places, expected = MentionPlaces(parts), plain(parts)
    assert tuple(places) == expected
    assert tuple(places[number] for number in range(len(places))) == expected
    assert tuple(places[-number] for number in range(1, len(places) + 1)) == expected[::-1]
    assert places == expected
    assert expected == places
    assert places == MentionPlaces(parts)
    assert (places == MentionPlaces(parts[1:])) is (expected == plain(parts[1:]))


@given(found(), st.integers(-20, 20), st.integers(-20, 20), st.sampled_from((1, 1, 2, -1)))
def test_a_part_of_them_is_places_too(parts: list[tuple[int, Mentions]], first: int, last: int, step: int) -> None:
    assert tuple(MentionPlaces(parts)[first:last:step]) == plain(parts)[first:last:step]


def test_there_is_none_behind_the_last() -> None:
    for index in (0, -1):
        with pytest.raises(IndexError):
            MentionPlaces([])[index]


@given(found(), st.integers(-1, 10), st.integers(-1, 45))
def test_a_walk_through_them_is_a_walk_through_the_same_places(
    parts: list[tuple[int, Mentions]], document: int, offset: int
) -> None:
    walk, expected = Walk(MentionPlaces(parts)), Walk(plain(parts))
    assert walk == Walk(MentionPlaces(parts))
    assert walk.after(document, offset) == expected.after(document, offset)
    assert walk.before(document, offset) == expected.before(document, offset)
    assert walk.documents == expected.documents
    assert tuple(walk.in_document(document)) == tuple(expected.in_document(document))
    assert walk.in_document(document) is walk.in_document(document)
    place = Place(document, offset, offset + 1)
    assert (place in walk) is (place in expected.places)
    assert [walk.number(one) for one in walk.places] == list(range(1, len(walk.places) + 1))


def test_to_choose_somebody_costs_the_same_however_often_he_is_mentioned() -> None:
    def choose(mentions: Mentions) -> None:
        walk = Walk(MentionPlaces([(0, mentions.of_entity("a"))]))
        place = walk.after(0, 5000)
        assert place is not None
        assert place in walk
        assert walk.number(place) > 0
        assert len(walk.documents) == 1

    few, many = (Mentions.of(Mention(n, n + 1, "a") for n in range(count)) for count in (10_000, 80_000))
    for mentions in (few, many):
        assert mentions.of_entity("a")  # what is made once for a document is made
    assert effort(lambda: choose(many)) <= 2 * effort(lambda: choose(few))
