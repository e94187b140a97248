"""The `[[distinct]]` and `[[mention]]` tables of a list: who are never the same, and what a text means somewhere."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from reader.documents.naming import STANDARD_INPUT
from reader.documents.sanitising import harmless
from reader.entities.decisions import Anchor, MentionDecision
from reader.entities.entries import ID, WrongFieldError, unknown_field
from reader.language import _
from reader.scripts.fold import fold

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

DISTINCT_KEYS = ("entities",)
MENTION_KEYS = ("text", "entity", "ignore", "document", "digest", "prefix", "suffix", "start")
PLACE_KEYS = ("prefix", "suffix", "start")
LONGEST = 200
"""Code points of a text that means somebody, and of what stands before and behind it, at most."""
MOST_DISTINCT = 20
"""Entities in one `[[distinct]]` table at most: each pair of them is kept, and lists come from anywhere."""
DIGEST = re.compile("[0-9a-f]{8,128}")


def distinct_of(table: object) -> frozenset[str]:
    """Return the ids of entities of which a `[[distinct]]` table says that no two are the same.

    Raises:
        WrongFieldError: a field is not right.
    """
    fields = _known(table, DISTINCT_KEYS, "[[distinct]]")
    ids = fields.get("entities")
    if not isinstance(ids, list) or not all(isinstance(own, str) and ID.fullmatch(own) for own in ids):
        raise WrongFieldError("entities", _("write a list: {example}").format(example='["…", "…"]'))
    if len(set(ids)) < 2:
        raise WrongFieldError("entities", _("give the ids of at least two entities"))
    if len(set(ids)) > MOST_DISTINCT:
        message = _("give the ids of at most {count} entities, and the others in more tables")
        raise WrongFieldError("entities", message.format(count=MOST_DISTINCT))
    return frozenset(ids)


def mention_of(table: object, folder: Path) -> MentionDecision:
    """Return what a `[[mention]]` table says of a text.

    Args:
        table: the table.
        folder: where the list is, which the paths of documents may start from.

    Raises:
        WrongFieldError: a field is not right.
    """
    fields = _known(table, MENTION_KEYS, "[[mention]]")
    text = fields.get("text")
    if not isinstance(text, str) or not is_text(text):
        message = _("write text of at most {count} characters, without control characters or outer spaces")
        raise WrongFieldError("text", message.format(count=LONGEST))
    entity, ignore = fields.get("entity"), fields.get("ignore", False)
    if entity is not None and not (isinstance(entity, str) and ID.fullmatch(entity)):
        raise WrongFieldError("entity", _("write the id of an entity"))
    if not isinstance(ignore, bool):
        raise WrongFieldError("ignore", _("write true or false"))
    if ignore is (entity is not None):
        raise WrongFieldError("", _("say either whom it means, by entity, or ignore = true"))
    digest = fields.get("digest")
    if digest is not None and not (isinstance(digest, str) and DIGEST.fullmatch(digest)):
        raise WrongFieldError("digest", _("write a digest in hexadecimal digits"))
    document = _document(fields, folder)
    anchor = _anchor(fields)
    if anchor is not None and document is None and digest is None:
        raise WrongFieldError("document", _("say in which document the place is"))
    return MentionDecision(text, entity, document, digest, anchor)


def is_text(text: str) -> bool:
    """Return whether a text may be said to mean somebody: as it stands in a document, line ends in it included."""
    line = " ".join(text.split())
    return 0 < len(text) <= LONGEST and bool(fold(line)) and text == text.strip() and harmless(line) == line


def _known(table: object, keys: tuple[str, ...], header: str) -> Mapping[str, Any]:
    if not isinstance(table, dict):
        raise WrongFieldError("", _("write each entry under {header}").format(header=header))
    for key in table:
        if key not in keys:
            raise WrongFieldError(key, unknown_field(keys))
    return table


def _document(fields: Mapping[str, Any], folder: Path) -> str | None:
    document = fields.get("document")
    if document is None or document == STANDARD_INPUT:
        return document
    if not isinstance(document, str) or not document or "\0" in document:
        raise WrongFieldError("document", _("write the path of a document"))
    return str((folder / document).absolute())


def _anchor(fields: Mapping[str, Any]) -> Anchor | None:
    if not any(key in fields for key in PLACE_KEYS):
        return None
    prefix, suffix, start = fields.get("prefix", ""), fields.get("suffix", ""), fields.get("start", 0)
    for key, text in (("prefix", prefix), ("suffix", suffix)):
        if not isinstance(text, str) or len(text) > LONGEST:
            raise WrongFieldError(key, _("write text of at most {count} characters").format(count=LONGEST))
    if not isinstance(start, int) or isinstance(start, bool) or start < 0:
        raise WrongFieldError("start", _("write a whole number that is not negative"))
    return Anchor(prefix, suffix, start)
