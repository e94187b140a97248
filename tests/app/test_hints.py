"""Sentences that name keys name those in force; a command without a key is not offered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader.app import keys
from reader.app.application import ReaderApp
from reader.app.remapping import remapped
from reader.app.settings import Loaded
from reader.library.library import Library
from tests.app.driving import press, reading, screen_text, settled, text_of, until

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from reader.library.state import State


@pytest.fixture(autouse=True)
def own_keys() -> Iterator[None]:
    """Have the keys of the table again after each test."""
    yield
    keys.use({})


def app_with(folder: Path, state: State, **written: str) -> ReaderApp:
    """Return an app whose settings give keys to commands; two underscores are the dot of an id."""
    found = remapped({name.replace("__", "."): text for name, text in written.items()})
    return ReaderApp(Library([str(folder)]), state, loaded=Loaded(folder / "settings.toml", keys=found.keys))


@pytest.mark.parametrize(
    ("given", "hint"),
    [
        ({}, "Tab: filter by typing, in either script"),
        ({"library__filter": "F4,tab"}, "F4: filter by typing, in either script"),
        ({"library__filter": ""}, "click to filter by typing, in either script"),
    ],
)
async def test_the_line_for_typing_names_its_key(folder: Path, state: State, given: dict[str, str], hint: str) -> None:
    app = app_with(folder, state, **given)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert screen_text(app).splitlines()[1].strip() == hint


@pytest.mark.parametrize(
    ("given", "hint"),
    [
        ({}, "Esc shows all; / searches in the texts."),
        ({"search": "ctrl+f"}, "Esc shows all; Ctrl+F searches in the texts."),
        ({"search": ""}, "Esc shows all."),
    ],
)
async def test_a_filter_that_nothing_answers_to_names_the_key_of_the_search(
    folder: Path, state: State, given: dict[str, str], hint: str
) -> None:
    app = app_with(folder, state, **given)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "f", *"zzz")
        assert f"No document of that name. {hint}" in screen_text(app).splitlines()[3]
        assert screen_text(app).splitlines()[3].endswith(hint)


@pytest.mark.parametrize(
    ("given", "hint"),
    [
        ({}, "Choose a name first: Tab, or click it."),
        ({"entity__next": "x"}, "Choose a name first: x, or click it."),
        ({"entity__next": ""}, "Click a name first."),
    ],
)
@pytest.mark.parametrize("key", ["n", "N", "enter", "m"])
async def test_what_needs_a_name_tells_how_to_choose_one(
    folder: Path, state: State, given: dict[str, str], hint: str, key: str
) -> None:
    app = app_with(folder, state, **given)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "enter", key)
        await until(pilot, lambda: hint in text_of(reading(app).status))


@pytest.mark.parametrize(
    ("given", "hint"),
    [
        ({}, "bookmark set; B adds a note"),
        ({"note": "F6"}, "bookmark set; F6 adds a note"),
        ({"note": ""}, "bookmark set  "),
    ],
)
async def test_a_new_bookmark_tells_how_to_add_a_note(
    folder: Path, state: State, given: dict[str, str], hint: str
) -> None:
    app = app_with(folder, state, **given)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "enter", "b")
        await until(pilot, lambda: hint in text_of(reading(app).status))


@pytest.mark.parametrize(
    ("given", "hint"),
    [
        ({}, "Nothing is marked yet: b on a page marks the place, B writes a note there."),
        ({"bookmark": "M"}, "Nothing is marked yet: M on a page marks the place, B writes a note there."),
        ({"bookmark": ""}, "Nothing is marked yet. "),
    ],
)
async def test_an_empty_list_of_bookmarks_tells_how_to_set_one(
    folder: Path, state: State, given: dict[str, str], hint: str
) -> None:
    app = app_with(folder, state, **given)
    async with app.run_test(size=(100, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "apostrophe")
        assert hint in screen_text(app)


@pytest.mark.parametrize(
    ("given", "hint"),
    [({}, "removed; Ctrl+Z brings it back"), ({"bookmarks__undo": ""}, "bookmark removed")],
)
async def test_a_removed_bookmark_tells_how_to_bring_it_back(
    folder: Path, state: State, given: dict[str, str], hint: str
) -> None:
    app = app_with(folder, state, **given)
    async with app.run_test(size=(100, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "enter", "b", "apostrophe", "delete")
        assert hint in text_of(app.screen.query_one("#heading"))


@pytest.mark.parametrize(
    ("given", "with_mouse", "with_keys"),
    [
        ({}, "y copies · Y as written", "y copies · Y as written · Esc leaves · arrows extend"),
        ({"copy": "x", "copy__other": "X"}, "x copies · X as written", "y copies · Y as written · Esc leaves"),
        (
            {"select__copy": "f4", "select__leave": "f5", "select__up": "k"},
            "y copies · Y as written",
            "F4 copies · Y as written · F5 leaves  ",
        ),
        ({"copy": "", "select__copy_other": ""}, "Y as written", "y copies · Esc leaves · arrows extend"),
    ],
)
async def test_a_selection_tells_how_to_copy_it(
    folder: Path, state: State, given: dict[str, str], with_mouse: str, with_keys: str
) -> None:
    app = app_with(folder, state, **given)
    async with app.run_test(size=(100, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "enter")
        await pilot.click("#page", offset=(13, 0), times=2)
        assert f"characters  {with_mouse}   " in text_of(reading(app).status)
        await press(pilot, "v")
        assert f"characters  {with_keys}" in text_of(reading(app).status)
