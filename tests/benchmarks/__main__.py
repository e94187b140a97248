"""Run the benchmarks: `python -m tests.benchmarks [NAME …] [--rounds N]`."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from tests.benchmarks.alignment import alignment
from tests.benchmarks.analysis import analysis
from tests.benchmarks.background import background
from tests.benchmarks.command import version
from tests.benchmarks.conditions import READER, REAL_DOCUMENTS, Conditions, documents_to_measure, number_of_rounds
from tests.benchmarks.conversion import conversion
from tests.benchmarks.convert import convert
from tests.benchmarks.discovery import GOLD, LABELLED_DATA, discovery
from tests.benchmarks.encodings import ENCODED_TEXTS, encodings
from tests.benchmarks.first_page import first_page, launch_novel
from tests.benchmarks.headings import headings
from tests.benchmarks.launch import launch, memory
from tests.benchmarks.line_breaking import line_breaking
from tests.benchmarks.many_documents import many_documents
from tests.benchmarks.million_names import million_names
from tests.benchmarks.names import UPSTREAM_CASES, names
from tests.benchmarks.novel_memory import novel_memory
from tests.benchmarks.page import first_toggle, jump, toggle
from tests.benchmarks.search import search
from tests.benchmarks.sizes import sizes
from tests.benchmarks.terminal import COLUMNS, ROWS, StuckError
from tests.benchmarks.transliteration import TRANSLITERATIONS, transliteration
from tests.benchmarks.upstream import upstream

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.benchmarks.comparison import Comparison
    from tests.benchmarks.counts import Count

BENCHMARKS: dict[str, Callable[[Conditions], Iterator[Comparison | Count]]] = {
    "version": version,
    "launch": launch,
    "toggle": toggle,
    "jump": jump,
    "first-toggle": first_toggle,
    "sizes": sizes,
    "first-page": first_page,
    "launch-novel": launch_novel,
    "background": background,
    "search": search,
    "headings": headings,
    "line-breaking": line_breaking,
    "memory": memory,
    "many-documents": many_documents,
    "novel-memory": novel_memory,
    "analysis": analysis,
    "conversion": conversion,
    "alignment": alignment,
    "upstream": upstream,
    "convert": convert,
    "names": names,
    "million-names": million_names,
    "discovery": discovery,
    "transliteration": transliteration,
    "encodings": encodings,
}


def main() -> int:
    """Run the benchmarks that are asked for, and print a line for each claim."""
    chosen = _parser().parse_args()
    documents = documents_to_measure()
    print(f"documents: {documents}  command: {READER}  terminal: {COLUMNS}x{ROWS}  rounds: {chosen.rounds}", flush=True)
    missed = False
    with tempfile.TemporaryDirectory() as scratch:
        conditions = Conditions(documents, chosen.rounds, Path(scratch))
        for name in chosen.names or BENCHMARKS:
            try:
                for comparison in BENCHMARKS[name](conditions):
                    print(comparison, flush=True)
                    missed = missed or not comparison.holds
            except StuckError as error:
                print(f"{name}: not measured: {error}", flush=True)
                missed = True
    return int(missed)


def _parser() -> argparse.ArgumentParser:
    names = "\n".join(f"  {name:<14}{benchmark.__doc__}" for name, benchmark in BENCHMARKS.items())
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks",
        description="Measure what is claimed about speed, each claim in turns with its floor.",
        epilog=f"benchmarks (all when none is named):\n{names}\n\n"
        f"{REAL_DOCUMENTS}=FOLDER measures on the documents of a folder in place of the sample documents.\n"
        f"{UPSTREAM_CASES}=FILE tries the names on OpenCC's own test/testcases/testcases.json as well.\n"
        f"{TRANSLITERATIONS}=FOLDER holds the pairs of names that transliteration is tried on.\n"
        f"{LABELLED_DATA}=FILES tries discovery on marked texts, {GOLD}=FOLDER on the documents of that folder.\n"
        f"{ENCODED_TEXTS}=FOLDER holds more texts whose encodings are to be found out.\n"
        "A ratio is the median of the pairs, with their range; the exit status is 1 when a goal is missed\n"
        "or something could not be measured.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("names", nargs="*", type=_name, metavar="NAME", help="a benchmark, see below")
    parser.add_argument(
        "--rounds", type=number_of_rounds, default=9, metavar="N", help="pairs for each claim (default 9)"
    )
    return parser


def _name(name: str) -> str:
    if name not in BENCHMARKS:
        raise argparse.ArgumentTypeError(f"{name}: there are {', '.join(BENCHMARKS)}")
    return name


if __name__ == "__main__":
    sys.exit(main())
