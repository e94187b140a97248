"""Statements of RDF files, read by oxigraph, which fetches nothing.

Its parser goes as deep as the file asks for and copies addresses as often, in native code; a file made to exhaust that
is told from others before and while it is read, and refused.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from reader.documents.sanitising import one_line
from reader.entities.interchange.records import UnreadableFileError
from reader.entities.interchange.wikidata import parsed_json
from reader.language import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import Quad, RdfFormat

BASE = "urn:x-file:"
"""What addresses that a file leaves relative begin with."""
DEEPEST = 64
"""Levels of JSON, and of statements inside statements."""
CONTEXT_TERMS = 1000
"""Terms of a JSON-LD context at most."""
CONTEXT_WORK = 1_000_000
"""Terms of the longest context times the number of contexts at most."""
BASES = 100
"""Changes of the base address in Turtle at most."""
GROWTH = 50
"""How many times as long as the file its statements may become."""
SPACIOUS = 1_000_000
"""Characters that they may have in any case."""
SKOS_CONTEXTS = re.compile(
    r"https?://(?:www\.w3\.org/2004/02/skos/|gbv\.github\.io/jskos/|.*/skos(?:\.jsonld|\.json)$)"
)
"""Contexts at these addresses are known: their terms are those of SKOS under their own names."""
SKOS = "http://www.w3.org/2004/02/skos/core#"
_BY_LANGUAGE = ("prefLabel", "altLabel", "hiddenLabel", "definition", "scopeNote", "note")
SKOS_CONTEXT: dict[str, Any] = {
    "@vocab": SKOS,
    "skos": SKOS,
    "uri": "@id",
    "id": "@id",
    "type": "@type",
    **{term: {"@id": f"skos:{term}", "@container": "@language"} for term in _BY_LANGUAGE},
}
_TURTLE_TOKENS = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""|\'\'\'(?:[^\'\\]|\\.|\'(?!\'\'))*\'\'\'|"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\''
    r"|<<|>>|\{\||\|\}|<[^<>\s]*>|#[^\n]*|(?i:@?base\b)",
    re.DOTALL,
)
"""What of Turtle a word may stand in without meaning anything, and the words looked for (Turtle 1.2, section 7.5)."""


def turtle(data: bytes) -> Iterator[Quad]:
    """Yield the statements of a Turtle file, or of N-Triples.

    Raises:
        UnreadableFileError: it is no Turtle, or made to exhaust its reader.
    """
    from pyoxigraph import RdfFormat

    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableFileError(_("not UTF-8 text")) from error
    depth = bases = 0
    for token in _TURTLE_TOKENS.finditer(text):
        word = token[0]
        depth += {"<<": 1, "{|": 1, ">>": -1, "|}": -1}.get(word, 0)
        bases += word[-4:].lower() == "base"
        if depth > DEEPEST or bases > BASES:
            raise UnreadableFileError(_("Turtle nested too deeply"))
    return _parsed(text.encode("utf-8"), RdfFormat.TURTLE)


def json_ld(data: bytes) -> Iterator[Quad]:
    """Yield the statements of a JSON-LD file.

    Raises:
        UnreadableFileError: it is no JSON-LD, needs what would have to be fetched, or is made to exhaust its reader.
    """
    from pyoxigraph import RdfFormat

    found = parsed_json(data)
    _look_at(found)
    return _parsed(json.dumps(found, ensure_ascii=True).encode("ascii"), RdfFormat.JSON_LD)


def _look_at(found: Any) -> None:
    """Put the contexts that are known in the place of their addresses, and refuse what may not be read."""
    contexts = longest = 0
    level: list[Any] = [found]
    for _depth in range(DEEPEST):
        below: list[Any] = []
        for value in level:
            if isinstance(value, dict):
                if "@context" in value:
                    value["@context"] = _known_context(value["@context"])
                    stated = value["@context"] if isinstance(value["@context"], list) else [value["@context"]]
                    contexts += len(stated)
                    longest = max(longest, sum(len(one) for one in stated if isinstance(one, dict)))
                below.extend(value.values())
            elif isinstance(value, list):
                below.extend(value)
        level = [value for value in below if isinstance(value, dict | list)]
        if longest > CONTEXT_TERMS or contexts * longest > CONTEXT_WORK:
            raise UnreadableFileError(_("its contexts are too long"))
        if not level:
            return
    raise UnreadableFileError(_("JSON nested too deeply"))


def _known_context(context: Any) -> Any:
    if isinstance(context, list):
        return [_known_context(one) for one in context]
    address = context if isinstance(context, str) else context.get("@import") if isinstance(context, dict) else None
    if not isinstance(address, str):
        return context
    if isinstance(context, str) and SKOS_CONTEXTS.match(address):
        return SKOS_CONTEXT
    message = _("its context is elsewhere, and nothing is fetched; write the context into the file: {address}")
    raise UnreadableFileError(message.format(address=one_line(address)[:200]))


def _parsed(data: bytes, format_: RdfFormat) -> Iterator[Quad]:
    from pyoxigraph import parse

    left = SPACIOUS + GROWTH * len(data)
    try:
        for quad in parse(data, format_, base_iri=BASE):
            left -= len(quad.subject.value) if hasattr(quad.subject, "value") else 0
            left -= len(quad.predicate.value)
            if left < 0:
                raise UnreadableFileError(_("its addresses are too long"))
            yield quad
    except (SyntaxError, ValueError, MemoryError) as error:
        reason = one_line(error.msg if isinstance(error, SyntaxError) else str(error))
        raise UnreadableFileError(_("not RDF that can be read ({reason})").format(reason=reason)) from error
