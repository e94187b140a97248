"""Picking somebody: found in any script or in initials, the likely ones first, with what would come of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.app import keys
from reader.app.bars import KeyLine
from reader.app.candidates import Candidate, Candidates, Everybody
from reader.app.correcting_words import Extent, effect
from reader.app.name_index import Wanted
from reader.app.picker_panel import PickerPanel, SomebodyNew
from reader.app.remapping import remapped
from reader.entities.entity import Entity, Name
from reader.page.cells import width
from tests.app.driving import press, shown, text_of, until
from tests.app.stage import Stage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from textual.timer import Timer

    from reader.app.painting import Painting


def entity(id: str, name: str, latin: str = "", of_type: str = "person") -> Entity:  # noqa: A002
    canonical = {"zh-Hans": name} | ({"en": latin} if latin else {})
    return Entity(id, of_type, tuple(Name({tag: text}) for tag, text in canonical.items()), canonical)


BOAT = entity("boat", "方小舟", "Fang Xiaozhou")
EVENING = entity("evening", "陈晚", "Late Chen")
LAKE = entity("lake", "湖边研究所", of_type="organization")
FOUND = entity("found-0123456789", "舟小方")
CANDIDATES = (
    Candidate(LAKE, Extent(200, 12)),
    Candidate(BOAT, Extent(31, 5)),
    Candidate(FOUND, Extent(2, 1), is_found=True),
    Candidate(EVENING, Extent(4, 1)),
)
MORE = {"boat": Extent(37, 12), "evening": Extent(1, 1), "lake": Extent(0, 0)}


def picker(
    candidates: tuple[Candidate, ...], preview: Callable[[Entity | None], Extent | None], new: str | None = None
) -> PickerPanel:
    everybody = Everybody([one.entity for one in candidates], {one.entity.id for one in candidates if one.is_found})
    mentioned = {one.entity.id: one.there for one in candidates if one.there.mentions}
    return PickerPanel(
        "小舟 is another name of",
        Candidates(everybody, mentioned, suggested=[FOUND.id]),
        name=lambda entity: entity.canonical["zh-Hans"],
        preview=preview,
        new=new,
    )


class PickerStage(Stage[PickerPanel]):
    """Shows a picker and counts when told to."""

    def __init__(self, new: str | None = None, candidates: tuple[Candidate, ...] = CANDIDATES) -> None:
        self.counted: dict[str, Extent] = dict(MORE)
        self.cards: list[str] = []
        super().__init__(picker(candidates, self.preview, new))

    def preview(self, entity: Entity | None) -> Extent | None:
        """Return what has been counted."""
        return self.counted.get("" if entity is None else entity.id)

    def on_picker_panel_card_asked(self, message: PickerPanel.CardAsked) -> None:
        """Keep the id."""
        self.cards.append(message.entity.id)

    @property
    def names(self) -> list[str]:
        """The first words of the rows."""
        return [row.lstrip("▸ ").split("  ")[0] for row in self.list_text.splitlines() if row]


@pytest.fixture(autouse=True)
def own_keys() -> Iterator[None]:
    """Have the keys of the table before and after each test."""
    keys.use({})
    yield
    keys.use({})


async def test_the_likely_ones_come_first_then_those_who_are_mentioned_more() -> None:
    app = PickerStage()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert app.names == ["舟小方", "湖边研究所", "方小舟", "陈晚"]
        rows = [" ".join(row.split()) for row in shown(app.panel.rows)]
        assert rows[0] == "▸ 舟小方 found, person 2 in 1 document"
        assert rows[1] == "湖边研究所 organization 200 in 12 documents"
        assert rows[2] == "方小舟 Fang Xiaozhou person 31 in 5 documents"


async def test_somebody_is_found_in_either_script_in_latin_and_in_initials() -> None:
    app = PickerStage()
    async with app.run_test(size=(80, 24)) as pilot:
        for typed in ("陳", "late", "cw"):
            await press(pilot, *typed)
            assert app.names == ["陈晚"], typed
            await press(pilot, *["backspace"] * len(typed))
        await press(pilot, *"陳", "enter")
    assert app.results == [EVENING]


async def test_what_would_come_of_it_is_told_of_the_row_under_the_cursor() -> None:
    app = PickerStage()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert app.heading_text.split("  ")[0].strip() == "小舟 is another name of"
        assert "still counting" in app.heading_text
        app.counted["found-0123456789"] = Extent(1, 1)
        app.panel.show_preview()
        assert "+1 mention in 1 document" in app.heading_text
        await press(pilot, "down")
        assert "changes no mention" in app.heading_text
        await press(pilot, "down")
        assert "+37 mentions in 12 documents" in app.heading_text
        await press(pilot, *"陈晚")
        assert "+1 mention in 1 document" in app.heading_text


async def test_somebody_new_is_offered_last_by_the_name_that_was_typed() -> None:
    app = PickerStage(new="小舟")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert shown(app.panel.rows)[4] == "  somebody new: 小舟"
        await press(pilot, *"余温")
        assert shown(app.panel.rows)[0] == "▸ somebody new: 余温"
        await press(pilot, "enter")
    assert app.results == [SomebodyNew("余温")]


async def test_a_key_takes_somebody_new_whatever_else_answers() -> None:
    app = PickerStage(new="小舟")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "Ctrl+N new" in text_of(app.panel.query_one(KeyLine))
        await press(pilot, *"方", "ctrl+n")
    assert app.results == [SomebodyNew("方")]


async def test_where_nobody_new_is_allowed_there_is_no_way_to_it() -> None:
    app = PickerStage()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "new" not in text_of(app.panel.query_one(KeyLine))
        await press(pilot, *"余温", "ctrl+n", "enter")
        assert app.screen is app.panel
        assert "Nothing of that name." in app.list_text
        assert app.heading_text.strip() == "小舟 is another name of"


async def test_the_card_is_asked_for_with_a_key_that_moves_in_what_is_typed() -> None:
    app = PickerStage()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, *"方x", "left", "backspace", "right", "backspace", "right")
        assert app.panel.filter.value == ""
        assert app.cards == ["found-0123456789"]


async def test_other_keys_hold() -> None:
    keys.use(remapped({"picker.new": "f5"}).keys)
    app = PickerStage(new="小舟")
    async with app.run_test(size=(80, 24)) as pilot:
        app.set_keymap(keys.keymap())
        await pilot.pause()
        assert "F5 new" in text_of(app.panel.query_one(KeyLine))
        await press(pilot, "ctrl+n")
        assert app.screen is app.panel
        await press(pilot, "f5")
    assert app.results == [SomebodyNew("小舟")]


@pytest.mark.parametrize("size", [(40, 12), (60, 16)])
async def test_names_whether_found_and_counts_are_seen_in_narrow_terminals(size: tuple[int, int]) -> None:
    app = PickerStage(new="小舟")
    app.counted["found-0123456789"] = Extent(9, 2)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        rows = shown(app.panel.rows)
        assert app.heading_text.endswith("+9" if size[0] < 60 else "+9 mentions in 2 documents")
        assert [
            name for name in ("舟小方", "湖边研究所", "方小舟", "陈晚") if not any(name in row for row in rows)
        ] == []
        assert "found" in rows[0]
        assert "200" in rows[1]
        assert "somebody new: 小舟" in rows[4]


painted = st.builds(
    Candidate,
    st.builds(entity, st.just("x"), st.text(min_size=1), st.text(), st.text(min_size=1, max_size=40)),
    st.builds(Extent, st.integers(0, 10**6), st.integers(0, 10**4)),
    st.booleans(),
).filter(lambda one: one.there.mentions or not one.is_found)  # who is gone cannot be picked


@given(st.lists(painted, min_size=1, max_size=4), st.integers(34, 110))
def test_columns_stand_under_each_other_whatever_is_in_a_name(candidates: list[Candidate], cells: int) -> None:
    named = tuple(replace(one, entity=replace(one.entity, id=str(at))) for at, one in enumerate(candidates))
    panel = picker(named, lambda _entity: None)
    rows = [panel.paint(one, cells) for one in panel.items_for("")]

    def columns(row: Painting) -> list[int]:
        return [width(text) for text, _name in row[:4]]

    assert len({tuple(columns(row)) for row in rows}) == 1
    assert all("\n" not in text and "\x1b" not in text for row in rows for text, _name in row)


def test_an_effect_is_told_in_the_singular_and_in_the_plural() -> None:
    assert [effect(Extent(*more)) for more in ((1, 1), (2, 1), (37, 12), (0, 0))] == [
        "+1 mention in 1 document",
        "+2 mentions in 1 document",
        "+37 mentions in 12 documents",
        "changes no mention",
    ]


async def test_among_very_many_all_who_answer_come_and_somebody_new_not_before_them() -> None:
    others = tuple(Candidate(entity(f"e{number}", f"余{number}"), Extent(0, 0)) for number in range(5000))
    app = PickerStage("陈晚", (*others, *CANDIDATES))
    async with app.run_test(size=(80, 24)) as pilot:
        seen = [0]

        def all_have_come() -> bool:
            items = app.panel.rows.items
            if any(isinstance(item, SomebodyNew) for item in items):
                return True
            seen.append(len(items))
            return False

        await press(pilot, *"余499")
        await until(pilot, all_have_come)
        assert app.panel.rows.items[-1] == SomebodyNew("余499")
        assert len(app.panel.rows.items) == 12
        assert max(seen) <= 11


async def test_who_shares_a_name_comes_before_those_who_do_not_and_last_who_is_mentioned_nowhere() -> None:
    nowhere = (entity("rain", "雨先生"), entity("wind", "方小舟之风"), entity("f", "F"))
    mentioned = (Candidate(LAKE, Extent(200, 12)), Candidate(EVENING, Extent(4, 1)), Candidate(BOAT, Extent(2, 1)))
    everybody = Everybody([*nowhere, *(one.entity for one in mentioned)], ())
    candidates = Candidates(
        everybody,
        {one.entity.id: one.there for one in mentioned},
        text="小舟",
        suggested=["evening", "gone"],
        inside=["f"],
        but="rain",
    )
    panel = PickerPanel("", candidates, name=lambda one: one.name, preview=lambda _one: None)
    app: Stage[PickerPanel] = Stage(panel)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert [item.entity.id for item in panel.rows.items if isinstance(item, Candidate)] == [
            *("evening", "boat", "wind", "lake", "f")
        ]
        await press(pilot, *"fang")
        await press(pilot, *["backspace"] * 4, *"xz")
        assert [item.entity.id for item in panel.rows.items if isinstance(item, Candidate)] == ["boat", "wind"]


async def test_of_very_many_few_are_looked_at_before_the_list_stands_there_and_the_cursor_stays(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    nowhere = [entity(f"e{number}", f"余{number}") for number in range(6000)]
    everybody = Everybody([*nowhere, *(one.entity for one in CANDIDATES), entity("wind", "方小舟之风")], ())
    mentioned = {one.entity.id: one.there for one in CANDIDATES}
    candidates = Candidates(everybody, mentioned, text="小舟")
    panel = PickerPanel("", candidates, name=lambda one: one.name, preview=lambda _one: None)
    read = []
    timer = panel.set_timer

    def set_timer(*given: Any) -> Timer:
        read.append(sum("spellings" in vars(one) for one in nowhere))
        return timer(*given)

    monkeypatch.setattr(panel, "set_timer", set_timer)
    app: Stage[PickerPanel] = Stage(panel)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "down", "down")
        here = panel.rows.item
        await until(pilot, lambda: len(panel.rows.items) == len(everybody.entities))
        names = [item.entity.name for item in panel.rows.items[:5] if isinstance(item, Candidate)]
        assert names == ["方小舟", "方小舟之风", "湖边研究所", "陈晚", "舟小方"]
        assert panel.rows.item == here
    assert 0 < read[0] < len(nowhere)


@pytest.mark.parametrize("suggested", [(), ("ghost",)])
@pytest.mark.parametrize("typed", ["", "小舟"])
def test_who_was_found_and_is_mentioned_nowhere_any_more_is_not_offered(suggested: tuple[str, ...], typed: str) -> None:
    everybody = Everybody([BOAT, entity("ghost", "方小舟"), entity("listed", "方小舟")], {"ghost"})
    candidates = Candidates(everybody, {BOAT.id: Extent(31, 5)}, text="小舟", suggested=suggested)
    offered = [one for block in candidates.find(Wanted(typed or "舟")) for one in block]
    others = [one for blocks in candidates.others() for block in blocks for one in block]
    assert {one.entity.id for one in offered} == {BOAT.id, "listed"}
    assert [one.entity.id for one in (*candidates.ranked, *others)] == [BOAT.id, "listed"]
