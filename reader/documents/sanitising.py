"""Text made safe to show: no control of a terminal and no reordering survives, and no offset moves.

Rule: C0 controls are shown as their control pictures, everything else that is not for the eye as U+FFFD (Unicode
Standard, chapter 23). Zero-width joiners and variation selectors stay; they shape emoji and Chinese glyphs.
"""

from __future__ import annotations

SPACE = " "
REPLACEMENT = "\ufffd"

_HARMLESS: dict[int, str] = {
    **{code: chr(0x2400 + code) for code in range(0x20)},
    0x09: SPACE,
    0x7F: "\u2421",
    **dict.fromkeys(range(0x80, 0xA0), REPLACEMENT),
    0x85: SPACE,
    0x061C: REPLACEMENT,
    **dict.fromkeys((0x200E, 0x200F), REPLACEMENT),
    0x2028: SPACE,
    0x2029: SPACE,
    **dict.fromkeys(range(0x202A, 0x202F), REPLACEMENT),
    **dict.fromkeys(range(0x2066, 0x206A), REPLACEMENT),
    **dict.fromkeys(range(0xD800, 0xE000), REPLACEMENT),
    **dict.fromkeys(range(0xFFF9, 0xFFFC), REPLACEMENT),
    **dict.fromkeys(range(0xE0000, 0xE0080), REPLACEMENT),
}


def harmless(text: str) -> str:
    """Return the text with every control replaced, code point by code point."""
    return text.translate(_HARMLESS)


def one_line(text: str) -> str:
    """Return the text on one line, safe to show: for titles, file names and messages."""
    return harmless(" ".join(text.split()))
