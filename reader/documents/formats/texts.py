"""Archives of texts (`.zip`): the documents in them are named by their path, `archive.zip/folder/name.txt`.

Names in the encodings that Chinese archives have are read right (`reader.documents.formats.archives`), and so are
folders. An archive inside an archive is not looked into. The source text is that of the document inside.
"""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from reader.documents.decoding import UnreadableDocumentError
from reader.documents.formats.archives import EMPTY, SIGNATURE, Archive
from reader.language import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.documents.formats.source import Source

SUFFIXES = frozenset((".zip",))


def begins(data: bytes) -> bool:
    """Return whether a file begins as an archive."""
    return data.startswith((SIGNATURE, EMPTY))


def entries(data: bytes, is_document: Callable[[str], bool]) -> tuple[str, ...]:
    """Return the names of the documents in an archive, in its order; what is hidden is none.

    Args:
        data: the bytes of the archive.
        is_document: says of a name whether it is that of a document.

    Raises:
        UnreadableDocumentError: when it is damaged or out of bounds.
    """
    return tuple(name for name in Archive(data).names if not _is_hidden(name) and is_document(name))


def read_entry(data: bytes, inside: str) -> bytes:
    """Return the bytes of a document in an archive, by its name there.

    Raises:
        UnreadableDocumentError: when there is none of the name, or it is damaged, locked or out of bounds.
    """
    return Archive(data).read(inside)


def split(path: str) -> tuple[str, str] | None:
    """Return the archive and the name inside that a path means by its looks; None where it means none.

    The first folder on the path that is called as an archive is one; whether it is there is not looked at.
    """
    parts = path.split("/")
    for index, part in enumerate(parts[:-1], start=1):
        if PurePosixPath(part).suffix.lower() in SUFFIXES:
            return "/".join(parts[:index]), "/".join(parts[index:])
    return None


def read(data: bytes, name: str, encoding: str | None = None) -> Source:
    """Return the text of the one document in an archive.

    Raises:
        UnreadableDocumentError: when there is none or more than one, or it cannot be read.
    """
    from reader.documents.formats import registry

    found = entries(data, registry.is_inside_archives)
    if not found:
        raise UnreadableDocumentError(_("an archive without a text; unpack it to see what is in it"))
    if len(found) > 1:
        message = ngettext(
            "an archive of {count} text; name one of them, as {example}",
            "an archive of {count} texts; name one of them, as {example}",
            len(found),
        )
        raise UnreadableDocumentError(message.format(count=len(found), example=f"{name}/{found[0]}"))
    return registry.read(read_entry(data, found[0]), found[0], encoding)


def _is_hidden(name: str) -> bool:
    return any(part.startswith(".") or part == "__MACOSX" for part in name.split("/"))
