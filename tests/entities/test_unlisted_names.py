"""Names that no list knows survive a conversion, and ordinary sentences do not suffer for it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.entities.unlisted_names import unlisted
from reader.scripts.rendition import Held, render
from reader.scripts.script import Script, Written
from tests.documents.texts import any_text, texts
from tests.entities.name_sentences import NAMES, ORDINARY, sentences

SAVED = 0.95
"""Share of the sentences for tuning whose names are all right, at least."""
WORSE = 0.01
"""Share of the ordinary sentences for tuning that change, at most."""

PARTS = (
    "于余范郁钟游岳朴干里发岩征后乾著於徵汎王李陈林海洋明文表示说先生女士教授记者董事长、，。：（）·/ 弗杰斯根集团科技"
    "軟體資訊有限公司软件信息網路大学學院"
)
close = st.lists(
    st.one_of(
        st.text(alphabet=PARTS, min_size=1, max_size=6),
        st.sampled_from(
            ["于英涛", "（Yu Yingtao）", "总裁", "余华", "徐乾學", "·辛顿", "软件有限公司", "許地山著", "文/"]
        ),
    ),
    max_size=10,
).map("".join)
"""Texts near to those in which names are told."""
written_ways = st.sampled_from(list(Written))
targets = st.sampled_from(list(Script))


def test_both_files_are_large_enough_and_no_sentence_stands_twice() -> None:
    for file in (NAMES, ORDINARY):
        found = [sentence.text for sentence in sentences(file)]
        assert len(found) >= 300
        assert len(set(found)) == len(found)


def test_every_name_stands_in_its_sentence() -> None:
    for sentence in sentences(NAMES):
        assert sentence.names
        assert all(name in sentence.text for name, _ in sentence.names), sentence.text


def test_names_in_the_sentences_for_tuning_survive() -> None:
    tuned = [sentence for sentence in sentences(NAMES) if not sentence.held_out]
    lost = [sentence.text for sentence in tuned if not sentence.names_stand_in(sentence.shown())]
    assert len(tuned) - len(lost) >= SAVED * len(tuned), lost


def test_without_holding_names_most_of_these_would_be_damaged() -> None:
    tuned = [sentence for sentence in sentences(NAMES) if not sentence.held_out]
    assert sum(sentence.names_stand_in(sentence.shown_without()) for sentence in tuned) <= len(tuned) / 2


def test_ordinary_sentences_for_tuning_stay_as_they_are_converted() -> None:
    tuned = [sentence for sentence in sentences(ORDINARY) if not sentence.held_out]
    worse = [sentence.text for sentence in tuned if sentence.shown() != sentence.shown_without()]
    assert len(worse) <= WORSE * len(tuned), worse


@pytest.mark.parametrize(
    "text",
    [
        "他属于洋派。",
        "其余凯旋。",
        "终于正式开始。",
        "位于洋山港。",
        "高于正常。",
        "对于小明说，这不难。",
        "难处在于教授。",
        "由于先生不在。",
        "万里晴空。",
        "头发很长。",
        "经济发展。",
        "里面有人。",
        "总裁于昨日宣布辞职。",
        "总裁于清晨表示歉意。",
        "记者于北京报道。",
        "于教师而言，这是好事。",
        "老师于课堂教授知识。",
        "在这里约翰·史密斯说过。",
        "关于约翰·史密斯。",
        "在家里马克·吐温抽烟。",
        "那里科技发达。",
        "于银行开户。",
        "其余银行关门。",
        "理发公司在楼下。",
        "一公里·十分钟。",
    ],
)
def test_no_name_is_seen_where_there_are_only_words(text: str) -> None:
    for target in (Script.HANT, Script.TW, Script.HK):
        assert unlisted(text, Written.HANS, target) == []


@pytest.mark.parametrize(
    "text",
    [
        "他看著老師。",
        "王明看著窗外。",
        "衣服晾乾了。",
        "王乾了一杯酒。",
        "陳著急了。",
        "對於先生來說不難。",
        "徵求老師意見。",
    ],
)
def test_no_name_is_seen_where_there_are_only_words_in_a_traditional_text(text: str) -> None:
    for written in (Written.HANT, Written.TW, Written.HK):
        assert unlisted(text, written, Script.HANS) == []


@pytest.mark.parametrize(
    ("text", "written", "target", "expected"),
    [
        ("董事长于英涛发言。", Written.HANS, Script.HANT, "董事長于英濤發言。"),
        ("文/言征", Written.HANS, Script.TW, "文/言征"),
        ("于某某（Yu Moumou）来了。", Written.HANS, Script.HANT, "于某某（Yu Moumou）來了。"),
        ("钟先生来了。", Written.HANS, Script.HK, "鍾先生來了。"),
        ("杰弗里·辛顿来了。", Written.HANS, Script.HANT, "傑弗里·辛頓來了。"),
        ("杰弗里•辛顿来了。", Written.HANS, Script.TW, "傑弗里•辛頓來了。"),
        ("杰弗里・辛顿来了。", Written.HANS, Script.HANT, "傑弗里・辛頓來了。"),
        ("杰弗里‧辛顿来了。", Written.HANS, Script.HANT, "傑弗里‧辛頓來了。"),
        ("金发科技涨了，她的金发很长。", Written.HANS, Script.HANT, "金發科技漲了，她的金髮很長。"),
        ("余华来了，其余华人走了。", Written.HANS, Script.HANT, "余華來了，其餘華人走了。"),
        ("徐乾學來了。", Written.HANT, Script.HANS, "徐乾学来了。"),
        ("許地山著《落花生》，我看著他。", Written.TW, Script.HANS, "许地山著《落花生》，我看着他。"),
        ("教授王汎森說。", Written.TW, Script.HANS, "教授王汎森说。"),
        ("記者於之瑩報導。", Written.HANT, Script.HANS, "记者於之莹报导。"),
    ],
)
def test_a_name_has_its_right_form_and_what_stands_around_it_is_converted(
    text: str, written: Written, target: Script, expected: str
) -> None:
    assert render(text, written, target, unlisted(text, written, target)).text == expected


def test_words_of_a_region_stand_in_sentences_and_not_in_the_names_of_companies() -> None:
    text = "某某软件有限公司做软件。"
    held = unlisted(text, Written.HANS, Script.TW, wording=True)
    assert render(text, Written.HANS, Script.TW, held, wording=True).text == "某某軟件有限公司做軟體。"
    assert unlisted(text, Written.HANS, Script.TW) == []


def test_a_transliterated_name_gives_way_to_the_one_its_region_has() -> None:
    text = "她喜欢里姆斯基-科萨科夫。"
    assert unlisted(text, Written.HANS, Script.TW, wording=True) == []
    assert [held.text for held in unlisted(text, Written.HANS, Script.TW)] == ["里姆斯基"]


def test_a_name_told_once_is_held_again_in_the_paragraph() -> None:
    text = "于海燕表示支持。散会后他又看见于海燕。"
    assert [held.text for held in unlisted(text, Written.HANS, Script.HANT)] == ["于海燕", "于海燕"]


@pytest.mark.parametrize("script", [Script.ORIGINAL, Script.HANS])
def test_nothing_is_held_where_nothing_is_converted(script: Script) -> None:
    assert unlisted("余华说，于谦先生在用友软件有限公司。", Written.HANS, script, wording=True) == []
    assert unlisted("徐乾學說。", Written.TW, Script.HK) == []


@given(st.one_of(texts, any_text, close), written_ways, targets, st.booleans())
def test_what_is_held_is_in_order_inside_the_text_and_never_overlaps(
    text: str, written: Written, target: Script, wording: bool
) -> None:
    held = unlisted(text, written, target, wording=wording)
    ends = [0, *(hold.end for hold in held)]
    assert all(before <= hold.start < hold.end for before, hold in zip(ends, held, strict=False))
    assert ends[-1] <= len(text)
    assert all(hold.text for hold in held)


@given(close, written_ways, targets)
def test_names_keep_their_length_without_the_words_of_a_region(text: str, written: Written, target: Script) -> None:
    assert all(len(hold.text) == hold.end - hold.start for hold in unlisted(text, written, target))


@given(st.text(alphabet="一二三四人大小上下是我他她们学国会说话走来去，。、“”ABC 123"), targets, st.booleans())
def test_a_text_without_a_character_that_conversion_errs_in_has_nothing_held(
    text: str, target: Script, wording: bool
) -> None:
    for written in Written:
        assert unlisted(text, written, target, wording=wording) == []


@given(close)
def test_what_is_held_can_be_rendered(text: str) -> None:
    held = unlisted(text, Written.HANS, Script.TW, wording=True)
    assert all(isinstance(hold, Held) for hold in held)
    shown = render(text, Written.HANS, Script.TW, held, wording=True)
    for hold in held:
        assert hold.text in shown.text
