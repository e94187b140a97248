"""Resolution: which of all candidates are mentions, and of whom.

A full name counts by itself. A short form counts in a document where a full name of its entity stands, or an entity
its list names for it. A place that two entities claim counts for the one that the document names otherwise as well,
then for the one from the list nearer to the reader, else for neither. Of overlapping mentions the longest stands,
then the leftmost.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reader.entities.matching import Candidate, Matcher


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in a document where an entity is named: source offsets in code points, end exclusive."""

    start: int
    end: int
    entity: str
    """The entity's id."""


def mentions(text: str, matcher: Matcher) -> tuple[Mention, ...]:
    """Return the mentions in a whole document, in order; they never overlap."""
    return resolve(matcher.candidates(text))


def resolve(candidates: Iterable[Candidate]) -> tuple[Mention, ...]:
    """Return the mentions among the candidates of one document, in order; they never overlap."""
    candidates = list(candidates)
    active = _active(candidates)
    counting = [candidate for candidate in candidates if _counts(candidate, active)]
    by_place: dict[tuple[int, int], list[Candidate]] = {}
    for candidate in counting:
        by_place.setdefault((candidate.start, candidate.end), []).append(candidate)
    chosen: list[Mention] = []
    taken: set[int] = set()
    for start, end in sorted(by_place, key=lambda place: (place[0] - place[1], place[0])):
        if start in taken or end - 1 in taken or not taken.isdisjoint(range(start, end)):
            continue
        entity = _claimed_by(by_place[start, end], counting)
        if entity is not None:
            chosen.append(Mention(start, end, entity))
            taken.update(range(start, end))
    return tuple(sorted(chosen, key=lambda mention: mention.start))


def _active(candidates: Iterable[Candidate]) -> set[str]:
    """Return the ids of the entities of which a full name stands in the document."""
    full = [candidate for candidate in candidates if not candidate.name.short]
    active = {candidate.entity.id for candidate in full if not candidate.name.together_with}
    while more := {candidate.entity.id for candidate in full if candidate.name.together_with & active} - active:
        active |= more
    return active


def _counts(candidate: Candidate, active: set[str]) -> bool:
    name = candidate.name
    if name.short:
        return candidate.entity.id in active or not name.together_with.isdisjoint(active)
    return not name.together_with or not name.together_with.isdisjoint(active)


def _claimed_by(claims: list[Candidate], counting: list[Candidate]) -> str | None:
    """Return the id of the one entity that a place means; none when that cannot be told."""
    full = [claim for claim in claims if not claim.name.short]
    claimants = {claim.entity.id for claim in full or claims}
    if len(claimants) > 1:
        folded = {id(claim.name) for claim in claims}
        elsewhere = {
            candidate.entity.id
            for candidate in counting
            if candidate.entity.id in claimants and not candidate.name.short and id(candidate.name) not in folded
        }
        if len(elsewhere) == 1:
            return next(iter(elsewhere))
        nearest = max(claim.name.layer for claim in full or claims)
        claimants = {claim.entity.id for claim in full or claims if claim.name.layer == nearest}
    return next(iter(claimants)) if len(claimants) == 1 else None
