from __future__ import annotations

import pytest

from reader.scripts.script import Script, Written


@pytest.mark.parametrize("script", Script)
def test_a_script_is_known_by_its_tag_in_any_case(script: Script) -> None:
    assert Script.parse(script.value) is script
    assert Script.parse(script.value.upper()) is script


@pytest.mark.parametrize(
    ("word", "script"),
    [
        ("simplified", Script.HANS),
        ("traditional", Script.HANT),
        ("taiwan", Script.TW),
        ("hongkong", Script.HK),
        ("Taiwan", Script.TW),
        ("original", Script.ORIGINAL),
    ],
)
def test_a_script_is_known_by_a_word(word: str, script: Script) -> None:
    assert Script.parse(word) is script


@pytest.mark.parametrize("word", ["", "klingon", "zh", "zh_TW", "繁體"])
def test_no_other_script_is_known(word: str) -> None:
    with pytest.raises(ValueError, match="Script"):
        Script.parse(word)


def test_the_regions_are_traditional() -> None:
    assert [script.traditional for script in Script] == [False, False, True, True, True]
    assert [written.traditional for written in Written] == [False, True, True, True, False, False]
