"""Text made safe to show: no control of a terminal and no reordering survives, and no offset moves.

Rule: C0 controls are shown as their control pictures, everything else that is not for the eye as U+FFFD (Unicode
Standard, chapter 23). Zero-width joiners and variation selectors stay; they shape emoji and Chinese glyphs.
"""

from __future__ import annotations

from functools import lru_cache

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


def harmless_json(written: str) -> str:
    """Return JSON that means the same with every control escaped (RFC 8259, section 7), so that it can be printed."""
    return written.translate(_json_escapes())


@lru_cache(maxsize=1)
def _json_escapes() -> dict[int, str]:
    # Those below 0x7F are escaped in any JSON; halves of surrogates are bytes of file names, which stay as they are.
    escaped = (code for code in _HARMLESS if code >= 0x7F and not 0xD800 <= code < 0xE000)
    return {code: _json_escape(chr(code)) for code in escaped}


def _json_escape(character: str) -> str:
    units = character.encode("utf-16-be").hex()
    return "".join(f"\\u{units[start : start + 4]}" for start in range(0, len(units), 4))


def one_line(text: str) -> str:
    """Return the text on one line, safe to show: for titles, file names and messages."""
    return harmless(" ".join(text.split()))
