from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.scripts.conversion import CONFIGURATIONS, WORDING_CONFIGURATIONS, clauses, configurations, convert, warm
from reader.scripts.script import Script, Written
from tests.documents.texts import texts

EVERY = list(product(Written, Script))


@pytest.mark.parametrize(
    ("written", "target", "text", "expected"),
    [
        (Written.HANS, Script.TW, "软件在里面。", "軟件在裡面。"),
        (Written.HANS, Script.HANT, "软件在里面。", "軟件在裏面。"),
        (Written.HANS, Script.HK, "软件在里面说。", "軟件在裏面説。"),
        (Written.HANT, Script.HANS, "爲了羣衆，意味着", "为了群众，意味着"),
        (Written.TW, Script.HANS, "為了群眾，意味著", "为了群众，意味着"),
        (Written.HK, Script.HANS, "她説衞生", "她说卫生"),
        (Written.HANT, Script.TW, "爲了羣衆", "為了群眾"),
        (Written.TW, Script.HK, "她說裡面", "她説裏面"),
        (Written.HK, Script.TW, "她説裏面", "她說裡面"),
    ],
)
def test_characters_become_those_of_the_script(written: Written, target: Script, text: str, expected: str) -> None:
    assert convert(text, written, target) == expected


@pytest.mark.parametrize(
    ("written", "target", "text", "expected"),
    [
        (Written.HANS, Script.TW, "软件和鼠标", "軟體和滑鼠"),
        (Written.HANS, Script.HK, "软件", "軟件"),
        (Written.TW, Script.HANS, "軟體和滑鼠", "软件和鼠标"),
    ],
)
def test_with_wording_words_become_those_of_the_region(
    written: Written, target: Script, text: str, expected: str
) -> None:
    assert convert(text, written, target, wording=True) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("余华", "余華"),
        ("郁达夫", "郁達夫"),
        ("范仲淹", "范仲淹"),
        ("余额", "餘額"),
        ("忧郁", "憂鬱"),
        ("模范", "模範"),
    ],
)
def test_surnames_stay_where_no_word_says_otherwise(text: str, expected: str) -> None:
    assert convert(text, Written.HANS, Script.HANT) == expected


ALREADY_THERE = [
    *((written, Script.ORIGINAL) for written in Written if written is not Written.MIXED),
    *((Written(script), script) for script in Script if script is not Script.ORIGINAL),
    *((Written.NONE, script) for script in Script),
]


@pytest.mark.parametrize(("written", "target"), ALREADY_THERE, ids=str)
@settings(max_examples=25)  # for each of many pairs
@given(text=texts, wording=st.booleans())
def test_text_in_the_target_script_is_never_touched(written: Written, target: Script, text: str, wording: bool) -> None:
    assert convert(text, written, target, wording=wording) == text


@pytest.mark.parametrize(("written", "target"), EVERY, ids=str)
@settings(max_examples=25)
@given(text=texts)
def test_without_wording_no_length_changes(written: Written, target: Script, text: str) -> None:
    assert len(convert(text, written, target)) == len(text)


@given(texts)
def test_the_clauses_of_a_mixed_text_are_all_of_it(text: str) -> None:
    assert "".join(clause for clause, _ in clauses(text)) == text


def test_in_mixed_text_each_clause_is_converted_by_its_own_evidence() -> None:
    text = "这里发现了问题，餘額不足。这里发现了余额，爲了羣衆。"
    assert convert(text, Written.MIXED, Script.HANT) == "這裏發現了問題，餘額不足。這裏發現了餘額，爲了羣衆。"
    assert convert(text, Written.MIXED, Script.HANS) == "这里发现了问题，余额不足。这里发现了余额，为了群众。"


def test_what_is_traditional_in_a_mixed_text_has_one_region() -> None:
    text = "这里说，她看著裡面的麵店，为了什么，隨著時間。"
    assert convert(text, Written.MIXED, Script.HANS) == "这里说，她看着里面的面店，为了什么，随着时间。"
    assert convert(text, Written.MIXED, Script.TW) == "這裡說，她看著裡面的麵店，為了什麼，隨著時間。"


def test_every_way_from_script_to_script_is_known() -> None:
    ways = {(written, target) for written, target in EVERY if configurations(written, target)}
    assert ways == set(CONFIGURATIONS)
    assert set(WORDING_CONFIGURATIONS) <= ways
    for written in (Written.HANS, Written.HANT, Written.TW, Written.HK):
        for target in (Script.HANS, Script.TW, Script.HK):
            assert str(written) == str(target) or (written, target) in ways


@pytest.mark.parametrize("script", Script)
def test_warming_up_changes_nothing(script: Script) -> None:
    warm(script)
    assert convert("一", Written.HANS, script) == "一"
