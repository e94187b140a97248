"""What screens share and ask of the app, without knowing the app."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Mapping

    from textual.screen import Screen

    from reader.app.choice import Location
    from reader.app.painting import Painting
    from reader.entities.entity import Entity
    from reader.library.analysis import Analysis
    from reader.library.history import History
    from reader.library.library import Library
    from reader.library.state import ReadingPlace, State
    from reader.scripts.script import Script


class Shared(Protocol):
    """The app as its screens see it."""

    library: Library
    state: State
    script: Script
    """The script to show everything in."""
    history: History[Location]
    progress_text: str
    """How far the work in the background is; empty when there is none."""

    @property
    def last_places(self) -> Mapping[int, ReadingPlace]:
        """Where documents were left last, by their numbers."""

    @property
    def people_count(self) -> int:
        """How many people are mentioned in the documents analysed so far."""

    @property
    def other_script(self) -> Script:
        """The script that a toggle shows."""

    def begin(self) -> None:
        """Begin with the work in the background."""

    def people_of(self, analysis: Analysis) -> Counter[str]:
        """Return how often each person is mentioned in a document, by id."""

    def shown_title(self, number: int) -> str:
        """Return a document's title in the chosen script."""

    def name_of(self, entity: Entity) -> str:
        """Return what an entity is called, in the script that is read."""

    def tell(self, text: str) -> None:
        """Say something in the status line for a moment."""

    def notice_painting(self) -> Painting:
        """Return what was said last, as long as it is to be seen."""

    def left_at(self, number: int, digest: str) -> ReadingPlace | None:
        """Return where the document with a text was left last."""

    def remember_soon(self) -> None:
        """Write down in a moment what has changed."""

    def remember_place(self, number: int, digest: str, offset: int, progress: float) -> None:
        """Remember where a document is being read."""

    def show_card(self, entity: Entity) -> None:
        """Show who or what an entity is."""

    def open_document(self, number: int) -> None:
        """Open a document where it was left."""

    def show_library(self) -> None:
        """Go back to the library."""


def shared(screen: Screen[None]) -> Shared:
    """Return what a screen shares with the others."""
    return cast("Shared", screen.app)
