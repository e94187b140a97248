"""How many columns of a terminal a text takes, and how it is cut to fit."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.page.cells import CLUSTER, ELLIPSIS, column_at, cut, cut_left, fit, width
from tests.documents.texts import EMOJI, HAN, LATIN, RARE, lines


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("", 0),
        ("abc", 3),
        ("中文", 4),
        ("，。「」（）", 12),
        ("ＡＢ", 4),
        ("ｱｲ", 2),
        ("𠮷", 2),
        ("e\u0301", 1),
        ("葛\U000e0100", 2),
        ("か\u3099", 2),
        ("\u200b", 0),
        ("😀", 2),
        ("👩‍💻", 2),
        ("👍🏽", 2),
        ("🇹🇼", 2),
        ("❤️", 2),
        ("👨‍👩‍👧‍👦", 2),
        ("陈信翰(Mark Chen)", 17),
    ],
)
def test_a_glyph_takes_as_many_cells_as_a_terminal_gives_it(text: str, cells: int) -> None:
    assert width(text) == cells


@pytest.mark.parametrize("emoji", EMOJI)
def test_what_the_eye_sees_as_one_thing_is_one_cluster(emoji: str) -> None:
    assert [match[0] for match in CLUSTER.finditer(f"中{emoji}文")] == ["中", emoji, "文"]


@given(lines)
def test_clusters_joined_are_the_text_and_their_widths_its_width(text: str) -> None:
    clusters = [match[0] for match in CLUSTER.finditer(text)]
    assert "".join(clusters) == text
    assert sum(map(width, clusters)) == width(text)


@given(lines, st.integers(0, 60))
def test_a_fitted_text_takes_exactly_its_cells(text: str, cells: int) -> None:
    assert width(fit(text, cells)) == cells


@given(lines, st.integers(1, 60))
def test_a_text_is_cut_only_when_it_must_be_and_that_is_marked(text: str, cells: int) -> None:
    fitted = fit(text, cells).rstrip(" ")
    assert fitted == text.rstrip(" ") if width(text) <= cells else fitted.endswith(ELLIPSIS)


@given(lines, st.integers(0, 60))
def test_a_cut_never_goes_through_a_glyph(text: str, cells: int) -> None:
    edges = {0, *(match.end() for match in CLUSTER.finditer(text))}
    start, end = cut(text, cells), cut_left(text, cells)
    assert text.startswith(start)
    assert text.endswith(end)
    assert {len(start), len(text) - len(end)} <= edges
    for part in (start, end):
        assert width(part) <= cells
        assert part == text or width(part) > cells - 3


@given(st.text(alphabet=HAN + LATIN + RARE, max_size=20), st.integers(0, 50))
def test_the_character_under_a_cell_is_the_one_whose_glyph_covers_it(text: str, cell: int) -> None:
    column = column_at(text, cell)
    assert width(text[:column]) <= cell
    if column < len(text):
        assert cell < width(text[: column + 1])
    else:
        assert cell >= width(text)


def test_every_cell_of_an_emoji_is_the_emoji() -> None:
    assert [column_at("a👩‍💻b", cell) for cell in range(6)] == [0, 1, 1, 4, 5, 5]
