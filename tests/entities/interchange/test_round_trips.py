"""What is exported and imported again is what it was, but for what was told."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings

from reader.entities.interchange.formats import READABLE, WRITABLE, read, write
from reader.entities.lists import load_lists
from reader.library.locations import shipped_entity_list
from reader.scripts.fold import fold
from tests.entities.interchange.making import entities, folds, loaded, plain

if TYPE_CHECKING:
    from reader.entities.entity import Entity, Name
    from reader.entities.lists import Problem

BOTH_WAYS = tuple(name for name in READABLE if name in WRITABLE)
MANY = 25
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
    assert plain(lists.entities) == plain(some)


def test_the_shipped_list_survives_as_a_list() -> None:
    shipped = load_lists([shipped_entity_list()]).entities
    assert plain(loaded(write(shipped, "toml").data).entities) == plain(shipped)


def is_anywhere(name: Name, format_name: str) -> bool:
    """Return whether a name counts under no condition that a format does not hold."""
    conditions = name.together_with, name.only_in, name.not_in, name.short and format_name not in HOLDS_SHORT
    return not any(conditions)


@few
@given(entities_of=entities())
def test_whether_case_matters_is_kept_or_told_of(entities_of: tuple[Entity, ...]) -> None:
    for format_name in BOTH_WAYS:
        some = of_held_types(entities_of, format_name)
        found, problems = again(some, format_name)
        for entity in some:
            after = found.get(entity.id)
            cases = {
                fold(text): name.case for name in (after.names if after else ()) for text in name.spellings.values()
            }
            for name in entity.names:
                for text in name.spellings.values():
                    same = cases.get(fold(text), name.case) == name.case
                    assert same or len(name.spellings) > 1 or text in told(problems, entity.id)


@few
@given(entities_of=entities())
def test_names_are_kept_or_told_of(entities_of: tuple[Entity, ...]) -> None:
    for format_name in BOTH_WAYS:
        some = of_held_types(entities_of, format_name)
        found, problems = again(some, format_name)
        for entity in some:
            said = told(problems, entity.id)
            after = found.get(entity.id)
            kept = folds(after) if after else set()
            for name in entity.names:
                lost = {text for text in name.spellings.values() if fold(text) not in kept}
                assert not lost or any(text in said for text in name.spellings.values())
            shown = {fold(text) for text in entity.canonical.values()} if format_name != "spacy" else set()
            anywhere = [name for name in entity.names if is_anywhere(name, format_name)]
            assert kept <= {fold(text) for name in anywhere for text in name.spellings.values()} | shown
            if after is not None:
                assert (after.type, after.id) == (entity.type, entity.id)


@few
@given(entities_of=entities(conditions=False))
def test_what_a_format_can_hold_is_the_same_afterwards(entities_of: tuple[Entity, ...]) -> None:
    for format_name in BOTH_WAYS:
        some = of_held_types(entities_of, format_name)
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


@few
@given(entities_of=entities())
def test_short_forms_without_conditions_stay_short(entities_of: tuple[Entity, ...]) -> None:
    for format_name in HOLDS_SHORT:
        some = tuple(replace(entity, type="person") for entity in entities_of)
        found, problems = again(some, format_name)
        for entity in some:
            said = told(problems, entity.id)
            after = found[entity.id]
            for name in entity.names:
                if not any(text in said for text in name.spellings.values()) and name.short:
                    full = folds(entity, short=False) | {fold(text) for text in entity.canonical.values()}
                    assert {fold(text) for text in name.spellings.values()} <= folds(after, short=True) | full


@few
@given(entities_of=entities())
def test_what_came_through_a_format_once_comes_through_it_as_it_is(entities_of: tuple[Entity, ...]) -> None:
    for format_name in BOTH_WAYS:
        once, _problems = again(of_held_types(entities_of, format_name), format_name)
        twice, _problems = again(tuple(once.values()), format_name)
        assert twice == once


@few
@given(entities_of=entities())
def test_what_was_imported_is_a_list_that_loads_without_a_problem(entities_of: tuple[Entity, ...]) -> None:
    for format_name in BOTH_WAYS:
        found, _problems = again(of_held_types(entities_of, format_name), format_name)
        lists = loaded(write(tuple(found.values()), "toml").data)
        assert lists.problems == ()
        assert plain(lists.entities) == plain(found.values())


def test_types_that_tei_has_no_element_for_are_told_of() -> None:
    shipped = load_lists([shipped_entity_list()]).entities
    found, problems = again(shipped, "tei")
    kinds = {"person", "organization", "place"}
    assert found.keys() == {entity.id for entity in shipped if entity.type in kinds}
    others = {entity.type for entity in shipped} - kinds
    assert others <= {problem.field for problem in problems}
