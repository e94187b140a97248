"""Who is found in a text, by what, and what is not taken for anybody."""

from __future__ import annotations

import itertools
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.entities.discovery.discover import discover
from reader.entities.discovery.findings import Rule
from reader.scripts.conversion import convert
from reader.scripts.script import Script, Written
from tests.effort import effort
from tests.entities.discovery.scoring import marked

if TYPE_CHECKING:
    from reader.entities.discovery.findings import FoundName, FoundPerson

UNSEEN = Path(__file__).with_name("unseen_articles.toml")
TEXTS = [marked(article["text"])[0] for article in tomllib.loads(UNSEEN.read_text(encoding="utf-8")).values()]


def people(text: str) -> list[set[str]]:
    """Return the names of each person in a text."""
    return [{name.text for name in person.names} for person in discover(text)]


def person(text: str, name: str) -> FoundPerson:
    """Return the one person of a name."""
    (one,) = (person for person in discover(text) if any(own.text == name for own in person.names))
    return one


def named(text: str, name: str) -> FoundName:
    """Return what was found about a name."""
    return next(own for own in person(text, name).names if own.text == name)


@pytest.mark.parametrize("brackets", ["()", "（）", "[]", "［］", "〔〕", "【】", "(）"])
@pytest.mark.parametrize(
    ("chinese", "latin"),
    [
        ("林若川", "Lin Ruochuan"),
        ("馬庫斯·韋伯", "Marcus Weber"),
        ("高桥和也", "Kazuya Takahashi"),
        ("欧阳娜", "Nana Ouyang"),
    ],
)
def test_a_gloss_gives_both_names_in_brackets_of_any_kind(brackets: str, chinese: str, latin: str) -> None:
    opening, closing = brackets[0], brackets[1]
    assert people(f"昨天，{chinese}{opening}{latin}{closing}没有来。") == [{chinese, latin}]
    found = discover(f"昨天，{latin}{opening}{chinese}{closing}没有来。")
    assert {chinese, latin} in [{name.text for name in one.names} for one in found]


@pytest.mark.parametrize(
    "term",
    [
        "规模定律(Scaling Law)",
        "旧金山(San Francisco)",
        "简街资本(Jane Street)",
        "麻省理工学院(Massachusetts Institute of Technology)",
        "猎户座(Orion)",
        "通用人工智能(AGI)",
        "审慎对齐(deliberative alignment)",
        "摩根士丹利(Morgan Stanley)",
        "《星际迷航》(Star Trek)",
    ],
)
def test_the_gloss_of_a_term_is_nobody(term: str) -> None:
    assert people(f"有人提到{term}，大家都知道。") == []


def test_a_gloss_is_evidence_with_both_names_in_it() -> None:
    text = "研究员林若川（Lin Ruochuan，负责评测）说不急。"
    for name in person(text, "林若川").names:
        assert name.rule is Rule.GLOSS
        assert "林若川" in name.evidence.of(text)
        assert "Lin Ruochuan" in name.evidence.of(text)
        assert name.is_strong


def test_two_people_who_share_a_latin_name_stay_two() -> None:
    found = discover("王伟(Wang Wei)和汪伟(Wang Wei)是同学。")
    assert len(found) == 2
    assert all(any(name.text == "Wang Wei" for name in one.names) for one in found)


def test_a_native_name_and_a_transliteration_with_one_gloss_are_one() -> None:
    text = "陈若川(Mark Chen)在台上，海报上写着马克·陈(Mark Chen)。"
    assert people(text) == [{"陈若川", "马克·陈", "Mark Chen"}]


@pytest.mark.parametrize("dot", "·・•‧∙⋅･．")
def test_a_transliterated_name_is_found_with_any_dot(dot: str) -> None:
    text = f"队长托马斯{dot}林德奎斯特说，比赛结束了。"
    assert {f"托马斯{dot}林德奎斯特"} in people(text)


@pytest.mark.parametrize(
    "text",
    ["约翰·霍普金斯大学昨天宣布", "北京·上海·广州三地", "DALL·E又更新了", "《约翰·克利斯朵夫》再版", "巴黎·伦敦双城展"],
)
def test_a_dot_alone_makes_nobody(text: str) -> None:
    assert people(text) == []


def test_where_a_dotted_name_ends_is_told_by_where_it_ends_for_sure() -> None:
    text = "托马斯·韦伯加入球队。托马斯·韦伯说，他很高兴。"
    assert {"托马斯·韦伯", "托马斯"} not in people(text)
    assert {"托马斯·韦伯"} in people(text)


def test_a_label_that_comes_again_is_a_speaker() -> None:
    text = "苏晚晴：\n\n你好。\n\n记者：\n\n请坐。\n\n苏晚晴：\n\n谢谢。\n\n记者：\n\n好。\n"
    assert people(text) == [{"苏晚晴"}]
    assert named(text, "苏晚晴").rule is Rule.SPEAKER


def test_labels_of_things_are_nobody() -> None:
    assert people("时间：三点\n地点：礼堂\n时间：四点\n地点：操场\n备注：无\n备注：无\nNote: a\nNote: b\n") == []


def test_a_label_that_comes_once_is_nobody() -> None:
    assert people("苏晚晴：\n你好。\n") == []


@pytest.mark.parametrize(
    "line",
    [
        "作者｜心远",
        "编译 | 心远",
        "文／心远",
        "責任編輯：心远",
        "撰文: 心远",
        "译/心远",
        "图丨心远",
        "文｜心远　图｜阿布",
    ],
)
def test_a_byline_names_somebody_without_a_surname(line: str) -> None:
    text = f"标题\n\n{line}\n\n正文从这里开始。"
    assert named(text, "心远").rule is Rule.BYLINE
    assert not named(text, "心远").is_strong


@pytest.mark.parametrize("line", ["来源：新华社", "作者：本刊编辑部", "文｜智东西", "出品 | 技术栈"])
def test_a_byline_of_an_office_is_nobody(line: str) -> None:
    assert people(f"标题\n\n{line}\n\n正文。") == []


def test_reporters_in_brackets_are_found() -> None:
    assert {"林家瑋"} in people("〔記者林家瑋／台中報導〕捷運延期。")


@pytest.mark.parametrize(
    "text",
    [
        "首席产品官Ada Winters没有来。",
        "会上Ada Winters笑着说，不急。",
        "Ada Winters和Tobias Lindgren教授是同学。",
        "前锋Ada M. Winters进球了。",
    ],
)
def test_a_latin_name_is_found_where_people_are_spoken_of(text: str) -> None:
    assert any(name.startswith("Ada") for names in people(text) for name in names)


@pytest.mark.parametrize(
    "text",
    [
        "Vision Pro表示库存充足",
        "总裁说Stable Diffusion和Visual Studio Code都好用",
        "New York的天气比San Francisco冷",
        "Machine Learning和Deep Learning，Machine Learning更老",
        "GitHub Copilot写道：错误",
        "Goldman Sachs认为利率不变",
    ],
)
def test_latin_names_of_things_are_nobody(text: str) -> None:
    assert people(text) == []


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r", "\u2028"])
def test_a_name_that_a_line_end_breaks_is_one_name(line_end: str) -> None:
    text = f"会上，总裁Tobias{line_end}Lindgren说不急。"
    assert people(text) == [{"Tobias Lindgren"}]
    assert f"Tobias{line_end}Lindgren" in named(text, "Tobias Lindgren").evidence.of(text)


def test_names_on_lines_of_their_own_are_several() -> None:
    text = "总裁Tobias Lindgren\n总监Ada Winters\n"
    assert people(text) == [{"Tobias Lindgren"}, {"Ada Winters"}]


@pytest.mark.parametrize(
    "text", ["教授李明远在台上", "王小川教授的课", "李思源表示，今年不行", "董事长鄭凱文在台上", "欧阳若水笑着说"]
)
def test_chinese_names_are_found_where_people_are_spoken_of_and_are_never_strong(text: str) -> None:
    ((name,),) = (one.names for one in discover(text))
    assert name.rule is Rule.SURNAME
    assert not name.is_strong
    assert name.score < 0.95


@pytest.mark.parametrize(
    "text",
    [
        "高兴地说着",
        "方面表示",
        "华为表示增长",
        "金融监管认为",
        "马上说清楚",
        "高通称新品",
        "白宫说不",
        "应国家主席邀请",
        "时任美国总统",
    ],
)
def test_words_that_begin_like_surnames_are_nobody(text: str) -> None:
    assert people(text) == []


def test_what_speaks_for_a_name_makes_it_surer() -> None:
    assert named("教授李明远说，不行。", "李明远").score > named("教授李明远，在这里。", "李明远").score


@pytest.mark.parametrize("text", ["CEO奥特曼直接出来", "总统马克龙说", "拉莫斯说，不行。拉莫斯笑着说。"])
def test_sounds_without_a_dot_are_somebody_where_people_are_spoken_of(text: str) -> None:
    assert len(people(text)) == 1


@pytest.mark.parametrize("text", ["特斯拉表示", "加拿大认为", "摩根士丹利指出，特斯拉说", "曼彻斯特说"])
def test_firms_and_places_written_in_sounds_are_nobody(text: str) -> None:
    assert people(f"{text}。{text}。{text}。") == []


def test_short_forms_stand_before_the_full_name_too() -> None:
    text = "林德奎斯特没有上场。替补席上，托马斯·林德奎斯特(Thomas Lindqvist)低着头。Lindqvist后来受伤。"
    (one,) = discover(text)
    assert {name.text for name in one.names} == {
        "托马斯·林德奎斯特",
        "Thomas Lindqvist",
        "林德奎斯特",
        "Lindqvist",
    }
    assert {name.text for name in one.names if name.is_short} == {"林德奎斯特", "Lindqvist"}
    assert not any(name.is_strong for name in one.names if name.is_short)


def test_a_part_that_two_people_share_is_nobodys() -> None:
    text = "诺亚·布朗特(Noah Blunt)和诺亚·韦伯(Noah Weber)都来了。诺亚笑了，Noah说，布朗特先走。"
    names = set(itertools.chain.from_iterable(people(text)))
    assert "诺亚" not in names
    assert "Noah" not in names
    assert "布朗特" in names


def test_a_part_that_only_stands_in_other_names_is_no_short_form() -> None:
    text = "总裁Victor Fields说，他读过University Press的书。Fields Medal他没得过。"
    assert people(text) == [{"Victor Fields"}]


def test_a_typing_variant_belongs_to_the_name_it_is_like() -> None:
    text = "伊萬·蘇茨克維(Ivan Sutskev)走了。蘇茨克維說，不回來。蘇茨克弗沒有說話。"
    assert named(text, "蘇茨克弗").rule is Rule.VARIANT
    assert {"伊萬·蘇茨克維", "蘇茨克弗"} <= {name.text for name in person(text, "蘇茨克弗").names}


def test_full_names_come_first_then_variants_then_short_forms() -> None:
    text = "伊萬·蘇茨克維(Ivan Sutskev)走了。蘇茨克維說，不回來。蘇茨克弗沒有說話。"
    (one,) = discover(text)
    order = [(name.rule is Rule.VARIANT) + 2 * (name.rule is Rule.SHORT) for name in one.names]
    assert order == sorted(order)


@pytest.mark.parametrize("text", TEXTS)
def test_evidence_lies_in_the_document_and_people_come_in_order_of_it(text: str) -> None:
    for one in discover(text):
        assert one.names
        for name in one.names:
            assert 0 <= name.evidence.start < name.evidence.end <= len(text)
            assert 0 < name.score < 1
            if name.rule is Rule.GLOSS:
                said = " ".join(name.evidence.of(text).split())
                assert sum(other.text in said for other in one.names) >= 2
    firsts = [min(name.evidence.start for name in one.names) for one in discover(text)]
    assert firsts == sorted(firsts)


@pytest.mark.parametrize("text", TEXTS)
def test_the_same_people_are_found_in_the_other_script(text: str) -> None:
    def count(written: str) -> int:
        return len(discover(written))

    assert abs(count(convert(text, Written.HANS, Script.HANT)) - count(text)) <= 1


PIECES = st.sampled_from(
    [
        "王小明",
        "记者",
        "说",
        "(",
        "）",
        "Mark Chen",
        "Sam",
        "\n",
        "\r\n",
        "：",
        "·",
        "克",
        "奥特曼",
        "作者｜",
        "、",
        "A.",
        " ",
        "表示",
        "van ",
    ]
)


@given(st.lists(PIECES, max_size=40).map("".join))
@settings(max_examples=150)
def test_any_text_can_be_read(text: str) -> None:
    for one in discover(text):
        for name in one.names:
            assert name.text
            assert 0 <= name.evidence.start < name.evidence.end <= len(text)


@given(st.text(max_size=80))
@settings(max_examples=100)
def test_any_characters_can_be_read(text: str) -> None:
    discover(text)


@pytest.mark.parametrize(
    "piece",
    [
        "A",
        "Aa ",
        "A.",
        "A-",
        "(",
        "（记者",
        "王",
        "王(",
        "克·",
        "作者/",
        "王小明：\n",
        "王伟(Wang Wei)",
        "奥特曼在很多地方",
        "Sam\r\n",
        "van der ",
        "王小明、",
    ],
)
def test_a_long_text_of_one_kind_is_read_once(piece: str) -> None:
    def work(length: int) -> int:
        text = piece * (length // len(piece))
        return effort(lambda: discover(text))

    discover(piece)
    assert work(16_000) < 5 * work(4_000) + 5_000


def test_without_signs_next_to_nothing_is_done() -> None:
    text = "今天天气很好，我们去公园散步，看到许多花开了。\n" * 400
    discover(text)
    assert effort(lambda: discover(text)) < len(text)


@pytest.mark.parametrize(
    "text",
    [
        "主持人：你好。\n嘉宾：大家好。\n",
        "嘉宾：高兴极了！",
        "高声道：“好！”张口大笑，又贺喜道：“好！”",
        "文：南方周末\n图：视觉在线",
        "他住在马丁·路德·金大道。",
        "马丁·路德·金大道（Martin Luther King Boulevard）很长。",
        "我们吃了General Tso's Chicken，很好吃。左宗棠鸡（General Tso's Chicken）很好吃。",
        "阿·阿·阿·阿说，好。",
        "马克·布洛克·斯特·拉斯·罗斯·德里·曼说，好。",
        "约翰·约翰·约翰说，好。",
        "他只知道：“这里不行。”\n武力街道，到了。安静的高速车道：“禁止停车”",
    ],
)
def test_what_only_looks_like_a_name_is_none(text: str) -> None:
    assert people(text) == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("诸葛亮道：“大家好。”众人不答。", {"诸葛亮"}),
        ("刘备曰：“我来也。”众人皆喜。", {"刘备"}),
        ("林黛玉道：“我来了。”没有人答应。", {"林黛玉"}),
        ("林黛玉冷笑道：「我来了。」没有人答应。", {"林黛玉"}),
        ("郭靖大怒，转身就走。", {"郭靖"}),
        ("张飞大怒曰：“贼将休走！”众人皆惊。", {"张飞"}),
        ("张飞大笑，转身就走。", {"张飞"}),
        ("董事长郁亮辞任后，股价下跌。", {"郁亮"}),
        ("史学家陈寅恪认为，这是错的。", {"陈寅恪"}),
        ("方正证券燕翔说，股价会上涨。", {"燕翔"}),
        ("嘉宾：林若川\n主持人：欧阳文静\n", {"林若川", "欧阳文静"}),
    ],
)
def test_what_the_words_around_say_plainly_is_a_name(text: str, names: set[str]) -> None:
    assert {name for person in people(text) for name in person} == names
