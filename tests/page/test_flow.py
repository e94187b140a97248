"""The flow: the same rows from wherever one looks, and no place is ever lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.documents.paragraphs import LONGEST, Span, paragraphs
from reader.documents.sanitising import harmless
from reader.page.cells import width
from reader.page.flow import KEPT, Flow, Line
from reader.page.line_breaking import SPACES, rows
from reader.scripts.alignment import IDENTITY, Alignment, Block
from reader.scripts.conversion import CONFIGURATIONS, convert
from reader.scripts.rendition import Rendition, render
from reader.scripts.script import Script, Written
from tests.documents.texts import HAN, LINE_ENDS, MARKS, lines, texts

if TYPE_CHECKING:
    from collections.abc import Callable

long_lines = st.builds(
    lambda unit, times: unit * times, st.text(alphabet=HAN + MARKS, min_size=20, max_size=40), st.integers(100, 300)
)
documents = st.one_of(
    texts,
    st.lists(st.tuples(lines, st.sampled_from((*LINE_ENDS, "\n\n", "\n\n\n\n"))).map("".join), max_size=8).map("".join),
)
pages = st.integers(1, 60)


def as_written(text: str) -> Callable[[Span], Rendition]:
    return lambda span: Rendition(span.of(text), IDENTITY)


def doubling(text: str) -> Callable[[Span], Rendition]:
    """Return a rendition that shows every third character twice, each as a block of its own."""

    def rendered(span: Span) -> Rendition:
        shown, blocks = "", []
        for at, character in enumerate(span.of(text)):
            if at % 3 == 1:
                blocks.append(Block(at, at + 1, len(shown), len(shown) + 2))
                shown += character
            shown += character
        return Rendition(shown, Alignment(tuple(blocks)))

    return rendered


def flow_of(text: str, cells: int, render: Callable[[str], Callable[[Span], Rendition]] = as_written) -> Flow:
    return Flow(text, cells, render(text))


def seen(line: Line | None) -> str | None:
    return None if line is None else line.paragraph.text_of(line.row)


def everything(flow: Flow) -> list[Line | None]:
    return flow.lines_from(0, 100_000)


@given(documents, pages)
def test_looked_at_bit_by_bit_it_is_the_whole_laid_out_at_once(text: str, cells: int) -> None:
    expected: list[str | None] = []
    for number, span in enumerate(paragraphs(text)):
        shown = harmless(convert(span.of(text), Written.HANS, Script.TW))
        parted = number > 0 and text[span.start - 1] in "".join(LINE_ENDS)
        expected += [None] if parted else []
        expected += [shown[row.start : row.end].rstrip(SPACES) for row in rows(shown, cells)]
    flow = Flow(text, cells, lambda span: render(span.of(text), Written.HANS, Script.TW))
    assert [seen(line) for line in everything(flow)] == expected


@given(documents, pages, st.data())
def test_from_any_line_on_the_lines_are_the_same(text: str, cells: int, data: st.DataObject) -> None:
    lines_of_all = everything(flow_of(text, cells))
    starts = [line for line in lines_of_all if line is not None]
    if starts:
        line = data.draw(st.sampled_from(starts))
        from_here = flow_of(text, cells).lines_from(line.start, 100_000)
        behind = lines_of_all[lines_of_all.index(line) :]
        assert [seen(one) for one in from_here] == [seen(one) for one in behind]


@given(documents, pages)
def test_every_character_that_can_be_seen_stands_in_one_line(text: str, cells: int) -> None:
    places: list[int] = []
    for line in everything(flow_of(text, cells)):
        if line is not None:
            places += range(line.start, line.end)
    assert places == [place for span in paragraphs(text) for place in range(span.start, span.end)]


@given(documents, pages)
def test_no_line_is_wider_than_the_page_and_none_holds_a_control(text: str, cells: int) -> None:
    for line in everything(flow_of(text, cells)):
        shown = seen(line)
        if shown is not None:
            assert width(shown) <= max(2, cells)
            assert not any(character < " " for character in shown)


@given(documents, pages, st.integers(0, 200))
def test_the_line_at_an_offset_holds_it(text: str, cells: int, offset: int) -> None:
    flow = flow_of(text, cells)
    line = flow.line_at(offset)
    places = [place for span in paragraphs(text) for place in range(span.start, span.end)]
    if line is None:
        assert places == []
    elif offset in places:
        assert line.start <= offset < line.end
    elif any(place > offset for place in places):
        here = min(place for place in places if place > offset)
        before = max((place for place in places if place < offset), default=None)
        assert line.start <= here < line.end or (before is not None and line.start <= before < line.end)
    else:
        assert line.end == places[-1] + 1


@given(documents, pages, st.integers(0, 200), st.integers(1, 60))
def test_as_many_lines_are_given_as_asked_for(text: str, cells: int, offset: int, count: int) -> None:
    flow = flow_of(text, cells)
    found = flow.lines_from(offset, count)
    assert len(found) <= count
    assert found == flow.lines_from(offset, count + 7)[:count]
    if found:
        assert found[0] is not None
        assert found[0] == flow.line_at(offset)


@given(documents, pages, st.integers(0, 200), st.integers(0, 30))
def test_down_and_up_by_as_many_lines_is_where_one_was(text: str, cells: int, offset: int, count: int) -> None:
    flow = flow_of(text, cells)
    line = flow.line_at(offset)
    if line is None:
        assert flow.moved(offset, count) == offset
        return
    down = flow.moved(line.start, count)
    shown = flow.lines_from(line.start, 100_000)
    moved = next(number for number, one in enumerate(shown) if one is not None and one.start == down)
    # A blank line is no place to stop at: a move that ends on one goes on to the line behind it.
    assert moved == min(count, len(shown) - 1) or (moved == count + 1 and shown[count] is None)
    assert flow.moved(down, -moved) == line.start


@given(documents, pages, st.integers(0, 200))
def test_one_line_down_and_one_up_is_where_one_was(text: str, cells: int, offset: int) -> None:
    flow = flow_of(text, cells)
    line = flow.line_at(offset)
    if line is not None:
        down = flow.moved(line.start, 1)
        assert down == line.start or flow.moved(down, -1) == line.start


@given(documents, pages)
def test_far_enough_one_comes_to_the_end_and_to_the_start(text: str, cells: int) -> None:
    flow = flow_of(text, cells)
    all_lines = [line for line in everything(flow) if line is not None]
    if all_lines:
        assert flow.moved(0, 100_000) == all_lines[-1].start
        assert flow.moved(len(text), -100_000) == all_lines[0].start


@given(documents, st.integers(4, 60))
def test_line_by_line_one_comes_to_the_end_and_back_whatever_is_shown(text: str, cells: int) -> None:
    """Also where a character is shown as two, of which one ends a row and the other starts the next."""
    flow = flow_of(text, cells, doubling)
    count = len(everything(flow))
    for lines_at_once in (1, -1):
        place = 0 if lines_at_once > 0 else len(text)
        for _ in range(count):
            place = flow.moved(place, lines_at_once)
        end = flow.line_at(len(text) if lines_at_once > 0 else 0)
        assert end is None or place == end.start


@given(documents, st.integers(4, 60))
def test_each_line_begins_where_the_one_before_ended_whatever_is_shown(text: str, cells: int) -> None:
    places: list[int] = []
    for line in everything(flow_of(text, cells, doubling)):
        if line is not None:
            places += range(line.start, line.end)
    assert places == [place for span in paragraphs(text) for place in range(span.start, span.end)]


@given(documents, pages, st.integers(1, 40))
def test_the_last_page_shows_the_end_at_its_bottom(text: str, cells: int, height: int) -> None:
    flow = flow_of(text, cells)
    shown = everything(flow)
    on_page = flow.lines_from(flow.last_page(height), 100_000)
    assert len(on_page) <= max(height, 1)
    assert on_page == shown[len(shown) - len(on_page) :]
    if len(on_page) < min(height, len(shown)):
        # One line more would begin with a blank one.
        assert shown[len(shown) - len(on_page) - 1] is None


@given(documents, pages, pages, st.integers(0, 200))
def test_another_width_or_script_keeps_the_place(text: str, cells: int, other: int, offset: int) -> None:
    line = flow_of(text, cells).line_at(offset)
    if line is None:
        return
    anchor = line.start
    for written, target in CONFIGURATIONS:
        flow = Flow(text, other, lambda span, w=written, t=target: render(span.of(text), w, t))  # type: ignore[misc]
        there = flow.line_at(anchor)
        assert there is not None
        assert there.start <= anchor < there.end


@settings(max_examples=10)  # the texts are long
@given(long_lines, st.integers(20, 80))
def test_the_pieces_of_an_over_long_line_follow_each_other_without_a_blank_line(text: str, cells: int) -> None:
    shown = everything(flow_of(f"{text}\n{text}", cells))
    assert shown.count(None) == 1
    assert len([line for line in shown if line is not None]) >= 2 * len(text) // (cells + 1)


def test_the_end_of_an_over_long_line_is_found_from_behind() -> None:
    text = "一" * (LONGEST + 104) + "。\n" + "二" * 10
    flow = flow_of(text, 80)
    last = flow.line_at(len(text))
    assert last is not None
    above = flow.line_at(flow.moved(last.start, -2))
    assert above is not None
    assert (above.end, last.start) == (LONGEST + 105, LONGEST + 106)


def test_blank_lines_become_one_between_paragraphs_and_none_at_the_edges() -> None:
    shown = everything(flow_of("\n\n一\n\n\n　\n二\n三\n\n", 10))
    assert [seen(line) for line in shown] == ["一", None, "二", None, "三"]


@pytest.mark.parametrize("text", ["", "\n", "\n　\n\r\n"])
def test_a_text_of_nothing_to_see_has_no_lines(text: str) -> None:
    flow = flow_of(text, 10)
    assert flow.line_at(0) is None
    assert everything(flow) == []
    assert flow.moved(0, 5) == 0
    assert flow.last_page(10) == 0


def test_each_paragraph_is_rendered_once_however_often_it_is_looked_at() -> None:
    text = "\n".join("一" * 50 for _ in range(20))
    rendered: list[int] = []

    def counting(span: Span) -> Rendition:
        rendered.append(span.start)
        return Rendition(span.of(text), IDENTITY)

    flow = Flow(text, 20, counting)
    for _ in range(3):
        everything(flow)
        flow.moved(0, 100)
    assert len(rendered) == len(set(rendered)) == 20


def test_a_look_at_the_end_of_a_long_document_renders_only_what_is_there() -> None:
    text = "一二三四五六七八九十\n" * 10_000
    rendered: list[int] = []

    def counting(span: Span) -> Rendition:
        rendered.append(span.start)
        return Rendition(span.of(text), IDENTITY)

    flow = Flow(text, 20, counting)
    flow.lines_from(flow.last_page(40), 40)
    assert len(rendered) < 50
    flow.moved(0, 2 * KEPT + 100)
    assert len(flow._laid_out) <= KEPT


def test_a_page_has_at_least_one_column() -> None:
    assert [seen(line) for line in everything(flow_of("一二", 0))] == ["一", "二"]
