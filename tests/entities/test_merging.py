"""Entities that are the same, entities that never are, and what texts mean: as lists say it."""

from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.entities.decisions import Anchor, MentionDecision
from reader.entities.entity import Entity
from reader.entities.lists import load_lists
from reader.entities.matching import Matcher
from reader.entities.merging import Tombstone, merging
from tests.effort import effort
from tests.entities.making import found, lists_of, person

if TYPE_CHECKING:
    from pathlib import Path

    from reader.entities.lists import EntityLists

FANG = person("fang", "方小舟", 'aliases = ["小舟先生"]')
BOAT = person("boat", "Fang Boat", 'short = ["Boat"]')


def merge(source: str, target: str, more: str = "") -> str:
    return f'[[entity]]\nid = "{source}"\nelsewhere = true\nmerged_into = "{target}"\n{more}\n'


def told(lists: EntityLists) -> list[tuple[str, str, str]]:
    return [(problem.entry, problem.field, problem.message) for problem in lists.problems]


# The same


def test_thousands_who_are_the_same_are_put_together_in_the_order_in_which_they_stand() -> None:
    names = [f"Boat {number:04}" for number in range(3000)]
    chain = "".join(
        person(f"e{number}", name, f'merged_into = "e{number + 1}"') for number, name in enumerate(names[:-1])
    )
    star = "".join(person(f"s{number}", f"Ship {number:04}", 'merged_into = "e2999"') for number in range(3000))
    lists = lists_of(chain + star + person("e2999", names[-1]))
    (only,) = lists.entities
    assert set(lists.merged.values()) == {only.id}
    assert list(only.spellings) == [names[-1], *names[:-1], *(f"Ship {number:04}" for number in range(3000))]


@pytest.mark.parametrize("is_chain", [False, True])
def test_the_work_grows_with_how_many_are_kept_apart_who_are_said_to_be_the_same(is_chain: bool) -> None:
    def work(many: int) -> int:
        stones = {f"e{number}": Tombstone(f"e{number + 1}" if is_chain else "end", 0) for number in range(many)}
        pairs = {frozenset((own, stone.target)): 0 for own, stone in stones.items()}
        known = {*stones, *(stone.target for stone in stones.values())}
        assert len(merging(stones, pairs, known).wrong) == many
        return effort(lambda: merging(stones, pairs, known))

    assert work(400) < 5 * work(100)


def test_the_names_of_a_merged_entity_count_for_the_other_one() -> None:
    lists = lists_of(FANG + BOAT, merge("boat", "fang"))
    assert (lists.problems, lists.merged) == ((), {"boat": "fang"})
    (fang,) = lists.entities
    assert (fang.id, fang.name, fang.latin) == ("fang", "方小舟", "Fang Boat")
    assert [name.layer for name in fang.names] == [0, 0, 0, 0]
    text = "方小舟，小舟先生，Fang Boat，Boat"
    assert found(text, Matcher(lists.entities)) == [(name, "fang") for name in text.split("，")]


def test_what_is_shown_for_the_other_one_stays() -> None:
    (boat,) = lists_of(person("fang", "方小舟") + person("boat", "方大舟"), merge("fang", "boat")).entities
    assert (boat.name, boat.canonical) == ("方大舟", {"zh-Hans": "方大舟"})


def test_an_entry_may_be_merged_where_it_stands() -> None:
    lists = lists_of(FANG + person("boat", "Fang Boat", 'merged_into = "fang"'))
    assert [entity.id for entity in lists.entities] == ["fang"]
    assert lists.merged == {"boat": "fang"}


def test_chains_are_followed_and_company_too() -> None:
    lake = person("lake", "湖边社", 'aliases = [{ text = "社里", with = ["a"] }]')
    chain = person("a", "林晚") + person("b", "林兰") + person("c", "林舟")
    lists = lists_of(chain + lake, merge("a", "b") + merge("b", "c"))
    assert lists.merged == {"a": "c", "b": "c"}
    assert found("林舟在社里", Matcher(lists.entities)) == [("林舟", "c"), ("社里", "lake")]
    assert [name for name, _entity in found("林晚、林兰、林舟", Matcher(lists.entities))] == ["林晚", "林兰", "林舟"]


def test_circles_are_told_and_hold_nobody() -> None:
    chain = person("a", "林晚") + person("b", "林兰") + person("c", "林舟")
    lists = lists_of(chain, merge("a", "b") + merge("b", "a") + merge("c", "a"))
    assert lists.merged == {"c": "a"}
    assert told(lists) == [
        (f"entry {n} ({own})", "merged_into", "it leads back to itself") for n, own in ((1, "a"), (2, "b"))
    ]
    assert [entity.id for entity in lists.entities] == ["a", "b"]


def test_one_that_is_merged_into_nobody_stays() -> None:
    lists = lists_of(person("fang", "方小舟", 'merged_into = "boat"'))
    assert [entity.id for entity in lists.entities] == ["fang"]
    assert told(lists) == [("entry 1 (fang)", "merged_into", "no list has an entity with this id: boat")]


def test_one_that_is_merged_into_somebody_of_another_library_waits_in_silence() -> None:
    lists = lists_of(FANG, merge("fang", "lin") + merge("lin", "wan"))
    assert [entity.id for entity in lists.entities] == ["fang"]
    assert (lists.problems, lists.merged) == ((), {})


def test_a_name_that_the_other_one_does_not_have_stays_off() -> None:
    off = '[[entity]]\nid = "fang"\noff = ["Boat"]\n'
    lists = lists_of(FANG + BOAT, merge("boat", "fang") + off)
    assert [name for name, _entity in found("Fang Boat，Boat", Matcher(lists.entities))] == ["Fang Boat"]


def test_an_addition_to_an_entity_of_another_library_waits_in_silence() -> None:
    more = '[[entity]]\nid = "lin"\ntype = "person"\nelsewhere = true\naliases = ["晚姐"]\n'
    assert lists_of(FANG, more).problems == ()
    assert [entity.id for entity in lists_of(FANG, more).entities] == ["fang"]
    lists = lists_of(person("lin", "林晚"), more)
    assert found("晚姐", Matcher(lists.entities)) == [("晚姐", "lin")]


def test_company_in_another_library_is_no_problem_where_an_entry_says_so() -> None:
    lin = person("lin", "林晚", 'elsewhere = true\naliases = [{ text = "晚姐", with = ["fang"] }]')
    assert lists_of(lin).problems == ()
    assert found("方小舟和晚姐", Matcher(lists_of(FANG, lin).entities)) == [("方小舟", "fang"), ("晚姐", "lin")]


IDS = "abcdef"
stones = st.dictionaries(st.sampled_from(IDS), st.builds(Tombstone, st.sampled_from(IDS + "?"), st.integers(0, 2)))
pairs = st.dictionaries(st.frozensets(st.sampled_from(IDS), min_size=2, max_size=2), st.integers(0, 2), max_size=4)


@given(stones, pairs)
def test_however_lists_merge_those_who_are_kept_apart_as_near_as_that_are_never_the_same(
    stones: dict[str, Tombstone], pairs: dict[frozenset[str], int]
) -> None:
    made = merging(stones, pairs, set(IDS))
    assert made.merged.keys().isdisjoint(made.merged.values())
    assert made.merged.keys() | made.wrong.keys() == stones.keys()
    assert made.merged.keys().isdisjoint(made.wrong)
    for pair, layer in pairs.items():
        ends = {made.merged.get(own, own) for own in pair}
        if len(ends) == 1:
            assert frozenset(pair) not in made.apart
            assert any(stones[own].layer > layer for own in made.merged)
        else:
            assert frozenset(ends) in made.apart
    again = merging(dict(reversed(stones.items())), dict(reversed(pairs.items())), set(IDS))
    assert (again.merged, again.apart) == (made.merged, made.apart)


# Never the same


def distinct(*ids: str) -> str:
    return f"[[distinct]]\nentities = {list(ids)!r}\n"


def test_no_two_of_those_who_are_distinct_are_the_same() -> None:
    lists = lists_of(FANG + BOAT + distinct("fang", "boat", "lin"))
    assert lists.problems == ()
    assert lists.apart == {frozenset(pair) for pair in (("fang", "boat"), ("fang", "lin"), ("boat", "lin"))}


def test_who_is_kept_apart_is_not_merged() -> None:
    same = lists_of(FANG + BOAT, distinct("boat", "fang") + merge("boat", "fang"))
    nearer = lists_of(FANG + BOAT, merge("boat", "fang"), distinct("boat", "fang"))
    for lists in (same, nearer):
        assert [entity.id for entity in lists.entities] == ["fang", "boat"]
        assert lists.apart == {frozenset(("fang", "boat"))}
        assert told(lists) == [("entry 1 (boat)", "merged_into", "the two are kept apart")]


def test_a_nearer_list_may_merge_whom_one_below_keeps_apart() -> None:
    lists = lists_of(FANG + BOAT + distinct("boat", "fang"), merge("boat", "fang"))
    assert (lists.problems, lists.apart, lists.merged) == ((), frozenset(), {"boat": "fang"})


def test_those_who_are_the_same_as_others_are_kept_apart_as_these() -> None:
    merged = lists_of(FANG + BOAT + person("lin", "林晚") + distinct("boat", "lin"), merge("boat", "fang"))
    assert merged.apart == {frozenset(("fang", "lin"))}


# What texts mean


def mention(fields: str) -> str:
    return f'[[mention]]\ntext = "方小舟"\n{fields}\n'


def test_what_texts_mean_is_read_in_order(tmp_path: Path) -> None:
    (tmp_path / "entities.toml").write_text(
        FANG
        + mention("ignore = true")
        + mention('entity = "fang"\ndocument = "信/1.txt"\ndigest = "0123abcdef"')
        + mention('ignore = true\ndocument = "/信.txt"\nprefix = "a\\n"\nsuffix = ""\nstart = 7'),
        encoding="utf-8",
    )
    lists = load_lists([tmp_path / "entities.toml"])
    assert lists.problems == ()
    assert lists.decisions.made == (
        MentionDecision("方小舟", None),
        MentionDecision("方小舟", "fang", str(tmp_path / "信/1.txt"), "0123abcdef"),
        MentionDecision("方小舟", None, "/信.txt", None, Anchor("a\n", "", 7)),
    )
    assert lists.files == (str(tmp_path / "entities.toml"),)


def test_what_was_given_to_one_who_is_another_is_given_to_that_one() -> None:
    lists = lists_of(FANG + BOAT + mention('entity = "boat"'), merge("boat", "fang"))
    assert [decision.entity for decision in lists.decisions.made] == ["fang"]


def test_one_without_names_that_something_was_given_to_is_kept() -> None:
    nameless = person("fang", "方小舟", 'off = ["方小舟"]')
    assert lists_of(nameless).entities == ()
    lists = lists_of(nameless + mention('entity = "fang"'))
    assert lists.entities == (Entity("fang", "person", (), {"zh-Hans": "方小舟"}),)


@pytest.mark.parametrize(
    ("table", "field", "message"),
    [
        (distinct("fang"), "entities", "at least two"),
        (distinct("fang", "fang"), "entities", "at least two"),
        (distinct(*(f"e{number}" for number in range(21))), "entities", "at most 20"),
        ('[[distinct]]\nentities = "fang"\n', "entities", "write a list"),
        ('[[distinct]]\nentities = ["A", "b"]\n', "entities", "write a list"),
        ('[[distinct]]\nids = ["a", "b"]\n', "ids", "unknown field; known are entities"),
        ("distinct = [1]\n", "", "write each entry under [[distinct]]"),
        (mention(""), "", "say either whom it means"),
        (mention("ignore = false"), "", "say either whom it means"),
        (mention('ignore = true\nentity = "fang"'), "", "say either whom it means"),
        (mention("ignore = 1"), "ignore", "true or false"),
        (mention('entity = "A"'), "entity", "the id of an entity"),
        ("[[mention]]\nignore = true\n", "text", "write text of at most 200"),
        ('[[mention]]\nignore = true\ntext = " a"\n', "text", "write text of at most 200"),
        ('[[mention]]\nignore = true\ntext = "a\\u001b"\n', "text", "without control characters"),
        (f'[[mention]]\nignore = true\ntext = "{"长" * 201}"\n', "text", "of at most 200"),
        (mention("ignore = true\ndocument = 3"), "document", "the path of a document"),
        (mention('ignore = true\ndocument = "\\u0000"'), "document", "the path of a document"),
        (mention('ignore = true\ndigest = "x"'), "digest", "hexadecimal"),
        (mention("ignore = true\nstart = 3"), "document", "in which document"),
        (mention('ignore = true\ndocument = "a"\nstart = -3'), "start", "not negative"),
        (mention('ignore = true\ndocument = "a"\nstart = true'), "start", "not negative"),
        (mention('ignore = true\ndocument = "a"\nprefix = 3'), "prefix", "write text of at most"),
        (mention(f'ignore = true\ndocument = "a"\nsuffix = "{"长" * 201}"'), "suffix", "write text of at most"),
        (mention("ignore = true\nscope = 3"), "scope", "unknown field; known are text, entity"),
    ],
)
def test_a_wrong_table_is_named_and_the_others_hold(table: str, field: str, message: str) -> None:
    kind = "mention" if "mention" in table else "distinct"
    first = distinct("fang", "lin") if kind == "distinct" else mention("ignore = true")
    both = first + table if table.startswith("[[") else table
    lists = lists_of(both + FANG if table.startswith("[[") else table + FANG)
    (problem,) = lists.problems
    assert (problem.entry, problem.field) == (f"[[{kind}]] {2 if both != table else 1}", field)
    assert message in problem.message
    assert [entity.id for entity in lists.entities] == ["fang"]
    assert len(lists.apart) + len(lists.decisions.made) == (1 if both != table else 0)


def test_no_order_of_entries_changes_who_is_who() -> None:
    entries = [FANG, BOAT, person("lin", "林晚")]
    stones = [merge("boat", "fang"), merge("fang", "lin")]
    results = {
        frozenset(
            (entity.id, frozenset(entity.spellings)) for entity in lists_of("".join(order), "".join(way)).entities
        )
        for order in permutations(entries)
        for way in permutations(stones)
    }
    assert len(results) == 1
