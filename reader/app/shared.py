"""What screens share and ask of the app, without knowing the app."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Sequence

    from textual.screen import Screen

    from reader.app.at_hand import AtHand
    from reader.app.memory import Memory
    from reader.app.painting import Painting
    from reader.app.passages import Passage
    from reader.app.selecting import SelectingPage
    from reader.app.settings import Settings, Value
    from reader.documents.paragraphs import Span
    from reader.entities.entity import Entity
    from reader.library.analysis import Analysis
    from reader.library.heading_rules import HeadingRules
    from reader.library.library import Library
    from reader.scripts.script import Written
    from reader.scripts.target import Target


class Shared(Protocol):
    """The app as its screens see it."""

    library: Library
    memory: Memory
    heading_rules: HeadingRules
    at_hand: AtHand
    settings: Settings
    progress_text: str
    """How far the work in the background is; empty when there is none."""

    @property
    def people_count(self) -> int:
        """How many people are mentioned in the documents analysed so far."""

    @property
    def searching(self) -> bool:
        """Whether hits of the search that is followed may still come."""

    @property
    def target(self) -> Target:
        """How text is shown that belongs to no document, or to one that is not open."""

    @property
    def other_target(self) -> Target:
        """How a toggle of the script shows what is open."""

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

    def refuse(self, number: int, reason: object) -> None:
        """Say why a document cannot be read."""

    def tell_done(self, what: str) -> None:
        """Say what was done, and how to take it back."""

    def note_bookmark(self) -> None:
        """Note that a bookmark was removed or has another note, so that it can be undone."""

    def notice_painting(self) -> Painting:
        """Return what was said last, as long as it is to be seen."""

    def remember_soon(self) -> None:
        """Write down in a moment what has changed."""

    def change_setting(self, name: str, value: Value) -> None:
        """Change a setting and remember it."""

    def target_of(self, number: int) -> Target:
        """Return how a document is shown."""

    def written_of(self, number: int) -> Written | None:
        """Return how a document is written, as the reader says or as detected; None while that is not known."""

    def make_exception(self, page: SelectingPage, span: Span, document: str, written: Written, target: Target) -> None:
        """Ask how a stretch of a document is to be shown from now on, and show it so."""

    def correct(self, passage: Passage, meant: Sequence[Entity]) -> None:
        """Ask what is to be said of a passage that means somebody, may mean several, or nobody."""

    def prefer(self, number: int) -> None:
        """Analyse a document before all others."""

    def search_again(self, query: str, regex: bool, number: int) -> None:
        """Search for what was searched for before, first in one document."""

    def copy(self, text: str, done: str) -> None:
        """Copy a text to the clipboard, and say that it is done."""

    def show_card(self, entity: Entity) -> None:
        """Show who or what an entity is."""

    def open_document(self, number: int) -> None:
        """Open a document where it was left."""

    def show_library(self) -> None:
        """Go back to the library."""


def shared(screen: Screen[None]) -> Shared:
    """Return what a screen shares with the others."""
    return cast("Shared", screen.app)
