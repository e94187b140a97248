"""The analysis of documents in a child process, which is started when there is first something for it to do."""

from __future__ import annotations

import logging
from threading import Lock
from typing import TYPE_CHECKING

from reader.documents.naming import STANDARD_INPUT
from reader.library.finding import stamp_of

if TYPE_CHECKING:
    from reader.documents.document import Document
    from reader.library.finding import Stamp
    from reader.library.library import Library
    from reader.library.worker import NoWorkerError, Worker

ATTEMPTS = 3
"""As often a document is analysed in the child process while its file changes under it."""

log = logging.getLogger(__name__)


class ChildAnalysis:
    """Has a child process analyse documents of a library, one at a time."""

    def __init__(self, library: Library) -> None:
        self.is_none = False
        """Whether there is no child process to be had."""
        self._library = library
        self._worker: Worker | None = None
        self._is_stopped = False
        self._lock = Lock()

    @property
    def is_running(self) -> bool:
        """Whether there is a child process."""
        return self._worker is not None

    def analyse(self, number: int, *, of_found: bool) -> bool:
        """Know a document from now on, or log why not; return False where there is no child process for that.

        Args:
            number: the document.
            of_found: whether the mentions of people who were found are to be known as well.

        Raises:
            UnreadableDocumentError: when it cannot be read, with the reason.
        """
        from reader.library.worker import NoWorkerError

        try:
            worker = self._hired()
            self._library.make_ready(number)
            for _attempt in range(ATTEMPTS):
                request, stamp = self._request(number)
                is_new = self._library.survey(number) is None
                answer = worker.analyse(request, self._library.names(of_found=of_found), survey=is_new)
                if answer.error:
                    log.error("analysis of %s: %s", self._library.documents[number], answer.error)
                    return True
                if not answer.is_read:
                    break
                known_by = answer.stamp if isinstance(request, str) else stamp
                if self._library.learn(number, known_by, answer.survey, answer.mentions):
                    return True
        except NoWorkerError as error:
            self._do_without(error)
            return False
        self._library.complete(number, of_found=of_found)  # says why it cannot be read, where it cannot
        return True

    def look_with_model(self, number: int) -> bool:
        """Have the statistical model look at a document; return whether it could."""
        from reader.library.worker import NoWorkerError

        request, stamp = self._request(number)
        try:
            answer = self._hired().analyse(request, None, model=True)
        except NoWorkerError as error:
            self._do_without(error)
            return False
        known_by = answer.stamp if isinstance(request, str) else stamp
        return answer.survey is not None and self._library.learn_more(number, known_by, answer.survey)

    def let_go(self) -> Worker | None:
        """Return the child process for somebody to stop; the next thing to do is done in another one."""
        with self._lock:
            worker, self._worker = self._worker, None
        return worker

    def stop(self) -> None:
        """End it at once, and start none any more."""
        with self._lock:
            self._is_stopped = True
            worker = self._worker
        if worker is not None:
            worker.stop()

    def _hired(self) -> Worker:
        """Return the child process, which is started when it is first asked for.

        Raises:
            NoWorkerError: when there is none to be had.
        """
        from reader.library.worker import NoWorkerError, Worker

        if self._worker is None:
            worker = Worker()
            with self._lock:
                if not self._is_stopped:
                    self._worker = worker
                    return worker
            worker.stop()
            raise NoWorkerError("all work has been ended")
        return self._worker

    def _do_without(self, error: NoWorkerError) -> None:
        if not self._is_stopped:
            self.is_none, self._worker = True, None
            log.warning("no child process to analyse documents in, it is done without: %s", error)

    def _request(self, number: int) -> tuple[Document | str, Stamp | None]:
        """Return what to ask the child process for: the file, or the text where the file does not hold it any more."""
        name = self._library.documents[number]
        if name == STANDARD_INPUT or self._library.encoding(number) is not None:
            self._library.open(number)
        open_one = self._library.opened(number)
        if open_one is None or (name != STANDARD_INPUT and open_one[1] == stamp_of(name)):
            return name, None
        return open_one
