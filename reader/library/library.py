"""The library: the documents under the files and folders that were opened, and what is known about them.

Titles need no more than the beginnings of the files; entity lists, matching and the index are imported and read when
something is first asked of them, so that the list of documents stands there at once.

What is known of a document comes in three steps: its survey, which depends on its text alone; the mentions of those
whom the entity lists know; and, when the people who were found in all documents have been put together, the mentions
of these as well.
"""

from __future__ import annotations

import logging
from collections import OrderedDict
from dataclasses import dataclass
from functools import cached_property
from threading import Lock, RLock
from typing import TYPE_CHECKING

from reader.documents.decoding import UnreadableDocumentError
from reader.documents.document import read_beginning, read_document, title_from_name
from reader.documents.paragraphs import Span, paragraph_at
from reader.library.excerpt import read_around, read_first_pages
from reader.library.finding import entity_lists_of, find_documents, stamp_of
from reader.library.knowledge import Held, Knowledge, Surveyed
from reader.library.locations import (
    compiled_lists,
    decision_log,
    imported_lists,
    index_file,
    shipped_entity_list,
    user_entity_list,
)
from reader.library.places import MentionPlaces
from reader.library.walk import Walk
from reader.scripts.fold import fold

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from reader.documents.document import Document
    from reader.entities.entity import Entity
    from reader.entities.linking import Linked
    from reader.entities.lists import EntityLists, ListReader
    from reader.entities.matching import Matcher
    from reader.entities.mentions import Mentions
    from reader.library.analysis import Analysis, Survey
    from reader.library.excerpt import Excerpt
    from reader.library.finding import Stamp
    from reader.library.index import Index
    from reader.library.names import Names
    from reader.library.packing import PackedMentions, PackedSurvey
    from reader.library.state import ReadingPlace
    from reader.library.walk import Place

OPEN_DOCUMENTS = 8
"""As many documents are kept in memory after they were read."""
OPEN_LENGTH = 10_000_000
"""And no more than hold as many code points together, but for the last one."""
GLANCE = 20_000
"""Code points that are looked through at most for a glance at the names in a document."""

LONG = 2_000_000
"""Bytes of a file from which on reading it takes longer than showing a page."""

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Loaded:
    """What is read when the first name is asked for."""

    lists: EntityLists
    names: Names
    """Those of the lists."""
    index: Index


class Library:
    """Documents in a fixed order, known by their numbers in it; safe to use from several threads."""

    def __init__(
        self,
        sources: Sequence[str],
        *,
        walk_folders: bool = True,
        with_shipped: bool = True,
        with_found: bool = True,
        encoding: str | None = None,
    ) -> None:
        """Find the documents.

        Args:
            sources: files and folders.
            walk_folders: whether the documents of a folder are meant; else each source is one.
            with_shipped: whether those whom the shipped entity list knows are looked for.
            with_found: whether people are looked for whom no list knows; it can be changed at any time.
            encoding: the name of the encoding that all documents are in; None to find out that of each.
        """
        self.sources = tuple(sources)
        self.documents: tuple[str, ...] = tuple(find_documents(sources) if walk_folders else sources)
        """The documents' names: paths as given or found, in the order given, inside folders in that of the paths."""
        self.unreadable: dict[int, str] = {}
        """Why a document cannot be read, for those that were tried."""
        self._encoding = encoding
        self._encodings: dict[int, str] = {}
        self._with_shipped = with_shipped
        self._knowledge = Knowledge(with_found=with_found)
        self._titles: dict[int, str] = {}
        self._open: OrderedDict[int, Document] = OrderedDict()
        self._stamps: dict[int, Stamp | None] = {}
        self._once: _Loaded | None = None
        self._linked: Linked | None = None
        self._linked_from: tuple[str, frozenset[tuple[str, str]]] | None = None
        self._all_names: Names | None = None
        self._entities: dict[str, Entity] = {}
        self._list_stamps: tuple[Stamp | None, ...] | None = None
        self._loading = RLock()
        self._lock = Lock()

    @cached_property
    def _list_files(self) -> tuple[Path, ...]:
        shipped = (shipped_entity_list(),) if self._with_shipped else ()
        files = (*shipped, *imported_lists(), *entity_lists_of(self.sources), user_entity_list())
        return tuple({path.absolute(): path for path in files}.values())

    @cached_property
    def _list_reader(self) -> ListReader:
        from reader.entities.lists import ListReader
        from reader.library.compiled_lists import CompiledLists

        return ListReader(CompiledLists(compiled_lists()))

    @property
    def lists(self) -> EntityLists:
        """The entities of the shipped list, those imported, the library's own and the user's."""
        return self._loaded.lists

    @property
    def matcher(self) -> Matcher:
        """What finds the names that are shown."""
        return self.names(of_found=self.with_found).matcher

    def names(self, *, of_found: bool) -> Names:
        """Return the names that are looked for.

        Args:
            of_found: whether those of people who were found are wanted as well, as far as `link` has put them together.
        """
        loaded = self._loaded
        return (self._all_names if of_found else None) or loaded.names

    @property
    def is_loaded(self) -> bool:
        """Whether the entity lists have been read; else the first who asks for a name waits for them."""
        return self._once is not None

    @property
    def _loaded(self) -> _Loaded:
        if self._once is None:
            with self._loading:  # several threads may be the first to ask
                if self._once is None:
                    self._once = self._load()
                    self._entities.update(self._once.names.matcher.entities)
        return self._once

    def _load(self) -> _Loaded:
        from reader.library.index import Index, fingerprint
        from reader.library.names import Names

        if decision_log().exists():
            from reader.library.corrections import Corrections

            Corrections().look()  # finishes what a kill has broken off
        self._list_stamps = self._stamps_of_lists()  # before they are read, like the fingerprint
        state = fingerprint(self._list_files)  # before they are read: what changes meanwhile is not kept as this
        lists = self._list_reader.load(self._list_files)
        return _Loaded(lists, Names.of(lists.entities, state, lists.decisions), Index(index_file()))

    @property
    def _index(self) -> Index:
        return self._loaded.index

    def relist(self) -> bool:
        """Read the entity lists again; return whether they are not as they were.

        What is known of documents stays until it is made again.
        """
        from reader.library.index import fingerprint
        from reader.library.names import Names

        if self._once is None:
            return False
        with self._loading:
            before = self._once
            vars(self).pop("_list_files", None)
            state = fingerprint(self._list_files)
            if state == before.names.state:
                return False
            lists = self._list_reader.load(self._list_files)
            old, new = before.names.matcher.entities, {entity.id: entity for entity in lists.entities}
            changed = [entity for entity in new.values() if old.get(entity.id) is not entity]
            matcher = before.names.matcher.with_changes(changed, removed=old.keys() - new.keys())
            names = Names(state, matcher, lists.decisions)
            self._once = _Loaded(lists, names, before.index)
            self._entities.update(new)
            if self._linked is not None:  # those who were found stay until they are put together again
                self._all_names = names.with_found(self._linked)
        return True

    def lists_have_changed(self) -> bool:
        """Return whether a file of entity lists is another one than when it was asked last, or when it was read."""
        stamps = self._stamps_of_lists()
        before, self._list_stamps = self._list_stamps, stamps
        return before is not None and before != stamps

    def _stamps_of_lists(self) -> tuple[Stamp | None, ...]:
        return tuple(map(stamp_of, map(str, self._list_files)))

    @property
    def entities(self) -> Mapping[str, Entity]:
        """Everybody and everything that is known or has been found, by id; who is no longer stays in it."""
        _loaded = self._loaded
        return self._entities

    @property
    def present(self) -> Sequence[Entity]:
        """Everybody and everything that is known, and who has been found."""
        linked = self._linked if self.with_found else None
        return linked.entities if linked is not None else self.lists.entities

    @property
    def linked(self) -> Linked | None:
        """What `link` has put together last."""
        return self._linked

    @property
    def found(self) -> frozenset[str]:
        """The ids of the people whom no list knows."""
        return self._linked.found if self._linked is not None else frozenset()

    def entity(self, entity: str) -> Entity:
        """Return an entity by its id."""
        return self.entities[entity]

    def entities_named(self, name: str) -> list[Entity]:
        """Return the entities with this name, in any script and spelling, or with this id."""
        folded = fold(name)
        return [entity for entity in self.present if folded in entity.folded or name == entity.id]

    @property
    def with_found(self) -> bool:
        """Whether people whom no list knows are shown."""
        return self._knowledge.with_found

    @with_found.setter
    def with_found(self, with_found: bool) -> None:
        self._knowledge.with_found = with_found

    def title(self, number: int) -> str:
        """Return a document's title; the beginning of its file is enough."""
        if (survey := self.survey(number)) is not None:
            return survey.title
        if number not in self._titles:
            name = self.documents[number]
            try:
                open_one = self._open.get(number)
                self._titles[number] = open_one.title if open_one is not None else self._beginning(number).title
            except UnreadableDocumentError as error:
                self.unreadable[number] = str(error)
                self._titles[number] = title_from_name(name)
        return self._titles[number]

    def _beginning(self, number: int) -> Document:
        return read_beginning(self.documents[number], encoding=self.encoding(number))

    def encoding(self, number: int) -> str | None:
        """Return the name of the encoding that a document is read in by order; None where that is found out."""
        return self._encodings.get(number, self._encoding)

    def read_as(self, number: int, encoding: str | None) -> None:
        """Read a document in an encoding from now on; what is known of it as another text is forgotten.

        Args:
            number: the document.
            encoding: the name of the encoding; None to find it out, or for that of all documents.
        """
        with self._lock:
            if encoding is None:
                self._encodings.pop(number, None)
            else:
                self._encodings[number] = encoding
            self._open.pop(number, None)
            self._titles.pop(number, None)
            self.unreadable.pop(number, None)
            if self._knowledge.surveyed(number) is not None:
                self._knowledge.forget(number)

    def _stamp_now(self, number: int) -> Stamp | None:
        """Return the stamp of a document's file now: another one for each encoding that it is read in by order."""
        stamp, encoding = stamp_of(self.documents[number]), self.encoding(number)
        return stamp if stamp is None or encoding is None else (f"{stamp[0]}\0{encoding}", *stamp[1:])

    def open(self, number: int) -> Document:
        """Return a document, read anew unless it was one of the last ones.

        An analysis made of another text than the one that is read now is forgotten: its offsets mean nothing here.

        Raises:
            UnreadableDocumentError: when it cannot be read, with the reason.
        """
        with self._lock:
            if number in self._open:
                self._open.move_to_end(number)
                return self._open[number]
        stamp = self._stamp_now(number)
        try:
            document = read_document(self.documents[number], self.encoding(number))
        except UnreadableDocumentError as error:
            self.unreadable[number] = str(error)
            raise
        with self._lock:
            self.unreadable.pop(number, None)
            known = self._knowledge.surveyed(number)
            # While the stamp is the same, the text is: to hash it would take longer than to read it.
            if known is not None and known.stamp != stamp:
                if known.survey.digest == document.digest:
                    self._knowledge.same_text(number, stamp)
                else:
                    self._knowledge.forget(number)
            self._open[number] = document
            self._stamps[number] = stamp
            while len(self._open) > OPEN_DOCUMENTS or (len(self._open) > 1 and self._open_length > OPEN_LENGTH):
                self._open.popitem(last=False)
        return document

    @property
    def _open_length(self) -> int:
        return sum(len(document.text) for document in self._open.values())

    def excerpt(self, number: int, left: ReadingPlace | None = None) -> Excerpt | None:
        """Return what is shown of a long document that is not in memory until all of it is read.

        None where reading the whole takes no longer, where it cannot be read, and where it is not known what of the
        file stands around the place.

        Args:
            number: the document.
            left: where it was left, the file being as it was then; None for its beginning.
        """
        name = self.documents[number]
        stamp = stamp_of(name)
        if stamp is None or stamp[1] < LONG or self.opened(number) is not None:
            return None
        try:
            encoding = self.encoding(number)
            return read_first_pages(name, encoding) if left is None else read_around(name, left, encoding)
        except UnreadableDocumentError:
            return None

    def stamp(self, number: int) -> Stamp | None:
        """Return what told the file of a document from what it was before, taken before it was read last."""
        return self._stamps.get(number)

    def known(self, number: int) -> Analysis | None:
        """Return the analysis of a document where it has been made already."""
        return self._knowledge.shown(number)

    @property
    def surveyed(self) -> int:
        """How many documents have been surveyed."""
        return len(self._knowledge)

    def numbers_by_digest(self) -> dict[str, int]:
        """Return the numbers of the documents that have been surveyed, by the digests of their texts."""
        surveys = ((number, self.survey(number)) for number in range(len(self.documents)))
        return {survey.digest: number for number, survey in surveys if survey is not None}

    def survey(self, number: int) -> Survey | None:
        """Return the survey of a document where it has been made already."""
        known = self._knowledge.surveyed(number)
        return known.survey if known is not None else None

    def analysis(self, number: int) -> Analysis:
        """Return the analysis of a document, from the index where it has not changed.

        Raises:
            UnreadableDocumentError: when it cannot be read, with the reason.
        """
        return self.known(number) or self.complete(number, of_found=False)

    def look_up(self, number: int, *, of_found: bool) -> bool:
        """Know a document from the index where it is not known yet; return whether it is known now.

        Args:
            number: the document.
            of_found: whether the mentions of people who were found are to be known as well.
        """
        surveyed = self._knowledge.surveyed(number)
        if surveyed is None:
            open_one = self.opened(number)
            stamp = open_one[1] if open_one is not None else self._stamp_now(number)
            survey = self._index.survey(stamp)
            if survey is None or not self._learn_survey(number, stamp, survey):
                return False
            surveyed = Surveyed(stamp, survey)
        state, held = self.names(of_found=of_found).state, self._knowledge.held(number, of_found=of_found)
        if held is None or held.state != state:
            mentions = self._index.mentions(surveyed.stamp, state, of_found=of_found)
            if mentions is None:
                return False
            return self._knowledge.learn_mentions(number, surveyed.stamp, Held(state, mentions), of_found=of_found)
        return True

    def complete(self, number: int, *, of_found: bool) -> Analysis:
        """Return the analysis of a document, made anew where the index has none with the names as they are now.

        Args:
            number: the document.
            of_found: whether the mentions of people who were found are to be known as well.

        Raises:
            UnreadableDocumentError: when it cannot be read, with the reason.
        """
        from reader.library.analysis import survey
        from reader.library.packing import packed_mentions, packed_survey

        while not self.look_up(number, of_found=of_found):
            document, stamp = self._read(number)
            if self.survey(number) is None:
                made = survey(document)
                self._index.keep_survey(stamp, packed_survey(made))
                self._learn_survey(number, stamp, made)
            names = self.names(of_found=of_found)
            mentions = names.mentions_in(document)
            self._index.keep_mentions(stamp, names.state, packed_mentions(mentions), of_found=of_found)
            self._knowledge.learn_mentions(number, stamp, Held(names.state, mentions), of_found=of_found)
        known = self.known(number)
        return known if known is not None else self.complete(number, of_found=of_found)  # it was read anew meanwhile

    def lacks_model(self, number: int) -> bool:
        """Return whether there is a statistical model that has not looked at a document of which all else is known."""
        from reader.entities.discovery.model import model_version

        survey = self.survey(number)
        return survey is not None and survey.model != model_version() != ""

    def look_with_model(self, number: int) -> None:
        """Have the statistical model look at a document in this process; `link` then knows whom it sees.

        Raises:
            UnreadableDocumentError: when it cannot be read, with the reason.
        """
        from reader.library.analysis import looked_at_by_model
        from reader.library.packing import packed_survey

        document, stamp = self._read(number)
        known = self.survey(number)
        if known is not None:
            self.learn_more(number, stamp, packed_survey(looked_at_by_model(document, known)))

    def learn_more(self, number: int, stamp: Stamp | None, survey: PackedSurvey) -> bool:
        """Take over another survey of a document; return whether it is of the same text.

        Args:
            number: the document.
            stamp: what told its file from what it was before, taken before it was read for that.
            survey: the survey.
        """
        from reader.library.packing import unpacked_survey

        if not self._knowledge.learn_more(number, Surveyed(stamp, unpacked_survey(survey))):
            return False
        self._index.keep_survey(stamp, survey)
        return True

    def learn(
        self,
        number: int,
        stamp: Stamp | None,
        survey: PackedSurvey | None,
        mentions: Mapping[str, PackedMentions],
    ) -> bool:
        """Take over what somebody else has found out about a document; return whether it is of the same text.

        Args:
            number: the document.
            stamp: what told its file from what it was before, taken before it was read for that.
            survey: its survey; None where it is known.
            mentions: the mentions in it, by the state of the names that were looked for.
        """
        from reader.library.packing import unpacked_mentions, unpacked_survey

        if survey is not None:
            self._index.keep_survey(stamp, survey)
            if not self._learn_survey(number, stamp, unpacked_survey(survey)):
                return False
        for of_found in (True, False):  # where nobody was found both look for the same names
            state = self.names(of_found=of_found).state
            row = mentions.get(state)
            if row is not None:
                self._index.keep_mentions(stamp, state, row, of_found=of_found)
                held = Held(state, unpacked_mentions(row))
                if not self._knowledge.learn_mentions(number, stamp, held, of_found=of_found):
                    return False
        return True

    def opened(self, number: int) -> tuple[Document, Stamp | None] | None:
        """Return a document that is in memory, and the stamp that its file had before it was read."""
        with self._lock:
            document = self._open.get(number)
            return (document, self._stamps[number]) if document is not None else None

    def _read(self, number: int) -> tuple[Document, Stamp | None]:
        """Return a document and its stamp, read anew unless it was one of the last ones."""
        while True:
            document = self.open(number)
            open_one = self.opened(number)
            if open_one is not None and open_one[0] is document:
                return open_one

    def _learn_survey(self, number: int, stamp: Stamp | None, survey: Survey) -> bool:
        """Know a survey from now on, unless the document was read anew meanwhile from a file that had changed."""
        with self._lock:
            if number in self._open and self._stamps[number] != stamp:
                return False
            self._knowledge.learn_survey(number, Surveyed(stamp, survey))
        return True

    def link(self) -> bool:
        """Put together who was found in the documents known so far; return whether other names are looked for now."""
        from reader.entities.linking import link
        from reader.entities.name_parts import key_of

        with self._loading:
            loaded = self._loaded
            surveys = self._knowledge.surveys()
            found = {survey.digest: survey.found for survey in surveys}
            linked_from = (loaded.names.state, frozenset((survey.digest, survey.model) for survey in surveys))
            if linked_from == self._linked_from:
                return False
            lists = loaded.lists
            linked = link(found, lists.entities, lists.apart, set(map(key_of, lists.decisions.ignored)))
            names, before = loaded.names.with_found(linked), self.names(of_found=True)
            self._entities.update((entity.id, entity) for entity in linked.entities)
            self._linked, self._linked_from, self._all_names = linked, linked_from, names
            return names.state != before.state

    def analyses(self) -> Iterator[tuple[int, Analysis]]:
        """Yield the analyses of all documents that can be read; the others are in `unreadable` afterwards."""
        if not self.with_found:
            yield from self._analysed(range(len(self.documents)), of_found=False)
            return
        readable = [number for number, _analysis in self._analysed(range(len(self.documents)), of_found=False)]
        self.link()
        yield from self._analysed(readable, of_found=True)

    def _analysed(self, numbers: Iterable[int], *, of_found: bool) -> Iterator[tuple[int, Analysis]]:
        for number in numbers:
            try:
                yield number, self.complete(number, of_found=of_found)
            except UnreadableDocumentError as error:
                log.info("%s: %s", self.documents[number], error)

    def counts(self) -> Counter[str]:
        """Return how often each entity is mentioned in the documents analysed so far, by id."""
        return self._knowledge.counts()

    def mentions_of(self, entity: str) -> Walk:
        """Return the mentions of an entity through the documents analysed so far."""
        return Walk(
            MentionPlaces(
                (number, analysis.mentions.of_entity(entity))
                for number, analysis in self._knowledge.all_shown()
                if entity in analysis.counts
            )
        )

    def glance(self, document: Document, span: Span) -> Mentions:
        """Return the mentions that a stretch of a document tells of by itself, which take a few milliseconds to find.

        What the reader has said of them holds, as far as it is known without hashing the document. To be shown until
        the analysis of the document is there: what stands elsewhere in it may add and change some.

        Args:
            document: the document.
            span: the stretch, widened to whole paragraphs; of a long one only the start is looked through.
        """
        text = document.text
        start = paragraph_at(text, span.start).start
        end = min(max(span.end, paragraph_at(text, span.end).end), start + GLANCE)
        return self.names(of_found=self.with_found).mentions_within(document, Span(start, end))

    def search(
        self, query: str, cancelled: Callable[[], bool] = bool, *, regex: bool = False, first: int | None = None
    ) -> Iterator[Place]:
        """Return where a query stands in the documents, found while one asks; unreadable ones are passed over.

        Args:
            query: what to find, in any spelling.
            cancelled: asked before each stretch of a document; when it says so, the search ends.
            regex: the query is a regular expression.
            first: the number of the document whose hits come before those of the others, which come in order.

        Raises:
            BadPatternError: when the query is to be a regular expression and is none.
            SlowPatternError: on the way, when it takes too long.
        """
        from reader.library.search import compiled, places

        numbers = sorted(range(len(self.documents)), key=lambda number: number != first)
        return places(compiled(query, regex=regex), numbers, lambda number: self.open(number).text, cancelled)

    def close(self) -> None:
        """Close what is open."""
        if self._once is not None:
            self._once.index.close()
