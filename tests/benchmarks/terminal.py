"""A program in a pseudo terminal, watched from outside: what it writes, when, and for which key.

Nothing waits for ever: a program that does not do within `LIMIT` what is waited for counts as stuck, and whatever it
has started ends with it.
"""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import struct
import termios
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from reader.page.cells import width
from tests.benchmarks.processes import kill_family, peak_memory
from tests.emulator import Emulator

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from types import TracebackType

COLUMNS, ROWS = 200, 50
QUIET = 0.1
"""Seconds without output after which a program counts as done with a key."""
LIMIT = 60.0
"""Seconds after which a program counts as stuck, if nothing else is said."""

CURSOR_QUERY = b"\x1b[6n"
CURSOR_TAIL = 4096
"""Bytes at the end of the output, enough to find out where the cursor stands."""
# Control sequences (CSI), operating system commands (OSC), two-character escapes, and controls such as line ends.
NOT_TEXT = re.compile("\x1b\\[[0-?]*[ -/]*[@-~]|\x1b\\][^\x07\x1b]*(?:\x07|\x1b\\\\)|\x1b.|[\x00-\x1f\x7f]")
MOVE = re.compile("\x1b\\[(\\d*)(?:;(\\d*))?([HfGCD])")


class StuckError(Exception):
    """A program did not do what was waited for."""


@dataclass(frozen=True, slots=True)
class Response:
    """What a program wrote after a key."""

    output: bytes
    arrivals: tuple[tuple[float, int], ...]
    """Seconds from the key, and how many bytes of the output had come by then; the last is that of the last byte."""

    @property
    def seconds(self) -> float:
        """From the key to the last byte."""
        return self.arrivals[-1][0]

    @property
    def cells(self) -> int:
        """How many cells of the screen were written."""
        return width(plain(self.output))

    def seconds_to(self, text: str) -> float:
        """Return the seconds from the key to where a text is written for the last time; what comes before is undone.

        Raises:
            StuckError: when it is not in the output.
        """
        encoded = text.encode()
        place = self.output.rfind(encoded)
        if place < 0:
            raise StuckError(f"{text} is not in what was written: {plain(self.output)[-300:]!r}")
        return next(seconds for seconds, size in self.arrivals if size >= place + len(encoded))

    def seconds_shown(self, text: str) -> float:
        """Return the seconds from the key until a text stands on the screen, to be read from then on where it is.

        Being painted anew in the same place takes nothing away from it; a frame shows when it is complete.

        Raises:
            StuckError: when it is not on the screen in the end.
        """
        screen = Emulator(COLUMNS, ROWS)
        since: dict[tuple[int, int], float] = {}
        done = 0
        for seconds, size in self.arrivals:
            screen.feed(self.output[done:size])
            done = size
            if not screen.in_frame:
                places = {(row, line.find(text)) for row, line in enumerate(screen.lines) if text in line}
                since = {place: since.get(place, seconds) for place in places}
        if not since:
            raise StuckError(f"{text} is not on the screen in the end: {plain(self.output)[-300:]!r}")
        return min(since.values())

    def seconds_to_cells(self, cells: int) -> float:
        """Return the seconds from the key until as many cells of the screen were written.

        Raises:
            StuckError: when fewer were.
        """
        for seconds, size in self.arrivals:
            if width(plain(self.output[:size])) >= cells:
                return seconds
        raise StuckError(f"{self.cells} cells were written, not {cells}")


class Terminal:
    """A program that runs in a terminal of `COLUMNS` and `ROWS` until it is closed."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str], limit: float = LIMIT) -> None:
        """Start a program.

        Args:
            command: an executable's path and its arguments.
            environment: all of its environment.
            limit: seconds after which the program counts as stuck, whatever is waited for.
        """
        self._command = " ".join(command)
        self._limit = limit
        self._output = bytearray()
        self._answered = 0
        self._ended = False
        self._started = time.perf_counter()
        self.process, self._terminal = pty.fork()
        if self.process == 0:
            try:
                fcntl.ioctl(pty.STDOUT_FILENO, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
                os.execve(command[0], list(command), dict(environment))
            finally:
                os._exit(127)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """End the program and all that it has started, whatever they are doing."""
        kill_family(self.process)
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
        deadline = time.perf_counter() + self._limit + quiet
        while self._read(quiet):
            if time.perf_counter() > deadline:
                raise self._stuck("rest")

    def press(self, key: bytes, text: str = "", quiet: float = QUIET) -> Response:
        """Press a key and return what is written until a text has come, if one is given, and all is quiet again."""
        response = self.type(key, text, quiet, self._limit)
        if not response.output:
            raise StuckError(f"{self._command}: no answer to the key {key!r}")
        return response

    def type(self, keys: bytes, text: str = "", quiet: float = QUIET, patience: float = QUIET) -> Response:
        """Press keys and return what is written until all is quiet again, if anything is.

        Args:
            keys: what the keys send.
            text: what comes if all goes well; whatever pauses there are before it, all is not quiet yet.
            quiet: seconds without output after which all is quiet.
            patience: seconds that the first output, or the text, may be waited for.
        """
        self._output.clear()
        self._answered = 0
        wanted = text.encode()
        pressed = time.perf_counter()
        try:
            os.write(self._terminal, keys)
        except OSError as error:  # nobody has the terminal open any more
            raise self._stuck(f"an answer to the key {keys!r}") from error
        arrivals: list[tuple[float, int]] = []
        while self._read(quiet if arrivals and wanted in self._output else patience):
            arrivals.append((time.perf_counter() - pressed, len(self._output)))
            if arrivals[-1][0] > self._limit:
                raise self._stuck(f"rest after the key {keys!r}")
        return Response(bytes(self._output), tuple(arrivals))

    def peak_memory(self) -> float:
        """Return the most memory that the program has had resident, in MB. Linux only."""
        peak = peak_memory(self.process)
        if peak is None:
            raise self._stuck("its memory")
        return peak

    def _read_until(self, done: Callable[[], bool], wanted: str) -> float:
        deadline = time.perf_counter() + self._limit
        while not done():
            left = deadline - time.perf_counter()
            if (left < 0 or not self._read(left)) and not done():
                raise self._stuck(wanted)
        return time.perf_counter() - self._started

    def _stuck(self, wanted: str) -> StuckError:
        shown = plain(bytes(self._output))
        return StuckError(f"{self._command}: {wanted} never came; it wrote {shown[-500:]!r}")

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
        while (query := self._output.find(CURSOR_QUERY, self._answered)) >= 0:
            self._answered = query + len(CURSOR_QUERY)
            row, column = cursor_after(bytes(self._output[max(0, query - CURSOR_TAIL) : query]))
            os.write(self._terminal, f"\x1b[{row};{column}R".encode())
        return bool(data)


def plain(output: bytes) -> str:
    """Return the text in what was written, without what moves or colours it."""
    return NOT_TEXT.sub("", output.decode(errors="replace"))


def cursor_after(output: bytes) -> tuple[int, int]:
    """Return the row and the column, counted from 1, in which the cursor stands after what was written.

    It is known from the last place that the output names; before that it counts as the upper left corner. Wide
    characters take two columns, those of ambiguous width one.
    """
    text = output.decode(errors="replace")
    row = column = 1
    place = 0
    for found in NOT_TEXT.finditer(text):
        column += width(text[place : found.start()])
        place = found.end()
        move = MOVE.fullmatch(found[0])
        if move is None:
            column, row = {"\r": (1, row), "\n": (column, row + 1), "\b": (column - 1, row)}.get(
                found[0], (column, row)
            )
        elif move[3] in "Hf":
            row, column = int(move[1] or 1), int(move[2] or 1)
        elif move[3] == "G":
            column = int(move[1] or 1)
        else:
            column += int(move[1] or 1) * (1 if move[3] == "C" else -1)
        column = max(1, column)
    return min(row, ROWS), min(column + width(text[place:]), COLUMNS)
