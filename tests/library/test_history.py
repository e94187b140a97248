"""Back, then forward, is where the reader was."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.library.history import LONGEST, History, Jump

places = st.lists(st.integers(), max_size=12)


def travelled(jumps: list[int]) -> tuple[History[int], int]:
    """Return the history of a reader who jumped from place to place, and the last place."""
    history: History[int] = History()
    here = 0
    for there in jumps:
        history.jump_from(here)
        here = there
    return history, here


@given(places, st.integers(0, 15))
def test_back_then_forward_is_where_one_was(jumps: list[int], steps: int) -> None:
    history, here = travelled(jumps)
    place, back = here, 0
    for _ in range(steps):
        if (before := history.back(place)) is None:
            break
        place, back = before, back + 1
    for _ in range(back):
        after = history.forward(place)
        assert after is not None
        place = after
    assert place == here
    assert history.forward(place) is None


@given(places)
def test_back_leads_through_all_places_to_the_first(jumps: list[int]) -> None:
    history, here = travelled(jumps)
    visited = [here]
    while (before := history.back(visited[-1])) is not None:
        visited.append(before)
    assert visited[::-1] == [0, *jumps]


@given(places, st.data())
def test_any_way_back_and_forth_comes_by_the_same_places(jumps: list[int], data: st.DataObject) -> None:
    history, here = travelled(jumps)
    way, at = [0, *jumps], len(jumps)
    for back in data.draw(st.lists(st.booleans(), max_size=20)):
        there = history.back(here) if back else history.forward(here)
        expected = at - 1 if back else at + 1
        if 0 <= expected < len(way):
            at = expected
            assert there == way[at]
            here = way[at]
        else:
            assert there is None


@given(places, st.integers(0, 15), st.integers(0, 15))
def test_a_history_made_of_what_lies_behind_and_ahead_is_the_same(jumps: list[int], back: int, forward: int) -> None:
    history, here = travelled(jumps)
    for steps, step in ((back, history.back), (forward, history.forward)):
        for _ in range(steps):
            there = step(here)
            here = here if there is None else there
    again = History(list(history.behind), list(history.ahead))
    assert [*again.behind, here, *reversed(again.ahead)] == [0, *jumps]
    for step, same in ((history.back, again.back), (history.forward, again.forward)):
        at = here
        while (there := step(at)) is not None:
            assert same(at) == there
            at = there
        assert same(at) is None
        here = at


lost = st.builds(Jump, st.just("gone.txt"), st.none(), st.integers(0, 3))


@given(st.lists(st.integers(0, 9) | lost), st.lists(st.integers(0, 9) | lost), st.lists(st.booleans(), max_size=20))
def test_jumps_to_documents_that_are_not_there_are_passed_by_and_stay_where_they_are(
    behind: list[int | Jump], ahead: list[int | Jump], ways: list[bool]
) -> None:
    history, here, line = History(list(behind), list(ahead)), 10, [*behind, 10, *reversed(ahead)]
    for back in ways:
        there = history.back(here) if back else history.forward(here)
        side = history.behind if back else history.ahead
        if there is None:
            assert all(isinstance(place, Jump) for place in side)
        else:
            assert isinstance(there, int)
            here = there
        assert [*history.behind, here, *reversed(history.ahead)] == line


def test_a_place_that_is_found_for_a_jump_takes_its_place() -> None:
    jump, other = Jump("a.txt", "one", 1), Jump("b.txt", "two", 2)
    history = History[int]([7, jump, other], [jump]).found(lambda jump: jump.anchor if jump.digest == "one" else None)
    assert (history.behind, history.ahead) == ((7, 1, other), (1,))


def test_a_jump_forgets_what_lay_ahead() -> None:
    history, here = travelled([1, 2])
    assert history.back(here) == 1
    history.jump_from(1)
    assert history.forward(3) is None
    assert history.back(3) == 1


def test_only_so_many_jumps_are_remembered() -> None:
    history, here = travelled(list(range(1, LONGEST + 100)))
    steps = 0
    while (before := history.back(here)) is not None:
        here, steps = before, steps + 1
    assert steps == LONGEST
