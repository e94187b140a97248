"""TEI: personographies and their like (TEI P5, chapter 14: listPerson, listOrg, listPlace).

The parser loads no DTD, fetches nothing and keeps entity references as they are; libxml2's limits on depth and length
stay in force.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any

from reader.documents.sanitising import REPLACEMENT, one_line
from reader.entities.entity import UNDETERMINED
from reader.entities.interchange.gathering import Gathering
from reader.entities.interchange.ids import id_of
from reader.entities.interchange.language_tags import CHINESE, has_han
from reader.entities.interchange.losses import Losses
from reader.entities.interchange.records import Exported, Kind, Label, Record, UnreadableFileError
from reader.language import _
from reader.scripts.untouched import HAN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.entities.entity import Entity
    from reader.entities.interchange.records import Imported

NAME = "tei"
TEI = "http://www.tei-c.org/ns/1.0"
XML = "http://www.w3.org/XML/1998/namespace"
KINDS = {
    "person": ("person", "persName", "listPerson"),
    "organization": ("org", "orgName", "listOrg"),
    "place": ("place", "placeName", "listPlace"),
}
"""For a type the elements of one, of its names and of a list of them."""
OWN_ID = "reader"
MAIN = frozenset(("", "main", "preferred", "pref", "standard", "full", "canonical"))
SHORT = "short"
_BETWEEN_HAN = re.compile(f"(?<={HAN}) (?={HAN})")


def read(data: bytes, file: str, of_type: str | None) -> Imported:
    """Return the entities of a TEI file.

    Raises:
        UnreadableFileError: it is no XML that the parser takes, or has no persons, organizations or places.
    """
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        reason = error.msg if isinstance(error, etree.XMLSyntaxError) else str(error)
        raise UnreadableFileError(_("not XML that can be read ({reason})").format(reason=one_line(reason))) from error
    types = {element: (kind, name) for kind, (element, name, _list) in KINDS.items()}
    gathering, left = Gathering(file, of_type), Counter[str]()
    found = list(root.iter(*(f"{{*}}{element}" for element in types)))
    if not found:
        raise UnreadableFileError(_("no person, org or place in it"))
    for number, element in enumerate(found, start=1):
        kind, name = types[_local(element)]
        gathering.add(_record(element, number, kind, name, left))
    gathering.tell_counts("", left.items())
    return gathering.done()


def _record(element: Any, number: int, kind: str, name: str, left: Counter[str]) -> Record:
    labels: list[Label] = []
    ids: dict[str, str] = {}
    notes: list[str] = []
    for child in element.iterchildren("{*}*"):
        local = _local(child)
        if local == name:
            labels.append(_label(child))
        elif local == "idno" and (text := _text(child)):
            ids.setdefault((child.get("type") or child.get("subtype") or "").strip().lower(), text)
        elif local == "note" and not notes:
            notes.append(_text(child))
        else:
            left[local] += 1
    own, used = _own(element, ids)
    left.update(f"idno {used_not}".strip() for used_not in ids if used_not != used)
    place = _("{element} {number}").format(element=_local(element), number=number)
    return Record(f"{place} ({own})" if own else place, own, kind, tuple(labels), "".join(notes))


def _own(element: Any, ids: dict[str, str]) -> tuple[str, str | None]:
    """Return what an element is known by, and the type of the idno that says so."""
    for wanted in (OWN_ID, "wikidata"):
        if wanted in ids:
            return (ids[wanted] if wanted == OWN_ID else id_of(ids[wanted])), wanted
    item = next((type_ for type_, text in ids.items() if id_of(text).startswith("wikidata-")), None)
    first = item if item is not None else next(iter(ids), None)
    if first is not None:
        text = ids[first]
        return (text if item is not None or "://" in text or not first else f"{first}-{text}"), first
    return element.get(f"{{{XML}}}id", "").strip(), None


def _label(element: Any) -> Label:
    text = _text(element)
    stated = (element.get("type") or "").strip().lower()
    kind = Kind.PREFERRED if stated in MAIN else Kind.SHORT if stated == SHORT else Kind.ALIAS
    return Label(text, _language(element, text), kind)


def _language(element: Any, text: str) -> str:
    """Return the language tag of a name; that of what is around it holds where it is Chinese, as the name is."""
    attribute = f"{{{XML}}}lang"
    if (own := element.get(attribute)) is not None:
        return str(own)
    around = next((one.get(attribute) for one in element.iterancestors() if one.get(attribute)), "")
    return str(around) if re.split("[-_]", around.lower())[0] in CHINESE and has_han(text) else ""


def _text(element: Any) -> str:
    """Return the text of an element; white space between the parts of a Chinese name is of the markup alone."""
    if next(element.iterdescendants(tag=_entity_reference()), None) is not None:
        return REPLACEMENT  # what the reference stands for is not looked up
    text = " ".join("".join(element.itertext()).split())
    return _BETWEEN_HAN.sub("", text) if len(element) else text


def _entity_reference() -> Any:
    from lxml import etree

    return etree.Entity


def _local(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def write(entities: Sequence[Entity]) -> Exported:
    """Return persons, organizations and places as a TEI document."""
    from lxml import etree

    losses = Losses(NAME, holds_short=True)
    tei = etree.Element(f"{{{TEI}}}TEI", nsmap={None: TEI})
    header = etree.SubElement(tei, f"{{{TEI}}}teiHeader")
    description = etree.SubElement(header, f"{{{TEI}}}fileDesc")
    for parent, child, text in (
        ("titleStmt", "title", "Entities"),
        ("publicationStmt", "p", "Exported by reader"),
        ("sourceDesc", "p", "Entity lists"),
    ):
        etree.SubElement(etree.SubElement(description, f"{{{TEI}}}{parent}"), f"{{{TEI}}}{child}").text = text
    stand_off = etree.SubElement(tei, f"{{{TEI}}}standOff")
    left = Counter(entity.type for entity in entities if entity.type not in KINDS)
    for of_type, (element, name, listing) in KINDS.items():
        of_this = [entity for entity in entities if entity.type == of_type]
        if of_this:
            parent = etree.SubElement(stand_off, f"{{{TEI}}}{listing}")
            for entity in of_this:
                _write_one(etree.SubElement(parent, f"{{{TEI}}}{element}"), f"{{{TEI}}}{name}", entity, losses)
    losses.tell_counts(left)
    etree.indent(tei)
    data = etree.tostring(tei, encoding="utf-8", xml_declaration=True)
    return Exported(data + b"\n", tuple(losses.problems))


def _write_one(element: Any, name: str, entity: Entity, losses: Losses) -> None:
    from lxml import etree

    element.set(f"{{{XML}}}id", entity.id if entity.id[0].isalpha() else f"_{entity.id}")
    for tag, text in entity.canonical.items():
        _write_name(element, name, tag, text, "main")
    written: set[tuple[str, str, bool]] = set()
    for one, tag, text in losses.others_of(entity):
        if (tag, text, one.short) not in written:
            written.add((tag, text, one.short))
            _write_name(element, name, tag, text, SHORT if one.short else "alias")
    etree.SubElement(element, f"{{{TEI}}}idno", type=OWN_ID).text = entity.id
    if entity.description:
        etree.SubElement(element, f"{{{TEI}}}note").text = entity.description


def _write_name(element: Any, name: str, tag: str, text: str, kind: str) -> None:
    from lxml import etree

    written = etree.SubElement(element, name, type=kind)
    written.text = text
    if tag != UNDETERMINED:
        written.set(f"{{{XML}}}lang", tag)
