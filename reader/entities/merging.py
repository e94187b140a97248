"""Entities that lists say are the same, or are not: the names of one count for the other, or never do.

A tombstone says that its entity is the same as another one. Tombstones are followed to their end; those that lead in a
circle, or to nobody, hold as little as those that would join two whom a list at least as near keeps apart.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import takewhile
from operator import itemgetter
from typing import TYPE_CHECKING

from reader.entities.entity import LATIN, Entity
from reader.entities.entries import folds_of
from reader.language import _
from reader.scripts.fold import fold

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from collections.abc import Set as AbstractSet

    from reader.entities.entity import Name

Pair = frozenset[str]
"""The ids of two entities."""


@dataclass(frozen=True, slots=True)
class Tombstone:
    """What an entry says that is the same as another one."""

    target: str
    layer: int
    elsewhere: bool = False
    """Whether the other one need not be in any list that is read."""


@dataclass(frozen=True, slots=True)
class Merging:
    """Which tombstones hold, and what is wrong with the others."""

    merged: Mapping[str, str]
    """The id of whom each entity is the same as in the end."""
    apart: frozenset[Pair]
    """Who are never the same."""
    wrong: Mapping[str, str]
    """What is wrong, by the id of the entity whose tombstone it is."""


def merging(stones: Mapping[str, Tombstone], pairs: Mapping[Pair, int], known: AbstractSet[str]) -> Merging:
    """Return what tombstones come to.

    Args:
        stones: the tombstones by the ids of their entities.
        pairs: who are not the same, and in which layer it is said.
        known: the ids of all entities that lists give.
    """
    wrong: dict[str, str] = {}
    holding = dict(stones)
    for own in sorted(_in_circles(holding)):
        wrong[own] = _("it leads back to itself")
        del holding[own]
    while lost := sorted(
        own for own, stone in holding.items() if stone.target not in known and stone.target not in holding
    ):
        for own in lost:
            stone = holding.pop(own)
            if not stone.elsewhere:
                wrong[own] = _("no list has an entity with this id: {id}").format(id=stone.target)
    for own in _against(holding, pairs):
        wrong[own] = _("the two are kept apart")
        del holding[own]
    merged = _ends(holding)
    ends = (frozenset(merged.get(one, one) for one in pair) for pair in pairs)
    return Merging(merged, frozenset(pair for pair in ends if len(pair) > 1), wrong)


def joined(
    entities: Mapping[str, Entity],
    merged: Mapping[str, str],
    stones: Mapping[str, Tombstone],
    off: Mapping[str, Off],
    accompanied: AbstractSet[str],
) -> Iterable[Entity]:
    """Return the entities with the names of those that are the same put together.

    Args:
        entities: all entities by id.
        merged: the id of whom each entity is the same as.
        stones: the tombstones that say so.
        off: the names that entries take away, by the ids of their entities.
        accompanied: the ids of all that may have names that count beside others.
    """
    if not merged:
        return entities.values()
    by_id = dict(entities)
    sources: dict[str, list[str]] = {}
    for own, target in merged.items():
        if own in by_id and target in by_id:
            sources.setdefault(target, []).append(own)
    for target, members in sources.items():
        taken = {
            least: frozenset(one for layer, names in off.get(target, ()) if layer >= least for one in names)
            for least in {stones[own].layer for own in members}
        }
        by_id[target] = _with_names_of(by_id[target], [(by_id[own], taken[stones[own].layer]) for own in members])
    for own in accompanied | {target for own, target in merged.items() if own in accompanied}:
        if own in by_id:
            by_id[own] = _renamed(by_id[own], merged)
    return (entity for own, entity in by_id.items() if own not in merged)


Off = list[tuple[int, frozenset[str]]]
"""Names that entries take away from an entity, under the fold, with the layers of the entries."""


def in_order(names: Iterable[Name], canonical: Mapping[str, str]) -> tuple[Name, ...]:
    """Return the names of an entity: those to show first, then the other full ones, then short forms."""
    shown = set(map(fold, canonical.values()))
    return tuple(sorted(names, key=lambda name: (shown.isdisjoint(folds_of(name)), name.short)))


def _with_names_of(target: Entity, sources: Iterable[tuple[Entity, Collection[str]]]) -> Entity:
    """Return an entity with the names of others, each given with the names of it that are taken away."""
    names, canonical, description = list(target.names), dict(target.canonical), target.description
    anyhow = _anyhow(names)
    for source, taken in sources:
        more: list[Name] = []
        for name in source.names:
            folded = {tag: fold(text) for tag, text in name.spellings.items()}
            left = {tag: name.spellings[tag] for tag, one in folded.items() if one not in anyhow and one not in taken}
            if left:
                more.append(replace(name, spellings=left))
        lacking = {tag == LATIN for tag in source.canonical} - {tag == LATIN for tag in canonical}
        if lacking:  # those who came before stand in the order of what was shown until now
            names = list(in_order(names, canonical))
            canonical |= {tag: text for tag, text in source.canonical.items() if (tag == LATIN) in lacking}
        names += more
        anyhow |= _anyhow(more)
        description = description or source.description
    return replace(target, names=in_order(names, canonical), canonical=canonical, description=description)


def _anyhow(names: Iterable[Name]) -> set[str]:
    """Return under the fold the names that count wherever they stand."""
    return {one for name in names if _is_anyhow(name) for one in folds_of(name)}


def _is_anyhow(name: Name) -> bool:
    """Return whether a name counts wherever it stands."""
    return not (name.short or name.case or name.together_with or name.only_in or name.not_in)


def _renamed(entity: Entity, merged: Mapping[str, str]) -> Entity:
    """Return an entity with those that its names count beside as they are called now."""
    if all(name.together_with.isdisjoint(merged) for name in entity.names):
        return entity
    names = (
        replace(name, together_with=frozenset(merged.get(one, one) for one in name.together_with))
        for name in entity.names
    )
    return replace(entity, names=tuple(names))


def _ends(stones: Mapping[str, Tombstone]) -> dict[str, str]:
    """Return where each tombstone leads in the end; none leads in a circle."""
    ends: dict[str, str] = {}
    for own in stones:
        way: list[str] = []
        end = own
        while end in stones and end not in ends:
            way.append(end)
            end = stones[end].target
        ends.update(dict.fromkeys(way, ends.get(end, end)))
    return {own: ends[own] for own in stones}


def _in_circles(stones: Mapping[str, Tombstone]) -> Iterator[str]:
    """Yield the ids from which tombstones lead back to them."""
    done: set[str] = set()
    for first in stones:
        path: dict[str, None] = {}
        own = first
        while own in stones and own not in done and own not in path:
            path[own] = None
            own = stones[own].target
        if own in path:
            way = list(path)
            yield from way[way.index(own) :]
        done.update(path)


def _against(stones: Mapping[str, Tombstone], pairs: Mapping[Pair, int]) -> Iterator[str]:
    """Yield the ids whose tombstones join two who are kept apart, so many that none are joined without them.

    Of the tombstones on the way between two, one goes that is not nearer than what keeps them apart: the first by id of
    all that could go for any two. That changes no way but those it is on, so each is followed once.
    """
    ends = _ends(stones)
    joining: list[tuple[str, Pair]] = []
    joined_by: dict[str, list[Pair]] = {}
    for pair, layer in pairs.items():
        if len({ends.get(one, one) for one in pair}) == 1:
            for own in _between(pair, stones):
                joined_by.setdefault(own, []).append(pair)
                if stones[own].layer <= layer:
                    joining.append((own, pair))
    parted: set[Pair] = set()
    for own, pair in sorted(joining, key=itemgetter(0)):
        if pair not in parted:
            yield own
            parted.update(joined_by[own])


def _between(pair: Pair, stones: Mapping[str, Tombstone]) -> Iterator[str]:
    """Yield the ids of the tombstones on the way between two who are the same in the end."""
    here, there = ({own: None} for own in pair)
    at, across = pair
    while at not in there:  # both ways are gone in turn, as they may be long beyond where they meet
        if at in stones:
            at = stones[at].target
            here[at] = None
        here, there, at, across = there, here, across, at
    for way in (here, there):
        yield from takewhile(lambda own: own != at, way)
