"""The child process that analyses documents beside the app, as the app sees it.

A plain interpreter that is told what to import: so it works for an installed command, a module and a test alike, and
nothing of the app is imported in it. It finds modules where its parent does, never in the folder it is started in.
"""

from __future__ import annotations

import pickle
import subprocess
import sys
from contextlib import suppress
from threading import Lock
from typing import TYPE_CHECKING

from reader.documents.document import PIECE

if TYPE_CHECKING:
    from reader.documents.document import Document
    from reader.library.names import Names
    from reader.library.working import Answer

PROGRAM = "import sys; sys.path[:] = sys.argv[1:]; from reader.library.working import main; main()"


class NoWorkerError(Exception):
    """There is no child process to work, or no longer; the message says why, in one line."""


class Worker:
    """A child process that analyses one document after another, with the names it is given."""

    def __init__(self) -> None:
        """Start the process.

        Raises:
            NoWorkerError: when there is none to be had.
        """
        if not sys.executable:
            raise NoWorkerError("there is no interpreter to start")
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-c", PROGRAM, *sys.path],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,  # the terminal belongs to the page
                start_new_session=True,  # and so do the keys that interrupt and suspend
            )
        except (OSError, ValueError) as error:
            raise NoWorkerError(str(error)) from error
        self._busy = Lock()
        self._sought: str | None = None
        """The state of the names that it looks for."""

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid

    def analyse(
        self, document: Document | str, names: Names | None, *, survey: bool = True, model: bool = False
    ) -> Answer:
        """Return what the process says of a document, as soon as it is done with it.

        Args:
            document: its name, for the process to read it; or itself, whatever its file may hold now.
            names: those to look for in it; None for none.
            survey: whether its survey is wanted.
            model: whether that is to tell whom the statistical model sees too.

        Raises:
            NoWorkerError: when the process has ended.
        """
        from reader.library.working import Request, Sought

        with self._busy:
            if names is not None and names.state != self._sought:
                self._ask(Sought(names.state, tuple(names.matcher.entities.values()), names.decisions))
                self._sought = names.state
            if isinstance(document, str):
                self._ask(Request(document, True, survey, names is not None, with_model=model))
            else:
                text = document.text
                pieces = (text[start : start + PIECE] for start in range(0, len(text), PIECE))
                told, replaced = (document.format, document.source), document.replaced
                request = Request(document.name, False, survey, names is not None, told, replaced, model)
                self._ask(request, *pieces, None)
            return self._answer()

    def stop(self) -> None:
        """End the process, whatever it is at; from any thread."""
        self._process.kill()
        with self._busy:
            self._close()

    def _ask(self, *parts: object) -> None:
        assert self._process.stdin is not None
        try:
            for part in parts:
                pickle.dump(part, self._process.stdin, protocol=pickle.HIGHEST_PROTOCOL)
            self._process.stdin.flush()
        except (OSError, ValueError) as error:  # the latter where it is closed
            raise self._ended() from error

    def _answer(self) -> Answer:
        assert self._process.stdout is not None
        try:
            answer: Answer = pickle.load(self._process.stdout)
        except (EOFError, OSError, ValueError, pickle.UnpicklingError) as error:
            raise self._ended() from error
        return answer

    def _ended(self) -> NoWorkerError:
        self._process.kill()
        return NoWorkerError(f"it ended with status {self._close()}")

    def _close(self) -> int:
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(OSError):  # what was still to be written has nobody to read it
                if pipe is not None:
                    pipe.close()
        return self._process.wait()
