"""The panels that tell why a place is a mention, or of whom: what told of the name, and what else could be meant."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reader.app.panel import Panel
from reader.app.wording import file_name, nothing_decides
from reader.documents.sanitising import one_line
from reader.entities.discovery.findings import Rule
from reader.entities.suggestions import Reason as Likeness
from reader.language import _
from reader.library.explaining import Reason
from reader.library.walk import Place
from reader.page.cells import fit, width
from reader.scripts.fold import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from reader.app.painting import Painting
    from reader.entities.entity import Entity
    from reader.entities.suggestions import Suggestion
    from reader.library.explaining import Claim, Source, Why
    from reader.library.library import Library

NAME = 24
"""Cells of the name at the head of a row, at most."""


@dataclass(frozen=True, slots=True)
class Told:
    """One row: what is told of a name, and where in the library that stands."""

    name: str
    text: str
    where: str = ""
    place: Place | None = None


class TellingPanel(Panel[Told, Place]):
    """Lists what is told of names; choosing what told of one gives the place where it stands."""

    def __init__(self, rows: Iterable[Told]) -> None:
        super().__init__()
        self._rows = list(rows)

    def items_for(self, typed: str) -> Sequence[Told]:
        """Return the rows that hold what was typed."""
        wanted = fold(typed).strip()
        return [row for row in self._rows if wanted in fold(f"{row.name} {row.text} {row.where}")]

    def paint(self, item: Told, cells: int) -> Painting:
        """Return one row."""
        room = min(NAME, cells // 3)
        left = cells - room - 1
        where = fit(item.where, max(0, min(width(item.where), left - width(item.text) - 2)))
        return [(fit(one_line(item.name), room), "title"), (" ", ""), (item.text, ""), (f"  {where}", "quiet")]

    def result(self, item: Told) -> Place | None:
        """Return where that stands; nothing where it stands in no document."""
        return item.place


class WhyPanel(TellingPanel):
    """Tells why a place is a mention."""

    def __init__(
        self, library: Library, why: Why, title: Callable[[int], str], name_of: Callable[[Entity], str]
    ) -> None:
        """Make the panel.

        Args:
            library: the library.
            why: what is told.
            title: returns a document's title in the chosen script, by its number.
            name_of: returns what an entity is called in that script.
        """
        super().__init__(_rows(library, why, title, name_of))
        self._why = why
        self._name_of = name_of

    def title_painting(self) -> Painting:
        """Return what stands there, and whom it means."""
        known = _("found, on no list") if self._why.is_found else _("known")
        name = self._name_of(self._why.entity)
        return [(one_line(self._why.text), "title"), (f"  {name}  ", ""), (known, "quiet")]

    def invitation(self) -> str:
        """Return what stands in the empty line for typing."""
        return _("why this is a mention; Enter goes to what told of the name")


class UnclearPanel(TellingPanel):
    """Tells whom a place may mean, where nothing decides between several."""

    def __init__(
        self, library: Library, text: str, claims: Sequence[tuple[str, Claim]], title: Callable[[int], str]
    ) -> None:
        """Make the panel.

        Args:
            library: the library.
            text: what stands at the place.
            claims: whom it may mean, and what each of them is called, so that they can be told apart.
            title: returns a document's title in the chosen script, by its number.
        """
        super().__init__(
            replace(row, name=name)
            for name, claim in claims
            for source in claim.sources
            for row in told_of(library, source, title)
        )
        self._text = text
        self._names = [name for name, _claim in claims]

    def title_painting(self) -> Painting:
        """Return what stands there, and whom it may mean."""
        may_mean = _("may mean {names}").format(names=" / ".join(self._names))
        return [(one_line(self._text), "title"), (f"  {may_mean}", "")]

    def invitation(self) -> str:
        """Return what stands in the empty line for typing."""
        return nothing_decides()


def _rows(library: Library, why: Why, title: Callable[[int], str], name_of: Callable[[Entity], str]) -> Iterator[Told]:
    if not why.sources:
        yield Told(why.text, _("the reader has decided so"))
    for source in why.sources:
        yield from told_of(library, source, title)
    for other in why.suppressed:
        meaning = _("not {name}: {reason}").format(name=name_of(other.entity), reason=reason_name(other.reason))
        yield Told(other.text, meaning)
    for one in why.suggestions:
        other_id = next(entity for entity in one.entities if entity != why.entity.id)
        yield Told(
            name_of(library.entity(other_id)), _("may be the same: {reason}").format(reason=suggestion_reason(one))
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


def rule_name(rule: Rule) -> str:
    """Return what told of a name, in a few words."""
    return {
        Rule.GLOSS: _("the other script in brackets"),
        Rule.SPEAKER: _("label of a speaker"),
        Rule.BYLINE: _("byline"),
        Rule.DOTTED: _("sounds joined by a dot"),
        Rule.LATIN: _("Latin name among people"),
        Rule.SURNAME: _("surname among people"),
        Rule.SHORT: _("part of a full name"),
        Rule.VARIANT: _("a full name but for one character"),
        Rule.SOUNDS: _("characters for sounds, among people"),
        Rule.MODEL: _("language model"),
        Rule.HINT: _("sounds like somebody"),
    }[rule]


def suggestion_reason(suggestion: Suggestion) -> str:
    """Return what suggests that two are the same, in a few words."""
    one, other = map(one_line, suggestion.names)
    return {
        Likeness.GLOSS: _("{one} stands in brackets behind {other}"),
        Likeness.SAME_LATIN_NAME: _("the same Latin name: {other}"),
        Likeness.SAME_CHINESE_NAME: _("the same Chinese name: {other}"),
        Likeness.SPELLING: _("spelt almost alike: {one}, {other}"),
        Likeness.SURNAME: _("{one} is the surname of {other}"),
        Likeness.TRANSLITERATION: _("{one} sounds like {other}"),
        Likeness.GIVEN_NAME: _("{one} is the given name of {other}"),
    }[suggestion.reason].format(one=one, other=other)


def reason_name(reason: Reason) -> str:
    """Return why a name is not what is meant somewhere, in a few words."""
    return {
        Reason.INSIDE: _("part of the longer name"),
        Reason.ACROSS: _("the other name comes first or is longer"),
        Reason.SHORT: _("short form, and no full name stands here"),
        Reason.ELSEWHERE: _("found in other documents, counts only there"),
        Reason.ALONE: _("counts only beside others, who are not named here"),
        Reason.LESS_NEAR: _("a nearer list or another name here speaks for the other"),
        Reason.DECIDED: _("decided otherwise by the reader"),
    }[reason]
