"""The panel to choose the encoding that a document is read in: each with a line of it as it would read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.app.panel import Panel
from reader.app.wording import broken, encoding_sign
from reader.documents.decoding import REPLACED
from reader.documents.encodings import UnknownEncodingError, named
from reader.language import _
from reader.page.cells import fit, width
from reader.scripts.fold import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.app.painting import Painting
    from reader.documents.previews import Preview

GAP = 2
"""Cells between columns."""
SPARSE = 0.2
"""The share of broken places from which on a preview is nothing to look at."""
FEW = 10
"""Code points that are shown of such a one."""
NAME_SHARE = 3
"""The part of a row that the name of an encoding takes at most: a third."""


@dataclass(frozen=True, slots=True)
class EncodingChoice:
    """The encoding to read a document in."""

    encoding: str | None
    """What people call it; None to find it out."""


@dataclass(frozen=True, slots=True)
class InForce:
    """How a document is read now."""

    encoding: str
    """What people call its encoding; empty where its format leaves no choice, or nothing can be told."""
    replaced: int
    """How many places of it are broken."""
    ordered: str | None
    """The encoding that it is read in by order; None where it was found out."""
    found: str
    """What the encoding is found to be; empty where that cannot be told."""
    for_all: bool
    """Whether the order is one for all documents."""


class EncodingPanel(Panel[EncodingChoice, EncodingChoice]):
    """Lists what is found out, and every encoding."""

    DEFAULT_CSS = "EncodingPanel > Vertical { height: 16; }"

    def __init__(self, now: InForce, previews: Sequence[Preview]) -> None:
        """Make the panel.

        Args:
            now: how the document is read now.
            previews: what it reads as in each encoding; none where there is no choice.
        """
        super().__init__()
        self._now = now
        self._previews = {preview.encoding: preview for preview in previews}

    def begin(self) -> None:
        """Start at what is in force."""
        in_force = (number for number, row in enumerate(self.rows.items) if self._holds(row))
        self.rows.walk_to(next(in_force, 0))

    def title_painting(self) -> Painting:
        """Return what stands above the list."""
        now = encoding_sign(self._now.encoding, self._now.replaced)
        told = [now, *([_("for all documents")] if self._now.for_all else [])]
        return [(_("Encoding"), "title"), (f"  {' · '.join(filter(None, told))}", "quiet")]

    def nothing(self) -> str:
        """Return the sentence for an empty list."""
        if not self._previews:
            return _("Documents of this format tell their encoding themselves: there is none to choose.")
        return super().nothing()

    def items_for(self, typed: str) -> Sequence[EncodingChoice]:
        """Return the encodings that are called so, by any name."""
        wanted = fold(typed).strip()
        rows = [EncodingChoice(None), *map(EncodingChoice, self._previews)] if self._previews else []
        return [row for row in rows if wanted in fold(self._said(row)) or self._label(row) == _called(wanted)]

    def paint(self, item: EncodingChoice, cells: int) -> Painting:
        """Return one line: a mark where it holds, the encoding, and what the document reads as in it."""
        preview = self._previews.get(self._label(item))
        text = preview.text if preview is not None else ""
        is_nonsense = text.count(REPLACED) > SPARSE * len(text)
        wrong = broken(preview.broken) if preview is not None and preview.broken else ""
        names = max(map(width, map(self._said, (EncodingChoice(None), *map(EncodingChoice, self._previews)))))
        names = min(names, cells // NAME_SHARE)
        room = max(0, cells - names - GAP - (width(wrong) + GAP if wrong else 0) - GAP)
        return [
            ("✓ " if self._holds(item) else "  ", "accent"),
            (fit(self._said(item), names), "title" if item.encoding is None else ""),
            (" " * GAP, ""),
            (fit(text[:FEW] if is_nonsense else text, room), "quiet" if is_nonsense else ""),
            (f"{' ' * GAP}{wrong}" if wrong else "", "quiet"),
        ]

    def result(self, item: EncodingChoice) -> EncodingChoice:
        """Return the encoding."""
        return item

    def _label(self, row: EncodingChoice) -> str:
        return row.encoding if row.encoding is not None else self._now.found

    def _said(self, row: EncodingChoice) -> str:
        if row.encoding is not None:
            return row.encoding
        found = self._now.found
        return _("found out: {encoding}").format(encoding=found) if found else _("found out")

    def _holds(self, row: EncodingChoice) -> bool:
        return row.encoding == self._now.ordered


def _called(name: str) -> str | None:
    """Return the encoding that has a name."""
    try:
        return named(name).label
    except UnknownEncodingError:
        return None
