from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import reader.documents.paragraphs
from reader.documents.paragraphs import (
    Span,
    blank,
    paragraph_after,
    paragraph_at,
    paragraph_before,
    paragraphs,
    seen_from,
    seen_up_to,
)
from tests.documents.texts import HAN, LINE_ENDS, texts

if TYPE_CHECKING:
    from collections.abc import Iterator

MANDATORY = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
LONGEST, SEARCH = 32, 8
"""What stands for the 4096 and 512 code points of the app, so that long lines are short enough to try many."""

long_lines = st.builds(
    lambda unit, length, mark, end: (unit * (length // len(unit) + 1))[:length] + mark + end,
    st.text(alphabet=HAN + "，。", min_size=1, max_size=9),
    st.integers(0, 4 * LONGEST),
    st.sampled_from(("", "。", "。」", " ")),
    st.sampled_from(("", *LINE_ENDS)),
)
long_texts = st.lists(long_lines, max_size=4).map("".join)
all_texts = st.one_of(texts, long_texts)


@pytest.fixture(autouse=True, scope="module")
def _short_long_lines() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reader.documents.paragraphs, "LONGEST", LONGEST)
        patch.setattr(reader.documents.paragraphs, "SEARCH", SEARCH)
        yield


def all_paragraphs(text: str) -> list[Span]:
    """Return every paragraph from the first on, empty ones included."""
    found = []
    paragraph: Span | None = paragraph_at(text, 0)
    while paragraph is not None:
        found.append(paragraph)
        paragraph = paragraph_after(text, paragraph)
    return found


@given(all_texts)
def test_joined_with_what_is_between_they_are_the_text(text: str) -> None:
    joined, end = "", 0
    for paragraph in all_paragraphs(text):
        between = text[end : paragraph.start]
        assert between == "" or MANDATORY.fullmatch(between)
        joined += between + paragraph.of(text)
        end = paragraph.end
    assert text[end:] == "" or MANDATORY.fullmatch(text[end:])
    assert joined + text[end:] == text


@given(all_texts)
def test_no_paragraph_holds_a_line_end_or_is_too_long_to_lay_out(text: str) -> None:
    for paragraph in all_paragraphs(text):
        assert not MANDATORY.search(paragraph.of(text))
        assert paragraph.end - paragraph.start <= LONGEST + SEARCH


@given(st.lists(st.text(alphabet=HAN + " ，。a1", max_size=LONGEST), max_size=6), st.data())
def test_each_short_line_is_one_paragraph(lines: list[str], data: st.DataObject) -> None:
    text = "".join(line + data.draw(st.sampled_from(LINE_ENDS)) for line in lines)
    lines = MANDATORY.split(text)
    if lines[-1] == "" and len(lines) > 1:
        lines.pop()
    assert [paragraph.of(text) for paragraph in all_paragraphs(text)] == lines


@given(all_texts)
@example("一" * 34 + "。\n" + "二" * 10)
@example("一" * 2 * LONGEST)
def test_the_same_paragraph_is_found_from_every_offset_in_it(text: str) -> None:
    found = all_paragraphs(text)
    for number, paragraph in enumerate(found):
        last = number + 1 == len(found)
        for offset in range(paragraph.start, len(text) if last else found[number + 1].start):
            assert paragraph_at(text, offset) == paragraph, (offset, paragraph)


@given(all_texts)
@example("一" * 2 * LONGEST)
def test_the_end_of_the_text_is_in_its_last_paragraph(text: str) -> None:
    at_end = paragraph_at(text, len(text))
    if MANDATORY.search(text[-1:]):
        assert at_end == Span(len(text), len(text))
    else:
        assert at_end == all_paragraphs(text)[-1]


@given(all_texts)
@example("一" * 34 + "。\n二")
def test_backwards_they_are_the_same_as_forwards(text: str) -> None:
    found = all_paragraphs(text)
    backwards = [found[-1]]
    while (before := paragraph_before(text, backwards[-1])) is not None:
        backwards.append(before)
    assert backwards[::-1] == found


@given(all_texts, st.integers(-10, 200))
def test_any_offset_has_a_paragraph(text: str, offset: int) -> None:
    paragraph = paragraph_at(text, offset)
    assert 0 <= paragraph.start <= paragraph.end <= len(text)


@given(all_texts)
def test_only_what_can_be_seen_is_listed(text: str) -> None:
    assert list(paragraphs(text)) == [span for span in all_paragraphs(text) if not blank(text, span)]


@given(all_texts, st.integers(0, 150))
def test_the_nearest_that_can_be_seen_is_found_as_by_going_there(text: str, offset: int) -> None:
    after: Span | None = paragraph_at(text, offset)
    while after is not None and blank(text, after):
        after = paragraph_after(text, after)
    assert seen_from(text, offset) == after
    before: Span | None = paragraph_at(text, offset)
    while before is not None and blank(text, before):
        before = paragraph_before(text, before)
    assert seen_up_to(text, offset) == before


def test_a_long_line_is_cut_where_a_sentence_ends() -> None:
    text = "一" * (LONGEST + 3) + "。」" + "二" * LONGEST
    assert [span.end for span in paragraphs(text)] == [LONGEST + 5, 2 * LONGEST + 5]


def test_a_long_line_without_any_mark_is_cut_all_the_same() -> None:
    assert [span.end for span in paragraphs("一" * 100)] == [LONGEST + SEARCH, 2 * LONGEST + SEARCH, 100]


@pytest.mark.parametrize("end", LINE_ENDS, ids=ascii)
def test_every_mandatory_break_parts_paragraphs(end: str) -> None:
    text = f"一{end}{end}二{end}"
    assert [span.of(text) for span in paragraphs(text)] == ["一", "二"]


@pytest.mark.parametrize("line", ["", " ", "　　", "\t", "\u200b", "\ufeff"], ids=ascii)
def test_a_line_of_nothing_to_see_is_blank(line: str) -> None:
    assert list(paragraphs(f"{line}\n{line}")) == []
