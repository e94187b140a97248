"""The reader in a real terminal: keys go in through a pseudo terminal, and what it draws comes out on an emulator."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import time
import warnings
from contextlib import suppress
from typing import TYPE_CHECKING, Self

from tests.emulator import Emulator

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path
    from types import TracebackType

READER = (sys.executable, "-P", "-m", "reader")
"""The command that users run, with the interpreter and the packages of the tests."""
QUIT = b"\x11"
"""Ctrl+Q."""
LIMIT = 30.0
"""Seconds after which the reader counts as stuck; the machine may have other things to do."""
QUIET = 0.1
"""Seconds without output after which nothing more is expected to come of what was done."""


class StuckError(AssertionError):
    """What was waited for did not come."""


def environment(home: Path) -> dict[str, str]:
    """Return all of the environment of a reader with a home of its own."""
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": str(home),
        "XDG_CACHE_HOME": str(home / "cache"),
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_DATA_HOME": str(home / "data"),
        "XDG_STATE_HOME": str(home / "state"),
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "LC_ALL": "C.UTF-8",
    }


class Terminal:
    """A terminal window with a program in it, until it is closed."""

    def __init__(
        self,
        arguments: Sequence[str],
        environment: Mapping[str, str],
        columns: int,
        rows: int,
        *,
        ambiguous: int = 1,
        answers: bool = True,
        command: Sequence[str] = READER,
    ) -> None:
        """Start the reader.

        Args:
            arguments: what follows the command.
            environment: all of its environment.
            columns: the width of the window in cells.
            rows: its height in lines.
            ambiguous: how many cells it draws a character of ambiguous width in.
            answers: whether it answers what it is asked; it keeps the answers in `withheld` otherwise.
            command: what is run.
        """
        self.screen = Emulator(columns, rows, ambiguous=ambiguous, answer=self._send if answers else self._withhold)
        self.withheld = b""
        """What the terminal would have answered."""
        self.status: int | None = None
        """The exit status of the program, when it has ended."""
        self._ended = False
        words = [*command, *arguments]
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # of a fork beside threads: the child only starts it
            self._process, self._terminal = pty.fork()
        if self._process == 0:
            fcntl.ioctl(pty.STDOUT_FILENO, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
            os.execve(words[0], words, dict(environment))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """End the program, whatever it is doing."""
        if self.status is None:
            with suppress(ProcessLookupError):
                os.kill(self._process, signal.SIGKILL)
            os.waitpid(self._process, 0)
        os.close(self._terminal)

    @property
    def modes(self) -> list[int]:
        """The input, output, control and local modes of the terminal's line, as termios has them."""
        attributes = termios.tcgetattr(self._terminal)
        return [mode for mode in attributes[:4] if isinstance(mode, int)]

    @staticmethod
    def fresh_modes() -> list[int]:
        """Return the modes of a line that no program has changed."""
        terminal, program = pty.openpty()
        attributes = termios.tcgetattr(program)
        os.close(terminal)
        os.close(program)
        return [mode for mode in attributes[:4] if isinstance(mode, int)]

    def type(self, keys: bytes) -> None:
        """Press keys, and wait for nothing."""
        self._send(keys)

    def resize(self, columns: int, rows: int) -> None:
        """Change the size of the window; the program is told."""
        self.screen.resize(columns, rows)
        self.screen.feed(b"\x1b[2J")  # nothing that stood there before may be taken for what is drawn now
        fcntl.ioctl(self._terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def wait_until(self, seen: Callable[[], bool], what: str) -> None:
        """Wait until something is seen on the screen.

        Raises:
            StuckError: it was not to be seen within `LIMIT`.
        """
        until = time.monotonic() + LIMIT
        while self.screen.in_frame or not seen():
            left = until - time.monotonic()
            if left <= 0 or not self._read(left):
                raise StuckError(f"{what}: never seen; on the screen:\n" + "\n".join(self.screen.lines))

    def settle(self, quiet: float = QUIET) -> None:
        """Wait until nothing has been written for as many seconds."""
        while self._read(quiet):
            pass

    def wait_for_end(self) -> int:
        """Wait until the program has ended, and return its exit status."""
        while not self._ended:
            if not self._read(LIMIT) and not self._ended:
                raise StuckError("the program has not ended; on the screen:\n" + "\n".join(self.screen.lines))
        self.status = os.waitstatus_to_exitcode(os.waitpid(self._process, 0)[1])
        return self.status

    def quit(self) -> int:
        """Leave the reader at once, and return its exit status."""
        self.type(QUIT)
        return self.wait_for_end()

    def _send(self, data: bytes) -> None:
        os.write(self._terminal, data)

    def _withhold(self, answer: bytes) -> None:
        self.withheld += answer

    def _read(self, seconds: float) -> bool:
        """Show what is written within as many seconds; return whether there was anything."""
        if self._ended or not select.select([self._terminal], [], [], seconds)[0]:
            return False
        try:
            data = os.read(self._terminal, 1 << 16)
        except OSError:  # how Linux says that no process has the terminal open any more
            data = b""
        self._ended = not data
        self.screen.feed(data)
        return bool(data)
