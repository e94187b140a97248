"""A program in a pseudo terminal, watched from outside: what it writes, when, and for which key."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Self

from reader.page.cells import width

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from types import TracebackType

COLUMNS, ROWS = 200, 50
QUIET = 0.1
"""Seconds without output after which a program counts as done with a key."""
LIMIT = 60.0
"""Seconds after which a program counts as stuck."""

CURSOR_QUERY, CURSOR_ANSWER = b"\x1b[6n", b"\x1b[1;1R"
# Control sequences (CSI), operating system commands (OSC), two-character escapes, and controls such as line ends.
NOT_TEXT = re.compile("\x1b\\[[0-?]*[ -/]*[@-~]|\x1b\\][^\x07\x1b]*(?:\x07|\x1b\\\\)|\x1b.|[\x00-\x1f\x7f]")


class StuckError(Exception):
    """A program did not do what was waited for."""


@dataclass(frozen=True, slots=True)
class Response:
    """What a program wrote after a key."""

    seconds: float
    """From the key to the last byte."""
    output: bytes

    @property
    def cells(self) -> int:
        """How many cells of the screen were written."""
        return width(NOT_TEXT.sub("", self.output.decode()))


class Terminal:
    """A program that runs in a terminal of `COLUMNS` and `ROWS` until it is closed."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str]) -> None:
        """Start a program.

        Args:
            command: an executable's path and its arguments.
            environment: all of its environment.
        """
        self._command = " ".join(command)
        self._output = bytearray()
        self._ended = False
        self._started = time.perf_counter()
        self._process, self._terminal = pty.fork()
        if self._process == 0:
            fcntl.ioctl(pty.STDOUT_FILENO, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
            os.execve(command[0], list(command), dict(environment))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """End the program, whatever it is doing."""
        os.kill(self._process, signal.SIGKILL)
        os.waitpid(self._process, 0)
        os.close(self._terminal)

    def wait_for(self, texts: Sequence[str]) -> float:
        """Return the seconds from the start of the program until all of the texts have been written."""
        wanted = [text.encode() for text in texts]
        return self._read_until(lambda: all(text in self._output for text in wanted), f"{texts}")

    def wait_for_end(self) -> float:
        """Return the seconds from the start of the program until it has closed the terminal."""
        return self._read_until(lambda: self._ended, "its end")

    def settle(self, quiet: float = QUIET) -> None:
        """Wait until nothing has been written for as many seconds."""
        while self._read(quiet):
            pass

    def press(self, key: bytes) -> Response:
        """Press a key and return what is written until all is quiet again."""
        self._output.clear()
        pressed = last = time.perf_counter()
        os.write(self._terminal, key)
        waiting = LIMIT
        while self._read(waiting):
            last = time.perf_counter()
            waiting = QUIET
        if not self._output:
            raise StuckError(f"{self._command}: no answer to the key {key!r}")
        return Response(last - pressed, bytes(self._output))

    def peak_memory(self) -> float:
        """Return the most memory that the program has had resident, in MB. Linux only."""
        status = Path(f"/proc/{self._process}/status").read_text()
        peak = re.search(r"VmHWM:\s*(\d+) kB", status)
        assert peak is not None
        return int(peak[1]) * 1024 / 1e6

    def _read_until(self, done: Callable[[], bool], wanted: str) -> float:
        while not done():
            if not self._read(LIMIT) and not done():
                shown = NOT_TEXT.sub("", self._output.decode(errors="replace"))
                raise StuckError(f"{self._command}: {wanted} never came; it wrote {shown[-500:]!r}")
        return time.perf_counter() - self._started

    def _read(self, seconds: float) -> bool:
        """Read what is written within as many seconds; return whether there was anything."""
        if self._ended or not select.select([self._terminal], [], [], seconds)[0]:
            return False
        try:
            data = os.read(self._terminal, 1 << 18)
        except OSError:  # how Linux says that no process has the terminal open any more
            data = b""
        self._ended = not data
        self._output += data
        if CURSOR_QUERY in data:
            os.write(self._terminal, CURSOR_ANSWER)
        return bool(data)
