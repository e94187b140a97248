"""Which format a document is in, and the formats of others.

Each format is a module here, imported when a document of it is read. Others add one by an entry point of the group
`reader.formats`: its name is the suffix, its object a `Format`. Which suffixes they add is known without importing
any; one that cannot be imported, or breaks, is named as the reason why its document cannot be read, and no other.

A document is what its suffix says, unless it begins as an archive, a book or such and the suffix does not say so: then
it is what it begins as. Without a suffix that is known, it is what it begins as, else text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from importlib import import_module
from pathlib import PurePath
from typing import TYPE_CHECKING, Protocol

from reader.documents.decoding import REPLACED, UnreadableDocumentError
from reader.documents.formats.source import Source
from reader.documents.naming import ARCHIVE
from reader.documents.sanitising import one_line
from reader.language import _

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

GROUP = "reader.formats"


class Read(Protocol):
    """What makes a document's text of its bytes."""

    def __call__(self, data: bytes, name: str, encoding: str | None = None, /) -> Source:
        """Return the text of a document of which the bytes, the name and perhaps the encoding are given.

        Raises:
            UnreadableDocumentError: when it cannot be read, with the reason and the way out in one line.
        """


@dataclass(frozen=True, slots=True)
class Format:
    """A format that documents come in."""

    name: str
    """What people call it."""
    read: Read


@dataclass(frozen=True, slots=True)
class _BuiltIn:
    """A format that is a module here."""

    name: str
    module: str
    suffixes: tuple[str, ...]
    is_packed: bool = False
    """Whether no text begins as its files do."""

    def begins(self, data: bytes) -> bool:
        """Return whether a file begins as one of the format."""
        return bool(import_module(f"{__package__}.{self.module}").begins(data))

    def read(self, data: bytes, name: str, encoding: str | None = None, /) -> Source:
        """Return the text of a document in the format."""
        source: Source = import_module(f"{__package__}.{self.module}").read(data, name, encoding)
        return source


PLAIN = _BuiltIn("text", "plain", (".txt", ".text"))
MARKDOWN = _BuiltIn("Markdown", "plain", (".md", ".markdown"))
BUILT_IN = (
    PLAIN,
    MARKDOWN,
    _BuiltIn("EPUB", "epub", (".epub",), is_packed=True),
    _BuiltIn("DOCX", "word", (".docx",), is_packed=True),
    _BuiltIn("ZIP", "texts", (ARCHIVE,), is_packed=True),
    _BuiltIn("HTML", "web_pages", (".html", ".htm", ".xhtml", ".xht")),
    _BuiltIn("subtitles", "subtitles", (".srt", ".vtt", ".ass", ".ssa")),
)
"""In the order in which a beginning is held against them: an EPUB is a ZIP too."""
AS_IN_FILE = frozenset(format_.name for format_ in BUILT_IN if format_.module == PLAIN.module)
"""The names of the formats whose text is the decoded file as it stands."""
PACKED = b"PK"
"""What every archive begins with."""
SURE = frozenset(("epub", "word"))
"""Modules of formats whose suffix is believed; an archive, and what is called text, may be one of these."""
LONGEST_ENCODING = 80
"""Code points of what a format that others add calls an encoding."""
_NO_TEXT = re.compile("[\\0\ud800-\udfff]")
"""What OpenCC cannot take: NUL, and halves of surrogates."""
_BY_SUFFIX = {suffix: format_ for format_ in BUILT_IN for suffix in format_.suffixes}
BUILT_IN_SUFFIXES = frozenset(_BY_SUFFIX)
"""What can be read without asking what others add, which takes longer than a launch may."""


def is_parsed(name: str) -> bool:
    """Return whether a document has to be read as a whole and parsed, by its suffix alone."""
    suffix = _suffix(name)
    told = _BY_SUFFIX.get(suffix)
    return suffix in _added() if told is None else told.name not in AS_IN_FILE


def may_be_text(name: str) -> bool:
    """Return whether a document is called as a text is; it may be an archive all the same."""
    told = _BY_SUFFIX.get(_suffix(name))
    return told is not None and told.name in AS_IN_FILE


def is_packed(name: str) -> bool:
    """Return whether a document is called as an archive, a book or such is, of which each part tells its encoding."""
    told = _BY_SUFFIX.get(_suffix(name))
    return told is not None and told.is_packed


def maker_of(name: str) -> str | None:
    """Return what tells the code that reads a document from other code, and from other versions of it.

    Empty for what is here; None for what others add and say nothing of.
    """
    added = _added().get(_suffix(name)) if _suffix(name) not in _BY_SUFFIX else None
    if added is None:
        return ""
    return f"{added.dist.name} {added.dist.version}" if added.dist is not None else None


def is_text(name: str, data: bytes) -> bool:
    """Return whether a document is the text that its file is.

    Args:
        name: its path.
        data: its first bytes, some kilobytes, or all.

    Raises:
        UnreadableDocumentError: when the format is one that others add, and it cannot be imported.
    """
    told = _BY_SUFFIX.get(_suffix(name))
    if told is None:
        return format_of(name, data).name in AS_IN_FILE
    return told.name in AS_IN_FILE and not data.startswith(PACKED)


def plain_format(name: str) -> Format:
    """Return the format of a document that is the text that its file is."""
    told = _BY_SUFFIX.get(_suffix(name), PLAIN)
    return Format(told.name, told.read)


def suffixes() -> frozenset[str]:
    """Return the suffixes of all documents that can be read, in small letters, each with its dot."""
    return frozenset((*_BY_SUFFIX, *_added()))


def is_document(name: str) -> bool:
    """Return whether a file is a document by its suffix."""
    return _suffix(name) in _BY_SUFFIX or _suffix(name) in _added()


def is_inside_archives(name: str) -> bool:
    """Return whether a file in an archive is a document; another archive is none."""
    return is_document(name) and _suffix(name) != ARCHIVE


def format_of(name: str, beginning: bytes) -> Format:
    """Return the format that a document is in.

    Args:
        name: its path.
        beginning: its first bytes, some kilobytes.

    Raises:
        UnreadableDocumentError: when the format is one that others add, and it cannot be imported.
    """
    suffix = _suffix(name)
    told = _BY_SUFFIX.get(suffix)
    if told is None and suffix in _added():
        return _loaded(suffix)
    if told is None or told.module not in SURE:
        others = [one for one in BUILT_IN if one.is_packed or told is None]
        told = next((one for one in others if one.begins(beginning)), told or PLAIN)
    return Format(told.name, told.read)


def read(data: bytes, name: str, encoding: str | None = None) -> Source:
    """Return the text of a document, whatever format it is in.

    Args:
        data: its bytes.
        name: its path, for its suffix.
        encoding: the name of its encoding; None to find it out.

    Raises:
        UnreadableDocumentError: when it cannot be read, with the reason and the way out in one line.
        UnknownEncodingError: when no encoding has the name.
    """
    chosen = format_of(name, data[:65_536])
    source = (
        chosen.read(data, name, encoding)
        if _suffix(name) not in _added()
        else _added_source(chosen, data, name, encoding)
    )
    return replace(source, text=_NO_TEXT.sub(REPLACED, source.text)) if _NO_TEXT.search(source.text) else source


def _added_source(chosen: Format, data: bytes, name: str, encoding: str | None) -> Source:
    from reader.documents.encodings import UnknownEncodingError

    try:
        source = chosen.read(data, name, encoding)
    except (UnreadableDocumentError, UnknownEncodingError):
        raise
    except Exception as error:  # whatever the code of others raises
        raise _broken(chosen.name, error) from error
    if not isinstance(source, Source):
        raise _broken(chosen.name, TypeError(type(source).__name__))
    return replace(source, encoding=one_line(source.encoding[:LONGEST_ENCODING]))


def _suffix(name: str) -> str:
    return PurePath(name).suffix.lower()


@cache
def _added() -> dict[str, EntryPoint]:
    """Return what others add, by suffix; the formats here come first."""
    from importlib.metadata import entry_points

    found = ((f".{point.name.lower().lstrip('.')}", point) for point in entry_points(group=GROUP))
    return {suffix: point for suffix, point in found if suffix not in _BY_SUFFIX}


@cache
def _loaded(suffix: str) -> Format:
    point = _added()[suffix]
    try:
        loaded = point.load()
    except Exception as error:  # whatever the code of others raises
        raise _broken(point.value, error) from error
    if not isinstance(loaded, Format):
        raise _broken(point.value, TypeError(type(loaded).__name__))
    return loaded


def _broken(name: str, error: Exception) -> UnreadableDocumentError:
    message = _("what reads it does not work ({name}: {error}); mend or uninstall it")
    return UnreadableDocumentError(
        message.format(name=name, error=one_line(f"{type(error).__name__} {error}".split("\n")[0][:200]))
    )
