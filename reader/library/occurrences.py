"""The places in a library where a text stands as a name would, and whom each means now."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reader.documents.decoding import UnreadableDocumentError
from reader.entities.entity import UNDETERMINED, Entity, Name
from reader.entities.entries import minds_case
from reader.entities.matching import Matcher
from reader.entities.mentions import Mentions
from reader.library.as_read import as_read

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.library.library import Library


@dataclass
class Occurrences:
    """How often a text means whom, document by document."""

    by_document: dict[int, Counter[str | None]] = field(default_factory=dict)
    """By the numbers of documents: how often it means each entity, by id; under None nobody."""

    def others(self, entity: str | None) -> tuple[int, int]:
        """Return how often it means somebody else than an entity, or nobody, and in how many documents."""
        counts = [
            sum(means.values()) - (means[entity] if entity is not None else 0) for means in self.by_document.values()
        ]
        return sum(counts), sum(1 for count in counts if count)


def occurrences(library: Library, text: str, cancelled: Callable[[], bool]) -> Occurrences:
    """Return where a text stands in the documents of a library; as far as was looked when it is cancelled.

    Where it is only a part of a longer name it would mean nobody in any case, and is left out.
    """
    found = Occurrences()
    name = Name({UNDETERMINED: " ".join(text.split())}, case=minds_case(text))
    matcher = Matcher((Entity("sought", "", (name,)),))
    for number in range(len(library.documents)):
        if cancelled():
            break
        try:
            read = as_read(library.open(number))
        except UnreadableDocumentError:
            continue
        known = library.known(number)
        mentions = known.mentions if known is not None else Mentions()
        means: Counter[str | None] = Counter()
        for one in matcher.matches(read.text).in_source(read.alignment).candidates():
            across = mentions.between(one.start, one.end)
            if all(other.end - other.start <= one.end - one.start for other in across):
                same = (other.entity for other in across if (other.start, other.end) == (one.start, one.end))
                means[next(same, None)] += 1
        if means:
            found.by_document[number] = means
    return found


def spellings_in(library: Library, number: int, entity: str) -> Counter[str]:
    """Return how often each spelling of an entity's names stands in a document.

    Raises:
        UnreadableDocumentError: it cannot be read any more.
    """
    known = library.known(number)
    if known is None or entity not in known.counts:
        return Counter()
    read = as_read(library.open(number))
    places = (
        (read.alignment.to_rendition(one.start), read.alignment.to_rendition(one.end, end=True))
        for one in known.mentions.of_entity(entity)
    )
    return Counter(" ".join(read.text[start:end].split()) for start, end in places)
