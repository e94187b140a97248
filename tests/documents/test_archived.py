"""Documents inside of archives, by their paths."""

from __future__ import annotations

import os
import random
import struct
import tracemalloc
import zipfile
import zlib
from contextlib import contextmanager
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from reader.documents import archived
from reader.documents.archived import archive_of, documents_in
from reader.documents.decoding import UnreadableDocumentError
from reader.documents.document import read_beginning, read_document
from reader.documents.files import read_bytes
from reader.documents.formats.archives import SMALL
from tests.documents.formats.packing import raw_zip, zipped

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FILES: dict[str, str | bytes] = {
    "内/信.txt": "# 信\n湖水很冷。",
    "b.md": "# 山\n",
    "x.png": b"x",
    "c.html": "<p>湖水很冷，风很大。</p>",
}


@contextmanager
def tracked() -> Iterator[SimpleNamespace]:
    """Tell at the end how many bytes of memory were taken at the same time."""
    memory = SimpleNamespace(most=0)
    tracemalloc.start()
    try:
        yield memory
    finally:
        memory.most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    file = tmp_path / "集.ZIP"
    file.write_bytes(zipped(FILES))
    return file


def test_the_documents_in_an_archive_are_named_by_their_paths(archive: Path) -> None:
    assert documents_in(str(archive)) == (f"{archive}/b.md", f"{archive}/c.html", f"{archive}/内/信.txt")


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


@pytest.mark.parametrize("level", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_for_a_title_no_more_is_unpacked_than_its_beginning(tmp_path: Path, level: int) -> None:
    file = tmp_path / "a.zip"
    lines = "".join(f"第{number}行：湖水很冷。\n" for number in range(200_000))
    data = bytearray(zipped({"a.txt": lines}, level=level))
    data[len(data) // 2] ^= 0xFF  # what stands there is not looked at for a title
    file.write_bytes(data)
    assert len(lines.encode()) > SMALL
    with tracked() as memory:
        beginning = read_beginning(f"{file}/a.txt")
    assert beginning is not None
    assert lines.startswith(beginning.text)
    assert len(beginning.text) > 1_000
    assert memory.most < SMALL
    with pytest.raises(UnreadableDocumentError, match="damaged"):
        read_document(f"{file}/a.txt")


@pytest.mark.parametrize(("most", "start"), [(0, 0), (1, 0), (5, 3), (90_000, 70_000), (200_000, 0), (5, 300_000)])
@pytest.mark.parametrize("level", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_part_of_a_document_is_that_part(tmp_path: Path, level: int, most: int, start: int) -> None:
    file, whole = tmp_path / "a.zip", random.Random(1).randbytes(150_000)
    file.write_bytes(zipped({"a.txt": whole}, level=level))
    assert read_bytes(f"{file}/a.txt", most, start) == whole[start : start + most]
    assert read_bytes(f"{file}/a.txt") == whole


@pytest.mark.parametrize("method", [0, 8])
def test_no_more_is_read_than_packing_can_make_of_what_is_told(tmp_path: Path, method: int) -> None:
    file, packed = tmp_path / "a.zip", 80 * 2**20
    entry = struct.pack("<5H3L2H", 20, 0, method, 0, 33, 0, packed, 10, 5, 0)
    directory = struct.pack("<4s6H3L5H2L", b"PK\x01\x02", 20, 20, 0, method, 0, 33, 0, packed, 10, 5, *[0] * 6)
    with file.open("wb") as written:
        written.write(b"PK\x03\x04" + entry + b"a.txt")
        offset = written.seek(packed, os.SEEK_CUR)
        written.write(directory + b"a.txt")
        written.write(struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 1, 1, len(directory) + 5, offset, 0))
    with tracked() as memory, pytest.raises(UnreadableDocumentError, match="damaged"):
        read_document(f"{file}/a.txt")
    assert memory.most < SMALL


def test_what_was_packed_badly_is_read_all_the_same(tmp_path: Path) -> None:
    file, whole = tmp_path / "a.zip", random.Random(1).randbytes(100_000)
    packing = zlib.compressobj(1, zlib.DEFLATED, -zlib.MAX_WBITS, memLevel=1)
    packed = packing.compress(whole) + packing.flush()
    assert len(packed) > 1.03 * len(whole)
    data = bytearray(raw_zip([(b"a.txt", packed)], unpacked=len(whole), checksum=zlib.crc32(whole)))
    for place in (8, data.index(b"PK\x01\x02") + 10):
        data[place] = zipfile.ZIP_DEFLATED
    file.write_bytes(data)
    assert read_bytes(f"{file}/a.txt") == whole


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
