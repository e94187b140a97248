"""The alignment: random texts out of dictionary keys against the slow reference, far more than the tests try."""

from __future__ import annotations

import time
from dataclasses import astuple
from random import Random
from typing import TYPE_CHECKING

from reader.scripts.configurations import KEPT_ALONE, WORDS, convert_marked
from tests.benchmarks.counts import Count
from tests.scripts.dictionary_texts import random_text
from tests.scripts.reference import reference

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.benchmarks.conditions import Conditions

TEXTS = 20_000
SEED = 4


def alignment(_: Conditions) -> Iterator[Count]:
    """Text and blocks of 20,000 random texts for each configuration that changes lengths, against the reference."""
    random = Random(SEED)
    texts = [random_text(random) for _ in range(TEXTS)]
    for configuration in WORDS:
        slow = reference(configuration, kept=KEPT_ALONE)
        wrong = changed = 0
        started = time.perf_counter()
        for text in texts:
            shown, blocks = convert_marked(text, configuration)
            wrong += (shown, tuple(map(astuple, blocks))) != slow.convert(text)
            changed += bool(blocks)
        seconds = time.perf_counter() - started
        yield Count(
            f"alignment, {configuration}: {wrong} of {TEXTS} texts wrong, {changed} with blocks, {seconds:.0f} s",
            not wrong,
        )
