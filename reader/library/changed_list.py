"""A list of the reader's that is changed at once and as little as can be, and changed back.

All that is done is told in a log. Undo and redo walk the log, without limit and however often the app was started
since. The file gets back the very bytes it had, unless somebody else has changed it meanwhile; then what was done to
its tables is taken back, and their changes stay.
"""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from reader.entities.decision_tables import distinct_of, mention_of
from reader.entities.entries import WrongFieldError, entry_of
from reader.entities.lists import DISTINCT, ENTITY
from reader.language import _
from reader.library.atomic import alone, bytes_of, keep_names
from reader.library.atomic import replace as replace_file
from reader.library.decision_log import DecisionLog, Logged, Op
from reader.library.entity_file import EntityFile, TableChange, key_in
from reader.library.reverting import MeanwhileError, applied
from reader.library.splices import NotChangedError, Splice, Stamp, difference, known_by, stamp
from reader.library.toml_tables import UnchangeableError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping


What = dict[str, Any]
"""What was done, as the log tells it."""


@dataclass(frozen=True, slots=True)
class Change:
    """What was done, undone or done again."""

    op: Op
    """What it was in the first place."""
    what: Mapping[str, Any]
    """What of whom: ids under `entity`, `source` and `target`, names to show under these and `_name`, and texts."""


class ChangedList:
    """A list that is changed and changed back; safe to use from several threads."""

    def __init__(self, file: Path, log: Path) -> None:
        """Make ready; nothing is read before it is asked for.

        Args:
            file: the list.
            log: its log.
        """
        self.file = file
        self._log = DecisionLog(log)
        self._lock = Lock()
        self._stamp: Stamp | None = None
        self._looked = False
        self._left: bytes | None = None
        """What the file held when it was written last."""
        self._parsed: tuple[bytes | None, EntityFile] | None = None
        """What the file held when its tables were read, and these: a big one takes long to read."""
        self._parsed_at: Stamp | None = None
        """What told the file from others then."""

    def undo(self) -> Change | None:
        """Take back the last thing that was done and not taken back yet; None where there is none.

        Raises:
            NotChangedError: it cannot be taken back. Where somebody else has changed the same it stays as it is, and
                what was done before it is next.
        """
        return self._walk(Op.UNDO)

    def redo(self) -> Change | None:
        """Do again what was undone last; None where there is nothing.

        Raises:
            NotChangedError: it cannot be done again, as with `undo`.
        """
        return self._walk(Op.REDO)

    def next_undo(self) -> Change | None:
        """Return what `undo` would take back; None where there is nothing, or it cannot be read."""
        return self._next(Op.UNDO)

    def next_redo(self) -> Change | None:
        """Return what `redo` would do again; None where there is nothing, or it cannot be read."""
        return self._next(Op.REDO)

    def _next(self, op: Op) -> Change | None:
        with self._lock, suppress(OSError):
            self._log.look(is_alone=False)
            entry = self._log.to_undo if op is Op.UNDO else self._log.to_redo
            return Change(entry.op, entry.what) if entry is not None else None
        return None

    def look(self) -> bool:
        """Look at the list, and return whether somebody else has changed it since the last look.

        The first look finishes what was broken off in the middle, so it must come before the lists are loaded. A later
        one reads beforehand what the next correction needs.
        """
        with self._lock:
            if not self._looked:
                self._looked = True
                before = stamp(self.file)
                with suppress(OSError, NotChangedError):
                    if not self._log.is_settled:
                        with self._alone():
                            pass
                self._stamp = stamp(self.file)
                return before != self._stamp
            now = stamp(self.file)
            is_other, self._stamp = now != self._stamp, now
            is_to_read, self._parsed_at = now != self._parsed_at, now
        if is_to_read:
            self._read_ahead()
        return is_other

    def _read_ahead(self) -> None:
        """Read the tables of the list and the log, so that the next correction need not."""
        with suppress(OSError, UnchangeableError):  # whoever corrects something is told
            content = bytes_of(self.file)
            parsed = EntityFile(content)
            with self._lock:
                self._parsed = content, parsed
                self._log.look(is_alone=False)

    # How it is done

    def _do(self, op: Op, edit: Callable[[EntityFile, What], None]) -> Change | None:
        what: What = {}

        with self._lock, self._alone() as target:
            before = bytes_of(target)
            with self._telling():
                file = self._tables_of(before)
                edit(file, what)
                tables, after = file.changes, file.data
                for change in tables:
                    _check(change, self.file.parent)
            if after != before:
                self._put(target, Logged(op, what, tables), before, after)
            file.settle()
            self._parsed, self._parsed_at = (after, file), stamp(self.file)
            return Change(op, what) if after != before else None

    def _tables_of(self, content: bytes | None) -> EntityFile:
        """Return the tables of the list, to be changed: whoever is done with them keeps them."""
        parsed, self._parsed = self._parsed, None
        return parsed[1] if parsed is not None and parsed[0] == content else EntityFile(content)

    def _walk(self, op: Op) -> Change | None:
        with self._lock:
            if not self._log.path.exists():
                return None
            with self._alone() as target:
                entry = self._log.to_undo if op is Op.UNDO else self._log.to_redo
                if entry is None:
                    return None
                before = bytes_of(target)
                try:
                    with self._telling():
                        after, tables = self._reverted(self._log.latest(entry), before)
                except MeanwhileError:
                    # Else nothing before it could be undone either.
                    self._put(target, Logged(Op.LEFT, entry.what, of=entry.number), before, before)
                    reason = _("somebody else has changed it meanwhile, so it stays as it is")
                    raise NotChangedError(self.file, reason) from None
                self._put(target, Logged(op, entry.what, tables, of=entry.number), before, after)
                return Change(entry.op, entry.what)

    def _reverted(self, last: Logged, before: bytes | None) -> tuple[bytes | None, tuple[TableChange, ...]]:
        """Return what the file is to hold after an entry of the log is taken back, and what becomes of its tables."""
        tables = tuple(change.reverse for change in reversed(last.tables))
        if _known(before) == last.after:
            with suppress(ValueError):  # somebody has written into the log; what it says of the tables may still hold
                after = last.splice.reverse.of(before or b"")
                if last.before in (None, _known(after)):
                    return (after if last.before is not None else None), tables
        file = EntityFile(before)
        for change in tables:
            key = key_in(change.kind, change.before or change.after or {})
            file.put(key, applied(file.fields(key), change))
        return file.data, file.changes

    @contextmanager
    def _telling(self) -> Iterator[None]:
        """Tell why the list cannot be changed."""
        try:
            yield
        except UnchangeableError as error:
            raise NotChangedError(self.file, str(error)) from error
        except WrongFieldError as wrong:
            reason = f"{wrong.field}: {wrong.message}" if wrong.field else wrong.message
            raise NotChangedError(self.file, reason) from wrong

    @contextmanager
    def _alone(self) -> Iterator[Path]:
        """Be alone with the file, a link to it followed, and with its log, which says what it holds."""
        target = Path(os.path.realpath(self.file))
        try:
            for folder in (target.parent, self._log.path.parent):
                folder.mkdir(parents=True, exist_ok=True)
            with alone(target.parent):
                self._log.look()
                self._complete(target)
                yield target
        except OSError as error:
            from reader.documents.reasons import not_kept, why_unwritten

            raise NotChangedError(self.file, not_kept(why_unwritten(error))) from error

    def _complete(self, target: Path) -> None:
        """Do what the last entry of the log says where that was broken off before it was done."""
        last = self._log.last
        if last is None or self._log.is_finished:
            return
        content = bytes_of(target)
        if last.op is not Op.OUTSIDE and _known(content) == last.before != last.after:
            with suppress(ValueError):
                after = last.splice.of(content or b"")
                if last.after in (None, _known(after)):
                    _replace(target, after if last.after is not None else None)
        self._log.finish()

    def _put(self, target: Path, entry: Logged, before: bytes | None, after: bytes | None) -> None:
        """Tell the log what is done, then do it."""
        if _known(before) != (self._log.last.after if self._log.last is not None else None):
            self._log.add(self._outside(before))
        splice = difference(before or b"", after or b"")
        begin = self._log.add(replace(entry, splice=splice, before=_known(before), after=_known(after)))
        try:
            if after != before:
                _replace(target, after)
        except OSError:
            with suppress(OSError):
                self._log.drop(begin)
            raise
        self._log.finish()
        self._left, self._stamp, self._looked = after, stamp(self.file), True

    def _outside(self, now: bytes | None) -> Logged:
        """Return what somebody else has done since the last entry of the log."""
        last = self._log.last
        if last is not None:
            before = self._left
            if _known(before) != last.after:
                try:
                    before = self._log.replayed()
                except ValueError:
                    before = None
            if _known(before) == last.after:
                splice = difference(before or b"", now or b"")
                return Logged(Op.OUTSIDE, splice=splice, before=last.after, after=_known(now))
        return Logged(Op.OUTSIDE, splice=Splice(0, b"", now or b""), after=_known(now))


def _known(content: bytes | None) -> str | None:
    return known_by(content) if content is not None else None


def _replace(target: Path, content: bytes | None) -> None:
    if content is not None:
        replace_file(target, content)
    else:
        target.unlink()
        keep_names(target.parent)


def _check(change: TableChange, folder: Path) -> None:
    """Make sure that a table says what lists may say.

    Raises:
        WrongFieldError: a field is not right.
    """
    if change.after is None:
        return
    if change.kind == ENTITY:
        entry_of(change.after, 0, known=(change.after["id"],))
    elif change.kind == DISTINCT:
        distinct_of(change.after)
    else:
        mention_of(change.after, folder)
