"""Documents inside of archives, named by their path: `archive.zip/folder/name.txt`.

Of an archive no more is read than its directory and what is asked for. Documents of all formats may be in one, but not
another archive. Bounds: `reader.documents.formats.archives`.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePath

from reader.documents.formats import registry
from reader.documents.formats.archives import Archive
from reader.documents.formats.texts import entries, is_archive
from reader.documents.reasons import reasons
from reader.documents.regular_files import bytes_of, open_regular

KEPT = 4
"""The directories of as many archives are kept."""


def archive_of(name: str) -> tuple[str, str] | None:
    """Return the archive that a document's name leads into and the name in there; None where it is that of a file."""
    parts = PurePath(name).parts
    for count, part in enumerate(parts[:-1], start=1):
        if is_archive(part):
            archive = PurePath(*parts[:count])
            if os.path.isfile(archive):  # noqa: PTH113 - whatever is wrong with the name, it says no
                return str(archive), "/".join(parts[count:])
    return None


def is_there(name: str) -> bool:
    """Return whether there is something by a document's name: a file, a folder, or an archive that it leads into."""
    return os.path.lexists(name) or archive_of(name) is not None


def documents_in(archive: str) -> tuple[str, ...]:
    """Return the names of the documents in an archive, sorted as in a folder.

    Args:
        archive: the path of the archive.

    Raises:
        UnreadableDocumentError: when it cannot be read, is damaged or out of bounds, with the reason.
    """
    inside = entries(_archive(archive), registry.is_inside_archives)
    return tuple(f"{archive}{os.sep}{name}" for name in inside)


def may_hold_texts(archive: str) -> bool:
    """Return whether there may be texts in an archive that are not read: in archives in it, or under forbidden names.

    Raises:
        UnreadableDocumentError: when it cannot be read, is damaged or out of bounds, with the reason.
    """
    inside = _archive(archive)
    return any(map(is_archive, inside.names)) or any(map(registry.is_document, inside.left_out))


def read_inside(archive: str, name: str, most: int = -1) -> bytes:
    """Return the bytes of a document in an archive; the first ones alone, where it is told how many at most.

    Raises:
        UnreadableDocumentError: when the archive cannot be read, or there is none of the name in it, or it is damaged,
            locked or out of bounds, with the reason.
    """
    return _archive(archive).read(name, most)


def _archive(path: str) -> Archive:
    with reasons():
        status = Path(path).stat()
        return _directory(path, status.st_size, status.st_mtime_ns).anew()


@lru_cache(maxsize=KEPT)
def _directory(path: str, size: int, _changed: int) -> Archive:
    return Archive(_OnDisk(path, size))


@dataclass(frozen=True, slots=True)
class _OnDisk:
    """The bytes of a file."""

    path: str
    size: int

    def at(self, start: int, size: int) -> bytes:
        """Return those from one on, as many as asked for or as there are.

        Raises:
            UnreadableDocumentError: when they cannot be read, or are no file's.
        """
        if start < 0:
            return b""
        with reasons(), open_regular(self.path) as file:
            file.seek(start)
            return bytes_of(file, size)
