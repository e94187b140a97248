"""The page: what keys cost against a plain repaint of the same screen, from the key to the last byte written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.benchmarks.comparison import Comparison
from tests.benchmarks.conditions import READER
from tests.benchmarks.documents import NAME, make_articles, make_long_document, mark, read_documents, simplified
from tests.benchmarks.terminal import COLUMNS, ROWS, StuckError, Terminal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.benchmarks.conditions import Conditions
    from tests.benchmarks.terminal import Response

REPAINT, TOGGLE, PAGE, OPEN, NEXT_NAME, NEXT_MENTION = b"\x0c", b"s", b" ", b"\r", b"\t", b"n"
FLOOR = "plain repaint"
TOGGLE_GOAL, JUMP_GOAL = 2, 3
PAGE_LENGTH = 2 * COLUMNS * ROWS // 5
"""Code points, more than a page holds."""
AT_REST = 2.0
"""Seconds without output after which nothing is left to come: no work in the background, no mark that fades."""


def toggle(conditions: Conditions) -> Iterator[Comparison]:
    """Simplified to Traditional and back: of a page never shown in Traditional, and of one shown in both before."""
    fresh = Comparison("toggle of a new page", FLOOR, "ms", goal=TOGGLE_GOAL)
    again = Comparison("toggle of a page toggled before", FLOOR, "ms", goal=TOGGLE_GOAL)
    file = conditions.new_folder() / "long.txt"
    texts = simplified(read_documents(conditions.documents))
    make_long_document(file, texts, PAGE_LENGTH * (conditions.rounds + 2))
    with Terminal([READER, str(file)], conditions.new_home()) as terminal:
        _open(terminal, texts[0])
        for number in range(conditions.rounds + 1):
            terminal.press(PAGE)
            for comparison in (fresh, again):
                floor = _repaint(terminal)
                toggled = _milliseconds(terminal.press(TOGGLE))
                if number:
                    comparison.add(toggled, floor)
    yield fresh
    yield again
