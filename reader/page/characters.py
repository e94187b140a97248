"""Facts about single characters, derived from the Unicode Character Database by `derive.py`."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

UNICODE = Path(__file__).with_name("unicode.json")


class Characters(NamedTuple):
    """What `unicode.json` holds."""

    classes: dict[str, str]
    """The letter of each line break class, by its name: ASCII unless the class asks for a closer look."""
    starts: list[int]
    """The first code point of each range of one class."""
    letters: str
    """The letter of the class of each range."""
    ambiguous: list[int]
    """The first and the last code point of each range of ambiguous width (UAX #11), one after another."""


@lru_cache(maxsize=1)
def characters() -> Characters:
    """Return the facts, read once."""
    import json  # not before a text is broken or an ambiguous width asked for

    data = json.loads(UNICODE.read_text(encoding="utf-8"))
    return Characters(data["classes"], data["starts"], data["letters"], data["ambiguous"])
