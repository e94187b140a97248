"""The work in the background: what it costs a reader who reads on while a long document is analysed."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from tests.benchmarks.comparison import Comparison
from tests.benchmarks.conditions import READER
from tests.benchmarks.documents import chapter_mark
from tests.benchmarks.driving import ANALYSIS_LIMIT, AT_REST, PAGE, page_with
from tests.benchmarks.novels import NOTE, NOVEL, shelf
from tests.benchmarks.processes import seconds_worked
from tests.benchmarks.terminal import COLUMNS, ROWS, StuckError, Terminal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.benchmarks.conditions import Conditions

GOAL = 2.0
LOOK = 0.2
"""Seconds for which is looked whether the program and its children work."""
WORKING = 0.2
"""The share of that time that they work at least when they are at it; what is done at leisure is no more."""
BEGINS_WITHIN = 5.0
"""Seconds after the first page within which the work has to begin."""
PAGE_CELLS = COLUMNS * ROWS * 3 // 4
"""Cells that are written when the page stands there; what goes on in the background may write a line at any time."""


def background(conditions: Conditions) -> Iterator[Comparison]:
    """Page down while a 20 MB novel is analysed for the first time, against the same key when that is done."""
    comparison = Comparison("page down during the analysis of 20 MB", "the same at rest", "ms", GOAL)
    file = shelf(conditions, NOTE, NOVEL).file(1)
    with Terminal([READER, str(file)], conditions.new_home(), ANALYSIS_LIMIT) as terminal:
        terminal.wait_for([chapter_mark(1)])
        _wait(terminal, BEGINS_WITHIN, working=True)
        during: list[float] = []
        while len(during) < conditions.rounds:
            seconds = page_with(terminal, PAGE).seconds_to_cells(PAGE_CELLS)
            if _share_of_work(terminal) < WORKING:
                break  # the work may have ended before the key
            during.append(seconds)
        if not during:
            raise StuckError("the work in the background was done at once")
        _wait(terminal, ANALYSIS_LIMIT, working=False)
        terminal.settle(AT_REST)
        for seconds in during:
            terminal.settle(LOOK)
            comparison.add(seconds * 1000, page_with(terminal, PAGE).seconds_to_cells(PAGE_CELLS) * 1000)
    yield comparison


def _wait(terminal: Terminal, limit: float, *, working: bool) -> None:
    """Wait until the program and its children work, or until they rest."""
    deadline = time.monotonic() + limit
    while (_share_of_work(terminal) >= WORKING) is not working:
        if time.monotonic() > deadline:
            raise StuckError(f"the work in the background has not {'begun' if working else 'ended'} in {limit:.0f} s")


def _share_of_work(terminal: Terminal) -> float:
    """Return for which share of a moment the program and its children work, in processors."""
    before, started = seconds_worked(terminal.process), time.perf_counter()
    terminal.type(b"", quiet=LOOK, patience=LOOK)
    return (seconds_worked(terminal.process) - before) / (time.perf_counter() - started)
