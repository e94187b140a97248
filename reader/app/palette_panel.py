"""The palette: every command, document and person, found by typing.

Commands answer to their words and their ids, people to all their names, documents to their titles; everything in either
script, in Latin letters and in pinyin initials. What fits best stands first.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.app.joined import Joined
from reader.app.name_index import Fit, NameIndex, Wanted
from reader.app.panel import Panel
from reader.language import _
from reader.page.cells import fit, width

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    from reader.app.keys import Command
    from reader.app.painting import Painting
    from reader.entities.entity import Entity

SLICE = 0.01
"""Seconds of looking for names after which the screen has its turn."""
TURN = 0.005
"""Seconds of such a turn."""
SHOW_EVERY = 0.1
"""Seconds between two showings of what was found so far."""
COUNT_CELLS = 8


@dataclass(frozen=True, slots=True)
class Picked:
    """What was chosen in the palette: one of these."""

    command: Command | None = None
    document: int | None = None
    """The number of a document in the library."""
    entity: str | None = None
    """The id of a person."""


class PalettePanel(Panel[int, Picked]):
    """Lists commands, documents and people; an item is a number that counts through commands, people, documents."""

    def __init__(
        self,
        commands: Sequence[Command],
        people: Sequence[tuple[Entity, int]],
        titles: NameIndex,
        recent: Sequence[int],
        gone: Collection[int] = (),
        *,
        name: Callable[[Entity], str],
        title: Callable[[int], str],
    ) -> None:
        """Make the panel.

        Args:
            commands: what can be done here, in the order to list it.
            people: the people and how often each is mentioned, the most mentioned first.
            titles: the titles of all documents by their numbers; kept from one palette to the next.
            recent: the numbers of the documents that have been read, the last one first.
            gone: the numbers of those whose files are gone.
            name: returns what a person is called in the script that is read.
            title: returns a document's title in that script, by its number.
        """
        super().__init__()
        self._commands = commands
        self._people = people
        self._titles = titles
        self._name_of = name
        self._title_of = title
        self._command_names = NameIndex(len(commands), lambda number: command_names(commands[number]))
        self._people_names = NameIndex(len(people), lambda number: person_names(people[number][0]))
        self._first_person = len(commands)
        self._first_document = len(commands) + len(people)
        self._gone = gone
        self._rank = {number: rank for rank, number in enumerate(recent) if 0 <= number < titles.count}
        self._found: dict[tuple[Fit, int], list[int]] = {}
        self._looking: Iterator[None] | None = None
        self._shown_at = 0.0

    def title_painting(self) -> Painting:
        """Return what stands above the list."""
        looking = "  " + _("still looking") if self._looking is not None else ""
        return [(_("Commands, documents and people"), "title"), (looking, "quiet")]

    def invitation(self) -> str:
        """Return what stands in the empty line for typing."""
        return _("a word, a title, a name in any script, or its pinyin initials")

    def items_for(self, typed: str) -> Sequence[int]:
        """Return what answers to what was typed, the best first; all of it where nothing was."""
        wanted = Wanted(typed)
        if not wanted.folded:
            self._looking = None
            return self._everything()
        self._found = {}
        self._looking = self._look(wanted)
        self._look_on()
        return self._best()

    def _everything(self) -> Joined[int]:
        read = [self._first_document + number for number in self._rank]
        documents = range(self._first_document, self._first_document + self._titles.count)
        left_out = self._rank.keys() | set(self._gone)
        unread = [item for item in documents if item - self._first_document not in left_out] if left_out else documents
        return Joined(range(self._first_person), read, unread, range(self._first_person, self._first_document))

    def _look(self, wanted: Wanted) -> Iterator[None]:
        kinds = (
            (self._command_names, 0),
            (self._people_names, self._first_person),
            (self._titles, self._first_document),
        )
        for names, first in kinds:
            for block in names.find(wanted):
                for number, how in block:
                    self._found.setdefault((how, first), []).append(first + number)
                yield

    def _look_on(self) -> None:
        """Look for a moment; go on after the screen has had its turn."""
        looking, until = self._looking, time.monotonic() + SLICE
        for _block in looking or ():
            if time.monotonic() > until:
                self.set_timer(TURN, lambda: self._go_on(looking))
                return
        self._looking = None

    def _go_on(self, looking: Iterator[None] | None) -> None:
        if looking is None or looking is not self._looking:  # something else has been typed meanwhile
            return
        self._look_on()
        if self._looking is None or time.monotonic() - self._shown_at > SHOW_EVERY:
            here, items = self.rows.item if self.rows.cursor else None, self._best()
            cursor = items.position(here) if here is not None else None
            self.show_items(items, cursor or 0)

    def show_items(self, items: Sequence[int], cursor: int = 0) -> None:
        """Show items and how many they are."""
        self._shown_at = time.monotonic()
        super().show_items(items, cursor)

    def _best(self) -> Joined[int]:
        """Return what was found so far, the best first; among equals commands, then people, then documents."""
        return Joined(*(self._by_reading(self._found[key]) for key in sorted(self._found)))

    def _by_reading(self, items: Sequence[int]) -> Sequence[int]:
        """Return items with the documents read last before the others."""
        if not self._rank or not items or items[0] < self._first_document:
            return items
        ranks = self._rank
        read = [item for item in items if item - self._first_document in ranks]
        read.sort(key=lambda item: ranks[item - self._first_document])
        return [*read, *(item for item in items if item - self._first_document not in ranks)] if read else items

    def paint(self, item: int, cells: int) -> Painting:
        """Return one line: what kind it is, what it is called, and its keys or how often it is mentioned."""
        kinds = (_("command"), _("person"), _("document"))
        kind_cells = max(map(width, kinds)) + 2
        space = max(0, cells - kind_cells - COUNT_CELLS - 1)
        if item < self._first_person:
            command = self._commands[item]
            label = command.label
            return [
                (fit(kinds[0], kind_cells), "quiet"),
                (fit(_(command.long), max(0, cells - kind_cells - width(label) - 1)), ""),
                (f" {label}", "accent"),
            ]
        if item < self._first_document:
            entity, count = self._people[item - self._first_person]
            shown, latin = self._name_of(entity), entity.latin or ""
            both = shown if latin in ("", shown) else f"{shown}  {latin}"
            return [
                (fit(kinds[1], kind_cells), "quiet"),
                (fit(both, space), "person"),
                (f"{count:>{COUNT_CELLS + 1}}", "quiet"),
            ]
        title = self._title_of(item - self._first_document)
        return [(fit(kinds[2], kind_cells), "quiet"), (fit(title, cells - kind_cells), "")]

    def result(self, item: int) -> Picked:
        """Return what the item is."""
        if item < self._first_person:
            return Picked(command=self._commands[item])
        if item < self._first_document:
            return Picked(entity=self._people[item - self._first_person][0].id)
        return Picked(document=item - self._first_document)


def command_names(command: Command) -> Sequence[str]:
    """Return what a command answers to: its words in the reader's language, and its id."""
    return (_(command.long), _(command.short), command.id)


def person_names(entity: Entity) -> Sequence[str]:
    """Return what a person answers to: the names to show and all others."""
    return (*entity.canonical.values(), *entity.spellings)
