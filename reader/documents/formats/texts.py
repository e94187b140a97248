"""Archives of texts (`.zip`): one with a single document is that document (`reader.documents.archived`: all others).

Names in the encodings that Chinese archives have are read right (`reader.documents.formats.archives`), and so are
folders. An archive inside an archive is not looked into. The source text is that of the document inside.
"""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from reader.documents.decoding import UnreadableDocumentError
from reader.documents.formats.archives import EMPTY, SIGNATURE, Archive
from reader.documents.naming import ARCHIVE, STANDARD_INPUT
from reader.documents.natural_order import natural
from reader.documents.sanitising import one_line
from reader.language import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.documents.formats.source import Source


def begins(data: bytes) -> bool:
    """Return whether a file begins as an archive."""
    return data.startswith((SIGNATURE, EMPTY))


def is_archive(name: str) -> bool:
    """Return whether a file is called as an archive is."""
    return PurePosixPath(name).suffix.lower() == ARCHIVE


def entries(archive: Archive, is_document: Callable[[str], bool]) -> tuple[str, ...]:
    """Return the names of the documents in an archive, sorted as in a folder; what is hidden is none.

    Args:
        archive: the archive.
        is_document: says of a name whether it is that of a document.
    """
    found = (name for name in archive.names if not _is_hidden(name) and is_document(name))
    return tuple(sorted(found, key=lambda name: [natural(part) for part in name.split("/")]))


def read(data: bytes, name: str, encoding: str | None = None) -> Source:
    """Return the text of the one document in an archive.

    Raises:
        UnreadableDocumentError: when there is none or more than one, or it cannot be read.
    """
    from reader.documents.formats import registry

    archive = Archive(data)
    found = entries(archive, registry.is_inside_archives)
    if not found:
        raise UnreadableDocumentError(_("an archive without a text; unpack it to see what is in it"))
    if len(found) > 1 and name == STANDARD_INPUT:
        message = ngettext(
            "an archive of {count} text; unpack it, or give its path",
            "an archive of {count} texts; unpack it, or give its path",
            len(found),
        )
        raise UnreadableDocumentError(message.format(count=len(found)))
    if len(found) > 1:
        message = ngettext(
            "an archive of {count} text; name one of them, as {example}",
            "an archive of {count} texts; name one of them, as {example}",
            len(found),
        )
        raise UnreadableDocumentError(message.format(count=len(found), example=one_line(f"{name}/{found[0]}")))
    return registry.read(archive.read(found[0]), found[0], encoding)


def _is_hidden(name: str) -> bool:
    return any(part.startswith(".") or part == "__MACOSX" for part in name.split("/"))
