"""The reading state: what a reader would miss if it were gone.

Kept in SQLite (WAL), one row a document, written as the reader moves; a kill loses at most the last write. A place is
remembered for the text (by digest), so that a file may be renamed, and for its path, so that it may be edited.
"""

from __future__ import annotations

import json
import logging
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader.documents.document import STANDARD_INPUT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SCHEMA = """
create table if not exists place (
    digest text primary key, document text, offset integer, progress real, read real
) without rowid;
create index if not exists place_by_document on place (document, read);
create table if not exists setting (name text primary key, value text) without rowid;
"""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ReadingPlace:
    """Where a reader left a document."""

    offset: int
    """The source offset of the first character on the screen, in code points."""
    progress: float
    """How far down the document the reader has been, 0 to 1."""
    read: float
    """When, in seconds since the epoch."""


class State:
    """The reading state in one database file. One that cannot be opened is done without, and `problem` says why."""

    def __init__(self, path: Path | None) -> None:
        self.problem: str | None = None
        try:
            if path is not None:
                path.parent.mkdir(parents=True, exist_ok=True)
            self._connection = _opened(path)
        except (OSError, sqlite3.Error) as error:
            self.problem = f"{path}: {error}"
            log.warning("state %s", self.problem)
            self._connection = _opened(None)

    def place(self, document: str, digest: str) -> ReadingPlace | None:
        """Return where a document was left: the one with this text, else the one that last had this path."""
        by_text = self._query("select offset, progress, read from place where digest = ?", digest)
        return by_text or self.last_place(document)

    def last_place(self, document: str) -> ReadingPlace | None:
        """Return where the document with this path was left last."""
        query = "select offset, progress, read from place where document = ? order by read desc limit 1"
        return None if document == STANDARD_INPUT else self._query(query, _absolute(document))

    def last_places(self, documents: Sequence[str]) -> dict[int, ReadingPlace]:
        """Return where documents were left last, by their numbers; one question, however many they are."""
        try:
            query = "select document, offset, progress, read from place order by read"
            by_document = {document: ReadingPlace(*place) for document, *place in self._connection.execute(query)}
        except sqlite3.Error as error:
            log.warning("state: %s", error)
            return {}
        paths = (
            (number, _absolute(document)) for number, document in enumerate(documents) if document != STANDARD_INPUT
        )
        return {number: by_document[path] for number, path in paths if path in by_document}

    def places_of(self, digests: Mapping[int, str]) -> dict[int, ReadingPlace]:
        """Return where documents were left last, by their texts: for each number with a known text, its place."""
        found = {
            number: self._query("select offset, progress, read from place where digest = ?", digest)
            for number, digest in digests.items()
        }
        return {number: place for number, place in found.items() if place is not None}

    def remember_place(self, document: str, digest: str, place: ReadingPlace) -> None:
        """Remember where the document with a path and a text is being read."""
        row = (digest, _absolute(document), place.offset, place.progress, place.read)
        self._write("insert or replace into place values (?, ?, ?, ?, ?)", row)

    def setting(self, name: str) -> Any:
        """Return a remembered setting; None when there is none."""
        try:
            row = self._connection.execute("select value from setting where name = ?", (name,)).fetchone()
            return json.loads(row[0]) if row else None
        except (sqlite3.Error, ValueError) as error:
            log.warning("state: %s", error)
            return None

    def remember_setting(self, name: str, value: Any) -> None:
        """Remember a setting, any JSON."""
        self._write("insert or replace into setting values (?, ?)", (name, json.dumps(value)))

    def close(self) -> None:
        """Close the database."""
        self._connection.close()

    def _query(self, query: str, key: str) -> ReadingPlace | None:
        try:
            row = self._connection.execute(query, (key,)).fetchone()
        except (sqlite3.Error, UnicodeEncodeError) as error:
            log.warning("state: %s", error)
            return None
        return ReadingPlace(*row) if row else None

    def _write(self, statement: str, row: tuple[object, ...]) -> None:
        try:
            with self._connection:
                self._connection.execute(statement, row)
        except (sqlite3.Error, UnicodeEncodeError) as error:
            log.warning("state: %s", error)


def _opened(path: Path | None) -> sqlite3.Connection:
    connection = sqlite3.connect(path or ":memory:", timeout=2)
    try:
        connection.execute("pragma journal_mode = wal")
        connection.execute("pragma synchronous = normal")
        connection.executescript(SCHEMA)
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _absolute(document: str) -> str:
    """Return a path as SQLite can hold it, also where its bytes are no text."""
    path = document if document == STANDARD_INPUT else str(Path(document).absolute())
    return path.encode("utf-8", "backslashreplace").decode("utf-8")
