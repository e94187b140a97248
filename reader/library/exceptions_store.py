"""Where exceptions from conversion are kept: in the library's folders and in the user's, the library's first.

What is changed here is written at once and can be undone, without limit while the app runs: the file gets back the very
bytes it had, unless somebody else has changed it meanwhile; then its entry gets back what it said.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from reader.documents.naming import STANDARD_INPUT
from reader.language import _
from reader.library.finding import folders_of
from reader.library.locations import EXCEPTIONS, user_exceptions
from reader.library.splices import NotChangedError, difference, known_by, stamp
from reader.scripts.exceptions import NONE, Exceptions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.entities.lists import Problem
    from reader.library.exceptions_file import Listed
    from reader.library.splices import Splice, Stamp
    from reader.scripts.exceptions import Phrase

__all__ = ["Change", "ExceptionsStore", "Kept", "NotChangedError", "exceptions_for"]


@dataclass(frozen=True, slots=True)
class Kept:
    """An exception, and the file it is in."""

    file: Path
    phrase: Phrase


@dataclass(frozen=True, slots=True)
class Change:
    """What was done to one entry of a file."""

    file: Path
    text: str
    """The phrase of the entry."""
    before: Phrase | None
    """What the entry said; None where there was none."""
    after: Phrase | None

    @property
    def reverse(self) -> Change:
        """What takes it back."""
        return Change(self.file, self.text, self.after, self.before)


@dataclass(frozen=True, slots=True)
class _Done:
    """A change, and the bytes it has put in the place of others."""

    change: Change
    splice: Splice
    left: str
    """What the whole file is known by afterwards."""
    made: bool
    """Whether there was no file before."""


class ExceptionsStore:
    """The exceptions of a library and of the user; safe to use from several threads."""

    def __init__(self, sources: Sequence[str]) -> None:
        """Make ready; nothing is read before it is asked for.

        Args:
            sources: the files and folders of the library. A later folder is the nearer one, as with entity lists.
        """
        self.user_file = user_exceptions()
        folders = [folder / EXCEPTIONS for folder in reversed(folders_of(sources))]
        self.files = tuple({path.absolute(): path for path in (*folders, self.user_file)}.values())
        """All files that there may be, the nearest first."""
        self._lock = Lock()
        self._stamps: dict[Path, Stamp | None] = {}
        self._listed: dict[Path, Listed] = {}
        self._exceptions: Exceptions | None = None
        self._done: list[_Done] = []
        self._undone: list[_Done] = []

    @property
    def exceptions(self) -> Exceptions:
        """All exceptions as they were when the files were last looked at."""
        self._begin()
        return self._exceptions or NONE

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong in the files."""
        self._begin()
        return tuple(problem for file in self.files if file in self._listed for problem in self._listed[file].problems)

    @property
    def kept(self) -> list[Kept]:
        """All exceptions with the files they are in, the nearest first."""
        self._begin()
        return self._kept

    @property
    def _kept(self) -> list[Kept]:
        files = [(file, self._listed[file]) for file in self.files if file in self._listed]
        return [Kept(file, phrase) for file, listed in files for phrase in listed.phrases]

    def entry(self, file: Path, text: str) -> Phrase | None:
        """Return what an entry of a file says; None where there is none."""
        self._begin()
        listed = self._listed.get(file)
        return next((phrase for phrase in listed.phrases if phrase.text == text), None) if listed is not None else None

    def library_file(self, document: str) -> Path | None:
        """Return the file of the library that a document is in; None for standard input, which is in none."""
        if document == STANDARD_INPUT:
            return None
        path = Path(document).absolute()
        above = [file for file in self.files if file != self.user_file and path.is_relative_to(file.parent.absolute())]
        return max(above, key=lambda file: len(file.parent.absolute().parts), default=None)

    def _begin(self) -> None:
        if self._exceptions is None:
            self.look()

    def look(self) -> bool:
        """Read the files that are not as they were; return whether other exceptions hold now, or other problems."""
        with self._lock:
            stale = [file for file in self.files if file not in self._stamps or stamp(file) != self._stamps[file]]
            before = [self._listed.get(file) for file in stale]
            for file in stale:
                self._read(file)
            is_new = [self._listed.get(file) for file in stale] != before
            if is_new or self._exceptions is None:
                self._put_together()
            return is_new

    def change(self, file: Path, text: str, phrase: Phrase | None) -> Change | None:
        """Add an entry to a file, change it, or take it out, and return what was done.

        Args:
            file: one of `files`.
            text: the phrase of the entry.
            phrase: what it is to say; None for no entry.

        Returns:
            What was done; None where the file says so already.

        Raises:
            NotChangedError: the file cannot be changed; it is as before.
        """
        self._begin()
        with self._lock:
            done = self._write(file, text, phrase)
            if done is not None:
                self._done.append(done)
                self._undone.clear()
        return done.change if done is not None else None

    def undo(self) -> Change | None:
        """Take back the last change that was not taken back yet, and return what that did; None where there is none.

        Raises:
            NotChangedError: it cannot be taken back.
        """
        return self._revert(self._done, self._undone)

    def redo(self) -> Change | None:
        """Do again what was undone last, and return what that did; None where there is nothing.

        Raises:
            NotChangedError: it cannot be done again.
        """
        return self._revert(self._undone, self._done)

    def _revert(self, reverted: list[_Done], others: list[_Done]) -> Change | None:
        with self._lock:
            if not reverted:
                return None
            last = reverted[-1]
            try:
                done = self._write(last.change.file, last.change.text, last.change.before, last)
            except _MeanwhileError:
                reverted.pop()  # else nothing before it could be reverted either
                reason = _("somebody else has changed “{text}” meanwhile, so it stays as it is")
                raise NotChangedError(last.change.file, reason.format(text=last.change.text)) from None
            reverted.pop()
            if done is not None:
                others.append(done)
            return done.change if done is not None else last.change

    def _write(self, file: Path, text: str, phrase: Phrase | None, reverted: _Done | None = None) -> _Done | None:
        from reader.library.atomic import change_file, remove_file
        from reader.library.exceptions_file import UnchangeableError, changed, listed

        found: list[bytes | None] = []
        said: list[Phrase | None] = []

        def change(before: bytes | None) -> bytes | None:
            content = before or b""
            now = next((entry for entry in listed(content, str(file)).phrases if entry.text == text), None)
            if reverted is not None and known_by(content) == reverted.left:
                after: bytes | None = reverted.splice.reverse.of(content)
            elif reverted is not None and now != reverted.change.after:
                raise _MeanwhileError
            else:
                after = changed(before, text, phrase) if now != phrase else before
            found[:], said[:] = [before, after], [now]
            return after

        try:
            change_file(file, change)
            before, after = found
            if reverted is not None and reverted.made and after == b"" and remove_file(file, b""):
                after = None
        except OSError as error:
            from reader.documents.reasons import not_kept, why_unwritten

            raise NotChangedError(file, not_kept(why_unwritten(error))) from error
        except UnchangeableError as error:
            raise NotChangedError(file, str(error)) from error
        finally:
            self._read(file)
            self._put_together()
        if before == after:
            return None
        splice = difference(before or b"", after or b"")
        return _Done(Change(file, text, said[0], phrase), splice, known_by(after or b""), before is None)

    def _read(self, file: Path) -> None:
        self._stamps[file] = stamp(file)
        if self._stamps[file] is None:
            self._listed.pop(file, None)
            return
        from reader.library.exceptions_file import read  # not where there is no file

        self._listed[file] = read(file)

    def _put_together(self) -> None:
        kept = self._kept
        self._exceptions = Exceptions(tuple(one.phrase for one in kept)) if kept else NONE


class _MeanwhileError(Exception):
    """Somebody else has changed the entry."""


def exceptions_for(sources: Sequence[str]) -> tuple[Exceptions, tuple[Problem, ...]]:
    """Return the exceptions that hold for files and folders, and what is wrong in the files they are kept in."""
    store = ExceptionsStore(sources)
    return store.exceptions, store.problems
