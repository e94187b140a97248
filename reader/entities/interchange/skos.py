"""SKOS vocabularies, as Turtle and as JSON-LD: preferred, other and hidden labels of concepts.

Hidden labels, such as misspellings, are names as others are: they are found in texts. A type is kept as `dct:type`.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

from reader.documents.sanitising import harmless_json, one_line
from reader.entities.entity import UNDETERMINED
from reader.entities.interchange import rdf
from reader.entities.interchange.entity_types import KNOWN, type_of
from reader.entities.interchange.gathering import Gathering
from reader.entities.interchange.ids import address_of, id_of
from reader.entities.interchange.losses import Losses
from reader.entities.interchange.records import Exported, Kind, Label, Record, UnreadableFileError
from reader.language import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pyoxigraph import Quad

    from reader.entities.entity import Entity
    from reader.entities.interchange.records import Imported

NAME_TURTLE, NAME_JSON_LD = "skos-turtle", "skos-jsonld"
SKOS = rdf.SKOS
DCT = "http://purl.org/dc/terms/"
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
HIDDEN = f"{SKOS}hiddenLabel"
LABELS = {f"{SKOS}prefLabel": Kind.PREFERRED, f"{SKOS}altLabel": Kind.ALIAS, HIDDEN: Kind.ALIAS}
DESCRIPTIONS = (f"{SKOS}definition", f"{SKOS}scopeNote", f"{DCT}description")
OF_NO_TYPE = frozenset((f"{SKOS}Concept", "http://www.w3.org/2002/07/owl#NamedIndividual"))
PREFIXES = {"skos": SKOS, "dct": DCT}


def read_turtle(data: bytes, file: str, of_type: str | None) -> Imported:
    """Return the entities of a vocabulary in Turtle.

    Raises:
        UnreadableFileError: it is no Turtle, or no concept with a label is in it.
    """
    return _read(rdf.turtle(data), file, of_type)


def read_json_ld(data: bytes, file: str, of_type: str | None) -> Imported:
    """Return the entities of a vocabulary in JSON-LD; what it refers to elsewhere is not fetched.

    Raises:
        UnreadableFileError: it is no JSON-LD, its context is elsewhere, or no concept with a label is in it.
    """
    return _read(rdf.json_ld(data), file, of_type)


def _read(statements: Iterator[Quad], file: str, of_type: str | None) -> Imported:
    from pyoxigraph import BlankNode, Literal, NamedNode

    labels: dict[str, list[Label]] = {}
    types: dict[str, str] = {}
    descriptions: dict[str, dict[str, str]] = {}
    left, hidden = Counter[str](), 0
    for quad in statements:
        subject, predicate, value = quad.subject, quad.predicate.value, quad.object
        if not isinstance(subject, NamedNode | BlankNode):
            left[_short(predicate)] += 1
            continue
        own = subject.value if isinstance(subject, NamedNode) else ""
        key = own or f"_:{subject.value}"
        if predicate in LABELS and isinstance(value, Literal):
            labels.setdefault(key, []).append(Label(value.value, value.language or "", LABELS[predicate]))
            hidden += predicate == HIDDEN
        elif predicate in DESCRIPTIONS and isinstance(value, Literal) and predicate not in descriptions.get(key, ()):
            descriptions.setdefault(key, {})[predicate] = value.value
        elif predicate == f"{DCT}type" and isinstance(value, Literal):
            types[key] = value.value
        elif predicate == RDF_TYPE and isinstance(value, NamedNode):
            if (known := type_of(_local(value.value))) in KNOWN and known is not None:
                types.setdefault(key, known)
            elif value.value not in OF_NO_TYPE:
                left[_short(value.value)] += 1
        else:
            left[_short(predicate)] += 1
    if not labels:
        raise UnreadableFileError(_("no concept with a label of SKOS is in it"))
    gathering = Gathering(file, of_type)
    for key, stated in labels.items():
        own = "" if key.startswith("_:") else key.removeprefix(rdf.BASE).removeprefix("#")
        found = descriptions.pop(key, {})
        description = next((found[predicate] for predicate in DESCRIPTIONS if predicate in found), "")
        left.update(map(_short, list(found)[1:]))
        place = id_of(own) or one_line(stated[0].text)[:40]
        gathering.add(Record(place, own, types.get(key, ""), tuple(stated), description))
    if hidden:
        gathering.tell_once("hiddenLabel", _("hidden labels are names as others are"))
    gathering.tell_counts("", left.items())
    return gathering.done()


def _local(address: str) -> str:
    return address.rpartition("#")[2].rpartition("/")[2]


def _short(address: str) -> str:
    """Return an address as people write it."""
    for prefix, beginning in PREFIXES.items():
        if address.startswith(beginning):
            return f"{prefix}:{address.removeprefix(beginning)}"
    return address


def _statements(entity: Entity, losses: Losses) -> Iterator[tuple[str, str, str]]:
    """Yield what is written of an entity: predicate, text and language tag."""
    preferred = dict(entity.canonical)
    for tag, text in preferred.items():
        yield f"{SKOS}prefLabel", text, tag
    written = {(text, tag) for tag, text in preferred.items()}
    for _name, tag, text in losses.others_of(entity):
        language = "" if tag == UNDETERMINED else tag
        if (text, language) not in written:
            written.add((text, language))
            yield f"{SKOS}altLabel", text, language
    if entity.description:
        yield f"{SKOS}definition", entity.description, ""
    yield f"{DCT}type", entity.type, ""


def write_turtle(entities: Sequence[Entity]) -> Exported:
    """Return entities as concepts in Turtle."""
    from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, serialize

    losses = Losses(NAME_TURTLE)

    def triples() -> Iterable[Triple]:
        for entity in entities:
            subject = NamedNode(address_of(entity.id))
            yield Triple(subject, NamedNode(RDF_TYPE), NamedNode(f"{SKOS}Concept"))
            for predicate, text, tag in _statements(entity, losses):
                yield Triple(subject, NamedNode(predicate), Literal(text, language=tag) if tag else Literal(text))

    data = serialize(triples(), format=RdfFormat.TURTLE, prefixes=PREFIXES)
    return Exported(data or b"", tuple(losses.problems))


def write_json_ld(entities: Sequence[Entity]) -> Exported:
    """Return entities as concepts in JSON-LD, with a context of its own in the file."""
    losses = Losses(NAME_JSON_LD)
    graph: list[dict[str, Any]] = []
    for entity in entities:
        node: dict[str, Any] = {"@id": address_of(entity.id), "@type": "skos:Concept"}
        for predicate, text, tag in _statements(entity, losses):
            value: str | dict[str, str] = {"@value": text, "@language": tag} if tag else text
            node.setdefault(_short(predicate), []).append(value)
        graph.append(node)
    written = json.dumps({"@context": PREFIXES, "@graph": graph}, ensure_ascii=False, indent=1)
    return Exported(f"{harmless_json(written)}\n".encode(), tuple(losses.problems))
