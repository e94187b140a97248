"""`--encoding`: what a document is read as when somebody knows better."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from reader import cli
from reader.documents.encodings import LABELS
from reader.library.chosen_encodings import ChosenEncodings
from reader.library.locations import state_file
from reader.library.state import State

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "湖邊記\n\n工作室在湖邊，方小舟昨天說軟體已經做完。\n"
COMMANDS = {
    "list": ["list"],
    "show": ["show"],
    "detect": ["detect"],
    "convert": ["convert", "--to", "simplified"],
    "mentions": ["mentions"],
    "entities": ["entities"],
    "search": ["search", "湖邊"],
    "index": ["index"],
    "discover": ["discover"],
}


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "documents" / "1.txt"
    path.parent.mkdir()
    path.write_bytes(TEXT.encode("cp950"))
    return path


def output(capsys: pytest.CaptureFixture[str], *words: object) -> str:
    assert cli.main([str(word) for word in words]) in (0, 1)
    said = capsys.readouterr()
    assert said.err == ""
    return said.out


def test_a_document_is_shown_as_what_it_is_or_as_it_is_said_to_be(
    document: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert output(capsys, "show", document) == TEXT
    assert output(capsys, "show", document, "--encoding", "big-5") == TEXT
    assert output(capsys, "show", document, "--encoding", "cp936") == TEXT.encode("cp950").decode("gb18030")


def test_each_command_that_reads_documents_takes_an_encoding(
    document: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for command, words in COMMANDS.items():
        right, wrong = (output(capsys, *words, document, "--encoding", name) for name in ("big5", "gbk"))
        assert right == output(capsys, *words, document)
        if command not in ("mentions", "entities", "index", "discover"):
            assert right != wrong


@pytest.mark.parametrize("command", COMMANDS)
def test_an_encoding_that_is_none_is_wrong_usage_and_those_there_are_are_named(
    document: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    with pytest.raises(SystemExit) as stopped:
        cli.main([*COMMANDS[command], str(document), "--encoding", "klingon"])
    assert stopped.value.code == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert all(label in said.err for label in LABELS.values())


def test_detect_tells_the_encoding_and_how_many_places_are_broken(
    document: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document.write_bytes(document.read_bytes() + b"\xff\n")
    (row,) = map(json.loads, output(capsys, "detect", document, "--json").splitlines())
    assert (row["encoding"], row["replaced"]) == ("Big5", 1)
    assert output(capsys, "detect", document) == f"{document}\tzh-TW\tBig5\n"


def test_the_index_does_not_mix_what_a_document_is_in_one_encoding_and_in_another(
    document: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ways: tuple[tuple[str, ...], ...] = ((), ("--encoding", "gbk"), ("--encoding", "big5"))
    first = [output(capsys, "list", document, "--json", *way) for way in ways]
    again = [output(capsys, "list", document, "--json", *way) for way in ways]
    assert first == again
    assert first[0] == first[2] != first[1]


def test_what_was_chosen_in_the_app_holds_for_every_command_but_what_is_asked_for_goes_before(
    document: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = {command: output(capsys, *words, document) for command, words in COMMANDS.items()}
    wrong = {command: output(capsys, *words, document, "--encoding", "gbk") for command, words in COMMANDS.items()}
    state = State(state_file())
    chosen = ChosenEncodings(state)
    chosen.choose(str(document), "GB18030")
    chosen.write_down(str(document))
    state.close()
    for command, words in COMMANDS.items():
        expected = before if command == "detect" else wrong  # which finds out, whatever was chosen
        assert output(capsys, *words, document) == expected[command]
        assert output(capsys, *words, document, "--encoding", "big5") == before[command]


def test_to_ask_what_was_chosen_makes_no_state(document: Path, capsys: pytest.CaptureFixture[str]) -> None:
    output(capsys, "list", document)
    assert not state_file().exists()
