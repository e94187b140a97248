"""The analysis of all documents beside the app, in the order in which a reader has need of them.

First the index is asked for each document; what it does not have is analysed. Where that is little it is done in this
process, which is soonest; where it is more, in a child process, so that the page stays free. What the reader opens
comes before all others.
"""

from __future__ import annotations

import logging
from collections import deque
from threading import Lock, Thread
from typing import TYPE_CHECKING

from reader.documents.decoding import UnreadableDocumentError
from reader.documents.document import STANDARD_INPUT
from reader.library.finding import stamp_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.documents.document import Document
    from reader.library.finding import Stamp
    from reader.library.library import Library
    from reader.library.worker import Worker

WORKER_FROM = 500_000
"""As many bytes to analyse are worth a child process, which takes about as long to start as they take."""
ATTEMPTS = 3
"""As often a document is analysed in the child process while its file changes under it."""

log = logging.getLogger(__name__)


class BackgroundAnalysis:
    """Analyses the documents of a library in a thread of its own, which leaves the long ones to a child process."""

    def __init__(self, library: Library, report: Callable[[int, bool], None]) -> None:
        """Make ready; nothing begins before `start`.

        Args:
            library: whose documents to analyse.
            report: told in that thread how many documents are done, and whether none is left: first when the entity
                lists have been read, then after every document. What `prefer` asks for later is reported as well.
        """
        self._library = library
        self._report = report
        self._lock = Lock()
        self._thread: Thread | None = None
        self._worker: Worker | None = None
        self._wanted: list[int] = []
        self._coming = deque(range(len(library.documents)))
        self._unknown: dict[int, int] = {}
        """The documents that are not in the index, and their bytes."""
        self._done: set[int] = set()
        self._is_alone = False
        """Whether it has to do without a child process."""
        self._is_stopped = False

    def start(self) -> None:
        """Begin, or go on."""
        with self._lock:
            if self._thread is None and not self._is_stopped:
                # A daemon: leaving must not wait for an analysis, which can be made again.
                self._thread = Thread(target=self._run, name="analysis", daemon=True)
                self._thread.start()

    def prefer(self, number: int) -> None:
        """Analyse a document before all others, if it is not analysed yet; also after all were."""
        with self._lock:
            self._wanted.append(number)
            has_ended = self._thread is None and not self._coming
        if has_ended:
            self.start()

    def stop(self) -> None:
        """End all work at once."""
        with self._lock:
            self._is_stopped = True
            worker = self._worker
        if worker is not None:
            worker.stop()

    def _run(self) -> None:
        _loaded = self._library.matcher
        self._report(len(self._done), False)
        while (number := self._next()) is not None:
            self._attend_to(number)
            if self._is_stopped:
                return
            self._report(len(self._done), False)
        self._report(len(self._done), True)

    def _next(self) -> int | None:
        """Return the document to attend to now: wanted, not looked up yet, or to be analysed; none when all are done.

        The thread ends then, and the child process with it.
        """
        with self._lock:
            if self._wanted:
                return self._wanted.pop()
            if self._coming:
                return self._coming.popleft()
            if self._unknown:
                return next(iter(self._unknown))
            self._thread, worker, self._worker = None, self._worker, None
        if worker is not None:
            worker.stop()
        return None

    def _attend_to(self, number: int) -> None:
        """..."""
