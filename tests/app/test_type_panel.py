"""Saying who or what something is: the types there are, and any other that is typed."""

from __future__ import annotations

from reader.app.type_panel import TYPES, TypePanel
from tests.app.driving import press, shown
from tests.app.stage import Stage


def stage(now: str = "person", own: tuple[str, ...] = ()) -> Stage[TypePanel]:
    return Stage(TypePanel("方小舟", now, own))


async def test_all_types_are_listed_those_of_the_lists_too_with_a_mark_at_the_one_that_holds() -> None:
    app = stage("product", ("ship", "person"))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert app.heading_text.strip().startswith("Who or what is 方小舟?")
        rows = [row for row in shown(app.panel.rows) if row]
        assert [row for row in rows if "✓" in row] == ["▸ ✓ product"]
        assert "    test or contest  benchmark" in rows
        assert [item for item in app.panel.rows.items if item not in TYPES] == ["ship"]
        await press(pilot, "up", "enter")
    assert app.results == ["organization"]


async def test_another_type_is_offered_when_it_is_typed() -> None:
    app = stage()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, *"river")
        assert shown(app.panel.rows)[0] == "▸   river  new type"
        await press(pilot, "enter")
    assert app.results == ["river"]


async def test_a_type_that_answers_to_what_is_typed_goes_before_a_new_one() -> None:
    app = stage()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, *"org")
        assert app.panel.rows.items == ["organization", "org"]
        await press(pilot, *"anization")
        assert app.panel.rows.items == ["organization"]


async def test_what_cannot_be_a_type_is_told_and_the_panel_stays() -> None:
    app = stage()
    async with app.run_test(size=(40, 12)) as pilot:
        await press(pilot, *"河 1", "enter")
        assert app.screen is app.panel
        assert "A type is a word in small letters" in app.list_text
        await press(pilot, "escape")
    assert app.results == [None]
