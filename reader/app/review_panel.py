"""The panel to go through suggestions: two who may be one, accepted or rejected with one key each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar

from textual.containers import Vertical
from textual.message import Message

from reader.app.bars import Bar, KeyLine
from reader.app.correcting_words import effect
from reader.app.keys import COMMANDS, PANEL, REVIEW, Command, bindings, chosen
from reader.app.lettered_panel import LetteredPanel
from reader.documents.sanitising import one_line
from reader.language import N_, _
from reader.page.cells import fit, width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from reader.app.correcting_words import Extent
    from reader.app.painting import Painting
    from reader.library.walk import Place

WIDE = 60
"""Cells from which on the effect of a suggestion is told in words."""
NAME = 24
"""Cells of a name, at most."""
SPACES, SCORE = 8, 4
"""Cells between the columns, and of a score."""
REASON = 10
"""Cells from which on the reason stands in the row too; whole it stands below."""


@dataclass(frozen=True, slots=True)
class Suggested:
    """Two who may be one."""

    entities: tuple[str, str]
    """Their ids."""
    names: tuple[str, str]
    """What they are called in the script that is read."""
    mentions: tuple[int, int]
    """How often each is mentioned in the library."""
    reason: str
    """Why they may be one, in words."""
    score: float
    """How likely that is, from 0 to 1."""
    more: Extent
    """How many mentions the second would have more."""
    place: Place | None = None
    """Where it can be seen."""


class ReviewPanel(LetteredPanel[Suggested, None]):
    """Lists suggestions and stays open: what is accepted or rejected goes, and the next one is under the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(REVIEW)]
    KEYS: ClassVar[tuple[Command, ...]] = (
        *chosen(REVIEW, "review.accept", "review.reject"),
        replace(COMMANDS["panel.choose"], short=N_("passage")),
        *chosen(REVIEW, "review.undo", "review.redo"),
        *chosen(PANEL, "panel.close"),
    )
    DEFAULT_CSS = "ReviewPanel #reason { background: $surface; }"

    class Answered(Message):
        """A suggestion is answered."""

        def __init__(self, suggestion: Suggested) -> None:
            super().__init__()
            self.suggestion = suggestion

    class Accepted(Answered):
        """The two are one."""

    class Rejected(Answered):
        """The two are never the same."""

    class UndoAsked(Message):
        """The last correction is to be taken back."""

    class RedoAsked(Message):
        """The correction is to be done again."""

    class Looked(Message):
        """The passage that tells of a suggestion is to be shown."""

        def __init__(self, place: Place, covered: int) -> None:
            super().__init__()
            self.place = place
            self.covered = covered
            """How many lines at the bottom of the screen the panel hides."""

    def __init__(self, suggestions: Sequence[Suggested], *, looking: bool = False) -> None:
        """Make the panel.

        Args:
            suggestions: in the order to answer them.
            looking: whether more may still come.
        """
        super().__init__()
        self._suggestions = tuple(suggestions)
        self._looking = looking
        self._measure()
        self.reason = Bar(id="reason")

    def compose(self) -> ComposeResult:
        """Lay the panel out, with a line for the reason of the suggestion under the cursor."""
        with Vertical():
            yield self.heading
            yield self.rows
            yield self.reason
            yield KeyLine(self.KEYS)

    def show_suggestions(self, suggestions: Sequence[Suggested], *, looking: bool = False) -> None:
        """Show other suggestions; the cursor stays on the one it is on, else where it is.

        Args:
            suggestions: in the order to answer them.
            looking: whether more may still come.
        """
        here = self.rows.item
        self._suggestions = tuple(suggestions)
        self._looking = looking
        self._measure()
        pairs = [suggestion.entities for suggestion in suggestions]
        at = pairs.index(here.entities) if here is not None and here.entities in pairs else self.rows.cursor
        self.show_items(self._suggestions, at)

    def _measure(self) -> None:
        """Find the widths of columns in which every suggestion has room."""
        sides = zip(*(one.mentions for one in self._suggestions), strict=True)
        self._cells_counts = tuple(len(str(max(side))) for side in sides)
        effects = {one.more for one in self._suggestions}
        self._cells_effect = max((width(effect(more)) for more in effects), default=0)
        self._cells_more = max((len(_number(more)) for more in effects), default=0)

    def all_items(self) -> Sequence[Suggested]:
        """Return the suggestions."""
        return self._suggestions

    def title_painting(self) -> Painting:
        """Return what is asked."""
        looking = f"  {_('still looking')}" if self._looking else ""
        return [(_("Are they one?"), "title"), (looking, "quiet")]

    def nothing(self) -> str:
        """Return the sentence for an empty list."""
        if self._looking:
            return _("The documents are still being looked through.")
        key = COMMANDS["people"].label
        way = _("There is nothing to answer: nobody else looks like two. Esc closes; {key} lists all people.")
        return way.format(key=key) if key else _("There is nothing to answer: nobody else looks like two. Esc closes.")

    def paint(self, item: Suggested, cells: int) -> Painting:
        """Return one line: both names with their counts, what accepting changes, how likely it is, and why."""
        in_words = cells >= WIDE
        more_cells = self._cells_effect if in_words else self._cells_more
        taken = sum(self._cells_counts) + more_cells + SPACES + SCORE
        name_cells = min(NAME, max(1, (cells - taken) // 2))
        painting: Painting = []
        for side in (0, 1):
            painting += [
                (fit(one_line(item.names[side]), name_cells), "person"),
                (f" {item.mentions[side]:>{self._cells_counts[side]}}  ", "quiet"),
            ]
        painting += [
            (fit(effect(item.more) if in_words else _number(item.more), more_cells), "accent"),
            (f"  {item.score:.2f}", ""),
        ]
        left = cells - sum(width(text) for text, _name in painting)
        return [*painting, (f"  {one_line(item.reason)}", "quiet")] if left >= REASON else painting

    def on_row_list_walked(self) -> None:
        """Tell why the two under the cursor may be one."""
        item = self.rows.item
        self.reason.show([] if item is None else [(one_line(item.reason), "")], [])

    # What happens

    def action_accept(self) -> None:
        """Accept the suggestion under the cursor."""
        self._answer(self.Accepted)

    def action_reject(self) -> None:
        """Reject the suggestion under the cursor, for ever."""
        self._answer(self.Rejected)

    def _answer(self, answer: type[Answered]) -> None:
        if (item := self.rows.item) is not None:
            self._notice = ""
            self._suggestions = tuple(one for one in self._suggestions if one is not item)
            self.show_items(self._suggestions, self.rows.cursor)
            self.post_message(answer(item))

    def action_undo(self) -> None:
        """Take back the last correction."""
        self.post_message(self.UndoAsked())

    def action_redo(self) -> None:
        """Do the correction again."""
        self.post_message(self.RedoAsked())

    def action_choose(self) -> None:
        """Look at the passage, and stay."""
        item = self.rows.item
        if item is not None and item.place is not None:
            self.post_message(self.Looked(item.place, self.query_one(Vertical).region.height))
        elif item is not None:
            self.say(_("There is no single passage that tells of it."))


def _number(more: Extent) -> str:
    return f"+{more.mentions}"
