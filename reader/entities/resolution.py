"""Resolution: which of all candidates are mentions, and of whom.

A full name counts by itself. A short form counts in a document where a full name of its entity stands, or an entity
its list names for it. A full name that is only part of a longer one does not stand there: 李华东 is no sign of 李华. A
place that two entities claim counts for the one that the document names otherwise as well, then for the one from the
list nearer to the reader; else it is unclear whom it means, and it is a mention of neither. Of overlapping mentions the
longest stands, then the leftmost; so do unclear places, where no mention is in the way: they hide nothing. A name that
counts only in other documents is as if no list had it.

What stands around a knot of overlapping places matters for it only by who is active in the document. So all this is
decided once for each kind of knot, however often a long document ties it.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from reader.entities.entity import FOUND_LAYER, needs_itself
from reader.entities.mentions import NUMBER, Mention, Mentions

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from reader.entities.matching import Knot, Matcher, Matches, Owner, Spot

    FullNames = Sequence[tuple[Spot, Sequence[Owner]]]
    Places = list[tuple[int, int, str]]
    """Code points from where a knot begins, and an id."""

__all__ = ["Known", "Mention", "Mentions", "Resolved", "may_mean", "mentions", "resolve", "resolved"]

OR = "|"
"""Stands between the ids of those whom an unclear place may mean; it is in the id of no entity."""


class Resolved(NamedTuple):
    """What the names that were found in a document come to; all places are apart."""

    mentions: Mentions
    unclear: Mentions = Mentions()
    """The places that may mean several entities, of whom nothing tells which; `may_mean` tells who they are."""


@dataclass(slots=True)
class Known:
    """Who is named in a document as far as it has been read, where it is resolved part by part."""

    active: set[str] = field(default_factory=set)
    """The ids of the entities of which a full name stands."""
    standing: dict[str, set[int]] = field(default_factory=dict)
    """For each of them which of its full names stand."""


def mentions(text: str, matcher: Matcher, document: str = "") -> Mentions:
    """Return the mentions in a whole document, in order; they never overlap.

    Args:
        text: the source text of the document.
        matcher: what finds the names in it.
        document: its digest, for names that count only in some documents.
    """
    return resolve(matcher.matches(text), document=document)


def resolve(matches: Matches, known: Known | None = None, document: str = "") -> Mentions:
    """Return the mentions among what a matcher found in one document, as `resolved` does."""
    return resolved(matches, known, document).mentions


def resolved(matches: Matches, known: Known | None = None, document: str = "") -> Resolved:
    """Return the mentions among what a matcher found in one document, and the places of which it is unclear whose.

    Args:
        matches: what was found.
        known: where this is only the next part of the document, who is named in those before it; those who are named
            in this one are added. What comes later in the document decides nothing then.
        document: its digest; a name that counts only in other documents does not stand in it.
    """
    known = known if known is not None else Known()
    knots = _counting_in(document, matches.knots)
    full = [names for knot in knots if (names := _full(knot))]
    known.active |= (active := _active(full, known.active))
    for owner in _outermost(full, active):
        if _counts(owner, active):
            known.standing.setdefault(owner.entity.id, set()).add(id(owner.name))
    chosen: list[Places] = []
    unclear: list[Places] = []
    for knot in knots:
        certain, uncertain = _chosen(knot, active, known.standing)
        chosen.append(certain)
        unclear.append(uncertain)
    return Resolved(_placed(matches, chosen), _placed(matches, unclear) if any(unclear) else Mentions())


def may_mean(place: Mention) -> Sequence[str]:
    """Return the ids of those whom a place may mean: of one, or of several where it is unclear."""
    return place.entity.split(OR)


def _placed(matches: Matches, places: Sequence[Places]) -> Mentions:
    """Return the places in a document, given those in each kind of knot."""
    starts, ends, numbers = array(NUMBER), array(NUMBER), array(NUMBER)
    ids: dict[str, int] = {}
    for offset, kind in zip(matches.starts, matches.kinds, strict=True):
        for start, end, entity in places[kind]:
            starts.append(offset + start)
            ends.append(offset + end)
            numbers.append(ids.setdefault(entity, len(ids)))
    return Mentions(starts, ends, numbers, tuple(ids))


def _counting_in(document: str, knots: Sequence[Knot]) -> Sequence[Knot]:
    """Return the knots without the names that count only in other documents; a knot may be left with nothing."""
    if not any(owner.name.documents for knot in knots for spot in knot for owner in spot.owners):
        return knots

    def counting(spot: Spot) -> Spot:
        names = (owner for owner in spot.owners if not owner.name.documents or document in owner.name.documents)
        return replace(spot, owners=tuple(names))

    return [tuple(spot for spot in map(counting, knot) if spot.owners) for knot in knots]


def _full(knot: Knot) -> FullNames:
    """Return the places of a knot where full names stand, with these, in order of their starts, the longer first."""
    found = ((spot, [owner for owner in spot.owners if not owner.name.short]) for spot in knot)
    return sorted((one for one in found if one[1]), key=lambda one: (one[0].start, -one[0].end))


def _active(full: Sequence[FullNames], before: AbstractSet[str]) -> set[str]:
    """Return the ids of the entities of which a full name stands in the document.

    Which longer names hide others depends on the company they find, and that on which names are hidden: first all
    are taken to stand, then in turn those that are surely active and those that may still be, until nothing changes.

    Args:
        full: the full names of each knot, as `_full` returns them.
        before: those of whom that is known already.
    """
    alone = _outermost([knot for knot in full if len(knot) == 1], set())
    nested = [knot for knot in full if len(knot) > 1]
    active = _reached([*alone, *(owner for knot in nested for _spot, owners in knot for owner in owners)], before)
    while nested:
        surely = _reached([*alone, *_outermost(nested, active)], before)
        still = _reached([*alone, *_outermost(nested, surely)], before)
        if still == active:
            break
        active = still
    return active


def _outermost(full: Sequence[FullNames], active: set[str]) -> list[Owner]:
    """Return the full names that do not lie inside a longer one that counts."""
    outermost: list[Owner] = []
    for knot in full:
        reach = 0
        for spot, owners in knot:
            if spot.end > reach:
                outermost.extend(owners)
                if any(_counts(owner, active) for owner in owners):
                    reach = spot.end
    return outermost


def _reached(full: Iterable[Owner], before: AbstractSet[str]) -> set[str]:
    """Return the ids of the entities known before and those that full names bring in, by themselves or by company."""
    links = {(owner.entity.id, owner.name.together_with) for owner in full}
    reached = {*before, *(entity for entity, company in links if not company)}
    while more := {entity for entity, company in links if company & reached} - reached:
        reached |= more
    return reached


def _counts(owner: Owner, active: set[str]) -> bool:
    name = owner.name
    if name.short:
        return owner.entity.id in active or not name.together_with.isdisjoint(active)
    return not name.together_with or not name.together_with.isdisjoint(active)


def _chosen(knot: Knot, active: set[str], standing: Mapping[str, set[int]]) -> tuple[Places, Places]:
    """Return the mentions in a knot, and the unclear places beside them, in order."""
    chosen: Places = []
    unclear: Places = []
    open_ones: Places = []
    taken = bytearray(max((spot.end for spot in knot), default=0))
    for spot in sorted(knot, key=lambda spot: (spot.start - spot.end, spot.start)) if len(knot) > 1 else knot:
        if taken.find(1, spot.start, spot.end) >= 0:
            continue
        claimants = _claimants([owner for owner in spot.owners if _counts(owner, active)], standing)
        if len(claimants) == 1:
            chosen.append((spot.start, spot.end, next(iter(claimants))))
            taken[spot.start : spot.end] = b"\1" * (spot.end - spot.start)
        elif claimants:
            open_ones.append((spot.start, spot.end, OR.join(sorted(claimants))))
    for start, end, entities in open_ones:
        if taken.find(1, start, end) < 0:
            unclear.append((start, end, entities))
            taken[start:end] = b"\1" * (end - start)
    return sorted(chosen), sorted(unclear)


def _claimants(claims: Sequence[Owner], standing: Mapping[str, set[int]]) -> AbstractSet[str]:
    """Return the ids of those whom a place may mean: several when it cannot be told who of them it is.

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
            return elsewhere
        nearest = max(map(_layer, full or claims))
        claimants = {claim.entity.id for claim in full or claims if _layer(claim) == nearest}
    return claimants


def _layer(claim: Owner) -> int:
    """Return how near to the reader a name is: one that others may have is no nearer than what they are found by."""
    return FOUND_LAYER if needs_itself(claim.name, claim.entity.id) else claim.name.layer
