"""Books, web pages and archives in the app: they are opened, walked through and left as any text."""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING

import pytest

from reader.app.application import ReaderApp
from reader.app.contents_panel import ContentsPanel
from reader.app.library_screen import LibraryScreen
from reader.library import parser
from reader.library.library import Library
from tests.app.driving import press, reading, settled, shown, text_of, until
from tests.documents.formats.packing import book, package, page, zipped

if TYPE_CHECKING:
    from pathlib import Path

    from reader.documents.document import Document
    from reader.library.state import State

pytestmark = pytest.mark.usefixtures("without_idling")
FILLER = "<p>今天的湖面很安静，风从山里吹来，研究的人们把书放在桌上，谈到很晚才离开。</p>" * 20


@pytest.fixture
def shelf(folder: Path, state: State) -> ReaderApp:
    chapters = {
        "a.xhtml": page(f"<h1>第一章 木屋</h1><p>李文翰住在湖边。</p>{FILLER}"),
        "b.xhtml": page(f"<h1>信</h1><p>Leon Lee 写了一封信。</p>{FILLER}"),
    }
    for file in folder.glob("*.txt"):
        file.unlink()
    (folder / "a.epub").write_bytes(book(chapters, package(list(chapters), metadata="<dc:title>湖上书</dc:title>")))
    (folder / "b.zip").write_bytes(zipped({"内/回.txt": "回信\n\n里昂·李没有回来。\n"}))
    return ReaderApp(Library([str(folder)]), state)


async def test_a_book_is_listed_by_its_title_and_opened_at_its_beginning(shelf: ReaderApp) -> None:
    async with shelf.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert "湖上书" in text_of(shelf.library_screen.rows)
        await press(pilot, "down", "enter")
        assert "第一章 木屋" in shown(reading(shelf).page)[0]


async def test_the_contents_of_a_book_are_its_own(shelf: ReaderApp) -> None:
    async with shelf.run_test(size=(80, 30)) as pilot:
        await settled(pilot)
        await press(pilot, "down", "enter", "t")
        await shelf.workers.wait_for_complete()
        await pilot.pause()
        panel = shelf.screen
        assert isinstance(panel, ContentsPanel)
        assert [line[1:].strip().split("  ")[0] for line in shown(panel.rows) if line] == ["第一章 木屋", "信"]
        await press(pilot, "down", "enter")
        assert "信" in shown(reading(shelf).page)[0]


async def test_a_person_is_followed_from_a_book_into_an_archive(shelf: ReaderApp) -> None:
    async with shelf.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "p", *"leon", "enter")
        assert reading(shelf).document is not None
        names = []
        for _jump in range(4):
            document = reading(shelf).document
            assert document is not None
            names.append(document.name.rpartition("articles/")[2])
            await press(pilot, "n")
        assert names == ["3.md", "a.epub", "a.epub", "b.zip/内/回.txt"]


async def test_while_a_book_is_parsed_the_screen_answers(
    shelf: ReaderApp, monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    may_go_on, parse = Event(), parser.parse_document

    def slow(name: str, encoding: str | None = None) -> Document:
        assert may_go_on.wait(30)
        return parse(name, encoding)

    monkeypatch.setattr(parser, "parse_document", slow)
    async with shelf.run_test(size=(80, 24)) as pilot:
        try:
            await press(pilot, "down", "enter")
            assert "a.epub" in text_of(shelf.library_screen.status)
            await press(pilot, "down")
            assert isinstance(shelf.screen, LibraryScreen)
            assert shelf.library_screen.rows.cursor == 2
        finally:
            may_go_on.set()
        await until(pilot, lambda: shelf.reading)
        assert "木屋" in shown(reading(shelf).page)[0]


async def test_a_book_that_cannot_be_read_says_why_and_stays_in_the_list(shelf: ReaderApp, folder: Path) -> None:
    (folder / "a.epub").write_bytes((folder / "a.epub").read_bytes()[:-20])
    async with shelf.run_test(size=(100, 24)) as pilot:
        await settled(pilot)
        assert "damaged archive" in text_of(shelf.library_screen.rows)
        await press(pilot, "down", "enter")
        await until(pilot, lambda: "damaged archive" in text_of(shelf.library_screen.status))
        assert isinstance(shelf.screen, LibraryScreen)
        assert "a.epub: a damaged archive" in text_of(shelf.library_screen.status)
