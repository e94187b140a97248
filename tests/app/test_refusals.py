"""Why a document cannot be read is said with the way out that there is in the app, in as much room as there is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader import language
from reader.app import keys
from reader.app.refusals import refusal, refused
from reader.documents.decoding import UnreadableDocumentError, no_text
from reader.documents.document import read_document
from reader.page.cells import width
from tests.documents.formats.packing import zipped

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NAME = "很久以前的一座桥和它的一百个客人.txt"


@pytest.fixture
def without_a_key() -> Iterator[None]:
    keys.use({"encoding.choose": ""})
    yield
    keys.use({})


def test_of_what_is_no_text_the_key_is_named_and_no_option_of_the_command_line() -> None:
    assert refusal(no_text(), 80) == "not a text file · D reads it in another encoding"


def test_where_the_way_out_does_not_fit_the_reason_is_whole() -> None:
    assert refusal(no_text(), 20) == "not a text file"


@pytest.mark.usefixtures("without_a_key")
def test_a_key_that_there_is_not_is_not_named() -> None:
    assert refusal(no_text(), 80) == "not a text file"


def test_every_other_reason_is_told_as_it_is() -> None:
    assert refusal("no such file", 4) == "no such file"


@pytest.mark.parametrize("cells", [40, 60, 80, 120])
@pytest.mark.parametrize("spoken", ["en", "zh-Hans"])
def test_a_long_name_leaves_the_reason_its_room(cells: int, spoken: str) -> None:
    before = language.spoken()
    language.use(spoken)
    try:
        told = refused(f"/some/folder/{NAME}", no_text(), cells)
        assert told.endswith(f": {refusal(no_text(), cells - 10)}")
    finally:
        language.use(before)
    assert width(told) <= cells
    assert told.startswith(NAME[:3])


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("十五格名字.epub", b"PK\x03\x04"),
        ("十五格名字.epub", zipped({"META-INF/container.xml": ""})),
        ("十五格名字.html", b"<html><body><script>write()</script></body></html>"),
    ],
)
def test_the_way_out_is_seen_at_eighty_columns(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(UnreadableDocumentError) as error:
        read_document(str(tmp_path / name))
    told = refused(name, str(error.value), 78)
    assert told == f"{name}: {error.value}"
    assert "; " in told
    assert width(told) <= 78


def test_a_name_that_is_cut_has_no_space_behind_it() -> None:
    told = [refused("二进制的一个很长的名字.bin", no_text(), cells) for cells in range(30, 50)]
    assert not any(" :" in one for one in told)


def test_a_short_name_is_whole() -> None:
    assert refused("a\x1b.txt", "no such file", 80) == "a␛.txt: no such file"
