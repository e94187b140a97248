"""Why a place is a mention: the name that stands there, what told of it, and what else could have been meant.

Where it is unclear whom a place means, all are told of whom it may mean, and where their names come from.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from reader.documents.paragraphs import Span
from reader.entities.linking import FOUND_LAYER
from reader.entities.name_parts import key_of
from reader.entities.patterns import variants
from reader.entities.resolution import may_mean
from reader.library.as_read import around_as_read
from reader.scripts.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reader.documents.document import Document
    from reader.entities.entity import Entity, Name
    from reader.entities.linking import Evidence
    from reader.entities.matching import Candidate
    from reader.entities.mentions import Mention
    from reader.entities.suggestions import Suggestion
    from reader.library.library import Library

AROUND = 300
"""Code points before and after a mention in which other names are looked for: longer than any name or condition."""


class Reason(Enum):
    """Why a name that stands at a place, or across it, is not what is meant there."""

    INSIDE = auto()
    """It is only a part of the longer name that counts."""
    ACROSS = auto()
    """It overlaps the name that counts, which is longer or comes first."""
    SHORT = auto()
    """It is a short form, and no full name stands in the document."""
    ELSEWHERE = auto()
    """It was found in other documents, and means somebody only there."""
    ALONE = auto()
    """It counts only beside others, of whom none is named in the document."""
    LESS_NEAR = auto()
    """It comes from a list less near to the reader, or the document names the other one otherwise as well."""
    DECIDED = auto()
    """The reader has decided otherwise."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a name comes from: from a list, or from what was found."""

    name: str
    """As the list spells it, or as it stood where it was found."""
    file: str | None
    """The list, empty for one that is no longer read; None where it was found."""
    evidence: tuple[Evidence, ...] = ()
    """What told of it, where it was found."""


@dataclass(frozen=True, slots=True)
class Suppressed:
    """A name that stands at a place, or across it, and is not what is meant."""

    text: str
    entity: Entity
    reason: Reason


@dataclass(frozen=True, slots=True)
class Why:
    """Why a place is a mention of somebody."""

    text: str
    """What stands there."""
    entity: Entity
    is_found: bool
    """Whether no list knows the entity."""
    sources: tuple[Source, ...]
    """Where the name comes from; none where the reader has decided about the place."""
    suppressed: tuple[Suppressed, ...]
    suggestions: tuple[Suggestion, ...]
    """Who may be the same."""


@dataclass(frozen=True, slots=True)
class Claim:
    """Somebody whom a place may mean."""

    entity: Entity
    is_found: bool
    """Whether no list knows the entity."""
    sources: tuple[Source, ...]
    """Where the name comes from that stands at the place."""


def sources_of(library: Library, entity: Entity) -> Iterator[Source]:
    """Yield where each name of an entity comes from: those of lists first, as the entity has them."""
    for name in entity.names:
        if name.layer != FOUND_LAYER:
            yield from (Source(text, _file_of(library, entity, name)) for text in name.spellings.values())
    for name in entity.names:
        if name.layer == FOUND_LAYER:
            yield from (Source(text, None, evidence_of(library, entity, text)) for text in name.spellings.values())


def _file_of(library: Library, entity: Entity, name: Name) -> str:
    """Return the list that gives a name; nothing for one that none gives any longer: lists are other ones by now."""
    listed = library.names(of_found=False).matcher.entities.get(entity.id)
    return library.lists.files[name.layer] if listed is not None and name in listed.names else ""


def evidence_of(library: Library, entity: Entity, text: str) -> tuple[Evidence, ...]:
    """Return what told that a text is a name of an entity; nothing where a list says so."""
    linked = library.linked
    return tuple(linked.evidence.get((entity.id, key_of(text)), ())) if linked is not None else ()


def meant_at(library: Library, number: int, span: Span) -> list[Entity]:
    """Return whom a stretch of a document means; several where it cannot be told who, none where nobody.

    Args:
        library: the library.
        number: the number of the document in it.
        span: the stretch.
    """
    known = library.known(number)
    if known is None:
        return []
    for place in (*known.mentions.between(span.start, span.end), *known.unclear.between(span.start, span.end)):
        if (place.start, place.end) == (span.start, span.end):
            return [library.entity(entity) for entity in may_mean(place)]
    return []


def claims_on(library: Library, document: Document, place: Mention) -> list[Claim]:
    """Return all whom an unclear place may mean.

    Args:
        library: the library.
        document: the document.
        place: the place, one of `Analysis.unclear`.
    """
    claims = []
    around, at, candidates = _names_across(library, document, place)
    spelt = at.of(around)
    for entity in map(library.entity, may_mean(place)):
        here = [one for one in candidates if Span(one.start, one.end) == at and one.entity.id == entity.id]
        sources = tuple(_sources(library, entity, spelt, here))
        claims.append(Claim(entity, entity.id in library.found, sources))
    return claims


def why(library: Library, number: int, document: Document, mention: Mention) -> Why:
    """Return why a place in a document is a mention.

    Args:
        library: the library.
        number: the number of the document in it.
        document: the document.
        mention: the place.
    """
    entity = library.entity(mention.entity)
    around, at, candidates = _names_across(library, document, mention)
    spelt = at.of(around)
    here = [one for one in candidates if Span(one.start, one.end) == at and one.entity.id == entity.id]
    others = [one for one in candidates if one.entity.id != entity.id]
    linked = library.linked
    known = library.known(number)
    active = set(known.counts) if known is not None else set()
    digest = known.digest if known is not None else ""
    sources = tuple(_sources(library, entity, spelt, here))
    suppressed = (_suppressed(around, at, one, active, digest, is_decided=not sources) for one in others)
    return Why(
        text=spelt,
        entity=entity,
        is_found=entity.id in library.found,
        sources=sources,
        suppressed=tuple({(one.text, one.entity.id, one.reason): one for one in suppressed}.values()),
        suggestions=tuple(one for one in linked.suggestions if entity.id in one.entities) if linked is not None else (),
    )


def _names_across(library: Library, document: Document, place: Mention) -> tuple[str, Span, list[Candidate]]:
    """Return what is read around a place, where in it the place is, and the names that stand there or across it."""
    around, at = around_as_read(document, Span(place.start, place.end), AROUND)
    return around, at, [one for one in library.matcher.candidates(around) if one.start < at.end and one.end > at.start]


def _sources(library: Library, entity: Entity, spelt: str, here: Sequence[Candidate]) -> Iterator[Source]:
    for name in {id(one.name): one.name for one in here}.values():
        text = _spelling(name, spelt)
        if name.layer == FOUND_LAYER:
            yield Source(text, None, evidence_of(library, entity, text))
        else:
            yield Source(text, _file_of(library, entity, name))


def _spelling(name: Name, spelt: str) -> str:
    """Return the spelling of a name that stands somewhere."""
    folded = fold(spelt)
    spellings = list(name.spellings.values())
    return next((one for one in spellings if folded in variants(fold(one))), spellings[0])


def _suppressed(
    around: str, at: Span, one: Candidate, active: set[str], digest: str, *, is_decided: bool
) -> Suppressed:
    reason = _reason(at, one, active, digest, is_decided=is_decided)
    return Suppressed(around[one.start : one.end], one.entity, reason)


def _reason(at: Span, one: Candidate, active: set[str], digest: str, *, is_decided: bool) -> Reason:
    name = one.name
    if name.documents and digest not in name.documents:
        return Reason.ELSEWHERE
    if name.short and one.entity.id not in active and name.together_with.isdisjoint(active):
        return Reason.SHORT
    if not name.short and name.together_with and name.together_with.isdisjoint(active):
        return Reason.ALONE
    if is_decided:
        return Reason.DECIDED
    if Span(one.start, one.end) == at:
        return Reason.LESS_NEAR
    return Reason.INSIDE if at.start <= one.start and one.end <= at.end else Reason.ACROSS
