"""Glosses: the same name in Chinese characters and in Latin letters, one of them in brackets behind the other.

陳信翰(Mark Chen), 奧特曼（Sam Altman）, Mark Chen〔陳信翰〕. A term is glossed the same way, 規模法則(Scaling Law), so
both sides must look like a person's: the Latin one has the shape of a name and no word that no person has in it, the
Chinese one has dots, or a surname that is written so in Latin letters, or characters for sounds, or a title before it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.documents.paragraphs import Span
from reader.entities.discovery.article import DOT_OF_NAMES, Gloss, Sighting
from reader.entities.discovery.findings import Rule
from reader.entities.discovery.latin import latin_names
from reader.entities.discovery.signs import CAPITALS, HAN, LETTERS, MARKS, alternatives, signs
from reader.entities.discovery.surroundings import Sign, after, before
from reader.entities.discovery.transliterations import run_before, sounds_clear
from reader.scripts.fold import fold_keeping_case

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.entities.discovery.article import Article
    from reader.entities.discovery.dotted import Dotted

OPEN = re.compile("[ ]?[(\\[〔【〖][ ]?")
CLOSE = ")]〕】〗"
LANGUAGES = "英文名字 英文名 英文 英语 英 法语 法文 德语 德文 西班牙语 波兰语 日语 又译 原名 本名 全名 中文名 中文 音译"
"""What may say in a bracket which name follows."""
_LANGUAGE = f"(?:{alternatives(fold_keeping_case(LANGUAGES).split())})?+[:{fold_keeping_case('为')} ]{{0,2}}+[\"']?"
_ENDS = f"[ ]?[{re.escape(CLOSE)},;、/:。]|[ ]?[0-9]"
_LATIN_WORDS = f"[{CAPITALS}][{LETTERS}.'-]*(?:(?: |\r?\n)[{LETTERS}][{LETTERS}.'-]*){{0,6}}"
LATIN_INSIDE = re.compile(f"{_LANGUAGE}(?P<name>{_LATIN_WORDS})[\"']?(?={_ENDS}|[ ]?[{HAN}])")
CHINESE_INSIDE = re.compile(f"{_LANGUAGE}(?P<name>[{HAN}]{{1,9}}(?:[ ]?[·.][ ]?[{HAN}]{{1,9}}){{0,4}})(?={_ENDS})")
LATIN_BEFORE = re.compile(f"(?<![{LETTERS}0-9_@/.&'-]){_LATIN_WORDS}\\Z")
FARTHEST = 64
"""Code points that a name in brackets has at most, and one before them."""
DOTTED, ROMANIZED, TITLED, SOUNDING, GIVEN = 0.98, 0.97, 0.9, 0.85, 0.7
"""How sure a gloss is by what is found: dots, a romanized surname, a title, sounds, a usual given name."""
ONE_WORD = 0.75
"""How much of that remains when the Latin name is but one word."""


def glosses(article: Article, dotted: list[Dotted]) -> Iterator[Gloss]:
    """Yield the glosses of people.

    Args:
        article: the article.
        dotted: where transliterated names with dots stand.
    """
    by_end = {name.end: name for name in dotted}
    by_start = {name.start: name for name in dotted}
    for bracket in OPEN.finditer(article.folded):
        start, inside = bracket.start(), bracket.end()
        if not start:
            continue
        last = article.folded[start - 1]
        if re.match(f"[{HAN}」』\"']", last):
            found = _latin_in_brackets(article, start, inside, by_end)
        elif last < "\u0250":
            found = _chinese_in_brackets(article, start, inside, by_start)
        else:
            found = None
        if found:
            yield found


def _latin_in_brackets(article: Article, start: int, inside: int, dotted: dict[int, Dotted]) -> Gloss | None:
    """Return the gloss of a Chinese name that ends where a bracket stands."""
    folded = article.folded
    latin = LATIN_INSIDE.match(folded, inside, inside + FARTHEST)
    if not latin or not _is_persons(latin["name"]):
        return None
    end = start - (folded[start - 1] in "」』\"'")
    words = [word for word in latin["name"].split() if word not in signs().particles]
    place, score = _chinese_before(article, end, words, dotted)
    if place is None:
        return None
    if len(words) == 1:
        score *= ONE_WORD
    return _gloss(place, Span(*latin.span("name")), _to_bracket(folded, latin.end()), score)


def _chinese_in_brackets(article: Article, start: int, inside: int, dotted: dict[int, Dotted]) -> Gloss | None:
    """Return the gloss of a Latin name that ends where a bracket stands."""
    folded = article.folded
    chinese = CHINESE_INSIDE.match(folded, inside, inside + FARTHEST)
    if not chinese:
        return None
    base = max(0, start - FARTHEST)
    latin = LATIN_BEFORE.search(folded[base:start])
    if not latin:
        return None
    names = list(latin_names(latin[0]))
    if not names or names[-1].end != len(latin[0]):
        return None
    place = Span(base + latin.start() + names[-1].start, start)
    name, words = chinese["name"], names[-1].words
    bare = DOT_OF_NAMES.sub("·", name)
    surname = _surname_of(bare)
    if "·" in bare:
        score = DOTTED if chinese.start("name") in dotted else 0.0
    elif surname and 2 <= len(bare) - len(surname) + 1 <= 3 and _is_romanized(surname, words):
        score = ROMANIZED
    elif bare in signs().no_person_alone or bare in signs().not_people or len(bare) < 2:
        score = 0.0
    elif len(bare) < 8 and all(one in signs().sounds for one in bare) and sounds_clear(bare):
        score = SOUNDING
    elif surname and len(bare) in (2, 3) and words[0] in signs().given_names and not _is_title(bare):
        score = GIVEN
    else:
        score = 0.0
    if not score:
        return None
    return _gloss(Span(*chinese.span("name")), place, _to_bracket(folded, chinese.end()), score)


def _gloss(chinese: Span, latin: Span, end: int, score: float) -> Gloss:
    evidence = Span(min(chinese.start, latin.start), max(end, chinese.end, latin.end))
    return Gloss(
        Sighting(chinese, Rule.GLOSS, evidence, score),
        Sighting(latin, Rule.GLOSS, evidence, score),
    )


def _to_bracket(folded: str, end: int) -> int:
    """Return where what is in brackets ends, with the bracket if that comes next."""
    if folded[end : end + 1] == " ":
        end += 1
    return end + 1 if folded[end : end + 1] and folded[end] in CLOSE else end


def _is_persons(latin: str) -> bool:
    """Whether Latin words may be a person's name: one capitalised word, or what has the shape of a full name."""
    words = latin.split()
    if len(words) > 1:
        names = list(latin_names(latin))
        return len(names) == 1 and names[0].start == 0 and names[0].end == len(latin)
    word = words[0]
    known = signs()
    usable = not word.isupper() and word[1:] == word[1:].lower() and "." not in word
    return usable and len(word) > 2 and not any(word in one for one in (known.latin_reject, known.latin_break))


def _chinese_before(
    article: Article, end: int, words: list[str], dotted: dict[int, Dotted]
) -> tuple[Span | None, float]:
    """Return the Chinese name that ends at an offset, and how sure it is; none when it is hardly a person's."""
    folded, known = article.folded, signs()
    if name := dotted.get(end):
        return Span(name.start, end), DOTTED
    for length in (3, 2, 4, 5):
        start = end - length
        if (
            start >= 0
            and _is_native(folded[start:end], words)
            and not (
                length == 2
                and folded[start - 1 : start] in known.surnames
                and _is_native(folded[start - 1 : end], words)
            )
        ):
            return Span(start, end), ROMANIZED
    start = run_before(article, end)
    if end - start >= 2:
        name_ = folded[start:end]
        if name_ in known.no_person_alone or name_ in known.not_people:
            return None, 0.0
        ahead = before(article, start).sign
        if len(words) > 1 and end - start > 2 and sounds_clear(name_):
            return Span(start, end), SOUNDING if ahead is not Sign.PERSON else TITLED
        if ahead is Sign.PERSON and sounds_clear(name_):
            return Span(start, end), TITLED
    return _titled_or_given(article, end, words)


def _titled_or_given(article: Article, end: int, words: list[str]) -> tuple[Span | None, float]:
    """Return the name that ends at an offset by a title before it, or by a mark before it and a usual given name."""
    folded, known = article.folded, signs()
    for length in (2, 3, 4, 5):
        start = end - length
        name = folded[start:end]
        if start < 0 or not re.fullmatch(f"[{HAN}]+", name) or name in known.no_person_alone or _is_title(name):
            continue
        if known.not_in_given & set(name) or known.group_suffix.search(name):
            continue
        ahead = before(article, start).sign
        if ahead is Sign.PERSON and len(words) > 1:
            return Span(start, end), TITLED
        starts = length < 5 and (not start or folded[start - 1] in MARKS)
        spoken_of = after(article, end).sign >= Sign.FIRM or words[-1] in known.latin_surnames
        if starts and spoken_of and len(words) > 1 and words[0] in known.given_names:
            return Span(start, end), GIVEN
    return None, 0.0


def _surname_of(name: str) -> str:
    """Return the surname that a Chinese name begins with; empty when it begins with none."""
    known = signs()
    for length in (3, 2):
        if name[:length] in known.japanese_surnames or name[:length] in known.double_surnames:
            return name[:length]
    return name[:1] if name[:1] and name[0] in known.surnames else ""


def _is_native(name: str, words: list[str]) -> bool:
    """Whether a Chinese name begins with a surname that is written so in Latin letters."""
    surname = _surname_of(name)
    given = name[len(surname) :]
    is_japanese = surname in signs().japanese_surnames
    return bool(
        surname
        and 1 <= len(given) <= 2 + is_japanese
        and re.fullmatch(f"[{HAN}]+", name)
        and (is_japanese or not signs().not_in_given & set(given))
        and _is_romanized(surname, words)
    )


def _is_romanized(surname: str, words: list[str] | tuple[str, ...]) -> bool:
    ways = signs().romanized.get(surname, frozenset())
    return words[0] in ways or words[-1] in ways or words[0].capitalize() in ways


def _is_title(name: str) -> bool:
    """Whether characters are, or end with, a title and no name."""
    return any(name.endswith(title) for title in signs().titles_before.get(name[-1], ()))
