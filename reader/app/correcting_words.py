"""What the interface says where people are corrected: who somebody is, and how much a correction changes."""

from __future__ import annotations

from typing import NamedTuple

from reader.app.wording import documents, type_name
from reader.documents.sanitising import one_line
from reader.language import _, ngettext


class Extent(NamedTuple):
    """How much there is of something, or would be more."""

    mentions: int
    documents: int
    """The documents in which they are."""


def effect(more: Extent) -> str:
    """Return in words what comes of a correction that makes so many more mentions."""
    if not more.mentions:
        return _("changes no mention")
    said = ngettext("+{count} mention", "+{count} mentions", more.mentions).format(count=more.mentions)
    return _("{mentions} in {documents}").format(mentions=said, documents=documents(more.documents))


def extent(there: Extent) -> str:
    """Return in words how often something is mentioned, and in how many documents."""
    return _("{count} in {documents}").format(count=there.mentions, documents=documents(there.documents))


def kind(of_type: str, *, is_found: bool) -> str:
    """Return who or what somebody is, and whether they were found and are in no list."""
    said = one_line(type_name(of_type))
    return _("found, {type}").format(type=said) if is_found else said
