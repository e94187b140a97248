"""What corrections say of entities and texts, in the tables of the reader's own list."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

from reader.documents.anchoring import selector_at
from reader.documents.naming import STANDARD_INPUT
from reader.entities.decision_tables import mention_of
from reader.entities.decisions import Anchor
from reader.entities.entity import UNDETERMINED, Name
from reader.entities.entries import TAGS, folds_of
from reader.entities.interchange.language_tags import likely_tag
from reader.entities.lists import DISTINCT, ENTITY, MENTION
from reader.library.entity_file import entity_key, key_in, states, turned_off, without_name
from reader.scripts.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reader.documents.paragraphs import Span
    from reader.entities.entity import Entity
    from reader.library.entity_file import EntityFile
    from reader.library.toml_tables import Fields


@dataclass(frozen=True, slots=True)
class Written:
    """A name as the reader gives it."""

    text: str
    tag: str | None = None
    """Which script it is the form of; None where that is not recorded."""
    short: bool = False
    """It counts only in documents where a full name stands."""


@dataclass(frozen=True, slots=True)
class Scope:
    """How far something holds that is said of a text."""

    document: str | None = None
    """The path of the only document; None for all of them, or where there is no path to tell."""
    digest: str | None = None
    """What the text of that document is known by."""
    anchor: Anchor | None = None
    """The only place in it; None for all of it."""

    @classmethod
    def of_document(cls, path: str, digest: str) -> Scope:
        """Return the scope of one document, by its path and the digest of its text."""
        document = path if path == STANDARD_INPUT else str(Path(path).absolute())
        return cls(document if _is_told(document) else None, digest)

    @classmethod
    def of_place(cls, path: str, digest: str, text: str, span: Span) -> Scope:
        """Return the scope of one place in a document, given its source text and offsets in that."""
        selector = selector_at(text, span.start, span.end)
        anchor = Anchor(selector.prefix, selector.suffix, span.start)
        return replace(cls.of_document(path, digest), anchor=anchor)


EVERYWHERE = Scope()
"""All documents."""


def is_full(fields: Fields | None) -> bool:
    """Return whether a table gives an entity by itself, and does not only add to one of another list."""
    return fields is not None and bool(fields.get("names")) and "type" in fields


def own_table(file: EntityFile, own: str) -> Fields:
    """Return the table of an entity, or a new one that only adds to it."""
    return file.fields(entity_key(own)) or {"id": own, "elsewhere": True}


def _put_own(file: EntityFile, fields: Fields, comment: str) -> None:
    """Write the table of an entity, or none where it would say nothing."""
    says_something = not fields.keys() <= {"id", "elsewhere"}
    file.put(entity_key(fields["id"]), fields if says_something else None, comment)


def family_of(file: EntityFile, own: str) -> list[str]:
    """Return the ids of an entity and of all that the list says are the same."""
    targets = {str(fields.get("id")): fields.get("merged_into") for fields in file.all(ENTITY)}
    family = [own]
    for member in family:
        family += [source for source, target in targets.items() if target == member and source not in family]
    return family


def take_names(file: EntityFile, own: str, label: str, texts: Sequence[str]) -> None:
    """Have names no longer count for an entity, whichever list gives them."""
    family = family_of(file, own)
    for member in family:
        fields = file.fields(entity_key(member))
        if fields is not None:
            for text in texts:
                if states(fields, fold(text)):
                    fields = without_name(fields, fold(text))
            _put_own(file, fields, label)
    if texts and not all(is_full(file.fields(entity_key(member))) for member in family):
        fields = own_table(file, own)
        for text in texts:
            fields = turned_off(fields, text)
        _put_own(file, fields, label)


def put_apart(file: EntityFile, one: str, other: str, comment: str) -> None:
    """Have two entities never be the same."""
    if not any({one, other} <= set(key_in(DISTINCT, fields)[1:]) for fields in file.all(DISTINCT)):
        file.put((DISTINCT, *sorted((one, other))), {"entities": [one, other]}, comment)


def divide(file: EntityFile, one: str, other: str) -> None:
    """Have the list no longer say of two entities that they are the same."""
    for own, whom in ((one, other), (other, one)):
        if own not in _way(file, whom) and not set(_way(file, own)).isdisjoint(_way(file, whom)):
            fields = own_table(file, own)
            fields.pop("merged_into")
            _put_own(file, fields, "")


def _way(file: EntityFile, own: str) -> list[str]:
    """Return the ids of an entity and of those that it is the same as by what the list says, to the last."""
    way = [own]
    while (target := (file.fields(entity_key(way[-1])) or {}).get("merged_into")) is not None and target not in way:
        way.append(str(target))
    return way


def join(file: EntityFile, family: Sequence[str], other: Sequence[str]) -> None:
    """Keep two families of entities apart no longer."""
    for fields in file.all(DISTINCT):
        key = key_in(DISTINCT, fields)
        pairs = list(combinations(key[1:], 2))
        left = [pair for pair in pairs if not ({*pair} & {*family} and {*pair} & {*other})]
        if left != pairs:
            file.put(key, None)
            for pair in left:
                put_apart(file, *pair, "")


def decide(file: EntityFile, text: str, entity: str | None, scope: Scope, comment: str = "") -> None:
    """Have a text mean somebody, or nobody, as far as a scope goes."""
    fields: Fields = {"text": text, **({"entity": entity} if entity is not None else {"ignore": True})}
    where = {"document": scope.document, "digest": scope.digest}
    fields |= {field: value for field, value in where.items() if value is not None}
    if scope.anchor is not None:
        fields |= {"prefix": scope.anchor.prefix, "suffix": scope.anchor.suffix, "start": scope.anchor.start}
    mention_of(fields, Path())
    file.put(key_in(MENTION, fields), fields, comment)


def gives(names: Iterable[Name], written: Written) -> bool:
    """Return whether a name is among those that lists give, without conditions."""
    return any(
        name.layer >= 0
        and name.short is written.short
        and not (name.together_with or name.only_in or name.not_in)
        and fold(written.text) in folds_of(name)
        and (written.tag not in TAGS or written.tag in name.spellings)
        for name in names
    )


def spelt(entity: Entity, folded: set[str]) -> Iterator[Name]:
    """Yield the names of an entity with the spellings that are wanted, under the fold."""
    for name in entity.names:
        spellings = {tag: text for tag, text in name.spellings.items() if fold(text) in folded}
        if spellings:
            yield replace(name, spellings=spellings, documents=frozenset())


def shown_of(names: Iterable[Name]) -> dict[str, str]:
    """Return which of some names to show, by tag: the first of each script, full ones before short forms."""
    shown: dict[str, str] = {}
    for name in sorted(names, key=lambda name: name.short):
        for tag, text in name.spellings.items():
            shown.setdefault(tag if tag in TAGS else likely_tag(text), text)
    return shown


def tag_of(name: Written) -> str:
    """Return the tag under which lists have a name as the reader gives it."""
    return name.tag if name.tag in TAGS else UNDETERMINED


def _is_told(path: str) -> bool:
    """Return whether a file can hold a path: halves of surrogates stand for bytes that are no text."""
    return not any("\ud800" <= character <= "\udfff" for character in path)
