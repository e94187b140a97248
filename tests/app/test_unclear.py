"""A name of two people: nobody is picked, the page shows that it is unclear, and the reader says who is meant."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from reader.app import themes
from reader.app.application import ReaderApp
from reader.app.correction_panel import CorrectionPanel
from reader.app.labels import LabelScreen
from reader.app.picker_panel import PickerPanel
from reader.app.why_panel import UnclearPanel
from reader.library.library import Library
from reader.library.locations import user_entity_list
from reader.page.cells import width
from reader.scripts.script import Script
from tests.app.driving import press, reading, screen_text, settled, shown, text_of
from tests.two_of_one_name import ENTITIES

if TYPE_CHECKING:
    from pathlib import Path

    from textual.pilot import Pilot
    from textual.screen import Screen

    from reader.library.state import State


WITH_A_THIRD = f"""{ENTITIES}
[[entity]]
id = "lin"
type = "person"
names = {{ zh-Hans = "林晚", zh-Hant = "林晚" }}
"""
LAKE = "湖边\n\n林晚说，方小舟来了。\n\n后来方小舟又走了，林晚还在。\n"
WHOM = "may mean 方小舟 (Bay Fang) / 方小舟 (Boat Fang)"


@pytest.fixture
def app(tmp_path: Path, state: State) -> ReaderApp:
    folder = tmp_path / "湖"
    folder.mkdir()
    (folder / "entities.toml").write_text(WITH_A_THIRD, encoding="utf-8")
    (folder / "1.txt").write_text(LAKE, encoding="utf-8")
    return ReaderApp(Library([str(folder)], with_shipped=False), state, Script.ORIGINAL)


async def opened(pilot: Pilot[int], *keys: str) -> None:
    """Open the document when all names are known, and press keys."""
    await settled(pilot)
    await press(pilot, "enter", *keys)


def here(app: ReaderApp) -> tuple[int, int] | None:
    """Return where the reader is."""
    place = reading(app).place
    return (place.start, place.end) if place is not None else None


def at(text: str, number: int = 0) -> tuple[int, int]:
    """Return where a text stands in the document, after as many others."""
    start = -1
    for _turn in range(number + 1):
        start = LAKE.index(text, start + 1)
    return start, start + len(text)


def is_open(app: ReaderApp, panel: type[Screen[Any]]) -> bool:
    return isinstance(app.screen, panel)


def status(app: ReaderApp) -> str:
    return text_of(reading(app).status)


def named(app: ReaderApp) -> list[tuple[tuple[int, int], str]]:
    """Return the mentions on the page that are of one of the two."""
    mentions = reading(app).page.mentions
    return [((one.start, one.end), one.entity) for one in mentions if one.entity in ("bay", "boat")]


async def test_the_keys_to_the_next_name_stop_where_it_is_unclear_who_is_meant(app: ReaderApp) -> None:
    async with app.run_test(size=(110, 20)) as pilot:
        await opened(pilot, "tab")
        assert here(app) == at("林晚")
        await press(pilot, "tab")
        assert here(app) == at("方小舟")
        assert f"{WHOM} · x decides" in status(app)
        await press(pilot, "tab", "tab")
        assert here(app) == at("林晚", 1)
        assert "may mean" not in status(app)
        await press(pilot, "shift+tab")
        assert here(app) == at("方小舟", 1)


async def test_it_looks_unlike_every_name_also_without_colour(app: ReaderApp) -> None:
    async with app.run_test(size=(80, 20)) as pilot:
        await opened(pilot)
        page = reading(app).page
        segments = [segment for y in range(page.size.height) for segment in page.render_line(y)]
        looks = {segment.text: segment.style for segment in segments if segment.text in ("方小舟", "林晚")}
        assert looks["方小舟"] == page.paint_style("", "unclear", "")
        assert looks["林晚"] == page.paint_style("", "person", "")
        attributes = {name: frozenset(paint[2].split()) for name, paint in themes.PAINTS.items()}
        assert attributes["unclear"]
        assert attributes["unclear"] not in [look for name, look in attributes.items() if name != "unclear"]
        await press(pilot, "tab", "tab")
        chosen = next(segment for segment in page.render_line(2) if segment.text == "方小舟")
        assert chosen.style == page.paint_style("", "current", "")


async def test_a_click_and_a_label_choose_it(app: ReaderApp) -> None:
    async with app.run_test(size=(110, 20)) as pilot:
        await opened(pilot)
        page = reading(app).page
        row, line = next((row, line) for row, line in enumerate(shown(page)) if "后来方小舟" in line)
        await pilot.click("#page", offset=(width(line[: line.index("方小舟")]) + 1, row))
        await pilot.pause()
        assert here(app) == at("方小舟", 1)
        assert WHOM in status(app)
        await press(pilot, "escape")
        assert here(app) is None
        assert "may mean" not in status(app)
        await press(pilot, "f")
        assert isinstance(app.screen, LabelScreen)
        assert sorted(page.labels) == [at("林晚")[0], at("方小舟")[0], at("方小舟", 1)[0], at("林晚", 1)[0]]
        await press(pilot, *page.labels[at("方小舟")[0]])
        assert here(app) == at("方小舟")
        assert WHOM in status(app)


@pytest.mark.parametrize("key", ["n", "N", "m"])
async def test_nobody_is_followed_from_there(app: ReaderApp, key: str) -> None:
    async with app.run_test(size=(110, 20)) as pilot:
        await opened(pilot, "tab", "tab", key)
        assert app.told == "Nothing here tells who of them is meant · x decides"
        assert here(app) == at("方小舟")


@pytest.mark.parametrize("key", ["W", "enter"])
async def test_both_are_told_of_with_the_list_that_names_them(app: ReaderApp, key: str) -> None:
    async with app.run_test(size=(110, 20)) as pilot:
        await opened(pilot, "tab", "tab", key)
        assert isinstance(app.screen, UnclearPanel)
        text = screen_text(app)
        assert WHOM in text
        assert "Nothing here tells who of them is meant" in text
        rows = [line for line in shown(app.screen.rows) if "on a list" in line]
        assert [name in row for name, row in zip(("Bay Fang", "Boat Fang"), rows, strict=True)] == [True, True]
        assert [row.where.endswith("entities.toml") for row in app.screen.all_items()] == [True, True]
        await press(pilot, "x")
        assert is_open(app, CorrectionPanel)
        assert WHOM in screen_text(app)
        await press(pilot, "escape")
        assert here(app) == at("方小舟")


async def test_who_is_meant_is_said_there_and_that_place_alone_is_decided(app: ReaderApp) -> None:
    async with app.run_test(size=(110, 30)) as pilot:
        await opened(pilot, "tab", "tab", "x")
        assert is_open(app, CorrectionPanel)
        assert WHOM in screen_text(app)
        await press(pilot, "c")
        assert is_open(app, PickerPanel)
        rows = [line for line in screen_text(app).splitlines() if "Fang" in line]
        assert [name in row for name, row in zip(("Bay Fang", "Boat Fang"), rows, strict=False)] == [True, True]
        await press(pilot, "down", "enter")
        await settled(pilot)
        assert named(app) == [(at("方小舟"), "boat")]
        assert [(one.start, one.end) for one in reading(app).page.unclear] == [at("方小舟", 1)]
        choice = reading(app).choice
        assert choice is not None
        assert choice.entity == "boat"
        assert here(app) == at("方小舟")
        assert 'entity = "boat"' in user_entity_list().read_text(encoding="utf-8")
        await press(pilot, "u")
        await settled(pilot)
        assert named(app) == []
        assert len(reading(app).page.unclear) == 2


async def test_that_it_means_nobody_here_leaves_nothing_chosen(app: ReaderApp) -> None:
    async with app.run_test(size=(110, 30)) as pilot:
        await opened(pilot, "tab", "tab", "x", "i")
        await settled(pilot)
        assert [(one.start, one.end) for one in reading(app).page.unclear] == [at("方小舟", 1)]
        assert here(app) is None
        assert "may mean" not in status(app)


async def test_the_place_is_come_back_to(app: ReaderApp) -> None:
    async with app.run_test(size=(110, 20)) as pilot:
        await opened(pilot, "tab", "tab", "G", "tab")
        assert here(app) != at("方小舟")
        await press(pilot, "backspace")
        assert here(app) == at("方小舟")
        assert WHOM in status(app)


async def test_two_who_were_found_under_one_name_are_told_apart_where_each_is_named_otherwise(
    tmp_path: Path, state: State
) -> None:
    for name, text in (
        ("1.txt", "雨\n\n后来王伟又来了，王伟说：“好。”\n"),
        ("2.txt", "信\n\n王伟（Wei Wang）来了。王伟说好。\n"),
        ("3.txt", "湖\n\n王伟（David Wang）走了。王伟说不好。\n"),
    ):
        (tmp_path / name).write_text(text, encoding="utf-8")
    app = ReaderApp(Library([str(tmp_path)], with_shipped=False), state, Script.ORIGINAL)
    async with app.run_test(size=(110, 20)) as pilot:
        await opened(pilot, "tab")
        page = reading(app).page
        assert [page.text[one.start : one.end] for one in page.unclear] == ["王伟", "王伟"]
        assert len(page.mentions) == 0
        said = status(app)
        assert "may mean" in said
        assert "王伟 (Wei Wang)" in said
        assert "王伟 (David Wang)" in said
        await press(pilot, "W")
        assert isinstance(app.screen, UnclearPanel)
        rows = [line for line in shown(app.screen.rows) if "the other script in brackets" in line]
        assert sorted("David" in row for row in rows) == [False, True]
    library = app.library
    assert [len(analysis.unclear) for _number, analysis in library.analyses()] == [2, 0, 0]
    library.with_found = False
    assert [len(analysis.unclear) for _number, analysis in library.analyses()] == [0, 0, 0]
