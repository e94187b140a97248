"""The parts of people's names: what is a full name, what may be its surname and what its given names.

A Latin name has words, a transliterated one parts with dots between them; of both the last one is taken for the
surname. In a Chinese name without dots nothing is told apart.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from reader.entities.transliteration import letters_of
from reader.scripts.fold import fold

SHORTEST = 2
"""Characters of a Chinese name, and letters of a Latin surname or given name, at least."""
LONG_ENOUGH = 8
"""Letters of a Latin full name that may be another one but for one of them."""

_SPACES = re.compile(" +")
_AROUND_DOT = re.compile(" *· *")
_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_LATIN = re.compile("[a-z]")
_SUFFIX = re.compile(r"(?:jr|sr|i{2,3}|iv)\.?")


class Form(Enum):
    """How a name is made."""

    LATIN = "latin"
    DOTTED = "dotted"
    """Chinese characters with dots between the parts."""
    CHINESE = "chinese"
    """Chinese characters without a dot; or what is neither this nor Latin."""


@dataclass(frozen=True, slots=True)
class Parts:
    """A name taken apart."""

    key: str
    """The name as it is compared: under the fold, with single spaces between words and none around dots."""
    form: Form
    words: tuple[str, ...]
    """Of a Latin name the words, of a dotted one the parts, else the whole."""

    @property
    def is_full(self) -> bool:
        """Whether it may be all of somebody's name: a surname and a given name, as far as can be told."""
        if self.form is Form.CHINESE:
            return len(self.key) >= SHORTEST
        return len(self.words) > 1 and len(letters_of(self.surname) if self.form is Form.LATIN else self.surname) > 0

    @property
    def surname(self) -> str:
        """The last word or part."""
        return self.words[-1]

    @property
    def given(self) -> tuple[str, ...]:
        """The words or parts before the last one."""
        return self.words[:-1]


def key_of(name: str) -> str:
    """Return a name as it is compared: under the fold, with single spaces between words and none around dots."""
    return _AROUND_DOT.sub("·", _SPACES.sub(" ", fold(name))).strip()


@lru_cache(maxsize=65_536)
def parts_of(name: str) -> Parts:
    """Take a name apart."""
    key = key_of(name)
    if _HAN.search(key):
        parts = tuple(part for part in key.split("·") if part)
        return Parts(key, Form.DOTTED, parts) if len(parts) > 1 else Parts(key, Form.CHINESE, (key,))
    if not _LATIN.search(key):
        return Parts(key, Form.CHINESE, (key,))
    words = [word.strip(",") for word in key.replace("·", " ").split(" ")]
    if len(words) > 2 and _SUFFIX.fullmatch(words[-1]):
        words.pop()
    return Parts(key, Form.LATIN, tuple(filter(None, words)) or (key,))


def may_be_one(one: Parts, other: Parts) -> bool:
    """Return whether two Latin full names may be one: but for a middle name, half a given name or a letter."""
    if one.key == other.key:
        return True
    if one.surname == other.surname and same_given(one.given, other.given):
        return True
    return one_letter_apart(letters_of(one.key), letters_of(other.key), LONG_ENOUGH)


def one_letter_apart(one: str, other: str, shortest: int) -> bool:
    """Return whether two words are the same but for one letter: another one, one more or one less.

    Args:
        one: a word.
        other: another word.
        shortest: how many letters both must have.
    """
    short, long = sorted((one, other), key=len)
    if one == other or len(short) < shortest or len(long) - len(short) > 1:
        return False
    same = next((n for n, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    return long[same + 1 :] == (short[same + 1 :] if len(short) == len(long) else short[same:])


def same_given(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Return whether the first given names are the same or the one begins the other (Sam, Samuel; J., Jakub)."""
    first, second = (letters_of(given[0]) if given else "" for given in (one, other))
    return bool(first and second) and (first.startswith(second) or second.startswith(first))
