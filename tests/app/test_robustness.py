"""What happens when files change or vanish while they are read, when work fails, and when nothing happens at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader.app.application import REMEMBER_AFTER, ReaderApp
from reader.app.library_screen import LibraryScreen
from reader.app.places_panel import SearchPanel
from reader.library.library import Library
from reader.library.state import State
from tests.app.driving import press, reading, settled, shown, text_of

if TYPE_CHECKING:
    from pathlib import Path


async def test_nothing_is_written_while_nothing_happens(app: ReaderApp, monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[object] = []
    monkeypatch.setattr(State, "_write", lambda _self, *row: written.append(row))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "enter", "space")
        await pilot.pause(2 * REMEMBER_AFTER)
        assert written
        written.clear()
        await pilot.pause(4 * REMEMBER_AFTER)
        assert written == []


async def test_backspace_after_a_jump_from_the_library_stays(app: ReaderApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "p", *"leon", "enter")
        number = reading(app).number
        await press(pilot, "backspace")
        assert reading(app).number == number == 0


@pytest.mark.parametrize("opener", ["p", "slash", "S", "question_mark"])
@pytest.mark.parametrize("key", ["ctrl+c", "ctrl+q"])
async def test_one_is_always_out_with_ctrl_c_and_ctrl_q(app: ReaderApp, opener: str, key: str) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, opener, "x", key)
        assert app._exit


async def test_a_document_that_changed_is_read_and_analysed_anew(app: ReaderApp, folder: Path) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        text = "新的题目\n\n前面多了许多字。后来里昂·李才来。\n"
        app.library._open.clear()
        (folder / "2.txt").write_text(text, encoding="utf-8")
        await press(pilot, "down", "enter")
        screen = reading(app)
        assert [text[m.start : m.end] for m in screen.page.mentions] == ["里昂·李"]
        assert app.library.counts()["li-wen"] == 5


async def test_n_goes_on_past_a_document_that_is_gone(app: ReaderApp, folder: Path) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "enter", "tab", "n", "n")
        app.library._open.clear()
        (folder / "2.txt").unlink()
        await press(pilot, "n")
        assert reading(app).number == 2
        assert "2.txt: no such file" in text_of(reading(app).status)
        await press(pilot, "N")
        assert reading(app).number == 0


async def test_m_lists_a_document_that_is_gone_with_the_reason(app: ReaderApp, folder: Path) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "enter", "tab")
        app.library._open.clear()
        (folder / "2.txt").unlink()
        await press(pilot, "m")
        assert "no such file" in text_of(app.screen.query_one("#rows"))


async def test_a_jump_from_the_library_to_a_document_that_is_gone_says_so(app: ReaderApp, folder: Path) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        app.library._open.clear()
        (folder / "1.txt").unlink()
        await press(pilot, "p", *"leon", "enter")
        assert isinstance(app.screen, LibraryScreen)
        assert "1.txt: no such file" in text_of(app.screen.status)


async def test_a_filtered_list_of_mentions_keeps_the_titles(app: ReaderApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "enter", "tab", "m", *"回来")
        assert next(line for line in shown(app.screen.query_one("#rows")) if line).startswith("▸ 离开的人")


async def test_one_document_that_breaks_the_analysis_does_not_stop_the_others(
    folder: Path, state: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = Library([str(folder)])
    complete = library.complete

    def broken(number: int, *, of_found: bool) -> object:
        if number == 1:
            raise RuntimeError("ours")
        return complete(number, of_found=of_found)

    monkeypatch.setattr(library, "complete", broken)
    app = ReaderApp(library, state)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert [library.known(number) is not None for number in range(3)] == [True, False, True]


async def test_a_search_that_fails_ends(app: ReaderApp, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_words: object) -> object:
        raise RuntimeError("ours")

    monkeypatch.setattr(app.library, "search", broken)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "slash", "湖")
        await settled(pilot)
        assert isinstance(app.screen, SearchPanel)
        assert "searching" not in text_of(app.screen.heading)


async def test_the_furthest_that_was_read_is_what_counts(app: ReaderApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "enter", "end")
        await pilot.pause(2 * REMEMBER_AFTER)
        await press(pilot, "home", "q")
        assert isinstance(app.screen, LibraryScreen)
        assert "✓" in shown(app.screen.rows)[0]
