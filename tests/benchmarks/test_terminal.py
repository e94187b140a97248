"""The terminal in which programs are measured: what it tells of them, and that nothing outlives it."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest

from tests.benchmarks.processes import ChildrenWatch, family, seconds_worked
from tests.benchmarks.terminal import COLUMNS, ROWS, Response, StuckError, Terminal, cursor_after

PROC = Path("/proc")
linux_only = pytest.mark.skipif(not PROC.is_dir(), reason="processes are looked at in /proc")
RAW = "import os, sys, tty; tty.setraw(0)\n"


def python(program: str, limit: float = 20) -> Terminal:
    """Start a Python program in a terminal."""
    return Terminal([sys.executable, "-c", program], dict(os.environ), limit)


def test_a_key_is_answered_with_all_that_the_program_writes_for_it() -> None:
    with python(RAW + "os.write(1, b'ready')\nwhile True: os.write(1, b'<' + os.read(0, 1) + b'>')") as terminal:
        terminal.wait_for(["ready"])
        terminal.settle()
        response = terminal.press(b"x")
        assert response.output == b"<x>"
        assert response.cells == 3
        assert response.seconds_to("<x>") == response.seconds


def test_a_text_is_waited_for_beyond_a_pause_of_the_program() -> None:
    program = "os.write(1, b'ready'); os.read(0, 1); os.write(1, b'one'); time.sleep(0.5); os.write(1, b'two')"
    with python(f"{RAW}import time; {program}; time.sleep(60)") as terminal:
        terminal.wait_for(["ready"])
        terminal.settle()
        response = terminal.press(b"x", "two")
        assert response.output == b"onetwo"
        assert response.seconds_to("one") < response.seconds_to("two") == response.seconds


@pytest.mark.parametrize(
    "program",
    [RAW + "import time; time.sleep(60)", "while True: print(end='.', flush=True)", "pass"],
    ids=["never answers", "never rests", "has ended"],
)
def test_a_program_that_does_not_do_what_is_waited_for_is_stuck(program: str) -> None:
    with python(program, limit=0.5) as terminal:
        with pytest.raises(StuckError, match=r"'the text'. never came"):
            terminal.wait_for(["the text"])
        with pytest.raises(StuckError):
            terminal.press(b"x")


def test_a_program_that_never_rests_is_not_waited_for() -> None:
    with python("while True: print(end='.', flush=True)", limit=0.5) as terminal:
        terminal.wait_for(["."])
        with pytest.raises(StuckError, match="rest never came"):
            terminal.settle()


def test_a_program_that_is_not_there_is_stuck() -> None:
    with Terminal(["/nowhere/at/all"], {}, 20) as terminal, pytest.raises(StuckError):
        terminal.wait_for(["anything"])


STARTS_CHILDREN = """
import subprocess, sys, time
sleep = [sys.executable, "-c", "import time; time.sleep(60)"]
one = subprocess.Popen(sleep)
other = subprocess.Popen(sleep, start_new_session=True)
print(one.pid, other.pid, "started", flush=True)
time.sleep(60)
"""


@linux_only
def test_what_a_program_has_started_ends_with_it() -> None:
    with python(STARTS_CHILDREN) as terminal:
        terminal.wait_for(["started"])
        started = [one.number for one in family(terminal.process) if one.number != terminal.process]
        assert len(started) == 2
    deadline = time.monotonic() + 20
    while any(family(number) for number in started):
        assert time.monotonic() < deadline
        time.sleep(0.01)


TAKES_MEMORY = """
import subprocess, sys, time
child = [sys.executable, "-c", "taken = b'x' * 50_000_000; del taken; print('taken', flush=True); input()"]
subprocess.Popen(child)
time.sleep(60)
"""


@linux_only
def test_the_memory_of_child_processes_is_told_apart_from_that_of_the_program() -> None:
    with python(TAKES_MEMORY) as terminal, ChildrenWatch(terminal.process) as children:
        terminal.wait_for(["taken"])
        terminal.settle(0.3)
        assert [peak for peak in children.peaks.values() if peak > 50]
        assert terminal.peak_memory() < 50


@linux_only
def test_the_work_of_a_program_is_told_with_that_of_its_children() -> None:
    with python("import subprocess, sys; subprocess.run([sys.executable, '-c', 'while True: pass'])") as terminal:
        deadline = time.monotonic() + 20
        while seconds_worked(terminal.process) < 0.3:
            assert time.monotonic() < deadline
            time.sleep(0.05)


def test_a_program_learns_how_wide_the_terminal_draws_a_character() -> None:
    ask = "os.write(1, '\\x1b[7;3H“'.encode() + b'\\x1b[6n'); got = os.read(0, 20)[1:].decode()"
    with python(f"{RAW}{ask}; print('It stands at', got, flush=True); os.read(0, 1)") as terminal:
        terminal.wait_for(["It stands at [7;4R"])


@pytest.mark.parametrize(
    ("output", "place"),
    [
        ("", (1, 1)),
        ("“", (1, 2)),
        ("你好", (1, 5)),
        ("\x1b[5;10H\x1b[1m\x1b[38;2;1;2;3m你\x1b[0m", (5, 12)),
        ("\x1b[5;10Habc\r“", (5, 2)),
        ("\x1b[Habc\n\b", (2, 3)),
        ("\x1b[4G\x1b[2C\x1b[1D“", (1, 6)),
        (f"\x1b[900;900H{'x' * 500}", (ROWS, COLUMNS)),
    ],
)
def test_the_cursor_stands_behind_what_was_written_last(output: str, place: tuple[int, int]) -> None:
    assert cursor_after(output.encode()) == place


def test_a_response_tells_when_a_text_came_last_and_when_the_screen_was_full() -> None:
    response = Response("一二\x1b[H一二三".encode(), ((1.0, 6), (2.0, 15), (3.0, 18)))
    assert response.seconds_to("一") == 2.0
    assert response.seconds_to("三") == 3.0
    assert [response.seconds_to_cells(cells) for cells in (4, 6, 10)] == [1.0, 2.0, 3.0]
    with pytest.raises(StuckError):
        response.seconds_to("四")
    with pytest.raises(StuckError):
        response.seconds_to_cells(11)


def test_a_text_counts_as_shown_from_when_it_stays_where_it_is() -> None:
    elsewhere, first, frame = "\x1b[1;9H页", "\x1b[H\x1b[2J\x1b[2;3H页", "\x1b[?2026h\x1b[2J\x1b[2;3H页\x1b[3;1H完"
    parts = [elsewhere, first, frame, "\x1b[?2026l"]
    sizes = [len("".join(parts[: n + 1]).encode()) for n in range(len(parts))]
    response = Response("".join(parts).encode(), tuple(zip((1.0, 2.0, 3.0, 4.0), sizes, strict=True)))
    assert response.seconds_shown("页") == 2.0
    assert response.seconds_shown("完") == 4.0
    with pytest.raises(StuckError):
        response.seconds_shown("不")
