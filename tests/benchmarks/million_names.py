"""A million names: what it costs to look for them, against raw Aho-Corasick with the same names on the same text.

The names are made up at random, from a seed: Chinese ones of two and three characters, sounds joined by a dot, and
Latin ones of two to four words. The text is that of the documents over and over, with some of the names in it. The
memory is that of a process which does nothing else.
"""

from __future__ import annotations

import gc
import os
import re
import time
from concurrent.futures import ProcessPoolExecutor
from itertools import cycle
from multiprocessing import get_context
from random import Random
from statistics import median
from typing import TYPE_CHECKING, TypeVar

from daachorse import CharwiseDoubleArrayAhoCorasick

from reader.entities.entity import UNDETERMINED, Entity, Name
from reader.entities.matching import Matcher
from reader.entities.patterns import variants
from reader.entities.resolution import resolve
from reader.scripts.fold import fold
from tests.benchmarks.comparison import Comparison
from tests.benchmarks.counts import Count
from tests.benchmarks.documents import read_documents
from tests.benchmarks.processes import PROCESSES, peak_memory

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from tests.benchmarks.conditions import Conditions

S = TypeVar("S")
T = TypeVar("T")

ENTITIES = 700_000
NAMES = 1_000_000
CODE_POINTS = 2_000_000
"""The text has as many at least: more than 5 MB."""
NAMED_EVERY = 60
"""Code points of the documents between two names that are put in."""
SEED = 5
AT_ONCE = 100.0
"""Milliseconds within which a name that was added is looked for: what people take for no time at all."""
CHANGES = (1, 100, 10_000)
"""As many names have changed, one after the other, with the last."""
AT_ONCE_UP_TO = 1000
"""As many names one adds by hand, one after the other."""

SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许邓韩冯曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢"
SOUNDS = "阿艾安奥巴贝比博布查达德迪杜恩尔法菲弗戈格哈赫霍基杰卡科克库拉莱兰勒里利林隆卢鲁罗马曼梅米莫姆纳内尼诺帕佩皮"
SYLLABLES = re.findall(
    "[a-z]+",
    "al an bar ber bo bran can car chen da den do el en er far fin gal gor ha har in ja jo ka ken ko la lan len li lo"
    " ma mar mi mon na nel no ol or pa per qui ra ri ro sa sen son ta ten ti to va ver vi wa wen yo za",
)


def million_names(conditions: Conditions) -> Iterator[Comparison | Count]:
    """A million names: building, memory, matching and one name more, against raw Aho-Corasick on the same."""
    entities = made(ENTITIES, NAMES)
    names = sum(len(entity.names) for entity in entities)
    yield Count(f"{names:,} names of {len(entities):,} entities", names >= NAMES)
    yield from _memory()
    text = _text([document.text for document in read_documents(conditions.documents)], entities)
    yield Count(f"a text of {len(text.encode()) / 1e6:.1f} MB, {len(text.splitlines()):,} lines")
    gc.freeze()
    yield from _speed(entities, text, conditions.rounds)


def _memory() -> Iterator[Comparison]:
    """Yield what looking for the names takes, each way in a process of its own."""
    taken: list[tuple[float, float, float]] = []
    for work in (_resident_matcher, _resident_automaton):
        with ProcessPoolExecutor(1, get_context("spawn")) as process:
            taken.append(process.submit(work).result())
    (entities, matcher, peak), (_, raw, raw_peak) = taken
    raw_text = "raw Aho-Corasick of the same patterns"
    yield Comparison("memory kept", raw_text, "MB", None, [(matcher, raw)])
    yield Comparison("memory kept, the entities themselves included", raw_text, "MB", None, [(entities + matcher, raw)])
    yield Comparison("peak memory of the process", f"one that builds {raw_text}", "MB", None, [(peak, raw_peak)])


def _resident_matcher() -> tuple[float, float, float]:
    """Return the megabytes that the entities take, those of what finds them, and the peak of this process."""
    before = _resident()
    entities = made(ENTITIES, NAMES)
    between = _resident()
    matcher = Matcher(entities)
    after = _resident()
    return between - before, after - between, _peak(matcher)


def _resident_automaton() -> tuple[float, float, float]:
    """Return the same of the patterns and of an automaton that is built of them."""
    before = _resident()
    patterns = patterns_of(made(ENTITIES, NAMES))
    between = _resident()
    automaton = CharwiseDoubleArrayAhoCorasick(patterns)
    after = _resident()
    return between - before, after - between, _peak(automaton)


def _resident() -> float:
    gc.collect()
    return int((PROCESSES / "self" / "statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


def _peak(_kept: object) -> float:
    return peak_memory(os.getpid()) or 0.0


def _speed(entities: Sequence[Entity], text: str, rounds: int) -> Iterator[Comparison | Count]:
    folded, patterns = fold(text), patterns_of(entities)
    yield Count(f"{len(patterns):,} patterns, folded and spaced in each way")
    building = Comparison("building", "raw Aho-Corasick of the same patterns", "ms")
    finding = Comparison("all places where names may stand, per MB", "raw Aho-Corasick on the folded text", "ms")
    resolving = Comparison("all mentions, per MB", "raw Aho-Corasick on the folded text", "ms")
    megabytes = len(text.encode()) / 1e6
    for _ in range(2):  # not more often: it takes long and varies little
        raw, floor = _timed(CharwiseDoubleArrayAhoCorasick, patterns)
        matcher, built = _timed(Matcher, entities)
        building.add(built, floor)
    yield building
    for number in range(rounds + 1):
        _, floor = _timed(raw.find_overlapping, folded)
        matches, matched = _timed(matcher.matches, text)
        _, resolved = _timed(resolve, matches)
        if number:
            finding.add(matched / megabytes, floor / megabytes)
            resolving.add((matched + resolved) / megabytes, floor / megabytes)
    yield Count(f"{len(raw.find_overlapping(folded)):,} places spelt like a name, {len(resolve(matches)):,} mentions")
    yield finding
    yield resolving
    yield from _changed(matcher, text, rounds)


def _changed(matcher: Matcher, text: str, rounds: int) -> Iterator[Count]:
    for before in CHANGES:
        changed = matcher.with_changes(Entity(f"more-{n}", "person", (_name(f"方舟{n}"),)) for n in range(before - 1))
        adding: list[float] = []
        ratios: list[float] = []
        kept: list[Matcher] = []  # so that to take one apart is not measured with making the next
        for number in range(rounds):
            one = Entity("one", "person", (_name(f"方小舟{number}"),))
            started = time.perf_counter()
            more = changed.with_changes([one])
            found = more.matches(f"方小舟{number}来了")
            adding.append((time.perf_counter() - started) * 1000)
            assert [candidate.entity for candidate in found.candidates()] == [one]
            more.matches(text)  # what finds names knows most of what it will meet after a while
            kept.append(more)
            _, matched = _timed(matcher.matches, text)
            _, with_change = _timed(more.matches, text)
            ratios.append(with_change / matched)
        yield Count(
            f"one name more, the {before:,}. since all was built: found after {median(adding):.1f} ms"
            f" ({min(adding):.1f} to {max(adding):.1f}), matching then takes {median(ratios):.2f} times as long",
            median(adding) <= AT_ONCE or before > AT_ONCE_UP_TO,
        )


def made(entities: int, names: int) -> list[Entity]:
    """Return entities with as many names in all, at random but always the same."""
    random = Random(SEED)
    characters = [chr(code) for code in range(0x4E00, 0x9FA6) if fold(chr(code)) == chr(code)][::6]

    def name() -> str:
        kind = random.random()
        if kind < 0.4:
            return random.choice(SURNAMES) + "".join(random.choices(characters, k=random.choice((1, 2, 2, 2))))
        if kind < 0.6:
            return "·".join("".join(random.choices(SOUNDS, k=random.randint(2, 4))) for _ in range(2))
        words = random.choice((2, 2, 2, 3, 4))
        return " ".join("".join(random.choices(SYLLABLES, k=random.randint(1, 3))).title() for _ in range(words))

    more = cycle((2, 1, 1, 3, 1, 1, 1))
    return [
        Entity(f"e{number}", "person", tuple(_name(name()) for _ in range(next(more))))
        for number in range(entities * names // NAMES)
    ]


def _name(text: str) -> Name:
    return Name({UNDETERMINED: text})


def patterns_of(entities: Sequence[Entity]) -> list[str]:
    """Return what is looked for, each once."""
    spellings = (text for entity in entities for name in entity.names for text in name.spellings.values())
    return list(dict.fromkeys(pattern for text in spellings for pattern in variants(fold(text))))


def _text(documents: Sequence[str], entities: Sequence[Entity]) -> str:
    """Return the text of some documents over and over, with some names in it."""
    random = Random(SEED)
    parts: list[str] = []
    length = 0
    for document in cycle(documents):
        for sentence in re.findall(f"(?s).{{1,{NAMED_EVERY}}}", document):
            parts += (sentence, random.choice(random.choice(entities).names).spellings[UNDETERMINED])
            length += len(sentence)
        if length >= CODE_POINTS:
            return "".join(parts)
    raise ValueError("no documents")


def _timed(work: Callable[[S], T], given: S) -> tuple[T, float]:
    """Return what some work makes of what it is given, and the milliseconds that it takes."""
    started = time.perf_counter()
    result = work(given)
    return result, (time.perf_counter() - started) * 1000
