"""The palette: everything is found by a few letters of its name in any script, the best first."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.app import name_index, palette_panel
from reader.app.joined import Joined
from reader.app.keys import Command
from reader.app.name_index import BLOCK, OR, Fit, NameIndex, Wanted
from reader.app.palette_panel import PalettePanel, Picked
from reader.entities.entity import Entity, Name
from reader.scripts.fold import fold
from reader.scripts.initials import finder
from tests.app.driving import press, shown, until
from tests.app.stage import Stage, at_rest
from tests.documents.texts import lines

if TYPE_CHECKING:
    from collections.abc import Sequence

SIZE = (90, 30)
COMMANDS = (
    Command("library.open", "enter", "open", "open", "open the document"),
    Command("people", "p", "app.people", "people", "people of the library"),
    Command("theme.toggle", "d", "app.toggle_theme", "dark/light", "dark or light colours"),
)
ALTMAN = Entity(
    "sam-altman",
    "person",
    (Name({"zh-Hans": "奥特曼", "zh-Hant": "奧特曼"}), Name({"und": "阿尔特曼"}), Name({"en": "Sam Altman"})),
    {"zh-Hans": "奥特曼", "zh-Hant": "奧特曼", "en": "Sam Altman"},
)
CHEN = Entity("mark-chen", "person", (Name({"und": "陈信翰"}),), {"zh-Hans": "陈信翰", "en": "Mark Chen"})
PEOPLE = ((CHEN, 21), (ALTMAN, 15))
TITLES = ("湖边的一天", "離開的人", "奥特曼不打怪兽", "與奧特曼談開放的湖", "Batman 笔记", "Open letters")


def palette(titles: Sequence[str] = TITLES, recent: Sequence[int] = ()) -> PalettePanel:
    return PalettePanel(
        COMMANDS,
        PEOPLE,
        NameIndex(len(titles), lambda number: (titles[number],)),
        recent,
        name=lambda entity: entity.name,
        title=titles.__getitem__,
    )


def picked(panel: PalettePanel, typed: str) -> list[Picked]:
    """Return what is found."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("reader.app.palette_panel.SLICE", 60.0)  # all in one go, however slow the machine
        items = panel.items_for(typed)
    assert panel._looking is None
    return [panel.result(item) for item in items]


def results(panel: PalettePanel, typed: str) -> list[str]:
    """Return what is found, in words."""
    return [said(found) for found in picked(panel, typed)]


def said(picked: Picked) -> str:
    if picked.command is not None:
        return picked.command.id
    return picked.entity if picked.entity is not None else TITLES[picked.document or 0]


async def test_all_is_listed_commands_first_then_documents_then_people() -> None:
    stage = Stage(palette(recent=(4, 1)))
    async with stage.run_test(size=SIZE):
        assert results(stage.panel, "") == [
            *(command.id for command in COMMANDS),
            *(TITLES[number] for number in (4, 1, 0, 2, 3, 5)),
            *("mark-chen", "sam-altman"),
        ]


async def test_each_row_says_what_kind_it_is_and_its_keys_or_how_often_it_is_mentioned() -> None:
    stage = Stage(palette())
    async with stage.run_test(size=SIZE):
        rows = [line[2:].split() for line in shown(stage.panel.rows) if line]
        assert rows[0] == ["command", "open", "the", "document", "Enter"]
        assert rows[3] == ["document", "湖边的一天"]
        assert rows[-1] == ["person", "奥特曼", "Sam", "Altman", "15"]


@pytest.mark.parametrize("typed", ["奥特", "奧特", "altman", "ALT", "atm", "sam", "阿爾", "aetm"])
async def test_a_person_is_found_by_every_name_in_every_script_and_by_initials(typed: str) -> None:
    stage = Stage(palette())
    async with stage.run_test(size=SIZE) as pilot:
        await press(pilot, *typed, "enter")
        assert stage.results == [Picked(entity="sam-altman")]


async def test_the_beginning_of_a_name_goes_before_that_of_a_word_and_that_before_the_inside() -> None:
    stage = Stage(palette(("一人奥特", "x 奥特曼", "奥特", "atmosphere")))
    async with stage.run_test(size=SIZE):
        panel = stage.panel
        assert picked(panel, "奧特") == [
            Picked(entity="sam-altman"),
            Picked(document=2),
            Picked(document=1),
            Picked(document=0),
        ]
        assert picked(panel, "atm")[:3] == [
            Picked(document=3),
            Picked(entity="sam-altman"),
            Picked(document=1),
        ]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("open", "library.open"),  # a command goes before a document
        ("open l", "Open letters"),
        ("colours", "theme.toggle"),
        ("theme.t", "theme.toggle"),
        ("people", "people"),
        ("cxh", "mark-chen"),
        ("hb", "湖边的一天"),
        ("lkdr", "離開的人"),
        ("离开", "離開的人"),
    ],
)
async def test_what_is_found_first(typed: str, first: str) -> None:
    stage = Stage(palette())
    async with stage.run_test(size=SIZE):
        assert results(stage.panel, typed)[0] == first


async def test_among_equals_the_document_read_last_goes_first() -> None:
    titles = tuple(f"湖 {number}" for number in range(5))
    stage = Stage(palette(titles, recent=(3, 1)))
    async with stage.run_test(size=SIZE):
        panel = stage.panel
        assert [found.document for found in picked(panel, "湖")] == [3, 1, 0, 2, 4]


async def test_a_command_is_what_it_gives() -> None:
    stage = Stage(palette())
    async with stage.run_test(size=SIZE) as pilot:
        await press(pilot, *"dark", "enter")
        assert stage.results == [Picked(command=COMMANDS[2])]


async def test_nothing_of_a_name_says_so() -> None:
    stage = Stage(palette())
    async with stage.run_test(size=SIZE) as pilot:
        await press(pilot, *"无此")
        assert "Nothing of that name" in stage.list_text


async def test_no_title_is_read_before_something_is_typed() -> None:
    def unread(number: int) -> Sequence[str]:
        raise AssertionError(number)

    panel = PalettePanel((), (), NameIndex(100_000, unread), (), name=lambda entity: entity.name, title=str)
    stage = Stage(panel)
    async with stage.run_test(size=SIZE):
        assert len(panel.rows.items) == 100_000
        assert "99999" not in stage.list_text


async def test_many_documents_are_looked_through_in_turns_with_the_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(palette_panel, "SLICE", 0.0)
    monkeypatch.setattr(palette_panel, "TURN", 0.2)
    monkeypatch.setattr(palette_panel, "SHOW_EVERY", 0.0)
    titles = [f"湖 {number}" for number in range(3 * BLOCK)]
    stage = Stage(palette(titles))
    async with stage.run_test(size=SIZE) as pilot:
        await press(pilot, "湖")
        await until(pilot, lambda: stage.panel.rows.items)
        assert len(stage.panel.rows.items) < len(titles)
        assert "looking" in stage.heading_text
        await press(pilot, *["down"] * 3)
        here = stage.panel.rows.item
        await until(pilot, lambda: stage.panel._looking is None)
        assert len(stage.panel.rows.items) == len(titles)
        assert (stage.panel.rows.item, stage.panel.rows.cursor) == (here, 3)
        assert "looking" not in stage.heading_text


async def test_what_is_typed_next_ends_looking_for_what_was_typed_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(palette_panel, "SLICE", 0.0)
    titles = [f"湖 {number}" for number in range(5 * BLOCK)]
    stage = Stage(palette(titles))
    async with stage.run_test(size=SIZE) as pilot:
        await press(pilot, "湖", "space", *"639")
        await until(pilot, lambda: stage.panel._looking is None)
        await at_rest(pilot)
        assert [stage.panel.result(item) for item in stage.panel.rows.items] == [Picked(document=639)]


@given(
    st.lists(st.lists(lines, min_size=1, max_size=3), max_size=12),
    st.one_of(lines, st.sampled_from(("a", "x2", "hb"))),
    st.integers(1, 5),
)
def test_names_are_found_as_one_by_one(names: list[list[str]], typed: str, block: int) -> None:
    asked: list[int] = []

    def names_of(number: int) -> Sequence[str]:
        asked.append(number)
        return names[number]

    wanted, answers = Wanted(typed), finder(typed)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(name_index, "BLOCK", block)
        index = NameIndex(len(names), names_of)
        found = dict(one for part in index.find(wanted) for one in part)
        assert dict(one for part in index.find(wanted) for one in part) == found
    assert asked == list(range(len(names)))
    if wanted.folded and OR not in typed:
        expected = {
            number
            for number, some in enumerate(names)
            if any(map(answers, (name_index.LINE_ENDS.sub(" ", one) for one in some)))
        }
        assert set(found) == expected
    for number, how in found.items():
        begins = any(fold(one).startswith(wanted.folded) for one in names[number])
        assert (how is Fit.START) == begins


@given(st.lists(st.lists(st.integers(0, 9), max_size=4), max_size=5))
def test_joined_lists_are_one_list(parts: list[list[int]]) -> None:
    joined, whole = Joined(*parts), [one for part in parts for one in part]
    assert list(joined) == whole
    assert len(joined) == len(whole)
    assert [joined[number] for number in range(-len(whole), len(whole))] == whole * 2
    assert joined[1:3] == whole[1:3]
    for item in range(10):
        assert joined.position(item) == (whole.index(item) if item in whole else None)
    with pytest.raises(IndexError):
        joined[len(whole)]


def test_what_is_appended_later_is_not_in_joined_lists() -> None:
    part = [1, 2]
    joined = Joined(part, [5])
    part.append(3)
    assert list(joined) == [1, 2, 5]


def test_fits_are_ordered_the_best_first() -> None:
    assert all(
        one < other for one, other in pairwise((Fit.START, Fit.WORD, Fit.INITIALS, Fit.INSIDE, Fit.INITIALS_INSIDE))
    )
