"""Going through suggestions: one key each, the next one comes under the cursor, and an empty queue says so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.app import keys
from reader.app.bars import KeyLine
from reader.app.correcting_words import Extent
from reader.app.remapping import remapped
from reader.app.review_panel import ReviewPanel, Suggested
from reader.library.walk import Place
from reader.page.cells import width
from tests.app.driving import press, screen_text, shown, text_of
from tests.app.stage import Stage

if TYPE_CHECKING:
    from collections.abc import Iterator


PLACE = Place(2, 40, 43)
SOUNDS = Suggested(
    ("found-1", "boat"), ("菲舟曼", "Fishman"), (9, 1200), "the names sound alike", 0.83, Extent(9, 3), PLACE
)
LATIN = Suggested(("found-2", "lake"), ("湖邊", "湖边"), (4, 31), "they share a Latin name", 0.7, Extent(4, 1))
SPELLING = Suggested(
    ("found-3", "evening"), ("陈婉", "陈晚"), (1, 5), "they differ by one character", 0.5, Extent(1, 1)
)
QUEUE = (SOUNDS, LATIN, SPELLING)


class ReviewStage(Stage[ReviewPanel]):
    """Shows the panel and keeps what it says."""

    def __init__(self, queue: tuple[Suggested, ...] = QUEUE, *, looking: bool = False) -> None:
        super().__init__(ReviewPanel(queue, looking=looking))
        self.said: list[tuple[str, Any]] = []

    def on_review_panel_accepted(self, message: ReviewPanel.Accepted) -> None:
        """Keep it."""
        self.said.append(("accepted", message.suggestion))

    def on_review_panel_rejected(self, message: ReviewPanel.Rejected) -> None:
        """Keep it."""
        self.said.append(("rejected", message.suggestion))

    def on_review_panel_undo_asked(self) -> None:
        """Keep it."""
        self.said.append(("undo", None))

    def on_review_panel_redo_asked(self) -> None:
        """Keep it."""
        self.said.append(("redo", None))

    def on_review_panel_looked(self, message: ReviewPanel.Looked) -> None:
        """Keep it."""
        self.said.append(("looked", (message.place, message.covered)))


@pytest.fixture(autouse=True)
def own_keys() -> Iterator[None]:
    """Have the keys of the table before and after each test."""
    keys.use({})
    yield
    keys.use({})


async def test_a_row_tells_both_names_their_counts_what_accepting_changes_and_how_likely_it_is() -> None:
    app = ReviewStage()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert app.heading_text.split() == ["Are", "they", "one?", "3"]
        rows = [" ".join(row.split()) for row in shown(app.panel.rows) if row]
        assert rows[0] == "▸ 菲舟曼 9 Fishman 1200 +9 mentions in 3 documents 0.83"
        assert rows[2].startswith("陈婉 1 陈晚 5 +1 mention in 1 document 0.50")
        assert text_of(app.panel.reason).strip() == "the names sound alike"
        await press(pilot, "down")
        assert text_of(app.panel.reason).strip() == "they share a Latin name"


async def test_on_wide_screens_each_row_has_its_reason() -> None:
    app = ReviewStage()
    async with app.run_test(size=(140, 24)) as pilot:
        await pilot.pause()
        assert "0.50  they differ by one character" in app.list_text


async def test_one_key_answers_and_the_next_one_comes_under_the_cursor() -> None:
    app = ReviewStage()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "down", "a")
        assert app.panel.rows.item is SPELLING
        await press(pilot, "r")
        assert app.panel.rows.item is SOUNDS
        await press(pilot, "r", "a", "r")
        assert app.said == [("accepted", LATIN), ("rejected", SPELLING), ("rejected", SOUNDS)]
        assert app.screen is app.panel


async def test_an_empty_queue_says_so_and_offers_the_next_step() -> None:
    app = ReviewStage((SOUNDS,))
    async with app.run_test(size=(40, 12)) as pilot:
        await press(pilot, "a", "enter")
        text = " ".join(app.list_text.split())
        assert text == "There is nothing to answer: nobody else looks like two. Esc closes; p lists all people."
        assert text_of(app.panel.reason).strip() == ""


async def test_while_documents_are_looked_through_an_empty_queue_is_no_answer() -> None:
    app = ReviewStage((), looking=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "The documents are still being looked through." in app.list_text
        app.panel.show_suggestions(QUEUE, looking=True)
        await pilot.pause()
        assert "still looking" in app.heading_text
        assert "Fishman" in app.list_text
        app.panel.show_suggestions(QUEUE)
        assert "still looking" not in app.heading_text


async def test_the_cursor_stays_on_its_suggestion_when_others_come_and_go() -> None:
    app = ReviewStage()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "down")
        app.panel.show_suggestions((SPELLING, SOUNDS, LATIN))
        assert app.panel.rows.item is LATIN
        app.panel.show_suggestions((SPELLING, SOUNDS))
        await pilot.pause()
        assert app.panel.rows.item is SOUNDS
        assert text_of(app.panel.reason).strip() == "the names sound alike"


async def test_the_passage_is_shown_where_there_is_one() -> None:
    app = ReviewStage()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "enter")
        await pilot.click("#rows", offset=(5, 0))
        await pilot.pause()
        assert app.said == [("looked", (PLACE, 12)), ("looked", (PLACE, 12))]
        await press(pilot, "down", "enter")
        assert len(app.said) == 2
        assert "There is no single passage that tells of it." in app.heading_text
        await press(pilot, "up")
        assert "Are they one?" in app.heading_text


async def test_what_was_answered_can_be_taken_back_and_the_answer_is_told() -> None:
    app = ReviewStage()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "a", "u", "U")
        assert [said for said, _of in app.said] == ["accepted", "undo", "redo"]
        app.panel.show_suggestions(QUEUE)
        app.panel.say("undone: 菲舟曼 and Fishman are one")
        assert "undone: 菲舟曼 and Fishman are one" in app.heading_text
        await press(pilot, "r")
        assert "Are they one?" in app.heading_text


async def test_keys_are_seen_in_small_terminals_too_and_others_hold() -> None:
    keys.use(remapped({"review.accept": "y", "review.reject": "n"}).keys)
    app = ReviewStage()
    async with app.run_test(size=(40, 12)) as pilot:
        app.set_keymap(keys.keymap())
        await pilot.pause()
        assert text_of(app.panel.query_one(KeyLine)).startswith(" y accept  n reject")
        screen = screen_text(app).splitlines()
        assert len(screen) == 12
        assert screen[-1].startswith(" y accept  n reject")
        assert [" ".join(row.split()) for row in screen[1:3]] == [
            "▸ 菲舟曼 9 Fishman 1200 +9 0.83",
            "湖邊 4 湖边 31 +4 0.70",
        ]
        await press(pilot, "a", "r", "y", "n")
        assert app.said == [("accepted", SOUNDS), ("rejected", LATIN)]


numbers = st.integers(0, 10**5)
suggested = st.builds(
    Suggested,
    st.tuples(st.text(), st.text()),
    st.tuples(st.text(), st.text()),
    st.tuples(numbers, numbers),
    st.text(),
    st.floats(0, 1),
    st.builds(Extent, numbers, numbers),
)


@given(st.lists(suggested, min_size=1, max_size=4), st.integers(38, 130))
def test_columns_stand_under_each_other_whatever_is_in_a_name(queue: list[Suggested], cells: int) -> None:
    panel = ReviewPanel(queue)
    rows = [panel.paint(one, cells) for one in queue]
    assert len({tuple(width(text) for text, _name in row[:-1]) for row in rows}) == 1
    assert all("\n" not in text and "\x1b" not in text for row in rows for text, _name in row)
    assert sum(width(text) for text, _name in rows[0][:-1]) <= cells or cells < 70
