"""The people panel: counts stay apart from each other, however many digits they have."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from reader.app.people_panel import PeoplePanel
from reader.library.library import Library
from tests.app.stage import Stage, at_rest

if TYPE_CHECKING:
    from pathlib import Path

    from reader.entities.entity import Entity


def name_of(entity: Entity) -> str:
    return entity.canonical["zh-Hans"]


@pytest.mark.parametrize("count", [1, 999, 22143])
async def test_counts_of_any_length_stand_apart_and_whole(count: int, folder: Path) -> None:
    entities = Library([str(folder)]).lists.entities
    counts = Counter({"li-wen": count, "yu-fa": 1})
    app = Stage(PeoplePanel(entities, counts, [counts], name_of))
    async with app.run_test(size=(80, 24)) as pilot:
        await at_rest(pilot)
        row = app.list_text.splitlines()[0]
        assert row.split()[-4:-1] == [str(count), "here", str(count)]


async def test_where_there_is_little_room_names_are_shortened_before_counts(folder: Path) -> None:
    entities = Library([str(folder)]).lists.entities
    counts = Counter({"li-wen": 22143, "yu-fa": 1})
    app = Stage(PeoplePanel(entities, counts, [counts], lambda entity: name_of(entity) * 9))
    async with app.run_test(size=(40, 12)) as pilot:
        await at_rest(pilot)
        mark, name, *rest = app.list_text.splitlines()[0].split()
        assert (mark, rest) == ("▸", ["22143", "here", "22143"])
        assert name.startswith("李文翰李文翰")
        assert name.endswith("⋯")
