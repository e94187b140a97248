"""What of entities a format cannot hold: told one by one, so that nothing is dropped in silence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.documents.sanitising import one_line
from reader.entities.entity import UNDETERMINED
from reader.entities.entries import minds_case
from reader.entities.lists import TAGS, Problem
from reader.language import _, ngettext
from reader.scripts.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reader.entities.entity import Entity, Name

SPREADSHEETS = frozenset(("csv", "tsv"))
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What spreadsheets take for the beginning of a formula (OWASP, CSV Injection)."""


@dataclass(frozen=True)
class Loss(Problem):
    """What is not in a file that was written, or not as it was; it is told apart by the name that it is about."""

    name: str = ""

    def __str__(self) -> str:
        told = Problem.__str__(self)
        return f"{told}: {one_line(self.name)}" if self.name else told


class Losses:
    """Collects what a format cannot hold while entities are written in it."""

    def __init__(self, format_name: str, *, holds_short: bool = False, holds_shown: bool = True) -> None:
        """Begin with a format.

        Args:
            format_name: its name.
            holds_short: whether it tells short forms from other names.
            holds_shown: whether the names to show are written whatever holds of them.
        """
        self._format = format_name
        self._holds_short = holds_short
        self._holds_shown = holds_shown
        self.problems: list[Problem] = []

    def tell(self, entity: Entity, field: str, message: str, name: str = "") -> None:
        """Note that something of an entity is not in the file, or not as it was.

        Args:
            entity: the entity.
            field: what of it that is.
            message: why; messages that are the same are summed up where there are many.
            name: which of its names it is about.
        """
        self.problems.append(Loss(self._format, entity.id, field, message, name))

    def names_of(self, entity: Entity) -> Iterator[tuple[Name, str, str]]:
        """Yield the names that can be written as name, tag and text, those to show first, each text under a tag once.

        A name that counts only under conditions would count everywhere without them, and is left out.
        """
        looked_for = {fold(text) for text in entity.spellings}
        shown = {fold(text) for text in entity.canonical.values()}
        for text in entity.canonical.values():
            if fold(text) not in looked_for and self._holds_shown:
                self.tell(entity, "off", _("it is shown but not looked for"), text)
        if self._format in SPREADSHEETS:
            for text in dict.fromkeys((*entity.canonical.values(), *entity.spellings, entity.description)):
                if text.startswith(FORMULA):
                    self.tell(entity, "", _("a spreadsheet takes it for a formula; import it there as text"), text)
        for name in entity.names:
            conditions = {
                "with": name.together_with,
                "only_in": name.only_in,
                "not_in": name.not_in,
                "documents": name.documents,
                "short": name.short and not self._holds_short,
            }
            lost = [key for key, value in conditions.items() if value]
            if lost:
                text = next(iter(name.spellings.values()))
                if self._holds_shown and fold(text) in shown:
                    message = _("it counts under a condition that the format does not hold, but is the name to show")
                else:
                    message = _("left out, as it counts under a condition that the format does not hold")
                self.tell(entity, ", ".join(lost), message, text)
                continue
            if name.case != all(map(minds_case, name.spellings.values())):
                text = next(iter(name.spellings.values()))
                self.tell(entity, "case", _("whether upper and lower case matter is not held"), text)
            for tag in (*TAGS, UNDETERMINED):
                if tag in name.spellings:
                    yield name, tag, name.spellings[tag]

    def others_of(self, entity: Entity) -> Iterator[tuple[Name, str, str]]:
        """Yield the names beside those to show, as `names_of` does."""
        shown = {fold(text) for text in entity.canonical.values()}
        shown_as = set(entity.canonical.items())
        for name, tag, text in self.names_of(entity):
            if fold(text) not in shown or not (tag == UNDETERMINED or (tag, text) in shown_as):
                yield name, tag, text

    def tell_counts(self, fields: Mapping[str, int]) -> None:
        """Note which fields the format has no place for, and of how many entities."""
        for field, count in fields.items():
            text = ngettext("not held, of {count} entity", "not held, of {count} entities", count)
            self.problems.append(Problem(self._format, "", field, text.format(count=count)))
