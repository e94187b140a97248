"""Derive `plausibility.json` from the words of jieba: `python -m reader.documents.derive_plausibility DICTIONARY`.

DICTIONARY is the `dict.txt` of jieba (https://github.com/fxsjy/jieba): words in Simplified script, a line each, with
how often they were counted in texts. Nothing imports this at run time, and nothing of the words themselves is kept.

How often a character stands in text is how often the words stand there that it is part of. For Traditional script the
words are converted, half of them as Taiwan writes and half as Hong Kong does. The data hold, for each script, the
characters by their cost: minus the binary logarithm of their share, in whole bits. What costs more than `MOST` is left
out.
"""

from __future__ import annotations

import json
import math
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

DATA = Path(__file__).with_name("plausibility.json")
MOST = 19
"""Bits: the rarer characters are as good as never seen."""
HAN = 0.85
"""The share of Chinese characters in what is read; the rest is punctuation, Latin letters and digits."""

NOTICE = """Derived from the dictionary of jieba (how often characters stand in its words).

The MIT License (MIT)

Copyright (c) 2013 Sun Junyi

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated \
documentation files (the "Software"), to deal in the Software without restriction, including without limitation the \
rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit \
persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the \
Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE \
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR \
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR \
OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE."""


def counted(lines: Iterable[str]) -> dict[str, int]:
    """Return how often each word was counted, given the lines of the dictionary."""
    return {word: int(count) for word, count, *_kind in (line.split(" ") for line in lines)}


def shares(words: Mapping[str, float]) -> dict[str, float]:
    """Return how often each Chinese character stands in words that stand so often in text, of one."""
    counts: Counter[str] = Counter()
    for word, count in words.items():
        for character in word:
            if character >= "\u3400":
                counts[character] += count  # type: ignore[assignment]
    total = sum(counts.values())
    return {character: count / total for character, count in counts.items()}


def levels(shared: Mapping[str, float]) -> list[str]:
    """Return the characters of each cost in bits."""
    rows: list[list[str]] = [[] for _cost in range(MOST + 1)]
    for character, share in shared.items():
        cost = round(-math.log2(share * HAN))
        if cost <= MOST:
            rows[cost].append(character)
    return ["".join(sorted(row)) for row in rows]


def main(dictionary: str) -> None:
    """Write the data."""
    from opencc import OpenCC

    with Path(dictionary).open(encoding="utf-8") as lines:
        simplified = counted(lines)
    traditional: Counter[str] = Counter()
    for configuration in ("s2tw", "s2hk"):
        converted = OpenCC(configuration).convert("\n".join(simplified)).split("\n")
        for word, count in zip(converted, simplified.values(), strict=True):
            traditional[word] += count
    data = {
        "notice": NOTICE,
        "levels": {"Hans": levels(shares(simplified)), "Hant": levels(shares(traditional))},
    }
    DATA.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
