"""What conversion never touches, in a text that is looked at stretch by stretch."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.documents.paragraphs import Span
from reader.scripts.untouched import code_blocks, fenced, untouched, untouched_in_lines

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


@pytest.mark.parametrize(
    ("text", "stays"),
    [
        ("`里`发``里`发``里", ["`里`", "``里`发``"]),
        ("``发 `里`", ["`里`"]),
        ("`里\n发`", []),
        ("见http://例子.cn/软件?名=里 里", ["http://例子.cn/软件?名=里"]),
        ("见https://例子.中国。软件", ["https://例子.中国"]),
        ("见https://例子.中国的软件", ["https://例子.中国"]),
        ("在www.软件.com的软件", ["www.软件.com"]),
        ("https://www.软件.com:80/里/a.html。", ["https://www.软件.com:80/里/a.html"]),
        ("ftp://x.cn/软件 和 ftp://里.cn", ["ftp://x.cn/软件", "ftp://里.cn"]),
        ("https://x.com里面的软件", ["https://x.com"]),
        ("(https://x.cn/里)面", ["https://x.cn/里"]),
        ("写信给foo.bar+1@软件.cn或a@x.com.cn。", ["foo.bar+1@软件.cn", "a@x.com.cn"]),
        ("他在@里说，a@b@c.cn", ["b@c.cn"]),
    ],
)
def test_code_addresses_and_mail_stay(text: str, stays: list[str]) -> None:
    assert [span.of(text) for span in untouched(text, Span(0, len(text)))] == stays


SLOW = ("`", "``a", "`a", "www.", "a.", "a@", "@a.", "http://", "http://里.", "里", "里.", "/里", "x://", "www.里.")


@pytest.mark.parametrize("ending", ["", ".", "@", "`", "://", "里"])
@pytest.mark.parametrize("beginning", ["", "```", "a@", "http://", "https://a/里"])
@pytest.mark.parametrize("again", SLOW)
def test_no_line_however_strange_takes_long(beginning: str, again: str, ending: str) -> None:
    text = f"{beginning}{again * 20_000}{ending}"
    untouched(text, Span(0, len(text)))  # one that takes more than a step for each character would not end here


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


def test_the_keys_of_front_matter_stay_and_what_they_state_does_not() -> None:
    text = "---\n标题: 软件 http://里.com/里\n作者：方小舟\n---\n标题: 软件\n"
    found = untouched_in_lines(text, 0, len(text))
    assert [span.of(text) for span in found] == ["标题", "http://里.com/里", "作者"]
    assert not list(untouched_in_lines(text[4:], 0, 3))
