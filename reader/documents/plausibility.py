"""How plausible a text is as one that people read in Chinese, which tells the encoding of bytes that could be several.

The measure is a cost in bits, minus the binary logarithm of a probability, so that texts made of the same bytes in
different ways can be compared, whatever their numbers of characters; bytes that mean nothing cost 8 bits each.
"""

from __future__ import annotations

import json
from collections import Counter
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from reader.documents.encodings import BROKEN

if TYPE_CHECKING:
    from collections.abc import Mapping

DATA = Path(__file__).with_name("plausibility.json")
BROKEN_COST = 30
MIXED_COST = 1
"""Bits that each character costs more in a text of both scripts."""

OTHERS = (
    (5, "，"),
    (6, "。\n\u3000 eaitnos"),
    (7, "、“”「」\r0123456789.,rhlducm"),
    (8, "：？！《》（）-/:()gpfybvwkxjqzACSTIPMBDE"),
    (9, "；…—『』‘’·\t"),
    (10, "～【】〈〉─﹏"),
    (12, "％＋－＝／‧•−×°℃①②③④⑤⑥⑦⑧⑨⑩〇々"),
)
"""Characters that are no Chinese ones, by their cost in bits: what is written in news, novels and messages."""
BLOCKS = (
    (0x09, 40),
    (0x0E, 14),
    (0x20, 40),
    (0x7F, 9),
    (0xA0, 40),
    (0x250, 14),
    (0x370, 18),
    (0x530, 15),
    (0x1E00, 22),
    (0x2000, 18),
    (0x2E80, 14),
    (0x3000, 22),
    (0x3040, 14),
    (0x3100, 13),
    (0x3130, 14),
    (0x3400, 18),
    (0x4E00, 22),
    (0xA000, 20),
    (0xAC00, 24),
    (0xD7B0, 18),
    (0xE000, 24),
    (0xF900, 26),
    (0xFB00, 22),
    (0xFE30, 22),
    (0xFE70, 14),
    (0xFF01, 24),
    (0xFF5F, 12),
    (0xFFE0, 16),
    (0xFFF0, 16),
    (0x20000, 24),
    (0x110000, 23),
)
"""The first code point behind each block, and what a character of it costs that was not seen in texts."""


def cost(text: str) -> float:
    """Return what a text costs in bits: in the script in which it costs least, or as one that mixes both."""
    counts = Counter(text)
    simplified, traditional = _tables()
    here = there = mixed = 0
    for character, count in counts.items():
        one = simplified.get(character) or _unseen(character)
        other = traditional.get(character) or _unseen(character)
        here += one * count
        there += other * count
        mixed += (min(one, other) + MIXED_COST) * count
    return min(here, there, mixed)


@lru_cache(maxsize=4096)
def _unseen(character: str) -> int:
    """Return what a character costs of which nothing else is known than its block."""
    if character == BROKEN:
        return BROKEN_COST
    code_point = ord(character)
    return next(bits for end, bits in BLOCKS if code_point < end)


@cache
def _tables() -> tuple[Mapping[str, int], Mapping[str, int]]:
    """Return what the characters cost that were seen, in Simplified and in Traditional script."""
    levels = json.loads(DATA.read_text(encoding="utf-8"))["levels"]
    others = {character: bits for bits, characters in OTHERS for character in characters}
    tables = (
        others | {character: bits for bits, row in enumerate(levels[script]) for character in row}
        for script in ("Hans", "Hant")
    )
    simplified, traditional = tables
    return simplified, traditional
