"""The names of keys: Textual's, what people write for them, and how they are shown.

Textual calls a key that types a character by that character when it is a letter or a digit, and by its Unicode name
otherwise (`question_mark`); modifiers stand before it in the order of the alphabet (`ctrl+shift+left`).
"""

from __future__ import annotations

import string
import unicodedata

NAMED = {
    "enter": "Enter",
    "escape": "Esc",
    "tab": "Tab",
    "space": "Space",
    "backspace": "⌫",
    "delete": "Del",
    "insert": "Ins",
    "home": "Home",
    "end": "End",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "up": "Up",
    "down": "Down",
    "left": "Left",
    "right": "Right",
    **{f"f{number}": f"F{number}" for number in range(1, 25)},
}
"""The keys that have a name of their own, and how each is shown."""
MODIFIERS = {"ctrl": "Ctrl", "alt": "Alt", "shift": "Shift", "super": "Super", "hyper": "Hyper", "meta": "Meta"}
"""The keys that are held with another, in the order they are shown."""
ALSO = {"return": "enter", "control": "ctrl", "option": "alt", "cmd": "super"}
"""Other words for keys."""
THE_SAME = {
    "ctrl+i": "tab",
    "ctrl+m": "enter",
    "ctrl+h": "backspace",
    "ctrl+left_square_bracket": "escape",
    "ctrl+space": "ctrl+@",
    "ctrl+at": "ctrl+@",
}
"""Keys that terminals cannot tell from others, with the name under which those arrive."""
REPLACED = {
    "solidus": "slash",
    "reverse_solidus": "backslash",
    "commercial_at": "at",
    "hyphen_minus": "minus",
    "plus_sign": "plus",
    "low_line": "underscore",
}
"""Names of characters in Unicode that Textual has another for."""

_BY_WORD = {word.casefold(): name for name, shown in NAMED.items() for word in (name, shown)}


def name_of_character(character: str) -> str:
    """Return Textual's name of the key that types a character."""
    if character.isalnum():
        return character
    name = unicodedata.name(character, character).lower().replace("-", "_").replace(" ", "_")
    return REPLACED.get(name, name)


_CHARACTERS = {name_of_character(character): character for character in string.punctuation}


def _character_named(name: str) -> str | None:
    """Return the character that a key with a name of Textual's types; none where there is no such character."""
    try:
        found = _CHARACTERS.get(name) or unicodedata.lookup(name.replace("_", " "))
    except KeyError:
        return None
    return found if len(found) == 1 and found.isprintable() else None


def key_named(written: str) -> str | None:
    """Return Textual's name of a key; none where no key is called this.

    Args:
        written: Textual's name, the character that the key types, or the key as it is shown, such as `PgDn`, with
            modifiers before it. Case matters in a letter alone.
    """
    before, plus, base = written.rpartition("+")
    if written == "+" or written.endswith("++"):
        before, plus, base = before.removesuffix("+"), before, "+"
    modifiers = {ALSO.get(word, word) for word in before.casefold().split("+")} if plus else set()
    if not modifiers <= MODIFIERS.keys():
        return None
    word = ALSO.get(base.casefold(), base.casefold())
    if word in _BY_WORD:
        name = _BY_WORD[word]
    else:
        character = base if len(base) == 1 and base.isprintable() else _character_named(word)
        if character is None:
            return None
        if "ctrl" in modifiers:
            character = character.lower()
        elif modifiers == {"shift"}:
            modifiers, character = set(), character.upper()
        elif "alt" in modifiers and character != character.lower():
            modifiers.add("shift")
            character = character.lower()
        if len(character) != 1:
            return None
        name = name_of_character(character)
        _CHARACTERS.setdefault(name, character)  # names that had hyphens cannot be looked up again
    key = "+".join((*sorted(modifiers), name))
    return THE_SAME.get(key, key)


def label_of(key: str) -> str:
    """Return how a key is shown, such as `⌫`, `PgDn`, `?` or `Ctrl+P`, by Textual's name of it."""
    if key == THE_SAME["ctrl+space"]:
        key = "ctrl+space"
    *modifiers, name = key.split("+")
    shown = NAMED.get(name) or _character_named(name) or name
    if len(shown) == 1 and not {"ctrl", "shift"}.isdisjoint(modifiers):
        shown = shown.upper()
    return "+".join((*(MODIFIERS[word] for word in MODIFIERS if word in modifiers), shown))


def types_character(key: str) -> bool:
    """Return whether a key, by Textual's name of it, types a character."""
    return key == "space" or ("+" not in key and key not in NAMED)
