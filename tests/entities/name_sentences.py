"""The sentences with unlisted names and the ordinary ones, what becomes of them, and which of them are held out."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from reader.entities.unlisted_names import unlisted
from reader.scripts.rendition import render
from reader.scripts.script import Script, Written

if TYPE_CHECKING:
    from collections.abc import Iterator

NAMES = "name_sentences.toml"
ORDINARY = "ordinary_sentences.toml"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of one of the two files."""

    number: int
    """Counted through the file from 1."""
    text: str
    names: tuple[tuple[str, str], ...]
    """The names in it, and how they are to be shown; none in an ordinary sentence."""
    pattern: str
    written: Written
    target: Script
    wording: bool

    @property
    def held_out(self) -> bool:
        """Whether it is for measuring only."""
        return self.number % 2 == 0

    def shown(self) -> str:
        """Return the sentence in its target, the unlisted names held out of the conversion."""
        held = unlisted(self.text, self.written, self.target, wording=self.wording)
        return render(self.text, self.written, self.target, held, wording=self.wording).text

    def shown_without(self) -> str:
        """Return the sentence in its target, converted as a whole."""
        return render(self.text, self.written, self.target, wording=self.wording).text

    def names_stand_in(self, shown: str) -> bool:
        """Whether all names are right in a conversion of the sentence."""
        return all(shown.count(right) >= self.text.count(name) for name, right in self.names)


@lru_cache(maxsize=2)
def sentences(file: str) -> tuple[Sentence, ...]:
    """Return the sentences of a file, in order."""
    return tuple(_read(file))


def _read(file: str) -> Iterator[Sentence]:
    number = 0
    for group in tomllib.loads(Path(__file__).with_name(file).read_text(encoding="utf-8"))["group"]:
        written, target = Written(group["written"]), Script(group["target"])
        for entry in group["sentences"]:
            number += 1
            text, names = (entry, "") if isinstance(entry, str) else entry
            pairs = tuple((name, right) for name, _, right in (pair.partition("=") for pair in names.split()))
            yield Sentence(number, text, pairs, group.get("pattern", ""), written, target, group.get("wording", False))
