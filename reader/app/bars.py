"""Bars: one line each, with what is where, and the keys that matter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

from reader.app.painting import Painted, Painting
from reader.language import _
from reader.page.cells import ELLIPSIS, cut, width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.strip import Strip

    from reader.app.keys import Command

GAP = "  "


class Bar(Painted):
    """One line: something at the left, something at the right; the left is cut where both do not fit."""

    DEFAULT_CSS = "Bar { height: 1; width: 1fr; background: $panel; color: $quiet; }"

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.left: Painting = []
        self.right: Painting = []

    def show(self, left: Painting, right: Painting) -> None:
        """Show something else."""
        if (left, right) != (self.left, self.right):
            self.left, self.right = left, right
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """Return the line."""
        cells = self.size.width
        right = _cut([*self.right, (" ", "")], cells)
        space = cells - _width(right)
        left = _cut([(" ", ""), *self.left], space - 1 if self.right else space)
        fill = " " * (space - _width(left))
        return self.strip([*left, (fill, ""), *right], cells)


class Rule(Painted):
    """A thin line between parts of a screen."""

    DEFAULT_CSS = "Rule { height: 1; width: 1fr; }"

    def render_line(self, y: int) -> Strip:
        """Return the line."""
        return self.strip([("─" * self.size.width, "strip")], self.size.width)


class KeyLine(Painted):
    """The keys that hold on a screen, as many as fit, the ones that matter first. Each can be clicked."""

    DEFAULT_CSS = "KeyLine { height: 1; width: 1fr; background: $panel; color: $quiet; }"

    class Pressed(Message):
        """A key was clicked."""

        def __init__(self, command: Command) -> None:
            super().__init__()
            self.command = command

    def __init__(self, commands: Sequence[Command], *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._commands = tuple(commands)
        self._places: list[tuple[int, int, Command]] = []

    def show(self, commands: Sequence[Command]) -> None:
        """Show other keys."""
        if tuple(commands) != self._commands:
            self._commands = tuple(commands)
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """Return the line, and remember where each key stands."""
        painting: Painting = [(" ", "")]
        self._places = []
        column = 1
        for command in self._commands:
            label, short = command.label, _(command.short)
            if not label:  # no key does it
                continue
            wide = width(label) + 1 + width(short)
            if column + wide > self.size.width:
                break
            self._places.append((column, column + wide, command))
            painting += [(label, "accent"), (f" {short}{GAP}", "")]
            column += wide + len(GAP)
        return self.strip(painting, self.size.width)

    def on_click(self, event: events.Click) -> None:
        """Do what the clicked key does."""
        for start, end, command in self._places:
            if start <= event.x < end:
                self.post_message(self.Pressed(command))


def _width(painting: Painting) -> int:
    return sum(width(text) for text, _name in painting)


def _cut(painting: Painting, cells: int) -> Painting:
    """Return as much of a painting as fits, the cut marked."""
    shown: Painting = []
    left = max(0, cells)
    for text, name in painting:
        if width(text) > left:
            shown.append((cut(text, left - 1) + ELLIPSIS if left > 0 else "", name))
            break
        shown.append((text, name))
        left -= width(text)
    return shown
