"""Mentions in the formats of other programs: tables, JSON Lines, W3C Web Annotations, lines for editors.

Texts of documents go into them as they stand; what shows them must make them harmless. In JSON all controls are
escaped.
"""

from __future__ import annotations

import csv
import io
import json
import re
import uuid
from dataclasses import asdict, dataclass, fields
from pathlib import PurePath
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from reader.documents.naming import STANDARD_INPUT
from reader.documents.sanitising import harmless_json, one_line
from reader.entities.interchange.ids import address_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

ANNOTATION_CONTEXT = "http://www.w3.org/ns/anno.jsonld"
STANDARD_INPUT_URN = "urn:x-reader:standard-input"


@dataclass(frozen=True, slots=True)
class MentionRow:
    """A mention, with what other programs need to find it."""

    document: str
    """The path as it was given or found."""
    start: int
    """Offsets in the text of the document, in code points; the end is exclusive."""
    end: int
    text: str
    """What stands there."""
    entity: str
    """The id of whom it means."""
    name: str
    type: str
    line: int
    """The line of the file, the first is 1."""
    column: int
    """In the line, in bytes of UTF-8, the first is 1, as editors and search tools count."""
    prefix: str
    """What stands before and behind it."""
    suffix: str
    context: str
    """The same on one line, safe to show."""


def as_csv(mentions: Iterable[MentionRow]) -> Iterator[str]:
    """Yield mentions as CSV: all fields but what stands around them."""
    columns = [field.name for field in fields(MentionRow) if field.name not in ("prefix", "suffix", "context")]
    written = io.StringIO(newline="")
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(columns)
    for mention in mentions:
        writer.writerow([_unbroken(getattr(mention, column)) for column in columns])
        yield written.getvalue()
        written.seek(0)
        written.truncate()
    yield written.getvalue()


def _unbroken(cell: str | int) -> str | int:
    """Return a cell of a table without line ends, at which simple readers of tables break off."""
    return re.sub(r"[\r\n]+", " ", cell) if isinstance(cell, str) else cell


def as_json_lines(mentions: Iterable[MentionRow]) -> Iterator[str]:
    """Yield mentions as JSON, one object a line."""
    for mention in mentions:
        row = {key: value for key, value in asdict(mention).items() if key != "context"}
        yield f"{_json(row)}\n"


def as_annotations(mentions: Iterable[MentionRow]) -> Iterator[str]:
    """Yield mentions as a page of Web Annotations (W3C Web Annotation Data Model), which identify whom they mean."""
    page = {"@context": ANNOTATION_CONTEXT, "id": "urn:x-reader:mentions", "type": "AnnotationPage", "items": []}
    yield _json(page).removesuffix("]}")
    between = "\n"
    for mention in mentions:
        yield between + _json(_annotation(mention))
        between = ",\n"
    yield "\n]}\n"


def _annotation(mention: MentionRow) -> dict[str, Any]:
    source = _address_of_document(mention.document)
    place = f"{source}\0{mention.start}\0{mention.end}\0{mention.entity}"
    return {
        "id": uuid.uuid5(uuid.NAMESPACE_URL, place).urn,
        "type": "Annotation",
        "motivation": "identifying",
        "body": [
            {"type": "SpecificResource", "source": address_of(mention.entity), "purpose": "identifying"},
            {"type": "TextualBody", "value": mention.name, "purpose": "describing"},
            {"type": "TextualBody", "value": mention.type, "purpose": "classifying"},
        ],
        "target": {
            "type": "SpecificResource",
            "source": source,
            "selector": [
                {
                    "type": "TextQuoteSelector",
                    "exact": mention.text,
                    "prefix": mention.prefix,
                    "suffix": mention.suffix,
                },
                {"type": "TextPositionSelector", "start": mention.start, "end": mention.end},
            ],
        },
    }


def _address_of_document(document: str) -> str:
    """Return the address of a document: of a path from the root, that of a file; else relative, as it was given."""
    if document == STANDARD_INPUT:
        return STANDARD_INPUT_URN
    path = PurePath(document)
    if path.is_absolute():
        return path.as_uri()
    return quote(path.as_posix().encode("utf-8", "surrogateescape"), safe="/")


def as_quickfix(mentions: Iterable[MentionRow]) -> Iterator[str]:
    """Yield mentions as lines `file:line:column:text`, which editors can walk through."""
    for mention in mentions:
        yield f"{one_line(mention.document)}:{mention.line}:{mention.column}:{mention.name}: {mention.context}\n"


def _json(value: object) -> str:
    return harmless_json(json.dumps(value, ensure_ascii=False))


MENTION_FORMATS: Mapping[str, Callable[[Iterable[MentionRow]], Iterator[str]]] = {
    "csv": as_csv,
    "jsonl": as_json_lines,
    "annotations": as_annotations,
    "quickfix": as_quickfix,
}
"""What writes mentions, by the name of the format."""
