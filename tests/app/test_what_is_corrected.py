"""What a correction is about: what is selected as a name is written, else what the status line names, where it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader.app.application import ReaderApp
from reader.app.correction_panel import CorrectionPanel
from reader.app.selecting import Selection
from reader.app.why_panel import WhyPanel
from reader.documents.paragraphs import Span
from reader.library.library import Library
from reader.scripts.script import Script
from tests.app.driving import press, reading, screen_text, settled, shown, text_of

if TYPE_CHECKING:
    from pathlib import Path

    from reader.library.state import State

ENTITIES = (
    '[[entity]]\nid = "{id}"\ntype = "person"\nnames = {{ zh-Hans = "{name}", zh-Hant = "{name}", en = "{en}" }}\n'
)
LIST = ENTITIES.format(id="fang", name="方小舟", en="Boat Fang") + ENTITIES.format(id="lin", name="林晚", en="Wan Lin")
TEXT = "木屋里的书\n\n方小舟读完《破门》；林晚不信。\n\n" + "后来雨停了，咖啡凉了，他们还在说书里的事。\n\n" * 30


@pytest.fixture
def app(tmp_path: Path, state: State) -> ReaderApp:
    folder = tmp_path / "木屋"
    folder.mkdir()
    (folder / "entities.toml").write_text(LIST, encoding="utf-8")
    (folder / "1.txt").write_text(TEXT, encoding="utf-8")
    return ReaderApp(Library([str(folder)], with_shipped=False), state, Script.ORIGINAL)


def select(app: ReaderApp, text: str) -> None:
    """Select the first such text of the document."""
    start = TEXT.index(text)
    reading(app).page.select(Selection(Span(start, start + 1), Span(start + len(text) - 1, start + len(text))))


async def test_a_name_that_is_chosen_and_not_on_the_screen_is_shown_and_corrected(app: ReaderApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "enter", "tab", "G")
        assert "方小舟 Boat Fang" in text_of(reading(app).status)
        assert not any("方小舟" in line for line in shown(reading(app).page))
        at_the_end = reading(app).page.in_view
        await press(pilot, "x")
        assert isinstance(app.screen, CorrectionPanel)
        assert "means 方小舟" in screen_text(app)
        await press(pilot, "escape")
        assert any("方小舟读完" in line for line in shown(reading(app).page))
        await press(pilot, "backspace")
        assert reading(app).page.in_view == at_the_end


@pytest.mark.parametrize("keys", [("W",), ("x", "w")])
async def test_why_is_told_of_what_is_selected_not_of_what_was_chosen_before(
    app: ReaderApp, keys: tuple[str, ...]
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "enter", "tab")
        select(app, "林晚")
        await press(pilot, *keys)
        assert isinstance(app.screen, WhyPanel)
        assert "林晚  林晚  known" in screen_text(app)


async def test_why_a_text_means_nobody_is_not_asked(app: ReaderApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "enter")
        select(app, "破门")
        await press(pilot, "W")
        assert app.told == "“破门” means nobody yet"
        await press(pilot, "x", "w")
        assert isinstance(app.screen, CorrectionPanel)
        assert "It means nobody yet: say first who it is." in screen_text(app)


@pytest.mark.parametrize("selected", ["破门", "破门》；", "《破门》；", "》；林晚"])
async def test_marks_at_the_edge_of_a_selection_are_no_part_of_a_name(app: ReaderApp, selected: str) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "enter")
        select(app, selected)
        await press(pilot, "x")
        name = "林晚" if "林" in selected else "破门"
        assert f" {name}  means " in text_of(app.screen.query_one("#heading"))
