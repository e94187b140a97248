"""Patterns of spaCy are names where they say no more than a text."""

from __future__ import annotations

import json
from typing import Any

import pytest

from reader.entities.interchange.formats import write
from tests.entities.interchange.making import folded, folds, messages, only, read_text


def lines(*patterns: Any) -> str:
    rows = [{"label": "PERSON", "pattern": pattern, "id": "sam"} for pattern in patterns]
    return "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)


def test_patterns_with_one_id_are_names_of_one_entity() -> None:
    entity = only(read_text(lines("萨姆·阿尔特曼", "Sam Altman"), "p.jsonl", of_type=None))
    assert (entity.id, entity.type, entity.name) == ("sam", "person", "萨姆·阿尔特曼")
    assert folds(entity) == folded("萨姆·阿尔特曼", "sam altman")


def test_tokens_that_are_texts_alone_are_read() -> None:
    tokens = [[{"LOWER": "sam"}, {"ORTH": "Altman"}], [{"TEXT": "阿尔特"}, {"TEXT": "曼"}], [{"LOWER": "sa"}]]
    entity = only(read_text(lines(*tokens), "p.jsonl"))
    assert folds(entity) == folded("sam altman", "阿尔特曼", "sa")
    assert {name.case for name in entity.names if "sa" in name.spellings.values()} == {False}


@pytest.mark.parametrize(
    "pattern",
    [
        [{"LOWER": "sam"}, {"OP": "?"}],
        [{"LOWER": "sam", "OP": "+"}],
        [{"LOWER": {"IN": ["sam", "samuel"]}}],
        [{"LOWER": {"REGEX": "^s"}}],
        [{"POS": "PROPN"}],
        [{"TEXT": ""}],
        [],
        3,
        None,
    ],
)
def test_other_patterns_are_told_of(pattern: Any) -> None:
    imported = read_text(lines("Sam Altman", pattern), "p.jsonl")
    assert folds(imported.entities[0]) == folded("sam altman")
    (message,) = messages(imported)
    assert message.startswith("p.jsonl: line 2: pattern: no name")


@pytest.mark.parametrize("line", ["{", "[]", "3", '{"label": 3, "pattern": "x"}', "[" * 100_000, "\x00"])
def test_a_line_that_is_no_pattern_is_told_of_and_the_others_hold(line: str) -> None:
    imported = read_text(f"{lines('Sam Altman')}\n{line}\n\n{lines('Samuel')}", "p.jsonl")
    assert folds(imported.entities[0]) == folded("sam altman", "samuel")
    assert messages(imported)[0].startswith("p.jsonl: line 2")


def test_names_that_count_under_conditions_are_left_out_and_told() -> None:
    from tests.entities.making import lists_of, person

    some = lists_of(
        person("sam", "Sam Altman", 'short = ["Sam"]\naliases = [{ text = "奥特曼", not_in = ["迪迦奥特曼"] }]')
    )
    exported = write(some.entities, "spacy")
    assert [json.loads(line)["pattern"] for line in exported.data.decode().splitlines()] == ["Sam Altman"]
    assert [(problem.field, str(problem).rpartition(" ")[2]) for problem in exported.problems] == [
        ("not_in", "奥特曼"),
        ("short", "Sam"),
    ]
