"""What holds for every paragraph on the page: from every document to every target, with names, code and quotations."""

from __future__ import annotations

import re
from itertools import product
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.documents.document import read_document
from reader.documents.paragraphs import Span, paragraphs
from reader.entities.rendering import render_paragraph, render_text
from reader.entities.resolution import mentions
from reader.scripts.detection import detect_document, detect_paragraph
from reader.scripts.quotation import with_marks_of
from reader.scripts.script import Script, Written
from reader.scripts.target import Target
from tests.documents.texts import LINE_ENDS, lines
from tests.entities.making import matcher_of
from tests.scripts.dictionary_texts import dictionary_texts
from tests.scripts.test_every_conversion import assert_exact

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from reader.entities.mentions import Mention
    from reader.scripts.rendition import Rendition

NAMES = """
[[entity]]
id = "longer"
type = "person"
names = { zh-Hans = "余发里", zh-TW = "余發·里德", zh-HK = "余發", zh-Hant = "余發里先生" }

[[entity]]
id = "software"
type = "product"
names = { zh-Hans = "软件里" }
"""
MATCHER = matcher_of(NAMES)
KEPT = (
    "`软件里的头发`",
    "``軟體`里``",
    "https://example.org/wiki/软件?名=里",
    "www.example.com/軟體",
    "WWW.example.com/里",
    "https://example.org/wiki/里程:发_(软件)/",
    "someone@example.org",
    "`“里`",
    "`里」`",
)
"""Code, addresses and e-mail addresses, as they stand in a sentence."""
MARKS = "“”‘’「」『』"
WAYS = [
    Target(script, wording, quotation) for script, wording, quotation in product(Script, (False, True), (False, True))
]


def way(target: Target) -> str:
    return "-".join((str(target.script), *("wording",) * target.wording, *("quotation",) * target.quotation))


sentences = st.one_of(
    lines,
    dictionary_texts,
    st.sampled_from(("余发里", "余發里", "软件里", "余发里的头发里")),
    st.sampled_from(KEPT).map(lambda kept: f" {kept} "),
    st.sampled_from(MARKS),
    st.sampled_from(("“里面”", "「里面」", "‘头发’", "『頭髮』", "it’s")),
)
documents = st.lists(sentences | st.sampled_from(LINE_ENDS), max_size=12).map("".join)


def rendered(text: str, document: Written, target: Target) -> list[tuple[Span, Rendition]]:
    found = mentions(text, MATCHER)
    return [
        (span, render_paragraph(text, span, document, found, MATCHER.entities, target)) for span in paragraphs(text)
    ]


@pytest.mark.parametrize("document", Written)
@pytest.mark.parametrize("target", WAYS, ids=way)
@settings(max_examples=12)  # for each of many ways
@given(text=documents)
def test_places_are_exact_and_the_whole_is_its_paragraphs(document: Written, target: Target, text: str) -> None:
    whole = list(text)
    found = mentions(text, MATCHER)
    for span, rendition in rendered(text, document, target):
        assert_exact(span.of(text), rendition)
        whole[span.start : span.end] = rendition.text
    pieces = [rendition.text for _, rendition in rendered(text, document, target)]
    shown = "".join(render_text(text, document, found, MATCHER.entities, target))
    at = 0
    for piece in pieces:
        at = shown.index(piece, at) + len(piece)
    if not target.wording and not found:
        assert shown == "".join(whole)
        assert len(shown) == len(text)


@pytest.mark.parametrize("document", Written)
@pytest.mark.parametrize("target", WAYS, ids=way)
@settings(max_examples=12)
@given(before=lines, kept=st.sampled_from(KEPT), behind=lines)
def test_code_and_addresses_stay(document: Written, target: Target, before: str, kept: str, behind: str) -> None:
    before, behind = (re.sub("[`@~]|[/:.][A-Za-z]", "", part) for part in (before, behind))
    text = f"{before} {kept} {behind}"
    ((_, rendition),) = rendered(text, document, target)
    start = len(before) + 1
    first = rendition.alignment.to_rendition(start)
    last = rendition.alignment.to_rendition(start + len(kept), end=True)
    assert rendition.text[first:last] == kept


@pytest.mark.parametrize("target", WAYS, ids=way)
@pytest.mark.parametrize("document", [Written.HANS, Written.HANT, Written.TW, Written.HK, Written.NONE])
@settings(max_examples=12)
@given(text=documents)
def test_text_in_the_target_script_changes_its_quotation_marks_alone(
    document: Written, target: Target, text: str
) -> None:
    for span, rendition in rendered(text, document, target):
        own = span.of(text)
        if detect_paragraph(own, document) in (Written.NONE, Written(target.script) if own_script(target) else None):
            unmarked = rendition.text.translate(dict.fromkeys(map(ord, MARKS), "?"))
            assert unmarked == own.translate(dict.fromkeys(map(ord, MARKS), "?"))
            if not target.quotation:
                assert rendition.text == own


def own_script(target: Target) -> bool:
    return target.script is not Script.ORIGINAL


@given(st.lists(st.sampled_from([*MARKS, "里", "it’s", "\n", "`“`", "A"]), max_size=20).map("".join), st.booleans())
@settings(max_examples=300)
def test_quotation_marks_change_in_pairs_or_not_at_all(text: str, traditional: bool) -> None:
    shown = with_marks_of(text, Script.TW if traditional else Script.HANS)
    assert len(shown) == len(text)
    opened: list[tuple[str, bool]] = []
    pairs = dict(zip("“‘「『", "”’」』", strict=True))
    for place, (one, other) in enumerate(zip(text, shown, strict=True)):
        changed = one != other
        assert not changed or (one in MARKS and other in MARKS)
        if other not in MARKS or (one == "’" and between_letters(text, place)):
            continue
        if one in pairs and shown != text:
            opened.append((pairs[one], changed))
            assert not changed or pairs[one] != one
        elif changed:
            assert opened.pop() == (one, True)
        elif opened and opened[-1] == (one, False):
            opened.pop()
    assert not opened


def between_letters(text: str, place: int) -> bool:
    return text[:place][-1:].isalpha() and text[:place][-1:].isascii() and text[place + 1 :][:1] in ("s", "A")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“他说‘好’。”", "「他说『好』。」"),
        ("‘don’t’", "『don’t』"),
        ("“里", "“里"),
        ("里”他“", "里”他“"),
        ("“里‘他”’", "“里‘他”’"),
        ("the ’90s “里”", "the ’90s 「里」"),
    ],
)
def test_marks_that_pair_become_those_of_the_script(text: str, expected: str) -> None:
    assert with_marks_of(text, Script.TW) == expected


def test_marks_in_code_pair_with_none_of_the_sentence() -> None:
    text = "他写“`print(”)`就好”。"
    target = Target(Script.TW, quotation=True)
    ((_, rendition),) = rendered(text, Written.HANS, target)
    assert rendition.text == "他寫「`print(”)`就好」。"


@pytest.mark.parametrize("target", WAYS, ids=way)
def test_the_real_articles_are_exact_on_the_page(target: Target, real_documents: Path) -> None:
    for path in sorted(real_documents.glob("*.txt")):
        text = read_document(str(path)).text
        found: Sequence[Mention] = mentions(text, MATCHER)
        document = detect_document(text)
        for span in paragraphs(text):
            rendition = render_paragraph(text, span, document, found, MATCHER.entities, target)
            assert_exact(span.of(text), rendition)
            own = detect_paragraph(span.of(text), document)
            if str(own) == str(target.script) and not target.quotation:
                assert rendition.text == span.of(text)
