"""The queue of suggestions: who may be the same is gone through and answered."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from reader.app.amending import AmendingApp
from reader.app.wording import name_as_read, names_apart
from reader.library.walk import Place

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reader.app.review_panel import ReviewPanel, Suggested
    from reader.entities.entity import Entity
    from reader.entities.linking import Linked
    from reader.library.corrections import Change


class ReviewingApp(AmendingApp):
    """An app in which suggestions are answered."""

    def __init__(self, sources: Sequence[str]) -> None:
        """Make the app.

        Args:
            sources: the files and folders of the library.
        """
        super().__init__(sources)
        self._answered: dict[tuple[str, str], Linked | None] = {}
        """The suggestions that were answered, by ids, and what has been put together when they were."""

    # What the app does

    def name_of(self, entity: Entity) -> str:
        """Return what an entity is called, in the script that is read."""
        raise NotImplementedError

    def look_at(self, place: Place, covered: int) -> None:
        """Show a passage behind a panel, where a page is open."""
        raise NotImplementedError

    def close_look(self) -> None:
        """Show again what was there before passages were shown behind a panel."""
        raise NotImplementedError

    @property
    def is_looking(self) -> bool:
        """Whether documents are still being looked through."""
        raise NotImplementedError

    @property
    def told(self) -> str:
        """What was said last in the status line, as long as it is to be seen."""
        raise NotImplementedError

    # Suggestions

    def action_review(self) -> None:
        """Go through who may be the same, the ones that change most first."""
        from reader.app.review_panel import ReviewPanel

        panel = ReviewPanel(self._suggested(), looking=self.is_looking)
        self.push_screen(panel, lambda _nothing: self.close_look())

    def show_suggestions(self) -> None:
        """Show who may be the same by now, where that is asked."""
        from reader.app.review_panel import ReviewPanel

        if isinstance(self.screen, ReviewPanel):
            self.screen.show_suggestions(self._suggested(), looking=self.is_looking)

    def _suggested(self) -> list[Suggested]:
        from reader.app.correcting_words import Extent
        from reader.app.review_panel import Suggested
        from reader.library.explaining import evidence_of
        from reader.library.reasons import suggestion_reason

        linked, counts = self.library.linked, self.library.counts()
        if linked is None or not self.library.with_found:
            return []
        numbers = self.library.numbers_by_digest()
        extents: dict[str, list[int]] = {}
        for number in range(len(self.library.documents)):
            if (known := self.library.known(number)) is not None:
                for entity, count in known.counts.items():
                    extents.setdefault(entity, []).append(count)
        suggested = []
        self._answered = {ids: before for ids, before in self._answered.items() if before is linked}
        for one in linked.suggestions:
            if one.entities in self._answered:
                continue
            first, second = (self.library.entity(entity) for entity in one.entities)
            name, other_name = names_apart((first, second), self.name_of)
            as_read = name_as_read(one.names[0], self.name_of), name_as_read(one.names[1], self.name_of)
            more = Extent(sum(extents.get(first.id, ())), len(extents.get(first.id, ())))
            evidence = evidence_of(self.library, first, one.names[0])
            where = numbers.get(evidence[0].document) if evidence else None
            place = Place(where, evidence[0].span.start, evidence[0].span.end) if where is not None else None
            suggested.append(
                Suggested(
                    one.entities,
                    (name, other_name),
                    (counts[first.id], counts[second.id]),
                    suggestion_reason(replace(one, names=as_read)),
                    one.score,
                    more,
                    place,
                )
            )
        return sorted(suggested, key=lambda one: -(one.more.mentions * one.score))

    def on_review_panel_accepted(self, message: ReviewPanel.Accepted) -> None:
        """Let two be one."""
        self._answer(message.suggestion, self.corrections.merge)

    def on_review_panel_rejected(self, message: ReviewPanel.Rejected) -> None:
        """Let two never be one."""
        self._answer(message.suggestion, self.corrections.keep_apart)

    def _answer(self, suggestion: Suggested, correct: Callable[[Entity, Entity], Change | None]) -> None:
        self._answered[suggestion.entities] = self.library.linked
        if not self._do(partial(correct, *map(self.library.entity, suggestion.entities))):
            del self._answered[suggestion.entities]
            self.show_suggestions()
        self._say_in_review()

    def on_review_panel_undo_asked(self) -> None:
        """Take back the last correction."""
        self.action_undo()
        self._say_in_review()

    def on_review_panel_redo_asked(self) -> None:
        """Do the correction again."""
        self.action_redo()
        self._say_in_review()

    def on_review_panel_looked(self, message: ReviewPanel.Looked) -> None:
        """Show the passage that tells of a suggestion."""
        self.look_at(message.place, message.covered)

    def _say_in_review(self) -> None:
        """Say in the panel of suggestions what was told last."""
        from reader.app.review_panel import ReviewPanel

        if isinstance(self.screen, ReviewPanel):
            self.screen.say(self.told)

    def went_back(self) -> None:
        """Ask again what was answered."""
        self._answered.clear()
