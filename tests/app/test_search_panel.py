"""The search: hits as one types, in either script or by a regular expression, from where the reader is."""

from __future__ import annotations

from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

import pytest

from reader.app import searching
from reader.app.places_panel import SearchPanel
from reader.app.searching import Search
from reader.library.library import Library
from reader.library.walk import Place
from reader.scripts.target import AS_WRITTEN
from tests.app.driving import press, shown, until
from tests.app.stage import Stage, at_rest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.pilot import Pilot

SIZE = (80, 24)
FILLER = "今天的湖面很安静，风从山里吹来。"


@pytest.fixture
def library(tmp_path: Path) -> Library:
    folder = tmp_path / "articles"
    folder.mkdir()
    texts = (
        f"湖边\n\n里昂来了。\n\n{FILLER}\n\n里昂走了。\n",
        f"湖邊\n\n{FILLER}\n\n里昂說話，里\n昂不語。\n\n{FILLER}\n\n里昂笑了。\n",
        f"山里\n\n没有人。里昂(Leon)在山里。\n\n{FILLER}\n",
        "空白\n\n没有人。\n",
    )
    for number, text in enumerate(texts):
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    return Library([str(folder)])


def panel_for(
    library: Library, sought: str = "", *, here: tuple[int, int] | None = None, regex: bool = False
) -> SearchPanel:
    return SearchPanel(library, AS_WRITTEN, library.title, sought, regex=regex, here=here)


def offset_of(library: Library, number: int, text: str) -> int:
    return library.open(number).text.index(text)


class Paused:
    """A library whose search stops after each hit until it may go on."""

    def __init__(self, library: Library) -> None:
        self.found = library.search
        self.go_on = Event()
        self.let_through = 0

    def search(self, *words: object, **named: object) -> Iterator[Place]:
        for number, place in enumerate(self.found(*words, **named)):  # type: ignore[arg-type]
            if number >= self.let_through:
                self.go_on.wait(10)
            yield place


@pytest.fixture
def paused(library: Library, monkeypatch: pytest.MonkeyPatch) -> Paused:
    paused = Paused(library)
    monkeypatch.setattr(library, "search", paused.search)
    monkeypatch.setattr(searching, "REPORT_EVERY", 0.01)
    return paused


async def some_hits(pilot: Pilot[int], stage: Stage[SearchPanel], count: int) -> None:
    await until(pilot, lambda: len(stage.panel.rows.items) >= count)


async def test_hits_are_counted_and_listed_by_document(library: Library) -> None:
    stage = Stage(panel_for(library))
    async with stage.run_test(size=SIZE) as pilot:
        await at_rest(pilot)
        await press(pilot, *"里昂")
        await at_rest(pilot)
        assert "6 hits · 3 documents" in stage.heading_text
        titles = [line[2:6].strip() for line in shown(stage.panel.rows) if line]
        assert titles == ["湖边", "", "湖邊", "", "", "山里"]
        assert [place.document for place in stage.panel.rows.items] == [0, 0, 1, 1, 1, 2]


async def test_one_hit_is_one(library: Library) -> None:
    stage = Stage(panel_for(library, "leon"))
    async with stage.run_test(size=SIZE) as pilot:
        await at_rest(pilot)
        assert "1 hit · 1 document" in stage.heading_text


async def test_a_hit_that_a_line_end_breaks_is_shown_in_one_line(library: Library) -> None:
    stage = Stage(panel_for(library, "里昂不语"))
    async with stage.run_test(size=SIZE) as pilot:
        await at_rest(pilot)
        assert "里 昂不語" in stage.list_text


async def test_the_cursor_starts_at_the_next_hit_in_the_document_and_the_list_is_in_order(library: Library) -> None:
    here = offset_of(library, 1, "昂不語")
    stage = Stage(panel_for(library, "里昂", here=(1, here)))
    async with stage.run_test(size=SIZE) as pilot:
        await at_rest(pilot)
        assert [place.document for place in stage.panel.rows.items] == [0, 0, 1, 1, 1, 2]
        last = offset_of(library, 1, "里昂笑了")
        assert stage.panel.rows.item == Place(1, last, last + 2)
        assert stage.looked[-1] == Place(1, last, last + 2)


@pytest.mark.parametrize(("number", "offset", "document"), [(1, 1000, 2), (3, 0, 0), (2, 1000, 0)])
async def test_behind_the_last_hit_of_the_document_the_cursor_starts_in_the_next_and_round(
    library: Library, number: int, offset: int, document: int
) -> None:
    stage = Stage(panel_for(library, "里昂", here=(number, offset)))
    async with stage.run_test(size=SIZE) as pilot:
        await at_rest(pilot)
        assert stage.panel.rows.item is not None
        assert stage.panel.rows.item.document == document
        assert stage.looked == [stage.panel.rows.item]


async def test_no_passage_is_shown_until_it_is_known_which(library: Library, paused: Paused) -> None:
    paused.let_through = 3
    stage = Stage(panel_for(library, "里昂", here=(1, 1000)))
    async with stage.run_test(size=SIZE) as pilot:
        await some_hits(pilot, stage, 3)
        await pilot.pause(0.05)
        assert stage.looked == []
        paused.go_on.set()
        await at_rest(pilot)
        assert [place.document for place in stage.looked] == [2]


async def test_ctrl_r_makes_it_a_regular_expression_and_a_text_again(library: Library) -> None:
    stage = Stage(panel_for(library))
    async with stage.run_test(size=SIZE) as pilot:
        await at_rest(pilot)
        await press(pilot, *("里", "full_stop", "[", "说", "不", "]"))
        await at_rest(pilot)
        assert "stands in none of the documents" in stage.list_text
        assert "regular expression" not in stage.heading_text
        await press(pilot, "ctrl+r")
        await at_rest(pilot)
        assert "regular expression" in stage.heading_text
        assert "1 hit · 1 document" in stage.heading_text
        assert "里昂說話" in stage.list_text
        await press(pilot, "ctrl+r")
        await at_rest(pilot)
        assert "stands in none of the documents" in stage.list_text


async def test_a_pattern_that_is_none_says_so_in_a_sentence(library: Library) -> None:
    stage = Stage(panel_for(library, "里(昂", regex=True))
    async with stage.run_test(size=SIZE) as pilot:
        await at_rest(pilot)
        assert "Not a regular expression, at character 3: a closing ) is missing" in stage.list_text
        assert "searching" not in stage.heading_text


async def test_a_pattern_that_never_ends_keeps_its_hits_and_says_so(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reader.library.search.SLOW", 0.02)
    monkeypatch.setattr("reader.library.search.HAND_OVER", -1)
    with Path(library.documents[2]).open("a", encoding="utf-8") as file:
        file.write("湖" * 3000 + "人\n")
    stage = Stage(panel_for(library, "里昂|(?:湖|湖湖)+$", regex=True))
    async with stage.run_test(size=(120, 24)) as pilot:
        await at_rest(pilot)
        assert "hits · 3 documents · This regular expression takes too long" in stage.heading_text
        assert len(stage.panel.rows.items) >= 5


async def test_the_first_hits_are_there_while_the_search_goes_on(library: Library, paused: Paused) -> None:
    paused.let_through = 2
    stage = Stage(panel_for(library, "里昂"))
    async with stage.run_test(size=SIZE) as pilot:
        await some_hits(pilot, stage, 2)
        assert "2 hits · 1 document · searching …" in stage.heading_text
        paused.go_on.set()
        await at_rest(pilot)
        assert "6 hits · 3 documents" in stage.heading_text
        assert "searching" not in stage.heading_text


async def test_the_cursor_keeps_its_hit_when_more_come_before_it(library: Library, paused: Paused) -> None:
    paused.let_through = 3
    stage = Stage(panel_for(library, "里昂", here=(1, 0)))
    async with stage.run_test(size=SIZE) as pilot:
        await some_hits(pilot, stage, 3)
        await press(pilot, "down")
        here = stage.panel.rows.item
        assert here is not None
        assert (here.document, stage.panel.rows.cursor) == (1, 1)
        looked = len(stage.looked)
        paused.go_on.set()
        await at_rest(pilot)
        assert (stage.panel.rows.item, stage.panel.rows.cursor) == (here, 3)
        assert len(stage.looked) == looked


async def test_a_search_goes_on_when_a_hit_is_chosen(library: Library, paused: Paused) -> None:
    paused.let_through = 2
    panel = panel_for(library, "里昂")
    stage = Stage(panel)
    async with stage.run_test(size=SIZE) as pilot:
        await some_hits(pilot, stage, 2)
        await press(pilot, "enter")
        assert stage.results == [stage.looked[-1]]
        grown: list[int] = []
        panel.search.follow(lambda: grown.append(len(panel.search.walk.places)))
        assert len(panel.walk.places) == 2
        paused.go_on.set()
        await at_rest(pilot)
        assert grown[-1] == 6
        assert panel.search.done
        assert list(panel.search.walk.documents) == [0, 1, 2]


async def test_a_search_ends_with_its_panel(library: Library, paused: Paused) -> None:
    paused.let_through = 2
    panel = panel_for(library, "里昂")
    stage = Stage(panel)
    async with stage.run_test(size=SIZE) as pilot:
        await some_hits(pilot, stage, 2)
        await press(pilot, "escape")
        paused.go_on.set()
        await at_rest(pilot)
        assert stage.results == [None]
        assert len(panel.search.hits) < 6


async def test_what_is_typed_next_replaces_what_was_searched_for(library: Library, paused: Paused) -> None:
    paused.let_through = 2
    panel = panel_for(library, "里昂")
    stage = Stage(panel)
    async with stage.run_test(size=SIZE) as pilot:
        await some_hits(pilot, stage, 2)
        paused.let_through = 100
        await press(pilot, "笑")
        paused.go_on.set()
        await at_rest(pilot)
        assert panel.sought == "里昂笑"
        assert len(panel.rows.items) == 1


async def test_enter_before_the_first_hit_chooses_it_when_it_comes(library: Library, paused: Paused) -> None:
    stage = Stage(panel_for(library, "里昂"))
    async with stage.run_test(size=SIZE) as pilot:
        await pilot.pause(0.05)
        await press(pilot, "enter")
        assert stage.results == []
        paused.go_on.set()
        await at_rest(pilot)
        start = offset_of(library, 0, "里昂")
        assert stage.results == [Place(0, start, start + 2)]


async def test_a_search_ends_after_as_many_hits_as_can_be_listed(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "MOST_HITS", 4)
    stage = Stage(panel_for(library, "里昂"))
    async with stage.run_test(size=SIZE) as pilot:
        await at_rest(pilot)
        assert "the first 4 hits · 2 documents" in stage.heading_text
        assert len(stage.panel.rows.items) == 4


async def test_the_hits_of_a_search_that_begins_amid_the_library_are_in_order(library: Library) -> None:
    stage = Stage(panel_for(library))
    async with stage.run_test(size=SIZE) as pilot:
        for first in (None, 0, 1, 2, 3):
            search = Search(library, "里昂", first=first)
            search.begin(stage)
            await at_rest(pilot)
            assert list(search.hits) == sorted(library.search("里昂"))
            assert search.walk.places == tuple(search.hits)
            assert search.documents == len(search.walk.documents) == 3
