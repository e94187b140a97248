"""Well-known names that OpenCC damages, each with its right form in the other script (`well_known_names.json`).

Only names whose forms are beyond doubt are among them, and none that come through unharmed: the tests hold both.
"""

from __future__ import annotations

import json
import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from reader.scripts.conversion import convert
from reader.scripts.script import Script, Written

if TYPE_CHECKING:
    from collections.abc import Mapping

FROM_SIMPLIFIED = "from_simplified"
FROM_TRADITIONAL = "from_traditional"


@lru_cache(maxsize=1)
def names() -> Mapping[str, Mapping[str, str]]:
    """Return the names by how they are written, each with its form in the other script, read once."""
    data: dict[str, dict[str, str]] = json.loads(
        Path(__file__).with_name("well_known_names.json").read_text(encoding="utf-8")
    )
    return data


Anchored = tuple[tuple[int, int, frozenset[str]], ...]
"""Names by how many code points of them stand before the character they are looked for by, and by their length.

Both are given; the longest come first, of those that are as long the leftmost.
"""


@lru_cache(maxsize=2)
def by_anchor(written: str, critical: str) -> Mapping[str, Anchored]:
    """Return the names written as given by the character that each is looked for by.

    Args:
        written: `FROM_SIMPLIFIED` or `FROM_TRADITIONAL`.
        critical: the characters to look for; a name that has none of them is looked for by its last one.
    """
    found: dict[str, dict[tuple[int, int], set[str]]] = {}
    for name in names()[written]:
        place = next((n for n, character in enumerate(name) if character in critical), len(name) - 1)
        found.setdefault(name[place], {}).setdefault((place, len(name)), set()).add(name)
    return {
        anchor: tuple(
            (place, length, frozenset(anchored[place, length]))
            for place, length in sorted(anchored, key=lambda shape: (shape[1], shape[0]), reverse=True)
        )
        for anchor, anchored in found.items()
    }


def around(anchored: Anchored) -> list[str]:
    """Return patterns that, right after the character they are looked for by, find where names stand."""
    each = [(place, name) for place, _, known in anchored for name in sorted(known)]
    first = [re.escape(name[1:]) for place, name in each if not place]
    later = [f"(?<={re.escape(name[: place + 1])})(?={re.escape(name[place + 1 :])})" for place, name in each if place]
    return [f"(?={'|'.join(first)})", *later] if first else later


@lru_cache(maxsize=1024)
def form(name: str, written: str, target: Script) -> str:
    """Return a well-known name in a target script, in the glyphs of its region."""
    known = names()[written][name]
    return known if target in (Script.HANS, Script.HANT) else convert(known, Written.HANT, target)
