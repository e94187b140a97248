"""The encoding that a document is read in: told, and chosen where what was found out is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.app.noticing import NoticingApp
from reader.app.wording import encoding_sign
from reader.documents.decoding import UnreadableDocumentError
from reader.documents.document import read_beginning
from reader.language import _
from reader.library.finding import stamp_of
from reader.library.reading import read, takes_long

if TYPE_CHECKING:
    from reader.app.at_hand import AtHand
    from reader.app.encoding_panel import EncodingChoice
    from reader.app.memory import Memory
    from reader.documents.document import Document

BEGINNING = 262_144
"""Bytes of a text that tell which encoding is found in it."""


class ReadingAsApp(NoticingApp):
    """An app in which the encoding of a document can be chosen."""

    memory: Memory
    at_hand: AtHand

    def action_choose_encoding(self) -> None:
        """Choose the encoding of the document on the page, or under the cursor in the library."""
        if self.reading is not None:
            self.reading.read_rest()
            self._choose_encoding(self.reading.number)
        elif (number := self.library_screen.rows.item) is not None:
            self.at_hand.then(number, lambda: self._choose_encoding(number))

    def _choose_encoding(self, number: int) -> None:
        from reader.app.encoding_panel import EncodingPanel, InForce
        from reader.documents.previews import previews

        name, ordered = self.library.documents[number], self.library.encoding(number)
        document, replaced = self._as_read(number)
        open_one = self.library.opened(number)
        is_as_found = ordered is None and open_one is not None and open_one[0] is document
        is_for_all = ordered is not None and ordered == self.library.encoding_of_all
        shown = []
        if document is None or document.encoding:
            try:
                is_tagged = document is not None and not document.is_as_in_file
                shown = [*previews(name, self._share(number), tagged=is_tagged)]
            except UnreadableDocumentError as error:
                self.refuse(number, error)
                return
        encoding = document.encoding if document is not None and shown else ""
        found = encoding if is_as_found or not shown else self._found(name)

        def chosen(choice: EncodingChoice | None) -> None:
            if choice is not None:
                self.read_as(number, choice.encoding)

        self.push_screen(
            EncodingPanel(InForce(encoding, replaced, ordered, found, is_for_all and bool(shown)), shown), chosen
        )

    def _as_read(self, number: int) -> tuple[Document | None, int]:
        """Return a document, or its beginning where that is enough, and how many places of the whole are broken.

        That on the page is what it is there, while it is being read otherwise. None where it cannot be read.
        """
        reading, open_one = self.reading, self.library.opened(number)
        document = open_one[0] if open_one is not None else None
        if reading is not None and reading.document is not None:
            document = reading.document
        try:
            if document is None:
                document = read_beginning(self.library.documents[number], encoding=self.library.encoding(number))
                if document is not None:
                    survey = self.library.survey(number)
                    return document, survey.replaced if survey is not None else 0
                document = self.library.open(number)
        except UnreadableDocumentError:
            return None, 0
        return document, document.replaced

    def _found(self, name: str) -> str:
        """Return the encoding that a document is found to be in; empty where that cannot be told soon."""
        stamp = stamp_of(name)
        try:
            if (beginning := read_beginning(name, BEGINNING)) is not None:
                return beginning.encoding
            return "" if takes_long(name, stamp) else read(name, stamp).encoding
        except UnreadableDocumentError:
            return ""

    def _share(self, number: int) -> float:
        """Return how far on in the file of a document the page is, or where it was left, 0 to 1."""
        reading = self.reading
        if reading is None or reading.document is None:
            return 0.0
        document, top = reading.document, reading.page.top_offset
        if document.is_hashed and document.is_as_in_file:
            return document.byte_offset(top) / max(1, document.byte_length)
        return top / max(1, len(document.text))

    def read_as(self, number: int, encoding: str | None) -> None:
        """Read a document in an encoding from now on, also in later runs; the page stays where it is.

        Args:
            number: the document.
            encoding: the name of the encoding; None to find it out.
        """
        if self.reading is not None:
            self.reading.remember()
        self.memory.remember_encoding(number, encoding)  # first: a change of the file has it recalled
        self.library.read_as(number, encoding)
        self.reread(number, lambda document: self._tell_read_as(encoding_sign(document.encoding, document.replaced)))
        if self.reading is None and encoding is not None:
            self._tell_read_as(encoding)

    def _tell_read_as(self, encoding: str) -> None:
        self.tell(_("read as {encoding}").format(encoding=encoding))
