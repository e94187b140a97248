"""Where a name stands, and where the same letters are something else."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.documents.paragraphs import Span
from reader.entities import matching
from reader.entities.matching import ADDRESS, Candidate, Matcher, _addresses, stands_alone
from reader.entities.patterns import variants
from reader.entities.resolution import mentions
from reader.scripts.fold import fold, fold_keeping_case
from tests.documents.texts import LINE_ENDS, texts
from tests.entities.making import entity, found, found_texts, lists_of, matcher_of, person, spelt

MODELS = "".join(
    person(name.lower().replace(" ", "-"), name)
    for name in ("o1", "o3", "o3-mini", "GPT", "GPT-4", "GPT-4o", "GPT-4.5", "ChatGPT", "ChatGPT Pro", "OpenAI")
)
MODELS_MATCHER = matcher_of(MODELS)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("o3和o3-mini发布了", ["o3", "o3-mini"]),
        ("o3-mini-high", []),
        ("GPT-4与GPT-4o", ["GPT-4", "GPT-4o"]),
        ("GPT-4o", ["GPT-4o"]),
        ("GPT-4.5不是GPT-4。5", ["GPT-4.5", "GPT-4"]),
        ("GPT-4.", ["GPT-4"]),
        ("ChatGPT里没有GPT", ["ChatGPT", "GPT"]),
        ("ChatGPT Pro比ChatGPT贵", ["ChatGPT Pro", "ChatGPT"]),
        ("go3 xo1 o12 o1x", []),
        ("英国有一家公司叫O3", []),
        ("OpenAI's", ["OpenAI"]),
        ("openai.com与OpenAI。", ["OpenAI"]),
        ("看OpenAI如何", ["OpenAI"]),
        ("(OpenAI)「OpenAI」《OpenAI》", ["OpenAI"] * 3),
        ("OpenAI_old", []),
        ("ＯｐｅｎＡＩ", ["ＯｐｅｎＡＩ"]),
    ],
)
def test_a_latin_name_stands_alone_as_a_word(text: str, expected: list[str]) -> None:
    assert found_texts(text, MODELS_MATCHER) == expected


def test_o2_is_not_o2_of_another_case() -> None:
    matcher = matcher_of(person("model", "o2"))
    assert found_texts("跳过o2，因为O2是电信公司", matcher) == ["o2"]


@pytest.mark.parametrize(
    "text",
    [
        "o3 mini",
        "o3mini",
        "o3-mini",
        "o3‑mini",
        "O3-Mini",
        "ｏ３－ｍｉｎｉ",
        "GPT4o",
        "gpt-4o",
        "GPT－4o",
        "Chatgpt  pro",
        "ChatGPTPro",
    ],
)
def test_a_name_is_found_however_it_is_spaced(text: str) -> None:
    assert found_texts(f"新的{text}来了", MODELS_MATCHER) == [text]


@pytest.mark.parametrize("text", ["o3 - mini", "GPT 4o", "GPT--4o", "Chat GPT"])
def test_other_spacing_must_be_listed(text: str) -> None:
    assert text not in found_texts(f"新的{text}来了", MODELS_MATCHER)


@given(
    st.lists(st.sampled_from(("Swe", "bench", "Ver", "4o", "x", "Labs")), min_size=2, max_size=4),
    st.data(),
)
def test_a_name_that_minds_case_is_found_in_every_spacing_in_which_another_is(
    words: list[str], data: st.DataObject
) -> None:
    name = words[0] + "".join(data.draw(st.sampled_from((" ", "-"))) + word for word in words[1:])
    spaced = words[0] + "".join(data.draw(st.sampled_from((" ", "-", "", "  "))) + word for word in words[1:])
    text = f"看{spaced}吧"
    any_case, minding = Matcher([entity("a", name)]), Matcher([entity("a", name, case=True)])
    assert found(text, minding) == found(text, any_case)
    assert found(f"看{spaced.upper()}吧", minding) == [] or spaced.upper() == spaced


def test_a_long_name_in_latin_letters_costs_no_time() -> None:
    name = " ".join(["word"] * 30)
    started = time.perf_counter()
    matcher = Matcher([entity("long", name)])
    assert found_texts(f"题为{name}的书", matcher) == [name]
    assert time.perf_counter() - started < 2


def test_a_chinese_name_needs_nothing_around_it() -> None:
    matcher = matcher_of(person("chen", "陈信翰", 'aliases = ["马克·陈"]'))
    assert found_texts("主管陈信翰说马克·陈就是他", matcher) == ["陈信翰", "马克·陈"]
    assert found_texts("x陳信翰x馬克・陳y", matcher) == ["陳信翰", "馬克・陳"]


@pytest.mark.parametrize("end", ["", *LINE_ENDS], ids=ascii)
def test_the_number_of_a_point_in_brief_is_no_part_of_a_name(end: str) -> None:
    text = f"{end}01OpenAI发布o3{end or '，'}"
    assert found_texts(text, MODELS_MATCHER) == ["OpenAI", "o3"]


def test_a_model_may_follow_the_number_of_a_point_in_brief() -> None:
    assert found_texts("划重点\n02o3能推理\n03o3-mini快", MODELS_MATCHER) == ["o3", "o3-mini"]


@pytest.mark.parametrize("text", ["第01OpenAI", "2001OpenAI", "\n101OpenAI", "x01OpenAI"])
def test_another_number_is_part_of_the_word(text: str) -> None:
    assert found_texts(text, MODELS_MATCHER) == []


@pytest.mark.parametrize("number", ["①", "❷", "⑴", "㊀", "Ⅱ", "½"])
def test_a_circled_number_beside_a_name_is_no_part_of_it(number: str) -> None:
    assert found_texts(f"{number}OpenAI{number}", MODELS_MATCHER) == ["OpenAI"]


def test_the_number_of_a_footnote_behind_a_name_is_no_part_of_it() -> None:
    assert found_texts("据OpenAI²称", MODELS_MATCHER) == ["OpenAI"]


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/OpenAI/o3?by=GPT-4&x=OpenAI",
        "http://OpenAI/o3.html",
        "www.OpenAI.com/o3",
        "example.org/OpenAI",
        "OpenAI@example.org",
        "mark.OpenAI@o3.example.org",
    ],
)
def test_a_name_inside_an_address_is_no_mention(address: str) -> None:
    assert found_texts(f"见{address}，OpenAI说", MODELS_MATCHER) == ["OpenAI"]


def test_a_platform_known_by_its_address_is_a_mention() -> None:
    matcher = matcher_of(person("x", "Twitter", 'aliases = ["x.com"]'))
    assert found_texts("发在Twitter (x.com)上", matcher) == ["Twitter", "x.com"]


@pytest.mark.parametrize("run", ["a", "a.", "a@", "-", "a-", "aB3/+", "=.", "aa./", "w", "www.", "/"])
def test_a_long_run_of_letters_costs_no_time(run: str) -> None:
    text = f"附件：{run * (200_000 // len(run))}\nOpenAI。."
    started = time.perf_counter()
    assert found_texts(text, MODELS_MATCHER)[-1] == "OpenAI"
    assert time.perf_counter() - started < 2


@pytest.mark.parametrize("sentence", ["在X上说，", "见https://example.org/a ，推特。", "推特X光，在X上，"])
def test_a_name_that_stands_in_a_document_very_often_costs_little_time(sentence: str) -> None:
    twitter = person("x", "推特", 'aliases = [{ text = "X", only_in = ["在X上"], not_in = ["X光"] }]')
    text = sentence * 20_000
    started = time.perf_counter()
    assert len(found_texts(text, matcher_of(twitter))) >= 20_000
    assert time.perf_counter() - started < 5


# Conditions


def test_a_name_counts_only_inside_the_phrases_that_its_list_names() -> None:
    matcher = matcher_of(person("nature", "自然", 'aliases = [{ text = "自然", only_in = ["《自然》", "〈自然〉"] }]'))
    assert found("《自然》讲自然，自然。", matcher) == [("自然", "nature")]


def test_a_name_does_not_count_inside_the_phrases_that_its_list_names() -> None:
    matcher = matcher_of(person("brown", "布朗", 'aliases = [{ text = "布朗", not_in = ["布朗运动", "丹·布朗"] }]'))
    assert found_texts("布朗研究布朗运动，不是丹・布朗，布朗運動也不是布朗。", matcher) == ["布朗", "布朗"]


def test_phrases_hold_in_either_script_and_width() -> None:
    matcher = matcher_of(person("x", "推特", 'aliases = [{ text = "X", only_in = ["在X上", "X（原名推特）"] }]'))
    assert found_texts("在Ｘ上，X(原名推特)，X光", matcher) == ["Ｘ", "X", "推特"]


def test_a_name_counts_only_with_its_company() -> None:
    berries = person("model", "Strawberry", 'aliases = [{ text = "草莓", with = ["openai"] }]')
    matcher = matcher_of(berries + person("openai", "OpenAI"))
    assert found_texts("吃草莓", matcher) == []
    assert found_texts("草莓是OpenAI的", matcher) == ["草莓", "OpenAI"]


def test_an_unknown_company_never_stands_anywhere() -> None:
    lists = lists_of(person("model", "Strawberry", 'aliases = [{ text = "草莓", with = ["nobody"] }]'))
    matcher = Matcher(lists.entities)
    assert found_texts("草莓和Strawberry", matcher) == ["Strawberry"]


# Over the end of a line


CHEN = matcher_of(
    '[[entity]]\nid = "chen"\ntype = "person"\nnames = { zh-Hans = "陈信翰", en = "Mark Chen" }\n'
    'aliases = ["马克·陈", "Mark P. Chen", "Jean-Marc Chen", { text = "MaC Hen", case = true }]\n'
)


@pytest.mark.parametrize(
    "end", ["\n", "\r\n", "\r", "\x85", "\u2028", " \n", "  \n", "\n  ", " \r\n\t", "\n\u3000\u3000", "\n" + " " * 40]
)
def test_a_name_of_latin_words_may_go_over_the_end_of_a_line(end: str) -> None:
    text = f"他就是Mark{end}Chen，不错"
    assert found_texts(text, CHEN) == [f"Mark{end}Chen"]
    assert found_texts(f"Mark{end}Chen", CHEN) == [f"Mark{end}Chen"]
    assert found_texts(f"MaC{end}Hen，Mac{end}hen", CHEN) == [f"MaC{end}Hen"]


@pytest.mark.parametrize(
    "end",
    ["\n\n", "\r\n\r\n", "\n \n", "\n\r", "\r\r", "\x0c", "\u2029", "。\n", "\n- ", "\n> ", "\n" + " " * 41, "   "],
    ids=ascii,
)
def test_no_name_goes_over_a_blank_line_or_the_end_of_a_paragraph_or_page(end: str) -> None:
    assert found_texts(f"他就是Mark{end}Chen，不错", CHEN) == []


def test_a_name_with_a_hyphen_may_go_over_the_end_of_a_line_behind_it() -> None:
    assert found_texts("Jean-\nMarc Chen", CHEN) == ["Jean-\nMarc Chen"]
    assert found_texts("新的o3-\nmini，o3\nmini，GPT-\r\n4o", MODELS_MATCHER) == ["o3-\nmini", "o3\nmini", "GPT-\r\n4o"]
    assert found_texts("GPT\n4o", MODELS_MATCHER) == ["GPT"]


def test_a_name_may_go_over_several_ends_of_lines_and_double_spaces() -> None:
    assert found_texts("Mark  P.\n  Chen", CHEN) == []
    matcher = matcher_of(person("king", "Martin Luther King Jr"))
    for text in ("Martin\nLuther\nKing\r\nJr", "Martin  Luther  King\n  Jr", "Martin Luther  King  Jr"):
        assert found_texts(f"他是{text}。", matcher) == [text]


def test_a_word_that_only_begins_like_a_name_makes_none_over_the_end_of_a_line() -> None:
    assert found_texts("Denmark\nChen", CHEN) == []
    assert found_texts("Mark\nChengdu", CHEN) == []
    assert found_texts("见https://example.org/Mark\nChen", CHEN) == ["Mark\nChen"]


def test_conditions_hold_over_the_end_of_a_line_too() -> None:
    matcher = matcher_of(person("brown", "Brown", 'aliases = [{ text = "Brown", not_in = ["Brown University"] }]'))
    assert found_texts("Brown\nUniversity，Brown\n\nUniversity", matcher) == ["Brown"]
    matcher = matcher_of(person("x", "推特", 'aliases = [{ text = "X Corp", only_in = ["the X Corp"] }]'))
    assert found_texts("the X\nCorp，the\nX Corp，X\nCorp", matcher) == ["X\nCorp", "X Corp"]


FULL = "他们在去年的一次会议上见过面，那时候谁也没有想到后来的"
"""A line of Chinese as wide as those of a text in which every line is ended where it is full."""


@pytest.mark.parametrize(
    "text",
    [
        f"{FULL}陈信\n翰{FULL}",
        f"{FULL}陈\r\n信翰{FULL}\r\n",
        f"{FULL}的是\n{FULL}陈信\n翰说。",
        f"{FULL}陈信 \n翰{FULL[1:]}，",
        f"{FULL}马克·\n陈{FULL}",
        f"{FULL}马克\n·陈{FULL}",
    ],
)
def test_a_chinese_name_may_go_over_the_end_of_a_line_that_is_full(text: str) -> None:
    assert [one.replace("\r", "").replace("\n", "").replace(" ", "") for one in found_texts(text, CHEN)] in (
        ["陈信翰"],
        ["马克·陈"],
    )


@pytest.mark.parametrize(
    "text",
    [
        "陈信\n翰",
        f"{FULL}陈信\n翰说。",
        f"{FULL}陈信\n\n翰{FULL}",
        f"{FULL}陈信\n　　翰{FULL}",
        f"短的一行\n{FULL}陈信\n翰说。",
        f"{FULL}陈信\n翰{FULL}{FULL}",
        "张大年和陈信\n翰林院的一些人",
        f"{FULL * 20}陈信\n翰{FULL * 20}",
    ],
)
def test_a_chinese_name_is_not_made_of_two_lines_that_are_not_full(text: str) -> None:
    assert found_texts(text, CHEN) == []


def test_a_long_list_of_names_line_by_line_costs_little_time() -> None:
    for line in (
        "Mark\n",
        "Mark\r\nChen\r\n",
        "陈信\n",
        f"{FULL}陈信\n",
        "Mark  P.  Chen  ",
        "  ",
        "\n ",
        "a" + " " * 50 + "\n",
    ):
        text = line * (400_000 // len(line))
        started = time.perf_counter()
        CHEN.matches(text)
        assert time.perf_counter() - started < 5


# What holds for any text


names = st.sampled_from(("陈信翰", "马克·陈", "Mark Chen", "o3", "o3-mini", "GPT-4", "余华", "OpenAI", "里"))


broken = st.sampled_from(
    (
        "\n",
        "\r\n",
        " \n  ",
        "\r",
        "Mark\nChen",
        "Mark \r\n Chen",
        "o3-\r\nmini",
        "ChatGPT  Pro",
        "X\n光",
        "  ",
        "-\n",
        "4o",
        "Pro",
        f"{FULL}陈信\n翰{FULL}",
        f"\n{FULL}马克·\n陈",
    )
)


@given(st.lists(names, min_size=1, unique=True), st.lists(names | broken | texts, max_size=12).map("".join))
def test_each_candidate_is_spelt_like_its_name(known: list[str], text: str) -> None:
    matcher = Matcher([entity(f"e{number}", name) for number, name in enumerate(known)])
    for candidate in matcher.candidates(text):
        assert 0 <= candidate.start < candidate.end <= len(text)
        written = spelt(text[candidate.start : candidate.end])
        assert written in {variant for name in candidate.name.spellings.values() for variant in variants(fold(name))}
        assert stands_alone(fold(text), candidate.start, candidate.end)


@given(names, texts, texts)
def test_a_chinese_name_is_found_in_whatever_text(name: str, before: str, behind: str) -> None:
    if not name[0].isascii() and not name[-1].isascii():
        spans = [(one.start, one.end) for one in Matcher([entity("a", name)]).candidates(before + name + behind)]
        assert (len(before), len(before) + len(name)) in spans


addresses = st.sampled_from(
    ("https://", "www.", "WWW.", "a.cn/", "@", "/", ".", "-", "\n01", "，01", "01", "。", "，", "《")
)
CONDITIONS = person("x", "推特", 'aliases = [{ text = "X", only_in = ["在X上", "，X。"], not_in = ["X光"] }]') + person(
    "mark", "Mark Chen", 'aliases = ["马克·陈", "陈", { text = "MC", case = true }]\nshort = ["Mark"]'
)
MODELS_AND_CONDITIONS = matcher_of(MODELS + CONDITIONS)
phrases = st.sampled_from(
    ("在X上", "，X。", "X光", "X", "Mark", "Chen", "MC", "mc", " ", "陈信翰", "马克·陈", "OpenAI")
)


@given(st.lists(names | addresses | phrases | broken | texts, max_size=20).map("".join), st.integers(1, 40))
def test_a_text_matched_in_pieces_is_matched_as_a_whole(text: str, piece: int) -> None:
    for matcher in (MODELS_MATCHER, MODELS_AND_CONDITIONS):
        whole = matcher.matches(text)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(matching, "PIECE", piece)
            assert matcher.matches(text) == whole


@given(st.lists(names | phrases | broken | texts, max_size=20).map("".join), st.lists(st.integers(0, 300)))
def test_the_parts_of_a_text_that_is_cut_where_it_may_be_are_matched_alone(text: str, places: list[int]) -> None:
    cuts = sorted(
        {0, len(text), *(MODELS_AND_CONDITIONS.cut_after(text, place) for place in places if place < len(text))}
    )
    found: list[Candidate] = []
    for start, end in pairwise(cuts):
        found += MODELS_AND_CONDITIONS.matches(text, Span(start, end)).candidates()
    assert found == MODELS_AND_CONDITIONS.candidates(text)


def test_a_mark_that_is_in_a_name_does_not_part_a_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(matching, "PIECE", 1)
    matcher = matcher_of(person("band", "羊，毛和花") + person("quote", "他说：“是”的人"))
    assert found_texts("听羊，毛和花。他说：“是”的人！", matcher) == ["羊，毛和花", "他说：“是”的人"]


@given(st.lists(names | phrases | broken | texts, max_size=20).map("".join))
def test_places_that_overlap_are_in_one_knot_and_others_are_not(text: str) -> None:
    matches = MODELS_AND_CONDITIONS.matches(text)
    reach = 0
    for start, kind in zip(matches.starts, matches.kinds, strict=True):
        assert start >= reach
        knot = matches.knots[kind]
        assert knot[0].start == 0
        end = knot[0].end
        for one, other in pairwise(knot):
            assert (one.start, one.end) < (other.start, other.end)
            assert other.start < end
            end = max(end, other.end)
        reach = start + end


def test_a_name_may_be_everywhere() -> None:
    matcher = matcher_of(person("laugh", "哈哈") + person("more", "哈哈哈"))
    assert len(mentions("哈" * 90_000, matcher)) == 30_000


def test_a_character_without_another_case_is_the_fold_of_no_other() -> None:
    """So a pattern of such characters is spelt in one way only, and a name that minds case need not look at it."""
    cased = ((chr(code), fold_keeping_case(chr(code)), fold(chr(code))) for code in range(0x30000))
    assert not [one for one, kept, folded in cased if kept != folded and folded.upper() == folded]


@given(texts)
def test_the_signs_of_addresses_miss_none(text: str) -> None:
    text = f"{text}https://a.b/OpenAI，www.x.cn。a@b.cn {text}"
    assert _addresses(text) == [address.span() for address in ADDRESS.finditer(text)]
