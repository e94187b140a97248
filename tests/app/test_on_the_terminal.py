"""What a reader sees on the terminal's side: every character once, in its place, marked and kept as it should be.

For the project's own documents, and for the real articles where the environment names them (see `tests/conftest.py`).
Each document is read in one process that is resized, once more in the next process, and in a terminal that draws
characters of ambiguous width in two cells.
"""

from __future__ import annotations

import json
import os
import pickle
import re
import subprocess
import sys
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import pytest

from reader.library.library import Library
from reader.library.locations import seeds
from tests.app.pages import NEXT_MENTION, NEXT_NAME, NEXT_PAGE, NOTHING, REPEATED, Page, Reading
from tests.conftest import REAL_DOCUMENTS, move_into
from tests.emulator import Widths
from tests.terminal import READER, Terminal, environment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.emulator import Look

ROWS = 30
WIDTHS = {1: (40, 60, 80, 100, 140), 2: (40, 80, 140)}
"""Columns of the windows, by the cells of characters of ambiguous width."""
WALKED = {1: (40, 80), 2: (40,)}
"""Those in which all mentions of a name are walked through."""
NEVER_FIRST = "、。，．：；！？）」』】》〉”’!?,.:;)]}%％·"
"""Marks that belong to what stands before them."""
NEVER_LAST = "（「『【《〈“‘([{"
"""Marks that belong to what stands behind them."""
WIDE = Widths(2)
SHORTLY = 0.05
"""Seconds without output that are enough where nothing is compared but what overflows."""
AFTER_ESCAPE = 0.2
"""Seconds without output after which Esc was Esc: for a moment it may be the start of another key."""
AT_REST = 1.5
"""Seconds without output after which nothing goes on in the background any more."""
DECIMAL = re.compile("^[.](?=[0-9])")
"""The point of a number such as .5, which may begin a line behind a space (UAX #14, LB15c)."""
WORD = re.compile("[A-Za-z]+|[0-9]+(?:[.,][0-9]+)*%?")


def articles() -> list[Any]:
    """Return the documents and the terminals to read them in; for real ones that are not there a skipped test."""
    folder = os.environ.get(REAL_DOCUMENTS)
    found = sorted([*seeds().glob("*.txt"), *(Path(folder).glob("*.txt") if folder else ())])
    missing = pytest.param(None, id="real", marks=pytest.mark.skip(reason=f"{REAL_DOCUMENTS} names no folder"))
    each = [
        pytest.param((path, ambiguous), id=f"{path.stem}-{name}")
        for path in found
        for ambiguous, name in ((1, "narrow"), (2, "wide"))
    ]
    return each if folder else [*each, missing]


@dataclass
class Seen:
    """What was seen of a document in a terminal."""

    document: Path
    mentions: list[dict[str, Any]]
    """As the command line tells them, in order."""
    offsets: list[int]
    """The source offset of each character that is no white space."""
    text: str
    """Those characters."""
    unclear: list[tuple[int, int]] = field(default_factory=list)
    """The places that may mean several."""
    pages: dict[int, list[Page]] = field(default_factory=dict)
    """All pages from the first to the last, by the width of the window."""
    walks: dict[int, list[tuple[dict[str, Any], Page]]] = field(default_factory=dict)
    """Each mention of a name with the page that showed it, in the order they were walked through, by width."""
    beyond: list[Page] = field(default_factory=list)
    """The last page, and what one key more made of it."""
    kept: list[Page] = field(default_factory=list)
    """A page in the middle, the same after each resizing, and the one after a restart."""
    unexpected: list[str] = field(default_factory=list)
    overflowed: list[str] = field(default_factory=list)
    status: int = -1
    """The exit status."""


def look_at(document: Path) -> Seen:
    """Return a document of which nothing has been seen."""
    text = document.read_text(encoding="utf-8")
    offsets = [offset for offset, character in enumerate(text) if not character.isspace()]
    return Seen(document, [], offsets, "".join(text[offset] for offset in offsets))


Told = tuple[list[dict[str, Any]], list[tuple[int, int]]]
"""The mentions in a document and its unclear places."""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], Told]:
    """Return what tells of a document what may be marked in it; each is asked for once."""
    home = tmp_path_factory.mktemp("home")

    @cache
    def told(document: Path) -> Told:
        with pytest.MonkeyPatch.context() as patch:
            move_into(home, patch)
            return mentions_in(document), unclear_in(document)

    return told


def mentions_in(document: Path) -> list[dict[str, Any]]:
    command = [*READER, "mentions", str(document), "--json"]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return [json.loads(line) for line in told.splitlines()]


def unclear_in(document: Path) -> list[tuple[int, int]]:
    """Return the places that may mean several, which are marked as well."""
    library = Library([str(document)])
    found = [(place.start, place.end) for _number, analysis in library.analyses() for place in analysis.unclear]
    library.close()
    return found


def walk(reading: Reading, seen: Seen) -> list[tuple[dict[str, Any], Page]]:
    """Choose the first name of a document, go through all its mentions and once round, and return what was seen."""
    places = [mention for mention in seen.mentions if mention["entity"] == seen.mentions[0]["entity"]]
    page = reading.go_to_start(seen.text)
    while starts(seen, page)[0] + len(page.text) <= seen.offsets.index(places[0]["start"]):
        page = reading.turn()
    found = []
    for key, place in zip([NEXT_NAME, *([NEXT_MENTION] * len(places))], [*places, places[0]], strict=True):
        page = reading.press(key, lambda page: is_current(seen, page, place), f"{place}")  # noqa: B023
        found.append((place, page))
    reading.press(NOTHING, lambda page: not any(one.look.reverse for one in page.characters), "no name chosen")
    return found


def starts(seen: Seen, page: Page) -> list[int]:
    """Return where in the text a page may begin: once, unless it is so short that it stands in it more often."""
    assert page.text in seen.text
    return [found.start() for found in re.finditer(f"(?={re.escape(page.text)})", seen.text)]


def is_current(seen: Seen, page: Page, place: dict[str, Any]) -> bool:
    """Return whether exactly the characters of a mention are drawn in reverse."""
    reversed_at = [number for number, one in enumerate(page.characters) if one.look.reverse]
    return page.text in seen.text and any(
        [seen.offsets[start + number] for number in reversed_at] == inside(seen, place) for start in starts(seen, page)
    )


def inside(seen: Seen, mention: dict[str, Any]) -> list[int]:
    """Return the offsets of a mention, those of white space left out."""
    return [offset for offset in seen.offsets if mention["start"] <= offset < mention["end"]]


@pytest.fixture(scope="module", params=articles())
def seen(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, told: Callable[[Path], Told]
) -> Seen:
    """Return what is seen of a document in a terminal; looked at once, whichever process of the tests asks for it."""
    document, ambiguous = request.param
    own = tmp_path_factory.getbasetemp()
    place = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / f"seen-{document.stem}-{ambiguous}"
    with place.open("a+b") as file:
        lock(file)
        file.seek(0)
        kept = file.read()
        if kept:
            found: Seen = pickle.loads(kept)
            return found
        seen = read_in_terminal(document, ambiguous, tmp_path_factory.mktemp("home"), *told(document))
        file.write(pickle.dumps(seen))
        return seen


def lock(file: IO[bytes]) -> None:
    """Wait until nobody else has a file; it is given back when it is closed."""
    if sys.platform != "win32":
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX)


def read_in_terminal(
    document: Path, ambiguous: int, folder: Path, mentions: list[dict[str, Any]], unclear: list[tuple[int, int]]
) -> Seen:
    """Return what is seen of a document in a terminal, in one process and the next."""
    home = environment(folder)
    settings = Path(home["XDG_CONFIG_HOME"]) / "reader" / "settings.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text(f"ambiguous_width = {ambiguous}\n", encoding="utf-8")
    seen = look_at(document)
    seen.mentions, seen.unclear = mentions, unclear
    reading = Reading(str(document), home, 100, ROWS, ambiguous=ambiguous)
    with reading.terminal as terminal:
        for columns in WIDTHS[ambiguous]:
            reading.resize(columns, ROWS, seen.text)
            seen.pages[columns] = reading.turn_all(seen.text)
            if columns == WALKED[ambiguous][0]:
                terminal.type(NEXT_PAGE)
                terminal.settle()
                seen.beyond = [seen.pages[columns][-1], reading.page]
            if columns in WALKED[ambiguous] and seen.mentions:
                seen.walks[columns] = walk(reading, seen)
        reading.resize(100, ROWS, seen.text)
        page = reading.go_to_start(seen.text)
        while starts(seen, page)[0] < len(seen.text) // 3:
            page = reading.turn()
        seen.kept = [page, *(reading.resize(columns, ROWS, seen.text) for columns in (60, 140, 100))]
        seen.status = terminal.quit()
        seen.unexpected, seen.overflowed = terminal.screen.unexpected, terminal.screen.overflowed
    again = Reading(str(document), home, 100, ROWS, ambiguous=ambiguous)
    with again.terminal:
        seen.kept.append(again.page)
    return seen


def rows_of(pages: list[Page]) -> Iterator[str]:
    """Yield the lines of a document, each once."""
    for number, page in enumerate(pages):
        yield from page.rows[REPEATED if number else 0 :]


# Every character


def test_turning_the_pages_shows_every_character_once_and_in_order(seen: Seen) -> None:
    for columns, pages in seen.pages.items():
        shown = "".join("".join(row.split()) for row in rows_of(pages))
        assert (columns, shown) == (columns, seen.text)
        for one, other in pairwise(pages):
            assert one.rows[len(one.rows) - REPEATED :] == other.rows[:REPEATED]


def test_there_is_nothing_behind_the_last_page(seen: Seen) -> None:
    last, beyond = seen.beyond
    assert beyond.rows == last.rows


def test_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one(seen: Seen) -> None:
    for columns, pages in seen.pages.items():
        rows = [DECIMAL.sub("", row) for row in rows_of(pages)]
        wrong = [row for row in rows if row[0] in NEVER_FIRST or row[-1] in NEVER_LAST]
        assert (columns, wrong) == (columns, [])


def test_no_word_or_number_that_fits_on_a_line_is_cut(seen: Seen) -> None:
    words = list(WORD.finditer(seen.document.read_text(encoding="utf-8")))
    number_of = {offset: number for number, offset in enumerate(seen.offsets)}
    for columns, pages in seen.pages.items():
        room = max(page.widest for page in pages)
        place_of = [(number, one.row) for number, page in enumerate(pages) for one in page.characters]
        cut = [
            word[0]
            for word in words
            if len(word[0]) <= room and place_of[number_of[word.start()]] != place_of[number_of[word.end() - 1]]
        ]
        assert (columns, cut) == (columns, [])


# Highlights


def is_marked(look: Look) -> bool:
    """Return whether a cell is drawn as part of a name: all kinds of names differ from the text without a colour."""
    return look.underline or look.italic or look.reverse


def check_marks(seen: Seen, page: Page, start: int) -> None:
    """Check that on a page that begins somewhere in the text what is marked is names, and every name is marked."""
    names = [*((one["start"], one["end"]) for one in seen.mentions), *seen.unclear]
    owner = {offset: number for number, place in enumerate(names) for offset in range(*place)}
    owners = [owner.get(seen.offsets[start + number]) for number in range(len(page.characters))]
    marked = [is_marked(character.look) for character in page.characters]
    assert marked == [one is not None for one in owners]
    for before, look in page.blanks():
        assert is_marked(look) == (owners[before] is not None and owners[before] == owners[before + 1])


def test_every_name_is_marked_on_exactly_its_own_cells(seen: Seen) -> None:
    for pages in seen.pages.values():
        start = 0
        for page in pages:
            check_marks(seen, page, start)
            start += len(page.text) - len("".join("".join(page.rows[len(page.rows) - REPEATED :]).split()))


def test_the_mentions_of_a_name_are_walked_through_and_each_is_shown_where_it_stands(seen: Seen) -> None:
    assert seen.walks
    for places in seen.walks.values():
        for place, page in places:
            shown = "".join(character.text for character in page.characters if character.look.reverse)
            assert shown == "".join(place["text"].split())
            assert is_current(seen, page, place)
            for start in starts(seen, page)[:1]:
                check_marks(seen, page, start)


# The place


def test_the_same_sentence_stays_on_top_in_every_size(seen: Seen) -> None:
    before, *others, after, _again = seen.kept
    (top,) = starts(seen, before)
    for page in others:
        (start,) = starts(seen, page)
        assert start <= top < start + len("".join(page.rows[0].split()))
    assert (after.rows, after.characters) == (before.rows, before.characters)


def test_the_same_page_stands_there_when_it_is_opened_again(seen: Seen) -> None:
    assert seen.kept[-1].rows == seen.kept[0].rows
    assert seen.status == 0


# The terminal


def test_nothing_but_text_and_what_full_screen_programs_use_is_sent_and_no_line_overflows(seen: Seen) -> None:
    assert seen.unexpected == []
    assert seen.overflowed == []


@pytest.fixture
def home_of_its_own(tmp_path: Path) -> dict[str, str]:
    return environment(tmp_path / "home")


def test_no_control_of_a_document_reaches_the_terminal(tmp_path: Path, home_of_its_own: dict[str, str]) -> None:
    controls = "".join(map(chr, (*range(1, 9), *range(11, 13), *range(14, 32), *range(0x7F, 0xA0))))
    document = tmp_path / "\x1b[31m\x9b1mhostile\u202e.txt"
    sequences = "\x1b]0;title\x07 \x1b[2J \x1b[6n \x1b]52;c;aGk=\x1b\\ \x1bc \x9b5i \u202e一二\u2066三 \U000e0041"
    document.write_text(f"题目{sequences}\n\n一段{controls}到此。\n\n二段{sequences}到此。\n", encoding="utf-8")
    reading = Reading(str(document), home_of_its_own, 80, ROWS)
    with reading.terminal as terminal:
        for key in (b"\t", b"p", NOTHING, b"/", "一段".encode(), NOTHING, NOTHING, b"q"):
            terminal.type(key)
            terminal.settle(AFTER_ESCAPE)
        assert terminal.quit() == 0
        assert (terminal.screen.unexpected, terminal.screen.overflowed) == ([], [])
        assert [command for command in terminal.screen.commands if command.startswith(("0;title", "52;"))] == []


def test_no_frame_shows_a_page_that_is_cut_off(home_of_its_own: dict[str, str]) -> None:
    document = seeds() / "hans-orion.txt"
    text = look_at(document).text
    reading = Reading(str(document), home_of_its_own, 100, ROWS)
    with reading.terminal as terminal:
        reading.turn()
        terminal.settle(AT_REST)  # what has been found out about names is on the page by then
        shown: list[str] = []
        terminal.screen.after_frame = lambda: shown.append(reading.page.text)
        for columns in (60, 40, 100):
            reading.resize(columns, ROWS, text)
        assert shown
        assert [page for page in shown if page not in text] == []


@pytest.mark.parametrize(("columns", "rows"), [(80, 24), (41, 14)])
def test_every_screen_and_panel_is_right_where_ambiguous_marks_take_two_cells(
    home_of_its_own: dict[str, str], columns: int, rows: int
) -> None:
    with Terminal([str(seeds())], home_of_its_own, columns, rows, ambiguous=2) as terminal:
        screen = terminal.screen
        terminal.wait_until(lambda: "Enter" in screen.lines[-1], "the keys")
        in_library = ("p", "/", ",", "?")
        on_page = ("\t", "f", "t", "v", "%", "\tm", "\t\r", "S", "'", "\x10")
        for openings, closed in ((in_library, True), (("\r",), False), (on_page, True)):
            for opening in openings:
                press(terminal, opening.encode())
                framed = [line for line in screen.lines if "╎" in line]
                sides = {(width_of(line[: line.index("╎")]), width_of(line[: line.rindex("╎")])) for line in framed}
                assert len(sides) <= 1, "\n".join(screen.lines)
                assert (opening, screen.overflowed) == (opening, [])
                if closed:
                    press(terminal, NOTHING)
        assert screen.unexpected == []


def press(terminal: Terminal, key: bytes) -> None:
    """Press a key and wait until it has changed something on the screen."""
    before = terminal.screen.lines
    terminal.type(key)
    terminal.wait_until(lambda: terminal.screen.lines != before, repr(key))
    terminal.settle(AFTER_ESCAPE if key == NOTHING else SHORTLY)


def width_of(text: str) -> int:
    """Return how many cells a text takes in a terminal that draws ambiguous marks in two."""
    return sum(map(WIDE.__getitem__, text))


# Before the app can read


@pytest.mark.parametrize("ambiguous", [1, 2])
@pytest.mark.parametrize("asked_first", [False, True])
def test_keys_typed_ahead_are_the_first_that_the_app_gets(
    home_of_its_own: dict[str, str], ambiguous: int, asked_first: bool
) -> None:
    third = look_at(sorted(seeds().glob("*.txt"))[2])
    with Terminal([str(seeds())], home_of_its_own, 80, ROWS, ambiguous=ambiguous, answers=False) as terminal:
        if asked_first:
            terminal.wait_until(lambda: terminal.withheld.count(b"R") == 2, "the question")
        terminal.type(b"jj")
        terminal.type(terminal.withheld + b"\r")
        terminal.wait_until(lambda: third.text.startswith(Page(terminal.screen).text or "?"), "the third document")
        assert terminal.quit() == 0
        assert terminal.modes == Terminal.fresh_modes()


def test_an_answer_that_comes_too_late_does_nothing(home_of_its_own: dict[str, str]) -> None:
    with Terminal([str(seeds())], home_of_its_own, 80, ROWS, answers=False) as terminal:
        terminal.wait_until(lambda: "Enter" in terminal.screen.lines[-1], "the keys")
        terminal.settle(AT_REST)
        before = [list(row) for row in terminal.screen.cells]
        assert terminal.withheld.count(b"R") == 2
        terminal.type(terminal.withheld)
        terminal.settle(0.5)
        assert terminal.screen.cells == before
