"""The analysis: what it costs to read documents for all that is kept of them, against converting the same text."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, TypeVar

import opencc

from reader.documents.document import Document
from reader.library.analysis import analyse
from reader.library.library import Library
from tests.benchmarks.comparison import Comparison
from tests.benchmarks.documents import read_documents

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from tests.benchmarks.conditions import Conditions

T = TypeVar("T")

CODE_POINTS = 300_000
"""The text of one measurement holds as many at least, so that it takes long enough to be measured."""


def analysis(conditions: Conditions) -> Iterator[Comparison]:
    """All documents analysed, once read, against OpenCC's t2s on the same texts in the same process."""
    documents = _enough(read_documents(conditions.documents))
    texts = [document.text for document in documents]
    megabytes = sum(len(text.encode()) for text in texts) / 1e6
    names = Library([str(conditions.documents)]).names(of_found=False)
    convert = opencc.OpenCC("t2s").convert
    comparison = Comparison("analysis, per MB of text", "OpenCC t2s", "ms")
    for number in range(conditions.rounds + 1):
        floor = _milliseconds(convert, texts)
        analysed = _milliseconds(lambda document: analyse(document, names), documents)
        if number:
            comparison.add(analysed / megabytes, floor / megabytes)
    yield comparison


def _enough(documents: Sequence[Document]) -> list[Document]:
    """Return documents of `CODE_POINTS`: those given, over and over, each time with other ends of their paragraphs.

    No paragraph comes twice, as little as in a library, so that none is known already when it is looked at.
    """
    chosen: list[Document] = []
    written = copies = 0
    while written < CODE_POINTS:
        copies += 1
        for document in documents:
            text = document.text.replace("\n", f"{copies}\n")
            chosen.append(Document(document.name, text))
            written += len(text)
    return chosen


def _milliseconds(work: Callable[[T], object], things: Sequence[T]) -> float:
    started = time.perf_counter()
    for thing in things:
        work(thing)
    return (time.perf_counter() - started) * 1000
