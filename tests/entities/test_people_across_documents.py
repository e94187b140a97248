"""Without any list, the people of real articles are the same across documents; the shipped list says who is who."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import pytest

from reader.entities.discovery.discover import discover
from reader.entities.discovery.hints import hints
from reader.entities.forms import PERSON
from reader.entities.linking import Linked, link
from reader.entities.lists import load_lists
from reader.entities.matching import Matcher
from reader.entities.resolution import mentions

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

Place = tuple[str, int, int]
"""A document, and offsets in it in code points, end exclusive."""


@dataclass(frozen=True)
class People:
    """Whom the places of a folder of documents mean."""

    linked: Linked
    found: Mapping[Place, str]
    listed: Mapping[Place, str]

    def joined(self) -> Mapping[Place, str]:
        """Return whom the places mean once all suggestions are accepted."""
        above: dict[str, str] = {}

        def root(own: str) -> str:
            while own in above:
                own = above[own]
            return own

        for one, other in (suggestion.entities for suggestion in self.linked.suggestions):
            if root(one) != root(other):
                above[root(one)] = root(other)
        return {place: root(own) for place, own in self.found.items()}


def people_of(documents: Path, seeds: Path) -> People:
    """Return whom the places of a folder mean, as they are found and as the shipped list says."""
    known = load_lists([seeds / "entities.toml"]).entities
    texts = {path.stem: path.read_text(encoding="utf-8-sig") for path in sorted(documents.glob("*.txt"))}
    linked = link({own: (*discover(text), *hints(text)) for own, text in texts.items()}, [])
    persons = {one.id for one in known if one.type == PERSON}

    def places(matcher: Matcher) -> dict[Place, str]:
        return {
            (own, one.start, one.end): one.entity for own, text in texts.items() for one in mentions(text, matcher, own)
        }

    listed = {place: own for place, own in places(Matcher(known)).items() if own in persons}
    return People(linked, places(Matcher(linked.entities)), listed)


def pairs(means: Mapping[Place, str]) -> set[tuple[Place, Place]]:
    """Return the pairs of places in different documents that mean the same person."""
    places: dict[str, list[Place]] = defaultdict(list)
    for place, own in sorted(means.items()):
        places[own].append(place)
    return {pair for some in places.values() for pair in combinations(some, 2) if pair[0][0] != pair[1][0]}


@pytest.fixture(scope="module")
def of_samples(seeds: Path) -> People:
    """Return the people of the project's own articles."""
    return people_of(seeds, seeds)


@pytest.fixture(scope="module")
def of_real(real_documents: Path, seeds: Path) -> People:
    """Return the people of the five real articles."""
    return people_of(real_documents, seeds)


@pytest.fixture(params=["of_samples", "of_real"])
def people(request: pytest.FixtureRequest) -> People:
    """Return the people of the one and the other folder."""
    found: People = request.getfixturevalue(request.param)
    return found


def test_who_is_joined_without_asking_is_the_same(people: People) -> None:
    right, found = (
        pairs(people.listed),
        pairs({place: people.found[place] for place in people.found if place in people.listed}),
    )
    assert len(found) > 100
    assert len(found & right) >= 0.98 * len(found)


def test_everybody_is_the_same_once_suggestions_are_accepted(people: People) -> None:
    right, joined = pairs(people.listed), people.joined()
    assert len(pairs(joined) & right) >= 0.95 * len(right)


def test_what_is_suggested_is_right(people: People) -> None:
    whose: dict[str, set[str]] = defaultdict(set)
    for place, own in people.found.items():
        if place in people.listed:
            whose[own].add(people.listed[place])
    suggested = [one.entities for one in people.linked.suggestions]
    assert suggested
    assert [pair for pair in suggested if len(whose[pair[0]] | whose[pair[1]]) > 1] == []


def test_three_names_in_two_scripts_are_one_man(of_samples: People) -> None:
    [one] = [one for one in of_samples.linked.entities if "Mark Chen" in one.spellings]
    assert {"陳信翰", "馬克·陳", "Mark Chen"} <= set(one.spellings)
