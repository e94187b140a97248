"""The index: analyses kept on disk, so that an unchanged document is not read again to list it.

It can be thrown away at any time. An analysis is found again by the document's path, size and time of change, and by
the fingerprint of the entity lists it was made with. A database that is broken or cannot be written is done without.
"""

from __future__ import annotations

import hashlib
import logging
import sqlite3
import sys
import zlib
from threading import Lock
from typing import TYPE_CHECKING

from reader.library.packing import Packed, packed, unpacked

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from reader.library.analysis import Analysis
    from reader.library.finding import Stamp

VERSION = "4"
"""Raised whenever the analysis of an unchanged document changes."""

SCHEMA_VERSION = 2
"""Raised whenever the table changes; a table of another version is thrown away."""

SCHEMA = """
create table if not exists analysis (
    document text primary key, size integer, modified integer, fingerprint text, title text, written text,
    digest text, characters integer, paragraphs text, counts text, mentions blob
)
"""
COLUMNS = ("document", "size", "modified", "fingerprint", *Packed._fields)
FIND = (
    f"select {','.join(Packed._fields)} from analysis"
    " where document = ? and size = ? and modified = ? and fingerprint = ?"
)
KEEP = f"insert or replace into analysis ({','.join(COLUMNS)}) values ({','.join('?' * len(COLUMNS))})"

log = logging.getLogger(__name__)


def fingerprint(lists: Iterable[Path]) -> str:
    """Return what tells one state of the entity lists, and of the code that analyses, from another."""
    hashed = hashlib.blake2b(f"{VERSION} {sys.byteorder}".encode(), digest_size=16)
    for path in lists:
        try:
            hashed.update(b"\0" + (path.read_bytes() if path.is_file() else b""))
        except OSError:  # nobody can read it
            hashed.update(b"\0")
    return hashed.hexdigest()


class Index:
    """The analyses of one database file; safe to use from several threads."""

    def __init__(self, path: Path, state: str) -> None:
        self._state = state
        self._lock = Lock()
        self._connection: sqlite3.Connection | None = None
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._connection = _opened(path)
        except (OSError, sqlite3.Error) as error:
            log.warning("index %s is done without: %s", path, error)

    def find(self, stamp: Stamp | None) -> Analysis | None:
        """Return the analysis of a document that has not changed since it had a stamp."""
        if self._connection is None or stamp is None:
            return None
        try:
            with self._lock:
                row = self._connection.execute(FIND, (*stamp, self._state)).fetchone()
            return unpacked(Packed(*row)) if row else None
        except (sqlite3.Error, zlib.error, ValueError, TypeError, AttributeError) as error:
            log.warning("index: %s", error)
            return None

    def keep(self, stamp: Stamp | None, analysis: Analysis) -> None:
        """Keep the analysis of a document that had a stamp before it was read."""
        if self._connection is not None and stamp is not None:
            self.keep_packed(stamp, packed(analysis))

    def keep_packed(self, stamp: Stamp | None, row: Packed) -> None:
        """Keep an analysis that is packed already, as `keep` does."""
        if self._connection is None or stamp is None:
            return
        try:
            with self._lock, self._connection:
                self._connection.execute(KEEP, (*stamp, self._state, *row))
        except (sqlite3.Error, UnicodeEncodeError) as error:
            log.warning("index: %s", error)

    def close(self) -> None:
        """Close the database."""
        if self._connection is not None:
            with self._lock:
                self._connection.close()


def _opened(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=2, check_same_thread=False)
    try:
        connection.execute("pragma journal_mode = wal")
        connection.execute("pragma synchronous = off")  # a lost index is only made again
        if connection.execute("pragma user_version").fetchone()[0] != SCHEMA_VERSION:
            connection.execute("drop table if exists analysis")
        connection.execute(SCHEMA)
        connection.execute(f"pragma user_version = {SCHEMA_VERSION}")
    except sqlite3.DatabaseError as error:
        connection.close()
        if isinstance(error, sqlite3.OperationalError):
            raise
        path.unlink()
        return _opened(path)
    return connection
