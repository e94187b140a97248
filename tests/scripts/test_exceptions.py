"""A reader's own exceptions: what they hold, in which spelling, and which of several."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.scripts.exceptions import NONE, Exceptions, Phrase
from reader.scripts.fold import fold
from reader.scripts.rendition import Held, render, together, without
from reader.scripts.script import Script, Written

if TYPE_CHECKING:
    from collections.abc import Iterator

KEPT = Phrase("余秋雨", kept=True)
SOFTWARE = Phrase("软件", {Script.TW: "軟體", Script.HK: "軟件"})


def shown(text: str, target: Script, *phrases: Phrase, written: Written = Written.HANS) -> str:
    return render(text, written, target, Exceptions(phrases).held(text, target)).text


def test_without_phrases_nothing_is_held() -> None:
    assert NONE.held("余秋雨", Script.TW) == []


def test_a_protected_phrase_stays_as_it_stands() -> None:
    assert shown("余秋雨写的软件", Script.TW, KEPT) == "余秋雨寫的軟件"


def test_a_preferred_form_is_shown_in_its_script_alone() -> None:
    assert shown("软件说明", Script.TW, SOFTWARE) == "軟體說明"
    assert shown("软件说明", Script.HK, SOFTWARE) == "軟件説明"
    assert Exceptions((SOFTWARE,)).held("软件说明", Script.HANS) == []


def test_a_form_may_be_longer_or_shorter_and_places_stay_exact() -> None:
    phrases = Exceptions((Phrase("出租车", {Script.TW: "計程車輛"}),))
    rendition = render("坐出租车吧", Written.HANS, Script.TW, phrases.held("坐出租车吧", Script.TW))
    assert rendition.text == "坐計程車輛吧"
    assert rendition.alignment.to_source(5) == 4
    assert rendition.alignment.to_rendition(4) == 5


@pytest.mark.parametrize(
    ("forms", "shown_in"),
    [
        ({Script.HANT: "軟體"}, {Script.HANT: "軟體", Script.TW: "軟體", Script.HK: "軟體", Script.HANS: None}),
        ({Script.TW: "軟體"}, {Script.HANT: "軟體", Script.TW: "軟體", Script.HK: None, Script.HANS: None}),
        ({Script.HK: "軟件"}, {Script.HANT: "軟件", Script.TW: None, Script.HK: "軟件", Script.HANS: None}),
        (
            {Script.HANT: "軟體", Script.HK: "軟件"},
            {Script.HANT: "軟體", Script.TW: "軟體", Script.HK: "軟件", Script.HANS: None},
        ),
        ({Script.HANS: "软件"}, {Script.HANT: None, Script.TW: None, Script.HK: None, Script.HANS: "软件"}),
    ],
)
def test_a_form_serves_the_regions_that_have_none(forms: dict[Script, str], shown_in: dict[Script, str | None]) -> None:
    phrase = Phrase("软件", forms)
    assert {script: phrase.shown_in(script, "软件") for script in shown_in} == shown_in
    kept = Phrase("软件", forms, kept=True)
    assert {script: kept.shown_in(script, "软件") for script in shown_in} == {
        script: form or "软件" for script, form in shown_in.items()
    }


# In which spelling


@pytest.mark.parametrize("typed", ["余秋雨", "餘秋雨"])
def test_a_phrase_may_be_typed_as_it_stands_or_as_it_is_shown(typed: str) -> None:
    assert shown("余秋雨写的", Script.TW, Phrase(typed, kept=True)) == "余秋雨寫的"
    assert shown("余秋雨写的", Script.TW, Phrase(typed, {Script.HANT: "余秋雨"})) == "余秋雨寫的"


def test_an_exact_phrase_holds_in_its_own_spelling_alone() -> None:
    exact = Phrase("语雀", kept=True, exact=True)
    assert shown("用语雀写", Script.TW, exact) == "用语雀寫"
    assert shown("用語雀寫", Script.HANS, exact, written=Written.TW) == "用语雀写"


def test_a_single_character_holds_in_its_own_spelling_alone() -> None:
    phrase = Phrase("裏", {Script.TW: "裡", Script.HANS: "里"})
    assert Exceptions((phrase,)).held("三公里", Script.TW) == []
    assert Exceptions((phrase,)).held("在屋裏", Script.TW) == [Held(2, 3, "裡")]


def test_case_counts_and_widths_do_not() -> None:
    phrase = Exceptions((Phrase("Qwen模型", {Script.TW: "Qwen 模型"}),))
    assert phrase.held("ＱＷｅｎ模型 qwen模型", Script.TW) == []
    assert phrase.held("Ｑｗｅｎ模型", Script.TW) == [Held(0, 6, "Qwen 模型")]


@pytest.mark.parametrize("text", ["OpenAI", "AIs", "AI2", "9AI"])
def test_no_latin_word_is_cut(text: str) -> None:
    phrase = Exceptions((Phrase("AI", {Script.TW: "人工智慧"}),))
    assert phrase.held(text, Script.TW) == []
    assert phrase.held("用AI写", Script.TW) == [Held(1, 3, "人工智慧")]


# Which of several


def test_the_leftmost_holds_and_there_the_longest() -> None:
    phrases = Exceptions((Phrase("秋雨", kept=True), Phrase("余秋", kept=True), Phrase("余秋雨说", kept=True)))
    assert [hold.text for hold in phrases.held("余秋雨说余秋雨秋雨", Script.TW)] == ["余秋雨说", "余秋", "秋雨"]


def test_a_longer_phrase_that_says_nothing_for_the_script_stands_in_no_ones_way() -> None:
    phrases = Exceptions((Phrase("软件园", {Script.TW: "軟體園區"}), Phrase("软件", kept=True)))
    assert shown("软件园", Script.TW, *phrases.phrases) == "軟體園區"
    assert shown("软件园", Script.HK, *phrases.phrases) == "软件園"


def test_of_the_same_phrase_in_two_lists_the_nearer_counts_and_the_other_fills_in() -> None:
    near, far = Phrase("软件", {Script.TW: "軟體"}), Phrase("软件", {Script.TW: "程式", Script.HK: "軟件兒"})
    assert shown("软件", Script.TW, near, far) == "軟體"
    assert shown("软件", Script.TW, far, near) == "程式"
    assert shown("软件", Script.HK, near, far) == "軟件兒"


def test_what_stands_as_it_was_typed_counts_before_another_spelling() -> None:
    other, own = Phrase("下麵", {Script.HANS: "煮面"}), Phrase("下面", {Script.HANS: "底下"})
    assert shown("下面下麵", Script.HANS, other, own, written=Written.TW) == "底下煮面"


# Against a slow reference

CHARACTERS = "余餘秋雨软軟件体A里裏"
texts = st.text(CHARACTERS, max_size=30)
forms = st.dictionaries(st.sampled_from([Script.HANS, Script.HANT, Script.TW, Script.HK]), texts, max_size=2)
phrases = st.builds(Phrase, st.text(CHARACTERS, min_size=1, max_size=4), forms, st.booleans(), st.booleans())
targets = st.sampled_from([Script.HANS, Script.HANT, Script.TW, Script.HK])


def plainly(text: str, target: Script, known: tuple[Phrase, ...]) -> Iterator[Held]:
    """Yield what is held, found by trying every phrase at every place."""
    place = 0
    while place < len(text):
        best: tuple[int, bool, int, str] | None = None
        for number, phrase in enumerate(known):
            end = place + len(phrase.text)
            standing = text[place:end]
            if fold(standing) != fold(phrase.text) or not phrase.means(standing):
                continue
            if any("A" == text[edge - 1 : edge] == text[edge : edge + 1] for edge in (place, end)):
                continue
            form = phrase.shown_in(target, standing)
            if form is not None:
                best = max(best or (0, False, 0, ""), (end - place, standing == phrase.text, -number, form))
        if best is not None:
            yield Held(place, place + best[0], best[3])
            place += best[0]
        else:
            place += 1


@given(texts, targets, st.lists(phrases, max_size=8).map(tuple))
def test_what_is_held_is_what_trying_everything_finds(text: str, target: Script, known: tuple[Phrase, ...]) -> None:
    assert Exceptions(known).held(text, target) == list(plainly(text, target, known))


# What exceptions leave of names


def test_an_exception_takes_its_part_of_a_name_and_the_name_keeps_the_rest() -> None:
    names = [Held(1, 4, "余發財"), Held(6, 8, "湖邊")]
    exceptions = [Held(2, 3, "发")]
    assert without(names, exceptions) == [Held(1, 2, "余"), Held(3, 4, "財"), Held(6, 8, "湖邊")]


def test_a_name_of_another_length_is_taken_as_a_whole() -> None:
    assert without([Held(0, 4, "陳信翰")], [Held(2, 3, "x")]) == []
    assert without([Held(0, 4, "陳信翰")], [Held(4, 5, "x")]) == [Held(0, 4, "陳信翰")]


@st.composite
def layers(draw: st.DrawFn) -> list[Held]:
    """Return stretches in order and without overlap, most of them as long as what they stand for."""
    found, place = [], 0
    for gap, length, longer in draw(st.lists(st.tuples(st.integers(0, 3), st.integers(1, 4), st.booleans()))):
        place += gap
        found.append(Held(place, place + length, "·" * (length + longer)))
        place += length
    return found


@given(layers(), layers())
def test_what_is_left_of_a_layer_fits_between_what_is_taken(layer: list[Held], taken: list[Held]) -> None:
    left = without(layer, taken)
    both = together(taken, left)
    assert len(both) == len(taken) + len(left)
    assert all(end <= start for (_start, end, _text), (start, _end, _other) in pairwise(both))
    covered = {place for hold in taken for place in range(hold.start, hold.end)}
    kept = {place for start, end, _text in left for place in range(start, end)}
    for hold in layer:
        places = set(range(hold.start, hold.end))
        whole = len(hold.text) == len(places)
        assert places & kept == (places - covered if whole or not places & covered else set())
