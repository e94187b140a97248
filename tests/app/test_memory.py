"""Memory: what is noted while reading reaches the disk, and nothing that was there before is lost."""

from __future__ import annotations

from functools import cached_property
from threading import Event
from typing import TYPE_CHECKING

import pytest

from reader.app.choice import Location
from reader.app.memory import LONG, Memory
from reader.documents.document import Document
from reader.library.library import Library

if TYPE_CHECKING:
    from pathlib import Path

    from reader.library.state import State


class SlowDocument(Document):
    """A document so long that it takes a while to know what it is known by."""

    may_go_on = Event()

    @cached_property
    def digest(self) -> str:
        """What it is known by, in the end."""
        assert self.may_go_on.wait(20)
        return "slow"


@pytest.fixture
def library(folder: Path) -> Library:
    return Library([str(folder)])


def jumped(number: int, anchor: int) -> Location:
    return Location(number, anchor, None, None)


def test_a_place_in_a_text_that_is_still_being_hashed_is_written_down_later(library: Library, state: State) -> None:
    asked: list[bool] = []
    memory = Memory(library, state, lambda: asked.append(True))
    document = SlowDocument(library.documents[0], "湖" * (LONG + 1))
    memory.remember_place(0, document, 7, 0.5)
    for times in (1, 2, 3):
        memory.write_down()
        assert len(asked) == times
        assert state.last_place(document.name) is None
    document.may_go_on.set()
    memory.write_down(last=True)
    place = state.last_place(document.name)
    assert place is not None
    assert place.offset == 7


def test_jumps_made_before_the_history_is_recalled_come_after_what_was_left(library: Library, state: State) -> None:
    last_run = Memory(library, state, lambda: None)
    last_run.history.jump_from(jumped(0, 3))
    last_run.write_down(last=True)
    memory = Memory(library, state, lambda: None)
    memory.history.jump_from(jumped(1, 5))
    memory.recall_history()
    assert [location.anchor for location in memory.history.behind] == [3, 5]


def test_leaving_before_the_history_is_recalled_loses_none_of_it(library: Library, state: State) -> None:
    for anchor in (3, 5, 8):
        memory = Memory(library, state, lambda: None)
        memory.history.jump_from(jumped(0, anchor))
        memory.write_down(last=True)
    memory = Memory(library, state, lambda: None)
    memory.write_down(last=True)
    memory.recall_history()
    assert [location.anchor for location in memory.history.behind] == [3, 5, 8]


def test_what_was_left_ahead_is_there_again_until_there_is_another_jump(library: Library, state: State) -> None:
    memory = Memory(library, state, lambda: None)
    memory.history.jump_from(jumped(0, 3))
    assert memory.history.back(jumped(0, 9)) is not None
    memory.write_down(last=True)
    again = Memory(library, state, lambda: None)
    again.recall_history()
    assert [location.anchor for location in again.history.ahead] == [9]
    other = Memory(library, state, lambda: None)
    other.history.jump_from(jumped(0, 1))
    other.recall_history()
    assert not other.history.ahead
