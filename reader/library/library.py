"""The library: the documents under the files and folders that were opened, and what is known about them.

Titles need no more than the beginnings of the files; entity lists, matching and the index are imported and read when
something is first asked of them, so that the list of documents stands there at once.

What is known of a document comes in three steps: its survey, which depends on its text alone; the mentions of those
whom the entity lists know; and, when the people who were found in all documents have been put together, the mentions
of these as well.
"""

from __future__ import annotations

import logging
from collections import Counter, OrderedDict
from pathlib import PurePath
from threading import Lock
from typing import TYPE_CHECKING

from reader.documents.decoding import UnreadableDocumentError
from reader.documents.document import read_beginning, title_from_name
from reader.documents.paragraphs import Span, paragraph_at
from reader.library.excerpt import read_around, read_first_pages
from reader.library.finding import stamp_of
from reader.library.knowledge import Held, Surveyed
from reader.library.listing import Listing, in_turns
from reader.library.places import MentionPlaces
from reader.library.reading import read, takes_long
from reader.library.walk import Walk
from reader.library.who_is_known import WhoIsKnown

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from reader.documents.document import Document
    from reader.entities.mentions import Mentions
    from reader.library.analysis import Analysis, Survey
    from reader.library.excerpt import Excerpt
    from reader.library.finding import Stamp
    from reader.library.index import Index
    from reader.library.listing import Changes
    from reader.library.packing import PackedMentions, PackedSurvey
    from reader.library.state import ReadingPlace
    from reader.library.walk import Place

OPEN_DOCUMENTS = 8
"""As many documents are kept in memory after they were read."""
OPEN_LENGTH = 10_000_000
"""And no more than hold as many code points together, but for the last one."""
GLANCE = 20_000
"""Code points that are looked through at most for a glance at the names in a document."""
MOST_TRIES = 3
"""How often a document is read at most where its file is another one each time when it has been."""

LONG = 2_000_000
"""Bytes of a file from which on reading it takes longer than showing a page."""

log = logging.getLogger(__name__)


class Library(WhoIsKnown):
    """Documents that are known by their numbers; safe to use from several threads."""

    def __init__(
        self,
        sources: Sequence[str],
        *,
        walk_folders: bool = True,
        with_shipped: bool = True,
        with_found: bool = True,
        encoding: str | None = None,
        patience: float | None = None,
    ) -> None:
        """Find the documents.

        Args:
            sources: files and folders.
            walk_folders: whether the documents of a folder are meant; else each source is one.
            with_shipped: whether those whom the shipped entity list knows are looked for.
            with_found: whether people are looked for whom no list knows; it can be changed at any time.
            encoding: the name of the encoding that all documents are in; None to find out that of each.
            patience: seconds after which the rest of the documents is left for `listing.find_rest`; None to find all.
        """
        super().__init__(sources, with_shipped=with_shipped, with_found=with_found)
        self.listing = Listing(sources, walk_folders=walk_folders, patience=patience)
        """Which documents there are."""
        self.documents: Sequence[str] = self.listing.names
        """The documents' names: paths as given or found, in the order given, inside folders in that of the paths.

        There may be more later, behind them.
        """
        self.unreadable: dict[int, str] = {}
        """Why a document cannot be read, for those that were tried."""
        self.encoding_of_all = encoding
        """The name of the encoding that all documents are read in which have none of their own."""
        self._encodings: dict[int, str | None] = {}
        self._recall_encoding: Callable[[str], str | None] | None = None
        self._titles: dict[int, str] = {}
        self._open: OrderedDict[int, Document] = OrderedDict()
        self._stamps: dict[int, Stamp | None] = {}
        self._glanced: dict[int, Stamp | None] = {}
        """The stamps of the files of which a title is known, or why they cannot be read."""
        self._expected: dict[int, Stamp | None] = {}
        """The stamps of the states of files of which something may be known."""
        self._forgotten: Counter[int] = Counter()
        """How often documents have been forgotten: what began to be read before may be another text."""
        self.moved: dict[int, int] = {}
        """Which document is there instead of one that is gone: its file has another name."""
        self._lock = Lock()

    def title(self, number: int) -> str:
        """Return a document's title; of a text the beginning of its file is enough.

        What can only be read as a whole is called by its file's name until it has been.
        """
        if (survey := self.survey(number)) is not None:
            return survey.title
        while (title := self._titles.get(number)) is None:
            if not self._find_title(number):
                return title_from_name(self.documents[number])
        return title

    def _find_title(self, number: int) -> bool:
        """Take notice of a document's title, unless it is forgotten meanwhile; return whether its beginning has one."""
        forgotten, encoding, reason = self._forgotten[number], self.encoding(number), ""
        name, open_one = self.documents[number], self.opened(number)
        stamp = open_one[1] if open_one is not None else _stamp_in(name, encoding)
        try:
            found = open_one[0] if open_one is not None else read_beginning(name, encoding=encoding)
            if found is None:
                return False
            title = found.title
        except UnreadableDocumentError as error:
            title, reason = title_from_name(name), str(error)
        with self._lock:
            if self._forgotten[number] == forgotten:
                self._titles[number], self._glanced[number] = title, stamp
                if reason:
                    self.unreadable[number] = reason
        return True

    def encoding(self, number: int) -> str | None:
        """Return the name of the encoding that a document is read in by order; None where that is found out."""
        if number not in self._encodings:
            if self.encoding_of_all is not None or self._recall_encoding is None:
                return self.encoding_of_all
            recalled = self._recall_encoding(self.documents[number])
            return self._encodings.setdefault(number, recalled)  # what has been chosen meanwhile holds
        return self._encodings[number]

    def recall_encodings(self, recall: Callable[[str], str | None]) -> None:
        """Read documents in the encodings that are remembered of them, unless one is given for all.

        Args:
            recall: returns the name of the encoding of a document by its path; None where it is to be found out.
        """
        self._recall_encoding = recall

    def read_as(self, number: int, encoding: str | None) -> None:
        """Read a document in an encoding from now on; what is known of it as another text is forgotten.

        Args:
            number: the document.
            encoding: the name of the encoding; None to find it out, whatever all documents are read in.
        """
        with self._lock:
            self._encodings[number] = encoding
            self._forget(number)

    def renew(self, number: int) -> bool:
        """Forget what is known of a document, unless its file still is as it was; return whether it was forgotten."""
        with self._lock:
            if self.encoding_of_all is None and self._recall_encoding is not None:
                self._encodings.pop(number, None)  # it may have been converted, so that what was chosen holds no more
            before = self._stamp_known(number)
            if before is not None and before == self._stamp_now(number):
                self._forgotten[number] += number not in self._open  # what is being read may still be what it was
                return False
            self._forget(number)
        return True

    def look_at(self, paths: Collection[str]) -> Changes:
        """Find out what has become of documents where something has changed, and forget what is not so any more.

        A title that is known is kept of those that are gone.

        Args:
            paths: the absolute paths at which something has changed.
        """
        changes = self.listing.look_at(paths)
        self._see_moved(changes)
        around = (number for number in in_turns(changes.around) if self._stamp_known(number) is not None)
        renewed = {number for number in (*changes.found, *changes.written, *around) if self.renew(number)}
        for number in changes.gone:
            with self._lock:
                if (known := self._knowledge.surveyed(number)) is not None:
                    self._titles[number] = known.survey.title
                    self._knowledge.forget(number)
        return changes._replace(written=tuple(sorted(renewed.difference(changes.found))), around=())

    def _see_moved(self, changes: Changes) -> None:
        """Take notice of files that have other names: their sizes and times of change are what they were."""
        for number in changes.found:
            self.moved.pop(number, None)
        if not (changes.gone and changes.found):
            return
        found: dict[tuple[int, ...], list[int]] = {}
        for number in changes.found:
            if (now := stamp_of(self.documents[number])) is not None:
                found.setdefault(now[1:], []).append(number)
        for number in changes.gone:
            before = self._stamp_known(number)
            alike = found.get(before[1:], ()) if before is not None else ()
            if len(alike) > 1:
                name = PurePath(self.documents[number]).name
                alike = [other for other in alike if PurePath(self.documents[other]).name == name]
            if len(alike) == 1:
                self.moved[number] = alike[0]

    def _forget(self, number: int) -> None:
        """Know nothing of a document any more, nor take over what is found out about another state of its file."""
        self._forgotten[number] += 1
        self._open.pop(number, None)
        self._titles.pop(number, None)
        self.unreadable.pop(number, None)
        self._glanced.pop(number, None)
        self._expected[number] = self._stamp_now(number)
        if self._knowledge.surveyed(number) is not None:
            self._knowledge.forget(number)

    def _stamp_known(self, number: int) -> Stamp | None:
        """Return the stamp of the state of a document's file that something is known of."""
        if (known := self._knowledge.surveyed(number)) is not None:
            return known.stamp
        return self._stamps[number] if number in self._open else self._glanced.get(number)

    def _stamp_now(self, number: int) -> Stamp | None:
        """Return the stamp of a document's file now: another one for each encoding that it is read in by order."""
        return _stamp_in(self.documents[number], self.encoding(number))

    def open(self, number: int) -> Document:
        """Return a document, read anew unless it was one of the last ones.

        An analysis made of another text than the one that is read now is forgotten: its offsets mean nothing here.

        Raises:
            UnreadableDocumentError: when it cannot be read, with the reason.
        """
        return self._read(number)[0]

    def _keep(self, number: int, document: Document, stamp: Stamp | None) -> None:
        """Have a document in memory; an analysis made of another text is forgotten."""
        self.unreadable.pop(number, None)
        known = self._knowledge.surveyed(number)
        # While the stamp is the same, the text of a file is: to hash it would take longer than to read it.
        if known is not None and (known.stamp != stamp or not document.is_as_in_file):
            if known.survey.digest == document.digest:
                self._knowledge.same_text(number, stamp)
            else:
                self._knowledge.forget(number)
        self._open[number] = document
        self._stamps[number] = self._expected[number] = stamp
        while len(self._open) > OPEN_DOCUMENTS or (len(self._open) > 1 and self._open_length > OPEN_LENGTH):
            self._open.popitem(last=False)

    def make_ready(self, number: int) -> None:
        """Have a document parsed that has to be and is not kept, so that whoever reads it next need not.

        Raises:
            UnreadableDocumentError: when it cannot be, with the reason.
        """
        if self.takes_long(number):
            self._read_now(number, keep=False)

    def _read_now(self, number: int, *, keep: bool) -> tuple[Document, Stamp | None]:
        """Return a document and its stamp, or take notice of why it cannot be read.

        One whose file or encoding is another when it has been read is read again. Where the file changes faster than it
        can be read, the document comes as it was at the last try, and nothing is kept of it.

        Args:
            number: the document.
            keep: whether it is kept in memory.

        Raises:
            UnreadableDocumentError: when it cannot be, with the reason.
        """
        tries = 0
        while True:
            tries += 1
            forgotten, encoding = self._forgotten[number], self.encoding(number)
            stamp = _stamp_in(self.documents[number], encoding)
            try:
                document = read(self.documents[number], stamp, encoding)
            except UnreadableDocumentError as error:
                with self._lock:
                    if is_so := self._is_still(number, stamp, forgotten):
                        self._glanced[number] = stamp
                        self.unreadable[number] = str(error)
                if is_so or tries == MOST_TRIES:
                    raise
            else:
                with self._lock:
                    if (is_so := self._is_still(number, stamp, forgotten)) and keep:
                        self._keep(number, document, stamp)
                if is_so or tries == MOST_TRIES:
                    return document, stamp

    def _is_still(self, number: int, stamp: Stamp | None, forgotten: int) -> bool:
        """Return whether a document is what it was: not forgotten since, or in vain, its file and encoding the same."""
        return self._forgotten[number] == forgotten or (stamp is not None and stamp == self._stamp_now(number))

    def takes_long(self, number: int) -> bool:
        """Return whether to open a document takes longer than a key may: it has to be parsed first."""
        return number not in self._open and takes_long(self.documents[number], self._stamp_now(number))

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
        with self._lock:
            if number in self._open:
                self._open.move_to_end(number)
                return self._open[number], self._stamps[number]
        return self._read_now(number, keep=True)

    def _learn_survey(self, number: int, stamp: Stamp | None, survey: Survey) -> bool:
        """Know a survey from now on, unless it is of another state of the file than what is known by now."""
        with self._lock:
            if self._expected.get(number, stamp) != stamp:
                return False
            self._knowledge.learn_survey(number, Surveyed(stamp, survey))
        return True

    @property
    def _index(self) -> Index:
        return self._loaded.index

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

        there = (number for number in range(len(self.documents)) if number not in self.listing.gone)
        numbers = sorted(there, key=lambda number: number != first)
        return places(compiled(query, regex=regex), numbers, self.open, cancelled)

    def close(self) -> None:
        """Close what is open."""
        if self._once is not None:
            self._once.index.close()


def _stamp_in(name: str, encoding: str | None) -> Stamp | None:
    """Return the stamp of a document's file: another one for each encoding that it is read in by order."""
    stamp = stamp_of(name)
    return stamp if stamp is None or encoding is None else (f"{stamp[0]}\0{encoding}", *stamp[1:])
