"""Text made safe to show: no control of a terminal and no reordering survives, and no offset moves.

Rule: C0 controls are shown as their control pictures, everything else that is not for the eye as U+FFFD (Unicode
Standard, chapter 23; noncharacters and what is reserved to be ignored as well). Zero-width joiners, skin tones and
variation selectors stay where they shape emoji and Chinese glyphs: a joiner elsewhere becomes a non-joiner, a skin tone
that colours nothing U+FFFD, because terminals do not agree on how wide such things are. No more than `MOST_JOINED`
code points are joined to one character (UAX #15, "Stream-Safe Text Format"); of more, each is shown as U+FFFD.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cache, lru_cache
from unicodedata import category

SPACE = " "
REPLACEMENT = "\ufffd"
JOINER, NON_JOINER = "\u200d", "\u200c"
EMOJI_STYLE = "\ufe0f"
SKIN_TONES = frozenset(map(chr, range(0x1F3FB, 0x1F400)))
MOST_JOINED = 30
"""Code points that may be joined to one character: more than any writing needs."""

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
    **dict.fromkeys(range(0x2065, 0x2070), REPLACEMENT),
    **dict.fromkeys((0x3164, 0xFFA0), REPLACEMENT),  # letters without a shape, of no width that all agree on
    **dict.fromkeys(range(0xD800, 0xE000), REPLACEMENT),
    **dict.fromkeys(range(0xFDD0, 0xFDF0), REPLACEMENT),
    **dict.fromkeys(range(0xFFF0, 0xFFFC), REPLACEMENT),
    **dict.fromkeys((plane << 16 | last for plane in range(17) for last in (0xFFFE, 0xFFFF)), REPLACEMENT),
    **dict.fromkeys(range(0xE0000, 0xE0100), REPLACEMENT),
    **dict.fromkeys(range(0xE01F0, 0xE1000), REPLACEMENT),
}

NEVER_SHOWN = _HARMLESS.keys()
"""The code points that are replaced wherever they stand."""
_COPIED = {
    **{code: shown for code, shown in _HARMLESS.items() if code not in map(ord, "\t\n\r")},
    **dict.fromkeys(map(ord, "\x0b\x0c\x85\u2028\u2029"), "\n"),
}
_USUAL = (
    "\0\u00ad\u00ae\u0300\u2010\u2028\u2030\u205f\u2070\u20d0\u2100\u2cef\u2e80\u302a\u3030\u3099\u309b\ua66f"
    "\uac00\ud7a4\ue000\ufb1e\ufe30\ufeff\uff00\ufff0\ufffd\ufffe\U0001f000\U0001f3fb\U0001f400\U0001fb00"
    "\U00020000\U0003fffe"
)
"""The first of each range of Latin, Chinese and emoji, and what follows its last: nothing in them is joined."""
_JOINED = ("Mn", "Mc", "Me", "Cf")
"""The categories of what is joined to what stands before it, or has no width."""


def harmless(text: str) -> str:
    """Return the text with every control replaced, code point by code point."""
    text = text.translate(_HARMLESS)
    # So many in a row that are joined to something cannot all stand between two of the characters that are looked at.
    if JOINER in text or any(map(text.__contains__, SKIN_TONES)) or any(map(_is_unusual, text[:: MOST_JOINED + 1])):
        return _well_joined(text)
    return text


def _well_joined(text: str) -> str:
    """Return the text with nothing joined that terminals may not draw as one, and to nothing too much."""
    shown: list[str] = []
    joined, before = 0, ""
    for place, character in enumerate(text, start=1):
        last = character
        if character == JOINER:
            is_inside = before in SKIN_TONES or before == EMOJI_STYLE or _is_emoji(before)
            last = JOINER if is_inside and _is_emoji(text[place : place + 1]) else NON_JOINER
        elif character in SKIN_TONES and not _is_emoji(before):
            last = REPLACEMENT
        joined = joined + 1 if before == JOINER or _is_joined(last) else 0
        before = last if joined <= MOST_JOINED else REPLACEMENT
        shown.append(before)
    return "".join(shown)


def _is_emoji(character: str) -> bool:
    """Return whether a character is of the blocks of emoji, and no skin tone."""
    return (
        "\u2600" <= character <= "\u27bf"
        or "\u2b00" <= character <= "\u2bff"
        or "\U0001f000" <= character <= "\U0001faff"
    ) and character not in SKIN_TONES


@lru_cache(maxsize=4096)
def _is_unusual(character: str) -> bool:
    """Return whether a character is of what may be joined to something."""
    return bisect_right(_USUAL, character) % 2 == 0


@lru_cache(maxsize=4096)
def _is_joined(character: str) -> bool:
    """Return whether a character is joined to what stands before it, or may be in a newer Unicode than Python's."""
    kind = category(character)
    return (
        kind in _JOINED
        or (kind == "Cn" and _is_unusual(character))
        or character in SKIN_TONES
        or "\u1160" <= character <= "\u11ff"  # vowels and final consonants of Hangul
        or "\ud7b0" <= character <= "\ud7ff"
    )


def copyable(text: str) -> str:
    """Return a text as it may be pasted anywhere, code point by code point: what is never shown is replaced.

    Lines and tabs stay, so that a text stays a text; every other control could end a paste before its end, and make
    commands of the rest (the end of a bracketed paste is ESC [ 201 ~).
    """
    return text.translate(_COPIED)


def harmless_json(written: str, *, to_terminal: bool = False) -> str:
    """Return JSON that means the same with every control escaped (RFC 8259, section 7), so that it can be printed.

    Halves of surrogates are bytes of file names, which stay as they are for programs; a terminal gets none of them.
    """
    return written.translate(_json_escapes(to_terminal))


@cache
def _json_escapes(with_bytes: bool) -> dict[int, str]:
    # Those below 0x7F are escaped in any JSON.
    escaped = (code for code in _HARMLESS if code >= 0x7F and (with_bytes or not 0xD800 <= code < 0xE000))
    return {code: _json_escape(chr(code)) for code in escaped}


def _json_escape(character: str) -> str:
    units = character.encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[start : start + 4]}" for start in range(0, len(units), 4))


def one_line(text: str) -> str:
    """Return the text on one line, safe to show: for titles, file names and messages."""
    return harmless(" ".join(text.split()))
