"""Files that stand where lists, exceptions and settings are looked for: read, or refused in one line each."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from reader.app import settings
from reader.documents import toml
from reader.documents.document import parse
from reader.documents.sanitising import harmless
from reader.entities import lists as entity_lists
from reader.library import exceptions_file
from tests.hostile.lists import HostileList, lists

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FILES = list(lists())
LONGEST_LINE = 600
"""Code points of what is said of anything, the name of its file left out."""


def problems_in(path: Path) -> list[str]:
    """Return what is said of a file wherever it may stand."""
    return [
        *map(str, entity_lists.load_lists([path]).problems),
        *map(str, exceptions_file.read(path).problems),
        *map(str, settings.load(path).problems),
    ]


@pytest.mark.parametrize("file", FILES, ids=[file.name for file in FILES])
def test_what_is_wrong_is_said_in_one_short_harmless_line_each(tmp_path: Path, file: HostileList) -> None:
    path = tmp_path / "\x1b]0;HARM\x07\u202e.toml"
    path.write_bytes(file.data)
    problems = problems_in(path)
    assert problems or file.name in ("empty", "a mark alone")
    for problem in problems:
        assert problem.startswith(str(tmp_path))
        assert len(problem.splitlines()) == 1
        assert harmless(problem) == problem
        assert len(problem) - len(str(path)) < LONGEST_LINE


@pytest.mark.parametrize("file", FILES, ids=[file.name for file in FILES])
def test_who_is_in_a_list_is_harmless(tmp_path: Path, file: HostileList) -> None:
    path = tmp_path / "entities.toml"
    path.write_bytes(file.data)
    for entity in entity_lists.load_lists([path]).entities:
        names = [text for name in entity.names for text in name.spellings.values()]
        for text in (*names, *entity.canonical.values(), entity.description, entity.id, entity.type):
            assert harmless(text) == text


@pytest.mark.parametrize(
    "make",
    [
        os.mkfifo,
        lambda path: path.mkdir(),
        lambda path: path.symlink_to("/dev/zero"),
        lambda path: path.symlink_to(path),
    ],
    ids=["pipe", "folder", "device", "loop"],
)
def test_what_is_no_file_is_said_to_be_none(tmp_path: Path, make: Callable[[Path], None]) -> None:
    path = tmp_path / "entities.toml"
    make(path)
    (problem,) = map(str, entity_lists.load_lists([path]).problems)
    assert problem.startswith(f"{path}: ")
    assert problem.count(str(path)) == 1


def test_a_list_that_is_longer_than_any_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "entities.toml"
    with path.open("wb") as sparse:
        sparse.truncate(entity_lists.MOST_BYTES + 1)
    assert "more than 256 MB" in str(entity_lists.load_lists([path]).problems[0])
    assert "more than 16 MB" in str(exceptions_file.read(path).problems[0])


@pytest.mark.parametrize("key", ["a" + ".a" * 90_000, "'a' . \"b\" ." * 40_000 + "a", "a.b-c_d" * 40_000])
def test_a_key_of_too_many_parts_is_refused_before_it_is_taken_apart(key: str) -> None:
    for text in (f"{key} = 1", f"[{key}]", f"[[{key}]]", f"x = {{ {key} = 1 }}"):
        with pytest.raises(ValueError, match="more than 64 parts"):
            toml.parsed(text)


@pytest.mark.parametrize(
    "text", ["x = '" + "." * 200 + "'", "x = " + "[1.0, 2.5, 0.5]" * 1, '"a.b.c' + ".d" * 99 + '" = 1']
)
def test_dots_that_part_no_key_are_nothing_of_it(text: str) -> None:
    assert toml.parsed(text)


@pytest.mark.parametrize(
    "front",
    ["x = " + "9" * 5_000, "a" + ".a" * 7_000 + " = 1", "x = " + "[" * 7_000, "title = {a = [[[1]]]}\nx = [[1]]"],
)
def test_front_matter_that_cannot_be_read_leaves_the_text(front: str) -> None:
    document = parse("a.md", f"+++\n{front}\n+++\n\n# 木屋\n\n湖边。\n".encode())
    assert document.title
    assert "湖边。" in document.text
