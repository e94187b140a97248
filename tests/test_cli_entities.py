"""`reader entities import` and `export` as people and scripts use them."""

from __future__ import annotations

import csv
import io
import json
import sys
from typing import TYPE_CHECKING, Any

import pytest

from reader import cli
from reader.documents.document import read_document
from reader.entities.lists import load_lists
from reader.library.locations import imported_list, imported_lists

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

Run = Any


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """Return what runs the command line and returns its status and what it has printed."""

    def run(*words: object) -> tuple[int, str, str]:
        try:
            status = cli.main([str(word) for word in ("entities", *words)])
        except SystemExit as stopped:
            status = int(stopped.code or 0)
        sys.stdout.flush()
        out, err = capfd.readouterr()
        assert "Traceback" not in err
        return status, out, err

    return run


@pytest.fixture
def people(tmp_path: Path) -> Path:
    file = tmp_path / "people.csv"
    file.write_text("name,alias,type,id\n方小舟,小舟;Fang,person,fang\n林晚,,person,lin\n", encoding="utf-8")
    return file


def test_an_import_is_a_list_of_its_own(run: Run, people: Path) -> None:
    status, out, err = run("import", people)
    assert (status, err) == (0, "")
    assert out.splitlines() == [
        str(imported_list("people")),
        "2 entities, 4 names, 2 new, 0 changed, 0 no longer there, 0 as before",
    ]
    lists = load_lists(imported_lists())
    assert lists.problems == ()
    assert [entity.id for entity in lists.entities] == ["fang", "lin"]


def test_importing_twice_changes_nothing(run: Run, people: Path) -> None:
    run("import", people)
    before = imported_list("people").read_bytes()
    assert run("import", people)[1].endswith("0 no longer there, 2 as before\n")
    assert imported_list("people").read_bytes() == before


def test_a_dry_run_tells_and_writes_nothing(run: Run, people: Path) -> None:
    status, out, _err = run("import", people, "--dry-run")
    assert status == 0
    assert "would be written" in out
    assert "2 new" in out
    assert imported_lists() == ()


def test_what_cannot_be_taken_is_told_and_the_rest_imported(run: Run, people: Path) -> None:
    people.write_text("name,id\n方小舟,fang\n方\x1b,x\n" + "\x07,\n" * 300, encoding="utf-8")
    status, out, err = run("import", people, "--type", "person")
    assert status == 0
    assert out.splitlines()[1].startswith("1 entity, 1 name, 1 new")
    assert "row 3: name: write it on one line" in err
    assert "and 296 more" in err
    assert len(err.splitlines()) < 20
    assert "\x1b" not in err


@pytest.mark.parametrize(
    ("words", "status", "told"),
    [
        (("{folder}/none.csv",), 3, "no such file"),
        (("{folder}",), 2, "--name"),
        (("{folder}/people.csv", "--name", "../x"), 2, "cannot be the name of a list"),
        (("{folder}/people.csv", "--type", "Ein Typ 3"), 2, "lower-case"),
        (("{folder}/people.csv", "--format", "spacy"), 1, "nothing to import"),
        (("{folder}/people.csv", "--format", "tei"), 3, "not XML"),
        (("{folder}/people.csv", "--format", "doc"), 2, "invalid choice"),
        ((), 2, "FILE"),
    ],
)
def test_what_goes_wrong_is_told_in_a_line(
    run: Run, people: Path, words: tuple[str, ...], status: int, told: str
) -> None:
    folder = people.parent
    (folder / "!").mkdir()
    found, out, err = run(
        "import", *(word.format(folder=folder if word != "{folder}" else folder / "!") for word in words)
    )
    assert (found, out) == (status, "")
    assert told in err
    assert imported_lists() == ()


def test_a_list_that_is_in_the_way_is_left_alone(run: Run, people: Path, tmp_path: Path) -> None:
    run("import", people)
    other = tmp_path / "b" / "people.csv"
    other.parent.mkdir()
    other.write_text("name,type\n何川,person\n", encoding="utf-8")
    before = imported_list("people").read_bytes()
    status, _out, err = run("import", other)
    assert status == 2
    assert str(people) in err
    assert imported_list("people").read_bytes() == before
    assert run("import", other, "--name", "people")[0] == 0
    assert run("import", people, "--name", "more")[0] == 0
    assert len(imported_lists()) == 2


def test_all_entities_or_those_of_documents_are_exported(run: Run, seeds: Path, tmp_path: Path) -> None:
    document = tmp_path / "a.txt"
    document.write_text("陈信翰来了。\n", encoding="utf-8")
    status, out, _err = run("export", "--format", "csv", "--type", "person")
    everybody = list(csv.DictReader(io.StringIO(out)))
    assert status == 0
    assert len(everybody) > 20
    assert {row["type"] for row in everybody} == {"person"}
    status, out, _err = run("export", document, "--format", "csv")
    assert [row["id"] for row in csv.DictReader(io.StringIO(out))] == ["mark-chen"]


def test_what_is_exported_to_a_file_comes_back(run: Run, tmp_path: Path) -> None:
    for format_name in ("csv", "tsv", "spacy", "tei", "skos-jsonld", "skos-turtle"):
        file = tmp_path / f"all.{format_name}"
        status, out, err = run("export", "--format", format_name, "--type", "organization", "-o", file)
        assert (status, out) == (0, "")
        assert "left out" in err
        assert run("import", file, "--format", format_name, "--name", format_name)[0] == 0
    ids = {tuple(entity.id for entity in load_lists([path]).entities) for path in imported_lists()}
    assert len(ids) <= 2  # spaCy holds nobody whose names all count under conditions
    assert "openai" in set.intersection(*map(set, ids))


def test_mentions_are_exported_with_the_place_in_the_file(run: Run, tmp_path: Path) -> None:
    document = tmp_path / "a.txt"
    document.write_bytes("题\r\n见 陈信翰，又见陈信翰。\n🙂OpenAI\n".encode())
    text, lines = read_document(str(document)).text, document.read_bytes().split(b"\n")
    status, out, _err = run("export", document, "--mentions", "--format", "jsonl")
    found = [json.loads(line) for line in out.splitlines()]
    assert status == 0
    assert [row["entity"] for row in found] == ["mark-chen", "mark-chen", "openai"]
    for row in found:
        assert text[row["start"] : row["end"]] == row["text"]
        assert text[: row["start"]].endswith(row["prefix"])
        assert text[row["end"] :].startswith(row["suffix"])
        assert lines[row["line"] - 1][row["column"] - 1 :].decode().startswith(row["text"])
    status, out, _err = run("export", document, "--mentions", "--format", "quickfix", "--type", "person")
    assert [line.split(":")[1:3] for line in out.splitlines()] == [["2", "5"], ["2", "23"]]


def test_without_a_mention_nothing_is_found(run: Run, tmp_path: Path) -> None:
    document = tmp_path / "a.txt"
    document.write_text("风来了。\n", encoding="utf-8")
    assert run("export", document, "--mentions", "--format", "jsonl")[0] == 1
    assert run("export", document, "--format", "csv")[0] == 1


@pytest.mark.parametrize("words", [("--format", "quickfix"), ("--mentions", "--format", "tei"), ()])
def test_a_format_that_does_not_fit_is_wrong_usage(run: Run, words: tuple[str, ...]) -> None:
    status, out, err = run("export", *words)
    assert (status, out) == (2, "")
    assert "format" in err


def test_no_folder_is_made_for_what_is_exported(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "none" / "people.csv"
    status, out, err = run("export", "--format", "csv", "-o", file)
    assert (status, out, err) == (2, "", f"reader: {file.parent}: no such folder\n")
    assert not file.parent.exists()


def test_what_is_no_file_is_not_written_to_and_is_named(run: Run) -> None:
    status, _out, err = run("export", "--format", "toml", "-o", "/dev/null")
    assert (status, err.splitlines()[-1]) == (3, "reader: /dev/null: not a file")
