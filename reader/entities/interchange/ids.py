"""The ids of entities that come from elsewhere: the same for the same entity whenever a file is read."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from reader.scripts.fold import fold

if TYPE_CHECKING:
    from collections.abc import Collection

OWN = "urn:x-reader:"
"""Before the id of an entity makes an address of it, for formats that want one."""
WIKIDATA = "http://www.wikidata.org/entity/"
LONGEST = 80
"""Characters of an id made from what a file gives, beyond which it is told by a hash."""
_ITEM = re.compile(r"(?:https?://(?:www\.|m\.)?wikidata\.org/(?:entity|wiki)/|wd:|[Ww]ikidata[:_-])?(Q[1-9]\d*)")
_SCHEME = re.compile(r"^[a-z][a-z0-9+.-]*:(?://)?")
_OTHER = re.compile(r"[^a-z0-9.]+")
_STOPS = re.compile(r"\.*-[.-]*|\.{2,}")


def id_of(source: str) -> str:
    """Return the id here of what a file knows by an id, a name or an address of its own; empty for none.

    What is an id here already stays as it is. Others may come to the same: `distinct_ids` tells them apart.
    """
    source = source.strip()
    if source.startswith(OWN):
        source = source.removeprefix(OWN)
    elif item := _ITEM.fullmatch(source):
        return f"wikidata-{item[1].lower()}"
    lowered = source.lower()
    plain = _SCHEME.sub("", lowered) if "://" in lowered or lowered.startswith("urn:") else lowered
    plain = plain.removeprefix("www.")
    made = _STOPS.sub("-", _OTHER.sub("-", plain)).strip("-.")
    if not source:
        return ""
    if not made:
        return f"id-{_hash(source)}"
    return made if len(made) <= LONGEST else f"{made[:LONGEST].strip('-.')}-{_hash(source)}"


def id_by_name(of_type: str, name: str) -> str:
    """Return the id of an entity of which a file gives no more than its name: the same for each spelling of it."""
    return f"named-{_hash(of_type, fold(name))}"


def distinct_ids(sources: Collection[str]) -> dict[str, str]:
    """Return the ids of what a file knows by other ids, whatever their order; no two are the same."""
    claims: dict[str, list[str]] = {}
    for source in sources:
        claims.setdefault(id_of(source), []).append(source)
    return {
        source: own if len(claimants) == 1 or source == own else f"{own}-{_hash(source)}"
        for own, claimants in claims.items()
        for source in claimants
    }


def address_of(own: str) -> str:
    """Return the address of an entity, by its id: that at Wikidata where it comes from there."""
    item = re.fullmatch(r"wikidata-(q[1-9]\d*)", own)
    return f"{WIKIDATA}{item[1].upper()}" if item else OWN + own


def _hash(*parts: str) -> str:
    joined = "\0".join(parts).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(joined, digest_size=5).hexdigest()
