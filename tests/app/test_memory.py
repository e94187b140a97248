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
from tests.remembered import place_in

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
        assert place_in(state, document.name) is None
    document.may_go_on.set()
    memory.write_down(last=True)
    place = place_in(state, document.name)
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


def test_jumps_through_renamed_documents_outlive_leaving_before_their_texts_are_known(
    library: Library, state: State, folder: Path
) -> None:
    for number in range(2):
        library.analysis(number)
    last_run = Memory(library, state, lambda: None)
    for number, anchor in ((0, 3), (1, 5), (0, 7), (1, 9)):
        last_run.history.jump_from(jumped(number, anchor))
    last_run.write_down(last=True)
    (folder / "1.txt").rename(folder / "0.txt")
    for run in range(2):
        hasty = Memory(Library([str(folder)]), state, lambda: None)
        hasty.recall_history()
        assert hasty.history.back(jumped(1, 11 + run)) is not None
        hasty.write_down(last=True)
        assert all(jump.digest is not None for jump in state.history(library.sources).behind)
    again = Library([str(folder)])
    memory = Memory(again, state, lambda: None)
    memory.recall_history()
    assert memory.history.back(jumped(1, 20)) is None
    list(again.analyses())
    memory.look_up_renamed()
    assert [place.anchor for place in memory.history.behind] == [3]
    assert [place.anchor for place in memory.history.ahead] == [11, 12, 7]
    assert all(isinstance(place, Location) for place in (*memory.history.behind, *memory.history.ahead))


def test_a_library_that_was_moved_keeps_its_history(library: Library, state: State, folder: Path) -> None:
    list(library.analyses())
    last_run = Memory(library, state, lambda: None)
    for anchor in (3, 5):
        last_run.history.jump_from(jumped(0, anchor))
    assert last_run.history.back(jumped(1, 9)) is not None
    last_run.write_down(last=True)
    moved = folder.rename(folder.parent / "elsewhere")
    for made in ((), (jumped(2, 8),)):
        memory = Memory(Library([str(moved)]), state, lambda: None)
        memory.recall_history()
        for location in made:
            memory.history.jump_from(location)
            memory.write_down()
        list(memory._library.analyses())
        memory.look_up_renamed()
        memory.look_up_renamed()
        assert [place.anchor for place in memory.history.behind] == [3, *(location.anchor for location in made)]
        assert [place.anchor for place in memory.history.ahead] == ([] if made else [9])


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


def test_a_place_in_a_renamed_document_outlives_that_it_is_edited_though_the_reader_did_not_move(
    state: State, folder: Path
) -> None:
    before = Memory(Library([str(folder)]), state, lambda: None)
    before.remember_place(0, before._library.open(0), 7, 0.5)
    before.write_down(last=True)
    renamed = (folder / "1.txt").rename(folder / "0.txt")
    again = Library([str(folder)])
    memory = Memory(again, state, lambda: None)
    list(again.analyses())
    memory.look_up_renamed()
    number, document = again.documents.index(str(renamed)), again.open(again.documents.index(str(renamed)))
    memory.remember_place(number, document, memory.left_at(number, document), 0.5)
    memory.write_down(last=True)
    place = place_in(state, str(renamed))
    assert place is not None
    assert place.offset == 7


def test_a_copy_of_a_document_was_not_read(state: State, folder: Path) -> None:
    before = Memory(Library([str(folder)]), state, lambda: None)
    before.remember_place(0, before._library.open(0), 7, 0.5)
    before.write_down(last=True)
    copy = folder / "9.txt"
    copy.write_bytes((folder / "1.txt").read_bytes())
    for is_there in (True, False):
        again = Library([str(folder)])
        memory = Memory(again, state, lambda: None)
        list(again.analyses())
        memory.look_up_renamed()
        assert (again.documents.index(str(copy)) in memory.last_places) is not is_there
        if is_there:
            (folder / "1.txt").unlink()
