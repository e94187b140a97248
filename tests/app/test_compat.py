"""Each use of what Textual does not promise is still what it was."""

from __future__ import annotations

import logging
import unicodedata
from itertools import pairwise
from typing import TYPE_CHECKING, get_args

import pytest
import rich.cells
from hypothesis import given
from hypothesis import strategies as st
from rich.segment import Segment
from textual._border import BORDER_CHARS
from textual.app import App, ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.css.types import EdgeType
from textual.screen import Screen
from textual.strip import Strip
from textual.widgets import Input, Static

from reader.app.compat import mount_beforehand, typed_keys, use_ambiguous_width
from reader.page.cells import AMBIGUOUS, ambiguous_width, width
from tests.app.driving import press, settled
from tests.emulator import Emulator

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.app.application import ReaderApp

MARKS = "“”‘’…—·①℃×→■★─│╭▁█αЯéü®\ue000"
"""Characters of ambiguous width of every kind."""
OTHERS = "a 中，「Ａｱ한😀ñ▐╌⋯⣿\u0301\u200b\u3099"
texts = st.text(st.sampled_from(MARKS + OTHERS), max_size=30)
joined_texts = st.text(st.sampled_from(MARKS + OTHERS + "\u200d\ufe0f👩💻❤↔"), max_size=12)


@pytest.fixture(autouse=True)
def _narrow_again() -> Iterator[None]:
    yield
    use_ambiguous_width(1)


@pytest.fixture(params=[1, 2])
def ambiguous(request: pytest.FixtureRequest) -> int:
    use_ambiguous_width(request.param)
    cells: int = request.param
    return cells


def cells_of(text: str, ambiguous: int) -> int:
    """Return how many cells a terminal takes for a text."""
    terminal = Emulator(1000, 1, ambiguous=ambiguous)
    terminal.feed(text.encode())
    return terminal.column


async def test_a_screen_mounted_beforehand_is_laid_out_and_not_shown() -> None:
    class Later(Screen[None]):
        def compose(self) -> ComposeResult:
            yield Static("later", id="later")

    class Small(App[None]):
        def compose(self) -> ComposeResult:
            yield Static("now")

    app = Small()
    async with app.run_test(size=(40, 10)) as pilot:
        later = Later()
        app.install_screen(later, "later")
        mount_beforehand(later, app)
        await pilot.pause(0.05)
        assert later.is_mounted
        assert later.query_one("#later").size.width == 40
        assert app.screen is not later
        app.push_screen(later)
        await pilot.pause()
        assert app.screen is later


async def crash(app: ReaderApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "d")


async def test_a_crash_is_one_line_and_the_full_story_in_the_log(
    app: ReaderApp,
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken() -> None:
        raise RuntimeError("something of ours")

    monkeypatch.setattr(app, "action_toggle_theme", broken)
    with caplog.at_level(logging.ERROR), pytest.raises(RuntimeError):
        await crash(app)
    assert capsys.readouterr().err.strip() == "reader had to stop; reader --log tells why."
    assert "something of ours" in caplog.text
    assert "Traceback" in caplog.text


# Characters of ambiguous width


def test_every_character_of_ambiguous_width_takes_as_many_cells_as_it_is_told_and_no_other_changes() -> None:
    codes = [*range(0x20, 0x30000), *range(0xE0000, 0xE0200), *range(0xF0000, 0xF0100), 0xFFFFD, 0x100000, 0x10FFFD]
    narrow = {code: rich.cells.get_character_cell_size(chr(code)) for code in codes}
    use_ambiguous_width(2)
    wide = {code: rich.cells.get_character_cell_size(chr(code)) for code in codes}
    changed = {code for code in codes if wide[code] != narrow[code]}
    ambiguous = {code for first, last in AMBIGUOUS for code in range(first, last + 1)}
    assert changed == {code for code in ambiguous.intersection(codes) if narrow[code] == 1}
    assert {wide[code] for code in changed} == {2}
    assert all(ord(mark) in changed for mark in MARKS)
    use_ambiguous_width(1)
    assert {code: rich.cells.get_character_cell_size(chr(code)) for code in codes} == narrow


@pytest.mark.parametrize("mark", MARKS)
def test_all_ways_to_measure_agree_with_the_terminal(mark: str, ambiguous: int) -> None:
    assert ambiguous_width() == ambiguous == cells_of(mark, ambiguous)
    assert width(mark) == ambiguous
    assert rich.cells.get_character_cell_size(mark) == ambiguous
    assert rich.cells.cell_len(mark * 3) == rich.cells.cached_cell_len(mark * 3) == 3 * ambiguous
    assert rich.cells.cell_len(mark * 600) == 600 * ambiguous
    assert rich.cells.split_graphemes(mark * 3)[1] == 3 * ambiguous
    assert rich.cells.chop_cells(mark * 4, 4) == [mark * (4 // ambiguous)] * ambiguous
    assert rich.cells.set_cell_size(mark * 4, 4) == mark * (4 // ambiguous)
    assert rich.cells.split_text(mark * 4, 4) == (mark * (4 // ambiguous), mark * (4 - 4 // ambiguous))
    assert Segment(mark * 4).cell_length == Content(mark * 4).cell_length == Strip([Segment(mark * 4)]).cell_length
    assert Segment(mark * 4).cell_length == 4 * ambiguous
    assert [part.cell_length for part in Segment(mark * 4).split_cells(2)] == [2, 4 * ambiguous - 2]


def test_what_was_measured_before_is_measured_anew() -> None:
    for ambiguous in (1, 2, 1):
        use_ambiguous_width(ambiguous)
        assert rich.cells.cell_len("“…”") == width("“…”") == 3 * ambiguous
        left, right = Segment("“…”中").split_cells(2)
        assert (left.text, right.text) == (("“…", "”中"), ("“", "…”中"))[ambiguous - 1]


def test_an_emoji_style_widens_no_sign_that_is_wide_already(ambiguous: int) -> None:
    assert rich.cells.cell_len("®\ufe0f") == width("®\ufe0f") == 2
    assert rich.cells.split_graphemes("®\ufe0f")[1] == 2
    assert rich.cells.cell_len("❤\ufe0f") == width("❤\ufe0f") == 2


@given(joined_texts, st.sampled_from((1, 2)))
def test_our_measuring_is_richs(text: str, ambiguous: int) -> None:
    use_ambiguous_width(ambiguous)
    assert width(text) == rich.cells.cell_len(text)


@given(texts, st.sampled_from((1, 2)), st.integers(0, 40), st.integers(0, 40))
def test_a_strip_is_cut_where_the_terminal_is_to_draw_on(text: str, ambiguous: int, one: int, other: int) -> None:
    use_ambiguous_width(ambiguous)
    text = "a" + text  # a mark that joins has something to be joined to
    whole = Strip([Segment(text[:9]), Segment(text[9:])])
    assert whole.cell_length == cells_of(text, ambiguous)
    start, end = sorted((min(one, whole.cell_length), min(other, whole.cell_length)))
    cropped = whole.crop(start, end)
    assert cells_of("a" + cropped.text, ambiguous) == cropped.cell_length + 1 == end - start + 1
    cuts = sorted({start, end, whole.cell_length} - {0})
    parts = list(whole.divide(cuts))
    assert [part.cell_length for part in parts] == [after - before for before, after in pairwise([0, *cuts])]
    assert [cells_of("a" + part.text, ambiguous) - 1 for part in parts] == [part.cell_length for part in parts]
    fitted = whole.adjust_cell_length(one)
    assert cells_of("a" + fitted.text, ambiguous) - 1 == fitted.cell_length == one


@given(texts, st.sampled_from((1, 2)), st.integers(2, 30))
def test_content_wraps_by_the_same_measure(text: str, ambiguous: int, room: int) -> None:
    use_ambiguous_width(ambiguous)
    content = Content("a" + text)
    assert content.cell_length == cells_of(content.plain, ambiguous)
    assert all(cells_of(line.plain.rstrip(), ambiguous) <= room for line in content.fold(room) if line.plain.rstrip())
    assert cells_of(content.truncate(room, ellipsis=False).plain, ambiguous) <= room


class Framed(App[None]):
    """Frames of every kind, an input and a scroll bar."""

    CSS = "Static { width: 12; height: 3; } VerticalScroll { height: 6; } Input { width: 20; }"

    def compose(self) -> ComposeResult:
        yield Input("“一”—two…", compact=True)
        with VerticalScroll():
            for edge in get_args(EdgeType):
                static = Static("“中”")
                static.styles.border = (edge, "red")
                yield static


async def test_a_screen_of_frames_and_a_scroll_bar_is_as_wide_as_the_terminal(ambiguous: int) -> None:
    assert set(BORDER_CHARS) == set(get_args(EdgeType))
    app = Framed()
    async with app.run_test(size=(40, 12)) as pilot:
        for row in range(0, 40, 3):
            app.query_one(VerticalScroll).scroll_to(y=row, animate=False)
            await pilot.pause()
            lines = ["".join(s.text for s in line) for line in app.screen._compositor.render_strips(app.size)]
            assert [cells_of(line, ambiguous) for line in lines] == [40] * 12


async def test_the_cursor_of_an_input_is_where_the_text_is(ambiguous: int) -> None:
    app = Framed()
    async with app.run_test(size=(40, 12)) as pilot:
        field = app.query_one(Input)
        await pilot.press("end", "left", "left")
        assert field.cursor_screen_offset.x == cells_of("“一”—tw", ambiguous)
        await pilot.click(field, offset=(cells_of("“一", ambiguous), 0))
        assert field.cursor_position == 2


async def test_a_change_while_an_app_runs_holds_for_all_that_is_made_anew() -> None:
    app = Framed()
    async with app.run_test(size=(40, 12)) as pilot:
        for ambiguous in (1, 2, 1):
            use_ambiguous_width(ambiguous)
            await app.recompose()
            await pilot.pause()
            lines = ["".join(s.text for s in line) for line in app.screen._compositor.render_strips(app.size)]
            assert [cells_of(line, ambiguous) for line in lines] == [40] * 12


def test_the_marks_of_our_frames_take_one_cell_everywhere() -> None:
    use_ambiguous_width(2)
    drawn = {mark for frame in BORDER_CHARS.values() for row in frame for mark in row}
    assert {unicodedata.east_asian_width(mark) for mark in drawn}.isdisjoint("AWF")


# Keys that were typed before the app could read them


@pytest.mark.parametrize(
    ("typed", "keys"),
    [
        ("", []),
        ("jj\r", ["j", "j", "enter"]),
        ("\x1b[B\x1bOA ", ["down", "up", "space"]),
        ("q\x11\x7f\t", ["q", "ctrl+q", "backspace", "tab"]),
        ("湖\x1b", ["湖", "escape"]),
        ("a\x1b[3;7Rb", ["a", "b"]),
    ],
)
def test_what_was_typed_is_the_keys_that_were_pressed(typed: str, keys: list[str]) -> None:
    assert [event.key for event in typed_keys(typed)] == keys
