"""The names that are looked for in documents: those of the entity lists, or those of people who were found as well."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reader.entities.decisions import Decisions, InDocument, amended
from reader.entities.linking import FOUND_LAYER
from reader.entities.matching import Matcher
from reader.entities.resolution import Resolved, resolved
from reader.library.as_read import as_read, stretch_as_read

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reader.documents.document import Document
    from reader.documents.paragraphs import Span
    from reader.entities.entity import Entity, Name
    from reader.entities.linking import Linked
    from reader.entities.matching import Matches
    from reader.entities.mentions import Mentions
    from reader.scripts.rendition import Rendition


@dataclass(frozen=True)
class Names:
    """Everything that decides which places of a document are mentions."""

    state: str
    """What tells these from others: mentions that were found with one state hold for the same state alone."""
    matcher: Matcher
    decisions: Decisions

    @classmethod
    def of(cls, entities: Iterable[Entity], state: str = "", decisions: Decisions | None = None) -> Names:
        """Return the names of entities."""
        return cls(state, Matcher(entities), decisions if decisions is not None else Decisions())

    def mentions_in(self, document: Document) -> Resolved:
        """Return the mentions in a document, and the places that may mean several; they never overlap.

        What stands before a text about it tells who is meant, but is not shown, and nobody is mentioned there.
        """
        decided = self.decisions.for_document(document.name, document.digest) if self.decisions.made else InDocument({})
        matches = self._matches(document.text, as_read(document), decided)
        mentions, unclear = resolved(matches, document=document.digest)
        return Resolved(mentions.starting_at(document.begin), unclear.starting_at(document.begin))

    def mentions_within(self, document: Document, stretch: Span) -> Mentions:
        """Return the mentions that a stretch of a document tells of by itself; the document is not hashed for it.

        Of what the reader has said of single places that counts whose places are where they were.
        """
        text = stretch.of(document.text)
        digest = document.digest if document.is_hashed else ""
        decided = InDocument({})
        if self.decisions.made:
            decided = self.decisions.for_document(document.name, digest).within(document.text, stretch)
        matches = self._matches(text, stretch_as_read(document, stretch), decided)
        return resolved(matches, document=digest).mentions.moved(stretch.start).starting_at(document.begin)

    def _matches(self, text: str, read: Rendition, decided: InDocument) -> Matches:
        """Return what stands in a text, with what the reader has said of it.

        Args:
            text: the text, by whose offsets places are known.
            read: the same as it is read, by whose words texts are.
            decided: what was said.
        """
        matches = self.matcher.matches(read.text)
        if not read.alignment.blocks:
            return amended(matches, text, decided, self.matcher.entities) if decided else matches
        if decided.of_texts:
            matches = amended(matches, read.text, replace(decided, of_places=()), self.matcher.entities)
        matches = matches.in_source(read.alignment)
        if decided.of_places:
            matches = amended(matches, text, replace(decided, of_texts={}), self.matcher.entities)
        return matches

    def with_found(self, linked: Linked) -> Names:
        """Return these and the names that were found, be it beside these or beside those of an earlier state."""
        changed = []
        for entity in linked.entities:
            known = self.matcher.entities.get(entity.id)
            if entity.id in linked.found:
                changed.append(entity)
            elif known is not None and (found := _found_names(entity)):
                changed.append(replace(known, names=(*known.names, *found)))
        state = f"{self.state} {_fingerprint(changed)}"
        return Names(state, self.matcher.with_changes(changed), self.decisions) if changed else self


def _found_names(entity: Entity) -> list[Name]:
    return [name for name in entity.names if name.layer == FOUND_LAYER]


def _fingerprint(entities: list[Entity]) -> str:
    """Return what tells what was found from what else may be found."""
    hashed = hashlib.blake2b(digest_size=16)
    for entity in entities:
        hashed.update(f"\0{entity.id}".encode())
        for name in _found_names(entity):
            hashed.update(f"\1{_described(name)}".encode("utf-8", "backslashreplace"))
    return hashed.hexdigest()


def _described(name: Name) -> str:
    return repr((sorted(name.spellings.items()), name.short, name.case, sorted(name.documents)))
