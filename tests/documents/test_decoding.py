from __future__ import annotations

import codecs
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.documents.decoding import UnreadableDocumentError, decode, decode_beginning, decode_pieces
from reader.documents.document import BEGINNING, Document, read_beginning, read_document
from tests.documents.texts import any_text, texts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CHINESE = "白板上的磁石一粒一粒移去右边，這是第二句。\n"


@given(st.one_of(texts, any_text))
def test_utf_8_is_read_as_it_stands(text: str) -> None:
    assert decode(text.encode()) == text.removeprefix("\ufeff")


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    assert decode(codecs.BOM_UTF8 + CHINESE.encode()) == CHINESE


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028"])
def test_line_ends_stay_as_they_are(end: str) -> None:
    assert decode(f"一{end}二{end}".encode()) == f"一{end}二{end}"


def test_a_nul_is_replaced_and_moves_nothing() -> None:
    text = "一" * 200 + "\0" + "二" * 200
    assert decode(text.encode()) == "一" * 200 + "\ufffd" + "二" * 200


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_utf_16_is_refused(encoding: str) -> None:
    text = "".join(f"第{number}句 plain words.\n" for number in range(100))
    with pytest.raises(UnreadableDocumentError):
        decode(text.encode(encoding))


def test_utf_16_is_refused_with_the_way_out() -> None:
    with pytest.raises(UnreadableDocumentError, match="UTF-16 text; save it as UTF-8"):
        decode(CHINESE.encode("utf-16"))


@pytest.mark.parametrize("encoding", ["gb18030", "gbk", "big5"])
def test_another_encoding_is_refused_with_the_place_and_the_way_out(encoding: str) -> None:
    text = CHINESE.replace("這", "").replace("边", "") if encoding == "big5" else CHINESE
    with pytest.raises(UnreadableDocumentError, match=r"not UTF-8 text \(byte 0x[0-9a-f]{2} at 0\); save it as UTF-8"):
        decode(text.encode(encoding))


def test_the_place_of_a_wrong_byte_is_named() -> None:
    with pytest.raises(UnreadableDocumentError, match="byte 0xff at 6"):
        decode("中文".encode() + b"\xff" + "中文".encode())


def test_a_binary_file_is_refused() -> None:
    with pytest.raises(UnreadableDocumentError, match="not a text file"):
        decode(b"\x7fELF\x02\x01\x01" + bytes(2000))


@pytest.mark.parametrize("reason", ["utf-16", "gbk"])
def test_a_reason_is_one_line(reason: str) -> None:
    with pytest.raises(UnreadableDocumentError) as raised:
        decode(CHINESE.encode(reason))
    assert len(str(raised.value).splitlines()) == 1


@given(st.one_of(texts, any_text), st.data())
def test_the_beginning_of_a_file_may_end_inside_a_character(text: str, data: st.DataObject) -> None:
    encoded = text.removeprefix("\ufeff").encode()
    end = data.draw(st.integers(0, len(encoded)))
    beginning = decode_beginning(encoded[:end])
    assert text.removeprefix("\ufeff").startswith(beginning)
    assert end - len(beginning.encode()) < 4


def test_the_beginning_of_a_file_in_another_encoding_is_refused() -> None:
    with pytest.raises(UnreadableDocumentError, match="not UTF-8"):
        decode_beginning((CHINESE * 100).encode("gbk")[:2001])


@pytest.mark.parametrize("shift", range(4))
def test_the_title_needs_no_more_than_the_beginning_of_a_long_file(tmp_path: Path, shift: int) -> None:
    path = tmp_path / "long.txt"
    path.write_text("a" * shift + "磁石記\n\n" + "白板上的磁石😀" * BEGINNING, encoding="utf-8")
    beginning = read_beginning(str(path))
    assert len(beginning.text.encode()) <= BEGINNING
    assert beginning.title == read_document(str(path)).title == "a" * shift + "磁石記"


def test_a_folder_is_no_document(tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocumentError, match="not a file"):
        read_document(str(tmp_path))


@pytest.mark.parametrize("name", ["missing.txt", "missing/folder.txt", "nul\0.txt"])
def test_a_missing_file_is_said_to_be_missing(tmp_path: Path, name: str) -> None:
    with pytest.raises(UnreadableDocumentError):
        read_document(str(tmp_path / name))


def test_a_file_without_permission_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "kept.txt"
    path.write_text(CHINESE, encoding="utf-8")

    def refuse(*_words: object, **_named: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pathlib.Path.open", refuse)
    with pytest.raises(UnreadableDocumentError, match="no permission to read it"):
        read_document(str(path))


def test_a_document_is_known_by_its_text_whatever_its_path() -> None:
    assert Document("a.txt", CHINESE).digest == Document("b/c.md", CHINESE).digest
    assert Document("a.txt", CHINESE).digest != Document("a.txt", CHINESE + "。").digest


def test_an_empty_file_is_a_document(tmp_path: Path) -> None:
    path = tmp_path / "空.txt"
    path.touch()
    document = read_document(str(path))
    assert (document.text, document.title) == ("", "空")


def cut(data: bytes, places: list[int]) -> list[bytes]:
    return [data[start:end] for start, end in pairwise((0, *sorted(places), len(data) + max(places, default=0)))]


def outcome(pieces: Iterator[str]) -> tuple[str, str]:
    """Return the text that comes, and why no more does."""
    text = ""
    try:
        for piece in pieces:
            text += piece
    except UnreadableDocumentError as error:
        return text, str(error)
    return text, ""


@given(st.one_of(texts, any_text), st.sampled_from((b"", codecs.BOM_UTF8)), st.lists(st.integers(0, 300)))
def test_data_may_come_cut_anywhere(text: str, mark: bytes, places: list[int]) -> None:
    data = mark + text.encode() + b"\0" * (len(text) > 200)
    assert outcome(decode_pieces(cut(data, places))) == (decode(data), "")


@given(st.binary(max_size=12), st.text(alphabet="中a😀", max_size=5), st.lists(st.integers(0, 40)))
def test_what_is_wrong_is_wrong_wherever_data_are_cut(data: bytes, text: str, places: list[int]) -> None:
    data = text.encode() + data
    try:
        expected = decode(data), ""
    except UnreadableDocumentError as error:
        is_no_text = "UTF-8 text (byte" not in str(error)
        expected = "" if is_no_text else decode(data[: _valid(data)]), str(error)
    assert outcome(decode_pieces([piece for piece in cut(data, places) if piece])) == expected


def _valid(data: bytes) -> int:
    """Return how many bytes there are before the first wrong one."""
    try:
        data.decode()
    except UnicodeDecodeError as error:
        return error.start
    return len(data)


def test_a_wrong_byte_far_on_is_named_and_what_stands_before_it_comes() -> None:
    pieces = [("中文" * 50_000).encode(), "中".encode()[:2], b"\xff"]
    text, reason = outcome(decode_pieces(pieces))
    assert text == "中文" * 50_000
    assert reason.startswith("not UTF-8 text (byte 0xe4 at 300000)")


def test_the_place_of_a_wrong_byte_counts_all_bytes_of_the_file() -> None:
    data = codecs.BOM_UTF8 + "中".encode() + b"\xff"
    with pytest.raises(UnreadableDocumentError, match="byte 0xff at 6"):
        decode(data)
    assert "byte 0xff at 6" in outcome(decode_pieces([data]))[1]


def test_what_is_there_comes_when_nothing_more_does_for_now() -> None:
    coming = decode_pieces(iter([codecs.BOM_UTF8[:1], b"", codecs.BOM_UTF8[1:], "一".encode(), b"", b"a", b""]))
    assert list(coming) == ["一", "", "a", ""]
