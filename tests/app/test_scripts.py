"""Scripts and words as a reader switches them: the place is never lost, and what changed can be seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.events import MouseMove

from reader.app import themes
from reader.app.application import ReaderApp
from reader.app.library_screen import LibraryScreen
from reader.app.script_panel import SCRIPTS_TO_READ, ScriptPanel
from reader.library.library import Library
from reader.scripts.script import Script, Written
from tests.app.driving import press, reading, screen_text, settled, shown, styled, text_of

if TYPE_CHECKING:
    from pathlib import Path

    from textual.pilot import Pilot
    from textual.theme import Theme

    from reader.library.state import State
    from reader.library.walk import Place

SIZES = [(80, 24), (30, 10)]
NAMES = """
[[entity]]
id = "chen"
type = "person"
names = { zh-Hans = "陈信翰", zh-Hant = "陳信翰", en = "Mark Chen" }
aliases = ["马克·陈"]
"""
WORDS = "软件和硬盘在网络里，打印机的内存用鼠标，陈信翰说“信息”很多。"
SIMPLIFIED = "内存的一天\n\n" + f"{WORDS * 2}\n\n" * 20 + "最后，陈信翰发现了软件。\n"
TAIWAN = "軟體的一天\n\n" + "為了網路上的軟體，陳信翰說明了品質，裡面沒有印表機。\n\n" * 20
HONG_KONG = "衞生署的一天\n\n" + "衞生署説明，為了這個問題，馬克·陳脱隊了。\n\n" * 3
MIXED = "兩種字\n\n為了說明，這裡發現了軟體的問題。\n\n为了说明，这里发现了软件的问题。\n\n一二三。\n"


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "entities.toml").write_text(NAMES, encoding="utf-8")
    for name, text in (("1.txt", SIMPLIFIED), ("2.txt", TAIWAN), ("3.txt", HONG_KONG), ("4.txt", MIXED)):
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def app(texts: Path, state: State) -> ReaderApp:
    return ReaderApp(Library([str(texts)]), state)


def again(texts: Path, state: State) -> ReaderApp:
    return ReaderApp(Library([str(texts)]), state)


async def opened(pilot: Pilot[int], number: int = 0, *keys: str) -> None:
    """Open one of the documents, whichever was read last."""
    await settled(pilot)
    assert isinstance(pilot.app, ReaderApp)
    items = list(pilot.app.library_screen.rows.items)
    await press(pilot, "home", *["down"] * items.index(number), "enter", *keys)


def row_of(script: Script, *, any_region: bool = False) -> list[str]:
    """Return the keys that lead to a script in the panel from its first row."""
    rows = [(target.script, target.any_region) for target in SCRIPTS_TO_READ]
    return ["home", *["down"] * rows.index((script, any_region))]


def choosing(script: Script, *, any_region: bool = False) -> list[str]:
    return ["S", *row_of(script, any_region=any_region), "enter"]


def page(app: ReaderApp) -> str:
    return text_of(reading(app).page)


def status(app: ReaderApp) -> str:
    return text_of(reading(app).status)


# Words of the region


@pytest.mark.parametrize("size", SIZES)
async def test_w_shows_the_words_of_the_region_and_again_those_of_the_text(
    app: ReaderApp, size: tuple[int, int]
) -> None:
    async with app.run_test(size=size) as pilot:
        await opened(pilot, 0, *choosing(Script.TW))
        assert "內存的一天" in page(app)
        assert "简 › 繁台 " in status(app)
        await press(pilot, "w")
        assert "記憶體的一天" in page(app)
        assert "简 › 繁台+词" in status(app)
        await press(pilot, "w")
        assert "內存的一天" in page(app)


async def test_words_are_switched_in_the_panel_which_stays_open_and_shows_it_at_once(app: ReaderApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, 0, *choosing(Script.TW), "S")
        await press(pilot, *"words of the region", "enter")
        assert isinstance(app.screen, ScriptPanel)
        assert app.reading is not None
        assert "記憶體的一天" in text_of(app.reading.page)
        assert "✓ +词" in text_of(app.screen.rows)
        await press(pilot, "escape")
        assert "+词" in status(app)


async def test_words_are_off_at_first_and_remembered_over_a_restart(app: ReaderApp, texts: Path, state: State) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        assert not app.target.wording
        await press(pilot, *choosing(Script.TW), "w")
    second = again(texts, state)
    async with second.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        assert "記憶體的一天" in page(second)
        await press(pilot, "s", "s")
        assert "記憶體的一天" in page(second)


async def test_words_can_be_those_of_one_document_alone(app: ReaderApp, texts: Path, state: State) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, 0, "S", "tab", *row_of(Script.TW), "enter", "w")
        assert "記憶體的一天" in page(app)
        assert (app.target.script, app.target.wording) == (Script.ORIGINAL, False)
    (texts / "1.txt").rename(texts / "9.txt")
    second = again(texts, state)
    async with second.run_test(size=(80, 24)) as pilot:
        await opened(pilot, 3)
        assert "記憶體的一天" in page(second)
        await press(pilot, "q")
        await opened(pilot, 0)
        assert "軟體的一天" in page(second)  # the one from Taiwan, as it is written
        assert "›" not in status(second)


@pytest.mark.parametrize("keys", [["s"], [], choosing(Script.HANT)])
async def test_a_script_without_words_of_its_own_says_how_to_come_by_some(app: ReaderApp, keys: list[str]) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, 0, *keys, "w")
        assert "S chooses" in status(app)
        assert "+词" not in status(app)


async def test_the_library_shows_titles_in_the_words_of_the_region_too(app: ReaderApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, *choosing(Script.TW), "w")
        assert isinstance(app.screen, LibraryScreen)
        assert "記憶體的一天" in text_of(app.screen.rows).split("\n")[0]
        assert "繁台+词" in text_of(app.screen.top)


# The toggle


async def test_the_toggle_never_turns_one_traditional_into_another(app: ReaderApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        for number in (1, 2):
            await opened(pilot, number, "o")
            as_written = shown(reading(app).page)
            await press(pilot, "s")
            assert shown(reading(app).page) != as_written
            await press(pilot, "s")
            assert app.script is Script.HANT
            assert shown(reading(app).page) == as_written
            assert "›" not in status(app)
            await press(pilot, "q")
            assert "衞生署的一天" in text_of(app.library_screen.rows)


async def test_in_a_mixed_document_the_toggle_leaves_what_is_traditional_and_turns_the_rest(app: ReaderApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, 3, "s", "s")
        assert app.script is Script.HANT
        assert "為了說明，這裡發現了軟體的問題。" in page(app)
        assert "爲了說明，這裏發現了軟件的問題。" in page(app)


async def test_a_traditional_script_chosen_by_its_name_is_the_one_the_toggle_shows(
    app: ReaderApp, texts: Path, state: State
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, 1, *choosing(Script.HANT))
        assert "爲了網路上的軟體" in page(app)
        assert "繁台 › 繁标" in status(app)
        await press(pilot, "s", "s")
        assert "爲了網路上的軟體" in page(app)
    second = again(texts, state)
    async with second.run_test(size=(80, 24)) as pilot:
        await opened(pilot, 1, "s", "s")
        assert "爲了網路上的軟體" in page(second)
        await press(pilot, *choosing(Script.HANT, any_region=True))
        assert "為了網路上的軟體" in page(second)
        await press(pilot, "s", "s")
        assert "為了網路上的軟體" in page(second)


# How a document is written


@pytest.mark.parametrize("size", SIZES)
async def test_the_reader_says_how_a_document_is_written_and_takes_it_back(
    app: ReaderApp, texts: Path, state: State, size: tuple[int, int]
) -> None:
    async with app.run_test(size=size) as pilot:
        await opened(pilot, 3, *choosing(Script.TW), "S", *"text is in: hong", "enter")
        assert reading(app).written is Written.HK
        assert "繁港*" in status(app)
        await press(pilot, "q")
        if size[0] >= 80:
            assert "繁港*" in text_of(app.library_screen.rows)
    (texts / "4.txt").rename(texts / "9.txt")
    second = again(texts, state)
    async with second.run_test(size=size) as pilot:
        await settled(pilot)
        if size[0] >= 80:
            assert "繁港*" in text_of(second.library_screen.rows)
        await opened(pilot, 3)
        assert "繁港*" in status(second)
        await press(pilot, "S", *"as detected", "enter")
        assert "简+繁" in status(second)
    third = again(texts, state)
    async with third.run_test(size=size) as pilot:
        await opened(pilot, 3)
        assert "*" not in status(third)


async def test_what_has_no_sign_follows_the_readers_word_and_what_has_one_does_not(app: ReaderApp, texts: Path) -> None:
    (texts / "4.txt").write_text("皇后在里面干杯。\n\n干杯，皇后\n\n為了說明，發現問題。\n", encoding="utf-8")
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, 3, *choosing(Script.HANT), "S", *"text is in: simpl", "enter")
        assert "乾杯，皇后" in page(app)
        assert "爲了說明，發現問題。" in page(app)
        await press(pilot, "S", *"text is in: taiw", "enter")
        assert "干杯，皇后" in page(app)
        assert "爲了說明，發現問題。" in page(app)


async def test_a_paragraph_in_both_scripts_stays_one_whatever_the_reader_says_of_the_document(
    app: ReaderApp, texts: Path
) -> None:
    (texts / "4.txt").write_text("为了说明，這裡發現。\n\n一二三。\n", encoding="utf-8")
    async with app.run_test(size=(80, 24)) as pilot:
        for script in ("simpl", "taiw", "hong"):
            await opened(pilot, 3, *choosing(Script.HANS), "S", *f"text is in: {script}", "enter")
            assert "为了说明，这里发现。" in page(app)
            await press(pilot, "s")
            assert "說明，這裡發現。" in page(app) or "説明，這裡發現。" in page(app)
            await press(pilot, "q")


async def test_nothing_is_said_of_a_document_where_none_is_open(app: ReaderApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "S")
        assert isinstance(app.screen, ScriptPanel)
        assert "this text is in" not in text_of(app.screen.rows)


# Quotation marks


async def test_quotation_marks_are_those_of_the_script_only_when_that_is_set(app: ReaderApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, 0, "s")
        assert "說“信息”很多" in page(app)
        await press(pilot, "comma", *"as the script has", "right", "escape")
        assert app.settings.quotation
        assert "說「信息」很多" in page(app)
        await press(pilot, "s")
        assert "说“信息”很多" in page(app)
        await press(pilot, "o")
        assert "说“信息”很多" in page(app)


# What conversion changed


@pytest.mark.parametrize("size", SIZES)
async def test_what_conversion_changed_is_marked_and_no_longer(app: ReaderApp, size: tuple[int, int]) -> None:
    async with app.run_test(size=size) as pilot:
        await opened(pilot, 0, *choosing(Script.TW), "w")
        before = shown(reading(app).page)
        assert styled(reading(app).page, "記憶體") == []
        await press(pilot, "C")
        assert styled(reading(app).page, "記憶體")[0] == "bold underline"
        assert "bold underline" not in styled(reading(app).page, "的一天")
        assert shown(reading(app).page) == before
        count = reading(app).page.changes_in_view
        assert count > 5
        if size[0] >= 80:
            assert f"{count} changes marked · C ends" in status(app)
        await press(pilot, "C")
        assert styled(reading(app).page, "記憶體") == []
        assert "marked" not in status(app)


async def test_where_nothing_was_converted_nothing_is_marked_and_that_is_said(app: ReaderApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, 1, "s", "s", "C")
        assert reading(app).page.changes_in_view == 0
        assert "conversion changed nothing here" in status(app)


async def test_the_changes_marked_are_those_of_the_script_that_is_shown(app: ReaderApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, 0, "s", "C")
        assert "內存的一天" in page(app)
        assert styled(reading(app).page, "內")[0] == "bold underline"
        await press(pilot, *choosing(Script.TW), "w")
        assert styled(reading(app).page, "記憶體")[0] == "bold underline"
        await press(pilot, "o")
        assert reading(app).page.changes_in_view == 0


async def hover(pilot: Pilot[int], x: int, y: int) -> None:
    target = pilot.app.screen.query_one("#page")
    target.post_message(MouseMove(target, x, y, 0, 0, button=0, shift=False, meta=False, ctrl=False))
    await pilot.pause()


async def test_the_original_of_what_the_mouse_is_on_stands_in_the_status_line(app: ReaderApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, 0, *choosing(Script.TW), "w")
        lines = shown(reading(app).page)
        row = next(number for number, line in enumerate(lines) if "記憶體的一天" in line)
        x = len(lines[row]) - len(lines[row].lstrip())
        await hover(pilot, x, row)
        assert "original" not in status(app)
        await press(pilot, "C")
        for cell in range(6):  # either half of each character
            await hover(pilot, x + cell, row)
            assert "original: 内存  " in status(app)
        await hover(pilot, x + 6, row)
        assert "original" not in status(app)
        await hover(pilot, x, row)
        await press(pilot, "C")
        assert "original" not in status(app)


@pytest.mark.parametrize("size", SIZES)
async def test_the_original_of_the_selection_stands_in_the_status_line(app: ReaderApp, size: tuple[int, int]) -> None:
    async with app.run_test(size=size) as pilot:
        await opened(pilot, 0, *choosing(Script.TW), "w", "C", "v")
        assert "original: 内存" in status(app)
        await press(pilot, "right")
        assert "original: 内存的" in status(app)


async def test_the_original_of_a_hit_inside_a_word_is_that_of_the_whole_word(app: ReaderApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, 0, *choosing(Script.TW), "w", "slash", *"打印")
        await settled(pilot)
        await press(pilot, "enter")
        await settled(pilot)
        await press(pilot, "C")
        assert "印表機" in page(app)
        assert "original: 打印机  " in status(app)


async def test_the_original_of_the_chosen_name_stands_in_the_status_line(app: ReaderApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, 0, *choosing(Script.TW), "tab", "C")
        assert "original: 陈信翰" in status(app)
        await press(pilot, "C")
        assert "original" not in status(app)
        assert "陳信翰" in status(app)


@pytest.mark.parametrize("theme", themes.ALL, ids=lambda theme: theme.name)
async def test_changes_look_like_nothing_else_in_every_theme(app: ReaderApp, theme: Theme) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        app.change_setting("theme", theme.name)
        await opened(pilot)
        widget = reading(app).page
        others = [name for name in themes.PAINTS if name != "changed"]
        looks = {
            name: (str(style), style.color) for name in ["changed", *others] for style in [widget.paint_style(name)]
        }
        assert [name for name in others if looks[name] == looks["changed"]] == []
        assert widget.paint_style("changed").underline


# Copies


async def test_a_selection_takes_whole_words_where_they_were_exchanged_and_copies_them_both_ways(
    app: ReaderApp,
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, 0, *choosing(Script.TW), "w", "v", "y")
        assert app.clipboard == "記憶體"
        await press(pilot, "v", "Y")
        assert app.clipboard == "内存"
        await press(pilot, "v", "right", "right", "Y")
        assert app.clipboard == "内存的一"
        await press(pilot, "v", "right", "left", "y")
        assert app.clipboard == "記憶體"


async def test_a_selection_begun_as_written_is_widened_where_words_are_exchanged_and_is_as_it_was_after(
    app: ReaderApp,
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, 0, "v")
        before = reading(app).page.selection
        await press(pilot, "y")
        assert app.clipboard == "内"
        target = reading(app).page
        target.select(before)
        await press(pilot, *choosing(Script.TW), "w", "Y")
        assert app.clipboard == "内存"
        await press(pilot, "y")
        assert app.clipboard == "記憶體"
        await press(pilot, "o", "y")
        assert app.clipboard == "内"
        assert target.selection == before


# The place


SWITCHES = [
    choosing(Script.TW),
    ["w"],
    ["s"],
    ["w"],
    ["s"],
    ["w"],
    choosing(Script.HK),
    ["w"],
    choosing(Script.HANT),
    ["S", *"text is in: taiw", "enter"],
    ["S", *"as detected", "enter"],
    ["o"],
]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("number", [0, 1])
async def test_no_switch_loses_the_row_the_name_the_bookmark_or_the_choice(
    app: ReaderApp, size: tuple[int, int], number: int
) -> None:
    async with app.run_test(size=size) as pilot:
        await opened(pilot, number, "space", "down", "b", "tab", "n")
        screen = reading(app)
        top, place, choice, marks = screen.page.top_offset, screen.place, screen.choice, list(screen.page.bookmarks)
        assert place is not None
        assert marks
        for keys in SWITCHES:
            await press(pilot, *keys)
            assert screen.page.top_offset == top, keys
            first = screen.page.view.shown[0]
            assert first.start <= top < first.end, keys
            assert (screen.place, list(screen.page.bookmarks)) == (place, marks), keys
            assert screen.choice is not None
            assert choice is not None
            assert screen.choice.entity == choice.entity
            start, end = screen.page.in_view
            if start <= place.start < end:
                assert marked(app) in ("陈信翰", "陳信翰"), keys


def marked(app: ReaderApp) -> str:
    """Return what stands out on the page as the place the reader is at."""
    found = ""
    for y in range(reading(app).page.size.height):
        for segment in reading(app).page.render_line(y):
            if segment.style is not None and segment.style.reverse:
                found += segment.text
    return found


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    ("query", "forms"),
    [("网络", {"网络", "網絡", "網路"}), ("存用", {"存用", "記憶體用"})],
)
async def test_no_switch_loses_a_hit_of_a_search(
    app: ReaderApp, size: tuple[int, int], query: str, forms: set[str]
) -> None:
    async with app.run_test(size=size) as pilot:
        await opened(pilot, 0, "slash", *query)
        await settled(pilot)
        await press(pilot, "enter", "n", "n", "n")
        screen = reading(app)
        hit: Place | None = screen.place
        top = screen.page.top_offset
        assert hit is not None
        seen = set()
        for keys in SWITCHES:
            await press(pilot, *keys)
            assert (screen.place, screen.page.top_offset) == (hit, top), keys
            seen.add(marked(app))
        assert seen <= forms
        assert query in seen
        assert len(seen) > 1


@pytest.mark.parametrize("size", SIZES)
async def test_no_switch_loses_a_selection(app: ReaderApp, size: tuple[int, int]) -> None:
    async with app.run_test(size=size) as pilot:
        await opened(pilot, 0, "down", "down", "v", *["right"] * 7)
        screen = reading(app)
        selection = screen.page.selection
        assert selection is not None
        written = selection.span.of(screen.page.text)
        await press(pilot, "escape")
        screen.page.select(selection)
        for keys in SWITCHES:
            await press(pilot, *keys)
            assert screen.page.selection == selection, keys
            await press(pilot, "Y")
            assert written in app.clipboard, keys  # words that are exchanged are copied whole
        await press(pilot, "Y")
        assert app.clipboard == written


@pytest.mark.parametrize("size", SIZES)
async def test_the_panel_of_scripts_can_be_read(app: ReaderApp, size: tuple[int, int]) -> None:
    async with app.run_test(size=size) as pilot:
        await opened(pilot, 1, "S")
        for name in ("as written", "Simplified", "Traditional", "Taiwan"):
            assert name in screen_text(app)
        await press(pilot, "end")
        assert "this text is in" in screen_text(app)
