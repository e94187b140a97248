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
    from collections.abc import Iterable

    from reader.entities.entity import Name
    from reader.entities.interchange.records import Imported
    from reader.entities.lists import EntityLists

TYPES = ("person", "organization", "place", "product", "sea-monster")
NAMES = (
    *("陈信翰", "陳信翰", "马克·陈", "馬克•陳", "Mark Chen", "MARK CHEN", "mark chen", "Chen, Mark", "Marc Chén"),
    *("萨姆·阿尔特曼", "薩姆·阿爾特曼", "山姆·奧特曼", "Sam", "SAM", "sam", "US", "us", "X", "x", "阿", "ai", "AI Now"),
    *(
        "a;b",
        "甲；乙",
        'say "hi"',
        "it's",
        "back\\slash",
        "<b>&amp;",
        "=1+1",
        "🙂",
        "𠮷野",
        "O‘Neil",
        "{x}",
        "#1",
        "[[entity]]",
    ),
)
"""Names of which many meet under the fold, or mean something to one format or another."""
texts = st.sampled_from(NAMES)
ids = st.sampled_from(("a", "b-1", "c.d", "wikidata-q42", "7"))


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
    for own in ["0", *draw(st.lists(ids, max_size=2, unique=True))]:
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


def plain(some: Iterable[Entity]) -> tuple[Entity, ...]:
    """Return entities without what a list of one's own does not say: its layer, and the order of names."""

    def key(name: Name) -> Any:
        spellings = sorted((str(tag), text) for tag, text in name.spellings.items())
        return spellings, name.short, name.case, sorted(name.together_with), name.only_in, name.not_in

    return tuple(
        replace(one, names=tuple(sorted((replace(name, layer=0) for name in one.names), key=key))) for one in some
    )


def read_text(text: str, name: str, of_type: str | None = "person", format_name: str | None = None) -> Imported:
    return read(text.encode("utf-8"), name, format_name, of_type)


def only(imported: Imported) -> Entity:
    """Return the one entity of a file, all of which could be taken."""
    assert imported.problems == ()
    (entity,) = imported.entities
    return entity


def messages(imported: Imported) -> list[str]:
    return [str(problem) for problem in imported.problems]
