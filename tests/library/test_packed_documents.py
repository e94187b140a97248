"""A document that was parsed is the same again out of its bytes."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.documents.document import Document
from reader.documents.formats.source import Link, Note, Source, Titled
from reader.documents.paragraphs import Span
from reader.library.packed_documents import NotPackedError, packed, unpacked

texts = st.text(alphabet=st.characters(), max_size=30)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    text = draw(texts)
    spans = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(lambda ends: Span(*sorted(ends)))
    source = Source(
        "",
        draw(texts),
        draw(st.integers(0, 9)),
        draw(texts),
        tuple(draw(st.lists(texts, max_size=2))),
        draw(texts),
        draw(st.none() | st.lists(st.builds(Titled, spans, st.integers(0, 5)), max_size=3).map(tuple)),
        tuple(draw(st.lists(st.builds(Note, spans, st.integers(0, len(text))), max_size=3))),
        tuple(draw(st.lists(st.builds(Link, spans, texts), max_size=3))),
    )
    named = {"encoding": source.encoding, "replaced": source.replaced, "source": source}
    return Document(draw(texts), text, format="HTML", **named)  # type: ignore[arg-type]


@given(documents())
@settings(max_examples=60)
def test_a_document_is_the_same_again(document: Document) -> None:
    assert unpacked(document.name, packed(document)) == document


@given(st.binary(max_size=60))
@settings(max_examples=60)
def test_any_other_bytes_are_none(data: bytes) -> None:
    with pytest.raises(NotPackedError):
        unpacked("a", data)


@pytest.mark.parametrize(
    "data", [b'["a","",0,"","",[],"",[[0,9,0]],[],[]]', b"[" * 100_000, b'["a","",0,"","",[],"",null,[],[[1,0,"x"]]]']
)
def test_places_outside_of_the_text_are_refused(data: bytes) -> None:
    with pytest.raises(NotPackedError):
        unpacked("a", data)
