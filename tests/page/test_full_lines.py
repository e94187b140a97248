"""Lines that were full run on, by whatever they were filled; those that somebody ended do not."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.entities.joins import cells
from reader.page.full_lines import which_run_on

HAN = "湖面很安静风从山里吹来信还没有到他说城外的旧邮局在那天早晨开门"
LATIN = (
    "the",
    "lake",
    "is",
    "quiet",
    "today",
    "and",
    "no",
    "letter",
    "has",
    "come",
    "yet",
    "from",
    "Li",
    "Mu",
    "office",
)
chinese = st.sampled_from(
    [*HAN, *(f"{one}，" for one in HAN), *(f"“{one}" for one in HAN), *(f"{one}。" for one in HAN)]
)
latin = st.sampled_from(LATIN)


def filled(units: list[str], most: int) -> list[str]:
    """Return units as lines that are full; between Latin words stands a space."""
    lines = [""]
    for unit in units:
        space = " " if lines[-1][-1:].isascii() and unit[0].isascii() and lines[-1] else ""
        if cells(lines[-1] + space + unit) > most:
            lines.append(unit)
        else:
            lines[-1] += space + unit
    return lines


def run_on(lines: list[str]) -> list[bool]:
    return which_run_on(lines, lines)


@settings(max_examples=60)
@given(
    st.one_of(st.lists(chinese, max_size=150), st.lists(st.one_of(chinese, latin), max_size=150)),
    st.sampled_from((60, 72, 80)),
)
def test_lines_of_chinese_and_mixed_texts_that_were_filled_run_on(units: list[str], most: int) -> None:
    lines = filled([*units, "信", "来。"], most)
    goes_on = any(not line.endswith("。") for line in lines[:-1])
    assert all(run_on(lines)) or not goes_on


@settings(max_examples=60)
@given(st.lists(latin, min_size=1, max_size=120), st.sampled_from((60, 72, 80)))
def test_lines_of_latin_words_that_were_filled_run_on(words: list[str], most: int) -> None:
    lines = textwrap.wrap(" ".join(words), most)
    assert all(run_on(lines))


def test_lines_that_were_filled_by_characters_or_without_the_addresses_of_links_run_on() -> None:
    mixed = "".join(f"{one}{number}" for number, one in enumerate(HAN * 4))
    assert all(run_on(textwrap.wrap(mixed, 40)))
    quoted = [f"“{HAN[:10]}”{HAN[:14]}", f"{HAN[:25]}—", f"{HAN[:26]}", "来。"]
    assert all(run_on(quoted))
    assert all(run_on([HAN[:24], f"[{HAN[:22]}](http://a.example/{'b' * 40})来", HAN[:24], "来。"]))


@pytest.mark.parametrize(
    "lines",
    [
        [
            "九月一日星期五上午九点，会议在镇上第二教学楼二层的房间里举行",
            "出席：方小舟、林小满、陈远山、李牧之、周大成、何一平、吴三多、郑思",
            "缺席：无",
        ],
        [
            "第一个人说，他要从这里走到那里去，一直走到天黑为止",
            "第二个人说，他不走了",
            "第三个人说，他要从这里走到那里去，一直走到天亮为止",
            "他也不走了",
        ],
        [f"作者：{HAN}", f"译者：{HAN}"],
        [HAN, "http://a.example/b", HAN, "http://a.example/c"],
        [f"“{HAN}。”", f"“{HAN}。”", "“来。”"],
        [HAN[:23], HAN[:30], HAN[:26], HAN[:21]],
    ],
)
def test_lines_of_lists_and_of_what_people_say_do_not_run_on(lines: list[str]) -> None:
    assert not any(run_on(lines))


def test_a_label_or_an_answer_at_the_start_of_a_line_is_chance_where_all_lines_are_full() -> None:
    assert all(run_on([HAN, HAN, HAN, HAN, f"他说：{HAN[:20]}"]))
    assert all(run_on([HAN, HAN, HAN, HAN[:-1] + "”", f"“{HAN[:20]}"]))


def test_a_line_broken_by_hand_inside_a_latin_sentence_runs_on() -> None:
    lines = [
        "No letter has come to the old post office, and",
        "it will not come before the lake is frozen over, they say,",
        "so wait.",
    ]
    assert run_on(lines) == [True, True]
    assert not any(run_on(["The Old Post Office at the Lake, a Novel", "A Letter That Never Came, and Other Stories"]))
