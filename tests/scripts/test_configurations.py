"""Stretches replaced as a whole are told exactly, even where a text holds the marks that tell them."""

from __future__ import annotations

import logging
from dataclasses import astuple
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.scripts import configurations
from reader.scripts.alignment import Block
from reader.scripts.configurations import FIRST_MARK, KEPT_ALONE, LAST_MARK, WORDS, convert_marked, converter, words
from tests.scripts.dictionary_texts import dictionary_texts
from tests.scripts.reference import WORD_TABLES, dictionary, reference

if TYPE_CHECKING:
    from collections.abc import Callable

MARKS = st.sampled_from([chr(FIRST_MARK + n) for n in (0, 1, 2, 3, 4, 0x7FFF)] + [chr(LAST_MARK), "\ue000"])
marked_texts = st.lists(dictionary_texts | MARKS, max_size=12).map("".join)


@pytest.mark.parametrize("table", WORD_TABLES)
def test_the_words_that_come_with_the_app_are_those_of_the_installed_opencc(table: str) -> None:
    assert words()[table] == dictionary(table)


@pytest.mark.parametrize("configuration", WORDS)
@settings(max_examples=50)
@given(text=marked_texts)
def test_a_text_that_holds_the_marks_itself_is_converted_and_aligned_like_any_other(
    configuration: str, text: str
) -> None:
    shown, blocks = convert_marked(text, configuration)
    assert (shown, tuple(map(astuple, blocks))) == reference(configuration, kept=KEPT_ALONE).convert(text)


def test_a_mark_in_a_text_stays_where_it_is() -> None:
    text = f"{chr(FIRST_MARK + 2)}内存{chr(LAST_MARK)}里"
    assert convert_marked(text, "s2twp") == (
        f"{chr(FIRST_MARK + 2)}記憶體{chr(LAST_MARK)}裡",
        (Block(1, 3, 1, 4),),
    )


@pytest.mark.parametrize("configuration", WORDS)
@pytest.mark.parametrize(
    "strange",
    [
        lambda text: text + chr(LAST_MARK),
        lambda text: chr(FIRST_MARK + 1) + text,
        lambda text: text[1:],
        lambda text: f"{chr(FIRST_MARK + 99)}{text}{chr(LAST_MARK)}",
    ],
    ids=["a mark too many at the end", "one at the start", "a character lost", "a wrong length"],
)
def test_what_nobody_foresaw_makes_one_stretch_of_the_whole_and_is_logged(
    configuration: str,
    strange: Callable[[str], str],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    text = "内存里的博客"
    expected = converter(configuration)(text)
    monkeypatch.setattr(configurations, "_marked_converter", lambda _: strange)
    with caplog.at_level(logging.WARNING):
        shown, blocks = convert_marked(text, configuration)
    assert shown == expected
    assert blocks == (Block(0, len(text), 0, len(shown)),)
    assert configuration in caplog.text
    assert text not in caplog.text


@pytest.mark.parametrize("configuration", WORDS)
@given(text=marked_texts)
@settings(max_examples=25)
def test_stretches_are_in_order_and_apart_and_what_is_between_keeps_its_length(configuration: str, text: str) -> None:
    shown, blocks = convert_marked(text, configuration)
    assert shown == converter(configuration)(text)
    for one, other in pairwise((Block(0, 0, 0, 0), *blocks, Block(len(text), len(text), len(shown), len(shown)))):
        assert 0 <= other.source_start - one.source_end == other.rendition_start - one.rendition_end
