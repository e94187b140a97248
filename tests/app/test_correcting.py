"""Who is who, said by the reader: on the page at once and at the same place, undone and redone, and kept in a file."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier, BrokenBarrierError, Event
from typing import TYPE_CHECKING, Any

import pytest
from textual.events import AppFocus, MouseMove

from reader.app.application import ReaderApp
from reader.app.correction_panel import CorrectionPanel
from reader.app.picker_panel import PickerPanel
from reader.app.review_panel import ReviewPanel
from reader.app.split_panel import SplitPanel
from reader.app.type_panel import TypePanel
from reader.app.why_panel import WhyPanel
from reader.library.corrections import Corrections
from reader.library.library import Library
from reader.library.locations import user_entity_list
from reader.library.state import State
from reader.page.cells import width
from reader.scripts.script import Script
from tests.app.driving import press, reading, screen_text, settled, shown, text_of, until

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from textual.pilot import Pilot

    from reader.app.panel import Panel


ENTITIES = """
[[entity]]
id = "fang"
type = "person"
names = { zh-Hans = "方小舟", zh-Hant = "方小舟", en = "Fang Boat" }

[[entity]]
id = "bridge"
type = "place"
names = { zh-Hans = "小舟桥", zh-Hant = "小舟橋" }

[[entity]]
id = "boat"
type = "product"
names = { zh-Hans = "小舟", zh-Hant = "小舟" }
"""
FILLER = "后来雨停了，咖啡凉了，他们还在说书里的事。\n\n"
ONE = (
    "木屋里的书\n\n山里下着雨。\n\n方小舟和陆思远（Siyuan Lu）来了，老舟也来了。\n\n方小舟走了，陆思远还在。\n\n"
    + FILLER * 30
)
TWO = "木屋的信\n\n方小舟说：“陆思远（Siyuan Lu）在。”\n\n老舟不信，方小舟也不信。\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "木屋"
    folder.mkdir()
    for name, text in (("entities.toml", ENTITIES), ("1.txt", ONE), ("2.txt", TWO)):
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def made(folder: Path, state: State, script: Script = Script.ORIGINAL) -> ReaderApp:
    return ReaderApp(Library([str(folder)], with_shipped=False), state, script)


@pytest.fixture
def app(folder: Path, state: State) -> ReaderApp:
    return made(folder, state)


async def opened(pilot: Pilot[int]) -> None:
    """Open the first document a row below its start, when all names are known."""
    await settled(pilot)
    await press(pilot, "enter", "down")


async def select(pilot: Pilot[int], text: str) -> None:
    """Drag over the first such text on the page."""
    app = pilot.app
    assert isinstance(app, ReaderApp)
    row, line = next((row, line) for row, line in enumerate(shown(reading(app).page)) if text in line)
    x = width(line[: line.index(text)])
    end = (x + width(text) - 1, row)
    await pilot.mouse_down("#page", offset=(x, row))
    page = reading(app).page
    page.post_message(MouseMove(page, *end, 0, 0, button=1, shift=False, meta=False, ctrl=False))
    await pilot.pause()
    await pilot.mouse_up("#page", offset=end)
    await pilot.pause()


async def correct(pilot: Pilot[int], text: str, *keys: str) -> None:
    """Select a text, open the panel and press keys; what comes of it is waited for."""
    await select(pilot, text)
    await press(pilot, "x")
    assert isinstance(pilot.app.screen, CorrectionPanel)
    await press(pilot, *keys)
    await settled(pilot)


def meant(app: ReaderApp, text: str) -> list[str]:
    """Return whom each place of the document with exactly this text means: names, and nothing for nobody."""
    screen = app.reading
    assert screen is not None
    assert screen.document is not None
    source, names = screen.document.text, []
    at = source.find(text)
    while at >= 0:
        mention = screen.page.mention_on(at)
        is_whole = mention is not None and (mention.start, mention.end) == (at, at + len(text))
        names.append(app.library.entity(mention.entity).name if is_whole and mention is not None else "")
        at = source.find(text, at + 1)
    return names


def counts(app: ReaderApp) -> dict[str, int]:
    """Return how often each is mentioned in the library, by the names that are shown."""
    return {app.library.entity(one).name: count for one, count in app.library.counts().items()}


def status(app: ReaderApp) -> str:
    return text_of(reading(app).status)


def on_top(app: ReaderApp, kind: type[Panel[Any, Any]]) -> bool:
    """Return whether a panel of a kind is on top."""
    return isinstance(app.screen, kind)


# Each way of the panel


async def test_who_was_found_is_kept_and_still_followed(app: ReaderApp) -> None:
    async with app.run_test(size=(100, 24)) as pilot:
        await opened(pilot)
        top, before = reading(app).page.top_offset, counts(app)
        await press(pilot, "tab", "tab")
        assert "陆思远" in status(app)
        assert "1 of 5 · document 1 of 2" in status(app)
        found = reading(app).choice
        assert found is not None
        assert found.entity in app.library.found
        await press(pilot, "x")
        await press(pilot, "k")
        await until(pilot, lambda: "陆思远 is known now · u undoes it" in status(app))
        await settled(pilot)
        assert counts(app) == before
        assert not app.library.found
        assert "1 of 5 · document 1 of 2" in status(app)
        kept = reading(app).choice
        assert kept is not None
        assert kept.entity not in (found.entity, None)
        assert reading(app).page.top_offset == top
        await press(pilot, "n")
        assert "2 of 5 · document 1 of 2" in status(app)
        await press(pilot, "u")
        await settled(pilot)
        assert app.library.found == {found.entity}
        await press(pilot, "n")
        assert "3 of 5 · document 1 of 2" in status(app)


async def test_a_text_without_a_name_names_somebody_new_or_is_another_name_with_the_effect_told_before(
    app: ReaderApp,
) -> None:
    async with app.run_test(size=(100, 24)) as pilot:
        await opened(pilot)
        top = reading(app).page.top_offset
        await correct(pilot, "老舟", "n")
        assert "老舟 is somebody new · u undoes it" in status(app)
        assert (meant(app, "老舟"), counts(app)["老舟"]) == (["老舟"], 2)
        await press(pilot, "u")
        await settled(pilot)
        assert meant(app, "老舟") == [""]
        assert not user_entity_list().exists()
        await correct(pilot, "老舟", "a", *"大船", "ctrl+n")
        assert "大船 is somebody new · 老舟 is a name of 大船 · u undoes it" in status(app)
        await press(pilot, "u")
        await settled(pilot)
        await correct(pilot, "老舟", "a")
        panel = app.screen
        assert isinstance(panel, PickerPanel)
        await press(pilot, *"Fang")
        await until(pilot, lambda: "+2 mentions in 2 documents" in text_of(panel.heading))
        before = counts(app)["方小舟"]
        await press(pilot, "enter")
        await settled(pilot)
        assert meant(app, "老舟") == ["方小舟"]
        assert counts(app)["方小舟"] == before + 2
        await correct(pilot, "老舟", "i")
        assert meant(app, "老舟") == [""]
        assert counts(app)["方小舟"] == before + 1
        assert reading(app).page.top_offset == top


async def test_what_is_counted_before_is_what_comes_of_it_also_inside_longer_names(app: ReaderApp) -> None:
    async with app.run_test(size=(100, 24)) as pilot:
        await opened(pilot)
        await correct(pilot, "小舟和", "escape")
        await correct(pilot, "小舟", "a")
        panel = app.screen
        assert isinstance(panel, PickerPanel)
        await until(pilot, lambda: "changes no mention" in text_of(panel.heading))
        await press(pilot, *"陆思远", "enter")
        await settled(pilot)
        assert counts(app)["方小舟"] == 4


async def test_two_are_one_or_never_the_same(app: ReaderApp) -> None:
    async with app.run_test(size=(100, 24)) as pilot:
        await opened(pilot)
        await correct(pilot, "陆思远", "m")
        assert on_top(app, PickerPanel)
        await press(pilot, *"Fang", "enter")
        await settled(pilot)
        assert "陆思远 is the same as 方小舟" in status(app)
        assert counts(app) == {"方小舟": 9}
        assert meant(app, "陆思远") == ["方小舟", "方小舟"]
        await press(pilot, "u")
        await settled(pilot)
        assert counts(app) == {"方小舟": 4, "陆思远": 5}
        await correct(pilot, "陆思远", "d")
        assert on_top(app, PickerPanel)
        await press(pilot, *"Fang", "enter")
        await settled(pilot)
        assert "陆思远 is never the same as 方小舟" in status(app)
        assert "[[distinct]]" in user_entity_list().read_text(encoding="utf-8")
        assert counts(app) == {"方小舟": 4, "陆思远": 5}


async def test_a_name_and_a_document_are_split_off(app: ReaderApp) -> None:
    async with app.run_test(size=(100, 24)) as pilot:
        await opened(pilot)
        await correct(pilot, "陆思远", "s")
        await until(pilot, lambda: isinstance(app.screen, SplitPanel) and "Siyuan Lu" in screen_text(app))
        await press(pilot, "down", "space", "enter")
        await settled(pilot)
        assert "陆思远 is two now" in status(app)
        assert counts(app) == {"方小舟": 4, "陆思远": 3, "Siyuan Lu": 2}
        await press(pilot, "u")
        await settled(pilot)
        await correct(pilot, "方小舟", "s")
        await until(pilot, lambda: isinstance(app.screen, SplitPanel))
        await press(pilot, "space", "enter")
        await settled(pilot)
        own = {entity.id for entity in app.library.entities_named("方小舟")}
        spread = {number: app.library.known(number) for number in (0, 1)}
        ids = [set(known.counts) & (own | set(known.counts)) for known in spread.values() if known is not None]
        people = [{one for one in of if app.library.entity(one).name == "方小舟"} for of in ids]
        assert [len(one) for one in people] == [1, 1]
        assert people[0] != people[1]


async def test_what_to_split_is_not_asked_when_the_reader_is_at_something_else_by_then(
    app: ReaderApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted, go_on = Event(), Event()

    def slowly(_app: ReaderApp, _entity: object) -> Iterator[tuple[int, Counter[str]]]:
        go_on.wait(10)
        yield 0, Counter({"方小舟": 1, "小舟": 1})
        counted.set()

    monkeypatch.setattr(ReaderApp, "_spellings", slowly)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        ways: list[tuple[bool, Callable[[], object]]] = [
            (False, lambda: None),
            (True, app.action_people),
            (True, lambda: reading(app).jump_to_document(1)),
        ]
        for is_elsewhere, go in ways:
            counted.clear()
            go_on.clear()
            await correct(pilot, "方小舟", "s")
            go()
            await pilot.pause()
            before = app.screen
            go_on.set()
            await until(pilot, counted.is_set)
            await pilot.pause()
            assert (app.screen is before) is is_elsewhere
            assert on_top(app, SplitPanel) is not is_elsewhere
            if app.screen is not app.reading:
                await press(pilot, "escape")


async def test_the_page_and_what_watches_the_files_correct_one_and_the_same_list(
    app: ReaderApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    both = Barrier(2, timeout=0.3)

    class Slow(Corrections):
        def __init__(self) -> None:
            with suppress(BrokenBarrierError):
                both.wait()
            super().__init__()

    monkeypatch.setattr("reader.library.corrections.Corrections", Slow)
    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(lambda _number: app.corrections, range(2))
    assert first is second


async def test_who_was_split_off_is_followed_from_where_the_reader_is(app: ReaderApp) -> None:
    async with app.run_test(size=(100, 24)) as pilot:
        await opened(pilot)
        await press(pilot, "tab", "tab")
        assert "陆思远 Siyuan Lu  1 of 5" in status(app)
        await press(pilot, "x", "s")
        await until(pilot, lambda: isinstance(app.screen, SplitPanel))
        await press(pilot, "space", "enter")
        await settled(pilot)
        choice = reading(app).choice
        assert choice is not None
        assert app.library.entity(choice.entity or "").name == "陆思远"
        assert len(choice.walk.places) == 3
        assert counts(app) == {"方小舟": 4, "陆思远": 3, "Siyuan Lu": 2}


async def test_here_and_in_this_document_a_text_means_somebody_else_or_somebody_new(app: ReaderApp) -> None:
    async with app.run_test(size=(100, 24)) as pilot:
        await opened(pilot)
        await correct(pilot, "方小舟", "c", *"陆思", "enter")
        assert "方小舟 means 陆思远 at one place in 1.txt" in status(app)
        assert meant(app, "方小舟") == ["陆思远", "方小舟"]
        await press(pilot, "u")
        await settled(pilot)
        assert meant(app, "方小舟") == ["方小舟", "方小舟"]
        await correct(pilot, "方小舟", "C", *"陆思", "enter")
        assert meant(app, "方小舟") == ["陆思远", "陆思远"]
        assert counts(app) == {"陆思远": 7, "方小舟": 2}
        await press(pilot, "u")
        await settled(pilot)
        await correct(pilot, "方小舟", "c", *"另一位", "ctrl+n")
        assert meant(app, "方小舟") == ["另一位", "方小舟"]
        assert counts(app) == {"陆思远": 5, "方小舟": 3, "另一位": 1}
        await press(pilot, "u")
        await settled(pilot)
        assert counts(app) == {"陆思远": 5, "方小舟": 4}
        assert not user_entity_list().exists()


async def test_what_means_nobody_lets_a_shorter_name_beneath_count(app: ReaderApp, folder: Path) -> None:
    (folder / "1.txt").write_text("木屋\n\n那是小舟桥。\n\n小舟桥下，小舟桥上。\n", encoding="utf-8")
    (folder / "2.txt").write_text("小舟桥的信\n", encoding="utf-8")
    async with app.run_test(size=(100, 24)) as pilot:
        await opened(pilot)
        assert counts(app) == {"小舟桥": 4}
        for key, left in (("i", 3), ("o", 1), ("e", 0)):
            await correct(pilot, "小舟桥", key)
            assert counts(app) == ({"小舟桥": left} if left else {}) | {"小舟": 4 - left}
            assert meant(app, "小舟")[0] == "小舟"
            await press(pilot, "u")
            await settled(pilot)
            assert counts(app) == {"小舟桥": 4}


async def test_the_type_is_changed_and_why_is_told(app: ReaderApp) -> None:
    async with app.run_test(size=(100, 24)) as pilot:
        await opened(pilot)
        await press(pilot, "tab", "x", "w")
        assert on_top(app, WhyPanel)
        assert "on a list" in screen_text(app)
        await press(pilot, "escape")
        await correct(pilot, "方小舟", "t")
        assert on_top(app, TypePanel)
        await press(pilot, *"product", "enter")
        await settled(pilot)
        assert "方小舟 is of the type product" in status(app)
        assert app.library.entity("fang").type == "product"


# Undo and redo


async def test_undo_goes_back_through_corrections_and_exceptions_in_order_and_over_a_restart(
    app: ReaderApp, folder: Path, state: State, tmp_path: Path
) -> None:
    async with app.run_test(size=(110, 24)) as pilot:
        await opened(pilot)
        await press(pilot, "s")
        await correct(pilot, "老舟", "n")
        await select(pilot, "咖啡")
        await press(pilot, "e", "enter")
        await correct(pilot, "陸思遠", "k")
        content = user_entity_list().read_bytes()
        for said in ("undone: 陸思遠 is known now", "undone: 咖啡 is left", "undone: 老舟 is somebody new"):
            await press(pilot, "u")
            await until(pilot, lambda: said in status(app))  # noqa: B023
        await press(pilot, "u")
        assert "Nothing to undo." in status(app)
        assert not user_entity_list().exists()
        for said in ("done again: 老舟 is", "done again: 咖啡 is left", "done again: 陸思遠 is known"):
            await press(pilot, "U")
            await until(pilot, lambda: said in status(app))  # noqa: B023
        await press(pilot, "U")
        assert "Nothing to redo." in status(app)
        assert user_entity_list().read_bytes() == content
        await settled(pilot)
    state.close()
    again = made(folder, State(tmp_path / "state.sqlite"))
    async with again.run_test(size=(110, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "enter", "u")
        assert "undone: 陆思远 is known now" in status(again)
        await press(pilot, "tab", "x")
        assert on_top(again, CorrectionPanel)
        assert "陆思远 is known now" in screen_text(again)
        await press(pilot, "U")
        assert "done again: 陆思远 is known now" in status(again)
        assert user_entity_list().read_bytes() == content


async def test_the_panel_names_what_is_undone_next_be_it_a_bookmark(app: ReaderApp) -> None:
    async with app.run_test(size=(110, 24)) as pilot:
        await opened(pilot)
        await press(pilot, "b", "b")
        await select(pilot, "老舟")
        await press(pilot, "x")
        assert "  a bookmark" in screen_text(app)
        await press(pilot, "u")
        await until(pilot, lambda: "undone: bookmark removed" in status(app))


async def test_what_cannot_be_undone_now_is_undone_when_it_can_be(app: ReaderApp) -> None:
    async with app.run_test(size=(110, 24)) as pilot:
        await opened(pilot)
        await press(pilot, "s")
        await select(pilot, "咖啡")
        await press(pilot, "e", "enter")
        await correct(pilot, "老舟", "n")
        content = user_entity_list().read_bytes()
        user_entity_list().write_bytes(b"[[entity]\n" + content)
        await press(pilot, "u")
        assert "entities.toml: " in status(app)
        user_entity_list().write_bytes(content)
        await press(pilot, "u")
        assert "undone: 老舟 is somebody new" in status(app)
        await press(pilot, "u")
        assert "undone: 咖啡 is left" in status(app)
        await settled(pilot)


# The queue of suggestions


@pytest.fixture
def suggestive(folder: Path) -> Path:
    """A library in which two may be one: they sound alike."""
    (folder / "1.txt").write_text("木屋\n\n方小舟来了，布洛克曼：你好。\n\n布洛克曼：再见。\n", encoding="utf-8")
    (folder / "2.txt").write_text("Cabin\n\nGreg Brockman said so. Mr. Greg Brockman left.\n", encoding="utf-8")
    (folder / "entities.toml").write_text(
        ENTITIES + '[[entity]]\nid = "g"\ntype = "person"\nnames = { en = "Greg Brockman" }\n', encoding="utf-8"
    )
    return folder


async def test_two_of_one_name_in_the_queue_are_told_apart(folder: Path, state: State) -> None:
    (folder / "1.txt").write_text("律师张伟（Zhang Wei）说，雨停了。\n", encoding="utf-8")
    (folder / "2.txt").write_text("医生张伟（David Zhang）说，雨停了。\n", encoding="utf-8")
    app = made(folder, state)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "R")
        assert isinstance(app.screen, ReviewPanel)
        rows = text_of(app.screen.rows)
        assert "张伟 (Zhang Wei)" in rows
        assert "张伟 (David Zhang)" in rows


async def test_suggestions_are_accepted_rejected_and_brought_back(suggestive: Path, state: State) -> None:
    app = made(suggestive, state)
    async with app.run_test(size=(110, 24)) as pilot:
        await settled(pilot)
        assert len(app._suggested()) == 1
        await press(pilot, "enter", "R")
        panel = app.screen
        assert isinstance(panel, ReviewPanel)
        assert "布洛克曼" in text_of(panel.rows)
        await press(pilot, "a")
        assert "布洛克曼 is the same as Greg Brockman" in text_of(panel.heading)
        assert not panel.rows.items
        app.show_names()
        assert not panel.rows.items
        await settled(pilot)
        assert counts(app)["布洛克曼"] == 4
        await press(pilot, "u")
        assert "undone: 布洛克曼 is the same as Greg Brockman" in text_of(panel.heading)
        await settled(pilot)
        assert len(panel.rows.items) == 1
        await press(pilot, "r")
        assert "布洛克曼 is never the same as Greg Brockman" in text_of(panel.heading)
        await settled(pilot)
        assert not panel.rows.items
        await press(pilot, "u")
        await settled(pilot)
        user_entity_list().parent.mkdir(parents=True, exist_ok=True)
        user_entity_list().write_text("[[entity]\n", encoding="utf-8")
        await press(pilot, "a")
        assert "entities.toml: " in text_of(panel.heading)
        assert len(panel.rows.items) == 1
        assert user_entity_list().read_text(encoding="utf-8") == "[[entity]\n"


# Known or all


async def test_only_known_people_are_marked_or_all_and_that_is_remembered(
    app: ReaderApp, folder: Path, state: State
) -> None:
    async with app.run_test(size=(100, 24)) as pilot:
        await opened(pilot)
        top = reading(app).page.top_offset
        await press(pilot, "a")
        assert "only known people are marked" in status(app)
        assert meant(app, "陆思远") == ["", ""]
        assert meant(app, "方小舟") == ["方小舟", "方小舟"]
        await press(pilot, "a")
        await settled(pilot)
        assert meant(app, "陆思远") == ["陆思远", "陆思远"]
        await press(pilot, "a")
        assert reading(app).page.top_offset == top
    from reader.app.settings import load
    from reader.library.locations import settings_file

    assert load(settings_file()).settings.people == "known"


# What others do meanwhile


async def test_what_somebody_else_writes_into_a_list_is_noticed_and_kept(app: ReaderApp) -> None:
    async with app.run_test(size=(110, 24)) as pilot:
        await opened(pilot)
        await correct(pilot, "陆思远", "k")
        text = user_entity_list().read_text(encoding="utf-8")
        own = '# mine\n[[entity]]\nid = "old-boat"\ntype = "person"\nnames = { zh-Hans = "老舟" }\n\n'
        user_entity_list().write_text(own + text, encoding="utf-8")
        app.post_message(AppFocus())
        await until(pilot, lambda: meant(app, "老舟") == ["老舟"])
        await settled(pilot)
        await press(pilot, "u")
        await settled(pilot)
        assert user_entity_list().read_text(encoding="utf-8").startswith(own.rstrip("\n"))
        assert "陆思远" not in user_entity_list().read_text(encoding="utf-8")
        assert meant(app, "老舟") == ["老舟"]
        assert app.library.found


async def test_a_broken_list_is_told_once_and_nothing_in_it_is_lost(app: ReaderApp) -> None:
    user_entity_list().parent.mkdir(parents=True)
    user_entity_list().write_text("[[entity]\n", encoding="utf-8")
    async with app.run_test(size=(110, 24)) as pilot:
        await settled(pilot)
        assert "entities.toml: " in screen_text(app)
        await press(pilot, "enter")
        await correct(pilot, "老舟", "n")
        assert "entities.toml: " in status(app)
        assert user_entity_list().read_text(encoding="utf-8") == "[[entity]\n"
        user_entity_list().write_text('[[entity]]\nid = "a"\ntype = 3\n', encoding="utf-8")
        app.post_message(AppFocus())
        await until(pilot, lambda: "type" in status(app))
        await press(pilot, "a")
        await settled(pilot)
        assert "type" not in status(app)


# Passages of all kinds


async def test_corrections_are_made_while_documents_are_still_looked_through(
    app: ReaderApp, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "1.txt").write_text(ONE + FILLER * 600, encoding="utf-8")
    for number in range(3, 40):
        (folder / f"{number}.txt").write_text(TWO, encoding="utf-8")
    async with app.run_test(size=(110, 24)) as pilot:
        await press(pilot, "enter", "down")
        await until(pilot, lambda: any(meant(app, "方小舟")))  # only then there is something to ignore
        await select(pilot, "方小舟")
        await press(pilot, "x")
        assert on_top(app, CorrectionPanel)
        await press(pilot, "o")
        await until(pilot, lambda: app.screen is app.reading)
        await select(pilot, "老舟")
        await press(pilot, "x", "n")
        await settled(pilot)
        is_ignored = "ignore = true" in user_entity_list().read_text(encoding="utf-8")
        assert is_ignored
        assert meant(app, "方小舟") == ["", ""]
        assert meant(app, "老舟") == ["老舟"]


async def test_a_name_that_a_line_end_breaks_is_one_name(app: ReaderApp, folder: Path) -> None:
    text = "木屋\n\n昨天来的人叫卢思\n远，今天卢思远又来了。Sam\nAltman 也在，Sam Altman 走了。\n"
    (folder / "1.txt").write_text(text, encoding="utf-8")
    async with app.run_test(size=(110, 24)) as pilot:
        await opened(pilot)
        await press(pilot, "home")
        page = reading(app).page
        for broken in ("卢思\n远", "Sam\nAltman"):
            page.choose(None, (text.index(broken), text.index(broken) + len(broken)))
            await press(pilot, "x", "n")
            await settled(pilot)
        names = [entity.name for entity in app.library.present]
        assert "卢思远" in names
        assert "Sam Altman" in names
        page.choose(None, (text.index("卢思"), text.index("远") + 1))
        await press(pilot, "x", "c", *"卢思远", "enter")
        await settled(pilot)
        assert meant(app, "卢思\n远") == ["卢思远"]
        assert meant(app, "卢思远") == ["卢思远"]
        assert meant(app, "Sam\nAltman") == ["Sam Altman"]


async def test_without_a_name_and_with_too_much_the_way_is_told(app: ReaderApp) -> None:
    async with app.run_test(size=(110, 24)) as pilot:
        await opened(pilot)
        await press(pilot, "x")
        assert "Select a name first, or choose one." in status(app)
        await press(pilot, "v", *["down"] * 12, "x")
        assert "at most 100 characters" in status(app)
        await press(pilot, "escape")
        await correct(pilot, "咖啡凉", "m")
        assert "It means nobody yet: say first who it is." in screen_text(app)


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
async def test_hostile_names_are_only_names_on_terminals_of_any_size(
    folder: Path, state: State, size: tuple[int, int]
) -> None:
    long = "很" * 90
    (folder / "1.txt").write_text(f"[b]方舟[/b]来了\n\n{long}来了\n", encoding="utf-8")
    app = made(folder, state)
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        await press(pilot, "enter")
        page = reading(app).page
        for end in (len("[b]方舟[/b]"), 0):
            start = 0 if end else page.text.index(long)
            page.choose(None, (start, end or start + len(long)))
            await press(pilot, "x")
            assert on_top(app, CorrectionPanel)
            await press(pilot, "n")
            await settled(pilot)
        assert counts(app).keys() >= {"[b]方舟[/b]", long}
        for key in ("m", "d", "s", "c", "C", "t", "w"):
            page.choose(None, (0, len("[b]方舟[/b]")))
            await press(pilot, "x", key)
            for _panel in range(4):
                if app.screen is not app.reading:
                    await press(pilot, "escape")
            assert app.screen is app.reading
        await press(pilot, "R", "escape")
        assert app.screen is app.reading
        if size[0] == 80:
            await press(pilot, "p")
            assert "[b]方舟[/b]" in screen_text(app)
