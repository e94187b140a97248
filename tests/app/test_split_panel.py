"""Taking apart two people under one name: what is ticked goes, and there is always something on both sides."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.app import keys
from reader.app.bars import KeyLine
from reader.app.remapping import remapped
from reader.app.split_panel import DocumentShare, NameShare, Split, SplitPanel
from reader.page.cells import width
from tests.app.driving import press, screen_text, shown, text_of
from tests.app.stage import Stage

if TYPE_CHECKING:
    from collections.abc import Iterator


NAMES = (NameShare("方小舟", 30), NameShare("小舟", 4))
DOCUMENTS = (DocumentShare(3, "木屋里的书", 20), DocumentShare(7, "离开的人", 9), DocumentShare(8, "湖边", 105))


def stage(names: tuple[NameShare, ...] = NAMES, documents: tuple[DocumentShare, ...] = DOCUMENTS) -> Stage[SplitPanel]:
    return Stage(SplitPanel("方小舟", names, documents))


@pytest.fixture(autouse=True)
def own_keys() -> Iterator[None]:
    """Have the keys of the table before and after each test."""
    keys.use({})
    yield
    keys.use({})


async def test_names_and_documents_are_listed_with_their_counts() -> None:
    app = stage()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "What of 方小舟 belongs to somebody else?" in app.heading_text
        assert [row for row in shown(app.panel.rows) if row] == [
            "▸ [ ] name       30  方小舟",
            "  [ ] name        4  小舟",
            "  [ ] document   20  木屋里的书",
            "  [ ] document    9  离开的人",
            "  [ ] document  105  湖边",
        ]


async def test_the_spellings_of_a_name_are_one_row() -> None:
    app = stage((NameShare("小舟", 4), NameShare("陸思遠", 2), NameShare("陆思远", 7)), DOCUMENTS[:1])
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "space")
        assert [row for row in shown(app.panel.rows) if row] == ["  [✓] name  9  陆思远", "▸ [ ] name  4  小舟"]
        await press(pilot, "enter")
    assert app.results == [Split(("陆思远",), ())]


async def test_what_is_ticked_is_split_off() -> None:
    app = stage()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "down", "space", "space", "down")
        assert "2 ticked" in app.heading_text
        await press(pilot, "up", "up", "space", "space")
        assert [row[:6] for row in shown(app.panel.rows)[:5]] == ["  [ ] ", "  [✓] ", "  [ ] ", "  [✓] ", "▸ [ ] "]
        await press(pilot, "enter")
    assert app.results == [Split(("小舟",), (7,))]


async def test_a_click_ticks_and_chooses_nothing() -> None:
    app = stage()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.click("#rows", offset=(5, 4))
        await pilot.pause()
        assert app.screen is app.panel
        assert shown(app.panel.rows)[4].startswith("▸ [✓]")
        await pilot.click("#rows", offset=(5, 4))
        await pilot.pause()
        await press(pilot, "enter")
        assert app.screen is app.panel
        assert "Nothing is ticked: Space ticks a row." in app.heading_text


async def test_all_names_or_all_documents_cannot_be_split_off() -> None:
    app = stage()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "space", "space", "enter")
        assert "With all names nobody would be left" in app.heading_text
        await press(pilot, "home", "space", "space", "space", "space", "space", "enter")
        assert "With all documents nobody would be left" in app.heading_text
        await press(pilot, "space", "enter")
    assert app.results == [Split((), (3, 7))]


async def test_one_name_alone_is_not_offered_nor_is_one_document() -> None:
    app = stage(NAMES[:1])
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "name " not in app.list_text
        await press(pilot, "space", "enter")
    assert app.results == [Split((), (3,))]
    nothing = stage(NAMES[:1], DOCUMENTS[:1])
    async with nothing.run_test(size=(80, 24)) as pilot:
        await press(pilot, "space", "enter")
        assert nothing.screen is nothing.panel
        assert "There is one name in one document" in nothing.list_text


async def test_the_keys_stand_below_also_in_small_terminals_and_others_hold() -> None:
    keys.use(remapped({"split.tick": "x"}).keys)
    app = stage()
    async with app.run_test(size=(40, 12)) as pilot:
        app.set_keymap(keys.keymap())
        await press(pilot, "space", "x")
        assert text_of(app.panel.query_one(KeyLine)) == " x tick  Enter split off  Esc close"
        assert screen_text(app).splitlines()[-1] == " x tick  Enter split off  Esc close"
        await press(pilot, "enter")
    assert app.results == [Split(("方小舟",), ())]


shares = st.lists(st.builds(NameShare, st.text(), st.integers(0, 10**6)), max_size=4).map(tuple)
titled = st.lists(st.builds(DocumentShare, st.integers(0, 9), st.text(), st.integers(0, 10**6)), max_size=4).map(tuple)


@given(shares, titled, st.integers(20, 110))
def test_rows_are_of_one_width_whatever_is_in_a_name(
    names: tuple[NameShare, ...], documents: tuple[DocumentShare, ...], cells: int
) -> None:
    panel = SplitPanel("方小舟", names, documents)
    for row in (panel.paint(share, cells) for share in panel.all_items()):
        assert sum(width(text) for text, _name in row) == cells
        assert all("\n" not in text and "\x1b" not in text for text, _name in row)
