"""Documents that change while the app runs: the page shows them as they are, where the reader was."""

from __future__ import annotations

from pathlib import Path
from threading import current_thread
from typing import TYPE_CHECKING

import pytest

from reader.app import library_screen
from reader.app.application import ReaderApp
from reader.documents.decoding import UnreadableDocumentError
from reader.library.library import Library
from reader.library.listing import Changes
from reader.library.walk import Place
from tests.app.driving import press, reading, screen_text, settled, text_of, until

if TYPE_CHECKING:
    from reader.documents.document import Document
    from reader.library.state import State

pytestmark = pytest.mark.usefixtures("without_idling")

SIZE = (60, 16)
LONG_ONE = "湖邊的一天\n\n" + "".join(f"第{n}個人走過湖邊的{n * 7}棵樹。\n\n" for n in range(60)) + "李文翰走了。\n"
NEW = "今天又多了一句，寫在最前面。\n\n" * 40


@pytest.fixture
def folder(folder: Path) -> Path:
    (folder / "1.txt").write_text(LONG_ONE, encoding="utf-8")
    return folder


def lines(app: ReaderApp) -> list[str]:
    """Return what stands on the page, without the bar beside it."""
    return [line.rstrip("▐▕ ") for line in text_of(reading(app).page).splitlines()]


def change(app: ReaderApp, number: int, text: str) -> None:
    """Write a document again, and let the app notice."""
    Path(app.library.documents[number]).write_text(text, encoding="utf-8")
    assert app.library.renew(number)
    app.reread(number)


async def test_what_stood_on_top_stands_there_again_when_the_text_has_grown_before_it(app: ReaderApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, "enter", "end")
        before = lines(app)
        assert any("李文翰走了" in line for line in before)
        change(app, 0, NEW + LONG_ONE)
        await settled(pilot)
        assert lines(app) == before
        assert reading(app).document == app.library.open(0)
        assert "李文翰" in [reading(app).page.text[m.start : m.end] for m in reading(app).page.names_in_view()]


async def test_a_text_that_comes_back_piece_by_piece_carries_nobody_away(app: ReaderApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, "enter", "end")
        before = text_of(reading(app).page)
        for part in (LONG_ONE[:0], LONG_ONE[:100], LONG_ONE[:500], LONG_ONE):
            change(app, 0, part)
            await pilot.pause()
        assert text_of(reading(app).page) == before


async def test_while_a_panel_is_open_the_page_stays_as_it_is(app: ReaderApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, "enter")
        page = reading(app).page
        before = text_of(page)
        await press(pilot, "t")
        change(app, 0, "新的一天\n")
        await pilot.pause()
        assert text_of(page) == before
        await press(pilot, "escape")
        assert "新的一天" in text_of(reading(app).page)


async def test_what_has_changed_behind_a_panel_that_leads_elsewhere_is_not_taken_for_what_is_there(
    app: ReaderApp,
) -> None:
    shown: list[Document] = []
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, "enter", "t")
        app.reread(0, shown.append)
        app.go_to(Place(1, 0, 0), None)
        await press(pilot, "escape")
        assert reading(app).number == 1
    assert not shown


async def test_what_cannot_be_read_any_more_stays_on_the_page(app: ReaderApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, "enter")
        before = text_of(reading(app).page)
        Path(app.library.documents[0]).unlink()
        assert app.library.renew(0)
        app.reread(0)
        await pilot.pause()
        assert text_of(reading(app).page) == before
        assert "no such file" in text_of(reading(app).status)


async def test_the_list_calls_a_changed_document_by_its_new_title(app: ReaderApp) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        change(app, 1, "回来的人\n\n他们都回来了。\n")
        await settled(pilot)
        assert "回来的人" in text_of(app.library_screen.rows)
        assert "离开的人" not in text_of(app.library_screen.rows)


async def test_a_long_document_is_read_beside_the_page(app: ReaderApp, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reader.app.noticing.LONG", 0)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await press(pilot, "enter")
        change(app, 0, "新的一天\n")
        await until(pilot, lambda: "新的一天" in text_of(reading(app).page))


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (UnreadableDocumentError("a damaged archive"), "1.txt: a damaged archive"),
        (RuntimeError("?"), "1.txt: it could not be read"),
    ],
)
async def test_what_cannot_be_read_beside_the_page_any_more_is_tried_once_and_told(
    app: ReaderApp, monkeypatch: pytest.MonkeyPatch, error: Exception, told: str
) -> None:
    monkeypatch.setattr("reader.app.noticing.LONG", 0)
    async with app.run_test(size=(100, 16)) as pilot:
        await settled(pilot)
        await press(pilot, "enter")
        before = text_of(reading(app).page)
        threads = []

        def refuse(_number: int) -> None:
            threads.append(current_thread().name)
            raise error

        monkeypatch.setattr(app.library, "open", refuse)
        monkeypatch.setattr(app.background, "renew", lambda _number: None)
        app.post_message(app.Noticed(Changes(written=(0,))))
        await until(pilot, lambda: told in text_of(reading(app).status))
        assert text_of(reading(app).page) == before
        assert threads == ["reading"]


async def test_a_text_that_is_none_any_more_is_not_said_to_be_read_as_it_is_now(app: ReaderApp, folder: Path) -> None:
    async with app.run_test(size=(100, 16)) as pilot:
        await settled(pilot)
        await press(pilot, "enter")
        (folder / "1.txt").write_bytes(bytes(range(256)))
        app.post_message(app.Noticed(app.library.look_at([str(folder / "1.txt")])))
        await until(pilot, lambda: "not a text file" in text_of(reading(app).status))


@pytest.mark.usefixtures("noticing")
async def test_what_is_written_comes_goes_and_comes_back_is_seen_while_the_app_runs(
    app: ReaderApp, folder: Path
) -> None:
    async with app.run_test(size=(100, 16)) as pilot:
        await settled(pilot)
        await press(pilot, "down", "down")
        rows = app.library_screen.rows
        assert "Notes" in text_of(rows).splitlines()[2]
        (folder / "0.txt").write_text("新來的人\n\n余發來了。\n", encoding="utf-8")
        await until(pilot, lambda: "新來的人" in text_of(rows))
        assert rows.item == 2
        (folder / "2.txt").unlink()
        await until(pilot, lambda: "离开的人" not in text_of(rows))
        assert (rows.item, list(rows.items)) == (2, [0, 2, 3])
        await press(pilot, "enter")
        page = reading(app).page
        (folder / "3.new").write_text("# Other notes\n", encoding="utf-8")
        (folder / "3.new").replace(folder / "3.md")
        await until(pilot, lambda: "Other notes" in text_of(page))
        assert "The file has changed" in text_of(reading(app).status)
        (folder / "3.md").unlink()
        await until(pilot, lambda: "file gone" in text_of(reading(app).status))
        assert "Other notes" in text_of(page)
        (folder / "3.md").write_text("# Notes that came back\n", encoding="utf-8")
        await until(pilot, lambda: "came back" in text_of(page))
        assert "gone" not in text_of(reading(app).status)


@pytest.mark.usefixtures("noticing")
async def test_of_the_only_document_that_is_gone_the_empty_list_says_which(folder: Path, state: State) -> None:
    app = ReaderApp(Library([str(folder / "1.txt")]), state)
    async with app.run_test(size=(100, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "q")
        (folder / "1.txt").rename(folder / "9.txt")
        await until(pilot, lambda: "file gone: 1.txt. No documents here." in screen_text(app))


async def test_documents_that_are_found_late_are_listed_read_and_remembered_like_all_others(
    folder: Path, state: State
) -> None:
    first = ReaderApp(Library([str(folder)]), state)
    async with first.run_test(size=SIZE) as pilot:
        await press(pilot, "down", "enter", "end", "q")
    app = ReaderApp(Library([str(folder)], patience=0), state)
    assert not app.library.documents
    async with app.run_test(size=SIZE) as pilot:
        await until(pilot, lambda: len(app.library_screen.rows.items) == 3)
        await settled(pilot)
        assert list(app.library_screen.rows.items) == [1, 0, 2]
        assert "✓" in text_of(app.library_screen.rows).splitlines()[0]
        assert app.library.known(2) is not None


async def test_very_many_documents_are_filtered_and_ordered_step_by_step(
    folder: Path, state: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(300):
        (folder / f"{number + 100}.txt").write_text(f"{999 - number}个人\n\n他们都来了。\n", encoding="utf-8")
    monkeypatch.setattr(library_screen, "SLICE", 0)
    app = ReaderApp(Library([str(folder)]), state)
    async with app.run_test(size=SIZE) as pilot:
        screen = app.library_screen
        await press(pilot, "r", "r")
        await until(pilot, lambda: screen._arranging is None)
        assert app.library.title(screen.rows.items[0]) == "700个人"
        await press(pilot, "tab", *"95个")
        await until(pilot, lambda: len(screen.rows.items) == 3 and screen._arranging is None)
        await press(pilot, "escape")
        await until(pilot, lambda: len(screen.rows.items) == 303)
        await settled(pilot)
