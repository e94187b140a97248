"""The terminal is asked how wide it draws characters of ambiguous width, and is left as it was found."""

from __future__ import annotations

import os
import pty
import signal
import sys
import termios
from contextlib import suppress
from threading import Timer
from typing import TYPE_CHECKING

import pytest

from reader.app import terminal_width
from reader.app.terminal_width import TerminalWidth
from tests.terminal import Terminal, environment

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PROGRAM = """
import sys
from reader.app import terminal_width

terminal_width.PATIENCE = float(sys.argv[1])
sys.stdout.write(sys.argv[2])
sys.stdout.flush()
with terminal_width.TerminalWidth(asked=sys.argv[3] == "asked") as terminal:
    print("", terminal.answer(), repr(terminal.typed), flush=True)
"""
LONG = "30"
"""Seconds; no answer takes as long."""


class Line:
    """A line to a terminal of which the test is the other end."""

    def __init__(self) -> None:
        self.terminal, self.program = pty.openpty()

    def send(self, data: bytes) -> None:
        """Send what the terminal would."""
        os.write(self.terminal, data)

    def received(self) -> bytes:
        """Return what the terminal has received."""
        return os.read(self.terminal, 4096)

    @property
    def modes(self) -> object:
        """The modes of the line."""
        return termios.tcgetattr(self.program)


@pytest.fixture
def line(monkeypatch: pytest.MonkeyPatch) -> Iterator[Line]:
    line = Line()
    monkeypatch.setattr(terminal_width, "KEYS", line.program)
    monkeypatch.setattr(terminal_width, "SCREEN", line.program)
    monkeypatch.setattr(terminal_width, "PATIENCE", 0.0)
    monkeypatch.setattr(os, "tcgetpgrp", lambda _file: os.getpgrp())
    monkeypatch.setenv("TERM", "xterm")
    yield line
    os.close(line.terminal)
    os.close(line.program)


def program(patience: str = LONG, before: str = "", *, asked: bool = True) -> list[str]:
    return [sys.executable, "-c", PROGRAM, patience, before, "asked" if asked else "told"]


@pytest.mark.parametrize("ambiguous", [1, 2])
@pytest.mark.parametrize("before", ["", "$ echo", "“一半"])
def test_the_terminals_answer_is_how_it_draws(tmp_path: Path, ambiguous: int, before: str) -> None:
    started = program(before=before)
    with Terminal([], environment(tmp_path), 80, 5, ambiguous=ambiguous, command=started) as terminal:
        assert terminal.wait_for_end() == 0
        assert terminal.screen.lines[0].rstrip() == f"{before} {ambiguous} ''"
        assert terminal.screen.unexpected == []
        assert terminal.modes == Terminal.fresh_modes()


def test_what_is_typed_meanwhile_is_kept_and_not_shown(tmp_path: Path) -> None:
    with Terminal([], environment(tmp_path), 80, 5, answers=False, command=program()) as terminal:
        terminal.wait_until(lambda: terminal.withheld.count(b"R") == 2, "the question")
        assert terminal.modes != Terminal.fresh_modes()
        terminal.type("jj\r湖".encode())
        terminal.settle()
        assert terminal.screen.lines[0].strip() == ""
        terminal.type(terminal.withheld + b"q")
        assert terminal.wait_for_end() == 0
        assert terminal.screen.lines[0].rstrip() == " 1 'jj\\r湖q'"


def test_a_terminal_that_never_answers_is_not_waited_for(tmp_path: Path) -> None:
    with Terminal([], environment(tmp_path), 80, 5, answers=False, command=program("0")) as terminal:
        assert terminal.wait_for_end() == 0
        assert terminal.screen.lines[0].rstrip() == " 1 ''"
        assert terminal.modes == Terminal.fresh_modes()


def test_whoever_is_interrupted_while_waiting_leaves_the_terminal_as_it_was(tmp_path: Path) -> None:
    with Terminal([], environment(tmp_path), 80, 5, answers=False, command=program()) as terminal:
        terminal.wait_until(lambda: terminal.withheld.count(b"R") == 2, "the question")
        terminal.settle()
        terminal.type(b"\x03")
        assert terminal.wait_for_end() in (130, -signal.SIGINT)
        assert terminal.modes == Terminal.fresh_modes()


@pytest.mark.parametrize("name", ["", "dumb", "unknown"])
def test_a_terminal_that_answers_nothing_is_asked_nothing(tmp_path: Path, name: str) -> None:
    with Terminal([], environment(tmp_path) | {"TERM": name}, 80, 5, answers=False, command=program()) as terminal:
        assert terminal.wait_for_end() == 0
        assert (terminal.withheld, terminal.screen.lines[0].rstrip()) == (b"", " 1 ''")


def test_nothing_is_asked_where_a_setting_gives_the_answer(tmp_path: Path) -> None:
    told = program(asked=False)
    with Terminal([], environment(tmp_path), 80, 5, ambiguous=2, answers=False, command=told) as terminal:
        assert terminal.wait_for_end() == 0
        assert (terminal.withheld, terminal.screen.lines[0].rstrip()) == (b"", " 1 ''")


@pytest.mark.parametrize("redirection", ["< /dev/null", "2> /dev/null", "0<&-", "2>&-"])
def test_nothing_is_asked_where_keys_or_screen_are_no_terminal(tmp_path: Path, redirection: str) -> None:
    shell = ["/bin/sh", "-c", f'"$@" {redirection}', "sh", *program()]
    with Terminal([], environment(tmp_path), 80, 5, answers=False, command=shell) as terminal:
        assert terminal.wait_for_end() == 0
        assert (terminal.withheld, terminal.screen.lines[0].rstrip()) == (b"", " 1 ''")


def test_nothing_is_asked_where_there_are_no_modes_to_change(monkeypatch: pytest.MonkeyPatch, line: Line) -> None:
    monkeypatch.setattr(terminal_width, "termios", None)  # as on Windows
    before = line.modes
    with TerminalWidth() as terminal:
        assert (terminal.answer(), terminal.typed, line.modes) == (1, "", before)


def test_a_program_in_the_background_asks_nothing(monkeypatch: pytest.MonkeyPatch, line: Line) -> None:
    monkeypatch.setattr(os, "tcgetpgrp", lambda _file: os.getpgrp() + 1)
    before = line.modes
    with TerminalWidth() as terminal:
        assert (terminal.answer(), terminal.typed, line.modes) == (1, "", before)


@pytest.mark.parametrize(
    ("answers", "width", "typed"),
    [
        (b"\x1b[5;1R\x1b[5;3R", 2, ""),
        (b"\x1b[5;1R\x1b[5;2R", 1, ""),
        (b"j\x1b[B\x1b[5;10R \x1b[5;12R\x1b[A", 2, "j\x1b[B \x1b[A"),
        (b"\x1b[5;1R\x1b[5;1R", 1, ""),
        (b"\x1b[5;1R\x1b[5;4R", 1, ""),
        (b"\x1b[5;80R\x1b[6;2R", 1, ""),
        (b"\x1b[5;3R\x1b[5;1R", 1, ""),
        (b"\x1b[5;1Rj", 1, "j"),
        (b"jj\nk\r", 1, "jj\rk\r"),
        ("湖\x1b".encode(), 1, "湖\x1b"),
        (b"", 1, ""),
    ],
)
def test_only_an_answer_that_can_be_is_believed(line: Line, answers: bytes, width: int, typed: str) -> None:
    before = line.modes
    with TerminalWidth() as terminal:
        assert line.received().decode() == terminal_width.QUESTION
        if answers:
            line.send(answers)
        assert (terminal.answer(), terminal.typed) == (width, typed)
    assert line.modes == before


def test_an_answer_that_has_begun_is_waited_for_so_that_its_rest_does_not_become_keys(
    monkeypatch: pytest.MonkeyPatch, line: Line
) -> None:
    monkeypatch.setattr(terminal_width, "REST", float(LONG))
    with TerminalWidth() as terminal:
        line.send(b"\x1b[5;1R\x1b[5;")
        rest = Timer(0.1, line.send, [b"3R"])
        rest.start()
        assert (terminal.answer(), terminal.typed) == (2, "")
        rest.join()


@pytest.mark.parametrize("failure", [OSError, KeyboardInterrupt])
def test_whoever_is_interrupted_while_asking_leaves_the_terminal_as_it_was(
    monkeypatch: pytest.MonkeyPatch, line: Line, failure: type[BaseException]
) -> None:
    def write(_file: int, _data: bytes) -> int:
        raise failure

    before = line.modes
    monkeypatch.setattr(os, "write", write)
    with suppress(KeyboardInterrupt), TerminalWidth() as terminal:
        assert terminal.answer() == 1
    assert line.modes == before


def test_the_terminal_is_left_as_it_was_when_the_app_fails(line: Line) -> None:
    before = line.modes

    def fail() -> None:
        with TerminalWidth():
            assert line.modes != before
            raise RuntimeError("ours")

    with pytest.raises(RuntimeError):
        fail()
    assert line.modes == before
