"""The page: what keys cost against a plain repaint of the same screen, from the key to the last byte written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.app.keys import LIBRARY
from tests.benchmarks.comparison import Comparison
from tests.benchmarks.conditions import READER
from tests.benchmarks.documents import make_articles, make_long_document, mark, read_documents, simplified
from tests.benchmarks.driving import (
    AT_REST,
    NEXT_MENTION,
    NEXT_NAME,
    OPEN,
    PAGE,
    PLAIN_REPAINT,
    TOGGLE,
    repaint_seconds,
)
from tests.benchmarks.terminal import StuckError, Terminal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.benchmarks.conditions import Conditions

TOGGLE_GOAL, JUMP_GOAL = 2, 3
PAGE_LENGTH = 4000
"""Code points, more than a page holds."""


def toggle(conditions: Conditions) -> Iterator[Comparison]:
    """Simplified to Traditional and back: a page never shown in Traditional, and one shown in both before."""
    fresh = Comparison("toggle of a new page", PLAIN_REPAINT, "ms", goal=TOGGLE_GOAL)
    again = Comparison("toggle of a page toggled before", PLAIN_REPAINT, "ms", goal=TOGGLE_GOAL)
    file = conditions.new_folder() / "long.txt"
    texts = simplified(read_documents(conditions.documents))
    make_long_document(file, texts, PAGE_LENGTH * (conditions.rounds + 2))
    with Terminal([READER, str(file), str(conditions.documents)], conditions.new_home()) as terminal:
        _open_first(terminal)
        terminal.press(TOGGLE)
        terminal.press(TOGGLE)
        for number in range(conditions.rounds + 1):
            terminal.press(PAGE)
            for comparison in (fresh, again):
                repaint = repaint_seconds(terminal)
                toggled = terminal.press(TOGGLE).seconds
                if number:
                    comparison.add(toggled * 1000, repaint * 1000)
    yield fresh
    yield again


def first_toggle(conditions: Conditions) -> Iterator[Comparison]:
    """The first toggle after the start, pressed as soon as the page stands there."""
    comparison = Comparison("first toggle after the start", PLAIN_REPAINT, "ms")
    file = conditions.new_folder() / "long.txt"
    texts = simplified(read_documents(conditions.documents))
    make_long_document(file, texts, PAGE_LENGTH)
    for _ in range(conditions.rounds):
        with Terminal([READER, str(file)], conditions.new_home()) as terminal:
            terminal.wait_for([mark(0)])
            terminal.settle()
            toggled = terminal.press(TOGGLE).seconds
            terminal.settle(AT_REST)
            comparison.add(toggled * 1000, repaint_seconds(terminal) * 1000)
    yield comparison


def jump(conditions: Conditions) -> Iterator[Comparison]:
    """The next mention of somebody, in an article that was not opened before: as written, and converted."""
    folder = conditions.new_folder()
    make_articles(folder, simplified(read_documents(conditions.documents)), conditions.rounds + 2)
    for script in ("original", "traditional"):
        comparison = Comparison(f"jump to another article, script {script}", PLAIN_REPAINT, "ms", goal=JUMP_GOAL)
        command = [READER, str(folder), "--script", script]
        with Terminal(command, conditions.new_home()) as terminal:
            _open_first(terminal)
            terminal.press(NEXT_NAME)
            for number in range(conditions.rounds + 1):
                repaint = repaint_seconds(terminal)
                jumped = terminal.press(NEXT_MENTION)
                if mark(number + 1).encode() not in jumped.output:
                    raise StuckError(f"the jump did not lead to article {number + 1}")
                terminal.settle(AT_REST)
                if number:
                    comparison.add(jumped.seconds * 1000, repaint * 1000)
        yield comparison


def _open_first(terminal: Terminal) -> None:
    """Open the first document of a library, one that was made."""
    terminal.wait_for([LIBRARY[0].label])
    terminal.settle(AT_REST)
    if mark(0).encode() not in terminal.press(OPEN).output:
        raise StuckError(f"{mark(0)} is not on the page")
    terminal.settle(AT_REST)
