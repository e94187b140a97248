"""Why a place is a mention: the words that told of the name are quoted as they are read, the place stays in sight."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reader.app.application import ReaderApp
from reader.app.contexts import Context
from reader.app.correction_panel import CorrectionPanel
from reader.app.entity_panel import EntityPanel
from reader.app.why_panel import WhyPanel
from reader.library.library import Library
from reader.page.cells import ELLIPSIS, width
from reader.scripts.script import Script
from tests.app.driving import press, reading, screen_text, settled, shown

if TYPE_CHECKING:
    from pathlib import Path

    from reader.library.state import State

FILLER = "后来雨停了，咖啡凉了，他们还在说书里的事。\n\n"
TEXT = f"木屋里的书\n\n{FILLER * 30}山里下着雨，写书的陆思远（Siyuan Lu）来了，带着一本书。\n\n{FILLER}陆思远走了。\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "木屋"
    folder.mkdir()
    (folder / "1.txt").write_text(TEXT, encoding="utf-8")
    return folder


def made(folder: Path, state: State, script: Script) -> ReaderApp:
    return ReaderApp(Library([str(folder)], with_shipped=False), state, script)


@pytest.mark.parametrize("size", [(80, 24), (100, 40), (40, 30)])
@pytest.mark.parametrize(("script", "quote"), [(Script.ORIGINAL, "写书的陆思远"), (Script.TW, "寫書的陸思遠")])
async def test_the_words_that_told_of_a_name_are_quoted_and_the_place_stays_in_sight(
    folder: Path, state: State, size: tuple[int, int], script: Script, quote: str
) -> None:
    app = made(folder, state, script)
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        await press(pilot, "enter", "G", "tab", "n")
        before = reading(app).page.in_view
        await press(pilot, "W")
        panel = app.screen
        assert isinstance(panel, WhyPanel)
        await pilot.pause()
        text = screen_text(app)
        assert f"{quote}（SiyuanLu）" in "".join("".join(text.splitlines()[-7:]).replace("│", "").split())
        top = next(y for y, line in enumerate(text.splitlines()) if "陆思远  " in line or "陸思遠  " in line)
        assert top > size[1] // 2 - 3
        assert any(quote[-3:] in line for line in text.splitlines()[: top - 1])
        await press(pilot, "escape")
        assert reading(app).page.in_view == before


async def test_a_panel_of_one_row_is_as_high_as_that(folder: Path, state: State) -> None:
    app = made(folder, state, Script.ORIGINAL)
    async with app.run_test(size=(80, 40)) as pilot:
        await settled(pilot)
        await press(pilot, "enter", "G", "tab", "W")
        panel = app.screen
        assert isinstance(panel, WhyPanel)
        await pilot.pause()
        assert panel.rows.size.height == len(panel.rows.items)


async def test_who_is_told_of_is_corrected_at_the_key_of_the_page(folder: Path, state: State) -> None:
    app = made(folder, state, Script.ORIGINAL)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "enter", "G", "tab", "W", "x")
        assert isinstance(app.screen, CorrectionPanel)
        assert "means 陆思远" in screen_text(app)


async def test_the_card_quotes_them_too(folder: Path, state: State) -> None:
    app = made(folder, state, Script.TW)
    async with app.run_test(size=(80, 30)) as pilot:
        await settled(pilot)
        await press(pilot, "enter", "G", "tab", "enter")
        panel = app.screen
        assert isinstance(panel, EntityPanel), panel
        assert any("寫書的陸思遠（Siyuan Lu）來了" in line for line in shown(panel.rows))


texts = st.text("山里下着雨ab,，", max_size=60)


@given(texts, texts, texts, st.integers(0, 120))
@example("a", "aa下下下", "", 8)
@example("a", "a下", "a", 4)
def test_a_context_takes_the_cells_there_are_and_says_where_it_is_cut(
    before: str, text: str, after: str, cells: int
) -> None:
    painting = Context(before, text, after).quoted(cells)
    told = "".join(part for part, _style in painting)
    assert width(told) <= cells
    if width(before + text + after) <= cells:
        assert told == before + text + after
    elif width(text) == cells:
        assert told == text
    elif cells:
        assert ELLIPSIS in told
