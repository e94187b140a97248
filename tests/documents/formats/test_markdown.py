"""Markdown's marks: hidden or replaced where they are marks, untouched where they are text."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.documents.document import read_document
from reader.documents.formats.front_matter import FrontMatter, front_matter
from reader.documents.formats.markdown import NOTHING, Kind, look, marks, passed_at, structure
from reader.documents.formats.markdown_headings import markdown_headings
from reader.documents.formats.markdown_inline import Style
from reader.documents.paragraphs import Span, paragraph_at, paragraphs

if TYPE_CHECKING:
    from pathlib import Path

ALL = Span(0, 0)
markdown = st.text(alphabet="*_`~[]()!#>-|\\<^:=+ \n1aà中。“”x/", max_size=120)


def shown(text: str) -> list[str]:
    """Return the paragraphs of a text as they are shown."""
    known, lines = structure(text), []
    for paragraph in paragraphs(text):
        line, place = "", paragraph.start
        for mark in marks(text, paragraph, known):
            line += text[place : mark.span.start] + mark.shown
            place = mark.span.end
        lines.append(line + text[place : paragraph.end])
    return lines


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ("## 第一章 *木屋* ##", "第一章 木屋"),
        ("说：**“好。”**他笑了。", "说：“好。”他笑了。"),
        ("他**很**冷，*也*很饿，***真的***。", "他很冷，也很饿，真的。"),
        ("~~不~~去", "不去"),
        ("_斜_的 snake_case_name", "斜的 snake_case_name"),
        ("2*3*4 和 a * b * c", "2*3*4 和 a * b * c"),
        ("`**x**` 和 ``a`b``", "**x** 和 a`b"),
        (r"\*不是\* \# \\", r"*不是* # \\"[:-1]),
        ("看![木屋](a.png)图", "看[木屋]图"),
        ("<https://example.org/a_b_c> 和 <b>", "https://example.org/a_b_c 和 <b>"),
        ("> 引\n> > 再引", "｜引"),
        ("* 一", "- 一"),
        ("+ [x] 二", "- ☑ 二"),
        ("3. [ ] 三", "3. ☐ 三"),
        ("***", "＊　＊　＊"),
        ("注[^1]", "注[1]"),
        ("[^1]: 船", "[1] 船"),
        ("[甲][乙]、[乙]、[乙][]\n\n[乙]: http://a.b", "甲[1]、乙[2]、乙[3]"),
        ("[甲][]、[乙 *丙*]\n\n[甲]: <第 二.md>\n[乙 *丙*]: < a b >", "甲[1]、乙 丙[2]"),
        ("研究[1][2]说明", "研究[1][2]说明"),
        ("A&amp;B&nbsp;C &lt;*b*&gt; &#20013;&#x4E2D;", "A&B C <b> 中中"),
        ("&#8; &#x202e; &#769; &nosuch; `&amp;` \\&amp;", "&#8; &#x202e; &#769; &nosuch; &amp; &amp;"),
        ("陈<!-- **注** -->信<!-->翰 <!-- 一", "陈信翰 <!-- 一"),
        ("`<!-- 码 -->` \\<!-- 文 -->", "<!-- 码 --> <!-- 文 -->"),
        ("一\\\n二", "一"),
        ("一\\\n\n二", "一\\"),
        ("## ", "## "),
        ("` `", "` `"),
        ("没有**关上的 [括号](", "没有**关上的 [括号]("),
        ("100% [草稿]", "100% [草稿]"),
    ],
)
def test_what_is_a_mark_is_not_shown_and_what_is_none_is(written: str, seen: str) -> None:
    assert shown(written)[0] == seen


def test_links_are_numbered_through_the_text() -> None:
    text = '见[甲](http://a.b/c_(d))。\n\n```\n[码](x)\n```\n\n和[乙](<e f> "题")、`[丙](g)`。\n'
    assert shown(text)[0] == "见甲[1]。"
    assert shown(text)[-1] == "和乙[2]、[丙](g)。"
    assert [link.target for link in structure(text).links] == ["http://a.b/c_(d)", "e f"]


def test_a_link_without_a_number_is_shown_without_its_address() -> None:
    text = "见[甲](http://a.b)。"
    assert [mark.shown for mark in marks(text, Span(0, len(text)), NOTHING)] == ["", ""]


def test_code_between_fences_stays_as_it_is() -> None:
    text = "前\n~~~py\n# 不是**题**\n```\n- x\n~~~\n**后**"
    assert shown(text) == ["前", "", "# 不是**题**", "```", "- x", "", "后"]


def test_the_bars_of_a_table_are_inside_it_alone() -> None:
    assert shown("| 人 | 信 |\n|---|:-:|\n| 甲 | 三 |\n|  | 四 |") == ["人 | 信", "", "甲 | 三", "| 四"]


def test_an_underlined_heading_has_no_line_and_a_rule_is_one() -> None:
    assert shown("题\n===\n\n文\n\n---\n") == ["题", "", "文", "＊　＊　＊"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            '---\ntitle: "湖边: 来信"\nauthor: [方小舟, 林晚]\ndate: 2024-01-02 # x\nlang: zh-Hans\n---\n',
            FrontMatter(ALL, "湖边: 来信", ("方小舟", "林晚"), "2024-01-02", "zh-Hans"),
        ),
        ("---\r\n标题：木屋\r\nauthors:\r\n  - 方小舟\r\n---\r\n", FrontMatter(ALL, "木屋", ("方小舟",))),
        ('+++\ntitle = "木屋"\nauthors = ["方小舟"]\n+++\n', FrontMatter(ALL, "木屋", ("方小舟",))),
    ],
)
def test_front_matter_is_told(text: str, told: FrontMatter) -> None:
    assert front_matter(f"{text}文\n---\n") == replace(told, span=Span(0, len(text)))


@pytest.mark.parametrize(
    "text", ["---\n一段文字\n---\n", "---\ntitle: x\n", "文\n---\ntitle: x\n---\n", "+++\n= [\n+++\n"]
)
def test_what_only_looks_like_front_matter_is_text(text: str) -> None:
    assert front_matter(text) is None


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ("一\n\n    a = *b* 和\n\n\t# c\n", ["一", "a = *b* 和", "# c"]),
        ("一\n    a *b*\n", ["一", "    a b"]),
        ("    a *b*\n", ["    a b"]),
        ("一\n\n    这是*中文*的一段。\n\n    a *b*\n", ["一", "    这是中文的一段。", "    a b"]),
        ("- 一\n\n    a *b*\n\n    c *d*\n", ["- 一", "    a b", "    c d"]),
        ("[^1]: 一\n\n    a *b*\n", ["[1] 一", "    a b"]),
        ("一\n\n" + "    a *b*\n" * 99, ["一", *["a *b*"] * 99]),
    ],
)
def test_a_line_that_is_indented_below_a_blank_one_is_code_unless_it_is_chinese(written: str, seen: list[str]) -> None:
    assert shown(written) == seen


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ("一**二\n三**四", ["一二", "三四"]),
        ("- 一*二\n  三\n  四*五\n- 六*", ["- 一二", "  三", "  四五", "- 六*"]),
        ("> 一~~二\n> 三~~", ["｜一二", "｜三"]),
        ("一**二**三**四\n五**六**七**", ["一二三四", "五六七"]),
        ("一**二\n\n三**四", ["一**二", "三**四"]),
        ("一**二\n# 三**四\n五**六", ["一**二", "三**四", "五**六"]),
        ("一**二\n> 三**四", ["一**二", "｜三**四"]),
        ("一*二\n`三*`四 \\*", ["一*二", "三*四 *"]),
        ("价100元*\n*注", ["价100元*", "*注"]),
        ("一**二\n" + "三\n" * 20 + "四**", ["一**二", *["三"] * 20, "四**"]),
    ],
)
def test_emphasis_goes_over_the_lines_of_a_paragraph(written: str, seen: list[str]) -> None:
    assert shown(written) == seen


def test_the_lines_between_stand_out_as_well() -> None:
    text = "一**二\n三\n四**五"
    styles = [look(text, paragraph).styles for paragraph in paragraphs(text)]
    assert [[(span.of(text), str(style)) for span, style in found] for found in styles] == [
        [("二", "strong")],
        [("三", "strong")],
        [("四", "strong")],
    ]


def test_a_comment_on_lines_of_its_own_is_not_shown() -> None:
    assert shown("一\n<!-- 二 -->\n三\n\n  <!--\n四\n\n五 --> \n六\n") == ["一", "", "三", "", "", "", "六"]
    for text in (
        "<!-- 一 --> 二\n",
        "一 <!-- 二 -->\n",
        "<!-- 一\n",
        "```\n<!-- 一\n```\n-->\n",
        f"<!--\n{'一' * 10_000}-->",
    ):
        assert not structure(text).passed or "```" in text
        assert "".join(shown(text)).strip()
        assert ("<!--" in "".join(shown(text))) is ("二" not in text)


def test_front_matter_is_not_shown() -> None:
    assert shown("---\ntitle: 木屋\n---\n# 题") == ["", "", "", "题"]


@settings(max_examples=150)
@given(markdown)
def test_marks_are_in_order_inside_their_paragraph_and_hide_no_letter_of_a_plain_word(text: str) -> None:
    known = structure(text)
    for paragraph in paragraphs(text):
        place = paragraph.start
        for mark in marks(text, paragraph, known):
            assert place <= mark.span.start <= mark.span.end <= paragraph.end
            place = mark.span.end
            assert "中" not in mark.span.of(text) or "](" in text or "][" in text or "---" in text


@settings(max_examples=50)
@given(st.text(alphabet="一二三。，“”（）a1 ", max_size=80))
def test_text_without_marks_is_shown_as_it_stands(text: str) -> None:
    assert marks(text, paragraph_at(text, 0)) == ()


@pytest.mark.parametrize(
    "piece", ["*a", "[", "![x](", "`a``b", "[a](", "[x][y", "> ", "<a:", "_a_", "**", "| -", "\\", "&#"]
)
def test_the_work_grows_with_the_length_of_a_line_alone(piece: str) -> None:
    for text in (piece * (4000 // len(piece)), piece * 20_000):
        assert sum(len(mark.shown) for mark in marks(text, Span(0, min(len(text), 4000)))) <= 4000


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("# 题", Kind.HEADING),
        ("题\n===", Kind.HEADING),
        ("文", Kind.TEXT),
        ("1. 一", Kind.ITEM),
        ("[^1]: 船", Kind.ITEM),
        ("> 引", Kind.QUOTE),
        ("> - 引", Kind.ITEM),
        ("甲 | 乙\n--- | ---\n丙 | 丁", Kind.ROW),
        ("甲 | 乙\n丙 | 丁", Kind.TEXT),
        ("```\n```\n```\n```", Kind.NOTHING),
        ("---\ntitle: 题\n---", Kind.NOTHING),
    ],
)
def test_a_line_is_known_for_what_it_is(written: str, kind: Kind) -> None:
    assert look(written, paragraph_at(written, 0), structure(written)).kind is kind


def test_a_line_with_breaks_of_windows_is_what_it_is_with_others() -> None:
    text = "前\r\n```py\r\n# 码\r\n```\r\n题\r\n---\r\n"
    assert shown(text) == ["前", "", "# 码", "", "题", ""]


def test_what_stands_out_is_told() -> None:
    text = "**粗** *斜* ~~划~~ `码` [链](a) 注[^1]"
    styles = look(text, Span(0, len(text))).styles
    assert {style: span.of(text) for span, style in styles if style is not Style.LINK} == {
        Style.STRONG: "粗",
        Style.EMPHASIS: "斜",
        Style.STRUCK: "划",
        Style.CODE: "码",
    }
    assert [span.of(text) for span, style in styles if style is Style.LINK] == ["链", "[^1]"]


def test_a_note_leads_from_its_mark_to_where_it_stands_and_links_are_numbered_behind_the_notes() -> None:
    text = "他来了[^2]，见[甲](http://a.b)。\n又来了[^2][^没有]。\n\n[^2]: 船。\n"
    found = structure(text)
    assert [(note.mark.of(text), text[note.place : note.place + 4]) for note in found.notes] == [("[^2]", "[^2]")] * 2
    assert shown(text)[0] == "他来了[2]，见甲[3]。"


def test_where_an_address_is_stated_is_not_shown_unless_nothing_leads_there() -> None:
    text = "[甲]\n\n[甲]: <http://a.b>\n[乙]: http://c.d 'x'\n[注]: 说明\n"
    assert shown(text) == ["甲[1]", "", "[乙]: http://c.d 'x'", "[注]: 说明"]


def test_lines_that_are_not_shown_are_passed_over_together() -> None:
    text = "---\ntitle: x\n---\n\n```\n\n```\n[a]: http://a.b\n题[a]\n===\n"
    known = structure(text)
    first, last = paragraph_at(text, 0), paragraph_at(text, text.index("==="))
    assert passed_at(text, first, known) == Span(0, text.index("\n题"))
    assert passed_at(text, paragraph_at(text, text.index("[a]:")), known) == Span(0, text.index("\n题"))
    assert passed_at(text, last, known) == last
    assert passed_at(text, paragraph_at(text, text.index("题")), known) is None


@settings(max_examples=150)
@given(markdown)
def test_of_a_line_that_is_not_passed_over_something_is_shown_and_of_one_that_is_nothing(text: str) -> None:
    known = structure(text)
    for paragraph, line in zip(paragraphs(text), shown(text), strict=True):
        assert (not line.strip()) == (passed_at(text, paragraph, known) is not None)


@settings(max_examples=100)
@given(st.lists(st.sampled_from(["===", "---", "|-|", "a|b", "文", "[a]: http://x", "***"]), max_size=12))
def test_without_the_structure_no_two_lines_that_follow_each_other_are_passed_over(lines: list[str]) -> None:
    text = "\n".join(lines)
    passed = [passed_at(text, paragraph) is not None for paragraph in paragraphs(text)]
    assert (True, True) not in set(pairwise(passed))


@pytest.mark.parametrize(
    "piece", ["```\n\n", "[^1] ", "[^1]: x\n\n", "[a]: b/c\n[a]\n", "a|b\n-|-\n", "]:", "文\n==\n", "<!--\n"]
)
def test_the_structure_of_a_long_text_takes_time_that_grows_with_its_length(piece: str) -> None:
    text = piece * (60_000 // len(piece))
    assert structure(text).first in (1, 2)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("---\ntitle: 湖边来信\n---\n\n# 木屋\n", "湖边来信"),
        ("---\ndate: 2024-01-02\n---\n\n# 木屋\n", "木屋"),
        ("# **木屋**的[信](http://a.b) #\n", "木屋的信"),
        ("---\ntitle: 不是\n\n# 木屋\n", "title: 不是"),
        ("<!-- markdownlint-disable -->\n# 木屋 &amp; 湖\n", "木屋 & 湖"),
    ],
)
def test_a_document_is_called_what_its_front_matter_says_else_what_its_first_heading_shows(
    tmp_path: Path, text: str, title: str
) -> None:
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    assert read_document(str(tmp_path / "a.md")).title == title


def test_what_a_text_states_about_itself_stands_behind_its_front_matter(tmp_path: Path) -> None:
    text = "---\ntitle: 湖边来信\nauthor: 方小舟\n---\n\n# 木屋\n"
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    document = read_document(str(tmp_path / "a.md"))
    assert document.metadata.title is not None
    assert document.metadata.title.of(text) == "木屋"
    assert document.source.authors == ("方小舟",)
    assert document.structure.front is not None


MARKED = """---
title: 书
# no heading
---
# 木屋 #

楔子
====

一、不是标记的

```
# 也不是
```

### 信 ###
湖水
---

- 第一条
---
"""


def test_the_headings_are_those_that_are_marked_and_their_levels_follow() -> None:
    found = markdown_headings(MARKED, structure(MARKED))
    assert found is not None
    assert [(one.title.of(MARKED), one.level) for one in found] == [("木屋", 0), ("楔子", 0), ("信", 1), ("湖水", 1)]


def test_a_text_without_marks_has_none() -> None:
    assert markdown_headings("第一章 船\n\n走了。\n", structure("第一章 船\n\n走了。\n")) is None
