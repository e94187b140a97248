"""The processes of a program: who they are, what they have worked and what memory they took. Linux only."""

from __future__ import annotations

import os
import re
import signal
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from types import TracebackType

PROCESSES = Path("/proc")
TICKS = os.sysconf("SC_CLK_TCK")
EVERY = 0.05
"""Seconds between two looks at what processes there are."""


@dataclass(frozen=True, slots=True)
class Process:
    """A process at the moment it was looked at."""

    number: int
    parent: int
    session: int
    seconds: float
    """Of a processor's work, with that of the children it has waited for."""


def family(root: int) -> list[Process]:
    """Return a process, if it still runs, and all that it and its children have started and that still run."""
    running = _running()
    numbers = {root}
    grown = True
    while grown:
        more = {one.number for one in running if one.parent in numbers or one.session in numbers} - numbers
        numbers |= more
        grown = bool(more)
    return [one for one in running if one.number in numbers]


def seconds_worked(root: int) -> float:
    """Return the seconds of work of a process and all that it has started."""
    return sum(one.seconds for one in family(root))


def peak_memory(number: int) -> float | None:
    """Return the most memory that a process has had resident, in MB; None when it has ended."""
    try:
        status = (PROCESSES / str(number) / "status").read_text()
    except OSError:
        return None
    peak = re.search(r"VmHWM:\s*(\d+) kB", status)
    return int(peak[1]) * 1024 / 1e6 if peak is not None else None


def kill_family(root: int) -> None:
    """End a process that is a child of ours, and all that it has started."""
    for _ in range(3):  # one may have started another meanwhile
        others = [one.number for one in family(root) if one.number != root]
        for number in others:
            try:
                os.kill(number, signal.SIGKILL)
            except ProcessLookupError:
                continue
        if not others:
            break
    os.kill(root, signal.SIGKILL)  # the last: its number stands for the family as long as nobody has waited for it
    os.waitpid(root, 0)


@dataclass
class ChildrenWatch:
    """Looks again and again at the processes that a program starts, for the memory that each takes at most."""

    root: int
    peaks: dict[int, float] = field(default_factory=dict)
    """The most memory of each process, in MB, by its number."""

    def __enter__(self) -> Self:
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._over.wait(EVERY):
            for one in family(self.root):
                peak = peak_memory(one.number) if one.number != self.root else None
                if peak is not None:  # the last one counts: what a new process had of its parent's is not its own
                    self.peaks[one.number] = peak


def _running() -> list[Process]:
    """Return all processes that run, those left out that have ended and wait for their parent to notice."""
    found = []
    for folder in PROCESSES.iterdir() if PROCESSES.is_dir() else ():
        if not folder.name.isdecimal():
            continue
        try:
            fields = (folder / "stat").read_text(errors="replace").rpartition(")")[2].split()
        except OSError:  # it has ended
            continue
        if fields[0] != "Z":
            worked = sum(map(int, fields[11:15])) / TICKS
            found.append(Process(int(folder.name), int(fields[1]), int(fields[3]), worked))
    return found
