"""What the interface says of lengths."""

from __future__ import annotations

import pytest

from reader import language
from reader.app.wording import length
from reader.page.cells import width


def test_a_length_is_said_in_round_figures_of_few_cells() -> None:
    language.use("en")
    lengths = (999, 1_234, 9_960, 999_499, 999_500, 12_345_678)
    said = [length(characters) for characters in lengths]
    assert said == ["999 chars", "1.2 k chars", "10 k chars", "999 k chars", "1.0 M chars", "12 M chars"]
    assert max(map(width, said)) <= 11


@pytest.mark.parametrize("tag", ["zh-Hans", "zh-Hant"])
def test_chinese_counts_in_ten_thousands(tag: str) -> None:
    language.use(tag)
    assert length(9_940).startswith("9.9千")
    assert length(12_345).startswith("1.2")
    assert length(1_234_567).startswith("123")
    assert length(10_000_000).startswith("1000")
    assert not length(10_000_000).startswith("10000")
