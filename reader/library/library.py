"""The library: the documents under the files and folders that were opened, and what is known about them.

Titles need no more than the beginnings of the files; entity lists, matching and the index are imported and read when
something is first asked of them, so that the list of documents stands there at once.
"""

from __future__ import annotations

import logging
from collections import Counter, OrderedDict
from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING

from reader.documents.decoding import UnreadableDocumentError
from reader.documents.document import read_beginning, read_document, title_from_name
from reader.documents.paragraphs import paragraph_at
from reader.library.excerpt import read_around, read_first_pages
from reader.library.finding import entity_lists_of, find_documents, stamp_of
from reader.library.locations import index_file, shipped_entity_list, user_entity_list
from reader.library.places import MentionPlaces
from reader.library.walk import Walk
from reader.scripts.fold import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from reader.documents.document import Document
    from reader.documents.paragraphs import Span
    from reader.entities.entity import Entity
    from reader.entities.lists import EntityLists
    from reader.entities.matching import Matcher
    from reader.entities.mentions import Mentions
    from reader.library.analysis import Analysis
    from reader.library.excerpt import Excerpt
    from reader.library.finding import Stamp
    from reader.library.index import Index
    from reader.library.packing import Packed
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


class Library:
    """Documents in a fixed order, known by their numbers in it; safe to use from several threads."""

    def __init__(self, sources: Sequence[str], *, walk_folders: bool = True) -> None:
        self.sources = tuple(sources)
        self.documents: tuple[str, ...] = tuple(find_documents(sources) if walk_folders else sources)
        """The documents' names: paths as given or found, in the order given, inside folders in that of the paths."""
        self.unreadable: dict[int, str] = {}
        """Why a document cannot be read, for those that were tried."""
        self._analyses: dict[int, Analysis] = {}
        self._made_from: dict[int, Stamp | None] = {}
        self._counts: Counter[str] = Counter()
        self._titles: dict[int, str] = {}
        self._open: OrderedDict[int, Document] = OrderedDict()
        self._stamps: dict[int, Stamp | None] = {}
        self._once: tuple[EntityLists, Matcher, Index] | None = None
        self._loading = Lock()
        self._lock = Lock()

    @cached_property
    def _list_files(self) -> tuple[Path, ...]:
        files = (shipped_entity_list(), *entity_lists_of(self.sources), user_entity_list())
        return tuple({path.absolute(): path for path in files}.values())

    @property
    def lists(self) -> EntityLists:
        """The entities of the shipped list, the library's own and the user's."""
        return self._loaded[0]

    @property
    def matcher(self) -> Matcher:
        """What finds the entities' names."""
        return self._loaded[1]

    @property
    def is_loaded(self) -> bool:
        """Whether the entity lists have been read; else the first who asks for a name waits for them."""
        return self._once is not None

    @property
    def _loaded(self) -> tuple[EntityLists, Matcher, Index]:
        if self._once is None:
            with self._loading:  # several threads may be the first to ask
                if self._once is None:
                    self._once = self._load()
        return self._once

    def _load(self) -> tuple[EntityLists, Matcher, Index]:
        from reader.entities.lists import load_lists
        from reader.entities.matching import Matcher
        from reader.library.index import Index, fingerprint

        state = fingerprint(self._list_files)  # before they are read: what changes meanwhile is not kept as this
        lists = load_lists(self._list_files)
        return lists, Matcher(lists.entities), Index(index_file(), state)

    @property
    def _index(self) -> Index:
        return self._loaded[2]

    def entity(self, entity: str) -> Entity:
        """Return an entity by its id."""
        return self.matcher.entities[entity]

    def entities_named(self, name: str) -> list[Entity]:
        """Return the entities with this name, in any script and spelling, or with this id."""
        folded = fold(name)
        return [entity for entity in self.lists.entities if folded in entity.folded or name == entity.id]

    def title(self, number: int) -> str:
        """Return a document's title; the beginning of its file is enough."""
        if number in self._analyses:
            return self._analyses[number].title
        if number not in self._titles:
            name = self.documents[number]
            try:
                open_one = self._open.get(number)
                self._titles[number] = open_one.title if open_one is not None else read_beginning(name).title
            except UnreadableDocumentError as error:
                self.unreadable[number] = str(error)
                self._titles[number] = title_from_name(name)
        return self._titles[number]

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
        stamp = stamp_of(self.documents[number])
        try:
            document = read_document(self.documents[number])
        except UnreadableDocumentError as error:
            self.unreadable[number] = str(error)
            raise
        with self._lock:
            self.unreadable.pop(number, None)
            known = self._analyses.get(number)
            # While the stamp is the same, the text is: to hash it would take longer than to read it.
            if known is not None and self._made_from[number] != stamp:
                self._made_from[number] = stamp
                if known.digest != document.digest:
                    del self._analyses[number]
                    self._counts -= known.counts
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
            return read_first_pages(name) if left is None else read_around(name, left)
        except UnreadableDocumentError:
            return None

    def stamp(self, number: int) -> Stamp | None:
        """Return what told the file of a document from what it was before, taken before it was read last."""
        return self._stamps.get(number)

    def known(self, number: int) -> Analysis | None:
        """Return the analysis of a document where it has been made already."""
        return self._analyses.get(number)

    def analysis(self, number: int) -> Analysis:
        """Return the analysis of a document, from the index where it has not changed.

        Raises:
            UnreadableDocumentError: when it cannot be read, with the reason.
        """
        known = self._analyses.get(number) or self.indexed(number)
        if known is None:
            from reader.library.analysis import analyse

            document, stamp = self._read(number)
            known = analyse(document, self.matcher)
            self._index.keep(stamp, known)
            self._learn(number, stamp, known)
        return known

    def indexed(self, number: int) -> Analysis | None:
        """Return the analysis of a document where it is known or in the index; it is known from then on."""
        if number in self._analyses:
            return self._analyses[number]
        open_one = self.opened(number)
        stamp = open_one[1] if open_one is not None else stamp_of(self.documents[number])
        found = self._index.find(stamp)
        return found if found is not None and self._learn(number, stamp, found) else None

    def learn(self, number: int, stamp: Stamp | None, row: Packed) -> bool:
        """Take over the analysis of a document that somebody else has made; return whether it is of the same text.

        Args:
            number: the document.
            stamp: what told its file from what it was before, taken before it was read for the analysis.
            row: the analysis, as `reader.library.packing` packs it.
        """
        from reader.library.packing import unpacked

        self._index.keep_packed(stamp, row)
        return self._learn(number, stamp, unpacked(row))

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

    def _learn(self, number: int, stamp: Stamp | None, analysis: Analysis) -> bool:
        """Know an analysis from now on, unless the document was read anew meanwhile from a file that had changed."""
        with self._lock:
            if number in self._open and self._stamps[number] != stamp:
                return False
            if number not in self._analyses:
                self._analyses[number] = analysis
                self._made_from[number] = stamp
                self._counts.update(analysis.counts)
        return True

    def analyses(self) -> Iterator[tuple[int, Analysis]]:
        """Yield the analyses of all documents that can be read; the others are in `unreadable` afterwards."""
        for number in range(len(self.documents)):
            try:
                yield number, self.analysis(number)
            except UnreadableDocumentError as error:
                log.info("%s: %s", self.documents[number], error)

    def counts(self) -> Counter[str]:
        """Return how often each entity is mentioned in the documents analysed so far, by id."""
        with self._lock:
            return self._counts.copy()

    def mentions_of(self, entity: str) -> Walk:
        """Return the mentions of an entity through the documents analysed so far."""
        return Walk(
            MentionPlaces(
                (number, analysis.mentions.of_entity(entity))
                for number, analysis in sorted(self._analyses.copy().items())
                if entity in analysis.counts
            )
        )

    def glance(self, document: Document, span: Span) -> Mentions:
        """Return the mentions that a stretch of a document tells of by itself, which take a few milliseconds to find.

        To be shown until the analysis of the document is there: what stands elsewhere in it may add and change some.

        Args:
            document: the document.
            span: the stretch, widened to whole paragraphs; of a long one only the start is looked through.
        """
        from reader.entities.resolution import mentions

        text = document.text
        start = paragraph_at(text, span.start).start
        end = min(max(span.end, paragraph_at(text, span.end).end), start + GLANCE)
        return mentions(text[start:end], self.matcher).moved(start)

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
            self._index.close()
