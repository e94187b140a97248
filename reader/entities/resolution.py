"""Resolution: which of all candidates are mentions, and of whom.

A full name counts by itself. A short form counts in a document where a full name of its entity stands, or an entity
its list names for it. A full name that is only part of a longer one does not stand there: 李华东 is no sign of 李华. A
place that two entities claim counts for the one that the document names otherwise as well, then for the one from the
list nearer to the reader, else for neither. Of overlapping mentions the longest stands, then the leftmost.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

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
    full = sorted((one for one in candidates if not one.name.short), key=lambda one: (one.start, -one.end))
    active = _active(full)
    counting = [candidate for candidate in candidates if _counts(candidate, active)]
    standing: dict[str, set[int]] = {}
    for candidate in _outermost(full, active):
        if _counts(candidate, active):
            standing.setdefault(candidate.entity.id, set()).add(id(candidate.name))
    by_place: dict[tuple[int, int], list[Candidate]] = {}
    for candidate in counting:
        by_place.setdefault((candidate.start, candidate.end), []).append(candidate)
    chosen: list[Mention] = []
    taken: set[int] = set()
    for start, end in sorted(by_place, key=lambda place: (place[0] - place[1], place[0])):
        if start in taken or end - 1 in taken or not taken.isdisjoint(range(start, end)):
            continue
        entity = _claimed_by(by_place[start, end], standing)
        if entity is not None:
            chosen.append(Mention(start, end, entity))
            taken.update(range(start, end))
    return tuple(sorted(chosen, key=lambda mention: mention.start))


def _active(full: Sequence[Candidate]) -> set[str]:
    """Return the ids of the entities of which a full name stands in the document.

    Which longer names hide others depends on the company they find, and that on which names are hidden: first all
    are taken to stand, then in turn those that are surely active and those that may still be, until nothing changes.

    Args:
        full: the full names, in order of their starts, the longer first.
    """
    active = _reached(full)
    while True:
        surely = _reached(_outermost(full, active))
        still = _reached(_outermost(full, surely))
        if still == active:
            return active
        active = still


def _outermost(full: Sequence[Candidate], active: set[str]) -> list[Candidate]:
    """Return the full names that do not lie inside a longer one that counts."""
    outermost: list[Candidate] = []
    reach = 0
    for (_start, end), group in groupby(full, key=lambda candidate: (candidate.start, candidate.end)):
        if end > reach:
            here = list(group)
            outermost.extend(here)
            if any(_counts(candidate, active) for candidate in here):
                reach = end
    return outermost


def _reached(full: Iterable[Candidate]) -> set[str]:
    """Return the ids of the entities that some full names bring in, by themselves or by each other's company."""
    links = {(candidate.entity.id, candidate.name.together_with) for candidate in full}
    reached = {entity for entity, company in links if not company}
    while more := {entity for entity, company in links if company & reached} - reached:
        reached |= more
    return reached


def _counts(candidate: Candidate, active: set[str]) -> bool:
    name = candidate.name
    if name.short:
        return candidate.entity.id in active or not name.together_with.isdisjoint(active)
    return not name.together_with or not name.together_with.isdisjoint(active)


def _claimed_by(claims: list[Candidate], standing: Mapping[str, set[int]]) -> str | None:
    """Return the id of the one entity that a place means; none when that cannot be told.

    Args:
        claims: the names that may stand at the place.
        standing: for each entity, which of its full names stand anywhere in the document.
    """
    full = [claim for claim in claims if not claim.name.short]
    claimants = {claim.entity.id for claim in full or claims}
    if len(claimants) > 1:
        here = {id(claim.name) for claim in claims}
        elsewhere = {entity for entity in claimants if not standing.get(entity, set()) <= here}
        if len(elsewhere) == 1:
            return next(iter(elsewhere))
        nearest = max(claim.name.layer for claim in full or claims)
        claimants = {claim.entity.id for claim in full or claims if claim.name.layer == nearest}
    return next(iter(claimants)) if len(claimants) == 1 else None
