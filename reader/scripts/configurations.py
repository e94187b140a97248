"""OpenCC's configurations as they are used here: its own, with entries of ours before its dictionaries.

Where a configuration replaces words of a region, which changes lengths, OpenCC itself is made to tell where: the table
of words is given to it with marks around every value of another length, and the marks are taken out of the result
again. That table is the same for the text and for the marks, so the two cannot drift apart.
"""

from __future__ import annotations

import json
import logging
import re
import tempfile
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader.scripts.alignment import Block

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

KEPT_ALONE = "余郁范岩游岳朴采"
"""Surnames that OpenCC takes for words (余华 to 餘華): kept where no phrase says otherwise (余额 to 餘額)."""

FIRST_MARK, LAST_MARK = 0xF0000, 0xF8000
"""Private-use code points: before a value the first one plus the length of what it replaces, behind it the last."""
MARKED = re.compile(f"([{chr(FIRST_MARK)}-{chr(LAST_MARK - 1)}])([^{chr(LAST_MARK)}]*){chr(LAST_MARK)}")
MARKS = re.compile(f"[{chr(FIRST_MARK)}-{chr(LAST_MARK)}]")

Part = dict[str, Any]
"""A part of a configuration, as its JSON says."""

OWN: Mapping[str, tuple[str, str]] = {"t2twp": ("t2tw", "TWPhrases"), "t2hkp": ("t2hk", "HKPhrases")}
"""Configurations that OpenCC has none for: one of its own, and the table of words that comes first in it."""
WORDS: Mapping[str, str] = {
    "s2twp": "TWPhrases",
    "s2hkp": "HKPhrases",
    "tw2sp": "TWPhrasesRev",
    "hk2sp": "HKPhrasesRev",
    "t2twp": "TWPhrases",
    "t2hkp": "HKPhrases",
}
"""The configurations that replace words, and the table they take them from; all others keep every length."""

log = logging.getLogger(__name__)


@cache
def converter(configuration: str) -> Callable[[str], str]:
    """Return what converts by a configuration; it loads dictionaries, some of which take a while.

    The dictionaries with a risk of "tofu" are left out: they hold rare characters that common fonts lack.
    """
    if configuration in WORDS:
        return _loaded(configuration, _with_words(_known(configuration), configuration, marked=False))
    return _loaded(configuration, _known(configuration))


def convert_marked(text: str, configuration: str) -> tuple[str, tuple[Block, ...]]:
    """Return a text converted by a configuration, and the stretches of it whose length has changed, in order.

    Where they cannot be told, because the text itself holds marks or OpenCC does what nobody foresaw, the whole text
    is one stretch.
    """
    if configuration not in WORDS:
        return converter(configuration)(text), ()
    if MARKS.search(text) is None:
        raw = _marked_converter(configuration)(text)
        if MARKS.search(raw) is None and len(raw) == len(text):  # nothing has changed its length
            return (raw if _marks_text(configuration) else converter(configuration)(text)), ()
        found = _unmarked(raw, len(text))
        if found is not None:
            shown, blocks = found
            if not _marks_text(configuration):
                whole = converter(configuration)(text)
                shown, is_sure = whole, len(whole) == len(shown)
            else:
                is_sure = True
            if is_sure:
                return shown, blocks
    shown = converter(configuration)(text)
    if len(shown) == len(text):
        return shown, ()
    log.warning("%s: the alignment of a paragraph of %d code points is not known", configuration, len(text))
    return shown, (Block(0, len(text), 0, len(shown)),)


def _unmarked(raw: str, length: int) -> tuple[str, tuple[Block, ...]] | None:
    """Return a text without its marks, and the stretches that they were around; None when they do not add up.

    Args:
        raw: what OpenCC made, with marks.
        length: the code points of what it was made from.
    """
    parts: list[str] = []
    blocks: list[Block] = []
    source = rendition = done = 0
    for found in MARKED.finditer(raw):
        before, value = found.start() - done, found[2]
        source, rendition = source + before, rendition + before
        replaced = ord(found[1]) - FIRST_MARK
        blocks.append(Block(source, source + replaced, rendition, rendition + len(value)))
        parts += (raw[done : found.start()], value)
        source, rendition, done = source + replaced, rendition + len(value), found.end()
    parts.append(raw[done:])
    shown = "".join(parts)
    if source + len(raw) - done != length or MARKS.search(shown) is not None:
        return None
    return shown, tuple(blocks)


def _marks_text(configuration: str) -> bool:
    """Whether the words come last in a configuration, so that what is marked is the text itself.

    Otherwise only the steps up to the words are marked; those behind them keep every length.
    """
    return not WORDS[configuration].endswith("Rev")


@cache
def _marked_converter(configuration: str) -> Callable[[str], str]:
    marked = _with_words(_known(configuration), configuration, marked=True)
    if not _marks_text(configuration):
        marked["conversion_chain"] = marked["conversion_chain"][:1]
    return _loaded(configuration, marked)


def _known(configuration: str) -> Part:
    """Return a configuration of OpenCC or of ours, its dictionaries by their absolute paths, surnames kept."""
    name, words = OWN.get(configuration, (configuration, ""))
    path = _dictionaries() / f"{name}.json"
    known: Part = _completed(json.loads(path.read_text(encoding="utf-8")))
    if words:
        known["conversion_chain"][0]["dict"]["dicts"].insert(0, _dictionary(words))
    return known


def _completed(part: Any) -> Any:
    if isinstance(part, list):
        return [_completed(member) for member in part]
    if not isinstance(part, dict):
        return part
    members = {key: _completed(member) for key, member in part.items()}
    if "file" in members:
        members["file"] = str(_dictionaries() / members["file"])
    for number, member in enumerate(members.get("dicts", ())):
        if _is_dictionary(member, "STCharacters"):
            kept = {"type": "inline", "entries": dict(zip(KEPT_ALONE, KEPT_ALONE, strict=True))}
            members["dicts"].insert(number, kept)
            break
    return members


def _with_words(known: Part, configuration: str, *, marked: bool) -> Part:
    """Return a configuration with the table of words that comes with the app in place of OpenCC's."""
    table = WORDS[configuration]
    entries = words()[table]
    if marked:
        entries = {key: _marked(key, value) if len(key) != len(value) else value for key, value in entries.items()}

    def changed(part: Any) -> Any:
        if isinstance(part, list):
            return [changed(member) for member in part]
        if _is_dictionary(part, table):
            return {"type": "inline", "entries": entries}
        return {key: changed(member) for key, member in part.items()} if isinstance(part, dict) else part

    made: Part = changed(known)
    return made


def _marked(key: str, value: str) -> str:
    return f"{chr(FIRST_MARK + len(key))}{value}{chr(LAST_MARK)}"


def _is_dictionary(part: Any, name: str) -> bool:
    return isinstance(part, dict) and Path(str(part.get("file", ""))).name == f"{name}.ocd2"


def _dictionary(name: str) -> Part:
    return {"type": "ocd2", "file": str(_dictionaries() / f"{name}.ocd2")}


@lru_cache(maxsize=1)
def words() -> Mapping[str, Mapping[str, str]]:
    """Return the words of the regions by the names of OpenCC's tables, derived by `derive.py`."""
    data: Mapping[str, Any] = json.loads(Path(__file__).with_name("words.json").read_text(encoding="utf-8"))
    return {table: dict(zip(*entries, strict=True)) for table, entries in data["tables"].items()}


@lru_cache(maxsize=1)
def _dictionaries() -> Path:
    import opencc

    return Path(opencc.__file__).parent / "clib" / "share" / "opencc"


def _loaded(name: str, configuration: Part) -> Callable[[str], str]:
    import opencc  # loads dictionaries: only when something is to be converted

    with tempfile.TemporaryDirectory() as folder:  # OpenCC reads a configuration from a file, once
        own = Path(folder) / f"{name}.json"
        own.write_text(json.dumps(configuration), encoding="utf-8")
        return opencc.OpenCC(str(own), include_tofu_risk_dictionaries=False).convert
