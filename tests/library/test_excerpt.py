"""An excerpt is what stands around the place, and every offset in it is that of the whole text."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.documents.anchoring import CONTEXT, QUOTE, selector_at
from reader.documents.document import Document, read_document
from reader.documents.paragraphs import LONGEST, SEARCH, paragraph_at
from reader.library import excerpt as excerpt_module
from reader.library.excerpt import PAGES, Excerpt, read_around, read_first_pages
from reader.library.finding import stamp_of
from reader.library.state import ReadingPlace
from tests.documents.texts import LINE_ENDS, texts
from tests.library.making import write

if TYPE_CHECKING:
    from pathlib import Path

LONGEST_CHARACTER = 4
"""Bytes of a code point."""
FEW = (QUOTE + CONTEXT + 1) * LONGEST_CHARACTER
"""Bytes on either side of a place that are enough to know it again."""
MARKS = st.sampled_from(("", "\ufeff"))

numbered = st.builds(
    lambda count, line, end: "".join(f"{number}{line}{end}" for number in range(count)),
    st.integers(0, 200),
    texts,
    st.sampled_from((*LINE_ENDS, "")),
)
"""Texts of many lines, each with its number; or of one line."""


def left_in(path: Path, offset: int) -> ReadingPlace:
    """Return the place at an offset as it is remembered of a file."""
    document = read_document(str(path))
    text, in_bytes = document.text, document.byte_offset(offset)
    selector = selector_at(text, offset)
    return ReadingPlace(offset, 0.5, 1.0, selector, len(text), stamp_of(str(path)), in_bytes, document.byte_length)


def around(path: Path, offset: int) -> Excerpt:
    """Return the excerpt around a place, which there must be."""
    found = read_around(str(path), left_in(path, offset))
    assert found is not None
    return found


@given(numbered, MARKS, st.data())
def test_offsets_are_those_of_the_whole_and_the_rest_is_blank(
    tmp_path_factory: pytest.TempPathFactory, text: str, mark: str, data: st.DataObject
) -> None:
    path = write(tmp_path_factory.mktemp("excerpt") / "a.txt", mark + text)
    whole = read_document(str(path)).text
    offset = data.draw(st.integers(0, len(whole)))
    with patch.object(excerpt_module, "PAGES", FEW):
        found = around(path, offset)
    span = found.span
    assert len(found.text) == found.end == len(whole)
    assert found.read == span.of(whole)
    assert (found.text[: span.start] + found.text[span.end :]).strip("\n") == ""
    assert span.start == 0 or span.start <= offset - FEW // LONGEST_CHARACTER + 1
    assert span.end == len(whole) or span.end >= offset + FEW // LONGEST_CHARACTER - 1
    assert span.end - span.start <= 2 * FEW


@pytest.mark.parametrize("end", ["\n", "\r\n", "。", ""])
def test_paragraphs_around_the_place_are_those_of_the_whole_also_inside_an_endless_line(
    tmp_path: Path, end: str
) -> None:
    text = "".join(f"{number}他們說話，看風景；{'很遠' * (number % 90)}{end}" for number in range(6_000))
    path = write(tmp_path / "a.txt", text)
    for offset in (0, 5, len(text) // 3, len(text) // 2, len(text) - 100, len(text)):
        found = around(path, offset)
        assert len(found.read.encode()) < len(text.encode()) / 2
        for place in range(max(0, offset - LONGEST), min(offset + 2 * (LONGEST + SEARCH), len(text)), 97):
            assert paragraph_at(found.text, place) == paragraph_at(text, place)


def test_there_is_none_where_it_is_not_known_which_byte_the_place_stands_at(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", "木屋記\n方小舟說話。\n" * 20_000)
    place = left_in(path, 100_000)
    assert read_around(str(path), place) is not None
    for unknown in (
        replace(place, stamp=None),
        replace(place, length=None),
        replace(place, byte_offset=None),
        replace(place, byte_length=None),
        replace(place, selector=None),
    ):
        assert read_around(str(path), unknown) is None


def test_there_is_none_where_bytes_of_the_file_are_read_as_others(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", "木屋記\n方小舟說話。\n" * 20_000 + "\0")
    assert read_around(str(path), left_in(path, 100_000)) is None


def test_there_is_none_where_something_else_stands_at_the_place(tmp_path: Path) -> None:
    lines = [f"{number:06}方小舟說話。\n" for number in range(20_000)]
    path = write(tmp_path / "a.txt", "".join(lines))
    place = left_in(path, 100_000)
    for other in ("".join(reversed(lines)), "".join(lines)[:50_000], "".join(lines)[:100_100], ""):
        write(path, other)
        assert read_around(str(path), place) is None


def test_there_is_none_where_the_place_stands_inside_a_character(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", "方" * 90_000)
    place = left_in(path, 50_000)
    for shift in (1, 2):
        assert read_around(str(path), replace(place, byte_offset=150_000 + shift)) is None


def test_there_is_none_where_lengths_in_characters_and_in_bytes_do_not_fit_each_other(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", "方" * 90_000)
    for offset in (100, 89_900):
        place = left_in(path, offset)
        assert read_around(str(path), place) is not None
        wrong = replace(place, offset=offset - 1, length=90_001)
        assert read_around(str(path), wrong) is None
    assert read_around(str(path), replace(left_in(path, 50_000), length=50_100)) is None


def test_of_a_document_that_was_not_left_anywhere_the_first_pages_are_read(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", "\ufeff" + "木屋記\n方小舟說話。\n" * 20_000)
    found = read_first_pages(str(path))
    assert found is not None
    assert found.span.start == 0
    assert found.read == found.text == Document("", read_document(str(path)).text).text[: found.span.end]
    assert PAGES - 10 < len(found.text.encode()) <= PAGES


@pytest.mark.parametrize("encoding", ["gb18030", "big5", "big5hkscs", "utf-16", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("shift", range(3))
def test_what_stands_around_a_place_is_read_alone_in_other_encodings_too(
    tmp_path: Path, encoding: str, shift: int
) -> None:
    path = tmp_path / "a.txt"
    text = "x" * shift + "木屋記\n" + "".join(f"{number}方小舟說：風很大😀。\n" for number in range(20_000))
    path.write_bytes((text if encoding.startswith(("gb", "utf")) else text.replace("😀", "")).encode(encoding))
    whole = read_document(str(path))
    for offset in (0, len(whole.text) // 2, len(whole.text) // 2 + 1, len(whole.text) - 3):
        found = around(path, offset)
        assert found.read == found.span.of(whole.text)
        assert found.span.start <= offset <= found.span.end
        assert len(found.read) < len(whole.text) / 2
        assert (len(found.text), found.encoding) == (len(whole.text), whole.encoding)


@pytest.mark.parametrize("text", ["方小舟說話" * 60_000, "木屋記\n" + "方小舟說話。\n" * 20_000 + "\ufffd"])
def test_there_is_none_in_other_encodings_where_it_is_not_known_where_a_character_begins(
    tmp_path: Path, text: str
) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(text.replace("\ufffd", "").encode("gb18030") + b"\xff" * text.count("\ufffd"))
    assert read_around(str(path), left_in(path, 100_000)) is None


def test_the_first_pages_are_read_in_the_encoding_they_are_in(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    text = "木屋記\n方小舟說話。\n" * 20_000
    path.write_bytes(text.encode("cp950"))
    found = read_first_pages(str(path))
    assert found is not None
    assert text.startswith(found.read)
    assert (found.encoding, len(found.read) > PAGES // 3) == ("Big5", True)
