"""Driving the app as a user does, and reading its screen as text."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from reader.app.application import BEGIN_AFTER, ReaderApp
from reader.app.reading_screen import ReadingScreen

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import App
    from textual.pilot import Pilot
    from textual.widget import Widget

PATIENCE = 60
"""Seconds after which a test gives up."""


async def press(pilot: Pilot[int], *keys: str) -> None:
    """Press keys one after the other, each when the screen has settled."""
    for key in keys:
        await pilot.press(key)
        await pilot.pause()


async def settled(pilot: Pilot[int]) -> None:
    """Wait until the work in the background has begun and is done."""
    assert isinstance(pilot.app, ReaderApp)
    deadline = time.monotonic() + PATIENCE
    while not pilot.app.analysed:
        assert time.monotonic() < deadline, "the work in the background does not end"
        await pilot.pause(BEGIN_AFTER)
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


async def until(pilot: Pilot[int], is_so: Callable[[], object]) -> None:
    """Wait until something is so, and the screen has settled."""
    deadline = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < deadline, "it has not come"
        await pilot.pause(0.02)
    await pilot.pause()


def shown(widget: Widget) -> list[str]:
    """Return the lines of a widget that paints its own lines, spaces at their ends left out."""
    lines = (widget.render_line(y) for y in range(widget.size.height))
    return ["".join(segment.text for segment in line).rstrip() for line in lines]


def text_of(widget: Widget) -> str:
    """Return a widget's lines as one text."""
    return "\n".join(shown(widget))


def reading(app: ReaderApp) -> ReadingScreen:
    """Return the reading screen, which must be on top."""
    screen = app.screen
    assert isinstance(screen, ReadingScreen), screen
    return screen


def styled(widget: Widget, text: str) -> list[str]:
    """Return how each stretch of a widget that consists of exactly this text is styled, attributes only."""
    found = []
    for y in range(widget.size.height):
        for segment in widget.render_line(y):
            if segment.text == text and segment.style is not None:
                style = segment.style
                names = [name for name in ("bold", "italic", "underline", "reverse") if getattr(style, name)]
                found.append(" ".join(names))
    return found


def screen_text(app: App[int]) -> str:
    """Return the whole screen as a terminal shows it, spaces at the ends of lines left out."""
    strips = app.screen._compositor.render_strips(app.size)  # Textual has no public way to ask for text
    return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips).rstrip()
