"""OpenCC's configurations as they are used here: its own, with entries of ours before its dictionaries.

Where a configuration replaces words of a region, which changes lengths, OpenCC itself is made to tell where: the table
of words is given to it with marks around every value that does not answer to its key place by place, and the marks are
taken out of the result again. That table is the same for the text and for the marks, so the two cannot drift apart.
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
LAST = chr(LAST_MARK)
MARKED = re.compile(f"([{chr(FIRST_MARK)}-{chr(LAST_MARK - 1)}])([^{LAST}]*){LAST}")
MARKS = re.compile(f"[{chr(FIRST_MARK)}-{LAST}]")
NO_MARK = "\ue000"
"""Stands for marks that a text has itself: to OpenCC one private-use character is like the other."""

OWN: Mapping[str, str] = {"t2twp": "t2tw", "t2hkp": "t2hk"}
"""Configurations that OpenCC has none for, and those of its own that they are: with a table of words put first."""
WORDS: Mapping[str, str] = {
    "s2twp": "TWPhrases",
    "s2hkp": "HKPhrases",
    "tw2sp": "TWPhrasesRev",
    "hk2sp": "HKPhrasesRev",
    "t2twp": "TWPhrases",
    "t2hkp": "HKPhrases",
}
"""The configurations that replace words, and the table they take them from; all others keep every length."""
WORDS_FIRST = ("tw2sp", "hk2sp")
"""Those in which a step follows the words; in it the marks can stand in the way of a phrase."""

log = logging.getLogger(__name__)


@cache
def converter(configuration: str) -> Callable[[str], str]:
    """Return what converts by a configuration; it loads dictionaries, some of which take a while.

    The dictionaries with a risk of "tofu" are left out: they hold rare characters that common fonts lack.
    """
    return _loaded(configuration, _completed(configuration, words().get(WORDS.get(configuration, ""), {})))


def convert_marked(text: str, configuration: str) -> tuple[str, tuple[Block, ...]]:
    """Return a text converted by a configuration, and the stretches of it that were replaced as a whole, in order.

    Where they cannot be told, because OpenCC does what nobody foresaw, the whole text is one stretch.
    """
    if configuration not in WORDS:
        return converter(configuration)(text), ()
    convert = _marked_converter(configuration)
    raw = convert(text)
    if LAST not in raw and len(raw) == len(text):
        return raw, ()
    has_marks = MARKS.search(text) is not None
    found = _unmarked(convert(MARKS.sub(NO_MARK, text)) if has_marks else raw, len(text))
    if found is not None and not has_marks and configuration not in WORDS_FIRST:
        return found
    shown = _without_marks(text, raw, configuration)
    if found is not None and _lengths(found[0]) == _lengths(shown):
        return shown, found[1]
    log.warning("%s: the alignment of %d code points is not known", configuration, len(text))
    return shown, (Block(0, len(text), 0, len(shown)),)


def _without_marks(text: str, raw: str, configuration: str) -> str:
    """Return a text converted as if there were no marks; of several lines, those alone again that hold any.

    Args:
        text: the text.
        raw: what OpenCC made of it, with marks.
        configuration: the configuration.
    """
    lines, shown = text.split("\n"), raw.split("\n")
    if len(lines) == 1 or len(lines) != len(shown) or MARKS.search(text) is not None:
        return converter(configuration)(text)
    marked = [n for n, line in enumerate(shown) if LAST in line or len(line) != len(lines[n])]
    again = converter(configuration)("\n".join(lines[n] for n in marked)).split("\n")
    for n, line in zip(marked, again, strict=True):
        shown[n] = line
    return "\n".join(shown)


def _lengths(text: str) -> list[int]:
    """Return how long the lines of a text are: one that is too long does not make up for one that is too short."""
    return list(map(len, text.splitlines()))


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


@cache
def _marked_converter(configuration: str) -> Callable[[str], str]:
    entries = words()[WORDS[configuration]]
    marked = {key: _marked(key, value) if is_replaced(key, value) else value for key, value in entries.items()}
    return _loaded(configuration, _completed(configuration, marked))


def is_replaced(key: str, value: str) -> bool:
    """Return whether a word is replaced by another as a whole, its characters answering to nothing one by one.

    That is so where the other has another length, and where a character of it stands at another place in the word:
    the 打 of 打印機 does not answer to the 印 of 印表機. Elsewhere each answers to the one in its place (程序, 程式).
    """
    if len(key) != len(value):
        return True
    return any(one != other and other in key for one, other in zip(key, value, strict=True))


def _marked(key: str, value: str) -> str:
    return f"{chr(FIRST_MARK + len(key))}{value}{LAST}"


def _completed(configuration: str, entries: Mapping[str, str]) -> Any:
    """Return a configuration with the paths of its dictionaries, surnames kept, and entries in place of its words.

    Args:
        configuration: one of OpenCC's, or one of `OWN`.
        entries: the words it replaces, and what by; none when it replaces none.
    """
    folder, table = _dictionaries(), WORDS.get(configuration)

    def completed(part: Any) -> Any:
        if isinstance(part, list):
            return [completed(member) for member in part]
        if not isinstance(part, dict):
            return part
        if "file" not in part:
            return {key: completed(member) for key, member in part.items()}
        name = Path(part["file"]).stem
        if name == table:
            return {"type": "inline", "entries": entries}
        whole = {**part, "file": str(folder / part["file"])}
        if name != "STCharacters":
            return whole
        kept = {"type": "inline", "entries": dict(zip(KEPT_ALONE, KEPT_ALONE, strict=True))}
        return {"type": "group", "match_policy": "union", "dicts": [kept, whole]}  # of equal keys the first counts

    said = json.loads((folder / f"{OWN.get(configuration, configuration)}.json").read_text(encoding="utf-8"))
    if configuration in OWN:
        said["conversion_chain"][0]["dict"]["dicts"].insert(0, {"type": "ocd2", "file": f"{table}.ocd2"})
    return completed(said)


@lru_cache(maxsize=1)
def words() -> Mapping[str, Mapping[str, str]]:
    """Return the words of the regions by the names of OpenCC's tables, derived by `derive.py`."""
    data: Mapping[str, Any] = json.loads(Path(__file__).with_name("words.json").read_text(encoding="utf-8"))
    return {table: dict(zip(*entries, strict=True)) for table, entries in data["tables"].items()}


@lru_cache(maxsize=1)
def _dictionaries() -> Path:
    import opencc

    return Path(opencc.__file__).parent / "clib" / "share" / "opencc"


def _loaded(name: str, configuration: Any) -> Callable[[str], str]:
    import opencc  # loads dictionaries: only when something is to be converted

    with tempfile.TemporaryDirectory() as folder:  # OpenCC reads a configuration from a file, once
        own = Path(folder) / f"{name}.json"
        own.write_text(json.dumps(configuration), encoding="utf-8")
        return opencc.OpenCC(str(own), include_tofu_risk_dictionaries=False).convert
