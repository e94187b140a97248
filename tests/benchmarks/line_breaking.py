"""Line breaking: what it costs to break paragraphs by all rules, against cutting them by cells alone."""

from __future__ import annotations

import json
import subprocess
import time
from typing import TYPE_CHECKING

from rich.cells import chop_cells

from reader.page.line_breaking import rows
from tests.benchmarks.comparison import Comparison
from tests.benchmarks.conditions import PYTHON
from tests.benchmarks.documents import read_documents

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from tests.benchmarks.conditions import Conditions

CELLS = 80
SCREEN = 4000
"""Code points, more than a screen holds."""
FLOOR = "cut by rich at as many cells"
GOAL = 1.3

ROWS = "from reader.page.line_breaking import rows as cut"
CHOP = "from rich.cells import chop_cells as cut"
IN_A_NEW_PROCESS = """
import dataclasses, json, pathlib, rich.cells, sys, time, typing
paragraphs = json.loads(sys.stdin.read())
started = time.perf_counter()
{how}
for paragraph in paragraphs:
    cut(paragraph, {cells})
print((time.perf_counter() - started) * 1000)
"""


def line_breaking(conditions: Conditions) -> Iterator[Comparison]:
    """Paragraphs broken into rows of 80 cells, all of them, and those of a first screen in a new process."""
    texts = [document.text for document in read_documents(conditions.documents)]
    paragraphs = [line for text in texts for line in text.splitlines() if line.strip()]
    megabytes = sum(len(paragraph.encode()) for paragraph in paragraphs) / 1e6
    every = Comparison("rows, per MB of text", FLOOR, "ms", goal=GOAL)
    for number in range(conditions.rounds + 1):
        broken = _milliseconds(lambda paragraph: rows(paragraph, CELLS), paragraphs)
        cut = _milliseconds(lambda paragraph: chop_cells(paragraph, CELLS), paragraphs)
        if number:
            every.add(broken / megabytes, cut / megabytes)
    yield every
    first = Comparison("the first screen of rows, in a new process", FLOOR, "ms")
    screen = _screen(paragraphs)
    for number in range(conditions.rounds + 1):
        pair = (_milliseconds_in_a_new_process(ROWS, screen), _milliseconds_in_a_new_process(CHOP, screen))
        if number:
            first.add(*pair)
    yield first


def _milliseconds(work: Callable[[str], object], paragraphs: Sequence[str]) -> float:
    started = time.perf_counter()
    for paragraph in paragraphs:
        work(paragraph)
    return (time.perf_counter() - started) * 1000


def _screen(paragraphs: Sequence[str]) -> list[str]:
    """Return the first paragraphs, as many as fill a screen."""
    chosen: list[str] = []
    for paragraph in paragraphs:
        chosen.append(paragraph)
        if sum(map(len, chosen)) >= SCREEN:
            break
    return chosen


def _milliseconds_in_a_new_process(how: str, paragraphs: Sequence[str]) -> float:
    """Return how long it takes to load what cuts lines, and to cut the paragraphs, where neither was done before.

    What every program of ours has loaded by then is left out.
    """
    program = IN_A_NEW_PROCESS.format(how=how, cells=CELLS)
    done = subprocess.run(
        [PYTHON, "-c", program], input=json.dumps(list(paragraphs)), capture_output=True, text=True, check=True
    )
    return float(done.stdout)
