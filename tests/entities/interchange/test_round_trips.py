"""What is exported and imported again is what it was, but for what was told."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings

from reader.entities.interchange.formats import READABLE, WRITABLE, read, write
from reader.entities.lists import load_lists
from reader.library.locations import shipped_entity_list
from reader.scripts.fold import fold
from tests.entities.interchange.making import entities, folds, loaded, without_layers

if TYPE_CHECKING:
    from reader.entities.entity import Entity
    from reader.entities.lists import Problem

BOTH_WAYS = tuple(name for name in READABLE if name in WRITABLE)
MANY = 12
HOLDS_SHORT = ("csv", "tsv", "tei")
few = settings(max_examples=MANY, suppress_health_check=[HealthCheck.too_slow])


def again(some: tuple[Entity, ...], format_name: str) -> tuple[dict[str, Entity], tuple[Problem, ...]]:
    """Return entities by id that were exported and imported, and what was told on the way."""
    exported = write(some, format_name)
    imported = read(exported.data, "file", format_name)
    return {entity.id: entity for entity in imported.entities}, (*exported.problems, *imported.problems)


def of_held_types(some: tuple[Entity, ...], format_name: str) -> tuple[Entity, ...]:
    held = ("person", "organization", "place")
    unheld = {entity.type for entity in some} - {*held} if format_name == "tei" else ()
    return tuple(replace(entity, type="person") if entity.type in unheld else entity for entity in some)


def told(problems: tuple[Problem, ...], own: str) -> str:
    return "\n".join(str(problem) for problem in problems if problem.entry == own)


@few
@given(entities())
def test_a_list_of_our_own_holds_everything(some: tuple[Entity, ...]) -> None:
    exported = write(some, "toml")
    lists = loaded(exported.data)
    assert (exported.problems, lists.problems) == ((), ())
    assert without_layers(lists.entities) == some


def test_the_shipped_list_survives_as_a_list() -> None:
    shipped = without_layers(load_lists([shipped_entity_list()]).entities)
    assert without_layers(loaded(write(shipped, "toml").data).entities) == shipped


@pytest.mark.parametrize("format_name", BOTH_WAYS)
@few
@given(some=entities())
def test_names_are_kept_or_told_of(format_name: str, some: tuple[Entity, ...]) -> None:
    some = of_held_types(some, format_name)
    found, problems = again(some, format_name)
    for entity in some:
        said = told(problems, entity.id)
        after = found.get(entity.id)
        kept = folds(after) if after else set()
        for name in entity.names:
            lost = {text for text in name.spellings.values() if fold(text) not in kept}
            assert not lost or any(text in said for text in name.spellings.values())
        shown = {fold(text) for text in entity.canonical.values()}
        assert kept <= folds(entity) | shown
        if after is not None:
            assert (after.type, after.id) == (entity.type, entity.id)


@pytest.mark.parametrize("format_name", BOTH_WAYS)
@few
@given(some=entities(conditions=False))
def test_what_a_format_can_hold_is_the_same_afterwards(format_name: str, some: tuple[Entity, ...]) -> None:
    some = of_held_types(some, format_name)
    found, problems = again(some, format_name)
    for entity in some:
        after = found[entity.id]
        if "semicolon" not in told(problems, entity.id):
            assert folds(after) == folds(entity)
        if format_name != "spacy":
            assert after.description == entity.description
            assert dict(after.canonical) == dict(entity.canonical) | {
                tag: text for tag, text in after.canonical.items() if tag not in entity.canonical
            }


@pytest.mark.parametrize("format_name", HOLDS_SHORT)
@few
@given(some=entities())
def test_short_forms_without_conditions_stay_short(format_name: str, some: tuple[Entity, ...]) -> None:
    some = tuple(replace(entity, type="person") for entity in some)
    found, problems = again(some, format_name)
    for entity in some:
        said = told(problems, entity.id)
        after = found[entity.id]
        for name in entity.names:
            if not any(text in said for text in name.spellings.values()) and name.short:
                full = folds(entity, short=False) | {fold(text) for text in entity.canonical.values()}
                assert {fold(text) for text in name.spellings.values()} <= folds(after, short=True) | full


@pytest.mark.parametrize("format_name", BOTH_WAYS)
@few
@given(some=entities())
def test_what_came_through_a_format_once_comes_through_it_as_it_is(format_name: str, some: tuple[Entity, ...]) -> None:
    once, _problems = again(of_held_types(some, format_name), format_name)
    twice, _problems = again(tuple(once.values()), format_name)
    assert twice == once


@pytest.mark.parametrize("format_name", BOTH_WAYS)
@few
@given(some=entities())
def test_what_was_imported_is_a_list_that_loads_without_a_problem(format_name: str, some: tuple[Entity, ...]) -> None:
    found, _problems = again(of_held_types(some, format_name), format_name)
    lists = loaded(write(tuple(found.values()), "toml").data)
    assert lists.problems == ()
    assert without_layers(lists.entities) == tuple(found.values())


def test_types_that_tei_has_no_element_for_are_told_of() -> None:
    shipped = load_lists([shipped_entity_list()]).entities
    found, problems = again(shipped, "tei")
    kinds = {"person", "organization", "place"}
    assert found.keys() == {entity.id for entity in shipped if entity.type in kinds}
    others = {entity.type for entity in shipped} - kinds
    assert others <= {problem.field for problem in problems}
