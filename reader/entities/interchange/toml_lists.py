"""Entity lists of the reader's own: the one format that holds everything. They are read by `lists`."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from reader.entities.entity import UNDETERMINED, adopted
from reader.entities.entries import minds_case
from reader.entities.interchange.losses import Losses
from reader.entities.interchange.records import Exported
from reader.entities.lists import TAGS
from reader.language import _
from reader.scripts.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reader.entities.entity import Entity, Name

NAME = "toml"


def write(entities: Sequence[Entity]) -> Exported:
    """Return a list with these entities; only in which documents a found name counts is not in it.

    A name to show that was found in some documents alone counts beside another name of its entity, as `adopted` tells.
    """
    losses = Losses(NAME, holds_short=True)
    return Exported("\n".join(_table(entity, losses) for entity in entities).encode("utf-8"), tuple(losses.problems))


def _table(entity: Entity, losses: Losses) -> str:
    """Return an `[[entity]]` table as text."""
    looked_for = {fold(text) for text in entity.spellings}
    members = [name for name in _held(entity, losses) if not _is_stated(name, entity)]
    lines = [
        "[[entity]]",
        f"id = {_text(entity.id)}",
        f"type = {_text(entity.type)}",
        f"names = {_inline(entity.canonical.items())}",
        *_listed("aliases", [_member(name) for name in members if not name.short]),
        *_listed("short", [_member(name) for name in members if name.short]),
    ]
    if entity.description:
        lines.append(f"description = {_text(entity.description)}")
    if off := [text for text in entity.canonical.values() if fold(text) not in looked_for]:
        lines.append(f"off = [{', '.join(map(_text, off))}]")
    return "".join(f"{line}\n" for line in lines)


def _held(entity: Entity, losses: Losses) -> Iterator[Name]:
    """Yield the names of an entity that a list holds, as it holds them."""
    shown = {fold(text) for text in entity.canonical.values()}
    for name, text in ((name, next(iter(name.spellings.values()))) for name in entity.names):
        if not name.documents:
            yield name
        elif fold(text) not in shown:
            losses.tell(entity, "documents", _("left out, as it counts in some documents alone"), text)
        elif any(not other.short and not other.documents for other in entity.names):
            losses.tell(entity, "documents", _("in the list it counts beside another name of the entity"), text)
            has_cases = any(one.lower() != one.upper() for one in name.spellings.values())
            case = name.case if has_cases else all(map(minds_case, name.spellings.values()))
            yield replace(adopted(name, entity.id), case=case)
        else:
            losses.tell(entity, "documents", _("in the list it counts in all documents"), text)


def _is_plain(name: Name) -> bool:
    """Return whether a name is as one among the names to show is, without conditions."""
    conditions = name.short, name.together_with, name.only_in, name.not_in
    return not any(conditions) and name.case == all(map(minds_case, name.spellings.values()))


def _is_stated(name: Name, entity: Entity) -> bool:
    """Return whether the names to show say all that a name says."""
    return _is_plain(name) and all(entity.canonical.get(tag) == text for tag, text in name.spellings.items())


def _member(name: Name) -> str:
    spellings = {tag: name.spellings[tag] for tag in TAGS if tag in name.spellings}
    if UNDETERMINED in name.spellings:
        spellings = {"text": name.spellings[UNDETERMINED], **spellings}
    fields: list[tuple[str, Any]] = list(spellings.items())
    if name.case != all(map(minds_case, spellings.values())):
        fields.append(("case", name.case))
    conditions = {"with": sorted(name.together_with), "only_in": name.only_in, "not_in": name.not_in}
    fields += [(key, list(values)) for key, values in conditions.items() if values]
    return _text(spellings["text"]) if len(fields) == 1 and "text" in spellings else _inline(fields)


def _listed(key: str, members: Sequence[str]) -> Iterator[str]:
    if len(members) == 1 and "\n" not in members[0]:
        yield f"{key} = [{members[0]}]"
    elif members:
        yield f"{key} = ["
        yield from (f"  {member}," for member in members)
        yield "]"


def _inline(fields: Iterable[tuple[str, Any]]) -> str:
    return f"{{ {', '.join(f'{key} = {_value(value)}' for key, value in fields)} }}"


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"[{', '.join(map(_text, value))}]" if isinstance(value, list) else _text(value)


def _text(text: str) -> str:
    """Return a text as TOML writes it: as JSON does, but for DEL (TOML 1.0, basic strings)."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
