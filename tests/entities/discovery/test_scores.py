"""How right discovery is, in the project's own documents and in articles of other kinds."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

from tests.entities.discovery.scoring import Place, found_in, marked, score

UNSEEN = tomllib.loads(Path(__file__).with_name("unseen_articles.toml").read_text(encoding="utf-8"))
GOLD = Path(__file__).parents[2] / "gold_mentions.jsonl"

ARTICLES = {name: marked(article["text"]) for name, article in UNSEEN.items()}


@pytest.fixture(scope="module")
def gold() -> dict[str, set[Place]]:
    people: dict[str, set[Place]] = {}
    for line in GOLD.read_text(encoding="utf-8").splitlines():
        mention = json.loads(line)
        if mention["type"] == "person":
            people.setdefault(mention["document"], set()).add((mention["start"], mention["end"]))
    return people


def test_nearly_all_that_is_found_in_the_sample_documents_is_a_person_and_most_people_are_found(
    seeds: Path, gold: dict[str, set[Place]]
) -> None:
    result = score((path.read_bytes().decode(), gold[path.name]) for path in sorted(seeds.glob("*.txt")))
    assert result.precision >= 0.98, result
    assert result.recall >= 0.91, result


def test_two_names_of_one_person_in_a_document_are_never_those_of_two_in_the_sample_documents(
    seeds: Path, gold: dict[str, set[Place]]
) -> None:
    entity = {}
    for line in GOLD.read_text(encoding="utf-8").splitlines():
        mention = json.loads(line)
        entity[mention["document"], mention["start"], mention["end"]] = mention["entity"]
    for path in seeds.glob("*.txt"):
        whose: dict[int, set[str]] = {}
        for (start, end), person in found_in(path.read_bytes().decode()).items():
            if (start, end) in gold[path.name]:
                whose.setdefault(person, set()).add(entity[path.name, start, end])
        assert all(len(people) == 1 for people in whose.values())


def test_articles_of_other_kinds_have_the_people_found_that_their_signs_tell_of() -> None:
    result = score(ARTICLES.values())
    assert result.precision >= 0.97, result
    assert result.recall >= 0.85, result


@pytest.mark.parametrize("name", [name for name, (_text, places) in ARTICLES.items() if not places])
def test_where_nobody_is_named_nobody_is_found(name: str) -> None:
    text, _places = ARTICLES[name]
    assert {text[start:end] for start, end in found_in(text)} == set()
