"""Very many documents: what they cost at launch, at a key while they are looked through, and in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.app.keys import LIBRARY
from tests.benchmarks.comparison import Comparison
from tests.benchmarks.conditions import READER
from tests.benchmarks.launch import AT_REST
from tests.benchmarks.terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from tests.benchmarks.conditions import Conditions

MANY, FEW = 100_000, 200
IN_A_FOLDER = 1_000
LAUNCH_GOAL, KEY_GOAL, MEMORY_GOAL = 1.15, 3.0, 2.0
DOWN = b"\x1b[B"
KEYS = 20
"""As many keys are pressed one after the other, from the first screen on."""
QUIET = 0.02
"""Seconds without output after which a key is done: in the background something is always written."""


def many_documents(conditions: Conditions) -> Iterator[Comparison]:
    """100,000 files, in folders and in a single one: first screen, keys meanwhile, memory when all are listed."""
    empty = conditions.new_folder()
    few = _made(conditions.new_folder(), FEW, FEW)
    folders = _made(conditions.new_folder(), MANY, IN_A_FOLDER)
    flat = _made(conditions.new_folder(), MANY, MANY)
    for place, words in ((folders, f"{MANY:,} files in folders"), (flat, f"{MANY:,} files in one folder")):
        launch = Comparison(f"first screen, {words}", "an empty folder", "ms", LAUNCH_GOAL)
        keys = Comparison(f"moving the cursor meanwhile, {words}", f"{FEW} files", "ms", KEY_GOAL)
        memory = Comparison(f"peak memory when all are listed, {words}", "an empty folder", "MB", MEMORY_GOAL)
        for number in range(conditions.rounds + 1):
            floor, launched = _launch(empty, conditions.new_home()), _launch(place, conditions.new_home())
            in_few, in_many = _key(few, FEW, conditions.new_home()), _key(place, MANY, conditions.new_home())
            least, most = _memory(empty, 0, conditions.new_home()), _memory(place, MANY, conditions.new_home())
            if number:
                launch.add(launched, floor)
                keys.add(in_many, in_few)
                memory.add(most, least)
        yield launch
        yield keys
        yield memory


def _made(folder: Path, count: int, in_a_folder: int) -> Path:
    """Return a folder with as many short documents, in folders with as many each."""
    for number in range(count):
        place = folder / f"{number // in_a_folder:03}"
        if number % in_a_folder == 0:
            place.mkdir()
        (place / f"{number:06}.txt").write_text(f"{_title(number)}\n\n这是其中的一篇。\n", encoding="utf-8")
    return folder


def _title(number: int) -> str:
    return f"书目{number:06}"


def _launch(place: Path, home: Mapping[str, str]) -> float:
    """Return the milliseconds from the start of the program until its first screen can be read."""
    with Terminal([READER, str(place)], home) as terminal:
        return terminal.wait_for([LIBRARY[0].label]) * 1000


def _key(place: Path, count: int, home: Mapping[str, str]) -> float:
    """Return the milliseconds that a key takes on average that moves the cursor, from the first document on."""
    with Terminal([READER, str(place)], home) as terminal:
        terminal.wait_for([_title(0), f"of {count}"])
        terminal.settle(QUIET)
        places = [f"{number} of {count}" for number in range(2, KEYS + 2)]
        return sum(terminal.press(DOWN, place, QUIET).seconds_to(place) for place in places) * 1000 / KEYS


def _memory(place: Path, count: int, home: Mapping[str, str]) -> float:
    with Terminal([READER, str(place)], home) as terminal:
        terminal.wait_for([f"1 of {count}" if count else LIBRARY[0].label])
        if not count:
            terminal.settle(AT_REST)
        return terminal.peak_memory()
