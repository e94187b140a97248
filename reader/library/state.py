"""The reading state: what a reader would miss if it were gone.

Written as the reader moves; a kill loses at most the last write. What is remembered of a document is remembered for its
text (by digest), so that its file may be renamed, moved and copied; and which text a path had last is remembered too,
so that the file may be edited. Several copies of the app may write at the same time: a write changes no more than what
it is about.
"""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader.documents.anchoring import place_again
from reader.documents.naming import STANDARD_INPUT
from reader.library.database import Database
from reader.library.finding import stamp_of
from reader.library.history import Trail
from reader.library.stored import (
    is_number,
    is_offset,
    loaded,
    read_chosen,
    read_jumps,
    read_selector,
    read_target,
    read_written,
    stored_library,
    stored_path,
    write_chosen,
    write_jumps,
    write_selector,
    write_target,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from reader.documents.anchoring import Selector
    from reader.library.database import Values
    from reader.library.finding import Stamp
    from reader.library.history import Chosen
    from reader.library.stored import Numbers
    from reader.scripts.script import Written
    from reader.scripts.target import Target

MOST_JUMPS = 200
"""As many jumps of a history are kept behind the reader, and as many ahead."""
MOST_LIBRARIES = 100
"""The histories of as many libraries are kept, the last ones."""


@dataclass(frozen=True, slots=True)
class ReadingPlace:
    """Where a reader left a document."""

    offset: int
    """The source offset of the first character on the screen, in code points."""
    progress: float
    """How far down the document the reader has been, 0 to 1."""
    read: float
    """When, in seconds since the epoch."""
    selector: Selector | None = None
    """What stood at the offset, to find it again in an edited text."""
    length: int | None = None
    """The length of the text, in code points."""
    stamp: Stamp | None = None
    """What told the file from what it was before, taken before it was read."""
    byte_offset: int | None = None
    """The offset in the text's UTF-8, in bytes."""
    byte_length: int | None = None
    """The length of the text's UTF-8, in bytes."""

    def offset_in(self, text: str) -> int:
        """Return the offset of the place in the text as it is now: the same where nothing changed, else the nearest."""
        return place_again(text, self.selector, self.offset, self.length)


@dataclass(frozen=True, slots=True)
class DocumentSettings:
    """How one document is read."""

    target: Target | None = None
    """The script to show it in; None for the one that holds everywhere."""
    chosen: Chosen | None = None
    """What the reader followed in it last."""
    written: Written | None = None
    """How it is written, where the reader has said so."""


@dataclass(frozen=True, slots=True)
class Remembered:
    """What is remembered of a document."""

    digest: str
    """What the text is known by in which it was left; not the document's own where it was edited since."""
    place: ReadingPlace
    settings: DocumentSettings


class State:
    """The reading state in one database file; safe to use from several threads.

    A database that cannot be opened, or that a newer version has written, is done without, and `problem` says why.
    """

    def __init__(self, path: Path | None) -> None:
        self.database = Database(path)

    @property
    def problem(self) -> str | None:
        """Why nothing is remembered, in one line; None where all is well."""
        return self.database.problem

    @property
    def problem_in_short(self) -> str | None:
        """The same with the name of the file alone."""
        return self.database.problem_in_short

    def close(self) -> None:
        """Close the database."""
        self.database.close()

    # Where documents were left

    def place_for(
        self, document: str, stamp: Stamp | None, length: int, digest: Callable[[], str]
    ) -> Remembered | None:
        """Return what is remembered of a document that has just been read, without its digest where that can be.

        That is what is remembered of the very text that was read; else of the text that the path had last, for its
        place to be found again by its selector.

        Args:
            document: the path.
            stamp: what tells the file from what it was before, taken before it was read; None where there is no file.
            length: the length of the text, in code points.
            digest: returns what the text is known by; not asked where the file has not changed since it was left, nor
                where no text of this length was ever read.
        """
        path = stored_path(document)
        found = self.place_unread(document, stamp) if stamp is not None else None
        if found is not None and found.place.length == length:
            return found
        found = None
        if self.database.rows("select 1 from place where length = ? or length is null limit 1", (length,)):
            found = self._remembered("digest = ?", digest())
        return found or self._remembered("document = ?", path)

    def place_unread(self, document: str, stamp: Stamp) -> Remembered | None:
        """Return what is remembered of a document that need not be read for it: its file has not changed since.

        Args:
            document: the path.
            stamp: what tells the file from what it was before.
        """
        unchanged = "document = ? and size = ? and modified = ?"
        return self._remembered(unchanged, stored_path(document), *stamp[1:])

    def last_places(self, number_of: Numbers) -> dict[int, ReadingPlace]:
        """Return where documents were left last, by their numbers; one question, however many they are.

        For lists: without selectors, lengths and stamps.
        """
        rows = self.database.rows("select document, offset, progress, read from file join place using (digest)")
        found = {}
        for document, *row in rows:
            number, place = number_of(document), _place(*row)
            if number is not None and place is not None:
                found[number] = place
        return found

    def places_of(self, digests: Mapping[int, str]) -> dict[int, ReadingPlace]:
        """Return where documents that have other paths now were left last, by their numbers and texts.

        A text that is still there by a path at which it was read is none of these: a copy of it was not read. As in
        `last_places`, without selectors, lengths and stamps.
        """
        wanted, places, still_there = set(digests.values()), dict[str, ReadingPlace](), set[str]()
        rows = self.database.rows(
            "select digest, document, offset, progress, read from place left join file using (digest)"
        )
        for digest, document, *row in rows:
            if digest not in wanted or digest in still_there:
                continue
            if isinstance(document, str) and stamp_of(document) is not None:
                still_there.add(digest)
            elif (place := _place(*row)) is not None:
                places[digest] = place
        moved = places.keys() - still_there
        return {number: places[digest] for number, digest in digests.items() if digest in moved}

    def remember_place(self, document: str, digest: str, place: ReadingPlace) -> bool:
        """Remember where the document with a path and a text is being read; return whether it is written down.

        Progress never goes back, so that a second copy of the app takes none away.
        """
        values = {
            "offset": place.offset,
            "progress": place.progress,
            "read": place.read,
            "length": place.length,
            "selector": write_selector(place.selector),
            "byte_offset": place.byte_offset,
            "byte_length": place.byte_length,
            "size": place.stamp[1] if place.stamp is not None else None,
            "modified": place.stamp[2] if place.stamp is not None else None,
        }
        return self._change(
            document,
            digest,
            values,
            "update place set offset = :offset, progress = max(ifnull(progress, 0), :progress), read = :read,"
            " length = :length, selector = :selector, byte_offset = :byte_offset, byte_length = :byte_length"
            " where digest = :digest",
            "update file set size = :size, modified = :modified where document = :document",
        )

    def _remembered(self, condition: str, *values: object) -> Remembered | None:
        """Return what is remembered where a condition holds for a text and a file that has it."""
        query = (
            "select digest, script, chosen, written, offset, progress, read, length, selector, document, size,"
            f" modified, byte_offset, byte_length from place left join file using (digest) where {condition} limit 1"
        )
        for digest, target, chosen, written, *row in self.database.rows(query, values):
            place = _place(*row)
            if place is not None:
                settings = DocumentSettings(read_target(target), read_chosen(chosen), read_written(written))
                return Remembered(digest, place, settings)
        return None

    # How documents are read

    def written(self, number_of: Numbers, digests: Mapping[int, str]) -> dict[int, Written]:
        """Return how documents are written that a reader has said it of, by their numbers.

        Args:
            number_of: the documents.
            digests: by the numbers of those whose text is known, what it is known by; it says more than the path.
        """
        rows = self.database.rows(
            "select digest, written, document from place left join file using (digest) where written is not null"
        )
        by_digest = {digest: written for digest, written, _document in rows}
        by_path = {number_of(document): written for _digest, written, document in rows if document is not None}
        by_text = {number: by_digest[digest] for number, digest in digests.items() if digest in by_digest}
        said = {number: read_written(written) for number, written in (by_path | by_text).items()}
        return {number: written for number, written in said.items() if number is not None and written is not None}

    def remember_target(self, document: str, digest: str, target: Target | None) -> bool:
        """Remember the script to show a document in, None for that of all; return whether it is written down."""
        change = "update place set script = :script where digest = :digest"
        return self._change(document, digest, {"script": write_target(target)}, change)

    def remember_written(self, document: str, digest: str, written: Written | None) -> bool:
        """Remember how a reader says a document is written, None for as detected; return whether it is written down."""
        change = "update place set written = :written where digest = :digest"
        return self._change(document, digest, {"written": written}, change)

    def remember_chosen(self, document: str, digest: str, chosen: Chosen | None) -> bool:
        """Remember what is followed in a document, None for nothing; return whether it is written down."""
        change = "update place set chosen = :chosen where digest = :digest"
        return self._change(document, digest, {"chosen": write_chosen(chosen)}, change)

    def _change(self, document: str, digest: str, values: Mapping[str, object], *changes: str) -> bool:
        """Change what is remembered of a text; it begins with what is remembered of the one its path had before."""
        begin = [
            "insert or ignore into place select :digest, offset, progress, read, length, selector, script, chosen,"
            " byte_offset, byte_length, written from file join place using (digest) where document = :document",
            "insert or ignore into place (digest, offset, progress, read) values (:digest, 0, 0, :now)",
        ]
        if document != STANDARD_INPUT:
            begin.append(
                "insert into file (document, digest) values (:document, :digest) on conflict (document) do update"
                " set digest = excluded.digest, size = null, modified = null where digest <> excluded.digest"
            )
        named = {"document": stored_path(document), "digest": digest, "now": time.time(), **values}
        return self._write(*((statement, named) for statement in (*begin, *changes)))

    # Settings, and the history of jumps

    def setting(self, name: str) -> Any:
        """Return a remembered setting; None when there is none."""
        rows = self.database.rows("select value from setting where name = ?", (name,))
        return loaded(rows[0][0]) if rows else None

    def remember_setting(self, name: str, value: Any) -> bool:
        """Remember a setting, any JSON; return whether it is written down."""
        return self._write(("insert or replace into setting values (?, ?)", (name, json.dumps(value))))

    def history(self, sources: Sequence[str]) -> Trail:
        """Return the history of jumps through the library of some files and folders."""
        rows = self.database.rows("select trail from history where library = ?", (stored_library(sources),))
        sides = loaded(rows[0][0]) if rows else None
        if not isinstance(sides, dict):
            return Trail()
        return Trail(read_jumps(sides.get("behind")), read_jumps(sides.get("ahead")))

    def moved_history(self, digests: Collection[str]) -> Trail:
        """Return the last history of a library that is gone and most of whose texts are here; empty where none is.

        It stays with that library too: what is gone may be on a disk that is not mounted.

        Args:
            digests: what the texts here are known by.
        """
        for (library,) in self.database.rows("select library from history order by written desc"):
            sources = str(library).split("\n")
            if not any(Path(source).exists() for source in sources):
                trail = self.history(sources)
                texts = {jump.digest for jump in (*trail.behind, *trail.ahead)} - {None}
                if texts and 2 * len(texts.intersection(digests)) > len(texts):
                    return trail
        return Trail()

    def remember_history(self, sources: Sequence[str], trail: Trail) -> bool:
        """Remember the nearest jumps of a history; return whether they are written down."""
        sides = {"behind": trail.behind, "ahead": trail.ahead}
        written = json.dumps({side: write_jumps(jumps[-MOST_JUMPS:]) for side, jumps in sides.items()})
        oldest = "library not in (select library from history order by written desc limit ?)"
        return self._write(
            ("insert or replace into history values (?, ?, ?)", (stored_library(sources), written, time.time())),
            (f"delete from history where {oldest}", (MOST_LIBRARIES,)),
        )

    def _write(self, *changes: tuple[str, Values]) -> bool:
        return self.database.write(*changes)


def _place(
    offset: object,
    progress: object,
    read: object,
    length: object = None,
    selector: object = None,
    document: object = None,
    size: object = None,
    modified: object = None,
    byte_offset: object = None,
    byte_length: object = None,
) -> ReadingPlace | None:
    """Return the place that a row of the database holds; None where it holds none."""
    if not is_offset(offset) or not is_number(progress) or not is_number(read):
        return None
    stamp: Stamp | None = None
    if isinstance(document, str) and isinstance(size, int) and isinstance(modified, int):
        stamp = (document, size, modified)
    length, byte_offset, byte_length = (
        value if is_offset(value) else None for value in (length, byte_offset, byte_length)
    )
    return ReadingPlace(offset, progress, read, read_selector(selector), length, stamp, byte_offset, byte_length)
