"""Text shown in a script with the names in it kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.documents.document import read_document
from reader.documents.paragraphs import Span, paragraphs
from reader.entities.lists import load_lists
from reader.entities.matching import Matcher
from reader.entities.rendering import mentions_between, render_line, render_paragraph, render_text
from reader.entities.resolution import Mention, mentions
from reader.library.locations import shipped_entity_list
from reader.scripts.detection import detect_document, detect_paragraph
from reader.scripts.exceptions import Exceptions, Phrase
from reader.scripts.fold import fold
from reader.scripts.script import Script, Written
from reader.scripts.target import AS_WRITTEN, Target
from tests.documents.texts import LINE_ENDS, SIMPLIFIED, TRADITIONAL, texts
from tests.entities.making import matcher_of, person

if TYPE_CHECKING:
    from pathlib import Path

    from reader.scripts.rendition import Hold

SHIPPED = Matcher(load_lists([shipped_entity_list()]).entities)
SCRIPTS = [script for script in Script if script is not Script.ORIGINAL]


def shown(text: str, target: Script, matcher: Matcher = SHIPPED, *, wording: bool = False) -> str:
    found = mentions(text, matcher)
    return "".join(render_text(text, detect_document(text), found, matcher.entities, Target(target, wording=wording)))


@pytest.mark.parametrize(
    ("text", "target", "expected"),
    [
        ("于谦说，这是对于谦虚的误会。", Script.TW, "于謙說，這是對於謙虛的誤會。"),
        ("诗人余光中有剩余的时间。", Script.HANT, "詩人余光中有剩餘的時間。"),
        ("《麻省理工科技评论》采访了陈信翰(Mark Chen)。", Script.TW, "《麻省理工科技評論》採訪了陳信翰(Mark Chen)。"),
        ("陳信翰說，為了這個問題。", Script.HANS, "陈信翰说，为了这个问题。"),
        ("51CTO技术栈的言征编辑", Script.HK, "51CTO技術棧的言征編輯"),
    ],
)
def test_names_are_kept_and_all_else_is_converted(text: str, target: Script, expected: str) -> None:
    assert shown(text, target) == expected


def test_an_unknown_name_is_kept_where_its_entity_is_known() -> None:
    matcher = matcher_of(person("yu-hua", "余华"))
    assert shown("余华说其余的软件在里面。", Script.TW, matcher) == "余華說其餘的軟件在裡面。"


@pytest.mark.parametrize(
    ("text", "name", "marks", "expected"),
    [
        ("其余的**余**华说", (5, 9), [(3, 5, ""), (6, 8, "")], "其餘的|余華|說"),
        ("余\n华说", (0, 3), [(1, 2, "")], "|余華|說"),
        ("**余华**说", (2, 4), [(0, 2, ""), (4, 6, "")], "|余華|說"),
        ("余\n里 余说", (0, 5), [(1, 2, ""), (3, 4, " ")], "|余里 余|說"),
    ],
)
def test_a_name_over_marks_keeps_its_form(text: str, name: tuple[int, int], marks: list[Hold], expected: str) -> None:
    matcher, target = matcher_of(person("yu", "余华")), Target(Script.HANT)
    found = [Mention(*name, "yu")]
    made = render_paragraph(text, Span(0, len(text)), Written.HANS, found, matcher.entities, target, marks=marks)
    start, end = made.alignment.to_rendition(name[0]), made.alignment.to_rendition(name[1], end=True)
    assert "|".join((made.text[:start], made.text[start:end], made.text[end:])) == expected


@pytest.mark.parametrize(
    ("form", "expected"), [("軟件園", "說軟件園"), ("軟體園區", "說軟體園區"), ("林", "說林"), ("", "說软件园")]
)
def test_a_phrase_over_marks_is_shown_as_the_reader_says(form: str, expected: str) -> None:
    text = "说软\n**件**园里"
    marks: list[Hold] = [(2, 5, ""), (6, 8, "")]
    phrase = Phrase("软件园", {Script.HANT: form} if form else {}, kept=not form)
    target = Target(Script.HANT, exceptions=Exceptions((phrase,)))
    made = render_paragraph(text, Span(0, len(text)), Written.HANS, (), {}, target, marks=marks)
    assert made.text == f"{expected}裏"


def test_wording_changes_words_but_no_name() -> None:
    matcher = matcher_of(person("soft", "软件里"))
    text = "软件里说打印机和软件很好。"
    assert shown(text, Script.TW, matcher, wording=True) == "軟件里說印表機和軟體很好。"
    assert shown(text, Script.TW, matcher) == "軟件里說打印機和軟件很好。"


def test_a_page_in_the_language_of_the_seeds_is_shown_as_it_stands(seeds: Path) -> None:
    """A document already in the target script is byte for byte the same."""
    for path in seeds.glob("*.txt"):
        document = read_document(str(path))
        written = detect_document(document.text)
        for wording in (False, True):
            assert shown(document.text, Script(written), wording=wording) == document.text, path.name


@given(
    st.lists(st.one_of(st.text(alphabet=SIMPLIFIED + "，。a1", max_size=20), st.sampled_from(LINE_ENDS))).map("".join),
    st.booleans(),
)
def test_simplified_text_shown_in_simplified_is_the_same(text: str, wording: bool) -> None:
    kept = "".join(character for character in text if detect_paragraph(character, Written.HANS) is Written.HANS)
    found = mentions(kept, SHIPPED)
    assert (
        "".join(render_text(kept, Written.HANS, found, SHIPPED.entities, Target(Script.HANS, wording=wording))) == kept
    )


@given(
    st.lists(st.one_of(st.text(alphabet=TRADITIONAL + "，。a1", max_size=20), st.sampled_from(LINE_ENDS))).map("".join),
    st.sampled_from(((Written.HANT, Script.HANT), (Written.TW, Script.TW), (Written.HK, Script.HK))),
    st.booleans(),
)
def test_traditional_text_of_a_region_shown_as_that_region_writes_is_the_same(
    text: str, same: tuple[Written, Script], wording: bool
) -> None:
    written, script = same
    found = mentions(text, SHIPPED)
    if all(detect_paragraph(span.of(text), written) in (written, Written.NONE) for span in paragraphs(text)):
        assert "".join(render_text(text, written, found, SHIPPED.entities, Target(script, wording=wording))) == text


@given(texts, st.sampled_from(Written))
def test_as_written_is_as_written(text: str, written: Written) -> None:
    assert "".join(render_text(text, written, (), {}, AS_WRITTEN)) == text


@given(texts, st.sampled_from(Written), st.sampled_from(SCRIPTS))
def test_a_whole_text_is_its_paragraphs_with_their_line_ends(text: str, written: Written, target: Script) -> None:
    found = mentions(text, SHIPPED)
    expected = list(text)
    for span in paragraphs(text):
        rendition = render_paragraph(text, span, written, found, SHIPPED.entities, Target(target))
        expected[span.start : span.end] = rendition.text
    assert "".join(render_text(text, written, found, SHIPPED.entities, Target(target))) == "".join(expected)


@pytest.mark.parametrize("wording", [False, True])
@pytest.mark.parametrize("target", SCRIPTS)
def test_in_every_script_each_mention_of_the_seeds_stands_where_the_alignment_says(
    seeds: Path, target: Script, wording: bool
) -> None:
    for path in seeds.glob("*.txt"):
        text = read_document(str(path)).text
        written, found = detect_document(text), mentions(text, SHIPPED)
        for span in paragraphs(text):
            rendition = render_paragraph(text, span, written, found, SHIPPED.entities, Target(target, wording=wording))
            for mention in mentions_between(found, span):
                start = rendition.alignment.to_rendition(mention.start - span.start)
                end = rendition.alignment.to_rendition(mention.end - span.start, end=True)
                assert fold(rendition.text[start:end]) == fold(text[mention.start : mention.end])
                assert rendition.alignment.to_source(start) == mention.start - span.start
                assert rendition.alignment.to_source(end, end=True) == mention.end - span.start


@pytest.mark.parametrize("target", SCRIPTS)
def test_in_every_script_the_seeds_mention_the_same_people_at_the_same_places(seeds: Path, target: Script) -> None:
    for path in seeds.glob("*.txt"):
        text = read_document(str(path)).text
        assert mentions(shown(text, target), SHIPPED) == mentions(text, SHIPPED), path.name


def test_a_quotation_in_the_other_script_is_shown_in_the_target_script_too() -> None:
    text = "這是為了說明這個問題。\n这里发现了问题。\n為什麼呢？\n"
    assert shown(text, Script.HANS) == "这是为了说明这个问题。\n这里发现了问题。\n为什么呢？\n"
    assert shown(text, Script.TW) == "這是為了說明這個問題。\n這裡發現了問題。\n為什麼呢？\n"
    assert shown(text, Script.HANT) == "這是爲了說明這個問題。\n這裏發現了問題。\n爲什麼呢？\n"


def test_a_text_may_be_taken_for_one_script_throughout() -> None:
    text = "皇后在後面干杯。\n于謙干杯。\n"
    found = mentions(text, SHIPPED)
    for throughout, expected in ((False, text), (True, "皇后在後面乾杯。\n于謙乾杯。\n")):
        pieces = render_text(text, Written.HANS, found, SHIPPED.entities, Target(Script.HANT), throughout=throughout)
        assert "".join(pieces) == expected
    assert "".join(render_text("为\n", Written.HANT, (), {}, Target(Script.HANT), throughout=True)) == "为\n"


def test_a_title_is_shown_in_the_script_with_its_names() -> None:
    assert render_line("于谦和陈信翰谈软件", Written.HANS, SHIPPED, Target(Script.TW)) == "于謙和陳信翰談軟件"
    assert render_line("于謙和陳信翰談軟體", None, SHIPPED, Target(Script.HANS)) == "于谦和陈信翰谈软体"
    assert render_line("于谦", Written.HANS, SHIPPED, Target(Script.ORIGINAL)) == "于谦"


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(1, 4)), max_size=8), st.integers(0, 60), st.integers(1, 20))
def test_the_mentions_of_a_stretch_are_those_that_touch_it(
    places: list[tuple[int, int]], start: int, length: int
) -> None:
    found, end = [], 0
    for gap, size in places:
        found.append(Mention(end + gap, end + gap + size, "a"))
        end += gap + size
    span = Span(start, start + length)
    touching = [mention for mention in found if mention.start < span.end and mention.end > span.start]
    assert list(mentions_between(found, span)) == touching


MIXED_QUOTATION = "他说，這是為了說明問題，这是为了说明问题。\n"


@pytest.mark.parametrize(
    ("text", "document", "expected"),
    [
        ("這是為了說明。\n", Written.TW, "這是為了說明。\n"),
        ("這是為了說明。\n这里发现了问题。\n", Written.TW, "這是為了說明。\n這裡發現了問題。\n"),
        ("衞生署說，這是為了説明。\n这里说明了。\n", Written.HK, "衞生署說，這是為了説明。\n這裏説明了。\n"),
        ("這是為了說明。\n这里说明了。\n", Written.HANS, "這是為了說明。\n這裏說明了。\n"),
        ("這是爲了說明。\n", Written.HANT, "這是爲了說明。\n"),
        (MIXED_QUOTATION, Written.MIXED, "他說，這是為了說明問題，這是爲了說明問題。\n"),
        (MIXED_QUOTATION, Written.HK, "他説，這是為了說明問題，這是為了説明問題。\n"),
    ],
)
def test_where_traditional_of_any_region_will_do_traditional_text_stands_as_it_is(
    text: str, document: Written, expected: str
) -> None:
    target = Target(Script.HANT, wording=True, any_region=True)
    assert "".join(render_text(text, document, (), {}, target)) == expected


@given(texts)
def test_where_traditional_of_any_region_will_do_only_simplified_text_changes(text: str) -> None:
    target = Target(Script.HANT, any_region=True)
    document = detect_document(text)
    for span in paragraphs(text):
        if detect_paragraph(span.of(text), document).traditional:
            assert render_paragraph(text, span, document, (), {}, target).text == span.of(text)
