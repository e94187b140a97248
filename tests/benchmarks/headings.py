"""Headings of the worst of texts: 50 MB in which there is none, and 50 MB in which every line looks like one."""

from __future__ import annotations

import time
from itertools import cycle, islice
from typing import TYPE_CHECKING

from reader.documents.chapters import LONGEST_CHAPTER
from tests.benchmarks.comparison import Comparison
from tests.benchmarks.conditions import READER
from tests.benchmarks.documents import mark, read_documents
from tests.benchmarks.driving import AT_REST, NOTHING
from tests.benchmarks.first_page import READ_AND_DECODE
from tests.benchmarks.terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.benchmarks.conditions import Conditions

SIZE, SHORT = 50_000_000, 10_000
"""Bytes of a file, and of the short one that it is compared with."""
BEGINNING = f"{mark(0)}的第一句话。"
"""The first line of each, which is no heading."""
CONTENTS = b"t"
CASES = {"without a heading": "no headings", "of headings": "no more are looked for"}
"""What is in the files, and what the contents say when they have been looked for."""
LAUNCH_GOAL, KEYS_GOAL, CONTENTS_GOAL = 1.3, 2, 30
COUNTED = 0.4
"""Seconds without output after which nothing more comes of a key."""


def headings(conditions: Conditions) -> Iterator[Comparison]:
    """Files of 50 MB without a heading, and of nothing else: first page, keys while they are read, contents."""
    folder = conditions.new_folder()
    for case, said in CASES.items():
        long, short = (_written(conditions, folder, case, size) for size in (SIZE, SHORT))
        launch = Comparison(f"launch with 50 MB {case}: first page", "the same, 10 KB", "ms", LAUNCH_GOAL)
        keys = Comparison(f"contents of 50 MB {case}: opened and closed at once", "the same, 10 KB", "ms", KEYS_GOAL)
        whole = Comparison(f"contents of 50 MB {case}: all read", READ_AND_DECODE, "ms", CONTENTS_GOAL)
        for number in range(conditions.rounds + 1):
            seconds = [_measured(conditions, file, said) for file in (long, short)]
            floor = _reading(long)
            if number:
                for comparison, took, took_by_short in zip((launch, keys), *seconds, strict=False):
                    comparison.add(took * 1000, took_by_short * 1000)
                whole.add(seconds[0][2] * 1000, floor * 1000)
        yield from (launch, keys, whole)


def _measured(conditions: Conditions, file: Path, said: str) -> tuple[float, float, float]:
    """Return the seconds to the first page, to open and close the contents, and until all of these are found.

    For a short file of headings the last is the time until nothing more comes: there are not too many.
    """
    with Terminal([READER, str(file)], conditions.new_home()) as terminal:
        launched = terminal.wait_for([BEGINNING])
        terminal.settle(AT_REST)
        keys = terminal.press(CONTENTS + NOTHING).seconds
        terminal.settle(AT_REST)
        is_long = file.stat().st_size > 2 * SHORT
        found = terminal.press(CONTENTS, said if is_long else "", quiet=COUNTED)
        return launched, keys, found.seconds_to(said) if is_long else found.seconds


def _written(conditions: Conditions, folder: Path, case: str, size: int) -> Path:
    file = folder / f"{case} {size}.txt"
    if case == "of headings":
        lines = (f"第{number:07}章 湖上的信" for number in range(size))
    else:
        texts = [document.text for document in read_documents(conditions.documents)]
        paragraphs = [line for text in texts for line in text.splitlines() if len(line) > LONGEST_CHAPTER]
        lines = (f"{line}{number}。" for number, line in enumerate(cycle(paragraphs)))
    each = len(next(lines).encode()) + 1
    with file.open("w", encoding="utf-8") as written:
        written.write(f"{BEGINNING}\n")
        left = size
        for line in islice(lines, size // each * 8):
            left -= len(line.encode()) + 1
            if left < 0:
                break
            written.write(f"{line}\n")
    return file


def _reading(file: Path) -> float:
    """Return the seconds that reading and decoding a file takes."""
    started = time.perf_counter()
    file.read_bytes().decode("utf-8")
    return time.perf_counter() - started
