"""What the command line tells of people: how often they are mentioned, what told of each name, who may be the same."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from reader.documents.sanitising import one_line
from reader.entities.suggestions import Resemblance
from reader.language import _
from reader.library.explaining import sources_of
from reader.library.reasons import likeness

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from reader.entities.entity import Entity
    from reader.entities.linking import Evidence
    from reader.entities.suggestions import Suggestion
    from reader.library.explaining import Source
    from reader.library.library import Library

Row = dict[str, Any]


def counted(
    library: Library,
    of_type: str | None,
    wanted: Callable[[Library, str | None, str | None], list[Entity]],
    *,
    with_evidence: bool,
) -> Iterator[Row]:
    """Yield who and what is mentioned, the most mentioned first.

    Args:
        library: the library.
        of_type: the type of entities that is asked for; None for all.
        wanted: returns the entities of a library with a name and a type; it complains where there are none.
        with_evidence: whether to tell where each name comes from.
    """
    documents = Counter(entity for _number, analysis in library.analyses() for entity in analysis.counts)
    counts = library.counts()
    for entity in sorted(wanted(library, None, of_type), key=lambda entity: -counts[entity.id]):
        if counts[entity.id]:
            row = _row(entity, documents[entity.id], counts[entity.id])
            yield row | {"evidence": _evidence(library, entity)} if with_evidence else row


def discovered(library: Library) -> Iterator[Row]:
    """Yield the people whom no list knows, with what told of them and who may be the same, the most mentioned first."""
    documents = Counter(entity for _number, analysis in library.analyses() for entity in analysis.counts)
    counts = library.counts()
    suggestions = library.linked.suggestions if library.linked is not None else ()
    for entity in sorted(library.present, key=lambda entity: -counts[entity.id]):
        may_be = [_suggestion(library, entity, one) for one in suggestions if entity.id in one.entities]
        if (entity.id in library.found or may_be) and counts[entity.id]:
            row = _row(entity, documents[entity.id], counts[entity.id])
            yield row | {"evidence": _evidence(library, entity), "maybe": may_be}


def _row(entity: Entity, documents: int, mentions: int) -> Row:
    return {
        "entity": entity.id,
        "name": entity.name,
        "type": entity.type,
        "names": list(entity.spellings),
        "documents": documents,
        "mentions": mentions,
    }


def _suggestion(library: Library, entity: Entity, one: Suggestion) -> Row:
    other = next(other for other in one.entities if other != entity.id)
    return {
        "entity": other,
        "name": library.entity(other).name,
        "reason": str(one.reason),
        "names": list(one.names),
        "score": round(one.score, 3),
    }


def _evidence(library: Library, entity: Entity) -> list[Row]:
    numbers = {digest: library.documents[number] for digest, number in library.numbers_by_digest().items()}
    return [row for source in sources_of(library, entity) for row in _told(source, numbers)]


def _told(source: Source, documents: dict[str, str]) -> Iterator[Row]:
    if source.file is not None:
        yield {"name": source.name, "list": source.file}
    for one in source.evidence:
        yield {"name": source.name, "rule": str(one.rule), "score": round(one.score, 3), **_place(one, documents)}


def _place(one: Evidence, documents: dict[str, str]) -> Row:
    return {"document": documents.get(one.document, ""), "start": one.span.start, "end": one.span.end}


def print_evidence(rows: Iterable[Row]) -> bool:
    """Print rows with what told of each name below; return whether there were any."""
    found = False
    for row in rows:
        found = True
        print("\t".join(one_line(str(row[column])) for column in ("name", "type", "mentions", "documents")))
        for one in row["evidence"]:
            print("\t".join(("", one_line(one["name"]), *map(one_line, _in_words(one)))))
        for one in row.get("maybe", ()):
            text = _("may be the same: {name} ({reason}, {score})")
            reason = likeness(Resemblance(one["reason"]), one["names"])
            print("\t" + text.format(name=one_line(one["name"]), reason=reason, score=f"{one['score']:.2f}"))
    return found


def _in_words(one: Row) -> Sequence[str]:
    if "list" in one:
        return (one["list"],)
    return (one["rule"], f"{one['score']:.2f}", f"{one['document']}:{one['start']}-{one['end']}")
