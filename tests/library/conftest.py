"""A folder of short documents, and the library of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader.library.library import Library
from tests.library.making import fill

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return fill(tmp_path / "木屋")


@pytest.fixture
def library(folder: Path) -> Iterator[Library]:
    library = Library([str(folder)])
    yield library
    library.close()
