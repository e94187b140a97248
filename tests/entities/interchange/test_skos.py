"""SKOS vocabularies in Turtle and JSON-LD; nothing is fetched, and no file brings the program down."""

from __future__ import annotations

import json
import socket
from typing import Any

import pytest

from reader.entities.interchange.formats import read
from reader.entities.interchange.records import UnreadableFileError
from tests.entities.interchange.making import folded, folds, messages, only, read_text

TURTLE = """@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dct: <http://purl.org/dc/terms/> .
<http://example.org/people#ilya> a skos:Concept ; dct:type "person" ;
    skos:prefLabel "伊利亚·苏茨克维"@zh-Hans, "伊利亞·蘇茨克維"@zh-Hant, "Ilya Sutskever"@en ;
    skos:altLabel "蘇茨克維"@zh-TW ; skos:definition "Chief scientist" .
"""


def test_turtle_gives_names_by_language() -> None:
    entity = only(read_text(TURTLE, "v.ttl", of_type=None))
    assert (entity.id, entity.type, entity.description) == ("example.org-people-ilya", "person", "Chief scientist")
    assert entity.canonical == {"zh-Hans": "伊利亚·苏茨克维", "zh-Hant": "伊利亞·蘇茨克維", "en": "Ilya Sutskever"}
    assert folds(entity) == folded("伊利亚·苏茨克维", "ilya sutskever", "苏茨克维")


@pytest.mark.parametrize(
    "context",
    [
        {"skos": "http://www.w3.org/2004/02/skos/core#", "prefLabel": "skos:prefLabel"},
        {"@vocab": "http://www.w3.org/2004/02/skos/core#"},
    ],
)
def test_json_ld_with_its_context_inside_is_read(context: dict[str, str]) -> None:
    labels = [{"@value": "金庸", "@language": "zh-Hans"}, {"@value": "Jin Yong", "@language": "en"}]
    found = read_text(json.dumps({"@context": context, "@id": "urn:x:jin", "prefLabel": labels}), "v.jsonld")
    assert only(found).canonical == {"zh-Hans": "金庸", "en": "Jin Yong"}


def test_json_ld_that_names_the_context_of_skos_is_read_without_fetching_it() -> None:
    node = {
        "@context": "https://gbv.github.io/jskos/context.json",
        "uri": "http://www.wikidata.org/entity/Q42",
        "prefLabel": {"zh-hant": "金庸"},
        "altLabel": {"zh-hk": ["查良鏞"], "en": ["Louis Cha"]},
    }
    entity = only(read_text(json.dumps(node), "v.jsonld"))
    assert entity.id == "wikidata-q42"
    assert folds(entity) == folded("金庸", "查良镛", "louis cha")


def test_hidden_labels_are_names_and_what_else_is_stated_is_counted() -> None:
    more = '<http://example.org/people#ilya> skos:hiddenLabel "蘇茨克弗" ; skos:broader <urn:x:y> ; skos:notation "1" .'
    imported = read_text(TURTLE + more, "v.ttl")
    assert folded("苏茨克弗") <= folds(imported.entities[0])
    assert messages(imported) == [
        "v.ttl: hiddenLabel: hidden labels are names as others are",
        "v.ttl: skos:broader: 1 statement is left out",
        "v.ttl: skos:notation: 1 statement is left out",
    ]


@pytest.mark.parametrize("wrapped", ["{0}", '[{{"x": 1}}, {0}]', '{{"@import": {0}}}'])
def test_contexts_elsewhere_are_refused_and_nothing_is_fetched(wrapped: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.05)
        address = json.dumps(f"http://127.0.0.1:{server.getsockname()[1]}/context.jsonld")
        data = f'{{"@graph": [{{"@context": {wrapped.format(address)}, "@id": "urn:x:y", "prefLabel": "x"}}]}}'
        with pytest.raises(UnreadableFileError, match="nothing is fetched"):
            read(data.encode(), "v.jsonld", None, "person")
        with pytest.raises(TimeoutError):
            server.accept()


def nested(before: bytes, after: bytes, times: int = 100_000) -> bytes:
    return before * times + after * times


HOSTILE_JSON = {
    "objects": nested(b'{"http://x.org/y":', b"}").replace(b":}", b":1}", 1),
    "lists": b'{"http://x.org/y":' + nested(b'{"@list":[', b"]}", 30_000) + b"}",
    "contexts": b'{"@context":' + nested(b'{"a":{"@context":', b"}}", 30_000).replace(b":}", b":{}}", 1) + b"}",
    "as deep as JSON goes here": b'{"http://x.org/y":' + nested(b'{"@set":[', b"]}", 300) + b"}",
    "terms that lead to terms": json.dumps(
        {"@context": {f"t{n}": f"t{n + 1}:x" for n in range(20_000)}, "@id": "urn:x:y", "t0": "z"}
    ).encode(),
    "long contexts again and again": json.dumps(
        {
            "@context": {f"p{n}": f"http://x.org/{n}" for n in range(999)},
            "@graph": [{"@context": {f"q{n}": "http://x.org/"}, "@id": "urn:x:y"} for n in range(2_000)],
        }
    ).encode(),
    "an address that grows": json.dumps(
        {"@context": {"p": "urn:x:" + "x" * 100_000}, "@graph": [{"@id": "urn:x:y", "p:a": "z"}] * 20_000}
    ).encode(),
    "half a character": b'{"@id":"urn:x:y","http://www.w3.org/2004/02/skos/core#prefLabel":"\\ud800"}',
    "circle": b'{"@context":{"a":"b:x","b":"a:x"},"@id":"urn:x:y","a":"z"}',
    "nothing": b"",
    "number": b"3",
}
HOSTILE_TURTLE = {
    "statements about statements": b"<urn:a:a> <urn:a:b> "
    + nested(b"<<( <urn:a:a> <urn:a:b> ", b")>>").replace(b" )>>", b" <urn:a:c> )>>", 1)
    + b" .",
    "the same with an end in a text": b"<urn:a:a> <urn:a:b> "
    + b'<<( "x>>" <urn:a:b> '.replace(b'"x>>"', b"<urn:a:a> #>>\n") * 100_000,
    "annotations": b"<urn:a:a> <urn:a:b> <urn:a:c> " + nested(b"{| <urn:a:b> <urn:a:c> ", b"|}") + b" .",
    "bases": b"".join(b"@base <" + b"x/" * 500 + b"> .\n" for _ in range(5_000)),
    "an address that grows": b"@prefix p: <urn:x:" + b"x" * 100_000 + b"> .\n" + b"p:a p:b p:c .\n" * 20_000,
    "brackets": b"<urn:a:a> <urn:a:b> " + b"[ <urn:a:b> " * 100_000,
    "no end": b'<urn:a:a> <urn:a:b> "x',
    "not UTF-8": b'<urn:a:a> <urn:a:b> "\xff" .',
    "nothing": b"",
}


@pytest.mark.parametrize("data", HOSTILE_JSON.values(), ids=HOSTILE_JSON)
def test_json_ld_made_to_do_harm_is_refused_in_one_line(data: bytes) -> None:
    with pytest.raises(UnreadableFileError) as refused:
        read(data, "v.jsonld", None, "person")
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("data", HOSTILE_TURTLE.values(), ids=HOSTILE_TURTLE)
def test_turtle_made_to_do_harm_is_refused_in_one_line(data: bytes) -> None:
    with pytest.raises(UnreadableFileError) as refused:
        read(data, "v.ttl", None, "person")
    assert "\n" not in str(refused.value)


def test_signs_of_nesting_inside_texts_are_no_nesting() -> None:
    label = "<<" * 100 + "{|@base BASE"
    data: Any = (
        TURTLE + f'<urn:x:y> skos:prefLabel "{label}", """{label}\n""" ; skos:altLabel \'{label}\' . # {label}\n'
    )
    (_ilya, other) = read_text(data, "v.ttl").entities
    assert folds(other) == folded(label.lower())
