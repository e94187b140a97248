"""Texts to try everything with: Chinese in both scripts, marks, Latin, digits, spaces, emoji, line ends."""

from __future__ import annotations

from hypothesis import strategies as st

SIMPLIFIED = "这里发现软件问题余华后来说为什么云图书馆里头干杯松树丰台体裁云雾"
TRADITIONAL = "這裡發現軟體問題餘額後來說為什麼雲圖書館裏頭乾杯鬆樹豐臺體裁爲眾衆説著着"
SHARED = "一二三人山水大中小文天地的是了在有我他不上下前日月年"
RARE = "㐀𠀀𠮷﨑豈"
"""Characters of the extensions, outside the basic plane too, and compatibility ideographs."""
MARKS = "，。：；？！、…—（）「」『』《》【】“”‘’·‧・％～"
ASCII_MARKS = ",.:;?!()[]{}<>'\"%$#@&/\\|*+=~^`_-"
LATIN = "ABCXYZabcxyzéüßŁøЖжΩω"
DIGITS = "0123456789０９"
WIDE_LATIN = "ＡｂＺ！＃（）［］～"
SPACES = " \u3000\u00a0\t"
EMOJI = ("😀", "👩‍💻", "👍🏽", "🇹🇼", "🇭🇰", "❤️", "1️⃣", "👨‍👩‍👧‍👦")
COMBINED = ("e\u0301", "n\u0303", "か\u3099", "葛\U000e0100")
LINE_ENDS = ("\n", "\r", "\r\n", "\x0b", "\x0c", "\x85", "\u2028", "\u2029")
WORDS = (
    "OpenAI",
    "Mark Chen",
    "GPT-4o",
    "o3-mini",
    "3.14",
    "2024年",
    "100%",
    "https://example.org/a?b=c&d=e",
    "……",
    "——",
)

HAN = SIMPLIFIED + TRADITIONAL + SHARED
ONE_BY_ONE = HAN + RARE + MARKS + ASCII_MARKS + LATIN + DIGITS + WIDE_LATIN + SPACES

han = st.text(alphabet=HAN, min_size=1, max_size=40)
pieces = st.one_of(
    han,
    st.text(alphabet=MARKS + ASCII_MARKS, min_size=1, max_size=4),
    st.text(alphabet=ONE_BY_ONE, min_size=1, max_size=20),
    st.sampled_from(EMOJI + COMBINED + WORDS),
    st.text(alphabet=LATIN + DIGITS, min_size=1, max_size=30),
    st.text(alphabet=SPACES, min_size=1, max_size=3),
)
lines = st.lists(pieces, max_size=12).map("".join)
"""One line of text, perhaps empty."""
texts = st.lists(st.one_of(pieces, st.sampled_from(LINE_ENDS)), max_size=24).map("".join)
"""A text of some lines, perhaps empty."""
any_text = st.text(alphabet=st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=80)
"""Whatever Unicode holds that UTF-8 can say and decoding lets through."""
