"""Names of organizations and products that no list knows: what conversion must leave alone in them.

Where such a name begins cannot be told without a list. So only those characters are held that conversion errs in
(金发科技), and with the wording of a region those words that are surely parts of a name, because they lead in one run
to what only names end in (信息技术有限公司); in 一家软件公司 the word is one like any other.
"""

from __future__ import annotations

import json
import re
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

Place = tuple[int, int]
"""Offsets in code points, end exclusive."""


@lru_cache(maxsize=1)
def _signs() -> dict[str, Any]:
    """Return what `organization_signs.json` says, read once.

    `kinds`: what names of companies end in; `brand`: the characters they are made of; `no_brands`: what begins as a
    name does, and is a word. By how the text is written, `ends`: what only names end in; `words`: what organizations
    are named by, which another region has other words for; `products`: products and companies named by such words.
    """
    read: dict[str, Any] = json.loads(Path(__file__).with_name("organization_signs.json").read_text(encoding="utf-8"))
    return read


def _words(*keys: str) -> list[str]:
    found: Any = _signs()
    for key in keys:
        found = found[key]
    return " ".join(found).split()


BRAND = "".join(_signs()["brand"])
NO_BRANDS = frozenset(_words("no_brands"))
KINDS = "|".join(_words("kinds"))
BEFORE_LI = "万千百鸿阿海"
"""After which 里 is no "inside" in the name of a company."""
COMPANY = re.compile(f"[{BRAND}]{{0,2}}(?:{KINDS})")
LONGER_COMPANY = re.compile(f"[{BRAND}]{{1,2}}(?:{KINDS})")
KIND = re.compile(KINDS)
CLAN = re.compile("氏(?=集团|家族|基金|企业|兄弟|父子|夫妇|宗祠|祠堂|控股|资本|实业|族谱|后人|姐妹|慈善)")
EDGES = frozenset("，。；：？！、…—（）()“”‘’「」『』《》〈〉【】[]\"' \t\u3000\n/,.!?;:在的和与为是向了到让被据及括")


def character_of_a_company(text: str, at: int) -> bool:
    """Whether a character in which conversion errs belongs to the name of a company, in a Simplified text."""
    character = text[at]
    if character == "发":
        return text.startswith("金", at - 1) and at > 0 and _followed(text, at + 1)
    company = COMPANY.match(text, at + 1)
    if CLAN.match(text, at + 1):
        return character in "余范于钟郁游岳朴" and (not at or text[at - 1] in EDGES)
    if not company:
        return False
    if character == "里" and at and text[at - 1] in BEFORE_LI:
        return at < 2 or text[at - 2] in EDGES or text[at - 2] in BRAND or text[at - 1] in "阿万鸿"
    return (
        LONGER_COMPANY.match(text, at + 1) is not None
        and text[at : at + 2] not in NO_BRANDS
        and (not at or text[at - 1] in EDGES)
    )


def _followed(text: str, at: int) -> bool:
    return KIND.match(text, at) is not None


def named_words(text: str, *, traditional: bool) -> Iterator[Place]:
    """Yield the stretches in which the words of a region must not be replaced, in order, without overlap."""
    yield from (found.span() for found in naming_words(traditional=traditional).finditer(text))


@cache
def naming_words(*, traditional: bool) -> re.Pattern[str]:
    """Return what finds such stretches; every branch begins with a character, because that is looked for fastest."""
    written = "traditional" if traditional else "simplified"
    words, ends = _words(written, "words"), _words(written, "ends")
    run = f"(?:{'|'.join(words)})*(?:{'|'.join(ends)})"
    return re.compile("|".join([*_words(written, "products"), *(word + run for word in words)]))
