"""The order of names as readers have it: the numbers in them count as numbers, so that 2 comes before 10.

Chinese numerals are numbers where they count something (第三章, 卷一, 二、) or stand alone (（三）), and so are the
volumes 上, 中 and 下.
"""

from __future__ import annotations

import re
from typing import Any
from unicodedata import numeric

NUMERALS = "零〇一二三四五六七八九十百千万萬两兩廿卅卌"
COUNTED = "章回节節卷部集篇册冊折幕季期辑輯话話年月日"
VOLUMES = "上中下"
LONGEST = 20
"""Characters of a numeral at most."""
TENS = 10
TEN_THOUSANDS = 10_000

_NUMERAL = f"[{NUMERALS}]{{1,{LONGEST}}}"
_NUMBER = re.compile(
    rf"([0-9０-９]+|(?<=[第卷之]){_NUMERAL}|{_NUMERAL}(?=[{COUNTED}])"
    rf"|(?:^|(?<=[(（ _-])){_NUMERAL}(?=[、.．)） _-]|$)|[{VOLUMES}](?=[{COUNTED}.)）]|$))"
)


_SUFFIX = re.compile(r"\.[A-Za-z][A-Za-z0-9]{0,7}\Z")


def natural(name: str) -> tuple[list[str | tuple[int, str]], str]:
    """Return by what a name comes where it does: text and numbers in turns, beginning with text, and the name itself.

    A number is told by how many digits it has and by these, so that none is too long. The suffix of a file decides
    last: 三体.txt comes before 三体2.txt.
    """
    parts: list[Any] = _NUMBER.split(_SUFFIX.sub("", name))
    if len(parts) > 1:
        parts[1::2] = map(_number, parts[1::2])
    return parts, name


def _number(written: str) -> tuple[int, str]:
    if not written.isdecimal():
        written = str(_value(written))
    elif not written.isascii():
        written = "".join(str(int(digit)) for digit in written)
    digits = written.lstrip("0")
    return len(digits), digits


def _value(numeral: str) -> int:
    """Return what a Chinese numeral says, be it in units (二百零三) or digit by digit (二〇三)."""
    if numeral in VOLUMES:
        return VOLUMES.index(numeral) + 1
    total = below = digits = 0
    for value in (2 if character in "两兩" else int(numeric(character)) for character in numeral):
        if value < TENS:
            digits = digits * TENS + value
        elif value < TEN_THOUSANDS:
            below += (digits or 1) * value
            digits = 0
        else:
            total += (below + digits or 1) * value
            below = digits = 0
    return total + below + digits
