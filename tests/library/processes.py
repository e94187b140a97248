"""Processes that write the same reading state: some are killed, some run at the same time.

A program of its own, because only a process without threads may be forked. Prints what was acknowledged and what was
found afterwards as JSON.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
import sys
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader.documents.anchoring import selector_at
from reader.library.bookmarks import Bookmarks
from reader.library.state import ReadingPlace, State
from reader.scripts.script import Script
from reader.scripts.target import Target
from tests.remembered import place_in, settings_in

if TYPE_CHECKING:
    from collections.abc import Callable

TEXT = "方小舟說：「陳晚來了。」" * 20
WRITES = 40
"""As many places a process remembers that runs beside others."""
LONGEST_LIFE = 0.03
"""Seconds that a process goes on writing, at most, before it is killed."""


def killed(path: Path, rounds: int) -> list[dict[str, Any]]:
    """Kill a process that remembers places and bookmarks, again and again."""
    chance = random.Random(rounds)
    results = []
    number = 0
    for _round in range(rounds):
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reading)
            _write_for_ever(path, number, writing)
        os.close(writing)
        acknowledged = os.read(reading, 4)
        time.sleep(chance.uniform(0, LONGEST_LIFE))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        while more := os.read(reading, 1 << 16):
            acknowledged += more
        os.close(reading)
        last = int.from_bytes(acknowledged[: len(acknowledged) // 4 * 4][-4:], "big")
        state = State(path)
        place, marked = place_in(state, "a.txt", "digest"), Bookmarks(state).all()
        found = place.offset if place is not None else None
        results.append({"acknowledged": last, "found": found, "marked": len(marked), "problem": state.problem})
        state.close()
        number = last
    return results


def _write_for_ever(path: Path, number: int, acknowledge: int) -> None:
    state = State(path)
    kept = Bookmarks(state)
    while True:
        number += 1
        place = ReadingPlace(number, 0.5, time.time(), selector_at(TEXT, number % len(TEXT)), len(TEXT))
        assert state.remember_place("a.txt", "digest", place)
        kept.add("a.txt", "digest", "木屋記", TEXT, number % len(TEXT))
        os.write(acknowledge, number.to_bytes(4, "big"))


def together(path: Path, writers: int) -> dict[str, Any]:
    """Let processes begin with a database that is not there yet, and read the same document, all at the same time."""
    begin = time.time() + 0.1
    children = [_forked(partial(_read_along, path, writer, begin)) for writer in range(writers)]
    statuses = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
    state = State(path)
    place = place_in(state, "a.txt")
    notes = sorted(bookmark.note for bookmark in Bookmarks(state).all())
    target = settings_in(state, "a.txt", "digest").target
    script = target.script if target is not None else None
    settings = [state.setting(f"writer {writer}") for writer in range(writers)]
    state.close()
    progress = place.progress if place is not None else None
    return {"statuses": statuses, "progress": progress, "notes": notes, "script": script, "settings": settings}


def _forked(work: Callable[[], None]) -> int:
    child = os.fork()
    if child == 0:
        try:
            work()
            os._exit(0)
        except BaseException as error:
            print(repr(error), file=sys.stderr)
            os._exit(1)
    return child


def _read_along(path: Path, writer: int, begin: float) -> None:
    time.sleep(max(0.0, begin - time.time()))
    state = State(path)
    assert state.problem is None, state.problem
    for number in range(WRITES):
        progress = (number * 7 % WRITES) / WRITES if writer else 0.25
        assert state.remember_place("a.txt", "digest", ReadingPlace(number, progress, time.time()))
        assert state.remember_setting(f"writer {writer}", number)
        if writer == 0 and number == 3:
            assert state.remember_target("a.txt", "digest", Target(Script.TW))
        if number % 10 == 0:
            Bookmarks(state).add("a.txt", "digest", "木屋記", TEXT, number, note=f"{writer}.{number}")
    state.close()


if __name__ == "__main__":
    _program, what, file, count = sys.argv
    works: dict[str, Callable[[Path, int], Any]] = {"killed": killed, "together": together}
    result = works[what](Path(file), int(count))
    with sqlite3.connect(file) as connection:
        intact = connection.execute("pragma integrity_check").fetchone()[0]
    connection.close()
    print(json.dumps({"result": result, "intact": intact}))
