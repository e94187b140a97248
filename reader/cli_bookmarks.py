"""`reader bookmarks`: bookmarks and notes as Markdown, or as JSON."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from reader.documents.archived import is_there
from reader.documents.decoding import UnreadableDocumentError
from reader.documents.naming import STANDARD_INPUT
from reader.documents.sanitising import harmless_json
from reader.language import _
from reader.library.bookmark_export import as_json, as_markdown
from reader.library.bookmarks import Bookmarks
from reader.library.chosen_encodings import ChosenEncodings
from reader.library.finding import find_documents, stamp_of
from reader.library.locations import state_file
from reader.library.reading import read
from reader.library.state import State
from reader.library.stored import numbers_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reader.documents.document import Document
    from reader.library.bookmarks import Bookmark

DONE, NOTHING_FOUND, UNREADABLE = 0, 1, 3


def print_bookmarks(paths: Sequence[str], complain: Callable[[str], None], *, as_lines: bool) -> int:
    """Print bookmarks and return the exit status: 0 done, 1 there are none, 3 some input could not be read.

    Args:
        paths: files and folders whose documents' bookmarks are wanted; none for all bookmarks there are.
        complain: says one line on standard error.
        as_lines: whether to print one JSON object a line rather than Markdown.
    """
    state = State(state_file() if state_file().exists() else None)  # to ask is no reason to make one
    try:
        if state.problem is not None:
            complain(state.problem)
            return UNREADABLE
        kept = Bookmarks(state)
        encodings = ChosenEncodings(state)
        found = (
            _of_paths(kept, encodings, paths)
            if paths
            else [_as_it_is_now(bookmark, encodings) for bookmark in kept.all()]
        )
    finally:
        state.close()
    if as_lines:
        for bookmark in found:
            print(harmless_json(json.dumps(as_json(bookmark), ensure_ascii=False)))
    elif found:
        print(as_markdown(found), end="")
    marked = {bookmark.document for bookmark in found}
    missing = [path for path in paths if path not in marked and path != STANDARD_INPUT and not is_there(path)]
    for path in missing:
        complain(_("{path}: no such file or folder").format(path=path))
    if missing:
        return UNREADABLE
    return DONE if found else NOTHING_FOUND


def _of_paths(kept: Bookmarks, encodings: ChosenEncodings, paths: Sequence[str]) -> list[Bookmark]:
    """Return the bookmarks of the documents in files and folders, under the names they are found by."""
    documents = find_documents(paths)
    elsewhere = any(not is_there(bookmark.document) for bookmark in kept.all())  # a file may have been renamed
    read = {number: _read(name, encodings.of(name)) for number, name in enumerate(documents)} if elsewhere else {}
    digests = {number: document.digest for number, document in read.items() if document is not None}
    return [
        _as_it_is_now(replace(bookmark, document=documents[number]), encodings)
        for number, bookmarks in kept.of_library(numbers_of(documents), digests).items()
        for bookmark in bookmarks
    ]


def _as_it_is_now(bookmark: Bookmark, encodings: ChosenEncodings) -> Bookmark:
    """Return a bookmark with its place in the document as it is now; as it was where that is not to be found."""
    document = _read(bookmark.document, encodings.of(bookmark.document))
    place = bookmark.span_in(document.text, document.digest) if document is not None else None
    return replace(bookmark, start=place.start, end=place.end) if place is not None else bookmark


@lru_cache(maxsize=1)
def _read(name: str, encoding: str | None) -> Document | None:
    try:
        stamp = stamp_of(name) if encoding is None else None
        return read(name, stamp, encoding) if name != STANDARD_INPUT else None
    except UnreadableDocumentError:  # what was marked in it is there all the same
        return None
