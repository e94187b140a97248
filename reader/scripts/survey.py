"""A survey of a text that comes in pieces: its script and those of its paragraphs, as of the whole."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.documents.decoding import UnreadableDocumentError
from reader.documents.incoming import STRETCH, incoming
from reader.documents.paragraphs import paragraphs
from reader.scripts.detection import Sample, detect_document, detect_paragraphs
from reader.scripts.script import Written

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping


@dataclass(frozen=True, slots=True)
class Survey:
    """How a text is written."""

    written: Written
    paragraphs: Mapping[Written, int]
    """How many paragraphs are written in each script."""


def survey(pieces: Iterable[str]) -> Survey:
    """Return how a text is written, given the pieces that it comes in.

    Raises:
        UnreadableDocumentError: where the pieces raise it.
    """
    sample = Sample()
    scripts = Counter[Written]()
    for stretch in incoming(_gathered(pieces, sample), whole=STRETCH):
        # What each is by itself; what it takes from the document is known only at the end.
        spans = paragraphs(stretch.text, stretch.span)
        scripts.update(detect_paragraphs(stretch.text, spans, Written.NONE))
    written = detect_document(sample.text)
    found = Counter[Written]()
    for own, count in scripts.items():
        inherits = own is Written.NONE or (own.traditional and written.traditional)
        found[written if inherits else own] += count
    return Survey(written, {script: found[script] for script in Written if found[script]})


def _gathered(pieces: Iterable[str], sample: Sample) -> Iterator[str]:
    for piece in pieces:
        sample.add(piece)
        yield piece


def script_of(pieces: Iterable[str]) -> Written:
    """Return the script of a text, given the pieces that it comes in; of one that goes wrong, as far as that."""
    sample = Sample()
    try:
        for piece in pieces:
            sample.add(piece)
    except UnreadableDocumentError:
        pass
    return detect_document(sample.text)
