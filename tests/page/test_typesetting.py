"""Columns of text on a screen: centred, within the margins, two where they fit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.page.typesetting import EDGE, NARROWEST, Typesetting, columns

if TYPE_CHECKING:
    from typing import Literal

settings = st.builds(
    Typesetting,
    measure=st.integers(20, 200),
    margin=st.integers(0, 40),
    columns=st.sampled_from((1, 2, "auto")),
    hanging=st.booleans(),
)


@given(st.integers(1, 400), settings)
def test_no_column_is_wider_than_the_measure_or_runs_over_the_next_or_the_edge(
    width: int, setting: Typesetting
) -> None:
    placed = columns(width, setting)
    hanging = 2 if setting.hanging else 0
    assert 1 <= placed.cells <= setting.measure
    ends = [start + placed.cells + hanging for start in placed.starts]
    assert all(end < start for end, start in zip(ends, placed.starts[1:], strict=False))
    if width > EDGE + hanging:
        assert placed.starts[0] >= 0
        assert ends[-1] <= width - EDGE


@given(st.integers(60, 400), settings)
def test_the_margins_stay_free_where_there_is_room(width: int, setting: Typesetting) -> None:
    placed = columns(width, setting)
    margin = min(setting.margin, (width - NARROWEST) // 2)
    assert placed.starts[0] >= margin
    assert width - placed.starts[-1] - placed.cells >= margin


@pytest.mark.parametrize(
    ("width", "choice", "count"),
    [(80, 1, 1), (400, 1, 1), (80, 2, 2), (30, 2, 1), (80, "auto", 1), (160, "auto", 1), (172, "auto", 2), (40, 2, 1)],
)
def test_two_columns_stand_where_asked_for_and_where_they_fit(
    width: int, choice: int | Literal["auto"], count: int
) -> None:
    assert len(columns(width, Typesetting(columns=choice)).starts) == count


def test_one_column_of_forty_characters_is_centred() -> None:
    placed = columns(120, Typesetting())
    assert placed.cells == 80
    assert placed.starts == (20,)
