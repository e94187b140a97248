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
from reader.documents.document import Document, read_beginning, read_document, title_from_name
from reader.library.finding import entity_lists_of, find_documents, stamp_of
from reader.library.locations import index_file, shipped_entity_list, user_entity_list
from reader.library.search import search
from reader.library.walk import Place, Walk
from reader.scripts.fold import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from reader.entities.entity import Entity
    from reader.entities.lists import EntityLists
    from reader.entities.matching import Matcher
    from reader.library.analysis import Analysis
    from reader.library.finding import Stamp
    from reader.library.index import Index

OPEN_DOCUMENTS = 8
"""As many documents are kept in memory after they were read."""

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
            stale = self._analyses.get(number)
            if stale is not None and stale.digest != document.digest:
                del self._analyses[number]
                self._counts -= stale.counts
            self._open[number] = document
            self._stamps[number] = stamp
            while len(self._open) > OPEN_DOCUMENTS:
                self._open.popitem(last=False)
        return document

    def known(self, number: int) -> Analysis | None:
        """Return the analysis of a document where it has been made already."""
        return self._analyses.get(number)

    def analysis(self, number: int) -> Analysis:
        """Return the analysis of a document, from the index where it has not changed.

        Raises:
            UnreadableDocumentError: when it cannot be read, with the reason.
        """
        known = self._analyses.get(number)
        if known is None:
            known = self._index.find(self.documents[number])
            open_one = self._open.get(number)
            if known is None or (open_one is not None and open_one.digest != known.digest):
                from reader.library.analysis import analyse

                known = analyse(self.open(number), self.matcher)
                self._index.keep(self._stamps[number], known)
            with self._lock:
                if number not in self._analyses:
                    self._analyses[number] = known
                    self._counts.update(known.counts)
        return known

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
            tuple(
                Place(number, mention.start, mention.end)
                for number, analysis in sorted(self._analyses.copy().items())
                if entity in analysis.counts
                for mention in analysis.mentions
                if mention.entity == entity
            )
        )

    def search(self, query: str, cancelled: Callable[[], bool] = bool) -> Iterator[Place]:
        """Yield where a query stands in the documents, in order; unreadable ones are passed over.

        Args:
            query: what to find, in any script.
            cancelled: asked before each document; when it says so, the search ends.
        """
        for number in range(len(self.documents)):
            if cancelled():
                return
            try:
                text = self.open(number).text
            except UnreadableDocumentError:
                continue
            for hit in search(text, query):
                yield Place(number, hit.start, hit.end)

    def close(self) -> None:
        """Close what is open."""
        if self._once is not None:
            self._index.close()
