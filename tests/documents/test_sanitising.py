from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.documents.sanitising import harmless, harmless_json, one_line
from tests.documents.texts import EMOJI, ONE_BY_ONE, texts

BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
CONTROLS = [*map(chr, (*range(0x20), *range(0x7F, 0xA0))), *BIDI, "\u2028", "\u2029", "\U000e0001", "\ufff9"]

dirty = st.lists(st.one_of(texts, st.sampled_from(CONTROLS)), max_size=20).map("".join)


@given(dirty)
def test_no_control_survives_and_no_offset_moves(text: str) -> None:
    shown = harmless(text)
    assert len(shown) == len(text)
    assert not any(unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp") for character in shown)
    assert not set(shown) & set(BIDI)


@given(dirty)
def test_what_is_harmless_stays_so(text: str) -> None:
    assert harmless(harmless(text)) == harmless(text)


@pytest.mark.parametrize("control", CONTROLS, ids=lambda control: f"{ord(control):04X}")
def test_each_control_is_replaced(control: str) -> None:
    assert harmless(f"一{control}二") != f"一{control}二"


def test_an_escape_sequence_is_shown_not_sent() -> None:
    assert harmless("\x1b[31m红\x1b[0m\x07") == "␛[31m红␛[0m␇"


@pytest.mark.parametrize("text", [ONE_BY_ONE.replace("\t", ""), *EMOJI, "葛\U000e0100", "我哋唔係㗎"])
def test_text_stays_as_it_is(text: str) -> None:
    assert harmless(text) == text


@given(dirty)
def test_one_line_is_one_line(text: str) -> None:
    line = one_line(text)
    assert len(line.splitlines()) <= 1
    assert line == line.strip()
    assert harmless(line) == line


def test_a_file_name_that_is_no_text_can_be_shown() -> None:
    assert one_line("a\udcff\n\tb") == "a\ufffd b"


@given(dirty)
def test_json_means_the_same_with_every_control_escaped(text: str) -> None:
    written = harmless_json(json.dumps({"text": text}, ensure_ascii=False))
    assert json.loads(written) == {"text": text}
    assert harmless(written) == written
    assert len(written.splitlines()) == 1
