"""A walk visits each place once on its way round, forwards and backwards."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.library.walk import Place, Walk

places = st.lists(
    st.tuples(st.integers(0, 4), st.integers(0, 30), st.integers(1, 4)), unique_by=lambda place: place[:2], max_size=12
).map(lambda found: tuple(sorted(Place(document, start, start + length) for document, start, length in found)))
somewhere = st.tuples(st.integers(-1, 5), st.integers(-1, 40))


@given(places, somewhere)
def test_going_forwards_visits_every_place_once_and_comes_round(
    found: tuple[Place, ...], here: tuple[int, int]
) -> None:
    walk = Walk(found)
    visited = []
    for _ in found:
        place = walk.after(*here)
        assert place is not None
        visited.append(place)
        here = place.document, place.start
    assert sorted(visited) == list(found)
    if found:
        assert walk.after(*here) == visited[0]


@given(places, somewhere)
def test_going_backwards_visits_every_place_once_and_comes_round(
    found: tuple[Place, ...], here: tuple[int, int]
) -> None:
    walk = Walk(found)
    visited = []
    for _ in found:
        place = walk.before(*here)
        assert place is not None
        visited.append(place)
        here = place.document, place.start
    assert sorted(visited) == list(found)
    if found:
        assert walk.before(*here) == visited[0]


@given(places)
def test_forwards_and_back_is_where_one_was(found: tuple[Place, ...]) -> None:
    walk = Walk(found)
    for place in found:
        following = walk.after(place.document, place.start)
        assert following is not None
        assert walk.before(following.document, following.start) == place


@given(places, somewhere)
def test_the_next_place_is_the_nearest_one(found: tuple[Place, ...], here: tuple[int, int]) -> None:
    walk = Walk(found)
    ahead = [place for place in found if (place.document, place.start) > here]
    behind = [place for place in found if (place.document, place.start) < here]
    assert walk.after(*here) == next(iter(ahead or found), None)
    assert walk.before(*here) == next(reversed(behind or found), None)


@given(places)
def test_places_and_documents_are_numbered_from_one(found: tuple[Place, ...]) -> None:
    walk = Walk(found)
    assert [walk.number(place) for place in found] == list(range(1, len(found) + 1))
    assert list(walk.documents) == sorted({place.document for place in found})
    assert list(walk.documents.values()) == list(range(1, len(walk.documents) + 1))


def test_a_place_that_is_not_in_a_walk_has_no_number() -> None:
    with pytest.raises(ValueError, match="Place"):
        Walk((Place(0, 1, 2),)).number(Place(0, 1, 3))


def test_a_walk_without_places_leads_nowhere() -> None:
    assert Walk(()).after(0, 0) is None
    assert Walk(()).before(0, 0) is None
