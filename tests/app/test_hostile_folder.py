"""A folder full of files that mean harm, in the app on a terminal: what is fine is listed and shown, nothing obeyed.

Everything is checked on the terminal's side: what the emulator was sent, and every byte of it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from reader.documents.natural_order import natural
from reader.documents.sanitising import MOST_JOINED, one_line
from reader.library.library import Library
from tests.app.pages import Page
from tests.emulator import NOT_FOR_THE_EYE
from tests.hostile.documents import files
from tests.hostile.folder import make_folder
from tests.hostile.sequences import CANARY, SHORT
from tests.terminal import Terminal, environment

COLUMNS, ROWS = 80, 20
LARGEST = 200_000
"""Bytes of a file that is put into the folder: what larger ones are read as is tested without a screen."""
OPENED = re.compile(
    "text-|told-|markdown-(title|heading|link|note|code|table)|bytes-(empty|overlong|c1|shifts|controls|harm)"
    "|shape-(marks|flags|carriage)|controls|numbers|markup|folder |archive |x\u0301"
    "|name (\x1b.0|\u202a|\u202e|\ue000|.bold)"
)
"""What is opened, by how its name begins; all others are listed only."""
SENT = re.compile(
    rb"\x1b\[[0-9;:]*m|\x1b\[[0-9;]*[HJK]|\x1b\[\?[0-9;]*[hl]|\x1b\[\?[0-9]+\$p|\x1b\[[56]n|\x1b\[[<>=][0-9]*u"
    rb"|\x1b\]22;[a-z]+(?:\x07|\x1b\\)|\x1b\[c|\x1b[78]"
)
"""The sequences that the app sends itself: colours, places, modes, questions, the shape of the pointer."""
SHORTLY = 0.02
"""Seconds without output after which what a key has changed is on the screen, mostly."""
SAYS = ("湖边的", "湖邊的", "Thereisnothinginthisdocument")
"""How the text of all these documents begins, in both scripts; or what stands there where there is none."""


@dataclass
class Seen:
    """What came to the terminal."""

    names: list[str]
    """All documents, by their paths."""
    raw: bytearray = field(default_factory=bytearray)
    panels: list[str] = field(default_factory=list)
    """What stood on the screen with each panel."""
    shown: list[str] = field(default_factory=list)
    """The documents that were opened, and said what they say."""
    rows: list[str] = field(default_factory=list)
    """All lines of the list at the end."""
    unexpected: list[str] = field(default_factory=list)
    overflowed: list[str] = field(default_factory=list)
    commands: set[str] = field(default_factory=set)
    most_in_a_cell: int = 0
    status: int = -1


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """Return a folder, and why documents in it cannot be read, by their paths."""
    folder = make_folder(tmp_path_factory.mktemp("hostile") / f"folder {SHORT.replace('/', '∕')}")
    refused = {str(folder.path / name): reason for name, reason in folder.refused.items()}
    for number, file in enumerate(files()):
        if len(file.data) <= LARGEST:
            path = folder.path / f"{number:03} {file.name}"
            path.write_bytes(file.data)
            if file.refused is not None:
                refused |= {str(path): file.refused, f"{path}/a.txt": file.refused}
    return folder.path, refused


def in_order(names: list[str]) -> list[str]:
    """Return documents in the order of the list that is ordered by file names."""
    return sorted(names, key=lambda name: (list(map(natural, Path(name).parent.parts)), natural(Path(name).name)))


@pytest.fixture(scope="module")
def seen(hostile: tuple[Path, dict[str, str]], tmp_path_factory: pytest.TempPathFactory) -> Seen:
    """Return what was seen of all of it in one run of the app."""
    folder, refused = hostile
    library = Library([str(folder)])
    names = in_order(list(library.documents))
    library.close()
    home = environment(tmp_path_factory.mktemp("home"))
    seen = Seen(names)
    with Terminal([str(folder)], home, COLUMNS, ROWS) as terminal:
        feed = terminal.screen.feed

        def keep(data: bytes) -> None:
            seen.raw.extend(data)
            feed(data)

        terminal.screen.feed = keep  # type: ignore[method-assign]
        walk(terminal, names, refused, seen)
        seen.unexpected, seen.overflowed = terminal.screen.unexpected, terminal.screen.overflowed
        seen.status = terminal.quit()
        seen.commands, seen.most_in_a_cell = set(terminal.screen.commands), terminal.screen.most_in_a_cell
    return seen


def walk(terminal: Terminal, names: list[str], refused: dict[str, str], seen: Seen) -> None:
    """List everything, and open one document after the other."""
    screen = terminal.screen
    terminal.wait_until(lambda: f"{len(names)} documents" in screen.lines[0] + screen.lines[-2], "all documents")
    terminal.type(b"r")
    terminal.wait_until(lambda: f"1 of {len(names)}" in screen.lines[-2] and "file name" in screen.lines[-2], "order")
    at = 0
    for number, name in enumerate(names):
        if name in refused or not OPENED.match(Path(name).name.lstrip("0123456789 ")):
            continue
        terminal.type(b"j" * (number - at))
        at = number
        terminal.wait_until(lambda at=at: f" {at + 1} of {len(names)}" in screen.lines[-2], f"row {number}")  # type: ignore[misc]
        show(terminal, name)
        seen.shown.append(name)
        if "text-bold" in name:
            seen.panels = look_at_panels(terminal)
    terminal.wait_until(lambda: "reading the library" not in screen.lines[-2], "the end of the work in the background")
    terminal.type(b"g")
    for _page in names:
        terminal.settle()
        if f" {len(names)} of {len(names)}" in screen.lines[-2]:
            break
        seen.rows += screen.lines[3:-2]
        terminal.type(b" ")
    seen.rows += screen.lines[3:-2]


def show(terminal: Terminal, name: str) -> None:
    """Open the document under the cursor, look at both its ends, its other script and its contents, and go back.

    What it says must be seen at its start or its end.
    """
    screen = terminal.screen

    def is_said() -> bool:
        return any(says in Page(screen).text for says in SAYS)

    def is_panel() -> bool:
        return any("╭" in line for line in screen.lines)

    terminal.type(b"\r")
    terminal.wait_until(lambda: "q library" in screen.lines[-1] and bool(Page(screen).text), f"{name!r}")
    says = is_said()
    terminal.type(b"s")
    terminal.settle(SHORTLY)
    terminal.type(b"t")
    terminal.wait_until(is_panel, f"the contents of {name!r}")
    terminal.type(b"0\r")
    terminal.wait_until(lambda: not is_panel(), f"{name!r} behind its contents")
    terminal.type(b"G")
    if says:
        terminal.settle(SHORTLY)
    else:
        terminal.wait_until(is_said, f"the end of {name!r}")
    terminal.type(b"l")
    terminal.wait_until(lambda: "Enter open" in screen.lines[-1], "the library")


def look_at_panels(terminal: Terminal) -> list[str]:
    """Open the document under the cursor and what there is to know of its first names, and go back."""
    seen = []
    terminal.type(b"\r\t\t")
    terminal.settle()
    for key in (b"\r", b"W", b"m", b"p", b"\x10"):
        terminal.type(key)
        terminal.wait_until(lambda: any("╭" in line for line in terminal.screen.lines), f"the panel of {key!r}")
        terminal.settle()
        seen.append("\n".join(terminal.screen.lines))
        terminal.type(b"\x1b")
        terminal.wait_until(lambda: not any("╭" in line for line in terminal.screen.lines), f"the end of {key!r}")
    terminal.type(b"l")
    terminal.wait_until(lambda: "Enter open" in terminal.screen.lines[-1], "the library")
    return seen


def test_every_document_that_is_fine_is_shown(seen: Seen) -> None:
    assert len(seen.shown) >= 80


def test_nothing_but_text_and_what_the_app_sends_itself_came_to_the_terminal(seen: Seen) -> None:
    assert (seen.unexpected, seen.overflowed, seen.status) == ([], [], 0)
    assert [command for command in seen.commands if CANARY in command or not command.startswith("22;")] == []
    text = SENT.sub(b"", bytes(seen.raw)).decode("utf-8")
    assert not NOT_FOR_THE_EYE.search(text)
    assert {one for one in text if one < " " or "\x7f" <= one < "\xa0"} <= {"\r", "\n"}


def test_no_cell_of_the_screen_holds_more_than_any_writing_needs(seen: Seen) -> None:
    assert 1 < seen.most_in_a_cell <= MOST_JOINED + 1


def test_what_cannot_be_read_is_listed_with_its_reason(seen: Seen, hostile: tuple[Path, dict[str, str]]) -> None:
    _folder, refused = hostile
    listed = "\n".join(seen.rows)
    there = [path for path in seen.names if path in refused]
    assert len(there) >= 40
    for path in there:
        reason = refused[path]
        title = one_line(Path(path).stem)[:18]
        assert re.search(f"(?m)^. {re.escape(title)}.*({reason[:30]}|not a text file)", listed), (path, reason)
    assert "pipe" not in listed
    assert "socket" not in listed


def test_what_entity_lists_say_is_text_in_every_panel(seen: Seen) -> None:
    card, *_others = seen.panels
    assert len(seen.panels) == 5
    assert "[bold]x[/bold]" in card
    assert all("三个人" in panel or "木屋" in panel or "[bold]" in panel for panel in seen.panels)
