"""Documents inside of archives, by their paths."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from reader.documents import archived
from reader.documents.archived import archive_of, documents_in
from reader.documents.decoding import UnreadableDocumentError
from reader.documents.document import read_beginning, read_document
from tests.documents.formats.packing import zipped

if TYPE_CHECKING:
    from pathlib import Path

FILES: dict[str, str | bytes] = {
    "内/信.txt": "# 信\n湖水很冷。",
    "b.md": "# 山\n",
    "x.png": b"x",
    "c.html": "<p>湖水很冷，风很大。</p>",
}


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    file = tmp_path / "集.ZIP"
    file.write_bytes(zipped(FILES))
    return file


def test_the_documents_in_an_archive_are_named_by_their_paths(archive: Path) -> None:
    assert documents_in(str(archive)) == (f"{archive}/内/信.txt", f"{archive}/b.md", f"{archive}/c.html")


def test_a_document_in_an_archive_is_read_as_any_other(archive: Path) -> None:
    text, page = read_document(f"{archive}/内/信.txt"), read_document(f"{archive}/c.html")
    assert (text.text, text.title, text.format) == ("# 信\n湖水很冷。", "信", "text")
    assert (page.text.strip(), page.format) == ("湖水很冷，风很大。", "HTML")
    beginning = read_beginning(f"{archive}/b.md")
    assert beginning is not None
    assert beginning.title == "山"


def test_a_folder_that_is_called_as_an_archive_is_a_folder(tmp_path: Path) -> None:
    folder = tmp_path / "书.zip"
    folder.mkdir()
    (folder / "a.txt").write_text("湖水很冷。", encoding="utf-8")
    assert archive_of(f"{folder}/a.txt") is None
    assert read_document(f"{folder}/a.txt").text == "湖水很冷。"


@pytest.mark.parametrize("inside", ["no.txt", "../b.md", "内", "/etc/hostname"])
def test_what_is_not_in_an_archive_is_not_found_outside_of_it(archive: Path, inside: str) -> None:
    with pytest.raises(UnreadableDocumentError, match="no such file in the archive"):
        read_document(f"{archive}/{inside}")


def test_an_archive_that_changed_is_read_anew(archive: Path) -> None:
    assert len(documents_in(str(archive))) == 3
    archive.write_bytes(zipped({"d.txt": "新的"}))
    assert documents_in(str(archive)) == (f"{archive}/d.txt",)
    assert read_document(f"{archive}/d.txt").text == "新的"


def test_each_document_may_be_as_large_as_an_archive_allows(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reader.documents.formats.archives.MOST_TOGETHER", 40)
    for name in documents_in(str(archive)):
        assert read_document(name).text


def test_no_more_of_an_archive_is_read_than_is_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.zip"
    file.write_bytes(zipped({"a.bin": bytes(range(256)) * 4_000, "b.txt": "湖"}, level=0))
    read = 0
    at = archived._OnDisk.at

    def counted(self: archived._OnDisk, start: int, size: int) -> bytes:
        nonlocal read
        found = at(self, start, size)
        read += len(found)
        return found

    monkeypatch.setattr(archived._OnDisk, "at", counted)
    assert read_document(f"{documents_in(str(file))[0]}").text == "湖"
    assert read < 100_000 < file.stat().st_size


def test_a_damaged_archive_says_so_in_one_line(tmp_path: Path) -> None:
    file = tmp_path / "a.zip"
    file.write_bytes(zipped(FILES)[:-30])
    with pytest.raises(UnreadableDocumentError, match="damaged"):
        documents_in(str(file))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes")
def test_a_pipe_that_is_called_as_an_archive_is_not_waited_for(archive: Path) -> None:
    assert documents_in(str(archive))
    before = archived._directory(str(archive), archive.stat().st_size, archive.stat().st_mtime_ns)
    archive.unlink()
    os.mkfifo(archive)
    with pytest.raises(UnreadableDocumentError, match="not a file"):
        documents_in(str(archive))
    with pytest.raises(UnreadableDocumentError, match="not a file"):
        before.read("b.md")  # it has become one since its directory was read
