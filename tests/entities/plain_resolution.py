"""The rules of resolution, put down as plainly as they can be, to hold the fast way of deciding against.

Looks at every candidate of a document by itself and at all of them again for each, so it is for short texts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.entities.mentions import Mention

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reader.entities.matching import Candidate


def plainly_resolved(candidates: Sequence[Candidate], document: str = "") -> tuple[list[Mention], list[Mention]]:
    """Return the mentions and the unclear places among the candidates of one document, given its digest, in order."""
    candidates = [one for one in candidates if not one.name.documents or document in one.name.documents]
    full = [one for one in candidates if not one.name.short]
    active = _active(full)
    standing = {
        (one.entity.id, id(one.name)) for one in full if counts(one, active) and not _is_hidden(one, full, active)
    }
    counting = [one for one in candidates if counts(one, active)]
    certain: list[Mention] = []
    uncertain: list[Mention] = []
    for start, end in sorted(
        {(one.start, one.end) for one in counting}, key=lambda place: (place[0] - place[1], place)
    ):
        meant = _meant([one for one in counting if (one.start, one.end) == (start, end)], standing)
        (certain if len(meant) == 1 else uncertain).append(Mention(start, end, "|".join(sorted(meant))))
    mentions = _apart(certain, [])
    return mentions, _apart(uncertain, mentions)


def _apart(places: Sequence[Mention], taken: Sequence[Mention]) -> list[Mention]:
    """Return those of some places, the first before the others, that overlap none before them nor what is taken."""
    chosen: list[Mention] = []
    for place in places:
        if all(place.end <= other.start or other.end <= place.start for other in (*taken, *chosen)):
            chosen.append(place)
    return sorted(chosen, key=lambda mention: mention.start)


def counts(one: Candidate, active: set[str]) -> bool:
    """Return whether a candidate counts, given the entities of which a full name stands."""
    with_company = not one.name.together_with.isdisjoint(active)
    return with_company or (one.entity.id in active if one.name.short else not one.name.together_with)


def _active(full: Sequence[Candidate]) -> set[str]:
    active = _reached(full)
    while True:
        surely = _reached(one for one in full if not _is_hidden(one, full, active))
        still = _reached(one for one in full if not _is_hidden(one, full, surely))
        if still == active:
            return active
        active = still


def _is_hidden(one: Candidate, full: Sequence[Candidate], active: set[str]) -> bool:
    """Return whether a full name lies in a longer one that counts and is not hidden itself."""
    longer = (
        other
        for other in full
        if other.start <= one.start and one.end <= other.end and other.end - other.start > one.end - one.start
    )
    return any(counts(other, active) and not _is_hidden(other, full, active) for other in longer)


def _reached(full: Iterable[Candidate]) -> set[str]:
    known, reached = list(full), set[str]()
    while True:
        more = {one.entity.id for one in known if not one.name.together_with or one.name.together_with & reached}
        if more <= reached:
            return reached
        reached |= more


def _meant(claims: Sequence[Candidate], standing: set[tuple[str, int]]) -> set[str]:
    claims = [claim for claim in claims if not claim.name.short] or claims
    here = {id(claim.name) for claim in claims}
    meant = {claim.entity.id for claim in claims}
    if len(meant) > 1:
        elsewhere = {entity for entity, name in standing if entity in meant and name not in here}
        nearest = max(claim.name.layer for claim in claims)
        near = {claim.entity.id for claim in claims if claim.name.layer == nearest}
        meant = elsewhere if len(elsewhere) == 1 else near
    return meant
