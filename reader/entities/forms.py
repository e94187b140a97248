"""The form of a name in a script: recorded, or derived without touching a character that may belong to a name.

A name is converted by who it is: 余华 never becomes 餘華. Where no form is recorded, only characters that the other
script never writes are replaced (凯 but not 余, 于, 里, 范, 郁, 征).
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from reader.scripts.characters import characters
from reader.scripts.conversion import configurations, convert
from reader.scripts.fold import fold
from reader.scripts.script import Script, Written

if TYPE_CHECKING:
    from reader.entities.entity import Entity

RECORDED = {
    Script.HANS: (Script.HANS,),
    Script.HANT: (Script.HANT, Script.TW, Script.HK),
    Script.TW: (Script.TW, Script.HANT),
    Script.HK: (Script.HK, Script.HANT),
}
"""The tags whose recorded form serves a script, the best first."""


def form_in(entity: Entity, text: str, written: Written, target: Script) -> str:
    """Return how a mention is shown in a script.

    Args:
        entity: whom it means.
        text: the mention as it stands in the document.
        written: how the text around it is written.
        target: the script to show it in.
    """
    if not _converts(written, target) or text.isascii():
        return text
    recorded = entity.recorded_forms.get(fold(text), {})
    for tag in RECORDED[target]:
        if tag in recorded:
            return recorded[tag] if tag == target else _in_region(recorded[tag], target)
    return safe_form(text, target)


@lru_cache(maxsize=4096)
def safe_form(text: str, target: Script) -> str:
    """Return a name in a script with only those characters replaced that the script never writes."""
    if target is Script.HANS:
        return _replace(text, characters().traditional_only, Written.HANT, Script.HANS)
    return _in_region(_replace(text, characters().simplified_only, Written.HANS, Script.HANT), target)


def _converts(written: Written, target: Script) -> bool:
    return target is not Script.ORIGINAL and (written is Written.MIXED or bool(configurations(written, target)))


def _replace(text: str, only: frozenset[str], written: Written, target: Script) -> str:
    return "".join(convert(character, written, target) if character in only else character for character in text)


def _in_region(text: str, target: Script) -> str:
    return convert(text, Written.HANT, target)
