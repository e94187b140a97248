"""The panel to pick somebody: a correction is about two, and this asks for the other one."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.message import Message

from reader.app.candidates import NOWHERE, Candidate
from reader.app.correcting_words import Extent, effect, extent, kind
from reader.app.joined import Joined
from reader.app.keys import PANEL, PICKER, Command, bindings
from reader.app.name_index import Wanted
from reader.app.painting import ENTITY_TYPES
from reader.app.palette_panel import SHOW_EVERY, SLICE, TURN
from reader.app.panel import Panel
from reader.documents.sanitising import one_line
from reader.language import _
from reader.page.cells import fit, width

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from textual.binding import BindingType

    from reader.app.candidates import Candidates
    from reader.app.painting import Painting
    from reader.entities.entity import Entity

NAME = 20
"""Cells of a name, at most."""
LATIN = 8
"""Cells of a Latin name, at least; with fewer it is left away."""
WIDE = 60
"""Cells of a terminal from which on it is told in words what would come of a row."""


@dataclass(frozen=True, slots=True)
class SomebodyNew:
    """Somebody who is in no list and was not found."""

    name: str
    """What they are called."""


class PickerPanel(Panel["Candidate | SomebodyNew", "Entity | SomebodyNew"]):
    """Lists whom a correction may be about; choosing one gives the entity, or the name of somebody new."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(PICKER)]
    DEFAULT_CSS = """
    PickerPanel {
        align: center bottom;
        background: $background 0%;
        & > Vertical { width: 100%; height: 60%; min-height: 11; }
        &.-short > Vertical { min-height: 0; }
    }
    """

    class CardAsked(Message):
        """Somebody wants to know who or what an entity is."""

        def __init__(self, entity: Entity) -> None:
            super().__init__()
            self.entity = entity

    def __init__(
        self,
        question: str,
        candidates: Candidates,
        *,
        name: Callable[[Entity], str],
        preview: Callable[[Entity | None], Extent | None],
        new: str | None = None,
    ) -> None:
        """Make the panel.

        Args:
            question: what is asked, such as what somebody picked here becomes.
            candidates: who can be picked, in the order in which they are listed.
            name: returns what an entity is called in the script that is read.
            preview: returns how many mentions there would be more with an entity, and in how many documents; with
                None with somebody new. None while that is counted: `show_preview` is to be called then.
            new: what somebody new is called if nothing is typed; None where it cannot be somebody new.
        """
        super().__init__()
        self._question = question
        self._name_of = name
        self._preview = preview
        self._new = new
        self._candidates = candidates
        self._found: list[Candidate] = []
        self._is_typed = False
        self._others: list[Candidate] = []
        """Those who do not answer, while nothing is typed."""
        self._looking: Iterator[tuple[list[Candidate], list[Candidate]]] | None = None
        self._shown_at = 0.0
        ranked = candidates.ranked
        most = max((one.there.mentions for one in ranked), default=0)
        counts = {one.there.documents for one in ranked} | ({NOWHERE.documents} if candidates.has_others else set())
        kinds = candidates.everybody.kinds
        self._cells_mentions = len(str(most))
        self._cells_there = max((width(extent(Extent(most, count))) for count in counts), default=0)
        self._cells_kind = max((width(kind(of_type, is_found=found)) for of_type, found in kinds), default=0)

    def commands(self) -> Sequence[Command]:
        """Return what stands in the line of keys."""
        return (*PANEL[:2], *(command for command in PICKER if self._new is not None or command.id != "picker.new"))

    def title_painting(self) -> Painting:
        """Return what is asked."""
        return [(one_line(self._question), "title")]

    def show_items(self, items: Sequence[Candidate | SomebodyNew], cursor: int = 0) -> None:
        """Show who answers to what was typed."""
        self._shown_at = time.monotonic()
        self.rows.show(items, cursor)
        self.show_preview()

    def show_preview(self) -> None:
        """Show what would come of the row under the cursor; to be called again when that has been counted."""
        item = self.rows.item
        self.heading.show(self.title_painting(), [] if item is None else [self._said_of(item)])

    def _said_of(self, item: Candidate | SomebodyNew) -> tuple[str, str]:
        more = self._preview(item.entity if isinstance(item, Candidate) else None)
        if more is None:
            return _("still counting"), "quiet"
        return (effect(more) if self.size.width >= WIDE else f"+{more.mentions}"), "accent"

    def on_row_list_walked(self) -> None:
        """Show what would come of the row under the cursor."""
        self.show_preview()

    def nothing(self) -> str:
        """Return the sentence for an empty list."""
        return super().nothing() if self._looking is None else _("still looking")

    def items_for(self, typed: str) -> Sequence[Candidate | SomebodyNew]:
        """Return who has a name that answers to what was typed, as far as is known, and last somebody new."""
        wanted = Wanted(typed)
        self._found, self._others = [], []
        self._is_typed = bool(wanted.folded)
        candidates = self._candidates
        self._looking = ((block, []) for block in candidates.find(wanted)) if self._is_typed else candidates.others()
        self._look_on()
        return self._answers()

    def _answers(self) -> Joined[Candidate | SomebodyNew]:
        """Return who was found so far; what nobody need look for not before it is known who else answers."""
        before, after = ((), ()) if self._is_typed else (self._candidates.likely, self._candidates.mentioned)
        last = () if self._looking is not None else (tuple(self._others), self._somebody_new())
        return Joined[Candidate | SomebodyNew](before, tuple(self._found), after, *last)

    def _somebody_new(self) -> tuple[SomebodyNew, ...]:
        return () if self._new is None else (SomebodyNew(self.filter.value.strip() or self._new),)

    def _look_on(self) -> None:
        """Look for a moment; go on after the screen has had its turn."""
        looking, until = self._looking, time.monotonic() + SLICE
        for found, others in looking or ():
            self._found += found
            self._others += others
            if time.monotonic() > until:
                self.set_timer(TURN, lambda: self._go_on(looking))
                return
        self._looking = None

    def _go_on(self, looking: Iterator[tuple[list[Candidate], list[Candidate]]] | None) -> None:
        if looking is None or looking is not self._looking:  # something else has been typed meanwhile
            return
        self._look_on()
        if self._looking is None or time.monotonic() - self._shown_at > SHOW_EVERY:
            here, items = self.rows.item if self.rows.cursor else None, self._answers()
            self.show_items(items, (items.position(here) if here is not None else None) or 0)

    def paint(self, item: Candidate | SomebodyNew, cells: int) -> Painting:
        """Return one line: names, who or what it is, and where it is mentioned; with little room without some."""
        if isinstance(item, SomebodyNew):
            return [(_("somebody new:"), "accent"), (f" {one_line(item.name)}", "")]
        name = one_line(self._name_of(item.entity))
        latin = one_line(item.entity.latin or "")
        style = item.entity.type if item.entity.type in ENTITY_TYPES else "other"
        name_cells = min(NAME, max(1, cells // 2 - 2))
        left = cells - name_cells - len("  ") * 2 - self._cells_kind - len(" ")
        in_words = left >= self._cells_there
        counts = extent(item.there) if in_words else str(item.there.mentions)
        counts_cells = self._cells_there if in_words else self._cells_mentions
        latin_cells = left - counts_cells - len("  ")
        return [
            (fit(name, name_cells), "" if item.is_found else style),
            ("  ", ""),
            (fit("" if latin == name else latin, latin_cells) + "  " if latin_cells >= LATIN else "", "quiet"),
            (
                fit(kind(item.entity.type, is_found=item.is_found), self._cells_kind),
                "accent" if item.is_found else "quiet",
            ),
            ("  ", ""),
            (" " * (counts_cells - width(counts)) + counts, ""),
        ]

    def result(self, item: Candidate | SomebodyNew) -> Entity | SomebodyNew:
        """Return who was picked."""
        return item.entity if isinstance(item, Candidate) else item

    def action_somebody_new(self) -> None:
        """Give somebody new of the name that was typed."""
        for new in self._somebody_new():
            self.dismiss(new)

    def action_card(self) -> None:
        """Show the card of who is under the cursor; within what is typed, go right."""
        item = self.rows.item
        if self.filter.cursor_position < len(self.filter.value):
            self.filter.action_cursor_right()
        elif isinstance(item, Candidate):
            self.post_message(self.CardAsked(item.entity))
