"""The pictures in the README are what the app shows: `python -m tests.app.test_readme` draws them anew."""

from __future__ import annotations

import asyncio
import os
import re
import tempfile
from pathlib import Path

os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")

import pytest

from reader import language
from reader.app.application import ReaderApp
from reader.library.library import Library
from reader.library.locations import seeds
from reader.library.state import State
from tests.app.driving import press, screen_text, settled

README = Path(__file__).resolve().parent.parent.parent / "README.md"
PICTURES = {
    "library": (),
    "page": ("enter", "s", "p", *"chen", "enter", "n", "n"),
    "mentions": ("enter", "s", "p", *"weil", "enter", "m", "down"),
}


async def draw(keys: tuple[str, ...]) -> str:
    state = State(None)
    app = ReaderApp(Library([str(seeds())]), state)
    app.library.sources = ("seeds",)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, *keys)
        await settled(pilot)
        picture = screen_text(app)
    app.library.close()
    state.close()
    return picture


def block(name: str, picture: str) -> str:
    return f"<!-- picture: {name} -->\n```text\n{picture}\n```\n"


@pytest.mark.parametrize("name", PICTURES)
async def test_the_picture_is_what_the_app_shows(name: str) -> None:
    assert block(name, await draw(PICTURES[name])) in README.read_text(encoding="utf-8")


def main() -> None:
    """Draw the pictures anew."""
    os.environ["XDG_CACHE_HOME"] = os.environ["XDG_CONFIG_HOME"] = tempfile.mkdtemp()
    language.use("en")
    text = README.read_text(encoding="utf-8")
    for name, keys in PICTURES.items():
        old = re.compile(rf"<!-- picture: {name} -->\n```text\n.*?```\n", re.DOTALL)
        before, after = old.split(text)
        text = before + block(name, asyncio.run(draw(keys))) + after
    README.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
