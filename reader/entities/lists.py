"""Entity lists: plain TOML files that people read and edit.

A list holds `[[entity]]` tables; the header of the shipped list explains the keys. Lists are layered: an entry with
the id of an entry in a list below adds its names to that one's and overrides its other fields; a name that it gives
again is under its conditions alone. `off` takes the whole entity away, or names that the lists below give: they are no
longer looked for, what is shown for the entity stays. An entry that is not right is left out and reported, the rest of
its list holds.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from reader.documents.sanitising import one_line
from reader.entities.entity import LATIN, UNDETERMINED, Entity, Name
from reader.language import _
from reader.scripts.fold import fold
from reader.scripts.script import Script

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

TYPES = ("person", "organization", "product", "benchmark")
"""The types that lists use most, in the order they are shown; others are allowed."""
TAGS = (Script.HANS, Script.HANT, Script.TW, Script.HK, LATIN)
CASE_SENSITIVE_UP_TO = 3
"""Names of at most as many code points mind upper and lower case unless their entry says otherwise."""
LIST_KEYS = ("entity",)
ENTRY_KEYS = ("id", "type", "names", "aliases", "short", "description", "off")
NAME_KEYS = ("text", *TAGS, "case", "with", "only_in", "not_in")
ID = re.compile(r"[a-z0-9]+(?:[-.][a-z0-9]+)*")
TYPE = re.compile(r"[a-z][a-z_-]*")


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in an entity list that is not right, and where."""

    file: str
    entry: str
    field: str
    message: str

    def __str__(self) -> str:
        places = (self.file, self.entry, self.field, self.message)
        return ": ".join(one_line(place) for place in places if place)


@dataclass(frozen=True, slots=True)
class EntityLists:
    """The entities of all lists put together, and what was wrong in them."""

    entities: tuple[Entity, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class _Entry:
    """One `[[entity]]` table: only what it states."""

    id: str
    type: str | None
    canonical: Mapping[str, str]
    names: tuple[Name, ...]
    description: str | None
    off: frozenset[str] | bool


class _Wrong(Exception):  # noqa: N818 (raised and caught in this file)
    """A field that is not right."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field
        self.message = message


def load_lists(paths: Iterable[Path]) -> EntityLists:
    """Return the entities of lists, the first the lowest layer. Files that do not exist are passed over."""
    entities: dict[str, Entity] = {}
    problems: list[Problem] = []
    stated: set[str] = set()
    awaited: dict[Problem, str] = {}
    for layer, path in enumerate(paths):
        file = str(path)
        try:
            if path.exists() and not (path.is_file() or path.is_dir()):  # a pipe might never end
                raise OSError(_("not a file"))
            content = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
        except (FileNotFoundError, NotADirectoryError):
            continue
        # Too long a number is a ValueError, too deep a nesting a RecursionError.
        except (OSError, ValueError, RecursionError) as error:
            problems.append(Problem(file, "", "", str(error)))
            continue
        problems.extend(Problem(file, "", key, _unknown(LIST_KEYS)) for key in content if key not in LIST_KEYS)
        tables = content.get("entity", [])
        if not isinstance(tables, list):
            problems.append(Problem(file, "entity", "", _("write each entry under [[entity]]")))
            continue
        seen: set[str] = set()
        for number, table in enumerate(tables, start=1):
            label = _label(table, number)
            stated.add(_own_id(table))
            try:
                entry = _entry(table, layer, known=entities.keys())
                if entry.id in seen:
                    raise _Wrong("id", _("there is another entry with this id in the file"))
                seen.add(entry.id)
            except _Wrong as wrong:
                problems.append(Problem(file, label, wrong.field, wrong.message))
                continue
            _merge(entities, entry)
            awaited.update(_company(entry, file, label))
    problems.extend(problem for problem, own in awaited.items() if own not in stated)
    return EntityLists(tuple(entities.values()), tuple(problems))


def _own_id(table: object) -> str:
    own = table.get("id") if isinstance(table, dict) else None
    return own if isinstance(own, str) else ""


def _label(table: object, number: int) -> str:
    own = _own_id(table)
    label = _("entry {number}").format(number=number)
    return f"{label} ({own})" if own else label


def _unknown(known: Iterable[str]) -> str:
    return _("unknown field; known are {fields}").format(fields=", ".join(known))


def _company(entry: _Entry, file: str, label: str) -> Iterator[tuple[Problem, str]]:
    """Yield the ids that names of an entry count beside, each behind the problem that it is if no list states it."""
    for name in entry.names:
        field = "short.with" if name.short else "aliases.with"
        for own in sorted(name.together_with):
            yield Problem(file, label, field, _("no list has an entity with this id: {id}").format(id=own)), own


def _entry(table: object, layer: int, known: Iterable[str]) -> _Entry:
    if not isinstance(table, dict):
        raise _Wrong("", _("write each entry under [[entity]]"))
    for key in table:
        if key not in ENTRY_KEYS:
            raise _Wrong(key, _unknown(ENTRY_KEYS))
    own = table.get("id")
    if not isinstance(own, str) or not ID.fullmatch(own):
        raise _Wrong("id", _("give an id of lower-case Latin letters, digits and hyphens"))
    # What is only taken away may stand in a list of another library.
    is_new = own not in known and not (table.get("off") and table.keys().isdisjoint(("names", "aliases", "short")))
    of_type = table.get("type")
    if of_type is None and is_new:
        raise _Wrong("type", _("give a type, such as {types}").format(types=", ".join(TYPES)))
    if of_type is not None and not (isinstance(of_type, str) and TYPE.fullmatch(of_type)):
        raise _Wrong(
            "type", _("write a type in lower-case Latin letters, such as {types}").format(types=", ".join(TYPES))
        )
    canonical = _canonical(table.get("names", {}))
    if not canonical and is_new:
        raise _Wrong("names", _("give at least one name, such as {example}").format(example='{ zh-Hans = "陈信翰" }'))
    description = table.get("description")
    if description is not None and not isinstance(description, str):
        raise _Wrong("description", _("write it as text"))
    _check_line(description or "", "description")
    off = _off(table.get("off", False))
    members = [*_members(table, "aliases", layer), *_members(table, "short", layer)]
    # A canonical name that is listed again is under the conditions given there; one that is off is only shown.
    elsewhere = {one for name in members for one in _folds(name)} | (off if isinstance(off, frozenset) else set())
    names = [_named(text, tag, layer) for tag, text in canonical.items() if fold(text) not in elsewhere]
    return _Entry(own, of_type, canonical, _joined((*names, *members)), description, off)


def _members(table: Mapping[str, Any], field: str, layer: int) -> list[Name]:
    members = table.get(field, [])
    if not isinstance(members, list):
        raise _Wrong(field, _("write a list: {example}").format(example='["…", "…"]'))
    return [_name(member, field, field == "short", layer) for member in members]


def _canonical(table: object) -> dict[str, str]:
    if not isinstance(table, dict):
        raise _Wrong("names", _("write a table by script: {example}").format(example='{ zh-Hans = "…", en = "…" }'))
    for tag, text in table.items():
        if tag not in TAGS:
            raise _Wrong(f"names.{tag}", _("unknown script; known are {tags}").format(tags=", ".join(TAGS)))
        _check_text(text, f"names.{tag}")
    return table


def _check_text(text: object, field: str) -> str:
    if not isinstance(text, str) or not fold(text).strip():
        raise _Wrong(field, _("a name is text that is not empty"))
    if "\n" in text or text != text.strip():
        raise _Wrong(field, _("a name has no space around it and no line end in it"))
    return _check_line(text, field)


def _check_line(text: str, field: str) -> str:
    """Return a text that will be shown as it is; lists that came with documents are not to command the terminal."""
    if one_line(text) != text:
        raise _Wrong(field, _("write it on one line, with plain single spaces and without control characters"))
    return text


def _named(text: str, tag: str, layer: int) -> Name:
    return Name({tag: text}, case=_minds_case(text), layer=layer)


def _minds_case(text: str) -> bool:
    return len(text) <= CASE_SENSITIVE_UP_TO


def _name(member: object, field: str, short: bool, layer: int) -> Name:
    if isinstance(member, str):
        text = _check_text(member, field)
        return Name({UNDETERMINED: text}, short=short, case=_minds_case(text), layer=layer)
    if not isinstance(member, dict):
        raise _Wrong(field, _("a name is text, or a table with the field text"))
    for key in member:
        if key not in NAME_KEYS:
            raise _Wrong(f"{field}.{key}", _unknown(NAME_KEYS))
    spellings = {tag: _check_text(member[tag], f"{field}.{tag}") for tag in TAGS if tag in member}
    if "text" in member:
        spellings[UNDETERMINED] = _check_text(member["text"], f"{field}.text")
    if not spellings:
        raise _Wrong(field, _("a name is text, or a table with the field text"))
    case = member.get("case", all(map(_minds_case, spellings.values())))
    if not isinstance(case, bool):
        raise _Wrong(f"{field}.case", _("write true or false"))
    return Name(
        spellings,
        short=short,
        case=case,
        together_with=frozenset(_texts(member, "with", field)),
        only_in=_texts(member, "only_in", field),
        not_in=_texts(member, "not_in", field),
        layer=layer,
    )


def _texts(table: Mapping[str, Any], key: str, field: str) -> tuple[str, ...]:
    texts = table.get(key, [])
    if not isinstance(texts, list) or not all(isinstance(text, str) and text for text in texts):
        raise _Wrong(f"{field}.{key}", _("write a list: {example}").format(example='["…", "…"]'))
    return tuple(_check_line(text, f"{field}.{key}") for text in texts)


def _off(value: object) -> frozenset[str] | bool:
    if isinstance(value, bool):
        return value
    if isinstance(value, list) and all(isinstance(text, str) for text in value):
        return frozenset(map(fold, value))
    raise _Wrong("off", _("write true, or a list of the names that no longer count"))


def _folds(name: Name) -> frozenset[str]:
    return frozenset(map(fold, name.spellings.values()))


def _joined(names: Iterable[Name]) -> tuple[Name, ...]:
    """Put forms of one name in several scripts together, so that each knows the others."""
    joined: dict[object, Name] = {}
    for name in names:
        key = (_folds(name), name.short, name.case, name.together_with, name.only_in, name.not_in)
        known = joined.get(key)
        joined[key] = replace(known, spellings={**name.spellings, **known.spellings}) if known is not None else name
    return tuple(joined.values())


def _merge(entities: dict[str, Entity], entry: _Entry) -> None:
    below = entities.get(entry.id)
    if entry.off is True:
        entities.pop(entry.id, None)
        return
    canonical = {**(below.canonical if below else {}), **entry.canonical}
    shown = set(map(fold, canonical.values()))
    names = sorted(
        _names_over(below, entry) if below else entry.names,
        key=lambda name: (shown.isdisjoint(_folds(name)), name.short),
    )
    if not names:
        entities.pop(entry.id, None)
        return
    description = entry.description if entry.description is not None else below.description if below else ""
    of_type = entry.type or (below.type if below else "")
    entities[entry.id] = Entity(entry.id, of_type, tuple(names), canonical, description)


def _names_over(below: Entity, entry: _Entry) -> Iterator[Name]:
    """Yield the names of the lists below that still hold, then those of the entry, with the forms recorded below."""
    given = {one for name in entry.names for one in _folds(name)}
    for name in below.names:
        spellings = {tag: text for tag, text in name.spellings.items() if fold(text) not in given}
        if spellings and (isinstance(entry.off, bool) or entry.off.isdisjoint(_folds(name))):
            yield replace(name, spellings=spellings)
    for name in entry.names:
        recorded = {tag: text for one in _folds(name) for tag, text in below.recorded_forms.get(one, {}).items()}
        yield replace(name, spellings={**recorded, **name.spellings})
