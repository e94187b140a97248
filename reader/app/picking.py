"""Somebody is picked: a correction is about two, and what comes of it is counted beside while one looks."""

from __future__ import annotations

from collections import Counter
from threading import Thread
from typing import TYPE_CHECKING, Any

from textual.message import Message

from reader.app.amending import AmendingApp

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from reader.app.candidates import Candidates, Everybody
    from reader.app.correcting_words import Extent
    from reader.app.passages import Passage
    from reader.app.picker_panel import PickerPanel, SomebodyNew
    from reader.entities.entity import Entity
    from reader.library.occurrences import Occurrences


class PickingApp(AmendingApp):
    """An app in which somebody is picked."""

    class Counted(Message):
        """It is known by now where a text stands in the library."""

    def __init__(self, sources: Sequence[str]) -> None:
        """Make the app.

        Args:
            sources: the files and folders of the library.
        """
        super().__init__(sources)
        self._occurrences: Occurrences | None = None
        self._counting = 0
        self._everybody: Everybody | None = None
        """Who was there to be picked last, with what is known of their names."""

    # What the app does

    def name_of(self, entity: Entity) -> str:
        """Return what an entity is called, in the script that is read."""
        raise NotImplementedError

    def show_card(self, entity: Entity) -> None:
        """Show who or what an entity is."""
        raise NotImplementedError

    # Whom it is about

    def _pick(
        self,
        question: str,
        passage: Passage,
        picked: Callable[[Any], object],
        *,
        new: str | None = None,
        more: Extent | None = None,
        only: int | None = None,
    ) -> None:
        """Ask for somebody.

        Args:
            question: what is asked.
            passage: what it is asked of.
            picked: told who was picked.
            new: what somebody new is called if nothing is typed; None where it cannot be somebody new.
            more: what comes of it, whoever is picked; None where the mentions that the text makes are to be counted.
            only: the number of the document in which they are counted; None for all.
        """
        from reader.app.correcting_words import Extent
        from reader.app.picker_panel import PickerPanel

        def preview(entity: Entity | None) -> Extent | None:
            if more is not None or self._occurrences is None:
                return more
            return Extent(*self._occurrences.others(entity.id if entity is not None else None))

        panel = PickerPanel(question, self._candidates(passage), name=self.name_of, preview=preview, new=new)
        self._counting += 1

        def chosen(one: Entity | SomebodyNew | None) -> None:
            self._counting += 1  # what is still counted is of no use any more
            if one is not None:
                picked(one)

        if more is None:
            self._count(passage.name, only)
        self.push_screen(panel, chosen)

    def _candidates(self, passage: Passage) -> Candidates:
        """Return who can be picked where it is about a passage."""
        from reader.app.candidates import Candidates
        from reader.app.correcting_words import Extent

        mentions, documents = self.library.counts(), Counter[str]()
        for number in range(len(self.library.documents)):
            if (known := self.library.known(number)) is not None:
                documents.update(known.counts.keys())
        mentioned = {one: Extent(count, documents[one]) for one, count in mentions.items()}
        return Candidates(
            self._everybody_now(),
            mentioned,
            text=passage.name,
            suggested=self._suggested_for(passage),
            inside={one.entity.id for one in self.library.matcher.candidates(passage.name)},
            but=passage.entity.id if passage.entity is not None else None,
        )

    def _everybody_now(self) -> Everybody:
        from reader.app.candidates import Everybody

        present = self.library.present
        if self._everybody is None or self._everybody.entities is not present:
            self._everybody = Everybody(present, self.library.found)
        return self._everybody

    def _suggested_for(self, passage: Passage) -> frozenset[str]:
        """Return who is likelier to be picked than all others: whom the passage may mean, and who is suggested."""
        from reader.library.explaining import meant_at

        linked, entity = self.library.linked, passage.entity
        suggested = {one.id for one in meant_at(self.library, passage.number, passage.span)}
        if entity is not None and linked is not None:
            for one in linked.suggestions:
                if entity.id in one.entities:
                    suggested.update(one.entities)
        return frozenset(suggested)

    def on_picker_panel_card_asked(self, message: PickerPanel.CardAsked) -> None:
        """Show the card of who is under the cursor."""
        self.show_card(message.entity)

    # What comes of it

    def _count(self, text: str, only: int | None) -> None:
        """Count beside the page where a text stands; the panel that asks shows it as soon as it is known."""
        from reader.library.occurrences import Occurrences, occurrences

        self._occurrences, number = None, self._counting

        def work() -> None:
            found = occurrences(self.library, text, lambda: self._counting != number)
            if only is not None:
                found = Occurrences({only: found.by_document.get(only, Counter())})
            if self._counting == number:
                self._occurrences = found
                self.post_message(self.Counted())

        Thread(target=work, name="counting", daemon=True).start()

    def on_picking_app_counted(self) -> None:
        """Show in the panel that asks what would come of each row."""
        from reader.app.picker_panel import PickerPanel

        for screen in self.screen_stack:  # a card may stand before it
            if isinstance(screen, PickerPanel):
                screen.show_preview()

    def _spread(self, entity: str) -> Iterator[tuple[int, int]]:
        """Yield the numbers of the documents in which an entity is mentioned, and how often."""
        for number in range(len(self.library.documents)):
            known = self.library.known(number)
            if known is not None and known.counts[entity]:
                yield number, known.counts[entity]

    def _extent(self, entity: str) -> Extent:
        from reader.app.correcting_words import Extent

        counts = [count for _number, count in self._spread(entity)]
        return Extent(sum(counts), len(counts))
