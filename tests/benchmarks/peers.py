"""Other readers beside this one, on the same text in the same terminal: `python -m tests.benchmarks.peers`.

baca, epy and frogmouth come from the package index, each into a virtual environment of its own, when this is run; they
are no dependencies of the project. Each reads the same novel in a format that it can read.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import venv
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from tests.benchmarks.conditions import READER, Conditions, documents_to_measure, number_of_rounds
from tests.benchmarks.documents import mark, novel, opening, read_documents, simplified, write_novel
from tests.benchmarks.epub import write_epub, write_markdown
from tests.benchmarks.novels import BOOK, NOTE, NOVEL, Kind
from tests.benchmarks.processes import ChildrenWatch, peak_memory
from tests.benchmarks.terminal import COLUMNS, ROWS, StuckError, Terminal

if TYPE_CHECKING:
    from collections.abc import Sequence

PAGE = b" "
"""One page down in all of them."""
PAGES = {NOTE: 1, BOOK: 5, NOVEL: 5}
"""How many pages are turned each time, fewer than there are."""
QUIET = 0.6
"""Seconds without output after which a page stands there: some scroll to it, or lay it out piece by piece."""
INSTALL_LIMIT = 600.0
READER_NAME = "reader"
VERSIONS = """
import importlib.metadata, sys
for name in sys.argv[1:]:
    try:
        print(name, importlib.metadata.version(name))
    except importlib.metadata.PackageNotFoundError:
        pass
"""
"""A program that tells the versions of the packages named that are there."""


@dataclass(frozen=True, slots=True)
class Peer:
    """A reader from the package index."""

    name: str
    """Of the program."""
    package: str
    suffix: str
    """Of the files that it reads."""


PEERS = (Peer("baca", "baca", ".epub"), Peer("epy", "epy-reader", ".epub"), Peer("frogmouth", "frogmouth", ".md"))
SUFFIXES = {READER_NAME: ".txt", **{peer.name: peer.suffix for peer in PEERS}}


@dataclass(slots=True)
class Figures:
    """What was measured of one program with one document."""

    first: list[float] = field(default_factory=list)
    """Seconds from the start of the program to its first readable text."""
    pages: list[float] = field(default_factory=list)
    """Seconds from the key to the last byte of the next page."""
    memory: list[float] = field(default_factory=list)
    """The most memory of the program, in MB."""
    children: list[float] = field(default_factory=list)
    """The most memory of all processes that it has started, together, in MB."""
    failure: str = ""
    """Why something is missing."""


def main() -> int:
    """Install the peers, measure all, and print one table."""
    chosen = _parser().parse_args()
    rounds = f"rounds: {chosen.rounds}, with {NOVEL.name} 1  limit: {chosen.limit:.0f} s"
    print(f"terminal: {COLUMNS}x{ROWS}  {rounds}", flush=True)
    with tempfile.TemporaryDirectory() as scratch:
        conditions = Conditions(documents_to_measure(), chosen.rounds, Path(scratch))
        environments = chosen.environments or conditions.new_folder()
        programs = {READER_NAME: READER}
        for peer in PEERS:
            try:
                programs[peer.name] = _installed(peer, environments.absolute())
                print(f"{peer.name}: {_versions(programs[peer.name], peer)}", flush=True)
            except (OSError, subprocess.SubprocessError) as error:
                print(f"{peer.name}: not installed: {_last_line(error)}", flush=True)
        for kind in (NOTE, BOOK, NOVEL):
            figures = _measure(conditions, kind, programs, chosen.limit)
            for name in programs:
                print(_row(kind.name, name, figures[name], figures[READER_NAME]), flush=True)
    return 0


def _measure(conditions: Conditions, kind: Kind, programs: dict[str, str], limit: float) -> dict[str, Figures]:
    """Start all programs in turns with a document of a kind, in a new home each time."""
    folder = conditions.new_folder()
    chapters = novel(simplified(read_documents(conditions.documents)), kind.size, 0)
    write_novel(folder / "novel.txt", chapters, 0)
    write_epub(folder / "novel.epub", mark(0), chapters)
    write_markdown(folder / "novel.md", chapters)
    figures: dict[str, Figures] = defaultdict(Figures)
    for _ in range(1 if kind is NOVEL else conditions.rounds):
        for name, program in programs.items():
            if not figures[name].failure:
                command = [program, str(folder / f"novel{SUFFIXES[name]}")]
                _measure_once(conditions, command, PAGES[kind], limit, figures[name])
    return figures


def _measure_once(conditions: Conditions, command: Sequence[str], pages: int, limit: float, its: Figures) -> None:
    """Start a program, turn pages, and add what was measured, as far as it came."""
    with Terminal(command, conditions.new_home(), limit) as terminal, ChildrenWatch(terminal.process) as children:
        stage = "first text"
        try:
            its.first.append(terminal.wait_for([opening(1)]))
            stage = "rest after it"
            terminal.settle(QUIET)
            stage = "page down"
            its.pages += [terminal.press(PAGE, quiet=QUIET).seconds for _ in range(pages)]
        except StuckError:
            its.failure = f"{stage}: not within {limit:.0f} s"
        memory = peak_memory(terminal.process)
        if memory is None:
            its.failure = f"{stage}: it has ended"
        else:
            its.memory.append(memory)
        its.children.append(sum(children.peaks.values()))


def _installed(peer: Peer, environments: Path) -> str:
    """Return the path of a peer's program, installed into an environment of its own if it is not there yet."""
    environment = environments / peer.package
    program = environment / "bin" / peer.name
    if not program.exists():
        venv.create(environment, with_pip=True)
        install = [str(environment / "bin" / "pip"), "install", "--quiet", peer.package]
        subprocess.run(install, check=True, capture_output=True, text=True, timeout=INSTALL_LIMIT)
    return str(program)


def _versions(program: str, peer: Peer) -> str:
    """Return which version of a peer is measured, and of what its screen is made with, if that is Textual."""
    python = str(Path(program).with_name("python"))
    listed = subprocess.run(
        [python, "-c", VERSIONS, peer.package, "textual"], capture_output=True, text=True, timeout=60, check=True
    )
    return ", ".join(listed.stdout.split("\n")).strip(", ")


def _last_line(error: Exception) -> str:
    told = getattr(error, "stderr", None) or str(error)
    return str(told).strip().splitlines()[-1]


def _row(size: str, name: str, its: Figures, ours: Figures) -> str:
    """Return one line of the table: the medians, and how often ours go into them."""
    cells = [f"{size:<6} {name:<10}"]
    for label, unit, factor, theirs, our in (
        ("first text", "ms", 1000, its.first, ours.first),
        ("page down", "ms", 1000, its.pages, ours.pages),
        ("memory", "MB", 1, its.memory, ours.memory),
    ):
        if theirs:
            ratio = f"×{median(theirs) / median(our):.2f}" if our else ""
            cells.append(f"{label} {median(theirs) * factor:8.1f} {unit} {ratio:<8}")
        else:
            cells.append(f"{label} {'-':>8} {unit} {'':<8}")
    if any(its.children):
        cells.append(f"its child processes {median(its.children):.1f} MB")
    if its.failure:
        cells.append(its.failure)
    return "  ".join(cells).rstrip()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks.peers",
        description="Measure other readers beside this one, on the same text: the first readable text after the start, "
        "page down, and the most memory taken.",
        epilog="This installs baca, epy-reader and frogmouth from the package index, each into a virtual environment "
        "that is thrown away afterwards, or kept in the folder given.",
    )
    parser.add_argument(
        "--rounds", type=number_of_rounds, default=3, metavar="N", help="starts of each program (default 3)"
    )
    parser.add_argument("--limit", type=float, default=120, metavar="SECONDS", help="the longest wait (default 120)")
    parser.add_argument("--environments", type=Path, metavar="FOLDER", help="where the programs are or will be")
    return parser


if __name__ == "__main__":
    sys.exit(main())
