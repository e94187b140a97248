"""Whoever has a file read in another encoding stays where they were in it."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.documents.decoding import decode
from reader.documents.document import Document
from reader.documents.encodings import LABELS
from reader.documents.same_place import same_place

LINE = "湖邊的工作室昨天宣布，方小舟不在 Lakeside。今天的湖面很安靜，風從山裡吹來。"
LINES = "".join(f"{number}{LINE * (number % 5)}\n" for number in range(200))
NARROW = [label for label in LABELS.values() if not label.startswith("UTF-")]


@cache
def read(data: bytes, encoding: str) -> Document:
    decoded = decode(data, encoding)
    return Document("a.txt", decoded.text, encoding=decoded.label, replaced=decoded.replaced)


@given(st.sampled_from(("big5", "gb18030")), st.sampled_from(NARROW), st.integers(0, len(LINES)))
@settings(max_examples=60)
def test_it_is_the_same_line_and_all_but_the_same_character(written: str, wrong: str, offset: int) -> None:
    data = LINES.encode(written)
    right, nonsense = read(data, written), read(data, wrong)
    there = same_place(right, offset, nonsense)
    before = decode(data[: len(LINES[:offset].encode(written))], wrong, whole=False).text
    back = same_place(nonsense, there, right)
    assert LINES.count("\n", 0, back) == LINES.count("\n", 0, offset)
    if wrong != "EUC-TW":  # which nothing encodes, so that bytes are not counted
        assert abs(there - len(before)) <= 2
        assert abs(back - offset) <= 2


labels = st.sampled_from([*LABELS.values()])


@given(st.binary(max_size=300), labels, labels, st.integers(0, 300))
def test_whatever_the_bytes_are_it_is_a_place_in_the_text(data: bytes, one: str, other: str, offset: int) -> None:
    before, now = read(data, one), read(data, other)
    there = same_place(before, min(offset, len(before.text)), now)
    assert 0 <= there <= len(now.text)


@pytest.mark.parametrize("wrong", ["UTF-8", "UTF-16LE", "UTF-16BE"])
def test_also_where_less_is_told_it_is_about_as_far_on(wrong: str) -> None:
    data = LINES.encode("gb18030")
    right, nonsense = read(data, "gb18030"), read(data, wrong)
    for offset in range(0, len(LINES), 700):
        there = same_place(nonsense, same_place(right, offset, nonsense), right)
        assert abs(there - offset) < 40


def test_a_line_as_long_as_a_book_has_places_too() -> None:
    data = (LINE * 8_000).encode("gb18030")
    right, nonsense = read(data, "gb18030"), read(data, "big5")
    assert abs(same_place(nonsense, len(nonsense.text) // 3, right) - len(right.text) // 3) <= 1
