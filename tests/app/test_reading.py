"""The page as a reader uses it, through keys: toggle, jump, back, and the place that is never lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.events import MouseScrollDown

from reader.app.application import ReaderApp
from reader.app.library_screen import LibraryScreen
from reader.app.places_panel import MentionsPanel
from reader.app.row_list import RowList
from reader.library.library import Library
from reader.library.state import State
from reader.scripts.fold import fold
from reader.scripts.script import Script
from tests.app.driving import press, reading, settled, shown, styled, text_of, until

if TYPE_CHECKING:
    from pathlib import Path

    from reader.library.walk import Place

SIZES = ((80, 24), (200, 50), (30, 10))


@pytest.mark.parametrize("size", SIZES)
async def test_enter_opens_the_document_and_its_text_is_on_the_page(app: ReaderApp, size: tuple[int, int]) -> None:
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        await press(pilot, "enter")
        assert "湖邊的一天" in text_of(reading(app).page)


async def test_s_shows_the_other_script_and_again_the_first(app: ReaderApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "enter", "s")
        assert "湖边的一天" in text_of(reading(app).page)
        assert "湖边的一天" in text_of(reading(app).status)
        await press(pilot, "s")
        assert "湖邊的一天" in text_of(reading(app).page)
        await press(pilot, "s", "o")
        assert app.script is Script.ORIGINAL


async def test_a_document_in_the_target_script_is_shown_as_it_stands(app: ReaderApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "enter")
        as_written = shown(reading(app).page)
        await press(pilot, "s", "s")
        assert app.script is Script.HANT
        assert shown(reading(app).page) == as_written


async def test_a_known_name_is_shown_in_its_own_form(app: ReaderApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "down", "enter", "s")
        assert app.script is Script.HANT
        assert "余發說不知道" in text_of(reading(app).page)


@pytest.mark.parametrize("pages", [0, 1, 3])
async def test_every_toggle_keeps_the_same_character_on_top(app: ReaderApp, pages: int) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "enter", *["space"] * pages, "down")
        top = reading(app).page.in_view[0]
        for _ in range(3):
            await press(pilot, "s")
            assert reading(app).page.in_view[0] == top


@pytest.mark.usefixtures("idling")
async def test_a_resize_and_back_keeps_the_same_row_on_top(app: ReaderApp) -> None:
    async with app.run_test(size=(100, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "enter", "space", "space")
        before = shown(reading(app).page)
        for columns in (60, 140, 100):
            await pilot.resize_terminal(columns, 24)
            await pilot.pause()
        assert shown(reading(app).page) == before


async def test_paging_down_shows_every_character_once(app: ReaderApp) -> None:
    async with app.run_test(size=(60, 20)) as pilot:
        await settled(pilot)
        await press(pilot, "enter")
        page = reading(app).page
        seen = []
        for _ in range(40):
            seen += [line.strip(" ▐┆▸") for line in shown(page)]
            before = page.top_offset
            await press(pilot, "space")
            if page.top_offset == before:
                break
        document = reading(app).document
        assert document is not None
        assert "".join(seen).replace(" ", "") == "".join(document.text.split()).replace(" ", "")


async def test_going_up_again_comes_back_to_the_same_rows(app: ReaderApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "enter", "space")
        before = shown(reading(app).page)
        await press(pilot, *["down"] * 7, *["up"] * 30, "space")
        assert shown(reading(app).page)[0] == before[0]
        await press(pilot, "end", "home")
        assert "湖邊的一天" in shown(reading(app).page)[0]


async def test_n_visits_every_mention_once_and_comes_back_to_the_first(app: ReaderApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "enter", "tab")
        screen = reading(app)
        assert screen.choice is not None
        assert screen.choice.entity == "li-wen"
        first = screen.place
        visited: list[Place] = []
        for _ in screen.choice.walk.places:
            assert screen.place is not None
            visited.append(screen.place)
            assert screen.page.in_view[0] <= screen.place.start < screen.page.in_view[1]
            assert "reverse" in " ".join(styled(screen.page, _text(screen.place, app)))
            await press(pilot, "n")
        assert screen.place == first
        assert sorted(visited) == list(screen.choice.walk.places)
        assert [place.document for place in screen.choice.walk.places] == [0, 0, 0, 1, 1, 2]
        await press(pilot, "N")
        assert screen.place == screen.choice.walk.places[-1]
        assert "6 of 6 · document 3 of 3" in text_of(screen.status)


def _text(place: Place, app: ReaderApp) -> str:
    return app.library.open(place.document).text[place.start : place.end]


async def test_backspace_undoes_jumps_exactly_and_backslash_repeats_them(app: ReaderApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "enter", "down", "tab")
        screen = reading(app)
        locations = [screen.location]
        for _ in range(5):
            await press(pilot, "n")
            locations.append(screen.location)
        for location in reversed(locations[:-1]):
            await press(pilot, "backspace")
            assert screen.location == location
        for location in locations[1:]:
            await press(pilot, "backslash")
            assert screen.location == location


async def test_the_chosen_mention_stays_chosen_through_toggles(app: ReaderApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "enter", "tab", "n", "n", "n")
        screen = reading(app)
        place = screen.place
        assert styled(screen.page, "里昂·李") == ["bold reverse", "bold underline"]
        await press(pilot, "s")
        assert screen.place == place
        assert styled(screen.page, "里昂·李") == ["bold reverse", "bold underline"]


async def test_a_click_chooses_a_name_also_on_its_right_half(app: ReaderApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "enter")
        page = reading(app).page
        row = next(y for y, line in enumerate(shown(page)) if "湖邊研究所" in line)
        column = 3 + len("李文翰") * 2 + len("(Leon Lee)") + 2
        await pilot.click(page, offset=(column + 1, row))
        await pilot.pause()
        choice = reading(app).choice
        assert choice is not None
        assert choice.entity == "lake"


async def test_the_wheel_and_the_strip_move_the_page(app: ReaderApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "enter")
        page = reading(app).page
        await pilot._post_mouse_events([MouseScrollDown], page, offset=(5, 5))
        await pilot.pause()
        assert page.in_view[0] > 0
        await pilot.click(page, offset=(79, page.size.height - 1))
        await pilot.pause()
        assert page.progress > 0.9


async def test_typing_in_the_list_of_mentions_folds_what_stands_around_each_no_more_than_once(
    app: ReaderApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    folded: list[str] = []

    def fold_and_note(text: str) -> str:
        folded.append(text)
        return fold(text)

    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "enter", "tab", "m")
        panel = app.screen
        assert isinstance(panel, MentionsPanel)
        count = len(panel.rows.items)
        assert count > 3
        monkeypatch.setattr("reader.app.places_panel.fold", fold_and_note)
        await press(pilot, *"湖邊", "backspace", *"邊研")
        assert [panel.context_of(place).text for place in panel.rows.items] == ["李文翰", "Leon Lee", "里昂·李"]
        around = [text for text in folded if len(text) > len("湖邊研")]
        assert len(around) == count


async def test_m_lists_all_mentions_shows_the_passage_and_escape_comes_back(app: ReaderApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "enter", "tab")
        screen = reading(app)
        before = screen.location
        await press(pilot, "m")
        assert len(app.screen.query_one("#rows").items) == 6  # type: ignore[attr-defined]
        await press(pilot, "down", "down", "down")
        assert screen.number == 1
        await press(pilot, "escape")
        assert screen.location == before
        await press(pilot, "m", "down", "down", "down", "enter")
        assert (screen.number, screen.place) == (1, before.choice.walk.places[3] if before.choice else None)
        await press(pilot, "backspace")
        assert screen.location == before


async def test_people_are_found_by_typing_in_either_script_or_latin(app: ReaderApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        for typed, entity in (("余發", "yu-fa"), ("余发", "yu-fa"), ("leon", "li-wen")):
            await press(pilot, "p", *typed, "enter")
            choice = reading(app).choice
            assert choice is not None
            assert choice.entity == entity


async def test_the_card_of_an_entity_leads_to_its_documents(app: ReaderApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "enter", "tab", "enter")
        card = text_of(app.screen.query_one("#rows"))
        assert "湖边研究所的主管" in card
        assert "里昂·李" in card
        await press(pilot, "down", "down", "enter")
        assert reading(app).number == 2


async def test_the_card_of_an_entity_is_in_the_script_of_the_document_on_the_page(app: ReaderApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "enter", "S", "tab", "home", "down", "down", "enter", "tab", "enter")
        assert app.target.script is Script.ORIGINAL
        assert app.target_of(0).script is Script.HANT
        card = text_of(app.screen.query_one("#rows"))
        assert "湖邊研究所的主管" in card


async def test_search_finds_in_either_script_and_n_walks_the_hits(app: ReaderApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        for typed in ("離開", "离开"):
            await press(pilot, "slash", *["backspace"] * 4, *typed)
            await settled(pilot)
            rows = app.screen.query_one(RowList)
            await until(pilot, lambda: len(rows.items) == 100)  # noqa: B023
            await press(pilot, "enter")
            choice = reading(app).choice
            assert choice is not None
            assert len(choice.walk.places) == 100
        place = reading(app).place
        await press(pilot, "n", "N")
        assert reading(app).place == place


async def test_search_without_a_hit_says_so(app: ReaderApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "slash", *"查無此句")
        await settled(pilot)
        assert "stands in none of the documents" in text_of(app.screen.query_one("#rows"))


async def test_the_place_is_remembered_over_a_restart_and_a_rename(folder: Path, tmp_path: Path) -> None:
    first = ReaderApp(Library([str(folder)]), State(tmp_path / "s.sqlite"))
    async with first.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "enter", "space", "space")
        anchor = reading(first).page.top_offset
        await press(pilot, "q")
    first.state.close()
    (folder / "1.txt").rename(folder / "9.txt")
    second = ReaderApp(Library([str(folder)]), State(tmp_path / "s.sqlite"))
    async with second.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "home", "enter")
        assert reading(second).page.top_offset == anchor
    second.state.close()


async def test_q_goes_back_to_the_library_and_then_out(app: ReaderApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "enter", "q")
        assert isinstance(app.screen, LibraryScreen)
        await press(pilot, "q")
    assert app.return_code == 0


async def test_names_are_told_apart_without_colour(app: ReaderApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "enter")
        page = reading(app).page
        assert styled(page, "李文翰") == ["underline"]
        assert styled(page, "湖邊研究所") == ["italic"]
        await press(pilot, "tab")
        assert styled(page, "李文翰") == ["bold reverse"]
        assert styled(page, "Leon Lee") == ["bold underline"]
