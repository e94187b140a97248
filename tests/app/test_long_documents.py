"""A long document opens at its first page before all of it is read, and is whole from then on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader.app.application import ReaderApp
from reader.library.library import LONG, Library
from tests.app.driving import press, reading, settled, text_of

if TYPE_CHECKING:
    from pathlib import Path

    from reader.library.state import State

SENTENCE = "李文翰在湖邊研究所說話，今天的湖面很安靜，風從山裡吹來。"
PARAGRAPHS = LONG // (3 * len(SENTENCE)) + 100


@pytest.fixture
def novel(folder: Path) -> Path:
    for name in ("1.txt", "2.txt", "3.md"):
        (folder / name).unlink()
    text = "".join(f"第{number}段{SENTENCE}\n\n" for number in range(PARAGRAPHS))
    (folder / "novel.txt").write_text(text, encoding="utf-8")
    (folder / "short.txt").write_text(SENTENCE, encoding="utf-8")
    return folder / "novel.txt"


async def test_it_opens_at_its_start_and_is_whole(novel: Path, state: State) -> None:
    app = ReaderApp(Library([str(novel.parent)]), state)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "enter")
        screen = reading(app)
        assert text_of(screen.page).startswith("   第0段李文翰")
        assert screen.document is not None
        assert screen.page.text == novel.read_text(encoding="utf-8")
        assert screen.page.mentions_in_view()
        await press(pilot, "end")
        assert f"第{PARAGRAPHS - 1}段" in text_of(screen.page)


async def test_the_status_line_never_tells_of_the_document_before(novel: Path, state: State) -> None:
    app = ReaderApp(Library([str(novel.parent)]), state)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "down", "enter")
        screen = reading(app)
        assert SENTENCE in text_of(screen.status)
        screen.begin_anew()
        app.library._open.clear()
        assert screen.show_beginning(0, lambda: None)
        assert SENTENCE not in text_of(screen.status)


async def test_a_key_pressed_at_once_is_not_lost(novel: Path, state: State) -> None:
    app = ReaderApp(Library([str(novel.parent)]), state)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("enter", "space", "space")
        await pilot.pause()
        assert reading(app).page.top_offset > 0
        assert "第0段" not in text_of(reading(app).page)


async def test_it_opens_again_where_it_was_left(novel: Path, state: State) -> None:
    for place in (("space",), ("end",)):
        app = ReaderApp(Library([str(novel.parent)]), state)
        async with app.run_test(size=(80, 24)) as pilot:
            await settled(pilot)
            await press(pilot, "enter", *place)
            left = text_of(reading(app).page)
        again = ReaderApp(Library([str(novel.parent)]), state)
        async with again.run_test(size=(80, 24)) as pilot:
            await settled(pilot)
            await press(pilot, "enter")
            assert text_of(reading(again).page) == left


async def test_one_that_turns_out_not_to_be_text_leads_back_to_the_list_with_the_reason(
    novel: Path, state: State
) -> None:
    data = bytearray(novel.read_bytes())
    data[-100] = 0xFF
    novel.write_bytes(data)
    app = ReaderApp(Library([str(novel.parent)]), state)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "home", "enter")
        assert app.screen is app.library_screen
        assert "not UTF-8 text" in text_of(app.library_screen.status)


async def test_a_jump_before_all_of_it_is_read_remembers_the_right_document(novel: Path, state: State) -> None:
    app = ReaderApp(Library([str(novel.parent)]), state)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "enter")
        screen = reading(app)
        screen.begin_anew()
        app.library._open.clear()
        assert screen.show_beginning(0, lambda: None)
        screen.action_end()
        assert app.memory.history.behind[-1].document == 0
