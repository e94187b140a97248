"""The encoding that a reader has chosen for a document is the one it is read in from then on."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from reader.documents.encodings import LABELS
from reader.library.chosen_encodings import ChosenEncodings
from reader.library.library import Library
from reader.library.locations import state_file
from reader.library.opening import recall_encodings
from reader.library.state import State
from tests.documents.formats.packing import zipped

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TEXT = "湖邊的工作室昨天宣布，方小舟不在。\n"


@pytest.fixture
def state(tmp_path: Path) -> Iterator[State]:
    state = State(tmp_path / "state" / "state.sqlite")
    yield state
    state.close()


@pytest.fixture
def chosen(state: State) -> ChosenEncodings:
    return ChosenEncodings(state)


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "湖" / "1.txt"
    path.parent.mkdir()
    path.write_bytes(TEXT.encode("big5"))
    return path


def remember(chosen: ChosenEncodings, document: str, encoding: str | None) -> bool:
    """Choose an encoding and write it down; return whether it is written."""
    chosen.choose(document, encoding)
    return chosen.write_down(document)


def test_what_was_chosen_holds_before_it_is_written_down(chosen: ChosenEncodings, state: State, document: Path) -> None:
    library = Library([str(document)])
    library.recall_encodings(chosen.of)
    for encoding in ("GB18030", None):
        library.read_as(0, encoding)
        chosen.choose(str(document), encoding)
        document.write_bytes(document.read_bytes() + TEXT.encode("big5"))
        assert library.renew(0)
        assert library.open(0).encoding == (encoding or "Big5")
        assert ChosenEncodings(state).of(str(document)) is None
    library.close()


def test_it_is_remembered_until_it_is_to_be_found_out_again(
    chosen: ChosenEncodings, state: State, document: Path
) -> None:
    assert chosen.of(str(document)) is None
    for encoding in (*LABELS.values(), None):
        assert remember(chosen, str(document), encoding)
        assert chosen.of(str(document)) == ChosenEncodings(state).of(str(document)) == encoding
        assert chosen.of("other.txt") is None


def test_it_outlives_a_kill(chosen: ChosenEncodings, document: Path, tmp_path: Path) -> None:
    remember(chosen, str(document), "Big5")
    other = State(tmp_path / "state" / "state.sqlite")  # the first one was never closed
    assert ChosenEncodings(other).of(str(document)) == "Big5"
    other.close()


def test_a_path_is_the_same_however_it_is_given(
    chosen: ChosenEncodings, document: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    remember(chosen, str(document), "Big5")
    monkeypatch.chdir(document.parent)
    assert (chosen.of("1.txt"), chosen.of("21.txt")) == ("Big5", None)


def test_a_name_may_be_any_bytes(chosen: ChosenEncodings, document: Path) -> None:
    name = os.fsdecode(os.fsencode(document.parent) + b"/\xff.txt")
    document.rename(name)
    assert remember(chosen, name, "Big5")
    assert chosen.of(name) == "Big5"


def test_what_came_on_standard_input_comes_only_once(chosen: ChosenEncodings) -> None:
    assert remember(chosen, "-", "Big5")
    assert chosen.of("-") is None


def test_a_document_that_was_edited_is_still_read_so(chosen: ChosenEncodings, document: Path) -> None:
    remember(chosen, str(document), "Big5")
    document.write_bytes(TEXT.encode("big5") * 2)
    assert chosen.of(str(document)) == "Big5"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_one_that_was_converted_is_not(chosen: ChosenEncodings, document: Path, encoding: str) -> None:
    remember(chosen, str(document), "Big5")
    document.write_bytes(TEXT.encode(encoding))
    assert chosen.of(str(document)) is None


def test_bytes_that_could_be_utf_8_and_never_changed_are_read_as_the_reader_says(
    chosen: ChosenEncodings, document: Path
) -> None:
    document.write_bytes(TEXT.encode())
    remember(chosen, str(document), "GB18030")
    assert chosen.of(str(document)) == "GB18030"


def test_in_an_archive_one_document_is_not_taken_for_another(chosen: ChosenEncodings, tmp_path: Path) -> None:
    archive, moved = tmp_path / "集.zip", tmp_path / "集二.zip"
    archive.write_bytes(zipped({"a.txt": "湖", "b.txt": "水"}))
    remember(chosen, f"{archive}/a.txt", "Big5")
    assert chosen.of_moved(f"{archive}/b.txt") is None
    archive.rename(moved)
    assert chosen.of_moved(f"{moved}/b.txt") is None
    assert chosen.of_moved(f"{moved}/a.txt") == "Big5"


def test_a_file_that_was_renamed_or_moved_is_known_by_its_time_and_size(
    chosen: ChosenEncodings, state: State, document: Path, tmp_path: Path
) -> None:
    remember(chosen, str(document), "Big5")
    moved, same = tmp_path / "2.txt", document.stat().st_mtime_ns
    moved.write_bytes(document.read_bytes())
    os.utime(moved, ns=(0, same))
    assert chosen.of_moved(str(moved)) is None  # the other one is still there
    document.unlink()
    os.utime(moved, ns=(0, 1))
    assert chosen.of_moved(str(moved)) is None
    os.utime(moved, ns=(0, same))
    assert chosen.of_moved(str(moved)) == chosen.of(str(moved)) == ChosenEncodings(state).of(str(moved)) == "Big5"
    assert remember(chosen, str(moved), None)
    assert chosen.of_moved(str(moved)) is None


def test_a_command_reads_a_renamed_document_so_and_writes_nothing(document: Path) -> None:
    document.write_bytes(TEXT.encode("gb18030"))
    state = State(state_file())
    remember(ChosenEncodings(state), str(document), "Big5")
    renamed = document.rename(document.with_name("2.txt"))
    document.with_name("3.txt").write_bytes(TEXT.encode("gb18030"))
    library = Library([str(document.parent)])
    recall_encodings(library)
    assert [library.open(number).encoding for number in range(2)] == ["Big5", "GB18030"]
    assert ChosenEncodings(state).of(str(renamed)) is None
    assert ChosenEncodings(state).of(str(document)) == "Big5"
    library.close()
    state.close()


def test_a_database_may_hold_anything(chosen: ChosenEncodings, state: State, document: Path) -> None:
    remember(chosen, str(document), "Big5")
    document.rename(document.with_name("2.txt"))
    for nonsense in ("klingon", None, 3, b"Big5"):
        state.database.write(("update encoding set encoding = ?", (nonsense,)))
        assert ChosenEncodings(state).of(str(document)) is None
        assert ChosenEncodings(state).of_moved(str(document.with_name("2.txt"))) is None
        assert ChosenEncodings(state).of_any_path(str(document.with_name("2.txt"))) is None


def test_a_library_reads_its_documents_so_unless_it_is_told_otherwise(chosen: ChosenEncodings, document: Path) -> None:
    document.write_bytes(TEXT.encode("gb18030"))
    remember(chosen, str(document), "Big5")
    for encoding, expected in ((None, "Big5"), ("UTF-16LE", "UTF-16LE")):
        library = Library([str(document.parent)], encoding=encoding)
        library.recall_encodings(chosen.of)
        assert library.open(0).encoding == expected
        assert library.title(0) == library.analysis(0).title == library.open(0).title
        library.close()
