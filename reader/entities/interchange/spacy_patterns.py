"""Patterns of spaCy's EntityRuler: JSON Lines with `label`, `pattern` and `id`.

A pattern is a text, or a list of tokens. Tokens are read where each says no more than its text (`ORTH`, `TEXT`, or
`LOWER` for any case); what asks for anything else is no name.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING

from reader.documents.sanitising import harmless_json
from reader.entities.interchange.entity_types import label_of
from reader.entities.interchange.gathering import Gathering
from reader.entities.interchange.language_tags import has_han
from reader.entities.interchange.losses import Losses
from reader.entities.interchange.records import Exported, Label, Record
from reader.entities.interchange.tables import text_of
from reader.language import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.entities.entity import Entity
    from reader.entities.interchange.records import Imported

NAME = "spacy"
EXACT, ANY_CASE = ("ORTH", "TEXT"), "LOWER"


def read(data: bytes, file: str, of_type: str | None) -> Imported:
    """Return the entities of a file of patterns.

    Raises:
        UnreadableFileError: it is no UTF-8 text.
    """
    gathering = Gathering(file, of_type)
    for number, line in enumerate(text_of(data).split("\n"), start=1):
        if not line.strip():
            continue
        place = _("line {number}").format(number=number)
        try:
            pattern = json.loads(line)
        except (ValueError, RecursionError):
            gathering.tell(place, "", _("not JSON"))
            continue
        if isinstance(pattern, dict):
            _add(gathering, place, pattern)
        else:
            gathering.tell(place, "", _("not a pattern"))
    return gathering.done()


def _add(gathering: Gathering, place: str, pattern: dict[str, object]) -> None:
    label, own = pattern.get("label", ""), pattern.get("id", "")
    if not isinstance(label, str) or not isinstance(own, str):
        gathering.tell(place, "", _("not a pattern"))
        return
    named = _label(pattern.get("pattern"))
    if named is None:
        gathering.tell(place, "pattern", _("no name: read are texts, and tokens with no more than ORTH, TEXT or LOWER"))
        return
    gathering.add(Record(f"{place} ({own})" if own else place, own, label, (named,)))


def _label(pattern: object) -> Label | None:
    if isinstance(pattern, str):
        return Label(pattern)
    if not isinstance(pattern, list) or not pattern:
        return None
    text, any_case = "", False
    for token in pattern:
        if not isinstance(token, dict) or len(token) != 1:
            return None
        ((key, value),) = token.items()
        if key not in (*EXACT, ANY_CASE) or not isinstance(value, str) or not value:
            return None
        any_case = any_case or key == ANY_CASE
        # Tokens of Chinese stand side by side.
        text += f" {value}" if text and not (has_han(text[-1]) and has_han(value[0])) else value
    return Label(text, case=False) if any_case else Label(text)


def write(entities: Sequence[Entity]) -> Exported:
    """Return entities as patterns, one a line; each name is a text, which spaCy finds in the very case it has."""
    losses = Losses(NAME, holds_shown=False)
    lines: list[str] = []
    left = Counter[str]()
    for entity in entities:
        texts = dict.fromkeys(text for _name, _tag, text in losses.names_of(entity))
        if not texts:
            losses.tell(entity, "", _("left out, as no name of it can be written"))
        for text in texts:
            pattern = {"label": label_of(entity.type), "pattern": text, "id": entity.id}
            lines.append(harmless_json(json.dumps(pattern, ensure_ascii=False)) + "\n")
        if entity.description:
            left["description"] += 1
    losses.tell_counts(left)
    return Exported("".join(lines).encode("utf-8"), tuple(losses.problems))
