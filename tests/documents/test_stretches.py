from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.documents import stretches as module
from reader.documents.paragraphs import LONGEST, Span, blank, paragraph_at, paragraphs
from reader.documents.stretches import stretches
from tests.documents.texts import LINE_ENDS, lines, texts

long_lines = st.builds(str.__mul__, st.text(alphabet="湖边，。 a", min_size=1, max_size=7), st.integers(600, 3000))
long_texts = st.lists(st.one_of(long_lines, lines, st.sampled_from(LINE_ENDS)), max_size=6).map("".join)


def found(text: str, start: int = 0) -> list[Span]:
    return [span for stretch in stretches(text, start) for span in stretch]


@given(texts | long_texts)
def test_they_hold_all_paragraphs(text: str) -> None:
    assert [span for span in found(text) if not blank(text, span)] == list(paragraphs(text))


@given(texts | long_texts, st.data())
def test_from_a_place_on_they_hold_the_same(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    first = paragraph_at(text, start).start
    assert found(text, start) == [span for span in found(text) if span.start >= first]


@given(texts | long_texts, st.integers(1, 200))
def test_their_length_makes_no_difference(text: str, length: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "STRETCH", length)
        shorter = found(text)
    assert shorter == found(text)


def test_none_holds_much_of_a_long_line() -> None:
    held = [stretch[-1].end - stretch[0].start for stretch in stretches("湖" * 1_000_000) if stretch]
    assert len(held) > 10
    assert max(held) < module.STRETCH + 2 * LONGEST
