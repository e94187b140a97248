"""What is said in the lines at the bottom: whole where it fits, apart from what stands beside it, and true."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reader.app.application import ReaderApp
from reader.app.settings import load
from reader.app.wording import file_name
from reader.library.library import Library
from reader.library.locations import copied_file
from reader.scripts.script import Script
from reader.scripts.target import Target
from tests.app.driving import press, reading, screen_text, settled, text_of, until

if TYPE_CHECKING:
    from reader.library.state import State


async def test_a_notice_takes_the_room_of_what_stands_beside_it(app: ReaderApp, folder: Path) -> None:
    (folder / "1.txt").write_bytes(b"\x89PNG\r\n\x1a\n\xff")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "home", "enter")
        status = text_of(app.library_screen.status)
        assert status.strip() == "1.txt: not a text file · D reads it in another encoding"
        assert "not a text file · D reads it in another encoding" in text_of(app.library_screen.rows)
        await press(pilot, "down")
        assert "order:" in text_of(app.library_screen.status)


@pytest.mark.parametrize("columns", [30, 50, 60, 80])
async def test_what_is_cut_at_the_left_does_not_touch_what_stands_at_the_right(app: ReaderApp, columns: int) -> None:
    async with app.run_test(size=(columns, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "enter", "tab")
        await pilot.pause()
        left, gap, place = text_of(reading(app).status).rpartition(" 繁")
        assert gap
        assert place.strip().endswith("%")
        assert left.strip()


async def test_a_notice_does_not_touch_how_far_the_library_is_read(app: ReaderApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "enter", "escape")
        app.progress_text = "reading the library: 1 of 9"
        await press(pilot, "x")
        assert "1 of 9   Select a name first" in text_of(reading(app).status)


async def test_what_is_wrong_in_the_settings_is_told_before_the_library_is_read(
    folder: Path, state: State, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reader.library.background.BackgroundAnalysis.start", lambda _self: None)
    (tmp_path / "settings.toml").write_text('theme = "none"\nmeasur = 3\n', encoding="utf-8")
    app = ReaderApp(Library([str(folder)]), state, loaded=load(tmp_path / "settings.toml"))
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "settings.toml" in text_of(app.library_screen.status))
        said = text_of(app.library_screen.status)
        assert said.strip().startswith("settings.toml: theme: it may be:")
        assert said.strip().endswith("(1 more: reader --log)")


async def test_exporting_bookmarks_is_offered_on_a_small_screen(app: ReaderApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "apostrophe")
        assert "Ctrl+S export" in screen_text(app)


async def test_a_long_notice_on_the_page_stands_alone(app: ReaderApp) -> None:
    async with app.run_test(size=(40, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "enter")
        app.tell("x" * 38)
        await pilot.pause()
        assert text_of(reading(app).status).strip() == "x" * 38


async def test_what_fits_beside_a_shortened_title_is_whole(app: ReaderApp, folder: Path) -> None:
    (folder / "1.txt").write_text("湖邊" * 40 + "\n\n李文翰走了。\n", encoding="utf-8")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "home", "enter", "n")
        status = text_of(reading(app).status)
        assert "Tab, or click it." in status
        assert "湖邊" in status


def test_a_file_at_home_is_shown_from_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "home", lambda: tmp_path / "lin")
    assert file_name(tmp_path / "lin" / "notes" / "a.txt") == str(Path("~/notes/a.txt"))
    assert file_name(tmp_path / "a\n\x1b[2J.txt") == f"{tmp_path}/a ␛[2J.txt"
    assert file_name(tmp_path / "linda" / "a.txt") == str(tmp_path / "linda" / "a.txt")


async def test_a_copy_names_its_file_from_home_on(
    app: ReaderApp, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    said: list[str] = []
    monkeypatch.setattr("reader.app.clipboard.copy_by_system", lambda _text: copied_file())
    monkeypatch.setattr(Path, "home", lambda: copied_file().parent)
    monkeypatch.setattr(app, "tell", said.append)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "enter", "y")
        await until(pilot, lambda: len(said) > 1)
    assert said[-1].endswith(str(Path("~") / copied_file().name))


async def test_the_next_mention_is_not_refused_in_silence_while_names_are_looked_for(
    folder: Path, state: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reader.app.reading_screen.AT_ONCE", 10)
    monkeypatch.setattr("reader.library.background.BackgroundAnalysis.start", lambda _self: None)
    app = ReaderApp(Library([str(folder / "1.txt"), str(folder / "entities.toml")]), state)
    async with app.run_test(size=(100, 24)) as pilot:
        await press(pilot, "enter")
        await until(pilot, lambda: reading(app).page.mentions)
        await press(pilot, "tab")
        assert "still looking" in text_of(reading(app).status)
        await press(pilot, "n")
        assert "Still looking for names here" in text_of(reading(app).status)


async def test_the_status_of_a_document_in_its_own_script_is_in_that_script(app: ReaderApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "enter", "end", "tab", "tab")
        assert "余發" in text_of(reading(app).status)
        assert "湖邊" in text_of(reading(app).status)
        app.show_here_in(Target(Script.HANS))
        await pilot.pause()
        assert "余发" in text_of(reading(app).status)
        assert "湖边" in text_of(reading(app).status)


async def test_d_goes_from_dark_to_light_and_back_whichever_themes_were_looked_at(app: ReaderApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        for theme in ("reader-light", "paper", "sepia"):
            app.change_setting("theme", theme)
        await press(pilot, "d")
        assert app.theme == "reader-dark"
        await press(pilot, "d")
        assert app.theme == "sepia"
