"""The language tags of other programs (BCP 47, and those of Wikimedia) and the tags of names here."""

from __future__ import annotations

import re
from functools import lru_cache

from reader.entities.entity import LATIN, UNDETERMINED
from reader.scripts.detection import evidence
from reader.scripts.script import Script, Written
from reader.scripts.untouched import HAN

CHINESE = frozenset(
    ("zh", "cdo", "cjy", "cmn", "cpx", "czh", "czo", "gan", "hak", "hsn", "lzh", "mnp", "nan", "wuu", "yue")
)
"""The primary subtags of Chinese (ISO 639-3, macrolanguage zho)."""
ANY_LANGUAGE = frozenset(("", "mul", "mis", "und", "zxx"))
"""What stands for no language in particular; `mul` is Wikidata's for a name that is the same in most."""
_BY_SUBTAG = {
    **dict.fromkeys(("hans", "cn", "sg", "my"), Script.HANS),
    "hant": Script.HANT,
    "tw": Script.TW,
    **dict.fromkeys(("hk", "mo"), Script.HK),
}
_HAN = re.compile(HAN)
_LATIN_LETTER = re.compile(r"[A-Za-zÀ-ɏḀ-ỿ]")


@lru_cache(maxsize=1024)
def tag_of(language: str) -> str | None:
    """Return the tag of names in a language: of a script, of Latin letters, or `und` where it does not say.

    None where names in that language are not known here.
    """
    primary, *rest = re.split("[-_]", language.strip().lower())
    if primary == LATIN:
        return LATIN
    if primary in ANY_LANGUAGE or "latn" in rest:
        return UNDETERMINED
    if primary not in CHINESE:
        return None
    # A region says more than the script: zh-Hant-TW is of Taiwan.
    found = [_BY_SUBTAG[subtag] for subtag in rest if subtag in _BY_SUBTAG]
    return found[-1] if found else UNDETERMINED


def likely_tag(text: str) -> str:
    """Return the tag to show a name under of which no script is stated."""
    if not has_han(text):
        return LATIN if _LATIN_LETTER.search(text) else Script.HANS
    return Script.HANT if evidence(text).written is Written.HANT else Script.HANS


def has_han(text: str) -> bool:
    """Return whether Chinese characters are in a text."""
    return _HAN.search(text) is not None
