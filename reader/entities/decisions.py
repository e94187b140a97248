"""What the reader has said of places in documents: whom a text means there, or that it means nobody.

Said of all documents, of one document, or of one place; the narrower counts before the wider, then what was said last.
A text is compared under the fold, so that 陳 and 陈 are one. A place is known by what stands there and around it, so
that it is found again in an edited document; where nothing of it is left, what was said of it is kept and waits.

It acts on what a matcher has found, before it is decided which of that are mentions. A place that means nobody is no
longer one, and a shorter or another name there may count. One that was given to somebody is theirs alone, whether a
name stood there or not, and says like a full name that they are in the document.
"""

from __future__ import annotations

import logging
import re
from array import array
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING

from reader.documents.anchoring import Selector, find_again
from reader.documents.naming import STANDARD_INPUT
from reader.documents.paragraphs import Span
from reader.entities.entity import UNDETERMINED, Entity, Name
from reader.entities.entries import minds_case
from reader.entities.mentions import NUMBER
from reader.scripts.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from reader.entities.matching import Knot, Matcher, Matches, Spot

JOINTS = re.compile(r"(?<=[a-z0-9])[ \n-]{1,2}(?=[a-z0-9])")
"""What people leave out or double between Latin words, or break lines at."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Anchor:
    """One place in a document: a text quote and a text position of the W3C Web Annotation Data Model (section 4.2)."""

    prefix: str
    """What stands before it."""
    suffix: str
    """What stands behind it."""
    start: int
    """Where it begins, in code points."""


@dataclass(frozen=True, slots=True)
class MentionDecision:
    """What the reader has said of a text."""

    text: str
    """As it stands in a document."""
    entity: str | None
    """The id of whom it means; None for nobody."""
    document: str | None = None
    """The path of the only document it is said of; None where it is known by its digest alone, or there is none."""
    digest: str | None = None
    """What that document was known by."""
    anchor: Anchor | None = None
    """The only place in the document; None where it is said of all of it."""

    @property
    def is_everywhere(self) -> bool:
        """Whether it is said of all documents."""
        return self.document is None and self.digest is None

    def span_in(self, text: str, digest: str | None = None) -> Span | None:
        """Return its place in a document, found again where that was edited; None where nothing of it is left.

        Args:
            text: the source text of the document as it is now.
            digest: what that is known by, so that a text that was not edited need not be searched.
        """
        if self.anchor is None:
            return None
        here = Span(self.anchor.start, self.anchor.start + len(self.text))
        if digest is not None and digest == self.digest and here.of(text) == self.text:
            return here
        found = find_again(text, Selector(self.text, self.anchor.prefix, self.anchor.suffix), self.anchor.start)
        if found is None:
            return None
        # Between what stood before and behind it more may stand now.
        at = fold(found.of(text)).find(fold(self.text))
        return Span(found.start + at, found.start + at + len(self.text)) if at >= 0 else None


@dataclass(frozen=True)
class InDocument:
    """What is said of the places in one document."""

    of_texts: Mapping[str, MentionDecision]
    """What is said of texts wherever they stand in it, by their keys."""
    of_places: tuple[MentionDecision, ...] = ()
    """What is said of single places, the last word last."""
    digest: str | None = None
    """What the document is known by."""

    def __bool__(self) -> bool:
        return bool(self.of_texts or self.of_places)

    def within(self, text: str, stretch: Span) -> InDocument:
        """Return what is said of a stretch of the document, as of a text by itself; places must be where they were."""
        here = []
        for decision in self.of_places:
            anchor = decision.anchor
            if anchor is None or anchor.start < stretch.start:
                continue
            span = Span(anchor.start, anchor.start + len(decision.text))
            around = anchor.prefix + decision.text + anchor.suffix
            if span.end <= stretch.end and text.startswith(around, max(0, span.start - len(anchor.prefix))):
                here.append(replace(decision, digest="", anchor=replace(anchor, start=span.start - stretch.start)))
        return InDocument(self.of_texts, tuple(here), "")

    def places(self, text: str) -> list[tuple[Span, MentionDecision]]:
        """Return the single places that are still there, with the last that is said of each, in that order."""
        last: dict[Span, MentionDecision] = {}
        lost = []
        for decision in self.of_places:
            span = decision.span_in(text, self.digest)
            if span is None:
                lost.append(decision)
            else:
                last.pop(span, None)
                last[span] = decision
        if lost:
            log.info("%s: nothing is left of %d places of which something is said", lost[0].document, len(lost))
        return list(last.items())


@dataclass(frozen=True)
class Decisions:
    """All that the reader has said of places in documents, the last word last."""

    made: tuple[MentionDecision, ...] = ()

    @cached_property
    def meant(self) -> frozenset[str]:
        """The ids of all entities to whom something was given."""
        return frozenset(decision.entity for decision in self.made if decision.entity is not None)

    @cached_property
    def ignored(self) -> frozenset[str]:
        """Texts that mean nobody, wherever they stand."""
        return frozenset(one.text for one in self.made if one.entity is None and one.is_everywhere)

    def after(self, merged: Mapping[str, str]) -> Decisions:
        """Return the same where entities have become others.

        Args:
            merged: the ids of whom they are the same as, by theirs.
        """
        if self.meant.isdisjoint(merged):
            return self
        renamed = (replace(one, entity=merged.get(one.entity, one.entity)) if one.entity else one for one in self.made)
        return Decisions(tuple(renamed))

    def for_document(self, path: str, digest: str | None) -> InDocument:
        """Return what is said of a document, known by its path, however that has been edited, or by its text.

        Args:
            path: its path, absolute or from the current folder; "-" for standard input, which is known by its text.
            digest: what its text is known by.
        """
        if not self._of_documents:
            return self._everywhere
        numbers = set(self._of_documents.get(digest or "", ()))
        if path != STANDARD_INPUT:
            numbers.update(self._of_documents.get(str(Path(path).absolute()), ()))
        if not numbers:
            return self._everywhere
        decisions = [self.made[number] for number in sorted(numbers)]
        of_all = {key_of(decision.text): decision for decision in decisions if decision.anchor is None}
        of_places = tuple(decision for decision in decisions if decision.anchor is not None)
        return InDocument({**self._everywhere.of_texts, **of_all}, of_places, digest)

    @cached_property
    def _everywhere(self) -> InDocument:
        return InDocument({key_of(decision.text): decision for decision in self.made if decision.is_everywhere})

    @cached_property
    def _of_documents(self) -> Mapping[str, Sequence[int]]:
        """The numbers of what is said of documents, by their digests and paths."""
        numbers: defaultdict[str, list[int]] = defaultdict(list)
        for number, decision in enumerate(self.made):
            for known_by in {decision.digest, decision.document} - {None, STANDARD_INPUT}:
                numbers[known_by or ""].append(number)
        return dict(numbers)


def key_of(text: str) -> str:
    """Return what is the same for all spellings of a text, however it is spaced."""
    return JOINTS.sub("", fold(text))


def amended(matches: Matches, text: str, decisions: InDocument, entities: Mapping[str, Entity]) -> Matches:
    """Return what a matcher has found in a document, with what the reader has said of it.

    Args:
        matches: what was found.
        text: the source text of the document.
        decisions: what was said; those that give something to an entity that there is not do nothing.
        entities: all entities by id.
    """
    of_texts = {
        key: decision
        for key, decision in decisions.of_texts.items()
        if decision.entity is None or decision.entity in entities
    }
    places = [
        (span, decision)
        for span, decision in decisions.places(text)
        if decision.entity is None or decision.entity in entities
    ]
    if not of_texts and not places:
        return matches
    amending = _Amending(matches, text, of_texts, entities)
    amending.give(places)
    return amending.matches()


@dataclass(frozen=True, slots=True)
class _Said:
    """What was said of a place."""

    span: Span
    decision: MentionDecision
    is_single: bool = False
    """Whether it was said of this place alone."""


class _Amending:
    """Takes knots as a matcher has tied them and ties those anew of which something else is said."""

    def __init__(
        self, matches: Matches, text: str, of_texts: Mapping[str, MentionDecision], entities: Mapping[str, Entity]
    ) -> None:
        self._found = matches
        self._text = text
        self._entities = entities
        self._of_texts = of_texts
        self._reach = [max(spot.end for spot in knot) for knot in matches.knots]
        self._names: dict[tuple[str, str], Spot] = {}
        """A place of length 0 for whom and how something was given: its owner serves all others."""
        self._changed = self._kinds_changed() if of_texts else {}
        self._added: list[_Said] = []
        """What was said of places that are no spots, and of single ones, in the order it counts."""
        if any(decision.entity is not None for decision in of_texts.values()):
            self._added += [_Said(span, decision) for span, decision in self._unnamed()]

    def give(self, places: Iterable[tuple[Span, MentionDecision]]) -> None:
        """Have something said of single places."""
        self._added += [_Said(span, decision, is_single=True) for span, decision in places]

    def matches(self) -> Matches:
        """Return all matches."""
        tied = _Tied(self._found, self._changed)
        added = sorted(enumerate(self._added), key=lambda one: one[1].span.start)
        starts, kinds = self._found.starts, self._found.kinds
        knot = number = 0
        while number < len(added):
            span = added[number][1].span
            kept = knot
            while knot < len(starts) and starts[knot] + self._reach[kinds[knot]] <= span.start:
                knot += 1
            tied.keep(kept, knot)
            first, first_said, reach = knot, number, span.end
            while True:
                if number < len(added) and added[number][1].span.start < reach:
                    reach = max(reach, added[number][1].span.end)
                    number += 1
                elif knot < len(starts) and starts[knot] < reach:
                    reach = max(reach, starts[knot] + self._reach[kinds[knot]])
                    knot += 1
                else:
                    break
            spots = [spot for touched in range(first, knot) for spot in self._spots(touched)]
            tied.add(self._after(spots, [said for _order, said in sorted(added[first_said:number], key=itemgetter(0))]))
        tied.keep(knot, len(starts))
        return tied.matches()

    def _spots(self, number: int) -> Iterator[Spot]:
        """Yield the places of a knot by their source offsets."""
        start, kind = self._found.starts[number], self._found.kinds[number]
        for offset, knot in self._changed.get(kind, [(0, self._found.knots[kind])]):
            for spot in knot:
                yield _moved(spot, start + offset)

    def _after(self, spots: list[Spot], said: Iterable[_Said]) -> list[Spot]:
        """Return places by their source offsets, after some of them were given to somebody or taken away."""
        for one in said:
            span = one.span
            if one.is_single and one.decision.entity is not None:
                spots = [spot for spot in spots if spot.end <= span.start or span.end <= spot.start]
            elif one.is_single:
                spots = [spot for spot in spots if (spot.start, spot.end) != (span.start, span.end)]
            if one.decision.entity is not None:
                spots.append(self._given(span.start, span.end, one.decision))
        return spots

    def _given(self, start: int, end: int, decision: MentionDecision) -> Spot:
        """Return a place that is somebody's alone."""
        from reader.entities.matching import Owner, Spot

        assert decision.entity is not None
        key = decision.entity, decision.text
        if key not in self._names:
            entity = self._entities[decision.entity]
            self._names[key] = Spot(0, 0, (Owner(entity, _name_for(entity, decision.text)),))
        return Spot(start, end, self._names[key].owners)

    def _kinds_changed(self) -> dict[int, list[tuple[int, Knot]]]:
        """Return the knots in which texts stand of which something is said: what becomes of each."""
        first: dict[int, int] = {}
        for start, kind in zip(self._found.starts, self._found.kinds, strict=True):
            first.setdefault(kind, start)
        changed: dict[int, list[tuple[int, Knot]]] = {}
        for kind, start in first.items():
            spots: list[Spot] = []
            is_other = False
            for spot in self._found.knots[kind]:
                decision = self._of_texts.get(key_of(self._text[start + spot.start : start + spot.end]))
                is_other = is_other or decision is not None
                if decision is None:
                    spots.append(spot)
                elif decision.entity is not None:
                    spots.append(self._given(spot.start, spot.end, decision))
            if is_other:
                changed[kind] = list(_tied(spots))
        return changed

    def _unnamed(self) -> Iterator[tuple[Span, MentionDecision]]:
        """Yield where texts stand that were given to somebody and are the names of nobody."""
        given = {decision.text: decision for decision in self._of_texts.values() if decision.entity is not None}
        for candidate in _finder(tuple(given)).matches(self._text).candidates():
            if not self._is_spot(candidate.start, candidate.end):
                yield Span(candidate.start, candidate.end), given[candidate.entity.id]

    def _is_spot(self, start: int, end: int) -> bool:
        """Return whether there is a place from one source offset to another among those that were changed."""
        number = bisect_right(self._found.starts, start) - 1
        if number < 0 or self._found.kinds[number] not in self._changed:
            return False
        knot, kind = self._found.starts[number], self._found.kinds[number]
        return any((spot.start, spot.end) == (start - knot, end - knot) for spot in self._found.knots[kind])


class _Tied:
    """Knots in order, the same kinds of them each once."""

    def __init__(self, found: Matches, changed: Mapping[int, Sequence[tuple[int, Knot]]]) -> None:
        self._found = found
        self._changed = changed
        self._starts, self._kinds = array(NUMBER), array(NUMBER)
        self._knots: list[Knot] = []
        self._known: dict[int, list[tuple[int, int]]] = {}
        """What has become of a kind of knot: offsets from where it began, and kinds."""
        self._alone: dict[tuple[int, int], int] = {}
        """The kinds of single places, by their lengths and by whose they are."""

    def keep(self, first: int, end: int) -> None:
        """Add the knots from one number up to another, as what has become of their kinds."""
        starts, kinds, known = self._found.starts, self._found.kinds, self._known
        for number in range(first, end):
            kind = kinds[number]
            for offset, own in known.get(kind) or self._learnt(kind):
                self._starts.append(starts[number] + offset)
                self._kinds.append(own)

    def _learnt(self, kind: int) -> list[tuple[int, int]]:
        parts = self._changed.get(kind, [(0, self._found.knots[kind])])
        self._known[kind] = [(offset, self._kind(knot)) for offset, knot in parts]
        return self._known[kind]

    def add(self, spots: Iterable[Spot]) -> None:
        """Add places by their source offsets."""
        for start, knot in _tied(spots):
            self._starts.append(start)
            if len(knot) == 1:
                alone = knot[0].end, id(knot[0].owners)
                kind = self._alone.get(alone)
                if kind is None:
                    kind = self._alone[alone] = self._kind(knot)
            else:
                kind = self._kind(knot)
            self._kinds.append(kind)

    def _kind(self, knot: Knot) -> int:
        self._knots.append(knot)
        return len(self._knots) - 1

    def matches(self) -> Matches:
        """Return all knots."""
        from reader.entities.matching import Matches

        return Matches(self._starts, self._kinds, tuple(self._knots))


def _tied(spots: Iterable[Spot]) -> Iterator[tuple[int, Knot]]:
    """Yield knots of places, with where they begin."""
    knot: list[Spot] = []
    start = reach = 0
    for spot in sorted(spots, key=lambda spot: (spot.start, spot.end)):
        if knot and spot.start >= reach:
            yield start, tuple(_moved(one, -start) for one in knot)
            knot = []
        if not knot:
            start = reach = spot.start
        knot.append(spot)
        reach = max(reach, spot.end)
    if knot:
        yield start, tuple(_moved(one, -start) for one in knot)


def _moved(spot: Spot, by: int) -> Spot:
    return replace(spot, start=spot.start + by, end=spot.end + by) if by else spot


def _name_for(entity: Entity, text: str) -> Name:
    """Return the full name that a text is of somebody, their own where it counts anywhere, so that it is one of them.

    A place that was given to somebody is then no other sign of them than the other places that spell the same name.
    """
    key = key_of(text)
    own = (name for name in entity.names if any(key_of(spelt) == key for spelt in name.spellings.values()))
    free = (name for name in own if not (name.short or name.together_with or name.documents))
    return next(free, None) or Name({UNDETERMINED: text})


@lru_cache(maxsize=8)
def _finder(texts: tuple[str, ...]) -> Matcher:
    """Return what finds texts as it finds names; their entities have the texts for ids."""
    from reader.entities.matching import Matcher

    names = ((text, Name({UNDETERMINED: text}, case=minds_case(text))) for text in texts)
    return Matcher(Entity(text, "", (name,)) for text, name in names)
