"""The memory that a long document takes, against the same app with one line and the size of the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.library.locations import ENTITY_LIST
from tests.benchmarks.comparison import Comparison
from tests.benchmarks.conditions import READER
from tests.benchmarks.documents import ENTITY, NAME, chapter_mark, mark, middle_of, opening, read_documents
from tests.benchmarks.driving import (
    ANALYSIS_LIMIT,
    AT_REST,
    DOWN,
    END,
    NEXT_MENTION,
    OPEN,
    PAGE,
    START,
    TOGGLE,
    follow,
    page_with,
)
from tests.benchmarks.first_page import left_in_the_middle
from tests.benchmarks.launch import minimal_app
from tests.benchmarks.novels import LINE, NOTE, NOVEL, shelf
from tests.benchmarks.processes import ChildrenWatch
from tests.benchmarks.terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.benchmarks.conditions import Conditions
    from tests.benchmarks.novels import Shelf

GOAL = 1.4
KEYS = (PAGE, PAGE, TOGGLE, PAGE, TOGGLE, NEXT_MENTION, NEXT_MENTION, END, PAGE, START, TOGGLE)
EMPTY_APP = "the app with one line, and the file"
PATIENCE = 0.5
"""Seconds that the answer to a key may take; some of the keys have none in a document of one line."""


def novel_memory(conditions: Conditions) -> Iterator[Comparison]:
    """The most memory with 20 MB open from the first start on, its analysis, pages, toggles and mentions included."""
    minimal, its_texts = minimal_app(read_documents(conditions.documents)[0])
    with Terminal(minimal, conditions.new_home()) as terminal:
        terminal.wait_for(its_texts)
        terminal.settle(AT_REST)
        least = terminal.peak_memory()
    empty, _unused = _megabytes(conditions, _one_line(conditions.new_folder()), 1)
    for kind in (NOVEL, LINE):  # once: it varies little, and the whole novel is read through for it
        file = shelf(conditions, NOTE, kind).file(1)
        megabytes = file.stat().st_size / 1e6
        taken, children = _megabytes(conditions, file, 2)
        claim = f"peak memory, {kind.name}"
        yield Comparison(claim, EMPTY_APP, "MB", GOAL, [(taken, empty + megabytes)])
        yield Comparison(claim, "the minimal Textual app, and the file", "MB", None, [(taken, least + megabytes)])
        yield Comparison(f"{claim}, all child processes together", "the file", "MB", None, [(children, megabytes)])
        left = _opened_in_the_middle(conditions, shelf(conditions, NOTE, kind), middle_of(kind.size))
        yield Comparison(
            f"{claim}, opened from the list where it was left", EMPTY_APP, "MB", GOAL, [(left, empty + megabytes)]
        )


def _one_line(folder: Path) -> Path:
    """Return a document of one line with two mentions."""
    (folder / ENTITY_LIST).write_text(ENTITY, encoding="utf-8")
    file = folder / "one line.txt"
    file.write_text(f"{NAME}{opening(1)}，{NAME}还在。", encoding="utf-8")
    return file


def _megabytes(conditions: Conditions, file: Path, chapter: int) -> tuple[float, float]:
    """Return the most memory of the reader in a new home and of all its children, after a few minutes of reading."""
    with (
        Terminal([READER, str(file)], conditions.new_home(), ANALYSIS_LIMIT) as terminal,
        ChildrenWatch(terminal.process) as children,
    ):
        terminal.wait_for([chapter_mark(1)])
        terminal.settle(AT_REST)
        follow(terminal, chapter)
        for key in KEYS:
            terminal.type(key, patience=PATIENCE)
        terminal.settle(AT_REST)
        return terminal.peak_memory(), sum(children.peaks.values())


def _opened_in_the_middle(conditions: Conditions, made: Shelf, middle: int) -> float:
    """Return the most memory of the reader, in a home that knows the novel, from the list to its middle and around."""
    with Terminal([READER, str(made.folder)], left_in_the_middle(conditions, made, middle)) as terminal:
        terminal.wait_for([mark(0), mark(1)])
        terminal.settle(AT_REST)
        page_with(terminal, DOWN + OPEN, chapter_mark(middle))
        terminal.settle(AT_REST)
        for key in KEYS:
            terminal.type(key, patience=PATIENCE)
        terminal.settle(AT_REST)
        return terminal.peak_memory()
