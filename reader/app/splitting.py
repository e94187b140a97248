"""Two people under one name are taken apart; which names stand in which documents is read beside the page."""

from __future__ import annotations

from collections import Counter
from functools import partial
from threading import Thread
from typing import TYPE_CHECKING, Any

from textual.message import Message
from textual.screen import Screen

from reader.app.picking import PickingApp
from reader.documents.decoding import UnreadableDocumentError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reader.app.split_panel import Split
    from reader.entities.entity import Entity

Asked = tuple[int, Screen[Any], int | None]
"""The how-manieth time something was asked, on which screen, and of which document by its number."""


class SplittingApp(PickingApp):
    """An app in which two under one name are taken apart."""

    class SplitCounted(Message):
        """It is known by now by which names somebody stands where."""

        def __init__(self, entity: Entity, spellings: dict[int, Counter[str]], at: Asked) -> None:
            super().__init__()
            self.entity = entity
            self.spellings = spellings
            self.at = at

    def __init__(self, sources: Sequence[str]) -> None:
        """Make the app.

        Args:
            sources: the files and folders of the library.
        """
        super().__init__(sources)
        self._splits = 0
        """As often as it was asked what of somebody belongs to somebody else."""

    # What the app does

    def shown_title(self, number: int) -> str:
        """Return a document's title in the script it is read in."""
        raise NotImplementedError

    @property
    def number_here(self) -> int | None:
        """The number of the document on the page; None where there is none."""
        raise NotImplementedError

    # Two under one name

    def _split(self, entity: Entity) -> None:
        """Ask what of somebody belongs to somebody else; what their names are in each document is read beside."""
        self._splits += 1
        at = self._asked_now

        def work() -> None:
            self.post_message(self.SplitCounted(entity, dict(self._spellings(entity)), at))

        Thread(target=work, name="split", daemon=True).start()

    @property
    def _asked_now(self) -> Asked:
        return self._splits, self.screen, self.number_here

    def _spellings(self, entity: Entity) -> Iterator[tuple[int, Counter[str]]]:
        from reader.library.occurrences import spellings_in

        for number, _count in list(self._spread(entity.id)):
            try:
                yield number, spellings_in(self.library, number, entity.id)
            except UnreadableDocumentError:
                continue

    def on_splitting_app_split_counted(self, message: SplitCounted) -> None:
        """Ask what of somebody belongs to somebody else, unless the reader is at something else by now."""
        from reader.app.split_panel import DocumentShare, NameShare, SplitPanel
        from reader.library.corrections import InDocument

        entity, spellings = message.entity, message.spellings
        if message.at != self._asked_now:
            return
        names = sum(spellings.values(), Counter[str]())
        shares = [NameShare(name, count) for name, count in names.most_common()]
        documents = [
            DocumentShare(number, self.shown_title(number), counts.total()) for number, counts in spellings.items()
        ]

        def chosen(split: Split | None) -> None:
            if split is None:
                return
            placed = []
            for number in split.documents:
                survey = self.library.survey(number)
                if survey is not None:
                    texts = tuple(spellings[number])
                    placed.append(InDocument(self.library.documents[number], survey.digest, texts))
            self._do(partial(self.corrections.split, entity, split.names, placed))

        self.push_screen(SplitPanel(self.name_of(entity), shares, documents), chosen)
