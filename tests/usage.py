"""What a program takes of the machine, told by a small process that does nothing but start it.

Linux counts to the peak memory of a new process what whoever started it had resident, so that must be little.
"""

from __future__ import annotations

import subprocess
import sys
from typing import IO, TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

PROGRAM = """
import os, subprocess, sys
running = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL)
_number, status, used = os.wait4(running.pid, 0)
print(os.waitstatus_to_exitcode(status), used.ru_maxrss * 1024, used.ru_utime + used.ru_stime)
"""


class Usage(NamedTuple):
    """What a program has taken until its end."""

    status: int
    """Its exit status."""
    memory: int
    """Bytes that were resident at most."""
    work: float
    """Seconds of a processor."""


def usage(
    words: Sequence[str], stdin: IO[bytes] | int = subprocess.DEVNULL, environment: Mapping[str, str] | None = None
) -> Usage:
    """Run a program to its end and return what it has taken; what it prints is lost."""
    small = [sys.executable, "-I", "-S", "-c", PROGRAM, *words]
    done = subprocess.run(small, stdin=stdin, env=environment, stdout=subprocess.PIPE, check=True)
    status, memory, work = done.stdout.split()
    return Usage(int(status), int(memory), float(work))
