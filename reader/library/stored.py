"""What the database of the reading state holds as text, and back.

A database may hold anything, after a fault or another hand: what is not as it should be is as good as not there.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeGuard

from reader.documents.anchoring import Selector
from reader.documents.naming import STANDARD_INPUT
from reader.library.history import Chosen, Jump
from reader.scripts.script import Script, Written
from reader.scripts.target import Target

if TYPE_CHECKING:
    from collections.abc import Sequence

STANDARD, WORDING = "standard", "wording"
"""What stands behind a script's tag: the standard's glyphs were asked for by name, the words of the region too."""

Numbers = Callable[[str], int | None]
"""Returns the number of the document with a path, as `stored_path` returns it; None where there is none."""

log = logging.getLogger(__name__)


def stored_path(document: str) -> str:
    """Return an absolute path as SQLite can hold it, also where its bytes are no text."""
    return stored_text(document if document == STANDARD_INPUT else str(Path(document).absolute()))


def numbers_of(documents: Sequence[str]) -> Numbers:
    """Return how to tell the numbers of some documents."""
    return {stored_path(document): number for number, document in enumerate(documents)}.get


def stored_text(text: str) -> str:
    """Return a text as SQLite can hold it."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def stored_library(sources: Sequence[str]) -> str:
    """Return what the library of some files and folders is known by, in whatever order they are given."""
    return "\n".join(sorted(map(stored_path, sources)))


def loaded(written: object) -> Any:
    """Return what stands there as JSON; None where it is none."""
    try:
        return json.loads(written) if isinstance(written, str) else None
    except (ValueError, RecursionError) as error:
        log.warning("state: %s", error)
        return None


def is_offset(value: object) -> TypeGuard[int]:
    """Return whether something is a number of code points."""
    return type(value) is int and value >= 0


def is_number(value: object) -> TypeGuard[float]:
    """Return whether something is a number, whole or not."""
    return type(value) in (int, float)


def write_selector(selector: Selector | None) -> str | None:
    """Return a selector as text."""
    return json.dumps(_selector_parts(selector)) if selector is not None else None


def read_selector(written: object) -> Selector | None:
    """Return the selector in a text."""
    return _selector(loaded(written))


def _selector_parts(selector: Selector) -> list[str]:
    return [selector.exact, selector.prefix, selector.suffix]


def _selector(parts: object) -> Selector | None:
    if not isinstance(parts, list) or len(parts) != 3 or not all(isinstance(part, str) for part in parts):
        return None
    return Selector(*parts)


def write_target(target: Target | None) -> str | None:
    """Return a script to read in as text: its tag, and behind it what goes with it."""
    if target is None:
        return None
    standard = target.script is Script.HANT and not target.any_region
    return " ".join([target.script, *([STANDARD] if standard else []), *([WORDING] if target.wording else [])])


def read_target(written: object) -> Target | None:
    """Return the script to read in that a text names; `zh-Hant` alone is Traditional of any region."""
    script, *more = written.split() if isinstance(written, str) and written.strip() else [""]
    if script not in list(Script) or not {STANDARD, WORDING}.issuperset(more):
        return None
    return Target(Script(script), WORDING in more, any_region=script == Script.HANT and STANDARD not in more)


def read_written(written: object) -> Written | None:
    """Return how a document is written, in a reader's own word, as a text names it."""
    return Written(written) if isinstance(written, str) and written in list(Written) else None


def write_chosen(chosen: Chosen | None) -> str | None:
    """Return what is followed as text."""
    return json.dumps(_chosen_parts(chosen)) if chosen is not None else None


def read_chosen(written: object) -> Chosen | None:
    """Return what is followed, as a text names it."""
    return _chosen(loaded(written))


def write_jumps(jumps: Sequence[Jump]) -> list[dict[str, object]]:
    """Return jumps as JSON holds them."""
    return [
        {
            "document": stored_path(jump.document),
            "digest": jump.digest,
            "anchor": jump.anchor,
            "chosen": _chosen_parts(jump.chosen) if jump.chosen is not None else None,
            "start": jump.start,
            "end": jump.end,
            "selector": _selector_parts(jump.selector) if jump.selector is not None else None,
            "length": jump.length,
        }
        for jump in jumps
    ]


def read_jumps(parts: object) -> tuple[Jump, ...]:
    """Return the jumps that JSON holds, those left out that are none."""
    return tuple(jump for part in (parts if isinstance(parts, list) else ()) if (jump := _jump(part)) is not None)


def _chosen_parts(chosen: Chosen) -> dict[str, object]:
    return {"entity": chosen.entity, "query": chosen.query, "regex": chosen.regex}


def _chosen(parts: object) -> Chosen | None:
    match parts:
        case {"entity": str(entity)}:
            return Chosen(entity)
        case {"query": str(query), "regex": bool(regex)} if query:
            return Chosen(None, query, regex)
        case _:
            return None


def _jump(parts: object) -> Jump | None:
    match parts:
        case {
            "document": str(document),
            "digest": digest,
            "anchor": anchor,
            "chosen": chosen,
            "start": start,
            "end": end,
            **more,
        }:
            known = digest if isinstance(digest, str) else None
            first, last = (start, end) if is_offset(start) and is_offset(end) else (None, None)
            if not is_offset(anchor):
                return None
            length = more.get("length")  # jumps of earlier versions have neither this nor a selector
            length = length if is_offset(length) else None
            selector = _selector(more.get("selector"))
            return Jump(document, known, anchor, _chosen(chosen), first, last, selector, length)
        case _:
            return None
