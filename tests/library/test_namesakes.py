"""Namesakes: whoever of them is written into the reader's list takes no name from the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader.entities.discovery.discover import discover
from reader.entities.linking import link
from reader.entities.lists import load_lists
from reader.entities.matching import Matcher
from reader.entities.resolution import may_mean, resolved
from reader.library.corrections import Corrections

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from reader.entities.entity import Entity
    from reader.entities.linking import Linked

TOGETHER = {
    "1": "两个张伟\n\n上海的张伟是一名医生，今年四十岁。张伟律师表示，他不认识那位医生。\n\n"
    "张伟（Zhang Wei）和另一位张伟（David Zhang）见过一面。\n"
}
ACROSS = {
    "a": "律师张伟（Zhang Wei）表示，官司已经结束。张伟说他很高兴。\n",
    "b": "医生张伟（David Zhang）表示，病人已经出院。张伟说他很高兴。\n",
    "c": "记者张伟报道，会议昨天结束。\n",
    "d": "昨天下午张伟没有来，大家等了很久。\n",
}
ALONE = {"a": ACROSS["b"], "c": ACROSS["c"], "d": ACROSS["d"]}


class Folder:
    """Documents, the people found in them, and the reader's own list."""

    def __init__(self, texts: Mapping[str, str], folder: Path) -> None:
        self.texts = texts
        self.file = folder / "entities.toml"
        self.corrections = Corrections(self.file, folder / "decisions.jsonl")
        self.found = {own: discover(text) for own, text in texts.items()}

    @property
    def linked(self) -> Linked:
        lists = load_lists([self.file] if self.file.exists() else [])
        assert not lists.problems
        return link(self.found, lists.entities, lists.apart)

    def whose(self) -> dict[tuple[str, int], list[str]]:
        """Return whom each place may mean, by their names in Latin letters."""
        entities = {entity.id: entity for entity in self.linked.entities}
        matcher = Matcher(list(entities.values()))
        places = {}
        for own, text in self.texts.items():
            read = resolved(matcher.matches(text), document=own)
            for place in (*read.mentions, *read.unclear):
                places[own, place.start] = sorted(str(entities[one].latin) for one in may_mean(place))
        return places

    def called(self, name: str) -> Entity:
        return next(entity for entity in self.linked.entities if entity.latin == name)


@pytest.mark.parametrize("texts", [TOGETHER, ACROSS, ALONE], ids=["one document", "several documents", "only one"])
@pytest.mark.parametrize("order", [["David Zhang"], ["David Zhang", "Zhang Wei"]])
def test_whoever_is_kept_has_the_places_that_were_theirs_before(
    texts: Mapping[str, str], order: list[str], tmp_path: Path
) -> None:
    folder = Folder(texts, tmp_path)
    before = folder.whose()
    assert ["David Zhang"] in before.values()
    for name in order:
        if any(entity.latin == name for entity in folder.linked.entities):
            folder.corrections.keep(folder.called(name))
    assert folder.whose() == before


def test_who_are_kept_apart_keep_the_places_that_were_theirs_before(tmp_path: Path) -> None:
    folder = Folder(ACROSS, tmp_path)
    before = folder.whose()
    folder.corrections.keep_apart(folder.called("Zhang Wei"), folder.called("David Zhang"))
    assert folder.whose() == before
    assert before["c", ACROSS["c"].index("张")] == ["David Zhang", "Zhang Wei"]


def test_namesakes_who_are_merged_have_all_their_places(tmp_path: Path) -> None:
    folder = Folder(ACROSS, tmp_path)
    folder.corrections.merge(folder.called("David Zhang"), folder.called("Zhang Wei"))
    places = folder.whose()
    assert places["c", ACROSS["c"].index("张")] == ["Zhang Wei"]
    assert {tuple(names) for names in places.values()} == {("Zhang Wei",)}
