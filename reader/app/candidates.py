"""Whom a correction may be about, the likely ones first: of a hundred thousand, few are looked at before the screen."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import repeat
from typing import TYPE_CHECKING

from reader.app.correcting_words import Extent
from reader.app.name_index import BLOCK, Fit, NameIndex, Wanted
from reader.app.palette_panel import person_names
from reader.scripts.fold import fold

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from reader.entities.entity import Entity

NOWHERE = Extent(0, 0)
SUGGESTED, ALIKE, OTHERS = range(3)
"""How likely somebody is the one who is picked, the likeliest first."""
UNLIKE = frozenset({Fit.INITIALS, Fit.INITIALS_INSIDE})
"""How a name can answer without having the characters that were typed."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who can be picked."""

    entity: Entity
    there: Extent
    """Where they are mentioned in the library."""
    is_found: bool = False
    """Found in the documents, and in no list."""


class Everybody:
    """Everybody and everything that is known, to be found by name; what has been read is kept for the next time."""

    def __init__(self, entities: Sequence[Entity], found: Collection[str]) -> None:
        """Make it.

        Args:
            entities: all of them.
            found: the ids of those who are in no list.
        """
        self.entities = entities
        self._found = found
        self.names = NameIndex(len(entities), lambda number: person_names(entities[number]))

    @cached_property
    def by_id(self) -> Mapping[str, Entity]:
        """They by their ids."""
        return {entity.id: entity for entity in self.entities}

    @cached_property
    def kinds(self) -> frozenset[tuple[str, bool]]:
        """Of which types they are, each with whether one was found."""
        return frozenset((entity.type, entity.id in self._found) for entity in self.entities)

    def is_found(self, entity: Entity) -> bool:
        """Return whether somebody was found, and is in no list."""
        return entity.id in self._found

    def candidate(self, entity: Entity, there: Extent = NOWHERE) -> Candidate:
        """Return one of them as somebody who can be picked."""
        return Candidate(entity, there, entity.id in self._found)


class Candidates:
    """Who can be picked: `likely`, then the `mentioned`, the ones mentioned more first; then everybody else."""

    def __init__(
        self,
        everybody: Everybody,
        mentioned: Mapping[str, Extent],
        *,
        text: str = "",
        suggested: Collection[str] = (),
        inside: Collection[str] = (),
        but: str | None = None,
    ) -> None:
        """Rank those who are mentioned, and who are suggested.

        Args:
            everybody: everybody.
            mentioned: where those are mentioned who are, by id.
            text: who has a name that holds it, or that it holds, is likely.
            suggested: the ids of the likeliest.
            inside: the ids of those who are mentioned nowhere and whose names are known to stand in the text.
            but: the id of the one who cannot be picked.
        """
        self.everybody = everybody
        self._text, self._but = text, but
        name = fold(text)

        def likelihood(one: Candidate) -> int:
            if one.entity.id in suggested:
                return SUGGESTED
            return ALIKE if name and any(name in other or other in name for other in one.entity.folded) else OTHERS

        ids = {*suggested, *inside, *mentioned} - {but}
        entities = [entity for entity in map(everybody.by_id.get, sorted(ids)) if entity is not None]
        candidates = [everybody.candidate(entity, mentioned.get(entity.id, NOWHERE)) for entity in entities]
        ranked = [one for one in candidates if not one.is_found or one.there.mentions]
        ranked.sort(key=lambda one: -one.there.mentions)
        by_likelihood: dict[int, list[Candidate]] = {SUGGESTED: [], ALIKE: [], OTHERS: []}
        for one in ranked:
            by_likelihood[likelihood(one)].append(one)
        self.likely = [*by_likelihood[SUGGESTED], *by_likelihood[ALIKE]]
        self.mentioned = by_likelihood[OTHERS]
        self.ranked = [*self.likely, *self.mentioned]
        self._ids = ids
        self._names = NameIndex(len(self.ranked), lambda number: person_names(self.ranked[number].entity))

    @property
    def has_others(self) -> bool:
        """Whether there is anybody who is not mentioned."""
        return len(self.everybody.entities) > len(self.ranked) + (self._but is not None)

    def others(self) -> Iterator[tuple[list[Candidate], list[Candidate]]]:
        """Yield everybody else block by block: whose names hold the text, and whose names do not."""
        everybody, wanted = self.everybody, Wanted(self._text)
        firsts = range(0, len(everybody.entities), BLOCK)
        blocks = everybody.names.find(wanted) if wanted.folded else repeat([])
        for first, block in zip(firsts, blocks, strict=False):
            holding = {number for number, fit in block if fit not in UNLIKE}
            alike, unlike = list[Candidate](), list[Candidate]()
            for number, other in enumerate(everybody.entities[first : first + BLOCK], first):
                if self._is_other(other):
                    (alike if number in holding else unlike).append(everybody.candidate(other))
            yield alike, unlike

    def find(self, wanted: Wanted) -> Iterator[list[Candidate]]:
        """Yield who has a name that answers to what was typed, in their order, block by block."""
        for block in self._names.find(wanted):
            yield [self.ranked[number] for number, _fit in block]
        everybody = self.everybody
        for block in everybody.names.find(wanted):
            entities = [everybody.entities[number] for number, _fit in block]
            yield [everybody.candidate(entity) for entity in entities if self._is_other(entity)]

    def _is_other(self, entity: Entity) -> bool:
        """Return whether somebody is in a list and not ranked; who was found and is mentioned no more is nobody."""
        return entity.id not in self._ids and entity.id != self._but and not self.everybody.is_found(entity)
