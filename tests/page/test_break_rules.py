"""Where a line may break: as Unicode's own samples say, except where Chinese wants it otherwise, and why."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given

from reader.page.break_classes import ALL, UNITS, classes_of, letters
from reader.page.break_rules import MARKS, TIED, TIED_BY_MARKS, WORDS, in_context
from reader.page.cells import clusters, width
from reader.page.line_breaking import breaks
from reader.scripts.conversion import convert
from reader.scripts.script import Script, Written
from tests.page.line_break_samples import samples
from tests.page.texts import paragraphs

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True)
class Tailoring:
    """Something in which this line breaking differs from Unicode's on purpose."""

    name: str
    why: str
    holds: Callable[[str, int, bool], bool]
    """Whether it is the reason, given a text, a place in it, and whether a line may break there (by Unicode not, then,
    and the other way round)."""


def before(text: str, place: int) -> str:
    """Return the letter of the class before a place, marks on it left out."""
    classes = classes_of(text[:place]).rstrip(letters("CM ZWJ VI VF JV JT EM"))
    return classes[-1:] or letters("AL")[0]


def after(text: str, place: int) -> str:
    return classes_of(text[place])


def beside(text: str, place: int, *, left: str, right: str) -> bool:
    """Return whether the classes beside a place are among those named."""
    return before(text, place) in letters(left) and after(text, place) in letters(right)


def inside_cluster(text: str, place: int, may_break: bool) -> bool:
    return not may_break and place not in accumulate(map(len, clusters(text)))


def behind_mark(text: str, place: int, _may_break: bool) -> bool:
    return width(text[place - 1]) == 0 or text[place - 2 : place - 1] == "\u200d"


def single_dash(text: str, place: int, may_break: bool) -> bool:
    return not may_break and text[place] == "—" and "—" not in (text[place - 1], text[place + 1 : place + 2])


def next_to_quote(text: str, place: int, may_break: bool) -> bool:
    east_asian = letters("EA")
    around = classes_of(text[max(0, place - 2) : place + 2])
    quote = (may_break and text[place] in "“‘") or (may_break and text[place - 1] in "”’")
    return quote and any(one in east_asian for one in around)


def number_with_unit(text: str, place: int, may_break: bool) -> bool:
    return not may_break and beside(text, place, left="NU", right="ID") and text[place] in UNITS


def hyphen_in_word(text: str, place: int, may_break: bool) -> bool:
    return not may_break and beside(text, place, left="HY HH", right="AL")


def interpunct(text: str, place: int, may_break: bool) -> bool:
    return not may_break and text[place] == "·"


def word_begins_with_stop(text: str, place: int, may_break: bool) -> bool:
    return may_break and re.match(r" \.+[a-z]", text[place - 1 :]) is not None


def signs(text: str, place: int, may_break: bool) -> bool:
    return not may_break and beside(text, place, left="PR PO", right="PR PO")


TAILORINGS = (
    Tailoring("connector", "a single dash connects; a connector starts no line (CLREQ)", single_dash),
    Tailoring("quotes", "next to Chinese, “ opens and ” closes, even where Latin stands within", next_to_quote),
    Tailoring("number", "a number keeps its unit (CLREQ)", number_with_unit),
    Tailoring("hyphen", "a word with hyphens stays whole", hyphen_in_word),
    Tailoring("interpunct", "an interpunct starts no line (CLREQ)", interpunct),
    Tailoring("slash", "a word may begin with a full stop", word_begins_with_stop),
    Tailoring("signs", "signs of amounts stay together", signs),
    Tailoring("cluster", "no line breaks inside what the eye sees as one thing (UAX #29)", inside_cluster),
    Tailoring("cluster", "a mark on nothing, or on a control, is a thing of its own; what takes no cell", behind_mark),
)
AGREE = 17_113
DIFFER = {
    "cluster": 2066,
    "connector": 111,
    "signs": 32,
    "hyphen": 11,
    "number": 6,
    "quotes": 2,
    "interpunct": 1,
    "slash": 1,
}
"""How many of Unicode's samples differ, and why."""


def test_lines_break_where_unicode_says_except_where_chinese_wants_it_otherwise() -> None:
    agree = 0
    differ: Counter[str] = Counter()
    for sample in samples():
        found = frozenset(breaks(sample.text))
        agree += found == sample.breaks
        names = set()
        for place in found ^ sample.breaks:
            reasons = [one.name for one in TAILORINGS if one.holds(sample.text, place, place in found)]
            assert reasons, (sample.text, [f"{ord(one):04X}" for one in sample.text], place, place in found)
            names.add(reasons[0])
        differ.update(names)
    assert agree == AGREE
    assert differ == DIFFER


def pieces(text: str) -> str:
    """Return a text with a bar wherever a line may break."""
    places = [0, *breaks(text), len(text)]
    return "|".join(text[one:other] for one, other in pairwise(places))


@pytest.mark.parametrize(
    ("words", "broken"),
    [
        ("a line breaks between Chinese characters", "天|地|玄|黄"),
        ("no closing mark starts a line", "天）|地。|玄，|黄！”|宇"),
        ("no opening mark ends a line", "天|（地|「玄|《黄|“宇"),
        ("marks in succession stay together", "天|“（地）。”|（玄）"),
        ("even behind a space", "天 ，|地|（ 玄 ）"),
        ("an ellipsis stays whole and starts no line", "天……|地…|玄⋯⋯|黄"),
        ("a double dash stays whole", "天|——|地|⸺|玄"),
        ("a single one connects", "1901年—|1936年|北|京—|上|海"),
        ("so do ～ and ~ and –", "20～|30|又|一~|周|五|北|京–|上|海"),
        ("a solidus starts no line", "天／|地"),
        ("an interpunct starts no line", "马|克·|陈|雷|纳‧|奥|都・|都•|陈"),
        ("not even behind a space", "甲 · |乙"),
        ("an interpunct inside a Latin word", "l·l"),
        ("an iteration mark starts no line", "人々|天ー|きゃ"),
        ("a number keeps its unit", "在|2024年|有|3个|和|5公|里"),
        ("in either script", "3個|3万|3萬|3号|3號"),
        ("a number keeps its signs", "涨|87.5%|到|$1,000.50|或|￥30|和|25℃|即|−5±3"),
        ("a number of full width", "涨|８７．５％|的|２０２４年"),
        ("a range of numbers", "1/2|和|10:30|和|2024-12-31"),
        ("a Latin word stays whole", "用|OpenAI|的|o3-mini|和|GPT-4o|写|C++"),
        ("Latin words break at spaces", "Mark |Chen |说 |hello"),
        ("an apostrophe is part of a word", "don't |don’t |rock |’n’ |roll"),
        ("quotation marks around Latin", "他|说|“OpenAI”|和|‘GPT-4’|等"),
        ("a quotation mark behind Latin opens", "OpenAI|“猎|户|座”|号"),
        ("quotation marks inside each other", "他|说：|“‘好’|的”|吗"),
        ("straight ones in turn", '说|"你|好"|然|后|OpenAI|"猎|户"|号'),
        ("an odd straight one ties", '高|5"的|屏'),
        ("German quotation marks", "„Weiß“ |und |«blanc»"),
        ("a word with one slash stays whole", "120 |km/h、|TCP/IP、|A/B"),
        ("a path breaks behind slashes", "在 |/usr/|local/|lib |里"),
        ("another one", "C:\\|Users\\|Mark\\|x.txt"),
        ("a URL breaks behind slashes and the like", "看|https://www.example.org/|a-|b/|c?|d=|1&|e_|f=|%E4|%BD，|好"),
        ("a word may begin with a full stop", "用 |.NET |和 |.5"),
        ("a no-break space ties", "5\u00a0km|和|10\u202f000"),
        ("a zero-width space parts", "super\u200b|cali"),
        ("a word joiner ties", "天\u2060地|玄\ufeff黄"),
        ("a soft hyphen parts", "super\u00ad|cali"),
        ("a combining mark stays", "e\u0301t|か\u3099|葛\U000e0100|天"),
        ("emoji stay whole", "👩‍💻|👍🏽|🇹🇼|🇭🇰|❤️|1️⃣|地|👨‍👩‍👧‍👦"),
        ("Hangul breaks between syllables", "한|국|어 |하|다"),
        ("conjoining jamo are syllables", "\u1112\u1161\u11ab|\u110b\u1165|\u1112\u1161"),
        ("a Batak syllable keeps its end", "\u1bd7|\u1bd7\u25cc\u1bf2"),
        ("a Hebrew word keeps its hyphen", "א-天|א"),
        ("Thai breaks at spaces", "ภาษาไทย |ไม่มี"),
        ("ideographic spaces stay behind", "\u3000\u3000|天\u3000|地"),
        ("small kana and the long mark start no line", "チェ|ッ|ク".replace("|ッ", "ッ")),
        ("a full stop and a word", "好.|天|a.b"),
    ],
)
def test_a_line_may_break(words: str, broken: str) -> None:
    assert pieces(broken.replace("|", "")) == broken, words


@pytest.mark.parametrize("unit", UNITS)
def test_a_number_keeps_its_unit_in_either_script(unit: str) -> None:
    for target in (Script.HANT, Script.TW, Script.HK):
        assert convert(unit, Written.HANS, target) in UNITS
    assert convert(unit, Written.HANT, Script.HANS) in UNITS


def test_every_class_is_known_and_every_rule_is_about_some() -> None:
    assert len(set(ALL)) == len(ALL)
    for line in f"{MARKS}{WORDS}".strip().splitlines():
        if line:
            assert re.match(r"[A-Za-z0-9, ]{12}[\^A-Za-z0-9 -]*[×÷]", line), line
    for one in ALL:
        for other in ALL:
            assert TIED[one + other] or not TIED_BY_MARKS[one + other]


@given(paragraphs)
def test_a_rule_in_context_changes_classes_and_nothing_else(text: str) -> None:
    classes = classes_of(text)
    assert len(in_context(classes)) == len(classes) == len(text)


def test_a_long_text_of_one_mark_costs_no_time() -> None:
    for one in ("“", "”", '"', "'", "(", ")", ".", "/", "-", "$", "1.", "a/", "/a", " ", " .", "、 ", "—", "·", "\\"):
        text = one * 4096
        assert len(in_context(classes_of(f"天{text}天"))) == len(text) + 2
