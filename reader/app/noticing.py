"""What changes in the library while the app runs: documents that are found, written again, go, and come back."""

from __future__ import annotations

import logging
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from textual.message import Message

from reader.app.at_hand import TELL_EVERY, Anew, opened
from reader.app.correcting import CorrectingApp
from reader.documents.sanitising import one_line
from reader.language import _
from reader.library.finding import stamp_of
from reader.library.library import LONG

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from reader.app.library_screen import LibraryScreen
    from reader.app.memory import Memory
    from reader.app.reading_screen import ReadingScreen
    from reader.documents.document import Document
    from reader.library.background import BackgroundAnalysis
    from reader.library.library import Library
    from reader.library.listing import Changes
    from reader.library.watching import Watching

MOST_FOLDERS = 10_000
"""As many folders are watched at most: to begin with more stops everything else for longer than a key may."""

log = logging.getLogger(__name__)


class NoticingApp(CorrectingApp):
    """An app that shows the library as it is now."""

    library: Library
    background: BackgroundAnalysis
    library_screen: LibraryScreen
    reading: ReadingScreen | None
    memory: Memory
    _watching: Watching | None = None
    _anew: Anew | None = None
    """What is being read beside the page; what is not this any more when it has been read is not shown."""
    _ends = False
    _has_begun = False
    """Whether what waits for the first documents has been done."""

    class MoreFound(Message):
        """Documents have been found beside those that are listed, or all have been."""

    class Noticed(Message):
        """Something has become of documents."""

        def __init__(self, changes: Changes) -> None:
            super().__init__()
            self.changes = changes

    class ReadAnew(Message):
        """A document has been read anew that takes long."""

        def __init__(self, anew: Anew, reason: str) -> None:
            super().__init__()
            self.anew = anew
            self.reason = reason
            """Why it could not be read; empty where it was."""

    def documents_are_there(self) -> None:
        """Called once, when the first documents are listed, or it is known that there are none."""
        raise NotImplementedError

    def forget_title(self, number: int) -> None:
        """Ask for a document's title again."""
        raise NotImplementedError

    def show_names(self) -> None:
        """Show what is known by now."""
        raise NotImplementedError

    def refuse(self, number: int, reason: object) -> None:
        """Say why a document cannot be read."""
        from reader.app.refusals import refused  # most can

        self.tell(refused(self.library.documents[number], str(reason), self.size.width - 2))

    # Documents that are found, go and come back

    def begin_noticing(self) -> None:
        """Find the documents that have not been found yet, and notice what becomes of all of them."""
        self.library.listing.find_rest(self._tell_found)
        is_waiting = not self._has_begun and not self.library.listing.is_finding
        if is_waiting or len(self.library.documents) > len(self.library_screen.rows.items):  # found since it was drawn
            self._tell_found()
        Thread(target=self._begin_watching, name="beginning to watch", daemon=True).start()

    def end_noticing(self) -> None:
        """Notice nothing any more."""
        self._ends = True
        if self._watching is not None:
            self._watching.stop()

    def _tell_found(self) -> None:
        self.post_message(self.MoreFound())

    def _begin_watching(self) -> None:
        from reader.library.watching import Watching

        self.library.listing.wait()
        if self.library.listing.folders > MOST_FOLDERS:
            log.warning("what changes is not noticed: there are more than %s folders", MOST_FOLDERS)
            return
        self._watching = Watching(self.library.sources, self._look_at)
        if not self._ends:
            self._watching.start()

    def _look_at(self, paths: Collection[str]) -> None:
        changes = self.library.look_at(paths)
        if any(changes):
            self.post_message(self.Noticed(changes))

    def on_noticing_app_more_found(self) -> None:
        """List them."""
        self._take_in()
        self.library_screen.show_documents()
        self.begin_with_first()

    def begin_with_first(self) -> None:
        """Do what is to be done once, when the first documents are listed, or it is known that there are none."""
        if not self._has_begun and (self.library.documents or not self.library.listing.is_finding):
            self._has_begun = True
            self.documents_are_there()

    def _take_in(self) -> None:
        self.memory.take_in()
        self.background.grow()

    def on_noticing_app_noticed(self, message: Noticed) -> None:
        """Show how it is now; the page stays where it is."""
        changes = message.changes
        self._take_in()
        if any(map(self._is_on_page, (*changes.found, *changes.written))):
            self.tell(_("The file has changed; this is how it reads now."))  # first: if it does not, that is told
        elif any(map(self._is_on_page, changes.gone)):
            self.tell(_("The file is gone; the page stays as it is."))
        for number in (*changes.found, *changes.written):
            self._renew(number)
        for number in changes.gone:
            self.forget_title(number)
            self.background.renew(number)
        self.show_names()

    # A document whose text is another one

    def reread(self, number: int, shown: Callable[[Document], object] | None = None) -> None:
        """Show a document anew whose text is another one now, the reader's place kept, and analyse it again.

        The library must have been told before (`Library.read_as`, `Library.renew`). While a panel is open over the
        page, the page waits until it is closed.

        Args:
            number: the document.
            shown: called with it when it is shown; until then it is told that it is being read.
        """
        self._renew(number, shown)
        self.library_screen.show_documents()

    def _renew(self, number: int, shown: Callable[[Document], object] | None = None) -> None:
        self.forget_title(number)
        self.background.renew(number)
        if self.reading is None or not self._is_on_page(number):
            return
        anew = self._anew = Anew(number, shown or bool)
        stamp = stamp_of(self.library.documents[number])
        if (stamp is not None and stamp[1] >= LONG) or self.library.takes_long(number):
            self.reading.reread_later(None)
            if shown is not None:
                self._tell_reading(anew)
            Thread(target=self._read_beside, args=(anew,), name="reading", daemon=True).start()
        else:
            self._show_anew(anew)

    def _tell_reading(self, anew: Anew) -> None:
        """Say what is being read, as long as it is."""
        if anew is self._anew and self._is_on_page(anew.number):
            name = one_line(Path(self.library.documents[anew.number]).name)
            self.tell(_("reading {name}…").format(name=name))
            self.set_timer(TELL_EVERY, lambda: self._tell_reading(anew))

    def _is_on_page(self, number: int) -> bool:
        return self.reading is not None and self.reading.number == number

    def _read_beside(self, anew: Anew) -> None:
        self.post_message(self.ReadAnew(anew, opened(self.library, anew.number)))

    def on_noticing_app_read_anew(self, message: ReadAnew) -> None:
        """Show it, unless it has become another text since; where it cannot be read, the page stays as it is."""
        if message.anew is not self._anew:
            return
        if not message.reason:
            self._show_anew(message.anew)
            return
        self._anew = None
        if self._is_on_page(message.anew.number):
            self.refuse(message.anew.number, message.reason)

    def _show_anew(self, anew: Anew) -> None:
        self._anew = None
        if self.reading is not None and self._is_on_page(anew.number):
            self.reading.reread_later(anew)
