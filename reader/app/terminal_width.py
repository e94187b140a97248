"""How many cells the terminal draws characters of ambiguous width in: it is asked where its cursor went.

No setting of the environment tells whether quotation marks, ellipses, dashes and the like (UAX #11, class A) take one
cell or two; the terminal does (ECMA-48, device status report). It is asked before Textual is imported and answers
meanwhile, so that the question costs no time. Keys that are pressed until then come in with the answer; they are kept
and are the first that the app gets. An answer that comes too late Textual itself takes for what it is.
"""

from __future__ import annotations

import os
import re
import select
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Self

try:
    import termios
    import tty
except ImportError:  # not on Windows
    termios = tty = None  # type: ignore[assignment]

if TYPE_CHECKING:
    from types import TracebackType

KEYS, SCREEN = 0, 2
"""The files of the terminal that Textual reads keys from and draws to: standard input and standard error."""
MARK = "“"
"""A character of ambiguous width, the one that matters most to Chinese text."""
QUESTION = f"\x1b7\x1b[6n{MARK}\x1b[6n\x1b8\x1b[K"
"""Where is the cursor; and where with the mark drawn? The mark is gone before it can be seen."""
ANSWER = re.compile(rb"\x1b\[(\d+);(\d+)R")
UNFINISHED = re.compile(rb"\x1b\[[\d;]*\Z")
"""What may be the beginning of an answer."""
PATIENCE = 0.1
"""Seconds to wait for an answer at most, when everything else is ready."""
REST = 0.5
"""Seconds to wait for the rest of an answer that has begun: nothing of it must come in as keys."""
NOT_ASKED = ("", "dumb", "unknown")
"""Names of terminals (TERM) that answer nothing."""


class TerminalWidth:
    """The question, from when it is asked until the app has ended. The terminal is left as it was found.

    Until the answer has come and Textual has taken over, nothing that comes in is shown on the screen.
    """

    def __init__(self, *, asked: bool = True) -> None:
        """Make a question.

        Args:
            asked: whether it is asked at all; it is not where the answer is given by a setting.
        """
        self._asked = asked
        self._modes: list[Any] | None = None
        self._received = b""

    def __enter__(self) -> Self:
        """Ask, if this is a terminal that may answer."""
        if self._asked and _may_answer():
            try:
                self._modes = termios.tcgetattr(KEYS)
                termios.tcsetattr(KEYS, termios.TCSANOW, _quiet(self._modes))
                os.write(SCREEN, QUESTION.encode())
            except (OSError, termios.error):
                self._leave()
            except KeyboardInterrupt:
                self._leave()
                raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Leave the terminal as it was found."""
        self._leave()

    def _leave(self) -> None:
        if self._modes is not None:
            with suppress(OSError, termios.error):
                termios.tcsetattr(KEYS, termios.TCSANOW, self._modes)
            self._modes = None

    def answer(self) -> int:
        """Return the cells, 1 or 2, waiting for the answer no longer than `PATIENCE`; 1 where there is none."""
        if self._modes is None:
            return 1
        until = time.monotonic() + PATIENCE
        while len(ANSWER.findall(self._received)) < 2 and self._receive(until - time.monotonic()):
            pass
        until = time.monotonic() + REST
        while UNFINISHED.search(self._received) and self._receive(until - time.monotonic()):
            pass
        return _width(self._received)

    @property
    def typed(self) -> str:
        """What was typed before the answer came; the terminal still made line ends of Enter before it was asked."""
        return ANSWER.sub(b"", self._received).decode(errors="ignore").replace("\n", "\r")

    def _receive(self, seconds: float) -> bool:
        """Receive what comes within as many seconds; return whether there was anything."""
        with suppress(OSError):
            if select.select([KEYS], [], [], max(0.0, seconds))[0]:
                received = os.read(KEYS, 4096)
                self._received += received
                return bool(received)
        return False


def _may_answer() -> bool:
    """Return whether there is a terminal that is ours and not known for never answering."""
    if termios is None or os.environ.get("TERM", "") in NOT_ASKED:
        return False
    with suppress(OSError):
        return os.isatty(KEYS) and os.isatty(SCREEN) and os.tcgetpgrp(KEYS) == os.getpgrp()
    return False


def _quiet(modes: list[Any]) -> list[Any]:
    """Return the modes of a terminal in which nothing is echoed and every key comes in at once as it is."""
    quiet = [*modes[:6], [*modes[6]]]
    quiet[tty.IFLAG] &= ~(termios.ICRNL | termios.INLCR | termios.IGNCR | termios.IXON)
    quiet[tty.LFLAG] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN)
    quiet[tty.CC][termios.VMIN], quiet[tty.CC][termios.VTIME] = 1, 0
    return quiet


def _width(received: bytes) -> int:
    """Return what the answers in what was received say: 1 where they say nothing that could be."""
    answers = [(int(row), int(column)) for row, column in ANSWER.findall(received)]
    if len(answers) < 2 or answers[0][0] != answers[1][0]:
        return 1
    return 2 if answers[1][1] - answers[0][1] == 2 else 1
