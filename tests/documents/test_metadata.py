"""What documents state about themselves, in the shapes in which Chinese articles and novels open."""

from __future__ import annotations

import pytest
from hypothesis import given

from reader.documents.document import LONGEST_TITLE, Document
from reader.documents.metadata import Metadata, metadata
from reader.documents.paragraphs import LINE_END
from tests.documents.texts import any_text, texts

BODY = "湖边的木屋里住着三个人，他们每天早上一起划船，下午各自写信，晚上围着炉子念给彼此听。\n"

BYLINE_FIRST = f"""编辑 | 方小舟
出品 | 湖边技术社(微信号:lake)
木屋传来消息,第四个人要来了?
{BODY}"""

POINTS_FIRST = f"""划重点
01木屋里来了第四个人，带着两只箱子。
02他不会划船，但会修炉子。
03信从此有了第四种笔迹。
以上内容由机器归纳
木屋的最后一位来客:炉子终于好了
11月3日消息，{BODY}"""

HEADLINE_FIRST = f"""木屋“四重奏”,谈划船、写信与炉子

湖边社
08/02

编译 | 方小舟

编辑 | 林晚

{BODY}"""

PICTURE_FIRST = f"""木屋裡的人,放假也在趕稿

頭圖由某某生成  提示詞:木屋,湖,黃昏

作者|Jessica郵箱|Jessica@example.org

{BODY}"""

NOVEL = f"""第一章　木屋

{BODY}
第二章　来客

{BODY}"""

TITLED_NOVEL = f"《木屋》\n作者：方小舟\n\n{NOVEL}"

MARKDOWN = f"""# 木屋記事

*2025-08-30*

## 一、來客

{BODY}"""

LABELLED = f"""离座的人:木屋两年记

来源：《湖边月报》编辑部
日期：2025年8月30日

{BODY}"""


def title(text: str) -> str:
    return Document("湖边/木屋.txt", text).title


def bylines(found: Metadata, text: str) -> list[tuple[str, str]]:
    return [(byline.role, byline.name.of(text)) for byline in found.bylines]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (BYLINE_FIRST, "木屋传来消息,第四个人要来了?"),
        (POINTS_FIRST, "木屋的最后一位来客:炉子终于好了"),
        (HEADLINE_FIRST, "木屋“四重奏”,谈划船、写信与炉子"),
        (PICTURE_FIRST, "木屋裡的人,放假也在趕稿"),
        (TITLED_NOVEL, "《木屋》"),
        (MARKDOWN, "木屋記事"),
        (LABELLED, "离座的人:木屋两年记"),
    ],
    ids=["byline", "points", "headline", "picture", "novel", "markdown", "labels"],
)
def test_the_title_is_what_a_person_would_name_it_by(text: str, expected: str) -> None:
    assert title(text) == expected
    assert title(text.replace("\n", "\r\n")) == expected
    assert title(f"\n\n　　{text}") == expected


def test_a_novel_that_opens_with_its_first_chapter_is_named_by_its_file() -> None:
    assert title(NOVEL) == "木屋"


@pytest.mark.parametrize("text", ["", "\n\n　\n", "……\n——\n", "https://example.org/a\n", "2025年8月30日\n"])
def test_a_text_without_a_title_is_named_by_its_file(text: str) -> None:
    assert title(text) == "木屋"


def test_standard_input_without_a_title_says_where_it_came_from() -> None:
    assert Document("-", "").title == "standard input"


def test_a_text_that_begins_at_once_is_named_by_its_first_clause() -> None:
    assert title(f"那年冬天湖面结了冰，{BODY.strip() * 3}\n") == "那年冬天湖面结了冰"


@pytest.mark.parametrize("mark", ["", "# "])
def test_a_title_has_an_end(mark: str) -> None:
    assert 0 < len(title(f"{mark}{'湖' * 4000}\n\n{BODY}")) <= LONGEST_TITLE
    assert 0 < len(Document(f"一.zip/{'湖' * 60_000}.txt", "").title) <= LONGEST_TITLE


def test_a_title_cannot_command_the_terminal() -> None:
    assert title("木屋\x1b]0;x\x07\u202e记\n\n" + BODY) == "木屋␛]0;x␇\ufffd记"


@pytest.mark.parametrize("label", ["|", " | ", "｜", ":", "：", " / ", "丨"])
def test_a_byline_names_its_person_without_what_is_around(label: str) -> None:
    text = f"木屋记\n\n作者{label}方小舟\n\n{BODY}"
    assert bylines(metadata(text), text) == [("作者", "方小舟")]


def test_several_people_on_one_line_are_told_apart() -> None:
    text = f"（文：方小舟 编辑：林晚）\n\n木屋记\n\n{BODY}"
    assert bylines(metadata(text), text) == [("文", "方小舟"), ("编辑", "林晚")]


@pytest.mark.parametrize("mark", ["/", "｜", "："])
def test_people_without_a_space_between_are_told_apart_too(mark: str) -> None:
    text = f"文{mark}方小舟编辑{mark}林晚\n\n木屋记\n\n{BODY}"
    assert bylines(metadata(text), text) == [("文", "方小舟"), ("编辑", "林晚")]


def test_a_sentence_about_authors_is_no_byline() -> None:
    text = f"木屋记\n\n这封信的作者：谁也不认识。{BODY}"
    assert metadata(text).bylines == ()


@pytest.mark.parametrize(
    ("text", "source", "date"),
    [
        (HEADLINE_FIRST, "湖边社", "08/02"),
        (LABELLED, "《湖边月报》编辑部", "2025年8月30日"),
        (POINTS_FIRST, None, "11月3日"),
        (BYLINE_FIRST, "湖边技术社(微信号:lake)", None),
        (NOVEL, None, None),
    ],
    ids=["headline", "labels", "points", "byline", "novel"],
)
def test_where_and_when_it_appeared(text: str, source: str | None, date: str | None) -> None:
    found = metadata(text)
    assert (found.source.of(text) if found.source else None) == source
    assert (found.date.of(text) if found.date else None) == date


def test_who_made_it_is_found_in_every_shape() -> None:
    assert bylines(metadata(BYLINE_FIRST), BYLINE_FIRST) == [("编辑", "方小舟")]
    assert bylines(metadata(HEADLINE_FIRST), HEADLINE_FIRST) == [("编译", "方小舟"), ("编辑", "林晚")]
    assert bylines(metadata(TITLED_NOVEL), TITLED_NOVEL) == [("作者", "方小舟")]
    assert bylines(metadata(PICTURE_FIRST), PICTURE_FIRST)[0] == ("作者", "Jessica")


@given(texts | any_text)
def test_whatever_the_text_what_it_states_stands_in_it(text: str) -> None:
    found = metadata(text)
    for span in (found.title, found.source, found.date, *(byline.name for byline in found.bylines)):
        if span is not None:
            assert 0 <= span.start < span.end <= len(text)
            assert span.of(text).strip() == span.of(text)
            assert not LINE_END.search(span.of(text))
