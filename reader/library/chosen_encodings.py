"""The encodings that a reader has chosen for documents, where what was found out is wrong.

They are kept with the reading state, by the paths of the documents: the text, by which all else is remembered, is
another one in each encoding. A file that was renamed or moved since is known by its size and time of change, which stay
the same then. One that has been edited is still read so, unless it is plainly UTF-8 by now.
"""

from __future__ import annotations

import os
from pathlib import PurePath
from typing import TYPE_CHECKING

from reader.documents.decoding import UnreadableDocumentError
from reader.documents.files import STANDARD_INPUT, read_bytes
from reader.documents.sampling import SAMPLE, is_utf_8
from reader.library.finding import stamp_of
from reader.library.stored import stored_path, stored_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.library.library import Library
    from reader.library.state import State


class ChosenEncodings:
    """The encodings that were chosen, of all documents there ever were."""

    def __init__(self, state: State) -> None:
        self._database = state.database

    def remember(self, document: str, encoding: str | None) -> bool:
        """Remember in which encoding to read a document; return whether it is written down.

        Args:
            document: the path; that of standard input, which comes only once, is not remembered.
            encoding: what people call it; None to find it out from now on.
        """
        path, stamp = stored_path(document), stamp_of(document)
        if document == STANDARD_INPUT or stamp is None:
            return True
        if encoding is None:
            return self._database.write(("delete from encoding where document = ?", (path,)))
        return self._database.write(
            ("insert or replace into encoding values (?, ?, ?, ?)", (path, encoding, *stamp[1:])),
        )

    def of(self, documents: Sequence[str]) -> dict[int, str]:
        """Return in which encodings to read documents, by their numbers, of those that one was chosen for.

        One question, however many they are; only the files that one was chosen for are looked at.

        Args:
            documents: the paths.
        """
        rows = self._database.rows("select document, encoding, size, modified from encoding")
        if not rows:
            return {}
        kept = {document: (encoding, size, modified) for document, encoding, size, modified in rows}
        endings = tuple({PurePath(document).name for document in kept})
        found = {}
        for number, document in enumerate(documents):
            if stored_text(document).endswith(endings) and (row := kept.get(stored_path(document))) is not None:
                encoding, *stamp = row
                if _is_encoding(encoding) and not _is_plainly_something_else(document, stamp):
                    found[number] = encoding
        return found

    def of_moved(self, document: str) -> str | None:
        """Return the encoding that was chosen for a document while it had another path; None where none was."""
        stamp = stamp_of(document)
        if stamp is None:
            return None
        query = "select encoding, document from encoding where size = ? and modified = ?"
        found = {encoding for encoding, path in self._database.rows(query, stamp[1:]) if not os.path.lexists(path)}
        return found.pop() if len(found) == 1 and all(map(_is_encoding, found)) else None

    def recall(self, library: Library) -> None:
        """Have a library read its documents in the encodings chosen for them, unless one is given for all of them."""
        if library.encoding_of_all is None:
            for number, encoding in self.of(library.documents).items():
                library.read_as(number, encoding)


def _is_encoding(name: object) -> bool:
    """Return whether something is what people call an encoding: a database may hold anything."""
    from reader.documents.encodings import LABELS  # where none was chosen nothing of it is needed

    return name in LABELS.values()


def _is_plainly_something_else(document: str, stamp: Sequence[object]) -> bool:
    """Return whether a file that was edited since is UTF-8, or says by its mark what it is."""
    now = stamp_of(document)
    if now is None or list(now[1:]) == list(stamp):
        return False
    from reader.documents.encodings import marked

    try:
        beginning = read_bytes(document, SAMPLE)
    except UnreadableDocumentError:
        return False
    if marked(beginning) is not None:
        return True
    return not beginning.isascii() and is_utf_8(beginning, whole=len(beginning) < SAMPLE)
