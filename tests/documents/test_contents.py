from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from reader.documents.announced import AHEAD, PAGE_NUMBER
from reader.documents.chapters import MARKDOWN
from reader.documents.contents import Heading, contents, heading_before
from reader.documents.headings import is_heading
from reader.documents.paragraphs import Span, paragraphs
from tests.documents.texts import LINE_ENDS, SPACES, lines, texts

if TYPE_CHECKING:
    from pathlib import Path

BODY = "湖边的木屋里住着三个人，他们每天早上一起划船，下午各自写信，晚上围着炉子念给彼此听。"
FENCE = re.compile("```|~~~")

some_lines = st.one_of(
    st.sampled_from(("第一卷 湖", "第二章", "第3节", "【第二部】", "序", "结语", "一、划船", "（二）写信", "3. 炉子")),
    st.sampled_from(("4．", "5、", "两粒磁石的春天", "今天没有信", "他走了。", "# 木屋", "### 来客 ##", "##", BODY)),
    st.sampled_from(("\u200b", "\ufeff \u200b", " ")),
    lines,
    st.text(alphabet=SPACES, max_size=3),
)
structured = st.lists(st.tuples(some_lines, st.sampled_from(("\n", "\n\n", "\n" * 12, *LINE_ENDS))), max_size=14).map(
    lambda parts: "".join(line + end for line, end in parts)
)


def found(text: str) -> list[Heading]:
    return [heading for stretch in contents(text) for heading in stretch]


def said(text: str, span: Span) -> str:
    """Return the letters and digits of a paragraph."""
    return "".join(filter(str.isalnum, span.of(text)))


def outline(text: str) -> list[str]:
    """Return the headings as an indented list."""
    return ["  " * heading.level + heading.title.of(text) for heading in found(text)]


@given(structured | texts)
def test_they_are_the_paragraphs_that_are_headings(text: str) -> None:
    assume(not FENCE.search(text))
    expected = [span for span in paragraphs(text) if is_heading(text, span)]
    listed = [heading.paragraph for heading in found(text)]
    if len({PAGE_NUMBER.sub("", said(text, span)) for span in expected}) == len(expected):
        assert listed == expected
    else:  # what comes again is announced, and left out
        assert listed == [span for span in expected if span in listed]
        assert {said(text, span) for span in expected[-1:]} <= {said(text, span) for span in listed}


@given(structured | texts, st.sampled_from(("第", "一", "湖 ", "#")))
def test_by_a_rule_they_are_the_paragraphs_that_it_names(text: str, sign: str) -> None:
    def rule(line: str) -> bool:
        return sign in line

    expected = [span for span in paragraphs(text) if is_heading(text, span, rule)]
    listed = [heading.paragraph for stretch in contents(text, rule=rule) for heading in stretch]
    assume(len({PAGE_NUMBER.sub("", said(text, span)) for span in expected}) == len(expected))
    assert listed == expected


@given(structured)
def test_a_title_is_what_the_heading_says_without_its_marks(text: str) -> None:
    for heading in found(text):
        line = heading.paragraph.of(text)
        assert heading.paragraph.start <= heading.title.start <= heading.title.end <= heading.paragraph.end
        said = heading.title.of(text)
        assert said == said.strip()
        assert said in line
        if not MARKDOWN.match(line.strip()):
            assert said == line.strip()


@given(structured)
def test_a_level_is_at_most_one_deeper_than_the_one_before(text: str) -> None:
    level = -1
    for heading in found(text):
        assert 0 <= heading.level <= level + 1
        level = heading.level


def test_chapters_stand_below_volumes_and_sections_below_chapters() -> None:
    text = f"序\n{BODY}\n第一卷 湖\n第一章 船\n第一节 桨\n{BODY}\n第二节 帆\n第二章 信\n第二卷 山\n第三章 炉\n后记\n"
    assert outline(text) == [
        "序",
        *("第一卷 湖", "  第一章 船", "    第一节 桨", "    第二节 帆", "  第二章 信"),
        *("第二卷 山", "  第三章 炉", "  后记"),
    ]


def test_numbers_of_lists_stand_below_each_other() -> None:
    parts = ("一、船", "（一）桨", "1. 木", "2. 漆", "（二）帆", "二、信")
    assert outline("".join(f"{part}\n\n{BODY}\n\n" for part in parts)) == [
        *("一、船", "  （一）桨", "    1. 木", "    2. 漆", "  （二）帆", "二、信")
    ]


def test_headings_that_skip_levels_are_indented_by_one() -> None:
    assert outline("# 木屋\n### 船\n#### 桨\n## 信 ##\n") == ["木屋", "  船", "    桨", "  信"]


def test_headings_all_of_one_kind_are_not_indented() -> None:
    assert outline(f"第一章 船\n{BODY}\n第二章 信\n{BODY}\n") == ["第一章 船", "第二章 信"]
    assert outline(f"1. 船\n{BODY}\n2. 信\n{BODY}\n") == ["1. 船", "2. 信"]


@pytest.mark.parametrize("fence", ["```", "~~~", "```python", "  ````"])
def test_a_comment_in_a_code_block_is_no_heading(fence: str) -> None:
    closing = fence.strip().rstrip("python")
    text = f"# 木屋\n\n{fence}\n# a comment\n{closing}\n\n## 船\n"
    assert outline(text) == ["木屋", "  船"]


def test_a_code_block_ends_with_its_own_fence_only() -> None:
    assert outline("````\n# a\n```\n# b\n~~~~\n# c\n````\n# 木屋\n") == ["木屋"]


def test_a_line_of_waves_between_scenes_hides_no_chapter() -> None:
    assert outline(f"第一章\n{BODY}\n~~~~~~~~\n{BODY}\n第二章\n{BODY}\n") == ["第一章", "第二章"]


def test_the_heading_one_reads_under_is_the_last_one_before() -> None:
    text = f"{BODY}\n第一章\n{BODY}\n第二章\n{BODY}\n"
    headings = found(text)
    first, second = (heading.paragraph.start for heading in headings)
    offsets = (0, first - 1, first, second - 1, second, len(text))
    assert [heading_before(headings, offset) for offset in offsets] == [None, None, 0, 0, 1, 1]
    assert heading_before([], 5) is None


def test_the_headings_of_real_articles_are_found(real_documents: Path) -> None:
    for file in sorted(real_documents.glob("*.txt")):
        text = file.read_text(encoding="utf-8")
        expected = [Span(span.start, span.end) for span in paragraphs(text) if is_heading(text, span)]
        assert [heading.paragraph for heading in found(text)] == expected


TITLES = ("第一章 船", "第二章 信", "第三章 炉子", "第四章 来客")


def novel(*titles: str) -> str:
    return "".join(f"{title}\n{BODY}\n" for title in titles)


@pytest.mark.parametrize("end", ["", "……12", " 3", "\t７"], ids=ascii)
@pytest.mark.parametrize(
    "between", ["", f"{BODY}\n", f"{BODY}\n前言\n{BODY}\n", "\n\n\n"], ids=["nothing", "text", "preface", "space"]
)
def test_a_table_of_contents_is_left_out_but_for_its_own_title(end: str, between: str) -> None:
    table = "".join(f"　　{title}{end}\n\n" for title in TITLES)
    expected = ["目录", *(["前言"] if "前言" in between else []), *TITLES]
    assert outline(f"目录\n{table}{between}{novel(*TITLES)}") == expected


def test_a_table_with_volumes_whose_chapters_have_no_titles_is_left_out_too() -> None:
    parts = ("第一卷", "第一章", "第二章", "第二卷", "第一章", "第二章")
    text = "".join(f"{part}\n" for part in parts) + "".join(
        f"{part}\n" + (f"{BODY}\n" if "章" in part else "") for part in parts
    )
    listed = found(text)
    assert [heading.title.of(text) for heading in listed] == list(parts)
    assert listed[0].paragraph.start == text.rindex("第一卷")


@pytest.mark.parametrize(
    "table",
    [
        "目录\n楔子\n第一卷 风\n第一章 船\n第二章 信\n第二卷 云\n第三章 湖\n",
        "楔子\n正文\n第一章 船\n第二章 信\n第三章 湖\n",
        "楔子……1\n第一章 船……2\n第二章 信……3\n第三章 湖……4\n",
        "目录\n楔子 旧事\n第一章 船\n第二章 信\n第三章 湖\n",
    ],
    ids=["volumes", "line between", "none of its own", "another title"],
)
def test_what_opens_a_book_is_listed_once_behind_its_table(table: str) -> None:
    text = f"{table}\n{novel('楔子', '第一章 船', '第二章 信', '第三章 湖')}"
    listed = [heading for heading in found(text) if heading.title.of(text) != "目录"]
    assert [heading.title.of(text) for heading in listed] == ["楔子", "第一章 船", "第二章 信", "第三章 湖"]
    assert listed[0].paragraph.start == text.rindex("楔子")


def test_by_a_rule_a_table_with_lines_that_it_does_not_name_is_left_out() -> None:
    table = "楔子\n第一卷 风\n第一章 船\n第二章 信\n第二卷 云\n第三章 湖\n"
    text = f"{table}\n{novel('楔子', '第一章 船', '第二章 信', '第三章 湖')}"
    by_rule = [one for part in contents(text, rule=re.compile("第.+章").match) for one in part]  # type: ignore[arg-type]
    assert [heading.title.of(text) for heading in by_rule] == ["第一章 船", "第二章 信", "第三章 湖"]
    assert by_rule[0].paragraph.start == text.rindex("第一章")


def test_chapters_without_text_that_never_come_again_are_no_table() -> None:
    assert outline("\n".join(TITLES)) == list(TITLES)
    assert outline("\n".join(TITLES) + f"\n{BODY}\n第五章 山\n{BODY}\n") == [*TITLES, "第五章 山"]


def test_a_chapter_of_the_same_title_much_later_leaves_the_first_ones_listed() -> None:
    others = tuple(f"第{number}章 山" for number in range(5, 7 + AHEAD))
    text = "\n".join(TITLES) + f"\n{BODY}\n" + novel(*others, TITLES[0])
    assert outline(text) == [*TITLES, *others, TITLES[0]]


def test_a_title_said_twice_is_listed_once() -> None:
    assert outline(f"第一章 船\n\n　　第一章　船\n{BODY}\n第二章\n第二章\n{BODY}\n") == ["第一章　船", "第二章"]


def test_a_book_stands_above_its_volumes_and_a_chapter_named_with_its_volume_is_a_chapter() -> None:
    text = novel("第一部 湖", "卷一 春", "第一卷 春 第一章 船", "第一卷 春 第二章 信", "尾声", "下册", "一", "二")
    assert outline(text) == [
        *("第一部 湖", "  卷一 春", "    第一卷 春 第一章 船", "    第一卷 春 第二章 信", "    尾声"),
        *("  下册", "    一", "    二"),
    ]


def test_a_heading_is_handed_over_with_the_stretch_it_stands_in() -> None:
    text = f"第一章 船\n{BODY}\n" + f"{BODY}\n" * 5000
    assert [heading.title.of(text) for heading in next(iter(contents(text)))] == ["第一章 船"]


def test_a_rule_lists_what_it_names_below_what_ranks_higher() -> None:
    text = novel("第一卷 湖", "EP.1 船", "第一部电影", "EP.2 信")

    def rule(line: str) -> bool:
        return line.startswith(("第一卷", "EP."))

    headings = [heading for stretch in contents(text, rule=rule) for heading in stretch]
    assert [(heading.title.of(text), heading.level) for heading in headings] == [
        *(("第一卷 湖", 0), ("EP.1 船", 1), ("EP.2 信", 1)),
    ]
