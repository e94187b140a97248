from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.documents.paragraphs import Span
from reader.library.search import context, context_line, search
from reader.scripts.conversion import convert
from reader.scripts.fold import fold
from reader.scripts.script import Script, Written
from tests.documents.texts import han, texts


def hits(text: str, query: str) -> list[str]:
    return [hit.of(text) for hit in search(text, query)]


@pytest.mark.parametrize("query", ["奥特曼", "奧特曼"])
def test_a_query_in_either_script_finds_both(query: str) -> None:
    assert hits("奥特曼就是奧特曼。", query) == ["奥特曼", "奧特曼"]


def test_width_case_and_dots_make_no_difference() -> None:
    assert hits("ＯpenAI与openai，馬克‧陳", "OpenAI") == ["ＯpenAI", "openai"]
    assert hits("ＯpenAI与openai，馬克‧陳", "马克·陈") == ["馬克‧陳"]


@pytest.mark.parametrize("query", ["", " ", "　", "\t"])
def test_an_empty_query_finds_nothing(query: str) -> None:
    assert hits("一 二　三", query) == []


def test_hits_do_not_overlap() -> None:
    assert hits("啊啊啊啊啊", "啊啊") == ["啊啊", "啊啊"]


@given(texts, han, texts)
def test_what_stands_in_a_text_is_found(before: str, query: str, behind: str) -> None:
    text = before + query + behind
    found = list(search(text, query))
    assert any(hit.start <= len(before) < hit.end for hit in found)
    assert all(fold(hit.of(text)) == fold(query) for hit in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


@given(texts, han, st.sampled_from((Script.HANS, Script.HANT, Script.TW, Script.HK)), st.sampled_from(Written))
def test_in_every_script_a_query_finds_the_same(text: str, query: str, target: Script, written: Written) -> None:
    converted = convert(query, written, target)
    assert list(search(text + query, converted)) == list(search(text + query, query))


@given(texts, st.data(), st.integers(0, 30))
def test_the_context_of_a_hit_is_in_its_paragraph(text: str, data: st.DataObject, around: int) -> None:
    start = data.draw(st.integers(0, len(text)))
    hit = Span(start, data.draw(st.integers(start, len(text))))
    found = context(text, hit, around)
    assert found.start <= hit.start <= hit.end <= found.end
    assert len(context_line(text, hit, around).splitlines()) <= 1


def test_a_context_is_as_wide_as_asked_for() -> None:
    assert context_line("前面\n一二三四五六七八九十\n后面", Span(7, 8), around=2) == "三四五六七"
    assert context_line("前面\n一二\x1b三四\n后面", Span(4, 5)) == "一二␛三四"
