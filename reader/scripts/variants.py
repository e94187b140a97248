"""The other way through the fold: all characters that fold to one.

What is looked for can then be spelled in every way at once, and a long text need not be folded to be searched.
"""

from __future__ import annotations

from functools import lru_cache

from reader.scripts.characters import characters
from reader.scripts.fold import fold

BASIC_PLANE = range(0x10000)
"""Beyond it, nothing but the variants of Chinese characters is folded."""


@lru_cache(maxsize=1)
def variants() -> dict[str, str]:
    """Return for every folded character that others fold to all of these, itself first."""
    domain = "".join((*map(chr, BASIC_PLANE), *(one for one in characters().fold if ord(one) not in BASIC_PLANE)))
    found: dict[str, str] = {}
    for character, folded in zip(domain, fold(domain), strict=True):
        if character != folded:
            found[folded] = found.get(folded, folded) + character
    return found


def spellings(character: str) -> str:
    """Return all characters that fold to the same as one does, itself included."""
    folded = fold(character)
    return variants().get(folded, folded)
