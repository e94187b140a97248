"""One entity list by itself: what its TOML states, whatever other lists there are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.documents import toml
from reader.entities.entries import Entry, WrongFieldError, entry_of

if TYPE_CHECKING:
    from collections.abc import Sequence

ENTITY, DISTINCT, MENTION = "entity", "distinct", "mention"
LIST_KEYS = (ENTITY, DISTINCT, MENTION)


@dataclass(frozen=True, slots=True)
class ParsedList:
    """What a list states.

    What is wrong is kept as it stands there: to say why is cheap, it depends on the language of the interface, and
    there is little of it.
    """

    unknown: tuple[str, ...]
    """The keys beside those of `LIST_KEYS`."""
    entries: Sequence[Entry | object] | None
    """What `[[entity]]` tables state; the tables themselves where they are wrong. None where there is no array."""
    distinct: object
    """The `[[distinct]]` tables as they are."""
    mentions: object
    """The `[[mention]]` tables as they are."""


class _Everybody:
    """The ids of all entities that any other list may give."""

    def __contains__(self, own: object) -> bool:
        return True


def parsed(content: bytes, layer: int) -> ParsedList:
    """Return what the bytes of a list state.

    Args:
        content: TOML in UTF-8, a byte order mark may be in front.
        layer: which of all lists it is, the lowest first.

    Raises:
        ValueError: it is no TOML.
        RecursionError: it is nested too deep.
    """
    stated = toml.parsed(content.decode("utf-8-sig"))
    tables = stated.get(ENTITY, [])
    return ParsedList(
        tuple(key for key in stated if key not in LIST_KEYS),
        [_entry(table, layer) for table in tables] if isinstance(tables, list) else None,
        stated.get(DISTINCT, []),
        stated.get(MENTION, []),
    )


def _entry(table: object, layer: int) -> Entry | object:
    try:
        return entry_of(table, layer, _Everybody())
    except WrongFieldError:
        return table
