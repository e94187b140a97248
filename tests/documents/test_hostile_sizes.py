"""Files of any size: what is longer than any document is refused before it is read."""

from __future__ import annotations

import resource
from typing import TYPE_CHECKING

import pytest

from reader.documents.decoding import UnreadableDocumentError
from reader.documents.document import read_beginning, read_document
from reader.documents.files import MOST_BYTES

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("suffix", ["txt", "md", "epub", "zip", "html"])
def test_a_file_that_is_longer_than_any_is_refused_before_it_is_read(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"long.{suffix}"
    with path.open("wb") as sparse:
        sparse.truncate(MOST_BYTES + 1)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(UnreadableDocumentError, match="more than 512 MB; split it first"):
        read_document(str(path))
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < MOST_BYTES // 1024 // 4


def test_the_beginning_of_one_is_read_for_its_title(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    with path.open("wb") as sparse:
        sparse.write("湖边的木屋\n".encode() * 2_000)
        sparse.truncate(MOST_BYTES + 1)
    beginning = read_beginning(str(path))
    assert beginning is not None
    assert beginning.title == "湖边的木屋"
