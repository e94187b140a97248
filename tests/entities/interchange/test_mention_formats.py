"""Mentions for other programs: every line and object can be read by what it is meant for."""

from __future__ import annotations

import csv
import io
import json

from hypothesis import given, settings
from hypothesis import strategies as st

from reader.entities.interchange.mention_formats import MENTION_FORMATS, MentionRow

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
rows = st.lists(
    st.builds(
        MentionRow,
        document=st.sampled_from(("a.txt", "書/第 1 章.txt", "/abs/a#b?.txt", "-", "odd\udcff.txt")),
        start=st.integers(0, 99),
        end=st.integers(100, 199),
        text=texts,
        entity=st.sampled_from(("wikidata-q42", "mark-chen")),
        name=st.just("陈信翰"),
        type=st.just("person"),
        line=st.integers(1, 9),
        column=st.integers(1, 9),
        prefix=texts,
        suffix=texts,
        context=st.just("見 陈信翰 說"),
    ),
    max_size=4,
)
CONTROLS = {*map(chr, range(0x7F, 0xA0)), "\u202e", "\u2028", "\x1b"}


def written(format_name: str, some: list[MentionRow]) -> str:
    return "".join(MENTION_FORMATS[format_name](some))


@settings(max_examples=50)
@given(rows)
def test_json_lines_hold_every_field_and_no_control(some: list[MentionRow]) -> None:
    text = written("jsonl", some)
    found = [json.loads(line) for line in text.split("\n")[:-1]]
    assert [(one["start"], one["end"], one["text"], one["suffix"]) for one in found] == [
        (one.start, one.end, one.text, one.suffix) for one in some
    ]
    assert not CONTROLS & {*text}


@settings(max_examples=50)
@given(rows)
def test_a_table_has_a_row_for_each_mention(some: list[MentionRow]) -> None:
    found = list(csv.DictReader(io.StringIO(written("csv", some), newline="")))
    assert [(one["document"], one["start"], one["entity"]) for one in found] == [
        (one.document, str(one.start), one.entity) for one in some
    ]
    assert len(found) == len(some)


@settings(max_examples=50)
@given(rows)
def test_annotations_point_at_the_place_by_quote_and_by_position(some: list[MentionRow]) -> None:
    text = written("annotations", some)
    page = json.loads(text)
    assert (page["@context"], page["type"]) == ("http://www.w3.org/ns/anno.jsonld", "AnnotationPage")
    assert not CONTROLS & {*text}
    for one, annotation in zip(some, page["items"], strict=True):
        quote, position = annotation["target"]["selector"]
        assert quote == {"type": "TextQuoteSelector", "exact": one.text, "prefix": one.prefix, "suffix": one.suffix}
        assert position == {"type": "TextPositionSelector", "start": one.start, "end": one.end}
        assert annotation["target"]["source"].isascii()
        assert not {"#", "?", " "} & {*annotation["target"]["source"]}
    assert json.loads(written("annotations", some)) == page


def test_somebody_of_wikidata_is_identified_there() -> None:
    row = MentionRow("a.txt", 0, 2, "金庸", "wikidata-q42", "金庸", "person", 1, 1, "", "", "金庸")
    (annotation,) = json.loads(written("annotations", [row]))["items"]
    assert annotation["body"][0]["source"] == "http://www.wikidata.org/entity/Q42"


@settings(max_examples=50)
@given(rows)
def test_quickfix_lines_are_one_a_mention(some: list[MentionRow]) -> None:
    lines = written("quickfix", some).split("\n")[:-1]
    assert len(lines) == len(some)
    for one, line in zip(some, lines, strict=True):
        assert line.split(":")[1:3] == [str(one.line), str(one.column)]
