"""The analysis of a document: all that the list, the panels and the jumps need to know about it.

Pure functions of the document and the names that are looked for, so that the same code serves the app and any other
program.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from reader.documents.paragraphs import paragraphs
from reader.entities.discovery.discover import discover
from reader.entities.discovery.hints import hints
from reader.entities.mentions import Mentions
from reader.scripts.detection import detect_document, detect_paragraphs
from reader.scripts.script import Written

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reader.documents.document import Document
    from reader.entities.discovery.findings import Found
    from reader.library.names import Names


@dataclass(frozen=True)
class Survey:
    """What is known about a document whatever names are looked for."""

    title: str
    written: Written
    digest: str
    characters: int
    """The length of the source text in code points."""
    paragraphs: Mapping[Written, int]
    """How many paragraphs are written in each script."""
    found: Found
    """The people whom discovery finds in it, and what may name somebody else's people."""
    model: str = ""
    """The version of the statistical model that has looked at it; empty for none."""
    replaced: int = 0
    """How many places of its file are broken."""


@dataclass(frozen=True)
class Analysis:
    """What is known about a document."""

    survey: Survey
    mentions: Mentions = field(default_factory=Mentions)
    unclear: Mentions = field(default_factory=Mentions)
    """The places that may mean several entities, of whom nothing tells which: their ids as `may_mean` takes them."""

    @property
    def title(self) -> str:
        """The document's title."""
        return self.survey.title

    @property
    def written(self) -> Written:
        """How the document is written."""
        return self.survey.written

    @property
    def digest(self) -> str:
        """What tells its text from others."""
        return self.survey.digest

    @property
    def characters(self) -> int:
        """The length of the source text in code points."""
        return self.survey.characters

    @property
    def counts(self) -> Counter[str]:
        """How often each entity is mentioned, by id, in the order of their first mentions."""
        return self.mentions.counts


def survey(document: Document) -> Survey:
    """Return what there is to know about a document before any name is looked for."""
    written = detect_document(document.text)
    scripts = Counter(detect_paragraphs(document.text, paragraphs(document.text), written))
    return Survey(
        title=document.title,
        written=written,
        digest=document.digest,
        characters=len(document.text),
        paragraphs={script: scripts[script] for script in Written if scripts[script]},
        found=(*discover(document.text), *hints(document.text)),
        replaced=document.replaced,
    )


def looked_at_by_model(document: Document, known: Survey) -> Survey:
    """Return the survey of a document with the people whom the statistical model sees in it; slow."""
    from reader.entities.discovery.model import model_version, with_model

    found = with_model(document.text, discover(document.text))
    return replace(known, found=(*(found or ()), *hints(document.text)), model=model_version())


def analyse(document: Document, names: Names) -> Analysis:
    """Return what there is to know about a document."""
    return Analysis(survey(document), *names.mentions_in(document))
