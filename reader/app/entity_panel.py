"""The card of an entity: its names, who or what it is, where it stands, who stands beside it, and what told of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.app.panel import Panel
from reader.app.wording import type_name
from reader.documents.sanitising import one_line
from reader.language import _
from reader.page.cells import fit
from reader.page.line_breaking import rows
from reader.scripts.fold import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reader.app.contexts import Contexts
    from reader.app.painting import Painting
    from reader.app.why_panel import Told
    from reader.entities.entity import Entity
    from reader.library.walk import Place, Walk

NAMES = 12
"""As many names are shown at most."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the card."""

    text: str
    place: Place | None = None
    """Where choosing it leads."""
    is_quote: bool = False
    """What stands at the place is quoted, not the text, which says of whom that tells."""


class EntityPanel(Panel[Line, "Place"]):
    """Shows an entity; choosing a document gives its first mention there."""

    def __init__(
        self,
        entity: Entity,
        description: str,
        walk: Walk,
        title: Callable[[int], str],
        name: str,
        cells: int,
        *,
        beside: str = "",
        told: Sequence[Told] = (),
        contexts: Contexts,
    ) -> None:
        """Make the card.

        Args:
            entity: whom it is about.
            description: its description in the chosen script.
            walk: its mentions.
            title: returns a document's title in the chosen script, by its number.
            name: what it is called in that script.
            cells: the width that the description and the names are broken at.
            beside: who is named in the same documents.
            told: where its names come from.
            contexts: what stands around places.
        """
        super().__init__()
        self._entity = entity
        self._shown_name = name
        counts: dict[int, int] = {}
        first: dict[int, Place] = {}
        for place in walk.places:
            counts[place.document] = counts.get(place.document, 0) + 1
            first.setdefault(place.document, place)
        names = _("names: {names}").format(names=" / ".join(entity.spellings[:NAMES]))
        self._contexts = contexts
        self._rows = [
            Line(text[row.start : row.end]) for text in (description, names) if text for row in rows(text, cells)
        ]
        self._first_document = len(self._rows)
        for document, count in counts.items():
            self._rows.append(Line(f"{count:>4}  {title(document)}", first[document]))
        beside = _("beside: {names}").format(names=beside) if beside else ""
        self._rows += [Line(beside[row.start : row.end]) for row in (rows(beside, cells) if beside else ())]
        for one in told:
            text = f"{one_line(one.name)}: {one.text}"
            self._rows.append(Line(f"{text} · {one.where}" if one.where else text, one.place))
            if one.place is not None:
                self._rows.append(Line(text, one.place, is_quote=True))

    def begin(self) -> None:
        """Start at the first document."""
        self.rows.walk_to(self._first_document)

    def title_painting(self) -> Painting:
        """Return what stands above the list."""
        name, latin = self._shown_name, self._entity.latin
        both = name if latin in (None, name) else f"{name}  {latin}"
        return [(both, "title"), (f"  {type_name(self._entity.type)}", "quiet")]

    def items_for(self, typed: str) -> Sequence[Line]:
        """Return the lines that hold what was typed."""
        wanted = fold(typed).strip()
        return [row for row in self._rows if wanted in fold(row.text)]

    def paint(self, item: Line, cells: int) -> Painting:
        """Return one line."""
        if item.is_quote and item.place is not None:
            return [("    ", ""), *self._contexts.of(item.place).quoted(cells - 4)]
        return [(fit(item.text, cells), "" if item.place is not None else "quiet")]

    def result(self, item: Line) -> Place | None:
        """Return where the line leads; nothing for a line about the entity itself."""
        return item.place
