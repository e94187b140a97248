"""Finding: a search through a long document, and its contents, by themselves and on the screen."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass
from threading import Event, Thread
from typing import TYPE_CHECKING

from reader.documents.contents import contents
from reader.documents.decoding import decode
from reader.library.search import compiled
from tests.benchmarks.comparison import Comparison
from tests.benchmarks.conditions import READER
from tests.benchmarks.documents import NAME, chapter_mark
from tests.benchmarks.driving import AT_REST, PAINTED, PLAIN_REPAINT, repaint_seconds
from tests.benchmarks.first_page import READ_AND_DECODE
from tests.benchmarks.novels import NOTE, NOVEL, shelf
from tests.benchmarks.terminal import StuckError, Terminal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from tests.benchmarks.conditions import Conditions

CASES = (
    ("a name", NAME, False),
    ("a common character", "的", False),
    ("what is nowhere", "查無此句", False),
    ("a regular expression", "第.+章", True),
)
"""What is searched for, and whether it is a regular expression."""
FIRST_GOAL, TEXT_GOAL, PATTERN_GOAL, CONTENTS_GOAL = 2, 8, 20, 15
STALL_GOAL = 10
LIMIT_MS = 2000
"""Milliseconds within which a search on the screen has to be done."""
SEARCH = b"/"
COUNTED = 0.4
"""Seconds without output after which the last hit has been counted; the cursor blinks no faster."""
LOOK_EVERY = 0.001


def search(conditions: Conditions) -> Iterator[Comparison]:
    """A 20 MB novel searched and read for its headings, against reading and decoding it; and a search on the screen."""
    file = shelf(conditions, NOTE, NOVEL).file(1)
    text = decode(file.read_bytes()).text
    for case, query, regex in CASES:
        goal = PATTERN_GOAL if regex else TEXT_GOAL
        first = Comparison(f"search of 20 MB, {case}: first hits", READ_AND_DECODE, "ms", FIRST_GOAL)
        whole = Comparison(f"search of 20 MB, {case}: all hits", READ_AND_DECODE, "ms", goal)
        stall = Comparison(f"search of 20 MB, {case}: longest wait for the interpreter", "its turns", "ms", STALL_GOAL)
        for number in range(conditions.rounds + 1):
            floor = _reading(file)
            took = _search(text, query, regex=regex)
            if number:
                first.add(took.first, floor)
                whole.add(took.whole, floor)
                stall.add(took.stall, sys.getswitchinterval() * 1000)
        yield from (first, whole, stall)
    yield _contents(conditions, file, text)
    yield from _on_the_screen(conditions, file, text)


@dataclass(frozen=True, slots=True)
class Took:
    """What a search took, in milliseconds."""

    first: float
    """Until its first hits; until its end where there are none."""
    whole: float
    stall: float
    """The longest that another thread had to wait meanwhile."""


def _search(text: str, query: str, *, regex: bool) -> Took:
    waits: list[float] = []
    done = Event()
    other = Thread(target=_wait_again_and_again, args=(done, waits))
    other.start()
    started = time.perf_counter()
    first = 0.0
    wanted = compiled(query, regex=regex)
    assert wanted is not None
    for hits in wanted.stretches(text):
        if hits and not first:
            first = time.perf_counter() - started
    whole = time.perf_counter() - started
    done.set()
    other.join()
    return Took((first or whole) * 1000, whole * 1000, max(waits) * 1000)


def _wait_again_and_again(done: Event, waits: list[float]) -> None:
    last = time.perf_counter()
    while not done.is_set():
        time.sleep(LOOK_EVERY)
        now = time.perf_counter()
        waits.append(now - last - LOOK_EVERY)
        last = now


def _contents(conditions: Conditions, file: Path, text: str) -> Comparison:
    comparison = Comparison("contents of 20 MB", READ_AND_DECODE, "ms", CONTENTS_GOAL)
    for number in range(conditions.rounds + 1):
        floor = _reading(file)
        started = time.perf_counter()
        found = sum(map(len, contents(text)))
        took = (time.perf_counter() - started) * 1000
        if not found:
            raise StuckError("no headings in the novel")
        if number:
            comparison.add(took, floor)
    return comparison


def _on_the_screen(conditions: Conditions, file: Path, text: str) -> Sequence[Comparison]:
    """Measure a search from the last key typed until its last hit is counted, with the novel on the page."""
    shown = Comparison("search of 20 MB on the screen: all hits counted", "two seconds", "ms", 1)
    alive = Comparison("search of 20 MB on the screen: first hits listed", PLAIN_REPAINT, "ms")
    counted = f"{text.count(NAME)} hits"
    home = shelf(conditions, NOTE, NOVEL).home
    for number in range(conditions.rounds + 1):
        with Terminal([READER, str(file)], conditions.copy_of(home)) as terminal:
            terminal.wait_for([chapter_mark(1)])
            terminal.settle(AT_REST)
            floor = repaint_seconds(terminal) * 1000
            terminal.press(SEARCH)
            typed = terminal.press(NAME.encode(), quiet=COUNTED)
            if number:
                shown.add(typed.seconds_to(counted) * 1000, LIMIT_MS)
                alive.add(typed.seconds_to_cells(PAINTED) * 1000, floor)
    return (shown, alive)


def _reading(file: Path) -> float:
    """Return the milliseconds that reading and decoding the file takes."""
    started = time.perf_counter()
    file.read_bytes().decode("utf-8")
    return (time.perf_counter() - started) * 1000
