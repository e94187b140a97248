"""Many paragraphs shown together: the same as each by itself, text and places, from every script to every target."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.documents.document import read_document
from reader.documents.paragraphs import LONGEST, SEARCH, Span, paragraph_at, paragraphs
from reader.entities.lists import load_lists
from reader.entities.matching import Matcher
from reader.entities.mentions import Mention, Mentions
from reader.entities.rendering import render_paragraph, renditions
from reader.entities.resolution import mentions
from reader.library.locations import shipped_entity_list
from reader.scripts import runs as runs_module
from reader.scripts.alignment import Block
from reader.scripts.configurations import FIRST_MARK, LAST_MARK
from reader.scripts.detection import detect_document
from reader.scripts.exceptions import NONE, Exceptions, Phrase
from reader.scripts.rendition import HOLDER
from reader.scripts.runs import runs
from reader.scripts.script import Script, Written
from reader.scripts.target import Target
from reader.scripts.untouched import code_blocks
from tests.documents.test_incoming import short_lines
from tests.documents.texts import LINE_ENDS
from tests.entities.test_every_rendering import MATCHER, WAYS, sentences, way

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from reader.entities.entity import Entity
    from reader.scripts.rendition import Rendition

SHIPPED = Matcher(load_lists([shipped_entity_list()]).entities)
SHOWN = Exceptions(
    (
        Phrase("里面", {Script.HANS: "里边儿", Script.HANT: "裏"}),
        Phrase("头发", kept=True),
        Phrase("a", {Script.TW: "甲乙"}),
    )
)
ACROSS = Exceptions((*SHOWN.phrases, Phrase("里\n面", {Script.HANT: "一二三"}), Phrase("\u3000", {Script.HANT: "空"})))
"""Phrases of which two stand within no line that is seen."""
EDGES = (
    "王",
    "岩（Wang Yan）说",
    "（Wang Yan）",
    "记者：",
    "记者 ",
    "余华",
    "于谦",
    "于先生说",
    "老",
    "、于坚",
    "范曾和",
    "里约·里",
    "奥里·",
    "里斯本",
    "金",
    "发科技",
    "岩集团",
    "征公司",
    "著",
    "《書》",
    "於梨華",
    "作者於",
    "乾",
    "余秋雨著",
    "信息技",
    "术有限公司",
    "软件公司",
    "软",
    "件",
    "⿰",
    "⿱里",
    HOLDER,
    chr(FIRST_MARK + 2),
    chr(LAST_MARK),
    "😀",
    "\u3000",
    "\ufeff",
    "“",
    "”",
    "`",
    "www.",
    "a@b",
    ".cn",
    "這是為了說明。",
    "这里发现了问题。",
    "這里",
    "里發",
)
"""What says something together with what stands before it or behind it."""
CODE = ("```", "~~~~", "~~~", "````x")
written_lines = st.lists(sentences | st.sampled_from(EDGES) | st.sampled_from(EDGES), min_size=1, max_size=5).map(
    "".join
) | st.sampled_from(CODE)
documents = st.lists(st.tuples(written_lines, st.sampled_from(("\n", "\n", "\n\n", *LINE_ENDS))), max_size=14).map(
    lambda parts: "".join(part for pair in parts for part in pair)
)

Paragraph = tuple[str, list[Block]]


def alone(
    text: str,
    stretch: Span,
    document: Written,
    found: Sequence[Mention],
    entities: Mapping[str, Entity],
    target: Target,
    *,
    throughout: bool = False,
) -> Paragraph:
    """Return the text of a stretch, and its blocks, as put together from its paragraphs."""
    code = code_blocks(text)
    each = (
        (span, render_paragraph(text, span, document, found, entities, target, throughout=throughout, code=code))
        for span in paragraphs(text, stretch)
    )
    return joined(text, stretch, each)


def together(
    text: str,
    stretch: Span,
    document: Written,
    found: Sequence[Mention],
    entities: Mapping[str, Entity],
    target: Target,
    *,
    throughout: bool = False,
) -> Paragraph:
    """Return the same as put together from its runs."""
    code = code_blocks(text)
    each = renditions(text, stretch, document, found, entities, target, throughout=throughout, code=code)
    return joined(text, stretch, each)


def joined(text: str, stretch: Span, each: Iterable[tuple[Span, Rendition]]) -> Paragraph:
    parts: list[str] = []
    blocks: list[Block] = []
    source, rendition = stretch.start, 0
    for span, shown in each:
        assert source <= span.start
        rendition += span.start - source
        parts += (text[source : span.start], shown.text)
        blocks += (block.moved(span.start - stretch.start, rendition) for block in shown.alignment.blocks)
        source, rendition = span.end, rendition + len(shown.text)
    assert source <= stretch.end
    return "".join((*parts, text[source : stretch.end])), blocks


@pytest.mark.parametrize("document", Written)
@pytest.mark.parametrize("target", WAYS, ids=way)
@settings(max_examples=25)  # for each of many ways
@given(
    text=documents,
    any_region=st.booleans(),
    exceptions=st.sampled_from((NONE, NONE, SHOWN, ACROSS)),
    throughout=st.booleans(),
    size=st.sampled_from((0, 10, runs_module.SIZE)),
)
def test_paragraphs_shown_together_are_shown_as_each_by_itself(
    document: Written, target: Target, text: str, any_region: bool, exceptions: Exceptions, throughout: bool, size: int
) -> None:
    target = Target(target.script, target.wording, target.quotation, exceptions, any_region)
    asked = text, Span(0, len(text)), document, mentions(text, MATCHER), MATCHER.entities, target
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(runs_module, "SIZE", size)
        assert together(*asked, throughout=throughout) == alone(*asked, throughout=throughout)


@given(documents, st.sampled_from(WAYS), st.sampled_from(Written), st.data())
def test_so_are_stretches_and_lines_that_are_cut(
    text: str, target: Target, document: Written, data: st.DataObject
) -> None:
    with short_lines():
        starts = sorted({0, len(text), *(span.start for span in paragraphs(text))})
        start, end = sorted(data.draw(st.tuples(st.sampled_from(starts), st.sampled_from(starts))))
        asked = text, Span(start, end), document, mentions(text, MATCHER), MATCHER.entities, target
        assert together(*asked) == alone(*asked)


@given(documents, st.sampled_from(WAYS), st.sampled_from(Written), st.data())
def test_a_mention_across_a_line_end_is_none_of_either_line(
    text: str, target: Target, document: Written, data: st.DataObject
) -> None:
    places = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=12)))
    found = Mentions.of(
        Mention(start, end, "longer") for start, end in zip(places[::2], places[1::2], strict=False) if start < end
    )
    asked = text, Span(0, len(text)), document, found, MATCHER.entities, target
    assert together(*asked) == alone(*asked)


@given(documents, st.sampled_from(Written), st.booleans())
def test_runs_are_whole_paragraphs_in_order_with_line_ends_between(
    text: str, document: Written, throughout: bool
) -> None:
    place = 0
    code = code_blocks(text)
    for run in runs(text, Span(0, len(text)), document, throughout=throughout, code=code):
        assert place <= run.start <= run.end
        assert not text[place : run.start].strip(LINE_END_CHARACTERS)
        place = run.end
        own = list(paragraphs(text, Span(run.start, run.end)))
        assert own == [span for span in paragraphs(text) if run.start <= span.start < run.end]
    assert not text[place:].strip(LINE_END_CHARACTERS)


LINE_END_CHARACTERS = "".join(LINE_ENDS)


@pytest.mark.parametrize(
    ("text", "document", "target", "expected"),
    [
        ("里\n面\n\u3000\n里", Written.HANS, Target(Script.HANT, exceptions=ACROSS), "裏\n面\n\u3000\n裏"),
        ("記者於秀華\n這裡", Written.TW, Target(Script.HANS), "记者於秀华\n这里"),
        ("王\n岩（Wang Yan）说\n头", Written.HANS, Target(Script.TW), "王\n岩（Wang Yan）說\n頭"),
        ("头\n发\n⿰\n发里", Written.HANS, Target(Script.TW), "頭\n發\n⿰\n發裡"),
    ],
)
def test_what_a_line_means_ends_with_it(text: str, document: Written, target: Target, expected: str) -> None:
    asked = text, Span(0, len(text)), document, mentions(text, MATCHER), MATCHER.entities, target
    assert together(*asked) == alone(*asked)
    assert together(*asked)[0] == expected


def test_a_mention_that_ends_in_another_line_holds_nothing_out() -> None:
    found = Mentions.of([Mention(0, 3, "longer")])
    asked = "里\n发", Span(0, 3), Written.HANS, found, MATCHER.entities, Target(Script.TW)
    assert together(*asked) == alone(*asked) == ("裡\n發", [])


def test_a_long_text_in_one_script_is_few_runs() -> None:
    text = "这里发现了一个问题，余华和于谦说软件在里面。\r\n\r\n" * 10_000
    found = list(runs(text, Span(0, len(text)), Written.HANS, throughout=False, code=()))
    assert all(run.together for run in found)
    assert len(found) <= len(text) / runs_module.SIZE + 1


def test_paragraphs_of_another_script_are_a_run_of_their_own() -> None:
    text = "这里说了。\n没有。\n這是為了說明。\n\n為了說明問題。\n这里说了。\n```\n这里\n```\n这里说了⿰。\n"
    found = [
        (text[run.start : run.end].strip(), run.written, run.together)
        for run in runs(text, Span(0, len(text)), Written.HANS, throughout=False, code=code_blocks(text))
    ]
    assert found == [
        ("这里说了。\n没有。", Written.HANS, True),
        ("這是為了說明。\n\n為了說明問題。", Written.TW, True),
        ("这里说了。", Written.HANS, True),
        ("```\n这里\n```", None, True),
        ("这里说了⿰。", Written.HANS, False),
    ]


def test_a_line_that_is_as_long_as_one_can_be_is_one_paragraph() -> None:
    for length in (LONGEST - 1, LONGEST, LONGEST + 1, LONGEST + SEARCH, 3 * LONGEST):
        text = f"前面\n{'里面，发' * (length // 4)}{'里' * (length % 4)}\n后面\n"
        whole = Span(0, len(text))
        asked = text, whole, Written.HANS, Mentions(), MATCHER.entities, Target(Script.TW)
        assert together(*asked) == alone(*asked)
        run = next(run for run in runs(text, whole, Written.HANS, throughout=False, code=()) if run.end > 3)
        assert run.together is (paragraph_at(text, 3).end == 3 + length)


@pytest.fixture(scope="module")
def articles(real_documents: Path) -> list[tuple[str, Written, Mentions]]:
    """Return the real articles, all in one and line by line in turns; each with how it is written and its mentions."""
    texts = [read_document(str(path)).text for path in sorted(real_documents.glob("*.txt"))]
    each = (*texts, "\r\n".join("".join(texts).splitlines()), mixed(texts))
    return [(text, detect_document(text), mentions(text, SHIPPED)) for text in each]


@pytest.mark.parametrize("any_region", [False, True])
@pytest.mark.parametrize("target", WAYS, ids=way)
def test_the_real_articles_are_shown_together_as_each_paragraph_by_itself(
    target: Target, any_region: bool, articles: list[tuple[str, Written, Mentions]]
) -> None:
    for text, detected, found in articles:
        for exceptions in (NONE, SHOWN):
            chosen = Target(target.script, target.wording, target.quotation, exceptions, any_region)
            for document in {detected, Written.TW, Written.MIXED}:
                asked = text, Span(0, len(text)), document, found, SHIPPED.entities, chosen
                assert together(*asked) == alone(*asked)


def mixed(texts: Sequence[str]) -> str:
    """Return a text in which the lines of several come in turns."""
    columns = [text.splitlines() for text in texts]
    return "\n".join(line for row in zip(*columns, strict=False) for line in row)
