"""The emulator does what terminals do: tests that look at its screen are worth no more than it is."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.emulator import PLAIN, Emulator, Look

PIECES = (
    *("a", "中", "“", "é", "e\u0301", "👩\u200d💻", "❤\ufe0f", "\u200b", "\x1b", "\x07", "\r", "\n", "\b", "\x9b"),
    *("\x1b[H", "\x1b[3;5H", "\x1b[K", "\x1b[1K", "\x1b[2J", "\x1b[J", "\x1b[1J", "\x1b[7m", "\x1b[0m", "\x1b[3X"),
    *("\x1b[?7l", "\x1b[?7h", "\x1b[?1049h", "\x1b[?1049l", "\x1b7", "\x1b8", "\x1b]0;t\x07", "\x1b[38;5;3;1m"),
    *("\x1b[A", "\x1b[9B", "\x1b[C", "\x1b[99D", "\x1b[6n", "\x1b[", "\x1b[>1u", "\x1b[999;999H"),
)
streams = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


def drawn(text: str, columns: int = 10, rows: int = 3, ambiguous: int = 1) -> Emulator:
    terminal = Emulator(columns, rows, ambiguous=ambiguous)
    terminal.feed(text.encode("utf-8", "surrogateescape"))
    return terminal


def seen(text: str, columns: int = 10, rows: int = 3, ambiguous: int = 1) -> list[str]:
    return [line.rstrip() for line in drawn(text, columns, rows, ambiguous).lines]


# Where text goes


def test_text_goes_where_the_cursor_is() -> None:
    assert seen("一\x1b[2;3H二\x1b[3;1H三") == ["一", "  二", "三"]
    assert seen("a\r\nb\x1b[AC") == ["aC", "b", ""]


def test_wide_characters_take_two_cells() -> None:
    terminal = drawn("a中b")
    assert [cell.text for cell in terminal.cells[0][:5]] == ["a", "中", "", "b", " "]
    assert terminal.text(0, 1, 4) == "中b"
    assert terminal.column == 4


@pytest.mark.parametrize("mark", ["“", "”", "‘", "’", "…", "—", "·", "①", "℃", "─", "╭", "α", "Я", "®"])
def test_characters_of_ambiguous_width_take_as_many_cells_as_the_terminal_is_set_to(mark: str) -> None:
    assert drawn(mark).column == 1
    assert drawn(mark, ambiguous=2).column == 2


@pytest.mark.parametrize(
    "text", ["中", "，", "。", "「", "Ａ", "\u3000", "한", "が", "😀", "a", "ñ", "ｱ", "▐", "╌", "⋯"]
)
def test_no_other_character_changes_its_width_with_that(text: str) -> None:
    assert drawn(text).column == drawn(text, ambiguous=2).column


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        *(("e\u0301", 1), ("か\u3099", 2), ("a\u200bb", 2), ("\u1112\u1161\u11ab", 2), ("葛\U000e0100", 2)),
        *(("👩\u200d💻", 2), ("👍🏽", 2), ("❤", 1), ("❤\ufe0f", 2), ("🇨🇳", 2), ("一\u200d二", 4), ("中🏽", 4)),
    ],
)
def test_what_is_joined_is_one_for_the_eye(text: str, cells: int) -> None:
    terminal = drawn(text)
    assert terminal.column == cells
    assert terminal.lines[0].rstrip() == text


def test_nothing_is_joined_to_what_stands_elsewhere() -> None:
    assert drawn("👩\u200d\x1b[2;1H💻").unexpected == []
    assert seen("👩\u200d\x1b[2;1H💻🏽") == ["👩\u200d", "💻🏽", ""]
    assert drawn("a\x1b[2;1H\u0301").unexpected == [repr("\u0301")]


def test_half_a_wide_character_that_is_overwritten_leaves_a_blank() -> None:
    assert seen("中文\x1b[1;2Hx") == [" x文", "", ""]
    assert seen("中文\x1b[1;1Hx") == ["x 文", "", ""]
    assert seen("中文字\x1b[1;2H国") == [" 国 字", "", ""]
    assert seen("中文\x1b[1;2H\x1b[K") == ["", "", ""]
    assert seen("中文\x1b[1;1H\x1b[X") == ["  文", "", ""]


def test_a_full_line_goes_on_in_the_next_where_the_terminal_wraps() -> None:
    assert seen("abcde", columns=3) == ["abc", "de", ""]
    assert seen("ab中", columns=3) == ["ab", "中", ""]
    assert drawn("abc", columns=3).row == 0
    assert drawn("abcde", columns=3).overflowed == []


def test_text_that_runs_out_of_a_line_is_written_down_where_it_does_not_wrap() -> None:
    assert drawn("\x1b[?7labc", columns=3).overflowed == []
    terminal = drawn("\x1b[?7labcde", columns=3)
    assert terminal.lines[0] == "abc"
    assert [note[:3] for note in terminal.overflowed] == ["'d'", "'e'"]
    assert len(drawn("\x1b[?7lab中", columns=3).overflowed) == 1
    assert len(drawn("\x1b[?7lab…—", columns=4, ambiguous=2).overflowed) == 1


def test_the_main_screen_scrolls_and_the_other_must_not() -> None:
    terminal = drawn("a\r\nb\r\nc\r\nd")
    assert [line.rstrip() for line in terminal.lines] == ["b", "c", "d"]
    assert terminal.unexpected == []
    assert drawn("\x1b[?1049ha\r\nb\r\nc\r\nd").unexpected == [repr("\n")]


# Erasing, screens, sizes


@pytest.mark.parametrize(
    ("sequence", "left"),
    [
        ("\x1b[K", ["aaa", "b", "ccc"]),
        ("\x1b[1K", ["aaa", "  b", "ccc"]),
        ("\x1b[2K", ["aaa", "", "ccc"]),
        ("\x1b[J", ["aaa", "b", ""]),
        ("\x1b[1J", ["", "  b", "ccc"]),
        ("\x1b[2J", ["", "", ""]),
        ("\x1b[X", ["aaa", "b b", "ccc"]),
    ],
)
def test_erasing(sequence: str, left: list[str]) -> None:
    assert seen(f"aaa\r\nbbb\r\nccc\x1b[2;2H{sequence}") == left


def test_the_other_screen_leaves_the_main_one_as_it_was() -> None:
    terminal = drawn("shell\x1b[?1049h\x1b[Happ")
    assert (terminal.on_other_screen, terminal.lines[0].rstrip()) == (True, "app")
    terminal.feed(b"\x1b[?1049l!")
    assert (terminal.on_other_screen, terminal.lines[0].rstrip()) == (False, "shell!")


def test_the_cursor_is_saved_and_comes_back() -> None:
    assert seen("ab\x1b7\x1b[3;3Hc\x1b8d") == ["abd", "", "  c"]


def test_another_size_keeps_what_has_room() -> None:
    terminal = drawn("abcdef\r\nb\r\nc", columns=6)
    terminal.resize(3, 2)
    assert terminal.lines == ["abc", "b  "]
    assert (terminal.column, terminal.row) == (1, 1)
    terminal.resize(5, 3)
    assert terminal.lines == ["abc  ", "b    ", "     "]


# Looks


@pytest.mark.parametrize(
    ("sequence", "look"),
    [
        ("1", Look(bold=True)),
        ("1;4;7", Look(bold=True, underline=True, reverse=True)),
        ("2;3;5;8;9", Look(dim=True, italic=True, blink=True, hidden=True, struck=True)),
        ("4:3", Look(underline=True)),
        ("4;4:0", PLAIN),
        ("1;2;22", PLAIN),
        ("3;23;4;24;5;25;7;27;8;28;9;29", PLAIN),
        ("31;102", Look(foreground="1", background="10")),
        ("97;40", Look(foreground="15", background="0")),
        ("38;5;200;48;5;0", Look(foreground="200", background="0")),
        ("1;38;2;1;2;255;4", Look(bold=True, underline=True, foreground="#0102ff")),
        ("38:2::1:2:3", Look(foreground="#010203")),
        ("31;39;41;49", PLAIN),
        ("31;1;0", PLAIN),
        ("31;", PLAIN),
        ("", PLAIN),
    ],
)
def test_how_text_looks(sequence: str, look: Look) -> None:
    terminal = drawn(f"\x1b[{sequence}m中")
    assert [cell.look for cell in terminal.cells[0][:3]] == [look, look, PLAIN]
    assert terminal.unexpected == []


def test_what_is_erased_keeps_the_background_only() -> None:
    terminal = drawn("\x1b[1;41m\x1b[K")
    assert terminal.cells[0][9].look == Look(background="1")


# What programs and terminals say to each other


def test_what_is_asked_is_answered() -> None:
    answers: list[bytes] = []
    terminal = Emulator(10, 3, answer=answers.append)
    terminal.feed("中文\x1b[6n\x1b[5n\x1b[?2026$p\x1b[?2048$p".encode())
    assert answers == [b"\x1b[1;5R", b"\x1b[0n", b"\x1b[?2026;2$y", b"\x1b[?2048;0$y"]
    assert terminal.unexpected == []
    assert terminal.lines[0].rstrip() == "中文"


def test_the_cursor_behind_a_full_line_is_said_to_be_in_its_last_column() -> None:
    answers: list[bytes] = []
    Emulator(3, 3, answer=answers.append).feed(b"abc\x1b[6n")
    assert answers == [b"\x1b[1;3R"]


def test_frames_are_counted_and_nothing_is_to_be_looked_at_within_one() -> None:
    terminal = drawn("\x1b[?2026ha")
    assert (terminal.in_frame, terminal.frames) == (True, 0)
    terminal.feed(b"\x1b[?2026l")
    assert (terminal.in_frame, terminal.frames) == (False, 1)


def test_commands_are_kept_and_not_shown() -> None:
    terminal = drawn("\x1b]0;title\x07a\x1b]52;c;aGk=\x1b\\b\x07")
    assert terminal.commands == ["0;title", "52;c;aGk="]
    assert terminal.lines[0].rstrip() == "ab"
    assert terminal.bells == 1


@pytest.mark.parametrize("mode", ["?7", "?25", "?1000;1006", "?1004", "?2004"])
def test_modes_that_programs_may_set_are_no_surprise(mode: str) -> None:
    assert drawn(f"\x1b[{mode}h\x1b[{mode}l\x1b[>9u\x1b[<u").unexpected == []


def test_the_cursor_and_wrapping_are_switched() -> None:
    terminal = drawn("\x1b[?25l\x1b[?7l")
    assert (terminal.shows_cursor, terminal.wraps) == (False, False)
    terminal.feed(b"\x1b[?25h\x1b[?7h")
    assert (terminal.shows_cursor, terminal.wraps) == (True, True)


@pytest.mark.parametrize(
    "hostile",
    [
        *("\x00", "\x05", "\t", "\x0b", "\x0e", "\x18", "\x7f", "\x85", "\x9b31m", "\x9d0;t", "\x1bc", "\x1bPq"),
        *("\x1b[5i", "\x1b[?1;2c", "\x1b[21t", "\x1b[1;2r", "\x1b[99m", "\x1b[38;9m", "\x1b[>4;1m", "\x1b[\x07"),
        *("\x1b[?9999h", "\x1b[4h", "\x1b(0", "\u202e", "\u2066", "\u200f", "\u2028", "\U000e0041", "\udc80"),
    ],
)
def test_what_no_program_should_send_is_written_down(hostile: str) -> None:
    assert drawn(f"a{hostile}b").unexpected


# Whatever is received


@given(streams, st.integers(1, 12), st.integers(1, 4), st.integers(1, 2))
def test_a_screen_is_a_screen_whatever_is_received(stream: str, columns: int, rows: int, ambiguous: int) -> None:
    terminal = drawn(stream, columns, rows, ambiguous)
    assert [len(row) for row in terminal.cells] == [columns] * rows
    assert 0 <= terminal.row < rows
    assert 0 <= terminal.column <= columns
    for row in terminal.cells:
        assert row[0].text
        assert all(one.text or other.text for one, other in pairwise(row))


@given(streams, st.lists(st.integers(0, 400), max_size=6))
def test_it_does_not_matter_how_what_is_received_was_cut(stream: str, cuts: list[int]) -> None:
    whole, pieces = drawn(stream), Emulator(10, 3)
    data = stream.encode()
    edges = [0, *sorted(min(cut, len(data)) for cut in cuts), len(data)]
    for start, end in pairwise(edges):
        pieces.feed(data[start:end])
    assert pieces.cells == whole.cells
    assert (pieces.column, pieces.row) == (whole.column, whole.row)
    assert pieces.unexpected == whole.unexpected
    assert pieces.overflowed == whole.overflowed
