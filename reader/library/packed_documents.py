"""Documents that were parsed, as bytes: what goes from one process to another, and what is kept on disk.

JSON, so that reading it can do nothing but yield a document, whoever has written it.
"""

from __future__ import annotations

import json
from typing import Any

from reader.documents.document import Document
from reader.documents.formats.source import Link, Note, Source, Titled
from reader.documents.paragraphs import Span


class NotPackedError(ValueError):
    """Bytes that are no packed document."""


def packed(document: Document) -> bytes:
    """Return a document as bytes."""
    source = document.source
    parts = (
        document.text,
        document.encoding,
        document.replaced,
        document.format,
        source.title,
        source.authors,
        source.language,
        source.headings and [(one.title.start, one.title.end, one.level) for one in source.headings],
        [(one.mark.start, one.mark.end, one.place) for one in source.notes],
        [(one.span.start, one.span.end, one.target) for one in source.links],
    )
    return json.dumps(parts, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def unpacked(name: str, data: bytes) -> Document:
    """Return the document that bytes are, by the name it has.

    Raises:
        NotPackedError: when they are none.
    """
    try:
        text, encoding, replaced, format_, title, authors, language, headings, notes, links = json.loads(
            data.decode("utf-8", "surrogatepass")
        )
        length = len(text)
        source = Source(
            "",
            str(encoding),
            int(replaced),
            str(title),
            tuple(map(str, authors)),
            str(language),
            None if headings is None else tuple(Titled(_span(one, length), int(one[2])) for one in headings),
            tuple(Note(_span(one, length), int(one[2])) for one in notes),
            tuple(Link(_span(one, length), str(one[2])) for one in links),
        )
        return Document(name, text, encoding=source.encoding, replaced=source.replaced, format=format_, source=source)
    except (ValueError, TypeError, LookupError, RecursionError) as error:
        raise NotPackedError(str(error)) from error


def _span(parts: Any, length: int) -> Span:
    start, end = int(parts[0]), int(parts[1])
    if not 0 <= start <= end <= length:
        raise NotPackedError((start, end))
    return Span(start, end)
