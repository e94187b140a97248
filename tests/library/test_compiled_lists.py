"""What big entity lists state is kept from one start to the next, where that can be done."""

from __future__ import annotations

import os
import tomllib
from typing import TYPE_CHECKING

import pytest

from reader.entities.lists import BIG, load_lists
from reader.library import compiled_lists
from reader.library.compiled_lists import CompiledLists
from reader.library.library import Library
from reader.library.locations import compiled_lists as kept_lists
from reader.library.locations import imported_list, user_entity_list
from tests.entities.list_making import in_full
from tests.entities.making import person

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def kept(tmp_path: Path) -> CompiledLists:
    return CompiledLists(tmp_path / "cache" / "lists")


def names_in(folder: Path) -> set[str]:
    return {file.name for file in folder.iterdir()}


def test_what_is_kept_is_found_again(kept: CompiledLists, tmp_path: Path) -> None:
    assert kept.find("one") is None
    kept.keep("one", b"1")
    kept.keep("one", b"2")
    assert CompiledLists(tmp_path / "cache" / "lists").find("one") == b"2"
    assert names_in(tmp_path / "cache" / "lists") == {"one.list"}


def used_long_ago(file: Path, seconds: int) -> None:
    os.utime(file, (seconds, seconds))


@pytest.mark.parametrize(("most", "largest"), [(3, 1000), (1000, 3)])
def test_what_was_used_longest_ago_is_removed(
    kept: CompiledLists, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int, largest: int
) -> None:
    monkeypatch.setattr(compiled_lists, "KEPT", most)
    monkeypatch.setattr(compiled_lists, "LARGEST", largest)
    folder = tmp_path / "cache" / "lists"
    for number, key in enumerate(("a", "b", "c")):
        kept.keep(key, b"x")
        used_long_ago(folder / f"{key}.list", number)
    assert kept.find("a") == b"x"
    kept.keep("d", b"x")
    assert names_in(folder) == {"a.list", "c.list", "d.list"}


def test_what_is_too_big_is_neither_kept_nor_read(
    kept: CompiledLists, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept.keep("a", b"1234")
    monkeypatch.setattr(compiled_lists, "LARGEST", 3)
    assert kept.find("a") is None
    kept.keep("b", b"1234")
    assert names_in(tmp_path / "cache" / "lists") == {"a.list"}


@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir])
def test_what_is_no_file_is_done_without(kept: CompiledLists, tmp_path: Path, make: Callable[[Path], None]) -> None:
    (tmp_path / "cache" / "lists").mkdir(parents=True)
    make(tmp_path / "cache" / "lists" / "a.list")
    assert kept.find("a") is None


def test_without_a_folder_nothing_is_kept_and_nothing_breaks(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    kept = CompiledLists(tmp_path / "file" / "lists")
    kept.keep("a", b"x")
    assert kept.find("a") is None


# In the library


@pytest.fixture
def imported() -> Path:
    """Return a big imported list."""
    file = imported_list("big")
    file.parent.mkdir(parents=True)
    people = (person(f"p{number}", f"Somebody Called {number}", f"# {'x' * 400}") for number in range(BIG // 400))
    file.write_text("".join(people) + person("fang", "方小舟"), encoding="utf-8")
    return file


def own(text: str) -> None:
    user_entity_list().write_text(text, encoding="utf-8")


def library() -> Library:
    return Library([], with_shipped=False)


@pytest.mark.parametrize(
    "damage", [lambda _content: b"", lambda content: content[:-1] + b"?", lambda content: b"\0" * len(content)]
)
def test_a_start_gives_the_same_lists_whatever_stands_in_the_cache(
    imported: Path, damage: Callable[[bytes], bytes]
) -> None:
    own(person("lin", "林晚") + '[[entity]]\nid = "x"\n')
    anew = in_full(load_lists([imported, user_entity_list()]))
    assert in_full(library().lists) == anew
    (file,) = kept_lists().iterdir()
    content = file.read_bytes()
    assert in_full(library().lists) == anew
    file.write_bytes(damage(content))
    assert in_full(library().lists) == anew
    assert file.read_bytes() == content


def test_a_second_start_parses_no_big_list(imported: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(library().lists.entities) > 1
    monkeypatch.setattr(tomllib, "loads", lambda _text: pytest.fail(f"{imported} was parsed"))
    assert "fang" in library().entities


def test_a_correction_is_all_that_is_otherwise_after_it(imported: Path) -> None:
    own(person("lin", "林晚"))
    corrected = library()
    before = {entity.id: entity for entity in corrected.lists.entities}
    own(person("lin", "林晚") + '[[entity]]\nid = "fang"\naliases = ["老方"]\n')
    assert corrected.relist()
    after = {entity.id: entity for entity in corrected.lists.entities}
    assert [own for own, entity in after.items() if before[own] is not entity] == ["fang"]
    assert in_full(corrected.lists) == in_full(load_lists([imported, user_entity_list()]))
    assert [one.entity.id for one in corrected.matcher.candidates("老方和林晚")] == ["fang", "lin"]
