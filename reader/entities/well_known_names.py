"""Well-known names that OpenCC damages, each with its right form in the other script (`well_known_names.json`).

Only names whose forms are beyond doubt are among them, and none that come through unharmed: the tests hold both.
"""

from __future__ import annotations

import json
import re
from functools import lru_cache
from itertools import groupby
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


@lru_cache(maxsize=2)
def well_known(written: str) -> re.Pattern[str]:
    """Return what finds the names written as given: `FROM_SIMPLIFIED` or `FROM_TRADITIONAL`."""
    branches = (
        f"{first}(?:{'|'.join(sorted((re.escape(name[1:]) for name in group), key=len, reverse=True))})"
        for first, group in groupby(sorted(names()[written]), key=lambda name: name[0])
    )
    return re.compile("|".join(branches))


@lru_cache(maxsize=1024)
def form(name: str, written: str, target: Script) -> str:
    """Return a well-known name in a target script, in the glyphs of its region."""
    known = names()[written][name]
    return known if target in (Script.HANS, Script.HANT) else convert(known, Written.HANT, target)
