"""Texts out of the keys of OpenCC's dictionaries, whole, cut and mixed: where conversion has most to do."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from reader.scripts.derive import table
from tests.documents.texts import EMOJI, LINE_ENDS, MARKS, WORDS
from tests.scripts.reference import WORD_TABLES, dictionary

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

TABLES = (
    *WORD_TABLES,
    "STPhrases",
    "STPhrases_GeneratedFromRegionalPhrases",
    "STCharacters",
    "TSPhrases",
    "TSCharacters",
    "TSCharactersExt",
    "TWVariants",
    "TWVariantsPhrases",
    "TWVariantsRev",
    "TWVariantsRevPhrases",
    "HKVariants",
    "HKVariantsPhrases",
    "HKVariantsRev",
    "HKVariantsRevPhrases",
    "CJK_Compatibility_Ideographs",
)
PRIVATE = "\ue000\ue123\uf8ff\U00100000\U0010fffd"
"""Private use, but not what marks stretches while a text is converted."""
OTHERS: Sequence[str] = (
    *(MARKS + PRIVATE + "0123456789abcXYZ .,-\u3000\u200b\u00ad\ufeff\u00b7⿰⿱⿲⿾"),
    *EMOJI,
    *WORDS,
    *LINE_ENDS,
    "`code`",
    "⿰氵发",
)


@cache
def keys(name: str) -> Sequence[str]:
    """Return the keys of a dictionary and what they become: both are in texts of some script."""
    found = {key: None for key, _ in table(name)} | {value: None for _, values in table(name) for value in values}
    return tuple(found)


@cache
def changing(name: str) -> Sequence[str]:
    """Return the keys of a table of words whose length changes."""
    return tuple(key for key, value in dictionary(name).items() if len(key) != len(value))


def random_text(random: Random, most: int = 12) -> str:
    """Return a text of some pieces: keys whole, cut and mixed, characters between them, other signs."""
    return "".join(_piece(random) for _ in range(random.randint(0, most)))


def _piece(random: Random) -> str:
    kind = random.random()
    if kind < 0.15:
        return random.choice(OTHERS)
    table = random.choice(WORD_TABLES if kind < 0.6 else TABLES)
    key = random.choice(changing(table) if kind < 0.5 else keys(table))
    if kind >= 0.85:
        cut = random.randint(0, len(key))
        key = key[:cut] if random.random() < 0.5 else key[cut:]
    return key


dictionary_texts = st.randoms(use_true_random=False).map(random_text)
"""Texts out of dictionary keys; `texts` in `tests.documents.texts` shrink better, these reach further."""
