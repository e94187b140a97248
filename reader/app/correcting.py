"""The reader says who is who: each way of correcting a passage of the page."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from reader.app.reviewing import ReviewingApp
from reader.app.splitting import SplittingApp
from reader.app.wording import PERSON, names_apart
from reader.language import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.app.correction_panel import Meant, Way
    from reader.app.passages import Passage
    from reader.app.picker_panel import SomebodyNew
    from reader.documents.paragraphs import Span
    from reader.entities.entity import Entity
    from reader.library.corrections import Scope, Written

LONGEST = 100
"""Code points of a text that can mean somebody, at most."""


class CorrectingApp(SplittingApp, ReviewingApp):
    """An app in which the reader says who is who."""

    def tell_why(self, span: Span) -> None:
        """Tell why a stretch of the document on the page is a mention."""
        raise NotImplementedError

    def correct(self, passage: Passage, meant: Sequence[Entity]) -> None:
        """Ask what is to be said of a passage.

        Args:
            passage: the passage.
            meant: whom it means, or all whom it may mean where it cannot be told who.
        """
        from reader.app.correction_panel import CorrectionPanel, Subject

        if not passage.text or len(passage.text) > LONGEST:
            self.tell(_("What means somebody has at most {count} characters.").format(count=LONGEST))
            return
        subject = Subject(
            passage.text,
            tuple(map(self._meant, meant, names_apart(meant, self.name_of))),
            undo=self.next_undo(),
            redo=self.next_redo(),
        )

        def chosen(way: Way | None) -> None:
            if way is not None:
                self._go(way, passage, meant)

        self.push_screen(CorrectionPanel(subject), chosen)

    def _meant(self, entity: Entity, name: str) -> Meant:
        from reader.app.correction_panel import Meant

        documents = sum(1 for _number, _count in self._spread(entity.id))
        is_divisible = documents > 1 or len(entity.spellings) > 1
        return Meant(name, entity.type, entity.id in self.library.found, is_divisible)

    def _go(self, way: Way, passage: Passage, meant: Sequence[Entity]) -> None:
        from reader.app.correcting_words import Extent
        from reader.app.correction_panel import Way
        from reader.library.corrections import Scope

        corrections, entity = self.corrections, passage.entity
        document, digest = passage.document.name, passage.document.digest
        here = Scope.of_place(document, digest, passage.document.text, passage.span)
        in_document = Scope.of_document(document, digest)
        match way:
            case Way.KEEP if entity is not None:
                self._do(partial(corrections.keep, entity))
            case Way.NEW:
                self._do(partial(corrections.new_entity, PERSON, _names(passage.name)))
            case Way.NAME_OF:
                self._pick_name_of(passage)
            case Way.SAME_AS if len(meant) > 1:
                for other in meant[1:]:
                    if not self._do(partial(corrections.merge, other, meant[0])):
                        break
            case Way.SAME_AS if entity is not None:
                question = _("{name} is the same as ⋯").format(name=self.name_of(entity))
                more = self._extent(entity.id)
                self._pick(question, passage, lambda one: self._do(partial(corrections.merge, entity, one)), more=more)
            case Way.NOT_SAME if entity is not None:
                question = _("{name} is never the same as ⋯").format(name=self.name_of(entity))
                none = Extent(0, 0)
                self._pick(
                    question, passage, lambda one: self._do(partial(corrections.keep_apart, entity, one)), more=none
                )
            case Way.SPLIT if entity is not None:
                self._split(entity)
            case Way.MEANS_HERE:
                self._pick_meaning(passage, here, _("Here “{text}” means ⋯"))
            case Way.MEANS_IN_DOCUMENT:
                self._pick_meaning(passage, in_document, _("In this document “{text}” means ⋯"))
            case Way.IGNORE_HERE:
                self._do(partial(corrections.ignore, passage.source, here))
            case Way.IGNORE_IN_DOCUMENT:
                self._do(partial(corrections.ignore, passage.text, in_document))
            case Way.IGNORE_EVERYWHERE:
                self._do(partial(corrections.ignore, passage.text))
            case Way.TYPE if entity is not None:
                self._ask_type(entity)
            case Way.WHY:
                self.tell_why(passage.span)
            case Way.UNDO:
                self.action_undo()
            case Way.REDO:
                self.action_redo()
            case _:
                pass

    def _pick_name_of(self, passage: Passage) -> None:
        from reader.app.picker_panel import SomebodyNew
        from reader.library.corrections import Written

        def picked(one: Entity | SomebodyNew) -> None:
            if isinstance(one, SomebodyNew):
                self._do(partial(self.corrections.new_entity, PERSON, _names(one.name, passage.name)))
            else:
                self._do(partial(self.corrections.add_name, one, Written(passage.name)))

        question = _("“{text}” is another name of ⋯").format(text=passage.name)
        self._pick(question, passage, picked, new=passage.name)

    def _pick_meaning(self, passage: Passage, scope: Scope, question: str) -> None:
        from reader.app.correcting_words import Extent
        from reader.app.picker_panel import SomebodyNew

        text = passage.source if scope.anchor is not None else passage.text

        def picked(one: Entity | SomebodyNew) -> None:
            if isinstance(one, SomebodyNew):
                self._do(partial(self.corrections.assign_new, text, PERSON, one.name, scope))
            else:
                self._do(partial(self.corrections.assign, text, one, scope))

        more = Extent(1, 1) if scope.anchor is not None else None
        only = None if scope.anchor is not None else passage.number
        question = question.format(text=passage.name)
        self._pick(question, passage, picked, new=passage.name, more=more, only=only)

    def _ask_type(self, entity: Entity) -> None:
        from reader.app.type_panel import TypePanel

        def chosen(of_type: str | None) -> None:
            if of_type is not None:
                self._do(partial(self.corrections.set_type, entity, of_type))

        own = {one.type for one in self.library.present}
        self.push_screen(TypePanel(self.name_of(entity), entity.type, own), chosen)


def _names(*texts: str) -> list[Written]:
    from reader.library.corrections import Written

    return [Written(text) for text in dict.fromkeys(texts)]
