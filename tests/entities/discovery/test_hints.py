"""Hints: characters for sounds that come again, and Latin words that people are spoken of by."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.entities.discovery.findings import Rule
from reader.entities.discovery.hints import MOST, hints


def texts(text: str) -> list[str]:
    """Return the hints in a text."""
    return [one.text for person in hints(text) for one in person.names]


@pytest.mark.parametrize("name", ["奥特曼", "奧特曼", "布洛克曼"])
def test_sounds_that_come_again_are_a_hint(name: str) -> None:
    assert texts(f"大家怀疑{name}是不是下了指标。\n这一次，{name}没有说话。") == [name]


def test_sounds_that_come_once_are_none() -> None:
    assert texts("大家怀疑奥特曼是不是下了指标。") == []


def test_words_are_no_sounds() -> None:
    assert texts("这是大家的时代，我们的时代。这是大家的时代，我们的时代。") == []


def test_a_part_that_only_comes_with_the_whole_is_none() -> None:
    assert texts("布洛克曼笑了。布洛克曼又笑了。") == ["布洛克曼"]


@pytest.mark.parametrize("sentence", ["第一天开会，Sam站在大家面前", "会上Nagasaki还提到了显卡", "总裁Fidji没有来"])
def test_a_latin_word_is_a_hint_where_people_are_spoken_of(sentence: str) -> None:
    assert len(texts(sentence)) == 1


@pytest.mark.parametrize(
    "sentence", ["他学Python的语法", "请看The Verge说的话", "GPT说了算", "Sam Altman说", "见www.Sam.com说明", "Sam-2说"]
)
def test_other_latin_words_are_none(sentence: str) -> None:
    assert texts(sentence) == []


def test_a_text_has_no_more_hints_than_are_kept() -> None:
    words = (f"{chr(65 + n % 26)}{chr(97 + n // 26)}{chr(97 + n % 26)}x说道。" for n in range(3 * MOST))
    assert len(texts("\n".join(words))) == MOST


@settings(max_examples=80)
@given(st.text("阿尔特曼奥布洛克的是说，。 \nSamAltn说道", max_size=60))
def test_a_hint_is_what_stands_at_its_evidence(text: str) -> None:
    found = [one for person in hints(text) for one in person.names]
    assert all(one.text == one.evidence.of(text) and one.rule is Rule.HINT and not one.is_strong for one in found)
    assert [one.evidence.start for one in found] == sorted(one.evidence.start for one in found)
    assert len({one.text for one in found}) == len(found)
