"""Metadata that a text states about itself: its title, who wrote it, where and when it appeared.

The title is what a person would name the document by. Articles put bylines, points in brief (划重点) or a notice
before their headline; those are passed over.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice, pairwise

from reader.documents.chapters import MARKDOWN, is_chapter
from reader.documents.paragraphs import Span, paragraphs

OPENING = 24
"""Metadata are looked for in as many paragraphs at the start of a text."""
OPENING_LENGTH = 16_384
"""They begin within as many code points."""
LONGEST_TITLE = 100
"""Code points; a longer first paragraph is text, and its first clause names the document."""

# fmt: off
ROLES = frozenset((
    "作者", "撰文", "撰稿", "文", "采访", "採訪", "采写", "採寫", "整理", "记者", "記者", "编辑", "編輯",
    "主编", "主編", "责编", "責編", "责任编辑", "責任編輯", "编译", "編譯", "编写", "編寫", "翻译", "翻譯",
    "译者", "譯者", "校对", "校對", "审校", "審校", "监制", "監製", "摄影", "攝影", "图片", "圖片", "制图",
    "製圖", "策划", "策劃", "出品", "来源", "來源", "原载", "原載", "转自", "轉自", "邮箱", "郵箱", "电邮",
    "電郵", "日期", "时间", "時間", "发布时间", "發佈時間",
))
# fmt: on
"""What a byline says of the name behind it."""
SOURCE_ROLES = frozenset(("出品", "来源", "來源", "原载", "原載", "转自", "轉自"))
DATE_ROLES = frozenset(("日期", "时间", "時間", "发布时间", "發佈時間"))
LABEL = re.compile("(?P<role>[\u4e00-\u9fff]{1,4})[ \\t]*[|｜:：/／丨│][ \\t]*")
BYLINE = re.compile(f"[(（【\\[]?[ \\t]*{LABEL.pattern}")
POINTS = re.compile(
    "[【\\[]?(?:划重点|劃重點|本文要点|本文要點|核心要点|核心要點|要点|要點|重點摘要|摘要|导读|導讀|内容提要|內容提要|速读|速讀)"
    "[】\\]]?[:：]?$"
)
POINT = re.compile("[(（]?(?:[0-9０-９]{1,2}|[一二三四五六七八九十]|[•·●▪◆*-])[)）.．、]?\\s*\\S")
NOTICE = re.compile(
    "^<!--|以上内容由|以上內容由|本文由.{0,20}生成|仅供参考|僅供參考|点击上方|點擊上方|关注我们|關注我們|转载请|轉載請"
)
DATE_LINE = re.compile(
    "(?:[0-9]{2,4}[-/.年])?[0-9]{1,2}[-/.月][0-9]{1,2}日?(?:\\s*+[周週星期一二三四五六日天]{1,3})?(?:\\s++[0-9]{1,2}[:：][0-9]{2}.*)?$"
)
DATELINE = re.compile("(?:[0-9]{4}年)?[0-9]{1,2}月[0-9]{1,2}日(?=.{0,6}(?:消息|讯|訊|电|電|报道|報道|報導))")
ADDRESS = re.compile(r"(?:https?://|www\.)|\S[^\s@]*+@\S[^\s.]*+\.\S++$")
PICTURE = re.compile("[(（\\[]?(?:图片?|圖片?|头图|頭圖|题图|題圖)[0-9]*[)）\\]]?(?:$|由|[|｜:：])")
CLOSING = {")": "(", "）": "（", "】": "【", "]": "["}
SENTENCE_END = re.compile("[。！？!?；;，,]")


@dataclass(frozen=True, slots=True)
class Byline:
    """Somebody's part in a document, as the text states it."""

    role: str
    name: Span


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a text states about itself; each where it stands in the text."""

    title: Span | None
    """None where the text has no headline of its own, as a novel that opens with its first chapter."""
    bylines: tuple[Byline, ...]
    source: Span | None
    date: Span | None


def metadata(text: str, start: int = 0) -> Metadata:
    """Return what a text states about itself in its first paragraphs.

    Args:
        text: the source text.
        start: the offset at which these begin: a paragraph's, behind what stands before the text.
    """
    text = text[: start + OPENING_LENGTH]
    within = Span(start, len(text))
    opening = [(span, span.of(text).strip()) for span in islice(paragraphs(text, within), OPENING)]
    title = _title(text, [span for span, _ in opening])
    bylines = [byline for span, line in opening if _is_byline(line) for byline in _bylines(text, span)]
    source = next((byline.name for byline in bylines if byline.role in SOURCE_ROLES), None)
    date = next((byline.name for byline in bylines if byline.role in DATE_ROLES), None)
    for (before, line), (span, date_line) in pairwise(opening):
        if date is None and DATE_LINE.match(date_line):
            date = _stripped(text, span)
            if source is None and len(line) <= 12 and not SENTENCE_END.search(line) and not _is_byline(line):
                source = _stripped(text, before)
    if date is None:
        for span, _ in opening:
            if found := DATELINE.search(text, span.start, span.end):
                date = Span(found.start(), found.end())
                break
    people = tuple(byline for byline in bylines if byline.role not in SOURCE_ROLES | DATE_ROLES)
    return Metadata(title, people, source if source != title else None, date)


def _title(text: str, opening: list[Span]) -> Span | None:
    in_points = False
    for paragraph in opening:
        span = _stripped(text, paragraph)
        line = span.of(text)
        if POINTS.match(line):
            in_points = True
        elif in_points and POINT.match(line):
            continue
        elif not (_is_byline(line) or NOTICE.search(line) or DATE_LINE.match(line) or ADDRESS.match(line)) and not (
            PICTURE.match(line) or not any(character.isalnum() for character in line)
        ):
            if is_chapter(line):
                return None
            return _headline(text, span)
    return None


def _headline(text: str, span: Span) -> Span:
    if mark := MARKDOWN.match(text, span.start, span.end):
        return Span(mark.end(), min(span.end, mark.end() + LONGEST_TITLE))
    if span.end - span.start <= LONGEST_TITLE:
        return span
    clause = SENTENCE_END.search(text, span.start + 4, span.start + LONGEST_TITLE)
    return Span(span.start, clause.start() if clause else span.start + LONGEST_TITLE // 2)


def _is_byline(line: str) -> bool:
    label = BYLINE.match(line)
    return label is not None and label["role"] in ROLES


def _bylines(text: str, paragraph: Span) -> list[Byline]:
    labels = [(label, role) for label in LABEL.finditer(text, paragraph.start, paragraph.end) if (role := _role(label))]
    ends = [label.end("role") - len(role) for label, role in labels[1:]] + [paragraph.end]
    found = []
    for (label, role), end in zip(labels, ends, strict=True):
        name = _stripped(text, Span(label.end(), end), " \t\u3000,，;；|｜丨")
        if (closing := text[name.end - 1 : name.end]) in CLOSING and CLOSING[closing] not in name.of(text):
            name = Span(name.start, name.end - 1)
        if name.start < name.end:
            found.append(Byline(role, name))
    return found


def _role(label: re.Match[str]) -> str | None:
    """Return the role that a label ends with; a name may stand right before it (文/方小舟编辑/林晚)."""
    characters = label["role"]
    return next((characters[start:] for start in range(len(characters)) if characters[start:] in ROLES), None)


def _stripped(text: str, span: Span, marks: str | None = None) -> Span:
    line = span.of(text)
    start = span.start + len(line) - len(line.lstrip(marks))
    return Span(start, max(start, span.start + len(line.rstrip(marks))))
