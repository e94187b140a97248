"""Noticing what changes in files and folders while they are read.

Folders are watched with all that is in them; of a file that was named the folder it is in, without what lies deeper:
editors put another file in its place. Where the system tells nothing of changes, watchfiles looks itself again and
again. Where watching fails, as when the system's limit of watched folders is reached, the log says so, and what changes
is seen when it is opened.
"""

from __future__ import annotations

import logging
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING

from reader.documents.naming import STANDARD_INPUT
from reader.library.finding import is_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

QUIET = 200
"""Milliseconds without a change after which those before are told, so that a burst of them is told once."""
LONGEST = 2_000
"""Milliseconds after which they are told whether or not there are more."""
STANDS_AFTER = 500
"""Milliseconds after which the watch surely stands: what changed before it did is looked for then."""
AGAIN_AFTER = (1.0, 10.0, 60.0)
"""Seconds after which a watch that has broken is tried again; one that never stood is given up after the last."""

log = logging.getLogger(__name__)


class Watching:
    """Watches files and folders in threads of its own."""

    def __init__(self, sources: Iterable[str], notice: Callable[[Collection[str]], None]) -> None:
        """Make ready.

        Args:
            sources: the files and folders.
            notice: told in one of these threads the absolute paths at which something has changed. When watching
                begins, and after it was broken, that is everything that is watched.
        """
        self._notice = notice
        self._ends = Event()
        places = [Path(source).absolute() for source in sources if source != STANDARD_INPUT]
        self._folders = {str(place) for place in places if is_folder(place)}
        self._files = {str(place) for place in places} - self._folders

    def start(self) -> None:
        """Begin."""
        if self._folders:
            Thread(target=self._watch, args=(self._folders, None), name="watching folders", daemon=True).start()
        around = {str(Path(file).parent) for file in self._files}
        around = {folder for folder in around if is_folder(Path(folder))}
        if around:
            Thread(target=self._watch, args=(around, self._files), name="watching files", daemon=True).start()

    def stop(self) -> None:
        """End."""
        self._ends.set()

    def _watch(self, folders: Collection[str], only: Collection[str] | None) -> None:
        """Watch folders with all that is in them, or only some files in them."""
        tries, has_stood = 0, Event()
        while True:
            try:
                self._watch_once(folders, only, has_stood)
                return
            except Exception as error:  # whatever the system and watchfiles raise: the page does not depend on it
                log.warning("what changes in %s is not noticed: %s", ", ".join(sorted(folders)), error)
            if tries < len(AGAIN_AFTER) - 1:
                tries += 1
            elif not has_stood.is_set():
                return
            if self._ends.wait(AGAIN_AFTER[tries]):
                return

    def _watch_once(self, folders: Collection[str], only: Collection[str] | None, has_stood: Event) -> None:
        from watchfiles import watch

        links = {str(Path(folder).resolve()): folder for folder in folders}
        changes = watch(
            *folders,
            watch_filter=None,
            debounce=LONGEST,
            step=QUIET,
            stop_event=self._ends,
            rust_timeout=STANDS_AFTER,
            yield_on_timeout=True,
            raise_interrupt=False,
            recursive=only is None,
            ignore_permission_denied=True,
        )
        has_begun = False
        for changed in changes:
            paths = {_as_named(path, links) for _change, path in changed}
            if not has_begun:
                paths |= set(only or folders)
            has_begun = True
            has_stood.set()
            if only is not None:
                paths &= set(only)
            if paths and not self._ends.is_set():
                self._notice(paths)


def _as_named(path: str, links: dict[str, str]) -> str:
    """Return a path with the folder in it by the name it was given by, where the system tells where that leads."""
    for real, named in links.items():
        if real != named and path.startswith(f"{real}/"):
            return f"{named}{path[len(real) :]}"
    return path
