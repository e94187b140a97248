"""A text whose lines were ended because they were full has the same people as the text that was not wrapped."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.documents.paragraphs import Span
from reader.entities.discovery.discover import discover
from reader.entities.discovery.hints import hints
from reader.entities.discovery.wraps import unwrapped

PARAGRAPHS = (
    "公司总裁格雷格·布洛克曼昨天在会上表示，山姆·奥特曼没有出席，记者李飞飞和教授陈信翰都在现场。布洛克曼说，"
    "大家都很想念奥特曼，奥特曼也很想念大家，会议一直开到晚上，最后谁也没有说服谁，大家只好回家吃饭去了。",
    "教授林若川指出，这项研究花了三年时间，律师欧阳文静表示同意。林若川认为，结果还要再等几个月才能公布，"
    "而欧阳文静认为，公布得越早越好，因为大家都在等，等得越久，问题就越多，办法就越少，钱也就越不够用。",
)
LINE_ENDS = ["\n", "\r\n", "\r", "\u2028"]
texts = st.lists(st.sampled_from(PARAGRAPHS), min_size=1, max_size=3, unique=True)


def wrapped(paragraphs: list[str], width: int, line_end: str) -> str:
    """Return paragraphs with a line end behind every so many characters, and an empty line between them."""
    lines = (line_end.join(one[at : at + width] for at in range(0, len(one), width)) for one in paragraphs)
    return (2 * line_end).join(lines)


def people(text: str) -> list[list[tuple[str, str]]]:
    return [[(name.text, name.rule) for name in person.names] for person in (*discover(text), *hints(text))]


@settings(max_examples=60)
@given(texts, st.integers(11, 45), st.sampled_from(LINE_ENDS))
def test_a_wrapped_text_has_the_same_people(paragraphs: list[str], width: int, line_end: str) -> None:
    expected = people("\n\n".join(paragraphs))
    assert any(("格雷格·布洛克曼", "dotted") in names or ("林若川", "surname") in names for names in expected)
    assert people(wrapped(paragraphs, width, line_end)) == expected


@given(texts, st.integers(11, 45), st.sampled_from(LINE_ENDS))
def test_evidence_stands_in_the_text_as_it_is(paragraphs: list[str], width: int, line_end: str) -> None:
    text = wrapped(paragraphs, width, line_end)
    for person in (*discover(text), *hints(text)):
        for name in person.names:
            stands = name.evidence.of(text)
            assert stands == stands.strip()
            if name.rule not in ("short", "variant"):
                assert name.text in stands.replace(line_end, "")


@given(st.text("林若川·,(a \n\r", max_size=120), st.integers(0, 119), st.integers(1, 9))
def test_nothing_but_ends_of_lines_is_taken_out(text: str, start: int, length: int) -> None:
    whole = unwrapped(text)
    left = whole.article.text
    assert len(left) == len(whole.article.folded)
    assert left.translate(dict.fromkeys(map(ord, " \r\n"))) == text.translate(dict.fromkeys(map(ord, " \r\n")))
    if start + length <= len(left):
        assert whole.source(Span(start, start + length)).of(text)[0] == left[start]
        assert whole.source(Span(start, start + length)).of(text)[-1] == left[start + length - 1]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("这家公司的总裁格雷格·布洛克\n曼（Greg Brockman）昨天在\n会上说了三件事，大家听得很认真", "格雷格·布洛克曼"),
        ("这家公司最早的那一位创办人山姆·\n奥特曼表示，他很想念他的朋友们，\n大家听得很认真", "山姆·奥特曼"),
        ("这家公司最早的那一位总裁陈信翰\n（Mark Chen）昨天没有出席会议，\n大家都很想念他", "陈信翰"),
    ],
)
def test_a_name_over_the_end_of_a_full_line_is_one_word(text: str, name: str) -> None:
    assert name in [own.text for person in discover(text) for own in person.names]
    assert all(own.text in text.replace("\n", "") for person in discover(text) for own in person.names)


def test_lines_that_are_not_full_stay_apart() -> None:
    text = "出席：\n记者李飞\n教授飞鸿\n总裁格雷格·布洛克\n曼谷分社\n"
    assert unwrapped(text).article.text == text
