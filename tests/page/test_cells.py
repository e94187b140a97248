"""How many columns of a terminal a text takes, and how it is cut to fit."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from reader.page import cells
from reader.page.cells import CLUSTER, ELLIPSIS, column_at, cut, cut_left, fit, is_ambiguous, width
from tests.documents.texts import EMOJI, HAN, LATIN, RARE, any_text, lines
from tests.page.texts import ambiguous, paragraphs

AMBIGUOUS = "“”‘’…—·①℃×→■●★─│Ω§"
"""Characters that some terminals draw in two cells."""
NOT_AMBIGUOUS = "中，ABｱ。「⋯ñ한ก😀"

any_width = st.sampled_from((1, 2))


@pytest.mark.parametrize(
    ("text", "taken"),
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
        ("1️⃣", 2),
        ("👨‍👩‍👧‍👦", 2),
        ("🏴‍☠️", 2),
        ("각", 2),
        ("ที่", 1),
        ("陈信翰(Mark Chen)", 17),
    ],
)
def test_a_glyph_takes_as_many_cells_as_a_terminal_gives_it(text: str, taken: int) -> None:
    assert width(text) == taken


@given(st.one_of(paragraphs, any_text))
@example("a\u200db")
@example("\u200dab")
@example("❤\u200b\ufe0f")
@example("❤\u0301\ufe0f")
@example("🇹🇼🇭")
def test_a_text_is_measured_as_the_screen_measures_it(text: str) -> None:
    assert width(text) == cell_len(text)


@pytest.mark.parametrize("emoji", [*EMOJI, "👩🏽‍🚀", "🏴‍☠️", "ที่", "각", "का"])
def test_what_the_eye_sees_as_one_thing_is_one_cluster(emoji: str) -> None:
    assert [match[0] for match in CLUSTER.finditer(f"中{emoji}文")] == ["中", emoji, "文"]


@pytest.mark.parametrize("apart", ["\u200b", "\u2060", "\ufeff", "\n", "\t"])
def test_what_parts_or_glues_is_joined_to_nothing(apart: str) -> None:
    assert list(cells.clusters(f"中{apart}文")) == ["中", apart, "文"]


@given(st.one_of(paragraphs, any_text), any_width)
@example("❤\u200b\ufe0f", 1)
@example("❤\u200b\u0301\ufe0f", 1)
@example("\u200d中", 1)
@example("☎\ufe0f☎“\ufe0f🏃‍♂️", 2)
def test_clusters_joined_are_the_text_and_their_widths_its_width(text: str, cells_of_ambiguous: int) -> None:
    with ambiguous(cells_of_ambiguous):
        found = list(cells.clusters(text))
        assert "".join(found) == text
        assert sum(map(width, found)) == width(text)
        assert cells.additive(text) <= (found == list(text))
        if not cells.additive(text):
            assert found == [match[0] for match in CLUSTER.finditer(text)]


@given(lines, st.integers(0, 60), any_width)
def test_a_fitted_text_takes_exactly_its_cells(text: str, room: int, cells_of_ambiguous: int) -> None:
    with ambiguous(cells_of_ambiguous):
        assert width(fit(text, room)) == room


@given(lines, st.integers(1, 60))
def test_a_text_is_cut_only_when_it_must_be_and_that_is_marked(text: str, room: int) -> None:
    fitted = fit(text, room).rstrip(" ")
    assert fitted == text.rstrip(" ") if width(text) <= room else fitted.endswith(ELLIPSIS)


@given(st.one_of(lines, paragraphs), st.integers(0, 60), any_width)
def test_a_cut_never_goes_through_a_glyph(text: str, room: int, cells_of_ambiguous: int) -> None:
    with ambiguous(cells_of_ambiguous):
        edges = {0, *(match.end() for match in CLUSTER.finditer(text))}
        start, end = cut(text, room), cut_left(text, room)
        assert text.startswith(start)
        assert text.endswith(end)
        assert {len(start), len(text) - len(end)} <= edges
        for part in (start, end):
            assert width(part) <= room
            assert part == text or width(part) > room - 3


@given(st.text(alphabet=HAN + LATIN + RARE + AMBIGUOUS, max_size=20), st.integers(0, 50), any_width)
def test_the_character_under_a_cell_is_the_one_whose_glyph_covers_it(
    text: str, cell: int, cells_of_ambiguous: int
) -> None:
    with ambiguous(cells_of_ambiguous):
        column = column_at(text, cell)
        assert width(text[:column]) <= cell
        if column < len(text):
            assert cell < width(text[: column + 1])
        else:
            assert cell >= width(text)


def test_every_cell_of_an_emoji_is_the_emoji() -> None:
    assert [column_at("a👩‍💻b", cell) for cell in range(6)] == [0, 1, 1, 4, 5, 5]


def test_a_character_of_ambiguous_width_takes_one_cell_until_it_is_said_to_take_two() -> None:
    assert cells.ambiguous_width() == 1
    assert [width(character) for character in AMBIGUOUS] == [1] * len(AMBIGUOUS)
    with ambiguous(2):
        assert cells.ambiguous_width() == 2
        assert [width(character) for character in AMBIGUOUS] == [2] * len(AMBIGUOUS)
        assert width("“猎户座”…") == 12
        assert column_at("“中", 1) == 0
        assert cut("“中”", 4) == "“中"
    assert [width(character) for character in AMBIGUOUS] == [1] * len(AMBIGUOUS)


@pytest.mark.parametrize("character", NOT_AMBIGUOUS)
def test_other_characters_keep_their_width(character: str) -> None:
    assert not is_ambiguous(character)
    before = width(character)
    with ambiguous(2):
        assert width(character) == before


@pytest.mark.parametrize(("glyph", "taken"), [("☎", 2), ("☎️", 2), ("e\u0301", 1), ("“\u0301", 2), ("🏃‍♂️", 2), ("❤️", 2)])
def test_where_ambiguous_takes_two_cells_no_glyph_takes_more(glyph: str, taken: int) -> None:
    with ambiguous(2):
        assert width(glyph) == taken


def test_marks_that_take_no_cell_are_not_ambiguous() -> None:
    assert not any(is_ambiguous(mark) for mark in "\u0301\ufe0f\U000e0100\u200d\u00ad")


def test_ambiguous_is_what_unicode_calls_so() -> None:
    ranges = cells.AMBIGUOUS
    assert list(ranges) == sorted(ranges)
    within = {code for first, last in ranges for code in range(first, last + 1)}
    joined = ("Mn", "Me", "Cf")
    for code in range(0x110000):
        character = chr(code)
        assert is_ambiguous(character) == (code in within)
        # What Python's older tables do not know yet is left to the newer ones.
        if unicodedata.category(character) != "Cn":
            known = unicodedata.east_asian_width(character) == "A" and unicodedata.category(character) not in joined
            assert (code in within) == known, hex(code)


@pytest.mark.parametrize("cells_of_ambiguous", [0, 3, -1])
def test_a_width_that_no_terminal_has_is_refused(cells_of_ambiguous: int) -> None:
    with pytest.raises(ValueError, match="takes 1 or 2 cells"):
        cells.use_ambiguous_width(cells_of_ambiguous)


def test_what_cells_does_not_have_is_told_by_its_name() -> None:
    with pytest.raises(AttributeError, match="no attribute 'NOTHING'"):
        cells.NOTHING  # noqa: B018
