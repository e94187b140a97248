"""Focus: one paragraph is lit, wherever the reader opens a document or jumps to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader.app import themes
from reader.app.application import ReaderApp
from reader.library.library import Library
from tests.app.driving import press, reading, settled

if TYPE_CHECKING:
    from pathlib import Path

    from reader.app.page_view import PageView
    from reader.library.state import State


def lit(page: PageView) -> set[int]:
    """Return where the paragraphs begin that are shown in another style than what is dimmed."""
    dimmed = {page.paint_style(name, "dimmed") for name in ("", "title", "heading", "person", "organization", "other")}
    return {
        line.paragraph.span.start
        for y, line in enumerate(page.lines)
        if line is not None
        and any(segment.text.strip("▐◂ ▸*") and segment.style not in dimmed for segment in page.render_line(y))
    }


async def test_a_document_left_inside_a_paragraph_opens_with_that_paragraph_lit(folder: Path, state: State) -> None:
    first, second = "山" * 200, "湖" * 2000
    (folder / "0.txt").write_text(f"{first}\n\n{second}\n", encoding="utf-8")
    source = str(folder / "0.txt")
    app = ReaderApp(Library([source]), state)
    async with app.run_test(size=(60, 12)) as pilot:
        await settled(pilot)
        app.change_setting("focus", True)
        await press(pilot, "space", "space")
    again = ReaderApp(Library([source]), state)
    again.settings = app.settings
    async with again.run_test(size=(60, 12)) as pilot:
        await settled(pilot)
        page = reading(again).page
        assert page.top_offset > len(first) + 2
        assert lit(page) == {len(first) + 2}


async def test_a_jump_to_the_start_and_the_way_back_leave_something_lit(app: ReaderApp) -> None:
    async with app.run_test(size=(60, 12)) as pilot:
        await settled(pilot)
        await press(pilot, "enter", "z", "G")
        page = reading(app).page
        assert lit(page)
        await press(pilot, "g")
        assert page.top_offset == 0
        assert lit(page) == {0}
        await press(pilot, "backspace")
        assert page.top_offset > 0
        assert lit(page)


async def test_a_jump_to_a_heading_lights_it(folder: Path, state: State) -> None:
    text = "".join(f"第{number}章　湖上\n\n" + "今天的湖面很安静。\n\n" * 20 for number in range(1, 5))
    (folder / "0.txt").write_text(text, encoding="utf-8")
    app = ReaderApp(Library([str(folder / "0.txt")]), state)
    async with app.run_test(size=(60, 14)) as pilot:
        await settled(pilot)
        app.change_setting("focus", True)
        start = text.index("第3章")
        reading(app).jump_to(start)
        await pilot.pause()
        assert lit(reading(app).page) == {start}


@pytest.mark.parametrize("theme", [theme.name for theme in themes.ALL])
async def test_a_name_that_stands_out_can_be_read_in_a_dimmed_paragraph_too(app: ReaderApp, theme: str) -> None:
    async with app.run_test(size=(60, 12)) as pilot:
        await settled(pilot)
        await press(pilot, "enter")
        app.change_setting("theme", theme)
        await settled(pilot)
        page = reading(app).page
        plain = page.paint_style("dimmed")
        for name in ("chosen", "hit", "person chosen"):
            dimmed = page.paint_style(*name.split(), "dimmed")
            assert (dimmed.color, dimmed.bgcolor) == (plain.color, page.rich_style.bgcolor)
            assert dimmed.underline
