"""Converting: 100 MB through `reader convert`, against OpenCC alone on the same text in pieces as long."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from tests.benchmarks.comparison import Comparison
from tests.benchmarks.conditions import PYTHON, READER
from tests.benchmarks.documents import novel, read_documents, simplified, write_novel
from tests.benchmarks.terminal import StuckError
from tests.usage import usage

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tests.benchmarks.conditions import Conditions

SIZE = 100_000_000
"""Bytes of the text."""
MEMORY = 150
"""MB that may be resident at most."""
ROUNDS = 3
"""Pairs at most: each of them takes a while."""
RAW = """
import codecs, opencc, sys
convert = opencc.OpenCC("s2tw", include_tofu_risk_dictionaries=False).convert
decode = codecs.getincrementaldecoder("utf-8")().decode
with open(sys.argv[1], "rb") as file:
    while piece := file.read(262144):
        sys.stdout.buffer.write(convert(decode(piece)).encode())
"""
FLOOR = "OpenCC s2tw"


def convert(conditions: Conditions) -> Iterator[Comparison]:
    """100 MB of Simplified text into Taiwan's script: peak memory, and the processor's work against OpenCC alone."""
    texts = simplified(read_documents(conditions.documents))
    home = conditions.new_home()
    for kind, single_line in (("lines", False), ("in one line", True)):
        file = conditions.new_folder() / "novel.txt"
        write_novel(file, novel(texts, SIZE, 0), 0, single_line=single_line)
        megabytes = file.stat().st_size / 1e6
        memory = Comparison(f"peak memory of converting {SIZE / 1e6:.0f} MB, {kind}", "what is allowed", "MB", goal=1)
        work = Comparison(f"converting, {kind}, per MB of text", FLOOR, "ms of work")
        took = Comparison(f"converting, {kind}, per MB of text, by the clock", FLOOR, "ms")
        for _round in range(min(conditions.rounds, ROUNDS)):
            own = _run([READER, "convert", "--to", "taiwan", str(file)], home)
            raw = _run([PYTHON, "-c", RAW, str(file)], home)
            memory.add(own[0], MEMORY)
            work.add(own[1] / megabytes, raw[1] / megabytes)
            took.add(own[2] / megabytes, raw[2] / megabytes)
        yield from (memory, work, took)


def _run(words: Sequence[str], home: Mapping[str, str]) -> tuple[float, float, float]:
    """Return the peak memory of a program in MB, its work and the time it took, both in milliseconds.

    Raises:
        StuckError: when it does not do what it should.
    """
    began = time.perf_counter()
    used = usage(words, environment=home)
    took = time.perf_counter() - began
    if used.status:
        raise StuckError(f"{words}: exit status {used.status}")
    return used.memory / 1e6, used.work * 1000, took * 1000
