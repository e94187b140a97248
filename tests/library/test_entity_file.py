"""Edits of an entity list: what is meant to change does, and no other byte."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.library.entity_file import EntityFile, entity_key, key_in, with_name, without_name
from reader.library.toml_tables import UnchangeableError
from reader.scripts.fold import fold

HARD = """\
# head [[entity]]

[[ "entity" ]] # first
id = 'a'
type = "person"
aliases = [ # open
[[entity]]
"""
PART = '''\
[[entity]]
id = "a"
type = "person"
description = """
[[entity]]
id = "b" """
[entity.names] # shown
zh-Hans = "方小舟"  # so
en = 'F # "'
[[mention]]
text = "\\"[[entity]]"
ignore = true
[[entity]]
id = "c"
type = "person"
names = { en = "C" }
aliases = [
  { text = "D", not_in = [
    "[[entity]]", ']]',
  ] }, # d
  \'\'\'e\'\'\',
]
[[other]]
x = [[1], [2]]
'''


def after(text: str, key: tuple[str, ...], fields: dict[str, Any] | None) -> str:
    file = EntityFile(text.encode())
    file.put(key, fields)
    assert file.data is not None
    return file.data.decode()


def fields_in(text: str, key: tuple[str, ...]) -> dict[str, Any]:
    fields = EntityFile(text.encode()).fields(key)
    assert fields is not None
    return fields


def test_tables_are_told_from_what_only_looks_like_them() -> None:
    assert fields_in(PART, entity_key("a"))["names"] == {"zh-Hans": "方小舟", "en": 'F # "'}
    assert EntityFile(PART.encode()).fields(entity_key("b")) is None
    named = after(PART, entity_key("c"), with_name(fields_in(PART, entity_key("c")), "新", None, short=False))
    assert named == PART.replace("  '''e''',\n]", "  '''e''',\n  \"新\",\n]")
    part = fields_in(PART, entity_key("a"))
    part["names"]["zh-Hant"] = "方小舟"
    assert after(PART, entity_key("a"), part) == PART.replace("'F # \"'\n", '\'F # "\'\nzh-Hant = "方小舟"\n')


@pytest.mark.parametrize(
    "text",
    [
        HARD,
        "[[entity]]\nid = 'a'\n[[entity]]\nid = \n",
        "entity = [{ id = 'a' }]\n",
        "[entity]\nid = 'a'\n",
        "[[entity]]\nid = 'a'\n[[mention]]\ntext = 'x'\n[entity.names]\nen = 'A'\n",
        "\x00",
        'x = """',
    ],
)
def test_a_file_that_tables_cannot_be_told_apart_in_is_refused(text: str) -> None:
    with pytest.raises(UnchangeableError, match=r"nothing is written|can only be changed by hand"):
        EntityFile(text.encode()).put(entity_key("n"), {"id": "n"})


def test_what_no_file_can_hold_is_refused() -> None:
    for text in ("", "[[entity]]\nid = 'a'\n"):
        with pytest.raises(UnchangeableError, match="a character in it that no file can hold"):
            EntityFile(text.encode()).put(entity_key("a"), {"id": "a", "type": "\ud800"})


def test_of_two_tables_about_one_thing_the_first_is_changed() -> None:
    text = "[[entity]]\nid = 'a'\ntype = 'x'\n\n[[entity]]\nid = 'a'\ntype = 'y'\n"
    assert after(text, entity_key("a"), {"id": "a", "type": "z"}) == text.replace("'x'", '"z"')
    file = EntityFile(text.encode())
    file.put(entity_key("a"), None)
    assert file.fields(entity_key("a")) == {"id": "a", "type": "y"}


def test_a_long_list_takes_a_line_for_each_name() -> None:
    names = [f"很长很长的名字{number}" for number in range(20)]
    text = after("", entity_key("a"), {"id": "a", "aliases": names})
    assert text.count("\n") == 24
    assert fields_in(text, entity_key("a"))["aliases"] == names


# Whatever is put

words = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=5)
values: st.SearchStrategy[Any] = st.recursive(
    words | st.booleans() | st.integers(0, 2**40),
    lambda more: st.lists(more, max_size=3) | st.dictionaries(st.sampled_from(["text", "zh-Hans", "case"]), more),
    max_leaves=6,
)
tables = st.dictionaries(st.sampled_from(["type", "names", "aliases", "short", "off"]), values, max_size=4)
puts = st.lists(st.tuples(st.sampled_from("abcd"), st.none() | tables), max_size=6)


@settings(max_examples=60)
@given(st.sampled_from([None, "", PART, PART.replace("\n", "\r\n"), "# x"]), puts)
def test_a_table_says_what_was_put_and_all_others_what_they_said(
    text: str | None, put: list[tuple[str, dict[str, Any] | None]]
) -> None:
    file = EntityFile(text.encode() if text is not None else None)
    wanted = {own: file.fields(entity_key(own)) for own in "abcd"}
    for own, fields in put:
        wanted[own] = {"id": own, **fields} if fields is not None else None
        file.put(entity_key(own), wanted[own])
        assert {one: file.fields(entity_key(one)) for one in "abcd"} == wanted
    written = file.data
    content = tomllib.loads(written.decode()) if written is not None else {}
    assert {table["id"]: table for table in content.get("entity", [])} == {
        own: fields for own, fields in wanted.items() if fields is not None
    }
    again = EntityFile(written)
    assert {one: again.fields(entity_key(one)) for one in "abcd"} == wanted
    if text is not None and text.startswith("[["):
        assert content["mention"] == [{"text": '"[[entity]]', "ignore": True}]
        assert content["other"] == [{"x": [[1], [2]]}]


# Names

names = st.sampled_from(["方小舟", "陳晚", "陈晚", "小舟", "Fang", "fang"])
given_names = st.lists(st.tuples(names, st.sampled_from([None, "zh-Hant", "und"]), st.booleans()), max_size=6)


@given(given_names, names)
def test_a_name_that_was_added_is_there_once_and_one_that_was_taken_is_gone(
    some: list[tuple[str, str | None, bool]], gone: str
) -> None:
    fields: dict[str, Any] = {"id": "a", "type": "person", "names": {"zh-Hans": "木屋"}}
    before = dict(fields)
    for text, tag, short in some:
        fields = with_name(fields, text, tag, short=short)
        field = "short" if short else "aliases"
        assert fields[field][-1] == (text if tag in (None, "und") else {tag: text})
    folds = [
        fold(text if isinstance(text, str) else text["zh-Hant"])
        for field in ("aliases", "short")
        for text in fields.get(field, [])
    ]
    assert sorted(folds) == sorted({fold(text) for text, _tag, _short in some})
    for text, _tag, _short in [*some, (gone, None, False)]:
        fields = without_name(fields, fold(text))
    assert fields == before


def test_tables_are_about_the_same_however_they_are_written() -> None:
    one = key_in("mention", {"text": "陳晚", "document": "/a", "digest": "1", "start": 3, "prefix": "x"})
    assert one == key_in("mention", {"text": "陈晚", "document": "/a", "digest": "2", "start": 3})
    assert one != key_in("mention", {"text": "陈晚", "document": "/a"})
    assert key_in("distinct", {"entities": ["b", "a"]}) == key_in("distinct", {"entities": ["a", "b"]})
