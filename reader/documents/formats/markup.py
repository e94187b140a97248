"""Markup becomes a tree: HTML however it is written, XML without anything that could reach or grow.

The parsers get text that is decoded already, without a document type: so there are no entities but those of HTML,
which are put in here, nothing outside is referred to, and nothing can grow (billion laughs). Both are bounded: in
length here; in depth, XML by libxml2 and HTML by `reader.documents.formats.tags`. They never reach for the network.
"""

from __future__ import annotations

import posixpath
import re
from contextlib import suppress
from html.entities import html5
from typing import Any
from urllib.parse import unquote

from reader.documents.decoding import Decoded, UnreadableDocumentError, decode
from reader.documents.formats.tags import tidied
from reader.language import _

MOST_MARKUP = 24 * 2**20
"""Bytes of markup that are parsed at once."""
MOST_ELEMENTS = 1_000_000
"""Elements that are parsed at once: the tree of so many takes some seconds and half a gigabyte."""
DECLARATION = 4096
"""Bytes at the beginning in which the encoding is declared."""

_XML_DECLARED = re.compile(rb"^\s*<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._:-]{1,40})[\"']")
_META_DECLARED = re.compile(rb"<meta\s[^>]{0,400}?charset\s*=\s*[\"']?\s*([A-Za-z0-9._:-]{1,40})", re.IGNORECASE)
_ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]{0,31});")
_KEPT = frozenset(("lt", "gt", "amp", "quot", "apos"))
_SPACE = re.compile(r"\s*+")
_IN_TYPE = re.compile(r"""[^\[\]<>"']*+""")
"""What means nothing inside a document type."""
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_REFERENCE = re.compile("&#(?:x0*([0-9A-Fa-f]{1,8})|0*([0-9]{1,8}));")
_OWN_TYPE = re.compile(r"\s*+(?:<\?xml[^>]*+>\s*+)?+(?=<!DOCTYPE[^>\[]*+\[)", re.IGNORECASE)
"""What stands before a document type with declarations of its own, of which HTML knows none."""


class MarkupError(Exception):
    """Text that is no XML."""


def declared_encoding(data: bytes) -> str | None:
    """Return the encoding that markup says it is in, in its XML declaration or a `meta` element; it may lie."""
    beginning = data[:DECLARATION]
    found = _XML_DECLARED.search(beginning) or _META_DECLARED.search(beginning)
    return found[1].decode("ascii") if found else None


def decoded_markup(data: bytes, encoding: str | None = None) -> Decoded:
    """Return the text of markup in an encoding, or else with what it declares as a hint.

    Raises:
        UnreadableDocumentError: when there is too much of it, or it is no text.
    """
    if len(data) > MOST_MARKUP:
        message = _("more than {size} MB of markup; save it as text to read it here")
        raise UnreadableDocumentError(message.format(size=MOST_MARKUP // 2**20))
    if data.count(b"<") > 2 * MOST_ELEMENTS:  # one that begins and one that ends an element
        message = _("markup of more than {count} elements; save it as text to read it here")
        raise UnreadableDocumentError(message.format(count=MOST_ELEMENTS))
    return decode(data, encoding, declared=declared_encoding(data))


def parsed_html(text: str) -> Any:
    """Return the root of a page; None for one that is empty.

    libxml2's own bounds are off, because what they are for is cut before and text beyond them would be lost.
    """
    from lxml import etree

    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=True, remove_comments=True, remove_pis=True, recover=True
    )
    if (before := _OWN_TYPE.match(text)) is not None:
        with suppress(MarkupError):
            text = text[_behind_type(text, before.end()) :]
    try:
        return etree.fromstring(tidied(text.replace("\0", "\ufffd")).encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def parsed_xml(text: str, *, recover: bool = False) -> Any:
    """Return the root of an XML text.

    Args:
        text: what is to be parsed.
        recover: whether to make the best of what is not well-formed.

    Raises:
        MarkupError: when it is not well-formed.
    """
    from lxml import etree

    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        recover=recover,
    )
    try:
        root = etree.fromstring(_without_type(text).encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise MarkupError(str(error)) from error
    if root is None:
        raise MarkupError
    return root


def parsed_xhtml(text: str) -> Any:
    """Return the root of a page that should be XML, read as HTML where it is not; None for one that is empty."""
    try:
        return parsed_xml(text)
    except MarkupError:
        return parsed_html(text)


def _without_type(text: str) -> str:
    """Return XML without declaration and document type, HTML's entities put in.

    Raises:
        MarkupError: when it cannot be told where the document type ends.
    """
    body = _NOT_XML.sub("\ufffd", text[_before_root(text) :])
    return _REFERENCE.sub(_character, _ENTITY.sub(_meant, body))


def _before_root(text: str) -> int:
    """Return where XML's first element begins: behind declaration, comments, instructions and document type.

    Raises:
        MarkupError: when it cannot be told where one of them ends.
    """
    place = 0
    while True:
        place = _skipped(_SPACE, text, place)
        if text.startswith("<!DOCTYPE", place):
            place = _behind_type(text, place)
        elif text.startswith("<?", place):
            place = _behind(text, "?>", place)
        elif text.startswith("<!--", place):
            place = _behind(text, "-->", place + 4)
        elif text.startswith("<!", place):
            raise MarkupError
        else:
            return place


def _behind_type(text: str, place: int) -> int:
    """Return where a document type ends: at the first `>` that is in no quotes, comment, instruction or brackets.

    Raises:
        MarkupError: when there is none.
    """
    is_inside = False
    while True:
        place = _skipped(_IN_TYPE, text, place + 1)
        mark = text[place : place + 1]
        if mark in ("'", '"'):
            place = _behind(text, mark, place + 1) - 1
        elif is_inside and text.startswith("<!--", place):
            place = _behind(text, "-->", place + 4) - 1
        elif is_inside and text.startswith("<?", place):
            place = _behind(text, "?>", place) - 1
        elif mark in ("[", "]"):
            is_inside = mark == "["
        elif mark == ">" and not is_inside:
            return place + 1
        elif not mark or (mark == "<" and not is_inside):
            raise MarkupError


def _behind(text: str, end: str, place: int) -> int:
    """Return where what ends an item of the prologue is over.

    Raises:
        MarkupError: when it never ends.
    """
    found = text.find(end, place)
    if found < 0:
        raise MarkupError
    return found + len(end)


def _skipped(what: re.Pattern[str], text: str, place: int) -> int:
    found = what.match(text, place)
    return found.end() if found else place


def _meant(entity: re.Match[str]) -> str:
    return entity[0] if entity[1] in _KEPT else html5.get(f"{entity[1]};", "\ufffd")


def _character(reference: re.Match[str]) -> str:
    """Return a reference to a character, or what stands for one that XML cannot have."""
    code = int(reference[1], 16) if reference[1] else int(reference[2])
    is_one = code in (9, 10, 13) or 0x20 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or 0x10000 <= code < 0x110000
    return reference[0] if is_one else "\ufffd"


def local(element: Any) -> str:
    """Return the name of an element without its namespace, in small letters."""
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def attribute(element: Any, name: str) -> str:
    """Return an attribute by its name without namespace, whatever its prefix; empty where there is none."""
    value = element.get(name)
    if value is None:
        for key, other in element.attrib.items():
            if key.rpartition("}")[2].rpartition(":")[2] == name:
                return str(other)
    return value or ""


def joined(folder: str, address: str) -> tuple[str, str]:
    """Return the file that an address in a folder of a book means, never one outside of the book, and the id in it."""
    path, _hash, fragment = address.partition("#")
    file = posixpath.normpath(posixpath.join("/", folder, unquote(path))) if path else ""
    return file.lstrip("/"), unquote(fragment)
