"""Names that no entity list knows, held out of a conversion that would damage them.

They are told by what stands around them, or are well known. Only stretches with a character in which conversion errs
are looked at, and rather is such a name damaged than an ordinary sentence: 总裁于今天, 属于洋派, 其余凯旋 are none.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from reader.entities.forms import safe_form
from reader.entities.name_signs import DOUBTFUL_SURNAMES, characters_of, folded_signs, simplified_signs
from reader.entities.organization_names import character_of_a_company, named_words
from reader.entities.people_in_context import again, people, stands
from reader.entities.transliterated_names import DOTS, characters_to_keep
from reader.entities.well_known_names import FROM_SIMPLIFIED as FROM_SIMPLIFIED_NAMES
from reader.entities.well_known_names import FROM_TRADITIONAL as FROM_TRADITIONAL_NAMES
from reader.entities.well_known_names import form, well_known
from reader.scripts.conversion import configurations, convert
from reader.scripts.rendition import Held
from reader.scripts.script import Script, Written

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reader.entities.name_signs import Signs

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

# All characters stand in one class at the front, because that is looked for fastest.
FROM_SIMPLIFIED = re.compile(
    f"[{''.join(sorted({*DOTS, *DOUBTFUL_SURNAMES, *IN_GIVEN_NAMES, *IN_COMPANIES}))}](?:(?<=[{DOTS}])"
    f"|(?<=[{DOUBTFUL_SURNAMES}])(?=[{FOLLOWS}])"
    f"|(?<=[{IN_GIVEN_NAMES}])(?:(?<=[{SURNAMES}].)|(?<=[{SURNAMES}][{GIVEN}].))"
    f"|(?<=[{IN_COMPANIES}])(?=.{{0,2}}(?:集团|公司|科技|股份|证券|资本|银行|基金|控股|工业)))"
)
"""What may be part of a name that conversion from Simplified damages."""
FROM_TRADITIONAL = re.compile(
    "[乾徵汎]|於(?=..?.?(?:[說説表認指告先女教老博：）)，。、]|\\Z))|著(?=的?《|[，。、；）」』\\s表說説認指先女教報介：]|\\Z)"
)
"""What may be part of a name that conversion from Traditional damages."""
AUTHOR = re.compile("(?:^|[，。；：、》）（(」』由過讀\\s])([\u4e00-\u9fff]{2,4})\\Z")


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
    if written is not Written.MIXED and not configurations(written, target, wording=wording):
        return []
    found: list[Held] = []
    if target.traditional and written in (Written.HANS, Written.MIXED):
        found = _from_simplified(text, written, target)
    elif target is Script.HANS and (written.traditional or written is Written.MIXED):
        found = _from_traditional(text, written)
    if wording and target is not Script.ORIGINAL:
        traditional = written.traditional or (written is Written.MIXED and target is Script.HANS)
        for start, end in named_words(text, traditional=traditional):
            found.append(Held(start, end, convert(text[start:end], written, target)))
    return _apart(found) if len(found) > 1 else found


def _from_simplified(text: str, written: Written, target: Script) -> list[Held]:
    spots: list[tuple[int, bool]] = []
    found: list[Held] = []
    for hit in FROM_SIMPLIFIED.finditer(text):
        at = hit.start()
        character = text[at]
        if character in DOTS:
            found += (Held(n, n + 1, text[n]) for n in characters_to_keep(text, at))
        else:
            if character_of_a_company(text, at):
                found.append(Held(at, at + 1, name_form(character, target)))
            if character in DOUBTFUL_SURNAMES:
                spots.append((at, True))
            if character in IN_GIVEN_NAMES:
                spots.append((at, False))
    found += _well_known(text, FROM_SIMPLIFIED_NAMES, target, simplified_signs())
    return found + _people(text, spots, written, target)


def _from_traditional(text: str, written: Written) -> list[Held]:
    spots: list[tuple[int, bool]] = []
    found: list[Held] = []
    for hit in FROM_TRADITIONAL.finditer(text):
        at = hit.start()
        character = text[at]
        if character == "於":
            spots.append((at, True))
        else:
            spots.append((at, False))
            if character == "著" and written is not Written.HANT and _is_author(text, at):
                found.append(Held(at, at + 1, character))
    found += _well_known(text, FROM_TRADITIONAL_NAMES, Script.HANS, folded_signs())
    return found + _people(text, spots, written, Script.HANS)


def _people(text: str, spots: list[tuple[int, bool]], written: Written, target: Script) -> list[Held]:
    """Return the people at the spots, and where they are named again."""
    if not spots:
        return []
    simplified = written is Written.HANS
    signs = simplified_signs() if simplified else folded_signs()
    as_signed = text if simplified else signs.normal(text)
    places = people(as_signed, spots, signs)
    if not places:
        return []
    places += again(as_signed, places, signs)
    return [Held(start, end, name_form(text[start:end], target)) for start, end in places]


def _well_known(text: str, written: str, target: Script, signs: Signs) -> Iterable[Held]:
    for hit in well_known(written).finditer(text):
        start, end = hit.span()
        if stands(text if signs is simplified_signs() else signs.normal(text), start, end, signs):
            yield Held(start, end, form(hit[0], written, target))


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
