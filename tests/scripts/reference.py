"""What OpenCC does, done again slowly and plainly, to hold the text and the alignment of the real thing against.

It reads the configurations and the dictionaries of the installed OpenCC and shares no code with `reader.scripts` but
the reading of a dictionary. Only one table of a configuration replaces words as a whole, so a stretch that is replaced
in one step stands as it is in the others.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import opencc

from reader.scripts.derive import table

FOLDER = Path(opencc.__file__).parent / "clib" / "share" / "opencc"
OF_TWO, OF_THREE, OF_ONE = "⿰⿱⿴⿵⿶⿷⿸⿹⿺⿻⿼⿽", "⿲⿳", "⿾⿿"
"""The signs that describe a character by two, three or one others: what they describe is never converted."""
MOST_NESTED, MOST_DESCRIBED = 16, 64
OURS: Mapping[str, tuple[str, str]] = {"t2twp": ("t2tw", "TWPhrases"), "t2hkp": ("t2hk", "HKPhrases")}
"""The configurations that OpenCC does not have: one that it has, and the table put before its tables."""
WORD_TABLES = ("TWPhrases", "TWPhrasesRev", "HKPhrases", "HKPhrasesRev")
"""Tables of the words of regions."""

Stretch = tuple[int, int, int, int]
"""Where something stands in the source and in the rendition: start and end of either, in code points."""
Match = Callable[[str, int], tuple[int, str] | None]
"""Finds what a text holds at an offset: how many code points, and what they become."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text and what became of it."""

    taken: str
    given: str


@dataclass(frozen=True)
class Reference:
    """A configuration, as its file says."""

    normalization: tuple[Match, ...]
    segmentation: Match | None
    chain: tuple[Match, ...]
    words: Mapping[str, str]
    """The words of a region that it replaces."""

    def convert(self, text: str) -> tuple[str, tuple[Stretch, ...]]:
        """Return a text converted, and every stretch that was replaced as a whole: source and rendition offsets.

        Raises:
            ValueError: when a stretch is replaced in more than one step.
        """
        for match in self.normalization:
            text = "".join(piece.given for piece in pieces(text, match))
        parts: list[str] = []
        blocks: list[Stretch] = []
        source = rendition = 0
        for segment in self._segments(text):
            shown, within = segment, list[Stretch]()
            for match in self.chain:
                steps = list(pieces(shown, match))
                found = list(_replaced(steps, self.words))
                if found and within:
                    raise ValueError(f"{segment} is replaced twice")
                shown, within = "".join(piece.given for piece in steps), found or within
            blocks += ((source + a, source + b, rendition + c, rendition + d) for a, b, c, d in within)
            parts.append(shown)
            source, rendition = source + len(segment), rendition + len(shown)
        return "".join(parts), tuple(blocks)

    def _segments(self, text: str) -> Iterator[str]:
        """Yield the words of the segmentation, and what stands between two of them in one."""
        if self.segmentation is None:
            yield text
            return
        between, at = 0, 0
        while at < len(text):
            matched = self.segmentation(text, at)
            if matched is None:
                at += described(text, at) or 1
                continue
            if at > between:
                yield text[between:at]
            yield text[at : at + matched[0]]
            at = between = at + matched[0]
        if at > between:
            yield text[between:]


def pieces(text: str, match: Match) -> Iterator[Piece]:
    """Yield what a step makes of a text, from left to right."""
    at = 0
    while at < len(text):
        matched = match(text, at)
        taken, given = matched or (length := described(text, at) or 1, text[at : at + length])
        yield Piece(text[at : at + taken], given)
        at += taken


def _replaced(steps: list[Piece], words: Mapping[str, str]) -> Iterator[Stretch]:
    source = rendition = 0
    for piece in steps:
        ends = source + len(piece.taken), rendition + len(piece.given)
        is_word = words.get(piece.taken) == piece.given
        if len(piece.taken) != len(piece.given) or (is_word and _moves(piece.taken, piece.given)):
            yield source, ends[0], rendition, ends[1]
        source, rendition = ends


def _moves(word: str, other: str) -> bool:
    """Return whether a character of a word has gone to another place of another word of the same length."""
    return any(
        word[there] == other[here] and word[here] != other[here]
        for here in range(len(word))
        for there in range(len(word))
    )


def described(text: str, at: int) -> int:
    """Return the length of the description of a character that stands at an offset; 0 when none does."""
    if text[at] not in OF_ONE + OF_TWO + OF_THREE:
        return 0
    end = _described(text, at, MOST_NESTED, at + MOST_DESCRIBED)
    return 0 if end is None else end - at


def _described(text: str, at: int, depth: int, limit: int) -> int | None:
    if at >= len(text) or depth == 0 or at >= limit:
        return None
    parts = 3 if text[at] in OF_THREE else 2 if text[at] in OF_TWO else int(text[at] in OF_ONE)
    end: int | None = at + 1
    for _ in range(parts):
        if (end := _described(text, end or 0, depth - 1, limit)) is None:
            return None
    return end


@cache
def dictionary(name: str) -> Mapping[str, str]:
    """Return the first candidates of one of OpenCC's dictionaries."""
    return {key: values[0] for key, values in table(name)}


@cache
def reference(configuration: str, *, kept: str = "", tofu: bool = False) -> Reference:
    """Return a configuration by its name.

    Args:
        configuration: one of OpenCC's, or one of `OURS`.
        kept: characters that stay as they are where no phrase says otherwise.
        tofu: use the dictionaries of characters that few fonts have too.
    """

    def entries(part: Any) -> Mapping[str, str]:
        name = Path(part["file"]).stem
        own = kept if name == "STCharacters" else ""
        return {**dictionary(name), **dict(zip(own, own, strict=True))}

    def match(part: Any) -> Match:
        if part["type"] != "group":
            return _in_one(entries(part))
        members = [match(member) for member in part["dicts"] if tofu or not member.get("may_output_tofu")]
        return (_first if part["match_policy"] == "short_circuit" else _longest)(members)

    name, first = OURS.get(configuration, (configuration, ""))
    said = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    if first:
        said["conversion_chain"][0]["dict"]["dicts"].insert(0, {"type": "ocd2", "file": f"{first}.ocd2"})
    words = next((dictionary(table) for table in WORD_TABLES if f"{table}.ocd2" in json.dumps(said)), {})
    return Reference(
        tuple(match(step["dict"]) for step in said["normalization"]),
        match(said["segmentation"]["dict"]) if "segmentation" in said else None,
        tuple(match(step["dict"]) for step in said["conversion_chain"]),
        words,
    )


def _in_one(entries: Mapping[str, str]) -> Match:
    """Return what finds the longest key of a dictionary."""
    longest: dict[str, int] = {}
    for key in entries:
        longest[key[0]] = max(len(key), longest.get(key[0], 0))

    def find(text: str, at: int) -> tuple[int, str] | None:
        for length in range(min(longest.get(text[at], 0), len(text) - at), 0, -1):
            if (value := entries.get(text[at : at + length])) is not None:
                return length, value
        return None

    return find


def _first(members: list[Match]) -> Match:
    """Return what asks the dictionaries of a group one after another until one has an answer."""

    def find(text: str, at: int) -> tuple[int, str] | None:
        return next((found for member in members if (found := member(text, at)) is not None), None)

    return find


def _longest(members: list[Match]) -> Match:
    """Return what asks all dictionaries of a group for the longest key; of equal ones the first counts."""

    def find(text: str, at: int) -> tuple[int, str] | None:
        found = [one for member in members if (one := member(text, at)) is not None]
        return max(found, key=lambda one: one[0]) if found else None

    return find
