"""Chinese line breaking: rows joined are the text, none is too wide, and no mark stands where it must not."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reader.documents.sanitising import harmless
from reader.page.cells import CLUSTER, width
from reader.page.line_breaking import Row, row_at, rows
from tests.documents.texts import HAN, MARKS, lines

NEVER_FIRST = "、。，．：；！？）」』】》〉”’!?,.:;)]}%％·"
"""Marks that belong to what stands before them."""
NEVER_LAST = "（「『【《〈“‘([{"
"""Marks that belong to what stands behind them."""
SPACES = " \u00a0\u3000"
WORD = re.compile("[A-Za-z0-9]+")

chinese = st.text(alphabet=HAN + MARKS, max_size=60)
prose = st.lists(
    st.one_of(
        st.text(alphabet=HAN, min_size=1, max_size=12),
        st.sampled_from(
            ("，", "。", "？」", "（", "「", "《", "》", "”", "“", "……", "——", "、", "！", "…", ",", "(", ")")
        ),
        st.sampled_from(("OpenAI", "o3-mini", "2024年", "100%", "3.14", "GPT-4o", "Mark Chen", "a", "7", " ")),
    ),
    max_size=40,
).map("".join)
any_line = st.one_of(prose, lines, chinese).map(harmless)
widths = st.integers(1, 200)


def shown(text: str, cells: int) -> list[str]:
    return [text[row.start : row.end].rstrip(SPACES) for row in rows(text, cells)]


@given(any_line, widths)
def test_rows_joined_are_the_text(text: str, cells: int) -> None:
    found = rows(text, cells)
    assert found[0].start == 0
    assert found[-1].end == len(text)
    assert all(one.end == other.start for one, other in pairwise(found))
    assert all(row.start < row.end for row in found) or (text == "" and len(found) == 1)


@given(any_line, widths)
def test_no_row_is_wider_than_the_page_unless_it_is_one_glyph(text: str, cells: int) -> None:
    for row in rows(text, cells):
        line = text[row.start : row.end].rstrip(SPACES)
        assert row.width == width(line)
        assert row.width <= cells or len(CLUSTER.findall(line.lstrip(SPACES))) == 1


@given(any_line, widths)
def test_no_row_ends_inside_a_glyph(text: str, cells: int) -> None:
    edges = {0, *(match.end() for match in CLUSTER.finditer(text))}
    assert all(row.end in edges for row in rows(text, cells))


def unbreakable(text: str, place: int) -> str:
    """Return the glyph at a place with the marks that belong to it and the spaces between, on both sides."""
    glyphs = list(CLUSTER.finditer(text))
    at = next(number for number, glyph in enumerate(glyphs) if glyph.start() <= place < glyph.end())
    first = last = at
    while first > 0 and (glyphs[first][0] in NEVER_FIRST + SPACES or glyphs[first - 1][0] in NEVER_LAST + SPACES):
        first -= 1
    while last + 1 < len(glyphs) and (
        glyphs[last + 1][0] in NEVER_FIRST + SPACES or glyphs[last][0] in NEVER_LAST + SPACES
    ):
        last += 1
    return text[glyphs[first].start() : glyphs[last].end()].strip(SPACES)


@given(prose, widths)
@example("Supercalifragilistic，", 10)
@example("看https://example.org/abcdefgh，", 20)
@example("（Supercalifragilistic）", 10)
def test_no_closing_mark_starts_a_row_where_the_width_allows(text: str, cells: int) -> None:
    for row in rows(text, cells)[1:]:
        if text[row.start] in NEVER_FIRST:
            assert width(unbreakable(text, row.start)) > cells


@given(prose, widths)
@example("一（Supercalifragilistic", 5)
def test_no_opening_mark_ends_a_row_where_the_width_allows(text: str, cells: int) -> None:
    for row in rows(text, cells)[:-1]:
        visible = text[row.start : row.end].rstrip(SPACES)
        if visible and visible[-1] in NEVER_LAST:
            assert width(unbreakable(text, row.start + len(visible) - 1)) > cells


@given(prose, widths)
def test_a_word_or_number_that_fits_is_not_cut(text: str, cells: int) -> None:
    starts = {row.start for row in rows(text, cells)}
    for word in WORD.finditer(text):
        first, last = unbreakable(text, word.start()), unbreakable(text, word.end() - 1)
        whole = first[: first.index(word[0][0]) + 1] + word[0][1:-1] + last if len(word[0]) > 1 else first
        # A word that hyphens, dots and the like join to others is as long as all of them.
        joined = re.search(rf"[A-Za-z0-9_.\-/:@%'’·,+&=?#~]*{re.escape(word[0])}", text[: word.end()])
        assert joined is not None
        if width(whole) <= cells and joined[0] == word[0] and not re.match(r"[-_/:@+&=?#~.,%'’·]", text[word.end() :]):
            assert starts.isdisjoint(range(word.start() + 1, word.end()))


@given(any_line, st.integers(4, 200))
def test_an_ellipsis_or_a_dash_is_not_cut(text: str, cells: int) -> None:
    starts = {row.start for row in rows(text, cells)}
    for run in re.finditer("(?<!…)……(?!…)|(?<!—)——(?!—)", text):
        if width(unbreakable(text, run.start())) + width(unbreakable(text, run.end() - 1)) <= cells:
            assert run.start() + 1 not in starts


@given(any_line, widths, st.data())
def test_each_offset_stands_in_one_row(text: str, cells: int, data: st.DataObject) -> None:
    found = rows(text, cells)
    offset = data.draw(st.integers(0, len(text)))
    row = found[row_at(found, offset)]
    assert row.start <= offset
    assert offset < row.end or offset == row.end == len(text)
    for number, one in enumerate(found):
        if one.start < one.end:
            assert row_at(found, one.start) == row_at(found, one.end - 1) == number


def test_every_width_of_a_page_holds_a_paragraph() -> None:
    text = (
        "“猎户座”(Orion)是OpenAI的内部代号……传了大半年，最后以GPT-4.5的名字面世；见《猎户座》——"
        "（https://example.org/orion/timeline?by=kevin-weil&year=2025），价格降了87.5%，😀👩‍💻都笑了。"
    )
    for cells in range(1, 201):
        found = rows(text, cells)
        assert "".join(text[row.start : row.end] for row in found) == text
        assert all(row.width <= max(2, cells) for row in found)
        if cells >= 12:
            assert not any(text[row.start] in NEVER_FIRST for row in found[1:]), cells
            assert not any(text[row.end - 1] in NEVER_LAST for row in found[:-1]), cells


@pytest.mark.parametrize(
    ("text", "cells", "expected"),
    [
        ("", 10, [""]),
        ("一二三四五六", 6, ["一二三", "四五六"]),
        ("一二三四五六", 7, ["一二三", "四五六"]),
        ("一二三，四五六", 6, ["一二", "三，四", "五六"]),
        ("一二「三四」五", 6, ["一二", "「三", "四」五"]),
        ("一二三）」。四", 10, ["一二", "三）」。四"]),
        ("说到OpenAI的事", 8, ["说到", "OpenAI的", "事"]),
        ("在2024年十二月", 8, ["在2024年", "十二月"]),
        ("降了87.5%吧", 8, ["降了", "87.5%吧"]),
        ("一二……三四", 6, ["一二……", "三四"]),
        ("一二三——四", 8, ["一二三——", "四"]),
        ("a b c d", 3, ["a b", "c d"]),
        ("hello world", 5, ["hello", "world"]),
        ("Supercalifragilistic", 8, ["Supercal", "ifragili", "stic"]),
        ("https://example.org/abc", 12, ["https://", "example.org/", "abc"]),
        ("　　一二三四", 8, ["　　一二", "三四"]),
        ("😀😀😀", 4, ["😀😀", "😀"]),
        ("👩‍💻👩‍💻", 2, ["👩‍💻", "👩‍💻"]),
        ("一", 1, ["一"]),
    ],
)
def test_lines_break_where_a_typesetter_would_break_them(text: str, cells: int, expected: list[str]) -> None:
    assert shown(text, cells) == expected


def test_spaces_at_the_end_of_a_row_take_no_width() -> None:
    assert rows("ab    cd", 4) == (Row(0, 6, 2), Row(6, 8, 2))


def test_a_long_line_without_a_place_to_break_costs_no_time() -> None:
    for text in ("a" * 4608, "（" * 4608, "，" * 4608, "…" * 4608, " " * 4608, "字" * 4608, "👩‍💻" * 1000):
        assert "".join(text[row.start : row.end] for row in rows(text, 40)) == text
