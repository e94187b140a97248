from __future__ import annotations

import codecs
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.documents.decoding import UnreadableDocumentError, decode, decode_pieces
from reader.documents.document import BEGINNING, Document, read_beginning, read_document
from reader.documents.sampling import SAMPLE
from tests.documents.encoded import TEXTS, encoded
from tests.documents.texts import any_text, texts

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

CHINESE = "白板上的磁石一粒一粒移去右边，這是第二句。\n"
NUL_FREE = any_text.map(lambda text: text.replace("\0", ""))


@given(st.one_of(texts, NUL_FREE))
def test_utf_8_is_read_as_it_stands(text: str) -> None:
    decoded = decode(codecs.BOM_UTF8 + text.encode())
    assert (decoded.text, decoded.label, decoded.replaced) == (text.removeprefix("\ufeff"), "UTF-8", 0)


@given(texts)
def test_text_is_read_as_utf_8_without_a_mark_too(text: str) -> None:
    assert decode(text.encode()).text == text.removeprefix("\ufeff")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "gb18030"])
def test_line_ends_stay_as_they_are(end: str, encoding: str) -> None:
    assert decode(f"一{end}二{end}".encode(encoding)).text == f"一{end}二{end}"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "big5"])
def test_a_nul_is_replaced_and_moves_nothing(encoding: str) -> None:
    text = "一" * 200 + "\0" + "二" * 200
    decoded = decode(text.encode(encoding))
    assert (decoded.text, decoded.replaced) == ("一" * 200 + "\ufffd" + "二" * 200, 0)


def test_bytes_that_are_not_utf_8_are_shown_and_counted_and_the_rest_reads_on() -> None:
    decoded = decode("中文".encode() + b"\xff\xfe" + "中文，中".encode() + b"\xe4\xb8")
    assert (decoded.text, decoded.label, decoded.replaced) == ("中文\ufffd\ufffd中文，中\ufffd", "UTF-8", 2)


@pytest.mark.parametrize("text", ["\x01", "\x08\x08", "a\x07\n", "\x1b[1mbold\x1b[0m\x07", "\x02\x02中文"])
def test_controls_are_kept_in_a_text_of_ascii(text: str) -> None:
    assert decode(text.encode()).text == text
    assert "".join(decode_pieces([text.encode()])) == text


def test_wide_characters_that_could_be_ascii_with_controls_are_read() -> None:
    text = "就是時尚、性感、潮流"
    assert text.encode("utf-16-be").isascii()
    assert decode(text.encode("utf-16-be")).text == text


def test_replacement_marks_that_stand_in_the_file_are_not_counted() -> None:
    assert decode("中\ufffd文".encode()).replaced == 0


@pytest.mark.parametrize("data", [b"\x7fELF\x02\x01\x01" + bytes(2000), b"\xff", b"PK\x03\x04" + bytes(range(256)) * 9])
def test_a_binary_file_is_refused_with_the_way_out(data: bytes) -> None:
    with pytest.raises(UnreadableDocumentError, match=r"not a text file; .*--encoding") as raised:
        decode(data)
    assert len(str(raised.value).splitlines()) == 1


def test_what_is_refused_is_read_where_its_encoding_is_given() -> None:
    assert decode(b"\xff", "gbk").text == "\ufffd"


@given(st.one_of(texts, NUL_FREE), st.data())
def test_the_beginning_of_a_file_may_end_inside_a_character(text: str, data: st.DataObject) -> None:
    end = data.draw(st.integers(0, len(text.encode())))
    beginning = decode(codecs.BOM_UTF8 + text.encode()[:end], whole=False).text
    assert text.removeprefix("\ufeff").startswith(beginning)
    assert end - len(beginning.encode()) < 4 + 3 * text.startswith("\ufeff")


@pytest.mark.parametrize("encoding", ["gb18030", "big5", "utf-16", "euc-tw"])
@pytest.mark.parametrize("shift", range(4))
def test_the_beginning_of_a_file_is_read_as_the_whole_is(tmp_path: Path, encoding: str, shift: int) -> None:
    path = tmp_path / "a.txt"
    text = "a" * shift + "水邊記\n\n" + TEXTS["novel"]["Hant"] * 200
    path.write_bytes(encoded(text, encoding))
    beginning, whole = read_beginning(str(path)), read_document(str(path))
    assert beginning is not None
    assert (whole.text, whole.replaced, beginning.replaced) == (text, 0, 0)
    assert text.startswith(beginning.text)
    assert len(beginning.text) > BEGINNING // 3
    assert (beginning.encoding, beginning.title) == (whole.encoding, whole.title)


@pytest.mark.parametrize("shift", range(4))
def test_the_title_needs_no_more_than_the_beginning_of_a_long_file(tmp_path: Path, shift: int) -> None:
    path = tmp_path / "long.txt"
    path.write_text("a" * shift + "磁石記\n\n" + "白板上的磁石😀" * BEGINNING, encoding="utf-8")
    beginning = read_beginning(str(path))
    assert beginning is not None
    assert len(beginning.text.encode()) <= BEGINNING
    assert beginning.title == read_document(str(path)).title == "a" * shift + "磁石記"


def test_a_document_tells_its_encoding_and_how_much_of_it_is_broken(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(TEXTS["news"]["Hans"].encode("gbk") + b"\xff\n")
    document = read_document(str(path))
    assert (document.encoding, document.replaced) == ("GB18030", 1)
    other = read_document(str(path), "big5")
    assert other.encoding == "Big5"
    assert other.text != document.text


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

    monkeypatch.setattr("reader.documents.regular_files._without_waiting", refuse)
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
    places = sorted(min(place, len(data)) for place in places)
    return [data[start:end] for start, end in pairwise((0, *places, len(data))) if end > start]


def outcome(pieces: Iterable[bytes], encoding: str | None = None) -> tuple[str, str, int]:
    """Return the text that comes, its encoding or why there is none, and how many places are broken."""
    decoded = decode_pieces(pieces, encoding)
    try:
        return "".join(decoded), decoded.label, decoded.replaced
    except UnreadableDocumentError as error:
        return "", str(error), 0


def expected(data: bytes) -> tuple[str, str, int]:
    try:
        decoded = decode(data)
    except UnreadableDocumentError as error:
        return "", str(error), 0
    return decoded.text, decoded.label, decoded.replaced


@given(st.one_of(texts, any_text), st.sampled_from((b"", codecs.BOM_UTF8)), st.lists(st.integers(0, 300)))
def test_data_may_come_cut_anywhere(text: str, mark: bytes, places: list[int]) -> None:
    data = mark + text.encode() + b"\0" * (len(text) > 200)
    assert outcome(cut(data, places)) == expected(data)


@given(st.binary(max_size=40), st.text(alphabet="中a😀\0", max_size=15), st.lists(st.integers(0, 80)))
def test_whatever_data_are_they_come_out_the_same_wherever_they_are_cut(
    data: bytes, text: str, places: list[int]
) -> None:
    for whole in (text.encode() + data, data + text.encode(), text.encode("utf-16") + data):
        assert outcome(cut(whole, places)) == expected(whole)


@given(st.integers(0, 3 * SAMPLE), st.sampled_from(("gb18030", "big5", "utf-8")), st.lists(st.integers(0, 9 * SAMPLE)))
def test_chinese_that_begins_far_on_is_read_as_it_is_encoded(before: int, encoding: str, places: list[int]) -> None:
    text = "a" * before + "\n" + TEXTS["news"]["Hant" if encoding == "big5" else "Hans"] * 300
    data = text.encode(encoding)
    label = {"gb18030": "GB18030", "big5": "Big5", "utf-8": "UTF-8"}[encoding]
    assert outcome(cut(data, places)) == expected(data) == (text, label, 0)


def test_broken_bytes_far_on_do_not_stop_what_comes() -> None:
    text = "中文" * 50_000
    pieces = [text.encode(), "中".encode()[:2], b"\xff", "好".encode()]
    assert outcome(pieces) == (text + "\ufffd\ufffd好", "UTF-8", 1)


def test_a_long_text_comes_as_it_is_read() -> None:
    def coming() -> Iterable[bytes]:
        for _piece in range(3):
            yield TEXTS["news"]["Hant"].encode("cp950") * 200
        raise AssertionError("more was read than was asked for")

    decoded = decode_pieces(coming())
    assert [next(decoded).startswith("湖邊") for _piece in range(3)] == [True] * 3
    assert decoded.label == "Big5"


def test_what_is_there_comes_when_nothing_more_does_for_now() -> None:
    coming = decode_pieces(iter([codecs.BOM_UTF8[:1], b"", codecs.BOM_UTF8[1:], "一".encode(), b"", b"a", b""]))
    assert list(coming) == ["一", "", "a", ""]


def test_lines_that_are_typed_come_one_by_one_in_any_encoding() -> None:
    line = "湖邊的工作室昨天宣布。\n"
    coming = decode_pieces(
        iter([b"a\n", b"", b"ab cd\n", b"", line.encode("cp950"), b"", line.encode("cp950")[:5], b""])
    )
    assert "".join(coming) == "a\nab cd\n" + line + line[:2] + "\ufffd"
    assert coming.label == "Big5"
