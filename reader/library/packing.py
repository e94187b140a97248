"""Packing: what is known of a document as rows of plain values, for the index and for the way between processes."""

from __future__ import annotations

import json
import zlib
from collections import Counter
from typing import Any, NamedTuple

from reader.documents.paragraphs import Span
from reader.entities.discovery.findings import Found, FoundName, FoundPerson, Rule
from reader.entities.mentions import Mentions
from reader.entities.resolution import Resolved
from reader.library.analysis import Survey
from reader.scripts.script import Written

FASTEST = 1
"""The level of compression: mentions shrink to a fraction at any, and the check that comes with it is what matters."""
SENSELESS = (ValueError, TypeError, AttributeError, KeyError, IndexError, zlib.error)
"""What is raised where packed values make no sense."""


class PackedSurvey(NamedTuple):
    """A survey in values that a database can hold."""

    title: str
    written: str
    digest: str
    characters: int
    paragraphs: str
    """JSON: how many paragraphs are written in each script."""
    found: bytes
    """Compressed JSON: the people who were found."""
    model: str
    replaced: int


class PackedMentions(NamedTuple):
    """Mentions and unclear places in values that a database can hold."""

    counts: str
    """JSON: how often each entity is mentioned, by id."""
    mentions: bytes
    """Compressed: where, and whom."""
    unclear_counts: str
    """The same of the places that may mean several entities."""
    unclear: bytes


def packed_survey(survey: Survey) -> PackedSurvey:
    """Return a survey as plain values."""
    found = [[_name_parts(name) for name in person.names] for person in survey.found]
    return PackedSurvey(
        survey.title,
        str(survey.written),
        survey.digest,
        survey.characters,
        json.dumps(survey.paragraphs),
        zlib.compress(json.dumps(found).encode(), FASTEST) if found else b"",
        survey.model,
        survey.replaced,
    )


def unpacked_survey(row: PackedSurvey) -> Survey:
    """Return the survey that was packed.

    Raises:
        One of `SENSELESS`: when the values make no sense.
    """
    paragraphs = json.loads(row.paragraphs).items()
    return Survey(
        row.title,
        Written(row.written),
        row.digest,
        row.characters,
        Counter({Written(script): count for script, count in paragraphs}),
        _found(json.loads(zlib.decompress(row.found))) if row.found else (),
        str(row.model),
        int(row.replaced),
    )


def _name_parts(name: FoundName) -> list[Any]:
    return [name.text, name.rule, name.evidence.start, name.evidence.end, name.score, name.is_short, name.is_strong]


def _found(people: list[list[list[Any]]]) -> Found:
    return tuple(FoundPerson(tuple(map(_found_name, names))) for names in people)


def _found_name(parts: list[Any]) -> FoundName:
    text, rule, start, end, score, is_short, is_strong = parts
    return FoundName(text, Rule(rule), Span(start, end), score, is_short, is_strong)


def packed_mentions(resolved: Resolved) -> PackedMentions:
    """Return mentions and unclear places as plain values."""
    return PackedMentions(*_packed(resolved.mentions), *_packed(resolved.unclear))


def unpacked_mentions(row: PackedMentions) -> Resolved:
    """Return the mentions and unclear places that were packed.

    Raises:
        One of `SENSELESS`: when the values make no sense.
    """
    return Resolved(_unpacked(row.counts, row.mentions), _unpacked(row.unclear_counts, row.unclear))


def _packed(places: Mentions) -> tuple[str, bytes]:
    return json.dumps(places.counts), zlib.compress(places.to_bytes(), FASTEST)


def _unpacked(counts: str, places: bytes) -> Mentions:
    return Mentions.from_bytes(zlib.decompress(places), json.loads(counts))
