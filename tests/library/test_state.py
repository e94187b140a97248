"""What a reader would miss if it were gone: places and settings."""

from __future__ import annotations

import sqlite3
from itertools import count
from typing import TYPE_CHECKING

import pytest

from reader.library.state import ReadingPlace, State

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


clock = count(1_700_000_000)


@pytest.fixture
def state(tmp_path: Path) -> Iterator[State]:
    state = State(tmp_path / "state" / "state.sqlite")
    yield state
    state.close()


def offset_of(state: State, document: str, digest: str) -> int | None:
    place = state.place(document, digest)
    return place.offset if place else None


def remember(state: State, document: str, digest: str, offset: int) -> None:
    """Remember a place, each a moment after the one before."""
    state.remember_place(document, digest, ReadingPlace(offset, 0.5, next(clock)))


def test_a_place_is_remembered(state: State) -> None:
    place = ReadingPlace(42, 0.5, 1_700_000_000.25)
    state.remember_place("a.txt", "digest", place)
    assert state.place("a.txt", "digest") == state.last_place("a.txt") == place


def test_a_document_that_was_never_read_has_no_place(state: State) -> None:
    assert state.place("a.txt", "digest") is None
    assert state.last_place("a.txt") is None


def test_a_renamed_file_is_known_by_its_text(state: State) -> None:
    remember(state, "old.txt", "digest", 42)
    assert offset_of(state, "new.txt", "digest") == 42


def test_an_edited_file_is_known_by_its_path(state: State) -> None:
    remember(state, "a.txt", "first", 1)
    remember(state, "a.txt", "second", 42)
    assert offset_of(state, "a.txt", "third") == 42


def test_the_text_says_more_than_the_path(state: State) -> None:
    remember(state, "a.txt", "first", 1)
    remember(state, "b.txt", "second", 42)
    assert offset_of(state, "a.txt", "second") == 42


def test_a_path_is_the_same_however_it_is_given(state: State, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    remember(state, "a.txt", "digest", 42)
    assert offset_of(state, str(tmp_path / "a.txt"), "edited") == 42


def test_standard_input_is_known_by_its_text_alone(state: State) -> None:
    remember(state, "-", "digest", 42)
    assert offset_of(state, "-", "digest") == 42
    assert offset_of(state, "-", "other") is None


def test_the_last_place_replaces_the_one_before(state: State) -> None:
    for offset in (1, 42):
        remember(state, "a.txt", "digest", offset)
    assert offset_of(state, "a.txt", "digest") == 42


def test_places_and_settings_survive(tmp_path: Path) -> None:
    path = tmp_path / "state.sqlite"
    first = State(path)
    remember(first, "a.txt", "digest", 42)
    first.remember_setting("script", "zh-TW")
    first.close()
    second = State(path)
    assert offset_of(second, "a.txt", "digest") == 42
    assert second.setting("script") == "zh-TW"
    assert second.problem is None
    second.close()


def test_a_kill_loses_nothing_that_was_written(tmp_path: Path) -> None:
    path = tmp_path / "state.sqlite"
    killed, other = State(path), State(path)
    remember(killed, "a.txt", "digest", 42)
    assert offset_of(other, "a.txt", "digest") == 42
    killed.close()
    other.close()


@pytest.mark.parametrize("value", ["简体", 3, 0.5, True, None, ["一", "二"], {"宽": 80}])
def test_a_setting_may_be_any_json(state: State, value: object) -> None:
    state.remember_setting("name", value)
    assert state.setting("name") == value
    assert state.setting("other") is None


def test_a_name_may_be_any_bytes(state: State) -> None:
    remember(state, "\udcff.txt", "digest", 42)
    remember(state, "\udcfe.txt", "other", 1)
    assert offset_of(state, "\udcff.txt", "edited") == 42


def test_a_folder_that_cannot_be_written_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    path = tmp_path / "file" / "state.sqlite"
    state = State(path)
    assert state.problem is not None
    assert str(path) in state.problem
    remember(state, "a.txt", "digest", 42)
    assert offset_of(state, "a.txt", "digest") == 42
    state.close()


def test_a_broken_database_is_done_without_and_left_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = []
    connect = sqlite3.connect

    def connecting(*words: object, **named: object) -> sqlite3.Connection:
        connection: sqlite3.Connection = connect(*words, **named)  # type: ignore[call-overload]
        opened.append(connection)
        return connection

    monkeypatch.setattr(sqlite3, "connect", connecting)
    path = tmp_path / "state.sqlite"
    path.write_bytes(b"this is no database, " * 100)
    state = State(path)
    assert state.problem is not None
    state.remember_setting("script", "zh-TW")
    assert state.setting("script") == "zh-TW"
    state.close()
    assert path.read_bytes() == b"this is no database, " * 100
    for connection in opened:
        with pytest.raises(sqlite3.ProgrammingError, match="closed"):
            connection.execute("select 1")


def test_a_state_in_memory_has_no_problem() -> None:
    state = State(None)
    state.remember_setting("script", "zh-TW")
    assert (state.setting("script"), state.problem) == ("zh-TW", None)
    state.close()
