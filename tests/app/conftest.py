"""A library of three short documents about the same people, and the app on it, driven through keys."""

from __future__ import annotations

import asyncio
import os
import time
from typing import TYPE_CHECKING

os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")

import pytest

from reader.app.application import ReaderApp
from reader.library.library import Library
from reader.library.state import State

if TYPE_CHECKING:
    from pathlib import Path

ENTITIES = """
[[entity]]
id = "li-wen"
type = "person"
names = { zh-Hans = "李文翰", zh-Hant = "李文翰", en = "Leon Lee" }
aliases = ["里昂·李"]
description = "湖边研究所的主管"

[[entity]]
id = "yu-fa"
type = "person"
names = { zh-Hans = "余发", zh-Hant = "余發" }

[[entity]]
id = "lake"
type = "organization"
names = { zh-Hans = "湖边研究所", zh-Hant = "湖邊研究所" }
"""

FILLER_HANS = "今天的湖面很安静，风从山里吹来，研究的人们把书放在桌上，谈到很晚才离开。"
FILLER_HANT = "今天的湖面很安靜，風從山裡吹來，研究的人們把書放在桌上，談到很晚才離開，為了明天。"

ONE = (
    "湖邊的一天\n\n李文翰(Leon Lee)在湖邊研究所說話。\n\n" + f"{FILLER_HANT * 3}\n\n" * 30 + "李文翰走了，余發還在。\n"
)
TWO = "离开的人\n\n里昂·李离开了湖边研究所，余发说不知道。\n\n" + f"{FILLER_HANS * 2}\n\n" * 4 + "后来里昂·李回来了。\n"
THREE = "# Notes [b]not markup[/b]\n\nLeon Lee wrote to LeonLee@example.org about the lake.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "articles"
    place.mkdir()
    (place / "entities.toml").write_text(ENTITIES, encoding="utf-8")
    for name, text in (("1.txt", ONE), ("2.txt", TWO), ("3.md", THREE)):
        (place / name).write_text(text, encoding="utf-8")
    return place


@pytest.fixture
def state(tmp_path: Path) -> State:
    return State(tmp_path / "state.sqlite")


@pytest.fixture
def app(folder: Path, state: State) -> ReaderApp:
    return ReaderApp(Library([str(folder)]), state)


async def idle(_at_least: float = 0, at_most: float = 1) -> None:
    """Wait until no message is under way any more, in seconds `at_most`; threads are not waited for."""
    ready = vars(asyncio.get_running_loop())["_ready"]  # asyncio has no public way to ask
    quiet, until = 0, time.monotonic() + at_most
    while quiet < 2 and time.monotonic() < until:
        await asyncio.sleep(0.001 if quiet else 0)
        quiet = 0 if ready else quiet + 1


@pytest.fixture
def noticing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the app notice soon what changes in the folder."""
    monkeypatch.setattr("reader.library.watching.QUIET", 20)
    monkeypatch.setattr("reader.library.watching.STANDS_AFTER", 50)


@pytest.fixture(autouse=True)
def without_noticing(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the app notice what changes when it opens a file, and not before."""
    if "noticing" not in request.fixturenames:
        monkeypatch.setattr("reader.library.watching.Watching.start", lambda _watching: None)


@pytest.fixture
def idling() -> None:
    """Let Textual wait as it does by itself, in tests that resize: it draws a new size a moment later."""


@pytest.fixture(autouse=True)
def without_idling(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Press keys one right after the other: Textual waits three times a key until the processor has nothing to do.

    What threads do, tests wait for themselves.
    """
    if "idling" in request.fixturenames:
        return
    for module in ("textual.app", "textual.pilot"):
        monkeypatch.setattr(f"{module}.wait_for_idle", idle)
