"""Names that no entity list knows, held out of a conversion that would damage them.

They are told by what stands around them, or are well known. Only stretches with a character in which conversion errs
are looked at, and rather is such a name damaged than an ordinary sentence: 总裁于今天, 属于洋派, 其余凯旋 are none.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from reader.documents.paragraphs import LINE_ENDS
from reader.entities.forms import safe_form
from reader.entities.name_signs import DOUBTFUL_SURNAMES, characters_of, folded_signs, simplified_signs
from reader.entities.organization_names import character_of_a_company, named_words, naming_words
from reader.entities.people_in_context import again, people, stands
from reader.entities.transliterated_names import DOTS, KEPT, SOUNDS, characters_to_keep, whole_name
from reader.entities.well_known_names import FROM_SIMPLIFIED as SIMPLIFIED_NAMES
from reader.entities.well_known_names import FROM_TRADITIONAL as TRADITIONAL_NAMES
from reader.entities.well_known_names import around, by_anchor, form
from reader.scripts.conversion import configurations, convert
from reader.scripts.rendition import Held
from reader.scripts.runs import lines_with
from reader.scripts.script import Script, Written

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

SURNAMES = characters_of("surnames")
GIVEN = characters_of("given")
IN_GIVEN_NAMES = "里征岩于岳干后"
"""Characters that conversion to Traditional changes in given names, where they stay."""
CHANGED_IN_NAMES = str.maketrans("云万广胜几丰适", "雲萬廣勝幾豐適")
"""What words decide about, and names do not."""
SURNAMES_CHANGED = {"钟": "鍾"}
"""Surnames that are written otherwise than the word."""
AFTER_SURNAMES = (
    "先女小太夫教老导医大律主经总董校院博将同师队局部省市县区镇书席处科厅所馆会社行班团警法记编阿道议委秘氏总工某姐哥"
)
FOLLOWS = GIVEN + AFTER_SURNAMES + IN_GIVEN_NAMES

IN_COMPANIES = "发里岩征后"
"""Characters that conversion changes in the names of companies."""

IN_TRADITIONAL = "乾徵汎於著"
"""Characters that conversion changes in names in Traditional texts."""
_SOUNDS = "".join(sorted(SOUNDS))
_CRITICAL = "".join(dict.fromkeys(DOTS + DOUBTFUL_SURNAMES + IN_GIVEN_NAMES + IN_COMPANIES))
_WELL_KNOWN = by_anchor(SIMPLIFIED_NAMES, _CRITICAL)
_WELL_KNOWN_TRADITIONAL = by_anchor(TRADITIONAL_NAMES, IN_TRADITIONAL)


def _one_of(ways: Mapping[str, list[str]]) -> re.Pattern[str]:
    """Return what finds characters that stand in any of the ways given for each, as looked at right after it.

    Every branch begins with its character, because that is looked for fastest.
    """
    return re.compile("|".join(f"{re.escape(one)}(?:{'|'.join(patterns)})" for one, patterns in ways.items()))


def _ways_from_simplified() -> dict[str, list[str]]:
    ways: dict[str, list[str]] = {}

    def add(characters: Iterable[str], *patterns: str) -> None:
        for character in characters:
            ways.setdefault(character, []).extend(patterns)

    add(DOTS, f"(?=[{_SOUNDS}]{{0,7}}[{KEPT}])")
    add(KEPT, f"(?=[{_SOUNDS}]{{0,7}}[{DOTS}])")
    add(DOUBTFUL_SURNAMES, f"(?=[{FOLLOWS}])")
    add(IN_GIVEN_NAMES, f"(?<=[{SURNAMES}].)", f"(?<=[{SURNAMES}][{GIVEN}].)")
    add(IN_COMPANIES, "(?=.{0,2}(?:集团|公司|科技|股份|证券|资本|银行|基金|控股|工业))")
    for anchor, names in _WELL_KNOWN.items():
        add(anchor, *around(names))
    return ways


def _ways_from_traditional() -> dict[str, list[str]]:
    ways: dict[str, list[str]] = {character: [""] for character in "乾徵汎"}
    ways["於"] = [f"(?=..?.?(?:[說説表認指告先女教老博：）)，。、{LINE_ENDS}]|\\Z))"]
    ways["著"] = ["(?=的?《|[，。、；）」』\\s表說説認指先女教報介：]|\\Z)"]
    return ways | {anchor: [*ways.get(anchor, []), *around(names)] for anchor, names in _WELL_KNOWN_TRADITIONAL.items()}


@lru_cache(maxsize=1)
def from_simplified() -> re.Pattern[str]:
    """Return what finds all that may be part of a name that conversion from Simplified damages; slow the first time."""
    return _one_of(_ways_from_simplified())


@lru_cache(maxsize=1)
def from_traditional() -> re.Pattern[str]:
    """Return what finds all that may be part of a name that conversion from Traditional damages."""
    return _one_of(_ways_from_traditional())


KEPT_OR_DOT = frozenset(KEPT + DOTS)
NEXT_DOT = re.compile(f"[{KEPT}]?[{_SOUNDS}]{{0,7}}?[{DOTS}]")
AUTHOR = re.compile("(?:^|[，。；：、》）（(」』由過讀\\s])([\u4e00-\u9fff]{2,4})\\Z")


_WAYS = {
    (written, target): Script.HANT if target.traditional else Script.HANS
    for written in Written
    for target in (Script.HANS, Script.HANT, Script.TW, Script.HK)
    if written is Written.MIXED or (written is Written.HANS if target.traditional else written.traditional)
}
"""Between which scripts a conversion goes, where names may be damaged: to Traditional or to Simplified."""


def unlisted(text: str, written: Written, target: Script, *, wording: bool = False) -> list[Held]:
    """Return the names in a paragraph that conversion must not damage although no list knows them.

    Args:
        text: the paragraph.
        written: how it is written.
        target: the script it is to be shown in.
        wording: whether the words of the target's region are used as well.

    Returns:
        Stretches in order and without overlap, each with the form that is certain, else as it stands.
    """
    found: list[Held] = []
    way = _WAYS.get((written, target))
    if way is Script.HANT:
        found = _from_simplified(text, written, target, wording=wording)
    elif way is Script.HANS:
        found = _from_traditional(text, written)
    if wording and _has_words(written, target):
        for start, end in named_words(text, traditional=_is_traditional(written, target)):
            found.append(Held(start, end, convert(text[start:end], written, target)))
    return _apart(found) if len(found) > 1 else found


def unlisted_in_lines(text: str, written: Written, target: Script, *, wording: bool = False) -> list[Held]:
    """Return what `unlisted` does for each line of a text that is written in one script, by offsets in all of it.

    All of it is searched at once for what may be part of a name; only the lines that hold any are looked at closely.
    """
    patterns = _signs_of_names(written, target, wording=wording)
    lines = sorted({line for pattern in patterns for line in lines_with(pattern, text, 0, len(text))})
    return [
        Held(start + line, end + line, given)
        for line, line_end in lines
        for start, end, given in unlisted(text[line:line_end], written, target, wording=wording)
    ]


@cache
def _signs_of_names(written: Written, target: Script, *, wording: bool) -> tuple[re.Pattern[str], ...]:
    """Return what finds all that may be part of a name; where nothing is found there is none."""
    patterns: list[re.Pattern[str]] = []
    if way := _WAYS.get((written, target)):
        patterns.append(from_simplified() if way is Script.HANT else from_traditional())
    if wording and _has_words(written, target):
        patterns.append(naming_words(traditional=_is_traditional(written, target)))
    return tuple(patterns)


def _has_words(written: Written, target: Script) -> bool:
    return written is Written.MIXED or bool(configurations(written, target, wording=True))


def _is_traditional(written: Written, target: Script) -> bool:
    return written.traditional or (written is Written.MIXED and target is Script.HANS)


def _from_simplified(text: str, written: Written, target: Script, *, wording: bool) -> list[Held]:
    spots: list[tuple[int, bool]] = []
    found: list[Held] = []
    for hit in from_simplified().finditer(text):
        at = hit.start()
        character = text[at]
        if character in KEPT_OR_DOT and (dot := NEXT_DOT.match(text, at)):
            sounds = characters_to_keep(text, dot.end() - 1)
            if sounds and not (wording and _has_words_of_its_own(text, sounds[0], sounds[-1] + 1, written, target)):
                found += (Held(n, n + 1, text[n]) for n in sounds)
        if character in DOTS:
            continue
        if character in _WELL_KNOWN and (known := _well_known_around(text, at, SIMPLIFIED_NAMES)):
            start, end = known
            if not (wording and _has_words_of_its_own(text, start, end, written, target)):
                found.append(Held(start, end, form(text[start:end], SIMPLIFIED_NAMES, target)))
        if character_of_a_company(text, at):
            found.append(Held(at, at + 1, name_form(character, target)))
        if character in DOUBTFUL_SURNAMES:
            spots.append((at, True))
        if character in IN_GIVEN_NAMES:
            spots.append((at, False))
    return found + _people(text, spots, written, target) if spots else found


def _from_traditional(text: str, written: Written) -> list[Held]:
    spots: list[tuple[int, bool]] = []
    found: list[Held] = []
    for hit in from_traditional().finditer(text):
        at = hit.start()
        character = text[at]
        if character in _WELL_KNOWN_TRADITIONAL and (known := _well_known_around(text, at, TRADITIONAL_NAMES)):
            start, end = known
            found.append(Held(start, end, form(text[start:end], TRADITIONAL_NAMES, Script.HANS)))
        if character in IN_TRADITIONAL:
            spots.append((at, character == "於"))
        if character == "著" and written is not Written.HANT and _is_author(text, at):
            found.append(Held(at, at + 1, character))
    return found + _people(text, spots, written, Script.HANS) if spots else found


def _has_words_of_its_own(text: str, start: int, end: int, written: Written, target: Script) -> bool:
    """Whether the region of a target has another name where one stands (里姆斯基-科萨科夫)."""
    whole = text[whole_name(text, start, end)]
    return convert(whole, written, target, wording=True) != convert(whole, written, target)


def _people(text: str, spots: list[tuple[int, bool]], written: Written, target: Script) -> list[Held]:
    """Return the people at the spots, and where they are named again."""
    simplified = written is Written.HANS
    signs = simplified_signs() if simplified else folded_signs()
    as_signed = text if simplified else signs.normal(text)
    places = people(as_signed, spots, signs)
    if not places:
        return []
    places += again(as_signed, places, signs)
    return [Held(start, end, name_form(text[start:end], target)) for start, end in places]


def _well_known_around(text: str, at: int, written: str) -> tuple[int, int] | None:
    """Return where the longest well-known name stands that is looked for by the character at an offset."""
    simplified = written == SIMPLIFIED_NAMES
    for place, length, known in (_WELL_KNOWN if simplified else _WELL_KNOWN_TRADITIONAL)[text[at]]:
        start, end = at - place, at - place + length
        if start >= 0 and text[start:end] in known:
            signs = simplified_signs() if simplified else folded_signs()
            if stands(text if simplified else signs.normal(text), start, end, signs):
                return start, end
    return None


def _is_author(text: str, at: int) -> bool:
    """Whether the name of an author stands before a 著 in a Traditional text."""
    written_by = AUTHOR.search(text, max(0, at - 5), at)
    if not written_by:
        return False
    signs = folded_signs()
    name = signs.normal(written_by[1])
    if name[0] not in signs.surnames or name in signs.no_names or name[1:] in signs.no_names:
        return False
    certain = name[-1] if text.startswith("《", at + 1) and len(name) == 3 else name[1:]
    return all(character in signs.given for character in certain)


@lru_cache(maxsize=4096)
def name_form(name: str, target: Script) -> str:
    """Return a person's or a company's name, or a part of it, in a script: what is certain, the rest as it stands."""
    form = safe_form(name, target)
    if target is Script.HANS:
        return form
    return SURNAMES_CHANGED.get(name[0], form[0]) + form[1:].translate(CHANGED_IN_NAMES)


def _apart(found: list[Held]) -> list[Held]:
    """Return the stretches in order; of those that overlap the longest, then the leftmost."""
    chosen: list[Held] = []
    for held in sorted(found, key=lambda held: (held.start - held.end, held.start)):
        if all(held.end <= other.start or held.start >= other.end for other in chosen):
            chosen.append(held)
    return sorted(chosen, key=lambda held: held.start)
