"""The encodings that a reader has chosen for documents, where what was found out is wrong.

They are kept with the reading state, by the paths of the documents: the text, by which all else is remembered, is
another one in each encoding. A file that was renamed or moved since is known by its size and time of change, which stay
the same then. One that has been edited is still read so, unless it is plainly UTF-8 by now.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.documents.decoding import UnreadableDocumentError
from reader.documents.files import read_bytes
from reader.documents.naming import STANDARD_INPUT
from reader.documents.sampling import SAMPLE, is_utf_8
from reader.library.finding import stamp_of
from reader.library.renamed import path_before
from reader.library.stored import stored_path

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TypeGuard

    from reader.library.state import State


class ChosenEncodings:
    """The encodings that were chosen, of all documents there ever were; what is known of them is read once."""

    def __init__(self, state: State) -> None:
        self._database = state.database
        rows = self._database.rows("select document, encoding, size, modified from encoding")
        self._kept = {document: (encoding, size, modified) for document, encoding, size, modified in rows}

    def of(self, document: str) -> str | None:
        """Return what people call the encoding to read a document in; None where none was chosen.

        Args:
            document: the path.
        """
        if not self._kept or document == STANDARD_INPUT:
            return None
        encoding, *stamp = self._kept.get(stored_path(document), (None,))
        return encoding if _is_encoding(encoding) and not _is_plainly_something_else(document, stamp) else None

    def choose(self, document: str, encoding: str | None) -> None:
        """Read a document in an encoding from now on; to be written down with `write_down`.

        Args:
            document: the path; what comes on standard input comes only once, and is not kept.
            encoding: what people call it; None to find it out from now on.
        """
        path, stamp = stored_path(document), stamp_of(document)
        if document == STANDARD_INPUT or stamp is None:
            return
        if encoding is None:
            self._kept.pop(path, None)
        else:
            self._kept[path] = (encoding, *stamp[1:])

    def write_down(self, document: str) -> bool:
        """Write down what was chosen last for a document; return whether it is written."""
        if document == STANDARD_INPUT:
            return True
        path = stored_path(document)
        if path not in self._kept:
            return self._database.write(("delete from encoding where document = ?", (path,)))
        return self._database.write(("insert or replace into encoding values (?, ?, ?, ?)", (path, *self._kept[path])))

    def of_any_path(self, document: str) -> str | None:
        """Return the encoding that was chosen for a document by this path, or while it had another; writes nothing.

        None where none was.
        """
        if not self._kept or stored_path(document) in self._kept:
            return self.of(document)
        before = self._before(document)
        return before[1] if before is not None else None

    def of_moved(self, document: str) -> str | None:
        """Return the encoding that was chosen for a document while it had another path; from now on it has this one.

        None where none was.
        """
        now = stored_path(document)
        before = self._before(document) if self._kept and now not in self._kept else None
        if before is None:
            return None
        path, encoding = before
        self._kept[now] = self._kept.pop(path)
        self._database.write(("update or replace encoding set document = ? where document = ?", (now, path)))
        return encoding

    def _before(self, document: str) -> tuple[str, str] | None:
        """Return the path that a document had before, and the encoding chosen then; None where none is known."""
        path = path_before(document, self._kept)
        return (path, encoding) if path is not None and _is_encoding(encoding := self._kept[path][0]) else None


def _is_encoding(name: object) -> TypeGuard[str]:
    """Return whether something is what people call an encoding: a database may hold anything."""
    if name is None:
        return False
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
