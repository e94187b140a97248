"""Rules of readers for what is a heading: they hold where they were made for, find every spelling, and never hang."""

from __future__ import annotations

import os
from itertools import count
from pathlib import Path

import pytest

from reader.documents.document import Document
from reader.documents.formats.registry import MARKDOWN
from reader.documents.formats.source import Source
from reader.library import heading_rules
from reader.library.heading_rules import HeadingRule, HeadingRules
from reader.library.patterns import BadPatternError
from reader.library.state import State

SLOW = "(?:第|第第)+！$"


@pytest.fixture
def state(tmp_path: Path) -> State:
    return State(tmp_path / "state.sqlite")


def document(path: Path, text: str = "第一章\n") -> Document:
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return Document(str(path), text)


@pytest.mark.parametrize(
    ("pattern", "headings"),
    [
        ("第.+节", ["第一节 船", "第一節 船", "第１节"]),
        (r"第\d+[話章]", ["第１话", "第2章 船"]),
        ("^chapter", ["Chapter 1", "CHAPTER 2"]),
        (r"[☆★]|EP\.", ["☆ 船", "★", "EP.1"]),
    ],
)
def test_a_rule_says_what_is_a_heading_in_any_spelling(pattern: str, headings: list[str]) -> None:
    rule = HeadingRule(pattern)
    assert [line for line in (*headings, "他说第一节课", "船") if rule(line)] == headings


def test_what_matches_nothing_is_no_heading() -> None:
    rule = HeadingRule("(?:第一章)?")
    assert rule("第一章")
    assert not rule("船")


@pytest.mark.parametrize("typed", ["第(", "[章", "*", "(?R)"])
def test_what_is_no_regular_expression_makes_no_rule(typed: str) -> None:
    with pytest.raises(BadPatternError, match=r"^Not a regular expression"):
        HeadingRule(typed)


def test_a_rule_that_hangs_is_asked_no_more_and_says_why() -> None:
    rule = HeadingRule(SLOW)
    assert not rule("第" * 45 + "。")
    assert "too long" in rule.problem
    assert "\n" not in rule.problem
    assert not rule("第一第")


def test_a_rule_that_is_slow_again_and_again_is_asked_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(heading_rules, "USUAL", -1)
    monkeypatch.setattr(heading_rules, "PATIENCE", 0)
    rule = HeadingRule("第")
    assert not rule("第一章")
    assert rule.problem


@pytest.mark.parametrize(("milliseconds", "is_asked_on"), [(0.1, True), (1.9, False)])
def test_a_rule_that_is_a_little_slow_for_every_line_is_not_asked_of_a_long_text(
    monkeypatch: pytest.MonkeyPatch, milliseconds: float, is_asked_on: bool
) -> None:
    monkeypatch.setattr("reader.library.heading_rules.time.thread_time", count(0, milliseconds / 1000).__next__)
    rule = HeadingRule("第")
    assert all(rule("第一章") for _line in range(20_000)) is is_asked_on
    assert bool(rule.problem) is not is_asked_on


def test_the_rule_of_a_document_holds_for_it_alone_and_over_restarts(tmp_path: Path, state: State) -> None:
    one, two = document(tmp_path / "1.txt"), document(tmp_path / "2.txt")
    rules = HeadingRules(state)
    assert rules.of(one) is None
    assert rules.remember(one.name, "EP")
    for known in (rules, HeadingRules(state)):
        rule = known.of(one)
        assert rule is not None
        assert (rule.typed, known.own(one), known.of(two)) == ("EP", "EP", None)
    assert rules.remember(one.name, "")
    assert (rules.own(one), HeadingRules(state).own(one)) == ("", "")


def test_the_rule_for_all_holds_where_nothing_else_says_what_is_a_heading(tmp_path: Path, state: State) -> None:
    text = document(tmp_path / "1.txt")
    marked = Document(text.name, text.text, source=Source(text.text, headings=()))
    markdown = Document(text.name, text.text, format=MARKDOWN.name)
    rules = HeadingRules(state, "第.+回")
    assert rules.of(text) is rules.general(text) is not None
    assert rules.of(marked) is rules.of(markdown) is None
    rules.remember(text.name, "EP")
    for one in (text, marked, markdown):
        rule = rules.of(one)
        assert rule is not None
        assert rule.typed == "EP"


def test_a_rule_goes_with_a_file_that_is_edited_renamed_or_moved(tmp_path: Path, state: State) -> None:
    one = document(tmp_path / "1.txt")
    HeadingRules(state).remember(one.name, "EP")
    (tmp_path / "a").mkdir()
    (tmp_path / "1.txt").rename(tmp_path / "a" / "2.txt")
    moved = Document(str(tmp_path / "a" / "2.txt"), one.text)
    assert HeadingRules(state).own(moved) == "EP"
    edited = document(tmp_path / "a" / "2.txt", "第一章\n第二章\n")
    assert HeadingRules(state).own(edited) == "EP"


def test_a_copy_has_no_rule_while_the_first_is_still_there(tmp_path: Path, state: State) -> None:
    one, copy = document(tmp_path / "1.txt"), document(tmp_path / "2.txt")
    status = Path(one.name).stat()
    os.utime(copy.name, ns=(status.st_atime_ns, status.st_mtime_ns))
    HeadingRules(state).remember(one.name, "EP")
    assert HeadingRules(state).own(copy) == ""


@pytest.mark.parametrize("kept", ["第(", "", None, b"\xff"])
def test_a_rule_in_the_database_that_is_none_does_no_harm(tmp_path: Path, state: State, kept: object) -> None:
    one = document(tmp_path / "1.txt")
    rules = HeadingRules(state)
    rules.remember(one.name, "EP")
    state.database.write(("update heading_rule set pattern = ?", (kept,)))
    assert HeadingRules(state).of(one) is None
