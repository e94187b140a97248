"""Names and words in Markdown are found where the page shows them, and nowhere else."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reader.documents.document import Document
from reader.documents.paragraphs import Span, paragraph_at
from reader.entities.decisions import Anchor, Decisions, MentionDecision
from reader.library.analysis import analyse
from reader.library.as_read import as_read, source_span, words_as_read
from reader.library.explaining import why
from reader.library.library import Library
from reader.library.names import Names
from reader.library.occurrences import occurrences, spellings_in
from tests.entities.making import entity
from tests.library.making import ENTITIES, write

if TYPE_CHECKING:
    from pathlib import Path

FANG = entity("fang", "方小舟", "Fang Boat", short=("小舟",))
PIECES = (
    "方",
    "小",
    "舟",
    "**",
    "*",
    "`",
    "[",
    "](http://a.b/小舟)",
    "\n",
    "\n\n",
    "> ",
    "<!-- 方小舟 -->",
    "&middot;",
    " ",
)


def document(text: str) -> Document:
    return Document("1.md", text, format="Markdown")


def mentioned(text: str, *decisions: MentionDecision) -> list[str]:
    """Return the mentions in a Markdown text as they stand in it."""
    found = Names.of([FANG], decisions=Decisions(decisions)).mentions_in(document(text)).mentions
    return [text[one.start : one.end] for one in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("**方小舟**说", ["方小舟"]),
        ("方**小舟**说", ["方**小舟"]),
        ("**方**小舟说", ["方**小舟"]),
        ("[方小](https://a.example/x)舟说", ["方小](https://a.example/x)舟"]),
        ("**Fang** Boat", ["Fang** Boat"]),
        ("一方小\n舟来了", ["方小\n舟"]),
        ("> 一方小\n> 舟来了", ["方小\n> 舟"]),
        ("方小舟\n\n<!-- 方小舟 -->\n\n[信](https://a.example/Fang-Boat 'Fang Boat')", ["方小舟"]),
        ("方小  \n舟来了", []),
        ("<!-- 方小舟 -->\n\n小舟来了", []),
        ("方<!-- 注：方小舟 -->小舟说", ["方<!-- 注：方小舟 -->小舟"]),
        ("---\nauthor: 方小舟\n---\n小舟来了", ["小舟"]),
        ("[信][一]\n\n[一]: https://a.example 'Fang Boat'", []),
    ],
)
def test_a_name_is_mentioned_where_the_page_shows_it(text: str, expected: list[str]) -> None:
    assert mentioned(text) == expected


def test_plain_text_is_read_as_it_stands() -> None:
    text = "方**小舟**\n<!-- 方小舟 -->"
    plain = Document("1.txt", text)
    assert as_read(plain).text is text
    found = Names.of([FANG]).mentions_in(plain).mentions
    assert [text[one.start : one.end] for one in found] == ["小舟", "方小舟"]


def test_what_the_reader_says_of_a_name_holds_over_marks_too() -> None:
    text = "方**小舟**说。方小舟说。"
    nobody = MentionDecision("方小舟", None)
    assert mentioned(text, nobody) == []
    here = MentionDecision("方**小舟", None, "1.md", document(text).digest, Anchor("", "**说", 0))
    assert mentioned(text, here) == ["小舟", "方小舟"]
    assert mentioned("林**晚**来", MentionDecision("林晚", "fang")) == ["林**晚"]


def test_a_stretch_by_itself_tells_the_same_of_its_lines() -> None:
    text = "一\n\n<!-- 方小舟 -->\n\n方**小舟**说\n"
    whole = document(text)
    start = text.index("方**")
    names = Names.of([FANG])
    for is_structured in (False, True):
        assert whole.is_structured is is_structured
        found = names.mentions_within(whole, paragraph_at(text, start))
        assert [(one.start, one.end) for one in found] == [(start, start + 5)]
        assert whole.structure.passed


@pytest.fixture
def library(tmp_path: Path) -> Library:
    write(tmp_path / "entities.toml", ENTITIES)
    said = "方**小舟**说：“陈晚[来](https://a.example/方小舟)了。\n信在方小\n舟那里。”"
    write(tmp_path / "1.md", f"# 木屋\n\n{said}\n\n***\n\n<!-- 方小舟 -->\n")
    return Library([str(tmp_path)], with_shipped=False)


@pytest.mark.parametrize(
    ("query", "regex", "expected"),
    [
        ("方小舟", False, ["方**小舟", "方小\n舟"]),
        ("陳晚來了", False, ["陈晚[来](https://a.example/方小舟)了"]),
        ("a.example", False, []),
        ("小舟.*小舟", True, ["小舟**说：“陈晚[来](https://a.example/方小舟)了。\n信在方小\n舟"]),
        ("^木屋$", True, ["木屋"]),
        ("--", True, []),
        ("＊", False, ["***"]),
    ],
)
def test_a_search_finds_what_the_page_shows(library: Library, query: str, regex: bool, expected: list[str]) -> None:
    text = library.open(0).text
    assert [text[place.start : place.end] for place in library.search(query, regex=regex)] == expected


def test_why_and_how_often_is_told_of_names_over_marks(library: Library) -> None:
    list(library.analyses())
    known, open_one = library.known(0), library.open(0)
    assert known is not None
    told = why(library, 0, open_one, known.mentions[0])
    assert (told.text, [source.name for source in told.sources]) == ("方小舟", ["方小舟"])
    assert spellings_in(library, 0, "fang") == {"方小舟": 2}
    assert occurrences(library, "方小舟", bool).by_document == {0: {"fang": 2}}


@settings(max_examples=150)
@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_what_is_found_begins_and_ends_with_what_is_seen_and_reads_as_the_name(text: str) -> None:
    one = document(text)
    read = as_read(one)
    mentions = analyse(one, Names.of([FANG])).mentions
    names = read.text.count("小舟") if "方小舟" in read.text else 0
    assert len(mentions) == names
    for mention in mentions:
        assert words_as_read(one, Span(mention.start, mention.end)) in ("方小舟", "小舟")
        assert text[mention.start] in "方小"
        assert text[mention.end - 1] == "舟"


@example("****", None)
@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join), st.data())
def test_every_stretch_of_what_is_read_stands_somewhere_in_order(text: str, data: st.DataObject | None) -> None:
    read = as_read(document(text))
    edges = sorted(data.draw(st.sets(st.integers(0, len(read.text)), max_size=6))) if data is not None else range(3)
    spans = [source_span(read.alignment, Span(*pair)) for pair in pairwise(edges)]
    assert all(span.start < span.end for span in spans)
    assert all(one.end <= other.start or one == other for one, other in pairwise(spans))
