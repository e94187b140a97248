"""A document: its end, and its places in bytes."""

from __future__ import annotations

from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st

from reader.documents import document as document_module
from reader.documents.document import Document
from tests.documents.texts import LINE_ENDS, SPACES, texts

pieces = st.integers(1, 9)
"""The code points that are worked on at a time."""
white_spaces = st.text("".join(LINE_ENDS) + SPACES, max_size=20)


@given(texts, white_spaces, pieces)
def test_a_document_ends_with_the_last_character_that_is_no_white_space(text: str, behind: str, piece: int) -> None:
    with patch.object(document_module, "PIECE", piece):
        assert Document("a.txt", text + behind).end == len((text + behind).rstrip())


@given(texts, pieces, st.data())
def test_it_is_known_with_the_digest_which_byte_a_place_stands_at(text: str, piece: int, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text)))
    document, other = Document("a.txt", text), Document("b.txt", text)
    assert document.is_hashed is False
    with patch.object(document_module, "PIECE", piece):
        digest = document.digest
        assert document.byte_offset(offset) == len(text[:offset].encode())
        assert document.byte_length == len(text.encode())
    assert other.digest == digest
    assert other.is_hashed
