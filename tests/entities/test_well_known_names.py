"""The shipped names: each is one that OpenCC damages, and each comes out right."""

from __future__ import annotations

from functools import cache
from typing import Any

import opencc
import pytest

from reader.entities.unlisted_names import unlisted
from reader.entities.well_known_names import FROM_SIMPLIFIED, FROM_TRADITIONAL, form, names
from reader.scripts.rendition import render
from reader.scripts.script import Script, Written

FRAMES = (("", ""), ("他说", "很好"), ("我和", "去了"), ("为", "写的"))
TRADITIONAL_FRAMES = (("", ""), ("他說", "很好"), ("我和", "去了"), ("爲", "寫的"))
TO_TRADITIONAL = {"s2t": Script.HANT, "s2tw": Script.TW, "s2hk": Script.HK}


@cache
def converter(configuration: str) -> Any:
    return opencc.OpenCC(configuration, include_tofu_risk_dictionaries=False)


def converted(name: str, configuration: str, before: str, after: str) -> str:
    """Return what becomes of a name between two words in one of OpenCC's own configurations."""
    whole: str = converter(configuration).convert(before + name + after)
    return whole[len(before) : len(whole) - len(after)]


def test_every_name_written_simplified_is_damaged_by_opencc() -> None:
    for name in names()[FROM_SIMPLIFIED]:
        assert any(
            converted(name, configuration, before, after) != form(name, FROM_SIMPLIFIED, target)
            for configuration, target in TO_TRADITIONAL.items()
            for before, after in FRAMES
        ), name


def test_every_name_written_traditional_is_damaged_by_the_conversion() -> None:
    for name, right in names()[FROM_TRADITIONAL].items():
        assert any(
            right not in render(before + name + after, written, Script.HANS).text
            for written in (Written.HANT, Written.TW, Written.HK)
            for before, after in TRADITIONAL_FRAMES
        ), name


@pytest.mark.parametrize("target", [Script.HANT, Script.TW, Script.HK])
def test_every_name_comes_out_right_in_every_region(target: Script) -> None:
    for name in names()[FROM_SIMPLIFIED]:
        text = f"他说，{name}，很好。"
        shown = render(text, Written.HANS, target, unlisted(text, Written.HANS, target)).text
        assert f"，{form(name, FROM_SIMPLIFIED, target)}，" in shown


@pytest.mark.parametrize("written", [Written.HANT, Written.TW, Written.HK])
def test_every_name_comes_out_right_in_simplified(written: Written) -> None:
    for name, right in names()[FROM_TRADITIONAL].items():
        text = f"他說，{name}，很好。"
        shown = render(text, written, Script.HANS, unlisted(text, written, Script.HANS)).text
        assert f"，{right}，" in shown


def test_a_form_has_as_many_characters_as_the_name() -> None:
    assert all(len(name) == len(right) for forms in names().values() for name, right in forms.items())
