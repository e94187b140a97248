"""A long document opens where it was left before all of it is read, and is whole from then on."""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING

import pytest

from reader.app import memory, noticing
from reader.app.application import ReaderApp
from reader.app.page_view import PageView
from reader.app.reading_screen import PREPARE_AFTER, ReadingScreen
from reader.documents.decoding import UnreadableDocumentError
from reader.library import library
from reader.library.library import Library
from reader.library.locations import index_file
from reader.library.state import State
from reader.scripts.script import Script
from reader.scripts.target import Target
from tests.app.conftest import ENTITIES
from tests.app.driving import press, reading, screen_text, settled, text_of, until
from tests.conftest import move_into
from tests.remembered import place_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from reader.documents.document import Document

SENTENCE = "李文翰在湖邊研究所說話，今天的湖面很安靜，風從山裡吹來。"
LONG = 200_000
"""Bytes from which a document is long here, so that it takes no test long."""
PARAGRAPHS = LONG // (3 * len(SENTENCE)) + 100


def write(folder: Path) -> Path:
    """Write a novel, with a short text beside it, and return it."""
    folder.mkdir()
    text = "".join(f"第{number}段{SENTENCE}\n\n" for number in range(PARAGRAPHS))
    for name, content in (("entities.toml", ENTITIES), ("novel.txt", text), ("short.txt", SENTENCE)):
        (folder / name).write_text(content, encoding="utf-8")
    return folder / "novel.txt"


@pytest.fixture(autouse=True)
def _soon_long(monkeypatch: pytest.MonkeyPatch) -> None:
    for module, long in ((library, LONG), (noticing, LONG), (memory, memory.LONG * LONG // library.LONG)):
        monkeypatch.setattr(module, "LONG", long)


@pytest.fixture(scope="module")
def analysed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes]:
    """Return a novel that the app has analysed, once for all tests, and the index."""
    place = tmp_path_factory.mktemp("analysed")
    novel = write(place / "articles")

    async def analyse() -> None:
        app = ReaderApp(Library([str(novel.parent)]), State(None))
        async with app.run_test() as pilot:
            await settled(pilot)
        app.library.close()  # only then all of the index is in its file

    with pytest.MonkeyPatch.context() as patch:
        move_into(place / "home", patch)
        asyncio.run(analyse())
        return novel, index_file().read_bytes()


@pytest.fixture
def novel(analysed: tuple[Path, bytes]) -> Iterator[Path]:
    """Return a novel that is in the index and is not to be written to."""
    novel, index = analysed
    index_file().parent.mkdir(parents=True)
    index_file().write_bytes(index)
    before = novel.stat()
    yield novel
    assert novel.stat().st_mtime_ns == before.st_mtime_ns


@pytest.fixture
def own_novel(tmp_path: Path) -> Path:
    """Return a novel that is not in the index and may be written to."""
    return write(tmp_path / "articles")


async def test_it_opens_at_its_start_and_is_whole(novel: Path, state: State) -> None:
    app = ReaderApp(Library([str(novel.parent)]), state)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "enter")
        screen = reading(app)
        assert text_of(screen.page).startswith("   第0段李文翰")
        await until(pilot, lambda: screen.document is not None)
        assert screen.page.text == novel.read_text(encoding="utf-8")
        assert screen.page.mentions_in_view()
        await press(pilot, "end")
        assert f"第{PARAGRAPHS - 1}段" in text_of(screen.page)


async def test_the_status_line_never_tells_of_the_document_before(novel: Path, state: State) -> None:
    app = ReaderApp(Library([str(novel.parent)]), state)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "down", "enter")
        screen = reading(app)
        assert SENTENCE in text_of(screen.status)
        await until(pilot, lambda: screen.document is not None)
        screen.begin_anew()
        app.library._open.clear()
        assert screen.show_excerpt(0)
        assert text_of(screen.status).split()[0] == f"第0段{SENTENCE}"


async def test_a_key_pressed_at_once_is_not_lost(novel: Path, state: State) -> None:
    app = ReaderApp(Library([str(novel.parent)]), state)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("enter", "space", "space")
        await pilot.pause()
        assert reading(app).page.top_offset > 0
        assert "第0段" not in text_of(reading(app).page)


async def test_it_opens_again_where_it_was_left(novel: Path, state: State) -> None:
    for place in (("space",), ("end",)):
        app = ReaderApp(Library([str(novel.parent)]), state)
        async with app.run_test(size=(80, 24)) as pilot:
            await settled(pilot)
            await press(pilot, "enter", *place)
            left = text_of(reading(app).page)
        again = ReaderApp(Library([str(novel.parent)]), state)
        async with again.run_test(size=(80, 24)) as pilot:
            await settled(pilot)
            await press(pilot, "enter")
            assert text_of(reading(again).page) == left


async def test_one_that_turns_out_not_to_be_text_leads_back_to_the_list_with_the_reason(
    novel: Path, state: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_words: object) -> Document:
        raise UnreadableDocumentError("not a text file")

    monkeypatch.setattr("reader.library.library.read", refuse)
    app = ReaderApp(Library([str(novel.parent)]), state)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "home", "enter")
        await until(pilot, lambda: app.screen is app.library_screen)
        assert "not a text file" in text_of(app.library_screen.status)


async def test_a_jump_before_all_of_it_is_read_remembers_the_right_document(novel: Path, state: State) -> None:
    app = ReaderApp(Library([str(novel.parent)]), state)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "enter")
        screen = reading(app)
        await until(pilot, lambda: screen.document is not None)
        screen.begin_anew()
        app.library._open.clear()
        assert screen.show_excerpt(0)
        screen.action_end()
        assert app.memory.history.behind[-1].document == 0


# Where it was left


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> None:
    """The rest of a long document is not read when the page stands there; only a key has it read."""
    show = ReadingScreen.show_excerpt

    def showing(screen: ReadingScreen, number: int) -> bool:
        shown = show(screen, number)
        screen.page.when_painted = None
        return shown

    monkeypatch.setattr(ReadingScreen, "show_excerpt", showing)


def is_whole(app: ReaderApp) -> bool:
    """Return whether all of the document on the page has been read."""
    return reading(app).document is not None


async def left(novel: Path, state: State, share: float) -> str:
    """Read a novel to a share of it and leave the app; return what was on the page."""
    app = ReaderApp(Library([str(novel.parent)]), state)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "home", "enter")
        reading(app).read_rest()
        reading(app).jump_to_share(share)
        await pilot.pause()
        return text_of(reading(app).page)


SHARES = (0.0, 0.001, 0.5, 0.999, 1.0)


@pytest.mark.usefixtures("held")
@pytest.mark.parametrize("line_end", ["\n\n", "\r\n\r\n", ""], ids=["lines", "CRLF", "one line"])
@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["no BOM", "BOM"])
async def test_the_screen_is_the_same_before_and_after_all_of_it_is_read(
    own_novel: Path, state: State, line_end: str, mark: str
) -> None:
    own_novel.write_bytes((mark + own_novel.read_text(encoding="utf-8").replace("\n\n", line_end)).encode())
    for share in SHARES:
        page = await left(own_novel, state, share)
        app = ReaderApp(Library([str(own_novel.parent)]), state)
        async with app.run_test(size=(80, 24)) as pilot:
            await settled(pilot)
            await press(pilot, "home", "enter")
            screen = reading(app)
            assert not is_whole(app)
            assert text_of(screen.page) == page
            before, top = screen_text(app), screen.page.top_offset
            assert f"{share:.0%}" in text_of(screen.status)
            assert screen.page.mentions_in_view()
            screen.read_rest()
            await pilot.pause()
            assert is_whole(app)
            assert screen.page.text == own_novel.read_bytes().decode("utf-8-sig")
            assert (screen_text(app), screen.page.top_offset) == (before, top)


@pytest.mark.usefixtures("held")
@pytest.mark.parametrize("keys", [("space",), ("up", "up"), ("end",), ("home",), ("space", "ctrl+u"), ("b",)], ids=str)
async def test_a_key_does_with_an_excerpt_what_it_does_with_the_whole(
    novel: Path, state: State, keys: Sequence[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    await left(novel, state, 0.5)
    shown = []
    for with_excerpt in (True, False):
        if not with_excerpt:
            monkeypatch.setattr(ReadingScreen, "show_excerpt", lambda _screen, _number: False)
        its_state = State(None)
        place = place_in(state, str(novel))
        assert place is not None
        its_state.remember_place(str(novel), "digest", place)
        app = ReaderApp(Library([str(novel.parent)]), its_state)
        async with app.run_test(size=(80, 24)) as pilot:
            await settled(pilot)
            await press(pilot, "home", "enter")
            assert is_whole(app) is not with_excerpt
            await press(pilot, *keys)
            assert is_whole(app)
            shown.append((text_of(reading(app).page), reading(app).page.top_offset))
    assert shown[0] == shown[1]


@pytest.mark.usefixtures("held")
async def test_what_is_moved_by_the_wheel_before_all_of_it_is_read_stays(novel: Path, state: State) -> None:
    await left(novel, state, 0.5)
    app = ReaderApp(Library([str(novel.parent)]), state)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "home", "enter")
        screen = reading(app)
        top = screen.page.top_offset
        screen.page.move(5)
        await pilot.pause()
        page = text_of(screen.page)
        screen.read_rest()
        await pilot.pause()
        assert text_of(screen.page) == page
        assert screen.page.top_offset > top


@pytest.mark.usefixtures("held")
async def test_the_whole_and_an_excerpt_as_long_as_it_are_never_in_memory_together(
    novel: Path, state: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    await left(novel, state, 0.5)
    app = ReaderApp(Library([str(novel.parent)]), state)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "home", "enter")
        screen, read, held = reading(app), Library.open, list[int]()
        assert len(screen.page.text) > LONG // 4

        def opening(library: Library, number: int) -> Document:
            held.append(len(screen.page.text))
            return read(library, number)

        monkeypatch.setattr(Library, "open", opening)
        screen.read_rest()
        assert held == [0]


@pytest.mark.usefixtures("held")
async def test_the_other_script_is_prepared_when_all_of_it_is_read_not_before(
    novel: Path, state: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    await left(novel, state, 0.5)
    app = ReaderApp(Library([str(novel.parent)]), state)
    prepared: list[bool] = []
    monkeypatch.setattr(PageView, "prepare", lambda _page, _target: prepared.append(is_whole(app)))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "home", "enter")
        await pilot.pause(3 * PREPARE_AFTER)
        assert prepared == []
        reading(app).read_rest()
        await pilot.pause(3 * PREPARE_AFTER)
        assert set(prepared) == {True}


@pytest.mark.usefixtures("held")
async def test_it_is_shown_in_its_own_script_before_all_of_it_is_read(novel: Path, state: State) -> None:
    await left(novel, state, 0.5)
    place = place_in(state, str(novel))
    assert place is not None
    digest = state.database.rows("select digest from file where document = ?", (str(novel),))[0][0]
    state.remember_target(str(novel), digest, Target(Script.HANS))
    app = ReaderApp(Library([str(novel.parent)]), state)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "home", "enter")
        assert not is_whole(app)
        assert "湖边研究所说话" in text_of(reading(app).page)


def lines(page: str) -> list[str]:
    """Return the lines with text on a page, without what the scroll bar shows."""
    return [line for row in page.splitlines() if (line := row.strip(" ▐"))]


@pytest.mark.usefixtures("held")
@pytest.mark.parametrize("same_stamp", [False, True])
async def test_one_that_was_edited_is_read_whole_and_its_place_found_again(
    own_novel: Path, state: State, same_stamp: bool
) -> None:
    page = await left(own_novel, state, 0.5)
    status = own_novel.stat()
    text = own_novel.read_text(encoding="utf-8")
    cut = text.index("第3段")
    own_novel.write_text(text[cut:] + text[:cut] if same_stamp else "添了幾個字。\n\n" + text, encoding="utf-8")
    if same_stamp:
        os.utime(own_novel, ns=(status.st_atime_ns, status.st_mtime_ns))
        assert own_novel.stat().st_size == status.st_size
    app = ReaderApp(Library([str(own_novel.parent)]), state)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "home", "enter")
        assert is_whole(app)
        assert lines(text_of(reading(app).page)) == lines(page)


@pytest.mark.usefixtures("held")
async def test_one_that_is_edited_before_the_rest_of_it_is_read_is_shown_as_it_is_then(
    own_novel: Path, state: State
) -> None:
    page = await left(own_novel, state, 0.5)
    app = ReaderApp(Library([str(own_novel.parent)]), state)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "home", "enter")
        screen = reading(app)
        assert not is_whole(app)
        own_novel.write_text("添了幾個字。\n\n" + own_novel.read_text(encoding="utf-8"), encoding="utf-8")
        screen.read_rest()
        await pilot.pause()
        assert lines(text_of(screen.page)) == lines(page)
        assert screen.page.text.startswith("添了幾個字")


@pytest.mark.usefixtures("held")
async def test_one_with_bytes_that_are_read_as_others_is_read_whole(own_novel: Path, state: State) -> None:
    own_novel.write_text("\0\n" + own_novel.read_text(encoding="utf-8"), encoding="utf-8")
    page = await left(own_novel, state, 0.5)
    app = ReaderApp(Library([str(own_novel.parent)]), state)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "home", "enter")
        assert is_whole(app)
        assert text_of(reading(app).page) == page


@pytest.mark.usefixtures("held")
async def test_where_an_earlier_version_has_left_it_it_is_read_whole(novel: Path, state: State) -> None:
    page = await left(novel, state, 0.5)
    state.database.write(("update place set byte_offset = null, byte_length = null", ()))
    for at_once in (True, False):
        app = ReaderApp(Library([str(novel.parent)]), state)
        async with app.run_test(size=(80, 24)) as pilot:
            await settled(pilot)
            await press(pilot, "home", "enter")
            assert is_whole(app) is at_once
            assert text_of(reading(app).page) == page
            reading(app).read_rest()


@pytest.mark.usefixtures("held")
async def test_after_a_kill_before_the_last_place_was_written_down_it_opens_at_the_one_before(
    novel: Path, state: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = await left(novel, state, 0.5)
    with monkeypatch.context() as killed:
        killed.setattr(State, "remember_place", lambda *_place: False)
        assert await left(novel, state, 0.7) != page
    app = ReaderApp(Library([str(novel.parent)]), state)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "home", "enter")
        assert not is_whole(app)
        assert text_of(reading(app).page) == page


@pytest.mark.usefixtures("held")
async def test_a_key_on_one_that_turns_out_not_to_be_text_only_leads_back_to_the_list(
    novel: Path, state: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_words: object) -> Document:
        raise UnreadableDocumentError("not a text file")

    monkeypatch.setattr("reader.library.library.read", refuse)
    app = ReaderApp(Library([str(novel.parent)]), state)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "home", "enter")
        assert "第0段" in text_of(reading(app).page)
        await press(pilot, "down")
        assert app.screen is app.library_screen
        assert "not a text file" in text_of(app.library_screen.status)
        assert app.library_screen.rows.item == 0
