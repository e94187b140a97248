"""The reader says who is who: corrections from the page, the queue of suggestions, undo and redo of everything."""

from __future__ import annotations

import logging
import re
from collections import Counter
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from threading import Lock, Thread
from typing import TYPE_CHECKING, Any

from textual.message import Message
from textual.screen import Screen

from reader.app.excepting import ExceptingApp
from reader.app.keys import COMMANDS
from reader.app.wording import PERSON, names_apart, type_name
from reader.documents.decoding import UnreadableDocumentError
from reader.documents.sanitising import one_line
from reader.language import _
from reader.library.splices import NotChangedError
from reader.library.walk import Place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from reader.app.candidates import Candidates, Everybody
    from reader.app.correcting_words import Extent
    from reader.app.correction_panel import Meant, Way
    from reader.app.picker_panel import PickerPanel, SomebodyNew
    from reader.app.review_panel import ReviewPanel, Suggested
    from reader.app.split_panel import Split
    from reader.documents.document import Document
    from reader.documents.paragraphs import Span
    from reader.entities.entity import Entity
    from reader.entities.linking import Linked
    from reader.library.corrections import Change, Corrections, Scope, Written
    from reader.library.occurrences import Occurrences

EXCEPTION, CORRECTION = "exception", "correction"
"""What was changed: how a phrase is shown, or who is who."""
UNDO, REDO = "undo", "redo"

LONGEST = 100
"""Code points of a text that can mean somebody, at most."""

Asked = tuple[int, Screen[Any], int | None]
"""The how-manieth time something was asked, on which screen, and of which document by its number."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Passage:
    """What the reader corrects: a stretch of a document, and whom it means."""

    number: int
    document: Document
    span: Span
    entity: Entity | None
    """None where it means nobody yet."""

    @property
    def text(self) -> str:
        """As it stands in the document."""
        return self.span.of(self.document.text)

    @property
    def name(self) -> str:
        """The same as a list would have it: on one line, as one word where a line ends between Chinese characters."""
        from reader.scripts.untouched import HAN

        return " ".join(re.sub(rf"(?<={HAN})\s*\n\s*(?={HAN})", "", self.text).split())


class CorrectingApp(ExceptingApp):
    """An app in which the reader says who is who."""

    class Counted(Message):
        """It is known by now where a text stands in the library."""

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
        self._corrections: Corrections | None = None
        self._making = Lock()
        self._done: list[str] = []
        """What was changed while the app runs, the last one last."""
        self._undone: list[str] = []
        self._occurrences: Occurrences | None = None
        self._counting = 0
        self._splits = 0
        """As often as it was asked what of somebody belongs to somebody else."""
        self._everybody: Everybody | None = None
        """Who was there to be picked last, with what is known of their names."""
        self._answered: dict[tuple[str, str], Linked | None] = {}
        """The suggestions that were answered, by ids, and what has been put together when they were."""

    # What the app does

    def look_again(self) -> None:
        """Look for names in all documents again, first in the one on the page."""
        raise NotImplementedError

    def name_of(self, entity: Entity) -> str:
        """Return what an entity is called, in the script that is read."""
        raise NotImplementedError

    def shown_title(self, number: int) -> str:
        """Return a document's title in the script it is read in."""
        raise NotImplementedError

    def look_at(self, place: Place, covered: int) -> None:
        """Show a passage behind a panel, where a page is open."""
        raise NotImplementedError

    def close_look(self) -> None:
        """Show again what was there before passages were shown behind a panel."""
        raise NotImplementedError

    def action_why(self) -> None:
        """Tell why the chosen place is a mention."""
        raise NotImplementedError

    @property
    def number_here(self) -> int | None:
        """The number of the document on the page; None where there is none."""
        raise NotImplementedError

    @property
    def is_looking(self) -> bool:
        """Whether documents are still being looked through."""
        raise NotImplementedError

    @property
    def corrections(self) -> Corrections:
        """The reader's own entity list, as it is corrected."""
        if self._corrections is None:
            from reader.library.corrections import Corrections

            with self._making:  # the page and what watches the files may both be the first to ask
                self._corrections = self._corrections or Corrections()
        return self._corrections

    # From the page

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
        undo, redo = self.corrections.next_undo(), self.corrections.next_redo()
        subject = Subject(
            passage.text,
            tuple(map(self._meant, meant, names_apart(meant, self.name_of))),
            undo=said(undo) if undo is not None else "",
            redo=said(redo) if redo is not None else "",
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
                none = self._no_more()
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
                self._do(partial(corrections.ignore, passage.text, here))
            case Way.IGNORE_IN_DOCUMENT:
                self._do(partial(corrections.ignore, passage.text, in_document))
            case Way.IGNORE_EVERYWHERE:
                self._do(partial(corrections.ignore, passage.text))
            case Way.TYPE if entity is not None:
                self._ask_type(entity)
            case Way.WHY:
                self.action_why()
            case Way.UNDO:
                self.action_undo()
            case Way.REDO:
                self.action_redo()
            case _:
                pass

    def _do(self, correction: Callable[[], Change | str | None]) -> bool:
        """Correct something, show it and say what was done; return whether it is so now."""
        try:
            done = correction()
        except NotChangedError as error:
            self.tell(error.in_short)
            return False
        change = self.corrections.next_undo() if isinstance(done, str) else done
        if change is None:
            self.tell(_("That is so already."))
            return True
        self._note(CORRECTION)
        key = COMMANDS["undo"].label
        undoes = _("{key} undoes it").format(key=key)
        self.tell(f"{said(change)} · {undoes}" if key else said(change))
        self._look_at_own()
        return True

    def _look_at_own(self) -> None:
        """Show what the lists say now that the reader has changed them."""
        self.library.lists_have_changed()  # else it would be noticed as if somebody else had done it
        self.look_again()

    # Whom it is about

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
        from reader.app.picker_panel import SomebodyNew

        def picked(one: Entity | SomebodyNew) -> None:
            if isinstance(one, SomebodyNew):
                self._do(partial(self.corrections.assign_new, passage.text, PERSON, one.name, scope))
            else:
                self._do(partial(self.corrections.assign, passage.text, one, scope))

        more = self._one_more() if scope.anchor is not None else None
        only = None if scope.anchor is not None else passage.number
        question = question.format(text=passage.name)
        self._pick(question, passage, picked, new=passage.name, more=more, only=only)

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

    def on_correcting_app_counted(self) -> None:
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

    def _one_more(self) -> Extent:
        from reader.app.correcting_words import Extent

        return Extent(1, 1)

    def _no_more(self) -> Extent:
        from reader.app.correcting_words import Extent

        return Extent(0, 0)

    def on_picker_panel_card_asked(self, message: PickerPanel.CardAsked) -> None:
        """Show the card of who is under the cursor."""
        self.show_card(message.entity)

    def show_card(self, entity: Entity) -> None:
        """Show who or what an entity is."""
        raise NotImplementedError

    def _ask_type(self, entity: Entity) -> None:
        from reader.app.type_panel import TypePanel

        def chosen(of_type: str | None) -> None:
            if of_type is not None:
                self._do(partial(self.corrections.set_type, entity, of_type))

        own = {one.type for one in self.library.present}
        self.push_screen(TypePanel(self.name_of(entity), entity.type, own), chosen)

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

    def on_correcting_app_split_counted(self, message: SplitCounted) -> None:
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
        from reader.app.why_panel import suggestion_reason
        from reader.library.explaining import evidence_of

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
            more = Extent(sum(extents.get(first.id, ())), len(extents.get(first.id, ())))
            evidence = evidence_of(self.library, first, one.names[0])
            where = numbers.get(evidence[0].document) if evidence else None
            place = Place(where, evidence[0].span.start, evidence[0].span.end) if where is not None else None
            suggested.append(
                Suggested(
                    one.entities,
                    (name, other_name),
                    (counts[first.id], counts[second.id]),
                    suggestion_reason(one),
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

    @property
    def told(self) -> str:
        """What was said last in the status line, as long as it is to be seen."""
        raise NotImplementedError

    # Undo and redo

    def note_exception(self) -> None:
        """Note that an exception was changed, so that undo takes that back before what was done earlier."""
        self._note(EXCEPTION)

    def _note(self, what: str) -> None:
        self._done.append(what)
        self._undone.clear()

    def action_undo(self) -> None:
        """Take back the last change, of an exception or of who is who, also of an earlier time."""
        self._step(self._done, self._undone, UNDO, super().action_undo)

    def action_redo(self) -> None:
        """Do again what was undone last."""
        self._step(self._undone, self._done, REDO, super().action_redo)

    def _step(self, taken: list[str], given: list[str], op: str, of_exception: Callable[[], None]) -> None:
        """Undo or redo what is next, a correction or an exception.

        Args:
            taken: what can be undone or redone, the next one last; without any, corrections of earlier times.
            given: what can be redone or undone then.
            op: which of the two is done.
            of_exception: does it with an exception, and says so.
        """
        corrections, is_undo = self.corrections, op == UNDO
        following = corrections.next_undo if is_undo else corrections.next_redo
        what, before = taken[-1] if taken else CORRECTION, following()
        if what == EXCEPTION or before is None:
            of_exception()
        else:
            try:
                change = corrections.undo() if is_undo else corrections.redo()
            except NotChangedError as error:
                self.tell(error.in_short)
                if taken and following() != before:  # it is left as it is for good
                    taken.pop()
                return
            if change is not None:
                sentence = _("undone: {what}") if is_undo else _("done again: {what}")
                self.tell(sentence.format(what=said(change)))
            self._answered.clear()
            self._look_at_own()
        if taken:
            given.append(taken.pop())
        elif before is not None:
            given.append(CORRECTION)

    def look_outside(self) -> bool:
        """Look whether entity lists are not as they were, by somebody else's hand."""
        self.corrections.look()
        return self.library.lists_have_changed()


def _names(*texts: str) -> list[Written]:
    from reader.library.corrections import Written

    return [Written(text) for text in dict.fromkeys(texts)]


def said(change: Change) -> str:
    """Return in words what a correction did."""
    from reader.library.corrections import Op

    what = {key: one_line(str(value)) for key, value in change.what.items()}
    name, text, other = what.get("entity_name", ""), what.get("text", ""), what.get("target_name", "")
    source, of_type = what.get("source_name", ""), type_name(what.get("type", ""))
    place = Path(change.what["document"]).name if change.what.get("document") else ""
    sentence = {
        Op.NEW: _("{name} is somebody new"),
        Op.KEEP: _("{name} is known now"),
        Op.ADD_NAME: _("{text} is a name of {name}"),
        Op.MERGE: _("{source} is the same as {other}"),
        Op.SPLIT: _("{name} is two now"),
        Op.KEEP_APART: _("{source} is never the same as {other}"),
        Op.SET_TYPE: _("{name} is of the type {type}"),
        Op.IGNORE: _("{text} means nobody in {place}") if place else _("{text} means nobody"),
        Op.ASSIGN: _("{text} means {name} in {place}") if place else _("{text} means {name}"),
        Op.FORGET: _("nothing is said of {text} any more"),
    }[change.op]
    return sentence.format(name=name, text=text, source=source, other=other, type=of_type, place=one_line(place))
