"""Entity lists, matchers and mentions made from a few lines, and what a test wants to see of them."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from reader.entities.entity import UNDETERMINED, Entity, Name
from reader.entities.lists import EntityLists, load_lists
from reader.entities.matching import Matcher
from reader.entities.resolution import mentions
from reader.scripts.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable


def lists_of(*texts: str) -> EntityLists:
    """Return the entities of lists with these texts, the first the lowest layer."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{layer}.toml" for layer in range(len(texts))]
        for path, text in zip(paths, texts, strict=True):
            path.write_text(text, encoding="utf-8")
        return load_lists(paths)


def matcher_of(*texts: str) -> Matcher:
    """Return what finds the entities of lists, which must be right."""
    lists = lists_of(*texts)
    assert lists.problems == ()
    return Matcher(lists.entities)


def person(id: str, name: str, more: str = "") -> str:  # noqa: A002
    """Return an entry for a person with one canonical name, as a list states it."""
    tag = "en" if name.isascii() else "zh-Hans"
    return f'[[entity]]\nid = "{id}"\ntype = "person"\nnames = {{ {tag} = "{name}" }}\n{more}\n'


def entity(id: str, *names: str, short: Iterable[str] = (), case: bool = False) -> Entity:  # noqa: A002
    """Return an entity with full names and short forms."""
    full = tuple(Name({UNDETERMINED: name}, case=case) for name in names)
    shorts = tuple(Name({UNDETERMINED: name}, short=True, case=case) for name in short)
    return Entity(id, "person", full + shorts, {"zh-Hans": names[0]})


def spelt(text: str) -> str:
    """Return a stretch of text under the fold as a name is spelt, without line ends in it and without wide spaces."""
    text = re.sub(" *(?:\r\n|[\n\r\x85\u2028])", "\n", fold(text)).replace("  ", " ")
    text = re.sub(r"(?<=[!-\u2e7f])(?<!-)\n *(?=[!-\u2e7f])", " ", text)
    return re.sub("(?<=-)\n *|\n", "", text)


def found(text: str, matcher: Matcher) -> list[tuple[str, str]]:
    """Return the mentions in a text: what stands there and whom it means."""
    return [(text[mention.start : mention.end], mention.entity) for mention in mentions(text, matcher)]


def found_texts(text: str, matcher: Matcher) -> list[str]:
    """Return the mentions in a text as they stand there."""
    return [spelt for spelt, _ in found(text, matcher)]
