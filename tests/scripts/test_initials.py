"""What is typed as the initials of pinyin finds a name in either script, whichever reading a character has in it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.scripts import initials
from reader.scripts.characters import characters
from reader.scripts.conversion import CONFIGURATIONS, convert
from reader.scripts.initials import finder, initials_of, initials_pattern
from tests.documents.texts import any_text, han, texts

if TYPE_CHECKING:
    from reader.scripts.script import Script, Written

DATA = Path(initials.__file__).with_name("initials.json")
MOST_BYTES = 60_000


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("atm", "奥特曼"),
        ("atm", "奧特曼"),
        ("cxh", "陈信翰"),
        ("cxh", "陳信翰"),
        ("ATM", "阿爾特曼和奥特曼"),
        ("a t m", "奥特曼"),
        ("ｃｘｈ", "陈信翰"),
        ("mkc", "马克·陈"),
        ("mkc", "馬克 ・ 陳"),
        ("xh", "陈信翰"),
        ("gpt4mx", "GPT-4模型"),
        ("openaiatm", "ＯpenAI奥特曼"),
        ("ct", "长亭"),
        ("zt", "长亭"),
        ("cq", "重庆"),
        ("zy", "重要"),
        ("lz", "绿洲"),
        ("q", "区先生"),
        ("q", "某人、区先生"),
        ("o", "歐先生"),
    ],
)
def test_initials_find(typed: str, text: str) -> None:
    assert finder(typed)(text)


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("atm", "奥曼特"),
        ("tm", "特，曼"),
        ("x", "陈信翰"),  # one letter counts at the start only
        ("atmx", "奥特曼"),
        ("44", "奥特曼"),
        ("a-m", "奥特曼"),
        ("奥m", "奥特曼"),
    ],
)
def test_initials_do_not_find(typed: str, text: str) -> None:
    assert not finder(typed)(text)


@pytest.mark.parametrize("typed", ["奥特", "奧特", "特曼", " 奥特曼 ", "altman", "ALTMAN", "m alt", ""])
def test_what_holds_the_text_itself_is_found_too(typed: str) -> None:
    assert finder(typed)("Sam Altman 奥特曼")


@pytest.mark.parametrize("typed", ["", " ", "42", "奥特曼", "a*", "a.b", "[a"])
def test_what_is_no_initials_has_no_pattern(typed: str) -> None:
    assert initials_pattern(typed) is None


def test_each_line_of_a_text_is_one_by_itself() -> None:
    pattern = initials_pattern("c")
    assert pattern is not None
    key = initials_of("陈信翰\n信陈\n陳")
    assert [key.count("\n", 0, hit.start()) for hit in pattern.finditer(key)] == [0, 2]


@given(any_text | texts)
def test_a_key_has_as_many_lines_as_its_text_and_is_at_most_as_long(text: str) -> None:
    key = initials_of(text)
    assert key.count("\n") == text.count("\n")
    assert len(key) <= len(text)


@given(st.text(alphabet="奥奧特曼陈陳信翰重长区A1 ·", min_size=1, max_size=8), st.data())
def test_one_letter_of_each_character_finds_a_text(text: str, data: st.DataObject) -> None:
    readings = {
        **dict(zip("特曼信翰", "tmxh", strict=True)),
        **dict.fromkeys("陈陳", "cz"),
        **dict.fromkeys("奥奧", "ay"),
    }
    readings |= {"重": "cz", "长": "cz", "区": "oq", "A": "a", "1": "1", " ": "", "·": ""}
    typed = "".join(data.draw(st.sampled_from(readings[one])) for one in text if readings[one])
    found = finder(typed)(text) if any(map(str.isalpha, typed)) else True
    assert found is True


@pytest.mark.parametrize(("written", "target"), CONFIGURATIONS, ids=lambda script: str(script))
@given(text=texts | han)
def test_in_every_script_a_text_has_the_same_initials(written: Written, target: Script, text: str) -> None:
    assert initials_of(convert(text, written, target)) == initials_of(text)


def test_all_characters_that_conversion_may_write_have_initials() -> None:
    fold = characters().fold
    common = [one for one in (*fold, *fold.values()) if "\u4e00" <= one <= "\u9fff"]
    without = [one for one in common if not initials_of(one).strip(initials.BREAK)]
    assert len(without) * 1000 < len(common), without


def test_the_data_are_small_and_say_whose_they_are() -> None:
    assert DATA.stat().st_size <= MOST_BYTES
    notice = json.loads(DATA.read_text(encoding="utf-8"))["notice"]
    assert "Copyright (c) 2016 mozillazg" in notice
    assert "Permission is hereby granted" in notice
