"""The child processes that parse documents, as the app sees them: at most as many as there are who wait for one.

A plain interpreter is told what to import, as for the analysis (`reader.library.worker`). One that has done its work is
kept for the next document for a while. What a document does to it is the document's fault, and said to be. Without such
a process nothing is parsed, because nothing would bound it.
"""

from __future__ import annotations

import atexit
import json
import logging
import signal
import subprocess
import sys
from contextlib import suppress
from threading import Event, Lock, Timer
from time import monotonic
from typing import TYPE_CHECKING, BinaryIO, cast

from reader import language
from reader.documents.decoding import UnreadableDocumentError
from reader.documents.files import read_bytes
from reader.documents.naming import STANDARD_INPUT
from reader.language import _
from reader.library.packed_documents import NotPackedError, unpacked
from reader.library.parsing import DOCUMENT, received, send

if TYPE_CHECKING:
    from reader.documents.document import Document

PROGRAM = "import sys; sys.path[:] = sys.argv[1:]; from reader.library.parsing import main; main()"
PATIENCE = 75.0
"""Seconds that are waited for an answer: more than a document may take."""
KEPT = 30.0
"""Seconds for which a process is kept for the next document: fewer than after which it ends."""

OUT_OF_TIME = -getattr(signal, "SIGXCPU", 0)
"""The status of a process that has taken more of the processor's time than it may."""

log = logging.getLogger(__name__)


_lock = Lock()
_alive: set[_Child] = set()
"""All processes."""
_waiting: list[_Child] = []
"""Those that have nothing to do."""


class NoParserError(UnreadableDocumentError):
    """There is no process to parse a document in."""


def parse_document(name: str, encoding: str | None = None) -> Document:
    """Return a document, parsed in a child process.

    Args:
        name: the path, or `-` for standard input.
        encoding: the name of its encoding; None to find it out.

    Raises:
        UnreadableDocumentError: when it cannot be read within bounds, with the reason.
    """
    child = _one_that_waits()
    if child is not None:
        try:
            return _asked(child, name, encoding)
        except _EndedError:
            log.warning("a process that waited for a document was gone")
    return _asked(_started(), name, encoding)


def _started() -> _Child:
    try:
        return _Child()
    except (OSError, ValueError) as error:
        log.warning("no child process to parse documents in: %s", error)
        message = _("no process could be started to read it in; try again, or save it as text")
        raise NoParserError(message) from error


def _asked(child: _Child, name: str, encoding: str | None) -> Document:
    """Return the document that a process makes of a file; it waits for another one then.

    Raises:
        UnreadableDocumentError: when it makes none, with the reason.
    """
    try:
        kind, answer = child.ask(name, encoding)
        document = unpacked(name, answer) if kind == DOCUMENT else None
    except NotPackedError as error:
        child.end()
        raise _broken() from error
    except BaseException:
        child.end()
        raise
    with _lock:
        _waiting.append(child)
    if document is None:
        raise UnreadableDocumentError(answer.decode("utf-8", "replace"))
    return document


@atexit.register
def end_parsers() -> None:
    """End all processes, whatever they are at."""
    with _lock:
        idle = _waiting[:]
        busy = _alive.difference(idle)
        _waiting.clear()
    for child in idle:
        child.end()
    for child in busy:
        child.kill()


def _one_that_waits() -> _Child | None:
    """Return a process that has nothing to do, and end those that have had nothing to do for long."""
    with _lock:
        fresh = [child for child in _waiting if monotonic() - child.used < KEPT]
        old = [child for child in _waiting if child not in fresh]
        found = fresh.pop() if fresh else None
        _waiting[:] = fresh
    for child in old:
        child.end()
    return found


class _EndedError(UnreadableDocumentError):
    """A process had ended before it was asked."""


class _Child:
    """A process that parses one document after another."""

    def __init__(self) -> None:
        """Start the process.

        Raises:
            OSError: when there is none to be had.
            ValueError: likewise.
        """
        if not sys.executable:
            raise ValueError("there is no interpreter to start")
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-c", PROGRAM, *sys.path],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # the terminal belongs to the page
            start_new_session=True,  # and so do the keys that interrupt and suspend
        )
        self.used = monotonic()
        with _lock:
            _alive.add(self)

    def ask(self, name: str, encoding: str | None) -> tuple[bytes, bytes]:
        """Return what kind of answer comes for a document, and the answer.

        Raises:
            UnreadableDocumentError: when none comes, or not in time.
        """
        if self._process.poll() is not None:
            raise _EndedError(str(_broken()))
        coming, going = cast("BinaryIO", self._process.stdin), cast("BinaryIO", self._process.stdout)
        data = read_bytes(name) if name == STANDARD_INPUT else None
        too_late = Event()

        def give_up() -> None:
            too_late.set()
            self._process.kill()

        waiting = Timer(PATIENCE, give_up)
        waiting.daemon = True
        waiting.start()
        answer: bytes | None = None
        with suppress(OSError):  # it has ended
            send(coming, json.dumps((name, encoding, language.spoken(), data is not None)).encode())
            if data is not None:
                send(coming, data)
            answer = received(going)
        waiting.cancel()
        self.used = monotonic()
        if not answer:
            status = self.end()
            log.error("%s: the process that parsed it ended with status %s", name, status)
            raise _too_slow() if too_late.is_set() or status == OUT_OF_TIME else _broken()
        return answer[:1], answer[1:]

    def kill(self) -> None:
        """Stop the process, whatever it is at: who asks it finds out, because pipes are closed by who uses them."""
        self._process.kill()

    def end(self) -> int:
        """End the process that nobody else asks, and return its status."""
        with _lock:
            _alive.discard(self)
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(OSError):  # what was still to be written has nobody to read it
                if pipe is not None:
                    pipe.close()
        return self._process.wait()


def _too_slow() -> UnreadableDocumentError:
    return UnreadableDocumentError(_("it takes longer to read than is safe; save it as text to read it here"))


def _broken() -> UnreadableDocumentError:
    return UnreadableDocumentError(_("what reads it broke down over it; save it as text to read it here"))
