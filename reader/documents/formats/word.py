"""Documents of word processors (DOCX), by mammoth, an extra: `reader[docx]`.

The source text is that of the document's body: its headings by their styles, paragraphs, lists, tables, and the
footnotes at the end (`reader.documents.formats.writing` says how they become lines). Pictures are their descriptions;
`reader.documents.formats.word_parts` says what is written out for mammoth.

mammoth gets an archive that was read within bounds before and holds nothing but the text's own parts, none with a
document type or an entity (OPC forbids them), so that nothing outside is reached and nothing can grow; a document is
bounded to `MOST_XML`, at which it takes twelve seconds: one for a megabyte, which are 230,000 Chinese characters.
"""

from __future__ import annotations

import io
import zipfile
from typing import Any

from reader.documents.decoding import UnreadableDocumentError, decode
from reader.documents.formats.archives import SIGNATURE, Archive
from reader.documents.formats.markup import MarkupError, local, parsed_html, parsed_xml
from reader.documents.formats.source import Source
from reader.documents.formats.word_parts import write_out
from reader.documents.formats.writing import Writer
from reader.language import _

MOST_XML = 12 * 2**20
"""Bytes of all parts together."""
NOT_TEXT = ("docProps/", "customXml/", "word/glossary/")
"""What is in these is not of the text; the last is of building blocks, which have styles and lists of their own."""
BODY = "word/document.xml"
PROPERTIES = "docProps/core.xml"
STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='Subtitle'] => p:fresh
p[style-name='标题'] => h1:fresh
p[style-name='標題'] => h1:fresh
"""
"""Styles of headings beside those that mammoth knows, in its own words."""


def begins(data: bytes) -> bool:
    """Return whether a file begins as such a document, as far as that can be told from an archive's first entries."""
    return data.startswith(SIGNATURE) and b"[Content_Types].xml" in data[:2048] and b"word/" in data[:65_536]


def read(data: bytes, _name: str, _encoding: str | None = None) -> Source:
    """Return the text of a document.

    Raises:
        UnreadableDocumentError: when it is damaged, out of bounds or locked, or nothing to read it is installed.
    """
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnreadableDocumentError(_("a locked or very old Word document; save it as .docx without a password"))
    try:
        import mammoth
    except ImportError as error:
        message = _("Word documents need an extra: install reader[docx], or save it as text")
        raise UnreadableDocumentError(message) from error
    archive = Archive(data)
    clean = _clean(archive)
    try:
        html = mammoth.convert_to_html(
            clean, style_map=STYLES, convert_image=mammoth.images.img_element(_no_picture), external_file_access=False
        ).value
    except Exception as error:  # it raises whatever its parts raise
        raise _no_document() from error
    root = parsed_html(html)
    writer = Writer()
    if root is not None:
        writer.write(root)
    writer.close()
    notes, links = writer.leads()
    title, authors, language = _told(archive)
    return Source(
        writer.text,
        title=title,
        authors=authors,
        language=language,
        headings=writer.headings or None,
        notes=notes,
        links=links,
    )


def _clean(archive: Archive) -> io.BytesIO:
    """Return an archive of the parts of the text alone, in which what mammoth leaves out is written out.

    Raises:
        UnreadableDocumentError: when one of them is out of bounds or is no XML of the kind.
    """
    from lxml import etree

    if BODY not in archive and not any(name.endswith("document.xml") for name in archive.names):
        raise _no_document()
    parts: dict[str, Any] = {}
    left = MOST_XML
    for name in archive.names:
        if not name.endswith((".xml", ".rels")) or name.startswith(NOT_TEXT):
            continue
        part = archive.read(name)
        left -= len(part)
        if left < 0:
            message = _("more than {size} MB of Word document; save it as text to read it here")
            raise UnreadableDocumentError(message.format(size=MOST_XML // 2**20))
        text = decode(part).text
        if "<!DOCTYPE" in text or "<!ENTITY" in text:
            raise _no_document()
        try:
            parts[name] = parsed_xml(text)  # which is bounded in depth
        except MarkupError as error:
            raise _no_document() from error
    write_out(parts)
    clean = io.BytesIO()
    with zipfile.ZipFile(clean, "w") as written:
        for name, root in parts.items():
            written.writestr(name, etree.tostring(root, encoding="utf-8"))
    clean.seek(0)
    return clean


def _no_picture(_image: Any) -> dict[str, str]:
    return {}


def _told(archive: Archive) -> tuple[str, tuple[str, ...], str]:
    """Return the title, the author and the language that the properties state."""
    if PROPERTIES not in archive:
        return "", (), ""
    try:
        root = parsed_xml(decode(archive.read(PROPERTIES)).text)
    except (MarkupError, UnreadableDocumentError):
        return "", (), ""
    found = {local(element): " ".join("".join(element.itertext()).split()) for element in root}
    authors = (found["creator"],) if found.get("creator") else ()
    return found.get("title", ""), authors, found.get("language", "")


def _no_document() -> UnreadableDocumentError:
    return UnreadableDocumentError(_("a damaged Word document; save it again, or save it as text"))
