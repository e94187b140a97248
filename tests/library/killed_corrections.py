"""Processes that correct the same entity list, one after the other, each killed at some moment.

A program of its own, because only a process without threads may be forked. After each kill it holds the file against
the log and against what the process had said was done, and prints how many had done how much as JSON. Nothing waits for
the disk: a process that is killed takes nothing with it that it has written.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from pathlib import Path

from reader.entities.lists import load_lists
from reader.library.corrections import Corrections, Written
from reader.library.decision_log import DecisionLog
from reader.library.splices import known_by

LONGEST_LIFE = 0.012
"""Seconds that a process goes on correcting, at most, before it is killed."""
DIGEST = 64
"""Characters by which a file is known."""


def killed(folder: Path, rounds: int) -> dict[str, int]:
    """Kill a process that corrects a list, again and again."""
    chance = random.Random(rounds)
    file, log = folder / "entities.toml", folder / "decisions.jsonl"
    last = _known(file)
    results = {"done": 0, "kept": 0, "unfinished": 0}
    for seed in range(rounds):
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reading)
            _correct_for_ever(file, log, seed, writing)
        os.close(writing)
        os.read(reading, 1)
        time.sleep(chance.uniform(0, LONGEST_LIFE))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        said = b""
        while more := os.read(reading, 1 << 16):
            said += more
        os.close(reading)
        states = [said[at : at + DIGEST].decode() for at in range(0, len(said) // DIGEST * DIGEST, DIGEST)]
        last = states[-1] if states else last
        found = _known(file)
        assert load_lists([file]).problems == ()
        Corrections(file, log).look()
        again = DecisionLog(log)
        again.look()
        assert again.is_finished
        after = last
        if again.last is not None:  # else nothing was done yet, and the log does not know what was there before
            assert (again.replayed() or b"") == (file.read_bytes() if file.exists() else b"")
            after = again.last.after or known_by(b"")
        assert found in (last, after), "the file was neither the old nor the new one"
        results["done"] += len(states)
        results["kept"] += found == last
        results["unfinished"] += found != _known(file)
        last = _known(file)
    corrections = Corrections(file, log)
    while corrections.undo() is not None:
        pass
    return results


def _known(file: Path) -> str:
    return known_by(file.read_bytes() if file.exists() else b"")


def _correct_for_ever(file: Path, log: Path, seed: int, tell: int) -> None:
    os.fsync = lambda fd: None
    chance = random.Random(seed)
    corrections = Corrections(file, log)
    corrections.look()
    os.write(tell, b".")
    while True:
        what = chance.random()
        if what < 0.5:
            corrections.new_entity("person", [Written(f"林{seed}"), Written("林晚")])
        elif what < 0.9:
            corrections.undo()
        else:
            corrections.redo()
        os.write(tell, _known(file).encode())


if __name__ == "__main__":
    _program, place, count = sys.argv
    print(json.dumps(killed(Path(place), int(count))))
