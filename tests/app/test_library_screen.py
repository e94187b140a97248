"""The library as the first screen: the list, filtering, ordering, files that cannot be read."""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING

import pytest

from reader import language
from reader.app.application import ReaderApp
from reader.app.library_screen import LibraryScreen
from reader.app.reading_screen import ReadingScreen
from reader.library.finding import Finder
from reader.library.library import Library
from tests.app.driving import press, reading, settled, shown, text_of, until

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from reader.library.finding import Found
    from reader.library.state import State


def listed(app: ReaderApp) -> list[str]:
    screen = app.screen
    assert isinstance(screen, LibraryScreen)
    return [line for line in shown(screen.rows) if line]


async def test_every_document_is_listed_with_title_script_length_and_people(app: ReaderApp) -> None:
    async with app.run_test(size=(120, 24)) as pilot:
        await settled(pilot)
        rows = listed(app)
        assert [title in row for title, row in zip(("湖邊的一天", "离开的人", "Notes [b]not"), rows, strict=True)]
        assert "繁台" in rows[0]
        assert "李文翰 3" in rows[0]
        assert "new" in rows[0]
        assert "简" in rows[1]


async def test_titles_follow_the_script(app: ReaderApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "s")
        assert "湖边的一天" in listed(app)[0]
        await press(pilot, "s")
        assert "離開的人" in listed(app)[1]


@pytest.mark.parametrize("typed", ["離開", "离开"])
async def test_the_filter_finds_titles_in_either_script(app: ReaderApp, typed: str) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "tab", *typed)
        assert len(listed(app)) == 1
        assert "离开的人" in listed(app)[0]
        await press(pilot, "escape")
        assert len(listed(app)) == 3


async def test_chinese_that_is_typed_goes_into_the_filter(app: ReaderApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "離", "開", "enter")
        assert reading(app).number == 1


async def test_the_order_can_be_changed(app: ReaderApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "r", "r", "r")
        assert isinstance(app.screen, LibraryScreen)
        assert app.screen.order == "length"
        assert list(app.screen.rows.items) == [0, 1, 2]
        await press(pilot, "r")
        assert "order: people" in text_of(app.screen.status)


async def test_numbers_in_names_and_titles_are_counted(tmp_path: Path, state: State) -> None:
    for name, title in (("10.txt", "湖边 2"), ("9.txt", "湖边 10")):
        (tmp_path / name).write_text(f"{title}\n\n湖水很冷。\n", encoding="utf-8")
    app = ReaderApp(Library([str(tmp_path / "10.txt"), str(tmp_path / "9.txt")]), state)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert isinstance(app.screen, LibraryScreen)
        await press(pilot, "r")
        assert list(app.screen.rows.items) == [1, 0]
        await press(pilot, "r")
        assert list(app.screen.rows.items) == [0, 1]


async def test_what_was_read_last_comes_first(app: ReaderApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "down", "enter", "end", "q")
        assert "离开的人" in listed(app)[0]
        assert "✓" in listed(app)[0]


async def test_a_file_that_is_no_text_is_listed_with_the_reason_and_the_rest_opens(folder: Path, state: State) -> None:
    (folder / "0.txt").write_bytes(b"\x89PNG\r\n\x1a\n\xff")
    app = ReaderApp(Library([str(folder)]), state)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert "not a text file" in listed(app)[0]
        await press(pilot, "enter")
        assert "not a text file" in text_of(app.screen.query_one("#status"))
        await press(pilot, "down", "enter")
        assert reading(app).number == 1


async def test_an_empty_library_says_what_to_do(tmp_path: Path, state: State) -> None:
    app = ReaderApp(Library([str(tmp_path)]), state)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert isinstance(app.screen, LibraryScreen)
        assert "No documents here" in text_of(app.screen.rows)


async def test_the_document_under_the_cursor_is_previewed_on_a_wide_screen(app: ReaderApp) -> None:
    async with app.run_test(size=(160, 45)) as pilot:
        await settled(pilot)
        assert isinstance(app.screen, LibraryScreen)
        await press(pilot, "down")
        assert app.screen.preview is not None
        assert "里昂·李" in text_of(app.screen.preview)


async def test_a_bad_entry_in_the_librarys_list_is_told_and_the_rest_holds(folder: Path, state: State) -> None:
    with (folder / "entities.toml").open("a", encoding="utf-8") as file:
        file.write('\n[[entity]]\nid = "bad"\ntype = "person"\n')
    app = ReaderApp(Library([str(folder)]), state)
    async with app.run_test(size=(160, 24)) as pilot:
        await settled(pilot)
        assert isinstance(app.screen, LibraryScreen)
        assert "entities.toml: entry 4 (bad): names" in text_of(app.screen.status)
        assert app.people_count == 2


async def test_the_interface_speaks_chinese(app: ReaderApp) -> None:
    language.use("zh-Hant")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert "打開" in text_of(app.screen.query_one("KeyLine"))


@pytest.mark.parametrize(
    ("columns", "what"), [(30, "   3 documents   "), (80, "/articles · 3 documents · 2 people   "), (14, "   ")]
)
async def test_the_first_line_names_the_script_however_narrow(app: ReaderApp, columns: int, what: str) -> None:
    async with app.run_test(size=(columns, 10)) as pilot:
        await settled(pilot)
        assert isinstance(app.screen, LibraryScreen)
        line = text_of(app.screen.top)
        assert line.startswith("  reader") == (columns > 14)
        assert line.rstrip().endswith(f"{what}原")


async def test_a_click_opens_a_document(app: ReaderApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.click("#documents", offset=(10, 1))
        await pilot.pause()
        assert reading(app).number == 1


async def test_every_key_of_the_line_can_be_clicked(app: ReaderApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        line = app.screen.query_one("KeyLine")
        column = shown(line)[0].index("Enter")
        await pilot.click(line, offset=(column, 0))
        await pilot.pause()
        assert isinstance(app.screen, ReadingScreen)


async def test_a_document_whose_name_is_no_text_is_listed_found_opened_and_remembered(
    folder: Path, state: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reader.library.background.WORKER_FROM", 0)  # a child process is told of it, too
    try:
        (folder / "\udcff\x1b[31m木屋.txt").write_text("余發\n", encoding="utf-8")
    except OSError as error:
        pytest.skip(f"this file system takes only text for names: {error}")
    for visit in range(2):
        app = ReaderApp(Library([str(folder)]), state)
        async with app.run_test(size=(80, 24)) as pilot:
            await settled(pilot)
            assert app.library.counts()["yu-fa"] == 3
            assert "✓" in listed(app)[0] or not visit
            await press(pilot, "tab", *"木屋", "enter", "enter")
            assert "余發" in text_of(reading(app).page)
            await press(pilot, "n", "q", "ctrl+p", *"木屋")
            assert "余發" in text_of(app.screen.query_one("#rows"))


async def test_documents_of_one_title_are_told_apart_by_their_files(folder: Path, state: State) -> None:
    (folder / "2.txt").unlink()
    for name in ("信", "書"):
        (folder / name).mkdir()
        (folder / name / "1.txt").write_text("湖邊的一天\n\n李文翰來信。\n", encoding="utf-8")
    app = ReaderApp(Library([str(folder)]), state)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        rows, ends = listed(app), ("articles/1.txt", "3.md", "信/1.txt", "書/1.txt")
        assert [end in row for end, row in zip(ends, rows, strict=True)] == [True, False, True, True]
        await press(pilot, "end")
        assert isinstance(app.screen, LibraryScreen)
        assert "articles/書/1.txt   " in text_of(app.screen.status)


async def test_keys_typed_before_any_document_is_found_wait_for_the_first(
    folder: Path, state: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_find, find = Event(), Finder.documents

    def slow(finder: Finder) -> Iterator[Found]:
        assert may_find.wait(60)
        yield from find(finder)

    monkeypatch.setattr(Finder, "documents", slow)
    app = ReaderApp(Library([str(folder)], patience=0), state, typed="j\r")
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: app.library_screen.rows.is_mounted)
        await pilot.pause()
        assert not app.library.documents
        may_find.set()
        await until(pilot, lambda: app.reading is not None)
        assert reading(app).number == 1


async def test_keys_typed_before_an_empty_folder_is_listed_are_taken_too(tmp_path: Path, state: State) -> None:
    app = ReaderApp(Library([str(tmp_path)], patience=0), state, typed="q")
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: app._exit)
