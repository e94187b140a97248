"""Exceptions from conversion, made and undone by a reader: at once, at the same place, and kept in a plain file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.events import AppFocus, MouseMove

from reader.app.application import ReaderApp
from reader.app.exception_panel import ExceptionPanel, ExceptionsPanel, Way
from reader.library.exceptions_file import read
from reader.library.library import Library
from reader.library.locations import user_exceptions
from reader.page.cells import width
from reader.scripts.exceptions import Phrase
from reader.scripts.script import Script
from tests.app.driving import press, reading, screen_text, settled, shown, text_of, until

if TYPE_CHECKING:
    from pathlib import Path

    from textual.pilot import Pilot

    from reader.library.state import State

TEXT = (
    "木屋里的书\n\n山里下着雨。\n\n方小舟说软件园里有余温的咖啡，陈晚不信。\n\n"
    + "后来雨停了，咖啡凉了，他们还在说软件。\n\n" * 30
)
PHRASE = "软件园"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "木屋"
    folder.mkdir()
    (folder / "1.txt").write_text(TEXT, encoding="utf-8")
    (folder / "2.txt").write_text("软件园的另一天，方小舟说。\n", encoding="utf-8")
    return folder


@pytest.fixture
def app(folder: Path, state: State) -> ReaderApp:
    return ReaderApp(Library([str(folder)]), state, Script.TW)


def page_text(app: ReaderApp) -> str:
    return text_of(app._reading_screen.page) if app._reading_screen is not None else ""


async def opened(pilot: Pilot[int]) -> None:
    """Open the first document, shown as in Taiwan."""
    await settled(pilot)
    await press(pilot, "enter")


def cell_of(app: ReaderApp, text: str) -> tuple[int, int]:
    """Return the first cell of a text on the page."""
    for row, line in enumerate(shown(reading(app).page)):
        if text in line:
            return width(line[: line.index(text)]), row
    raise AssertionError(text)


async def select(pilot: Pilot[int], text: str) -> None:
    """Drag over a text on the page."""
    app = pilot.app
    assert isinstance(app, ReaderApp)
    x, y = cell_of(app, text)
    end = (x + 2 * len(text) - 1, y)
    await pilot.mouse_down("#page", offset=(x, y))
    page = reading(app).page
    page.post_message(MouseMove(page, *end, 0, 0, button=1, shift=False, meta=False, ctrl=False))
    await pilot.pause()
    await pilot.mouse_up("#page", offset=end)
    await pilot.pause()


async def excepted(pilot: Pilot[int], text: str) -> ExceptionPanel:
    """Select a text with the mouse and open the panel."""
    await select(pilot, text)
    await press(pilot, "e")
    assert isinstance(pilot.app.screen, ExceptionPanel)
    return pilot.app.screen


def status(app: ReaderApp) -> str:
    return text_of(reading(app).status)


# From the selection


async def test_a_selected_phrase_is_left_as_it_stands_at_once_and_at_the_same_place(app: ReaderApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        assert "軟件園裡有餘溫" in page_text(app)
        await press(pilot, "down")
        top = reading(app).page.top_offset
        panel = await excepted(pilot, "軟件園")
        assert "软件园  in all documents" in text_of(panel.heading)
        assert panel.filter.value == "軟件園"
        await press(pilot, "enter")
        assert "软件园裡有餘溫" in page_text(app)
        assert reading(app).page.top_offset == top
        assert "软件园 is left as it stands · u undoes it" in status(app)
        assert read(user_exceptions()).phrases == (Phrase(PHRASE, kept=True, exact=True),)


async def test_what_is_selected_on_a_converted_page_protects_what_stands_in_the_document(app: ReaderApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await excepted(pilot, "餘溫")
        await press(pilot, "enter")
        assert "裡有余温的" in page_text(app)


async def test_what_is_typed_is_how_the_phrase_is_written_in_this_script(app: ReaderApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        panel = await excepted(pilot, "軟件園")
        assert panel.rows.items[panel.rows.cursor] is Way.KEEP
        await press(pilot, *"軟體園區")
        assert panel.filter.value == "軟體園區"
        assert panel.rows.items[panel.rows.cursor] is Way.WRITE
        await press(pilot, "enter")
        assert "方小舟說軟體園區裡有餘溫" in page_text(app)
        assert "软件园 is written 軟體園區 in Taiwan" in status(app)
        assert read(user_exceptions()).phrases == (Phrase(PHRASE, {Script.TW: "軟體園區"}),)
        await press(pilot, "s")
        assert "方小舟说软件园里有余温" in page_text(app)


async def test_keys_select_too(app: ReaderApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await press(pilot, "down", "down", "v", "right", "right", "e")
        assert isinstance(app.screen, ExceptionPanel)
        assert "方小舟" in text_of(app.screen.heading)
        await press(pilot, "escape")
        assert not user_exceptions().exists()


async def test_an_exception_for_this_library_is_kept_beside_its_documents(app: ReaderApp, folder: Path) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        panel = await excepted(pilot, "軟件園")
        await press(pilot, "tab")
        assert "软件园  in this library" in text_of(panel.heading)
        await press(pilot, "enter")
        assert "软件园裡" in page_text(app)
        assert not user_exceptions().exists()
        assert read(folder / "conversion.toml").phrases == (Phrase(PHRASE, kept=True, exact=True),)
        panel = await excepted(pilot, "餘溫")
        assert "余温  in this library" in text_of(panel.heading)


async def test_it_holds_in_the_other_documents_too(app: ReaderApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await excepted(pilot, "軟件園")
        await press(pilot, "enter", "q", "down", "enter")
        assert "软件园的另一天" in page_text(app)


async def test_as_written_the_form_is_for_the_script_that_a_toggle_shows(folder: Path, state: State) -> None:
    app = ReaderApp(Library([str(folder)]), state, Script.ORIGINAL)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        panel = await excepted(pilot, PHRASE)
        assert panel.filter.value == "軟件園"
        await press(pilot, *"軟體園", "enter")
        assert "方小舟说软件园里" in page_text(app)
        await press(pilot, "s")
        assert "方小舟說軟體園" in page_text(app)


async def test_a_name_that_is_chosen_needs_no_selection(app: ReaderApp, folder: Path) -> None:
    entity = '[[entity]]\nid = "xz"\ntype = "person"\nnames = { zh-Hans = "陈晚", zh-Hant = "陳晚" }\n'
    (folder / "entities.toml").write_text(entity, encoding="utf-8")
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await press(pilot, "tab", "tab", "e")  # 方小舟, who was found, comes first
        assert isinstance(app.screen, ExceptionPanel)
        assert "陈晚" in text_of(app.screen.heading)
        await press(pilot, "enter")
        assert "咖啡，陈晚不信" in page_text(app)


async def test_without_a_selection_the_way_is_told(app: ReaderApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await press(pilot, "e")
        assert "Select a phrase first" in status(app)


async def test_more_than_a_phrase_is_refused(app: ReaderApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await press(pilot, "v", "down", "down", "down", "e")
        assert "An exception is for a phrase on one line, of at most 100 characters." in status(app)


async def test_an_empty_form_is_refused_and_the_panel_stays(app: ReaderApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        panel = await excepted(pilot, "軟件園")
        await press(pilot, "delete", "enter")
        assert app.screen is panel
        assert "Write it on one line" in text_of(panel.heading)


# What holds there


async def test_an_exception_that_holds_is_widened_to_and_removed(app: ReaderApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await excepted(pilot, "軟件園")
        await press(pilot, "enter")
        panel = await excepted(pilot, "件园")
        assert "软件园  in all documents" in text_of(panel.heading)
        assert "remove the exception" in text_of(panel.rows)
        await press(pilot, "down", "down", "enter")
        assert "軟件園裡" in page_text(app)
        assert "exception 软件园 removed" in status(app)


async def test_a_click_chooses_what_is_done(app: ReaderApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await excepted(pilot, "軟件園")
        await pilot.click("#rows", offset=(5, 0))
        await pilot.pause()
        assert "软件园裡" in page_text(app)


async def test_an_exception_in_code_is_kept_but_said_to_decide_nothing(folder: Path, state: State) -> None:
    (folder / "1.txt").write_text("看 www.example.com/软件园 这里，软件园。\n", encoding="utf-8")
    app = ReaderApp(Library([str(folder)]), state, Script.TW)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await excepted(pilot, "軟件園")
        await press(pilot, *"軟體園", "enter")
        assert "www.example.com/软件园 這裡，軟體園。" in page_text(app)
        await press(pilot, "home", "v", *["right"] * 18, "space", "right", "right", "e")
        assert isinstance(app.screen, ExceptionPanel)
        await press(pilot, *"程式園", "enter")
        assert "something else decides here" in status(app)


# Undo and redo


async def test_undo_and_redo_go_all_the_way_and_say_what_they_did(app: ReaderApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await press(pilot, "u")
        assert "Nothing to undo." in status(app)
        await excepted(pilot, "軟件園")
        await press(pilot, "enter")
        await excepted(pilot, "餘溫")
        await press(pilot, *"餘熱", "enter")
        assert "软件园裡有餘熱" in page_text(app)
        content = user_exceptions().read_bytes()
        await press(pilot, "u")
        assert "undone: 余温 is written 餘熱 in Taiwan" in status(app)
        assert "软件园裡有餘溫" in page_text(app)
        await press(pilot, "u")
        assert "undone: 软件园 is left as it stands" in status(app)
        assert "軟件園裡有餘溫" in page_text(app)
        assert not user_exceptions().exists()
        await press(pilot, "U", "U")
        assert "done again: 余温 is written 餘熱 in Taiwan" in status(app)
        assert "软件园裡有餘熱" in page_text(app)
        assert user_exceptions().read_bytes() == content
        await press(pilot, "U")
        assert "Nothing to redo." in status(app)


async def test_a_file_that_cannot_be_changed_is_told_with_its_name(app: ReaderApp) -> None:
    user_exceptions().parent.mkdir(parents=True)
    user_exceptions().write_text("[[phrase]\n", encoding="utf-8")
    async with app.run_test(size=(120, 24)) as pilot:
        await opened(pilot)
        await excepted(pilot, "軟件園")
        await press(pilot, "enter")
        await until(pilot, lambda: "conversion.toml: line 1 is not TOML" in status(app))
        assert "軟件園裡" in page_text(app)
        assert user_exceptions().read_text(encoding="utf-8") == "[[phrase]\n"


# The list


async def test_the_list_shows_all_and_removes_and_brings_back(app: ReaderApp, folder: Path) -> None:
    user_exceptions().parent.mkdir(parents=True)
    user_exceptions().write_text('[[phrase]]\ntext = "余温"\nzh-TW = "餘熱"\nzh-HK = "餘暖"\n', encoding="utf-8")
    (folder / "conversion.toml").write_text('[[phrase]]\ntext = "软件园"\nkeep = true\n', encoding="utf-8")
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        assert "软件园裡有餘熱" in page_text(app)
        await press(pilot, "E")
        panel = app.screen
        assert isinstance(panel, ExceptionsPanel)
        rows = [" ".join(row.split()) for row in shown(panel.rows) if row]
        assert rows == ["▸ 软件园 left as it stands 木屋", "余温 繁台 餘熱 · 繁港 餘暖 all documents"]
        await press(pilot, *"餘暖")
        assert [kept.phrase.text for kept in panel.rows.items] == ["余温"]
        await press(pilot, "delete")
        assert "exception 余温 removed" in text_of(panel.heading)
        assert "软件园裡有餘溫" in page_text(app)
        await press(pilot, "ctrl+z")
        assert "undone: exception 余温 removed" in text_of(panel.heading)
        assert "软件园裡有餘熱" in page_text(app)
        await press(pilot, "enter")
        assert isinstance(app.screen, ExceptionPanel)
        assert app.screen.filter.value == "餘熱"
        await press(pilot, *"餘燼", "enter")
        assert "软件园裡有餘燼" in page_text(app)


async def test_the_panel_leads_to_the_list_and_an_empty_one_tells_the_way(app: ReaderApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await excepted(pilot, "軟件園")
        await press(pilot, "down", "down", "enter")
        assert isinstance(app.screen, ExceptionsPanel)
        assert "There is no exception yet: e on selected text or on a name" in " ".join(shown(app.screen.rows))


# Changes from outside


async def test_a_file_that_is_written_while_the_app_runs_holds(app: ReaderApp, folder: Path) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        assert "軟件園裡" in page_text(app)
        (folder / "conversion.toml").write_text('[[phrase]]\ntext = "软件园"\nkeep = true\n', encoding="utf-8")
        app.post_message(AppFocus())
        await until(pilot, lambda: "软件园裡" in page_text(app))
        (folder / "conversion.toml").write_text('[[phrase]]\ntext = "软件园"\n', encoding="utf-8")
        app.post_message(AppFocus())
        await until(pilot, lambda: "軟件園裡" in page_text(app))
        assert "conversion.toml: entry 1 (软件园): say keep = true" in status(app)


async def test_what_is_wrong_in_a_file_is_told_at_the_start_and_the_rest_holds(app: ReaderApp, folder: Path) -> None:
    entries = '[[phrase]]\ntext = "余温"\nkep = true\n\n[[phrase]]\ntext = "软件园"\nkeep = true\n'
    (folder / "conversion.toml").write_text(entries, encoding="utf-8")
    async with app.run_test(size=(120, 24)) as pilot:
        await until(pilot, lambda: "entry 1 (余温): kep: unknown field" in screen_text(app))
        await opened(pilot)
        assert "软件园裡有餘溫" in page_text(app)


async def test_titles_follow_exceptions(app: ReaderApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await excepted(pilot, "木屋裡")
        await press(pilot, *"木屋內", "enter", "q")
        assert "木屋內的書" in screen_text(app)


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (40, 12), (30, 10)])
async def test_the_panel_fits_small_terminals(app: ReaderApp, size: tuple[int, int]) -> None:
    async with app.run_test(size=size) as pilot:
        await opened(pilot)
        panel = await excepted(pilot, "木屋")
        rows = [row for row in shown(panel.rows) if row]
        assert len(rows) == len(panel.rows.items)
        assert all("木屋" in row for row in rows[:2])


async def test_what_was_removed_in_the_list_is_what_undo_on_the_page_brings_back(app: ReaderApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await excepted(pilot, "軟件園")
        await press(pilot, "enter", "E", "delete", "escape")
        assert "軟件園裡" in page_text(app)
        await press(pilot, "u")
        assert "软件园裡" in page_text(app)


async def test_what_was_undone_in_the_list_is_not_what_undo_on_the_page_takes_back_next(app: ReaderApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await excepted(pilot, "軟件園")
        await press(pilot, "enter")
        app._do(lambda: app.corrections.ignore("方小舟"))
        await excepted(pilot, "餘溫")
        await press(pilot, "enter", "E", "ctrl+z", "escape")
        assert "软件园裡有餘溫" in page_text(app)
        await press(pilot, "u")
        assert "undone: 方小舟 means nobody" in status(app)
        assert "软件园裡有餘溫" in page_text(app)
        await press(pilot, "u")
        assert "軟件園裡有餘溫" in page_text(app)


# Markdown


async def test_a_phrase_that_a_line_ends_in_is_taken_as_it_is_read(folder: Path, state: State) -> None:
    line = "山里的雨下了很久，木屋里的人都在等雨停，后来他们说起了软"
    (folder / "1.md").write_text(f"{line}\n**件**园里的咖啡，软件园。\n", encoding="utf-8")
    app = ReaderApp(Library([str(folder / "1.md")]), state, Script.TW)
    async with app.run_test(size=(100, 24)) as pilot:
        await opened(pilot)
        panel = await excepted(pilot, "軟件園裡")
        assert "软件园里  in all documents" in text_of(panel.heading)
        await press(pilot, *"軟體園區裡", "enter")
        assert "說起了軟體園區裡的咖啡" in page_text(app)
        assert "软件园里 is written 軟體園區裡" in status(app)
        panel = await excepted(pilot, "體園")
        assert "软件园里  in all documents" in text_of(panel.heading)
