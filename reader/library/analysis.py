"""The analysis of a document: all that the list, the panels and the jumps need to know about it.

A pure function of the document and the entity lists, so that the same code serves the app and any other program.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.documents.paragraphs import paragraphs
from reader.entities.resolution import mentions
from reader.scripts.detection import detect_document, detect_paragraphs
from reader.scripts.script import Written

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reader.documents.document import Document
    from reader.entities.matching import Matcher
    from reader.entities.mentions import Mentions


@dataclass(frozen=True)
class Analysis:
    """What is known about a document."""

    title: str
    written: Written
    digest: str
    characters: int
    """The length of the source text in code points."""
    paragraphs: Mapping[Written, int]
    """How many paragraphs are written in each script."""
    mentions: Mentions

    @property
    def counts(self) -> Counter[str]:
        """How often each entity is mentioned, by id, in the order of their first mentions."""
        return self.mentions.counts


def analyse(document: Document, matcher: Matcher) -> Analysis:
    """Return what there is to know about a document."""
    written = detect_document(document.text)
    scripts = Counter(detect_paragraphs(document.text, paragraphs(document.text), written))
    return Analysis(
        title=document.title,
        written=written,
        digest=document.digest,
        characters=len(document.text),
        paragraphs={script: scripts[script] for script in Written if scripts[script]},
        mentions=mentions(document.text, matcher),
    )
