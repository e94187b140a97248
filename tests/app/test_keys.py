"""Every key that is shown does what it says, pressed, clicked in the bottom line, or chosen in the help."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from reader.app.bars import KeyLine
from reader.app.entity_panel import EntityPanel
from reader.app.help_panel import HelpPanel
from reader.app.keys import READING
from reader.app.library_screen import LibraryScreen
from reader.app.people_panel import PeoplePanel
from reader.app.places_panel import MentionsPanel, SearchPanel
from reader.app.script_panel import ScriptPanel
from reader.scripts.script import Script
from tests.app.driving import press, reading, screen_text, settled, shown, text_of, until

if TYPE_CHECKING:
    from textual.screen import Screen

    from reader.app.application import ReaderApp

OPENS: dict[str, type[Screen[Any]]] = {
    "people": PeoplePanel,
    "search": SearchPanel,
    "help": HelpPanel,
    "script.choose": ScriptPanel,
    "mentions": MentionsPanel,
    "entity.show": EntityPanel,
}


@pytest.mark.parametrize("where", ["library", "page"])
@pytest.mark.parametrize("command", ["people", "search", "help", "script.choose"])
async def test_a_click_on_a_key_opens_its_panel(app: ReaderApp, where: str, command: str) -> None:
    async with app.run_test(size=(160, 30)) as pilot:
        await settled(pilot)
        if where == "page":
            await press(pilot, "enter", "tab")
        line = app.screen.query_one(KeyLine)
        text_of(line)
        column = next(start for start, _end, shown_command in line._places if shown_command.id == command)
        await pilot.click(line, offset=(column, 0))
        await pilot.pause()
        assert isinstance(app.screen, OPENS[command])


@pytest.mark.parametrize("command", OPENS)
async def test_a_key_chosen_in_the_help_does_what_it_says(app: ReaderApp, command: str) -> None:
    async with app.run_test(size=(100, 60)) as pilot:
        await settled(pilot)
        await press(pilot, "enter", "tab", "question_mark")
        panel = app.screen
        assert isinstance(panel, HelpPanel)
        commands = [shown_command.id for shown_command in panel.rows.items]
        await press(pilot, *["down"] * commands.index(command), "enter")
        assert isinstance(app.screen, OPENS[command])


async def test_the_script_toggles_from_the_help(app: ReaderApp) -> None:
    async with app.run_test(size=(100, 60)) as pilot:
        await settled(pilot)
        await press(pilot, "enter", "question_mark", *"simplified", "enter")
        assert app.script is Script.HANS


async def test_keys_pressed_in_one_go_are_not_lost(app: ReaderApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("enter", "tab", "m")
        await pilot.pause()
        assert isinstance(app.screen, MentionsPanel)


async def test_enter_before_the_first_hit_goes_to_it(app: ReaderApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "slash")
        await pilot.press(*"回來", "enter")
        await settled(pilot)
        assert reading(app).number == 1


async def test_the_panel_of_scripts_starts_at_the_one_chosen(app: ReaderApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "s", "S", "enter")
        assert app.script is Script.HANS


async def test_home_and_end_walk_a_list(app: ReaderApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "enter", "tab", "m", "end")
        assert reading_behind(app) == 2
        await press(pilot, "home")
        assert reading_behind(app) == 0


def reading_behind(app: ReaderApp) -> int:
    assert app.reading is not None
    return app.reading.number


async def test_the_right_arrow_shows_the_card_of_a_person_and_leads_to_a_document(app: ReaderApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "p", "right")
        assert isinstance(app.screen, EntityPanel)
        await press(pilot, "enter")
        assert reading(app).choice is not None


async def test_the_search_starts_with_what_was_searched_for_last(app: ReaderApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "slash", *"回来")
        await settled(pilot)
        await press(pilot, "enter", "slash")
        await settled(pilot)
        assert "回来" in "".join(shown(app.screen.query_one("#rows")))


async def test_the_filter_of_the_library_finds_people(app: ReaderApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "tab", *"余發")
        assert isinstance(app.screen, LibraryScreen)
        assert list(app.screen.rows.items) == [0, 1]


@pytest.mark.parametrize("size", [(20, 6), (40, 12), (30, 10), (1, 1)])
async def test_small_screens_show_rows_in_every_panel(app: ReaderApp, size: tuple[int, int]) -> None:
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        await press(pilot, "p", "enter")
        for key in ("m", "p", "question_mark", "S"):
            await press(pilot, key)
            assert app.screen.query_one("#rows").size.height >= min(3, size[1] - 2)
            await press(pilot, "escape")


async def test_what_is_cut_in_a_panel_is_marked_and_what_a_key_does_stands_whole_below(app: ReaderApp) -> None:
    why = next(command for command in READING if command.id == "entity.why").long
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "enter", "question_mark", *"why this")
        assert screen_text(app).count(why) == 1
        await pilot.resize_terminal(40, 12)
        await until(pilot, lambda: " ".join(screen_text(app).split()).endswith(why))
        assert [row for row in screen_text(app).splitlines() if row.startswith("▸ W  ") and row.endswith("⋯")]
