from __future__ import annotations

import pytest
from hypothesis import given

from reader.documents.chapters import is_chapter
from reader.documents.headings import LONGEST_HEADING, is_heading
from reader.documents.paragraphs import paragraphs
from tests.documents.texts import texts

BODY = "湖边的木屋里住着三个人，他们每天早上一起划船，下午各自写信，晚上围着炉子念给彼此听。"


def headings(text: str) -> list[str]:
    return [span.of(text).strip() for span in paragraphs(text) if is_heading(text, span)]


@pytest.mark.parametrize(
    "line",
    [
        "第一章　木屋",
        "第十二章",
        "第一百零八回 来客",
        "第3節 劃船",
        "【第二卷】",
        "　　第二章 来客",
        "一、不是一夜之间的成果",
        "（二）兩張考卷",
        "3. 墙，还是弯道",
        "结语",
        "結語：等號",
        "参考资料",
        "楔子",
        "# 木屋記事",
        "### 2.1 来客",
        "两粒磁石的春天",
    ],
)
def test_a_heading_between_paragraphs(line: str) -> None:
    assert headings(f"{BODY}\n\n{line}\n\n{BODY}\n") == [line.strip()]


@pytest.mark.parametrize(
    "line",
    [
        BODY,
        "第一章里的木屋后来卖掉了。",
        "第一章，他写了三遍",
        "他说，第一章写完了",
        "今天没有信",  # would be one, were it not the first of two short lines
        "他走了。",
        "「走吧」",
        "Noam Brown",
        "2025 年",
        "3.5 倍的算力",
        "——",
        "结" * (LONGEST_HEADING + 1),
    ],
)
def test_what_is_no_heading(line: str) -> None:
    assert line.strip() not in headings(f"{BODY}\n\n{line}\n短句在后。\n\n{BODY}\n")


def test_the_items_of_a_list_are_no_headings() -> None:
    found = headings(f"{BODY}\n\n1. 划船\n\n2. 写信\n\n3. 修炉子\n\n{BODY}\n")
    assert not {"1. 划船", "2. 写信"} & set(found)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2029"], ids=ascii)
def test_blank_lines_and_line_ends_make_no_difference(end: str) -> None:
    text = f"{BODY}{end}{end}{end}两粒磁石的春天{end}{end}{BODY}{end}第二章 来客{end}{BODY}{end}"
    assert headings(text) == ["两粒磁石的春天", "第二章 来客"]


def test_a_chapter_is_told_by_its_number() -> None:
    assert is_chapter("　第二十章 来客")
    assert is_chapter("第２章")
    assert not is_chapter("二、来客")


@given(texts)
def test_any_paragraph_is_a_heading_or_not(text: str) -> None:
    for heading in headings(text):
        assert 0 < len(heading) <= LONGEST_HEADING
