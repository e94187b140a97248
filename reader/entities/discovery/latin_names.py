"""Latin full names where people are spoken of.

Two to four capitalised words may name anything. For a person speak a title before them, a verb behind, a usual given
name or an Asian surname among them, an initial in the middle, another person that they are listed with, and that they
stand there more than once; what speaks from any place in the document counts together.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reader.documents.paragraphs import Span
from reader.entities.discovery.article import INITIAL, Sighting, key, together
from reader.entities.discovery.findings import Rule
from reader.entities.discovery.signs import alternatives, signs
from reader.entities.discovery.surroundings import Sign, after, before
from reader.scripts.fold import fold_keeping_case

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reader.entities.discovery.article import Article
    from reader.entities.discovery.latin import LatinName

ENOUGH = 0.5
"""How sure a name must be to be found."""
ENOUGH_FOR_WORDS = 0.75
"""How sure one must be that has a word in it which is another word as well."""
WEIGHTS = {
    "title": 0.8,
    "end of title": 0.65,
    "verb": 0.75,
    "firm verb": 0.45,
    "given name": 0.6,
    "surname": 0.4,
    "initial": 0.4,
    "particle": 0.3,
    "listed": 0.55,
    "again": 0.3,
}
"""How sure each sign makes a name by itself."""
ENDS_OF_TITLES = frozenset(fold_keeping_case("官长员师家者授士监管裁佬席帅"))
LIST_MARK = re.compile(fold_keeping_case(" ?(?:、|,|;|/|&|和|与|及|跟|以及|以及|还有|and) ?"))
MOST_BETWEEN = 4
PRODUCTS = """模型 系统 平台 手机 芯片 版本 版 框架 算法 数据集 基准 测试 功能 计划 项目 游戏 软件
工具 引擎 跑车 门店 餐厅 公司 集团 大学 学院 实验室 基金 银行 证券 资本 酒店 奖 杯 博物馆 球场 机场
专辑 歌曲 语言 架构 处理器 显卡 耳机 手表 商标 品牌 协议 标准 服务"""
PRODUCT_BEHIND = re.compile(f" ?(?:{alternatives(fold_keeping_case(PRODUCTS).split())})")
"""What stands behind the name of something."""


@dataclass(slots=True)
class _Heard:
    """What speaks for a name, wherever it stands."""

    places: list[LatinName] = field(default_factory=list)
    signs: dict[str, Span] = field(default_factory=dict)
    is_product: bool = False

    def score(self) -> float:
        score = 0.0
        for sign in self.signs:
            score = together(score, WEIGHTS[sign])
        return score


def sightings(article: Article, names: Sequence[LatinName]) -> Iterator[Sighting]:
    """Yield the people among what has the shape of a Latin full name."""
    heard: dict[str, _Heard] = defaultdict(_Heard)
    keys = [key(article.folded[name.start : name.end]) for name in names]
    for name, own in zip(names, keys, strict=True):
        _hear(article, name, heard[own])
    for own in _listed(article, names, keys, heard):
        name = heard[own].places[0]
        heard[own].signs["listed"] = Span(name.start, name.end)
    for one in heard.values():
        score = one.score()
        if score < ENOUGH or (one.is_product and score < ENOUGH_FOR_WORDS):
            continue
        first = one.places[0]
        strongest = max(one.signs, key=lambda sign: WEIGHTS[sign])
        shown = one.signs[strongest]
        place = next(name for name in one.places if shown.start <= name.start and name.end <= shown.end)
        yield Sighting(Span(place.start, place.end), Rule.LATIN, shown, score)
        if place is not first:
            yield Sighting(Span(first.start, first.end), Rule.LATIN, Span(first.start, first.end), score)


def _hear(article: Article, name: LatinName, heard: _Heard) -> None:
    folded, known = article.folded, signs()
    own = Span(name.start, name.end)
    if folded[name.start - 1 : name.start] == "《" and folded.startswith("》", name.end):
        heard.is_product = True
        return
    heard.places.append(name)
    ahead, behind = before(article, name.start), after(article, name.end)

    def add(sign: str, shown: Span) -> None:
        heard.signs.setdefault(sign, shown)

    if ahead.sign is Sign.PERSON:
        add("title", Span(ahead.reach, name.end))
    elif name.has_title:
        add("title", own)
    elif name.start and folded[max(0, name.start - 2) : name.start].rstrip(" ")[-1:] in ENDS_OF_TITLES:
        add("end of title", Span(name.start - 1, name.end))
    if behind.sign >= Sign.FIRM:
        add("verb" if behind.sign is Sign.PERSON else "firm verb", Span(name.start, behind.reach))
    words = [word for word in name.words if word not in known.particles]
    if any(word in known.latin_soft for word in words) or PRODUCT_BEHIND.match(folded, name.end):
        heard.is_product = True
    if words[0] in known.given_names or words[0].split("-")[0] in known.given_names:
        add("given name", own)
    if words[-1] in known.latin_surnames and len(words) < 4:
        add("surname", own)
    if (len(words) > 2 and any(INITIAL.fullmatch(word) for word in words[1:])) or "." in words[0]:
        add("initial", own)
    if len(words) < len(name.words) or any(word.startswith(("Mc", "Mac", "O'")) for word in words):
        add("particle", own)
    if len(heard.places) > 1:
        add("again", Span(heard.places[0].start, heard.places[0].end))


def _listed(
    article: Article, names: Sequence[LatinName], keys: Sequence[str], heard: dict[str, _Heard]
) -> Iterable[str]:
    """Return the keys of the names that are listed with somebody who is a person for sure, directly or by others."""
    sure = {own for own, one in heard.items() if one.score() >= ENOUGH and not one.is_product}
    found: list[str] = []
    for order in (1, -1):
        for at in range(len(names))[::order]:
            other = at - order
            if keys[at] in sure or not 0 <= other < len(names) or keys[other] not in sure:
                continue
            first, second = (names[other], names[at]) if order > 0 else (names[at], names[other])
            between = article.folded[first.end : second.start]
            if len(between) <= MOST_BETWEEN and LIST_MARK.fullmatch(between) and heard[keys[at]].places:
                sure.add(keys[at])
                found.append(keys[at])
    return found
