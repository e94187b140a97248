"""A search that runs beside the screen, and goes on when the panel that began it is gone.

It begins in the document on the page; its hits are in order all the same, whenever they are asked for.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from textual.worker import get_current_worker

from reader.app.joined import Joined
from reader.language import _
from reader.library.search import BadPatternError, SlowPatternError
from reader.library.walk import Walk

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import App
    from textual.worker import Worker

    from reader.library.library import Library
    from reader.library.walk import Place

MOST_HITS = 100_000
"""A search ends after as many hits."""
REPORT_EVERY = 0.1
"""Seconds between two reports of more hits; the first comes at once."""

log = logging.getLogger(__name__)


class Search:
    """One search through a library, in a thread of its own; what it reports, it reports on the thread of the app."""

    def __init__(self, library: Library, query: str, *, regex: bool = False, first: int | None = None) -> None:
        """Make a search.

        Args:
            library: where to look.
            query: what to find, in any spelling.
            regex: it is a regular expression.
            first: the number of the document to begin with; None for the first.
        """
        self.query = query
        self.regex = regex
        self.problem = ""
        """Why the query cannot be searched for, or not to the end; one sentence, empty where all went well."""
        self.done = False
        """Whether there are no more hits to come."""
        self.documents = 0
        """In how many documents there are hits."""
        self._library = library
        self._first = first
        self._before: list[Place] = []
        self._own: list[Place] = []
        self._behind: list[Place] = []
        self._app: App[Any] | None = None
        self._worker: Worker[None] | None = None
        self._follower: Callable[[], None] | None = None
        self._reported = 0
        self._report_due = False

    @property
    def hits(self) -> Sequence[Place]:
        """The hits so far, in order. The sequence does not grow; ask again for more."""
        return Joined(self._before, self._own, self._behind)

    @property
    def walk(self) -> Walk:
        """The hits so far, to walk through."""
        return Walk((*self._before, *self._own, *self._behind))

    @property
    def full(self) -> bool:
        """Whether there may be more hits than were collected."""
        return self._count >= MOST_HITS

    @property
    def _count(self) -> int:
        return len(self._before) + len(self._own) + len(self._behind)

    def follow(self, follower: Callable[[], None] | None) -> None:
        """Call a function when there is more to tell, and once when all is done; None for nobody."""
        self._follower = follower

    def begin(self, app: App[Any]) -> None:
        """Begin to search."""
        self._app = app
        self._worker = app.run_worker(self._run, group="search", thread=True, exit_on_error=False)

    def cancel(self) -> None:
        """End the search where it is."""
        self._follower = None
        if self._worker is not None:
            self._worker.cancel()

    def _run(self) -> None:
        worker = get_current_worker()
        try:
            self._collect(lambda: worker.is_cancelled)
        except (BadPatternError, SlowPatternError) as error:
            self.problem = str(error)
        except Exception:  # whoever follows must not wait for ever
            log.exception("search")
            self.problem = _("The search has failed; reader --log tells why.")
        self.done = True
        self._report()

    def _collect(self, cancelled: Callable[[], bool]) -> None:
        counted = -1
        for place in self._library.search(self.query, cancelled, regex=self.regex, first=self._first):
            if counted != place.document:
                counted = place.document
                self.documents += 1
            if self._first is None or place.document > self._first:
                self._behind.append(place)
            else:
                (self._own if place.document == self._first else self._before).append(place)
            self._report()
            if self.full:
                return

    def _report(self) -> None:
        if not self._report_due and self._app is not None:
            self._report_due = True
            self._app.call_later(self._tell)

    def _tell(self) -> None:
        """Tell the follower, and no sooner than a moment later again."""
        done = self.done
        self._reported = self._count + done
        if self._follower is not None:
            self._follower()
        if self._app is not None and not done:
            self._app.set_timer(REPORT_EVERY, self._tell_more)

    def _tell_more(self) -> None:
        self._report_due = False
        if self._count + self.done > self._reported:
            self._report()
