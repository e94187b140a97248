"""Results of Wikidata queries, in all the forms that the query service gives."""

from __future__ import annotations

import json
from typing import Any

import pytest

from reader.entities.interchange.formats import read
from reader.entities.interchange.records import UnreadableFileError
from reader.scripts.fold import fold
from tests.entities.interchange.making import folded, folds, messages, only, read_text

ITEM = "http://www.wikidata.org/entity/Q42"


def verbose(*rows: dict[str, tuple[str, str]]) -> str:
    """Return SPARQL JSON of rows, whose cells are a text and a language."""
    bindings = [
        {
            key: {"type": "literal", "value": text} | ({"xml:lang": language} if language else {})
            for key, (text, language) in row.items()
        }
        for row in rows
    ]
    return json.dumps({"head": {"vars": []}, "results": {"bindings": bindings}})


def test_one_name_a_row_with_language_tags_gives_names_by_script() -> None:
    rows = [
        {"item": (ITEM, ""), "itemLabel": ("萨姆·奥尔特曼", "zh")},
        {"item": (ITEM, ""), "itemLabel": ("薩姆·奧特曼", "zh-hant")},
        {"item": (ITEM, ""), "itemLabel": ("山姆·奧特曼", "zh-tw")},
        {"item": (ITEM, ""), "itemLabel": ("Sam Altman", "mul")},
        {"item": (ITEM, ""), "altLabel": ("山姆·阿尔特曼", "zh-cn")},
        {"item": (ITEM, ""), "altLabel": ("Samuel Harris Altman", "en")},
    ]
    entity = only(read_text(verbose(*rows), "query.json"))
    assert entity.id == "wikidata-q42"
    assert entity.canonical == {
        "zh-Hans": "萨姆·奥尔特曼",
        "zh-Hant": "薩姆·奧特曼",
        "zh-TW": "山姆·奧特曼",
        "en": "Sam Altman",
    }
    assert folded("山姆·阿尔特曼", "Samuel Harris Altman") <= folds(entity)


def test_a_csv_of_the_service_is_the_same_as_its_json() -> None:
    csv = f'item,itemLabel,itemAltLabel,itemDescription\n{ITEM},金庸,"查良镛, Louis Cha",小说家\n'
    simple = [{"item": ITEM, "itemLabel": "金庸", "itemAltLabel": "查良镛, Louis Cha", "itemDescription": "小说家"}]
    found = [read_text(text, name) for text, name in ((csv, "q.csv"), (json.dumps(simple), "q.json"))]
    for imported in found:
        (entity,) = imported.entities
        assert (entity.id, entity.name, entity.description) == ("wikidata-q42", "金庸", "小说家")
        assert folds(entity) == folded("金庸", "查良镛", "louis cha")
        assert "ask for one altLabel a row" in messages(imported)[0]


def test_a_language_column_says_how_a_name_is_written() -> None:
    csv = f"item,label,altLabel,lang\n{ITEM},金庸,,zh-hans\n{ITEM},,查良鏞,zh-hk\n"
    entity = only(read_text(csv, "q.csv"))
    assert entity.recorded_forms[fold("查良镛")] == {"zh-HK": "查良鏞"}


def test_the_rest_of_a_name_behind_a_comma_stays_with_it() -> None:
    csv = f'item,itemLabel,itemAltLabel\n{ITEM},马丁·路德·金,"Martin Luther King, Jr., MLK"\n'
    (entity,) = read_text(csv, "q.csv").entities
    assert folds(entity) == folded("马丁·路德·金", "martin luther king, jr.", "mlk")


def test_an_item_without_a_label_is_not_named_by_its_number() -> None:
    imported = read_text(f"item,itemLabel\n{ITEM},Q42\n", "q.csv")
    assert imported.entities == ()
    assert messages(imported) == ["q.csv: row 2 (wikidata-q42): no name"]


def test_languages_that_are_not_read_are_told_of() -> None:
    imported = read_text(
        verbose(
            {"item": (ITEM, ""), "itemLabel": ("金庸", "zh-hans")},
            {"item": (ITEM, ""), "itemLabel": ("きんよう", "ja")},
        ),
        "q.json",
    )
    assert [entity.name for entity in imported.entities] == ["金庸"]
    assert messages(imported) == ["q.json: result 2 (wikidata-q42): name: names in this language are not read: ja"]


@pytest.mark.parametrize("data", ["{}", '{"results": {"bindings": 3}}', '"x"', "[" * 100_000, "{"])
def test_json_without_results_is_refused(data: Any) -> None:
    with pytest.raises(UnreadableFileError):
        read(data.encode(), "q.json", "wikidata", "person")
