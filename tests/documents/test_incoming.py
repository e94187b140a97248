"""A text that comes in pieces: its stretches are whole paragraphs of it, and together they are the text."""

from __future__ import annotations

from contextlib import contextmanager
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.documents import incoming as incoming_module
from reader.documents import paragraphs as paragraphs_module
from reader.documents.decoding import UnreadableDocumentError
from reader.documents.incoming import WHOLE, Stretch, incoming
from reader.documents.paragraphs import LONGEST, Span, paragraph_after, paragraph_at, paragraphs
from reader.scripts import runs as runs_module
from tests.documents.texts import LINE_ENDS, han, texts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

cut_texts = st.one_of(texts, st.lists(han | st.sampled_from((*LINE_ENDS, "。", "，」")), max_size=12).map("".join))


@contextmanager
def short_lines() -> Iterator[None]:
    """Take lines of more than 8 code points for long ones, so that short texts show what happens to them."""
    with pytest.MonkeyPatch.context() as patch:
        for module in (paragraphs_module, incoming_module):
            patch.setattr(module, "LONGEST", 8)
            patch.setattr(module, "SEARCH", 4)
        patch.setattr(incoming_module, "DEPENDS_ON", 24)
        patch.setattr(runs_module, "LONGEST", 8)
        yield


def cut(text: str, places: Sequence[int]) -> list[str]:
    """Return a text in pieces, cut at places of which some may be the same or behind its end."""
    return [text[start:end] for start, end in pairwise((0, *sorted(places), len(text) + max(places, default=0)))]


def source(stretches: Sequence[Stretch]) -> str:
    return "".join(one.span.of(one.text) for one in stretches)


@given(cut_texts, st.lists(st.integers(0, 300)), st.integers(0, 60), st.integers(0, 40))
def test_stretches_are_the_text_and_their_paragraphs_are_its_own(
    text: str, places: list[int], whole: int, stretch: int
) -> None:
    with short_lines():
        stretches = list(incoming(cut(text, places), whole=whole, stretch=stretch))
        assert source(stretches) == text
        assert [one.is_last for one in stretches] == [False] * (len(stretches) - 1) + [True]
        found = [
            Span(span.start + one.offset, span.end + one.offset)
            for one in stretches
            for span in paragraphs(one.text, one.span)
        ]
        assert found == list(paragraphs(text))


@given(cut_texts, st.lists(st.integers(0, 300)))
def test_a_stretch_begins_where_a_paragraph_does(text: str, places: list[int]) -> None:
    with short_lines():
        every = [Span(0, 0)]
        paragraph: Span | None = paragraph_at(text, 0)
        while paragraph is not None:
            every.append(paragraph)
            paragraph = paragraph_after(text, paragraph)
        for one in incoming(cut(text, places), whole=0, stretch=0):
            if one.span:
                assert one.offset + one.span.start in {span.start for span in every} | {len(text)}


def test_a_text_that_is_not_long_is_one_stretch() -> None:
    pieces = ["这里\n"] * 100
    (only,) = incoming(pieces)
    assert only == Stretch("".join(pieces), Span(0, 300), 0, is_last=True)
    assert only.is_whole
    assert [one.is_whole for one in incoming([])] == [True]


@pytest.mark.parametrize("end", ["\n", ""], ids=["lines", "one line"])
def test_no_more_is_held_of_a_long_text_than_a_stretch_needs(end: str) -> None:
    pieces = ("这里没有人。" * 1000 + end for _ in range(WHOLE * 3 // 6000))
    held = [len(one.text) for one in incoming(pieces, whole=50_000, stretch=20_000)]
    assert len(held) > 100
    assert max(held[1:]) < 20_000 + 6 * LONGEST


def test_the_lines_that_are_complete_are_a_stretch_when_nothing_more_comes() -> None:
    coming = incoming(["一\n二\n三", "", "四", "", "\n", "", "\r", "", "\n五\r六", "", ""])
    assert [one.span.of(one.text) for one in coming] == ["一\n二\n", "三四\n", "\r\n五\r", "六"]


def test_the_first_stretch_waits_until_it_is_enough() -> None:
    asked: list[str] = []

    def is_enough(text: str) -> bool:
        asked.append(text)
        return len(text) > 3

    coming = incoming(["一\n", "", "二\n", "", "三\n", ""], is_enough)
    assert [one.span.of(one.text) for one in coming] == ["一\n二\n", "三\n", ""]
    assert asked == ["一\n", "一\n二\n"]


@pytest.mark.parametrize(("before", "expected"), [(20, 20), (10, 0)])
def test_what_comes_before_a_text_goes_wrong_is_a_stretch_if_another_was_one(before: int, expected: int) -> None:
    def pieces() -> Iterator[str]:
        for _ in range(before):
            yield "这里没有人。\n" * 100
        raise UnreadableDocumentError("wrong")

    stretches: list[Stretch] = []
    with pytest.raises(UnreadableDocumentError, match="wrong"):
        stretches.extend(incoming(pieces(), whole=12_000, stretch=1))
    assert source(stretches) == "这里没有人。\n" * 100 * expected
