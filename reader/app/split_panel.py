"""The panel to take apart two people under one name: by their names, by the documents, or both."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar

from textual import on

from reader.app.keys import COMMANDS, PANEL, SPLIT, Command, bindings, chosen
from reader.app.lettered_panel import LetteredPanel
from reader.app.row_list import RowList
from reader.documents.sanitising import one_line
from reader.language import N_, _, ngettext
from reader.page.cells import fit, width
from reader.scripts.fold import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.binding import BindingType

    from reader.app.painting import Painting


@dataclass(frozen=True, slots=True)
class NameShare:
    """A name, and how often it stands in the library."""

    name: str
    mentions: int


@dataclass(frozen=True, slots=True)
class DocumentShare:
    """A document, and how often the one who may be two is mentioned in it."""

    number: int
    """Its number in the library."""
    title: str
    """In the script that is read."""
    mentions: int


Share = NameShare | DocumentShare


@dataclass(frozen=True, slots=True)
class Split:
    """What somebody new takes along: every mention by one of the names, and every mention in one of the documents."""

    names: tuple[str, ...]
    documents: tuple[int, ...]
    """Their numbers in the library."""


class SplitPanel(LetteredPanel[Share, Split]):
    """Lists the names and the documents of somebody; gives those that were ticked."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(SPLIT)]
    KEYS: ClassVar[tuple[Command, ...]] = (
        *SPLIT,
        replace(COMMANDS["panel.choose"], short=N_("split off")),
        *chosen(PANEL, "panel.close"),
    )
    DEFAULT_CSS = "SplitPanel > Vertical { height: 60%; }"

    def __init__(self, name: str, names: Sequence[NameShare], documents: Sequence[DocumentShare]) -> None:
        """Make the panel.

        Args:
            name: what the one who may be two is called in the script that is read.
            names: all names; one alone cannot be split off, and is not listed. The spellings of one are one row.
            documents: all documents with mentions; the same.
        """
        super().__init__()
        self._shown_name = name
        self._names = several if len(several := _together(names)) > 1 else []
        self._documents = documents if len(documents) > 1 else ()
        self._ticked: set[Share] = set()
        shares: tuple[Share, ...] = (*self._names, *self._documents)
        self._cells_count = max((len(str(share.mentions)) for share in shares), default=1)
        self._cells_kind = max(width(_kind(share)) for share in shares) if shares else 0

    def all_items(self) -> Sequence[Share]:
        """Return the names and the documents."""
        return (*self._names, *self._documents)

    def nothing(self) -> str:
        """Return the sentence for somebody with nothing to split off."""
        return _("There is one name in one document: nothing can be split off. Esc closes.")

    def title_painting(self) -> Painting:
        """Return what is asked."""
        return [(_("What of {name} belongs to somebody else?").format(name=one_line(self._shown_name)), "title")]

    def note(self) -> Painting:
        """Return how many are ticked."""
        count = len(self._ticked)
        return [(ngettext("{count} ticked", "{count} ticked", count).format(count=count), "quiet")]

    def paint(self, item: Share, cells: int) -> Painting:
        """Return one line: a mark where it is ticked, what it is, how many mentions it has, and its name or title."""
        is_name = isinstance(item, NameShare)
        text = item.name if isinstance(item, NameShare) else item.title
        left = cells - 4 - self._cells_count - 2 - self._cells_kind - 2
        kind = f"{fit(_kind(item), self._cells_kind)}  " if left >= self._cells_kind else ""
        return [
            ("[✓] " if item in self._ticked else "[ ] ", "accent"),
            (kind, "quiet"),
            (str(item.mentions).rjust(self._cells_count) + "  ", "quiet"),
            (fit(one_line(text), max(1, cells - 4 - width(kind) - self._cells_count - 2)), "person" if is_name else ""),
        ]

    def action_tick(self) -> None:
        """Tick the row under the cursor, or take the tick away, and go on to the next one."""
        self._tick()
        self.action_walk(1)

    @on(RowList.Chosen)
    def tick_clicked(self, message: RowList.Chosen) -> None:
        """Tick the row that was clicked."""
        message.prevent_default()  # in other panels a click chooses
        self._tick()

    def _tick(self) -> None:
        if (item := self.rows.item) is not None:
            self._ticked ^= {item}
            self.rows.refresh()
            self.say("")

    def action_choose(self) -> None:
        """Split off what is ticked, unless that is nothing, or leaves nothing."""
        names = tuple(share.name for share in self._names if share in self._ticked)
        documents = tuple(share.number for share in self._documents if share in self._ticked)
        if not names and not documents:
            key = COMMANDS["split.tick"].label
            tick = _("Nothing is ticked: {key} ticks a row.").format(key=key)
            self.say(tick if key else _("Nothing is ticked: click a row."))
        elif len(names) == len(self._names) > 0:
            self.say(_("With all names nobody would be left: leave one unticked."))
        elif len(documents) == len(self._documents) > 0:
            self.say(_("With all documents nobody would be left: leave one unticked."))
        else:
            self.dismiss(Split(names, documents))


def _together(names: Sequence[NameShare]) -> list[NameShare]:
    """Return names, each once, as it is spelt most: whoever takes one spelling of a name takes them all."""
    spellings: dict[str, list[NameShare]] = {}
    for one in names:
        spellings.setdefault(fold(one.name), []).append(one)
    together = (NameShare(max(of, key=_mentions).name, sum(map(_mentions, of))) for of in spellings.values())
    return sorted(together, key=_mentions, reverse=True)


def _mentions(share: Share) -> int:
    return share.mentions


def _kind(share: Share) -> str:
    return _("name") if isinstance(share, NameShare) else _("document")
