"""Transliteration, on pairs that it has not learnt from: how often the right name is found, and how often a wrong one.

The pairs are not in the repository: the environment variable READER_TRANSLITERATIONS names the folder `data` of
NETransliteration-COLING2018 (https://github.com/steveash/NETransliteration-COLING2018).
"""

from __future__ import annotations

import os
import random
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from reader.entities.derive_transliteration import pairs
from reader.entities.suggestions import LEAST, MARGIN
from reader.entities.transliteration import LatinWords
from tests.benchmarks.counts import Count

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tests.benchmarks.conditions import Conditions

TRANSLITERATIONS = "READER_TRANSLITERATIONS"
"""The environment variable that names the folder of the pairs."""
HELD_OUT = "wd_chinese_20"
ASKED = 2_000
"""How many of the pairs are tried."""
AT_ONCE = 50
"""How many of them are compared with the same other names."""
SHORTEST = 3
"""Characters of a form that is suggested by itself."""
DEEPEST = -2.5
THRESHOLDS = (-1.4, -1.2, -1.0, -0.8)

Answer = tuple[str, list[tuple[float, str]]]
"""The right name, and the names found, the most similar first."""


def transliteration(_: Conditions) -> Iterator[Count]:
    """The pairs in the folder that READER_TRANSLITERATIONS names: right names found, wrong ones linked."""
    folder = os.environ.get(TRANSLITERATIONS)
    if not folder:
        yield Count(f"transliteration: not tried, {TRANSLITERATIONS} names no folder")
        return
    with (Path(folder) / HELD_OUT).open(encoding="utf-8") as lines:
        known = [(letters, characters) for letters, characters, _ in pairs(lines)]
    for others in (100, 1_000):
        before = perf_counter()
        answers = list(_answers(known, others))
        each = (perf_counter() - before) / len(answers) * 1_000
        first = sum(found[0][1] == right for right, found in answers if found) / len(answers)
        yield Count(f"transliteration: the right one of {others} names first: {first:.3f}; {each:.2f} ms each")
    long_enough = [(name, form) for name, form in known if len(form) >= SHORTEST]
    answers = list(_answers(long_enough, 1_000))
    for least in THRESHOLDS:
        linked = sum(_linked(found, least) == right for right, found in answers)
        # As if the right name stood nowhere: whatever is linked then is wrong.
        wrong = sum(_linked([one for one in found if one[1] != right], least) is not None for right, found in answers)
        yield Count(
            f"  forms of {SHORTEST} characters or more, 1000 names, from {least} on with a margin of {MARGIN}: right "
            f"{linked / len(answers):.3f}, wrong where there is no right one {wrong / len(answers):.4f}"
            f"{'  (what is suggested)' if least == LEAST else ''}"
        )


def _answers(known: Sequence[tuple[str, str]], others: int) -> Iterator[Answer]:
    chance = random.Random(1)
    names = sorted({name for name, _ in known})
    asked = chance.sample(known, min(ASKED, len(known)))
    for start in range(0, len(asked), AT_ONCE):
        together = asked[start : start + AT_ONCE]
        among = LatinWords([*chance.sample(names, min(others, len(names))), *(name for name, _ in together)])
        for name, form in together:
            yield name, among.like(form, DEEPEST)


def _linked(found: Sequence[tuple[float, str]], least: float) -> str | None:
    if not found or found[0][0] < least or (len(found) > 1 and found[0][0] - found[1][0] < MARGIN):
        return None
    return found[0][1]
