"""Names come in the order in which a reader counts."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.documents.natural_order import natural


@pytest.mark.parametrize(
    "names",
    [
        ["1.txt", "2.txt", "10.txt", "11.txt"],
        ["第１章", "第2章", "第三章", "第十章", "第十一章", "第二十章", "第一百零二章", "第一千章", "第两千章"],
        ["第〇一回", "第〇九回", "第一〇回", "第二三回"],
        ["一、湖", "二、船", "三、信", "十、风"],
        ["卷一", "卷二", "卷九", "卷十"],
        ["湖 上册.epub", "湖 中册.epub", "湖 下册.epub"],
        ["木屋（上）", "木屋（中）", "木屋（下）"],
        ["连载（一）", "连载（二）", "连载（三）", "连载（十）"],
        ["(一)总则", "(二)湖", "(三)船", "(十)风"],
        ["一月", "二月", "三月", "十二月"],
        ["湖边之一", "湖边之二", "湖边之三"],
        ["一 湖", "二 船", "三 信", "十 风"],
        ["小说 一.txt", "小说 二.txt", "小说 三.txt"],
        ["湖.txt", "湖2.epub", "湖2.txt", "湖10.txt"],
        ["湖 1.9", "湖 1.10"],
        ["2024-9-30 信", "2024-10-1 信"],
        ["廿九章", "卅章", "卅一章"],
        ["万字", "三国", "十里"],
        ["湖", "湖1", "湖a"],
        ["01", "1", "001a", "02"],
    ],
    ids=lambda names: names[0],
)
def test_numbers_count_as_numbers(names: list[str]) -> None:
    shuffled = random.Random(len(names)).sample(names, len(names))
    assert sorted(shuffled, key=natural) == names


@given(st.lists(st.text("0012９ 第卷上十百萬〇一章.、湖b\udc80") | st.text(), max_size=4))
def test_any_two_names_have_an_order(names: list[str]) -> None:
    ordered = sorted(names, key=natural)
    names.reverse()
    assert ordered == sorted(names, key=natural)
    assert sorted(ordered) == sorted(names)


def test_a_number_may_be_as_long_as_it_likes() -> None:
    assert natural("9" * 9_999) < natural("1" * 10_000) < natural("2" + "0" * 9_999)
    assert natural("第" + "九" * 5_000) > natural("第" + "九" * 4_299)
