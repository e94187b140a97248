"""A regular expression finds on a text what it says of the folded text."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from reader.library.patterns import WIDE, BadPatternError, unfolded
from reader.scripts.fold import fold
from tests.documents.texts import DIGITS, HAN, LATIN

if TYPE_CHECKING:
    from collections.abc import Callable

CHARACTERS = HAN + LATIN + DIGITS + "，。·（"
"""What patterns and texts are made of here."""
CLASSES = (r"\d", r"\D", r"\s", r"\S", r"\w", r"\W", r"\b", r"\B", r"\p{Han}", r"\P{Han}", r"\A", r"\Z", ".", "^", "$")


def found(pattern: str, text: str) -> list[str]:
    return [hit[0] for hit in unfolded(pattern).pattern.finditer(text)]


@dataclass(frozen=True)
class Piece:
    """A piece of a pattern: as it is typed, and as it is to be for a folded text."""

    typed: str
    folded: str


def literal(character: str, way: Literal["plain", "u", "U", "N"]) -> Piece:
    typed = {
        "plain": regex.escape(character),
        "u": f"\\u{ord(character):04x}" if ord(character) < 0x10000 else character,
        "U": f"\\U{ord(character):08x}",
        "N": f"\\N{{{unicodedata.name(character)}}}",
    }[way]
    return Piece(typed, regex.escape(fold(character)))


def a_set(members: list[str], low: str, high: str, negated: bool) -> Piece:
    low, high = sorted((low, high))
    high = min(high, chr(ord(low) + WIDE - 2))
    inside = "".join(map(regex.escape, members))
    folded = {fold(chr(code)) for code in range(ord(low), ord(high) + 1)} | set(map(fold, members))
    sign = "^" if negated else ""
    return Piece(f"[{sign}{inside}{low}-{high}]", f"[{sign}{''.join(map(regex.escape, sorted(folded)))}]")


def of_all(join: Callable[..., str]) -> Callable[..., Piece]:
    return lambda *pieces: Piece(join(*(p.typed for p in pieces)), join(*(p.folded for p in pieces)))


one = st.sampled_from(CHARACTERS)
atoms = st.one_of(
    st.builds(literal, one, st.sampled_from(("plain", "u", "U", "N"))),
    st.sampled_from(CLASSES).map(lambda text: Piece(text, text)),
    st.builds(a_set, st.lists(one, max_size=3), one, one, st.booleans()),
)
patterns = st.recursive(
    atoms,
    lambda inner: st.one_of(
        st.builds(of_all("{}{}".format), inner, inner),
        st.builds(of_all("(?:{}|{})".format), inner, inner),
        st.builds(of_all("(?P<Name>{})".format), atoms),
        st.builds(of_all("(?:{})?".format), inner),
        st.builds(of_all("(?={}){}".format), inner, inner),
        st.builds(of_all("(?<!{}){}".format), atoms, inner),
        st.builds(of_all("(?:{}){{1,2}}".format), inner),
    ),
    max_leaves=6,
)


@given(patterns, st.text(alphabet=CHARACTERS + " \u3000", max_size=30))
def test_it_matches_what_it_says_of_the_folded_text(piece: Piece, text: str) -> None:
    try:
        expected = regex.compile(piece.folded, regex.MULTILINE)
    except regex.error:  # such as two groups of one name
        with pytest.raises(BadPatternError):
            unfolded(piece.typed)
        return
    spans = [hit.span() for hit in unfolded(piece.typed).pattern.finditer(text)]
    assert spans == [hit.span() for hit in expected.finditer(fold(text))]


@given(st.text(alphabet="()[]{}|\\^$.*+?-:<>=!#P12,aAnNxuRsdD奥奧（Ａ \n", max_size=14))
def test_whatever_is_typed_is_a_pattern_or_says_in_one_line_why_not(typed: str) -> None:
    said = ""
    try:
        unfolded(typed)
    except BadPatternError as error:
        said = str(error)
    else:
        regex.compile(typed)
    assert len(said.splitlines()) <= 1


@pytest.mark.parametrize(
    ("typed", "text", "hits"),
    [
        (r"奥特.", "奧特曼和奥特莱", ["奧特曼", "奥特莱"]),
        (r"open\w+", "ＯpenAI、OPENAI", ["ＯpenAI", "OPENAI"]),
        (r"[A-C]+", "xabcＡＢＣx", ["abcＡＢＣ"]),
        (r"[^奥]特", "奥特奧特模特", ["模特"]),
        (r"\S+", "馬克 陳", ["馬克", "陳"]),
        (r"(?P<Who>[陈陳])信(?P=Who)", "陳信陳", ["陳信陳"]),
        (r"(?:陈){2}", "陈陳陈", ["陈陳"]),
        (r"（.+?）", "(甲)（乙）", ["(甲)", "（乙）"]),
        (r"\（.", "（甲", ["（甲"]),
        (r"[[:alpha:]]+", "Ab1", ["Ab"]),
        (r"[]a]+", "a]A", ["a]A"]),
        (r"\t甲", "　甲", ["　甲"]),
        (r"(?x) 奥 特  # 曼 [", "奧特曼", ["奧特"]),
        (r"(?i:AI)", "ai", ["ai"]),
        (r"\101\x42", "ab", ["ab"]),
        (r"[一-龥]+", "奥特a𠀀奧㐷", ["奥特", "奧"]),
        (r"[^\x00-\xff]+", "aé奥，Ａb", ["奥，Ａ"]),
        (r"[0-9]+", "1２", ["1２"]),
        (r"a{2}", "aA{2}", ["aA"]),
        (r"{２", "{2", ["{2"]),
    ],
)
def test_what_patterns_find(typed: str, text: str, hits: list[str]) -> None:
    assert found(typed, text) == hits


@pytest.mark.parametrize("typed", [r"甲\n乙", r"甲\x0a", r"甲[\n]", r"\R", "(?s).", "甲\n乙", r"\N{LINE FEED}"])
def test_a_pattern_that_says_a_line_end_reaches_over_lines(typed: str) -> None:
    assert unfolded(typed).across


@pytest.mark.parametrize("typed", [r"甲\s*乙", r"[^\n]+", r"[^。]+", ".", r"\S", "(?m)^$", r"\\n"])
def test_another_does_not(typed: str) -> None:
    assert not unfolded(typed).across


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("陈(信", "Not a regular expression, at character 3: a closing ) is missing"),
        ("陈)", "Not a regular expression, at character 2: there is no ( to this )"),
        ("*", "Not a regular expression, at character 1: there is nothing to repeat"),
        ("[z-a]", "Not a regular expression, at character 5: a range that runs backwards"),
        (r"\p{Nobody}", "Not a regular expression, at character 10: there is no such property"),
        ("甲(?R)?", "Not a regular expression, at character 2: a group that calls a group"),
        ("(?r)甲", "Not a regular expression to search with: it searches backwards (?r)."),
        ("(?V1)甲", "Not a regular expression: VERSION0 and VERSION1 flags are mutually incompatible"),
        ("(" * 5000, "Not a regular expression to search with: too many groups in groups"),
    ],
)
def test_what_is_no_pattern_says_where_and_why(typed: str, line: str) -> None:
    with pytest.raises(BadPatternError) as caught:
        unfolded(typed)
    assert str(caught.value) == line
