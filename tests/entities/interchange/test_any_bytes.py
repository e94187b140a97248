"""Whatever the bytes, a file is read or refused in one line; what is read of it can be loaded and shown."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.documents.sanitising import one_line
from reader.entities.interchange import formats
from reader.entities.interchange.formats import READABLE, read, write
from reader.entities.interchange.records import Imported, UnreadableFileError, in_short
from reader.entities.lists import Problem
from tests.entities.interchange.making import loaded

SAMPLES = {
    "csv": 'name,alias,short,type,id,description\n陈信翰,"Mark Chen;陳博士",Mark,person,a_b,研究员\n,x,,,Q42,\n',
    "tsv": "tagName\ttagVal\t@Term\t@RefId\nPersonName\t東坡\t蘇軾\tcbdb_3767\n",
    "spacy": '{"label": "PERSON", "pattern": [{"LOWER": "sam"}, {"TEXT": "A"}], "id": "sam"}\n'
    '{"label": "PER", "pattern": "萨姆"}\n',
    "wikidata": '{"results": {"bindings": [{"item": {"value": "http://www.wikidata.org/entity/Q42"},'
    ' "itemLabel": {"value": "金庸", "xml:lang": "zh-hk"}, "itemAltLabel": {"value": "A, B"}}]}}',
    "tei": '<TEI xmlns="http://www.tei-c.org/ns/1.0"><person xml:id="su">'
    '<persName xml:lang="zh">蘇<hi>軾</hi></persName><idno type="cbdb">3767</idno><note>x</note></person></TEI>',
    "skos-jsonld": '{"@context": {"@vocab": "http://www.w3.org/2004/02/skos/core#"},'
    ' "@id": "urn:x:y", "prefLabel": "金庸"}',
    "skos-turtle": '<urn:x:y> <http://www.w3.org/2004/02/skos/core#prefLabel> "金庸"@zh-Hans, "x" .',
}


@st.composite
def damaged(draw: st.DrawFn, sample: bytes) -> bytes:
    """Draw a file with a few stretches of it gone, doubled, or other bytes."""
    data = sample
    for _time in range(draw(st.integers(1, 3))):
        start = draw(st.integers(0, len(data)))
        end = draw(st.integers(start, min(len(data), start + 12)))
        between = draw(
            st.sampled_from((b"", data[start:end] * 2, b"\x00", b"\x1b", b"\xff", "\u202e".encode(), b"<", b'"', b"\n"))
        )
        data = data[:start] + between + data[end:]
    return data


@pytest.mark.parametrize("format_name", READABLE)
@settings(max_examples=60)
@given(data=st.data())
def test_any_bytes_are_read_or_refused(format_name: str, data: st.DataObject) -> None:
    content = data.draw(st.one_of(st.binary(max_size=60), damaged(SAMPLES[format_name].encode())))
    reasons: list[str] = []
    try:
        imported = read(content, "some file", format_name, "person")
    except UnreadableFileError as refused:
        reasons.append(str(refused))
        imported = Imported((), ())
    assert reasons == list(map(one_line, reasons))
    assert all("\n" not in str(problem) for problem in imported.problems)
    lists = loaded(write(imported.entities, "toml").data)
    assert lists.problems == ()
    assert len(lists.entities) == len(imported.entities)


@pytest.mark.parametrize("format_name", READABLE)
def test_each_sample_is_right(format_name: str) -> None:
    assert read(SAMPLES[format_name].encode(), "some file", format_name, "person").entities


def test_files_that_are_too_large_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formats, "LARGEST", 10)
    with suppress(UnreadableFileError):
        read(b"name\nabc", "a.csv")
    with pytest.raises(UnreadableFileError, match="larger than"):
        read(b"name\nabcdefg", "a.csv")


def test_many_problems_of_one_kind_are_told_with_their_number() -> None:
    many = [Problem("f", f"row {number}", "name", "wrong") for number in range(100)]
    short = [str(problem) for problem in in_short([*many[:50], Problem("f", "", "", "else"), *many[50:]])]
    assert short == [
        *(f"f: row {number}: name: wrong" for number in range(5)),
        "f: else",
        "f: name: and 95 more: wrong",
    ]
    assert [str(problem) for problem in in_short(many[:6])] == [str(problem) for problem in many[:6]]
