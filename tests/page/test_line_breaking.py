"""Chinese line breaking: rows joined are the text, none is too wide, and no mark stands where it must not."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reader.page.cells import CLUSTER, clusters, width
from reader.page.line_breaking import HANGING, SPACES, Row, breaks, breaks_alike, row_at, rows
from reader.scripts.conversion import convert
from reader.scripts.script import Script, Written
from tests.documents.texts import HAN
from tests.page.texts import NEVER_FIRST, NEVER_LAST, ambiguous, paragraphs, prose, widths

if TYPE_CHECKING:
    from pathlib import Path

WORD = re.compile("[A-Za-z0-9]+")

any_width = st.sampled_from((1, 2))
indents = st.sampled_from((0, 0, 2, 4))


def shown(text: str, cells: int, *, indent: int = 0, hanging: bool = False) -> list[str]:
    return [text[row.start : row.end].rstrip(SPACES) for row in rows(text, cells, indent=indent, hanging=hanging)]


def rooms(count: int, cells: int, indent: int) -> list[int]:
    """Return how many cells each of so many rows has."""
    return [max(1, cells - indent), *[cells] * (count - 1)]


@given(paragraphs, widths, indents, st.booleans())
def test_rows_joined_are_the_text(text: str, cells: int, indent: int, hanging: bool) -> None:
    found = rows(text, cells, indent=indent, hanging=hanging)
    assert found[0].start == 0
    assert found[-1].end == len(text)
    assert all(one.end == other.start for one, other in pairwise(found))
    assert all(row.start < row.end for row in found) or (text == "" and len(found) == 1)


@given(paragraphs, widths, indents, any_width)
@example("天\u00a0\u0301", 10, 0, 1)
@example("天\u2003\u0301", 10, 0, 1)
def test_no_row_is_wider_than_the_page_unless_it_is_one_glyph(text: str, cells: int, indent: int, two: int) -> None:
    with ambiguous(two):
        found = rows(text, cells, indent=indent)
        for row, room in zip(found, rooms(len(found), cells, indent), strict=True):
            line = text[row.start : row.end].rstrip(SPACES)
            assert row.width == width(line)
            assert row.width <= room or sum(width(glyph) > 0 for glyph in clusters(line)) == 1


@given(paragraphs, widths, indents)
@example("一二三，四", 6, 0)
@example("一二三，四", 7, 0)
@example("一二三，“四”", 6, 0)
@example("　　一二三。", 10, 0)
def test_one_mark_at_most_hangs_behind_a_full_row(text: str, cells: int, indent: int) -> None:
    found = rows(text, cells, indent=indent, hanging=True)
    for row, room in zip(found, rooms(len(found), cells, indent), strict=True):
        line = text[row.start : row.end].rstrip(SPACES)
        assert row.width == width(line)
        if row.width > room and sum(width(glyph) > 0 for glyph in clusters(line)) > 1:
            assert line[-1] in HANGING
            assert line[-2] not in "、，。．：；！？）」』】》〉〕］｝”’)]}"
            assert width(line[:-1]) <= room < row.width <= room + 2


@given(prose, widths)
def test_a_mark_that_hangs_takes_nothing_into_the_next_row(text: str, cells: int) -> None:
    without, hanging = rows(text, cells), rows(text, cells, hanging=True)
    assert len(hanging) <= len(without)
    for one, other in zip(without, hanging, strict=False):
        if one != other:
            assert other.width > cells
            assert other.end > one.end
            break


@given(paragraphs, widths, indents, st.booleans(), any_width)
def test_no_row_ends_inside_a_glyph(text: str, cells: int, indent: int, hanging: bool, two: int) -> None:
    with ambiguous(two):
        edges = {0, *(match.end() for match in CLUSTER.finditer(text))}
        assert all(row.end in edges for row in rows(text, cells, indent=indent, hanging=hanging))


@given(paragraphs, widths, indents, st.booleans(), any_width)
def test_a_row_ends_where_a_line_may_break_unless_what_stands_there_is_wider_than_the_page(
    text: str, cells: int, indent: int, hanging: bool, two: int
) -> None:
    with ambiguous(two):
        places = [0, *breaks(text), len(text)]
        for row in rows(text, cells, indent=indent, hanging=hanging)[:-1]:
            if row.end not in places:
                before = max(place for place in places if place < row.end)
                behind = min(place for place in places if place > row.end)
                room = max(1, cells - indent) if before == 0 else cells
                assert width(text[before:behind].rstrip(SPACES)) > room


@given(paragraphs, widths, indents, any_width)
def test_no_row_ends_before_it_is_full(text: str, cells: int, indent: int, two: int) -> None:
    with ambiguous(two):
        places = [*breaks(text), len(text)]
        found = rows(text, cells, indent=indent)
        for row, room in zip(found[:-1], rooms(len(found), cells, indent)[:-1], strict=True):
            if row.end in places:
                following = min(place for place in places if place > row.end)
                assert width(text[row.start : following].rstrip(SPACES)) > room


def unbreakable(text: str, place: int) -> str:
    """Return the glyph at a place with the marks that belong to it and the spaces between, on both sides.

    Before a glyph that starts the text, spaces take their cells, too.
    """
    glyphs = list(CLUSTER.finditer(text))

    def tied(number: int) -> bool:
        one, other = glyphs[number - 1][0], glyphs[number][0]
        return other in NEVER_FIRST + SPACES + "—" or one in NEVER_LAST + SPACES

    first = last = next(number for number, glyph in enumerate(glyphs) if glyph.start() <= place < glyph.end())
    while first > 0 and tied(first):
        first -= 1
    while last + 1 < len(glyphs) and tied(last + 1):
        last += 1
    return text[glyphs[first].start() : glyphs[last].end()].rstrip(SPACES)


@given(prose, widths, st.booleans())
@example("Supercalifragilistic，", 10, False)
@example("看https://example.org/abcdefgh，", 20, False)
@example("（Supercalifragilistic）", 10, False)
@example("一二三，", 6, True)
def test_no_closing_mark_starts_a_row_where_the_width_allows(text: str, cells: int, hanging: bool) -> None:
    for row in rows(text, cells, hanging=hanging)[1:]:
        first = text[row.start]
        # Behind a space a full stop may begin a word, and what connects has nothing to connect.
        if first in NEVER_FIRST and not (first in ".…⋯～／々ー" and text[row.start - 1] == " "):
            assert width(unbreakable(text, row.start)) > cells


@given(prose, widths, st.booleans())
@example("一（Supercalifragilistic", 5, False)
def test_no_opening_mark_ends_a_row_where_the_width_allows(text: str, cells: int, hanging: bool) -> None:
    for row in rows(text, cells, hanging=hanging)[:-1]:
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
        joined = re.search(rf"[A-Za-z0-9_.\-/:@%$+'’“”‘·—,&=?#~()￥℃２０４]*{re.escape(word[0])}", text[: word.end()])
        assert joined is not None
        alone = joined[0] == word[0] and not re.match(r"[-_/:@+&=?#~.,%'’“”‘·—()$￥℃]", text[word.end() :])
        if width(whole) <= cells and alone:
            assert starts.isdisjoint(range(word.start() + 1, word.end()))


@given(prose, st.integers(4, 200))
def test_an_ellipsis_or_a_dash_is_not_cut(text: str, cells: int) -> None:
    starts = {row.start for row in rows(text, cells)}
    for run in re.finditer("(?<!…)……(?!…)|(?<!—)——(?!—)", text):
        if width(unbreakable(text, run.start())) + width(unbreakable(text, run.end() - 1)) <= cells:
            assert run.start() + 1 not in starts


@given(paragraphs, widths, indents, st.booleans(), st.data())
def test_each_offset_stands_in_one_row(text: str, cells: int, indent: int, hanging: bool, data: st.DataObject) -> None:
    found = rows(text, cells, indent=indent, hanging=hanging)
    offset = data.draw(st.integers(0, len(text)))
    row = found[row_at(found, offset)]
    assert row.start <= offset
    assert offset < row.end or offset == row.end == len(text)
    for number, one in enumerate(found):
        if one.start < one.end:
            assert row_at(found, one.start) == row_at(found, one.end - 1) == number


TEXT = (
    "“猎户座”(Orion)是OpenAI的内部代号……传了大半年，最后以GPT-4.5的名字面世；见《猎户座》——"
    "（https://example.org/orion/timeline?by=kevin-weil&year=2025），价格降了87.5%，😀👩‍💻都笑了。"
)


@pytest.mark.parametrize("two", [1, 2])
@pytest.mark.parametrize("hanging", [False, True])
def test_every_width_of_a_page_holds_a_paragraph(two: int, hanging: bool) -> None:
    with ambiguous(two):
        for cells in range(1, 201):
            found = rows(TEXT, cells, hanging=hanging)
            assert "".join(TEXT[row.start : row.end] for row in found) == TEXT
            assert all(row.width <= max(2, cells + 2 * hanging) for row in found)
            if cells >= 16:
                assert not any(TEXT[row.start] in NEVER_FIRST for row in found[1:]), cells
                assert not any(TEXT[row.end - 1] in NEVER_LAST for row in found[:-1]), cells


@pytest.mark.parametrize(
    ("words", "text", "cells", "expected"),
    [
        ("an empty paragraph has a row", "", 10, [""]),
        ("Chinese fills the row", "一二三四五六", 6, ["一二三", "四五六"]),
        ("half a glyph is none", "一二三四五六", 7, ["一二三", "四五六"]),
        ("a comma takes its character down", "一二三，四五六", 6, ["一二", "三，四", "五六"]),
        ("brackets stay with what they hold", "一二「三四」五", 6, ["一二", "「三", "四」五"]),
        ("marks in succession stay together", "一二三）」。四", 10, ["一二", "三）」。四"]),
        ("a word goes down whole", "说到OpenAI的事", 8, ["说到", "OpenAI的", "事"]),
        ("a number keeps its unit", "在2024年十二月", 8, ["在2024年", "十二月"]),
        ("a number keeps its per cent", "降了87.5%吧", 8, ["降了", "87.5%吧"]),
        ("an amount keeps its currency", "价格是$5.99元", 8, ["价格是", "$5.99元"]),
        ("an ellipsis is whole", "一二……三四", 6, ["一二……", "三四"]),
        ("and takes its character down", "一二三……四", 7, ["一二", "三……四"]),
        ("a double dash is whole", "一二三——四", 8, ["一二三——", "四"]),
        ("a double dash may start a row", "一二三——四", 7, ["一二三", "——四"]),
        ("a name keeps its dot", "马克·陈", 5, ["马克·", "陈"]),
        ("and never starts a row with it", "马克·陈", 4, ["马", "克·", "陈"]),
        ("spaces at the end are not seen", "a b c d", 3, ["a b", "c d"]),
        ("words break at spaces", "hello world", 5, ["hello", "world"]),
        ("a word wider than the page is cut", "Supercalifragilistic", 8, ["Supercal", "ifragili", "stic"]),
        ("but keeps its mark", "Supercalifragilis，", 8, ["Supercal", "ifragili", "s，"]),
        ("a URL breaks behind a slash", "https://example.org/abc", 12, ["https://", "example.org/", "abc"]),
        ("so does one that fits the page", "看https://a.org/bcde/fg", 16, ["看https://a.org/", "bcde/fg"]),
        ("a URL breaks behind =", "http://a.bc/d?efg=hij", 18, ["http://a.bc/d?efg=", "hij"]),
        ("a host name breaks where it must", "http://long.example.org/", 13, ["http://long.", "example.org/"]),
        ("a long hyphened word breaks at hyphens", "state-of-the-art", 9, ["state-of-", "the-art"]),
        ("so does one with underscores", "name_of_something", 13, ["name_of_", "something"]),
        ("an address breaks behind its sign", "somebody@example.org", 12, ["somebody@", "example.org"]),
        ("a number is cut behind its sign", "1234.5678", 6, ["1234.", "5678"]),
        ("before its unit, if it must", "2024年", 5, ["2024", "年"]),
        ("a long word before a bracket", "Orion(Star)", 6, ["Orion", "(Star)"]),
        ("behind an apostrophe", "don’t,", 4, ["don’", "t,"]),
        ("spaces go with what is before them", "（   （", 2, ["（", "（"]),
        ("one that fits does not", "是state-of-the-art的", 18, ["是state-of-the-art", "的"]),
        ("an indent of ideographic spaces", "　　一二三四", 8, ["　　一二", "三四"]),
        ("emoji are whole", "😀😀😀", 4, ["😀😀", "😀"]),
        ("joined ones too", "👩‍💻👩‍💻", 2, ["👩‍💻", "👩‍💻"]),
        ("flags too", "🇹🇼🇭🇰", 3, ["🇹🇼", "🇭🇰"]),
        ("skin tones too", "👍🏽👍🏽", 3, ["👍🏽", "👍🏽"]),
        ("a combining mark takes no cell", "ee\u0301e", 2, ["ee\u0301", "e"]),
        ("a variation selector neither", "葛\U000e0100葛", 2, ["葛\U000e0100", "葛"]),
        ("a glyph wider than the page has a row", "一二", 1, ["一", "二"]),
        ("what takes no cell stays with it", "一\u2060二", 1, ["一\u2060", "二"]),
        ("its mark goes down, if it must", "一，", 2, ["一", "，"]),
        ("Thai that does not fit is cut between clusters", "ที่ที่ที่", 2, ["ที่ที่", "ที่"]),
        ("a zero-width space parts a word", "aaaa\u200bbbbb", 6, ["aaaa", "bbbb"]),
        ("a word joiner ties characters", "一二三\u2060四", 6, ["一二", "三\u2060四"]),
        ("a no-break space ties words", "一二 a\u00a0b", 7, ["一二", "a\u00a0b"]),
        ("the number of a link stays with its words", "一二三船坞[3]四", 12, ["一二三船", "坞[3]四"]),
        ("so do those of several notes", "一二三，[1][12]四", 12, ["一二", "三，[1][12]", "四"]),
        ("one behind a space begins a row", "一二 [1] 三", 5, ["一二", "[1]", "三"]),
        ("nor what is no number", "一二三[四]", 8, ["一二三", "[四]"]),
        ("a soft hyphen parts a word", "aaa\u00adbbb", 5, ["aaa\u00ad", "bbb"]),
        ("a line end ends a row", "一二\n三", 10, ["一二\n", "三"]),
        ("a long ellipsis is cut", "…" * 7, 4, ["……" * 2, "…" * 3]),
    ],
)
def test_lines_break_where_a_typesetter_would_break_them(
    words: str, text: str, cells: int, expected: list[str]
) -> None:
    assert shown(text, cells) == expected, words


@pytest.mark.parametrize(
    ("words", "text", "cells", "expected"),
    [
        ("a comma hangs", "一二三，四五六", 6, ["一二三，", "四五六"]),
        (
            "all pause and stop marks do",
            "一二！一二？一二：一二；一二、一二。",
            4,
            ["一二！", "一二？", "一二：", "一二；", "一二、", "一二。"],
        ),
        ("one at the end of the paragraph does", "一二三。", 6, ["一二三。"]),
        ("one that fits does not hang", "一二，三四", 6, ["一二，", "三四"]),
        ("a closing bracket does not hang", "一二三）四", 6, ["一二", "三）四"]),
        ("one of two marks does not", "一二三。”四", 6, ["一二", "三。”", "四"]),
        ("nor one behind a bracket", "一二」。四", 6, ["一", "二」。", "四"]),
        ("one before a quotation does", "一二三，“四”", 6, ["一二三，", "“四”"]),
        ("over an odd cell, too", "一二三，四", 7, ["一二三，", "四"]),
        ("spaces behind it are not seen", "一二三，  四", 6, ["一二三，", "四"]),
        ("a page of one glyph", "一，二", 2, ["一，", "二"]),
    ],
)
def test_marks_hang_in_the_margin_where_that_is_asked_for(
    words: str, text: str, cells: int, expected: list[str]
) -> None:
    assert shown(text, cells, hanging=True) == expected, words


@pytest.mark.parametrize(
    ("indent", "expected"),
    [
        (0, ["一二三", "四五六"]),
        (2, ["一二", "三四五", "六"]),
        (4, ["一", "二三四", "五六"]),
        (9, ["一", "二三四", "五六"]),
    ],
)
def test_the_first_row_is_shorter_by_the_indent(indent: int, expected: list[str]) -> None:
    assert shown("一二三四五六", 6, indent=indent) == expected


def test_a_row_is_broken_at_the_width_that_ambiguous_characters_have() -> None:
    assert shown("“一二”三", 8) == ["“一二”三"]
    with ambiguous(2):
        assert shown("“一二”三", 8) == ["“一二”", "三"]
        assert shown("一……二", 6) == ["一……", "二"]
    assert shown("“一二”三", 8) == ["“一二”三"]


def test_spaces_at_the_end_of_a_row_take_no_width() -> None:
    assert rows("ab    cd", 4) == (Row(0, 6, 2), Row(6, 8, 2))


@given(paragraphs, st.lists(st.tuples(st.integers(0, 200), st.sampled_from(HAN + "年個龍①Ａ一，“”a")), max_size=6))
@example("3年", [(1, "龍")])
@example("天①", [(1, "地")])
def test_texts_that_break_alike_have_the_same_rows(text: str, changes: list[tuple[int, str]]) -> None:
    other = list(text)
    for at, character in changes:
        if other:
            other[at % len(other)] = character
    another = "".join(other)
    if breaks_alike(text, another):
        for two in (1, 2):
            with ambiguous(two):
                for cells in (1, 2, 7, 20, 33):
                    assert rows(text, cells) == rows(another, cells)
                    assert rows(text, cells, indent=4, hanging=True) == rows(another, cells, indent=4, hanging=True)


def test_a_text_breaks_alike_in_both_scripts() -> None:
    simplified = "2024年，“猎户座”(Orion)的3个软件……发展了100万点，说话时间是5号。"
    traditional = convert(simplified, Written.HANS, Script.HANT)
    assert traditional != simplified
    assert breaks_alike(simplified, traditional)
    assert not breaks_alike(simplified, simplified + "。")
    assert not breaks_alike("3年", "3龍")
    assert not breaks_alike("“龙”", "「龍」")
    assert not breaks_alike("一a", "一b")


@pytest.mark.parametrize("cells", [40, 60, 80, 100, 140])
@pytest.mark.parametrize("hanging", [False, True])
def test_in_real_articles_no_mark_stands_where_it_must_not(real_documents: Path, cells: int, hanging: bool) -> None:
    words = re.compile("[A-Za-z]+|[0-9]+")
    for file in sorted(real_documents.glob("*.txt")):
        for text in file.read_text(encoding="utf-8").splitlines():
            found = rows(text, cells, hanging=hanging)
            assert "".join(text[row.start : row.end] for row in found) == text
            for row in found[1:]:
                assert row.width <= cells + 2 * hanging
                assert text[row.start] not in NEVER_FIRST
                assert text[: row.start].rstrip(SPACES)[-1] not in NEVER_LAST
            inside = {row.start for row in found[1:]}
            for word in words.finditer(text):
                assert len(word[0]) > cells or inside.isdisjoint(range(word.start() + 1, word.end()))


def test_a_long_line_without_a_place_to_break_costs_no_time() -> None:
    for text in (
        "a" * 4608,
        "（" * 4608,
        "，" * 4608,
        "…" * 4608,
        " " * 4608,
        "字" * 4608,
        "👩‍💻" * 1000,
        "\u0301" * 4608,
    ):
        for hanging in (False, True):
            found = rows(text, 40, hanging=hanging)
            assert "".join(text[row.start : row.end] for row in found) == text
