"""Facts about single characters, derived from OpenCC's dictionaries by `derive.py`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path


@dataclass(frozen=True)
class Characters:
    """What `characters.json` holds."""

    fold: dict[str, str]
    """A character that has variants, and the one that stands for all of them."""
    simplified_only: frozenset[str]
    """Characters that are never written in a Traditional text of any region."""
    traditional_only: frozenset[str]
    """Characters that are never written in a Simplified text."""
    choices: frozenset[str]
    """Characters that stay in some words and change in others when a script is converted."""


@lru_cache(maxsize=1)
def characters() -> Characters:
    """Return the facts, read once."""
    import json  # not before something is to be folded, detected or converted

    data = json.loads(Path(__file__).with_name("characters.json").read_text(encoding="utf-8"))
    variants, representatives = data["fold"]
    return Characters(
        fold=dict(zip(variants, representatives, strict=True)),
        simplified_only=frozenset(data["simplified_only"]),
        traditional_only=frozenset(data["traditional_only"]),
        choices=frozenset(data["choices"]),
    )
