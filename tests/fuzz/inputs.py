"""The inputs: files that are right or hostile, changed at a few places; and bytes and texts of nothing at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st

from tests.hostile.sequences import ALL

if TYPE_CHECKING:
    from collections.abc import Sequence

LARGEST = 200_000
"""Bytes of an input."""
WORDS = """
<p> </p> <div> <table> <td> <ruby><rt> <!-- --> <![CDATA[ ]]> <? &amp; &#27; &#xd800; <a href='#x'> <li>
# ## - * > ``` ~~~ [x]: [^1] ](< | |--- --- +++ == __ ** http://x.y www. @ 、 。 “ ” （ ） —— …… 第一章 第 章 楔子
[[entity]] id= = { } [ ] ''' a.b.c 0x inf 1e9 --> 00:00:01,000 {\\p1} Dialogue: Format: WEBVTT PK\x03\x04
字 余 餘 👩 🏽 \u0301 \u200d \ufe0f \ue000 \U000e0100
"""
PIECES = (
    *(harm.encode("utf-8", "replace")[:200] for harm in ALL.values()),
    *(bytes([code]) for code in (0, 9, 10, 11, 12, 13, 26, 27, 32, 127, 128, 155, 255)),
    *WORDS.encode().split(b" "),
)


def inputs(seeds: Sequence[bytes]) -> st.SearchStrategy[bytes]:
    """Return inputs made of some files."""
    changed = st.builds(
        _changed, st.sampled_from(list(seeds)), st.sampled_from(list(seeds)), st.lists(_change, max_size=12)
    )
    made = st.lists(st.sampled_from(PIECES), max_size=60).map(b"".join)
    texts = st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace"))
    return st.one_of(changed, changed, changed, made, texts, st.binary(max_size=300))


_change = st.tuples(
    st.sampled_from(("insert", "put", "cut", "repeat", "splice", "end", "flip")),
    st.floats(0, 1),
    st.integers(0, 64),
    st.sampled_from(PIECES),
)


def _changed(data: bytes, other: bytes, changes: Sequence[tuple[str, float, int, bytes]]) -> bytes:
    for kind, where, length, piece in changes:
        at = int(where * len(data))
        match kind:
            case "insert":
                data = data[:at] + piece + data[at:]
            case "put":
                data = data[:at] + piece + data[at + len(piece) :]
            case "cut":
                data = data[:at] + data[at + length :]
            case "repeat":
                data = data[:at] + data[at : at + 16] * length + data[at:]
            case "splice":
                data = data[:at] + other[int(where * len(other)) :][: length * 20] + data[at:]
            case "end":
                data = data[: at + 1] if length < 16 else data
            case _ if at < len(data):
                data = data[:at] + bytes([data[at] ^ (1 << length % 8)]) + data[at + 1 :]
    return data[:LARGEST]
