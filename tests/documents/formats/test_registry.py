"""Which format a document is in, and the formats that others add."""

from __future__ import annotations

from importlib.metadata import EntryPoint
from typing import TYPE_CHECKING

import pytest

from reader.documents.decoding import UnreadableDocumentError
from reader.documents.formats import registry
from reader.documents.formats.registry import Format
from reader.documents.formats.source import Source
from reader.documents.sanitising import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = __name__


def shouted(data: bytes, _name: str, _encoding: str | None = None, /) -> Source:
    return Source(data.decode().upper())


def senseless(_data: bytes, _name: str, _encoding: str | None = None, /) -> Source:
    return Source("湖\0水\ud800冷", encoding="码\n\x1b" * 1000)


def breaks(_data: bytes, _name: str, _encoding: str | None = None, /) -> Source:
    raise KeyError("a\nb")


LOUD = Format("loud", shouted)
SENSELESS = Format("senseless", senseless)
BROKEN = Format("broken", breaks)


@pytest.fixture
def others(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Have others add formats: one that works, one that breaks, one that cannot be imported, one that is none."""
    points = [
        EntryPoint("loud", f"{HERE}:LOUD", registry.GROUP),
        EntryPoint("broken", f"{HERE}:BROKEN", registry.GROUP),
        EntryPoint("senseless", f"{HERE}:SENSELESS", registry.GROUP),
        EntryPoint("gone", "no.such.module:FORMAT", registry.GROUP),
        EntryPoint("none", f"{HERE}:HERE", registry.GROUP),
        EntryPoint("txt", f"{HERE}:LOUD", registry.GROUP),
    ]
    monkeypatch.setattr("importlib.metadata.entry_points", lambda group: points if group == registry.GROUP else [])
    registry._added.cache_clear()
    registry._loaded.cache_clear()
    yield
    registry._added.cache_clear()
    registry._loaded.cache_clear()


@pytest.mark.usefixtures("others")
def test_others_add_formats_but_take_none_away() -> None:
    assert registry.suffixes() >= {".loud", ".broken", ".txt", ".epub"}
    assert registry.read(b"abc", "x.LOUD").text == "ABC"
    assert registry.read(b"abc", "x.txt").text == "abc"


@pytest.mark.usefixtures("others")
def test_what_is_no_character_is_replaced_and_moves_nothing() -> None:
    assert registry.read(b"abc", "x.senseless").text == "湖\ufffd水\ufffd冷"


@pytest.mark.usefixtures("others")
def test_what_others_call_an_encoding_is_one_line_with_an_end() -> None:
    encoding = registry.read(b"abc", "x.senseless").encoding
    assert encoding == one_line(encoding)
    assert encoding.startswith("码")
    assert len(encoding) <= registry.LONGEST_ENCODING


@pytest.mark.usefixtures("others")
@pytest.mark.parametrize("suffix", ["broken", "gone", "none"])
def test_what_of_others_does_not_work_is_told_in_one_line_and_stops_nothing_else(suffix: str) -> None:
    with pytest.raises(UnreadableDocumentError, match="mend or uninstall it") as told:
        registry.read(b"abc", f"x.{suffix}")
    assert len(str(told.value).splitlines()) == 1
    assert registry.read(b"abc", "x.txt").text == "abc"


def test_text_is_read_as_it_stands_and_its_headings_are_to_be_found() -> None:
    source = registry.read("# 题\r\n　　文".encode("gb18030"), "x.md")
    assert (source.text, source.encoding, source.headings) == ("# 题\r\n　　文", "GB18030", None)


def test_each_suffix_is_known_once() -> None:
    suffixes = [suffix for one in registry.BUILT_IN for suffix in one.suffixes]
    assert len(suffixes) == len(set(suffixes))
