"""What a file cannot hold is told by name, once for each, and summed up where there is much of it."""

from __future__ import annotations

import pytest

from reader.entities.entity import UNDETERMINED, Entity, Name
from reader.entities.interchange.formats import write
from reader.entities.interchange.records import in_short
from tests.entities.interchange.making import loaded


def found(own: str, *names: Name) -> Entity:
    shown = next(iter(names[0].spellings.values()))
    return Entity(own, "person", names, {"zh-Hans": shown})


def told(entities: tuple[Entity, ...], format_name: str) -> list[str]:
    return [str(problem) for problem in in_short(write(entities, format_name).problems)]


HERE = frozenset(("0123abcd",))
MANY = tuple(found(f"found-{number:02}", Name({UNDETERMINED: f"林若{number}"}, documents=HERE)) for number in range(35))


@pytest.mark.parametrize("format_name", ["toml", "csv", "tsv"])
def test_what_is_told_of_many_is_summed_up(format_name: str) -> None:
    first, *_, last = told(MANY, format_name)
    assert "林若0" in first
    assert "and 30 more: " in last
    assert "林若" not in last
    assert len(told(MANY, format_name)) == 6


def test_a_list_tells_what_becomes_of_a_name_that_counts_in_some_documents_alone() -> None:
    firm, weak = Name({UNDETERMINED: "David Zhang"}), Name({UNDETERMINED: "张伟"}, documents=HERE)
    other = Name({UNDETERMINED: "小张"}, documents=HERE)
    exported = write((found("found-1", weak, firm, other), found("found-2", weak)), "toml")
    assert [str(problem) for problem in exported.problems] == [
        "toml: found-1: documents: in the list it counts beside another name of the entity: 张伟",
        "toml: found-1: documents: left out, as it counts in some documents alone: 小张",
        "toml: found-2: documents: in the list it counts in all documents: 张伟",
    ]
    lists = loaded(exported.data)
    assert lists.problems == ()
    held = [
        {text: set(name.together_with) for name in one.names for text in name.spellings.values()}
        for one in lists.entities
    ]
    assert held == [{"张伟": {"found-1"}, "David Zhang": set()}, {"张伟": set()}]


@pytest.mark.parametrize("text", ["=1+2", "+1", "-1", "@x"])
def test_what_a_spreadsheet_takes_for_a_formula_is_told(text: str) -> None:
    entity = Entity("a", "person", (Name({UNDETERMINED: "Ada Hall"}),), {"en": "Ada Hall"}, text)
    assert [line for line in told((entity,), "csv") if "formula" in line and line.endswith(f": {text}")]
    assert told((entity,), "toml") == []
