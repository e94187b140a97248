"""Which documents a library has: more are found while folders are looked through, some go, and some come back.

A document keeps its number for as long as the library is open, also when its file is gone.
"""

from __future__ import annotations

import logging
import time
from pathlib import Path
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING, NamedTuple

from reader.documents.naming import ARCHIVE, STANDARD_INPUT
from reader.library.finding import Finder, Found
from reader.library.ignoring import FILES

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

REPORT_EVERY = 0.2
"""Seconds between two reports of documents that were found."""
TURN = 0.001
"""Seconds that others have now and then while folders and files are looked at beside the page."""
TURN_EVERY = 256
"""Files that are looked at between two turns of others."""
MANY = 200
"""Paths that are looked at one by one at most; of more, the folders that they are in."""

log = logging.getLogger(__name__)


class Changes(NamedTuple):
    """What has become of documents, by their numbers."""

    found: Sequence[int] = ()
    """Those that were not there before."""
    written: Sequence[int] = ()
    """Those that were there and may have been written again."""
    gone: Sequence[int] = ()
    around: Sequence[int] = ()
    """Those that were there, of which nothing is told but that something has changed in a folder they lie in."""


class Listing:
    """The documents of a library by their numbers; safe to use from several threads."""

    def __init__(self, sources: Sequence[str], *, walk_folders: bool = True, patience: float | None = None) -> None:
        """Find the documents.

        Args:
            sources: files and folders.
            walk_folders: whether the documents of a folder are meant; else each source is one.
            patience: seconds after which the rest is left for `find_rest`; None to find all at once.
        """
        self.names: list[str] = []
        """Their paths as given or found, in the order in which they were found."""
        self.gone: set[int] = set()
        """Those whose files are not there any more."""
        self._numbers: dict[str, int] = {}
        self._stored: dict[str, int] = {}
        """The numbers of those whose names are no text, by what stands for their paths where only text can be kept."""
        self._report: Callable[[], None] | None = None
        self._reported = 0.0
        self._go_on = Event()
        self._until = time.monotonic() + patience if patience is not None else None
        self._thread: Thread | None = None
        self._has_found = Event()
        self._lock = Lock()
        self._finder = Finder(sources, self._pause)
        if not walk_folders:
            self._add_all(map(_named, sources))
        elif patience is None:
            self._add_all(self._finder.documents())
            self._add_all(self._finder.of_others())
        else:
            self._thread = Thread(target=self._find, name="finding", daemon=True)
            self._thread.start()
            self._has_found.wait(patience)

    @property
    def is_finding(self) -> bool:
        """Whether there are more documents that have not been found yet, but for what formats of others can read."""
        return self._thread is not None and not self._has_found.is_set()

    def find_rest(self, report: Callable[[], None]) -> None:
        """Let the rest be found in a thread.

        Args:
            report: told in that thread now and then that more were found, and at the end.
        """
        self._report = report
        self._go_on.set()

    def wait(self) -> None:
        """Wait until all documents have been found that are there from the start."""
        if self._thread is not None:
            self._thread.join()

    @property
    def count(self) -> int:
        """How many documents there are."""
        return len(self.names) - len(self.gone)

    @property
    def folders(self) -> int:
        """In how many folders was looked."""
        return self._finder.reached

    def number_of(self, path: str) -> int | None:
        """Return the number of the document with an absolute path, as `reader.library.stored.stored_path` writes it."""
        number = self._numbers.get(path)
        return number if number is not None else self._stored.get(path)

    def look_at(self, paths: Collection[str]) -> Changes:
        """Find out what has become of documents; waits until all have been found that are there from the start.

        Args:
            paths: the absolute paths at which something has changed: files, folders, archives.
        """
        if self._thread is not None:
            self._go_on.set()
            self._thread.join()
        paths = frozenset(paths)
        places = _places(paths)
        now = {found.absolute: found for place in sorted(places) for found in self._finder.under(place)}
        before = self._known_under(places)
        found = [number for one in now.values() if (number := self._add(one)) is not None]
        archives = tuple(path for path in paths if path.lower().endswith(ARCHIVE))
        gone = [number for absolute, number in before.items() if absolute not in now]
        self.gone.update(gone)
        there = {absolute: number for absolute, number in before.items() if absolute in now}
        written = [number for path, number in there.items() if path in paths or path.startswith(archives)]
        around = {there[path] for path in _below(there, paths)}.difference(written)
        return Changes(*(tuple(sorted(numbers)) for numbers in (found, written, gone, around)))

    def _find(self) -> None:
        for found in (self._finder.documents(), self._finder.of_others()):
            count = len(self.names)
            try:
                self._add_all(found)
            except Exception:  # what was found until then is read all the same
                log.exception("looking through folders")
            is_first = not self._has_found.is_set()
            self._has_found.set()
            if self._report is not None and (is_first or len(self.names) > count):
                self._report()
            self._go_on.wait()

    def _pause(self) -> None:
        """Wait for `find_rest` where the time is over; after that let others have their turn."""
        if self._thread is None or (self._until is not None and time.monotonic() < self._until):
            return
        self._go_on.wait()
        time.sleep(TURN)
        is_time = time.monotonic() - self._reported > REPORT_EVERY
        if self._report is not None and is_time and self.is_finding:
            self._reported = time.monotonic()
            self._report()

    def _add_all(self, found: Iterable[Found]) -> None:
        for one in found:
            self._add(one)

    def _add(self, found: Found) -> int | None:
        """Number a document; return its number where it was not there before."""
        with self._lock:
            number = self._numbers.get(found.absolute)
            if number is not None:
                is_back = number in self.gone
                self.gone.discard(number)
                return number if is_back else None
            number = len(self.names)
            self.names.append(found.name)  # before its number is known: who asks for that waits for nobody
            self._numbers[found.absolute] = number
            if not found.absolute.isascii():
                stored = found.absolute.encode("utf-8", "backslashreplace").decode("utf-8")
                if stored != found.absolute:
                    self._stored[stored] = number
        return number

    def _known_under(self, places: Collection[str]) -> dict[str, int]:
        """Return the documents that were there in or under some paths, by their absolute paths."""
        with self._lock:
            known = self._numbers.copy()
        paths = [*places, *_below(known, places)]
        return {path: known[path] for path in paths if path in known and known[path] not in self.gone}


def in_turns(numbers: Iterable[int]) -> Iterator[int]:
    """Yield numbers of documents; now and then others have their turn."""
    for count, number in enumerate(numbers, start=1):
        if count % TURN_EVERY == 0:
            time.sleep(TURN)
        yield number


def _named(source: str) -> Found:
    return Found(source, source if source == STANDARD_INPUT else str(Path(source).absolute()))


def _places(paths: Collection[str]) -> set[str]:
    """Return what to look at where something has changed at some paths: none of it in anything else of it."""
    places = set()
    for path in paths:
        place = Path(path)
        if place.name in FILES:
            places.add(str(place.parent))
        elif not place.name.startswith("."):
            places.add(path)
    if len(places) > MANY:
        places = {str(Path(place).parent) for place in places}
    return {place for place in places if places.isdisjoint(map(str, Path(place).parents))}


def _below(paths: Iterable[str], folders: Collection[str]) -> Iterator[str]:
    """Yield those of some paths that lead below folders."""
    shortest = max(1, min(map(len, folders), default=1))
    for path in paths:
        folder = path.rpartition("/")[0]
        while len(folder) >= shortest:
            if folder in folders:
                yield path
                break
            folder = folder.rpartition("/")[0]
