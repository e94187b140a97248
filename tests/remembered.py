"""What is remembered of a document, asked for as the app does when it has read one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.library.state import DocumentSettings

if TYPE_CHECKING:
    from reader.library.state import ReadingPlace, State

ANOTHER = "another text"
"""The digest of a text that was never read: what is remembered of its path is asked for."""


def place_in(state: State, document: str, digest: str = ANOTHER, length: int = 0) -> ReadingPlace | None:
    """Return where a document was left; its length tells nothing where none was remembered."""
    found = state.place_for(document, None, length, lambda: digest)
    return found.place if found is not None else None


def settings_in(state: State, document: str, digest: str = ANOTHER, length: int = 0) -> DocumentSettings:
    """Return how a document is read."""
    found = state.place_for(document, None, length, lambda: digest)
    return found.settings if found is not None else DocumentSettings()
