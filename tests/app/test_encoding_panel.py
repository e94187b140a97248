"""The encoding of a document is told, and chosen where what was found out is wrong."""

from __future__ import annotations

import os
from threading import Event
from threading import enumerate as threads
from typing import TYPE_CHECKING

import pytest

from reader.app.application import ReaderApp
from reader.app.encoding_panel import EncodingChoice, EncodingPanel
from reader.documents.encodings import LABELS
from reader.library.library import Library
from reader.library.reading import read
from tests.app.conftest import ONE
from tests.app.driving import press, reading, screen_text, settled, text_of, until
from tests.documents.formats.packing import book, page, paragraph, word

if TYPE_CHECKING:
    from pathlib import Path

    from textual.pilot import Pilot

    from reader.documents.document import Document
    from reader.library.finding import Stamp
    from reader.library.state import State

pytestmark = pytest.mark.usefixtures("without_idling")
BROKEN = "李文翰走了".encode("big5")
"""Before these bytes one is put that means nothing."""


@pytest.fixture(autouse=True)
def in_big5(folder: Path) -> Path:
    """Have the first document be in Big5, with two broken places."""
    data = ONE.encode("big5").replace(BROKEN, b"\xff" + BROKEN, 1) + b"\xff\n"
    (folder / "1.txt").write_bytes(data)
    return folder / "1.txt"


def panel(app: ReaderApp) -> EncodingPanel:
    assert isinstance(app.screen, EncodingPanel)
    return app.screen


async def choose(pilot: Pilot[int], *typed: str) -> None:
    """Choose the encoding that is called so."""
    await press(pilot, "D", *typed, "enter")


def top_line(app: ReaderApp) -> str:
    page = reading(app).page
    start = page.top_offset
    return page.text[start : page.text.find("\n", start)]


async def test_a_document_with_broken_places_says_so_once_and_tells_the_key(app: ReaderApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "enter")
        await settled(pilot)
        told = text_of(reading(app).status)
        assert "2 places of the file are broken · D" in told
        await press(pilot, "down")
        assert "湖邊的一天   Big5 · 2 broken   繁台" in text_of(reading(app).status)
        await press(pilot, "q", "enter")
        assert "places" not in text_of(reading(app).status)


async def test_of_the_encoding_nearly_all_are_in_nothing_is_said(app: ReaderApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "down", "enter")
        assert "UTF-8" not in screen_text(app)
        await press(pilot, "D")
        assert "Encoding  UTF-8" in text_of(panel(app).heading)
        assert panel(app).rows.item == EncodingChoice(None)


async def test_every_encoding_is_listed_with_what_the_document_reads_as_in_it(app: ReaderApp) -> None:
    async with app.run_test(size=(80, 30)) as pilot:
        await press(pilot, "enter", "space", "D")
        rows = text_of(panel(app).rows).splitlines()
        assert [label for label, row in zip(LABELS.values(), rows[1:], strict=False) if label not in row] == []
        assert rows[0].startswith("▸ ✓ found out: Big5")
        right = [row.split()[0] for row in rows[1:] if "今天的湖面很安靜" in row]
        assert right == ["Big5", "Big5-HKSCS"]


async def test_what_is_chosen_is_shown_at_the_same_place_and_what_was_found_out_can_be_had_again(
    app: ReaderApp,
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "enter", *["space"] * 3)
        await settled(pilot)
        before, top = top_line(app), reading(app).page.top_offset
        people = app.library.known(0)
        assert people is not None
        assert people.counts["li-wen"] == 3
        await choose(pilot, *"gbk")
        assert top_line(app) != before
        assert "read as GB18030" in text_of(reading(app).status)
        await settled(pilot)
        wrong = app.library.known(0)
        assert wrong is not None
        assert wrong.counts["li-wen"] == 1  # by the name in Latin letters
        await press(pilot, "D")
        assert panel(app).rows.item == EncodingChoice("GB18030")
        await press(pilot, "home", "enter")
        assert (top_line(app), reading(app).page.top_offset) == (before, top)
        await settled(pilot)
        right = app.library.known(0)
        assert right is not None
        assert right.counts == people.counts


async def test_leaving_the_panel_changes_nothing(app: ReaderApp, state: State) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "enter", "D", "down", "down", "escape")
        assert app.library.encoding(0) is None
    assert state.database.rows("select * from encoding") == []


async def test_it_is_remembered_also_for_a_file_that_is_renamed(
    app: ReaderApp, state: State, folder: Path, in_big5: Path
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "enter", "space")
        await choose(pilot, *"gb18")
        top = top_line(app)
        kept = "select encoding from encoding"  # once it is there, a kill loses nothing
        await until(pilot, lambda: state.database.rows(kept) == [("GB18030",)])
    for name in (in_big5, folder / "0.txt"):
        os.rename(in_big5, name)  # noqa: PTH104 - it may be the same
        again = ReaderApp(Library([str(folder)]), state)
        async with again.run_test(size=(80, 24)) as pilot:
            await press(pilot, "home", "enter")
            assert again.library.open(0).encoding == "GB18030"
            assert top_line(again) == top


async def test_what_is_given_for_all_documents_holds_for_this_run_and_gives_way_to_a_choice(
    state: State, folder: Path
) -> None:
    app = ReaderApp(Library([str(folder)], encoding="GB18030"), state)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "enter", "D")
        assert "GB18030 · 2 broken · for all documents" in text_of(panel(app).heading)
        assert text_of(panel(app).rows).startswith("    found out: Big5")
        await press(pilot, "home", "enter")
        assert app.library.open(0).encoding == "Big5"
        assert app.library.open(1).encoding == "GB18030"
    assert state.database.rows("select * from encoding") == []


async def test_a_file_that_seems_to_be_no_text_can_be_read_in_an_encoding_all_the_same(
    app: ReaderApp, in_big5: Path
) -> None:
    in_big5.write_bytes(bytes(range(256)) * 2)
    async with app.run_test(size=(100, 24)) as pilot:
        await settled(pilot)
        assert "not a text file" in screen_text(app)
        await choose(pilot, *"1252")
        assert "not a text file" not in screen_text(app)
        await press(pilot, "enter")
        assert reading(app).document is not None


@pytest.mark.parametrize("name", ["0.docx", "0.epub"])
async def test_where_the_format_leaves_no_choice_the_panel_says_so(state: State, folder: Path, name: str) -> None:
    if name == "0.docx":
        pytest.importorskip("mammoth", reason="Word documents are read where the extra is installed")
    data = word(paragraph("湖水很冷。")) if name == "0.docx" else book({"1.xhtml": page("<p>湖水很冷。</p>")})
    (folder / name).write_bytes(data)
    app = ReaderApp(Library([str(folder)]), state)
    async with app.run_test(size=(90, 24)) as pilot:
        await press(pilot, "home", "enter")
        await until(pilot, lambda: app.reading)
        await press(pilot, "D")
        assert "tell their encoding themselves" in text_of(panel(app).rows)
        assert text_of(panel(app).heading).split() == ["Encoding", "0"]
        await press(pilot, "enter")
        assert isinstance(app.screen, EncodingPanel)


@pytest.mark.parametrize("name", ["0.epub", "0.zip"])
async def test_of_a_damaged_book_there_is_none_to_choose_either(state: State, folder: Path, name: str) -> None:
    (folder / name).write_bytes(b"no book\n" * 9)
    app = ReaderApp(Library([str(folder)]), state)
    async with app.run_test(size=(90, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "home")
        await press(pilot, "D")
        assert "tell their encoding themselves" in text_of(panel(app).rows)
        assert text_of(panel(app).heading).split() == ["Encoding", "0"]


async def test_bookmarks_of_one_reading_are_kept_while_the_document_is_read_otherwise(app: ReaderApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "enter", *["space"] * 2, "b")
        marks = [*reading(app).page.bookmarks]
        assert len(marks) == 1
        await choose(pilot, *"gb18")
        assert not reading(app).page.bookmarks
        await choose(pilot, "f", "o", "u")
        assert [*reading(app).page.bookmarks] == marks


async def test_the_list_marks_what_has_broken_places_also_when_it_is_known_from_before(
    app: ReaderApp, state: State, folder: Path
) -> None:
    for run in (app, ReaderApp(Library([str(folder)]), state)):
        async with run.run_test(size=(80, 24)) as pilot:
            await settled(pilot)
            rows = text_of(run.library_screen.rows).splitlines()
            assert [" ! " in row for row in rows[:3]] == [True, False, False]
            assert "2 places of the file are broken" in text_of(run.library_screen.status)
            await press(pilot, "down")
            assert "broken" not in screen_text(run)


async def test_a_file_that_is_converted_while_it_is_read_needs_no_choice_any_more(
    app: ReaderApp, in_big5: Path
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "enter", *["space"] * 3)
        top = top_line(app)
        await choose(pilot, *"hkscs")
        in_big5.write_text(reading(app).page.text, encoding="utf-8")
        assert app.library.renew(0)
        app.reread(0)
        await pilot.pause()
        assert app.library.open(0).encoding == "UTF-8"
        assert top_line(app) == top


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Event:
    """Have documents be read beside the page, and in a chosen encoding only while this is set."""
    held = Event()

    def slow(name: str, stamp: Stamp | None, encoding: str | None = None) -> Document:
        document = read(name, stamp, encoding)
        if encoding is not None:
            held.wait(20)
        return document

    monkeypatch.setattr("reader.app.noticing.LONG", 0)
    monkeypatch.setattr("reader.library.library.read", slow)
    return held


async def test_until_it_is_read_in_the_encoding_all_that_is_told_is_of_what_stands_on_the_page(
    app: ReaderApp, held: Event
) -> None:
    async with app.run_test(size=(100, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "enter", "down")
        page = text_of(reading(app).page)
        await choose(pilot, *"gb18")
        assert "reading 1.txt…" in text_of(reading(app).status)
        await press(pilot, "D")
        assert "Encoding  Big5 · 2 broken" in text_of(panel(app).heading)
        assert panel(app).rows.item == EncodingChoice("GB18030")
        await press(pilot, "escape")
        assert "湖邊的一天   Big5 · 2 broken" in text_of(reading(app).status)
        assert text_of(reading(app).page) == page
        held.set()
        await until(pilot, lambda: "read as GB18030" in text_of(reading(app).status))
        await press(pilot, "down")
        assert "湖邊的一天" not in (status := text_of(reading(app).status))
        assert "GB18030" in status
        assert text_of(reading(app).page) != page


async def test_the_last_choice_holds_however_long_those_before_take_to_read(app: ReaderApp, held: Event) -> None:
    async with app.run_test(size=(100, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "enter", "end")
        page = text_of(reading(app).page)
        await choose(pilot, *"gb18")
        await choose(pilot, "f", "o", "u")
        await until(pilot, lambda: "read as Big5" in text_of(reading(app).status))
        held.set()
        await until(pilot, lambda: "reading" not in [thread.name for thread in threads()])
        await settled(pilot)
        assert text_of(reading(app).page) == page
        await press(pilot, "D")
        assert text_of(panel(app).rows).startswith("▸ ✓ found out: Big5")


async def test_a_panel_may_be_open_when_it_has_been_read_and_another_encoding_be_chosen_there(
    app: ReaderApp, held: Event
) -> None:
    async with app.run_test(size=(100, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "enter")
        await choose(pilot, *"1252")
        await press(pilot, "D")
        held.set()
        await until(pilot, lambda: app._anew is None)
        held.clear()
        await press(pilot, *"gb18", "enter")
        await until(pilot, lambda: "reading 1.txt…" in text_of(reading(app).status))
        assert (shown := reading(app).document) is not None
        assert shown.encoding == "Big5"
        held.set()
        await until(pilot, lambda: "read as GB18030" in text_of(reading(app).status))
