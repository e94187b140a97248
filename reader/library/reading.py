"""Reading a document for the library: a text at once, what has to be parsed once, in a process of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.documents.document import read_text
from reader.documents.formats.registry import OWN_FORMATS, is_parsed
from reader.library.locations import parsed_documents

if TYPE_CHECKING:
    from reader.documents.document import Document
    from reader.library.finding import Stamp


def read(name: str, stamp: Stamp | None, encoding: str | None = None) -> Document:
    """Return a document.

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
    from reader.library.parsed_documents import ParsedDocuments

    kept = ParsedDocuments(parsed_documents())
    document = kept.get(name, stamp)
    if document is None:
        from reader.library.parser import parse_document

        document = parse_document(name, encoding)
        if document.format in OWN_FORMATS:  # what others' code makes of a file may change with it
            kept.keep(document, stamp)
    return document


def takes_long(name: str, stamp: Stamp | None) -> bool:
    """Return whether a document has to be parsed, because it is not kept."""
    if not is_parsed(name):
        return False
    from reader.library.parsed_documents import ParsedDocuments

    return not ParsedDocuments(parsed_documents()).has(stamp)
