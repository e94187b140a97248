"""Tables as people have them: columns in any order, aliases one a row or together, and what is wrong in them told."""

from __future__ import annotations

import pytest

from reader.entities.interchange.formats import format_of, read
from reader.entities.interchange.records import UnreadableFileError
from tests.entities.interchange.making import folded, folds, messages, only, read_text

HEAD = "name,alias,type,id,description\n"


def test_aliases_stand_in_one_cell_or_one_a_row() -> None:
    together = read_text(HEAD + "陈信翰,Mark Chen;马克·陈；陳博士,person,mark-chen,研究员\n", "people.csv")
    apart = read_text(
        HEAD
        + "陈信翰,Mark Chen,person,mark-chen,研究员\n,马克·陈,,mark-chen,\n陈信翰,陳博士,person,mark-chen,研究员\n",
        "people.csv",
    )
    assert only(together) == only(apart)
    assert only(together).name == "陈信翰"
    assert folds(only(together)) == folded("陈信翰", "mark chen", "马克·陈", "陈博士")


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_delimiter_mark_and_line_ends_are_found_out(delimiter: str, mark: str, end: str) -> None:
    rows = (("Type", "NAME", "id"), ("人物", "陈信翰", "mark-chen"))
    text = mark + end.join(delimiter.join(row) for row in rows)
    entity = only(read_text(text, "people.txt", of_type=None))
    assert (entity.id, entity.type, entity.name) == ("mark-chen", "person", "陈信翰")


def test_columns_by_script_give_the_names_to_show() -> None:
    text = "name,zh-Hant,zh_tw,en,id\n萨姆·阿尔特曼,薩姆·阿爾特曼,山姆·奧特曼,Sam Altman,sam\n"
    entity = only(read_text(text, "a.csv"))
    assert entity.canonical == {
        "zh-Hans": "萨姆·阿尔特曼",
        "zh-Hant": "薩姆·阿爾特曼",
        "zh-TW": "山姆·奧特曼",
        "en": "Sam Altman",
    }


def test_a_name_without_a_script_is_shown_under_the_one_it_is_written_in() -> None:
    shown = {name: only(read_text(f"name\n{name}\n", "a.csv")).canonical for name in ("陈信翰", "陳信翰", "Mark Chen")}
    assert {name: list(tags) for name, tags in shown.items()} == {
        "陈信翰": ["zh-Hans"],
        "陳信翰": ["zh-Hant"],
        "Mark Chen": ["en"],
    }


def test_docusky_tables_give_terms_and_what_is_tagged_as_them() -> None:
    text = "tagName,tagVal,@Term,@RefId\nPersonName,東坡,蘇軾,cbdb_3767\nPersonName,蘇子瞻,蘇軾,cbdb_3767\n"
    entity = only(read_text(text, "tags.csv", of_type=None))
    assert (entity.id, entity.type, entity.name) == ("cbdb-3767", "person", "蘇軾")
    assert folds(entity) == folded("苏轼", "东坡", "苏子瞻")


def test_without_ids_the_same_file_gives_the_same_ids_and_spellings_meet() -> None:
    first = read_text("name,type\n陈信翰,person\n方小舟,person\n", "a.csv")
    other = read_text("name,type\n方小舟,person\n陳信翰,person\n", "b.csv")
    assert {entity.id for entity in first.entities} == {entity.id for entity in other.entities}
    place = read_text("name,type\n方小舟,place\n", "a.csv")
    assert only(place).id not in {entity.id for entity in first.entities}


def test_two_ids_that_would_be_one_here_stay_two_in_any_order() -> None:
    rows = ["方小舟,a_b", "陈信翰,a b", "林晚,a-b"]
    ids = [
        {entity.name: entity.id for entity in read_text("name,id\n" + "\n".join(some), "a.csv").entities}
        for some in (rows, rows[::-1])
    ]
    assert ids[0] == ids[1]
    assert len(set(ids[0].values())) == 3
    assert ids[0]["林晚"] == "a-b"


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (",,person,x,", "x.csv: row 2: no name"),
        ("方\x1b小舟,,person,x,", "without control characters"),
        ("方\u202e小舟,,person,x,", "without control characters"),
        ("方" * 251 + ",,person,x,", "longer than 250 characters"),
        ("方小舟,,,x,", "no type is stated"),
        ("方小舟,,42,x,", "a type that cannot be one here: 42"),
        ("Chen, Mark,,person,x,", "more cells than the first row"),
    ],
)
def test_a_row_that_is_not_right_is_told_and_the_others_hold(row: str, told: str) -> None:
    imported = read_text(f"{HEAD}{row}\n林晚,,person,lin-wan,\n", "x.csv", of_type=None)
    assert [entity.id for entity in imported.entities] == ["lin-wan"]
    assert told in "\n".join(messages(imported))
    assert all(message.startswith("x.csv: row 2") for message in messages(imported))


def test_what_differs_between_rows_of_one_id_is_told() -> None:
    text = HEAD + "方小舟,,person,x,一\n方小舟,,place,x,二\n"
    imported = read_text(text, "x.csv")
    assert [entity.type for entity in imported.entities] == ["person"]
    assert messages(imported) == [
        "x.csv: row 3: type: it has another type before: person",
        "x.csv: row 3: description: it has another description before",
    ]


def test_columns_that_are_not_read_are_told() -> None:
    assert messages(read_text("name,born\n方小舟,1988\n", "x.csv")) == ["x.csv: born: this column is not read"]


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "names no column"),
        (b"who,what\n1,2\n", "names no column"),
        ("name\n方".encode("utf-16"), "UTF-16"),
        ("name\n陈".encode("gbk"), "not UTF-8"),
        (b"name\n" + b"x" * 200_000, "field larger"),
    ],
)
def test_a_file_that_is_no_such_table_is_refused_in_one_line(data: bytes, told: str) -> None:
    with pytest.raises(UnreadableFileError, match=told):
        read(data, "x.csv", None, "person")


@pytest.mark.parametrize(
    ("name", "beginning", "expected"),
    [
        ("a.csv", "", "csv"),
        ("a.TSV", "", "tsv"),
        ("a.ttl", "", "skos-turtle"),
        ("a", "name\talias\n", "csv"),
        ("a", "item,itemLabel\n", "csv"),
        ("a", '{"label": "PER", "pattern": "x"}\n', "spacy"),
        ("a.json", '{"head": {}, "results": {}}', "wikidata"),
        ("a.json", '[{"item": "x"}]', "wikidata"),
        ("a.json", '{"@context": {}}', "skos-jsonld"),
        ("a", "\ufeff<?xml version='1.0'?>", "tei"),
        ("a", "@prefix skos: <x> .", "skos-turtle"),
    ],
)
def test_the_format_is_told_by_the_name_or_the_beginning(name: str, beginning: str, expected: str) -> None:
    assert format_of(beginning.encode(), name) == expected


def test_a_file_of_no_known_format_is_refused_with_the_known_ones() -> None:
    with pytest.raises(UnreadableFileError, match="skos-turtle"):
        format_of(b"once upon a time", "story.doc")
