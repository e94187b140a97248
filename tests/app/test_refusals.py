"""Why a document cannot be read is said with the way out that there is in the app, in as much room as there is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader import language
from reader.app import keys
from reader.app.refusals import refusal, refused
from reader.documents.decoding import no_text
from reader.page.cells import width

if TYPE_CHECKING:
    from collections.abc import Iterator

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


def test_a_short_name_is_whole() -> None:
    assert refused("a\x1b.txt", "no such file", 80) == "a␛.txt: no such file"
