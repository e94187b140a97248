"""Correcting whom a text means: what applies is listed, each row has its letter, and a letter acts at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.app import keys
from reader.app.bars import KeyLine
from reader.app.correction_panel import CorrectionPanel, Meant, Subject, Way
from reader.app.keys import COMMANDS
from reader.app.remapping import remapped
from tests.app.driving import press, screen_text, shown, text_of
from tests.app.stage import Stage

if TYPE_CHECKING:
    from collections.abc import Iterator

LISTED = Meant("方小舟", "person", is_found=False, is_divisible=True)
FOUND = Meant("方小舟", "person", is_found=True, is_divisible=False)
OTHER = Meant("方小州", "person", is_found=False, is_divisible=False)
ALL = Subject("方小舟", (Meant("方小舟", "person", is_found=True, is_divisible=True),), "陈晚 ignored", "余温 ignored")

subjects = st.builds(
    Subject,
    st.text(max_size=60),
    st.lists(
        st.builds(Meant, st.text(max_size=60), st.text(max_size=30), st.booleans(), st.booleans()), max_size=3
    ).map(tuple),
    st.text(max_size=60),
    st.text(max_size=60),
)


@pytest.fixture(autouse=True)
def own_keys() -> Iterator[None]:
    """Have the keys of the table before and after each test."""
    keys.use({})
    yield
    keys.use({})


def stage(subject: Subject) -> Stage[CorrectionPanel]:
    return Stage(CorrectionPanel(subject))


def at(app: Stage[CorrectionPanel]) -> Way | None:
    return app.panel.columns.item


def letters(app: Stage[CorrectionPanel]) -> str:
    """Return the letters that stand in front of rows, column by column."""
    panel = app.panel
    found = []
    half = panel.columns.size.width // 2
    lines = panel.columns.lines
    for number in range(len(panel.columns.items)):
        row = shown(panel.columns)[number % lines]
        found.append((row[half:] if number >= lines else row).lstrip("▸ ")[0])
    return "".join(found)


# What is listed


async def test_a_text_that_means_nobody_can_be_given_a_meaning_only() -> None:
    app = stage(Subject("方小舟", ()))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert app.heading_text.split() == ["方小舟", "means", "nobody", "yet"]
        assert letters(app) == "nacC"


async def test_of_somebody_listed_everything_can_be_corrected_but_nothing_confirmed() -> None:
    app = stage(Subject("小舟", (LISTED,)))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert app.heading_text.split() == ["小舟", "means", "方小舟", "person"]
        assert letters(app) == "namdscCioetw"


async def test_somebody_found_is_marked_with_a_word_and_can_be_kept_at_once() -> None:
    app = stage(Subject("方小舟", (FOUND,)))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "found, person" in app.heading_text
        assert letters(app) == "knamdcCioetw"
        await press(pilot, "enter")
    assert app.results == [Way.KEEP]


async def test_where_several_may_be_meant_all_are_named_and_can_be_made_one() -> None:
    app = stage(Subject("小舟", (LISTED, OTHER)))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "may mean 方小舟 / 方小州" in app.heading_text
        assert "m  they are one and the same" in app.list_text
        await press(pilot, "t")
        assert "It may mean several: say first who it is." in app.heading_text
        await press(pilot, "m")
    assert app.results == [Way.SAME_AS]


async def test_what_undo_and_redo_would_do_is_told() -> None:
    app = stage(Subject("方小舟", (LISTED,), "陈晚 ignored", "余温 ignored"))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "u  undo  陈晚 ignored" in app.list_text
        assert "U  redo  余温 ignored" in app.list_text


# Letters, rows, clicks


async def test_every_letter_acts_at_once() -> None:
    app = stage(ALL)
    async with app.run_test(size=(80, 24)) as pilot:
        for way in Way:
            await press(pilot, *COMMANDS[f"correct.{way}"].keys_in_force)
            app.push_screen(CorrectionPanel(ALL), app.results.append)
    assert app.results == list(Way)


async def test_a_letter_that_does_not_apply_says_why_and_the_panel_stays() -> None:
    app = stage(Subject("小舟", (LISTED,)))
    async with app.run_test(size=(80, 24)) as pilot:
        said = {"k": "There is nothing of this kind", "u": "Nothing to undo.", "U": "Nothing to redo."}
        for key, sentence in said.items():
            await press(pilot, key)
            assert app.screen is app.panel
            assert sentence in app.heading_text
        await press(pilot, "down")
        assert "means 方小舟" in app.heading_text


async def test_what_means_nobody_cannot_be_ignored() -> None:
    app = stage(Subject("小舟", ()))
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "i")
        assert "It means nobody yet: say first who it is." in app.heading_text


async def test_rows_are_walked_through_both_columns_and_beside() -> None:
    app = stage(ALL)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert app.panel.columns.lines == 8
        at_each = []
        await press(pilot, *["down"] * 8)
        at_each.append(at(app))
        assert shown(app.panel.columns)[0].count("▸") == 1
        await press(pilot, "left")
        assert [*at_each, at(app)] == [Way.IGNORE_HERE, Way.KEEP]
        await press(pilot, "right", "down", "enter")
    assert app.results == [Way.IGNORE_IN_DOCUMENT]


@pytest.mark.parametrize(("offset", "way"), [((5, 2), Way.NAME_OF), ((45, 2), Way.IGNORE_EVERYWHERE)])
async def test_a_click_chooses_in_either_column(offset: tuple[int, int], way: Way) -> None:
    app = stage(ALL)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.click("#rows", offset=offset)
        await pilot.pause()
    assert app.results == [way]


async def test_a_click_on_nothing_chooses_nothing() -> None:
    app = stage(ALL)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.click("#rows", offset=(45, 7))
        await pilot.pause()
        assert app.screen is app.panel
        await press(pilot, "escape")
    assert app.results == [None]


async def test_other_keys_take_the_place_of_letters_and_are_shown() -> None:
    keys.use(remapped({"correct.split": "f5", "correct.type": "s", "correct.why": ""}).keys)
    app = stage(ALL)
    async with app.run_test(size=(80, 24)) as pilot:
        app.set_keymap(keys.keymap())
        await pilot.pause()
        assert "F5  two under one name" in app.list_text
        assert "s   who or what it is" in app.list_text
        await press(pilot, "w")
        assert app.screen is app.panel
        await press(pilot, "s")
    assert app.results == [Way.TYPE]


def test_a_letter_of_the_panel_can_be_given_away_but_not_the_way_out() -> None:
    assert remapped({"correct.new": "x"}) == ({"correct.new": "x"}, ())
    assert remapped({"correct.new": "escape"}).wrong[0][1] == "Esc always belongs to panel.close"


# Terminals


@pytest.mark.parametrize("size", [(80, 24), (40, 12), (80, 8)])
async def test_every_row_can_be_reached_and_is_seen_in_any_terminal(size: tuple[int, int]) -> None:
    app = stage(ALL)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        for way in Way:
            assert at(app) is way
            assert any(f"▸ {COMMANDS[f'correct.{way}'].label}  " in row for row in screen_text(app).splitlines()), way
            await press(pilot, "down")


@pytest.mark.usefixtures("idling")
async def test_where_not_all_rows_are_seen_the_place_in_the_list_is_told() -> None:
    app = stage(ALL)
    async with app.run_test(size=(40, 12)) as pilot:
        await press(pilot, "end")
        assert app.heading_text.endswith("15 of 15")
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert app.heading_text.split() == ["方小舟", "means", "方小舟", "found,", "person"]


async def test_half_of_the_screen_is_left_to_the_page() -> None:
    app = stage(ALL)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert app.panel.heading.region.y > 12
        assert text_of(app.panel.query_one(KeyLine)) == " Enter choose  Esc close"


@given(subjects, st.integers(0, 90))
def test_whatever_is_in_a_name_rows_say_what_they_do(subject: Subject, cells: int) -> None:
    panel = CorrectionPanel(subject)
    heading = "".join(text for text, _name in (*panel.title_painting(), *panel.note()))
    assert "\n" not in heading
    assert "\x1b" not in heading
    for way in subject.ways:
        assert panel.paint(way, cells)[0][0] == COMMANDS[f"correct.{way}"].label
        assert all("\n" not in text and "\x1b" not in text for text, _name in panel.paint(way, cells))


@given(subjects)
def test_what_can_be_done_follows_from_whom_it_means(subject: Subject) -> None:
    ways = set(subject.ways)
    assert ways >= {Way.NEW, Way.NAME_OF, Way.MEANS_HERE, Way.MEANS_IN_DOCUMENT}
    assert (Way.IGNORE_HERE in ways) == (Way.SAME_AS in ways) == (Way.WHY in ways) == bool(subject.meant)
    assert (Way.TYPE in ways) == (Way.NOT_SAME in ways) == (len(subject.meant) == 1)
    assert (Way.UNDO in ways) == bool(subject.undo)
