"""The launch: until the first screen can be read, against the least that a Textual app can be; and the memory taken."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from reader.app.keys import LIBRARY
from tests.benchmarks.comparison import Comparison
from tests.benchmarks.conditions import PYTHON, READER
from tests.benchmarks.documents import beginning, read_documents
from tests.benchmarks.minimal_app import FOOTER, TITLES
from tests.benchmarks.terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from reader.documents.document import Document
    from tests.benchmarks.conditions import Conditions

QUIT = b"\x11"
"""Ctrl+Q, in both apps."""
LISTED = 40
"""As many documents at least are on the first screen, if there are as many."""
AT_REST = 1.0
"""Seconds without output after which the work in the background has ended, the loading of converters included."""
FLOOR = "minimal Textual app"


def launch(conditions: Conditions) -> Iterator[Comparison]:
    """The first screen with the documents' titles and the keys: the first start, and the second, which has an index."""
    first = Comparison("launch, first start", FLOOR, "ms", goal=1.15)
    second = Comparison("launch, second start", FLOOR, "ms", goal=1.15)
    minimal, its_texts, our_texts = _what_to_start(conditions)
    reader = [READER, str(conditions.documents)]
    for number in range(conditions.rounds + 1):
        home = conditions.new_home()
        for comparison in (first, second):
            floor = milliseconds(minimal, conditions.new_home(), its_texts)
            launched = milliseconds(reader, home, our_texts)
            if number:
                comparison.add(launched, floor)
    yield first
    yield second


def memory(conditions: Conditions) -> Iterator[Comparison]:
    """The most memory taken on the library, when the work in the background has ended."""
    comparison = Comparison("peak memory, the library read", FLOOR, "MB")
    minimal, its_texts, our_texts = _what_to_start(conditions)
    reader = [READER, str(conditions.documents)]
    for _ in range(conditions.rounds):
        floor = _megabytes(minimal, conditions.new_home(), its_texts)
        comparison.add(_megabytes(reader, conditions.new_home(), our_texts), floor)
    yield comparison


def _what_to_start(conditions: Conditions) -> tuple[Sequence[str], Sequence[str], Sequence[str]]:
    """Return the command of the minimal app, the texts on its first screen, and those on the reader's."""
    documents = read_documents(conditions.documents)[:LISTED]
    our_texts = [*(beginning(document.title) for document in documents), LIBRARY[0].label]
    return *minimal_app(documents[0]), our_texts


def minimal_app(document: Document) -> tuple[Sequence[str], Sequence[str]]:
    """Return the command of the minimal app with a document, and the texts on its first screen."""
    program = Path(__file__).with_name("minimal_app.py")
    command = [PYTHON, "-P", str(program), document.name]  # -P: our folder is no place to import from
    return command, [*TITLES, beginning(document.text), FOOTER]


def milliseconds(command: Sequence[str], home: Mapping[str, str], texts: Sequence[str]) -> float:
    """Return the milliseconds from the start of a program until all texts are on its first screen."""
    with Terminal(command, home) as terminal:
        seconds = terminal.wait_for(texts)
        terminal.settle(AT_REST)
        terminal.press(QUIT)
        terminal.wait_for_end()
    return seconds * 1000


def _megabytes(command: Sequence[str], home: Mapping[str, str], texts: Sequence[str]) -> float:
    with Terminal(command, home) as terminal:
        terminal.wait_for(texts)
        terminal.settle(AT_REST)
        return terminal.peak_memory()
