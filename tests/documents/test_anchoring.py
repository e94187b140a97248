"""A place is the same place after its text was edited: the same character, else the nearest there is."""

from __future__ import annotations

import random
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.documents.anchoring import CONTEXT, NEAR, QUOTE, Selector, find_again, place_again, selector_at
from reader.documents.paragraphs import Span

FEW = st.text("一二ab\n", max_size=400)
"""Texts that repeat themselves."""


class Edit(NamedTuple):
    """A stretch of a text that is replaced by another."""

    start: int
    end: int
    by: str

    def of(self, text: str) -> str:
        return text[: self.start] + self.by + text[self.end :]

    def moved(self, offset: int) -> int:
        """Where an offset is after the edit; inside the edit, at its start."""
        if offset < self.start:
            return offset
        return max(self.start, offset + len(self.by) - (self.end - self.start))


@st.composite
def various(draw: st.DrawFn, least: int = 0, most: int = 600) -> str:
    """Return a text in which no character stands twice, so that it is plain where a place has gone."""
    characters = [chr(0x4E00 + number) for number in range(draw(st.integers(least, most)))]
    random.Random(draw(st.integers(0, 99))).shuffle(characters)
    return "".join(characters)


@st.composite
def edits(draw: st.DrawFn, first: int, last: int, most: int) -> Edit:
    """Return an edit between two offsets that takes away and puts in at most so much, in characters used nowhere."""
    start = draw(st.integers(first, last))
    end = draw(st.integers(start, min(last, start + most)))
    return Edit(start, end, "".join(chr(0xAC00 + number) for number in range(draw(st.integers(0, most)))))


def surroundings(start: int, end: int, text: str) -> tuple[int, int]:
    return max(0, start - CONTEXT), min(len(text), end + CONTEXT)


@given(FEW, st.data())
def test_in_an_unchanged_text_a_stretch_is_where_it_was(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    found = find_again(text, selector_at(text, start, end), start)
    assert found == (Span(start, end) if text else None)


@given(FEW, st.data())
def test_in_an_unchanged_text_a_place_is_where_it_was(text: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text)))
    assert place_again(text, selector_at(text, offset), offset, len(text)) == offset


@given(various(), st.data())
def test_a_selector_holds_the_quote_and_what_stands_beside_it(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)) | st.none())
    selector = selector_at(text, start, end)
    assert text[:start].endswith(selector.prefix)
    assert len(selector.prefix) == min(CONTEXT, start)
    assert len(selector.exact) == (min(QUOTE, len(text) - start) if end is None else end - start)
    assert text[start:].startswith(selector.exact + selector.suffix)
    assert len(selector.suffix) == min(CONTEXT, len(text) - start - len(selector.exact))


@given(various(least=1), st.data())
def test_edits_elsewhere_leave_the_place_at_the_same_characters(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    selector = selector_at(text, start, end)
    low, high = surroundings(start, end, text)
    behind = data.draw(edits(high, len(text), most=200))
    before = data.draw(edits(0, low, most=200))
    edited = before.of(behind.of(text))
    shift = len(edited) - len(behind.of(text))
    assert find_again(edited, selector, start) == Span(start + shift, end + shift)


@given(various(least=300), st.data())
def test_where_the_passage_itself_was_edited_the_place_is_no_further_off_than_the_edit_is_long(
    text: str, data: st.DataObject
) -> None:
    most = 12
    offset = data.draw(st.integers(0, len(text)))
    low, high = surroundings(offset, min(offset + QUOTE, len(text)), text)
    edit = data.draw(edits(low, high, most))
    edited = edit.of(text)
    place = place_again(edited, selector_at(text, offset), offset, len(text))
    assert abs(place - edit.moved(offset)) <= most
    if offset + QUOTE <= edit.start:
        assert place == offset


@given(various(least=300), st.data())
def test_where_a_marked_stretch_was_edited_it_is_found_with_what_it_has_become(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 100))
    end = data.draw(st.integers(start + 40, len(text) - 40))
    edit = data.draw(edits(start + 12, end - 12, most=12))
    found = find_again(edit.of(text), selector_at(text, start, end), start)
    assert found == Span(start, end + len(edit.by) - (edit.end - edit.start))


@given(various(least=200), st.integers(1, 5), st.data())
def test_of_equal_passages_the_nearest_is_found(text: str, copies: int, data: st.DataObject) -> None:
    offset = data.draw(st.integers(CONTEXT, len(text) - QUOTE - CONTEXT))
    hint = data.draw(st.integers(0, len(text) * copies))
    found = find_again(text * copies, selector_at(text, offset), hint)
    assert found is not None
    places = [offset + len(text) * number for number in range(copies)]
    assert abs(found.start - hint) == min(abs(place - hint) for place in places)


@given(various(least=400), various(least=400), st.data())
def test_of_equal_quotes_the_one_with_the_same_context_is_found(one: str, other: str, data: st.DataObject) -> None:
    quote = "他說的就是這一句話"
    here = data.draw(st.integers(0, len(one)))
    there = data.draw(st.integers(0, len(other)))
    other = other[::-1]
    text = one[:here] + quote + one[here:]
    selector = selector_at(text, here, here + len(quote))
    edited = other[:there] + quote + other[there:] + text
    if selector_at(edited, there, there + len(quote)) != selector:
        start = len(other) + len(quote) + here
        assert find_again(edited, selector, there) == Span(start, start + len(quote))


@given(FEW, FEW, st.data())
def test_whatever_the_texts_the_place_is_one_in_the_text(text: str, edited: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    hint = data.draw(st.integers(-5, 2 * len(text) + 5))
    selector = selector_at(text, start, end)
    found = find_again(edited, selector, hint)
    assert found is None or 0 <= found.start <= found.end <= len(edited)
    assert 0 <= place_again(edited, selector, start, len(text)) <= len(edited)


@pytest.mark.parametrize(
    ("text", "selector"),
    [
        ("", Selector("", "", "")),
        ("", Selector("一二三四五六七八", "", "")),
        ("一二三四", Selector("", "", "")),
        ("一二三四", Selector("五六七八九", "甲乙", "丙")),
    ],
)
def test_of_a_passage_that_is_gone_nothing_is_found(text: str, selector: Selector) -> None:
    assert find_again(text, selector, 2) is None


def test_a_place_whose_passage_is_gone_is_as_far_down_in_proportion() -> None:
    selector = Selector("這裡什麼都沒有留下", "在此之前的這些也一樣", "在此之後的這些也一樣")
    assert place_again("字" * 2000, selector, 250, 1000) == 500
    assert place_again("字" * 2000, None, 250, 1000) == 500
    assert place_again("字" * 2000, None, 250, None) == 250
    assert place_again("字" * 100, None, 250, None) == 100
    assert place_again("", None, 250, 1000) == 0


def test_other_spellings_are_other_texts() -> None:
    text = "他们说这个国家的历史与书里写的不一样，所以谁也没有回答。"
    assert find_again("他們說這個國家的歷史與書裡寫的不一樣，所以誰也沒有回答。", selector_at(text, 0, 8), 0) is None


def test_in_a_text_that_repeats_itself_an_edited_place_stays_where_it_was() -> None:
    chapter = "".join(random.Random(1).choices([chr(0x4E00 + number) for number in range(3000)], k=NEAR + 100))
    text = chapter * 3
    offset = len(chapter) + 500
    edited = text[: offset + 20] + "改" + text[offset + 20 :]
    assert place_again(edited, selector_at(text, offset), offset, len(text)) == offset


def test_what_moved_far_is_found_too() -> None:
    text = "".join(random.Random(1).choices([chr(0x4E00 + number) for number in range(3000)], k=1000))
    added = "前" * (2 * NEAR)
    edited = text[:519] + "改" + text[520:]
    assert place_again(added + text, selector_at(text, 500), 500, len(text)) == 500 + len(added)
    assert place_again(added + edited, selector_at(text, 500), 500, len(text)) == 500 + len(added)
