"""The log of what the app has done to the reader's entity list: JSON Lines that are only ever added to.

Each entry has what was done, what the file was known by before and after, and the very bytes that were put in the place
of others. It is on the disk before the file is replaced; a second line says that this was done. So after a kill the
last entry is done or is still to do, never half, and the entries replayed from the first one on give the file. What
somebody else has changed meanwhile has an entry of its own. Undoing walks the log back and adds to it.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from reader.library.atomic import keep_names
from reader.library.entity_file import TableChange
from reader.library.splices import Splice, known_by

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from reader.library.toml_tables import Fields

NOTHING = Splice(0, b"", b"")

LAST_LINE = 64
"""As many bytes at the end of the log hold a line that says that something was done."""


class Op(StrEnum):
    """What was done."""

    NEW = "new entity"
    KEEP = "keep"
    ADD_NAME = "add name"
    MERGE = "merge"
    SPLIT = "split"
    KEEP_APART = "keep apart"
    SET_TYPE = "set type"
    IGNORE = "ignore"
    ASSIGN = "assign"
    FORGET = "forget"
    UNDO = "undo"
    REDO = "redo"
    LEFT = "left"
    """What could not be undone, or done again, because somebody else had changed it: it is left as it is."""
    OUTSIDE = "outside"
    """Somebody else has changed the file."""


LISTED = frozenset(("names", "documents"))
"""What there may be several of in what was done; all else is one text, or none."""
AFTERWARDS = frozenset((Op.UNDO, Op.REDO, Op.LEFT))
"""What is done with what another entry says."""


@dataclass(frozen=True, slots=True)
class Logged:
    """One entry of the log."""

    op: Op
    what: Mapping[str, Any] = field(default_factory=dict)
    """What was done, for people and for words in their language."""
    tables: tuple[TableChange, ...] = ()
    """What has become of the tables of the file."""
    of: int | None = None
    """The number of the entry that was undone, done again or left."""
    splice: Splice = NOTHING
    before: str | None = None
    """What the file was known by; None where there was none, and where it is not known what it was."""
    after: str | None = None
    """What it is known by afterwards; None where there is none."""
    number: int = 0
    """Its number in the log, which gives it."""
    time: str = ""
    """When, in UTC (ISO 8601)."""

    def line(self) -> bytes:
        """Return it as a line of the log."""
        content = {
            "n": self.number,
            "ts": self.time,
            "op": self.op,
            **({"of": self.of} if self.of is not None else {}),
            "what": self.what,
            "tables": [{"kind": one.kind, "before": one.before, "after": one.after} for one in self.tables],
            "before": self.before,
            "after": self.after,
            "at": self.splice.start,
            "old": self.splice.old.decode(),
            "new": self.splice.new.decode(),
        }
        return json.dumps(content, ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n"

    @classmethod
    def read(cls, content: Mapping[str, Any]) -> Logged:
        """Return the entry that a line holds.

        Raises:
            KeyError, OverflowError, TypeError, ValueError: it holds none.
        """
        splice = Splice(int(content["at"]), str(content["old"]).encode(), str(content["new"]).encode())
        tables = tuple(TableChange(str(one["kind"]), *_fields_of(one)) for one in content["tables"])
        op, of, states = Op(content["op"]), content.get("of"), (content["before"], content["after"])
        if splice.start < 0 or not all(isinstance(state, str | None) for state in states):
            raise ValueError("no state of a file")
        if not (isinstance(of, int) if op in AFTERWARDS else of is None):
            raise ValueError("not the number of an entry")
        what = dict(content["what"])
        if not all(key in LISTED or isinstance(said, str | bool | None) for key, said in what.items()):
            raise ValueError("nothing to show")
        return cls(op, what, tables, of, splice, *states, int(content["n"]), str(content["ts"]))


def _fields_of(table: Mapping[str, Any]) -> Iterator[Fields | None]:
    for fields in (table["before"], table["after"]):
        if not isinstance(fields, dict | None):
            raise TypeError("no table")
        yield fields


class DecisionLog:
    """The log in a file. Whoever adds to it, or mends it, must be alone with the folder it is in."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._forget()

    def _forget(self) -> None:
        self._end = 0
        """How many bytes of the file have been read."""
        self._next = 1
        self.last: Logged | None = None
        """The last entry."""
        self.is_finished = True
        """Whether what the last entry says is known to have been done."""
        self._entries: dict[int, Logged] = {}
        self._done: list[int] = []
        self._undone: list[int] = []
        self._latest: dict[int, int] = {}
        """The number of the entry that did, undid or did again last what each entry says."""

    @property
    def is_settled(self) -> bool:
        """Whether its last line says that all was done; the end of the file is enough to tell.

        Raises:
            OSError: the log cannot be read.
        """
        try:
            with self.path.open("rb") as file:
                file.seek(max(0, file.seek(0, os.SEEK_END) - LAST_LINE))
                end = file.read()
        except FileNotFoundError:
            return True
        return end.endswith(b"}\n") and end.rstrip(b"\n").rpartition(b"\n")[2].startswith(b'{"done": ')

    def look(self, *, is_alone: bool = True) -> None:
        """Read what was added since, by this program or another; a line that was not finished is cut off.

        Args:
            is_alone: whether no other program can be writing it; else the line stays, and is not read.

        Raises:
            OSError: the log cannot be read or mended.
        """
        try:
            size = self.path.stat().st_size
        except FileNotFoundError:
            self._forget()
            return
        if size < self._end:
            self._forget()
        if size == self._end:
            return
        with self.path.open("rb") as file:
            file.seek(self._end)
            content = file.read()
        whole = content.rfind(b"\n") + 1
        for line in content[:whole].splitlines():
            self._learn(line)
        self._end += whole
        if whole < len(content) and is_alone:
            self._cut(self._end)

    def _learn(self, line: bytes) -> None:
        try:
            content = json.loads(line.decode("utf-8", "surrogatepass"))
            if "done" in content:
                self.is_finished = self.is_finished or (self.last is not None and content["done"] == self.last.number)
                return
            entry = Logged.read(content)
            if entry.number < self._next:
                raise ValueError("not the next entry")
        except (ValueError, KeyError, TypeError, OverflowError, RecursionError):
            end, number = self._end, self._next  # somebody else has written into it: nothing before can be walked back
            self._forget()
            self._end, self._next = end, number
            return
        self._take(entry)

    def _take(self, entry: Logged) -> None:
        self.last, self.is_finished = entry, False
        self._next = max(self._next, entry.number + 1)
        self._entries[entry.number] = entry
        of = entry.of
        if entry.op is Op.OUTSIDE:
            return
        if of is None:
            self._done.append(entry.number)
            self._undone.clear()
            self._latest[entry.number] = entry.number
            return
        for stack in (self._done, self._undone):
            if of in stack:
                stack.remove(of)
        if entry.op is not Op.LEFT and of in self._latest:
            (self._undone if entry.op is Op.UNDO else self._done).append(of)
            self._latest[of] = entry.number

    # Walking it

    @property
    def to_undo(self) -> Logged | None:
        """The entry to undo next."""
        return self._entries[self._done[-1]] if self._done else None

    @property
    def to_redo(self) -> Logged | None:
        """The entry to do again next."""
        return self._entries[self._undone[-1]] if self._undone else None

    def latest(self, entry: Logged) -> Logged:
        """Return what did, undid or did again last what an entry says."""
        return self._entries[self._latest[entry.number]]

    @property
    def ids(self) -> frozenset[str]:
        """The ids of all entities that were ever made by it."""
        return frozenset(
            change.after["id"]
            for entry in self._entries.values()
            for change in entry.tables
            if change.after is not None and isinstance(change.after.get("id"), str)
        )

    def given(self, own: str) -> Iterator[Fields]:
        """Yield what the table of an entity ever said, by it or before it was changed."""
        for entry in self._entries.values():
            for change in entry.tables:
                yield from (
                    said for said in (change.before, change.after) if said is not None and said.get("id") == own
                )

    def replayed(self) -> bytes | None:
        """Return the file as the log says it is; None where it says there is none.

        Raises:
            ValueError: the entries do not follow on each other.
        """
        return replay(self._entries.values())

    # Adding to it

    def add(self, entry: Logged) -> int:
        """Add an entry, so that it is on the disk, and return where it begins, in bytes.

        Raises:
            OSError: it could not be added; the log is as before.
        """
        begin = self._end
        is_new = not self.path.exists()
        entry = replace(entry, number=self._next, time=datetime.now(UTC).isoformat(timespec="milliseconds"))
        line = entry.line()
        try:
            with self.path.open("ab") as file:
                file.write(line)
                file.flush()
                os.fsync(file.fileno())
            if is_new:
                keep_names(self.path.parent)
        except OSError:
            self._cut(begin)
            raise
        self._end += len(line)
        self._take(entry)
        return begin

    def finish(self) -> None:
        """Say that what the last entry says was done; where that cannot be written, the file tells it as well."""
        if self.last is None or self.is_finished:
            return
        self.is_finished = True
        line = json.dumps({"done": self.last.number}).encode() + b"\n"
        try:
            with self.path.open("ab") as file:
                file.write(line)
        except OSError:
            return
        self._end += len(line)

    def drop(self, begin: int) -> None:
        """Take out what was added last, from a byte on, because it was not done.

        Raises:
            OSError: the log cannot be written.
        """
        self._cut(begin)
        self._forget()
        self.look()

    def _cut(self, end: int) -> None:
        if self.path.exists():
            os.truncate(self.path, end)


def replay(entries: Iterable[Logged]) -> bytes | None:
    """Return what a file holds after all entries of a log, in order; None for no file.

    Raises:
        ValueError: the entries do not follow on each other.
    """
    content: bytes | None = None
    after: str | None = None
    for entry in entries:
        if entry.before is not None and entry.before != after:
            raise ValueError("the entries do not follow on each other")
        spliced = entry.splice.of((content or b"") if entry.before is not None else b"")
        content, after = spliced if entry.after is not None else None, entry.after
    if after is not None and known_by(content or b"") != after:
        raise ValueError("the entries say otherwise than what they come to")
    return content
