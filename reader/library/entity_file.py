"""The reader's own entity list as the app changes it: tables known by what they are about, and single names in them."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reader.documents.naming import STANDARD_INPUT
from reader.entities.decisions import key_of
from reader.entities.entity import UNDETERMINED
from reader.entities.entries import TAGS, minds_case
from reader.entities.lists import DISTINCT, ENTITY, LIST_KEYS, MENTION
from reader.language import _
from reader.library.toml_tables import Fields, Table, TomlTables, UnchangeableError
from reader.scripts.fold import fold

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from reader.entities.entity import Name

Key = tuple[str, ...]
"""What a table is about: its kind; then the id of an entity, those of who are distinct, or a text and its place."""
MEMBERS = ("aliases", "short")
"""The fields with names that are lists."""


@dataclass(frozen=True, slots=True)
class TableChange:
    """What has become of a table."""

    kind: str
    before: Fields | None
    """What it said; None where there was none."""
    after: Fields | None

    @property
    def reverse(self) -> TableChange:
        """What takes it back."""
        return TableChange(self.kind, self.after, self.before)


class EntityFile:
    """An entity list, table by table."""

    def __init__(self, data: bytes | None) -> None:
        """Read a list.

        Args:
            data: what its file holds; None where there is none.

        Raises:
            UnchangeableError: it cannot be changed by the app.
        """
        comment = _("What I have said of names; this file may be changed by hand as well.")
        self._tables = TomlTables(data, LIST_KEYS, comment)
        self._by_key: dict[Key, Table] = {}
        for table in self._tables.tables:
            key = key_in(table.kind, table.fields)
            if table.kind == MENTION or key not in self._by_key:  # of a text the last word counts
                self._by_key[key] = table
        self._changes: dict[Key, TableChange] = {}

    @property
    def data(self) -> bytes | None:
        """What the file is to hold; None for no file."""
        return self._tables.data

    @property
    def changes(self) -> tuple[TableChange, ...]:
        """What has become of tables since the list was read, or settled."""
        return tuple(change for change in self._changes.values() if change.before != change.after)

    def settle(self) -> None:
        """Take the list as it is now for the one that was read."""
        self._changes.clear()

    def fields(self, key: Key) -> Fields | None:
        """Return what the table says that is about something; None where there is none. It may be changed."""
        table = self._by_key.get(key)
        return deepcopy(table.fields) if table is not None else None

    def all(self, kind: str) -> list[Mapping[str, Any]]:
        """Return what all tables of a kind say."""
        return [table.fields for table in self._by_key.values() if table.kind == kind]

    def put(self, key: Key, fields: Fields | None, comment: str = "") -> None:
        """Have the table say something that is about it: a new one, that there is, or none.

        Args:
            key: what the table is about.
            fields: what it is to say; None for no table.
            comment: what stands beside the head of a new one for people.
        """
        table = self._by_key.get(key)
        before = table.fields if table is not None else None
        if fields == before:
            return
        first = self._changes[key].before if key in self._changes else before
        self._changes[key] = TableChange(key[0], first, deepcopy(fields))
        if table is None:
            self._by_key[key] = self._tables.add(key[0], fields or {}, comment)
            return
        self._tables.change(table, fields)
        if fields is None:
            others = [one for one in self._tables.tables if key_in(one.kind, one.fields) == key]
            del self._by_key[key]
            if others:
                self._by_key[key] = others[-1 if key[0] == MENTION else 0]


def entity_key(own: str) -> Key:
    """Return what the table of an entity is known by."""
    return ENTITY, own


def key_in(kind: str, fields: Mapping[str, Any]) -> Key:
    """Return what a table is about."""
    if kind == ENTITY:
        return ENTITY, str(fields.get("id", ""))
    if kind == DISTINCT:
        ids = fields.get("entities")
        return DISTINCT, *sorted(set(map(str, ids if isinstance(ids, list) else ())))
    document = fields.get("document")
    start = fields.get("start", "")
    known_by = "digest" if document in (None, STANDARD_INPUT) else "document"
    return MENTION, key_of(str(fields.get("text", ""))), known_by, str(fields.get(known_by, "")), str(start)


# Names in the table of an entity


def states(fields: Mapping[str, Any], folded: str) -> bool:
    """Return whether a table gives a name, under the fold."""
    given = {one for field in MEMBERS for member in listed(fields, field) for one in _folds(member)}
    return folded in given.union(map(fold, canonical(fields).values()))


def with_name(fields: Fields, text: str, tag: str | None, *, short: bool) -> Fields:
    """Return a table with one name more; nothing is said of another place or condition of that name any longer.

    Args:
        fields: the table.
        text: the name.
        tag: which script it is the form of; None where that is not recorded.
        short: it counts only where a full name stands.

    Raises:
        UnchangeableError: a field is no list.
    """
    fields = _without_members(fields, fold(text))
    off = [one for one in listed(fields, "off") if fold(str(one)) != fold(text)]
    _set(fields, "off", off)
    if not short and fold(text) in map(fold, canonical(fields).values()):
        return fields
    member: object = {tag: text} if tag in TAGS else text
    field = "short" if short else "aliases"
    return {**fields, field: [*listed(fields, field), member]}


def without_name(fields: Fields, folded: str) -> Fields:
    """Return a table without a name; the last one to show stays to be shown, but is no longer looked for.

    Raises:
        UnchangeableError: a field is no list.
    """
    fields = _without_members(fields, folded)
    shown = canonical(fields)
    left = {tag: text for tag, text in shown.items() if fold(text) != folded}
    if left == shown:
        return fields
    if left:
        return {**fields, "names": left}
    for text in shown.values():
        fields = turned_off(fields, text)
    return fields


def turned_off(fields: Fields, text: str) -> Fields:
    """Return a table that says of a name which the lists below give that it no longer counts.

    Raises:
        UnchangeableError: a field is no list.
    """
    off = listed(fields, "off")
    return fields if fold(text) in map(fold, map(str, off)) else {**fields, "off": [*off, text]}


def table_of(of_type: str, names: Collection[Name], shown: Mapping[str, str]) -> Fields:
    """Return what the table of a new entity says, but for its id.

    Args:
        of_type: its type.
        names: its names with their conditions.
        shown: the names to show, by tag; those that are not among its names are only shown.
    """
    given = {one: name for name in names for one in map(fold, name.spellings.values())}
    free = {
        fold(text)
        for text in shown.values()
        if fold(text) in given and not given[fold(text)].short and _is_plain(given[fold(text)])
    }
    fields: Fields = {"type": of_type, "names": dict(shown)}
    for field, is_short in (("aliases", False), ("short", True)):
        listed_here = (name for name in names if name.short is is_short)
        _set(fields, field, [member_of(name) for name in listed_here if not free.issuperset(_folds_of(name))])
    _set(fields, "off", [text for text in dict.fromkeys(shown.values()) if fold(text) not in given])
    return fields


def member_of(name: Name) -> str | Fields:
    """Return how a list of names gives a name."""
    spellings = {tag: name.spellings[tag] for tag in TAGS if tag in name.spellings}
    member: Fields = {"text": name.spellings[UNDETERMINED]} if UNDETERMINED in name.spellings else {}
    member |= spellings
    has_cases = any(text.lower() != text.upper() for text in name.spellings.values())
    if has_cases and name.case != all(map(minds_case, name.spellings.values())):
        member["case"] = name.case
    conditions = {"with": sorted(name.together_with), "only_in": list(name.only_in), "not_in": list(name.not_in)}
    member |= {field: given for field, given in conditions.items() if given}
    return str(member["text"]) if member.keys() == {"text"} else member


def canonical(fields: Mapping[str, Any]) -> dict[str, str]:
    """Return the names to show that a table gives, by tag.

    Raises:
        UnchangeableError: they are no table of texts.
    """
    names = fields.get("names", {})
    if not isinstance(names, dict) or not all(isinstance(text, str) for text in names.values()):
        raise _mended(fields, "names")
    return names


def listed(fields: Mapping[str, Any], field: str) -> list[Any]:
    """Return what a field of a table lists.

    Raises:
        UnchangeableError: it is no list.
    """
    value = fields.get(field, [])
    if value is False and field == "off":
        return []
    if not isinstance(value, list):
        raise _mended(fields, field)
    return value


def _mended(fields: Mapping[str, Any], field: str) -> UnchangeableError:
    message = _("the field {field} of {id} is not right; mend it first")
    return UnchangeableError(message.format(field=field, id=fields.get("id", "")))


def _is_plain(name: Name) -> bool:
    """Return whether nothing is said of a name but how it is written."""
    member = member_of(name)
    return isinstance(member, str) or member.keys().isdisjoint(("case", "with", "only_in", "not_in"))


def _folds_of(name: Name) -> set[str]:
    return set(map(fold, name.spellings.values()))


def _folds(member: object) -> set[str]:
    texts = member.values() if isinstance(member, dict) else (member,)
    return {fold(text) for text in texts if isinstance(text, str)}


def _without_members(fields: Fields, folded: str) -> Fields:
    fields = dict(fields)
    for field in MEMBERS:
        _set(
            fields, field, [left for member in listed(fields, field) if (left := _without(member, folded)) is not None]
        )
    return fields


def _without(member: object, folded: str) -> object | None:
    """Return a member of a list of names without one spelling; None where none is left."""
    if not isinstance(member, dict):
        return None if folded in _folds(member) else member
    left = {
        key: value
        for key, value in member.items()
        if key not in ("text", *TAGS) or not isinstance(value, str) or fold(value) != folded
    }
    return left if any(key in left for key in ("text", *TAGS)) else None


def _set(fields: Fields, field: str, given: list[Any]) -> None:
    """Give a field of a table, or leave it out where there is nothing in it."""
    if given:
        if fields.get(field) != given:
            fields[field] = given
    elif field in fields:
        del fields[field]
