"""The words of other programs for the types of entities."""

from __future__ import annotations

import re

from reader.entities.lists import TYPE

KNOWN = {
    "person": "per pers human people persname personname 人 人物 人名 human-being",
    "organization": "org organisation company orgname organizationname corporation 机构 機構 组织 組織 公司",
    "product": "产品 產品 software",
    "benchmark": "基准 基準",
    "place": "loc gpe location locname placename geogname 地名 地点 地點",
    "work": "work_of_art work-of-art creativework 作品",
}
"""The types here, and what else they are called, in lower case."""
_BY_WORD = {word: own for own, words in KNOWN.items() for word in (own, *words.split())}
_LABELS = {"person": "PERSON", "organization": "ORG", "product": "PRODUCT", "place": "GPE", "work": "WORK_OF_ART"}


def type_of(stated: str) -> str | None:
    """Return the type that a word of a file stands for; None for one that can be none."""
    word = re.sub(r"\s+", "-", stated.strip().lower())
    own = _BY_WORD.get(word, word)
    return own if TYPE.fullmatch(own) else None


def label_of(of_type: str) -> str:
    """Return the label for a type as models of spaCy give it."""
    return _LABELS.get(of_type, of_type.upper())
