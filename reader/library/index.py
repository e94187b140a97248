"""The index: what is known of documents, kept on disk, so that an unchanged one is not read again to list it.

It can be thrown away at any time. What is known is found again by the document's path, size and time of change;
mentions also by the state of the names that were looked for. A database that is broken or cannot be written is done
without.
"""

from __future__ import annotations

import hashlib
import logging
import sqlite3
import sys
from threading import Lock
from typing import TYPE_CHECKING

from reader.library.packing import (
    SENSELESS,
    PackedMentions,
    PackedSurvey,
    unpacked_mentions,
    unpacked_survey,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path
    from typing import Any

    from reader.entities.resolution import Resolved
    from reader.library.analysis import Survey
    from reader.library.finding import Stamp

VERSION = "11"
"""Raised whenever what is known of an unchanged document changes."""

SCHEMA_VERSION = 6
"""Raised whenever the tables change; tables of another version are thrown away."""

TABLES = ("analysis", "survey", "mentions")
SCHEMA = """
create table if not exists survey (
    document text primary key, size integer, modified integer, version text,
    title text, written text, digest text, characters integer, paragraphs text, found blob,
    model text, replaced integer
);
create table if not exists mentions (
    document text, of_found integer, size integer, modified integer, state text,
    counts text, mentions blob, unclear_counts text, unclear blob,
    primary key (document, of_found)
) without rowid;
"""
KEPT_BY = ("document", "size", "modified")
SURVEY = ("version", *PackedSurvey._fields)
MENTIONS = ("of_found", "state", *PackedMentions._fields)
SAME = "document = ? and size = ? and modified = ?"
FIND_SURVEY = f"select {','.join(PackedSurvey._fields)} from survey where {SAME} and version = ?"
FIND_MENTIONS = f"select {','.join(PackedMentions._fields)} from mentions where {SAME} and of_found = ? and state = ?"
KEEP_SURVEY = f"insert or replace into survey ({','.join((*KEPT_BY, *SURVEY))}) values ({','.join('?' * 12)})"
KEEP_MENTIONS = f"insert or replace into mentions ({','.join((*KEPT_BY, *MENTIONS))}) values ({','.join('?' * 9)})"

log = logging.getLogger(__name__)


def code_version() -> str:
    """Return what tells the code that analyses from that of other versions, on this kind of machine."""
    return f"{VERSION} {sys.byteorder}"


def fingerprint(lists: Iterable[Path]) -> str:
    """Return what tells one state of the entity lists, and of the code that looks for names, from another."""
    hashed = hashlib.blake2b(code_version().encode(), digest_size=16)
    for path in lists:
        try:
            hashed.update(b"\0" + (path.read_bytes() if path.is_file() else b""))
        except OSError:  # nobody can read it
            hashed.update(b"\0")
    return hashed.hexdigest()


class Index:
    """What is known of documents in one database file; safe to use from several threads."""

    def __init__(self, path: Path) -> None:
        self._lock = Lock()
        self._connection: sqlite3.Connection | None = None
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._connection = _opened(path)
        except (OSError, sqlite3.Error) as error:
            log.warning("index %s is done without: %s", path, error)

    def survey(self, stamp: Stamp | None) -> Survey | None:
        """Return what is known of a document that has not changed since it had a stamp."""
        row = self._row(FIND_SURVEY, stamp, code_version())
        try:
            return unpacked_survey(PackedSurvey(*row)) if row else None
        except SENSELESS as error:
            log.warning("index: %s", error)
            return None

    def mentions(self, stamp: Stamp | None, state: str, *, of_found: bool) -> Resolved | None:
        """Return the mentions in such a document, and its unclear places.

        Args:
            stamp: what tells its file from what it was before.
            state: that of the names that were looked for.
            of_found: whether those of people who were found were among them; both are kept.
        """
        row = self._row(FIND_MENTIONS, stamp, of_found, state)
        try:
            return unpacked_mentions(PackedMentions(*row)) if row else None
        except SENSELESS as error:
            log.warning("index: %s", error)
            return None

    def keep_survey(self, stamp: Stamp | None, row: PackedSurvey) -> None:
        """Keep what is known of a document that had a stamp before it was read."""
        self._keep(KEEP_SURVEY, stamp, code_version(), *row)

    def keep_mentions(self, stamp: Stamp | None, state: str, row: PackedMentions, *, of_found: bool) -> None:
        """Keep the mentions in such a document, in the place of those of another state."""
        self._keep(KEEP_MENTIONS, stamp, of_found, state, *row)

    def _row(self, statement: str, stamp: Stamp | None, *values: object) -> tuple[Any, ...] | None:
        if self._connection is None or stamp is None:
            return None
        try:
            with self._lock:
                row: tuple[Any, ...] | None = self._connection.execute(statement, (*stamp, *values)).fetchone()
            return row
        except (sqlite3.Error, UnicodeEncodeError) as error:
            log.warning("index: %s", error)
            return None

    def _keep(self, statement: str, stamp: Stamp | None, *values: object) -> None:
        if self._connection is None or stamp is None:
            return
        try:
            with self._lock, self._connection:
                self._connection.execute(statement, (*stamp, *values))
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
            for table in TABLES:
                connection.execute(f"drop table if exists {table}")
        connection.executescript(SCHEMA)
        connection.execute(f"pragma user_version = {SCHEMA_VERSION}")
    except sqlite3.DatabaseError as error:
        connection.close()
        if isinstance(error, sqlite3.OperationalError):
            raise
        path.unlink()
        return _opened(path)
    return connection
