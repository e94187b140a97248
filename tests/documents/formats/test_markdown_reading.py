"""What is read of Markdown: neither marks nor what they hide, and the lines of a paragraph as one."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.documents.document import Document
from reader.documents.formats.markdown import NOTHING, shown, structure
from reader.documents.formats.markdown_reading import read_marks
from reader.documents.paragraphs import Span, paragraphs

WORDS = (
    *(
        "# 题",
        "**林晚**",
        "*晚*",
        "`林`",
        "[林](http://a.b)",
        "[^1]",
        "[^1]: 注",
        "\\*",
        "&amp;",
        "<!-- 一",
        "-->",
        "**",
    ),
    *("```", "- 一", "> 引", "里面的信很好。", "　　段落", "a b", "\n\n", "\n\n", "\r\n\r\n", " "),
)
LINES = (*WORDS, "\n", "\n", "\n", "---", "===", "| 甲 | 乙 |", "|---|--:|", "    ", "-")
texts = st.lists(st.sampled_from(LINES), max_size=30).map("".join)


def read(text: str) -> str:
    """Return a text as it is read."""
    parts: list[str] = []
    place = 0
    for mark in Document("1.md", text, format="Markdown").unread:
        parts += (text[place : mark.span.start], mark.shown)
        place = mark.span.end
    return "".join((*parts, text[place:]))


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("林**晚晚**说", "林晚晚说"),
        ("**马克**·陈", "马克·陈"),
        ('[林晚](https://湖.example "晚")的信', "林晚的信"),
        ("马克&middot;陈", "马克·陈"),
        ("信[^晚]\n\n[^晚]: 注", "信[晚]\n\n[晚] 注"),
        ("看[信][1]\n\n[1]: https://wan.example\n", "看信\n\n\n"),
        ("一\n\n<!-- 晚 -->\n\n二", "一\n\n\n\n二"),
        ("```\n林**晚**\n```", "\n林**晚**\n"),
        ("题\n\n    a = b**c\n    d**e", "题\n\n    a = b**c\n    d**e"),
        ("---\ntitle: **晚**\n---\n*林*", "---\ntitle: **晚**\n---\n林"),
    ],
)
def test_neither_marks_nor_what_they_hide_are_read(written: str, expected: str) -> None:
    assert read(written) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("方小\n舟来", "方小舟来"),
        ("方小\r\n舟来", "方小舟来"),
        ("方*小\n舟*来", "方小舟来"),
        ("**方小**\n**舟**来", "方小舟来"),
        ("Fang\nBoat", "Fang Boat"),
        ("Fang \n  Boat", "Fang Boat"),
        ("写信给\nFang", "写信给 Fang"),
        ("Jean-\nPaul", "Jean-Paul"),
        ("> 方小\n> 舟来", "｜方小舟来"),
        ("- 方小\n  舟来", "- 方小舟来"),
        ("> 方小\n舟来", "｜方小舟来"),
    ],
)
def test_a_soft_line_break_is_a_space_and_between_chinese_characters_nothing(written: str, expected: str) -> None:
    assert read(written) == expected


@pytest.mark.parametrize(
    "written",
    [
        "方小\n\n舟",
        "方小  \n舟",
        "- 方小\n- 舟",
        "方小\n　　舟",
        "方小\n---",
        "方\n舟\n===",
        f"{'方' * 61}\n舟",
        "| 方小 |\n舟",
    ],
)
def test_any_other_line_end_parts_what_it_stands_between(written: str) -> None:
    assert read(written).count("\n") == written.count("\n")


def test_a_hard_break_is_one_also_behind_a_backslash() -> None:
    assert read("方小\\\n舟") == "方小\n舟"


@settings(max_examples=150)
@given(texts, st.booleans())
def test_what_is_not_read_as_it_stands_is_in_order_and_apart(text: str, is_known: bool) -> None:
    marks = read_marks(text, Span(0, len(text)), structure(text) if is_known else NOTHING)
    assert all(one.span.end <= other.span.start for one, other in pairwise(marks))
    assert all(mark.span.start < mark.span.end <= len(text) for mark in marks)


@settings(max_examples=150)
@given(st.lists(st.sampled_from(WORDS), max_size=30))
def test_paragraphs_are_read_as_the_page_shows_them_but_for_the_numbers_of_links(pieces: list[str]) -> None:
    text = "".join(pieces)
    unnumbered = replace(structure(text), links=())
    parts: list[str] = []
    place = 0
    for paragraph in paragraphs(text):
        parts += (text[place : paragraph.start], shown(text, paragraph, unnumbered))
        place = paragraph.end
    assert read(text).split() == "".join((*parts, text[place:])).split()


@settings(max_examples=60)
@given(st.text("林晚方小舟，。 　\n\r", max_size=60))
def test_without_marks_and_broken_lines_a_text_is_read_as_it_stands(text: str) -> None:
    apart = text.replace("\r", "").replace("\n", "\n\n")
    assert read_marks(apart, Span(0, len(apart)), NOTHING) == []
