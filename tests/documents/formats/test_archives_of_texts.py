"""Archives of texts: names in the encodings that Chinese archives have, and the documents in them."""

from __future__ import annotations

import pytest

from reader.documents.decoding import UnreadableDocumentError
from reader.documents.formats import registry, texts
from reader.documents.formats.archives import Archive
from tests.documents.formats.packing import raw_zip, zipped

NAMES = ("小说/第一卷/第一章 木屋.txt", "小说/第一卷/第二章 信.txt", "小说/说明.md")
TRADITIONAL = ("小說/第一卷/第一章 木屋與湖.txt", "小說/第一卷/第二章 來信.txt", "小說/說明.md")


@pytest.mark.parametrize("flags", [0, 0x800], ids=["no flag", "says UTF-8"])
@pytest.mark.parametrize(
    ("names", "encoding"), [(NAMES, "utf-8"), (NAMES, "gb18030"), (TRADITIONAL, "utf-8"), (TRADITIONAL, "big5")]
)
def test_names_are_read_in_the_encoding_they_are_in_whatever_the_archive_says(
    names: tuple[str, ...], encoding: str, flags: int
) -> None:
    data = raw_zip([(name.encode(encoding), name.encode()) for name in names], flags=flags)
    archive = Archive(data)
    assert texts.entries(archive, registry.is_inside_archives) == names
    assert [archive.read(name).decode() for name in names] == list(names)


def test_only_documents_are_listed_sorted_and_no_hidden_ones() -> None:
    files = dict.fromkeys(("b.txt", "a/c.epub", "x.png", ".d.txt", "__MACOSX/b.txt", "e.zip", "f.srt"), b"x")
    assert texts.entries(Archive(zipped(files)), registry.is_inside_archives) == ("a/c.epub", "b.txt", "f.srt")


def test_the_only_text_of_an_archive_is_read_as_the_archive() -> None:
    assert registry.read(zipped({"内/信.txt": "湖水很冷。"}), "a.zip").text == "湖水很冷。"


def test_of_several_texts_one_is_to_be_named() -> None:
    with pytest.raises(
        UnreadableDocumentError, match=r"an archive of 2 texts; name one of them, as x/a\.zip/内/信\.txt"
    ):
        registry.read(zipped({"诗.txt": "水", "内/信.txt": "湖"}), "x/a.zip")


def test_of_several_texts_on_standard_input_none_can_be_named() -> None:
    with pytest.raises(UnreadableDocumentError, match=r"^an archive of 2 texts; unpack it, or give its path$"):
        registry.read(zipped({"a.txt": "湖", "b.txt": "水"}), "-")


def test_all_that_is_read_of_an_archive_together_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reader.documents.formats.archives.MOST_TOGETHER", 100)
    archive = Archive(zipped({"a": b"x" * 60, "b": b"x" * 60}))
    assert archive.read("a") == b"x" * 60
    with pytest.raises(UnreadableDocumentError, match="more than is safe"):
        archive.read("b")
