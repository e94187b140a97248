"""Finding the documents in files and folders."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from reader.documents.files import STANDARD_INPUT
from reader.library.locations import ENTITY_LIST

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Stamp = tuple[str, int, int]
"""What tells one state of a file from another."""
SUFFIXES = frozenset((".txt", ".text", ".md", ".markdown"))
"""The files of a folder that are taken for documents; a file that is named itself may have any suffix."""


def find_documents(sources: Iterable[str]) -> list[str]:
    """Return the documents in files and folders, in the order given, each once.

    The documents of a folder come in the order of their paths; hidden files and folders are left out, symbolic links
    to folders are not followed. A source that does not exist is returned too, for its reader to say so, and so is a
    folder that cannot be looked into, after what was found beside it.
    """
    found: dict[str, str] = {}
    for source in sources:
        for name in _in_folder(source) if source != STANDARD_INPUT and is_folder(Path(source)) else (source,):
            found.setdefault(name if name == STANDARD_INPUT else str(Path(name).absolute()), name)
    return list(found.values())


def stamp_of(document: str) -> Stamp | None:
    """Return what tells a file from what it was before: path, size and time of change; None if it is no file."""
    if document == STANDARD_INPUT:
        return None
    try:
        status = Path(document).stat()
        absolute = str(Path(document).absolute()).encode("utf-8", "backslashreplace").decode("utf-8")
    except (OSError, ValueError):
        return None
    return absolute, status.st_size, status.st_mtime_ns % 2**63  # SQLite's largest integer; dates may lie beyond it


def is_folder(place: Path) -> bool:
    """Return whether there is a folder; one that may not be looked at is none."""
    try:
        return place.is_dir()
    except OSError:
        return False


def _in_folder(folder: str) -> Iterator[str]:
    closed: list[str] = []
    for place, folders, files in os.walk(folder, onerror=lambda error: closed.append(error.filename or folder)):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if not name.startswith(".") and Path(name).suffix.lower() in SUFFIXES:
                yield str(Path(place, name))
    yield from closed


def folders_of(sources: Iterable[str]) -> list[Path]:
    """Return the folders in which a library's own entity list may stand: those given, and those of files given."""
    places = (Path(source) for source in sources if source != STANDARD_INPUT)
    return list(dict.fromkeys(place if is_folder(place) else place.parent for place in places))


def entity_lists_of(sources: Iterable[str]) -> list[Path]:
    """Return where the own entity lists of the sources may stand."""
    return [folder / ENTITY_LIST for folder in folders_of(sources)]
