"""Counts: what is claimed about how many, and whether it is so."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Count:
    """What was counted, and whether it is as it must be."""

    text: str
    holds: bool = True

    def __str__(self) -> str:
        return self.text
