"""Finding the documents in files and folders.

Folders are read as they are, with all folders in them. Left out is what is hidden, what the folder's own files say is
to be ignored (`reader.library.ignoring`), what is no document by its suffix, and what is no file at all: pipes, sockets
and devices are never opened. An archive stands for the documents in it.

Symbolic links are followed behind everything else, so that what has a path of its own in a folder is known by that
path. No folder is read twice: one that was read already under another path is left out, and so is a link to a folder
that holds the one that was named.
"""

from __future__ import annotations

import os
import stat
from collections import deque
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from reader.documents.formats import registry
from reader.documents.naming import ARCHIVE, STANDARD_INPUT
from reader.documents.natural_order import natural
from reader.library.ignoring import FILES, Rules, rules_above, rules_in, rules_of
from reader.library.locations import ENTITY_LIST

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

Stamp = tuple[str, int, int]
"""What tells one state of a file from another."""
Identity = tuple[int, int]
"""What a file or folder is known by whatever its path: its device and its number there."""
RESOURCES = "__MACOSX"
"""The folder in which some archivers put what is of use to their own system only."""
PAUSE_EVERY = 256
"""Entries of a folder after which somebody else may have a turn."""


class Found(NamedTuple):
    """A document that was found."""

    name: str
    """The path as given or found."""
    absolute: str
    """What it is told from others by: the absolute path."""


class _Place(NamedTuple):
    """A file or a folder, where the finder is."""

    name: str
    absolute: str
    rules: Rules | None
    """Those of the folders that it lies in."""

    def inside(self, names: Iterable[str], rules: Rules | None) -> list[_Place]:
        """Return what lies in it under some names."""
        before = "" if self.name == os.curdir else _with_separator(self.name)
        absolute_before = _with_separator(self.absolute)
        return [_Place(before + name, absolute_before + name, rules) for name in names]

    def is_ignored(self, *, is_folder: bool) -> bool:
        """Return whether the rules leave it out."""
        return self.rules is not None and self.rules.ignore(self.absolute, is_folder=is_folder)


class _Inside(NamedTuple):
    """What is in a folder, sorted, without what is left out."""

    folders: list[_Place]
    files: list[_Place]
    links: list[_Place]


class Finder:
    """Finds the documents in files and folders, and later what has become of them."""

    def __init__(self, sources: Iterable[str], pause: Callable[[], None] = lambda: None) -> None:
        """Make ready.

        Args:
            sources: the files and folders.
            pause: called now and then while folders are read.
        """
        self._sources: Sequence[str] = tuple(sources)
        self._pause = pause
        self._suffixes = registry.BUILT_IN_SUFFIXES
        self._reached: dict[Identity, str] = {}
        """By which absolute path each folder was read, each file that was named, and each that a link leads to."""
        self._around: set[Identity] = set()
        """The folders that hold those that were named."""

    @property
    def reached(self) -> int:
        """How many folders were read, beside the few files that were named or that links lead to."""
        return len(self._reached)

    def documents(self) -> Iterator[Found]:
        """Yield the documents, in the order given; some may come twice.

        The documents of a folder come in the order of their paths, behind them those that links lead to. A source that
        does not exist is yielded too, for its reader to say so, and so are an archive that cannot be read, or in which
        texts cannot be reached, and, at the end, a folder that cannot be looked into.
        """
        for source in self._sources:
            yield from self._in_source(source)

    def of_others(self) -> Iterator[Found]:
        """Yield also what only formats of others can read; to ask whether there are any takes longer than a folder."""
        if self._suffixes != registry.suffixes():
            self._suffixes = registry.suffixes()
            for source in self._sources:
                yield from self._in_source(source)

    def under(self, place: str) -> Iterator[Found]:
        """Yield the documents in or under an absolute path as it is now, as far as they belong to the sources."""
        for source in self._sources:
            if source == STANDARD_INPUT:
                continue
            top = _Place(source, str(Path(source).absolute()), None)
            if place == top.absolute or top.absolute.startswith(_with_separator(place)):
                if os.path.lexists(top.absolute):
                    yield from self._in_source(source)
            elif place.startswith(_with_separator(top.absolute)) and is_folder(Path(source)):
                yield from self._under(_Place(str(Path(source)), top.absolute, _around(top.absolute)), place)

    def _under(self, top: _Place, place: str) -> Iterator[Found]:
        it = top
        for part in Path(place).relative_to(top.absolute).parts:
            if _is_hidden(part) or it.is_ignored(is_folder=True):
                return
            folder = it
            (it,) = folder.inside([part], rules_of(folder.absolute, folder.rules))
        try:
            mode = os.lstat(it.absolute).st_mode
            if it.is_ignored(is_folder=stat.S_ISDIR(mode)) or not self._is_new(folder.absolute):
                return
        except (OSError, ValueError):
            return
        if stat.S_ISDIR(mode):
            yield from self._walk([it], [])
        elif stat.S_ISLNK(mode):
            yield from self._walk([], [it])
        elif stat.S_ISREG(mode) and self._is_document(it.name):
            yield from self._at(it)

    def _in_source(self, source: str) -> Iterator[Found]:
        if source == STANDARD_INPUT:
            yield Found(source, source)
            return
        path = Path(source)
        it = _Place(source, str(path.absolute()), None)
        if not is_folder(path):
            with suppress(OSError, ValueError):
                self._is_new(it.absolute)
            yield from self._at(it)
            return
        with suppress(OSError):
            self._around.update(_identity(folder) for folder in path.resolve().parents)
        yield from self._walk([it._replace(name=str(path), rules=_around(it.absolute))], [])

    def _walk(self, folders: Iterable[_Place], links: Iterable[_Place]) -> Iterator[Found]:
        """Yield the documents under folders, then those that links lead to, of which there are more under folders."""
        to_read, to_follow = [*folders], deque(links)
        closed: list[Found] = []
        while to_read or to_follow:
            self._pause()
            if not to_read:
                yield from self._follow(to_follow.popleft(), to_read)
                continue
            folder = to_read.pop()
            try:
                inside = self._entries(folder) if self._is_new(folder.absolute) else None
            except OSError:
                closed.append(Found(folder.name, folder.absolute))
                continue
            if inside is not None:
                for file in inside.files:
                    yield from self._at(file)
                to_read += reversed(inside.folders)
                to_follow += inside.links
        yield from closed

    def _entries(self, folder: _Place) -> _Inside:
        """Return what is in a folder.

        Raises:
            OSError: when it cannot be looked into.
        """
        folders, files, links, patterns = [], [], [], []
        with os.scandir(folder.absolute) as entries:
            for count, entry in enumerate(entries, start=1):
                name = entry.name
                if count % PAUSE_EVERY == 0:
                    self._pause()
                if _is_hidden(name):
                    if name in FILES:
                        patterns.append(name)
                elif entry.is_symlink():
                    links.append(name)
                elif entry.is_dir(follow_symlinks=False):
                    folders.append(name)
                elif self._is_document(name) and entry.is_file(follow_symlinks=False):
                    files.append(name)
        rules = rules_in(folder.absolute, patterns, folder.rules) if patterns else folder.rules
        kept = []
        for names in (folders, files, links):
            found = folder.inside(sorted(names, key=natural), rules)
            if rules is not None:
                found = [one for one in found if not one.is_ignored(is_folder=names is folders)]
            kept.append(found)
        return _Inside(*kept)

    def _follow(self, link: _Place, to_read: list[_Place]) -> Iterator[Found]:
        """Yield the document that a symbolic link leads to; a folder is to be read."""
        try:
            status = Path(link.absolute).stat()
        except (OSError, ValueError):  # it leads nowhere: its reader says so
            if self._is_document(link.name):
                yield Found(link.name, link.absolute)
            return
        if stat.S_ISDIR(status.st_mode):
            if (status.st_dev, status.st_ino) not in self._around:
                to_read.append(link)
        elif stat.S_ISREG(status.st_mode) and self._is_document(link.name):
            with suppress(OSError, RuntimeError):  # where it leads has changed this moment
                folder = Path(link.absolute).resolve().parent
                if _identity(folder) not in self._reached and self._is_new(link.absolute):
                    yield from self._at(link)

    def _at(self, it: _Place) -> Iterator[Found]:
        """Yield a file, or in place of an archive the documents in it."""
        if not it.name.lower().endswith(ARCHIVE):
            yield Found(it.name, it.absolute)
            return
        from reader.documents.archived import documents_in, may_hold_texts
        from reader.documents.decoding import UnreadableDocumentError

        self._pause()
        try:
            inside = documents_in(it.name)
            if not inside and (it.name in self._sources or may_hold_texts(it.name)):
                inside = (it.name,)
        except UnreadableDocumentError:
            inside = (it.name,)
        for document in inside:
            yield Found(document, it.absolute + document[len(it.name) :])

    def _is_document(self, name: str) -> bool:
        return name[name.rfind(".") :].lower() in self._suffixes

    def _is_new(self, path: str) -> bool:
        """Return whether what a path leads to was not read under another path that still leads there.

        Raises:
            OSError: when there is nothing.
        """
        identity = _identity(Path(path))
        before = self._reached.get(identity) if identity[1] else None
        if before not in (None, path):
            with suppress(OSError):
                if _identity(Path(str(before))) == identity:
                    return False
        self._reached[identity] = path
        return True


def _around(folder: str) -> Rules | None:
    """Return the rules that hold in a folder that was named from without."""
    try:
        return rules_above(folder)
    except (OSError, RuntimeError, ValueError):  # what is wrong with it, its reader says
        return None


def _is_hidden(name: str) -> bool:
    return name.startswith(".") or name == RESOURCES


def _with_separator(path: str) -> str:
    return path if path.endswith(os.sep) else path + os.sep


def _identity(path: Path) -> Identity:
    status = path.stat()
    return status.st_dev, status.st_ino


def find_documents(sources: Iterable[str]) -> list[str]:
    """Return the documents in files and folders, each once: see `Finder.documents`; behind them those of others."""
    found: dict[str, str] = {}
    finder = Finder(sources)
    for document in (*finder.documents(), *finder.of_others()):
        found.setdefault(document.absolute, document.name)
    return list(found.values())


def stamp_of(document: str) -> Stamp | None:
    """Return what tells a file from what it was before: path, size and time of change; None if it is no file.

    The size and time of a document in an archive are those of the archive.
    """
    if document == STANDARD_INPUT:
        return None
    try:
        status = _status(document)
        absolute = str(Path(document).absolute()).encode("utf-8", "backslashreplace").decode("utf-8")
    except (OSError, ValueError):
        return None
    return absolute, status.st_size, status.st_mtime_ns % 2**63  # SQLite's largest integer; dates may lie beyond it


def _status(document: str) -> os.stat_result:
    try:
        return Path(document).stat()
    except NotADirectoryError:
        from reader.documents.archived import archive_of

        inside = archive_of(document)
        if inside is None:
            raise
        return Path(inside[0]).stat()


def is_folder(place: Path) -> bool:
    """Return whether there is a folder; one that may not be looked at is none."""
    try:
        return place.is_dir()
    except OSError:
        return False


def folders_of(sources: Iterable[str]) -> list[Path]:
    """Return the folders in which a library's own entity list may stand: those given, and those of files given."""
    places = (Path(source) for source in sources if source != STANDARD_INPUT)
    return list(dict.fromkeys(place if is_folder(place) else place.parent for place in places))


def entity_lists_of(sources: Iterable[str]) -> list[Path]:
    """Return where the own entity lists of the sources may stand."""
    return [folder / ENTITY_LIST for folder in folders_of(sources)]
