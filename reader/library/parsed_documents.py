"""Documents that were parsed, kept on disk, so that one that has not changed is there at once the next time.

They can be thrown away at any time, and those that were not asked for the longest are, when they take more room than
they may. What cannot be written or read is done without.
"""

from __future__ import annotations

import hashlib
import logging
import zlib
from typing import TYPE_CHECKING

from reader.library.atomic import replace
from reader.library.packed_documents import NotPackedError, packed, unpacked

if TYPE_CHECKING:
    from collections.abc import Iterator
    from os import stat_result
    from pathlib import Path

    from reader.documents.document import Document
    from reader.library.finding import Stamp

VERSION = "1"
"""Raised whenever parsing yields something else for an unchanged file, or documents are packed in another way."""
MOST_BYTES = 512 * 2**20
"""Of all that is kept."""
LONGEST = 256 * 2**20
"""Bytes of one document unpacked."""

log = logging.getLogger(__name__)


class ParsedDocuments:
    """The documents that are kept in a folder, each by the stamp of its file."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, name: str, stamp: Stamp | None) -> Document | None:
        """Return the document that a file was, if it has not changed since it had a stamp."""
        path = self._path(stamp)
        if path is None:
            return None
        try:
            inflating = zlib.decompressobj()
            document = unpacked(name, inflating.decompress(path.read_bytes(), LONGEST))
            path.touch()
        except FileNotFoundError:
            return None
        except (OSError, zlib.error, NotPackedError) as error:
            log.warning("%s is parsed again: %s", name, error)
            return None
        return document

    def has(self, stamp: Stamp | None) -> bool:
        """Return whether the document is there that a file was when it had a stamp."""
        path = self._path(stamp)
        return path is not None and path.is_file()

    def keep(self, document: Document, stamp: Stamp | None) -> None:
        """Keep a document whose file has a stamp."""
        path = self._path(stamp)
        if path is None:
            return
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            replace(path, zlib.compress(packed(document), 1))
            self._make_room()
        except OSError as error:
            log.warning("%s is not kept: %s", document.name, error)

    def _path(self, stamp: Stamp | None) -> Path | None:
        if stamp is None:
            return None
        known_by = "\0".join((VERSION, *map(str, stamp))).encode("utf-8", "backslashreplace")
        return self._folder / f"{hashlib.blake2b(known_by, digest_size=16).hexdigest()}.z"

    def _make_room(self) -> None:
        kept = sorted(self._kept(), key=lambda one: one[1].st_mtime_ns)
        left = sum(status.st_size for _path, status in kept) - MOST_BYTES
        for path, status in kept:
            if left <= 0:
                return
            path.unlink(missing_ok=True)
            left -= status.st_size

    def _kept(self) -> Iterator[tuple[Path, stat_result]]:
        for path in self._folder.iterdir():
            try:
                yield path, path.stat()
            except FileNotFoundError:  # another program has made room
                continue
