"""Names that no list knows: how many survive a conversion, how many ordinary sentences suffer, and what it costs.

The sentences for tuning and those held out are told apart. With the environment variable READER_OPENCC_CASES naming
OpenCC's own `test/testcases/testcases.json`, all its expectations are tried as well, and each difference is explained.
"""

from __future__ import annotations

import json
import os
import re
import time
from collections import Counter
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import opencc

from reader.entities.unlisted_names import unlisted
from reader.scripts.conversion import configurations
from reader.scripts.detection import detect_document
from reader.scripts.rendition import render
from reader.scripts.script import Script, Written
from tests.benchmarks.comparison import Comparison
from tests.benchmarks.counts import Count
from tests.benchmarks.documents import read_documents
from tests.entities.name_sentences import NAMES, ORDINARY, Sentence, sentences

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from tests.benchmarks.conditions import Conditions

UPSTREAM_CASES = "READER_OPENCC_CASES"
"""The environment variable that names OpenCC's own cases."""

WAYS: dict[str, tuple[Written, Script, bool]] = {
    "s2t": (Written.HANS, Script.HANT, False),
    "s2tw": (Written.HANS, Script.TW, False),
    "s2twp": (Written.HANS, Script.TW, True),
    "s2hk": (Written.HANS, Script.HK, False),
    "s2hkp": (Written.HANS, Script.HK, True),
    "t2s": (Written.HANT, Script.HANS, False),
    "tw2s": (Written.TW, Script.HANS, False),
    "tw2sp": (Written.TW, Script.HANS, True),
    "hk2s": (Written.HK, Script.HANS, False),
    "hk2sp": (Written.HK, Script.HANS, True),
    "t2tw": (Written.HANT, Script.TW, False),
    "t2hk": (Written.HANT, Script.HK, False),
}
"""Which of our ways does what a configuration of OpenCC does; there is none for those left out."""


def names(conditions: Conditions) -> Iterator[Comparison | Count]:
    """Names that no list knows: saved, ordinary sentences made worse, and the cost; OpenCC's own cases when given."""
    for held_out in (False, True):
        yield from _saved([one for one in sentences(NAMES) if one.held_out is held_out], held_out=held_out)
        yield _worse([one for one in sentences(ORDINARY) if one.held_out is held_out], held_out=held_out)
    if cases := os.environ.get(UPSTREAM_CASES):
        yield from _upstream(Path(cases))
    yield from _cost(conditions)


@cache
def _plain(configuration: str, *, rare: bool = False) -> Callable[[str], str]:
    return opencc.OpenCC(configuration, include_tofu_risk_dictionaries=rare).convert


def _plainly(sentence: Sentence) -> str:
    """Return a sentence as OpenCC's own configurations convert it."""
    shown = sentence.text
    for configuration in configurations(sentence.written, sentence.target, wording=sentence.wording):
        shown = _plain(configuration)(shown)
    return shown


def _half(held_out: bool) -> str:
    return "held out" if held_out else "tuned"


def _saved(chosen: Sequence[Sentence], *, held_out: bool) -> Iterator[Count]:
    total: Counter[str] = Counter()
    saved: Counter[str] = Counter()
    plain: Counter[str] = Counter()
    for sentence in chosen:
        for pattern in (sentence.pattern, "all"):
            total[pattern] += 1
            saved[pattern] += sentence.names_stand_in(sentence.shown())
            plain[pattern] += sentence.names_stand_in(_plainly(sentence))
    for pattern, number in total.items():
        yield Count(
            f"names saved, {_half(held_out)}, {pattern}: {saved[pattern]} of {number}  plain OpenCC: {plain[pattern]}",
            saved[pattern] >= plain[pattern],
        )


def _worse(chosen: Sequence[Sentence], *, held_out: bool) -> Count:
    worse = sum(sentence.shown() != sentence.shown_without() for sentence in chosen)
    return Count(f"ordinary sentences changed, {_half(held_out)}: {worse} of {len(chosen)}")


def _upstream(path: Path) -> Iterator[Count]:
    """Yield how many of OpenCC's own expectations hold, and each that does not."""
    total: Counter[str] = Counter()
    for configuration, given, expected in _cases(path):
        total["all"] += 1
        plain = _plain(configuration)(given) if configuration in opencc_configurations() else None
        total["plain"] += plain == expected
        if configuration not in WAYS:
            total[f"{configuration}, a way that we do not go"] += 1
            continue
        total["tried"] += 1
        written, target, wording = WAYS[configuration]
        held = unlisted(given, written, target, wording=wording)
        ours = render(given, written, target, held, wording=wording).text
        without = render(given, written, target, wording=wording).text
        total["plain where tried"] += plain == expected
        total["ours"] += ours == expected
        total["worse by holding names"] += ours != expected == without
        total["better by holding names"] += without != expected == ours
        if ours != expected:
            reason = _reason(given, ours, without, plain, configuration, expected)
            yield Count(f"  {configuration}: {given}  expected {expected}  is {ours}: {reason}")
    yield Count(
        f"OpenCC's own cases: {total['ours']} of {total['tried']} hold, plain OpenCC {total['plain where tried']}; "
        f"{total['plain']} of all {total['all']}; by holding names {total['worse by holding names']} worse, "
        f"{total['better by holding names']} better",
        not total["worse by holding names"],
    )
    for key in sorted(total):
        if key.endswith("we do not go"):
            yield Count(f"  {key}: {total[key]}")


def opencc_configurations() -> frozenset[str]:
    """Return the names of the configurations that the installed OpenCC ships."""
    return frozenset(name.removesuffix(".json") for name in opencc.CONFIGS)


def _reason(given: str, ours: str, without: str, plain: str | None, configuration: str, expected: str) -> str:
    """Return why a case of OpenCC's is otherwise with us."""
    if ours != without:
        return "a name was held out"
    if ours == plain:
        rare = _plain(configuration, rare=True)(given) == expected
        return "needs the dictionaries of rare characters" if rare else "plain OpenCC does the same"
    if plain is not None and plain.replace("於", "于") == ours:
        return "於 is 于 in Simplified text"
    return "characters of surnames stay where no phrase changes them"


def _cases(path: Path) -> Iterator[tuple[str, str, str]]:
    """Yield the cases: a configuration, a text, what is expected of it."""
    strings_or_more = re.compile(r'("(?:[^"\\]|\\.)*")|//[^\n]*|,(?=\s*[}\]])')
    plain = strings_or_more.sub(lambda found: found[1] or "", path.read_text(encoding="utf-8"))
    for case in json.loads(strings_or_more.sub(lambda found: found[1] or "", plain))["cases"]:
        for configuration, expected in case["expected"].items():
            yield configuration, case["input"], expected


def _cost(conditions: Conditions) -> Iterator[Comparison]:
    texts = [document.text for document in read_documents(conditions.documents)]
    for target in (Script.TW, Script.HANS):
        paragraphs = [
            (paragraph, written)
            for text in texts
            if configurations(written := detect_document(text), target)
            for paragraph in text.splitlines()
            if paragraph.strip()
        ] * 5
        thousands = sum(len(paragraph) for paragraph, _ in paragraphs) / 1000
        if not paragraphs:
            continue
        comparison = Comparison(f"names told, to {target}, per 1,000 code points", "OpenCC alone on them", "µs")
        for number in range(conditions.rounds + 1):
            started = time.perf_counter()
            for paragraph, written in paragraphs:
                unlisted(paragraph, written, target)
            told = time.perf_counter() - started
            started = time.perf_counter()
            for paragraph, written in paragraphs:
                for configuration in configurations(written, target):
                    _plain(configuration)(paragraph)
            converted = time.perf_counter() - started
            if number:
                comparison.add(told * 1e6 / thousands, converted * 1e6 / thousands)
        yield comparison
