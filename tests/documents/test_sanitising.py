from __future__ import annotations

import json
import unicodedata
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich._unicode_data import load as load_cell_table  # rich has no public name for its table

from reader.documents.sanitising import MOST_JOINED, REPLACEMENT, copyable, harmless, harmless_json, one_line
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


JOINED = ("\u0301", "\ufe0f", "\U000e0101", "\u200d", "\u200c", "\u200b", "\u1161", "\u093f", "\u20dd", "\U0001f3fd")


@pytest.mark.parametrize("base", ["a", "字", "👍"])
@pytest.mark.parametrize("joined", JOINED, ids=lambda joined: f"{ord(joined):04X}")
def test_no_more_is_joined_to_a_character_than_any_writing_needs(base: str, joined: str) -> None:
    shown = harmless(base + joined * 1000 + base)
    assert len(shown) == 1002
    assert shown.count(joined) <= MOST_JOINED
    assert shown[MOST_JOINED + 1 :] == REPLACEMENT * (1000 - MOST_JOINED) + base


@given(st.lists(st.one_of(st.sampled_from(JOINED), texts), max_size=80).map("".join))
def test_what_was_bounded_stays_as_it_is(text: str) -> None:
    shown = harmless(text)
    assert len(shown) == len(text)
    assert harmless(shown) == shown


@pytest.mark.parametrize("text", ["字\u200d字", "a\u200da", "क\u094d\u200dष", "\u200d👩", "👩\u200da", "👩\u200d"])
def test_a_joiner_that_joins_no_emoji_makes_nothing_vanish(text: str) -> None:
    assert harmless(text) == text.replace("\u200d", "\u200c")


@pytest.mark.parametrize("text", ["字🏽", "a🏽", "👍🏽🏽", "🏽"])
def test_a_skin_tone_that_colours_nothing_is_shown(text: str) -> None:
    assert harmless(text)[-1] == REPLACEMENT


def test_a_chain_of_emoji_comes_to_an_end() -> None:
    shown = harmless("👩\u200d" * 1000)
    assert max(map(len, shown.split(REPLACEMENT))) <= MOST_JOINED + 1
    assert shown.count("👩") == 1000


def test_of_all_that_takes_no_cell_only_so_much_follows_each_other() -> None:
    ranges = [range(first, last + 1) for first, last, cells in load_cell_table("auto").widths if not cells]
    assert ranges
    for character in map(chr, chain(*ranges)):
        assert character * (MOST_JOINED + 1) not in harmless("字" + character * (MOST_JOINED + 1))


def test_a_file_name_that_is_no_text_can_be_shown() -> None:
    assert one_line("a\udcff\n\tb") == "a\ufffd b"


@given(dirty)
def test_json_means_the_same_with_every_control_escaped(text: str) -> None:
    written = harmless_json(json.dumps({"text": text}, ensure_ascii=False))
    assert json.loads(written) == {"text": text}
    assert harmless(written) == written
    assert len(written.splitlines()) == 1


def test_what_is_copied_keeps_its_lines_and_ends_no_paste() -> None:
    assert copyable("一\t二\r\n三\x85四\u2028五") == "一\t二\r\n三\n四\n五"
    assert copyable("rm\x1b[201~\x9b201~\u202e\udc9b") == "rm␛[201~\ufffd201~\ufffd\ufffd"
    assert copyable(family := "👨\u200d👩\u200d👧️") == family


@given(dirty)
def test_no_control_but_lines_and_tabs_is_copied(text: str) -> None:
    copied = copyable(text)
    assert len(copied) == len(text)
    assert not any(unicodedata.category(one) in ("Cc", "Cs", "Zl", "Zp") and one not in "\t\n\r" for one in copied)
