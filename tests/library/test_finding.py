from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from reader.documents.decoding import UnreadableDocumentError
from reader.documents.document import read_document
from reader.library.finding import entity_lists_of, find_documents, folders_of
from reader.library.library import Library
from reader.library.locations import seeds, state_file
from reader.library.opening import sources_for
from tests.library.making import fill, write


def test_the_documents_of_a_folder_come_in_the_order_of_their_paths(tmp_path: Path) -> None:
    fill(tmp_path)
    found = [str(Path(name).relative_to(tmp_path)) for name in find_documents([str(tmp_path)])]
    assert found == ["1.txt", "2.txt", "更多/3.md"]


def test_sources_come_in_the_order_given_and_each_document_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(tmp_path)
    monkeypatch.chdir(tmp_path)
    second = str(tmp_path / "2.txt")
    assert find_documents([second, ".", "2.txt", "-", "更多", "-"]) == [second, "1.txt", "更多/3.md", "-"]


def test_hidden_files_and_folders_are_left_out(tmp_path: Path) -> None:
    for name in (".hidden.txt", ".git/a.txt", "a.txt", "b.TXT", "c.markdown", "d.text"):
        write(tmp_path / name, "一\n")
    assert [Path(name).name for name in find_documents([str(tmp_path)])] == ["a.txt", "b.TXT", "c.markdown", "d.text"]


def test_of_a_folder_only_text_is_taken_but_a_file_that_is_named_may_be_anything(tmp_path: Path) -> None:
    picture = write(tmp_path / "picture.png", "no picture")
    assert find_documents([str(tmp_path)]) == []
    assert find_documents([str(picture)]) == [str(picture)]


def test_links_to_folders_are_not_followed(tmp_path: Path) -> None:
    write(tmp_path / "a" / "1.txt", "一\n")
    (tmp_path / "a" / "round").symlink_to(tmp_path)
    assert len(find_documents([str(tmp_path)])) == 1


@pytest.mark.parametrize("name", ["missing", "missing/1.txt", "nul\0"])
def test_what_is_not_there_is_left_to_its_reader_to_say(tmp_path: Path, name: str) -> None:
    assert find_documents([str(tmp_path / name)]) == [str(tmp_path / name)]


def test_a_file_name_may_be_no_text(tmp_path: Path) -> None:
    try:
        write(Path(f"{tmp_path}/\udcff.txt"), "一\n")
    except OSError as error:
        pytest.skip(f"this file system takes only text for names: {error}")
    assert len(find_documents([str(tmp_path)])) == 1


def test_what_may_not_be_looked_at_is_left_to_its_reader_to_say(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name, look = str(tmp_path / "secret"), Path.stat

    def refuse(path: Path, **named: bool) -> os.stat_result:
        if str(path) in (name, str(state_file())):
            raise PermissionError(13, "Permission denied", str(path))
        return look(path, **named)

    monkeypatch.setattr(Path, "stat", refuse)
    assert find_documents([name]) == [name]
    assert folders_of([name]) == [tmp_path]
    with pytest.raises(UnreadableDocumentError, match="no permission"):
        read_document(name)
    assert sources_for([]) == [str(seeds())]


def test_a_folder_that_cannot_be_looked_into_is_left_to_its_reader_to_say(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(tmp_path)
    closed, look = tmp_path / "更多", os.scandir

    def refuse(place: Any) -> Any:
        if Path(place) == closed:
            raise PermissionError(13, "Permission denied", place)
        return look(place)

    monkeypatch.setattr(os, "scandir", refuse)
    assert find_documents([str(closed)]) == [str(closed)]
    names = find_documents([str(tmp_path)])
    assert [Path(name).name for name in names] == ["1.txt", "2.txt", "更多"]
    with pytest.raises(UnreadableDocumentError, match="no permission"):
        read_document(names[-1])
    library = Library([str(tmp_path)])
    assert library.title(2) == "更多"
    assert library.unreadable == {2: "no permission to read it"}


def test_a_librarys_own_entity_list_stands_in_the_folders_that_were_given(tmp_path: Path) -> None:
    fill(tmp_path)
    one, other = tmp_path / "1.txt", tmp_path / "更多"
    assert folders_of([str(one), str(other), str(tmp_path), "-"]) == [tmp_path, other]
    assert entity_lists_of(["-", str(one)]) == [tmp_path / "entities.toml"]
