"""The first page of a long document: from the key, or from the start of the program, until it can be read."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

from tests.benchmarks.comparison import Comparison
from tests.benchmarks.conditions import PYTHON, READER
from tests.benchmarks.documents import chapter_mark, mark, middle_of, read_documents
from tests.benchmarks.driving import AT_REST, DOWN, LIBRARY, OPEN, QUIT, follow, page_with
from tests.benchmarks.launch import FLOOR as MINIMAL_APP
from tests.benchmarks.launch import milliseconds, minimal_app
from tests.benchmarks.novels import LINE, NOTE, NOVEL, Shelf, shelf
from tests.benchmarks.terminal import LIMIT, QUIET, Terminal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from tests.benchmarks.conditions import Conditions

GOAL = 1.3
KNOWN_AFTER = 1.0
"""Seconds without output after which the index has been read, where there is one."""
READ_AND_DECODE = "reading and decoding the file"
READING = """
import pathlib, sys, time
file = pathlib.Path(sys.argv[1])
started = time.perf_counter()
file.read_bytes().decode("utf-8")
print(time.perf_counter() - started)
"""
"""A program that tells how many seconds the floor takes in a fresh interpreter."""


def first_page(conditions: Conditions) -> Iterator[Comparison]:
    """A 20 MB document opened from the list: its page on the screen, against reading and decoding the file."""
    novel, line = (shelf(conditions, NOTE, kind) for kind in (NOVEL, LINE))
    middle = middle_of(NOVEL.size)
    yield from _first_page(conditions, f"{NOVEL.name}, not opened before", novel, novel.home)
    left = left_in_the_middle(conditions, novel, middle)
    yield from _first_page(conditions, f"{NOVEL.name}, left in its middle", novel, left, middle)
    yield from _first_page(conditions, f"{NOVEL.name}, in a new home, at once", novel, None)
    yield from _first_page(conditions, f"{LINE.name}, not opened before", line, line.home)


def _first_page(
    conditions: Conditions, case: str, made: Shelf, home: Mapping[str, str] | None, chapter: int = 1
) -> Iterator[Comparison]:
    """Measure opening the second document of a shelf in a copy of a home, or as soon as it is listed in a new one."""
    readable = Comparison(f"first page, {case}: readable", READ_AND_DECODE, "ms", GOAL)
    whole = Comparison(f"first page, {case}: last byte", READ_AND_DECODE, "ms")
    for number in range(conditions.rounds + 1):
        floor = _reading_seconds(made.file(1)) * 1000
        its_home = conditions.new_home() if home is None else conditions.copy_of(home)
        with Terminal([READER, str(made.folder)], its_home) as terminal:
            terminal.wait_for([mark(0), mark(1)])
            terminal.settle(QUIET if home is None else KNOWN_AFTER)
            # The cursor comes to the document in the moment it is opened: nothing of it can have been read.
            page = page_with(terminal, DOWN + OPEN, chapter_mark(chapter))
        if number:
            readable.add(page.seconds_shown(chapter_mark(chapter)) * 1000, floor)
            whole.add(page.seconds * 1000, floor)
    yield from (readable, whole)


def launch_novel(conditions: Conditions) -> Iterator[Comparison]:
    """A 20 MB novel named on the command line: its first page after the start, against the least of Textual apps."""
    minimal, its_texts = minimal_app(read_documents(conditions.documents)[0])
    made = shelf(conditions, NOTE, NOVEL)
    reader = [READER, str(made.file(1))]
    for case, home in (("in a new home", None), ("read through before", made.home)):
        comparison = Comparison(f"launch with a 20 MB novel, {case}", MINIMAL_APP, "ms")
        for number in range(conditions.rounds + 1):
            floor = milliseconds(minimal, conditions.new_home(), its_texts)
            its_home = conditions.new_home() if home is None else conditions.copy_of(home)
            with Terminal(reader, its_home) as terminal:
                launched = terminal.wait_for([chapter_mark(1)]) * 1000
            if number:
                comparison.add(launched, floor)
        yield comparison


def left_in_the_middle(conditions: Conditions, made: Shelf, middle: int) -> Mapping[str, str]:
    """Return a home in which the novel was left in its middle, and the short document was opened after it."""
    home = conditions.copy_of(made.home)
    with Terminal([READER, str(made.folder)], home) as terminal:
        terminal.wait_for([mark(0), mark(1)])
        terminal.settle(AT_REST)
        page_with(terminal, DOWN + OPEN, chapter_mark(1))
        terminal.settle(AT_REST)
        follow(terminal, middle, names=2)
        terminal.settle(AT_REST)
        terminal.press(LIBRARY)
        terminal.settle(AT_REST)
        page_with(terminal, DOWN + OPEN, chapter_mark(1))
        terminal.settle(AT_REST)
        terminal.press(QUIT)
        terminal.wait_for_end()
    return home


def _reading_seconds(file: Path) -> float:
    command = [PYTHON, "-c", READING, str(file)]
    return float(subprocess.run(command, check=True, capture_output=True, timeout=LIMIT).stdout)
