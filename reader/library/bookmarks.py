"""Bookmarks: places that a reader marked, with a note where one was typed.

What a person typed is never lost: a bookmark that is removed can be restored, one whose file was renamed is found by
its text, one whose file was edited by its quote, and one whose passage is gone is kept as it was.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader.documents.anchoring import Selector, find_again, place_again, selector_at
from reader.documents.naming import STANDARD_INPUT
from reader.documents.paragraphs import Span, paragraph_at
from reader.documents.sanitising import one_line
from reader.language import _
from reader.library.database import NotKeptError
from reader.library.stored import is_number, is_offset, read_selector, stored_path, stored_text, write_selector

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reader.library.state import State
    from reader.library.stored import Numbers

QUOTE = 60
"""Code points that are quoted at most where a place is marked rather than a stretch."""
LONGEST_QUOTE = 4096
"""Code points that are quoted at most."""

TELLING = 8
"""Code points of a quote that says by itself what place it is from."""
LAST_MOMENT = 253_402_214_400
"""Seconds since the epoch at the end of the year 9999, the last that a date can name in every time zone."""

AS_IT_WAS_LEFT = "where id = ? and note = ? and removed is null"
COLUMNS = "id, document, digest, title, start, stop, length, selector, note, created"


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A stretch of a document that a reader marked."""

    id: int
    document: str
    """The absolute path; `-` for standard input."""
    digest: str
    """What the text is known by in which the offsets hold."""
    title: str
    """The document's title, one line, safe to show."""
    start: int
    """Source offsets in code points, the end exclusive."""
    end: int
    length: int
    """The length of that text in code points."""
    selector: Selector
    """The quote and its context, to find it again in an edited text."""
    note: str
    """What the reader typed, one line, safe to show."""
    created: float
    """When, in seconds since the epoch."""

    @property
    def quote(self) -> str:
        """The text that was marked, on one line, safe to show."""
        return one_line(self.selector.exact)

    def span_in(self, text: str, digest: str) -> Span | None:
        """Return where the bookmark stands in the text of its document as it is now; None where nothing is left."""
        if digest == self.digest:
            return Span(self.start, self.end)
        found = find_again(text, self.selector, self.start)
        if found is None:
            return None
        unquoted = self.end - self.start - len(self.selector.exact)
        return Span(found.start, min(found.end + unquoted, len(text)))

    def offset_in(self, text: str) -> int:
        """Return the nearest there is to the bookmark's start in the text of its document as it is now."""
        return place_again(text, self.selector, self.start, self.length)


@dataclass(frozen=True, slots=True)
class Change:
    """What was done to a bookmark: it was removed, or has another note."""

    before: Bookmark
    after: Bookmark | None
    """None where it was removed."""


class ChangedMeanwhileError(NotKeptError):
    """A bookmark is no longer what it was left as, and stays as it is; the message names it and says so in one line."""


def with_note(bookmark: Bookmark, note: str) -> Bookmark:
    """Return what becomes of a bookmark on which a note is written."""
    return replace(bookmark, note=one_line(stored_text(note)))


class Bookmarks:
    """The bookmarks of all documents, kept with the reading state."""

    def __init__(self, state: State) -> None:
        self._database = state.database
        self._done: list[Change] = []
        """What can be undone, the last one last."""
        self._undone: list[Change] = []
        self._looked_for: dict[tuple[Selector, int, int, str], Span | None] = {}
        """What has become of quotes that were looked for through a whole text: they, their offsets, its digest."""

    # What a person does

    def add(
        self, document: str, digest: str, title: str, text: str, start: int, end: int | None = None, note: str = ""
    ) -> Bookmark:
        """Add a bookmark and return it.

        Args:
            document: the path of the document.
            digest: what its text is known by.
            title: its title.
            text: its source text.
            start: where what is marked begins, in code points.
            end: where it ends, exclusive; None to quote from the start on what will say what place this is.
            note: what the reader typed.

        Raises:
            NotKeptError: when it is not written down.
        """
        start = max(0, min(start, len(text)))
        end = min(end or 0, len(text))
        span = Span(start, end) if end > start else _beginning(text, start)
        selector = selector_at(text, span.start, min(span.end, span.start + LONGEST_QUOTE))
        made = Bookmark(
            id=0,
            document=stored_path(document),
            digest=digest,
            title=stored_text(one_line(title)),
            start=span.start,
            end=span.end,
            length=len(text),
            selector=selector,
            note=one_line(stored_text(note)),
            created=time.time(),
        )
        where = (made.document, digest, made.title, made.start, made.end, made.length)
        what = (write_selector(selector), made.note, made.created)
        statement = f"insert into bookmark ({COLUMNS}) values (null, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        return replace(made, id=self._database.keep(statement, (*where, *what)))

    def remove(self, bookmark: Bookmark) -> None:
        """Remove a bookmark; that can be undone.

        Raises:
            NotKeptError: when it is not written down.
        """
        self._database.keep("update bookmark set removed = ? where id = ?", (time.time(), bookmark.id))
        self._note(Change(bookmark, None))

    def set_note(self, bookmark: Bookmark, note: str) -> Bookmark:
        """Write another note on a bookmark; that can be undone.

        It is there again if another copy of the app has removed it meanwhile.

        Raises:
            NotKeptError: when it is not written down.
        """
        changed = with_note(bookmark, note)
        self._database.keep("update bookmark set note = ?, removed = null where id = ?", (changed.note, changed.id))
        if changed != bookmark:
            self._note(Change(bookmark, changed))
        return changed

    def undo(self) -> Change | None:
        """Undo the last removal or change of a note since the app began, and return it; None where there is none.

        Raises:
            ChangedMeanwhileError: when another copy of the app has changed it since: what was done before is next.
            NotKeptError: when it is not written down.
        """
        return self._step(self._done, self._undone, is_undo=True)

    def redo(self) -> Change | None:
        """Do again what was undone last, and return it; None where there is none.

        Raises:
            ChangedMeanwhileError: when another copy of the app has changed it since: what was undone before is next.
            NotKeptError: when it is not written down.
        """
        return self._step(self._undone, self._done, is_undo=False)

    def _note(self, change: Change) -> None:
        self._done.append(change)
        self._undone.clear()

    def _step(self, taken: list[Change], given: list[Change], *, is_undo: bool) -> Change | None:
        """Undo or redo the last change that was taken; what another copy of the app has written since stays."""
        if not taken:
            return None
        change = taken[-1]
        was, wanted = (change.after, change.before) if is_undo else (change.before, change.after)
        if was is None:
            is_so = self._database.keep_where("update bookmark set removed = null where id = ?", (change.before.id,))
        else:
            column, value = ("removed", time.time()) if wanted is None else ("note", wanted.note)
            values = (value, was.id, was.note)
            is_so = self._database.keep_where(f"update bookmark set {column} = ? {AS_IT_WAS_LEFT}", values)
        given.append(taken.pop())
        if not is_so:
            raise _changed_meanwhile(change.before)
        return change

    # What there is

    def all(self) -> list[Bookmark]:
        """Return all bookmarks, those of a document together, in the order of their places."""
        return self._found("true")

    def may_stand_in(self, document: str, length: int) -> bool:
        """Return whether there may be bookmarks in a document, before it is worked out what its text is known by.

        Args:
            document: the path.
            length: the length of the text, in code points: a text that a bookmark was made in has the same.
        """
        query = "select 1 from bookmark where removed is null and (document = ? or length = ?) limit 1"
        return bool(self._database.rows(query, (stored_path(document), length)))

    def of_library(self, number_of: Numbers, digests: Mapping[int, str]) -> dict[int, list[Bookmark]]:
        """Return the bookmarks of a library by the numbers of its documents, in their order.

        Args:
            number_of: the library's documents.
            digests: what the texts are known by, as far as that is known: a bookmark whose text is no longer
                at its path is looked for among them.
        """
        by_text = {digest: number for number, digest in digests.items()}
        found: dict[int, list[Bookmark]] = {}
        for bookmark in self.all():
            number = number_of(bookmark.document) if bookmark.document != STANDARD_INPUT else None
            if number is None or digests.get(number, bookmark.digest) != bookmark.digest:
                number = by_text.get(bookmark.digest, number)
            if number is not None:
                found.setdefault(number, []).append(bookmark)
        return {number: sorted(found[number], key=_order) for number in sorted(found)}

    def of_document(self, document: str, digest: str, text: str) -> list[Bookmark]:
        """Return the bookmarks of a document where they stand in its text as it is now, in the order of their places.

        Those of an earlier text are found again by their quotes; the ones whose passage is gone are left out, and kept.
        Where a quote stands unchanged its new place is remembered, for the file may be renamed next.

        Args:
            document: the path.
            digest: what the text is known by.
            text: the source text.
        """
        path = stored_path(document)
        by_path = "or document = ?" if document != STANDARD_INPUT else ""
        values = (digest, path) if by_path else (digest,)
        here = []
        for bookmark in self._found(f"(digest = ? {by_path})", *values):
            found = self._span_of(bookmark, text, digest)
            if found is None:
                continue
            moved = replace(bookmark, start=found.start, end=found.end)
            if bookmark.digest != digest:
                moved = self._settled(moved, path, digest, text)
            elif path not in (bookmark.document, STANDARD_INPUT) and self._left(bookmark):
                self._database.write(("update bookmark set document = ? where id = ?", (path, bookmark.id)))
                moved = replace(moved, document=path)
            here.append(moved)
        return sorted(here, key=_order)

    def _span_of(self, bookmark: Bookmark, text: str, digest: str) -> Span | None:
        if digest == bookmark.digest:
            return bookmark.span_in(text, digest)
        wanted = (bookmark.selector, bookmark.start, bookmark.end, digest)
        if wanted not in self._looked_for:
            self._looked_for[wanted] = bookmark.span_in(text, digest)
        return self._looked_for[wanted]

    def _settled(self, moved: Bookmark, path: str, digest: str, text: str) -> Bookmark:
        """Return a bookmark that was found again as one of this text, and remember it where that is beyond doubt."""
        before = moved.selector
        now = selector_at(text, moved.start, moved.start + len(before.exact))
        beside = now.prefix == before.prefix or now.suffix == before.suffix
        if now.exact != before.exact or not (len(now.exact) >= TELLING or beside):
            return moved
        settled = replace(moved, document=path, digest=digest, length=len(text), selector=now)
        place = (path, digest, settled.start, settled.end, settled.length, write_selector(now))
        self._database.write(
            (
                "update bookmark set document = ?, digest = ?, start = ?, stop = ?, length = ?, selector = ?"
                " where id = ? and digest = ?",  # unless another copy of the app has done so
                (*place, moved.id, moved.digest),
            )
        )
        return settled

    def _left(self, bookmark: Bookmark) -> bool:
        """Return whether a bookmark's path no longer has its text: the file was renamed, or replaced by another."""
        rows = self._database.rows("select digest from file where document = ?", (bookmark.document,))
        try:
            return any(digest != bookmark.digest for (digest,) in rows) or not Path(bookmark.document).exists()
        except OSError:  # it may not be looked at
            return False

    def _found(self, condition: str, *values: object) -> list[Bookmark]:
        order = "order by document, start, id"
        rows = self._database.rows(
            f"select {COLUMNS} from bookmark where removed is null and {condition} {order}", values
        )
        return [bookmark for row in rows if (bookmark := _bookmark(*row)) is not None]


def _changed_meanwhile(bookmark: Bookmark) -> ChangedMeanwhileError:
    quote = bookmark.quote
    text = quote if len(quote) <= TELLING else f"{quote[:TELLING]}…"
    return ChangedMeanwhileError(
        _("somebody else has changed “{text}” meanwhile, so it stays as it is").format(text=text)
    )


def _beginning(text: str, start: int) -> Span:
    """Return what to quote for a place: from there to the end of its paragraph, the next one where that is blank."""
    while start < len(text) and text[start].isspace():
        start += 1
    return Span(start, min(paragraph_at(text, start).end, start + QUOTE))


def _order(bookmark: Bookmark) -> tuple[int, int]:
    return bookmark.start, bookmark.id


def _bookmark(*row: Any) -> Bookmark | None:
    """Return the bookmark that a row of the database holds; None where it holds none."""
    number, document, digest, title, start, end, length, selector, note, created = row
    selector = read_selector(selector)
    words, places = (document, digest, title, note), (start, end, length)
    if selector is None or not all(isinstance(word, str) for word in words) or not all(map(is_offset, places)):
        return None
    created = created if is_number(created) and 0 <= created <= LAST_MOMENT else 0.0
    return Bookmark(number, document, digest, one_line(title), start, end, length, selector, one_line(note), created)
