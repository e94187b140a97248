"""The panel of headings: it begins where the reader is, is filtered and walked, and leads there."""

from __future__ import annotations

import re
from threading import Event
from typing import TYPE_CHECKING

import pytest

from reader.app import contents_panel
from reader.app.contents_panel import ContentsPanel
from reader.documents.contents import contents
from reader.library.walk import Place
from tests.app.driving import press, shown
from tests.app.stage import Stage, at_rest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.documents.contents import Heading
    from reader.documents.paragraphs import Span

BODY = "湖边的木屋里住着三个人，他们每天早上一起划船，下午各自写信，晚上围着炉子念给彼此听。"
TITLES = ("第一卷　湖", "第一章　船", "第二章　陈晚", "第二卷　山", "第三章　炉子")
TEXT = "".join(f"{title}\n\n{BODY * 3}\n\n" for title in TITLES)
SIZE = (80, 24)


def offset_of(title: str) -> int:
    return TEXT.index(title)


def panel_for(text: str, here: int = 0, *, number: int = 3) -> ContentsPanel:
    def title(span: Span) -> str:
        return span.of(text).replace("陈", "陳")

    return ContentsPanel(text, number, here, title)


async def test_it_lists_the_headings_as_they_stand_below_each_other_in_the_script_that_is_read() -> None:
    stage = Stage(panel_for(TEXT))
    async with stage.run_test(size=SIZE) as pilot:
        await at_rest(pilot)
        lines = [re.sub("( here)? +[0-9]+%$", "", line[2:]).rstrip() for line in shown(stage.panel.rows) if line]
        assert lines == ["第一卷　湖", "  第一章　船", "  第二章　陳晚", "第二卷　山", "  第三章　炉子"]


async def test_each_has_its_share_of_the_text() -> None:
    stage = Stage(panel_for(TEXT))
    async with stage.run_test(size=SIZE) as pilot:
        await at_rest(pilot)
        shares = [line.split()[-1] for line in shown(stage.panel.rows) if line]
        assert shares == [f"{offset_of(title) * 100 // len(TEXT)}%" for title in TITLES]


@pytest.mark.parametrize(("after", "at"), [(1, 1), (60, 1), (0, 1), (-1, 0)])
async def test_it_begins_where_the_reader_is_and_says_so(after: int, at: int) -> None:
    stage = Stage(panel_for(TEXT, offset_of(TITLES[1]) + after))
    async with stage.run_test(size=SIZE) as pilot:
        await at_rest(pilot)
        assert stage.panel.rows.cursor == at
        assert ["here" in line for line in shown(stage.panel.rows) if line] == [number == at for number in range(5)]


async def test_before_the_first_heading_it_begins_there_and_says_nothing() -> None:
    stage = Stage(panel_for(f"{BODY}\n\n{TEXT}"))
    async with stage.run_test(size=SIZE) as pilot:
        await at_rest(pilot)
        assert stage.panel.rows.cursor == 0
        assert "here" not in stage.list_text


async def test_enter_gives_the_place_and_escape_nothing() -> None:
    for key, result in (("enter", offset_of(TITLES[3])), ("escape", None)):
        stage = Stage(panel_for(TEXT, offset_of(TITLES[2])))
        async with stage.run_test(size=SIZE) as pilot:
            await at_rest(pilot)
            await press(pilot, "down", key)
            assert stage.results == [result]


async def test_the_page_moves_only_when_the_cursor_does() -> None:
    stage = Stage(panel_for(TEXT, offset_of(TITLES[2])))
    async with stage.run_test(size=SIZE) as pilot:
        await at_rest(pilot)
        assert stage.looked == []
        await press(pilot, "down")
        start = offset_of(TITLES[3])
        assert stage.looked == [Place(3, start, start + len(TITLES[3]))]
        await press(pilot, "up")
        assert [place.start for place in stage.looked] == [start, offset_of(TITLES[2])]


@pytest.mark.parametrize("typed", ["陈晚", "陳晚", "cw"])
async def test_typing_filters_in_either_script_and_by_initials(typed: str) -> None:
    stage = Stage(panel_for(TEXT))
    async with stage.run_test(size=SIZE) as pilot:
        await at_rest(pilot)
        await press(pilot, *typed, "enter")
        assert stage.results == [offset_of(TITLES[2])]


async def test_while_one_types_the_cursor_stands_nearest_to_the_reader() -> None:
    stage = Stage(panel_for(TEXT, offset_of(TITLES[3]) + 5))
    async with stage.run_test(size=SIZE) as pilot:
        await at_rest(pilot)
        await press(pilot, "章")
        assert stage.panel.rows.item is not None
        await press(pilot, "enter")
        assert stage.results == [offset_of(TITLES[2])]


@pytest.mark.parametrize(
    ("typed", "percent"), [("50", 50), ("50%", 50), ("５０％", 50), ("12.5 %", 12.5), ("100", 100)]
)
async def test_a_number_goes_to_that_share_of_a_text_without_headings(typed: str, percent: float) -> None:
    text = f"{BODY}\n" * 20
    stage = Stage(panel_for(text))
    async with stage.run_test(size=SIZE) as pilot:
        await at_rest(pilot)
        assert "This document has no headings." in stage.list_text
        await press(pilot, *("space" if one == " " else one for one in typed))
        assert f"go to {percent:g}% of the text" in stage.list_text
        await press(pilot, "enter")
        assert stage.results == [int(len(text) * percent / 100)]


async def test_a_number_finds_headings_first_and_its_share_last() -> None:
    text = TEXT.replace("第三章", "第3章")
    stage = Stage(panel_for(text))
    async with stage.run_test(size=SIZE) as pilot:
        await at_rest(pilot)
        await press(pilot, "3")
        lines = [line for line in shown(stage.panel.rows) if line]
        assert "第3章" in lines[0]
        assert "go to 3% of the text" in lines[1]
        await press(pilot, "down", "enter")
        assert stage.results == [int(len(text) * 3 / 100)]


@pytest.mark.parametrize("typed", ["101", "5000", "-5", "five", "1.23"])
async def test_what_is_no_share_is_none(typed: str) -> None:
    stage = Stage(panel_for(TEXT))
    async with stage.run_test(size=SIZE) as pilot:
        await at_rest(pilot)
        await press(pilot, *(one.replace("-", "minus").replace(".", "full_stop") for one in typed))
        assert "of the text" not in stage.list_text
        assert "Nothing of that name" in stage.list_text


async def test_headings_that_come_later_are_appended_and_the_cursor_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    go_on = Event()

    def slowly(text: str) -> Iterator[list[Heading]]:
        (headings,) = contents(text)
        yield headings[:3]
        go_on.wait(10)
        yield headings[3:]

    monkeypatch.setattr(contents_panel, "contents", slowly)
    stage = Stage(panel_for(TEXT, len(TEXT)))
    async with stage.run_test(size=SIZE) as pilot:
        while not stage.panel.rows.items:
            await pilot.pause(0.02)
        assert "reading" in stage.heading_text
        assert stage.panel.rows.cursor == 2
        await press(pilot, "up")
        go_on.set()
        await at_rest(pilot)
        assert "reading" not in stage.heading_text
        assert (stage.panel.rows.cursor, len(stage.panel.rows.items)) == (1, 5)


async def test_until_the_cursor_is_moved_it_goes_where_the_reader_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contents_panel, "contents", lambda text: ([one] for found in contents(text) for one in found))
    monkeypatch.setattr(contents_panel, "REPORT_EVERY", -1)
    stage = Stage(panel_for(TEXT, len(TEXT)))
    async with stage.run_test(size=SIZE) as pilot:
        await at_rest(pilot)
        assert stage.panel.rows.cursor == 4
        assert stage.looked == []


async def test_a_reading_that_fails_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_text: str) -> Iterator[list[Heading]]:
        raise RuntimeError("ours")

    monkeypatch.setattr(contents_panel, "contents", broken)
    stage = Stage(panel_for(TEXT))
    async with stage.run_test(size=SIZE) as pilot:
        await at_rest(pilot)
        assert "reading" not in stage.heading_text


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (30, 10)])
async def test_it_fits_every_screen(size: tuple[int, int]) -> None:
    stage = Stage(panel_for(TEXT, offset_of(TITLES[1])))
    async with stage.run_test(size=size) as pilot:
        await at_rest(pilot)
        assert "第一章" in stage.list_text
        assert "here" in stage.list_text
