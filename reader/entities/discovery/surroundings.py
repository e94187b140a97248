"""What stands right before and right behind a place, and what that says for a name there."""

from __future__ import annotations

import re
from enum import IntEnum
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from reader.documents.paragraphs import LINE_ENDS
from reader.entities.discovery.signs import CLOSING, HAN, MARKS, OPENING, signs
from reader.scripts.fold import fold_keeping_case

if TYPE_CHECKING:
    from reader.entities.discovery.article import Article

LONGEST_TITLE = 12
GROUPS = "证券 银行 大学 学院 集团 公司 医院 研究院 研究所"
"""What ends the name of a firm or an institution before somebody's name."""
BRACKETED = re.compile(f"[ ]?[(\\[][^()\\[\\]{LINE_ENDS}]{{1,60}}[)\\]]")
ENGLISH_TITLE = re.compile(r"(?<![A-Za-z.-])([A-Za-z.-]{2,12}) ?\Z")
_HAN = re.compile(f"[{HAN}]")


class Sign(IntEnum):
    """How sure it is that a name begins or ends at a place."""

    NONE = 0
    EDGE = 1
    """A mark, or a word that may stand beside a name."""
    FIRM = 2
    """A verb that people are the subject of, and firms and offices as well."""
    PERSON = 3
    """A title, a verb that only people are the subject of."""


class Sight(NamedTuple):
    """A sign, and how far it reaches from the name, as an offset in code points."""

    sign: Sign
    reach: int


@lru_cache(maxsize=1)
def _groups() -> tuple[str, ...]:
    return tuple(fold_keeping_case(GROUPS).split())


def before(article: Article, start: int) -> Sight:
    """Return what stands before a name that begins at an offset."""
    folded = article.folded
    at = start
    while at and start - at < 3 and folded[at - 1] in OPENING:
        at -= 1
    if not at:
        return Sight(Sign.EDGE, start)
    last = folded[at - 1]
    for title in signs().titles_before.get(last, ()):
        if folded.endswith(title, max(0, at - LONGEST_TITLE), at):
            return Sight(Sign.PERSON, at - len(title))
    latin = ENGLISH_TITLE.search(folded, max(0, at - 13), at) if last.isascii() else None
    if latin and latin[1] in signs().latin_titles:
        return Sight(Sign.PERSON, latin.start())
    is_edge = last in MARKS or at < start or not _HAN.match(last) or last in signs().introducers
    if is_edge or folded.endswith(_groups(), 0, at):
        return Sight(Sign.EDGE, start)
    return Sight(Sign.NONE, start)


def after(article: Article, end: int) -> Sight:
    """Return what stands behind a name that ends at an offset."""
    folded = article.folded
    at = end
    while at < len(folded) and at - end < 3 and folded[at] in CLOSING:
        at += 1
    if at >= len(folded):
        return Sight(Sign.EDGE, end)
    if bracketed := BRACKETED.match(folded, end):
        at = bracketed.end()
    if verb := signs().verb.match(folded, at):
        return Sight(Sign.FIRM if verb["firm"] else Sign.PERSON, verb.end())
    if title := signs().title_after.match(folded, at):
        return Sight(Sign.PERSON, title.end())
    if folded[end] in MARKS or not _HAN.match(folded[end]) or folded[end] in signs().functions:
        return Sight(Sign.EDGE, end)
    return Sight(Sign.NONE, end)
