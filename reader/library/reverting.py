"""Taking back what was done to a table after somebody else has changed it: their changes stay."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reader.library.entity_file import TableChange
    from reader.library.toml_tables import Fields


class MeanwhileError(Exception):
    """Somebody else has changed the very thing."""


def applied(now: Fields | None, change: TableChange) -> Fields | None:
    """Return what a table is to say after a change that was made for another state of it.

    Args:
        now: what the table says; None where there is none.
        change: the change.

    Raises:
        MeanwhileError: the table says something else where the change would change it.
    """
    if now in (change.before, change.after):
        return change.after
    if now is None or change.before is None or change.after is None:
        raise MeanwhileError
    return _fields(now, change.before, change.after)


def _fields(now: Mapping[str, Any], before: Mapping[str, Any], after: Mapping[str, Any]) -> Fields:
    made = dict(now)
    for key in (*before, *(key for key in after if key not in before)):
        value = _value(now.get(key), before.get(key), after.get(key))
        if value is None:
            made.pop(key, None)
        elif value != now.get(key):
            made[key] = value
    return made


def _value(now: object, before: object, after: object) -> object | None:
    """Return what a field is to say; None where there is to be none."""
    if before == after or now == after:
        return now
    if now == before:
        return after
    # What is not there lists nothing.
    lists = [[] if value is None else value for value in (now, before, after)]
    if all(isinstance(value, list) for value in lists):
        return _list(*lists) or None  # type: ignore[arg-type]
    if isinstance(now, dict) and isinstance(before, dict) and isinstance(after, dict):
        return _fields(now, before, after) or None
    raise MeanwhileError


def _list(now: list[Any], before: list[Any], after: list[Any]) -> list[Any]:
    left = [member for member in now if member in after or member not in before]
    return [*left, *(member for member in after if member not in before and member not in left)]
