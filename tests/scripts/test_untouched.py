"""What conversion never touches, in a text that is looked at stretch by stretch."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.documents.paragraphs import Span
from reader.scripts.untouched import code_blocks, fenced, untouched

lines = st.lists(
    st.sampled_from(("```", "````", "~~~", "~~~~", "``` x", "```` `", "   ```  ", "    ```", "里`面`", "", "~~~ ~~~"))
)


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("里\n```\n面\n```\n头", ["```\n面\n```"]),
        ("~~~~ python\n面\n~~~\n```\n~~~~~ \r\n头", ["~~~~ python\n面\n~~~\n```\n~~~~~ \r"]),
        ("``` `里`\n面", []),
        ("   ```\n面", ["   ```\n面"]),
        ("    ```\n面", []),
        ("里```\n面", []),
        ("```\n```里\n```", ["```\n```里\n```"]),
        ("```\n```\n~~~\n~~~", ["```\n```", "~~~\n~~~"]),
    ],
)
def test_a_block_of_code_is_what_stands_between_fences(text: str, blocks: list[str]) -> None:
    assert [block.of(text) for block in code_blocks(text)] == blocks


@given(lines, st.lists(st.integers(0, 12)))
def test_blocks_are_found_stretch_by_stretch(written: list[str], places: list[int]) -> None:
    text = "".join(f"{line}\n" for line in written)
    starts = [0, *(len("\n".join(written[:place])) + 1 for place in sorted({*places}) if 0 < place < len(written))]
    inside = bytearray(len(text))
    fence = ""
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        blocks, fence = fenced(text, Span(start, end), fence)
        for block in blocks:
            assert start <= block.start < block.end <= end
            inside[block.start : block.end] = b"\1" * len(block.of(text))
    expected = bytearray(len(text))
    for block in code_blocks(text):
        expected[block.start : block.end] = b"\1" * len(block.of(text))
    assert inside == expected


def test_known_blocks_are_not_looked_for_again() -> None:
    text = "里\n面"
    assert untouched(text, Span(2, 3), [Span(0, 3)]) == [Span(2, 3)]
    assert untouched(text, Span(2, 3), []) == untouched(text, Span(2, 3)) == []
