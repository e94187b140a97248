"""Opening: which library is meant where no path is given."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from reader.documents.naming import STANDARD_INPUT
from reader.library.chosen_encodings import ChosenEncodings
from reader.library.locations import seeds, state_file
from reader.library.state import State

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.library.library import Library

LIBRARY = "library"
"""The setting that holds the absolute paths of the library last opened."""


def sources_for(paths: Sequence[str]) -> list[str]:
    """Return the files and folders to open: those given, else those of the library last opened, else the seeds."""
    if paths:
        return list(paths)
    if not _exists(state_file()):
        return [str(seeds())]
    state = State(state_file())
    try:
        return last_sources(state) or [str(seeds())]
    finally:
        state.close()


def recall_encodings(library: Library) -> None:
    """Have a library read documents in the encodings that were chosen for them in the app."""
    if _exists(state_file()):  # to ask is no reason to make one
        state = State(state_file())
        library.recall_encodings(ChosenEncodings(state).of_any_path)
        state.close()


def last_sources(state: State) -> list[str]:
    """Return the files and folders of the library last opened that still exist."""
    remembered = state.setting(LIBRARY)
    paths = [path for path in remembered if isinstance(path, str)] if isinstance(remembered, list) else []
    return [path for path in paths if _exists(Path(path))]


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # it may not be looked at
        return False


def remember_sources(state: State, sources: Sequence[str]) -> None:
    """Remember the files and folders of a library for the next start; standard input cannot be had again."""
    paths = [str(Path(source).absolute()) for source in sources if source != STANDARD_INPUT]
    if paths:
        state.remember_setting(LIBRARY, paths)
