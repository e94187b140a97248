"""Headings: paragraphs that name what follows, as Chinese articles and novels write them.

A reader may say with a rule of their own which lines are headings; then these here have no say.
"""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import TYPE_CHECKING

from reader.documents.chapters import LONGEST_CHAPTER, MARKDOWN, chapter
from reader.documents.paragraphs import Span, blank, paragraph_after, paragraph_before

if TYPE_CHECKING:
    from collections.abc import Callable

    Rule = Callable[[str], bool]
    """Says of a line, without the space around it, whether it is a heading."""

LONGEST_HEADING = 50
"""Code points; a longer paragraph is text, unless it begins with the number of a chapter."""
LONGEST_PLAIN = 24
"""Code points of a heading that has neither number nor mark."""
LONGEST_RULED = 200
"""Code points of a line of which a rule is asked."""

NUMERAL = "[一二三四五六七八九十百零〇]{1,5}"
DIGITS = "[0-9０-９]{1,4}"
MEASURES = (
    "年月日号號时時点點分秒个個人岁歲天次周週块塊元倍度万萬亿億千百多几幾余餘位名只隻条條张張本层層楼樓种種项項至到"
    "斤吨噸毫厘釐勺匙粒颗顆枚棵辆輛艘篇册冊"
)
"""With these a sentence goes on behind digits and a space (3 个人)."""
AMOUNT = (
    rf"[{MEASURES}]|比\s?[0-9０-９]|[公英海][里哩斤分尺寸升顷頃亩畝吨噸]|平方|立方|[美欧歐日港韩韓英]元|美金|港[币幣]|英[镑鎊]"
    "|克(?![隆服制製里拉洛莱萊雷林伦倫劳勞鲁魯利])|米(?=$|[高长長深宽寬远遠外栏欄短自左以])|升(?=$|[水油酒汽牛])"
    "|[毛角](?=$|[钱錢])|[后後](?=$|[们們的])|[杯瓶碗片](?![中里裡上子段场場])|部(?=[电電手车車])|[台臺架](?=[电電机機飞飛])"
    "|[对對双雙](?=[夫情鞋袜襪筷])"
)
"""What makes an amount of digits and a space; what titles begin with as well is told by what follows it (克拉拉)."""
TITLE_BEHIND_SPACE = rf"(?!{NUMERAL}\s)(?=[^，。；：、,;\t]{{1,24}}$)"
"""What stands behind a number that nothing but space sets apart: a short title, not more numbers (三 二 一)."""
NUMBERED = re.compile(
    rf"(?:{NUMERAL}[、.．]|[(（]{NUMERAL}[)）]|{DIGITS}(?:[.．](?![0-9０-９])|、(?![0-9０-９])))\s*"
    rf"|(?:{NUMERAL}|0[0-9]{{1,3}}|{DIGITS}(?=\s+(?!{AMOUNT})[\u3400-\u9fff]))\s++{TITLE_BEHIND_SPACE}"
)
"""The number of a part or of an item."""
AFTER_NUMBER = ".．、)） \t\u3000"
COUNTING = "一二三四五六七八九十一 01234567890 ０１２３４５６７８９０"
"""What numbers end in that follow each other."""
BARE = re.compile(rf"[(（]?{NUMERAL}[)）]?$|[(（][0-9０-９]{{1,3}}[)）]$")
"""Nothing but a Chinese numeral, or digits in brackets that are no year: a chapter, or a part of a short story."""
INVISIBLE = "\ufeff\u200b"
"""What a line may begin with beside white space."""
SENTENCE_ENDS = "。；！？，,;!?"
PUNCTUATION = re.compile("[，。；：！？、,;:!?…「」『』“”|｜()（）]")
NO_ENDS = "-—–－~～·•‧.．_＿<>＜＞^*＊"
"""With these no heading in a few words ends: what is said breaks off there, or goes on."""
HAN = re.compile("[\u3400-\u9fff]")
NOTICE = re.compile(
    r"(?i:https?:|www\.|[a-z0-9]\.(?:com|net|org|cc|cn|info|me|tw|hk)\b)|(?:本[章卷书書]|全[书書文])(?:完|终|終|结束|結束)"
    "|未完待[续續]|最新章[节節]|更新最快|[无無][弹彈]窗|全文[阅閱][读讀]|[上下]一[章节節回话話篇页頁]|返回(?:目[录錄]|书页|書頁)|加入书[签籤]"
    r"|第\s?[0-9０-９]{1,4}\s?[页頁]|[章回囘卷集部幕][完终終]$|求(?:推[荐薦]|月)?票|手[机機](?:用户|用戶)?.{0,4}[阅閱][读讀]|[书書]友群|(?i:txt)下[载載]"
)
"""What those who pass texts on write between the paragraphs."""
CITES = re.compile(r"\s第\S{1,6}[章回囘节節话話]")
"""A part that is spoken of: were it a chapter behind the title of its book, it would have been told before."""


class Likeness(Enum):
    """What a line looks like by itself."""

    TEXT = auto()
    HEADING = auto()
    JOINED = auto()
    """It starts with a chapter number from which nothing sets the title apart: a heading where a sentence has ended."""
    SECTION = auto()
    """It starts with the number of a list: a heading when text follows, an item where the list goes on around it."""
    NUMERAL = auto()
    """It is a numeral and nothing else: a heading when there is none before and behind."""
    PLAIN = auto()
    """A few words without punctuation: a heading between two real paragraphs."""


def is_heading(text: str, paragraph: Span, rule: Rule | None = None) -> bool:
    """Return whether a paragraph of a text is a heading.

    It is one when it is short and starts with a chapter number, a list number, one of the words that name a part
    (结语, 序) or Markdown's marks; or when it is a few words without any punctuation between two real paragraphs.

    Args:
        text: the source text.
        paragraph: where it stands.
        rule: says alone what is a heading; None for what is described here.
    """
    if rule is not None:
        return paragraph.end - paragraph.start <= LONGEST_RULED and ruled(shown(paragraph.of(text).strip()), rule)
    line = shown(paragraph.of(text).strip())
    like = likeness(line)
    if like in (Likeness.TEXT, Likeness.HEADING):
        return like is Likeness.HEADING
    return heads(line, like, *neighbours(text, paragraph))


def shown(line: str) -> str:
    """Return a line, stripped, without invisible marks before it: where files were put together one begins chapters."""
    return line.lstrip(INVISIBLE).strip() or line if line[:1] in INVISIBLE else line


def ruled(line: str, rule: Rule) -> bool:
    """Return whether a line, stripped, is a heading by a reader's rule."""
    return 0 < len(line) <= LONGEST_RULED and rule(line)


def likeness(line: str) -> Likeness:
    """Return what a line, stripped, looks like by itself."""
    if not line or len(line) > LONGEST_CHAPTER:
        return Likeness.TEXT
    if found := chapter(line):
        return Likeness.JOINED if found.joined else Likeness.HEADING
    if len(line) > LONGEST_HEADING:
        return Likeness.TEXT
    if MARKDOWN.match(line):
        return Likeness.HEADING
    if line[-1] in SENTENCE_ENDS:
        return Likeness.TEXT
    if BARE.match(line):
        return Likeness.NUMERAL
    if not HAN.search(line):
        return Likeness.TEXT
    if number := NUMBERED.match(line):
        return Likeness.SECTION if len(line) > number.end() else Likeness.TEXT
    if not 4 <= len(line) <= LONGEST_PLAIN or not HAN.match(line) or line[-1] in NO_ENDS:
        return Likeness.TEXT
    return Likeness.TEXT if PUNCTUATION.search(line) or NOTICE.search(line) or CITES.search(line) else Likeness.PLAIN


def heads(line: str, like: Likeness, before: str, after: str) -> bool:
    """Return whether a line that may be a heading is one, between the texts of two paragraphs, all stripped."""
    if like is Likeness.JOINED:
        return len(before) <= LONGEST_PLAIN or not (before[-1] in "，,、" or before[-1].isalnum())
    if like is Likeness.SECTION:
        return bool(after) and not NUMBERED.match(after) and not _goes_on_counting(before, line)
    if like is Likeness.NUMERAL:
        return bool(after) and not BARE.match(before) and not BARE.match(after)
    return len(before) > LONGEST_PLAIN and len(after) > LONGEST_PLAIN


def _goes_on_counting(before: str, line: str) -> bool:
    """Return whether a line has the number after that of the short one before it, as the last item of a list has."""
    numbers = [found[0].rstrip(AFTER_NUMBER) for one in (before, line) if (found := NUMBERED.match(one))]
    if len(numbers) < 2 or len(before) > LONGEST_HEADING:
        return False
    are_alike = (numbers[0][0] in "(（") == (numbers[1][0] in "(（")
    return are_alike and numbers[0][-1] + numbers[1][-1] in COUNTING


def neighbours(text: str, paragraph: Span) -> tuple[str, str]:
    """Return the texts of the paragraphs before and after that are not blank, stripped; empty where there is none."""
    before = paragraph_before(text, paragraph)
    for _ in range(8):
        if before is None or not blank(text, before):
            break
        before = paragraph_before(text, before)
    after = paragraph_after(text, paragraph)
    for _ in range(8):
        if after is None or not blank(text, after):
            break
        after = paragraph_after(text, after)
    return (
        shown(before.of(text).strip()) if before is not None else "",
        shown(after.of(text).strip()) if after is not None else "",
    )
