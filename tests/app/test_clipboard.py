"""Copying: by the system's clipboard where one takes the text, else into a file, and never a word on the terminal."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from reader.app.clipboard import OSC_52_LONGEST, copy_by_system, fits_the_terminal
from reader.library.locations import copied_file

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="other systems have clipboards of their own")


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the only folder in which there are programs, on a desktop."""
    folder = tmp_path / "programs"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setenv("DISPLAY", ":99")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setattr("platform.release", lambda: "6.1.0")
    return folder


def program(folder: Path, name: str, does: str) -> None:
    (folder / name).write_text(f"#!/bin/sh\n{does}\n", encoding="utf-8")
    (folder / name).chmod(0o755)


def test_a_program_for_it_gets_the_text(programs: Path, tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    program(programs, "xclip", f'read -r text; printf %s "$text" > "{taken}"')
    assert copy_by_system("方小舟") is None
    assert taken.read_text(encoding="utf-8") == "方小舟"
    assert not copied_file().exists()


def test_a_desktop_that_cannot_be_reached_is_no_clipboard_and_says_nothing_on_the_terminal(
    programs: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    program(programs, "xclip", 'echo "cannot open display"; echo "cannot open display" >&2; exit 1')
    file = copy_by_system("方小舟")
    assert file == copied_file()
    assert file.read_text(encoding="utf-8") == "方小舟"
    assert capfd.readouterr() == ("", "")


def test_where_one_program_fails_the_next_is_asked(programs: Path, tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    program(programs, "xclip", "exit 1")
    program(programs, "xsel", f'read -r text; printf %s "$text" > "{taken}"')
    assert copy_by_system("陳晚") is None
    assert taken.read_text(encoding="utf-8") == "陳晚"


def test_without_a_desktop_no_program_is_asked(programs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(programs, "xclip", "exit 0")
    monkeypatch.delenv("DISPLAY")
    assert copy_by_system("陳晚") == copied_file()


def test_a_text_is_sent_through_the_terminal_up_to_what_all_take() -> None:
    assert fits_the_terminal("a" * OSC_52_LONGEST)
    assert not fits_the_terminal("一" * (OSC_52_LONGEST // 3 + 1))
