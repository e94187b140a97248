"""Selecting: with the mouse and with keys, by whole glyphs; what is copied is what was meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.events import MouseMove

from reader.app.application import ReaderApp
from reader.library.library import Library
from tests.app.driving import press, reading, screen_text, settled, shown, text_of

if TYPE_CHECKING:
    from pathlib import Path

    from textual.pilot import Pilot

    from reader.library.state import State

SENTENCE = "李文翰(Leon Lee)在湖邊研究所說話。"
IN_SIMPLIFIED = "李文翰(Leon Lee)在湖边研究所说话。"
SIZES = [(80, 24), (120, 40), (30, 10)]


async def opened(pilot: Pilot[int]) -> tuple[int, int]:
    """Open the first document and return the cell at which the sentence begins on the page."""
    await settled(pilot)
    await press(pilot, "enter")
    page = reading(pilot.app).page  # type: ignore[arg-type]
    lines = shown(page)
    row = next(number for number, line in enumerate(lines) if "李文翰" in line)
    return len(lines[row]) - len(lines[row].lstrip()), row


async def drag(pilot: Pilot[int], start: tuple[int, int], end: tuple[int, int]) -> None:
    await pilot.mouse_down("#page", offset=start)
    page = pilot.app.screen.query_one("#page")
    page.post_message(MouseMove(page, *end, 0, 0, button=1, shift=False, meta=False, ctrl=False))
    await pilot.pause()
    await pilot.mouse_up("#page", offset=end)
    await pilot.pause()


def selected(app: ReaderApp) -> str:
    page = reading(app).page
    return page.selection.span.of(page.text) if page.selection is not None else ""


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    ("start", "end", "text"),
    [
        (0, 3, "李文"),
        (1, 2, "李文"),
        (0, 1, ""),
        (1, 0, ""),
        (3, 0, "李文"),
        (2, 1, "李文"),
        (5, 8, "翰(Le"),
        (0, 9, "李文翰(Leo"),
    ],
)
async def test_a_drag_takes_the_glyphs_under_it_on_whichever_half_it_begins_and_ends(
    app: ReaderApp, size: tuple[int, int], start: int, end: int, text: str
) -> None:
    async with app.run_test(size=size) as pilot:
        x, y = await opened(pilot)
        await drag(pilot, (x + start, y), (x + end, y))
        assert selected(app) == text


async def test_a_drag_over_rows_takes_all_between(app: ReaderApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        x, y = await opened(pilot)
        await drag(pilot, (x, y - 2), (x + 1, y))
        assert selected(app) == "湖邊的一天\n\n李"


async def test_a_drag_down_that_ends_between_paragraphs_takes_nothing_of_the_next(app: ReaderApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        x, y = await opened(pilot)
        await drag(pilot, (x, y - 2), (x + 4, y - 1))
        assert selected(app) == "湖邊的一天"


async def test_a_drag_up_that_begins_or_ends_between_paragraphs_takes_whole_rows(app: ReaderApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        x, y = await opened(pilot)
        await drag(pilot, (76, y), (x + 4, y - 1))
        assert selected(app) == SENTENCE


async def test_a_drag_to_below_the_text_takes_all_to_its_end(folder: Path, state: State) -> None:
    (folder / "0.txt").write_text(f"湖邊的一天\n\n{SENTENCE}\n\n湖水很靜。\n", encoding="utf-8")
    app = ReaderApp(Library([str(folder / "0.txt")]), state)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        page = reading(app).page
        x, y = page.view.columns.starts[0], 2
        await drag(pilot, (x, y), (x, page.size.height - 1))
        assert selected(app) == f"{SENTENCE}\n\n湖水很靜。"


async def test_a_drag_beside_the_text_takes_the_nearest_glyph(app: ReaderApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        x, y = await opened(pilot)
        await drag(pilot, (x, y), (76, y))
        assert selected(app) == SENTENCE


@pytest.mark.parametrize("size", SIZES)
async def test_two_clicks_take_the_name_or_the_word_three_the_paragraph(app: ReaderApp, size: tuple[int, int]) -> None:
    async with app.run_test(size=size) as pilot:
        x, y = await opened(pilot)
        await pilot.click("#page", offset=(x + 3, y), times=2)
        assert selected(app) == "李文翰"
        await pilot.click("#page", offset=(x + 8, y), times=2)
        assert selected(app) == "Leon Lee"
        await pilot.click("#page", offset=(x + 3, y), times=3)
        assert selected(app) == SENTENCE
        await pilot.click("#page", offset=(x + 3, y))
        assert selected(app) == ""


async def test_a_word_is_taken_by_its_second_half_too(app: ReaderApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        x, y = await opened(pilot)
        at = x + 2 * len("李文翰在湖邊研究所說") + len("(Leon Lee)")
        await pilot.click("#page", offset=(at + 1, y), times=2)
        assert selected(app) == "說話"


async def test_a_click_still_chooses_a_name_and_a_drag_does_not(app: ReaderApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        x, y = await opened(pilot)
        await drag(pilot, (x, y), (x + 3, y))
        assert reading(app).choice is None
        await pilot.click("#page", offset=(x + 1, y))
        await pilot.pause()
        assert reading(app).choice is not None


async def test_keys_select_and_copy_what_is_shown(app: ReaderApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await press(pilot, "tab", "v", "right", "right", "y")
        assert app.clipboard == "李文翰"
        assert selected(app) == ""
        await press(pilot, "s", "down", "v", "down", "w", "y")
        assert "湖" in app.clipboard


async def test_what_is_copied_is_the_script_that_is_shown_or_the_one_it_is_written_in(app: ReaderApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        x, y = await opened(pilot)
        await press(pilot, "s")
        await pilot.click("#page", offset=(x, y), times=3)
        await press(pilot, "y")
        assert app.clipboard == IN_SIMPLIFIED
        await press(pilot, "v", "Y")
        assert app.clipboard == SENTENCE


@pytest.mark.parametrize(
    ("copy", "copied"), [("shown", (IN_SIMPLIFIED, SENTENCE)), ("written", (SENTENCE, IN_SIMPLIFIED))]
)
async def test_what_the_mouse_selected_is_copied_in_either_form(
    app: ReaderApp, copy: str, copied: tuple[str, str]
) -> None:
    app.settings = app.settings.changed("copy", copy)
    async with app.run_test(size=(80, 24)) as pilot:
        x, y = await opened(pilot)
        await press(pilot, "s")
        await pilot.click("#page", offset=(x, y), times=3)
        for key, text in zip("yY", copied, strict=True):
            await press(pilot, key)
            assert app.clipboard == text
            assert selected(app) == SENTENCE


async def test_without_a_selection_the_paragraph_is_copied_in_the_other_form_too(app: ReaderApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await press(pilot, "s", "tab", "Y")
        assert app.clipboard == SENTENCE


@pytest.mark.parametrize(("copy", "other"), [("shown", "Y as written"), ("written", "Y as shown")])
async def test_the_status_line_tells_both_ways_to_copy(app: ReaderApp, copy: str, other: str) -> None:
    app.settings = app.settings.changed("copy", copy)
    async with app.run_test(size=(90, 24)) as pilot:
        x, y = await opened(pilot)
        await drag(pilot, (x, y), (x + 3, y))
        assert f"y copies · {other}" in text_of(reading(app).status)
        await press(pilot, "v")
        assert f"y copies · {other} · Esc leaves · arrows extend   " in text_of(reading(app).status)


@pytest.mark.parametrize("size", [(80, 24), (60, 24), (40, 24), (30, 10)])
async def test_no_hint_in_the_status_line_is_cut(app: ReaderApp, size: tuple[int, int]) -> None:
    async with app.run_test(size=size) as pilot:
        await opened(pilot)
        await press(pilot, "v", "down", "down", "down")
        status = text_of(reading(app).status)
        assert "characters" in status
        assert "…" not in status
        assert status.endswith("0%")


AWAY = {
    "the next mention": ("n",),
    "the mention before": ("N",),
    "the next name on the page": ("tab",),
    "the start": ("g",),
    "the end": ("G",),
    "a percentage": ("percent_sign", "5", "0", "enter"),
    "back": ("backspace",),
    "forward": ("backspace", "backslash"),
    "a label": ("f", "j"),
    "a mention in the list": ("m", "down", "enter"),
    "another document": ("ctrl+p", *"离开的人", "enter"),
}


@pytest.mark.parametrize("keys", AWAY.values(), ids=AWAY.keys())
@pytest.mark.parametrize("by_keys", [False, True], ids=["with the mouse", "with keys"])
async def test_a_jump_drops_the_selection(app: ReaderApp, keys: tuple[str, ...], by_keys: bool) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        x, y = await opened(pilot)
        await press(pilot, "tab", "G", "g")
        await drag(pilot, (x, y), (x + 3, y))
        if by_keys:
            await press(pilot, "v")
        assert selected(app) == "李文"
        await press(pilot, *keys)
        await settled(pilot)
        assert selected(app) == ""
        assert not reading(app).page.selecting


@pytest.mark.parametrize("keys", [("space",), ("m", "down", "escape"), ("S", "escape")])
async def test_turning_the_page_or_looking_into_a_list_leaves_the_selection(
    app: ReaderApp, keys: tuple[str, ...]
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        x, y = await opened(pilot)
        await press(pilot, "tab")
        await drag(pilot, (x, y), (x + 3, y))
        await press(pilot, *keys)
        assert selected(app) == "李文"


async def test_a_selection_stays_on_its_text_through_a_toggle(app: ReaderApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        x, y = await opened(pilot)
        await drag(pilot, (x, y), (x + 3, y))
        await press(pilot, "s")
        assert selected(app) == "李文"
        reversed_text = [
            segment.text for segment in reading(app).page.render_line(y) if segment.style and segment.style.reverse
        ]
        assert "".join(reversed_text) == "李文"


async def test_motions_lead_through_rows_words_and_paragraphs(app: ReaderApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await press(pilot, "v", "end")
        assert selected(app) == "湖邊的一天"
        await press(pilot, "down")
        assert selected(app).startswith("湖邊的一天\n\n李文翰(Le")
        await press(pilot, "home", "space", "end")
        assert selected(app) == SENTENCE
        await press(pilot, "o", "right")
        assert selected(app) == SENTENCE[1:]
        await press(pilot, "p")
        assert selected(app) == SENTENCE
        await press(pilot, "escape")
        assert selected(app) == ""
        assert not reading(app).page.selecting


async def test_the_end_of_a_selection_is_kept_on_the_screen(app: ReaderApp) -> None:
    async with app.run_test(size=(30, 10)) as pilot:
        await opened(pilot)
        page = reading(app).page
        await press(pilot, "v", *["down"] * 15)
        assert page.selection is not None
        start, end = page.in_view
        assert start <= page.selection.head.start < end
        await press(pilot, *["up"] * 15)
        start, end = page.in_view
        assert start <= page.selection.head.start < end


async def test_without_a_selection_the_paragraph_is_copied(app: ReaderApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await press(pilot, "tab", "y")
        assert app.clipboard == SENTENCE


async def test_the_status_line_tells_how_much_is_selected(app: ReaderApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        x, y = await opened(pilot)
        await drag(pilot, (x, y), (x + 3, y))
        assert "2 characters" in text_of(reading(app).status)


async def test_what_is_counted_is_what_is_copied(tmp_path: Path, state: State, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reader.app.reading_screen.MOST_COUNTED", 2000)
    (tmp_path / "1.md").write_text("在**湖邊**說話，\n" + "說話。" * 1000, encoding="utf-8")
    app = ReaderApp(Library([str(tmp_path)]), state)
    async with app.run_test(size=(100, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "enter", "v", *["right"] * 4)
        assert "5 characters" in text_of(reading(app).status)
        await press(pilot, "y")
        assert len(app.clipboard) == 5
        await press(pilot, "v", "down", "p")
        assert "k chars" in text_of(reading(app).status)


async def test_a_button_let_go_of_outside_the_terminal_ends_the_drag(app: ReaderApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        x, y = await opened(pilot)
        await pilot.mouse_down("#page", offset=(x, y))
        await pilot.hover("#page", offset=(x + 5, y))
        await pilot.hover("#page", offset=(x + 9, y))
        assert selected(app) == ""


async def test_the_help_while_selecting_lists_the_keys_that_select(app: ReaderApp) -> None:
    async with app.run_test(size=(80, 70)) as pilot:
        await opened(pilot)
        await press(pilot, "v", "question_mark")
        text = screen_text(app)
        assert "to the next word" in text
        assert "set a bookmark here" not in text
        assert "draw the screen anew" in text
        await press(pilot, *"paragraph", "enter")
        await pilot.pause()
        assert reading(app).page.selecting
        assert len(selected(app)) > 1


async def test_a_key_of_selecting_can_be_clicked(app: ReaderApp) -> None:
    async with app.run_test(size=(120, 24)) as pilot:
        await opened(pilot)
        await press(pilot, "v")
        keys = text_of(reading(app).key_line)
        await pilot.click(reading(app).key_line, offset=(keys.index("Right"), 0))
        await pilot.pause()
        assert len(selected(app)) == 2
        await pilot.click(reading(app).key_line, offset=(keys.index("y copy"), 0))
        await pilot.pause()
        assert len(app.clipboard) == 2
        assert not reading(app).page.selecting
