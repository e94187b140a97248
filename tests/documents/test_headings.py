from __future__ import annotations

import pytest
from hypothesis import given

from reader.documents import chapter_lines as lines
from reader.documents.chapters import FIRST, LONGEST_CHAPTER, is_chapter
from reader.documents.headings import LONGEST_HEADING, LONGEST_RULED, is_heading
from reader.documents.paragraphs import paragraphs
from tests.documents.texts import texts

BODY = "湖边的木屋里住着三个人，他们每天早上一起划船，下午各自写信，晚上围着炉子念给彼此听。"

CHAPTERS = """
第一章　木屋|第十二章|第一百零八回 来客|第3節 劃船|【第二卷】
第一百零三回 甄士隐梦幻识通灵，贾雨村风尘怀闺秀|第一回甄士隐梦幻识通灵，贾雨村风尘怀闺秀
第一回 灵根育孕源流出 心性修持大道生|第 12 章|第　三　章　湖|第１２３章 船|卷一|卷之三|卷之三 湖
上卷|下冊|第一卷 第二章|第一卷第二章 信|第一卷 湖边的木屋 第二章 来客|楔子|楔　子|序|序章|序幕|引子
前言|前　言|自序|代序|尾声|后记|後記：感谢|番外|番外一|番外之湖|番外 湖|终章|終章|大结局|附录|附录A
附錄一 表|【第一章】|正文 第一章|正文 第一章 湖|正文卷 第1章 湖|第一章：|第一章：湖|第一章、湖
第一章.湖|第一章——湖|第一章（上）|☆、第五章 湖|☆、第五章|=== 第一章 ===|Chapter 12|CHAPTER XII
Chapter One The Lake|Chapter 3: 湖|Part II|Prologue|第二〇一章|第两百章 湖|第廿二回
第一千两百三十四章 他来了！|第五章 你是谁？|第一章 我，重生了|第12章 第十二章 湖|第1章 第一章 湖
第十二、十三章 湖|第3-4章 湖|第一章陨落的天才|第三章他来了！|第一部分 湖|第一部 湖|第二场 湖边
第四幕|第一折|第三齣 湖|第一话 湖|第一話「湖」|第001章 湖|012章 湖|第三章的士司机|第零章|第一章 1984
序 一百年后|后记 2008年冬|第肆拾章|第壹章 湖|第貳章|第二章 湖（求月票！）|Vol. 3|目录|参考资料
总结：模型变大了，能力也变强了|上部 湖|第三篇 湖|第１章　湖|第一编 湖|「第一章」|《第一章》
第5章 “好。”|第五章 「走，還是不走？」|《湖边》第一章 开始|《湖边》第一章|Ch 4|Ch. 4 The Lake
第三十章 完！|第三十章（完）|番外 三（完）|第一问|第二案 船上的信|第三計　借船|卷第一|☆、4、船|☆、船上的信
湖边 第一章|湖边（上） 第十二章 船|湖边：木屋 第三章（二）|《》目录 第四回　来客|湖边 第6部分|湖边篇 第三章 信
湖边 第五章 信_湖边在线阅读|湖边 第八章 第二场雨|上部湖边 第1部分
第三百二十一章 山雨欲来风满楼，一夜之间木屋的三个人全都不见了，只留下一封信和半壶凉茶（感谢各位）
"""
"""Lines that head chapters, as files of novels have them."""
NO_CHAPTERS = """
第一章里的木屋后来卖掉了。|第一章，他写了三遍|他说，第一章写完了|第三章的结尾|第三章的内容，他都忘了
第一节课|第一回见面|第一回见面，他没有说话|第一部电影|序列|序列号|楔子是他写的|第一卷 完|第一章完
（第一章完）|第二卷 终|第一部完|第一集团军|第一场雪|第一次|第一次见面|第三章中，他写道
第三章中他写道|第一章、第二章都删了|第一章 船 第二章 信 第三章 湖|第一章到第三章|第 3 章 的内容
第一章 绪论。介绍背景。|前言之后|尾声渐起|引子弹上膛|Chapter 3 of the book|Chapters 3
Chapter and verse|Parting|后记者说|目录学|总结会|第一章……|第一回合|第二回去|附录像|序 他写得很短。
结局是好的|上部分|上册页|第一季度|第一夜他没有睡|第三章我们|第一课堂|卷二百块钱|终章节|第三章最后
跋山涉水|番外人|第5章 “好。”他说。“走。”|《湖边》第一章讲船|《湖边》第三章：“他说了什么。”|《湖边》第一部
《湖边》第一章 他走了。|《湖边》第三章 “他说了什么。”|CH 4|Ch 4 of the book
第一卷 完！|（第三十章 完！）|第三十章完！|卷二（完）|第一问题|第二案子|☆、|☆、他走了。她也走了。|详见 第三章
男篮 第三节|上一章 第三章 湖|下一篇 第五章|下一回 第8话|次回　第８話|根据 第三章 规定
湖边 第三章里|他说，湖边 第三章|湖边 第一部|湖边 第三章 他走了。|湖边 第三章 完|湖边第三章 船|在湖边 第三集 船
"""
"""Lines of text that begin as if they did."""


def each(lines: str) -> list[str]:
    return [line for row in lines.strip().splitlines() for line in row.split("|")]


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
        "木屋的‘主人’",
        "001 开始",
        "０１２　开始",
        "24 来客",
        "11 公司的船",
        "8 平衡写信与划船",
        "2 克拉拉",
        "9 米兰来信",
        "6 升级",
        "5 对手",
        "24 后来",
        "7 瓶中信",
        "3 部落",
        "湖边|木屋 第三章 来客",
        "三    木屋",
        "二十　“船”",
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
        "船上的人——",
        "船上的人.",
        "船上的人~",
        "第 15 页 共 20 页",
        "第二章完",
        "3 个人坐在船上",
        "2025 年冬天的湖",
        "3 湖边，船上",
        "三 湖边，船上",
        "2003 3.5 船",
        "500 克番茄",
        "2 勺糖",
        "3 比 1",
        "20 美元",
        "100 公里",
        "200 米",
        "15 米高的船",
        "5 毛钱",
        "90 后",
        "4 辆车",
        "2 对夫妻",
        "三 二 一 走",
        "一  二 走",
        "(2024)",
        "（２０２４）",
        "| 第一章 | 3 |",
        "｜ 第一章 ｜ 3 ｜",
        "> 第三章 湖",
        "结" * (LONGEST_HEADING + 1),
    ],
)
def test_what_is_no_heading(line: str) -> None:
    assert line.strip() not in headings(f"{BODY}\n\n{line}\n短句在后。\n\n{BODY}\n")


@pytest.mark.parametrize(
    "items",
    [("1. 划船", "2. 写信", "3. 修炉子"), ("九、船", "十、信", "十一、炉子"), ("009 船", "010 信"), ("一 船", "二 信")],
    ids=" ".join,
)
def test_the_items_of_a_list_are_no_headings(items: tuple[str, ...]) -> None:
    assert headings("\n\n".join((BODY, *items, BODY))) == []


@pytest.mark.parametrize(
    ("before", "line"),
    [("3. 修炉子", "1. 划船"), ("一、划船", "（二）写信"), ("一、划船", "1. 写信"), (f"1. {BODY * 2}", "2. 写信")],
    ids=["counts anew", "below", "otherwise", "behind text"],
)
def test_what_follows_another_number_is_a_heading_unless_it_counts_on(before: str, line: str) -> None:
    assert headings(f"{BODY}\n{before}\n{line}\n{BODY}\n")[-1] == line


def test_a_mark_that_cannot_be_seen_before_a_heading_makes_no_difference() -> None:
    first, second = f"\ufeff第一章\n{BODY}\n", f"\ufeff　一、船\n{BODY}\n\u200b两粒磁石的春天\n\ufeff{BODY}\n"
    assert headings(first + second) == ["\ufeff第一章", "\ufeff　一、船", "\u200b两粒磁石的春天"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2029"], ids=ascii)
def test_blank_lines_and_line_ends_make_no_difference(end: str) -> None:
    text = f"{BODY}{end}{end}{end}两粒磁石的春天{end}{end}{BODY}{end}第二章 来客{end}{BODY}{end}"
    assert headings(text) == ["两粒磁石的春天", "第二章 来客"]


def test_a_chapter_is_told_by_its_number() -> None:
    assert is_chapter("　第二十章 来客")
    assert is_chapter("第２章")
    assert not is_chapter("二、来客")


@pytest.mark.parametrize("line", each(CHAPTERS))
def test_a_chapter_needs_no_blank_lines_and_no_long_paragraphs_around(line: str) -> None:
    assert headings(f"“走吧。”\n　　{line}\n“好。”\n") == [line]


@pytest.mark.parametrize("line", each(NO_CHAPTERS))
def test_a_sentence_that_begins_like_a_chapter_is_none(line: str) -> None:
    assert headings(f"“走吧。”\n{line}\n“好。”\n") == []


@pytest.mark.parametrize("line", ["第三章山上的那一年他们", "第一卷湖边的人"])
def test_a_line_broken_in_the_middle_of_a_sentence_begins_no_chapter(line: str) -> None:
    assert headings(f"{BODY}\n{line}\n{BODY}\n") == [line]
    assert headings(f"{BODY[:-1]}\n{line}\n{BODY}\n") == []


def test_nothing_but_a_numeral_heads_a_chapter_unless_somebody_counts() -> None:
    assert headings(f"一\n{BODY}\n二\n“走吧。”\n三十一\n{BODY}\n") == ["一", "二", "三十一"]
    assert headings(f"{BODY}\n一\n二\n三\n{BODY}\n") == []
    assert headings(f"（一）\n{BODY}\n（２）\n{BODY}\n(3)\n{BODY}\n") == ["（一）", "（２）", "(3)"]
    assert headings(f"{BODY}\n12\n{BODY}\n") == []


@pytest.mark.parametrize(
    "line", ["未完待续", "手机用户请浏览阅读", "木屋小说网www.example.com", "全书完结束了", "求推荐票求收藏"]
)
def test_what_is_written_between_the_paragraphs_by_others_is_no_heading(line: str) -> None:
    assert headings(f"{BODY}\n\n{line}\n\n{BODY}\n") == []


def test_a_chapter_of_a_long_novel_may_have_four_digits_before_its_title() -> None:
    assert headings(f"{BODY}\n1024、来客\n{BODY}\n") == ["1024、来客"]
    assert headings(f"{BODY}\n2023、2024 两年\n短句\n") == []


@pytest.mark.parametrize("line", ["根据 第三章 规定", "下一篇 第五章", "木屋男篮 第三节"])
def test_a_few_words_that_cite_a_part_are_no_heading_between_paragraphs_either(line: str) -> None:
    assert headings(f"{BODY}\n\n{line}\n\n{BODY}\n") == []


def test_a_rule_says_alone_what_is_a_heading() -> None:
    text = f"第一章\n@ 船\n{BODY}\n@ {'长' * LONGEST_RULED}\n\n"
    spans = [span for span in paragraphs(text) if is_heading(text, span, lambda line: line.startswith("@"))]
    assert [span.of(text) for span in spans] == ["@ 船"]


@given(texts)
def test_any_paragraph_is_a_heading_or_not(text: str) -> None:
    for heading in headings(text):
        assert 0 < len(heading) <= max(LONGEST_HEADING, LONGEST_CHAPTER)


def test_no_heading_of_a_chapter_begins_otherwise_than_is_said() -> None:
    words = (lines.NAMES, lines.COUNTED_IN_LATIN, lines.NAMED_IN_LATIN)
    names = {word[0] for alternatives in words for word in alternatives.split("|")}
    numbers = "第卷上中下前后後续續正V0123456789０１２３４５６７８９"
    assert names.union(numbers, lines.ORNAMENTS, lines.OPENING) == FIRST
