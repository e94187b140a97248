"""The child process that analyses documents beside the app: what runs in it.

The analysis of a long document keeps the interpreter busy for seconds, and the page with it if both are in one
process. The child is given the entities once, then document after document, and gives back analyses. It ends with
whoever started it, however that ends: nothing comes on its standard input any more then.

What goes through the two pipes is pickled, one object after another. To the child: `Sought` whenever other names are
looked for, and a `Request` for each document; where that has no name of a file to read, its text follows in pieces up
to a None. From the child: for each document an `Answer`.
"""

from __future__ import annotations

import os
import pickle
import sys
import traceback
from queue import SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from reader.documents.decoding import UnreadableDocumentError
from reader.documents.document import NOTHING_TOLD, Document
from reader.documents.formats.registry import PLAIN
from reader.library.analysis import looked_at_by_model, survey
from reader.library.finding import Stamp, stamp_of
from reader.library.names import Names
from reader.library.packing import PackedMentions, PackedSurvey, packed_mentions, packed_survey
from reader.library.reading import read

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reader.documents.formats.source import Source
    from reader.entities.decisions import Decisions
    from reader.entities.entity import Entity

NICENESS = 10
"""How much the child stands back behind whatever else wants the processor."""


class Sought(NamedTuple):
    """Names to look for from now on; what `Names` is made of."""

    state: str
    entities: tuple[Entity, ...]
    decisions: Decisions


class Request(NamedTuple):
    """What the child is asked of a document."""

    document: str
    """Its name."""
    is_file: bool
    """Whether it is to be read from the file of that name; else its text is given."""
    wants_survey: bool
    wants_mentions: bool
    told: tuple[str, Source] | None = None
    """The format of a document that is given and what its file tells beside the text; None for plain text."""
    replaced: int = 0
    """How many places of a document that is given are broken in its file."""
    with_model: bool = False
    """Whether the survey is to tell whom the statistical model sees too."""


class Answer(NamedTuple):
    """What the child says of a document."""

    is_read: bool
    """Whether the document could be read, and nothing went wrong."""
    survey: PackedSurvey | None = None
    mentions: Mapping[str, PackedMentions] = {}
    """The mentions in it by the state of the names that were looked for."""
    stamp: Stamp | None = None
    """What told the file from what it was before, taken before it was read; None for a text that was given."""
    error: str = ""
    """What went wrong, as a traceback; empty as well where the document could not be read."""


def main() -> None:
    """Analyse what comes on standard input until it ends."""
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    coming, answers = sys.stdin.buffer, os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # whatever is printed by mistake is no answer
    requests: SimpleQueue[Sought | tuple[Request, Document | None]] = SimpleQueue()
    Thread(target=_listen, args=(coming, requests), daemon=True).start()
    names: Names | None = None
    while True:
        request = requests.get()
        if isinstance(request, Sought):
            names = Names.of(request.entities, request.state, request.decisions)
        else:
            pickle.dump(_answer(*request, names), answers, protocol=pickle.HIGHEST_PROTOCOL)
            answers.flush()


def _listen(coming: BinaryIO, requests: SimpleQueue[Sought | tuple[Request, Document | None]]) -> None:
    """Take requests in as they come; at the end of them end the process, whatever it is at."""
    try:
        while True:
            request = pickle.load(coming)
            if isinstance(request, Sought):
                requests.put(request)
            else:
                requests.put((request, None if request.is_file else _given(request, coming)))
    finally:
        os._exit(0)


def _given(request: Request, coming: BinaryIO) -> Document:
    format_, source = request.told or (PLAIN.name, NOTHING_TOLD)
    text, replaced = "".join(_pieces(coming)), request.replaced
    return Document(request.document, text, replaced=replaced, format=format_, source=source)


def _pieces(coming: BinaryIO) -> Iterator[str]:
    while (piece := pickle.load(coming)) is not None:
        yield piece


def _answer(request: Request, given: Document | None, names: Names | None) -> Answer:
    try:
        stamp = stamp_of(request.document) if given is None else None
        document = given if given is not None else read(request.document, stamp)
        surveyed = survey(document) if request.wants_survey else None
        if surveyed is not None and request.with_model:
            surveyed = looked_at_by_model(document, surveyed)
        mentions = {}
        if names is not None and request.wants_mentions:
            mentions[names.state] = packed_mentions(names.mentions_in(document))
        return Answer(True, packed_survey(surveyed) if surveyed is not None else None, mentions, stamp)
    except UnreadableDocumentError:
        return Answer(False)
    except Exception:  # the next document has nothing to do with it
        return Answer(False, error=traceback.format_exc())
