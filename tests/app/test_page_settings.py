"""How the page is set: live, remembered, and never at the cost of the place."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pytest

from reader.app.application import ReaderApp
from reader.app.settings import DEFAULTS, load
from reader.library.library import Library
from reader.library.locations import settings_file
from reader.page.cells import width
from tests.app.conftest import FILLER_HANT
from tests.app.driving import press, reading, settled, shown, text_of

if TYPE_CHECKING:
    from pathlib import Path

    from textual.pilot import Pilot

    from reader.library.state import State


async def opened(pilot: Pilot[int], *keys: str) -> None:
    await settled(pilot)
    await press(pilot, "enter", *keys)


async def test_two_columns_show_what_follows_in_the_second(app: ReaderApp) -> None:
    async with app.run_test(size=(120, 24)) as pilot:
        await opened(pilot)
        one = "".join("".join(shown(reading(app).page)).split())
        await press(pilot, "c")
        page = reading(app).page
        assert len(page.view.columns.starts) == 2
        first, second = ([line for line in column if line is not None] for column in page.view.lines)
        assert first[-1].end <= second[0].start
        assert page.text[first[-1].end : second[0].start].strip() == ""
        assert page.view.lines[1][0] is not None
        await press(pilot, "c")
        assert "".join("".join(shown(page)).split()) == one


async def test_paging_through_two_columns_shows_all_text_once(app: ReaderApp) -> None:
    async with app.run_test(size=(120, 12)) as pilot:
        await opened(pilot, "c")
        page = reading(app).page
        seen = ""
        for _ in range(40):
            view = page.view
            seen += "".join(line.paragraph.text_of(line.row) for line in view.shown)
            if page.progress == 1.0:
                break
            await press(pilot, "space")
        assert "".join(seen.split()) == "".join(page.text.split())


@pytest.mark.parametrize("name", ["measure", "margin", "paragraph_spacing", "line_spacing", "indent", "hanging"])
async def test_the_first_line_stays_when_the_page_is_set_in_another_way(app: ReaderApp, name: str) -> None:
    values = {"measure": 44, "margin": 20, "paragraph_spacing": 2, "line_spacing": 1, "indent": 2, "hanging": True}
    async with app.run_test(size=(100, 20)) as pilot:
        await opened(pilot, "space", "space")
        top = reading(app).page.top_offset
        before = text_of(reading(app).page)
        app.change_setting(name, values[name])
        await pilot.pause()
        line = reading(app).page.lines[0]
        assert line is not None
        assert line.start <= top < line.end
        app.change_setting(name, getattr(DEFAULTS, name))
        await pilot.pause()
        assert text_of(reading(app).page) == before


async def test_the_measure_and_the_spacing_are_what_was_asked_for(app: ReaderApp) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        await opened(pilot)
        app.change_setting("measure", 40)
        app.change_setting("line_spacing", 1)
        app.change_setting("paragraph_spacing", 2)
        await pilot.pause()
        view = reading(app).page.view
        rows = [line for line in view.lines[0] if line is not None]
        assert max(line.paragraph.rows[line.row].width for line in rows) <= 40
        gaps = [view.lines[0].index(two) - view.lines[0].index(one) - 1 for one, two in itertools.pairwise(rows)]
        inside = [one.paragraph is two.paragraph for one, two in itertools.pairwise(rows)]
        assert set(zip(inside, gaps, strict=True)) == {(True, 1), (False, 3)}


async def test_an_indent_opens_paragraphs_but_not_headings(app: ReaderApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        plain = shown(reading(app).page)
        app.change_setting("indent", 2)
        await pilot.pause()
        indented = shown(reading(app).page)
        assert indented[0] == plain[0]
        text = next(line for line in indented if FILLER_HANT[:5] in line)
        flush = next(line for line in plain if FILLER_HANT[:5] in line)
        assert len(text) - len(text.lstrip()) == len(flush) - len(flush.lstrip()) + 4


async def test_focus_dims_all_but_one_paragraph_and_moves_by_paragraphs(app: ReaderApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "z")
        page = reading(app).page

        def lit() -> set[int]:
            plain = page.paint_style()
            found = set()
            for y, line in enumerate(page.lines):
                if line is not None:
                    colours = {
                        segment.style.color
                        for segment in page.render_line(y)
                        if segment.style and segment.text.strip("▐◂ ▸")
                    }
                    if plain.color in colours or page.paint_style("person").color in colours:
                        found.add(line.paragraph.span.start)
            return found

        assert lit() == {0}
        await press(pilot, "down")
        second = page.text.index("李文翰")
        assert lit() == {second}
        await press(pilot, "up")
        assert lit() == {0}
        await press(pilot, "z")
        assert len(lit()) > 2


async def test_what_was_set_is_remembered_in_a_file_people_can_read(app: ReaderApp, folder: Path, state: State) -> None:
    async with app.run_test(size=(120, 24)) as pilot:
        await opened(pilot, "c")
        app.change_setting("theme", "sepia")
        await pilot.pause(0.6)
    text = settings_file().read_text(encoding="utf-8")
    assert "columns = 2" in text
    assert 'theme = "sepia"' in text
    again = ReaderApp(Library([str(folder)]), state, loaded=load(settings_file()))
    async with again.run_test(size=(120, 24)) as pilot:
        await opened(pilot)
        assert again.theme == "sepia"
        assert len(reading(again).page.view.columns.starts) == 2


async def test_hanging_marks_stand_in_the_margin(app: ReaderApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        app.change_setting("hanging", True)
        for measure in range(20, 60):
            app.change_setting("measure", measure)
            await pilot.pause()
            page = reading(app).page
            for line in page.view.shown:
                assert line.paragraph.rows[line.row].width <= measure + 2
            hangs = [line for line in page.view.shown if line.paragraph.rows[line.row].width > measure]
            if hangs:
                break
        assert hangs
        text = hangs[0].paragraph.text_of(hangs[0].row)
        assert text[-1] in "，。、"
        rendered = next(row for row in shown(page) if text in row)
        assert width(rendered.rstrip("▐◂ ")) <= 78
