"""The panels that tell why a place is a mention, or of whom: what told of the name, and what else could be meant."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import TYPE_CHECKING, ClassVar

from textual.containers import Vertical

from reader.app.bars import Bar, KeyLine
from reader.app.keys import COMMANDS, PANEL, TELLING, Command, bindings, chosen
from reader.app.lettered_panel import LetteredPanel
from reader.app.painting import Painted, Painting
from reader.app.wording import file_name, name_as_read, nothing_decides
from reader.documents.sanitising import one_line
from reader.language import N_, _
from reader.library.reasons import reason_name, rule_name, suggestion_reason
from reader.library.walk import Place
from reader.page.cells import fit, width
from reader.page.line_breaking import rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.strip import Strip

    from reader.app.contexts import Contexts
    from reader.entities.entity import Entity
    from reader.library.explaining import Claim, Source, Why
    from reader.library.library import Library

NAME = 24
"""Cells of the name at the head of a row, at most."""
WHOLE = 4
"""Lines in which the row under the cursor stands whole."""
AROUND = WHOLE + 4
"""Lines of a panel around its rows: its frame, its heading, the row under the cursor, and its keys."""
FEWEST = 3
"""Rows for which there is room also in a low terminal."""


@dataclass(frozen=True, slots=True)
class Told:
    """One row: what is told of a name, and where in the library that stands."""

    name: str
    text: str
    where: str = ""
    place: Place | None = None


class Asked(Enum):
    """What else than a place a panel gives."""

    CORRECTION = auto()
    """Whom the place means is to be corrected."""


class Broken(Painted):
    """Texts below one another, each broken into lines."""

    DEFAULT_CSS = f"Broken {{ height: {WHOLE}; width: 1fr; padding: 0 1; }}"

    def __init__(self) -> None:
        super().__init__()
        self._paintings: tuple[Painting, ...] = ()

    def show(self, *paintings: Painting) -> None:
        """Show other texts."""
        self._paintings = paintings
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Return one line."""
        cells = self.size.width
        lines = [line for painting in self._paintings for line in _lines(painting, max(1, cells))]
        return self.strip(lines[y] if y < len(lines) else [], cells)


def _lines(painting: Painting, cells: int) -> Iterator[Painting]:
    """Yield the lines of a painting, broken to as many cells."""
    text = "".join(part for part, _style in painting)
    yield from (_sliced(painting, row.start, row.end) for row in (rows(text, cells) if text else ()))


def _sliced(painting: Painting, start: int, end: int) -> Painting:
    """Return a stretch of a painting, by offsets in its text."""
    sliced, at = [], 0
    for part, style in painting:
        sliced.append((part[max(0, start - at) : max(0, end - at)], style))
        at += len(part)
    return sliced


class TellingPanel(LetteredPanel[Told, "Place | Asked"]):
    """Lists what is told of names, each where it stands in the text; choosing a row gives that place."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(TELLING)]
    KEYS: ClassVar[tuple[Command, ...]] = (
        replace(COMMANDS["panel.choose"], short=N_("passage")),
        *TELLING,
        *chosen(PANEL, "panel.close"),
    )
    DEFAULT_CSS = """
    TellingPanel {
        & > Vertical { height: auto; min-height: 0; }
        & RowList { height: auto; }
        &.-short > Vertical { height: auto; }
    }
    """

    def __init__(self, told: Iterable[Told], contexts: Contexts) -> None:
        """Make the panel.

        Args:
            told: the rows.
            contexts: what stands around the places.
        """
        super().__init__()
        self._told = list(told)
        self._contexts = contexts
        self._cells_name = max((width(one_line(row.name)) for row in self._told), default=0)
        self._whole = Broken()

    def compose(self) -> ComposeResult:
        """Lay the panel out, with the row under the cursor whole below the list."""
        with Vertical():
            yield self.heading
            if hint := self.hint():
                yield (bar := Bar())
                bar.show([(hint, "quiet")], [])
            yield self.rows
            yield self._whole
            yield KeyLine(self.KEYS)

    def on_resize(self) -> None:
        """Leave the upper half of the screen to the page."""
        super().on_resize()
        self.rows.styles.max_height = self._most_rows(self.size.height)

    def _most_rows(self, height: int) -> int:
        return max(FEWEST, height // 2 - self._around)

    @property
    def _around(self) -> int:
        return AROUND + bool(self.hint())

    def lines(self, height: int) -> int:
        """Return how many lines the panel takes at the bottom of a screen of as many lines."""
        return self._around + min(len(self._told), self._most_rows(height))

    def hint(self) -> str:
        """Return what is to be said above the list; empty for nothing."""
        return ""

    def all_items(self) -> Sequence[Told]:
        """Return the rows."""
        return self._told

    def paint(self, item: Told, cells: int) -> Painting:
        """Return one row."""
        room = min(NAME, self._cells_name, cells // 3)
        text = one_line(item.text)
        taken = min(width(text), cells - room - 2)
        left = cells - room - 2 - taken - 2
        beside = self._quoted(item, left) if item.place is not None else [(fit(item.where, max(0, left)), "quiet")]
        return [(fit(one_line(item.name), room), "title"), ("  ", ""), (fit(text, taken), ""), ("  ", ""), *beside]

    def _quoted(self, item: Told, cells: int) -> Painting:
        """Return what stands where a row tells of, as much of it as fits."""
        return self._contexts.of(item.place).quoted(cells) if item.place is not None and cells > 0 else []

    def on_row_list_walked(self) -> None:
        """Show the row under the cursor whole."""
        item = self.rows.item
        if item is None:
            return
        told = " · ".join(filter(None, (one_line(item.text), one_line(item.where))))
        cells = max(1, self._whole.size.width)
        room = (WHOLE - len(rows(told, cells))) * cells - 2 * WHOLE  # a line may end before its last cells
        self._whole.show([(told, "quiet")], self._quoted(item, room))

    def result(self, item: Told) -> Place | None:
        """Return where that stands; nothing where it stands in no document."""
        return item.place

    def action_choose(self) -> None:
        """Give the place of the row under the cursor; say so where it has none."""
        if self.rows.item is not None and self.rows.item.place is None:
            self.say(_("There is no single passage that tells of it."))
        else:
            super().action_choose()

    def action_correct(self) -> None:
        """Say whom the place means."""
        self.dismiss(Asked.CORRECTION)


class WhyPanel(TellingPanel):
    """Tells why a place is a mention."""

    def __init__(
        self,
        library: Library,
        why: Why,
        title: Callable[[int], str],
        name_of: Callable[[Entity], str],
        contexts: Contexts,
    ) -> None:
        """Make the panel.

        Args:
            library: the library.
            why: what is told.
            title: returns a document's title in the chosen script, by its number.
            name_of: returns what an entity is called in that script.
            contexts: what stands around places.
        """
        super().__init__(_told(library, why, title, name_of), contexts)
        self._why = why
        self._name_of = name_of

    def title_painting(self) -> Painting:
        """Return what stands there, and whom it means."""
        known = _("found, on no list") if self._why.is_found else _("known")
        name = self._name_of(self._why.entity)
        return [(one_line(self._why.text), "title"), (f"  {name}  ", ""), (known, "quiet")]


class UnclearPanel(TellingPanel):
    """Tells whom a place may mean, where nothing decides between several."""

    def __init__(
        self,
        library: Library,
        text: str,
        claims: Sequence[tuple[str, Claim]],
        title: Callable[[int], str],
        contexts: Contexts,
    ) -> None:
        """Make the panel.

        Args:
            library: the library.
            text: what stands at the place.
            claims: whom it may mean, and what each of them is called, so that they can be told apart.
            title: returns a document's title in the chosen script, by its number.
            contexts: what stands around places.
        """
        told = (
            replace(row, name=name)
            for name, claim in claims
            for source in claim.sources
            for row in told_of(library, source, title)
        )
        super().__init__(told, contexts)
        self._text = text
        self._names = [name for name, _claim in claims]

    def title_painting(self) -> Painting:
        """Return what stands there, and whom it may mean."""
        may_mean = _("may mean {names}").format(names=" / ".join(self._names))
        return [(one_line(self._text), "title"), (f"  {may_mean}", "")]

    def hint(self) -> str:
        """Return that the reader decides."""
        return nothing_decides()


def _told(library: Library, why: Why, title: Callable[[int], str], name_of: Callable[[Entity], str]) -> Iterator[Told]:
    if not why.sources:
        yield Told(why.text, _("the reader has decided so"))
    for source in why.sources:
        yield from told_of(library, source, title)
    for other in why.suppressed:
        meaning = _("not {name}: {reason}").format(name=name_of(other.entity), reason=reason_name(other.reason))
        yield Told(other.text, meaning)
    for one in why.suggestions:
        other_id = next(entity for entity in one.entities if entity != why.entity.id)
        names = name_as_read(one.names[0], name_of), name_as_read(one.names[1], name_of)
        yield Told(
            name_of(library.entity(other_id)),
            _("may be the same: {reason}").format(reason=suggestion_reason(replace(one, names=names))),
        )


def told_of(library: Library, source: Source, title: Callable[[int], str]) -> Iterator[Told]:
    """Yield the rows that tell where a name comes from."""
    if source.file is not None:
        yield Told(source.name, _("on a list"), file_name(source.file))
    numbers = library.numbers_by_digest()
    for one in source.evidence:
        number = numbers.get(one.document)
        place = Place(number, one.span.start, one.span.end) if number is not None else None
        where = one_line(title(number)) if number is not None else ""
        yield Told(source.name, f"{rule_name(one.rule)} ({one.score:.0%})", where, place)
