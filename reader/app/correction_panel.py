"""The panel to correct whom a text means: what can be done with it, each at one key."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

from reader.app.columned_list import ColumnedList
from reader.app.correcting_words import kind
from reader.app.keys import COMMANDS, CORRECTION, PANEL, Command, bindings
from reader.app.lettered_panel import LetteredPanel
from reader.app.panel import SHORT
from reader.documents.sanitising import one_line
from reader.language import _
from reader.page.cells import fit, width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.binding import BindingType

    from reader.app.painting import Painting

TEXT = 24
"""Cells of the text in the heading, at most."""


class Way(StrEnum):
    """What can be done with a text; the values are those of the commands' ids."""

    KEEP = "keep"
    """Somebody who was found is right: known from now on."""
    NEW = "new"
    """It names somebody new."""
    NAME_OF = "name_of"
    """It is one more name of somebody."""
    SAME_AS = "same_as"
    """Whom it means is the same as somebody else; if it may mean several, they are one."""
    NOT_SAME = "not_same"
    """Whom it means is not the same as somebody, for ever."""
    SPLIT = "split"
    """Under the one whom it means are two."""
    MEANS_HERE = "means_here"
    """At this place it means somebody, or somebody else."""
    MEANS_IN_DOCUMENT = "means_in_document"
    IGNORE_HERE = "ignore_here"
    """At this place it means nobody."""
    IGNORE_IN_DOCUMENT = "ignore_in_document"
    IGNORE_EVERYWHERE = "ignore_everywhere"
    TYPE = "type"
    """Whom it means is of another type."""
    WHY = "why"
    """See why it means this."""
    UNDO = "undo"
    REDO = "redo"


@dataclass(frozen=True, slots=True)
class Meant:
    """Whom a text means, or may mean."""

    name: str
    """In the script that is read."""
    type: str
    is_found: bool
    """Found in the documents, and in no list."""
    is_divisible: bool
    """Has several names or stands in several documents, so that two may be meant."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What is to be corrected."""

    text: str
    """As it stands in the document."""
    meant: tuple[Meant, ...]
    """Nobody, somebody, or all whom it may mean where it cannot be told who."""
    undo: str = ""
    """What would be taken back, in words; empty for nothing."""
    redo: str = ""
    """What would be done again, in words; empty for nothing."""

    @property
    def ways(self) -> list[Way]:
        """What can be done with it, in the order of `Way`."""
        one = self.meant[0] if len(self.meant) == 1 else None
        left_out = {
            Way.KEEP: one is None or not one.is_found,
            Way.SAME_AS: not self.meant,
            Way.NOT_SAME: one is None,
            Way.SPLIT: one is None or not one.is_divisible,
            Way.IGNORE_HERE: not self.meant,
            Way.IGNORE_IN_DOCUMENT: not self.meant,
            Way.IGNORE_EVERYWHERE: not self.meant,
            Way.TYPE: one is None,
            Way.WHY: not self.meant,
            Way.UNDO: not self.undo,
            Way.REDO: not self.redo,
        }
        return [way for way in Way if not left_out.get(way)]


class CorrectionPanel(LetteredPanel[Way, Way]):
    """Lists what can be done with a text; a letter or choosing a row gives it."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(CORRECTION)]
    KEYS: ClassVar[tuple[Command, ...]] = PANEL[:2]
    DEFAULT_CSS = """
    CorrectionPanel {
        & > Vertical { width: 80; height: auto; min-height: 0; }
        & RowList { height: auto; }
        &.-short > Vertical { height: auto; }
        &.-short KeyLine { display: none; }
    }
    """

    def __init__(self, subject: Subject) -> None:
        """Make the panel.

        Args:
            subject: what is to be corrected.
        """
        super().__init__()
        self._subject = subject
        self.columns: ColumnedList[Way] = ColumnedList(self.paint, self.nothing, id="rows")
        self.columns.can_focus = False
        self.rows = self.columns
        self._letters = max(width(_command(way).label) for way in subject.ways)

    def on_resize(self) -> None:
        """Leave room for what stands around the rows."""
        around = 1 if self.size.height < SHORT else 4
        self.rows.styles.max_height = max(1, self.size.height - around)

    def all_items(self) -> Sequence[Way]:
        """Return what can be done."""
        return self._subject.ways

    def title_painting(self) -> Painting:
        """Return the text, and whom it means."""
        text = one_line(self._subject.text)
        text = fit(text, min(width(text), TEXT))
        names = " / ".join(one_line(meant.name) for meant in self._subject.meant)
        if not names:
            return [(text, "title"), ("  ", ""), (_("means nobody yet"), "quiet")]
        if len(self._subject.meant) > 1:
            return [(text, "title"), ("  ", ""), (_("may mean {names}").format(names=names), "")]
        meant = self._subject.meant[0]
        said = kind(meant.type, is_found=meant.is_found)
        return [
            (text, "title"),
            ("  ", ""),
            (_("means {name}").format(name=names), ""),
            (f"  {said}", "accent" if meant.is_found else "quiet"),
        ]

    def note(self) -> Painting:
        """Return where in the list the cursor is, if not all of it is seen."""
        number, count = self.columns.cursor + 1, len(self.columns.items)
        all_seen = self.columns.lines <= self.columns.size.height
        return [] if all_seen else [(_("{number} of {count}").format(number=number, count=count), "quiet")]

    def on_row_list_walked(self) -> None:
        """Tell where the cursor is."""
        self.show_heading()

    def paint(self, item: Way, cells: int) -> Painting:
        """Return one line: the letter, what it does, and to what."""
        command = _command(item)
        notes = {Way.UNDO: self._subject.undo, Way.REDO: self._subject.redo}
        said = _(command.short) if item in notes else _(command.long)
        if item is Way.SAME_AS and len(self._subject.meant) > 1:
            said = _("they are one and the same")
        return [
            (fit(command.label, self._letters), "accent"),
            (f"  {said}", ""),
            (f"  {one_line(notes.get(item, ''))}", "quiet"),
        ]

    def result(self, item: Way) -> Way:
        """Return what is to be done."""
        return item

    def action_correct(self, way: str) -> None:
        """Give what a letter stands for, unless that cannot be done with this text."""
        chosen_way = Way(way)
        if chosen_way in self._subject.ways:
            self.dismiss(chosen_way)
            return
        nothing = {Way.UNDO: _("Nothing to undo."), Way.REDO: _("Nothing to redo.")}
        self.say(nothing.get(chosen_way) or self._why_not())

    def _why_not(self) -> str:
        if not self._subject.meant:
            return _("It means nobody yet: say first who it is.")
        if len(self._subject.meant) > 1:
            return _("It may mean several: say first who it is.")
        return _("There is nothing of this kind to do here.")

    def action_beside(self) -> None:
        """Go to the row beside."""
        self.columns.walk_beside()


def _command(way: Way) -> Command:
    return COMMANDS[f"correct.{way}"]
