"""The command line: `reader --version` against an interpreter that does nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.benchmarks.comparison import Comparison
from tests.benchmarks.conditions import PYTHON, READER
from tests.benchmarks.terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tests.benchmarks.conditions import Conditions


def version(conditions: Conditions) -> Iterator[Comparison]:
    """The version, until the program has ended."""
    comparison = Comparison("reader --version", "python -c pass", "ms", goal=4)
    home = conditions.new_home()
    for number in range(conditions.rounds + 1):
        answer = _milliseconds([READER, "--version"], home)
        floor = _milliseconds([PYTHON, "-c", "pass"], home)
        if number:
            comparison.add(answer, floor)
    yield comparison


def _milliseconds(command: Sequence[str], home: Mapping[str, str]) -> float:
    with Terminal(command, home) as terminal:
        return terminal.wait_for_end() * 1000
