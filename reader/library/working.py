"""The child process that analyses documents beside the app: what runs in it.

The analysis of a long document keeps the interpreter busy for seconds, and the page with it if both are in one
process. The child is given the entities once, then document after document, and gives back analyses. It ends with
whoever started it, however that ends: nothing comes on its standard input any more then.

What goes through the two pipes is pickled, one object after another. To the child: the entities; then for each
document its name, or a pair of its name and None, behind which its text follows in pieces up to a None. From the
child: for each document what `Answer` says.
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
from reader.documents.document import Document, read_document
from reader.entities.matching import Matcher
from reader.library.analysis import analyse
from reader.library.finding import Stamp, stamp_of
from reader.library.packing import Packed, packed

if TYPE_CHECKING:
    from collections.abc import Iterator

NICENESS = 10
"""How much the child stands back behind whatever else wants the processor."""


class Answer(NamedTuple):
    """What the child says of a document."""

    row: Packed | None
    """The analysis; None where there is none."""
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
    requests: SimpleQueue[Document | str] = SimpleQueue()
    entities = pickle.load(coming)
    Thread(target=_listen, args=(coming, requests), daemon=True).start()
    matcher = Matcher(entities)
    while True:
        pickle.dump(_answer(requests.get(), matcher), answers, protocol=pickle.HIGHEST_PROTOCOL)
        answers.flush()


def _listen(coming: BinaryIO, requests: SimpleQueue[Document | str]) -> None:
    """Take requests in as they come; at the end of them end the process, whatever it is at."""
    try:
        while True:
            request = pickle.load(coming)
            requests.put(request if isinstance(request, str) else Document(request[0], "".join(_pieces(coming))))
    finally:
        os._exit(0)


def _pieces(coming: BinaryIO) -> Iterator[str]:
    while (piece := pickle.load(coming)) is not None:
        yield piece


def _answer(request: Document | str, matcher: Matcher) -> Answer:
    try:
        if isinstance(request, Document):
            return Answer(packed(analyse(request, matcher)))
        stamp = stamp_of(request)
        return Answer(packed(analyse(read_document(request), matcher)), stamp)
    except UnreadableDocumentError:
        return Answer(None)
    except Exception:  # the next document has nothing to do with it
        return Answer(None, error=traceback.format_exc())
