"""The signs of a person's name that no list knows: surnames, characters of given names, and the words around them.

`name_signs.json` holds them, in Simplified characters; for other texts both sides are folded before they are compared.
It says under

- `surnames`, `given`: the surnames, and the characters that given names are often made of; those that are mostly
  particles, verbs or measures are left out;
- `doubtful_alone`: characters that make no given name by themselves after a surname that may be a word;
- `no_names`: what looks like a surname and a given name, or the first two characters of these, and is something else;
- `ends_of_words`: after which characters a doubtful surname is most likely the end of a word;
- `titles_before`, `titles_after`: words that a name follows, and words that a name or a surname stands before;
- `verbs`, `function_words`: words that are said of people, and characters that may follow any subject;
- `introducers`: characters that may come before a name, where they make no word with its surname;
- `byline`: what stands in bylines before a name and a mark;
- `romanized`: surnames and how they are written in Latin letters.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader.scripts.fold import fold_keeping_case

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

DOUBTFUL_SURNAMES = "余范于郁钟游岳朴干"
"""Surnames that are more often words, or parts of words, that a conversion changes."""
SHORT_TITLES = "总工某姐哥局"
"""Titles after a surname that say little unless the person says something."""
ONLY_SETTLED = "后"
"""Characters of given names that are words too often to count without a byline or a Latin name."""
ENDS_BEFORE_ALL = "对由属位终至关在等高低大小处基源限鉴用其剩规示模"
"""After which characters not even what was told for a name before is one again."""
MARKS_IN_BYLINES = "/／|｜丨:： \u3000\u00a0"


@lru_cache(maxsize=1)
def data() -> dict[str, Any]:
    """Return what `name_signs.json` says, read once."""
    read: dict[str, Any] = json.loads(Path(__file__).with_name("name_signs.json").read_text(encoding="utf-8"))
    return read


def characters_of(key: str) -> str:
    """Return the characters under a key."""
    return "".join(data()[key])


def words_of(key: str) -> list[str]:
    """Return the words under a key."""
    return " ".join(data()[key]).split()


@dataclass(frozen=True)
class Signs:
    """All signs, as they look in texts that `normal` was applied to."""

    normal: Callable[[str], str]
    surnames: str = field(init=False)
    doubtful: str = field(init=False)
    given: frozenset[str] = field(init=False)
    doubtful_alone: frozenset[str] = field(init=False)
    no_names: frozenset[str] = field(init=False)
    ends_of_words: dict[str, frozenset[str]] = field(init=False)
    ends_before_all: frozenset[str] = field(init=False)
    titles_before: dict[str, tuple[str, ...]] = field(init=False)
    titles_after: re.Pattern[str] = field(init=False)
    short_titles: frozenset[str] = field(init=False)
    only_settled: frozenset[str] = field(init=False)
    verbs: re.Pattern[str] = field(init=False)
    function_words: frozenset[str] = field(init=False)
    introducers: frozenset[str] = field(init=False)
    romanized: dict[str, tuple[str, ...]] = field(init=False)
    byline: re.Pattern[str] = field(init=False)
    name_before: re.Pattern[str] = field(init=False)
    name_after: re.Pattern[str] = field(init=False)

    def __post_init__(self) -> None:
        def of(name: str, value: object) -> None:
            object.__setattr__(self, name, value)

        normal = self.normal
        surnames, given = normal(characters_of("surnames")), normal(characters_of("given"))
        of("surnames", surnames)
        of("doubtful", normal(DOUBTFUL_SURNAMES))
        of("given", frozenset(given))
        of("doubtful_alone", frozenset(normal(characters_of("doubtful_alone"))))
        of("no_names", frozenset(map(normal, words_of("no_names"))))
        of("ends_of_words", {normal(one): frozenset(normal(ends)) for one, ends in data()["ends_of_words"].items()})
        of("ends_before_all", frozenset(normal(ENDS_BEFORE_ALL)))
        of("titles_before", _by_last(map(normal, words_of("titles_before"))))
        of("titles_after", re.compile(_alternatives(map(normal, words_of("titles_after")))))
        of("short_titles", frozenset(normal(SHORT_TITLES)))
        of("only_settled", frozenset(normal(ONLY_SETTLED)))
        said = normal("说")
        of("verbs", re.compile(f"(?!{said}[{normal('明服法')}])(?:{_alternatives(map(normal, words_of('verbs')))})"))
        of("function_words", frozenset(normal(characters_of("function_words"))))
        of("introducers", frozenset(normal(characters_of("introducers"))))
        of("romanized", {normal(one): tuple(latin.split()) for one, latin in data()["romanized"].items()})
        marks = "".join(dict.fromkeys(normal(MARKS_IN_BYLINES)))
        of("byline", re.compile(f"(?:{_alternatives(map(normal, words_of('byline')))})[{marks}]+\\Z"))
        person = f"[{surnames}][{given}]{{1,2}}"
        joins = normal("、和与及跟")
        gloss = "(?:[（(][^）)\n]{1,12}[）)])?"
        of("name_before", re.compile(f"(?<![{given}])[{surnames}][{given}]{{1,2}}{gloss}[{joins}]\\Z"))
        ends = normal("、，。；：！？,;（() \n和与及等一二三四五六七八九十两几在的是去来到担任主参出")
        of("name_after", re.compile(f"{gloss}(?:{normal('以及')}|[{joins}]){person}(?=[{ends}]|\\Z)"))


def _alternatives(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, set(words)), key=len, reverse=True))


def _by_last(words: Iterable[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for word in words:
        found[word[-1]] = (*found.get(word[-1], ()), word)
    return found


@lru_cache(maxsize=1)
def simplified_signs() -> Signs:
    """Return the signs as they stand in Simplified text."""
    return Signs(str)


@lru_cache(maxsize=1)
def folded_signs() -> Signs:
    """Return the signs as they stand in folded text, which may be of any script."""
    return Signs(fold_keeping_case)
