"""The database of the reading state: its tables, the steps that led to them, and the ways to read and write.

SQLite in WAL mode. A write is one short transaction, so that several copies of the app get along; after a kill the
database holds all that was written, after a loss of power all that a person typed.
"""

from __future__ import annotations

import logging
import sqlite3
import time
from contextlib import contextmanager
from threading import RLock
from typing import TYPE_CHECKING, Any

from reader.language import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    Values = Mapping[str, object] | Sequence[object]

MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (  # what there was before versions were counted
        "create table if not exists place"
        " (digest text primary key, document text, offset integer, progress real, read real) without rowid",
        "create table if not exists setting (name text primary key, value text) without rowid",
    ),
    (
        "create table file (document text primary key, digest text, size integer, modified integer) without rowid",
        "insert into file select document, digest, null, null from"
        " (select document, digest, max(read) from place where document <> '-' group by document)",
        "create index file_by_digest on file (digest)",
        "alter table place rename to place_before",
        "create table place"
        " (digest text primary key, offset integer, progress real, read real, length integer, selector text,"
        " script text, chosen text) without rowid",
        "insert into place (digest, offset, progress, read) select digest, offset, progress, read from place_before",
        "drop table place_before",
        "create index place_by_length on place (length)",
        "create table history (library text primary key, trail text, written real)",
        "create table bookmark"
        " (id integer primary key autoincrement, document text, digest text, title text, start integer, stop integer,"
        " length integer, selector text, note text, created real, removed real)",
        "create index bookmark_by_digest on bookmark (digest)",
        "create index bookmark_by_document on bookmark (document)",
    ),
    (
        "alter table place add column byte_offset integer",
        "alter table place add column byte_length integer",
    ),
    (
        "alter table place add column written text",
        "create index place_by_written on place (written) where written is not null",
    ),
    ("create table encoding (document text primary key, encoding text, size integer, modified integer) without rowid",),
    (
        "create table heading_rule"
        " (document text primary key, pattern text, size integer, modified integer) without rowid",
    ),
)
"""The steps to the tables of today, in order. As many as have been taken is the database's `user_version`."""

PATIENCE = 2
"""Seconds to wait for another copy of the app that is writing."""

AGAIN = 0.01
"""Seconds after which it is tried again to open a database that another copy of the app is just making."""

ERRORS = (sqlite3.Error, UnicodeEncodeError, OverflowError)
"""What may go wrong with a database, and with values that SQLite cannot hold."""

log = logging.getLogger(__name__)


class NotKeptError(Exception):
    """What a person typed could not be written down; the message names the file and says why, in one line."""


class _NewerDatabaseError(Exception):
    """A newer version has written the database; what its tables mean is not known here."""


class Database:
    """One database file; safe to use from several threads.

    One that cannot be opened, or that a newer version has written, is left as it is and done without; `problem` says
    why, and `problem_in_short` with the name of the file alone.
    """

    def __init__(self, path: Path | None) -> None:
        """Open a database.

        Args:
            path: its file, made where there is none; None for a database in memory.
        """
        self.problem: str | None = None
        self.problem_in_short: str | None = None
        self._name = path.name if path is not None else ""
        self._why_not = ""
        self._lock = RLock()
        try:
            if path is not None:
                path.parent.mkdir(parents=True, exist_ok=True)
            self._connection = _opened(path)
        except (OSError, sqlite3.Error) as error:
            self._why_not = _why(error)
            log.warning("state: %s: %s", path, error)
        except _NewerDatabaseError:
            self._why_not = _("a newer reader wrote it; update this")
        if self._why_not:
            self.problem, self.problem_in_short = f"{path}: {self._why_not}", f"{self._name}: {self._why_not}"
            log.warning("state %s", self.problem)
            self._connection = _opened(None)

    def rows(self, query: str, values: Values = ()) -> list[tuple[Any, ...]]:
        """Return the rows that a query finds; none where the database cannot be read."""
        try:
            with self._lock:
                return self._connection.execute(query, values).fetchall()
        except ERRORS as error:
            log.warning("state: %s", error)
            return []

    def write(self, *changes: tuple[str, Values]) -> bool:
        """Make changes together, or none of them; return whether they are made."""
        try:
            with self._lock, _transaction(self._connection):
                for statement, values in changes:
                    self._connection.execute(statement, values)
        except ERRORS as error:
            log.warning("state: %s", error)
            return False
        return True

    def keep(self, statement: str, values: Values) -> int:
        """Write down what a person typed, so that no loss of power takes it away; return the id of a new row.

        Raises:
            NotKeptError: when it is not written down.
        """
        return self._kept(statement, values).lastrowid or 0

    def keep_where(self, statement: str, values: Values) -> bool:
        """Change what a person typed, likewise, where a statement's condition holds; return whether it does anywhere.

        Raises:
            NotKeptError: when it is not written down.
        """
        return self._kept(statement, values).rowcount > 0

    def _kept(self, statement: str, values: Values) -> sqlite3.Cursor:
        if self._why_not:
            raise self._not_kept(self._why_not)
        try:
            with self._lock, self._safely(), _transaction(self._connection):
                return self._connection.execute(statement, values)
        except ERRORS as error:
            log.warning("state: %s", error)
            raise self._not_kept(_why(error)) from error

    def _not_kept(self, reason: str) -> NotKeptError:
        from reader.documents.reasons import not_kept

        return NotKeptError(": ".join(filter(None, (self._name, not_kept(reason)))))

    @contextmanager
    def _safely(self) -> Iterator[None]:
        """Let a transaction end only when it has reached the disk."""
        self._connection.execute("pragma synchronous = full")
        try:
            yield
        finally:
            self._connection.execute("pragma synchronous = normal")

    def close(self) -> None:
        """Close the database."""
        with self._lock:
            self._connection.close()


def _why(error: Exception) -> str:
    """Return why a database cannot be written and the way out, in words of our own; where there are none, SQLite's."""
    from reader.documents.reasons import disk_failed, disk_full, no_permission, why_unwritten

    if isinstance(error, OSError):
        return why_unwritten(error)
    if isinstance(error, UnicodeEncodeError):
        return _("there is a character in it that no file can hold")
    match error.sqlite_errorcode & 0xFF if hasattr(error, "sqlite_errorcode") else None:
        case sqlite3.SQLITE_CANTOPEN:
            return _("it may not be opened; allow it")
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM:
            return no_permission()
        case sqlite3.SQLITE_FULL:
            return disk_full()
        case sqlite3.SQLITE_IOERR:
            return disk_failed()
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return _("another program is changing it; try again")
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
            return _("it is damaged; move it away")
    return str(error)


def _opened(path: Path | None) -> sqlite3.Connection:
    connection = sqlite3.connect(path or ":memory:", timeout=PATIENCE, isolation_level=None, check_same_thread=False)
    try:
        _prepare(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _prepare(connection: sqlite3.Connection) -> None:
    """Let a database have the tables of today, and be safe to write from several processes."""
    give_up = time.monotonic() + PATIENCE
    while True:
        try:
            _check(connection)
            connection.execute("pragma journal_mode = wal")
            connection.execute("pragma synchronous = normal")
            if _version(connection) < len(MIGRATIONS):
                with _transaction(connection):
                    _migrate(connection)
            return
        except sqlite3.OperationalError as error:  # SQLite itself does not wait to change the mode
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > give_up:
                raise
            time.sleep(AGAIN)


def _migrate(connection: sqlite3.Connection) -> None:
    """Take the steps that have not been taken yet, by this copy of the app or by one that started with it."""
    _check(connection)
    for statements in MIGRATIONS[_version(connection) :]:
        for statement in statements:
            connection.execute(statement)
    connection.execute(f"pragma user_version = {len(MIGRATIONS)}")


def _check(connection: sqlite3.Connection) -> None:
    if _version(connection) > len(MIGRATIONS):
        raise _NewerDatabaseError


def _version(connection: sqlite3.Connection) -> int:
    version: int = connection.execute("pragma user_version").fetchone()[0]
    return version


@contextmanager
def _transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Let what is done be done together; what fails changes nothing."""
    connection.execute("begin immediate")
    try:
        yield
        connection.execute("commit")
    except BaseException:
        if connection.in_transaction:
            connection.execute("rollback")
        raise
