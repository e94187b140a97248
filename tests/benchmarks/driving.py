"""Driving the reader: its keys, a plain repaint, and ways to be where one wants to measure."""

from __future__ import annotations

import time

from tests.benchmarks.documents import chapter_mark
from tests.benchmarks.terminal import COLUMNS, ROWS, Response, StuckError, Terminal

REPAINT, TOGGLE, PAGE, OPEN, NEXT_NAME, NEXT_MENTION = b"\x0c", b"s", b" ", b"\r", b"\t", b"n"
START, END, LIBRARY, NOTHING, DOWN, LAST, QUIT = b"g", b"G", b"l", b"\x1b", b"j", b"G", b"\x11"
PLAIN_REPAINT = "plain repaint"
AT_REST = 2.0
"""Seconds without output after which nothing is left to come: no work in the background, no mark that fades."""
ANALYSIS_LIMIT = 300.0
"""Seconds within which the names in a document have to be known."""
LOOK_EVERY = 0.5
"""Seconds between two looks at whether they are."""
PAINTED = COLUMNS * ROWS // 4
"""Cells that a key writes at least when it shows another page."""


def repaint_seconds(terminal: Terminal) -> float:
    """Return the seconds of a plain repaint, which is one only if it writes every cell of the screen, once."""
    repaint = terminal.press(REPAINT)
    if repaint.cells != COLUMNS * ROWS:
        raise StuckError(f"a plain repaint wrote {repaint.cells} cells of {COLUMNS * ROWS}")
    return repaint.seconds


def page_with(terminal: Terminal, key: bytes, text: str = "") -> Response:
    """Press a key that shows another page, with a text on it."""
    response = terminal.press(key, text)
    if text.encode() not in response.output:
        raise StuckError(f"{text} is not on the page after the key {key!r}")
    if response.cells < PAINTED:
        raise StuckError(f"the key {key!r} wrote {response.cells} cells, which is no page")
    return response


def follow(terminal: Terminal, chapter: int, names: int = 1) -> None:
    """Choose a name at the beginning of a novel and go to its next mention, as soon as the names are known.

    Args:
        terminal: shows the beginning of the novel.
        chapter: the number of the chapter in which the next mention stands.
        names: the how manieth name it is.
    """
    deadline = time.monotonic() + ANALYSIS_LIMIT
    while True:
        for _ in range(names):
            terminal.type(NEXT_NAME, patience=LOOK_EVERY)
        if chapter_mark(chapter).encode() in terminal.type(NEXT_MENTION, patience=LOOK_EVERY).output:
            return
        if time.monotonic() > deadline:
            raise StuckError(f"no name led to {chapter_mark(chapter)} within {ANALYSIS_LIMIT:.0f} s")
        terminal.type(NOTHING, quiet=LOOK_EVERY, patience=LOOK_EVERY)
