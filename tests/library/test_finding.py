from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from reader.documents.decoding import UnreadableDocumentError
from reader.documents.document import read_document
from reader.documents.formats import registry
from reader.library.finding import Finder, entity_lists_of, find_documents, folders_of, stamp_of
from reader.library.ignoring import MOST_BYTES
from reader.library.library import Library
from reader.library.locations import seeds, state_file
from reader.library.opening import sources_for
from tests.library.making import fill, write


def test_the_documents_of_a_folder_come_in_the_order_of_their_paths(tmp_path: Path) -> None:
    fill(tmp_path)
    found = [str(Path(name).relative_to(tmp_path)) for name in find_documents([str(tmp_path)])]
    assert found == ["1.txt", "2.txt", "更多/3.md"]


def test_the_documents_of_a_folder_come_in_the_order_in_which_a_reader_counts(tmp_path: Path) -> None:
    names = ["2.txt", "10.txt", "第二章.txt", "第十章.txt", "第2卷/1.txt", "第10卷/1.txt"]
    for name in names:
        write(tmp_path / name, "一\n")
    assert [str(Path(name).relative_to(tmp_path)) for name in find_documents([str(tmp_path)])] == names


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


def test_of_a_folder_only_documents_are_taken_but_a_file_that_is_named_may_be_anything(tmp_path: Path) -> None:
    picture = write(tmp_path / "picture.png", "no picture")
    assert find_documents([str(tmp_path)]) == []
    assert find_documents([str(picture)]) == [str(picture)]


def names_in(folder: Path) -> list[str]:
    """Return the documents found in a folder, by their paths in it."""
    return [str(Path(name).relative_to(folder)) for name in find_documents([str(folder)])]


def test_links_are_followed_and_lead_to_each_document_once(tmp_path: Path) -> None:
    folder, shelf = tmp_path / "folder", tmp_path / "shelf"
    write(folder / "z" / "1.txt", "一\n")
    write(shelf / "2.txt", "二\n")
    write(shelf / "3.txt", "三\n")
    (folder / "a").symlink_to(folder / "z")
    (folder / "b").symlink_to(shelf)
    (folder / "c").symlink_to(shelf)
    (folder / "d.txt").symlink_to(folder / "z" / "1.txt")
    (folder / "e.txt").symlink_to(shelf / "3.txt")
    assert names_in(folder) == ["z/1.txt", "b/2.txt", "b/3.txt"]
    assert find_documents([str(shelf), str(folder)]) == [
        str(place) for place in (shelf / "2.txt", shelf / "3.txt", folder / "z" / "1.txt")
    ]


def test_links_that_lead_round_or_out_to_everything_are_no_way(tmp_path: Path) -> None:
    folder = tmp_path / "library" / "folder"
    write(folder / "1.txt", "一\n")
    write(tmp_path / "2.txt", "二\n")
    (folder / "round").symlink_to(folder)
    (folder / "up").symlink_to(tmp_path)
    (folder / "itself").symlink_to(folder / "itself")
    (folder / "nowhere.txt").symlink_to(folder / "nothing")
    assert names_in(folder) == ["1.txt", "nowhere.txt"]


def test_what_is_no_file_is_neither_opened_nor_listed(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "1.txt")
    write(tmp_path / "2.txt", "二\n")
    (tmp_path / "3.txt").symlink_to("/dev/null")
    assert names_in(tmp_path) == ["2.txt"]


def test_what_ignore_files_name_is_left_out(tmp_path: Path) -> None:
    for name in ("1.txt", "2.md", "草稿/3.txt", "草稿/4.txt", "build/5.txt", "build/folder/6.txt", "deep/build/7.txt"):
        write(tmp_path / name, "一\n")
    write(tmp_path / ".gitignore", "/build/\n*.md\n# none\n\n3.txt\n")
    assert names_in(tmp_path) == ["1.txt", "deep/build/7.txt", "草稿/4.txt"]
    write(tmp_path / ".ignore", "!*.md\n")
    assert "2.md" in names_in(tmp_path)
    write(tmp_path / "草稿" / ".gitignore", "!3.txt\n4.*\n")
    assert names_in(tmp_path) == ["1.txt", "2.md", "deep/build/7.txt", "草稿/3.txt"]


def test_a_folder_that_is_named_is_read_whatever_is_said_of_it_elsewhere(tmp_path: Path) -> None:
    write(tmp_path / "build" / "1.txt", "一\n")
    write(tmp_path / ".gitignore", "build\n*.txt\n")
    assert names_in(tmp_path) == []
    assert find_documents([str(tmp_path), str(tmp_path / "build")]) == [str(tmp_path / "build" / "1.txt")]


def test_in_a_checkout_the_rules_of_the_folders_above_hold_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("1.txt", "node_modules/2.txt", "in/node_modules/3.txt", "in/4.txt", "in/5.txt", "in/6.md"):
        write(tmp_path / "checkout" / "src" / name, "一\n")
    src = tmp_path / "checkout" / "src"
    write(tmp_path / ".gitignore", "*.txt\n")
    write(tmp_path / "checkout" / ".gitignore", "**/node_modules\n/src/in/4.txt\n*.md\n")
    assert len(names_in(src)) == 6
    (tmp_path / "checkout" / ".git").mkdir()
    assert names_in(src) == ["1.txt", "in/5.txt"]
    assert names_in(src / "in") == ["5.txt"]
    assert names_in(src / "node_modules") == ["2.txt"]
    write(tmp_path / "checkout" / ".ignore", "/src/in/*\n")
    assert names_in(src) == ["1.txt"]
    assert names_in(src / "in") == ["4.txt", "5.txt", "6.md", "node_modules/3.txt"]
    (tmp_path / "checkout" / ".ignore").unlink()
    monkeypatch.chdir(src / "in")
    assert find_documents([".."]) == ["../1.txt", "../in/5.txt"]
    finder = Finder([str(src)])
    assert [list(finder.under(f"{src}/in/{name}.txt")) != [] for name in (4, 5)] == [False, True]
    (src / ".git").mkdir()
    assert len(names_in(src)) == 6


def test_patterns_that_would_take_for_ever_or_mean_nothing_are_done_without(tmp_path: Path) -> None:
    write(tmp_path / ("a" * 200 + ".txt"), "一\n")
    write(tmp_path / "1.txt", "一\n")
    write(tmp_path / ".gitignore", "*a" * 60 + "*b\n!\n\\\n1.txt\n" + "x\n" * 100_000)
    (tmp_path / ".ignore").mkdir()
    assert [len(name) for name in names_in(tmp_path)] == [204]


def test_a_pattern_in_which_too_long_a_file_of_them_is_cut_off_leaves_out_nothing(tmp_path: Path) -> None:
    write(tmp_path / "1.txt", "一\n")
    write(tmp_path / "2.txt", "二\n")
    patterns = "2.txt\n".ljust(MOST_BYTES - 2, "#") + "\n*.tmp\n"
    assert patterns[:MOST_BYTES].endswith("\n*")
    write(tmp_path / ".gitignore", patterns)
    assert names_in(tmp_path) == ["1.txt"]


def test_an_archive_in_which_texts_cannot_be_reached_is_listed_for_its_reader_to_say_so(tmp_path: Path) -> None:
    inside = {
        "空.zip": "0.zip",
        "外.zip": "../../1.txt",
        "隱.zip": "__MACOSX/1.txt",
        "圖.zip": "1.png",
        "上.zip": "../1.png",
    }
    for archive, name in inside.items():
        with ZipFile(tmp_path / archive, "w") as written:
            written.writestr(name, "木屋\n")
    assert names_in(tmp_path) == ["外.zip", "空.zip"]
    for archive in inside:
        assert find_documents([str(tmp_path / archive)]) == [str(tmp_path / archive)]
        with pytest.raises(UnreadableDocumentError, match="an archive without a text"):
            read_document(str(tmp_path / archive))


def test_others_have_their_turn_before_each_archive(tmp_path: Path) -> None:
    for number in range(3):
        with ZipFile(tmp_path / f"{number}.zip", "w") as archive:
            archive.writestr("1.txt", "木屋\n")
    turns: list[None] = []
    finder = Finder([str(tmp_path)], lambda: turns.append(None))
    assert [len(turns) for _found in finder.documents()] == [2, 3, 4]  # the first was had before the folder


def test_an_archive_stands_for_the_documents_in_it(tmp_path: Path) -> None:
    with ZipFile(tmp_path / "書.zip", "w") as archive:
        for name in ("2.txt", "第一卷/1.txt", "picture.png", "__MACOSX/2.txt"):
            archive.writestr(name, "木屋\n")
    inside = [f"{tmp_path}/書.zip/2.txt", f"{tmp_path}/書.zip/第一卷/1.txt"]
    assert sorted(find_documents([str(tmp_path)])) == sorted(find_documents([f"{tmp_path}/書.zip"])) == inside
    stamp = stamp_of(inside[0])
    assert stamp is not None
    assert stamp[0] == inside[0]
    assert stamp[1:] == stamp_of(f"{tmp_path}/書.zip")[1:]  # type: ignore[index]
    assert stamp_of(f"{tmp_path}/1.txt/2.txt") is None
    (tmp_path / "書.zip").write_bytes(b"PK\x03\x04 and no more")
    assert names_in(tmp_path) == ["書.zip"]
    library = Library([str(tmp_path)])
    library.title(0)
    with pytest.raises(UnreadableDocumentError):
        library.open(0)


def test_formats_of_others_come_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("1.story", "2.txt", "3.other"):
        write(tmp_path / name, "一\n")
    monkeypatch.setattr(registry, "suffixes", lambda: registry.BUILT_IN_SUFFIXES | {".story"})
    assert names_in(tmp_path) == ["2.txt", "1.story"]


def test_later_it_is_told_what_is_under_a_path_by_the_same_rules(tmp_path: Path) -> None:
    for name in ("1.txt", "更多/3.md", "更多/no.md", ".hidden/4.txt", "build/5.txt", "picture.png"):
        write(tmp_path / name, "一\n")
    write(tmp_path / "更多" / ".gitignore", "no.md\n")
    write(tmp_path / ".gitignore", "build/\n")
    (tmp_path / "again").symlink_to(tmp_path / "更多")
    finder = Finder([str(tmp_path)])
    found = dict.fromkeys(finder.documents())
    for place in (tmp_path, *tmp_path.rglob("*")):
        below = [one for one in found if Path(one.absolute).is_relative_to(place)]
        assert list(finder.under(str(place))) == below, place
    assert list(finder.under(str(tmp_path / "again" / "3.md"))) == []
    assert list(finder.under(str(tmp_path.parent))) == list(found)
    assert list(finder.under(str(tmp_path.parent / "elsewhere"))) == []


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
    name, look, state = str(tmp_path / "secret"), os.stat, str(state_file())

    def refuse(path: Any, **named: Any) -> os.stat_result:
        if str(path) in (name, state):
            raise PermissionError(13, "Permission denied", str(path))
        return look(path, **named)

    monkeypatch.setattr(os, "stat", refuse)
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
