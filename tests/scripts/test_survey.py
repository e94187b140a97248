"""How a text is written that comes in pieces."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.documents.decoding import UnreadableDocumentError
from reader.documents.document import read_document
from reader.documents.incoming import STRETCH
from reader.documents.paragraphs import paragraphs
from reader.scripts.detection import SAMPLE, SLICE, SLICES, Sample, detect_document, detect_paragraphs, sample
from reader.scripts.script import Written
from reader.scripts.survey import Survey, script_of, survey
from tests.documents.test_incoming import cut
from tests.documents.texts import texts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def plainly(text: str) -> Survey:
    """Return how a text is written, all of it at hand."""
    written = detect_document(text)
    counts = Counter(detect_paragraphs(text, paragraphs(text), written))
    return Survey(written, {script: counts[script] for script in Written if counts[script]})


@given(texts, st.lists(st.integers(0, 300)))
def test_a_text_is_written_alike_wherever_it_is_cut(text: str, places: list[int]) -> None:
    assert survey(cut(text, places)) == plainly(text)
    assert script_of(cut(text, places)) is detect_document(text)


def test_the_seeds_are_told_together_as_one_long_text(seeds: Path) -> None:
    seed = [read_document(str(path)).text for path in sorted(seeds.glob("*.txt"))]
    for text in ("\n".join(seed * 60), "".join("".join(seed).split()) * 60):
        assert len(text) > 2 * STRETCH
        pieces = [text[start : start + 50_000] for start in range(0, len(text), 50_000)]
        assert survey(pieces) == plainly(text)


@given(st.integers(0, 40 * SAMPLE), st.lists(st.integers(0, 40 * SAMPLE), max_size=5))
def test_a_sample_is_the_same_wherever_the_text_is_cut(length: int, places: list[int]) -> None:
    text = ("一二三四五六七" * (length // 7 + 1))[:length]
    gathered = Sample()
    for piece in cut(text, places):
        gathered.add(piece)
    assert gathered.text == sample(text)


@pytest.mark.parametrize("times", [1.01, 2, 3.3, 40])
def test_a_sample_of_a_long_text_is_spread_over_all_of_it(times: float) -> None:
    length = int(SAMPLE * times)
    slices = sample("".join(map(chr, range(0x4E00, 0x4E00 + 16))) * (length // 16)).split("\n")
    assert SLICES / 2 <= len(slices) <= SLICES
    assert all(len(one) == SLICE for one in slices[:-1])


def test_as_far_as_a_text_can_be_read_its_script_is_told() -> None:
    def pieces() -> Iterator[str]:
        yield "这里发现了问题。"
        raise UnreadableDocumentError("wrong")

    assert script_of(pieces()) is Written.HANS
    with pytest.raises(UnreadableDocumentError):
        survey(pieces())
