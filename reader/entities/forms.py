"""The form of a name in a script: recorded, or derived without touching a character that may belong to a name.

A name is converted by who it is: 余华 never becomes 餘華. Where no form is recorded for a person, characters that
stay in some words and change in others (余, 于, 里, 范, 郁, 征) are left as they are; other names (云南大学) are words
enough for OpenCC to convert them alone, out of reach of what stands around them.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from reader.entities.entity import FALLBACKS, LATIN
from reader.scripts.characters import characters
from reader.scripts.conversion import configurations, convert
from reader.scripts.fold import fold
from reader.scripts.script import SERVED_BY, Script, Written

if TYPE_CHECKING:
    from reader.entities.entity import Entity

PERSON = "person"


def form_in(entity: Entity, text: str, written: Written, target: Script) -> str:
    """Return how a mention is shown in a script.

    Args:
        entity: whom it means.
        text: the mention as it stands in the document.
        written: how the text around it is written.
        target: the script to show it in.
    """
    asked = text, written, target
    if (known := entity.shown.get(asked)) is None:
        known = entity.shown[asked] = _form_in(entity, text, written, target)
    return known


def name_in(entity: Entity, script: Script) -> str:
    """Return what an entity is called beside text in a script: as recorded, else derived from another script's form."""
    tag = next((tag for tag in FALLBACKS[script] if tag in entity.called), None)
    name = entity.name_in(script)
    if tag is None or tag in (script, LATIN) or name.isascii():
        return name
    if tag in SERVED_BY[script]:
        return _in_region(name, script)
    if entity.type == PERSON:
        return safe_form(name, script)
    return convert(name, Written.HANT if script is Script.HANS else Written.HANS, script)


def _form_in(entity: Entity, text: str, written: Written, target: Script) -> str:
    if not _converts(written, target) or text.isascii():
        return text
    recorded = entity.recorded_forms.get(fold(text), {})
    for tag in SERVED_BY[target]:
        if tag in recorded:
            return recorded[tag] if tag == target else _in_region(recorded[tag], target)
    if entity.type != PERSON:
        return convert(text, written, target)
    return safe_form(text, target)


@lru_cache(maxsize=4096)
def safe_form(text: str, target: Script) -> str:
    """Return a name in a script, each character by itself, those that words decide about left as they are."""
    if target is Script.HANS:
        return _by_character(text, Written.HANT, Script.HANS)
    return _in_region(_by_character(text, Written.HANS, Script.HANT), target)


def _converts(written: Written, target: Script) -> bool:
    return target is not Script.ORIGINAL and (written is Written.MIXED or bool(configurations(written, target)))


def _by_character(text: str, written: Written, target: Script) -> str:
    choices = characters().choices
    return "".join(character if character in choices else convert(character, written, target) for character in text)


def _in_region(text: str, target: Script) -> str:
    return convert(text, Written.HANT, target)
