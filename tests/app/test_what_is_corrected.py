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


def entity(own: str, name: str, latin: str) -> str:
    """Return the entry of a person in a list."""
    return f'[[entity]]\nid = "{own}"\ntype = "person"\nnames = {{ zh-Hans = "{name}", en = "{latin}" }}\n'


LIST = entity("fang", "方小舟", "Boat Fang") + entity("lin", "林晚", "Wan Lin")
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


async def test_here_and_in_this_document_are_told_apart_also_by_what_undo_says(app: ReaderApp) -> None:
    async with app.run_test(size=(110, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "enter", "tab")
        for key, said in (("i", "方小舟 means nobody at one place in 1.txt"), ("o", "方小舟 means nobody in 1.txt")):
            select(app, "方小舟")
            await press(pilot, "x", key)
            await settled(pilot)
            assert app.told.startswith(f"{said} · ")
            await press(pilot, "u")
            await settled(pilot)
            assert app.told == f"undone: {said}"


async def test_names_in_notices_are_those_of_the_script_that_is_read_and_namesakes_are_told_apart(
    tmp_path: Path, state: State
) -> None:
    names = (("wei", "张伟", "Wei Zhang"), ("david", "张伟", "David Zhang"))
    (tmp_path / "entities.toml").write_text("".join(map(entity, *zip(*names, strict=True))), encoding="utf-8")
    (tmp_path / "1.txt").write_text("信\n\nWei Zhang来了，David Zhang走了。\n", encoding="utf-8")
    app = ReaderApp(Library([str(tmp_path)], with_shipped=False), state, Script.TW)
    async with app.run_test(size=(110, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "enter", "tab", "x", "d", *"david", "enter")
        await settled(pilot)
        assert app.told.startswith("張偉 (Wei Zhang) is never the same as 張偉 (David Zhang) · ")


async def test_how_many_mentions_are_hidden_is_told_where_only_known_people_are_marked(
    tmp_path: Path, state: State
) -> None:
    (tmp_path / "entities.toml").write_text(LIST, encoding="utf-8")
    (tmp_path / "1.txt").write_text("信\n\n方小舟来了。陆思远（Siyuan Lu）走了，陆思远还在。\n", encoding="utf-8")
    app = ReaderApp(Library([str(tmp_path)], with_shipped=False), state, Script.ORIGINAL)
    async with app.run_test(size=(110, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "enter", "a")
        assert app.told == "only known people are marked · 3 mentions hidden"
        await press(pilot, "a")
        assert app.told == "all people are marked"
