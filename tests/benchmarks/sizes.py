"""Documents of all sizes: what keys cost against a plain repaint of the same screen, and against a short document."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

from tests.benchmarks.comparison import Comparison
from tests.benchmarks.conditions import READER
from tests.benchmarks.documents import chapter_mark, mark
from tests.benchmarks.driving import (
    AT_REST,
    END,
    LAST,
    LIBRARY,
    NEXT_MENTION,
    NEXT_NAME,
    OPEN,
    PAGE,
    PLAIN_REPAINT,
    START,
    TOGGLE,
    page_with,
    repaint_seconds,
)
from tests.benchmarks.novels import BOOK, LINE, NOTE, NOVEL, Kind, Shelf, shelf
from tests.benchmarks.terminal import QUIET, Terminal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tests.benchmarks.conditions import Conditions

OPEN_GOAL, KEY_GOAL, SIZE_GOAL = 3.0, 2.5, 1.3
A_MOMENT = 0.5
"""Seconds after which what a key leaves for later is done: the other script laid out, the place written down."""
KINDS = (NOTE, BOOK, NOVEL, LINE)
LONG = (NOVEL, LINE)
OPENING, OPENING_AT_ONCE = "opening from the list", "moving to it in the list and opening at once"

Pair = tuple[float, float]
"""The seconds of what is claimed, and those of its floor."""


class _Book:
    """The reader with documents of one kind: a short one is another one each time, a long one is always the same."""

    def __init__(self, conditions: Conditions, kind: Kind) -> None:
        self.kind = kind
        self.long = kind in LONG
        """Long enough for pages never shown before, whatever the number of rounds."""
        self.chapter = 1
        self.opened = False
        made = _shelf(conditions, kind)
        place = made.file(1) if self.long else made.folder
        self.terminal = Terminal([READER, str(place)], conditions.copy_of(made.home))

    def begin(self) -> None:
        """Wait for the list of the documents, or for the first page of the long one; and choose a name on it."""
        self.terminal.wait_for([chapter_mark(1) if self.long else mark(0)])
        self.terminal.settle(AT_REST)
        if self.long:
            self.terminal.press(NEXT_NAME)

    def open_another(self, *, at_once: bool) -> Pair:
        """Open a document that was not opened before, and return the seconds of that and of a plain repaint.

        Args:
            at_once: press the key in the moment in which the cursor comes to the document in the list, in which
                nothing of it can have been read; otherwise the cursor, and with it the preview, rests on it before.
        """
        terminal = self.terminal
        if self.opened:
            terminal.press(LIBRARY)
        if not at_once:
            terminal.type(LAST)  # what was read stands at the top of the list
            terminal.settle(A_MOMENT)
        opened = page_with(terminal, LAST + OPEN if at_once else OPEN, chapter_mark(1)).seconds
        self.opened = True
        self.chapter = 1
        terminal.settle(A_MOMENT)
        return opened, repaint_seconds(terminal)

    def measure(self, key: bytes, text: str = "") -> Pair:
        """Press a key that shows another page, and return the seconds of that and of a plain repaint before it."""
        repaint = repaint_seconds(self.terminal)
        return page_with(self.terminal, key, text).seconds, repaint

    def next_mention(self) -> Pair:
        """Go to the next mention, in the next chapter, and return the seconds of that and of a plain repaint."""
        self.chapter += 1
        return self.measure(NEXT_MENTION, chapter_mark(self.chapter))


def sizes(conditions: Conditions) -> Iterator[Comparison]:
    """Opening from the list, next mention, page, toggle, end and start, in documents from 10 KB to 20 MB."""
    claims = _Claims()
    for kind in KINDS:  # all are made before anything is measured
        _shelf(conditions, kind)
    with ExitStack() as closing:
        books = []
        for kind in KINDS:
            books.append(_Book(conditions, kind))
            closing.enter_context(books[-1].terminal)
        for book in books:
            book.begin()
        for number in range(conditions.rounds + 1):
            for claim, kind, pair in _round(books):
                if number:
                    claims.add(claim, kind, pair)
            claims.compare_sizes()
    yield from claims.comparisons()


def _shelf(conditions: Conditions, kind: Kind) -> Shelf:
    """Return documents of a kind, a long one behind a short one, of the others as many as will be opened and one more.

    The one that is left keeps the list long enough for the cursor to move in it.
    """
    if kind in LONG:
        return shelf(conditions, NOTE, kind)
    each_round = 2 if kind is NOTE else 1
    return shelf(conditions, *[kind] * (each_round * (conditions.rounds + 1) + 1))


def _round(books: Sequence[_Book]) -> Iterator[tuple[str, Kind, Pair]]:
    """Yield what is measured in one round: the claim, the kind of document, the seconds and those of a repaint."""
    short = [book for book in books if not book.long]
    for book in short:
        yield OPENING, book.kind, book.open_another(at_once=False)
        book.terminal.press(NEXT_NAME)
    for book in books:
        yield "next mention, not seen before", book.kind, book.next_mention()
    _rest(books)
    shortest = books[0]
    yield OPENING_AT_ONCE, shortest.kind, shortest.open_another(at_once=True)
    for book in books:
        yield "page down, not seen before", book.kind, book.measure(PAGE)
    _rest(books)
    for book in books:
        yield "toggle", book.kind, book.measure(TOGGLE)
        book.terminal.press(TOGGLE)
    for book in books:
        for key in (END, START):  # what was never laid out is measured with the keys above
            page_with(book.terminal, key)
    for claim, key in (("jump to the end", END), ("jump to the start", START)):
        for book in books:
            yield claim, book.kind, book.measure(key)


def _rest(books: Sequence[_Book]) -> None:
    """Wait until nothing is left to come in any of the terminals."""
    for book in books:
        book.terminal.settle(AT_REST if book is books[0] else QUIET)


class _Claims:
    """What was measured, claim by claim, against a plain repaint and against the same key in the shortest document."""

    def __init__(self) -> None:
        self._against_repaint: dict[tuple[str, Kind], Comparison] = {}
        self._against_shortest: dict[tuple[str, Kind], Comparison] = {}
        self._round: dict[tuple[str, Kind], float] = {}

    def add(self, claim: str, kind: Kind, pair: Pair) -> None:
        """Add what was measured once."""
        seconds, repaint = pair
        if (claim, kind) not in self._against_repaint:
            goal = {OPENING: OPEN_GOAL, OPENING_AT_ONCE: None}.get(claim, KEY_GOAL)
            self._against_repaint[claim, kind] = Comparison(f"{claim}, {kind.name}", PLAIN_REPAINT, "ms", goal)
        self._against_repaint[claim, kind].add(seconds * 1000, repaint * 1000)
        self._round[claim, kind] = seconds * 1000

    def compare_sizes(self) -> None:
        """Compare the long documents with the shortest, in what was measured since the last time."""
        for (claim, kind), milliseconds in self._round.items():
            if kind in LONG:
                name = f"{claim}, {kind.name}"
                floor = f"the same, {NOTE.name}"
                comparison = self._against_shortest.setdefault((claim, kind), Comparison(name, floor, "ms", SIZE_GOAL))
                comparison.add(milliseconds, self._round[claim, NOTE])
        self._round.clear()

    def comparisons(self) -> Iterator[Comparison]:
        """Yield all comparisons."""
        yield from self._against_repaint.values()
        yield from self._against_shortest.values()
