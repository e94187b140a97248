"""The page as it stands on a terminal's screen, read cell by cell, and a reader who turns it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from tests.emulator import BLANK
from tests.terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from tests.emulator import Cell, Emulator, Look

RULE = re.compile("[─╌]+")
"""The line under the page, in terminals that draw it in one cell and in those that do not."""
STRIP = (" ", "▐")
"""What the strips at the right edge consist of."""
LANDED = "▸"
"""The mark of the line that a jump has landed on."""
REPEATED = 0
"""As many lines at the end of a page stand at the start of the next one, too."""
START, NEXT_PAGE, NEXT_NAME, NEXT_MENTION, NOTHING = b"g", b" ", b"\t", b"n", b"\x1b"
"""The keys."""


@dataclass(frozen=True, slots=True)
class Character:
    """A character of the text that can be seen."""

    text: str
    row: int
    """The line of the screen."""
    look: Look


class Page:
    """What stands on the page at a moment: the lines between the top of the screen and the rule under the text."""

    def __init__(self, screen: Emulator) -> None:
        rule = next((row for row in reversed(range(screen.rows)) if RULE.fullmatch(screen.text(row))), 0)
        self._cells = [_text_of(row) for row in screen.cells[:rule]]
        self.rows = [line for row in self._cells if (line := "".join([text for text, _look in row]).strip())]
        """The lines with text, without what is blank on either side."""
        self.text = "".join("".join(self.rows).split())
        """All that can be seen, white space left out."""

    @cached_property
    def characters(self) -> list[Character]:
        """The characters of the text one by one."""
        return [
            Character(character, number, look)
            for number, row in enumerate(self._cells)
            for text, look in row
            for character in text
            if not character.isspace()
        ]

    @property
    def widest(self) -> int:
        """The cells of the widest line, from its first character to its last."""
        return max((last - first for first, last in map(_extent, self._cells)), default=0)

    def blanks(self) -> Iterator[tuple[int, Look]]:
        """Yield the look of each blank cell between two characters of a line, with the number of the one before it."""
        seen = -1
        for row in self._cells:
            first, last = _extent(row)
            for column, cell in enumerate(row):
                if cell.text.isspace() and first < column < last:
                    yield seen, cell.look
                seen += sum(not character.isspace() for character in cell.text)


def _text_of(row: Sequence[Cell]) -> list[Cell]:
    """Return the cells of a line without the strips in the last columns and the mark of a landing in the margin."""
    end = len(row)
    while end and row[end - 1].text in STRIP:
        end -= 1
    cells = list(row[:end])
    first = next((column for column, cell in enumerate(cells) if cell.text != " "), 0)
    if cells and cells[first].text == LANDED:
        cells[first] = BLANK
    return cells


def _extent(row: Sequence[Cell]) -> tuple[int, int]:
    """Return the columns of the first character of a line and behind its last; 0 and 0 for a blank one."""
    seen = [column for column, cell in enumerate(row) if not cell.text.isspace()]
    return (seen[0], seen[-1] + 1) if seen else (0, 0)


class Reading:
    """A reader with one document open in a terminal."""

    def __init__(
        self, document: str, environment: Mapping[str, str], columns: int, rows: int, *, ambiguous: int = 1
    ) -> None:
        """Open a document and wait for its page."""
        self.terminal = Terminal([document], environment, columns, rows, ambiguous=ambiguous)
        self.wait_until(lambda page: bool(page.text), "the page")

    @property
    def page(self) -> Page:
        """What stands on the page now."""
        return Page(self.terminal.screen)

    def wait_until(self, right: Callable[[Page], bool], what: str) -> Page:
        """Wait until something is so on the page, and return it."""
        self.terminal.wait_until(lambda: right(self.page), what)
        return self.page

    def press(self, key: bytes, right: Callable[[Page], bool], what: str) -> Page:
        """Press a key, wait until what it does is seen on the page, and return it."""
        self.terminal.type(key)
        return self.wait_until(right, what)

    def go_to_start(self, text: str) -> Page:
        """Go to the start of a document with a text, white space left out, and return the first page."""
        return self.press(START, lambda page: bool(page.text) and text.startswith(page.text), "the start")

    def turn(self) -> Page:
        """Turn the page and return the next."""
        before = self.page.text
        return self.press(NEXT_PAGE, lambda page: page.text != before, "the next page")

    def turn_all(self, text: str) -> list[Page]:
        """Return all pages of a document, turned one by one from the first until as much was seen as its text is long.

        Args:
            text: the text of the document without white space.
        """
        pages = [self.go_to_start(text)]
        seen = len(pages[0].text)
        while seen < len(text):
            pages.append(self.turn())
            seen += len(pages[-1].text) - len("".join("".join(pages[-1].rows[:REPEATED]).split()))
        return pages

    def resize(self, columns: int, rows: int, text: str) -> Page:
        """Change the size of the window, and return the page when it stands there again.

        What was on its way in the size before is no mistake of the reader's when it does not fit any more.
        """
        overflowed = len(self.terminal.screen.overflowed)
        self.terminal.resize(columns, rows)
        self.wait_until(lambda page: bool(page.text) and page.text in text, "the page in another size")
        self.terminal.settle()  # it is drawn more than once
        del self.terminal.screen.overflowed[overflowed:]
        return self.page
