"""The list of bookmarks: walked, filtered, noted, removed and brought back, written out."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from textual.app import App

from reader.app.bars import Bar
from reader.app.bookmarks_panel import BookmarksPanel, NoteScreen
from reader.app.themes import OWN_VARIABLES
from reader.library.bookmarks import Bookmark, Bookmarks
from reader.library.state import State
from reader.page.cells import width
from tests.app.driving import shown, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from textual.pilot import Pilot

TEXT = "木屋記\n\n方小舟說：「陳晚來了。」\n\n湖面很安靜，風從山裡吹來，研究的人們把書放在桌上，談到很晚才離開。\n"


class Host(App[None]):
    """Opens the panel and notes what it gives and says."""

    def __init__(self, panel: BookmarksPanel) -> None:
        super().__init__()
        self.panel = panel
        self.results: list[Bookmark | None] = []
        self.changes = 0

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return dict(OWN_VARIABLES)

    def on_mount(self) -> None:
        self.push_screen(self.panel, self.results.append)

    def on_bookmarks_panel_changed(self) -> None:
        self.changes += 1


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Bookmarks]:
    state = State(tmp_path / "state.sqlite")
    kept = Bookmarks(state)
    kept.add("/1.txt", "one", "木屋記", TEXT, TEXT.index("方小舟"), note="誰來了")
    kept.add("/1.txt", "one", "木屋記", TEXT, TEXT.index("湖面"))
    kept.add("/2.txt", "two", "[b]信\x1b[31m", "為了[/b]方小舟。\x1b[2J\n", 0)
    yield kept
    state.close()


@pytest.fixture
def host(kept: Bookmarks, tmp_path: Path) -> Host:
    return Host(BookmarksPanel(kept, kept.all, lambda one: one.title, lambda one: one.quote, tmp_path / "out"))


def rows(host: Host) -> list[str]:
    return [line for line in shown(host.panel.rows) if line.strip()]


def heading(host: Host) -> str:
    return text_of(host.panel.query_one("#heading", Bar))


async def press(pilot: Pilot[None], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await pilot.pause()


async def test_bookmarks_stand_under_their_documents_with_quotes_and_notes(host: Host) -> None:
    async with host.run_test(size=(100, 24)) as pilot:
        await pilot.pause()
        first, second, third = rows(host)
        assert first.startswith("▸ 木屋記  ")
        assert "方小舟說：「陳晚來了。」  誰來了" in first
        assert "木屋記" not in second
        assert "湖面很安靜" in second
        assert third.lstrip().startswith("[b]信")
        assert "為了[/b]方小舟。␛[2J" in third
        assert "\x1b" not in "".join(rows(host))
        assert heading(host).endswith("3")


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (30, 10)])
async def test_every_row_fits(host: Host, kept: Bookmarks, size: tuple[int, int]) -> None:
    for bookmark in kept.all():
        kept.set_note(bookmark, "很長的註記" * 20)
    host.panel = BookmarksPanel(kept, kept.all, lambda one: one.title, lambda one: one.quote)
    async with host.run_test(size=size) as pilot:
        await pilot.pause()
        assert len(rows(host)) == 3
        for bookmark in kept.all():
            painted = host.panel.paint(bookmark, host.panel.rows.size.width - 2)
            assert sum(width(text) for text, _name in painted) <= host.panel.rows.size.width - 2
            assert any(text.startswith("很") for text, name in painted if name == "accent")


async def test_enter_gives_the_bookmark_under_the_cursor_and_esc_none(host: Host, kept: Bookmarks) -> None:
    async with host.run_test(size=(100, 24)) as pilot:
        await press(pilot, "down", "enter")
        assert host.results == [kept.all()[1]]
        host.push_screen(BookmarksPanel(kept, kept.all, str, str), host.results.append)
        await press(pilot, "escape")
        assert host.results[1:] == [None]


@pytest.mark.parametrize(("typed", "found"), [("为了", ["為了"]), ("木屋", ["方小舟", "湖面"]), ("谁", ["方小舟"])])
async def test_typing_in_either_script_filters_by_title_quote_and_note(
    host: Host, typed: str, found: list[str]
) -> None:
    async with host.run_test(size=(100, 24)) as pilot:
        await press(pilot, *typed)
        assert len(rows(host)) == len(found)
        for row, quote in zip(rows(host), found, strict=True):
            assert quote in row


async def test_without_bookmarks_the_way_to_set_one_is_told(kept: Bookmarks) -> None:
    host = Host(BookmarksPanel(kept, list, str, str))
    async with host.run_test(size=(100, 24)) as pilot:
        await pilot.pause()
        assert "b on a page" in text_of(host.panel.rows)
        await press(pilot, "delete", "f2", "enter", "ctrl+z")
        assert "Nothing was removed" in heading(host)
        await press(pilot, "ctrl+s")
        assert "nothing to export" in heading(host)
        assert host.screen is host.panel


async def test_del_removes_and_ctrl_z_brings_back_in_turn(host: Host, kept: Bookmarks) -> None:
    before = kept.all()
    async with host.run_test(size=(100, 24)) as pilot:
        await press(pilot, "down", "delete")
        assert kept.all() == [before[0], before[2]]
        assert len(rows(host)) == 2
        assert "Ctrl+Z" in heading(host)
        assert host.panel.rows.item == before[2]
        await press(pilot, "up", "delete")
        assert kept.all() == [before[2]]
        await press(pilot, "ctrl+z")
        assert kept.all() == [before[0], before[2]]
        await press(pilot, "ctrl+z")
        assert kept.all() == list(host.panel.rows.items) == before
        assert host.changes == 4
        await press(pilot, "ctrl+z")
        assert "Nothing was removed" in heading(host)
        assert host.changes == 4


async def test_del_inside_what_is_typed_takes_a_character(host: Host, kept: Bookmarks) -> None:
    async with host.run_test(size=(100, 24)) as pilot:
        await press(pilot, *"木屋x", "left", "delete")
        assert host.panel.filter.value == "木屋"
        assert len(kept.all()) == 3
        await press(pilot, "delete")
        assert len(kept.all()) == 2
        assert len(rows(host)) == 1


async def test_a_note_is_written_in_a_line_of_its_own(host: Host, kept: Bookmarks) -> None:
    async with host.run_test(size=(100, 24)) as pilot:
        await press(pilot, "f2", *"了嗎", "enter")
        assert kept.all()[0].note == "誰來了了嗎"
        assert "誰來了了嗎" in rows(host)[0]
        await press(pilot, "down", "ctrl+e")
        assert isinstance(host.screen, NoteScreen)
        await press(pilot, *"靜", "enter")
        assert [bookmark.note for bookmark in kept.all()] == ["誰來了了嗎", "靜", ""]
        assert host.panel.rows.cursor == 1
        assert host.panel.filter.value == ""
        assert host.changes == 2


async def test_esc_leaves_a_note_as_it_was(host: Host, kept: Bookmarks) -> None:
    async with host.run_test(size=(100, 24)) as pilot:
        await press(pilot, "f2", *"不要", "escape")
        assert host.screen is host.panel
        await press(pilot, "f2", "enter")
        await press(pilot, "f2", "space", "enter")
        assert kept.all()[0].note == "誰來了"
        assert host.changes == 0
        await press(pilot, "ctrl+z")
        assert "Nothing was removed" in heading(host)


async def test_what_another_copy_has_written_since_stays_and_is_said_and_listed(host: Host, kept: Bookmarks) -> None:
    async with host.run_test(size=(100, 24)) as pilot:
        await press(pilot, "f2", "x", "enter")
        kept._database.write(("update bookmark set note = '別處寫的' where id = 1", ()))
        await press(pilot, "ctrl+z")
        assert "somebody else has changed" in heading(host)
        assert "別處寫的" in rows(host)[0]
        assert host.changes == 2


async def test_what_cannot_be_written_down_is_said_and_stays(host: Host, kept: Bookmarks) -> None:
    async with host.run_test(size=(100, 24)) as pilot:
        await pilot.pause()
        kept._database.rows("pragma query_only = on")
        await press(pilot, "delete")
        assert heading(host).lstrip().startswith("state.sqlite: ")
        assert len(rows(host)) == 3
        await press(pilot, "f2", "x", "enter")
        assert "誰來了x" not in rows(host)[0]
        assert host.changes == 0


async def test_what_is_listed_is_written_into_new_files(host: Host, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    async with host.run_test(size=(140, 24)) as pilot:
        await press(pilot, *"木屋", "ctrl+s")
        assert "bookmarks.md and bookmarks.json written" in heading(host)
        await press(pilot, "ctrl+s")
        assert "bookmarks-2.md" in heading(host)
        await press(pilot, "x")
        assert "written" not in heading(host)
    first = (folder / "bookmarks.md").read_text(encoding="utf-8")
    assert "## 木屋記" in first
    assert "信" not in first
    assert [one["note"] for one in json.loads((folder / "bookmarks.json").read_text())] == ["誰來了", ""]
    assert len(list(folder.iterdir())) == 4


async def test_a_folder_that_cannot_be_written_is_named(host: Host) -> None:
    async with host.run_test(size=(140, 24)) as pilot:
        await press(pilot, "ctrl+s")
        assert "bookmarks.md: there is no folder for it" in heading(host)
