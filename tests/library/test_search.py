"""What is looked for is found in every spelling, also where a line ends, in texts of any length."""

from __future__ import annotations

from itertools import islice, pairwise
from typing import TYPE_CHECKING

import pytest
import regex as regex_module
from hypothesis import given
from hypothesis import strategies as st

from reader.documents.decoding import UnreadableDocumentError
from reader.documents.document import Document
from reader.documents.paragraphs import LINE_END, Span
from reader.library import search as module
from reader.library.library import Library
from reader.library.search import (
    CHINESE,
    INDENT,
    SPACED,
    BadPatternError,
    SlowPatternError,
    compiled,
    context,
    context_line,
    places,
    search,
)
from reader.library.walk import Place
from reader.scripts.conversion import convert
from reader.scripts.fold import SPACES, fold
from reader.scripts.script import Script, Written
from tests.documents.texts import LINE_ENDS, han, texts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NO_SPACE = st.text(alphabet="奥奧特曼aAé，·「", min_size=1, max_size=4)
broken_texts = st.lists(
    st.one_of(
        NO_SPACE,
        st.sampled_from(
            ("奧特曼", "奥特 曼", "奥\n特曼", "奥　\r\n　　特曼", "奥特\n\n曼", "Mark\nChen", "mark  chen")
        ),
        st.sampled_from(LINE_ENDS),
        st.text(alphabet=" \u3000\t", min_size=1, max_size=INDENT + 2),
    ),
    max_size=14,
).map("".join)
PATTERNS = ("特.", "[奥a]+", "^.", r"\S+$", "a*", r"\s", "奥|", "(?=特)", ".+", "奥.*曼", r"\b[a-z]", "(?<=奥)特")
"""Patterns of folded characters."""
ACROSS = (r"特\n+奥", r"\n", r"[\n奥]+", r"(?s)奥.+?特", "(?m)^\n", r"\n|奥*")
"""Such that say a line end."""
queries = st.one_of(NO_SPACE, st.sampled_from(("奥特曼", "Mark Chen", "mark　 Chen", " 特曼\n", "a a", "啊")))


def hits(text: str, query: str, *, regex: bool = False) -> list[str]:
    return [hit.of(text) for hit in search(text, query, regex=regex)]


def slow_search(text: str, query: str) -> Iterator[Span]:
    """Yield the hits of a query as its words say them, one code point after another."""
    query = query.strip()
    place = 0
    while query and place < len(text):
        end = ends_at(text, place, query)
        if end is not None:
            yield Span(place, end)
        place = end if end is not None else place + 1


def ends_at(text: str, place: int, query: str) -> int | None:
    for number, character in enumerate(query):
        if character.isspace():
            continue
        if number and (gap := gap_at(text, place, query[:number], character)) is not None:
            place = gap
        elif number:
            return None
        if place >= len(text) or fold(text[place]) != fold(character):
            return None
        place += 1
    return place


def gap_at(text: str, place: int, before: str, behind: str) -> int | None:
    """Return where what stands between two characters of a query ends; None where it may not stand there."""
    end = place
    while end < len(text) and text[end] in f" {SPACES}{''.join(LINE_ENDS)}":
        end += 1
    gap = text[place:end]
    parts = LINE_END.split(gap)
    if len(parts) == 2:
        return end if max(map(len, parts)) <= INDENT else None
    if len(parts) > 2:
        return None
    if before[-1].isspace():
        return end if 1 <= len(gap) <= INDENT else None
    most = SPACED if CHINESE.match(before[-1]) and CHINESE.match(behind) else 0
    return end if len(gap) <= most else None


@pytest.mark.parametrize("query", ["奥特曼", "奧特曼"])
def test_a_query_in_either_script_finds_both(query: str) -> None:
    assert hits("奥特曼就是奧特曼。", query) == ["奥特曼", "奧特曼"]


def test_width_case_and_dots_make_no_difference() -> None:
    assert hits("ＯpenAI与openai，馬克‧陳", "OpenAI") == ["ＯpenAI", "openai"]
    assert hits("ＯpenAI与openai，馬克‧陳", "马克·陈") == ["馬克‧陳"]


@pytest.mark.parametrize("query", ["", " ", "　", "\t", "\n"])
@pytest.mark.parametrize("regex", [False, True])
def test_an_empty_query_finds_nothing(query: str, regex: bool) -> None:
    assert hits("一 二　三\n", query, regex=regex) == []


def test_hits_do_not_overlap() -> None:
    assert hits("啊啊啊啊啊", "啊啊") == ["啊啊", "啊啊"]


@pytest.mark.parametrize("gap", ["\n", "\r\n", "\u2028", "　\n　　", " \r ", "\n" + "　" * INDENT])
@pytest.mark.parametrize("query", ["奥特曼", "OpenAI", "奥特 曼"])
def test_a_line_end_breaks_no_hit(query: str, gap: str) -> None:
    broken = f"{query[:2]}{gap}{query[2:].strip()}"
    assert hits(f"前{broken}后", query) == [broken]


@pytest.mark.parametrize("gap", ["\n\n", "\n　\n", "\r\n\r\n", "。\n", "\n" + "　" * (INDENT + 1)])
def test_a_blank_line_parts_what_stands_on_either_side(gap: str) -> None:
    assert hits(f"奥特{gap}曼", "奥特曼") == []


def test_chinese_may_be_set_apart_by_spaces_and_latin_not() -> None:
    assert hits("余　凯和余 凯", "余凯") == ["余　凯", "余 凯"]
    assert hits("余" + " " * (SPACED + 1) + "凯", "余凯") == []
    assert hits("Open AI", "OpenAI") == []
    assert hits("用 AI", "用AI") == []


def test_a_space_stands_for_any_spaces_and_a_line_end_but_not_for_none() -> None:
    assert hits("Mark Chen、mark　 chen、Mark\n  Chen、MarkChen", "mark chen") == [
        "Mark Chen",
        "mark　 chen",
        "Mark\n  Chen",
    ]


def test_spaces_around_a_query_make_no_difference() -> None:
    assert hits("奥特曼", " 奥特曼　") == ["奥特曼"]


@given(texts, han, texts)
def test_what_stands_in_a_text_is_found(before: str, query: str, behind: str) -> None:
    text = before + query + behind
    found = list(search(text, query))
    assert any(hit.start <= len(before) < hit.end for hit in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


@given(texts, han, st.sampled_from((Script.HANS, Script.HANT, Script.TW, Script.HK)), st.sampled_from(Written))
def test_in_every_script_a_query_finds_the_same(text: str, query: str, target: Script, written: Written) -> None:
    converted = convert(query, written, target)
    assert list(search(text + query, converted)) == list(search(text + query, query))


@given(broken_texts | texts, queries | han, st.integers(1, 40), st.data())
def test_stretch_by_stretch_a_text_is_found_where_it_stands(
    text: str, query: str, stretch: int, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "STRETCH", stretch)
        found = list(search(text, query, start=start))
    assert found == [Span(start + hit.start, start + hit.end) for hit in slow_search(text[start:], query)]


@given(texts | broken_texts, st.sampled_from(PATTERNS), st.integers(1, 40))
def test_a_pattern_is_found_in_each_line_by_itself(text: str, pattern: str, stretch: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("reader.documents.stretches.STRETCH", stretch)
        patch.setattr(module, "HAND_OVER", -1)
        found = list(search(text, pattern, regex=True))
    expected, start = [], 0
    for line in LINE_END.split(text):
        start = text.index(line, start)
        matches = regex_module.finditer(pattern, fold(line), regex_module.MULTILINE)
        expected += [Span(start + hit.start(), start + hit.end()) for hit in matches if hit[0]]
        start += len(line)
    assert found == expected


@given(texts | broken_texts, st.sampled_from(ACROSS))
def test_a_pattern_that_says_a_line_end_is_found_in_the_whole(text: str, pattern: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "HAND_OVER", -1)
        found = [hit.of(text) for hit in search(text, pattern, regex=True)]
    lines = LINE_END.sub("\n", text)
    expected = [lines[hit.start() : hit.end()] for hit in regex_module.finditer(pattern, fold(lines)) if hit[0]]
    assert [LINE_END.sub("\n", hit) for hit in found] == expected


@given(texts | broken_texts, st.sampled_from((*PATTERNS, *ACROSS)), st.data())
def test_from_a_place_on_a_pattern_is_found_as_in_the_whole(text: str, pattern: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    found = list(search(text, pattern, regex=True, start=start))
    assert found == [hit for hit in search(text, pattern, regex=True) if hit.start >= start]


def test_start_and_end_of_a_line_are_those_of_every_kind_of_line() -> None:
    text = "一头\r\n二头\u2028三头\r四\n"
    assert hits(text, "^.", regex=True) == ["一", "二", "三", "四"]
    assert hits(text, ".$", regex=True) == ["头", "头", "头", "四"]
    assert hits(text, "头$\\n^二", regex=True) == ["头\r\n二"]


def test_a_very_long_line_is_searched_in_all_its_pieces() -> None:
    text = "甲乙丙。" * 20_000
    assert len(hits(text, "甲.丙", regex=True)) == len(hits(text, "甲乙丙")) == 20_000


@pytest.mark.parametrize("pattern", ["(?:奥|奥奥)+$", "(?:奥|奥奥)+\\n$"])
def test_a_pattern_that_never_ends_is_stopped_and_says_so(pattern: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SLOW", 0.02)
    monkeypatch.setattr(module, "SLOW_ACROSS", 0.02)
    with pytest.raises(SlowPatternError, match=r"^This regular expression takes too long; repeats within .*\.$"):
        list(search("奧" * 4000 + "甲\n", pattern, regex=True))


def test_what_is_no_pattern_says_so_before_anything_is_searched(tmp_path: Path) -> None:
    library = Library([str(tmp_path)])
    with pytest.raises(BadPatternError, match="character 1"):
        library.search("*", regex=True)


@pytest.mark.parametrize("regex", [False, True])
def test_a_search_can_be_stopped_within_a_document(regex: bool) -> None:
    asked: list[int] = []
    long = Document("a.txt", "乙\n甲\n" * 300_000)

    def cancelled() -> bool:
        asked.append(1)
        return len(asked) > 3

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "HAND_OVER", -1)
        found = list(places(compiled("甲", regex=regex), [0, 1], lambda _number: long, cancelled))
    assert len(asked) == 4
    assert 0 < len(found) < 300_000


def test_first_hits_of_a_long_text_do_not_wait_for_the_last() -> None:
    looked: list[int] = []

    def opened(number: int) -> Document:
        looked.append(number)
        return Document("a.txt", "甲" * 200_000)

    found = places(compiled("甲"), range(10), opened, bool)
    assert list(islice(found, 3)) == [Place(0, start, start + 1) for start in range(3)]
    assert looked == [0]


def test_the_document_one_reads_comes_first_and_unreadable_ones_are_passed_over(tmp_path: Path) -> None:
    for number in range(4):
        (tmp_path / f"{number}.txt").write_text("甲乙甲", encoding="utf-8")
    (tmp_path / "1.txt").write_bytes(b"\xff\xfe\x00")
    library = Library([str(tmp_path)])
    assert [(place.document, place.start) for place in library.search("甲", first=2)] == [
        *((2, 0), (2, 2)),
        *((0, 0), (0, 2)),
        *((3, 0), (3, 2)),
    ]
    assert {place.document for place in library.search("甲")} == {0, 2, 3}


def test_an_unreadable_document_ends_no_search() -> None:
    def opened(number: int) -> Document:
        if number == 0:
            raise UnreadableDocumentError("gone")
        return Document("a.txt", "甲")

    assert list(places(compiled("甲"), [0, 1], opened, bool)) == [Place(1, 0, 1)]


@pytest.mark.parametrize("regex", [False, True])
def test_what_stands_before_a_markdown_text_about_it_is_not_looked_through(regex: bool) -> None:
    front = "---\ntitle: 甲\n---\n"
    for format_, starts in (("Markdown", [len(front)]), ("text", [front.index("甲"), len(front)])):
        document = Document("a", f"{front}甲\n", format=format_)
        found = places(compiled("甲", regex=regex), [0], lambda _number, it=document: it, bool)  # type: ignore[misc]
        assert [place.start for place in found] == starts


@given(texts, st.data(), st.integers(0, 30))
def test_the_context_of_a_hit_is_in_its_paragraphs(text: str, data: st.DataObject, around: int) -> None:
    start = data.draw(st.integers(0, len(text)))
    hit = Span(start, data.draw(st.integers(start, len(text))))
    found = context(text, hit, around)
    assert found.start <= hit.start <= hit.end <= found.end
    assert hit.start - found.start <= around
    assert found.end - hit.end <= around
    before, after = text[found.start : hit.start].removesuffix("\r"), text[hit.end : found.end]
    assert not LINE_END.search(before)
    assert not LINE_END.search(after)
    assert len(context_line(text, hit, around).splitlines()) <= 1


def test_a_context_is_as_wide_as_asked_for() -> None:
    assert context_line("前面\n一二三四五六七八九十\n后面", Span(7, 8), around=2) == "三四五六七"
    assert context_line("前面\n一二\x1b三四\n后面", Span(4, 5)) == "一二␛三四"


def test_the_context_of_a_hit_that_a_line_end_breaks_is_one_line_with_what_follows() -> None:
    text = "前面\n一二奥特　\r\n　　曼三四\n后面"
    (hit,) = search(text, "奥特曼")
    assert context_line(text, hit) == "一二奥特 曼三四"


def test_in_the_real_articles_either_script_finds_the_same_nine_places(real_documents: Path) -> None:
    library = Library([str(real_documents)])
    queries = (("奥特曼", False), ("奧特曼", False), ("奥特曼", True), ("奧.曼", True))
    one, *others = ([*library.search(query, regex=regex)] for query, regex in queries)
    assert (len(one), len({place.document for place in one})) == (9, 3)
    assert others == [one, one, one]
