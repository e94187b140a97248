"""What a document reads as in each encoding, by which a reader sees which is right."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.documents.decoding import UnreadableDocumentError
from reader.documents.encodings import LABELS
from reader.documents.previews import AROUND, LONGEST, PACKED, Preview, previews
from reader.documents.sanitising import harmless

if TYPE_CHECKING:
    from pathlib import Path

SENTENCE = "湖邊的工作室昨天宣布，方小舟不在。風從山裡吹來。"
ENCODINGS = {"UTF-8": "utf-8", "GB18030": "gb18030", "Big5": "big5", "UTF-16LE": "utf-16-le", "UTF-16BE": "utf-16-be"}


def shown(path: Path, share: float = 0.0, *, tagged: bool = False) -> dict[str, Preview]:
    return {preview.encoding: preview for preview in previews(str(path), share, tagged=tagged)}


@pytest.mark.parametrize("label", ENCODINGS)
def test_in_the_right_encoding_it_is_a_line_near_the_place(tmp_path: Path, label: str) -> None:
    lines = "".join(f"{number:04}：{SENTENCE}\n" for number in range(2_000))
    path = tmp_path / "1.txt"
    path.write_bytes(lines.encode(ENCODINGS[label]))
    for number in (0, 3, 999, 1_990):
        preview = shown(path, number / 2_000)[label]
        assert SENTENCE in preview.text
        assert preview.broken == 0
        told = preview.text.partition("：")[0]
        assert abs(int(told[-4:] or number) - number) < 4


def test_lines_that_read_the_same_in_all_encodings_tell_nothing(tmp_path: Path) -> None:
    path = tmp_path / "1.txt"
    path.write_bytes(b"URL: https://example.org/1\n\nDate: 2024-01-01\n" * 9 + SENTENCE.encode("big5"))
    assert shown(path)["Big5"].text == SENTENCE


def test_tags_are_left_out_of_what_has_them(tmp_path: Path) -> None:
    path = tmp_path / "1.html"
    path.write_bytes(b"<html><head><meta charset=big5><title>" + SENTENCE.encode("gb18030") + b"</title>")
    assert shown(path, tagged=True)["GB18030"].text == SENTENCE


def test_in_a_line_as_long_as_a_book_it_is_the_beginning_where_characters_begin(tmp_path: Path) -> None:
    path = tmp_path / "1.txt"
    path.write_bytes(("甲" + SENTENCE * (AROUND // 10)).encode("gb18030"))
    for share in (0.5, 0.500001, 1.0):
        assert shown(path, share)["GB18030"].text.startswith("甲湖邊")


@pytest.mark.parametrize("share", [0.0, 0.5])
def test_a_book_has_none_wherever_the_page_is(tmp_path: Path, share: float) -> None:
    path = tmp_path / "1.epub"
    path.write_bytes(b"PK\x03\x04" + bytes(range(256)) * 200)
    assert shown(path, share) == {}


def test_what_cannot_be_read_says_so(tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocumentError):
        previews(str(tmp_path / "missing.txt"), 0.0, tagged=False)


@given(st.binary(max_size=200), st.floats(0, 1), st.booleans())
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_the_bytes_are_there_is_one_harmless_line_for_each(
    tmp_path: Path, data: bytes, share: float, tagged: bool
) -> None:
    path = tmp_path / "1.txt"
    path.write_bytes(data)
    found = shown(path, share, tagged=tagged)
    assert [*found] == ([] if data.startswith(PACKED) else [*LABELS.values()])
    for preview in found.values():
        assert preview.text == harmless(preview.text)
        assert "\n" not in preview.text
        assert len(preview.text) <= LONGEST
