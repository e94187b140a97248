"""The conditions of a run: its documents, its rounds, and the empty homes that the programs start in."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from reader.library.locations import seeds
from tests.terminal import environment

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

REAL_DOCUMENTS = "READER_REAL_DOCUMENTS"
"""The environment variable that names a folder to measure on, in place of the sample documents."""

PYTHON = sys.executable
READER = str(Path(PYTHON).with_name("reader"))
"""The command that users run, of the environment that the benchmarks run in."""


@dataclass(frozen=True, slots=True)
class Conditions:
    """What all benchmarks of a run share."""

    documents: Path
    """The folder of the documents."""
    rounds: int
    """How many pairs are measured for each claim, after one that does not count."""
    scratch: Path
    """A temporary folder for homes and made documents."""
    _numbers: Iterator[int] = field(default_factory=count)

    def new_folder(self) -> Path:
        """Return a new empty folder."""
        folder = self.scratch / str(next(self._numbers))
        folder.mkdir()
        return folder

    def new_home(self) -> Mapping[str, str]:
        """Return all of the environment of a program that nobody has used before."""
        return environment(self.new_folder())

    def copy_of(self, home: Mapping[str, str]) -> Mapping[str, str]:
        """Return a home in the state that another one is in, so that what one program remembers no other one finds."""
        folder = self.new_folder()
        shutil.copytree(home["HOME"], folder, dirs_exist_ok=True)
        return environment(folder)


def documents_to_measure() -> Path:
    """Return the folder that the environment names, else that of the sample documents."""
    return Path(os.environ.get(REAL_DOCUMENTS) or seeds()).absolute()


def number_of_rounds(number: str) -> int:
    """Return the rounds that somebody asks for on the command line.

    Raises:
        argparse.ArgumentTypeError: when it is no number of 1 or more.
    """
    if not number.isdecimal() or int(number) < 1:
        raise argparse.ArgumentTypeError(f"{number}: give a number of 1 or more")
    return int(number)
