"""The mentions in the sample documents, scored against those that a careful reader marked by hand.

`gold_mentions.jsonl` holds one mention a line: document, start, end, text, type, entity; offsets in code points.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from reader.library.library import Library

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

GOLD = Path(__file__).with_name("gold_mentions.jsonl")


class Marked(NamedTuple):
    document: str
    start: int
    end: int
    text: str
    type: str
    entity: str


@pytest.fixture(scope="module")
def gold() -> frozenset[Marked]:
    rows = (json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines())
    return frozenset(Marked(**row) for row in rows)


@pytest.fixture
def found(seeds: Path) -> frozenset[Marked]:
    library = Library([str(seeds)])
    marked = set()
    for number, analysis in library.analyses():
        text, name = library.open(number).text, Path(library.documents[number]).name
        for mention in analysis.mentions:
            spelt = text[mention.start : mention.end]
            of_type = library.entity(mention.entity).type
            marked.add(Marked(name, mention.start, mention.end, spelt, of_type, mention.entity))
    library.close()
    return frozenset(marked)


def score(found: AbstractSet[Marked], gold: AbstractSet[Marked]) -> tuple[float, float]:
    """Return precision and recall."""
    return len(found & gold) / len(found), len(found & gold) / len(gold)


def test_what_was_marked_stands_in_the_documents(gold: frozenset[Marked], seeds: Path) -> None:
    texts = {path.name: path.read_bytes().decode() for path in seeds.glob("*.txt")}
    assert {marked.document for marked in gold} == set(texts)
    for marked in gold:
        assert texts[marked.document][marked.start : marked.end] == marked.text


def test_every_person_is_found_and_nobody_else(found: frozenset[Marked], gold: frozenset[Marked]) -> None:
    persons = {marked for marked in gold if marked.type == "person"}
    assert {marked for marked in found if marked.type == "person"} == persons
    assert len(persons) > 200


def test_precision_and_recall_of_all_types_are_high(found: frozenset[Marked], gold: frozenset[Marked]) -> None:
    precision, recall = score(found, gold)
    assert precision >= 0.98, sorted(found - gold)
    assert recall >= 0.98, sorted(gold - found)
