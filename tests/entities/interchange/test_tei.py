"""TEI personographies, with names in parts, several languages, and identifiers of other catalogues."""

from __future__ import annotations

import pytest

from reader.entities.interchange.formats import read
from reader.entities.interchange.records import UnreadableFileError
from tests.entities.interchange.making import folded, folds, messages, only, read_text


def tei(inside: str, head: str = "") -> str:
    return f'<?xml version="1.0"?>{head}<TEI xmlns="http://www.tei-c.org/ns/1.0"><text>{inside}</text></TEI>'


def test_names_have_languages_and_kinds() -> None:
    entity = only(
        read_text(
            tei(
                """<listPerson><person xml:id="su"><persName xml:lang="zh-Hant">蘇軾</persName>
                <persName xml:lang="zh-Hans" type="main">苏轼</persName><persName type="courtesy">子瞻</persName>
                <persName type="short">坡</persName><persName xml:lang="en">Su Shi</persName>
                <note>北宋
                文學家</note></person></listPerson>"""
            ),
            "p.xml",
            of_type=None,
        )
    )
    assert (entity.id, entity.type, entity.description) == ("su", "person", "北宋 文學家")
    assert entity.canonical == {"zh-Hant": "蘇軾", "zh-Hans": "苏轼", "en": "Su Shi"}
    assert (folds(entity, short=False), folds(entity, short=True)) == (
        folded("苏轼", "Su Shi", "子瞻"),
        folded("坡"),
    )


def test_the_parts_of_a_name_stand_together_as_its_script_has_them() -> None:
    inside = """<person xml:id="a"><persName><surname>陳</surname>
        <forename>信翰</forename></persName><persName><forename>Mark</forename>
        <surname>Chen</surname></persName><persName>Sam<hi> Alt</hi>man</persName></person>"""
    assert folds(only(read_text(tei(inside), "p.xml"))) == folded("陈信翰", "mark chen", "sam altman")


@pytest.mark.parametrize(
    ("idnos", "expected"),
    [
        ('<idno type="cbdb">3767</idno>', "cbdb-3767"),
        ("<idno>http://www.wikidata.org/entity/Q36020</idno>", "wikidata-q36020"),
        ('<idno type="Wikidata">Q36020</idno>', "wikidata-q36020"),
        ('<idno type="VIAF">https://viaf.org/viaf/7395/</idno>', "viaf.org-viaf-7395"),
        ("", "su"),
    ],
)
def test_the_id_is_that_of_a_catalogue_or_of_the_file(idnos: str, expected: str) -> None:
    assert (
        only(read_text(tei(f'<person xml:id="su"><persName>蘇軾</persName>{idnos}</person>'), "p.xml")).id == expected
    )


def test_organizations_and_places_are_read_and_what_else_is_stated_is_counted() -> None:
    inside = """<listOrg><org><orgName>翰林院</orgName><idno type="a">1</idno><idno type="b">2</idno></org></listOrg>
        <listPlace><place><placeName>眉州</placeName><location/></place></listPlace>"""
    imported = read_text(tei(inside), "p.xml")
    assert [(entity.type, entity.name) for entity in imported.entities] == [
        ("organization", "翰林院"),
        ("place", "眉州"),
    ]
    assert messages(imported) == ["p.xml: idno b: 1 statement is left out", "p.xml: location: 1 statement is left out"]


def test_a_language_around_a_name_holds_where_the_name_is_in_it() -> None:
    names = "<persName>蘇軾</persName><persName>Su Shi</persName>"
    inside = f'<listPerson xml:lang="zh-TW"><person>{names}</person></listPerson>'
    assert only(read_text(tei(inside), "p.xml")).canonical == {"zh-TW": "蘇軾", "en": "Su Shi"}
    english = inside.replace("zh-TW", "en")
    assert only(read_text(tei(english), "p.xml")).canonical == {"zh-Hant": "蘇軾", "en": "Su Shi"}


BOMB = (
    "<!DOCTYPE TEI [<!ENTITY a 'ha'>"
    + "".join(f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>" for n in range(12))
    + "]>"
)


def test_entities_are_not_expanded() -> None:
    with pytest.raises(UnreadableFileError, match="amplification"):
        read_text(tei("<person><persName>哈&m;</persName></person>", BOMB), "p.xml")
    imported = read_text(
        tei("<person><persName>哈&a;</persName></person>", "<!DOCTYPE TEI [<!ENTITY a 'ha'>]>"), "p.xml"
    )
    assert imported.entities == ()
    assert "could not be read" in messages(imported)[0]


def test_nothing_outside_the_file_is_read(tmp_path: object) -> None:
    for address in (f"file://{tmp_path}/secret", "http://127.0.0.1:9/secret"):
        head = f"<!DOCTYPE TEI SYSTEM '{address}.dtd' [<!ENTITY x SYSTEM '{address}'>]>"
        imported = read_text(tei("<person><persName>哈&x;</persName></person>", head), "p.xml")
        assert imported.entities == ()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<TEI>",
        b"<TEI><person></TEI>",
        b"<TEI/>",
        b"<a>" * 100_000,
        b"<TEI>" + b"x" * 11_000_000 + b"<person><persName>a</persName></person></TEI>",
        b"<TEI>\x00</TEI>",
        "<TEI>方</TEI>".encode("gbk"),
    ],
    ids=range(8),
)
def test_what_is_no_tei_is_refused_in_one_line(data: bytes) -> None:
    with pytest.raises(UnreadableFileError) as refused:
        read(data, "p.xml", None, "person")
    assert "\n" not in str(refused.value)
