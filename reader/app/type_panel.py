"""The panel to say who or what something is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.app.panel import Panel
from reader.app.wording import type_name
from reader.documents.sanitising import one_line
from reader.entities.entries import TYPE
from reader.language import _
from reader.page.cells import fit, width
from reader.scripts.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reader.app.painting import Painting

TYPES = ("person", "organization", "product", "benchmark", "place", "work", "term")
"""The types that are always offered."""


class TypePanel(Panel[str, str]):
    """Lists types; choosing one gives it, and typing another one offers it."""

    DEFAULT_CSS = """
    TypePanel {
        align: center bottom;
        background: $background 0%;
        & > Vertical { width: 60; max-width: 100%; height: 12; }
    }
    """

    def __init__(self, name: str, now: str, own: Iterable[str] = ()) -> None:
        """Make the panel.

        Args:
            name: what the entity is called in the script that is read.
            now: the type that it has.
            own: other types in the reader's lists.
        """
        super().__init__()
        self._shown_name = name
        self._now = now
        self._types = tuple(dict.fromkeys((*TYPES, *sorted({*own, now}))))

    def begin(self) -> None:
        """Start at the type it has."""
        self.rows.walk_to(self._types.index(self._now))

    def title_painting(self) -> Painting:
        """Return what is asked."""
        return [(_("Who or what is {name}?").format(name=one_line(self._shown_name)), "title")]

    def invitation(self) -> str:
        """Return what stands in the empty line for typing."""
        return _("type to filter, or a type of your own")

    def nothing(self) -> str:
        """Return the sentence for what is no type."""
        return _("A type is a word in small letters from a to z; - and _ may stand in it.")

    def items_for(self, typed: str) -> Sequence[str]:
        """Return the types whose words hold what was typed, and that itself if it can be one."""
        wanted, own = fold(typed).strip(), typed.strip()
        found = [one for one in self._types if wanted in fold(f"{one} {type_name(one)}")]
        return [*found, own] if TYPE.fullmatch(own) and own not in self._types else found

    def paint(self, item: str, cells: int) -> Painting:
        """Return one line: a mark where it holds, what it is called, and the type as it is written."""
        name, written = one_line(type_name(item)), one_line(item)
        note = _("new type") if item not in self._types else "" if written == name else written
        mark = ("✓ " if item == self._now else "  ", "accent")
        return [mark, (fit(name, min(width(name), max(1, cells - 2))), ""), (f"  {note}", "quiet")]

    def result(self, item: str) -> str:
        """Return the type."""
        return item
