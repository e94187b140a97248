"""One `[[entity]]` table of a list: its fields are checked one by one, and what it states is put together."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from reader.documents.sanitising import one_line
from reader.entities.entity import LATIN, UNDETERMINED, Name
from reader.language import _
from reader.scripts.fold import fold
from reader.scripts.script import Script

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping

TYPES = ("person", "organization", "product", "benchmark")
"""The types that lists use most, in the order they are shown; others are allowed."""
TAGS = (Script.HANS, Script.HANT, Script.TW, Script.HK, LATIN)
CASE_SENSITIVE_UP_TO = 3
"""Names of at most as many code points mind upper and lower case unless their entry says otherwise."""
ENTRY_KEYS = ("id", "type", "names", "aliases", "short", "description", "off", "elsewhere", "merged_into")
NAME_KEYS = ("text", *TAGS, "case", "with", "only_in", "not_in")
ID = re.compile(r"[a-z0-9]+(?:[-.][a-z0-9]+)*")
TYPE = re.compile(r"[a-z][a-z_-]*")


@dataclass(frozen=True, slots=True)
class Entry:
    """One `[[entity]]` table: only what it states."""

    id: str
    type: str | None
    canonical: Mapping[str, str]
    names: tuple[Name, ...]
    description: str | None
    off: frozenset[str] | bool
    """Names under the fold that no longer count; True where the whole entity does not."""
    elsewhere: bool = False
    """Whether it may be about entities of other lists, which need not be among those that are read."""
    merged_into: str | None = None
    """The id of the entity that it is the same as."""
    is_only_off: bool = False
    """Whether it gives nothing and takes something away, be it from an entity of another library."""
    is_in_order: bool = False
    """Whether its names are known to stand in the order of those of an entity."""

    def lacking(self) -> WrongFieldError | None:
        """Return what is wrong with it where no list gives the entity before."""
        if self.is_only_off or self.elsewhere:
            return None
        return _no_type() if self.type is None else None if self.canonical else _no_names()


class WrongFieldError(Exception):
    """A field of a table is not right."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field
        self.message = message


def entry_of(table: object, layer: int, known: Container[str]) -> Entry:
    """Return what an `[[entity]]` table of a list states.

    Args:
        table: the table.
        layer: which list it is in, the lowest first.
        known: the ids of the entities that the lists below give.

    Raises:
        WrongFieldError: a field is not right.
    """
    if not isinstance(table, dict):
        raise WrongFieldError("", _("write each entry under [[entity]]"))
    for key in table:
        if key not in ENTRY_KEYS:
            raise WrongFieldError(key, unknown_field(ENTRY_KEYS))
    own = table.get("id")
    if not isinstance(own, str) or not ID.fullmatch(own):
        raise WrongFieldError("id", _("give an id of lower-case Latin letters, digits and hyphens"))
    # What is only taken away may stand in a list of another library.
    is_only_off = bool(table.get("off")) and table.keys().isdisjoint(("names", "aliases", "short"))
    elsewhere, merged_into = _elsewhere(table), _merged_into(table)
    is_new = own not in known and not (is_only_off or elsewhere)
    of_type = table.get("type")
    if of_type is None and is_new:
        raise _no_type()
    if of_type is not None and not (isinstance(of_type, str) and TYPE.fullmatch(of_type)):
        raise WrongFieldError(
            "type", _("write a type in lower-case Latin letters, such as {types}").format(types=", ".join(TYPES))
        )
    canonical = _canonical(table.get("names", {}))
    if not canonical and is_new:
        raise _no_names()
    description = table.get("description")
    if description is not None and not isinstance(description, str):
        raise WrongFieldError("description", _("write it as text"))
    check_line(description or "", "description")
    off = _off(table.get("off", False))
    members = [*_members(table, "aliases", layer), *_members(table, "short", layer)]
    # A canonical name that is listed again is under the conditions given there; one that is off is only shown.
    again = {one for name in members for one in folds_of(name)} | (off if isinstance(off, frozenset) else set())
    names = [_named(text, tag, layer) for tag, text in canonical.items() if fold(text) not in again]
    joined, is_in_order = _joined((*names, *members)), len(names) == len(canonical)
    return Entry(own, of_type, canonical, joined, description, off, elsewhere, merged_into, is_only_off, is_in_order)


def _no_type() -> WrongFieldError:
    return WrongFieldError("type", _("give a type, such as {types}").format(types=", ".join(TYPES)))


def _no_names() -> WrongFieldError:
    message = _("give at least one name, such as {example}")
    return WrongFieldError("names", message.format(example='{ zh-Hans = "陈信翰" }'))


def _elsewhere(table: Mapping[str, Any]) -> bool:
    elsewhere = table.get("elsewhere", False)
    if not isinstance(elsewhere, bool):
        raise WrongFieldError("elsewhere", _("write true or false"))
    return elsewhere


def _merged_into(table: Mapping[str, Any]) -> str | None:
    target = table.get("merged_into")
    if target is not None and not (isinstance(target, str) and ID.fullmatch(target)):
        raise WrongFieldError("merged_into", _("write the id of an entity"))
    return target


def _members(table: Mapping[str, Any], field: str, layer: int) -> list[Name]:
    members = table.get(field, [])
    if not isinstance(members, list):
        raise WrongFieldError(field, _("write a list: {example}").format(example='["…", "…"]'))
    return [_name(member, field, field == "short", layer) for member in members]


def _canonical(table: object) -> dict[str, str]:
    if not isinstance(table, dict):
        message = _("write a table by script: {example}")
        raise WrongFieldError("names", message.format(example='{ zh-Hans = "…", en = "…" }'))
    for tag, text in table.items():
        if tag not in TAGS:
            raise WrongFieldError(f"names.{tag}", _("unknown script; known are {tags}").format(tags=", ".join(TAGS)))
        _check_text(text, f"names.{tag}")
    return table


def _check_text(text: object, field: str) -> str:
    if not isinstance(text, str) or not fold(text).strip():
        raise WrongFieldError(field, _("a name is text that is not empty"))
    if "\n" in text or text != text.strip():
        raise WrongFieldError(field, _("a name has no space around it and no line end in it"))
    return check_line(text, field)


def check_line(text: str, field: str) -> str:
    """Return a text that will be shown as it is; lists that came with documents are not to command the terminal."""
    if one_line(text) != text:
        raise WrongFieldError(field, _("write it on one line, with plain single spaces and without control characters"))
    return text


def _named(text: str, tag: str, layer: int) -> Name:
    return Name({tag: text}, case=minds_case(text), layer=layer)


def minds_case(text: str) -> bool:
    """Return whether upper and lower case matter in a name of which nothing is said about that."""
    return len(text) <= CASE_SENSITIVE_UP_TO


def _name(member: object, field: str, short: bool, layer: int) -> Name:
    if isinstance(member, str):
        text = _check_text(member, field)
        return Name({UNDETERMINED: text}, short=short, case=minds_case(text), layer=layer)
    if not isinstance(member, dict):
        raise WrongFieldError(field, _("a name is text, or a table with the field text"))
    for key in member:
        if key not in NAME_KEYS:
            raise WrongFieldError(f"{field}.{key}", unknown_field(NAME_KEYS))
    spellings = {tag: _check_text(member[tag], f"{field}.{tag}") for tag in TAGS if tag in member}
    if "text" in member:
        spellings[UNDETERMINED] = _check_text(member["text"], f"{field}.text")
    if not spellings:
        raise WrongFieldError(field, _("a name is text, or a table with the field text"))
    case = member.get("case", all(map(minds_case, spellings.values())))
    if not isinstance(case, bool):
        raise WrongFieldError(f"{field}.case", _("write true or false"))
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
        raise WrongFieldError(f"{field}.{key}", _("write a list: {example}").format(example='["…", "…"]'))
    return tuple(check_line(text, f"{field}.{key}") for text in texts)


def _off(value: object) -> frozenset[str] | bool:
    if isinstance(value, bool):
        return value
    if isinstance(value, list) and all(isinstance(text, str) for text in value):
        return frozenset(map(fold, value))
    raise WrongFieldError("off", _("write true, or a list of the names that no longer count"))


def unknown_field(known: Iterable[str]) -> str:
    """Return what is said of a field that there is not."""
    return _("unknown field; known are {fields}").format(fields=", ".join(known))


def folds_of(name: Name) -> frozenset[str]:
    """Return all spellings of a name under the fold."""
    return frozenset(map(fold, name.spellings.values()))


def _joined(names: Iterable[Name]) -> tuple[Name, ...]:
    """Put forms of one name in several scripts together, so that each knows the others."""
    joined: dict[object, Name] = {}
    for name in names:
        key = (folds_of(name), name.short, name.case, name.together_with, name.only_in, name.not_in)
        known = joined.get(key)
        joined[key] = replace(known, spellings={**name.spellings, **known.spellings}) if known is not None else name
    return tuple(joined.values())
