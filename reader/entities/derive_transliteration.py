"""Derive `transliteration.json` from pairs of names: `python -m reader.entities.derive_transliteration FOLDER`.

FOLDER is the `data` of NETransliteration-COLING2018 (https://github.com/steveash/NETransliteration-COLING2018), where
`wd_chinese_80` holds pairs to learn from, a line each: the Latin name, its Chinese characters with spaces between
them and how often both are found together, with tabs between these. `wd_chinese_20` is kept for measuring
(`tests/benchmarks/transliteration.py`). Nothing imports this at run time.

Each character of a transliteration stands for one to five letters, in order. Which ones is learnt by expectation
maximisation (forward-backward over all ways to part the letters among the characters), beginning with all parts alike;
pairs that fit badly, most of them no transliterations at all, are passed over once there is something to tell by. The
data hold for each character, folded, the letters it stands for, each with its cost: minus the natural logarithm of its
probability, in tenths.
"""

from __future__ import annotations

import json
import math
import re
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from reader.entities.transliteration import LONGEST, TENTHS, letters_of
from reader.scripts.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

DATA = Path(__file__).with_name("transliteration.json")
LEARN_FROM = "wd_chinese_80"
PASSES = 6
WORST = -2.2
"""The natural logarithm of its probability, per letter, that a pair must reach to be learnt from."""
UNSEEN = 1e-6
"""The probability of letters that a character was not seen to stand for in the pass before."""
RARE = 0.3
"""How often a character must stand for letters, in expected pairs, for this to be kept."""
PRIOR = 3.0
"""How many pairs the letters of all characters together count for with each character."""

NOTICE = (
    "Derived from data/wd_chinese_80 of NETransliteration-COLING2018 (Yuval Merhav and Stephen Ash, mined from "
    "Wikidata, https://github.com/steveash/NETransliteration-COLING2018), which is dedicated to the public domain: "
    "CC0 1.0, https://creativecommons.org/publicdomain/zero/1.0/."
)

HAN = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]+")

Pair = tuple[str, str, float]
"""The letters of a name, the characters of its transliteration, and how much the pair counts."""
Counts = dict[str, dict[str, float]]
"""For each character the letters it stands for and how often, in expected pairs."""


def pairs(lines: Iterable[str]) -> Iterator[Pair]:
    """Yield the pairs of a file that can be transliterations."""
    for line in lines:
        latin, chinese, times = line.rstrip("\n").split("\t")
        letters, characters = letters_of(latin), fold(chinese.replace(" ", ""))
        if HAN.fullmatch(characters) and len(characters) <= len(letters) <= LONGEST * len(characters):
            yield letters, characters, 1 + math.log(int(times))


def learn(learnt_from: Sequence[Pair]) -> Counts:
    """Return what the characters of some pairs stand for."""
    counts: Counts = {}
    for number in range(PASSES):
        before, counts = _probabilities(counts), {}
        for pair in learnt_from:
            _count(pair, before if number else None, counts)
    return counts


def costs(counts: Counts) -> dict[str, str]:
    """Return the data: for each character the letters it stands for, each followed by its cost."""
    together = Counter[str]()
    for stands_for in counts.values():
        together.update(stands_for)
    whole = sum(together.values())
    data: dict[str, str] = {}
    for character, stands_for in sorted(counts.items()):
        times = sum(stands_for.values()) + PRIOR
        kept = {
            letters: -math.log((count + PRIOR * together[letters] / whole) / times)
            for letters, count in sorted(stands_for.items())
            if count >= RARE
        }
        if kept:
            data[character] = " ".join(f"{letters}{round(cost * TENTHS)}" for letters, cost in kept.items())
    return data


def _probabilities(counts: Counts) -> Counts:
    return {
        character: {letters: count / whole for letters, count in stands_for.items()}
        for character, stands_for in counts.items()
        if (whole := sum(stands_for.values()))
    }


def _count(pair: Pair, before: Mapping[str, Mapping[str, float]] | None, counts: Counts) -> None:
    """Add to the counts what the characters of a pair stand for, in proportion to the ways to part its letters."""
    letters, characters, weight = pair
    last = len(characters) - 1
    # forward[n]: by the end of the first n characters, the probability of each number of letters
    forward: list[dict[int, float]] = [{0: 1.0}]
    steps: list[list[tuple[int, int, str, float]]] = []
    for n, character in enumerate(characters):
        known = before.get(character, {}) if before is not None else None
        reached: dict[int, float] = {}
        taken: list[tuple[int, int, str, float]] = []
        for start, so_far in forward[-1].items():
            first = max(start + 1, len(letters) - (last - n) * LONGEST)
            for end in range(first, min(start + LONGEST, len(letters) - (last - n)) + 1):
                part = letters[start:end]
                probability = known.get(part, UNSEEN) if known is not None else 1.0
                reached[end] = reached.get(end, 0.0) + so_far * probability
                taken.append((start, end, part, probability))
        forward.append(reached)
        steps.append(taken)
    whole = forward[-1].get(len(letters), 0.0)
    if not whole or (before is not None and math.log(whole) < WORST * len(letters)):
        return
    backward = {len(letters): 1.0}
    for n in range(last, -1, -1):
        stands_for = counts.setdefault(characters[n], {})
        reaching: dict[int, float] = {}
        for start, end, part, probability in steps[n]:
            if end in backward:
                rest = probability * backward[end]
                reaching[start] = reaching.get(start, 0.0) + rest
                stands_for[part] = stands_for.get(part, 0.0) + weight * forward[n][start] * rest / whole
        backward = reaching


def main() -> None:
    """Write `transliteration.json` beside this file."""
    if len(sys.argv) != 2:
        sys.exit(f"{__doc__.splitlines()[0]}\nGive the folder in which {LEARN_FROM} is.")
    with (Path(sys.argv[1]) / LEARN_FROM).open(encoding="utf-8") as lines:
        learnt_from = list(pairs(lines))
    stands_for = costs(learn(learnt_from))
    data = {"notice": NOTICE, "stands_for": stands_for}
    DATA.write_text(json.dumps(data, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    parts = sum(len(one.split()) for one in stands_for.values())
    print(f"{len(learnt_from)} pairs: {len(stands_for)} characters, {parts} parts, {DATA.stat().st_size} bytes")


if __name__ == "__main__":
    main()
