"""Reading a document for the library: a text at once, what has to be parsed once, in a process of its own.

What came of that is kept on disk, and why it was refused in memory, until the file changes: a file that takes a parser
to its bounds does so once.
"""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

from reader.documents.decoding import UnreadableDocumentError
from reader.documents.document import LONGEST_BEGINNING, read_text
from reader.documents.files import read_bytes
from reader.documents.formats.registry import is_parsed, is_text, maker_of, may_be_text
from reader.library.locations import parsed_documents

if TYPE_CHECKING:
    from reader.documents.document import Document
    from reader.library.finding import Stamp

PACKED = 4
"""Bytes by which it is told that what is called a text is none."""
MOST_REFUSALS = 10_000
"""As many refusals are kept."""

_refused: dict[Stamp, str] = {}
_parsing: dict[str, Lock] = {}
_lock = Lock()


def read(name: str, stamp: Stamp | None, encoding: str | None = None) -> Document:
    """Return a document; whoever asks for one that is being parsed waits for that.

    Args:
        name: the path, or `-` for standard input.
        stamp: what tells its file, read in that encoding, from what it was before; None for what is not kept.
        encoding: the name of its encoding; None to find it out.

    Raises:
        UnreadableDocumentError: when it cannot be read, with the reason.
        UnknownEncodingError: when no encoding has the name.
    """
    text = read_text(name, encoding)
    if text is not None:
        return text
    with _lock:
        alone = _parsing.setdefault(name, Lock())
    with alone:
        return _parsed(name, stamp, encoding)


def _parsed(name: str, stamp: Stamp | None, encoding: str | None) -> Document:
    from reader.library.parsed_documents import ParsedDocuments

    kept, maker = ParsedDocuments(parsed_documents()), maker_of(name)
    document = kept.get(name, stamp, maker)
    if document is not None:
        return document
    if stamp is not None and stamp in _refused:
        raise UnreadableDocumentError(_refused[stamp])
    from reader.library.parser import NoParserError, parse_document

    try:
        document = parse_document(name, encoding)
    except NoParserError:
        raise
    except UnreadableDocumentError as error:
        _refuse(stamp, str(error))
        raise
    kept.keep(document, stamp, maker)
    return document


def _refuse(stamp: Stamp | None, reason: str) -> None:
    if stamp is not None:
        while len(_refused) >= MOST_REFUSALS:
            _refused.pop(next(iter(_refused)))
        _refused[stamp] = reason


def has_to_be_parsed(name: str) -> bool:
    """Return whether a document is in a format that has to be parsed, by its suffix and its first bytes.

    Raises:
        UnreadableDocumentError: when they cannot be read, with the reason.
    """
    return is_parsed(name) or not is_text(name, read_bytes(name, PACKED if may_be_text(name) else LONGEST_BEGINNING))


def takes_long(name: str, stamp: Stamp | None) -> bool:
    """Return whether to read a document takes longer than a key may: it has to be parsed first."""
    try:
        if not has_to_be_parsed(name):
            return False
    except UnreadableDocumentError:
        return False
    from reader.library.parsed_documents import ParsedDocuments

    return stamp not in _refused and not ParsedDocuments(parsed_documents()).has(stamp, maker_of(name))
