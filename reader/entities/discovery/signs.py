"""What discovery goes by: the words around people, the sounds of transliterations, words that are no part of a name.

`signs.json` holds them, in Simplified characters; the signs that names are held out of a conversion by
(`reader.entities.name_signs`) are used as well. Everything is folded, as the text is that it is compared with. The
file says under

- `surnames`, `double_surnames`, `japanese_surnames`, `romanized`: further surnames, and how some are written in Latin
  letters;
- `given`, `not_in_given`: further characters of given names, and those that no given name has;
- `titles_before`, `titles_after`, `latin_titles`: words that a name follows, and words that it stands before;
- `adverbs`, `verbs`, `firm_verbs`: words between a name and a verb, verbs that people are the subject of, and those of
  them that firms and offices are the subject of as well;
- `byline_roles`, `label_tails`: words before the name in a byline, and words that only the next label begins with;
- `not_people`: what looks like a name at the start of a line or before a verb, and is none;
- `sounds`, `clear_sounds`, `doubtful_sounds`: further characters for sounds, those that are hardly ever used for their
  meaning, and those that mostly are;
- `after_names`: words behind a name that begin with a character for a sound;
- `group_suffixes`: what makes an organization or a place of the name before it;
- `places`, `brands`: characters for sounds that are no person by themselves;
- `latin_reject`, `latin_soft`, `latin_groups`, `latin_break`: words that no person has in the name, words that few
  have, names of places and firms that look like people's, and words that are in no name but may stand beside one;
- `particles`: small words inside Latin names;
- `given_names`, `latin_surnames`: Latin words that mostly are given names, and romanized East and South Asian surnames.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader.documents.paragraphs import LINE_ENDS
from reader.entities.name_signs import characters_of, words_of
from reader.entities.name_signs import data as name_signs
from reader.entities.transliterated_names import SOUNDS
from reader.scripts.fold import fold_keeping_case

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

HAN = "\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff"
"""Chinese characters, as ranges of a class."""
LETTERS = "A-Za-zÆæŒœßÞþÐð\u0300-\u036f"
"""Latin letters as they are under the fold, with marks that stand by themselves, as ranges of a class."""
CAPITALS = "A-ZÆŒÞÐ"
MARKS = "。、〈〉《》「」『』【】〔〕〖〗…—–―()[]{}<>\"' ,.!?;:/|丨*#_~+=-·" + LINE_ENDS
"""What stands between words under the fold."""
OPENING = "\"'「『《〈*_ "
PUBLISHES = "出品"
"""What firms do more often than people."""
CLOSING = "\"'」』*_ "

WAYS = "知人街轨频管通渠赛跑车隧航铁河味力王霸地门报外难厚公大小古栈水便甬坑弯黄赤孝悌同世说问笑答喊叹谈讲叫念写"
"""Characters that make another word with 道 behind them."""
SINGLE_VERBS = {
    "说": "(?![明服法不辞客情谎唱])",
    "称": "(?![为号之职得心])",
    "问": '(?=[:,"「『道起])',
    "答": '(?=[:,"「『道])',
    "讲": '(?=[:,"「『道完到起了过])',
    "笑": '(?=[:,。"「『着了说道])',
    "叹": '(?=[:,。"「『了道])',
    "哭": "(?=[,。着了])",
    "著": "(?=[》),。《 ]|\\Z)",
    "曰": '(?=[:,"「『])',
    "道": f'(?<![{WAYS}]道)(?=[:,"「『])',
}
"""Verbs of one character that begin other words as well, each with what must or must not follow."""


@lru_cache(maxsize=1)
def _data() -> dict[str, Any]:
    read: dict[str, Any] = json.loads(Path(__file__).with_name("signs.json").read_text(encoding="utf-8"))
    return read


def _words(key: str) -> list[str]:
    return fold_keeping_case(" ".join(_data()[key])).split()


def _characters(key: str) -> str:
    return fold_keeping_case("".join(_data()[key]))


def alternatives(words: Iterable[str]) -> str:
    """Return a pattern for any of some words, the longest first."""
    return "|".join(sorted(map(re.escape, set(words)), key=lambda word: (-len(word), word)))


def by_last(words: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return words by their last characters."""
    found: dict[str, tuple[str, ...]] = {}
    for word in sorted(set(words)):
        found[word[-1]] = (*found.get(word[-1], ()), word)
    return found


@dataclass(frozen=True, slots=True)
class Signs:
    """All signs, folded."""

    surnames: frozenset[str]
    double_surnames: frozenset[str]
    japanese_surnames: frozenset[str]
    given: frozenset[str]
    not_in_given: frozenset[str]
    romanized: Mapping[str, frozenset[str]]
    """For each surname how it is written in Latin letters."""
    titles_before: Mapping[str, tuple[str, ...]]
    """By their last characters."""
    titles_after: frozenset[str]
    latin_titles: frozenset[str]
    verb: re.Pattern[str]
    """What says or does something, with the words before the verb; in group `firm` where firms do so too."""
    title_after: re.Pattern[str]
    begin_behind: frozenset[str]
    """Characters that begin what may stand behind a name."""
    end_before: frozenset[str]
    """Characters that end what may stand before a name."""
    functions: frozenset[str]
    """Characters that may follow any subject."""
    introducers: frozenset[str]
    """Characters that may come before a name."""
    roles: re.Pattern[str]
    """A role at the start of a byline."""
    role_words: frozenset[str]
    label_tail: re.Pattern[str]
    not_people: frozenset[str]
    no_byline: frozenset[str]
    """Those of them that are none in bylines either."""
    sounds: frozenset[str]
    clear_sounds: frozenset[str]
    doubtful_sounds: frozenset[str]
    after_names: re.Pattern[str]
    group_suffix: re.Pattern[str]
    places: frozenset[str]
    no_person_alone: frozenset[str]
    """Places and brands."""
    latin_reject: frozenset[str]
    latin_soft: frozenset[str]
    latin_groups: frozenset[tuple[str, str]]
    latin_break: frozenset[str]
    particles: frozenset[str]
    given_names: frozenset[str]
    latin_surnames: frozenset[str]


@lru_cache(maxsize=1)
def signs() -> Signs:
    """Return all signs; slow the first time."""
    fold = fold_keeping_case
    known = name_signs()
    romanized = {fold(one): frozenset(latin.split()) for one, latin in known["romanized"].items()}
    for one, latin in _data()["romanized"].items():
        romanized[fold(one)] = romanized.get(fold(one), frozenset()) | frozenset(latin.split())
    places, brands = frozenset(_words("places")), frozenset(_words("brands"))
    titles = {*map(fold, words_of("titles_before")), *_words("titles_before")}
    after = {*map(fold, words_of("titles_after")), *_words("titles_after")}
    roles = {*map(fold, words_of("byline")), *_words("byline_roles")} - {fold(PUBLISHES)}
    functions = frozenset(fold(characters_of("function_words")))
    introducers = frozenset(fold(characters_of("introducers")))
    not_given = frozenset(_characters("not_in_given"))
    return Signs(
        surnames=frozenset(fold(characters_of("surnames")) + _characters("surnames")),
        double_surnames=frozenset(_words("double_surnames")),
        japanese_surnames=frozenset(_words("japanese_surnames")),
        given=frozenset(fold(characters_of("given")) + _characters("given")) - not_given,
        not_in_given=not_given,
        romanized=romanized,
        titles_before=by_last(titles),
        titles_after=frozenset(after),
        latin_titles=frozenset(_words("latin_titles")),
        verb=_verb_pattern(),
        title_after=re.compile(alternatives(after)),
        begin_behind=frozenset(
            [*MARKS, *functions, *fold("在"), *(word[0] for word in (*after, *_verbs(), *_words("adverbs")))]
        ),
        end_before=frozenset([*MARKS, *introducers, *(title[-1] for title in titles)]),
        functions=functions,
        introducers=introducers,
        roles=re.compile(alternatives(roles)),
        role_words=frozenset(roles),
        label_tail=re.compile(alternatives(_words("label_tails"))),
        not_people=frozenset([*_words("not_people"), *map(fold, words_of("no_names"))]),
        no_byline=frozenset(_words("not_people")),
        sounds=frozenset(map(fold, SOUNDS)) | frozenset(_characters("sounds")),
        clear_sounds=frozenset(_characters("clear_sounds")),
        doubtful_sounds=frozenset(_characters("doubtful_sounds")),
        after_names=re.compile(alternatives(_words("after_names"))),
        group_suffix=re.compile(alternatives(_words("group_suffixes"))),
        places=places,
        no_person_alone=places | brands,
        latin_reject=frozenset(_words("latin_reject")),
        latin_soft=frozenset(_words("latin_soft")),
        latin_groups=frozenset(
            (words[0], words[1]) for group in " ".join(_data()["latin_groups"]).split(",") if (words := group.split())
        ),
        latin_break=frozenset(_words("latin_break")),
        particles=frozenset(_words("particles")),
        given_names=frozenset(_words("given_names")),
        latin_surnames=frozenset(_words("latin_surnames")),
    )


def _verbs() -> set[str]:
    """Return all verbs, folded."""
    return {*map(fold_keeping_case, (*words_of("verbs"), *SINGLE_VERBS)), *_words("verbs")}


def _verb_pattern() -> re.Pattern[str]:
    fold = fold_keeping_case
    single = {fold(verb): fold(rest) for verb, rest in SINGLE_VERBS.items()}
    verbs = _verbs() - set(single) - {fold("摄")}
    firm = set(_words("firm_verbs"))
    adverbs = f"(?:{alternatives(_words('adverbs'))}){{0,3}}+"
    place = f"(?:{fold('在')}[^。,;!?{LINE_ENDS}]{{1,18}}?[{fold('中上里时后前间会')}])?"
    one = "|".join(f"{verb}{rest}" for verb, rest in single.items() if verb not in firm)
    firm_one = "|".join(f"{verb}{rest}" for verb, rest in single.items() if verb in firm)
    said = "said|says|told|wrote|added|asked"
    return re.compile(
        f"(?:{adverbs}{place}{adverbs})"
        f"(?:{alternatives(verbs - firm)}|{one}|(?P<firm>{alternatives(verbs & firm)}|{firm_one})|(?:{said})\\b)"
    )
