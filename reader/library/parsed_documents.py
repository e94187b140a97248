"""Documents that were parsed, kept on disk, so that one that has not changed is there at once the next time.

They can be thrown away at any time, and those that were not asked for the longest are, when they take more room than
they may. What cannot be written or read is done without.
"""

from __future__ import annotations

import hashlib
import logging
import os
import zlib
from pathlib import Path
from tempfile import NamedTemporaryFile
from threading import Lock
from typing import TYPE_CHECKING

from reader.library.packed_documents import NotPackedError, packed, unpacked

if TYPE_CHECKING:
    from collections.abc import Iterator
    from os import stat_result

    from reader.documents.document import Document
    from reader.library.finding import Stamp

VERSION = "3"
"""Raised whenever parsing yields something else for an unchanged file, or documents are packed in another way."""
MOST_BYTES = 512 * 2**20
"""Of all that is kept."""
LONGEST = 256 * 2**20
"""Bytes of one document unpacked."""

log = logging.getLogger(__name__)

_lock = Lock()
_taken: dict[Path, int | None] = {}
"""The bytes that each folder takes, as far as this process knows."""


class ParsedDocuments:
    """The documents that are kept in a folder, each by the stamp of its file and by what parsed it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, name: str, stamp: Stamp | None, maker: str | None = "") -> Document | None:
        """Return the document that a file was, if it has not changed since it had a stamp.

        Args:
            name: the name it has.
            stamp: that of its file.
            maker: what parses it, in this very version; empty for what comes with the app, None for what is not known.
        """
        path = self._path(stamp, maker)
        if path is None:
            return None
        try:
            inflating = zlib.decompressobj()
            document = unpacked(name, inflating.decompress(path.read_bytes(), LONGEST))
            os.utime(path)
        except FileNotFoundError:
            return None
        except (OSError, zlib.error, NotPackedError) as error:
            log.warning("%s is parsed again: %s", name, error)
            return None
        return document

    def has(self, stamp: Stamp | None, maker: str | None = "") -> bool:
        """Return whether the document is there that a file was when it had a stamp."""
        path = self._path(stamp, maker)
        return path is not None and path.is_file()

    def keep(self, document: Document, stamp: Stamp | None, maker: str | None = "") -> None:
        """Keep a document whose file has a stamp, and what parsed it."""
        path = self._path(stamp, maker)
        if path is None:
            return
        data = zlib.compress(packed(document), 1)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._put(path, data)
            self._make_room(len(data))
        except OSError as error:
            log.warning("%s is not kept: %s", document.name, error)

    def _path(self, stamp: Stamp | None, maker: str | None) -> Path | None:
        if stamp is None or maker is None:
            return None
        known_by = "\0".join((VERSION, maker, *map(str, stamp))).encode("utf-8", "backslashreplace")
        return self._folder / f"{hashlib.blake2b(known_by, digest_size=16).hexdigest()}.z"

    def _put(self, path: Path, data: bytes) -> None:
        """Write a file as a whole, whoever else writes the same; after a loss of power it need not be there."""
        with NamedTemporaryFile(dir=self._folder, prefix=f".{path.stem}.", delete=False) as file:
            file.write(data)
        try:
            Path(file.name).replace(path)
        except OSError:
            Path(file.name).unlink(missing_ok=True)
            raise

    def _make_room(self, added: int) -> None:
        """Remove what was not asked for the longest, where more is kept than may be; that is not counted every time."""
        with _lock:
            known = _taken.get(self._folder)
            _taken[self._folder] = taken = None if known is None else known + added
        if taken is not None and taken <= MOST_BYTES:
            return
        kept = sorted(self._kept(), key=lambda one: one[1].st_mtime_ns)
        left = sum(status.st_size for _path, status in kept)
        for path, status in kept:
            if left <= MOST_BYTES:
                break
            path.unlink(missing_ok=True)
            left -= status.st_size
        with _lock:
            _taken[self._folder] = left

    def _kept(self) -> Iterator[tuple[Path, stat_result]]:
        for path in self._folder.iterdir():
            try:
                yield path, path.stat()
            except FileNotFoundError:  # another program has made room
                continue
