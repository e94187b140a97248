"""Markdown on the page, through keys: marks are not seen, notes and links can be gone to, and no place is lost."""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING

import pytest

from reader.app import page_view
from reader.app.application import ReaderApp
from reader.app.contexts import Contexts, marks_within
from reader.app.links_panel import LinksPanel
from reader.app.passages import Passage
from reader.app.searching import Search
from reader.documents.document import Document
from reader.documents.formats import markdown
from reader.documents.paragraphs import Span
from reader.library.library import Library
from reader.library.walk import Place
from reader.page.cells import width
from reader.scripts.script import Script
from reader.scripts.target import AS_WRITTEN
from tests.app.driving import press, reading, settled, shown, styled, text_of, until
from tests.entities.making import person

if TYPE_CHECKING:
    from pathlib import Path

    from textual.pilot import Pilot

    from reader.library.state import State

pytestmark = pytest.mark.usefixtures("without_idling")

FILLER = "今天的湖面很安静，风从山里吹来。\n\n" * 40
LAKE = f"""---
title: 湖边来信
---

# 湖边*来信*

方小舟在**湖边**写`软件`，见[旧邮局](https://example.org/post)和信[^1]。

| 人 | 信 |
|---|---|
| 林晚 | 十二 |

```
# 软件
```

第二部分
---

{FILLER}[^1]: 这封信没有寄出。
"""
PLAIN = "湖边\n\n今天的湖面很安静，风从山里吹来。\n"
PAGE = [
    "湖边来信",
    "",
    "方小舟在湖边写软件，见旧邮局[2]和信[1]。",
    "",
    "人   | 信",
    "林晚 | 十二",
    "",
    "  # 软件",
    "",
    "第二部分",
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "湖"
    place.mkdir()
    (place / "1.md").write_text(LAKE, encoding="utf-8")
    (place / "2.txt").write_text(PLAIN, encoding="utf-8")
    return place


@pytest.fixture
def app(folder: Path, state: State) -> ReaderApp:
    return ReaderApp(Library([str(folder / "1.md")], with_shipped=False), state, Script.ORIGINAL)


def seen(app: ReaderApp) -> list[str]:
    """Return the lines of the page without the margin before them and the strip behind them."""
    return [line[3:].rstrip(" ▐") for line in shown(reading(app).page)]


def top(app: ReaderApp) -> str:
    page = reading(app).page
    return page.text[page.top_offset :][:4]


async def test_a_page_shows_what_the_marks_mean_and_not_the_marks_in_every_script(app: ReaderApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert seen(app)[: len(PAGE)] == PAGE
        assert styled(reading(app).page, "湖边") == ["bold", "bold"]
        assert styled(reading(app).page, "来信") == ["bold italic"]
        assert reading(app).page.progress == 0
        await press(pilot, "s")
        assert seen(app)[2] == "方小舟在湖邊寫软件，見舊郵局[2]和信[1]。"
        assert seen(app)[7] == "  # 软件"
        await press(pilot, "G")
        assert [line for line in seen(app) if line][-1] == "[1] 這封信沒有寄出。"
        assert reading(app).page.progress == 1


async def test_a_note_is_gone_to_by_its_label_and_the_way_back_is_one_key(app: ReaderApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        page = reading(app).page
        await press(pilot, "f")
        label = page.labels[page.text.index("[^1]")]
        await press(pilot, *label)
        assert any(line == "[1] 这封信没有寄出。" for line in seen(app))
        await press(pilot, "backspace")
        assert seen(app)[: len(PAGE)] == PAGE


async def test_a_click_on_a_link_or_its_number_copies_the_address(app: ReaderApp) -> None:
    async with app.run_test(size=(110, 24)) as pilot:
        await settled(pilot)
        line = shown(reading(app).page)[2]
        for words in ("邮局", "[2]"):
            app._clipboard = ""
            await pilot.click("#page", offset=(width(line[: line.index(words)]) + 1, 2))
            await pilot.pause()
            assert app.clipboard == "https://example.org/post"
        assert "address copied" in text_of(reading(app).status)


async def listed(pilot: Pilot[int], *keys: str) -> LinksPanel:
    """Open the panel of links and press keys when all of them are listed."""
    await press(pilot, "L")
    panel = pilot.app.screen
    assert isinstance(panel, LinksPanel)
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()
    await press(pilot, *keys)
    return panel


async def test_the_panel_lists_links_and_notes_copies_addresses_and_leads_to_where_they_stand(app: ReaderApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        panel = await listed(pilot)
        assert [line.split() for line in shown(panel.rows) if line] == [
            ["▸", "[2]", "旧邮局", "https://example.org/post"],
            ["[1]", "这封信没有寄出。"],
        ]
        await press(pilot, "ctrl+y")
        assert app.clipboard == "https://example.org/post"
        assert "address copied" in text_of(panel.heading)
        await press(pilot, "escape", "G")
        await listed(pilot, *"邮局", "enter")
        assert top(app) == "# 湖边"
        await press(pilot, "backspace")
        assert reading(app).page.progress == 1


async def test_a_document_without_links_says_so_and_an_address_in_plain_text_is_one(folder: Path, state: State) -> None:
    app = ReaderApp(Library([str(folder / "2.txt")], with_shipped=False), state, Script.ORIGINAL)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        panel = await listed(pilot)
        assert "no links and no notes" in text_of(panel.rows)


async def test_what_is_copied_as_shown_has_no_marks_and_as_written_all_of_them(app: ReaderApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "down", "v", "end", "y")
        assert app.clipboard == PAGE[2]
        await press(pilot, "v", "end", "Y")
        assert app.clipboard == LAKE.splitlines()[6]


async def test_nothing_that_is_copied_ends_a_paste_or_begins_a_command(folder: Path, state: State) -> None:
    line = "\x1b[201~\x9b31m湖边[信](<http://x/ rm\x1b[201~\u202e>)。"
    (folder / "3.md").write_text(f"{line}\n\n{FILLER}", encoding="utf-8")
    app = ReaderApp(Library([str(folder / "3.md")], with_shipped=False), state, Script.ORIGINAL)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "y")
        assert app.clipboard == "␛[201~\ufffd31m湖边信[1]。"
        await press(pilot, "Y")
        assert app.clipboard == "␛[201~\ufffd31m湖边[信](<http://x/ rm␛[201~\ufffd>)。"
        await listed(pilot, "ctrl+y")
        assert app.clipboard == "http://x/%20rm%1B[201~%E2%80%AE"


WRAPPED = """# 信

湖边今天很安静，风从山里吹来，昨天寄出的信是方
小舟写的，今天的信也是**方小**舟写的，有人说那
时候[方](https://example.org/方小舟)小舟还没有来。

方小舟。
"""


@pytest.fixture
def wrapped(folder: Path, state: State) -> ReaderApp:
    (folder / "1.md").write_text(WRAPPED, encoding="utf-8")
    (folder / "entities.toml").write_text(person("fang", "方小舟"), encoding="utf-8")
    return ReaderApp(Library([str(folder / "1.md")], with_shipped=False), state, Script.ORIGINAL)


async def test_broken_lines_run_on_and_names_over_marks_and_breaks_are_gone_to(wrapped: ReaderApp) -> None:
    app = wrapped
    async with app.run_test(size=(160, 24)) as pilot:
        await settled(pilot)
        page = reading(app).page
        assert [line.strip() for line in seen(app)[2:6]] == [
            "湖边今天很安静，风从山里吹来，昨天寄出的信是方小舟写的，今天的信也是方小舟写的，",
            "有人说那时候方[1]小舟还没有来。",
            "",
            "方小舟。",
        ]
        places = []
        for _name in range(4):
            await press(pilot, "tab")
            assert page.current is not None
            places.append(page.text[slice(*page.current)])
        assert places == ["方\n小舟", "方小**舟", "方](https://example.org/方小舟)小舟", "方小舟"]
        await press(pilot, "shift+tab", "shift+tab", "shift+tab")
        assert "bold reverse" in styled(page, "方小舟")
        await press(pilot, "y")
        assert app.clipboard.startswith("湖边今天很安静，风从山里吹来，昨天寄出的信是方小舟写的")
        await press(pilot, "Y")
        assert app.clipboard == "\n".join(WRAPPED.splitlines()[2:5])


async def test_keys_select_what_is_seen_and_nothing_that_is_hidden(app: ReaderApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "down", "v", *["right"] * 5)
        page = reading(app).page
        assert page.selection is not None
        assert page.selection.head.of(page.text) == "边"
        await press(pilot, "right")
        assert page.selection.head.of(page.text) == "写"
        await press(pilot, "left")
        assert page.selection.head.of(page.text) == "边"


async def test_the_structure_of_a_long_text_comes_later_and_moves_nothing(
    folder: Path, state: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on, structure = Event(), markdown.structure

    def slow(text: str) -> markdown.Structure:
        assert go_on.wait(10)
        return structure(text)

    list(Library([str(folder / "1.md")], with_shipped=False).analyses())  # kept: nobody else asks for the structure
    monkeypatch.setattr(page_view, "AT_ONCE", 10)
    monkeypatch.setattr(markdown, "structure", slow)
    app = ReaderApp(Library([str(folder / "1.md")], with_shipped=False), state, Script.ORIGINAL)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert seen(app)[2] == "方小舟在湖边写软件，见旧邮局和信[1]。"
        await press(pilot, "down")
        page = reading(app).page
        before = page.top_offset
        go_on.set()
        await until(pilot, lambda: page.links)
        assert page.top_offset == before
        assert seen(app)[: len(PAGE) - 2] == PAGE[2:]


def test_a_search_finds_nothing_where_the_page_shows_nothing(folder: Path) -> None:
    text = "---\ntitle: 湖\n---\n[湖](https://湖.example)和<https://湖.example>\n\n<!-- 湖 -->\n"
    (folder / "1.md").write_text(text, encoding="utf-8")
    (folder / "3.md").write_text("[木屋](https://湖.example)\n", encoding="utf-8")
    search = Search(Library([str(folder)], with_shipped=False), "湖")
    search._collect(bool)
    in_first = [place.start for place in search.hits if place.document == 0]
    assert in_first == [text.index("[湖") + 1, text.index("<https://湖") + 9]
    assert {place.document for place in search.hits} == {0, 1}
    assert search.documents == 2


def test_a_quoted_paragraph_has_no_marks_and_what_is_not_shown_on_the_page_is_quoted_as_it_stands() -> None:
    document = Document("1.md", "---\ntitle: **题**\n---\n他**很**累\n", format="Markdown")
    assert document.structure.front is not None
    quoted = Span(document.text.index("他"), len(document.text) - 1)
    assert marks_within(document, quoted) == [(1, 3, ""), (4, 6, "")]
    assert marks_within(document, Span(4, 17)) == []
    broken = Document("1.md", "> 方*小*\n> 舟\n", format="Markdown")
    assert marks_within(broken, Span(0, 10)) == [(0, 2, "｜"), (3, 4, ""), (5, 6, ""), (6, 9, "")]
    name = Span(2, 10)
    passage = Passage(0, broken, name, None)
    assert (passage.source, passage.text, passage.name) == ("方*小*\n> 舟", "方小舟", "方小舟")
    assert marks_within(Document("1.txt", document.text), quoted) == []


def test_what_is_quoted_goes_on_over_lines_that_were_full(folder: Path) -> None:
    line = "今天的湖面很安静，风从山里的木屋吹来，信还没有"
    text = f"一\n\n{line}\n方小**舟**来了。\n"
    (folder / "1.md").write_text(text, encoding="utf-8")
    contexts = Contexts(Library([str(folder)], with_shipped=False), lambda _number: AS_WRITTEN, lambda _number: None)
    start = text.index("方")
    found = contexts.of(Place(0, start, start + len("方小**舟")))
    assert (found.before, found.text, found.after) == (line, "方小舟", "来了。")
