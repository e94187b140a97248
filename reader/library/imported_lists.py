"""Lists that were imported: each a file of its own among the user's, made anew when its source is imported again.

The first lines of such a file say where it is from, and what the rest is known by. A list that somebody has edited is
not replaced, nor is one that was made from another file, unless it is asked for by its name.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from reader.documents.sanitising import one_line
from reader.entities.lists import load_lists
from reader.language import _
from reader.library.atomic import bytes_of, change_file
from reader.library.locations import imported_list

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reader.entities.entity import Entity

LONGEST_NAME = 80
"""Characters of the name of a list at most."""
_HEADER = re.compile(rb"# imported by reader from (?P<source>[^\n]*)\n# sha256 (?P<digest>[0-9a-f]{64})\n[^\n]*\n\n")
_NAME = re.compile(r"\w(?:[\w.-]*\w)?")


class NotImportedError(Exception):
    """A list was not written; the text says why and what to do, in one line."""


@dataclass(frozen=True, slots=True)
class Difference:
    """How many entities of a list are new, no longer there, changed, and as before."""

    added: int
    removed: int
    changed: int
    same: int


def list_name(file: str) -> str | None:
    """Return the name of the list that a file makes where none is given; None where its name gives none."""
    name = re.sub(r"[^\w-]+", "-", Path(file).stem.lower()).strip("-_")[:LONGEST_NAME]
    return name if is_list_name(name) else None


def is_list_name(name: str) -> bool:
    """Return whether a word can be the name of a list: letters, digits, and hyphens and dots between them."""
    return len(name) <= LONGEST_NAME and _NAME.fullmatch(name) is not None


def keep_list(
    name: str, content: bytes, entities: Mapping[str, Entity], source: str, *, replaces_any: bool, dry_run: bool = False
) -> tuple[Path, Difference]:
    """Write an imported list, and return its file and what differs from the one of that name before.

    Args:
        name: the name of the list.
        content: the list as TOML.
        entities: what is in it, by id.
        source: the file it was made from, as an absolute path; empty for standard input.
        replaces_any: whether a list made from another file is replaced as well.
        dry_run: nothing is written.

    Raises:
        NotImportedError: there is another list of this name.
        OSError: it cannot be read or written.
    """
    file = imported_list(name)
    _may_replace(file, bytes_of(file), source, replaces_any=replaces_any)
    difference = _difference(file, entities)
    if not dry_run:
        whole = _header(content, source) + content

        def replaced(before: bytes | None) -> bytes:
            _may_replace(file, before, source, replaces_any=replaces_any)
            return whole

        change_file(file, replaced)
    return file, difference


def _header(content: bytes, source: str) -> bytes:
    lines = (
        f"# imported by reader from {one_line(source)}\n"
        f"# sha256 {hashlib.sha256(content).hexdigest()}\n"
        "# Importing again makes this file anew; what you want to change belongs into entities.toml.\n\n"
    )
    return lines.encode("utf-8", "replace")


def _may_replace(file: Path, before: bytes | None, source: str, *, replaces_any: bool) -> None:
    if before is None:
        return
    header = _HEADER.match(before)
    if header is None or hashlib.sha256(before[header.end() :]).hexdigest().encode() != header["digest"]:
        message = _("{file}: it was edited and is not replaced; import under another name, or remove it")
        raise NotImportedError(message.format(file=file))
    if not replaces_any and header["source"] != one_line(source).encode("utf-8", "replace"):
        message = _("{file}: it is from {source}; to replace it, or to import beside it, give a name with --name")
        raise NotImportedError(message.format(file=file, source=header["source"].decode("utf-8", "replace")))


def _difference(file: Path, entities: Mapping[str, Entity]) -> Difference:
    before = {entity.id: entity for entity in load_lists([file]).entities}
    common = before.keys() & entities.keys()
    changed = sum(_without_layers(before[own]) != _without_layers(entities[own]) for own in common)
    return Difference(len(entities) - len(common), len(before) - len(common), changed, len(common) - changed)


def _without_layers(entity: Entity) -> Entity:
    return replace(entity, names=tuple(replace(name, layer=0) for name in entity.names))
