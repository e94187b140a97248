"""Words: what a double click takes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.documents.words import word_at
from tests.documents.texts import lines


@pytest.mark.parametrize(
    ("text", "sign", "word"),
    [
        ("他们在研究语言模型。", "究", "研究"),
        ("他們在研究語言模型。", "言", "語言"),
        ("这是GPT-4o的输出", "4", "GPT-4o"),
        ("Don't cut o3-mini here", "t", "Don't"),
        ("一个，两个", "，", "，"),
        ("研究\n语言\n", "语", "语言"),
    ],
)
def test_the_word_around_a_character_is_taken(text: str, sign: str, word: str) -> None:
    assert word_at(text, text.index(sign)).of(text) == word


@given(lines, st.data())
def test_a_word_holds_the_place_it_was_asked_for(text: str, data: st.DataObject) -> None:
    if not text:
        return
    offset = data.draw(st.integers(0, len(text) - 1))
    word = word_at(text, offset)
    assert word.start <= offset < word.end <= len(text)
