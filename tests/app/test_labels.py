"""Labels: on every name and link of the screen; one or two letters go there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from reader.app.labels import LETTERS, LabelScreen, label_names
from tests.app.driving import press, reading, settled, shown

if TYPE_CHECKING:
    from reader.app.application import ReaderApp


@given(st.integers(0, len(LETTERS) ** 2))
def test_there_are_as_many_labels_as_asked_for_and_none_begins_another(count: int) -> None:
    names = label_names(count)
    assert len(set(names)) == count
    singles = {name for name in names if len(name) == 1}
    assert all(len(name) == 1 or name[0] not in singles for name in names)


def test_few_labels_are_one_letter_each() -> None:
    assert all(len(name) == 1 for name in label_names(len(LETTERS)))


async def test_a_label_chooses_the_name_it_stands_on(app: ReaderApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "enter", "f")
        assert isinstance(app.screen, LabelScreen)
        page = app.reading.page if app.reading is not None else None
        assert page is not None
        offsets = sorted(page.labels)
        assert [mention.start for mention in page.mentions_in_view()] == offsets
        second = page.labels[offsets[1]]
        first_row = next(line for line in shown(page) if "研究所" in line or "說話" in line)
        assert first_row.strip().startswith(page.labels[offsets[0]])
        await press(pilot, *second)
        assert reading(app).place is not None
        assert reading(app).place.start == offsets[1]  # type: ignore[union-attr]
        assert not page.labels


async def test_any_other_key_takes_the_labels_away(app: ReaderApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "enter", "f", "escape")
        assert not reading(app).page.labels
        assert reading(app).choice is None


async def test_a_page_without_names_says_so(app: ReaderApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await press(pilot, "enter", "space", "space", "f")
        assert "No name and no link" in "".join(shown(reading(app).status))
