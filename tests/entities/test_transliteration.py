"""Transliteration: what sounds alike is told from what does not, and the data are made from pairs of names."""

from __future__ import annotations

import json
import math
import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.entities import derive_transliteration
from reader.entities.derive_transliteration import costs, learn, pairs
from reader.entities.transliteration import NEVER, LatinWords, letters_of, similarity
from reader.scripts.fold import fold

if TYPE_CHECKING:
    from pathlib import Path

WELL_KNOWN = (
    ("阿尔特曼", "Altman"),
    ("布洛克曼", "Brockman"),
    ("苏茨克维", "Sutskever"),
    ("苏茨克弗", "Sutskever"),
    ("扎克伯格", "Zuckerberg"),
    ("祖克柏", "Zuckerberg"),
    ("拉德福德", "Radford"),
    ("皮查伊", "Pichai"),
    ("帕喬基", "Pachocki"),
    ("穆拉蒂", "Murati"),
    ("阿西莫夫", "Asimov"),
    ("爱因斯坦", "Einstein"),
    ("丘吉尔", "Churchill"),
    ("門德爾松", "Mendelssohn"),
)
CHINESE = st.text("阿尔特曼奥布洛克维苏茨拉德福莱", min_size=1, max_size=5)
LATIN = st.text("abcdefhiklmnorstuv", min_size=1, max_size=9)


@pytest.mark.parametrize(("chinese", "latin"), WELL_KNOWN)
def test_a_transliteration_is_nearer_to_its_name_than_to_any_other(chinese: str, latin: str) -> None:
    surnames = LatinWords(latin for _, latin in WELL_KNOWN)
    [(best, word), *others] = surnames.like(chinese, least=-2.5)
    assert word == letters_of(latin)
    assert best > -1.3
    assert all(best - score > 0.3 for score, _ in others)


def test_both_scripts_sound_alike() -> None:
    assert similarity("奧特曼", "Altman") == similarity("奥特曼", "Altman") > -1.2
    assert similarity("Ａ", "a") == NEVER


def test_diacritics_marks_and_case_make_no_sound() -> None:
    assert letters_of("Przemysław O’Neill-Dębiak") == "przemyslawoneilldebiak"
    assert similarity("波兰", "Polan") == similarity("波兰", "PÓLAŃ") > NEVER


@pytest.mark.parametrize("chinese", ["陈信翰", "微软公司", "人工智能", "，。", ""])
def test_what_is_no_transliteration_is_like_nobody(chinese: str) -> None:
    assert LatinWords(latin for _, latin in WELL_KNOWN).like(chinese, least=-1.2) == []


def test_words_without_letters_are_none() -> None:
    assert LatinWords(["", "…"]).like("阿", least=-9) == []
    assert similarity("阿", "…") == NEVER


@settings(max_examples=100)
@given(CHINESE, st.sets(LATIN, max_size=8), st.floats(-4, -0.1))
def test_comparing_with_many_at_once_is_comparing_with_each(chinese: str, words: set[str], least: float) -> None:
    each = [(similarity(chinese, word), word) for word in words]
    expected = sorted((one for one in each if one[0] >= least), key=lambda one: (-one[0], one[1]))
    assert LatinWords(words).like(chinese, least) == expected


@settings(max_examples=100)
@given(CHINESE, LATIN)
def test_a_similarity_is_a_logarithm_of_a_probability(chinese: str, latin: str) -> None:
    assert similarity(chinese, latin) <= 0


def test_what_characters_stand_for_is_learnt_from_pairs() -> None:
    lines = [
        "toma\t托 马\t3\n",
        "mato\t马 托\t1\n",
        "toto\t托 托\t1\n",
        "ma\t马\t2\n",
        "x\t太 长\t1\n",
        "a-b\tA B\t1\n",
    ]
    learnt_from = list(pairs(lines))
    assert [letters for letters, _, _ in learnt_from] == ["toma", "mato", "toto", "ma"]
    learnt = learn(learnt_from)
    assert {character: max(parts, key=lambda part: parts[part]) for character, parts in learnt.items()} == {
        "托": "to",
        fold("马"): "ma",
    }
    data = costs(learnt)
    assert data["托"] == "to2"
    assert data[fold("马")] == "ma2"


def test_pairs_that_fit_badly_are_not_learnt_from() -> None:
    fitting = [("to" * n + "ma" * n, "托" * n + "马" * n, 1.0) for n in range(1, 30)]
    learnt = learn([*fitting, ("qx", "托马", 1.0)])
    assert math.isclose(sum(learnt["托"].values()), sum(n for n in range(1, 30)), rel_tol=1e-6)


def test_the_same_pairs_give_the_same_data(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "wd_chinese_80").write_text("toma\t托 马\t3\nmato\t马 托\t1\n", encoding="utf-8")
    monkeypatch.setattr(sys, "argv", ["derive_transliteration", str(tmp_path)])
    written = []
    for name in ("one.json", "two.json"):
        monkeypatch.setattr(derive_transliteration, "DATA", tmp_path / name)
        derive_transliteration.main()
        written.append((tmp_path / name).read_bytes())
    assert written[0] == written[1]
    assert json.loads(written[0])["notice"].startswith("Derived from")
    assert capsys.readouterr().out.startswith("2 pairs: 2 characters")
