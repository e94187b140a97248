"""People that no list knows, told by their surname, the characters of their given name and what stands around them.

Only names that hold a character in which conversion errs are looked for. A name counts by what stands on both of its
sides: a title before it or a mark, and after it a title, a verb of saying, a mark, or a word that follows a subject.
One that may as well be words (总裁于今天, 属于洋派) needs more than one that hardly can.
"""

from __future__ import annotations

import re
from enum import IntEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.entities.name_signs import Signs

Place = tuple[int, int]
"""Offsets in code points, end exclusive."""

ALIKE = "于於"
"""A surname that far more often is a preposition."""
MARKS = frozenset("，。；：？！、…—（）()“”‘’「」『』《》〈〉【】[]\"' \t\u3000\u00a0\n/／|｜丨:,.!?;·-–")
HAN = re.compile("[\u3400-\u9fff]+")
GLOSS = re.compile("[（(] *([A-Z][A-Za-z'’-]*)((?: [A-Z][A-Za-z'’-]*){0,3})")
NOT_A_PERSON = re.compile("而言|来说|來說|不利|有利|无益|無益|有益")
"""What follows a title that stands for all who have it (于教师而言)."""


class Sign(IntEnum):
    """How sure it is that a name begins or ends at a place."""

    NONE = 0
    EDGE = 1
    """A mark, or a word that may stand beside a name."""
    NAME = 2
    """Another name that it is listed with."""
    PERSON = 3
    """A title, a verb of saying, a byline."""


def people(text: str, spots: list[tuple[int, bool]], signs: Signs) -> list[Place]:
    """Return where people's names stand, in order of where they were looked for; they may overlap.

    Args:
        text: the paragraph, as `signs` has it.
        spots: where to look: the offset of a critical character, and whether it is to be the surname (else it
            belongs to the given name).
        signs: the signs of names.
    """
    found: list[Place] = []
    for spot, is_surname in spots:
        place = _from_surname(text, spot, signs) if is_surname else _around(text, spot, signs)
        if place:
            found.append(place)
    return found


def again(text: str, places: list[Place], signs: Signs) -> Iterator[Place]:
    """Yield where names that were found stand once more, without a sign of their own."""
    for name in {text[start:end] for start, end in places if end - start > 1}:
        ends = signs.ends_of_words.get(name[0], frozenset()) if len(name) < 3 else signs.ends_before_all
        at = text.find(name)
        while at >= 0:
            if not at or text[at - 1] not in ends:
                end = at + len(name)
                if len(name) > 2 or _after(text, end, signs) or (name[0] not in ALIKE and _before(text, at, signs)):
                    yield at, end
            at = text.find(name, at + 1)


def stands(text: str, start: int, end: int, signs: Signs) -> bool:
    """Whether a known name stands at a place, and not the end of one word and the start of another."""
    return end - start > 2 or bool(_before(text, start, signs) and _after(text, end, signs))


def _from_surname(text: str, start: int, signs: Signs) -> Place | None:
    surname = text[start]
    before = _before(text, start, signs)
    if before is Sign.PERSON and start and text[start - 1] in MARKS:  # a byline
        end = _end_of_line_name(text, start)
        if end:
            return start, end
    following = text[start + 1 : start + 4]
    if not following:
        return None
    for length in (3, 2):
        end = start + length
        if end > len(text) or not _glossed(text, end, surname, signs):
            continue
        if HAN.fullmatch(text, start, end):
            return start, end
    if not before:
        end = start + 3
        standing = text[start - 1] not in signs.ends_of_words.get(surname, ()) and text[start:end] not in signs.no_names
        titled = signs.titles_after.match(text, end)
        return (start, end) if standing and titled and _given(text, start + 1, end, signs) else None
    if place := _surname_and_title(text, start, before, signs):
        return place
    for length in (3, 2):
        end = start + length
        if _given(text, start + 1, end, signs) and _counts(text, start, end, before, signs):
            return start, end
    return None


def _around(text: str, spot: int, signs: Signs) -> Place | None:
    """Return the name around a critical character of a given name."""
    for start, end in ((spot - 1, spot + 2), (spot - 2, spot + 1), (spot - 1, spot + 1)):
        if start < 0 or end > len(text) or text[start] not in signs.surnames:
            continue
        before = _before(text, start, signs)
        if before is Sign.PERSON and start and text[start - 1] in MARKS and _end_of_line_name(text, start):
            return start, _end_of_line_name(text, start)
        if _glossed(text, end, text[start], signs):
            return start, end
        if text[spot] in signs.only_settled:
            continue
        if before and _given(text, start + 1, end, signs, spot) and _counts(text, start, end, before, signs):
            return start, end
    return None


def _counts(text: str, start: int, end: int, before: Sign, signs: Signs) -> bool:
    """Whether what has the form of a name is one by what stands on both sides."""
    name = text[start:end]
    after = _after(text, end, signs)
    if name in signs.no_names or (name[0] not in ALIKE and name[:2] in signs.no_names):
        return before is after is Sign.PERSON and name[0] not in ALIKE
    if after is Sign.PERSON or before is after is Sign.NAME:
        return True
    if before is Sign.PERSON:
        if name[0] not in ALIKE:
            return len(name) > 2 or after >= Sign.EDGE
        if len(name) == 2 and name[1] in signs.doubtful_alone:
            return False
        return after >= Sign.EDGE
    listed = before is Sign.NAME or after is Sign.NAME
    if listed and after and (len(name) > 2 or name[1] not in signs.doubtful_alone):
        return end == len(text) or text[end] in MARKS or after is Sign.NAME or text[end] in signs.function_words
    return False


def _given(text: str, start: int, end: int, signs: Signs, critical: int = -1) -> bool:
    return end <= len(text) and all(text[n] in signs.given or n == critical for n in range(start, end))


def _before(text: str, start: int, signs: Signs) -> Sign:
    """Return what speaks for a name that begins at a place."""
    if not start:
        return Sign.EDGE
    last = text[start - 1]
    if last in MARKS or not HAN.match(last):
        if signs.byline.search(text, max(0, start - 8), start):
            return Sign.PERSON
        if last == "、" and signs.name_before.search(text, max(0, start - 20), start):
            return Sign.NAME
        return Sign.EDGE if last in MARKS else Sign.NONE
    titles = signs.titles_before.get(last)
    if titles and text.endswith(titles, max(0, start - 8), start):
        return Sign.PERSON
    if signs.name_before.search(text, max(0, start - 20), start):
        return Sign.NAME
    if last in signs.introducers and last not in signs.ends_of_words.get(text[start], ()):
        return Sign.EDGE
    return Sign.NONE


def _after(text: str, end: int, signs: Signs) -> Sign:
    """Return what speaks for a name that ends at a place."""
    if end >= len(text):
        return Sign.EDGE
    if signs.verbs.match(text, end) or signs.titles_after.match(text, end):
        return Sign.PERSON
    if signs.name_after.match(text, end):
        return Sign.NAME
    return Sign.EDGE if text[end] in MARKS or text[end] in signs.function_words else Sign.NONE


def _surname_and_title(text: str, start: int, before: Sign, signs: Signs) -> Place | None:
    """Return a surname right before a title (于先生, 钟老先生)."""
    if before is Sign.PERSON:  # 总裁于总统府: two titles in a row are none
        return None
    old = text.startswith("老", start + 1) and not text.startswith("老师", start + 1)
    title = signs.titles_after.match(text, start + 1 + old)
    if not title and text[start + 1] in signs.short_titles:
        return (start, start + 1) if signs.verbs.match(text, start + 2) else None
    if not title or text[start : start + 2] in signs.no_names or NOT_A_PERSON.match(text, title.end()):
        return None
    return start, start + 1


def _glossed(text: str, end: int, surname: str, signs: Signs) -> bool:
    """Whether the name before a bracket begins as the Latin name in it does, or as that ends."""
    if text[end : end + 1] not in ("（", "("):
        return False
    gloss = GLOSS.match(text, end)
    known = signs.romanized.get(surname)
    if not gloss or not known or not gloss[2]:
        return False
    return gloss[1] in known or gloss[2].split()[-1] in known


def _end_of_line_name(text: str, start: int) -> int:
    """Return where the two to four characters of a name in a byline end; 0 when it is something else."""
    run = HAN.match(text, start)
    return run.end() if run and 2 <= run.end() - start <= 4 else 0
