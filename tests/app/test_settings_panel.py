"""The panel of settings: one walks, steps through values, and each change is told at once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from textual.app import App

from reader import language
from reader.app.application import ReaderApp
from reader.app.bars import KeyLine
from reader.app.settings import BY_NAME, DEFAULTS, SCHEMA, Loaded, Settings, Value
from reader.app.settings_panel import LABEL, VALUE, SettingsPanel, said
from reader.app.themes import DARK
from reader.library.library import Library
from reader.page.cells import width
from tests.app.driving import press, screen_text, shown, until

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from reader.library.state import State


class Host(App[int]):
    """Notes what is changed in the panel."""

    def __init__(self, settings: Settings = DEFAULTS) -> None:
        super().__init__()
        self.register_theme(DARK)
        self.theme = DARK.name
        self.panel = SettingsPanel(settings, Path.home() / "config" / "settings.toml")
        self.changes: list[tuple[str, Value]] = []

    def on_mount(self) -> None:
        """Open the panel."""
        self.push_screen(self.panel)

    def on_settings_panel_changed(self, message: SettingsPanel.Changed) -> None:
        """Note a change."""
        self.changes.append((message.name, message.value))


def at(name: str) -> list[str]:
    """Return the keys that lead from the first setting to one."""
    return ["down"] * [setting.name for setting in SCHEMA].index(name)


def rows(app: Host) -> list[str]:
    return shown(app.panel.rows)


def bar(app: Host) -> str:
    return shown(app.panel.values)[0].strip()


async def test_every_setting_stands_there_with_its_value_and_what_it_means() -> None:
    app = Host()
    async with app.run_test(size=(80, 34)) as pilot:
        await pilot.pause()
        assert len([row for row in rows(app) if row]) == len(SCHEMA)
        for row, setting in zip(rows(app), SCHEMA, strict=False):
            assert setting.label in row
            assert setting.meaning in row
        assert "reader-dark" in rows(app)[0]
        assert "Settings  ~/config/settings.toml" in shown(app.panel.heading)[0]
        keys = shown(app.panel.query_one(KeyLine))[0]
        assert keys == " Right next value  Left value before  Del default  Esc close"


@pytest.mark.parametrize(
    ("name", "keys", "changes"),
    [
        ("measure", ["right", "right", "left"], [81, 82, 81]),
        ("measure", ["enter"], [81]),
        ("columns", ["right", "right", "right"], [2, "auto", 1]),
        ("columns", ["left", "left"], ["auto", 2]),
        ("hanging", ["enter", "enter"], [True, False]),
        ("theme", ["left"], ["terminal"]),
        ("line_spacing", ["left", "right", "right", "right", "left"], [1, 2, 1]),
        ("measure", ["delete"], []),
        ("wheel", ["right", "right", "delete"], [4, 5, 3]),
    ],
)
async def test_keys_step_through_the_values_and_each_change_is_told(
    name: str, keys: list[str], changes: list[Value]
) -> None:
    app = Host()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, *at(name), *keys)
        assert app.changes == [(name, value) for value in changes]
        assert app.screen is app.panel


async def test_the_value_that_holds_is_shown_and_marked_where_it_is_not_the_default() -> None:
    app = Host(Settings(measure=60))
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "down")
        assert " ".join(rows(app)[1].split()) == "▸ measure * 60 cells of a line of text at most"
        await press(pilot, "delete")
        assert " ".join(rows(app)[1].split()) == "▸ measure 80 cells of a line of text at most"


async def test_the_line_below_says_what_the_setting_may_be() -> None:
    app = Host()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "down")
        assert bar(app).split("  ")[0] == "20 to 200"
        assert bar(app).endswith("default: 80")
        await press(pilot, *"columns of text")
        assert bar(app).startswith("1, 2, automatic")
        assert bar(app).endswith("default: 1")
        await press(pilot, *"zzz")
        assert bar(app) == ""


async def test_typing_filters_and_steps_go_to_what_is_left() -> None:
    app = Host()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, *"wheel")
        assert [row.split()[1] for row in rows(app) if row] == ["wheel"]
        await press(pilot, "right", "left", "backspace")
        assert app.changes == [("wheel", 4), ("wheel", 3)]
        await press(pilot, *"zzzz", "right", "enter", "delete")
        assert len(app.changes) == 2


async def test_settings_are_found_in_the_language_of_the_interface() -> None:
    language.use("zh-Hant")
    app = Host()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, *"measure")
        assert app.panel.rows.items == [BY_NAME["measure"]]


@pytest.mark.parametrize("tag", language.LANGUAGES)
def test_nothing_is_cut_off_at_eighty_columns(tag: str) -> None:
    language.use(tag)
    for setting in SCHEMA:
        assert width(language._(setting.label)) < LABEL
        assert width(language._(setting.meaning)) <= 72 - LABEL - VALUE
        assert all(width(said(value)) < VALUE for value in setting.values)


async def test_a_click_on_a_setting_takes_the_next_value() -> None:
    app = Host()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.click("#rows", offset=(5, 6))
        assert app.changes == [(SCHEMA[6].name, 2)]


async def test_a_click_on_a_key_does_what_it_says() -> None:
    app = Host()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.click(KeyLine, offset=(2, 0))
        await pilot.pause()
        assert app.changes == [("theme", "reader-light")]


async def test_escape_closes() -> None:
    app = Host()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "escape")
        assert app.screen is not app.panel


async def test_what_a_setting_means_is_left_away_where_it_has_no_room() -> None:
    app = Host()
    async with app.run_test(size=(40, 12)) as pilot:
        await pilot.pause()
        assert not any(row.split()[-1:] == ["⋯"] for row in rows(app))
        assert "reader-dark" in rows(app)[0]


@pytest.mark.parametrize("size", [(30, 10), (20, 6), (120, 40), (1, 1)])
async def test_every_size_shows_settings(size: tuple[int, int]) -> None:
    app = Host()
    async with app.run_test(size=size) as pilot:
        await steps(pilot)
        assert app.panel.rows.size.height >= min(len(SCHEMA), size[1] - 2)
        assert app.changes == [("measure", 81)]


async def steps(pilot: Pilot[int]) -> None:
    await pilot.press("down", "right")
    await pilot.pause()


@pytest.mark.usefixtures("without_idling")
async def test_a_pattern_is_typed_and_one_that_is_none_is_told() -> None:
    app = Host()
    async with app.run_test(size=(80, 34)) as pilot:
        await press(pilot, *at("headings"), "enter", *"EP", "enter")
        assert app.changes[-1] == ("headings", "EP")
        await press(pilot, "enter", "left_parenthesis", "enter")
        assert len(app.changes) == 1
        assert "closing ) is missing" in bar(app)
        await press(pilot, "delete")
        assert app.changes[-1] == ("headings", "")


@pytest.mark.parametrize("rows", [12, 24])
async def test_a_setting_that_is_not_kept_is_told_in_the_panel(
    folder: Path, state: State, tmp_path: Path, rows: int
) -> None:
    (tmp_path / "config").write_text("in the way", encoding="utf-8")
    app = ReaderApp(Library([str(folder)]), state, loaded=Loaded(tmp_path / "config" / "settings.toml"))
    told = "settings.toml: change not kept: its folder is a file; move that away"
    async with app.run_test(size=(80, rows)) as pilot:
        await press(pilot, "comma", "right")
        await until(pilot, lambda: told in screen_text(app))
        assert isinstance(app.screen, SettingsPanel)
        await press(pilot, "down")
        assert told not in screen_text(app)
