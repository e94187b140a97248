"""The rendition of a text in a script, with the names in it held out."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.scripts.alignment import Block
from reader.scripts.rendition import Held, render
from reader.scripts.script import Script, Written
from tests.documents.texts import han, texts

written = st.sampled_from(Written)
targets = st.sampled_from(Script)


@st.composite
def held(draw: st.DrawFn, text: str) -> list[Held]:
    """Draw stretches of a text that are held out of conversion, in order, with what stands for them."""
    places = sorted(draw(st.sets(st.integers(0, len(text)), max_size=8)))
    return [Held(start, end, draw(han)) for start, end in list(pairwise(places))[::2]]


@given(texts, written, targets, st.booleans(), st.data())
def test_the_alignment_joins_all_of_both_texts(
    text: str, how: Written, target: Script, wording: bool, data: st.DataObject
) -> None:
    holds = data.draw(held(text))
    rendition = render(text, how, target, holds, wording=wording)
    shown, alignment = rendition.text, rendition.alignment
    assert (alignment.to_rendition(0), alignment.to_source(0)) == (0, 0)
    assert alignment.to_rendition(len(text), end=True) == len(shown)
    assert alignment.to_source(len(shown), end=True) == len(text)
    for one, other in pairwise(range(len(text) + 1)):
        assert alignment.to_rendition(one) <= alignment.to_rendition(other)
    for one, other in pairwise(range(len(shown) + 1)):
        assert alignment.to_source(one) <= alignment.to_source(other)


@given(texts, written, targets, st.booleans(), st.data())
def test_what_is_held_stands_in_the_rendition_as_given(
    text: str, how: Written, target: Script, wording: bool, data: st.DataObject
) -> None:
    holds = data.draw(held(text))
    rendition = render(text, how, target, holds, wording=wording)
    if target is Script.ORIGINAL:
        assert rendition.text == text
        return
    for hold in holds:
        start = rendition.alignment.to_rendition(hold.start)
        end = rendition.alignment.to_rendition(hold.end, end=True)
        assert rendition.text[start:end] == hold.text
        assert rendition.alignment.to_source(start) == hold.start
        assert rendition.alignment.to_source(end, end=True) == hold.end


@given(texts, written, targets)
def test_without_wording_each_character_answers_to_one(text: str, how: Written, target: Script) -> None:
    rendition = render(text, how, target)
    assert len(rendition.text) == len(text)
    assert rendition.alignment.blocks == ()


@pytest.mark.parametrize("target", [Script.HANT, Script.TW, Script.HK])
def test_no_phrase_reaches_into_a_name(target: Script) -> None:
    name = Held(1, 3, "余华")
    assert render("其余华", Written.HANS, target, [name]).text == "其余华"


def test_a_word_whose_characters_move_is_one_block() -> None:
    rendition = render("用打印机", Written.HANS, Script.TW, wording=True)
    assert rendition.text == "用印表機"
    assert rendition.alignment.blocks == (Block(1, 4, 1, 4),)


def test_a_word_that_changes_its_length_is_one_block() -> None:
    held_out = render("奥巴马用信息技术", Written.HANS, Script.TW, [Held(0, 3, "歐巴馬先生")], wording=True)
    assert held_out.text.startswith("歐巴馬先生")
    assert held_out.alignment.to_rendition(3) == 5
