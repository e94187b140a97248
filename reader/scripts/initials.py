"""Pinyin initials: `atm` stands for 奥特曼 and for 奧特曼.

A character has the first letters of all its readings, since nobody wants to think about which one it is in a name; zh,
ch and sh are typed z, c and s. The letters come from `initials.json`, made by `derive_initials.py`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from reader.scripts.fold import SPACES, fold

if TYPE_CHECKING:
    from collections.abc import Callable

PASSED_OVER = f" {SPACES}·-'"
"""Folded characters that stand between the parts of a name, and part no initials."""
BREAK = "|"
"""Stands in a key for what parts initials, such as a comma."""
TYPED = re.compile("(?=.*[a-z])[a-z0-9]+")
FIRST_CODE = 0xE000
"""Keys hold letters, and private-use characters for characters that have several."""


def initials_of(text: str) -> str:
    """Return the key of a text: what `initials_pattern` is to be looked for in.

    It holds a code for each Chinese character, and letters and digits themselves, folded; what stands between the parts
    of a name is left out, all else becomes `BREAK`. The lines of a text stay lines.
    """
    return text.translate(_table())


def initials_pattern(typed: str) -> re.Pattern[str] | None:
    """Return what finds initials in keys, side by side; None for what are none.

    One letter alone counts at the start only, or behind a `BREAK`.
    The pattern is in MULTILINE mode: each line of a key is a text by itself.
    """
    wanted = "".join(fold(typed).split())
    if not TYPED.fullmatch(wanted):
        return None
    pattern = "".join(map(_letter_pattern, wanted))
    return re.compile(pattern if len(wanted) > 1 else f"(?:^|(?<=[{BREAK}])){pattern}", re.MULTILINE)


def finder(typed: str) -> Callable[[str], bool]:
    """Return what tells whether a text holds what a person typed to find it, in any spelling or in initials."""
    wanted, pattern = fold(typed).strip(), initials_pattern(typed)

    def answers(text: str) -> bool:
        return wanted in fold(text) or (pattern is not None and pattern.search(initials_of(text)) is not None)

    return answers


@lru_cache(maxsize=64)
def _letter_pattern(letter: str) -> str:
    codes = (chr(FIRST_CODE + number) for number, letters in enumerate(_table().groups) if letter in letters)
    return f"[{letter}{''.join(codes)}]"


class _Table(dict[int, "str | None"]):
    """What stands in keys for each code point met so far."""

    def __init__(self, blocks: dict[int, str], groups: dict[str, str]) -> None:
        super().__init__({ord("\n"): "\n"})
        self._blocks = blocks
        self.groups = tuple(groups)
        """The letters that each private-use character in keys stands for."""
        for number, characters in enumerate(groups.values()):
            self.update(dict.fromkeys(map(ord, characters), chr(FIRST_CODE + number)))

    def __missing__(self, code: int) -> str | None:
        folded = fold(chr(code))
        self[code] = found = self._find(folded) if ord(folded) == code else self[ord(folded)]
        return found

    def _find(self, folded: str) -> str | None:
        code = ord(folded)
        for first, letters in self._blocks.items():
            if first <= code < first + len(letters) and letters[code - first] != "-":
                return letters[code - first]
        if folded in PASSED_OVER:
            return None
        return folded if folded.isascii() and folded.isalnum() else BREAK


@lru_cache(maxsize=1)
def _table() -> _Table:
    import json  # not before initials are asked for

    data = json.loads(Path(__file__).with_name("initials.json").read_text(encoding="utf-8"))
    return _Table({int(first, 16): letters for first, letters in data["blocks"].items()}, data["groups"])
