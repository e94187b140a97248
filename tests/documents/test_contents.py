from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

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


def outline(text: str) -> list[str]:
    """Return the headings as an indented list."""
    return ["  " * heading.level + heading.title.of(text) for heading in found(text)]


@given(structured | texts)
def test_they_are_the_paragraphs_that_are_headings(text: str) -> None:
    assume(not FENCE.search(text))
    expected = [span for span in paragraphs(text) if is_heading(text, span)]
    assert [heading.paragraph for heading in found(text)] == expected


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
