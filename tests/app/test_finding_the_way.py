"""Finding the way: contents, percentages, bookmarks, the palette, and the way back, also after a restart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.events import MouseScrollDown

from reader.app.application import ReaderApp
from reader.app.bookmarks_panel import BookmarksPanel
from reader.app.contents_panel import ContentsPanel
from reader.app.palette_panel import PalettePanel
from reader.library.bookmarks import Bookmarks
from reader.library.library import Library
from reader.library.state import State
from reader.scripts.script import Script
from tests.app.driving import press, reading, settled, shown, styled, text_of, until

if TYPE_CHECKING:
    from pathlib import Path

    from textual.pilot import Pilot

    from reader.app.reading_screen import ReadingScreen
    from reader.library.walk import Place

CHAPTERS = "".join(f"第{number}章　湖上\n\n" + "今天的湖面很安静，风从山里吹来。\n\n" * 30 for number in range(1, 9))


@pytest.fixture
def novel(folder: Path) -> Path:
    (folder / "0.txt").write_text("湖上的故事\n\n" + CHAPTERS, encoding="utf-8")
    return folder


async def opened(pilot: Pilot[int], *keys: str) -> None:
    await settled(pilot)
    await press(pilot, "enter", *keys)


async def test_the_contents_tell_where_one_is_and_lead_to_a_chapter_and_back(novel: Path, state: State) -> None:
    app = ReaderApp(Library([str(novel)]), state)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, *["space"] * 9)
        top = reading(app).page.top_offset
        await press(pilot, "t")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        panel = app.screen
        assert isinstance(panel, ContentsPanel)
        before = reading_behind(app).page.text.rindex("章", 0, top + 1)
        chosen = panel.rows.item
        assert chosen is not None
        assert f"第{panel.rows.cursor + 1}章" in "".join(shown(panel.rows)[panel.rows.cursor])
        assert reading_behind(app).page.text.startswith(f"第{panel.rows.cursor + 1}章", before - 2)
        await press(pilot, "end", "enter")
        assert "第8章" in shown(reading(app).page)[0]
        await press(pilot, "backspace")
        assert reading(app).page.top_offset == top


async def here_in_contents(app: ReaderApp, pilot: Pilot[int]) -> str:
    """Return the row of the contents that says that the reader is there."""
    await press(pilot, "t")
    panel = app.screen
    assert isinstance(panel, ContentsPanel)
    await until(pilot, lambda: " here " in text_of(panel.rows))
    return next(line for line in shown(panel.rows) if " here " in line)


@pytest.mark.parametrize("name", ["0.txt", "0.md"])
async def test_one_is_in_the_chapter_that_was_chosen_also_in_the_last_short_one_and_later(
    folder: Path, state: State, name: str
) -> None:
    text = CHAPTERS + "第9章　归来\n\n今天的湖面很安静，风从山里吹来。\n"
    (folder / name).write_text(text.replace("第", "## 第") if name.endswith("md") else text, encoding="utf-8")
    app = ReaderApp(Library([str(folder / name)]), state)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "t", *"5章", "enter")
        assert "第5章" in await here_in_contents(app, pilot)
        await press(pilot, "escape", "q", "enter")
        assert "第5章" in await here_in_contents(app, pilot)
        await press(pilot, "escape", "t", *"9章", "enter")
        assert "第9章" in await here_in_contents(app, pilot)
        await press(pilot, "escape", "backspace")
        assert "第5章" in shown(reading(app).page)[0]


async def test_a_share_that_is_typed_in_the_contents_fills_the_page_and_leads_back(novel: Path, state: State) -> None:
    app = ReaderApp(Library([str(novel / "0.txt")]), state)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "space", "end")
        end, top = reading(app).page.top_offset, 0
        await press(pilot, "home", "space")
        top = reading(app).page.top_offset
        await press(pilot, "t", *"100", "enter")
        assert reading(app).page.top_offset == end
        await press(pilot, "backspace")
        assert reading(app).page.top_offset == top


def reading_behind(app: ReaderApp) -> ReadingScreen:
    assert app.reading is not None
    return app.reading


async def test_moving_in_the_contents_shows_the_chapter_behind_and_leaving_comes_back(
    novel: Path, state: State
) -> None:
    app = ReaderApp(Library([str(novel)]), state)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "t")
        await pilot.app.workers.wait_for_complete()
        await press(pilot, "down", "down", "down")
        assert app.reading is not None
        assert app.reading.page.top_offset > 0
        await press(pilot, "escape")
        assert reading(app).page.top_offset == 0


@pytest.mark.parametrize(
    ("typed", "share"), [("50", 0.5), ("0", 0), ("99.5", 0.995), ("5.", 0.05), (".5", 0.005), ("150", 1)]
)
async def test_a_percentage_leads_there_and_back(app: ReaderApp, typed: str, share: float) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "space")
        top = reading(app).page.top_offset
        await press(pilot, "%", *typed, "enter")
        page = reading(app).page
        target = share * len(page.text.rstrip())
        start, end = page.in_view
        assert start <= target <= end
        await press(pilot, "backspace")
        assert page.top_offset == top


async def test_a_bookmark_is_set_listed_gone_to_and_taken_away(app: ReaderApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "space", "space", "b")
        page = reading(app).page
        marked = page.top_offset
        assert shown(page)[0].lstrip().startswith("* ")
        assert any(line.endswith("◂") for line in shown(page))
        await press(pilot, "home", "apostrophe")
        assert isinstance(app.screen, BookmarksPanel)
        await press(pilot, "enter")
        start, end = page.in_view
        assert start <= marked < end
        await press(pilot, "b")
        assert not page.bookmarks


async def test_a_bookmark_that_another_app_has_removed_goes_from_the_page_where_the_list_is_opened(
    app: ReaderApp, tmp_path: Path
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "b")
        page, document = reading(app).page, reading(app).document
        assert document is not None
        of_another = Bookmarks(State(tmp_path / "state.sqlite"))
        for bookmark in of_another.of_document(document.name, document.digest, document.text):
            of_another.remove(bookmark)
        assert page.bookmarks
        await press(pilot, "apostrophe", "escape")
        assert not page.bookmarks


async def said(app: ReaderApp, pilot: Pilot[int], text: str) -> None:
    """Wait until something is said in the status line."""
    await until(pilot, lambda: text in text_of(reading(app).status))


async def test_a_note_that_is_taken_away_with_its_bookmark_is_brought_back(app: ReaderApp) -> None:
    async with app.run_test(size=(100, 24)) as pilot:
        await opened(pilot, "space", "B", *"ask her", "enter", "b")
        page = reading(app).page
        assert not page.bookmarks
        await said(app, pilot, "bookmark removed · u undoes it")
        await press(pilot, "u")
        assert page.bookmarks
        await said(app, pilot, "undone: bookmark removed")
        await press(pilot, "U")
        assert not page.bookmarks
        await press(pilot, "apostrophe", "ctrl+z")
        assert "ask her" in text_of(app.screen.query_one("#rows"))
        await press(pilot, "delete", "escape")
        assert not page.bookmarks
        await press(pilot, "u", "apostrophe")
        assert "ask her" in text_of(app.screen.query_one("#rows"))


async def test_a_note_that_is_emptied_or_changed_is_said_and_brought_back(app: ReaderApp) -> None:
    async with app.run_test(size=(100, 24)) as pilot:
        await opened(pilot, "B", "enter")
        await said(app, pilot, "bookmark set")
        await press(pilot, "B", *"one", "enter")
        await said(app, pilot, "note kept")
        await press(pilot, "B", *" two", "enter")
        await said(app, pilot, "note changed · u undoes it")
        await press(pilot, "B", "ctrl+u", "enter")
        await said(app, pilot, "note removed · u undoes it")
        assert reading(app).page.bookmarks
        await press(pilot, "u", "apostrophe")
        assert "one two" in text_of(app.screen.query_one("#rows"))
        app.memory.bookmarks._database.write(("update bookmark set note = 'by another copy'", ()))
        await press(pilot, "escape", "U")
        await said(app, pilot, "somebody else has changed “")
        await press(pilot, "U")
        await said(app, pilot, "Nothing to redo.")


async def test_a_note_is_kept_over_a_restart_and_a_rename(app: ReaderApp, folder: Path, state: State) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "space", "B", *"ask her", "enter")
    (folder / "1.txt").rename(folder / "9.txt")
    again = ReaderApp(Library([str(folder)]), state)
    async with again.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "apostrophe")
        assert "ask her" in text_of(again.screen.query_one("#rows"))
        await press(pilot, "enter")
        assert reading(again).document is not None
        assert reading(again).document.name.endswith("9.txt")  # type: ignore[union-attr]
        assert reading(again).page.bookmarks


async def test_the_way_back_leads_through_a_file_that_was_renamed(app: ReaderApp, folder: Path, state: State) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "space", "space")
        top = reading(app).page.top_offset
        await press(pilot, "end")
    (folder / "1.txt").rename(folder / "9.txt")
    again = ReaderApp(Library([str(folder)]), state)
    async with again.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "enter", "backspace")
        document = reading(again).document
        assert document is not None
        assert document.name.endswith("9.txt")
        assert reading(again).page.top_offset == top


async def test_the_way_back_leads_through_a_folder_that_was_moved(app: ReaderApp, folder: Path, state: State) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "space", "space")
        top = reading(app).page.top_offset
        await press(pilot, "end")
    again = ReaderApp(Library([str(folder.rename(folder.parent / "elsewhere"))]), state)
    async with again.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "backspace")
        assert reading(again).page.top_offset == top


@pytest.mark.parametrize("while_open", [False, True], ids=["between two runs", "in one run"])
async def test_the_way_back_leads_to_the_same_passage_of_a_file_that_was_edited(
    folder: Path, state: State, while_open: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reader.library.library.OPEN_DOCUMENTS", 1)
    lines = "".join(f"第{number}行，今天的湖面很安静，李文翰还在等。\n\n" for number in range(200))
    (folder / "1.txt").write_text(f"湖\n\n{lines}", encoding="utf-8")
    app = ReaderApp(Library([str(folder)]), state)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "space", "space", "tab")
        first = shown(reading(app).page)[0].rstrip("▐◂ ")
        assert "行" in first
        start = reading(app).place
        assert start is not None
        await press(pilot, "ctrl+p", *"离开的人", "enter")
        assert reading(app).number == 1
        (folder / "1.txt").write_text(f"湖\n\n添了许多字在前面，\n\n{lines[40:]}", encoding="utf-8")
        if while_open:
            await press(pilot, "backspace")
            await same_passage(app, first, start)
    if not while_open:
        again = ReaderApp(Library([str(folder)]), state)
        async with again.run_test(size=(80, 24)) as pilot:
            await opened(pilot, "backspace")
            await same_passage(again, first, start)


async def same_passage(app: ReaderApp, first: str, before: Place) -> None:
    page = reading(app).page
    assert shown(page)[0].rstrip("▐◂ ") == first
    place = reading(app).place
    assert place is not None
    assert place.start != before.start
    assert page.text[place.start : place.end] == "李文翰"
    assert page.in_view[0] <= place.start < page.in_view[1]


@pytest.mark.parametrize("typed", ["余发", "余發", "yf", "lwh", "leon", "李文"])
async def test_the_palette_finds_people_in_any_spelling(app: ReaderApp, typed: str) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "ctrl+p")
        assert isinstance(app.screen, PalettePanel)
        await press(pilot, *typed, "enter")
        await settled(pilot)
        choice = reading(app).choice
        assert choice is not None
        assert choice.entity == ("yu-fa" if typed in ("余发", "余發", "yf") else "li-wen")


async def test_the_palette_does_commands_and_opens_documents(app: ReaderApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "ctrl+p", *"script.original", "enter")
        assert app.script is Script.ORIGINAL
        await press(pilot, "ctrl+p", *"离开的人", "enter")
        assert reading(app).number == 1
        await press(pilot, "ctrl+p", *"湖边的一天", "enter")
        assert reading(app).number == 0
        await press(pilot, "backspace")
        assert reading(app).number == 1


async def test_the_way_back_outlives_a_restart(app: ReaderApp, folder: Path, state: State) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "tab", "n", "n")
        number, anchor = reading(app).number, reading(app).page.top_offset
        await press(pilot, "n")
        assert (reading(app).number, reading(app).page.top_offset) != (number, anchor)
    again = ReaderApp(Library([str(folder)]), state)
    async with again.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await press(pilot, "backspace")
        assert (reading(again).number, reading(again).page.top_offset) == (number, anchor)
        choice = reading(again).choice
        assert choice is not None
        assert choice.walk.places


async def test_what_was_followed_is_followed_again_when_a_document_is_opened(
    app: ReaderApp, folder: Path, state: State
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "tab")
    again = ReaderApp(Library([str(folder)]), state)
    async with again.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        choice = reading(again).choice
        assert choice is not None
        assert choice.entity == "li-wen"
        await press(pilot, "n")
        assert reading(again).place is not None


async def test_a_search_is_followed_again_too(app: ReaderApp, folder: Path, state: State) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "slash", *"湖面")
        await settled(pilot)
        await press(pilot, "enter")
    again = ReaderApp(Library([str(folder)]), state)
    async with again.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await settled(pilot)
        choice = reading(again).choice
        assert choice is not None
        assert choice.query == "湖面"
        assert choice.walk.places


async def test_all_hits_of_a_search_stand_out_and_are_marked_beside_the_scroll_bar(app: ReaderApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "slash", *"湖面")
        await settled(pilot)
        await press(pilot, "enter")
        await settled(pilot)
        page = reading(app).page
        assert len(styled(page, "湖面")) > 3
        assert set(styled(page, "湖面")) == {"bold reverse", "underline"}
        assert sum(line.rstrip("▐ ◂").endswith("") and "▐" in line[-3:] for line in shown(page)) > 10


async def test_one_document_can_have_a_script_of_its_own(app: ReaderApp, folder: Path, state: State) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "S", "tab", "down", "enter")
        assert "湖边的一天" in text_of(reading(app).page)
        assert app.script is Script.ORIGINAL
    again = ReaderApp(Library([str(folder)]), state)
    async with again.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        assert "湖边的一天" in text_of(reading(again).page)
        await press(pilot, "S", "tab", "home", "enter")
        assert "湖邊的一天" in text_of(reading(again).page)


async def test_the_scroll_bar_is_clicked_and_dragged(app: ReaderApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        page = reading(app).page
        height = page.size.height
        await pilot.click("#page", offset=(79, height - 1))
        await pilot.pause()
        assert page.progress == 1.0
        await pilot.mouse_down("#page", offset=(79, height - 1))
        await pilot.hover("#page", offset=(79, height // 2))
        await pilot.mouse_up("#page", offset=(79, height // 2))
        await pilot.pause()
        assert 0.3 < page.progress < 0.7


async def test_the_wheel_scrolls_as_many_lines_as_the_settings_say(app: ReaderApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        page = reading(app).page
        text = shown(page)
        app.change_setting("wheel", 2)
        page.post_message(MouseScrollDown(None, 5, 5, 0, 0, 0, shift=False, meta=False, ctrl=False))
        await pilot.pause()
        assert shown(page)[0].rstrip("▐◂ ") == text[2].rstrip("▐◂ ")


async def test_half_pages(app: ReaderApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        page = reading(app).page
        half = page.size.height // 2
        text = shown(page)
        await press(pilot, "ctrl+d")
        assert shown(page)[0].rstrip("▐◂ ") in (text[half].rstrip("▐◂ "), text[half + 1].rstrip("▐◂ "))
        await press(pilot, "ctrl+u")
        assert page.top_offset == 0
