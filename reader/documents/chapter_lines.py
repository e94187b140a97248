"""What a line says as the heading of a chapter, by number (第十二章) or by name (楔子).

Novels number their chapters in every way there is: 第一百零三回, 第　１２　章, 卷之三, 下册, 正文 第一卷 湖 第二章 信,
☆、第五章, 湖边 第五章, Chapter XII. The same words begin sentences (第三章的结尾, 第一回见面, 第一部电影) and ends
(第一卷 完). So a number is followed by nothing, or by a space or a mark that sets the title apart; where the title is
joined to it (第一章木屋) it has to be 章 or 卷, or to head a verse of two lines as old novels have them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

LONGEST_NAMED = 50
"""Code points of the longest heading with a name."""

BOOK, VOLUME, CHAPTER, SECTION = range(7, 11)
"""Ranks of headings, the highest first; those of Markdown's headings are the numbers of their marks, 1 to 6."""
UNITS = {
    **dict.fromkeys(("部", "部分"), BOOK),
    **dict.fromkeys("卷篇集册冊辑輯编編季", VOLUME),
    **dict.fromkeys("章回囘话話折出齣幕讲講课課夜问問案计計", CHAPTER),
    **dict.fromkeys("节節场場", SECTION),
}
"""What is counted, and the rank of a heading that counts it."""
JOINING = "章卷"
"""To these a title may be joined; the others count things in sentences too: 第一部电影, 第一节课."""

ORNAMENTS = "-—=*＊☆★◆◇●○◎■□▲△※§·•~～"
OPENING, CLOSING = "【〖［[〔(（「『《〈", "】〗］]〕)）」』》〉"
APART = " \t\xa0\u2002\u2003\u2009\u3000:：、.．·•‧—–-_|｜/／~～=*【〖［[〔(（" + CLOSING
"""What sets a title apart from what stands before it."""
IS_APART = f"(?=[{re.escape(APART)}]|$)"

NUMERALS = "0-9０-９零〇○一二三四五六七八九十百千万萬两兩廿卅卌壹贰貳叁叄參参肆伍陆陸柒捌玖拾佰仟"
NUMBER = rf"[{NUMERALS}](?:\s{{0,2}}[{NUMERALS}]){{0,11}}"
NUMBERS = rf"{NUMBER}(?:\s?[-–—~～至到、/／&＆和及]\s?第?\s?{NUMBER}){{0,2}}"
ORDINAL = re.compile(
    rf"(?:第\s{{0,3}}{NUMBERS}\s{{0,3}}(?P<unit>部分|[{''.join(unit for unit in UNITS if len(unit) == 1)}])"
    r"|[0-9０-９]{1,5}\s{0,3}(?P<bare_unit>[章话話]))"
)
PART_OF_BOOK = re.compile(
    rf"卷(?:[之第]?\s{{0,2}}{NUMBER}|[上中下首末终終])|[上中下前后後续續][卷册冊篇集编編部](?!分)"
)


def _spaced(words: str) -> str:
    """Return the pattern of any of some words, which may be set with spaces in them (楔　子)."""
    return "|".join(r"\s{0,4}".join(word) for word in words.split())


NAMES = _spaced(
    "序章 序言 序幕 序曲 序篇 序卷 序 自序 代序 总序 總序 原序 译序 譯序 楔子 引子 引言 引文 前言 前记 前記 前传 前傳"
    " 导语 導語 导言 導言 导读 導讀 卷首语 卷首語 开篇 開篇 开场白 開場白 题记 題記 题解 題解 凡例 目录 目錄 目次"
    " 尾声 尾聲 尾章 后记 後記 后序 後序 跋 终章 終章 终曲 終曲 终篇 終篇 终幕 終幕 终卷 終卷 最终章 最終章"
    " 最终回 最終回 大结局 大結局 结局 結局 结语 結語 结论 結論 结尾 結尾 总结 總結 结束语 結束語"
    " 间章 間章 幕间 幕間 间奏 間奏"
    " 番外篇 番外章 番外 外传 外傳 外篇 附录 附錄 附记 附記 附篇 作者的话 作者的話 写在前面 寫在前面 写在后面 寫在後面"
    " 完本感言 上架感言 完结感言 完結感言 致谢 致謝 参考资料 參考資料 参考文献 參考文獻 参考链接 參考鏈接 參考連結"
)
NAMED = re.compile(rf"(?:{NAMES})(?:(?:\s?之?\s?(?:{NUMBER}|[A-ZＡ-Ｚ])|[上中下])?{IS_APART}|(?<=番外)之)")
LATIN_RANKS = {
    **dict.fromkeys(("book", "part"), BOOK),
    **dict.fromkeys(("volume", "vol"), VOLUME),
    **dict.fromkeys(("chapter", "ch", "act", "episode"), CHAPTER),
    **dict.fromkeys(("section", "scene"), SECTION),
}
COUNTED_IN_LATIN = "|".join(word for name in LATIN_RANKS for word in (name.capitalize(), name.upper()) if word != "CH")
NAMED_IN_LATIN = "|".join(
    word
    for name in ("prologue", "epilogue", "preface", "foreword", "introduction", "interlude", "afterword", "appendix")
    for word in (name.capitalize(), name.upper())
)
NUMBER_IN_LATIN = (
    "[0-9０-９]{1,4}|[IVXLC]{1,8}|(?i:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen"
    "|fifteen|sixteen|seventeen|eighteen|nineteen|twenty)"
)
LATIN = re.compile(
    rf"(?:(?P<counted>{COUNTED_IN_LATIN})[.\s]\s{{0,2}}(?:{NUMBER_IN_LATIN})|(?:{NAMED_IN_LATIN}))(?![\w'’])"
)

BEFORE = re.compile(
    rf"[{ORNAMENTS}]{{0,12}}[、\s]{{0,16}}"
    rf"(?:(?:正文卷?|VIP卷|VIP章节|VIP章節|作品相关|作品相關)[\s:：·_\-—]{{0,4}})?[{re.escape(OPENING)}]?\s{{0,4}}"
)
"""What may stand before the number or the name."""
BOOK_TITLE = re.compile(r"《[^《》]{1,20}》\s{0,2}(?=第)")
"""The title of the book, before the number of a chapter that a title is set apart from by space."""
BARE_BOOK_TITLE = re.compile(
    r"(?![>|｜])[^，。；！？…,;!?、“”「」『』]{1,20}?(?<![\s见見在到从從至于於是看读讀翻写寫和与與及或跟像如])"
    r"(?<![上下前次本][章篇节節回话話集])(?<!一[章篇节節回话話集页頁])"
    r"(?<!根据|根據|依据|依據|依照|按照|参照|參照|参考|參考|参阅|參閱|查阅|查閱|违反|違反|更新|返回)\s{1,4}(?=第)"
)
"""The same without its marks, and apart: no sentence that goes on with the number (详见 第三章), no row of a table."""
CITED = frozenset((*"章回囘节節话話", "部分"))
"""What is counted behind it: a volume behind the title of a book is one that somebody speaks of (《三体》第一部)."""
CITED_BARE = CITED - {*"节節"}
"""What is counted behind a title without marks: teams play 节, and pupils have them (男篮 第三节)."""
STARRED = "☆、"
"""What stands before the title of each chapter in the files of one great site, whether it has a number or not."""
CLAUSE = ",，"
TITLE_ENDS = re.compile("[，,；;]$|。.|，.*。$|,.*。$", re.DOTALL)
"""What a title does not have: a pause at its end, a sentence that another follows, or one with a pause in it."""
OF = re.compile("的(?![士确確])")
OVER = re.compile(
    r"[\W_]*(?:本?[卷章部]?)(?:完|终|終|毕|畢|结束|結束|完结|完結|完毕|完畢|待续|待續|未完待续|未完待續)[\W_]*$"
)
"""Behind a number it tells that a part ends."""
LAST = re.compile(r"\s[完终終][!！]$|\s?[(（][完终終][)）]$")
"""Behind the number of a chapter it says that this one is the last, and is its title."""
SENTENCE = re.compile(
    "[，。；！？…,;!?节節里裡裏中内內是讲講说說写寫和与與及到至就也则則都把被将將所]|开头|開頭|结尾|結尾|末尾|最后|最後|我们|我們|[之以][前后後来來]"
)
"""What follows a number that is part of a sentence, where nothing sets it apart."""
QUOTED = re.compile("「.*」$|『.*』$|《.*》$|“.*”$")
"""A title in quotation marks, which set it apart."""
SAID = re.compile("「[^」]*」$|『[^』]*』$|“[^”]*”$")
"""A title that is what somebody says: whatever stands in it, it is a title where it is set apart."""
VERSES = re.compile(r"(?P<first>[^\s，,、；;。]{4,11})(?:\s{1,4}|[，,、；;]\s?)(?P<second>[^\s，,、；;。]{4,11})$")
"""The two lines of verse that name a chapter of an old novel."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """What a heading that begins with a number or a name says about itself."""

    rank: int
    title: str
    """What stands behind the number, what sets it apart left out; empty where there is nothing."""
    joined: bool = False
    """Whether the title stands right behind the number: a line that goes on from the one before may begin so too."""


@lru_cache(maxsize=16)  # who asks whether a line is a heading asks for its rank next
def chapter_line(line: str) -> Chapter | None:
    """Return what a line, stripped and not too long, says as the heading of a chapter; None where it is none."""
    if book := BOOK_TITLE.match(line):
        return _in_book(line, book.end(), CITED)
    before = BEFORE.match(line)
    begin = before.end() if before else 0
    if ordinal := ORDINAL.match(line, begin):
        return _counted(line, ordinal)
    for pattern in (PART_OF_BOOK, NAMED, LATIN):
        if (found := pattern.match(line, begin)) and (called := _called(line, found)):
            return called
    if book := BARE_BOOK_TITLE.match(line):
        return _in_book(line, book.end(), CITED_BARE)
    return _starred(line) if line.startswith(STARRED) else None


def _in_book(line: str, start: int, cited: frozenset[str]) -> Chapter | None:
    """Return the heading that names a chapter, counted in one of some units, behind the title of its book."""
    ordinal = ORDINAL.match(line, start)
    if ordinal is None or _unit(ordinal) not in cited:
        return None
    rest = line[ordinal.end() :]
    is_title = not rest or (
        (rest[0].isspace() or rest[0] in "（(_") and rest[-1] != "。" and not SAID.match(rest.strip())
    )
    return _counted(line, ordinal) if is_title else None


def _starred(line: str) -> Chapter | None:
    """Return the heading that a star tells, whatever it says."""
    title = line.removeprefix(STARRED).strip(APART)
    return Chapter(CHAPTER, title) if title and not TITLE_ENDS.search(title) and len(line) <= LONGEST_NAMED else None


def _counted(line: str, ordinal: re.Match[str]) -> Chapter | None:
    """Return the heading that begins with the number of a part, and may go on with that of a part of it."""
    while later := _next_ordinal(line, ordinal.end()):
        joined_to_it = not line[ordinal.end() : later.start()].strip(APART)
        if _rank(later) <= _rank(ordinal) and not joined_to_it:
            return None  # several chapters named in one line
        ordinal = later
    unit, rest = _unit(ordinal), line[ordinal.end() :]
    if OVER.match(rest) and not (_rank(ordinal) >= CHAPTER and LAST.match(rest)):
        return None
    title = rest.strip(APART)
    if not rest or rest[0] in APART or QUOTED.match(rest):
        is_title = SAID.match(rest.strip()) or not (TITLE_ENDS.search(rest) or OF.match(title))
        return Chapter(_rank(ordinal), title) if is_title else None
    may_join = ordinal["unit"] and unit in JOINING and not (SENTENCE.match(rest) or OF.match(rest))
    if (may_join and rest[-1] not in "。，,；;" and not ("，" in rest and rest[-1] in "！？!?")) or _is_verse(
        rest, unit
    ):
        return Chapter(_rank(ordinal), title, joined=True)
    return None


def _next_ordinal(line: str, start: int) -> re.Match[str] | None:
    """Return the next number of a part in a line that stands apart from what is before and behind it."""
    for found in ORDINAL.finditer(line, start) if line.find("第", start) >= 0 else ():
        is_apart = found.start() == start or line[found.start() - 1] in APART
        behind = line[found.end() : found.end() + 1]
        if is_apart and found["unit"] and (not behind or behind in APART or found["unit"] in JOINING):
            return found
    return None


def _unit(ordinal: re.Match[str]) -> str:
    return ordinal["unit"] or ordinal["bare_unit"]


def _rank(ordinal: re.Match[str]) -> int:
    return UNITS[_unit(ordinal)]


def _is_verse(rest: str, unit: str) -> bool:
    verses = VERSES.match(rest) if unit in "回囘" else None
    return verses is not None and abs(len(verses["first"]) - len(verses["second"])) <= 1


def _called(line: str, found: re.Match[str]) -> Chapter | None:
    """Return the heading that begins with a name, or with the number of a volume without 第."""
    rest = line[found.end() :]
    title = rest.strip(APART)
    is_over = OVER.match(rest) and (found.re is PART_OF_BOOK or not LAST.match(rest))
    if is_over or len(line) > LONGEST_NAMED or (rest and rest[0] not in APART and found[0][-1] != "之"):
        return None
    if TITLE_ENDS.search(rest) or rest.endswith("。") or (rest and rest[-1] in "！？!?" and set(CLAUSE) & set(rest)):
        return None
    if found.re is PART_OF_BOOK:
        return Chapter(BOOK if found[0].endswith(("部", "部分")) else VOLUME, title)
    if found.re is LATIN:
        counted = found["counted"]
        return None if title[:1].islower() else Chapter(LATIN_RANKS[counted.lower()] if counted else CHAPTER, title)
    return Chapter(CHAPTER, title)
