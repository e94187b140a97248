"""Entities of every kind for tests of interchange, and what a test wants to know of them."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from reader.entities.entity import Entity
from reader.entities.entries import entry_of
from reader.entities.interchange.formats import read
from reader.entities.lists import TAGS, load_lists
from reader.entities.merging import in_order
from reader.scripts.fold import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.entities.interchange.records import Imported
    from reader.entities.lists import EntityLists

TYPES = ("person", "organization", "place", "product", "sea-monster")
LETTERS = "陈陳信翰薩萨姆阿爾尔特曼SamAlt.'é;·-&<\"\\=🙂"


def is_name(text: str) -> bool:
    return bool(text) and text == " ".join(text.split())


texts = st.text(LETTERS + " ", min_size=1, max_size=9).filter(is_name)
ids = st.from_regex(r"[a-z0-9]{1,4}(?:[-.][a-z0-9]{1,3}){0,2}", fullmatch=True)


@st.composite
def members(draw: st.DrawFn, conditions: bool) -> Any:
    if draw(st.booleans()):
        return draw(texts)
    member: dict[str, Any] = draw(st.dictionaries(st.sampled_from(("text", *TAGS)), texts, min_size=1, max_size=2))
    if conditions:
        for key, values in (("case", st.booleans()), ("with", st.just(["0"]))):
            if draw(st.booleans()):
                member[key] = draw(values)
        for key in ("only_in", "not_in"):
            if draw(st.booleans()):
                member[key] = draw(st.lists(texts, min_size=1, max_size=2))
    return member


@st.composite
def entities(draw: st.DrawFn, conditions: bool = True) -> tuple[Entity, ...]:
    """Draw entities as lists may state them; the first has the id 0."""
    made = []
    for own in ["0", *draw(st.lists(ids, max_size=3, unique=True).filter(lambda some: "0" not in some))]:
        table: dict[str, Any] = {
            "id": own,
            "type": draw(st.sampled_from(TYPES)),
            "names": draw(st.dictionaries(st.sampled_from(TAGS), texts, min_size=1, max_size=3)),
            "aliases": draw(st.lists(members(conditions), max_size=3)),
            "short": draw(st.lists(members(conditions), max_size=2)) if conditions else [],
        }
        if draw(st.booleans()):
            table["description"] = draw(texts)
        entry = entry_of(table, 0, ())
        names = in_order(entry.names, entry.canonical)
        made.append(Entity(own, table["type"], names, entry.canonical, entry.description or ""))
    return tuple(made)


def folds(entity: Entity, *, short: bool | None = None) -> set[str]:
    """Return the names that are looked for, under the fold; only the short ones, or only the others."""
    names = [name for name in entity.names if short in (None, name.short)]
    return {fold(text) for name in names for text in name.spellings.values()}


def folded(*names: str) -> set[str]:
    return set(map(fold, names))


def loaded(content: bytes) -> EntityLists:
    """Return what a list with this content states."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "list.toml"
        path.write_bytes(content)
        return load_lists([path])


def without_layers(some: Sequence[Entity]) -> tuple[Entity, ...]:
    return tuple(replace(one, names=tuple(replace(name, layer=0) for name in one.names)) for one in some)


def read_text(text: str, name: str, of_type: str | None = "person", format_name: str | None = None) -> Imported:
    return read(text.encode("utf-8"), name, format_name, of_type)


def only(imported: Imported) -> Entity:
    """Return the one entity of a file, all of which could be taken."""
    assert imported.problems == ()
    (entity,) = imported.entities
    return entity


def messages(imported: Imported) -> list[str]:
    return [str(problem) for problem in imported.problems]
