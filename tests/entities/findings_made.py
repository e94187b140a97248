"""What discovery might find, made from names, for tests of what is done with it."""

from __future__ import annotations

from reader.documents.paragraphs import Span
from reader.entities.discovery.findings import FoundName, FoundPerson, Rule
from reader.entities.name_parts import Form, parts_of


def name(text: str, rule: Rule = Rule.GLOSS, *, short: bool = False, strong: bool | None = None) -> FoundName:
    """Return a found name; strong are full names in Latin letters and those with a dot, unless asked otherwise."""
    if strong is None:
        parts = parts_of(text)
        strong = parts.is_full and parts.form is not Form.CHINESE and not short and rule is not Rule.HINT
    return FoundName(text, rule, Span(0, len(text)), 0.9, short, strong)


def somebody(*names: str | FoundName) -> FoundPerson:
    """Return a found person; what is given as text is a full name."""
    return FoundPerson(tuple(name(one) if isinstance(one, str) else one for one in names))


def short(text: str) -> FoundName:
    """Return a short form that stands beside its full name."""
    return name(text, Rule.SHORT, short=True)


def hint(text: str) -> FoundPerson:
    """Return what may be somebody's name."""
    return somebody(name(text, Rule.HINT))
