"""Libraries of novels made for measuring, each with a home in which they are read through already."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from reader.library.locations import ENTITY_LIST
from tests.benchmarks.conditions import READER
from tests.benchmarks.documents import ENTITY, mark, novel, read_documents, simplified, write_novel
from tests.benchmarks.terminal import StuckError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from tests.benchmarks.conditions import Conditions

INDEX_LIMIT = 600.0
"""Seconds that reading a library through may take."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What novels there are."""

    name: str
    size: int
    """Bytes of the file."""
    single_line: bool = False


NOTE = Kind("10 KB", 10_000)
BOOK = Kind("1 MB", 1_000_000)
NOVEL = Kind("20 MB", 20_000_000)
LINE = Kind("20 MB in one line", 20_000_000, single_line=True)


@dataclass(frozen=True, slots=True)
class Shelf:
    """A folder with novels and an entity list, in which `NAME` and `COMPANION` are."""

    folder: Path
    home: Mapping[str, str]
    """The environment of a program that has read all of them through. Take a copy: what is opened is remembered."""

    def file(self, number: int) -> Path:
        """Return the file of a novel; its name is its mark, so that the list shows it whatever the title is."""
        return self.folder / f"{mark(number)}.txt"


@cache
def shelf(conditions: Conditions, *kinds: Kind) -> Shelf:
    """Return a folder with one novel of each kind, made once in a run.

    Raises:
        StuckError: when the reader cannot read them through.
    """
    folder = conditions.new_folder()
    made = Shelf(folder, conditions.new_home())
    (folder / ENTITY_LIST).write_text(ENTITY, encoding="utf-8")
    texts = simplified(read_documents(conditions.documents))
    for number, kind in enumerate(kinds):
        write_novel(made.file(number), novel(texts, kind.size, number), number, single_line=kind.single_line)
    try:
        command = [READER, "index", str(folder)]
        subprocess.run(command, env=made.home, check=True, capture_output=True, timeout=INDEX_LIMIT)
    except subprocess.CalledProcessError as error:
        raise StuckError(f"{command}: {error.stderr.decode(errors='replace')[-500:]}") from error
    except subprocess.TimeoutExpired as error:
        raise StuckError(f"{command}: not done within {INDEX_LIMIT:.0f} s") from error
    return made
