"""The shape of people's names in Latin letters: two to four capitalised words, with initials and particles."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from reader.documents.paragraphs import LINE_ENDS
from reader.entities.discovery.article import INITIAL
from reader.entities.discovery.signs import CAPITALS, LETTERS, signs

if TYPE_CHECKING:
    from collections.abc import Iterator

_REST = f"(?:\\.(?:-?[{CAPITALS}]\\.)*+|[{LETTERS}]*+(?:['-][{LETTERS}]++)*+)"
_GAP = f"(?: {{1,2}}+|[ ]?+(?:\r\n|[{LINE_ENDS}])[ ]?+)"
_PARTICLE = "(?:van|von|de|der|den|di|da|del|della|la|le|bin|ibn|al|el|ter|ten|dos|du|y|bint|ben|zu)"
_JOINED = "(?:(?:al|el|ul|ibn|bin)-|d')?+"
RUN = re.compile(
    f"[{CAPITALS}](?<![{LETTERS}0-9_@/.&'-][{CAPITALS}]){_REST}"
    f"(?:{_GAP}(?:{_PARTICLE}{_GAP}){{0,3}}+{_JOINED}[{CAPITALS}]{_REST})++"
)
"""Two capitalised words and more one behind the other, over line ends too; read once however many there are."""
WORD = re.compile(r"\S+")
CAMEL = re.compile("(?<=[a-z])[A-Z]")
CAMEL_IN_NAMES = re.compile("(?:Ma?c|De|Di|Du|La|Le|Van|Von|Fitz|O'|D'|St|Mc|Al|El|Ben)[A-Z]")
LINE_END = re.compile(f"[{LINE_ENDS}]")
MOST_WORDS = 4
NEAR = 8
"""Code points before a name in which something must stand for it not to begin its line."""
NUMBER_BEHIND = re.compile("[ -]?[0-9](?![0-9,.]*[年月日岁嵗歲号时時天人个個])|[_@/&+]|-[A-Za-z]|'[A-Za-z]{2}")


class LatinName(NamedTuple):
    """What has the shape of a Latin full name: offsets in code points, end exclusive, and its words."""

    start: int
    end: int
    words: tuple[str, ...]
    has_title: bool
    """Whether an English title stands right before it."""


def latin_names(folded: str) -> Iterator[LatinName]:
    """Yield all that has the shape of a Latin full name in a folded text, in order and apart."""
    for run in RUN.finditer(folded):
        yield from _in_run(folded, run.start(), run.end())


def _in_run(folded: str, start: int, end: int) -> Iterator[LatinName]:
    """Yield the names in a run of capitalised words."""
    words: list[re.Match[str]] = []
    titled = rejected = False
    for word in WORD.finditer(folded, start, end):
        if words and _ends_a_name(folded, words, word, end):
            yield from _name(folded, words, titled, rejected)
            words, titled, rejected = [], False, False
        kind = _kind(word[0], first=not words)
        if kind == "break" or kind == "title":
            yield from _name(folded, words, titled, rejected)
            words, titled, rejected = [], kind == "title", False
        else:
            rejected |= kind == "reject"
            words.append(word)
    yield from _name(folded, words, titled, rejected)


def _kind(word: str, *, first: bool) -> str:
    """Return what a word is to a name: `title` before it, `break` beside it, `reject` of it, or `part` of it."""
    known = signs()
    if word in known.latin_titles:
        return "title"
    if word in known.latin_break:
        return "break"
    if word in known.latin_reject:
        return "reject"
    if word in known.particles or INITIAL.fullmatch(word):
        return "part" if len(word) < 3 or "." in word or not word.isupper() else "break"
    if (len(word) > 1 and word.isupper()) or (CAMEL.search(word) and not CAMEL_IN_NAMES.match(word)):
        return "break"
    return "part"


def _ends_a_name(folded: str, words: list[re.Match[str]], word: re.Match[str], end: int) -> bool:
    """Whether a line end before a word is more than a break of the line inside a name."""
    last = words[-1]
    if not LINE_END.search(folded, last.end(), word.start()):
        return False
    if sum(one[0] not in signs().particles for one in words) > 1 or last[0] in signs().latin_reject:
        return True
    first = words[0].start()
    line = max(folded.rfind(mark, max(0, first - NEAR), first) for mark in LINE_ENDS)
    return not folded[max(line + 1, first - NEAR) : first].strip(" \"'「『(*#-")


def _name(folded: str, words: list[re.Match[str]], titled: bool, rejected: bool) -> Iterator[LatinName]:
    known = signs()
    while words and words[-1][0] in known.particles:
        words = words[:-1]
    while words and words[0][0] in known.particles:
        words = words[1:]
    full = [word[0] for word in words if word[0] not in known.particles and not INITIAL.fullmatch(word[0])]
    if rejected or not full or not len(words) >= 2 or len(full) > MOST_WORDS or len(words) > MOST_WORDS + 3:
        return
    if len(full) < 2 and not ("." in words[0][0] and len(full) == 1 and len(words) == 2):
        return
    spelt = tuple(_without_possessive(word[0]) for word in words)
    if any(pair in known.latin_groups for pair in pairwise(full)):
        return
    if any(word[0].endswith("'s") for word in words[:-1]):
        return
    end = words[-1].end() - (len(words[-1][0]) - len(spelt[-1]))
    if end == words[-1].end() and NUMBER_BEHIND.match(folded, end):
        return
    yield LatinName(words[0].start(), end, spelt, titled)


def _without_possessive(word: str) -> str:
    return word.removesuffix("'s")
