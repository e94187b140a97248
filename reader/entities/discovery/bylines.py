"""Bylines: who has written, translated, edited or photographed.

A role and a mark or a space before one or several names, on a line of their own (作者｜程茜, 文／葉思賢, 编辑 周若溪)
or in brackets (記者王小明／台北報導). Here alone a name needs no surname.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from reader.documents.paragraphs import LINE_ENDS, Span
from reader.entities.discovery.article import DOT_OF_NAMES, Sighting
from reader.entities.discovery.findings import Rule
from reader.entities.discovery.latin import latin_names
from reader.entities.discovery.signs import CAPITALS, HAN, LETTERS, alternatives, signs
from reader.scripts.fold import fold_keeping_case

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.entities.discovery.article import Article

ROLE_MARKS = "|丨/:&"
LONGEST_LINE = 120
"""Code points: a line of bylines is no longer."""
FULL, SURNAMED, ANY = 0.9, 0.88, 0.6
"""How sure a byline is: a Latin or dotted full name, a surname and a given name, any two to four characters."""
NAME = re.compile(
    f"(?P<han>[{HAN}]{{2,9}}(?:[ ]?[·.][ ]?[{HAN}]{{1,9}}){{0,3}}+)"
    f"|(?P<latin>[{CAPITALS}][{LETTERS}.'-]{{1,20}}+(?: [{LETTERS}][{LETTERS}.'-]{{0,20}}+){{0,4}}+)"
)
"""A name in a byline."""
LINE = re.compile(f"[^{LINE_ENDS}]{{3,}}+")
BETWEEN = re.compile("[ ]{0,3}+[、,/&;+]?[ ]{0,3}+")
NEXT_LABEL = re.compile("[ |丨/;,、]{0,6}+")
MOST_NAMES = 8
SPEAKING_ROLES = "主持 主持人 主讲 主讲人 嘉宾 对谈 受访者 访谈者 采访者"
"""Roles that stand before what somebody says as well."""
SENTENCE_ENDS = frozenset("。!?…")
AT_ENDS = " \"'」』)"
MEDIA = "周末|周刊|周报|月刊|新闻|传媒|视频|在线|频道|评论|编辑部|网|社|台"
"""What the names of papers and programmes end with."""
OFFICE = "(?:本报|本刊|本台|本网|本社|中央社|中新社|新华社|中新网|中时|联合报)"
REPORTER = "(?:记者|特派记者|特派员|通讯员|实习记者|见习记者|特约记者|首席记者|撰稿人)"
BEHIND_NAMES = (
    "台北 台中 台南 高雄 北京 上海 香港 广州 深圳 综合 电 摄 报道 报导 发自 文 图 编辑 邮箱 微信 编译 来源 专电"
)
"""What may follow a name without a mark between."""


def sightings(article: Article) -> Iterator[Sighting]:
    """Yield the people in bylines."""
    folded = article.folded
    for line in LINE.finditer(folded):
        start, end = line.span()
        if end - start <= LONGEST_LINE and (label := _first_label().match(folded, start, end)):
            yield from _line(article, label.end(), end)
    for bracket in _bracket().finditer(folded):
        yield from _names(article, bracket.start() + 1, bracket.end(), _line_end(folded, bracket.end()), is_loose=True)


def _line(article: Article, at: int, end: int) -> Iterator[Sighting]:
    """Yield the people in the bylines that one line holds, label by label."""
    while label := _label().match(article.folded, at, end):
        at = label.end()
        if _speaks(label[0]) and article.folded[at:end].rstrip(AT_ENDS)[-1:] in SENTENCE_ENDS:
            return
        for sighting in _names(article, label.start(), at, end, is_loose=label["mark"] is None):
            yield sighting
            at = sighting.place.end
        between = NEXT_LABEL.match(article.folded, at, end)
        at = between.end() if between else at


def _speaks(label: str) -> bool:
    """Whether somebody of a role may as well be the one who says what stands behind a label."""
    return label.rstrip(f"{ROLE_MARKS} ") in _speaking_roles()


def _names(article: Article, label: int, at: int, line_end: int, *, is_loose: bool) -> Iterator[Sighting]:
    """Yield the people whose names stand behind a label.

    Args:
        article: the article.
        label: where the label begins.
        at: where the first name does.
        line_end: where the line ends.
        is_loose: whether no mark says that names follow, so that they must look like some.
    """
    folded = article.folded
    for _ in range(MOST_NAMES):
        name = NAME.match(folded, at, line_end)
        found = _name(folded, name, is_loose=is_loose) if name else None
        if not name or not found:
            return
        place, score = found
        yield Sighting(place, Rule.BYLINE, Span(label, place.end), score)
        between = BETWEEN.match(folded, place.end, line_end)
        if place.end < name.end() and not between:
            return
        at = between.end() if between else place.end
        if _label().match(folded, at, line_end):
            return


def _name(folded: str, name: re.Match[str], *, is_loose: bool) -> tuple[Span, float] | None:
    """Return where the name is that a byline goes on with, and how sure it is."""
    known = signs()
    if name["latin"]:
        for one in latin_names(name["latin"]):
            if one.start == 0:
                return Span(name.start(), name.start() + one.end), FULL
        word = name["latin"].split(" ")[0]
        usable = word.isalpha() and len(word) > 2 and word[1:].islower()
        rejected = word in known.latin_reject or word in known.latin_break or word in known.latin_titles
        if not usable or rejected or (" " in name["latin"] and word not in known.given_names):
            return None
        return Span(name.start(), name.start() + len(word)), ANY
    han = name["han"]
    if re.search("[·.]", han):
        bare = DOT_OF_NAMES.sub("·", han)
        return (Span(*name.span()), FULL) if all(one in known.sounds or one == "·" for one in bare) else None
    return _han_name(folded, name.start(), han, is_loose=is_loose)


def _han_name(folded: str, start: int, han: str, *, is_loose: bool) -> tuple[Span, float] | None:
    """Return where the Chinese name is that a run of characters begins with."""
    known = signs()
    double = 2 if han[:2] in known.double_surnames else 0
    surname = double or int(han[0] in known.surnames)
    best: tuple[Span, float] | None = None
    for length in (3, 2, 4):
        if length > len(han) or han[:length] in known.no_byline or han[:length] in known.role_words:
            continue
        rest = han[length:]
        ends = _behind_names().match(rest) is not None if rest else not (is_loose and _goes_on(folded, start + length))
        given = set(han[surname:length])
        if not ends or known.not_in_given & given or known.group_suffix.search(han[:length][1:]):
            continue
        if any(han[:length].endswith(title) for title in known.titles_before.get(han[length - 1], ())):
            continue
        if surname and 1 <= length - surname <= 2:
            return Span(start, start + length), SURNAMED
        if best is None and not (is_loose or rest or _goes_on(folded, start + length) or _medium().search(han)):
            best = Span(start, start + length), ANY
    return best


def _goes_on(folded: str, end: int) -> bool:
    """Whether a sentence goes on behind a name."""
    return folded[end : end + 1] in frozenset(",。:;!?")


def _line_end(folded: str, at: int) -> int:
    """Return where a line ends, or where it is too long."""
    ends = (folded.find(mark, at, at + LONGEST_LINE + 1) for mark in LINE_ENDS)
    return min((end for end in ends if end >= 0), default=min(len(folded), at + LONGEST_LINE + 1))


@lru_cache(maxsize=1)
def _label() -> re.Pattern[str]:
    """Return what matches a label: roles, and a mark or a space; or a reporter of a paper."""
    role = f"(?:{alternatives(signs().role_words)})"
    return re.compile(
        f"{role}(?:[/、& ]?{role}){{0,3}}+(?:(?P<mark>[ ]{{0,3}}+[{ROLE_MARKS}]{{1,2}}+[ ]{{0,3}}+)|(?<=..)[ ]{{1,4}}+)"
        f"|{fold_keeping_case(f'{OFFICE}?{REPORTER}')}[ ]?"
    )


@lru_cache(maxsize=1)
def _first_label() -> re.Pattern[str]:
    """Return what matches a line up to the label that it begins with."""
    return re.compile(f"[ ]{{0,4}}+[*#>【\\[(〔]{{0,3}}+(?={_label().pattern})")


@lru_cache(maxsize=1)
def _bracket() -> re.Pattern[str]:
    """Return what finds a reporter in brackets."""
    reporter = fold_keeping_case(f"{OFFICE}?{REPORTER}|责任编辑|责编|编辑|编译|摄影|图|文|作者|译者")
    return re.compile(f"[(\\[〔【](?:{reporter})[ ]?[:/|]?[ ]?")


@lru_cache(maxsize=1)
def _speaking_roles() -> frozenset[str]:
    return frozenset(fold_keeping_case(SPEAKING_ROLES).split())


@lru_cache(maxsize=1)
def _medium() -> re.Pattern[str]:
    return re.compile(f"(?:{fold_keeping_case(MEDIA)})\\Z")


@lru_cache(maxsize=1)
def _behind_names() -> re.Pattern[str]:
    return re.compile(alternatives(fold_keeping_case(BEHIND_NAMES).split()))
