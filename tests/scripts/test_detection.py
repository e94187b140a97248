from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.documents.document import read_document
from reader.documents.paragraphs import paragraphs
from reader.scripts import detection
from reader.scripts.characters import characters
from reader.scripts.detection import (
    SAMPLE,
    SLICES,
    Evidence,
    detect_document,
    detect_paragraph,
    detect_paragraphs,
    evidence,
    sample,
)
from reader.scripts.script import Written
from tests.documents.texts import any_text, texts
from tests.scripts.detection_rows import HELD_OUT, TUNED, rows

if TYPE_CHECKING:
    from pathlib import Path

KANA = "これは日本語のアイウエオ"
RARE = sorted(one for one in characters().simplified_only | characters().traditional_only if one > "\uffff")[:8]
EVIDENCE = "这里发现問題軟體看著爲眾説网路一二三，。a😀" + "".join(RARE)
"""Characters of either script and of both, some of them beyond the basic plane."""

SEEDS = {"tw": "zh-TW", "hant": "zh-Hant", "hk": "zh-HK", "hans": "zh-Hans", "interview": "zh-TW"}


def test_the_scripts_of_the_seeds_are_told(seeds: Path) -> None:
    found = {path.name: str(detect_document(read_document(str(path)).text)) for path in seeds.glob("*.txt")}
    assert found == {name: SEEDS[name.partition("-")[0]] for name in found}
    assert len(found) >= 6


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("这里发现了一个问题。", Written.HANS),
        ("為了這個問題，他們在網路上找軟體，看著螢幕。", Written.TW),
        ("爲了這個問題，羣衆纔在牀邊喫麪。", Written.HANT),
        ("佢哋話呢個問題好緊要，她説要閲讀。", Written.HK),
        ("這個問題", Written.HANT),
        ("这个问题很严重。這個問題很嚴重。", Written.MIXED),
        ("这是一篇简体文章，里面只提到一次陳字。", Written.HANS),
        ("這是一篇繁體文章，裏面隻有一个字。", Written.HANT),
        ("一二三，山水。", Written.NONE),
        ("OpenAI o3 2024 😀", Written.NONE),
        ("", Written.NONE),
        ("これは日本語の文章です。学会で発表した。", Written.NONE),
    ],
)
def test_a_text_is_told_by_its_characters(text: str, written: Written) -> None:
    assert detect_document(text) is written


def test_famous_authors_do_not_make_a_text_taiwanese() -> None:
    assert detect_document("這是著名的著作，原著者很顯著。") is Written.HANT


@pytest.mark.parametrize("document", Written)
def test_a_paragraph_without_a_sign_is_taken_for_its_document(document: Written) -> None:
    assert detect_paragraph("Noam Brown：", document) is document


@pytest.mark.parametrize("document", [Written.TW, Written.HK, Written.HANT])
def test_a_paragraph_has_the_region_of_its_document(document: Written) -> None:
    assert detect_paragraph("她説爲了這個問題看著我", document) is document


def test_a_quotation_in_the_other_script_is_told() -> None:
    assert detect_paragraph("这里发现了一个问题", Written.TW) is Written.HANS
    assert detect_paragraph("為了這個問題看著我", Written.HANS) is Written.TW


def test_as_much_evidence_for_either_script_is_evidence_for_both() -> None:
    assert detect_document("这裡") is Written.MIXED
    assert detect_document("裡这") is Written.MIXED


@given(st.integers(0, 20), st.integers(0, 20))
def test_neither_script_is_favoured(simplified: int, traditional: int) -> None:
    swapped = {Written.HANS: Written.HANT, Written.HANT: Written.HANS}
    written = Evidence(simplified, traditional).written
    assert Evidence(traditional, simplified).written is swapped.get(written, written)


@given(texts | any_text)
def test_any_text_has_an_answer(text: str) -> None:
    found = evidence(text)
    assert 0 <= found.simplified + found.traditional <= len(text)
    assert isinstance(detect_document(text), Written)


@given(st.text(alphabet=EVIDENCE, max_size=60))
def test_evidence_is_each_character_that_only_one_script_has(text: str) -> None:
    known = characters()
    by_one = sum(character in known.simplified_only for character in text)
    by_other = sum(character in known.traditional_only for character in text)
    assert evidence(text) == Evidence(by_one, by_other)


@given(texts | st.text(alphabet=EVIDENCE + KANA + "\n", max_size=200), st.sampled_from(Written), st.integers(1, 40))
def test_all_paragraphs_of_a_document_are_told_as_each_by_itself(text: str, document: Written, sample: int) -> None:
    spans = list(paragraphs(text))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(detection, "SAMPLE", sample)  # as many are looked at together
        found = list(detect_paragraphs(text, spans, document))
    assert found == [detect_paragraph(span.of(text), document) for span in spans]


def test_no_character_is_evidence_for_both() -> None:
    known = characters()
    assert not known.simplified_only & known.traditional_only
    assert {"说", "发", "这"} <= known.simplified_only
    assert {"說", "發", "這"} <= known.traditional_only
    assert not set("余里干后峰温户着") & (known.simplified_only | known.traditional_only)


@given(st.integers(0, 4 * SAMPLE))
def test_of_a_long_text_samples_spread_over_it_are_looked_at(length: int) -> None:
    text = "一" * length
    assert len(sample(text)) <= SAMPLE + SLICES


def test_a_long_text_is_told_by_all_of_it() -> None:
    text = "序\n" * SAMPLE + "这里发现了问题。" * SAMPLE
    assert detect_document(text) is Written.HANS


@pytest.mark.parametrize(("table", "right"), [(TUNED, 42), (HELD_OUT, 35)], ids=["tuned", "held out"])
def test_short_texts_are_told_and_never_taken_for_another_region(table: str, right: int) -> None:
    found = [(Written(script), detect_document(text), text) for script, text in rows(table)]
    wrong = [row for row in found if row[0] is not row[1]]
    assert len(found) - len(wrong) >= right, wrong
    regions = {Written.TW, Written.HK}
    assert sum({script, told} == regions for script, told, _ in wrong) <= 1


def test_glyphs_of_the_standard_beside_those_of_taiwan_speak_for_hong_kong() -> None:
    assert detect_document("他因為看着窗外，眾人都在裏面等。") is Written.HK
    assert detect_document("他因為看著窗外，眾人都在裡面等。") is Written.TW
    assert detect_document("他因爲看着窗外，衆人都在裏面等。") is Written.HANT
    assert detect_document("他從這裏看着窗外。") is Written.HANT
