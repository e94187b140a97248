"""OpenCC's own expectations: how many of them hold for plain OpenCC and for our conversion, and why others do not.

The cases are not in the repository: the environment variable READER_OPENCC_CASES names OpenCC's
`test/testcases/testcases.json`.
"""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import opencc

from reader.scripts.configurations import KEPT_ALONE
from reader.scripts.conversion import CONFIGURATIONS, LEFT_BY_OPENCC, WORDING_CONFIGURATIONS, convert
from tests.benchmarks.counts import Count
from tests.benchmarks.names import UPSTREAM_CASES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reader.scripts.script import Script, Written
    from tests.benchmarks.conditions import Conditions

STRING_OR_MORE = re.compile(r'("(?:[^"\\]|\\.)*")|//[^\n]*|,(?=\s*[}\]])')
"""A string, or what JSON does not have: a comment, a comma at the end."""
WAYS: dict[str, tuple[Written, Script, bool]] = {
    steps[0]: (written, target, wording)
    for wording, ways in ((False, CONFIGURATIONS), (True, WORDING_CONFIGURATIONS))
    for (written, target), steps in ways.items()
    if len(steps) == 1
}
"""Which of our ways does what a configuration of OpenCC does."""


def upstream(_: Conditions) -> Iterator[Count]:
    """The expectations in the file that READER_OPENCC_CASES names, for plain OpenCC and for our conversion."""
    path = os.environ.get(UPSTREAM_CASES)
    if not path:
        yield Count(f"OpenCC's own expectations: not tried, {UPSTREAM_CASES} names no file")
        return
    counts = Counter[str]()
    differences = Counter[str]()
    for configuration, text, expected in cases(Path(path)):
        counts["all"] += 1
        counts["plain"] += _plain(configuration)(text) == expected
        counts["rare"] += _plain(configuration, rare=True)(text) == expected
        if configuration not in WAYS:
            counts["Japanese"] += 1
            continue
        written, target, wording = WAYS[configuration]
        ours = convert(text, written, target, wording=wording)
        counts["ours"] += ours == expected
        counts["worse"] += ours != expected == _plain(configuration)(text)
        if ours != expected:
            reason = _reason(text, ours, expected, configuration)
            differences[reason] += 1
            yield Count(f"  {configuration}: {text}: expected {expected}, is {ours}: {reason}")
    tried = counts["all"] - counts["Japanese"]
    yield Count(
        f"OpenCC's own expectations: {counts['all']}; plain OpenCC {counts['plain']}, with rare characters too "
        f"{counts['rare']}; our conversion {counts['ours']} of {tried} ({counts['Japanese']} are of Japanese, to which "
        f"we do not convert): {dict(differences)}",
        not differences["of unknown reason"],
    )


def cases(path: Path) -> Iterator[tuple[str, str, str]]:
    """Yield the cases of a file: a configuration, a text, what is expected of it."""
    said = path.read_text(encoding="utf-8")
    for _ in range(2):  # a comma may stand before a comment before the end
        said = STRING_OR_MORE.sub(lambda found: found[1] or "", said)
    for case in json.loads(said)["cases"]:
        for configuration, expected in case["expected"].items():
            yield configuration, case["input"], expected


@cache
def _plain(configuration: str, *, rare: bool = False) -> Callable[[str], str]:
    return opencc.OpenCC(configuration, include_tofu_risk_dictionaries=rare).convert


def _reason(text: str, ours: str, expected: str, configuration: str) -> str:
    """Return why a text is converted otherwise than is expected; each reason is tried."""
    if _plain(configuration)(text) == ours:
        return "rare characters" if _plain(configuration, rare=True)(text) == expected else "plain OpenCC does the same"
    if _plain(configuration)(text).replace(*LEFT_BY_OPENCC) == ours:
        return "於 is 于 in Simplified text"
    pairs = zip(text, ours, _plain(configuration)(text), strict=False)
    if all(shown == plain or given == shown in KEPT_ALONE for given, shown, plain in pairs):
        return "a surname is kept"
    return "of unknown reason"
