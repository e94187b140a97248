"""The panel of headings: it begins where the reader is, is filtered and walked, and leads there."""

from __future__ import annotations

import re
from threading import Event
from typing import TYPE_CHECKING

import pytest

from reader.app import contents_panel, reports
from reader.app.application import ReaderApp
from reader.app.contents_panel import ContentsPanel, Headings, Share
from reader.documents.contents import contents
from reader.documents.formats.source import Titled
from reader.documents.paragraphs import Span
from reader.library.heading_rules import HeadingRule
from reader.library.library import Library
from reader.library.walk import Place
from tests.app.driving import press, reading, settled, shown, styled, until
from tests.app.stage import Stage, at_rest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from textual.pilot import Pilot

    from reader.documents.contents import Heading
    from reader.library.state import State

BODY = "湖边的木屋里住着三个人，他们每天早上一起划船，下午各自写信，晚上围着炉子念给彼此听。"
TITLES = ("第一卷　湖", "第一章　船", "第二章　陈晚", "第二卷　山", "第三章　炉子")
TEXT = "".join(f"{title}\n\n{BODY * 3}\n\n" for title in TITLES)
SIZE = (80, 24)


def offset_of(title: str) -> int:
    return TEXT.index(title)


def panel_for(text: str, here: int = 0, *, number: int = 3, headings: Headings | None = None) -> ContentsPanel:
    def title(span: Span) -> str:
        return span.of(text).replace("陈", "陳")

    return ContentsPanel(text, number, here, title, headings)


def listed(stage: Stage[ContentsPanel]) -> list[str]:
    """Return the headings that are listed, without shares and indents."""
    return [re.sub("( here)? +[0-9]+%$", "", line[2:]).strip() for line in shown(stage.panel.rows) if line]


async def type_in(pilot: Pilot[int], text: str) -> None:
    """Type a text as if it were pasted, and wait for what comes of it."""
    assert isinstance(pilot.app, Stage)
    pilot.app.panel.filter.value = text
    await at_rest(pilot)


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
        assert stage.results == [Share(percent, int(len(text) * percent / 100))]


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
        assert stage.results == [Share(3, int(len(text) * 3 / 100))]


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

    def slowly(text: str, *, rule: None) -> Iterator[list[Heading]]:
        (headings,) = contents(text, rule=rule)
        yield headings[:3]
        go_on.wait(10)
        yield headings[3:]

    monkeypatch.setattr(contents_panel, "contents", slowly)
    stage = Stage(panel_for(TEXT, len(TEXT)))
    async with stage.run_test(size=SIZE) as pilot:
        await until(pilot, lambda: stage.panel.rows.items)
        assert "reading" in stage.heading_text
        assert stage.panel.rows.cursor == 2
        await press(pilot, "up")
        go_on.set()
        await at_rest(pilot)
        assert "reading" not in stage.heading_text
        assert (stage.panel.rows.cursor, len(stage.panel.rows.items)) == (1, 5)


async def test_until_the_cursor_is_moved_it_goes_where_the_reader_is(monkeypatch: pytest.MonkeyPatch) -> None:
    def one_by_one(text: str, *, rule: None) -> Iterator[list[Heading]]:
        return ([one] for found in contents(text, rule=rule) for one in found)

    monkeypatch.setattr(contents_panel, "contents", one_by_one)
    monkeypatch.setattr(reports, "EVERY", -1)
    stage = Stage(panel_for(TEXT, len(TEXT)))
    async with stage.run_test(size=SIZE) as pilot:
        await at_rest(pilot)
        assert stage.panel.rows.cursor == 4
        assert stage.looked == []


async def test_a_reading_that_fails_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_text: str, *, rule: None) -> Iterator[list[Heading]]:
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


# Rules


EPISODES = "".join(f"{title}\n\n{BODY * 3}\n\n" for title in ("第一章 船", "EP.1 船", "第二章 信", "EP.2 節日"))


def keeping(kept: list[str]) -> Callable[[str], bool]:
    """Return what keeps a rule, in a list."""

    def keep(pattern: str) -> bool:
        kept.append(pattern)
        return True

    return keep


@pytest.mark.usefixtures("without_idling")
async def test_a_rule_that_is_typed_shows_its_headings_at_once_holds_and_can_be_taken_back() -> None:
    kept: list[str] = []
    stage = Stage(panel_for(EPISODES, headings=Headings(keep=keeping(kept))))
    async with stage.run_test(size=SIZE) as pilot:
        await at_rest(pilot)
        assert listed(stage) == ["第一章 船", "第二章 信"]
        await press(pilot, "ctrl+r")
        await type_in(pilot, "EP.+节")
        assert listed(stage) == ["EP.2 節日"]
        await type_in(pilot, r"EP\.")
        assert (listed(stage), kept) == (["EP.1 船", "EP.2 節日"], [])
        await press(pilot, "enter")
        await at_rest(pilot)
        assert (listed(stage), kept, stage.results) == (["EP.1 船", "EP.2 節日"], [r"EP\."], [])
        assert "by your rule" in stage.heading_text
        await press(pilot, "1")
        assert listed(stage)[0] == "EP.1 船"
        await press(pilot, "backspace", "ctrl+r")
        await type_in(pilot, "")
        await press(pilot, "enter")
        await at_rest(pilot)
        assert (listed(stage), kept[1:]) == (["第一章 船", "第二章 信"], [""])
        await press(pilot, "down", "enter")
        assert stage.results == [EPISODES.index("第二章")]


@pytest.mark.usefixtures("without_idling")
@pytest.mark.parametrize("leave", ["escape", "ctrl+r"])
async def test_a_rule_that_is_left_changes_nothing(leave: str) -> None:
    kept: list[str] = []
    stage = Stage(panel_for(EPISODES, headings=Headings(pattern="EP", keep=keeping(kept))))
    async with stage.run_test(size=SIZE) as pilot:
        await at_rest(pilot)
        assert listed(stage) == ["EP.1 船", "EP.2 節日"]
        await press(pilot, "ctrl+r")
        assert stage.panel.filter.value == "EP"
        await type_in(pilot, "没有的")
        assert "No line begins like that." in stage.list_text
        await press(pilot, leave)
        await at_rest(pilot)
        assert (listed(stage), kept, stage.results) == (["EP.1 船", "EP.2 節日"], [], [])


@pytest.mark.usefixtures("without_idling")
async def test_a_rule_that_holds_and_matches_nothing_says_so_and_how_to_change_it() -> None:
    stage = Stage(panel_for(EPISODES, headings=Headings(pattern="没有的")))
    async with stage.run_test(size=SIZE) as pilot:
        await at_rest(pilot)
        said = " ".join(stage.list_text.split())
        assert "Your rule for this document matches no line; Ctrl+R changes it" in said
        await press(pilot, "ctrl+r")
        assert "No line begins like that." in stage.list_text


@pytest.mark.usefixtures("without_idling")
@pytest.mark.parametrize(("typed", "reason"), [("第(", "a closing ) is missing"), ("(?:第|第第)+！$", "too long")])
async def test_a_rule_that_is_none_or_too_slow_is_told_and_not_kept(typed: str, reason: str) -> None:
    kept: list[str] = []
    text = f"{'第' * 45}。\n{BODY}\n" * 5
    stage = Stage(panel_for(text, headings=Headings(keep=keeping(kept))))
    async with stage.run_test(size=SIZE) as pilot:
        await at_rest(pilot)
        await press(pilot, "ctrl+r")
        await type_in(pilot, typed)
        assert reason in stage.heading_text
        await press(pilot, "enter")
        assert (kept, stage.results) == ([], [])
        assert stage.panel.filter.value == typed


@pytest.mark.usefixtures("without_idling")
async def test_a_rule_goes_before_what_the_file_marks_and_that_before_the_rule_for_all() -> None:
    marked = (Titled(Span(EPISODES.index("EP.1"), EPISODES.index("EP.1") + 6), 0),)
    for headings, expected in (
        (Headings(lambda: marked, HeadingRule("第一章")), ["EP.1 船"]),
        (Headings(lambda: marked, HeadingRule("第一章"), "EP.2"), ["EP.2 節日"]),
        (Headings(lambda: None, HeadingRule("第一章")), ["第一章 船"]),
    ):
        stage = Stage(panel_for(EPISODES, headings=headings))
        async with stage.run_test(size=SIZE) as pilot:
            await at_rest(pilot)
            assert listed(stage) == expected


@pytest.mark.usefixtures("without_idling")
async def test_what_cannot_be_written_down_is_told() -> None:
    stage = Stage(panel_for(EPISODES, headings=Headings(keep=lambda _pattern: False)))
    async with stage.run_test(size=SIZE) as pilot:
        await at_rest(pilot)
        await press(pilot, "ctrl+r")
        await type_in(pilot, "EP")
        await press(pilot, "enter")
        assert "could not be written down" in stage.heading_text
        assert listed(stage) == ["EP.1 船", "EP.2 節日"]


@pytest.mark.usefixtures("without_idling")
async def test_no_more_headings_are_listed_than_anybody_walks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contents_panel, "MOST_HEADINGS", 3)
    stage = Stage(panel_for(TEXT))
    async with stage.run_test(size=SIZE) as pilot:
        await at_rest(pilot)
        assert listed(stage) == ["第一卷　湖", "第一章　船", "第二章　陳晚"]
        assert "no more are looked for" in stage.heading_text


@pytest.mark.usefixtures("without_idling")
async def test_a_rule_holds_on_the_page_and_in_the_next_run_for_its_document_alone(folder: Path, state: State) -> None:
    for name in ("0.txt", "9.txt"):
        (folder / name).write_text(f"湖上的故事\n\n{EPISODES}", encoding="utf-8")

    def is_drawn(app: ReaderApp, title: str) -> bool:
        return styled(reading(app).page, title) == ["bold"]

    app = ReaderApp(Library([str(folder / "0.txt")]), state)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        assert (is_drawn(app, "第一章 船"), is_drawn(app, "EP.1 船")) == (True, False)
        await press(pilot, "t", "ctrl+r", "E", "P", "enter", "escape")
        assert (is_drawn(app, "第一章 船"), is_drawn(app, "EP.1 船")) == (False, True)
    app = ReaderApp(Library([str(folder / "0.txt")]), state)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        assert (is_drawn(app, "第一章 船"), is_drawn(app, "EP.1 船")) == (False, True)
    app = ReaderApp(Library([str(folder / "9.txt")]), state)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        assert is_drawn(app, "第一章 船")
        app.change_setting("headings", "EP")
        await press(pilot)
        await pilot.pause()
        assert (is_drawn(app, "第一章 船"), is_drawn(app, "EP.1 船")) == (False, True)
