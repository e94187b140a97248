"""`reader bookmarks` prints what was marked, where it stands now."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from reader.cli_bookmarks import print_bookmarks
from reader.documents.document import read_document
from reader.documents.sanitising import harmless
from reader.library.bookmarks import Bookmark, Bookmarks
from reader.library.locations import state_file
from reader.library.state import State
from tests.library.making import DOCUMENTS, fill, write

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return fill(tmp_path / "木屋")


def mark(path: Path, quote: str, note: str = "") -> Bookmark:
    document = read_document(str(path))
    state = State(state_file())
    start = document.text.index(quote)
    kept = Bookmarks(state)
    made = kept.add(document.name, document.digest, document.title, document.text, start, start + len(quote), note)
    state.close()
    return made


def answer(
    capsys: pytest.CaptureFixture[str], *paths: Path | str, as_lines: bool = True
) -> tuple[int, list[dict[str, object]], list[str]]:
    complaints: list[str] = []
    status = print_bookmarks([str(path) for path in paths], complaints.append, as_lines=as_lines)
    return status, [json.loads(line) for line in capsys.readouterr().out.splitlines()], complaints


def test_without_bookmarks_nothing_is_printed_and_nothing_made(capsys: pytest.CaptureFixture[str]) -> None:
    assert answer(capsys) == (1, [], [])
    assert not state_file().exists()


def test_all_bookmarks_are_printed_as_markdown(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mark(folder / "2.txt", "為了方小舟", "[誰]")
    mark(folder / "1.txt", "陈晚来了")
    assert print_bookmarks([], pytest.fail, as_lines=False) == 0
    printed = capsys.readouterr().out
    assert printed.startswith("## 木屋记\n\n> 陈晚来了\n\n")
    assert "## 木屋的信\n\n> 為了方小舟\n\n\\[誰\\]\n\n" in printed


def test_bookmarks_of_some_documents_are_printed_as_json(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = mark(folder / "2.txt", "為了方小舟", "誰")
    mark(folder / "1.txt", "陈晚来了")
    status, rows, complaints = answer(capsys, folder / "2.txt")
    assert (status, complaints) == (0, [])
    assert [(row["document"], row["start"], row["end"], row["text"], row["note"]) for row in rows] == [
        (str(folder / "2.txt"), made.start, made.end, "為了方小舟", "誰")
    ]
    assert [row["text"] for row in answer(capsys, folder)[1]] == ["陈晚来了", "為了方小舟"]
    assert answer(capsys, folder / "更多") == (1, [], [])


def test_in_an_edited_file_offsets_are_those_of_today(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = mark(folder / "2.txt", "為了方小舟")
    write(folder / "2.txt", "前言\n" + DOCUMENTS["2.txt"])
    for paths in ((), (folder,)):
        _status, rows, _complaints = answer(capsys, *paths)
        assert [row["start"] for row in rows] == [made.start + 3]


def test_in_a_renamed_file_bookmarks_are_found(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mark(folder / "2.txt", "為了方小舟")
    (folder / "2.txt").rename(folder / "letter.txt")
    assert [row["document"] for row in answer(capsys, folder)[1]] == [str(folder / "letter.txt")]


def test_bookmarks_of_a_file_that_is_gone_are_printed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = mark(folder / "2.txt", "為了方小舟")
    (folder / "2.txt").unlink()
    for paths in ((), (folder / "2.txt",)):
        status, rows, complaints = answer(capsys, *paths)
        assert (status, complaints) == (0, [])
        assert [(row["text"], row["start"]) for row in rows] == [("為了方小舟", made.start)]


def test_a_path_that_is_not_there_is_named(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mark(folder / "2.txt", "為了方小舟")
    status, rows, complaints = answer(capsys, folder / "2.txt", folder / "none.txt")
    assert (status, len(rows)) == (3, 1)
    assert complaints == [f"{folder / 'none.txt'}: no such file or folder"]


def test_a_broken_database_is_named(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(state_file(), "no database, " * 100)
    status, rows, complaints = answer(capsys, folder)
    assert (status, rows) == (3, [])
    assert str(state_file()) in complaints[0]


def test_json_is_safe_to_print_whatever_was_marked(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(folder / "2.txt", "為了\x9b31m方小舟\u202e\n")
    mark(folder / "2.txt", "\x9b31m方小舟")
    print_bookmarks([], lambda _complaint: None, as_lines=True)
    printed = capsys.readouterr().out.rstrip("\n")
    assert harmless(printed) == printed
    assert json.loads(printed)["text"] == "\x9b31m方小舟"
