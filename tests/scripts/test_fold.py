"""Under the fold all spellings of a name meet, and no offset moves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.scripts.characters import characters
from reader.scripts.conversion import CONFIGURATIONS, convert
from reader.scripts.fold import fold, fold_keeping_case
from tests.documents.texts import any_text, texts

if TYPE_CHECKING:
    from reader.scripts.script import Script, Written

CONVERTED = "".join(characters().fold) + "".join(sorted({*characters().fold.values()}))
"""Every character that a conversion may change, and what it may become."""

converted_texts = st.text(alphabet=CONVERTED, max_size=40)
all_texts = texts | any_text | converted_texts


@given(all_texts)
def test_it_keeps_the_length(text: str) -> None:
    assert len(fold(text)) == len(fold_keeping_case(text)) == len(text)


@given(all_texts, all_texts)
def test_what_stands_beside_a_character_makes_no_difference(text: str, more: str) -> None:
    assert fold(text + more) == fold(text) + fold(more)


@given(all_texts)
def test_folded_again_nothing_changes(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert fold_keeping_case(fold_keeping_case(text)) == fold_keeping_case(text)


@given(all_texts)
def test_case_is_all_that_keeping_case_keeps(text: str) -> None:
    assert fold(fold_keeping_case(text)) == fold(text)


@given(all_texts, all_texts)
def test_each_character_is_folded_by_itself(one: str, other: str) -> None:
    assert fold(one + other) == fold(one) + fold(other)


@pytest.mark.parametrize(("written", "target"), CONFIGURATIONS, ids=lambda script: str(script))
@given(text=texts | converted_texts)
def test_no_conversion_changes_it(written: Written, target: Script, text: str) -> None:
    converted = convert(text, written, target)
    assert len(converted) == len(text)
    assert fold(converted) == fold(text)


@pytest.mark.parametrize(("written", "target"), CONFIGURATIONS, ids=lambda script: str(script))
def test_no_conversion_of_any_single_character_changes_it(written: Written, target: Script) -> None:
    for character in CONVERTED:
        assert fold(convert(character, written, target)) == fold(character)


@pytest.mark.parametrize(
    "spellings",
    [
        ("陈信翰", "陳信翰"),
        ("里面", "裏面", "裡面"),
        ("为了", "為了", "爲了"),
        ("群众", "群眾", "羣衆"),
        ("户外说", "戶外說", "户外説"),
        ("余凯", "餘凱", "余凱"),
        ("真查清", "眞査淸"),
        ("马克·陈", "馬克・陳", "馬克‧陳", "马克•陈", "馬克･陳"),
        ("GPT-4", "gpt-4", "ＧＰＴ－４", "GPT‑4", "GPT–4"),
        ("Sébastien", "Sebastien", "SEBASTIEN", "sÉbastien"),
        ("Przemysław Dębiak", "Przemyslaw Debiak"),
        ("Mark Chen", "Mark\u00a0Chen", "Mark\u3000Chen", "ＭＡＲＫ\tｃｈｅｎ"),
        ("“引”", '"引"', "„引”", "＂引＂"),
        ("don't", "don’t", "don＇t"),
    ],
    ids=lambda spellings: spellings[0],
)
def test_all_spellings_of_a_name_meet(spellings: tuple[str, ...]) -> None:
    assert len({fold(spelling) for spelling in spellings}) == 1


@pytest.mark.parametrize(("one", "other"), [("余", "于"), ("陈", "程"), ("o3", "o1"), ("。", "，"), ("——", "--")])
def test_different_things_stay_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_keeping_case_tells_upper_from_lower_case() -> None:
    assert fold_keeping_case("Ｏ2 Éa") == "O2 Ea"
    assert fold("Ｏ2 Éa") == "o2 ea"
