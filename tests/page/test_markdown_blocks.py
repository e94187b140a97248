"""Markdown on the page: marks take no place, lines that are not shown take no row, and no place is ever lost."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reader.documents.formats.markdown import NOTHING, Structure, passed_at, structure
from reader.documents.formats.markdown_reading import soft_break
from reader.documents.formats.markdown_tables import MOST_ROWS
from reader.documents.paragraphs import Span, paragraph_at, paragraphs
from reader.entities.rendering import render_paragraph
from reader.page.cells import width
from reader.page.flow import Flow, Line
from reader.page.markdown_blocks import MOST_LINES, MarkdownBlocks
from reader.page.typesetting import Typesetting
from reader.scripts.script import Script, Written
from reader.scripts.target import AS_WRITTEN, Target

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.documents.formats.markdown_inline import Mark
    from reader.scripts.rendition import Hold, Rendition

TAIWAN = Target(Script.TW, wording=True)
LONG = "今天的湖面很安静，风从山里的软件吹来，信还没有"
ENGLISH = "The lake is quiet today, and no letter has come yet"
pieces = st.sampled_from(
    (
        *(
            "# 题",
            "## 软件 ##",
            "**软件**里",
            "*他*说",
            "`软件`",
            "[链](http://a.b)",
            "[^1]",
            "[^1]: 注",
            "\\*",
            "<http://a.b>",
            "&amp;",
            "&nbsp;",
            "<!-- 一",
            "-->",
            "**",
            "    ",
        ),
        *(
            "---",
            "===",
            "```",
            "- 一",
            "> 引",
            "| 甲 | 乙软件 |",
            "|---|--:|",
            "| a |",
            "里面的软件很好。",
            LONG,
            f"> {LONG}",
            f"{LONG}\n",
            f"> {LONG}\n",
            f"*{ENGLISH}\n",
            "　　段落",
            "***",
        ),
        *("\n", "\n", "\n", "\n\n", " "),
    )
)
documents = st.lists(pieces, max_size=30).map("".join)
written = st.one_of(documents, documents.map(lambda text: f"---\ntitle: 题\n---\n{text}"))
targets = st.sampled_from((AS_WRITTEN, TAIWAN))


LINE_ENDS = {"\n", "\r"}


def flow_of(text: str, cells: int, target: Target = AS_WRITTEN, known: Structure | None = None) -> Flow:
    blocks = MarkdownBlocks(text, structure(text) if known is None else known)

    def held(span: Span, holds: Sequence[Hold]) -> Rendition:
        return render_paragraph(text, span, Written.HANS, (), {}, target, code=blocks.code, marks=holds)

    return Flow(text, cells, lambda span: blocks.rendition(span, held, cells, target), blocks=blocks)


def seen(flow: Flow) -> list[str | None]:
    lines = flow.lines_from(0, 10_000)
    return [None if line is None else " " * line.indent + line.paragraph.text_of(line.row) for line in lines]


def lines_of(flow: Flow) -> list[Line]:
    return [line for line in flow.lines_from(0, 10_000) if line is not None]


@settings(max_examples=60)
@given(written, targets)
def test_every_place_has_one_in_what_is_shown_and_none_turns_back(text: str, target: Target) -> None:
    flow = flow_of(text, 40, target)
    for paragraph in {line.paragraph.span.start: line.paragraph for line in lines_of(flow)}.values():
        alignment, length = paragraph.alignment, paragraph.span.end - paragraph.span.start
        for end in (False, True):
            shown = [alignment.to_rendition(place, end=end) for place in range(length + 1)]
            assert shown[0] == 0
            assert shown[-1] == len(paragraph.text)
            assert shown == sorted(shown)
        for at in range(len(paragraph.text)):
            start, stop = alignment.to_source(at), alignment.to_source(at + 1, end=True)
            assert 0 <= start < stop <= length
            assert alignment.to_rendition(start) <= at < alignment.to_rendition(stop, end=True)


@settings(max_examples=60)
@given(written, st.sampled_from((1, 7, 40)), targets)
def test_what_is_shown_stands_in_one_line_each_and_the_rest_takes_no_row(text: str, cells: int, target: Target) -> None:
    flow, known = flow_of(text, cells, target), structure(text)
    lines = lines_of(flow)
    assert all(line.paragraph.text_of(line.row).strip() for line in lines if len(line.paragraph.rows) == 1)
    places = [place for line in lines for place in range(line.start, line.end)]
    shown = [span for span in paragraphs(text) if passed_at(text, span, known) is None]
    ends = {place for line in lines for place in range(line.start, line.end) if text[place] in LINE_ENDS}
    assert places == sorted({*ends, *(place for span in shown for place in range(span.start, span.end))})
    assert not LINE_ENDS & set("".join(line.paragraph.text for line in lines))


@settings(max_examples=60)
@example("---", 7, AS_WRITTEN)
@given(written, st.sampled_from((7, 40)), targets)
def test_one_gets_from_any_line_to_all_others_line_by_line(text: str, cells: int, target: Target) -> None:
    flow = flow_of(text, cells, target)
    starts = [line.start for line in lines_of(flow) if line.start < line.end]
    for one, other in pairwise(starts):
        assert flow.moved(one, 1) == other
        assert flow.moved(other, -1) == one
    if starts:
        assert flow.last_page(1) == starts[-1]
        assert flow.last_page(10_000) == starts[0]


@settings(max_examples=60)
@given(written, st.data())
def test_an_offset_in_what_is_not_shown_leads_to_the_next_line_that_is(text: str, data: st.DataObject) -> None:
    flow, known = flow_of(text, 40), structure(text)
    offset = data.draw(st.integers(0, len(text)))
    line, starts = flow.line_at(offset), [line.paragraph.span.start for line in lines_of(flow)]
    passed = passed_at(text, paragraph_at(text, offset), known)
    if line is None:
        assert not starts
    elif passed is not None:
        after = [start for start in starts if start >= passed.end]
        assert line.paragraph.span.start == (after[0] if after else starts[-1])


@settings(max_examples=40)
@example(f"```\n{LONG}\n{LONG}", 7)
@given(written, st.sampled_from((7, 40)))
def test_the_same_place_stays_on_the_line_when_the_structure_is_known(text: str, cells: int) -> None:
    before, after = flow_of(text, cells, known=NOTHING), flow_of(text, cells)
    for line in lines_of(before):
        found = after.line_at(line.start)
        if found is not None and passed_at(text, line.paragraph.span, structure(text)) is None:
            if "```" not in text and "<!--" not in text:  # what they make of lines is not known before
                assert found.paragraph.span == line.paragraph.span
            assert found.start <= line.start <= found.end


@settings(max_examples=40)
@given(written)
def test_what_is_hidden_is_told_place_by_place(text: str) -> None:
    blocks = MarkdownBlocks(text, structure(text))
    shown = "".join(line.paragraph.text_of(line.row) for line in lines_of(flow_of(text, 400)))
    for place, character in enumerate(text):
        hidden = blocks.hidden_at(place)
        if hidden is not None:
            assert hidden.start <= place < hidden.end
            assert blocks.hides(Span(place, place + 1))
        elif "\u4e00" < character < "\u9fff" and "](" not in text:
            assert character in shown


def test_a_table_that_fits_is_set_in_columns_in_the_script_that_is_read() -> None:
    text = "| 人 | 信件 | 数 |\n|---|:-:|--:|\n| **软件** | 三 | 1 |\n|  | 四五六七 | 12 |\n"
    assert seen(flow_of(text, 40)) == [
        "人   |   信件   | 数",
        "软件 |    三    |  1",
        "     | 四五六七 | 12",
    ]
    assert seen(flow_of(text, 40, TAIWAN))[1] == "軟體 |    三    |  1"
    assert seen(flow_of(text, 19))[1] == "软件 | 三 | 1"


def test_the_rows_of_a_table_that_is_too_long_are_shown_as_they_are() -> None:
    text = "| 人 | 信 |\n|---|---|\n" + "| 方小舟 | 一 |\n" * MOST_ROWS
    assert seen(flow_of(text, 40))[:2] == ["人 | 信", "方小舟 | 一"]


def test_lists_hang_code_stands_further_in_and_both_are_close() -> None:
    text = "- 一二三四五六\n* 七\n\n> 引二三四五六\n\n```\nx\n\ny\n```\n[^1]: 注\n"
    assert seen(flow_of(text, 10)) == [
        *("- 一二三四", "  五六", "- 七", None),
        *("｜引二三四", "  五六", None),
        *("  x", None, "  y", None, "[1] 注"),
    ]


def test_the_lines_of_a_paragraph_are_close_and_only_what_begins_one_is_indented() -> None:
    text = "一二三\n四五。\n六七\n　　八\n\n- 九\n  十\n\n> 百\n> 千\n万\n***\n[^1]: 注\n    亿\n"
    flow = flow_of(text, 40)
    close = [
        *("一二三", "四五。", "六七", None, "　　八", None),
        *("- 九", "  十", None, "｜百", "｜千", "万", None, "＊　＊　＊", None),
        *("[1] 注", "    亿"),
    ]
    assert seen(flow) == close
    flow = Flow(text, 40, flow._render, Typesetting(indent=2), blocks=flow._blocks)
    assert [line.indent for line in lines_of(flow)][:4] == [4, 0, 4, 0]
    flow = Flow(text, 40, flow._render, indents=lambda span: span.start > 0, blocks=flow._blocks)
    assert seen(flow) == ["一二三", None, *close[1:]]  # a heading


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (f"{LONG}\n{LONG}，\n来。\n", [f"{LONG}{LONG}，来。"]),
        (f"{ENGLISH}\n{ENGLISH}.\n", [f"{ENGLISH} {ENGLISH}."]),
        (f"> {LONG}\n> 来。\n", [f"｜{LONG}来。"]),
        (f"- {LONG}\n  **来**。\n- 去", [f"- {LONG}来。", "- 去"]),
        (f"{LONG}。\n{LONG}来，\n去。\n", [f"{LONG}。{LONG}来，去。"]),
        (f"{LONG}在[湖](https://a.example/{'b' * 90})边\n来。\n", [f"{LONG}在湖[1]边来。"]),
        (f"*{LONG}\r\n{LONG}*\r\n", [f"{LONG}{LONG}"]),
    ],
)
def test_lines_that_were_broken_because_they_were_full_run_on(text: str, shown: list[str]) -> None:
    assert seen(flow_of(text, 120)) == shown


@pytest.mark.parametrize(
    "text",
    [
        f"{LONG}  \n来。",
        "床前明月光\n疑是地上霜",
        f"“{LONG}。”\n“来。”",
        f"姓名：{LONG}。\n信：来",
        f"{LONG}\n　　来。",
        f"    {ENGLISH} = 1\n    {ENGLISH}",
        f"\t{LONG}，{LONG}，\n\t来",
        f"<p class='a'>{LONG}\n来</p>",
        f"{LONG}\n<p>来</p>",
        f"| {LONG} |\n来。",
        f"{LONG}举行\n出席：{LONG}方小舟\n缺席：无",
        f"> “{LONG}。”\n> “{LONG}。”",
        f"{LONG}\nhttp://a.example/b\n{LONG}里\nhttp://a.example/c",
        "\n".join([LONG] * (MOST_LINES + 1)),
    ],
)
def test_lines_that_somebody_ended_stay_as_they_are(text: str) -> None:
    flow = flow_of(f"题\n\n{text}\n", 120)
    shown = [line.strip("|｜ ␉") for line in seen(flow)[2:] if line is not None]
    assert shown == [line.lstrip("|> \t").rstrip("| \t") for line in text.split("\n")]


@settings(max_examples=60)
@given(written)
def test_the_paragraph_of_the_page_is_the_same_for_every_place_in_it(text: str) -> None:
    known = structure(text)
    blocks = MarkdownBlocks(text, known)
    for offset in range(len(text) + 1):
        paragraph = MarkdownBlocks(text, known).paragraph_at(offset)
        assert paragraph == blocks.paragraph_at(offset)
        assert {blocks.paragraph_at(place) for place in range(paragraph.start, paragraph.end)} <= {paragraph}
        assert text[paragraph.start - 1 : paragraph.start] in ("", *LINE_ENDS)


def test_a_line_too_long_to_be_broken_by_hand_is_a_paragraph_of_its_own() -> None:
    by_hand, whole = "湖" * 59 + "。", "湖" * 61
    assert seen(flow_of(f"{by_hand}\n短。\n", 200)) == [by_hand, "短。"]
    assert seen(flow_of(f"{whole}\n短。\n", 200)) == [whole, None, "短。"]


@pytest.mark.parametrize("indent", [0, 2])
def test_what_hangs_is_never_wider_than_the_page(indent: int) -> None:
    text = "正文在这里很长很长\n1234567. 一二三\n> > > > > 引文\n"
    for cells in range(2, 24):
        flow = flow_of(text, cells)
        flow = Flow(text, cells, flow._render, Typesetting(indent=indent), blocks=flow._blocks)
        for line in lines_of(flow):
            assert line.indent + width(line.paragraph.text_of(line.row)) <= max(2, cells)


def test_many_lines_that_are_not_shown_are_passed_over_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "前\n\n" + "```\n\n" * 20_000 + "后\n"
    flow, asked = flow_of(text, 40), 0

    def counting(*given: object) -> Span | None:
        nonlocal asked
        asked += 1
        return passed_at(*given)  # type: ignore[arg-type]

    monkeypatch.setattr("reader.page.markdown_blocks.passed_at", counting)
    assert seen(flow) == ["前", None, "后"]
    assert asked < 20


@pytest.mark.parametrize("count", [MOST_LINES, 400])
def test_a_line_is_looked_at_once_however_many_paragraphs_of_the_page_are_asked_for(
    count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (f"{LONG}\n" * count + "\n") * 2
    blocks, asked = MarkdownBlocks(text, structure(text)), 0

    def counting(*given: object) -> Mark | None:
        nonlocal asked
        asked += 1
        return soft_break(*given)  # type: ignore[arg-type]

    monkeypatch.setattr("reader.page.markdown_blocks.soft_break", counting)
    for offset in range(0, len(text), 10):
        blocks.paragraph_at(offset)
    assert asked < 2 * (count + MOST_LINES)
