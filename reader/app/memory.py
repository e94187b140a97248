"""Memory: what is remembered while reading, noted at once and written down a moment later.

A document is known by a hash of its text. For a long text that takes a while, so it is worked out beside the page, and
before that only where nothing else tells what was remembered of it.
"""

from __future__ import annotations

import time
from dataclasses import replace
from threading import Thread
from typing import TYPE_CHECKING

from reader.app.choice import Choice, Location
from reader.documents.anchoring import selector_at
from reader.library.bookmarks import Bookmark, Bookmarks
from reader.library.chosen_encodings import ChosenEncodings
from reader.library.finding import stamp_of
from reader.library.history import Chosen, History, Jump, Trail
from reader.library.state import DocumentSettings, ReadingPlace, Remembered
from reader.library.stored import stored_path
from reader.library.walk import Place, Walk

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from reader.documents.document import Document
    from reader.library.library import Library
    from reader.library.state import State
    from reader.scripts.script import Written
    from reader.scripts.target import Target

LONG = 300_000
"""Code points of a text that is hashed beside the page; a shorter one takes less than a millisecond."""


class Memory:
    """What is remembered of a library."""

    def __init__(self, library: Library, state: State, later: Callable[[], None]) -> None:
        """Make the memory.

        Args:
            library: the documents.
            state: where it is written down.
            later: sees to it that `write_down` is called in a moment.
        """
        self._library = library
        self._state = state
        self._later = later
        self.last_places: dict[int, ReadingPlace] = state.last_places(library.listing.number_of)
        """Where documents were left last, by their numbers."""
        self._said: dict[int, Written] = state.written(library.listing.number_of, {})
        """How documents are written, by their numbers, in the reader's own word."""
        self.history: History[Location] = History()
        self.bookmarks = Bookmarks(state)
        self._own: dict[int, DocumentSettings] = {}
        self._written: dict[int, DocumentSettings] = {}
        self._documents: dict[int, Document] = {}
        self._places: dict[int, ReadingPlace] = {}
        self._chosen_encodings = ChosenEncodings(state)
        library.recall_encodings(self._chosen_encodings.of)
        self._newly_chosen: set[int] = set()
        """The documents of which it is still to be written down which encoding was chosen."""
        self._settings: dict[str, object] = {}
        self._trail = Trail()
        self._is_recalled = False
        self._is_new = False
        """Whether no history of this library was left: it may be one that was moved as a whole."""
        self._digests: dict[int, str] = {}
        """What the documents of jumps were known by in the last run."""
        self._hashing: set[int] = set()

    # Where documents are read, and how

    def left_at(self, number: int, document: Document) -> int:
        """Return the offset at which a document was left, in its text as it is now; 0 for a new one."""
        if number in self._places and self._documents[number] is document:
            return self._places[number].offset
        known = self._remembered(number, document)
        self._recall_settings(number, known)
        if known is None:
            return 0
        return known.place.offset_in(document.text)

    def left_unread(self, number: int) -> ReadingPlace | None:
        """Return where a document was left that need not be read for it: its file has not changed since.

        None too where its place is still to be written down.
        """
        name = self._library.documents[number]
        stamp = stamp_of(name)
        known = self._state.place_unread(name, stamp) if stamp is not None else None
        if known is None or number in self._places:
            return None
        self._recall_settings(number, known)
        return known.place

    def _recall_settings(self, number: int, known: Remembered | None) -> None:
        if number not in self._documents:  # else they are still to be written down
            self._own[number] = self._written[number] = known.settings if known is not None else DocumentSettings()

    def _remembered(self, number: int, document: Document) -> Remembered | None:
        stamp = self._library.stamp(number)
        return self._state.place_for(document.name, stamp, len(document.text), lambda: document.digest)

    def own_target(self, number: int) -> Target | None:
        """Return the script that a document is shown in; None for that of all."""
        return self._own[number].target if number in self._own else None

    def own_written(self, number: int) -> Written | None:
        """Return how the reader says a document is written; None for as detected."""
        return self._own[number].written if number in self._own else self._said.get(number)

    def own_choice(self, number: int) -> Chosen | None:
        """Return what was followed in a document when it was left."""
        return self._own[number].chosen if number in self._own else None

    def remember_place(self, number: int, document: Document, offset: int, progress: float) -> None:
        """Remember where a document is being read."""
        before = self.last_places.get(number)
        progress = max(progress, before.progress if before is not None else 0.0)
        if before is not None and (before.offset, before.progress) == (offset, progress) and before.length is not None:
            return
        selector = selector_at(document.text, offset)
        stamp = self._library.stamp(number)
        place = ReadingPlace(offset, progress, time.time(), selector, len(document.text), stamp)
        self.last_places[number] = self._places[number] = place
        self._documents[number] = document

    def remember_target(self, number: int, document: Document, target: Target | None) -> None:
        """Remember the script to show one document in; None for that of all."""
        self._own[number] = replace(self._own.get(number, DocumentSettings()), target=target)
        self._documents[number] = document

    def remember_written(self, number: int, document: Document, written: Written | None) -> None:
        """Remember how the reader says a document is written; None for as detected."""
        self._own[number] = replace(self._own.get(number, DocumentSettings()), written=written)
        self._documents[number] = document

    def remember_encoding(self, number: int, encoding: str | None) -> None:
        """Remember which encoding to read a document in; None to find it out."""
        self._chosen_encodings.choose(self._library.documents[number], encoding)
        self._newly_chosen.add(number)
        self._later()

    def recall_encoding(self, number: int) -> None:
        """Have a document that was renamed or moved be read in the encoding that was chosen for it before."""
        if self._library.encoding(number) is not None or number in self._newly_chosen:
            return
        encoding = self._chosen_encodings.of_moved(self._library.documents[number])
        if encoding is not None:
            self._library.read_as(number, encoding)

    def remember_choice(self, number: int, document: Document, choice: Choice | None) -> None:
        """Remember what is followed in a document."""
        chosen = Chosen(choice.entity, choice.query, choice.regex) if choice is not None else None
        own = self._own.get(number, DocumentSettings())
        if own.chosen != chosen:
            self._own[number] = replace(own, chosen=chosen)
            self._documents[number] = document

    def remember_setting(self, name: str, value: object) -> None:
        """Remember something that holds for all documents."""
        self._settings[name] = value
        self._later()

    def take_in(self) -> None:
        """Recall what is remembered of documents that have been found since."""
        number_of = self._library.listing.number_of
        self.last_places = self._state.last_places(number_of) | self.last_places
        self._said = self._state.written(number_of, {}) | self._said
        if self._is_recalled:
            self.history = self.history.found(lambda jump: self._location(jump, {}))

    def look_up_renamed(self) -> None:
        """Find by their texts the places in documents whose paths are not remembered."""
        unknown = (number for number in range(len(self._library.documents)) if number not in self.last_places)
        digests = {number: known.digest for number in unknown if (known := self._library.known(number)) is not None}
        self.last_places |= self._state.places_of(digests)
        self._said |= self._state.written(self._library.listing.number_of, digests)
        self._recall_renamed()

    # Bookmarks

    def bookmarks_in(self, document: Document) -> Sequence[Bookmark]:
        """Return the bookmarks of a document where they stand in its text as it is now, in order."""
        if not self.bookmarks.may_stand_in(document.name, len(document.text)):
            return ()
        return self.bookmarks.of_document(document.name, document.digest, document.text)

    def bookmarks_of_library(self) -> dict[int, list[Bookmark]]:
        """Return the bookmarks of the library by the numbers of its documents."""
        numbers = range(len(self._library.documents))
        digests = {number: known.digest for number in numbers if (known := self._library.known(number)) is not None}
        return self.bookmarks.of_library(self._library.listing.number_of, digests)

    # The history of jumps

    def recall_history(self) -> None:
        """Go on with the history of jumps that was left at the end of the last run; those of this run follow it."""
        if self._is_recalled:
            return
        self._is_recalled = True
        made = self.history
        trail = self._state.history(self._library.sources)
        self._is_new = trail == Trail()
        self.history = self._history(trail, {})
        self._trail = self._trail_now()
        if made.behind or made.ahead:
            self.history = History([*self.history.behind, *made.behind], list(made.ahead))

    def _recall_renamed(self) -> None:
        """Find by their texts the documents that have other paths now; a moved library has its history again."""
        numbers = range(len(self._library.documents))
        digests = {known.digest: number for number in numbers if (known := self._library.known(number)) is not None}
        self.history = self.history.found(lambda jump: self._location(jump, digests))
        if self._is_new:
            self._is_new = False
            moved = self._history(self._state.moved_history(digests), digests)
            ahead = self.history.ahead if self.history.behind or self.history.ahead else moved.ahead
            self.history = History([*moved.behind, *self.history.behind], list(ahead))

    def _history(self, trail: Trail, digests: Mapping[str, int]) -> History[Location]:
        """Return a history that was left, with the places in documents known by their paths or else by their texts."""
        left: History[Location] = History([*trail.behind], [*trail.ahead])
        return left.found(lambda jump: self._location(jump, digests))

    def _location(self, jump: Jump, digests: Mapping[str, int]) -> Location | None:
        number = self._library.listing.number_of(jump.document)
        if number is None and jump.digest is not None:
            number = digests.get(jump.digest)
        if number is None:
            return None
        if jump.digest is not None:
            self._digests[number] = jump.digest
        chosen, choice = jump.chosen, None
        if chosen is not None:
            choice = Choice(chosen.entity, chosen.query, Walk(()), chosen.regex)
        place = Place(number, jump.start, jump.end) if jump.start is not None and jump.end is not None else None
        return Location(number, jump.anchor, choice, place, jump.selector, jump.length)

    def _jump(self, location: Location | Jump) -> Jump:
        if isinstance(location, Jump):
            return location
        choice, place = location.choice, location.place
        chosen = Chosen(choice.entity, choice.query, choice.regex) if choice is not None else None
        here = place if place is not None and place.document == location.document else None
        start, end = (here.start, here.end) if here is not None else (None, None)
        path, known = stored_path(self._library.documents[location.document]), self._library.known(location.document)
        digest = known.digest if known is not None else self._digests.get(location.document)
        return Jump(path, digest, location.anchor, chosen, start, end, location.selector, location.length)

    def _trail_now(self) -> Trail:
        behind, ahead = self.history.behind, self.history.ahead
        return Trail(tuple(map(self._jump, behind)), tuple(map(self._jump, ahead)))

    # Writing down

    def write_down(self, *, last: bool = False) -> None:
        """Write down what has been noted.

        Args:
            last: the app ends: what is not written now never is.
        """
        for number, document in list(self._documents.items()):
            if not last and len(document.text) > LONG and not document.is_hashed:
                self._hash_beside(number, document)
            elif self._write_document(number, document):
                del self._documents[number]
        written = [name for name, value in self._settings.items() if self._state.remember_setting(name, value)]
        for name in written:
            del self._settings[name]
        for number in list(self._newly_chosen):
            if self._chosen_encodings.write_down(self._library.documents[number]):
                self._newly_chosen.discard(number)
        if self.history.behind or self.history.ahead:
            self.recall_history()  # where it has not been yet, what was left would be written over
        trail = self._trail_now()
        if trail != self._trail and self._state.remember_history(self._library.sources, trail):
            self._trail = trail

    def _write_document(self, number: int, document: Document) -> bool:
        """Write down what was noted of a document; return whether nothing is left to write."""
        name, digest, state = self._library.documents[number], document.digest, self._state
        place = self._places.get(number)
        if place is not None and place.length == len(document.text):
            in_bytes = document.byte_offset(place.offset)
            place = replace(place, byte_offset=in_bytes, byte_length=document.byte_length)
        done = place is None or state.remember_place(name, digest, place)
        if done:
            self._places.pop(number, None)
        own, written = self._own.get(number), self._written.get(number, DocumentSettings())
        if own is not None and done:
            done = own.target == written.target or state.remember_target(name, digest, own.target)
            done = (own.written == written.written or state.remember_written(name, digest, own.written)) and done
            done = (own.chosen == written.chosen or state.remember_chosen(name, digest, own.chosen)) and done
            if done:
                self._written[number] = own
        return done

    def _hash_beside(self, number: int, document: Document) -> None:
        self._later()
        if number in self._hashing:
            return
        self._hashing.add(number)

        def work() -> None:
            _ = document.digest
            self._hashing.discard(number)

        Thread(target=work, name="digest", daemon=True).start()
