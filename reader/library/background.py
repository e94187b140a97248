"""The analysis of all documents beside the app, in the order in which a reader has need of them.

First the index is asked for each document; what it does not have is analysed. Where that is little it is done in this
process, which is soonest; where it is more, in a child process, so that the page stays free. What the reader opens
comes before all others.

When all documents are known, the people who were found in them are put together, and looked for in all of them; in a
document that the reader opens they are looked for at once, as far as it is known who there is. Where there is a
statistical model of names, it looks at the documents at the end, those that were opened first, in the child process.
"""

from __future__ import annotations

import logging
from collections import OrderedDict, deque
from enum import Enum, auto
from threading import Lock, Thread
from typing import TYPE_CHECKING

from reader.documents.decoding import UnreadableDocumentError
from reader.documents.naming import STANDARD_INPUT
from reader.library.child_analysis import ChildAnalysis
from reader.library.finding import stamp_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.library.library import Library

WORKER_FROM = 500_000
"""As many bytes to analyse are worth a child process, which takes about as long to start as they take."""
LINKED_AT_ONCE = 200
"""As many documents may be known at most for those who were found to be put together anew for a single one."""

log = logging.getLogger(__name__)


class _Step(Enum):
    """What is done with a document at a time."""

    NOTHING = auto()
    LOOK_UP = auto()
    """Know it from the index, or note that it is not there."""
    ANALYSE = auto()
    """Know it."""
    COMPLETE = auto()
    """Look for those who were found in all documents."""
    MODEL = auto()
    """Have the statistical model look at it."""
    ALL = auto()
    """All of this at once but for the model."""


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
        self._child = ChildAnalysis(library)
        self._wanted: list[int] = []
        self._count = len(library.documents)
        """How many documents there were when it was last looked."""
        self._coming = deque(range(self._count))
        """The documents that the index has not been asked for."""
        self._unknown: OrderedDict[int, int] = OrderedDict()
        """The documents that are not in the index, and their bytes."""
        self._unknown_bytes = 0
        self._incomplete: deque[int] = deque()
        """The documents in which those who were found have not been looked for."""
        self._opened: list[int] = []
        """The documents that were asked for, which the model looks at before all others."""
        self._to_look_at: deque[int] = deque()
        """The documents that are known, at which it looks one after the other."""
        self._looked_at: set[int] = set()
        """The documents at which the model has looked, or could not."""
        self._is_to_link = True
        """Whether those who were found are to be put together as soon as all documents are known."""
        self._has_unlinked = False
        """Whether the model has seen somebody since that was done last."""
        self._done: set[int] = set()
        self._has_begun = False
        self._is_to_relist = False
        self._is_stopped = False

    def start(self) -> None:
        """Begin, or go on where `prefer` has asked for more."""
        with self._lock:
            self._has_begun = True
            if self._thread is None and not self._is_stopped:
                # A daemon: leaving must not wait for an analysis, which can be made again.
                self._thread = Thread(target=self._run, name="analysis", daemon=True)
                self._thread.start()

    def prefer(self, number: int) -> None:
        """Analyse a document before all others where it is not analysed yet; also when the others all are."""
        with self._lock:
            self._wanted.append(number)
        if self._has_begun:
            self.start()

    def grow(self) -> None:
        """Analyse the documents that have been found since, too."""
        with self._lock:
            first, self._count = self._count, len(self._library.documents)
            self._coming.extend(range(first, self._count))
        if self._has_begun and first < self._count:
            self.start()

    def renew(self, number: int) -> None:
        """Analyse a document whose text is another one now, in its turn; forget one that is gone."""
        with self._lock:
            self._done.discard(number)
            self._looked_at.discard(number)
            self._coming.append(number)
        if self._has_begun:
            self.start()

    def again(self, first: int | None = None) -> None:
        """Read the entity lists again and look at all documents again: other names may be looked for by now.

        Args:
            first: the document that is looked at before all others.
        """
        with self._lock:
            self._is_to_relist = self._is_to_link = True
            self._count = len(self._library.documents)
            self._coming = deque(range(self._count))
            self._unknown.clear()
            self._unknown_bytes = 0
            self._incomplete.clear()
            self._done.clear()
            self._wanted = [first] if first is not None else []
        if self._has_begun:
            self.start()

    def stop(self) -> None:
        """End all work at once."""
        with self._lock:
            self._is_stopped = True
        self._child.stop()

    def _run(self) -> None:
        _loaded = self._library.matcher
        self._report(len(self._done), False)
        while (following := self._next()) is not None:
            has_news = self._attend_to(*following)
            if self._is_stopped:
                return
            if has_news:
                self._report(len(self._done), False)
        self._report(len(self._done), True)

    def _next(self) -> tuple[int, _Step] | None:
        """Return the document to attend to and what to do; none when all is done.

        The thread and the child process end then.
        """
        with self._lock:
            is_to_relist, self._is_to_relist = self._is_to_relist, False
        if is_to_relist:
            try:
                self._library.relist()
            except Exception:  # what the lists said before holds until they can be read
                log.exception("entity lists")
        with self._lock:
            if self._wanted:
                self._opened.append(self._wanted[-1])
                return self._wanted.pop(), _Step.ALL
            if self._coming:
                return self._coming.popleft(), _Step.LOOK_UP
            if self._unknown:
                return next(iter(self._unknown)), _Step.ANALYSE
        if self._is_to_link:
            self._link()
        with self._lock:
            if self._is_to_relist or self._wanted or self._coming or self._unknown:
                return -1, _Step.NOTHING
            if self._incomplete:
                return self._incomplete.popleft(), _Step.COMPLETE
            unseen = self._unseen_by_model()
            if unseen is not None:
                return unseen, _Step.MODEL
            if self._has_unlinked:
                self._is_to_link = True
                return -1, _Step.NOTHING
            self._thread, worker = None, self._child.let_go()
        if worker is not None:
            worker.stop()
        return None

    def _unseen_by_model(self) -> int | None:
        """Return the next document for the model to look at; None where there is none, or nothing to run it in."""
        if self._child.is_none or not self._library.with_found:
            return None
        opened = [number for number in reversed(self._opened) if number not in self._looked_at]
        while opened or self._to_look_at:
            number = opened.pop(0) if opened else self._to_look_at.popleft()
            if number not in self._looked_at:
                self._looked_at.add(number)
                if self._library.lacks_model(number):
                    return number
        return None

    def _link(self) -> None:
        """Put together who was found; where these are others than before, they are looked for in all documents."""
        self._is_to_link = self._has_unlinked = False
        if not self._library.with_found:
            return
        try:
            if self._library.link():
                with self._lock:
                    self._incomplete = deque(sorted(self._done))
        except Exception:  # those whom lists know are shown all the same
            log.exception("people who were found")

    def _attend_to(self, number: int, step: _Step) -> bool:
        """Take a step with a document; return whether more is known of it."""
        if step is _Step.NOTHING:
            return False
        if number in self._library.listing.gone:
            self._leave(number)
            self._is_to_link = True
            return True
        if step is _Step.MODEL:
            try:
                if not self._child.look_with_model(number):
                    return False
            except Exception:  # it looks at each document once, and is done without in this one
                log.exception("model at %s", self._library.documents[number])
                return False
            # In a large library they are put together when it has looked at what was opened, and at the end.
            self._is_to_link = number in self._opened or self._library.surveyed < LINKED_AT_ONCE
            self._has_unlinked = True
            return True
        try:
            if step is not _Step.COMPLETE and not self._know(number, now=step is not _Step.LOOK_UP):
                return False
            if step is _Step.ALL and self._library.with_found and self._library.surveyed < LINKED_AT_ONCE:
                self._link()
            if step in (_Step.ALL, _Step.COMPLETE) and self._library.with_found:
                self._complete(number)
        except UnreadableDocumentError as error:
            log.info("%s: %s", self._library.documents[number], error)
        except Exception:  # one document that breaks the analysis must not stop the others'
            log.exception("analysis of %s", self._library.documents[number])
        self._leave(number)
        if step is not _Step.COMPLETE and number not in self._done:
            self._is_to_link = True
            self._done.add(number)
            self._to_look_at.append(number)
            self._incomplete.append(number)
        return True

    def _know(self, number: int, *, now: bool) -> bool:
        """Know a document from the index, else analyse it, else leave it for later; return whether it is known."""
        if number not in self._unknown and not self._library.look_up(number, of_found=False):
            size = self._unknown[number] = self._size(number)
            self._unknown_bytes += size
        if number in self._unknown:
            if not now:
                return False
            self._analyse(number, of_found=False)
        return True

    def _leave(self, number: int) -> None:
        """Have nothing left to find out about a document."""
        with self._lock:
            self._unknown_bytes -= self._unknown.pop(number, 0)

    def _complete(self, number: int) -> None:
        """Look in a document for those who were found as well."""
        if not self._library.look_up(number, of_found=True):
            self._analyse(number, of_found=True)

    def _size(self, number: int) -> int:
        name = self._library.documents[number]
        if name == STANDARD_INPUT:
            return len(self._library.open(number).text) * 3
        stamp = stamp_of(name)
        return stamp[1] if stamp is not None else 0

    def _analyse(self, number: int, *, of_found: bool) -> None:
        size = self._size(number) if of_found else self._unknown_bytes
        in_child = not self._child.is_none and (self._child.is_running or size >= WORKER_FROM)
        if not (in_child and self._child.analyse(number, of_found=of_found)) and not self._is_stopped:
            self._library.complete(number, of_found=of_found)
