"""What changes in the library while the app runs: documents whose text is another one now."""

from __future__ import annotations

from contextlib import suppress
from threading import Thread
from typing import TYPE_CHECKING

from textual.message import Message

from reader.app.correcting import CorrectingApp
from reader.documents.decoding import UnreadableDocumentError
from reader.library.finding import stamp_of
from reader.library.library import LONG

if TYPE_CHECKING:
    from reader.app.library_screen import LibraryScreen
    from reader.app.reading_screen import ReadingScreen
    from reader.library.background import BackgroundAnalysis
    from reader.library.library import Library


class NoticingApp(CorrectingApp):
    """An app that shows the library as it is now."""

    library: Library
    background: BackgroundAnalysis
    library_screen: LibraryScreen
    reading: ReadingScreen | None

    class ReadAnew(Message):
        """A long document has been read anew."""

        def __init__(self, number: int) -> None:
            super().__init__()
            self.number = number

    def forget_title(self, number: int) -> None:
        """Ask for a document's title again."""
        raise NotImplementedError

    # A document whose text is another one

    def reread(self, number: int) -> None:
        """Show a document anew whose text is another one now, the reader's place kept, and analyse it again.

        The library must have been told before (`Library.read_as`, `Library.renew`). While a panel is open over the
        page, the page waits until it is closed.

        Args:
            number: the document.
        """
        self.forget_title(number)
        self.background.renew(number)
        if self._is_on_page(number):
            stamp = stamp_of(self.library.documents[number])
            if (stamp is not None and stamp[1] >= LONG) or self.library.takes_long(number):
                Thread(target=self._read_beside, args=(number,), name="reading", daemon=True).start()
            else:
                self._show_anew(number)
        self.library_screen.show_documents()

    def _is_on_page(self, number: int) -> bool:
        return self.reading is not None and self.reading.number == number

    def _read_beside(self, number: int) -> None:
        with suppress(UnreadableDocumentError):  # the page says so when it asks for it
            self.library.open(number)
        self.post_message(self.ReadAnew(number))

    def on_noticing_app_read_anew(self, message: ReadAnew) -> None:
        """Show it."""
        self._show_anew(message.number)

    def _show_anew(self, number: int) -> None:
        if self.reading is not None and self._is_on_page(number):
            self.reading.reread_later()
