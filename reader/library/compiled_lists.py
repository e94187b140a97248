"""Where what big entity lists state is kept from one start to the next: a folder in the user's cache.

It can be thrown away at any time. What cannot be read or written is done without, and only the last ones that were used
are kept.
"""

from __future__ import annotations

import logging
import os
from contextlib import suppress
from typing import TYPE_CHECKING

from reader.library.atomic import alone, bytes_of, replace

if TYPE_CHECKING:
    from pathlib import Path

KEPT = 16
"""As many lists are kept at most."""
LARGEST = 256_000_000
"""And no more than have as many bytes together."""
SUFFIX = ".list"

log = logging.getLogger(__name__)


class CompiledLists:
    """Lists kept in a folder, each in a file that is named by its key."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def find(self, key: str) -> bytes | None:
        """Return what is kept under a key."""
        file = self._file(key)
        try:
            if file.stat().st_size > LARGEST:
                return None
            content = bytes_of(file)
            with suppress(OSError):  # what was read now is removed last
                os.utime(file)
        except FileNotFoundError:
            return None
        except OSError as error:
            log.info("%s: %s", file, error)
            return None
        return content

    def keep(self, key: str, content: bytes) -> None:
        """Keep something under a key, and no longer what was used longest ago, where there is too much."""
        if len(content) > LARGEST:
            return
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with alone(self._folder):
                replace(self._file(key), content)
                self._remove_old()
        except OSError as error:
            log.warning("compiled lists are done without: %s", error)

    def _file(self, key: str) -> Path:
        return self._folder / f"{key}{SUFFIX}"

    def _remove_old(self) -> None:
        files = [(file.stat(), file) for file in self._folder.glob(f"*{SUFFIX}") if file.is_file()]
        files.sort(key=lambda one: one[0].st_mtime_ns, reverse=True)
        size = 0
        for number, (stat, file) in enumerate(files):
            size += stat.st_size
            if number >= KEPT or size > LARGEST:
                file.unlink(missing_ok=True)
