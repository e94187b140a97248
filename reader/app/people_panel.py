"""The people panel: who stands in this document and in the library, and how often."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.message import Message

from reader.app.keys import PANEL, PEOPLE, Command, bindings
from reader.app.panel import Panel
from reader.documents.sanitising import one_line
from reader.language import _
from reader.page.cells import fit, width
from reader.scripts.initials import finder

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from textual.binding import BindingType

    from reader.app.painting import Painting
    from reader.entities.entity import Entity

NAME, LATIN = 23, 20
"""Cells of a name and of the Latin one, at most."""
SHORT_NAME, SHORT_LATIN = 8, 8
"""Cells of a name at least, and those from which on the Latin one stands in the row."""
FOUND = "?"
"""The mark of a person whom no list knows."""
HEIGHTS = " ⣀⣤⣶⣿"
"""A bar in one cell, none to full: Braille patterns are one cell wide in every terminal, block elements are not."""


@dataclass(frozen=True, slots=True)
class Person:
    """A person in the list."""

    entity: Entity
    here: int
    """Mentions in this document."""
    everywhere: int
    """Mentions in the library."""
    spread: tuple[int, ...]
    """Mentions in each document of the library that has any people."""


def shown_here(person: Person) -> str:
    """Return how often a person is mentioned in this document, in words; empty for never."""
    return _("{count} here").format(count=person.here) if person.here else ""


class PeoplePanel(Panel[Person, str]):
    """Lists people; choosing one gives the entity's id."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(PEOPLE)]
    KEYS: ClassVar[tuple[Command, ...]] = (*PANEL[:2], *PEOPLE)

    class CardAsked(Message):
        """Somebody wants to know who a person is."""

        def __init__(self, entity: Entity) -> None:
            super().__init__()
            self.entity = entity

    def __init__(
        self,
        entities: Sequence[Entity],
        here: Mapping[str, int] | None,
        spreads: Sequence[Mapping[str, int]],
        name: Callable[[Entity], str],
        found: Collection[str] = (),
    ) -> None:
        """Make the panel.

        Args:
            entities: all entities; those of type person that are mentioned are listed.
            here: how often each is mentioned in the document on the page; None in the library.
            spreads: the same for each document of the library.
            name: returns what an entity is called in the script that is read.
            found: the ids of those whom no list knows.
        """
        super().__init__()
        self._name_of = name
        self._found = frozenset(found)
        self._in_document = here is not None
        listed = []
        for entity in entities:
            spread = tuple(counts.get(entity.id, 0) for counts in spreads)
            if entity.type == "person" and any(spread):
                listed.append(Person(entity, here.get(entity.id, 0) if here else 0, sum(spread), spread))
        self._people = sorted(listed, key=lambda person: (-person.here, -person.everywhere))
        self._cells_here = max((width(shown_here(person)) + 1 for person in listed), default=0)
        self._cells_everywhere = max((len(str(person.everywhere)) + 1 for person in listed), default=0)

    def title_painting(self) -> Painting:
        """Return what stands above the list."""
        heading = _("People of this document and of the library") if self._in_document else _("People of the library")
        found = any(person.entity.id in self._found for person in self._people)
        return [(heading, "title"), (f"  {FOUND} {_('found, on no list')}" if found else "", "quiet")]

    def nothing(self) -> str:
        """Return the sentence for an empty list."""
        if not self._people:
            return _("No people are known here. Add them to entities.toml beside your documents.")
        return super().nothing()

    def items_for(self, typed: str) -> Sequence[Person]:
        """Return the people with a name that holds what was typed."""
        answers = finder(typed)
        return [
            person
            for person in self._people
            if any(map(answers, (*person.entity.spellings, *person.entity.canonical.values())))
        ]

    def paint(self, item: Person, cells: int) -> Painting:
        """Return one line: names, counts, and a bar over the documents."""
        name, latin = self._name_of(item.entity), item.entity.latin or ""
        most = max(item.spread)
        here, everywhere = max(10, self._cells_here), max(4, self._cells_everywhere)
        room = cells - 2 - here - everywhere
        name_cells = max(SHORT_NAME, min(NAME, room))
        latin_cells = min(LATIN, room - name_cells) if room - name_cells >= SHORT_LATIN else 0
        bars = max(0, room - name_cells - latin_cells)
        bar = "".join(HEIGHTS[-(-count * 4 // most)] for count in item.spread)[:bars]
        called, is_found = one_line(name), item.entity.id in self._found
        called = fit(called, min(name_cells, width(called)))
        style = "found" if is_found else "person"
        return [
            (called, style if item.here or not self._in_document else ""),
            (" " * (name_cells - width(called)), ""),
            (FOUND if is_found else " ", "quiet"),
            (" ", ""),
            (fit("" if latin == name else latin, latin_cells), "quiet"),
            (fit(shown_here(item), here), ""),
            (fit(str(item.everywhere), everywhere), ""),
            (bar, "accent"),
        ]

    def action_card(self) -> None:
        """Show the card of the person under the cursor; within what is typed, go right."""
        if self.filter.value and self.filter.cursor_position < len(self.filter.value):
            self.filter.action_cursor_right()
        elif self.rows.item is not None:
            self.post_message(self.CardAsked(self.rows.item.entity))

    def result(self, item: Person) -> str:
        """Return the person's id."""
        return item.entity.id
