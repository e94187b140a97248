"""Linking: who of the people found in documents is the same, and who of them is known already.

Those are one whom `grouping` joins by their full names. Who shares a full name with a known person is that person,
as long as nothing else says otherwise; the names found are added to the known ones, but what a list says about a name
wins: a name that is known, be it under conditions, be it that of a thing, is added to nobody. A surname alone is
that of the one person of the corpus who has it. Everything less sure only makes a suggestion (`likeness`).

The result does not depend on the order of the documents, nor on that of the entities.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from itertools import combinations
from typing import TYPE_CHECKING

from reader.entities.discovery.findings import Rule
from reader.entities.entity import FOUND_LAYER
from reader.entities.forms import PERSON
from reader.entities.found_people import FoundOne, Reach, give_ids
from reader.entities.grouping import Node, grouped
from reader.entities.known_names import KnownNames, full_keys
from reader.entities.likeness import Profile, alike, parts_index, same_name, suggestion
from reader.entities.name_parts import Form, key_of, parts_of
from reader.entities.name_signs import data as name_signs
from reader.entities.suggestions import Resemblance

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from reader.documents.paragraphs import Span
    from reader.entities.discovery.findings import Found
    from reader.entities.entity import Entity
    from reader.entities.grouping import Group
    from reader.entities.suggestions import Suggestion

__all__ = ["FOUND_LAYER", "Evidence", "LeftOut", "Linked", "link"]

MOST_KNOWN = 5_000
"""Known people whose names those found are compared with although they are not found; where there are more, none."""
SHORTEST_SURNAME = 3
"""Letters or characters of a surname that is joined to its person by itself."""


class LeftOut(StrEnum):
    """Why a name that was found is added to nobody."""

    KNOWN = "known"
    """A list says whose it is, and when."""
    THING = "thing"
    """A list says that it is the name of something else than a person."""
    OFF = "off"
    """The reader has said that it is no name."""
    SEVERAL = "several"
    """Several people have it, and nothing tells who of them is meant."""
    LIKE_NOBODY = "like nobody"
    """It would be a name only if it were like that of somebody."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What told of one name in one document."""

    document: str
    """The digest of the document."""
    name: str
    """The name as it stands there."""
    rule: Rule
    span: Span
    """Where in the document that stands which told of it."""
    score: float
    """How sure the rule is, from 0 to 1."""


@dataclass(frozen=True)
class Linked:
    """The known entities and those found, with all their names."""

    entities: tuple[Entity, ...]
    """The known ones in their order, then those found, in the order of their ids."""
    found: frozenset[str]
    """The ids of the latter."""
    suggestions: tuple[Suggestion, ...]
    """Who may be the same, the likeliest first."""
    evidence: Mapping[tuple[str, str], tuple[Evidence, ...]]
    """What told of a name, by the id of the entity and the key of the name (`key_of`)."""
    left_out: Mapping[tuple[str, str], LeftOut]
    """Why names are added to nobody, by the digest of the document and the key of the name."""


def link(
    found: Mapping[str, Found],
    known: Sequence[Entity],
    apart: Collection[frozenset[str]] = (),
    off: Collection[str] = (),
) -> Linked:
    """Return the people of a corpus.

    Args:
        found: what is found in each document, by its digest.
        known: the entities of the lists.
        apart: pairs of ids that are never the same: they are not suggested either.
        off: the keys of names that no longer count.
    """
    nodes = [
        Node(document, number, person.names)
        for document, people in sorted(found.items())
        for number, person in enumerate(people)
    ]
    names = KnownNames(known, frozenset(key for node in nodes for key in node.keys))
    return _Linking(names, frozenset(off)).linked(nodes, frozenset(apart))


class _Linking:
    """What is told of names while they are linked."""

    def __init__(self, known: KnownNames, off: frozenset[str]) -> None:
        self._known = known
        self._off = off
        self._left: dict[tuple[str, str], LeftOut] = {}
        self._gloss: list[tuple[str, str, str, str]] = []
        """Ids and names of known people whom one found person joins."""

    def linked(self, every: Sequence[Node], apart: frozenset[frozenset[str]]) -> Linked:
        nodes = [kept for node in every if (kept := self._kept(node)) is not None]
        firm = [node for node in nodes if not _is_hint(node)]
        people = self._told_apart(self._attached(grouped(node for node in firm if node.full)))
        people = self._with_parts(people, [node for node in firm if not node.full])
        hinted = self._hinted(people, [node for node in nodes if _is_hint(node)])
        people = [person for person in people if person.take_names(self._reach) or person.known is not None]
        hinted = [person for person in hinted if person.take_names(self._reach)]
        give_ids([*people, *hinted], self._known.entities.keys())
        suggestions = self._suggestions(people, hinted, apart)
        likely = {own for one in suggestions for own in one.entities}
        for person in hinted:
            if person.id not in likely:
                self._leave(person.nodes, LeftOut.LIKE_NOBODY)
        people += (person for person in hinted if person.id in likely)
        return self._put_together(people, suggestions)

    def _leave(self, nodes: Iterable[Node], why: LeftOut) -> None:
        for node in nodes:
            for key in node.keys:
                self._left.setdefault((node.document, key), why)

    def _kept(self, node: Node) -> Node | None:
        """Return a node without the names that are no names of people; None when its full names are no such."""
        names = []
        for name in node.names:
            key = parts_of(name.text).key
            why = LeftOut.OFF if key in self._off else LeftOut.THING
            if not key:
                continue
            if why is LeftOut.OFF or self._known.is_of_nobody(key, node.document):
                self._left.setdefault((node.document, key), why)
            else:
                names.append(name)
        kept = replace(node, names=tuple(names))
        if names and (kept.full or not node.full):
            return kept
        self._leave([kept], LeftOut.THING)
        return None

    def _attached(self, groups: Sequence[Group]) -> list[FoundOne]:
        """Return groups as people, those that are somebody known with whom they are."""
        known: dict[str, list[Node]] = {}
        people: list[FoundOne] = []
        shared: list[tuple[str, set[str], Group]] = []
        for group in groups:
            who, others = self._known.who(group)
            if not who:
                people.append(FoundOne(group, others=frozenset(others)))
            elif len(who) == 1:
                own, keys = next(iter(who.items()))
                if self._known.may_share(own, keys):
                    shared.append((own, keys, group))
                else:
                    known.setdefault(own, []).extend(group)
            else:
                undecided = []
                for node in group:
                    of_node, _ = self._known.who((node,))
                    best = max(map(len, of_node.values()), default=0)
                    nearest = [own for own, keys in of_node.items() if len(keys) == best]
                    if len(nearest) == 1:
                        known.setdefault(nearest[0], []).append(node)
                    else:
                        undecided.append(node)
                        self._note_gloss(of_node)
                if undecided:
                    people.append(FoundOne(tuple(undecided), maybe=frozenset(who)))
        rivals = [person for person in people if person.others]
        for name_of, held, group in shared:
            if any(name_of in person.others and not person.full.isdisjoint(held) for person in rivals):
                people.append(FoundOne(group))
            else:
                known.setdefault(name_of, []).extend(group)
        for own, nodes in known.items():
            in_order = sorted(nodes, key=lambda node: (node.document, node.number))
            people.append(FoundOne(tuple(in_order), known=self._known.entities[own]))
        return people

    def _note_gloss(self, who: Mapping[str, Collection[str]]) -> None:
        for (one, names), (other, others) in combinations(sorted(who.items()), 2):
            if set(names).isdisjoint(others):
                self._gloss.append((one, min(names), other, min(others)))

    def _told_apart(self, people: list[FoundOne]) -> list[FoundOne]:
        """Return the people without those who have nothing but names that several others have as well.

        Where they were found, each of the others may be meant by these names.
        """
        holders: dict[str, Counter[frozenset[str]]] = {}
        whose: dict[str, list[FoundOne]] = {}
        for person in people:
            for key in (full := person.full):
                holders.setdefault(key, Counter())[full] += 1
                whose.setdefault(key, []).append(person)
        kept = []
        for person in people:
            full = person.full
            if person.known is None and all(_with_more(holders[key], full) > 1 for key in full):
                self._leave(person.nodes, LeftOut.SEVERAL)
                for key in full:
                    documents = {node.document for node in person.group if key in node.full}
                    for other in whose[key]:
                        if not other.full <= full:
                            other.perhaps.setdefault(key, set()).update(documents)
            else:
                kept.append(person)
        return kept

    def _with_parts(self, people: Sequence[FoundOne], nodes: Sequence[Node]) -> list[FoundOne]:
        """Return the people with those of whom only a part of a name is found, joined where it is a surname."""
        surnames = _Surnames(people)
        found: list[FoundOne] = []
        for person in people:
            bare = person.known is None and all(parts_of(key).form is Form.CHINESE for key in person.full)
            if bare and (whose := surnames.owner(person.full)) is not None:
                whose.add(person.group)
            else:
                found.append(person)
        for node in nodes:
            if all(self._known.has(key, node.document) for key in node.keys):
                self._leave([node], LeftOut.KNOWN)
            elif (whose := surnames.owner(node.keys)) is not None:
                whose.add([node])
            else:
                found.append(FoundOne((), parts=(node,)))
        return found

    def _hinted(self, people: Sequence[FoundOne], nodes: Sequence[Node]) -> list[FoundOne]:
        """Return as people what is a name only if it is like that of somebody; join what is theirs beyond doubt."""
        surnames = _Surnames(people)
        holders: dict[str, set[FoundOne]] = {}
        standing: dict[str, list[str]] = {}
        for person in people:
            for node in person.nodes:
                for key in node.keys:
                    holders.setdefault(key, set()).add(person)
                standing.setdefault(node.document, []).extend(node.keys)
        lines = {document: "\n".join(["", *keys, ""]).replace(" ", "\n") for document, keys in standing.items()}
        hinted: dict[str, list[Node]] = {}
        for node in nodes:
            key = parts_of(node.names[0].text).key
            same = holders.get(key, set()) if len(key) >= SHORTEST_SURNAME and not key.isascii() else set()
            if self._known.has(key, node.document):
                self._leave([node], LeftOut.KNOWN)
            elif (f"\n{key}\n" if key.isascii() else key) in lines.get(node.document, ""):
                continue
            elif len(same) > 1:
                self._leave([node], LeftOut.SEVERAL)
            elif (whose := next(iter(same), None) or surnames.owner([key])) is not None:
                whose.add([node])
            else:
                hinted.setdefault(key, []).append(node)
        return [FoundOne((), parts=tuple(nodes)) for nodes in hinted.values()]

    def _reach(self, person: FoundOne, key: str, document: str) -> Reach:
        """Return where a name of a person counts that is found in a document."""
        if self._known.has(key, document):
            if self._known.holders(key).isdisjoint(person.others):
                self._left.setdefault((document, key), LeftOut.KNOWN)
                return Reach.NOWHERE
            return Reach.THERE
        return Reach.THERE if self._known.holders(key) else Reach.EVERYWHERE

    def _suggestions(
        self, people: Sequence[FoundOne], hinted: Sequence[FoundOne], apart: frozenset[frozenset[str]]
    ) -> tuple[Suggestion, ...]:
        """Return who may be the same, the likeliest first; each pair once, for its best reason."""
        profiles = [person.profile() for person in (*people, *hinted)]
        by_id = {profile.id: profile for profile in profiles}
        telling = {
            person.id: (person.known is not None, len(person.full), len(person.nodes)) for person in (*people, *hinted)
        }
        listed = [entity for entity in self._known.entities.values() if entity.type == PERSON]
        if len(listed) <= MOST_KNOWN:
            profiles += (_listed(entity) for entity in listed if entity.id not in by_id)
        profiles.sort(key=lambda profile: profile.id)
        suggested = list(alike(profiles))
        for person in people:
            for own in sorted(person.others | person.maybe):
                whose = _listed(self._known.entities[own])
                shared = sorted(person.full.intersection(whose.full))
                suggested += (suggestion(by_id[person.id], whose, (key, key), same_name(key)) for key in shared)
        for own, name, other, its_name in self._gloss:
            one, another = (_listed(self._known.entities[known]) for known in (own, other))
            suggested.append(suggestion(one, another, (name, its_name), Resemblance.GLOSS))
        best: dict[frozenset[str], Suggestion] = {}
        for new in sorted(suggested, key=lambda new: (-new.score, new.reason, new.entities, new.names)):
            best.setdefault(frozenset(new.entities), _in_order(new, telling))
        return tuple(new for pair, new in best.items() if pair not in apart)

    def _put_together(self, people: Sequence[FoundOne], suggestions: tuple[Suggestion, ...]) -> Linked:
        known = {person.known.id: person for person in people if person.known is not None}
        found = sorted((person for person in people if person.known is None), key=lambda person: person.id)
        evidence: dict[tuple[str, str], list[Evidence]] = {}
        for person in people:
            for node in person.nodes:
                for name in node.names:
                    told = Evidence(node.document, name.text, name.rule, name.evidence, name.score)
                    evidence.setdefault((person.id, parts_of(name.text).key), []).append(told)
        return Linked(
            entities=(
                *(known[own].entity() if own in known else entity for own, entity in self._known.entities.items()),
                *(person.entity() for person in found),
            ),
            found=frozenset(person.id for person in found),
            suggestions=suggestions,
            evidence={
                of: tuple(
                    sorted(told, key=lambda one: (one.document, one.span.start, one.span.end, one.rule, one.name))
                )
                for of, told in sorted(evidence.items())
            },
            left_out=self._left,
        )


class _Surnames:
    """Who has which surname."""

    def __init__(self, people: Sequence[FoundOne]) -> None:
        profiles = [person.profile() for person in people]
        self._people = dict(zip(profiles, people, strict=True))
        self._surnames, self._given = parts_index(profiles)

    def owner(self, names: Iterable[str]) -> FoundOne | None:
        """Return the only one whose surname some names are, if they are nobody else's surname or given name."""
        owners: set[Profile] = set()
        for name in filter(_is_telling, names):
            having = self._surnames.get(name, {})
            if len(having) > 1 or self._given.get(name, {}).keys() - having.keys():
                return None
            owners.update(having)
        return self._people[next(iter(owners))] if len(owners) == 1 else None


def _with_more(holders: Mapping[frozenset[str], int], full: frozenset[str]) -> int:
    """Return how many of those who share a name have another one that somebody with these full names has not."""
    return sum(count for other, count in holders.items() if not other <= full)


def _in_order(one: Suggestion, telling: Mapping[str, tuple[bool, int, int]]) -> Suggestion:
    """Return a suggestion with the one first that is rather joined to the other: who is found, and by fewer names.

    Args:
        one: the suggestion.
        telling: of everybody found whether they are known, how many full names they have, and how often they are found.
    """
    first, second = (telling.get(own, (True, 0, 0)) for own in one.entities)
    return one if first <= second else replace(one, entities=one.entities[::-1], names=one.names[::-1])


def _is_hint(node: Node) -> bool:
    return all(name.rule is Rule.HINT for name in node.names)


def _is_telling(part: str) -> bool:
    """Whether a surname is joined to the one who has it: not one that is short, nor one of very many Chinese people."""
    return len(part) >= SHORTEST_SURNAME and part not in _chinese_surnames()


@lru_cache(maxsize=1)
def _chinese_surnames() -> frozenset[str]:
    return frozenset(key_of(latin) for romanized in name_signs()["romanized"].values() for latin in romanized.split())


def _listed(entity: Entity) -> Profile:
    """Return the names of a known person by which found ones are compared with it."""
    full = full_keys(entity)
    forms = tuple(key for key in full if parts_of(key).form is Form.CHINESE)
    written = {key_of(text): text for text in entity.spellings}
    return Profile(entity.id, tuple(full), forms, is_listed=True, shown=written)
