"""Documents in the encodings of both scripts: found out, or as they are called."""

from __future__ import annotations

import shutil
import subprocess
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.documents.cns import PLANES, planes
from reader.documents.decoding import decode, decode_pieces
from reader.documents.detecting import NoTextError, detect
from reader.documents.encodings import LABELS, UnknownEncodingError, named
from tests.documents.encoded import SIMPLIFIED, TEXTS, TRADITIONAL, encoded, texts_in

if TYPE_CHECKING:
    from pathlib import Path

ALL = ("utf-8", "gb18030", "gbk", "big5", "big5hkscs", "euc-tw", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
WRITTEN = [(script, encoding) for script, known in (("Hans", SIMPLIFIED), ("Hant", TRADITIONAL)) for encoding in known]
LENGTHS = (24, 40, 200)
LONE = "\udfff"


def family(label: str) -> str:
    """Return what an encoding is called, or for Hong Kong's Big5 that of which it is a part."""
    return label.removesuffix("-HKSCS")


@pytest.mark.parametrize("encoding", ALL)
@given(st.data())
@settings(max_examples=40)
def test_text_in_a_given_encoding_comes_back_the_same(encoding: str, data: st.DataObject) -> None:
    text = data.draw(texts_in(encoding))
    decoded = decode(encoded(text, encoding), encoding)
    assert (decoded.text, decoded.replaced) == (text, 0)
    assert decoded.label == named(encoding).label


@pytest.mark.parametrize("encoding", ALL)
@given(st.data())
@settings(max_examples=40)
def test_text_in_a_given_encoding_comes_back_however_it_is_cut(encoding: str, data: st.DataObject) -> None:
    text = data.draw(texts_in(encoding))
    whole = encoded(text, encoding)
    places = sorted(data.draw(st.lists(st.integers(0, len(whole)), max_size=6)))
    pieces = [whole[start:end] for start, end in pairwise((0, *places, len(whole)))]
    assert "".join(decode_pieces(pieces, encoding)) == text


@pytest.mark.parametrize("encoding", [encoding for encoding in ALL if encoding.startswith("utf-")])
@pytest.mark.parametrize("kind", TEXTS)
def test_the_mark_before_a_text_tells_its_encoding_and_is_no_part_of_it(encoding: str, kind: str) -> None:
    text = TEXTS[kind]["Hant"]
    decoded = decode(("\ufeff" + text).encode(encoding))
    assert (decoded.text, decoded.label, decoded.replaced) == (text, LABELS[encoding], 0)


@pytest.mark.parametrize(("script", "encoding"), WRITTEN)
@pytest.mark.parametrize("kind", TEXTS)
@pytest.mark.parametrize("length", LENGTHS)
def test_the_encoding_of_a_piece_of_text_is_found_wherever_it_is_cut(
    script: str, encoding: str, kind: str, length: int
) -> None:
    data = encoded(TEXTS[kind][script] * 2, encoding)
    wanted = named(encoding).label
    for start in range(0, len(data) // 2, 7):
        piece = data[start : start + length]
        found = detect(piece, whole=False)
        if _is_of_chinese(piece, encoding):
            assert family(found.label) == family(wanted), (piece, found)


def _is_of_chinese(piece: bytes, encoding: str) -> bool:
    """Return whether a piece holds as much as three Chinese characters; in Latin letters most encodings are alike."""
    if encoding.startswith("utf-16"):
        return piece.count(0) * 3 < len(piece)
    return len(piece) - len(bytes(byte for byte in piece if byte < 0x80)) >= 6


@pytest.mark.parametrize(("script", "encoding"), WRITTEN)
@pytest.mark.parametrize("kind", TEXTS)
def test_a_whole_file_reads_as_it_was_written(script: str, encoding: str, kind: str) -> None:
    text = TEXTS[kind][script] * 40
    decoded = decode(encoded(text, encoding))
    assert (decoded.text, decoded.replaced) == (text, 0)
    assert family(decoded.label) == family(named(encoding).label)


@pytest.mark.parametrize("encoding", ["gb18030", "big5", "euc-tw"])
@pytest.mark.parametrize("kind", TEXTS)
def test_the_end_of_a_character_before_a_piece_of_text_is_told_from_the_text(encoding: str, kind: str) -> None:
    text = "水" + TEXTS[kind]["Hant" if encoding != "gb18030" else "Hans"]
    data = encoded(text, encoding)[1:]
    found = detect(data, whole=False)
    assert (found.codec, found.cut) == (encoding, 1)
    assert found.decoder().decode(data[1:]) == text[1:]


@pytest.mark.parametrize("label", ["gb18030", "big5", "utf-8"])
def test_texts_of_real_people_are_found_in_every_encoding(real_documents: Path, label: str) -> None:
    from opencc import OpenCC

    for path in real_documents.glob("*.txt"):
        text = path.read_text(encoding="utf-8")
        text = OpenCC("s2tw" if label == "big5" else "t2s").convert(text)
        data = encoded(text, label)
        assert decode(data).text == decode(data, label).text
        for start in range(0, len(data) - 600, max(1, len(data) // 20)):
            piece = data[start : start + 600]
            if not piece[2:-2].isascii():
                assert family(detect(piece, whole=False).label) == family(named(label).label)


def test_characters_that_hong_kong_added_are_told_and_read() -> None:
    text = "佢哋喺度傾偈，啲嘢好靚，嗰個人係咪你嚟㗎？我哋聽日再去睇吓啦。" * 3
    decoded = decode(text.encode("big5hkscs"))
    assert (decoded.text, decoded.label) == (text, "Big5-HKSCS")


def test_they_are_read_too_where_a_document_called_big5_has_them_far_on() -> None:
    text = TEXTS["news"]["Hant"] * 400 + "嚟㗎"
    decoded = decode(text.encode("big5hkscs"))
    assert (decoded.text, decoded.label, decoded.replaced) == (text, "Big5", 0)


def test_characters_of_four_bytes_are_read() -> None:
    text = TEXTS["news"]["Hans"] + "𠮷野家😀\u0e01"
    assert decode(text.encode("gb18030")).text == text


@pytest.mark.parametrize(("encoding", "kind"), [("gb18030", "news"), ("big5", "novel"), ("utf-8", "mixed")])
def test_a_few_broken_bytes_are_shown_and_counted_and_the_rest_reads_on(encoding: str, kind: str) -> None:
    script = "Hant" if encoding == "big5" else "Hans"
    lines = (TEXTS[kind][script] * 20).splitlines(keepends=True)
    data = b"".join(b"\xff" * (number in (3, 9)) + encoded(line, encoding) for number, line in enumerate(lines))
    decoded = decode(data)
    assert decoded.label == named(encoding).label
    assert decoded.replaced == 2
    assert decoded.text == "".join("\ufffd" * (number in (3, 9)) + line for number, line in enumerate(lines))


@given(st.text(), st.binary(max_size=4))
@settings(max_examples=60)
def test_what_a_document_shows_never_holds_what_stands_for_a_broken_byte(text: str, data: bytes) -> None:
    for name in (*LABELS, "utf-16"):
        decoded = decode(text.encode("utf-8", "ignore") + data, name)
        assert LONE not in decoded.text
        assert decoded.replaced <= decoded.text.count("\ufffd")


def test_a_declared_encoding_tells_where_nothing_else_does() -> None:
    data = b"\xb1\xa1"
    assert (data.decode("gb18030"), data.decode("big5")) == ("薄", "情")
    assert detect(data, whole=True).label == "Big5"
    assert detect(data, whole=True, declared="big5-hkscs").label == "Big5"
    assert detect(data, whole=True, declared="GBK").label == "GB18030"


@pytest.mark.parametrize("declared", ["utf-8", "gbk", "big5", "iso-8859-1", "nonsense", ""])
def test_a_declared_encoding_may_lie(declared: str) -> None:
    for script, encoding in WRITTEN:
        data = encoded(TEXTS["news"][script], encoding)
        assert family(detect(data, whole=True, declared=declared).label) == family(named(encoding).label)


def test_how_sure_an_encoding_is_adds_up_to_one() -> None:
    found = detect(encoded("中文", "big5"), whole=True)
    assert sum(certainty for _label, certainty in found.considered) == pytest.approx(1)
    assert found.certainty == found.considered[0][1] > 0.9
    assert found.label == found.considered[0][0] == "Big5"


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40,
        b"\xfd" + bytes(range(255, 0, -1)) * 9,
        b"\x7fELF" + bytes(500),
        b"\xff",
    ],
)
def test_what_is_text_in_no_encoding_is_none(data: bytes) -> None:
    with pytest.raises(NoTextError):
        detect(data, whole=True)


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("gbk", "GB18030"),
        ("GB2312", "GB18030"),
        ("cp936", "GB18030"),
        ("windows-936", "GB18030"),
        ("big5", "Big5"),
        ("Big-5", "Big5"),
        ("cp950", "Big5"),
        ("big5-hkscs", "Big5-HKSCS"),
        ("big5_hkscs", "Big5-HKSCS"),
        ("hkscs", "Big5-HKSCS"),
        ("EUC_TW", "EUC-TW"),
        ("utf8", "UTF-8"),
        ("utf-8-sig", "UTF-8"),
        ("utf-16le", "UTF-16LE"),
        ("UTF-16", "UTF-16LE"),
        ("utf_16_be", "UTF-16BE"),
        ("latin-1", "Windows-1252"),
        *((label, label) for label in LABELS.values()),
    ],
)
def test_an_encoding_goes_by_the_names_that_people_and_programs_use(name: str, label: str) -> None:
    assert named(name).label == label


@pytest.mark.parametrize("name", ["klingon", "", "rot13", "base64", "punycode", "a\0b", "utf-7", "\x1b[2J"])
def test_what_is_no_encoding_here_is_refused_with_those_there_are(name: str) -> None:
    with pytest.raises(UnknownEncodingError) as raised:
        named(name)
    assert all(label in str(raised.value) for label in LABELS.values())
    assert str(raised.value).isprintable()


def test_what_is_read_of_cns_11643_is_what_another_converter_reads() -> None:
    if shutil.which("iconv") is None:
        pytest.skip("no iconv")
    for number, plane in enumerate(planes()):
        chinese = {place: character for place, character in plane.items() if "\u4e00" <= character <= "\u9fff"}
        before = bytes((0x8E, 0xA1 + number)) if number else b""
        data = b"\n".join(before + place for place in chinese)
        done = subprocess.run(
            ["iconv", "-c", "-f", "EUC-TW", "-t", "UTF-8"], input=data, capture_output=True, check=False
        )
        if not done.stdout:
            pytest.skip("iconv knows no EUC-TW")
        other = done.stdout.decode().split("\n")
        assert sum(map(bool, other)) > 2_000
        differing = [
            (place, character)
            for (place, character), its in zip(chinese.items(), other, strict=True)
            if its not in (character, "")
        ]
        assert len(differing) <= 1


def test_a_plane_that_is_not_known_is_shown_as_broken() -> None:
    data = encoded("中文", "euc-tw") + bytes((0x8E, 0xA1 + PLANES, 0xA1, 0xA1)) + encoded("好", "euc-tw")
    decoded = decode(data, "euc-tw")
    assert (decoded.text, decoded.replaced) == ("中文\ufffd好", 1)


@pytest.mark.parametrize("first", "余功一雨的許，「")
@pytest.mark.parametrize("whole", [True, False])
def test_a_document_begins_with_its_first_character_whatever_its_bytes_are(first: str, whole: bool) -> None:
    text = first + TEXTS["news"]["Hant"]
    assert decode(text.encode("cp950"), whole=whole).text == text


def test_a_document_that_begins_inside_a_character_shows_that_and_reads_on() -> None:
    text = TEXTS["news"]["Hant"]
    decoded = decode(text.encode("utf-8")[2:])
    assert (decoded.text, decoded.replaced) == ("\ufffd" + text[1:], 1)
