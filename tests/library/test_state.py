"""What a reader would miss if it were gone: places, how documents are read, jumps and settings."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from functools import partial
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.documents.anchoring import Selector, selector_at
from reader.library import database
from reader.library.database import MIGRATIONS, NotKeptError
from reader.library.history import Chosen, Jump, Trail
from reader.library.state import MOST_JUMPS, MOST_LIBRARIES, DocumentSettings, ReadingPlace, State
from reader.library.stored import numbers_of, read_target, stored_path, write_target
from reader.scripts.script import Script, Written
from reader.scripts.target import AS_WRITTEN, Target
from tests.remembered import place_in, settings_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from reader.library.finding import Stamp


BEFORE_VERSIONS = """
create table if not exists place (
    digest text primary key, document text, offset integer, progress real, read real
) without rowid;
create index if not exists place_by_document on place (document, read);
create table if not exists setting (name text primary key, value text) without rowid;
"""
"""The tables of the first version, which wrote no number of its version."""

clock = count(1_700_000_000)


@pytest.fixture
def state(tmp_path: Path) -> Iterator[State]:
    state = State(tmp_path / "state" / "state.sqlite")
    yield state
    state.close()


def offset_of(state: State, document: str, digest: str) -> int | None:
    place = place_in(state, document, digest)
    return place.offset if place else None


def remember(state: State, document: str, digest: str, offset: int) -> None:
    """Remember a place, each a moment after the one before."""
    state.remember_place(document, digest, ReadingPlace(offset, 0.5, next(clock)))


def test_a_place_is_remembered(state: State) -> None:
    selector = Selector("方小舟", "\ud800\0\n", "說")
    stamp = (stored_path("a.txt"), 100, 2**62)
    place = ReadingPlace(42, 0.5, 1_700_000_000.25, selector, 90, stamp, 96, 97)
    assert state.remember_place("a.txt", "digest", place)
    assert place_in(state, "a.txt", "digest", 90) == place_in(state, "a.txt") == place


def test_a_document_that_was_never_read_has_no_place(state: State) -> None:
    assert place_in(state, "a.txt", "digest") is None
    assert place_in(state, "a.txt") is None


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


# Which place is whose


def never() -> str:
    raise AssertionError("the digest need not be known")


def left(state: State, document: str, stamp: Stamp | None, length: int, digest: Callable[[], str]) -> int | None:
    found = state.place_for(document, stamp, length, digest)
    return found.place.offset if found is not None else None


def test_of_a_file_that_did_not_change_the_digest_is_not_asked(state: State) -> None:
    stamp = (stored_path("a.txt"), 300, 17)
    assert state.place_for("a.txt", stamp, 100, never) is None
    state.remember_place("a.txt", "digest", ReadingPlace(42, 0.5, 1.0, length=100, stamp=stamp))
    assert left(state, "a.txt", stamp, 100, never) == 42


def test_a_file_that_did_not_change_need_not_be_read_for_its_place(state: State) -> None:
    stamp = (stored_path("a.txt"), 300, 17)
    assert state.place_unread("a.txt", stamp) is None
    place = ReadingPlace(42, 0.5, 1.0, Selector("一", "", ""), 100, stamp, 126, 300)
    state.remember_place("a.txt", "digest", place)
    state.remember_target("a.txt", "digest", Target(Script.TW))
    found = state.place_unread("a.txt", stamp)
    assert found is not None
    assert (found.place, found.settings.target) == (place, Target(Script.TW))
    for other in ((stamp[0], 301, 17), (stamp[0], 300, 18)):
        assert state.place_unread("a.txt", other) is None
    assert state.place_unread("b.txt", (stored_path("b.txt"), 300, 17)) is None


def test_a_file_whose_text_was_not_left_anywhere_must_be_read(state: State) -> None:
    stamp = (stored_path("a.txt"), 300, 17)
    state.remember_place("a.txt", "digest", ReadingPlace(42, 0.5, 1.0, length=100, stamp=stamp))
    state.remember_target("a.txt", "edited", Target(Script.TW))
    assert state.place_unread("a.txt", stamp) is None


def test_of_a_text_of_a_new_length_the_digest_is_not_asked(state: State) -> None:
    stamp = (stored_path("a.txt"), 300, 17)
    state.remember_place("a.txt", "digest", ReadingPlace(42, 0.5, 1.0, length=100, stamp=stamp))
    assert left(state, "a.txt", (stamp[0], 303, 18), 101, never) == 42
    assert left(state, "b.txt", (stored_path("b.txt"), 303, 18), 101, never) is None


def test_a_file_with_the_same_time_and_another_length_is_another_text(state: State) -> None:
    stamp = (stored_path("a.txt"), 300, 17)
    state.remember_place("a.txt", "digest", ReadingPlace(42, 0.5, 1.0, length=100, stamp=stamp))
    state.remember_place("b.txt", "other", ReadingPlace(7, 0.5, 1.0, length=300, stamp=(stored_path("b.txt"), 300, 17)))
    assert left(state, "a.txt", stamp, 300, lambda: "other") == 7


def test_a_copy_of_a_file_does_not_take_the_place_away_from_it(state: State) -> None:
    stamps = {name: (stored_path(name), 300, number) for number, name in enumerate(("a.txt", "b.txt"))}
    for name, stamp in stamps.items():
        state.remember_place(name, "digest", ReadingPlace(42, 0.5, 1.0, length=100, stamp=stamp))
    assert left(state, "a.txt", stamps["a.txt"], 100, never) == 42
    assert left(state, "a.txt", (stored_path("a.txt"), 400, 9), 150, never) == 42


TEXTS = ("一", "二", "三三", "四四", "五五五")
operations = st.lists(
    st.tuples(
        st.sampled_from(("write", "rename", "copy", "read")), st.sampled_from("abc"), st.sampled_from((*"abc", *TEXTS))
    ),
    max_size=25,
)


@given(operations)
def test_what_is_remembered_is_of_the_same_text_else_of_the_same_path(operations: list[tuple[str, str, str]]) -> None:
    state, now, offset = State(None), count(), count(1)
    files: dict[str, tuple[str, int]] = {}
    by_text: dict[str, int] = {}
    by_path: dict[str, str] = {}
    for what, path, other in operations:
        if what == "write" and other in TEXTS:
            files[path] = (other, next(now))
        elif what in ("rename", "copy") and path in files and other not in (path, *TEXTS):
            files[other] = files[path]  # as cp -p does, with its time
            if what == "rename":
                del files[path]
        elif what == "read" and path in files:
            text, changed = files[path]
            stamp = (stored_path(path), len(text.encode()), changed)
            found = state.place_for(path, stamp, len(text), partial("digest of {}".format, text))
            expected = text if text in by_text else by_path.get(path)
            assert (found.digest if found else None) == (f"digest of {expected}" if expected else None)
            assert (found.place.offset if found else None) == (by_text[expected] if expected else None)
            by_text[text], by_path[path] = next(offset), text
            place = ReadingPlace(by_text[text], 0.5, 1.0, selector_at(text, 0), len(text), stamp)
            assert state.remember_place(path, f"digest of {text}", place)
    state.close()


def test_the_place_in_an_edited_file_is_found_again(state: State) -> None:
    text = "".join(map(chr, range(0x4E00, 0x4F00)))
    place = ReadingPlace(100, 0.5, 1.0, selector_at(text, 100), len(text))
    state.remember_place("a.txt", "digest", place)
    edited = "前面添了字" + text[:180] + text[190:]
    found = state.place_for("a.txt", None, len(edited), lambda: "edited")
    assert found is not None
    assert found.place.offset_in(text) == 100
    assert found.place.offset_in(edited) == 105


# How documents are read


def test_a_document_has_a_script_something_chosen_and_a_word_on_it_of_its_own(state: State) -> None:
    assert settings_in(state, "a.txt", "digest") == DocumentSettings()
    for settings in (
        DocumentSettings(Target(Script.TW, wording=True), Chosen("chen-wan")),
        DocumentSettings(None, Chosen(None, "方.舟", regex=True), Written.HK),
        DocumentSettings(AS_WRITTEN, None),
        DocumentSettings(Target(Script.HANT), None, Written.HANS),
        DocumentSettings(Target(Script.HANT, any_region=True)),
    ):
        assert state.remember_target("a.txt", "digest", settings.target)
        assert state.remember_written("a.txt", "digest", settings.written)
        assert state.remember_chosen("a.txt", "digest", settings.chosen)
        assert settings_in(state, "a.txt", "digest") == settings
        found = state.place_for("a.txt", None, 1, lambda: "digest")
        assert found is not None
        assert found.settings == settings


def test_an_edited_document_is_read_as_it_was_before(state: State) -> None:
    state.remember_target("a.txt", "first", Target(Script.TW))
    state.remember_chosen("a.txt", "first", Chosen("chen-wan"))
    state.remember_written("a.txt", "first", Written.TW)
    remember(state, "a.txt", "second", 42)
    assert settings_in(state, "a.txt", "second") == DocumentSettings(Target(Script.TW), Chosen("chen-wan"), Written.TW)
    state.remember_target("a.txt", "third", None)
    assert settings_in(state, "a.txt", "third") == DocumentSettings(None, Chosen("chen-wan"), Written.TW)
    assert offset_of(state, "a.txt", "third") == 42


def test_how_a_document_is_read_does_not_move_its_place(state: State) -> None:
    stamp = (stored_path("a.txt"), 300, 17)
    place = ReadingPlace(42, 0.5, 1.0, Selector("一", "", ""), 100, stamp, 126, 300)
    state.remember_place("a.txt", "digest", place)
    state.remember_target("a.txt", "digest", Target(Script.TW))
    state.remember_chosen("a.txt", "digest", None)
    state.remember_written("a.txt", "digest", Written.TW)
    assert place_in(state, "a.txt", "digest") == place


targets = st.builds(Target, st.sampled_from(Script), st.booleans())
targets |= st.builds(Target, st.just(Script.HANT), st.booleans(), any_region=st.just(True))


@given(targets)
def test_every_way_to_show_a_text_can_be_written_down(target: Target) -> None:
    assert read_target(write_target(target)) == target


def test_a_script_that_an_earlier_version_has_written_down_still_holds() -> None:
    assert read_target("zh-TW") == Target(Script.TW)
    assert read_target("zh-Hant") == Target(Script.HANT, any_region=True)
    assert [read_target(text) for text in (None, "", " ", "zh", "zh-TW words", 3, ["zh-TW"])] == [None] * 7


def test_what_a_reader_says_of_documents_is_found_by_their_texts_else_by_their_paths(state: State) -> None:
    assert state.written(numbers_of(["a.txt"]), {}) == {}
    state.remember_written("a.txt", "first", Written.TW)
    state.remember_written("b.txt", "second", Written.HANS)
    remember(state, "c.txt", "third", 42)
    names = ["a.txt", "b.txt", "c.txt", "renamed.txt"]
    assert state.written(numbers_of(names), {}) == {0: Written.TW, 1: Written.HANS}
    assert state.written(numbers_of(names), {0: "first", 1: "edited", 3: "second"}) == {
        0: Written.TW,
        1: Written.HANS,
        3: Written.HANS,
    }
    state.remember_written("b.txt", "second", None)
    assert state.written(numbers_of(names), {3: "second"}) == {0: Written.TW}


# Several copies of the app


def test_progress_of_another_copy_is_not_taken_away(tmp_path: Path) -> None:
    one, other = State(tmp_path / "state.sqlite"), State(tmp_path / "state.sqlite")
    one.remember_place("a.txt", "digest", ReadingPlace(90, 0.9, 1.0))
    other.remember_target("a.txt", "digest", Target(Script.TW))
    one.remember_place("a.txt", "digest", ReadingPlace(10, 0.2, 2.0))
    assert place_in(other, "a.txt", "digest") == ReadingPlace(10, 0.9, 2.0)
    assert settings_in(one, "a.txt", "digest").target == Target(Script.TW)
    one.close()
    other.close()


def test_what_is_not_written_is_said_to_be_not_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "PATIENCE", 0)
    state = State(tmp_path / "state.sqlite")
    remember(state, "a.txt", "digest", 42)
    with sqlite3.connect(tmp_path / "state.sqlite", isolation_level=None) as busy:
        busy.execute("begin immediate")
        place = ReadingPlace(50, 0.5, 1.0)
        assert not state.remember_place("a.txt", "digest", place)
        assert offset_of(state, "a.txt", "digest") == 42
        busy.execute("rollback")
        assert state.remember_place("a.txt", "digest", place)
        assert offset_of(state, "a.txt", "digest") == 50
    busy.close()
    state.close()


def run(what: str, path: Path, number: int) -> Any:
    """Return what processes that write the same database came to; the database is intact."""
    program = [sys.executable, "-m", "tests.library.processes", what, str(path), str(number)]
    root = Path(__file__).parents[2]
    done = subprocess.run(program, cwd=root, capture_output=True, encoding="utf-8", timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert answer["intact"] == "ok"
    return answer["result"]


needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")


@needs_fork
def test_a_kill_at_any_moment_loses_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    results = run("killed", tmp_path / "state.sqlite", 60)
    assert len(results) == 60
    for result in results:
        assert result["problem"] is None
        assert result["acknowledged"] <= result["found"] <= result["acknowledged"] + 1
        assert result["marked"] >= result["acknowledged"]
    assert results[-1]["acknowledged"] > 120


@needs_fork
def test_copies_that_begin_and_write_at_the_same_time_lose_nothing(tmp_path: Path) -> None:
    result = run("together", tmp_path / "state.sqlite", 6)
    assert result["statuses"] == [0] * 6
    assert result["progress"] == 39 / 40
    assert result["script"] == Script.TW
    assert result["notes"] == sorted(f"{writer}.{number}" for writer in range(6) for number in (0, 10, 20, 30))
    assert result["settings"] == [39] * 6


# Databases of other versions


old_rows = st.lists(
    st.tuples(
        st.sampled_from(("one", "two", "three", "four")),
        st.sampled_from(("a.txt", "b.txt", "-")),
        st.integers(0, 10**9),
        st.floats(0, 1),
        st.integers(1, 10**9).map(float),
    ),
    max_size=8,
    unique_by=(lambda row: row[0], lambda row: row[4]),
)
old_settings = st.dictionaries(st.text("abc", min_size=1), st.text() | st.lists(st.integers()), max_size=4)


@given(old_rows, old_settings)
def test_a_database_of_the_first_version_is_carried_over(
    tmp_path_factory: pytest.TempPathFactory,
    rows: list[tuple[str, str, int, float, float]],
    settings: Mapping[str, object],
) -> None:
    path = tmp_path_factory.mktemp("old") / "state.sqlite"
    with sqlite3.connect(path) as old:
        old.executescript(BEFORE_VERSIONS)
        stored = ((digest, stored_path(document), *place) for digest, document, *place in rows)
        old.executemany("insert into place values (?, ?, ?, ?, ?)", stored)
        written = ((name, json.dumps(value)) for name, value in settings.items())
        old.executemany("insert into setting values (?, ?)", written)
    old.close()
    for _time in range(2):
        state = State(path)
        assert state.problem is None
        for digest, document, offset, progress, read in rows:
            place = ReadingPlace(offset, progress, read)
            assert place_in(state, document, digest) == place
            found = state.place_for(document, None, 5, partial(str, digest))
            assert found is not None
            assert found.place == place
        for document in ("a.txt", "b.txt"):
            last = max((row for row in rows if row[1] == document), key=lambda row: row[4], default=None)
            assert place_in(state, document) == (ReadingPlace(*last[2:]) if last is not None else None)
        assert {name: state.setting(name) for name in settings} == settings
        state.close()


def test_a_database_of_the_version_before_bytes_were_counted_is_carried_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, stamp = tmp_path / "state.sqlite", (stored_path("a.txt"), 300, 17)
    with monkeypatch.context() as before:
        before.setattr(database, "MIGRATIONS", MIGRATIONS[:2])
        State(path).close()
    with sqlite3.connect(path) as old:
        selector = json.dumps(["一", "", ""])
        old.execute("insert into place values ('digest', 42, 0.5, 1.0, 100, ?, 'zh-TW', null)", (selector,))
        old.execute("insert into file values (?, 'digest', 300, 17)", (stamp[0],))
    old.close()
    place = ReadingPlace(42, 0.5, 1.0, Selector("一", "", ""), 100, stamp)
    for _time in range(2):
        state = State(path)
        assert state.problem is None
        found = state.place_unread("a.txt", stamp)
        assert found is not None
        assert (found.place, found.settings.target) == (place, Target(Script.TW))
        place = ReadingPlace(50, 0.5, 2.0, Selector("二", "", ""), 100, stamp, 150, 300)
        assert state.remember_place("a.txt", "digest", place)
        state.close()


def test_a_database_of_a_newer_version_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "state.sqlite"
    with sqlite3.connect(path) as newer:
        newer.execute("create table wonder (of text)")
        newer.execute(f"pragma user_version = {len(MIGRATIONS) + 1}")
    newer.close()
    before = path.read_bytes()
    state = State(path)
    assert state.problem == f"{path}: a newer reader wrote it; update this"
    state.remember_setting("script", "zh-TW")
    assert state.setting("script") == "zh-TW"
    state.close()
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == [path.name]


def test_a_step_to_a_new_version_is_taken_as_a_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "state.sqlite"
    first = State(path)
    remember(first, "a.txt", "digest", 42)
    first.close()
    monkeypatch.setattr(
        database, "MIGRATIONS", (*MIGRATIONS, ("drop table setting", "insert into place select * from place"))
    )
    failed = State(path)
    assert failed.problem is not None
    failed.close()
    monkeypatch.undo()
    again = State(path)
    assert offset_of(again, "a.txt", "digest") == 42
    again.close()


GARBAGE = ("", "null", "[]", "{}", "no JSON", "[1, 2, 3]", '["a", "b"]', '{"entity": 3}', "[" * 100_000, b"\xff", 7)


@pytest.mark.parametrize("garbage", GARBAGE, ids=repr)
def test_garbage_in_the_database_is_as_good_as_nothing(state: State, garbage: object) -> None:
    remember(state, "a.txt", "digest", 42)
    state.remember_history(["a"], Trail((Jump("a.txt", None, 1),)))
    for column in ("selector", "script", "chosen", "length", "written", "byte_offset", "byte_length"):
        assert state.database.write((f"update place set {column} = ?", (garbage,)))
    state.database.write(("update history set trail = ?", (garbage,)))
    state.database.write(("insert into setting values ('script', ?)", (garbage,)))
    found = state.place_for("a.txt", None, 9, lambda: "digest")
    assert found is not None
    assert (found.place.offset, found.place.selector, found.settings) == (42, None, DocumentSettings())
    if garbage != 7:
        assert (found.place.length, found.place.byte_offset, found.place.byte_length) == (None, None, None)
    assert state.history(["a"]) == Trail()
    state.setting("script")
    for column in ("offset", "progress", "read"):
        state.database.write((f"update place set {column} = ?", (b"\xff",)))
        assert place_in(state, "a.txt", "digest") is None
    assert state.last_places(numbers_of(["a.txt"])) == {}


# The history of jumps


chosen = (
    st.none()
    | st.builds(Chosen, st.text(min_size=1))
    | st.builds(Chosen, st.none(), st.text(min_size=1), st.booleans())
)
places = st.tuples(st.integers(0, 10**7), st.integers(0, 10**7)) | st.just((None, None))
jumps = st.builds(
    lambda document, digest, anchor, chosen, place, *stood: Jump(document, digest, anchor, chosen, *place, *stood),
    st.sampled_from((stored_path("a.txt"), stored_path("b.txt"), "-")),
    st.none() | st.just("digest"),
    st.integers(0, 10**7),
    chosen,
    places,
    st.none() | st.builds(Selector, st.text(), st.text(), st.text()),
    st.none() | st.integers(0, 10**7),
)
trails = st.builds(Trail, st.lists(jumps, max_size=5).map(tuple), st.lists(jumps, max_size=5).map(tuple))


@given(trails, trails)
def test_the_history_of_a_library_is_remembered(one: Trail, other: Trail) -> None:
    state = State(None)
    assert state.history(["a", "b"]) == Trail()
    assert state.remember_history(["a", "b"], other)
    assert state.remember_history(["a", "b"], one)
    assert state.remember_history(["a"], other)
    assert state.history(["b", str(Path("a").absolute())]) == one
    assert state.history(["a"]) == other
    state.close()


def test_the_nearest_jumps_are_remembered(state: State) -> None:
    many = tuple(Jump(stored_path("a.txt"), None, anchor) for anchor in range(MOST_JUMPS + 50))
    state.remember_history(["a"], Trail(many, many))
    assert state.history(["a"]) == Trail(many[-MOST_JUMPS:], many[-MOST_JUMPS:])


def test_a_jump_that_makes_no_sense_is_left_out(state: State) -> None:
    good = Jump(stored_path("a.txt"), "digest", 7, Chosen("chen-wan"), 8, 9, Selector("一", "二", "三"), 90)
    state.remember_history(["a"], Trail((good,)))
    row = json.loads(state.database.rows("select trail from history")[0][0])
    bad: list[object] = [{**row["behind"][0], "anchor": value} for value in (-1, None, "7", 1.5, True)]
    poor: dict[str, object] = {"start": -1, "chosen": {"query": ""}, "selector": ["一"], "length": -1}
    row["behind"] = [*bad, {}, 3, row["behind"][0], {**row["behind"][0], **poor}]
    state.database.write(("update history set trail = ?", (json.dumps(row),)))
    assert state.history(["a"]).behind == (good, Jump(good.document, "digest", 7))


def test_a_jump_of_an_earlier_version_is_still_one(state: State) -> None:
    jump = Jump(stored_path("a.txt"), "digest", 7, Chosen("chen-wan"), 8, 9)
    state.remember_history(["a"], Trail((jump,)))
    row = json.loads(state.database.rows("select trail from history")[0][0])
    for name in ("selector", "length"):
        del row["behind"][0][name]
    state.database.write(("update history set trail = ?", (json.dumps(row),)))
    assert state.history(["a"]).behind == (jump,)


def test_a_library_that_was_moved_has_its_history_where_its_texts_are(state: State, tmp_path: Path) -> None:
    for name in ("here", "gone"):
        (tmp_path / name).mkdir()
    texts = {"other": ("one", "six"), "gone": ("one", "two", "three", None), "here": ("one", "two")}
    trails = {
        name: Trail(tuple(Jump(stored_path(f"{digest}.txt"), digest, 1) for digest in digests))
        for name, digests in texts.items()
    }
    for name, trail in trails.items():
        state.remember_history([str(tmp_path / name)], trail)
    assert state.moved_history({"one", "two", "four"}) == Trail()
    (tmp_path / "gone").rmdir()
    assert state.moved_history({"one", "two", "four"}) == trails["gone"]
    assert state.moved_history({"one", "four"}) == Trail()
    assert state.moved_history({"six", "one"}) == trails["other"]
    assert state.history([str(tmp_path / "gone")]) == trails["gone"]


def test_a_library_of_which_a_part_is_still_there_was_not_moved(state: State, tmp_path: Path) -> None:
    sources = [str(tmp_path), str(tmp_path / "gone")]
    state.remember_history(sources, Trail((Jump("a.txt", "one", 1),)))
    assert state.moved_history({"one"}) == Trail()


def test_the_histories_of_the_last_libraries_are_kept(state: State) -> None:
    trail = Trail((Jump(stored_path("a.txt"), None, 1),))
    for number in range(MOST_LIBRARIES + 1):
        state.remember_history([str(number)], trail)
    assert state.history([str(MOST_LIBRARIES)]) == trail
    assert state.history(["0"]) == Trail()


def in_the_way(path: Path) -> None:
    path.parent.rmdir()
    path.parent.write_text("in the way", encoding="utf-8")


NOT_KEPT: dict[str, Callable[[Path], object]] = {
    "its folder is a file": in_the_way,
    "it is damaged": lambda path: path.write_text("no database, but a text that somebody has put there"),
    "it may not be opened": lambda path: path.mkdir(),
}


@pytest.mark.parametrize("reason", NOT_KEPT)
def test_where_no_state_can_be_kept_it_is_said_in_our_words_with_the_way_out(tmp_path: Path, reason: str) -> None:
    path = tmp_path / "reader" / "state.sqlite"
    path.parent.mkdir()
    NOT_KEPT[reason](path)
    state = State(path)
    assert (state.problem or "").startswith(f"{path}: {reason}; ")
    assert (state.problem_in_short or "").startswith(f"state.sqlite: {reason}; ")
    assert len(f"Places are not remembered: {state.problem_in_short}") <= 78
    with pytest.raises(NotKeptError) as refused:
        state.database.keep("insert into setting values ('a', 'b')", ())
    assert str(refused.value).startswith(f"state.sqlite: change not kept: {reason}; ")
    state.close()


def test_a_full_disk_and_a_state_that_may_not_be_written_are_told_in_our_words(tmp_path: Path) -> None:
    state = State(tmp_path / "state.sqlite")
    state.database.rows("pragma max_page_count = 1")
    with pytest.raises(NotKeptError, match=r"^state\.sqlite: change not kept: the disk is full; make room on it$"):
        state.database.keep("insert into setting values ('a', ?)", ("湖" * 100_000,))
    state.database.rows("pragma query_only = on")
    with pytest.raises(NotKeptError, match="no permission to write it; allow it"):
        state.database.keep("insert into setting values ('a', 'b')", ())
    state.close()
