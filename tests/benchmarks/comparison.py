"""Comparisons: what is claimed against its floor, both measured in turns, and how that is printed."""

from __future__ import annotations

from dataclasses import dataclass, field
from statistics import median


@dataclass(frozen=True, slots=True)
class Comparison:
    """A claim and its floor, measured in pairs: first the one, then the other, and again."""

    claim: str
    floor: str
    unit: str
    goal: float | None = None
    """The claim holds when the median ratio is at most this; None for what is only told."""
    pairs: list[tuple[float, float]] = field(default_factory=list)
    """What was measured, claim and floor, in the unit."""

    def add(self, claim: float, floor: float) -> None:
        """Add one pair of measurements."""
        self.pairs.append((claim, floor))

    @property
    def ratios(self) -> list[float]:
        """Claim by floor, pair by pair."""
        return [claim / floor for claim, floor in self.pairs]

    @property
    def holds(self) -> bool:
        """Whether the goal is met, if there is one."""
        return self.goal is None or median(self.ratios) <= self.goal

    def __str__(self) -> str:
        claim, floor = (median(side) for side in zip(*self.pairs, strict=True))
        ratios = self.ratios
        verdict = "" if self.goal is None else f"  goal ≤ {self.goal:g}  {'holds' if self.holds else 'MISSED'}"
        return (
            f"{self.claim}: {claim:.1f} {self.unit}  floor, {self.floor}: {floor:.1f} {self.unit}"
            f"  ratio {median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f}){verdict}"
        )
