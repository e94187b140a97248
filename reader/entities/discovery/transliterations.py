"""Names in characters for sounds: where they begin and end."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from reader.entities.discovery.signs import alternatives, signs
from reader.scripts.fold import fold_keeping_case

if TYPE_CHECKING:
    from reader.entities.discovery.article import Article

LONGEST_PART = 9
"""Characters that one part of a name has at most."""
PREPOSITIONS = frozenset(fold_keeping_case("让因当和与由"))
"""Characters for sounds that are mostly words of their own before a name."""


@lru_cache(maxsize=1)
def _places() -> re.Pattern[str]:
    return re.compile(alternatives(signs().no_person_alone))


def run_before(article: Article, end: int, most: int = LONGEST_PART) -> int:
    """Return where the characters for sounds that end at an offset begin, titles and places before a name left out.

    Args:
        article: the article.
        end: the offset, in code points.
        most: how many characters to go back at most.
    """
    folded, sounds = article.folded, signs().sounds
    start = end
    while start and end - start < most and folded[start - 1] in sounds:
        start -= 1
    cut = start
    for at in range(start + 1, end):
        titles = signs().titles_before.get(folded[at - 1])
        if titles and folded.endswith(titles, max(0, at - 6), at):
            cut = at
    place = _places().match(folded, cut, end)
    if place and end - place.end() >= 1 and place.end() - cut > 2:
        cut = place.end()
    elif end - cut > 2 and folded[cut] in PREPOSITIONS:
        cut += 1
    return cut


def run_after(article: Article, start: int) -> int:
    """Return where the characters for sounds that begin at an offset end, words that follow a name left out."""
    folded, sounds = article.folded, signs().sounds
    end = start
    while end < len(folded) and end - start < LONGEST_PART and folded[end] in sounds:
        if end > start and _is_word_behind(folded, start, end):
            break
        end += 1
    return end


def _is_word_behind(folded: str, start: int, at: int) -> bool:
    """Whether a word that is no part of a name begins at an offset behind the start of its last part."""
    return at - start >= 1 and signs().after_names.match(folded, at) is not None


def sounds_clear(name: str) -> bool:
    """Return whether characters for sounds are hardly words: most of them are used for nothing else."""
    clear = sum(character in signs().clear_sounds for character in name)
    doubtful = sum(character in signs().doubtful_sounds for character in name)
    return clear * 2 >= len(name) and doubtful * 2 < len(name)


def sounds_rather(name: str) -> bool:
    """Return whether characters for sounds behind a title are rather a name: three, one of them hardly a word."""
    doubtful = sum(character in signs().doubtful_sounds for character in name)
    return len(name) > 2 and doubtful * 2 <= len(name) + 1 and any(one in signs().clear_sounds for one in name)
