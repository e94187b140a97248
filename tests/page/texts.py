"""Texts to break into lines: Chinese prose, and everything that a page may hold beside it."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from reader.documents.sanitising import harmless
from reader.page.cells import ambiguous_width, use_ambiguous_width
from tests.documents.texts import COMBINED, EMOJI, HAN, MARKS, lines

if TYPE_CHECKING:
    from collections.abc import Iterator

NEVER_FIRST = "、。，．：；！？）」』】》〉〕］｝”’!?,.:;)]}％·‧・々ー…⋯～／"
"""Marks that belong to what stands before them."""
NEVER_LAST = "（「『【《〈〔［｛“‘([{"
"""Marks that belong to what stands behind them."""
WORDS = (
    "OpenAI",
    "GPT-4o",
    "o3-mini",
    "3.14",
    "1,000",
    "2024年",
    "第3章",
    "100%",
    "$5.99",
    "￥30",
    "25℃",
    "２０２４年",
    "C++",
    "don’t",
    "km/h",
    "U.S.",
    ".NET",
    "Mark Chen",
    "/usr/local/lib",
    "https://example.org/a_b/c?d=1&e=%E4%BD%A0",
)
PAUSES = (*"，。、：；！？…—·～／", "……", "——", "⸺", "？！", *",.:;!?")
PUNCTUATION = (*PAUSES, *"“”‘’「」『』《》（）【】", "。”", "：“", "，「", "」。", "）、", *'()[]"%-/')
OTHER_SCRIPTS = ("きょうは", "マーク・チェン", "人々", "한국어", "ภาษาไทย", "हिन्दी", "שלום", "русский")
SEQUENCES = (*EMOJI, *COMBINED, "👩🏽‍🚀", "🏴‍☠️", "☎️", "①", "→", "★", "─")
INVISIBLE = ("\u200b", "\u200d", "\u200c", "\u2060", "\u00ad", "\ufeff", "\u00a0", "\ufe0f", "\u0301")
SPACES = (" ", "  ", "\u3000", "\u3000\u3000", "\u2003")

plain = st.lists(
    st.one_of(
        st.text(alphabet=HAN, min_size=1, max_size=12),
        st.sampled_from((*WORDS, *PAUSES, " ")),
    ),
    max_size=8,
).map("".join)
prose = st.recursive(
    plain,
    lambda inner: st.builds(
        lambda parts, pair: "".join(f"{one}{pair[0]}天{quoted}{last}{pair[1]}" for one, quoted, last in parts),
        st.lists(st.tuples(plain, inner, st.sampled_from("地。？")), min_size=1, max_size=4),
        st.sampled_from(("“”", "‘’", "「」", "『』", "《》", "（）", "【】", "()", "[]")),
    ),
    max_leaves=10,
)
"""Chinese with marks, words and numbers as they come in articles: what opens is closed."""
paragraphs = st.one_of(
    prose,
    st.lists(
        st.one_of(
            st.text(alphabet=HAN + MARKS, min_size=1, max_size=8),
            st.sampled_from((*WORDS, *PUNCTUATION, *OTHER_SCRIPTS, *SEQUENCES, *INVISIBLE, *SPACES)),
        ),
        max_size=30,
    ).map("".join),
    lines,
).map(harmless)
"""Whatever a paragraph may hold."""
widths = st.integers(1, 200)


@contextmanager
def ambiguous(cells: int) -> Iterator[None]:
    """Let characters of ambiguous width take as many cells for a while."""
    before = ambiguous_width()
    use_ambiguous_width(cells)
    try:
        yield
    finally:
        use_ambiguous_width(before)
