"""The fold: a character map, one code point to one, under which all spellings of a name meet.

Because it keeps every length, an offset into folded text is an offset into the text. It joins the variants that
OpenCC may convert into each other, full-width and half-width forms, the kinds of dots, hyphens, quotation marks and
spaces, Latin letters with and without diacritics and, unless asked otherwise, upper and lower case.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from reader.scripts.characters import characters

DOTS = "・•‧∙⋅･"
HYPHENS = "‐‑‒–−－"
DOUBLE_QUOTES = "“”„‟＂"
SINGLE_QUOTES = "‘’‚‛＇"
SPACES = "\t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
BEYOND = re.compile("[\U00010000-\U0010ffff]")
"""A character beyond the basic plane."""
# Latin letters whose stroke Unicode does not take apart.
STROKED = dict(zip("ĐđŁłØøĦħŦŧƗɨ", "DdLlOoHhTtIi", strict=True))


@lru_cache(maxsize=1)
def _keeping_case() -> dict[int, str]:
    table = dict(characters().fold)
    for code in range(0xFF01, 0xFF5F):
        table[chr(code)] = chr(code - 0xFEE0)
    for code in (*range(0x00C0, 0x0250), *range(0x1E00, 0x1F00)):
        first = unicodedata.normalize("NFD", chr(code))[0]
        if first.isascii():
            table[chr(code)] = first
    table.update(STROKED)
    for marks, one in ((DOTS, "·"), (HYPHENS, "-"), (DOUBLE_QUOTES, '"'), (SINGLE_QUOTES, "'"), (SPACES, " ")):
        table.update(dict.fromkeys(marks, one))
    return {ord(one): other for one, other in table.items()}


@lru_cache(maxsize=1)
def _ignoring_case() -> dict[int, str]:
    table = {code: lower(character) for code, character in _keeping_case().items()}
    for code in (*range(0x41, 0x5B), *range(0xC0, 0x530), *range(0x1E00, 0x1F00)):
        table.setdefault(code, lower(chr(code)))
    return table


def lower(character: str) -> str:
    """Return the lower case of one character where that is one character, else the character itself."""
    lowered = character.lower()
    return lowered if len(lowered) == 1 else character


@lru_cache(maxsize=1)
def _by_code() -> list[int]:
    """Return the fold of the basic plane as a list, in which `str.translate` looks up twice as fast as in a table."""
    codes = list(range(0x10000))
    for code, character in _ignoring_case().items():
        if code < 0x10000:
            codes[code] = ord(character)
    return codes


def fold(text: str) -> str:
    """Return the text under the fold: as many code points as before, the same for every spelling of a name."""
    return text.translate(_ignoring_case() if BEYOND.search(text) else _by_code())


def fold_keeping_case(text: str) -> str:
    """Return the text under the fold with upper and lower case left apart."""
    return text.translate(_keeping_case())
