"""OpenCC and the alignment that rides on it do what their slow reference does, to the character."""

from __future__ import annotations

from dataclasses import astuple
from random import Random
from typing import TYPE_CHECKING

import opencc
import pytest
from hypothesis import given, settings

from reader.documents.document import read_document
from reader.scripts.configurations import KEPT_ALONE, OWN, WORDS, convert_marked, converter
from tests.documents.texts import texts
from tests.scripts.dictionary_texts import changing, dictionary_texts, random_text
from tests.scripts.reference import FOLDER, described, reference

if TYPE_CHECKING:
    from pathlib import Path

    from tests.scripts.reference import Stretch

SHIPPED = sorted(path.stem for path in FOLDER.glob("*.json") if "jp" not in path.stem)
RANDOM_TEXTS = 300
"""For each configuration; `python -m tests.benchmarks alignment` compares many more."""


def in_blocks(text: str, configuration: str) -> tuple[str, tuple[Stretch, ...]]:
    shown, blocks = convert_marked(text, configuration)
    return shown, tuple(astuple(block) for block in blocks)


def random_texts(seed: int) -> list[str]:
    random = Random(seed)
    return [random_text(random) for _ in range(RANDOM_TEXTS)]


@pytest.mark.parametrize("tofu", [False, True])
@pytest.mark.parametrize("configuration", SHIPPED)
def test_the_reference_converts_as_opencc_does(configuration: str, tofu: bool) -> None:
    convert = opencc.OpenCC(configuration, include_tofu_risk_dictionaries=tofu).convert
    slow = reference(configuration, tofu=tofu)
    for text in random_texts(1):
        assert convert(text) == slow.convert(text)[0]


@pytest.mark.parametrize("configuration", [*SHIPPED, *OWN])
def test_with_surnames_kept_the_text_is_that_of_the_reference(configuration: str) -> None:
    convert, slow = converter(configuration), reference(configuration, kept=KEPT_ALONE)
    for text in random_texts(2):
        assert convert(text) == slow.convert(text)[0]


@pytest.mark.parametrize("configuration", WORDS)
def test_text_and_blocks_are_those_of_the_reference(configuration: str) -> None:
    slow = reference(configuration, kept=KEPT_ALONE)
    of_the_table = [key for key in changing(WORDS[configuration]) if slow.convert(key)[1]]
    assert len(of_the_table) >= 20
    for text in (*random_texts(3), *of_the_table):
        assert in_blocks(text, configuration) == slow.convert(text)


@pytest.mark.parametrize("configuration", WORDS)
@settings(max_examples=50)
@given(text=texts | dictionary_texts)
def test_text_and_blocks_of_any_text_are_those_of_the_reference(configuration: str, text: str) -> None:
    assert in_blocks(text, configuration) == reference(configuration, kept=KEPT_ALONE).convert(text)


@pytest.mark.parametrize("configuration", WORDS)
def test_text_and_blocks_of_the_real_articles_are_those_of_the_reference(
    configuration: str, real_documents: Path
) -> None:
    for path in sorted(real_documents.glob("*.txt")):
        text = read_document(str(path)).text
        assert in_blocks(text, configuration) == reference(configuration, kept=KEPT_ALONE).convert(text)


def test_the_reference_knows_words_of_regions() -> None:
    assert reference("s2twp").convert("用打印机") == ("用印表機", ((1, 4, 1, 4),))
    assert reference("s2twp").convert("程序") == ("程式", ())
    assert reference("s2twp").convert("内存里的博客") == ("記憶體裡的部落格", ((0, 2, 0, 3), (4, 6, 5, 8)))
    assert reference("tw2sp").convert("記憶體") == ("内存", ((0, 3, 0, 2),))
    assert reference("s2t").convert("余华") == ("餘華", ())
    assert reference("s2t", kept=KEPT_ALONE).convert("余华的余额") == ("余華的餘額", ())


@pytest.mark.parametrize(
    ("text", "length"), [("⿰氵发", 3), ("⿱⿰木木木发", 5), ("⿲木木木发", 4), ("⿾发发", 2), ("⿰发", 0), ("发", 0)]
)
def test_the_description_of_a_character_is_known(text: str, length: int) -> None:
    assert described(text, 0) == length
