"""Every spelling is found that the fold makes the same, and no other."""

from __future__ import annotations

import sys

from hypothesis import given
from hypothesis import strategies as st

from reader.scripts.fold import fold
from reader.scripts.variants import spellings, variants
from tests.documents.texts import ONE_BY_ONE


def test_all_characters_that_are_folded_are_known() -> None:
    everything = "".join(map(chr, range(sys.maxunicode + 1)))
    folded = fold(everything)
    known = variants()
    assert all(one in known[other] for one, other in zip(everything, folded, strict=True) if one != other)


@given(st.sampled_from(ONE_BY_ONE) | st.characters())
def test_they_are_what_folds_to_the_same(character: str) -> None:
    found = spellings(character)
    assert character in found
    assert len(set(found)) == len(found)
    assert {fold(one) for one in found} == {fold(character)}


def test_both_scripts_and_all_widths_are_among_them() -> None:
    assert {"发", "發", "髮"} <= set(spellings("發"))
    assert {"a", "A", "ａ", "Ａ", "á"} <= set(spellings("Ａ"))
    assert {" ", "\u3000", "\u00a0", "\t"} <= set(spellings("\u3000"))
