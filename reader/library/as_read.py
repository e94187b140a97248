"""A document as it is read: what names and words are looked for in, and where that stands in the source text.

Markdown is read without its marks, and without what they hide: comments, and where links lead. So `陈**信翰**` is a
name, and what stands in an address is none. Every other document is read as it stands.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.documents.paragraphs import Span, paragraph_at
from reader.scripts.alignment import IDENTITY
from reader.scripts.rendition import Held, Rendition, replaced

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reader.documents.document import Document
    from reader.documents.formats.markdown_inline import Mark
    from reader.scripts.alignment import Alignment


def as_read(document: Document) -> Rendition:
    """Return the text of a document as it is read; its front matter, which is not shown, as it stands."""
    return _without(document.text, document.unread)


def stretch_as_read(document: Document, stretch: Span) -> Rendition:
    """Return whole paragraphs of a document as they are read, as far as they tell how by themselves."""
    text = stretch.of(document.text)
    if not document.is_markdown:
        return Rendition(text, IDENTITY)
    from reader.documents.formats.markdown import front_alone
    from reader.documents.formats.markdown_reading import read_marks

    known = document.structure if document.is_structured else front_alone(document.text)
    return _without(text, read_marks(document.text, stretch, known), stretch.start)


def words_as_read(document: Document, span: Span) -> str:
    """Return what is read of a stretch of a document."""
    if not document.is_markdown:
        return span.of(document.text)
    read, at = around_as_read(document, span, 0)
    return at.of(read)


def around_as_read(document: Document, span: Span, around: int) -> tuple[str, Span]:
    """Return what is read of a stretch of a document and at most as many code points around it, and where it is there.

    Args:
        document: the document.
        span: the stretch.
        around: code points before it and behind it.
    """
    text = document.text
    first = paragraph_at(text, max(0, span.start - around)).start
    last = paragraph_at(text, min(len(text), span.end + around)).end
    read = stretch_as_read(document, Span(first, max(last, span.end)))
    start = read.alignment.to_rendition(span.start - first)
    end = read.alignment.to_rendition(span.end - first, end=True)
    begin = max(0, start - around)
    return read.text[begin : end + around], Span(start - begin, end - begin)


def source_span(alignment: Alignment, span: Span) -> Span:
    """Return where in the source text something stands that was found in the text as it is read."""
    if not alignment.blocks:
        return span
    return Span(alignment.to_source(span.start), alignment.to_source(span.end, end=True))


def _without(text: str, marks: Iterable[Mark], offset: int = 0) -> Rendition:
    held = [Held(mark.span.start - offset, mark.span.end - offset, mark.shown) for mark in marks]
    return replaced(text, held)
