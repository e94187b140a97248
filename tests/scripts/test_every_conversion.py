"""What holds for every rendition: from every script to every other, with and without wording, whatever is held out."""

from __future__ import annotations

import re
from dataclasses import astuple
from functools import partial
from itertools import pairwise, product
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.documents.document import read_document
from reader.scripts import conversion
from reader.scripts.alignment import Alignment, Block
from reader.scripts.configurations import KEPT_ALONE, convert_marked
from reader.scripts.conversion import configurations, convert, convert_aligned
from reader.scripts.detection import evidence
from reader.scripts.fold import fold
from reader.scripts.rendition import HOLDER, Held, Rendition, changes, render
from reader.scripts.script import Script, Written
from tests.documents.texts import han, texts
from tests.scripts.dictionary_texts import dictionary_texts
from tests.scripts.reference import reference

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.scripts.reference import Stretch

WAYS = list(product(Written, Script, (False, True)))
OF_ONE_SCRIPT = [way for way in WAYS if way[0] is not Written.MIXED]
BETWEEN_LINES = re.compile("[\n⿰-⿿]")
"""Line ends, and the signs that describe characters: to OpenCC, such a description may go on in the next line."""
STAND_IN = "\uf8fe"
"""Where something is held out, for the reference; it is in none of the texts."""

every_way = pytest.mark.parametrize(("written", "target", "wording"), WAYS, ids=str)
every_text = st.one_of(texts, dictionary_texts, st.builds("".join, st.lists(dictionary_texts | st.just(HOLDER))))


@st.composite
def held(draw: st.DrawFn, text: str) -> list[Held]:
    """Draw stretches of a text that are held out of conversion, in order, with what stands for them."""
    places = sorted(draw(st.sets(st.integers(0, len(text)), max_size=8)))
    forms = han | st.just(HOLDER)
    return [Held(start, end, draw(forms)) for start, end in list(pairwise(places))[:: draw(st.integers(1, 2))]]


@st.composite
def held_texts(draw: st.DrawFn) -> tuple[str, list[Held]]:
    """Draw a text and stretches of it that are held out of conversion."""
    text = draw(every_text)
    return text, draw(held(text))


def expected(text: str, written: Written, target: Script, holds: list[Held], *, wording: bool) -> Rendition:
    """Return what the slow reference makes of a text of one script."""
    pieces, place = [], 0
    for hold in holds:
        pieces.append(text[place : hold.start])
        place = hold.end
    shown = STAND_IN.join((*pieces, text[place:]))
    blocks: tuple[Stretch, ...] = ()
    steps = configurations(written, target, wording=wording)
    for step in steps:
        shown, blocks = reference(step, kept=KEPT_ALONE).convert(shown)
    if steps and target is Script.HANS:
        shown = shown.replace("於", "于")
    return put_back(shown, blocks, holds)


def put_back(shown: str, blocks: tuple[Stretch, ...], holds: list[Held]) -> Rendition:
    """Put what is held out back into a text, character by character."""
    parts, made = list[str](), list[Block]()
    at = source = rendition = 0
    waiting, out = list(blocks), list(holds)
    while at < len(shown):
        is_word = bool(waiting) and waiting[0][2] == at
        if is_word:
            a, b, c, d = waiting.pop(0)
            taken, part = b - a, shown[c:d]
            at = d
        elif shown[at] == STAND_IN:
            hold = out.pop(0)
            taken, part = hold.end - hold.start, hold.text
            at += 1
        else:
            taken, part = 1, shown[at]
            at += 1
        if is_word or taken != len(part):
            made.append(Block(source, source + taken, rendition, rendition + len(part)))
        source, rendition = source + taken, rendition + len(part)
        parts.append(part)
    return Rendition("".join(parts), Alignment(tuple(made)))


@pytest.mark.parametrize(("written", "target", "wording"), OF_ONE_SCRIPT, ids=str)
@settings(max_examples=20)  # for each of many ways
@given(drawn=held_texts())
def test_a_rendition_is_what_the_reference_makes_of_what_is_not_held(
    written: Written, target: Script, wording: bool, drawn: tuple[str, list[Held]]
) -> None:
    text, holds = drawn
    if target is Script.ORIGINAL:
        holds = []
    assert render(text, written, target, holds, wording=wording) == expected(
        text, written, target, holds, wording=wording
    )


@every_way
@settings(max_examples=15)
@given(drawn=held_texts())
def test_places_are_exact_both_ways(
    written: Written, target: Script, wording: bool, drawn: tuple[str, list[Held]]
) -> None:
    text, holds = drawn
    rendition = render(text, written, target, holds, wording=wording)
    assert_exact(text, rendition)
    if target is Script.ORIGINAL:
        assert rendition.text == text
        return
    alignment = rendition.alignment
    for hold in holds:
        start, end = alignment.to_rendition(hold.start), alignment.to_rendition(hold.end, end=True)
        assert rendition.text[start:end] == hold.text
        assert (alignment.to_source(start), alignment.to_source(end, end=True)) == (hold.start, hold.end)


def assert_exact(text: str, rendition: Rendition) -> None:
    """Assert that an alignment is total and monotone, that edges answer to edges, and all else one to one."""
    shown, alignment = rendition.text, rendition.alignment
    sides = (
        (alignment.to_rendition, len(text), len(shown)),
        (alignment.to_source, len(shown), len(text)),
    )
    for there, length, other in sides:
        for end in (False, True):
            places = [there(place, end=end) for place in range(length + 1)]
            assert (places[0], places[-1]) == (0, other)
            assert all(one <= next_one for one, next_one in pairwise(places))
    inside: set[int] = set()
    for block in alignment.blocks:
        assert block.source_end > block.source_start
        inside.update(range(block.source_start + 1, block.source_end))
        for end in (False, True):
            assert alignment.to_rendition(block.source_start, end=end) == block.rendition_start
            assert alignment.to_rendition(block.source_end, end=end) == block.rendition_end
            assert alignment.to_source(block.rendition_start, end=end) == block.source_start
            assert alignment.to_source(block.rendition_end, end=end) == block.source_end
    for place in set(range(len(text) + 1)) - inside:
        assert alignment.to_source(alignment.to_rendition(place)) == place


@every_way
@settings(max_examples=15)
@given(text=every_text)
def test_what_is_rendered_with_nothing_held_is_what_is_converted(
    written: Written, target: Script, wording: bool, text: str
) -> None:
    rendition = render(text, written, target, wording=wording)
    shown, blocks = convert_aligned(text, written, target, wording=wording)
    assert (rendition.text, rendition.alignment.blocks) == (shown, blocks)
    assert shown == convert(text, written, target, wording=wording)


@pytest.mark.parametrize(("written", "target"), list(product(Written, Script)), ids=str)
@settings(max_examples=15)
@given(text=every_text)
def test_without_wording_every_character_becomes_a_variant_of_itself(
    written: Written, target: Script, text: str
) -> None:
    rendition = render(text, written, target)
    assert rendition.alignment.blocks == ()
    assert fold(rendition.text.replace("于", "於")) == fold(text.replace("于", "於"))


ALREADY_THERE = [
    *((written, Script.ORIGINAL) for written in Written),
    *((Written(script), script) for script in Script if script is not Script.ORIGINAL),
    *((Written.NONE, script) for script in Script),
]


@pytest.mark.parametrize(("written", "target"), ALREADY_THERE, ids=str)
@settings(max_examples=15)
@given(text=every_text, wording=st.booleans())
def test_text_in_the_target_script_is_never_touched(written: Written, target: Script, text: str, wording: bool) -> None:
    assert render(text, written, target, wording=wording).text == text


@pytest.mark.parametrize(("written", "target", "wording"), OF_ONE_SCRIPT, ids=str)
@settings(max_examples=15)
@given(lines=st.lists(dictionary_texts.map(partial(BETWEEN_LINES.sub, "")), max_size=4))
def test_line_by_line_is_the_same_as_the_whole(
    written: Written, target: Script, wording: bool, lines: list[str]
) -> None:
    convert_one = partial(convert, written=written, target=target, wording=wording)
    assert "\n".join(map(convert_one, lines)) == convert_one("\n".join(lines))


@every_way
def test_no_configuration_is_given_text_of_a_script_it_is_not_for(
    written: Written, target: Script, wording: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    given_to: list[tuple[str, str]] = []

    def watched(text: str, configuration: str) -> tuple[str, tuple[Block, ...]]:
        given_to.append((text, configuration))
        return convert_marked(text, configuration)

    monkeypatch.setattr(conversion, "convert_marked", watched)

    @settings(max_examples=15)
    @given(drawn=held_texts())
    def check(drawn: tuple[str, list[Held]]) -> None:
        given_to.clear()
        render(drawn[0], written, target, drawn[1], wording=wording)
        for text, configuration in given_to:
            from_simplified = configuration.startswith("s2")
            if written is Written.MIXED:
                found = evidence(text)
                assert (
                    found.traditional <= found.simplified
                    if from_simplified
                    else (found.simplified <= found.traditional)
                )
            else:
                assert from_simplified == (written is Written.HANS)
                assert written is not Written.NONE

    check()


def differing(text: str, rendition: Rendition) -> Iterator[int]:
    """Yield the places of a rendition that are not what stands in the source."""
    for place in range(len(rendition.text)):
        start = rendition.alignment.to_source(place)
        end = rendition.alignment.to_source(place + 1, end=True)
        first, last = rendition.alignment.to_rendition(start), rendition.alignment.to_rendition(end, end=True)
        if text[start:end] != rendition.text[first:last]:
            yield place


@every_way
@settings(max_examples=15)
@given(drawn=held_texts())
def test_changes_are_where_the_rendition_is_not_what_stands_in_the_source(
    written: Written, target: Script, wording: bool, drawn: tuple[str, list[Held]]
) -> None:
    text, holds = drawn
    rendition = render(text, written, target, holds, wording=wording)
    found = list(changes(text, rendition))
    assert all(start < end for start, end in found)
    assert all(one[1] <= other[0] for one, other in pairwise(found))
    assert [place for start, end in found for place in range(start, end)] == list(differing(text, rendition))


@pytest.mark.parametrize(("target", "wording"), list(product(Script, (False, True))), ids=str)
def test_the_real_articles_keep_their_places(target: Script, wording: bool, real_documents: Path) -> None:
    for path in sorted(real_documents.glob("*.txt")):
        text = read_document(str(path)).text
        for written in (Written.HANS, Written.HANT, Written.TW, Written.HK):
            rendition = render(text, written, target, wording=wording)
            assert rendition == expected(text, written, target, [], wording=wording)
            shown = [render(line, written, target, wording=wording).text for line in text.split("\n")]
            assert "\n".join(shown) == rendition.text
        for line in text.split("\n"):
            assert_exact(line, render(line, Written.MIXED, target, wording=wording))


def test_in_a_mixed_text_a_clause_goes_on_behind_a_name() -> None:
    text = "这里陈信翰干杯，後來陳信翰理髮。"
    names = [Held(2, 5, "陳信翰"), Held(10, 13, "陳信翰")]
    rendition = render(text, Written.MIXED, Script.HANT, names)
    assert rendition.text == "這裏陳信翰乾杯，後來陳信翰理髮。"
    assert render(text, Written.MIXED, Script.HANS, names).text == "这里陳信翰干杯，后来陳信翰理发。"


def test_a_text_that_holds_the_sign_for_names_keeps_it() -> None:
    text = f"{HOLDER}内存{HOLDER}余华{HOLDER}内存"
    rendition = render(text, Written.HANS, Script.TW, [Held(4, 6, "余華先生")], wording=True)
    assert rendition.text == f"{HOLDER}記憶體{HOLDER}余華先生{HOLDER}記憶體"
    assert list(map(astuple, rendition.alignment.blocks)) == [(1, 3, 1, 4), (4, 6, 5, 9), (7, 9, 10, 13)]


@pytest.mark.parametrize(
    ("text", "hidden", "target", "shown"),
    [
        ("头\n发", [(1, 2)], Script.HANT, "頭髮"),
        ("**头**发", [(0, 2), (3, 5)], Script.HANT, "頭髮"),
        ("皇\n后", [(1, 2)], Script.HANT, "皇后"),
        ("软**件**", [(1, 3), (4, 6)], Script.TW, "軟體"),
        ("内**存**里", [(1, 3), (4, 6)], Script.TW, "記憶體裡"),
    ],
)
def test_a_word_goes_on_behind_what_is_hidden(
    text: str, hidden: list[tuple[int, int]], target: Script, shown: str
) -> None:
    holds = [Held(start, end, "") for start, end in hidden]
    rendition = render(text, Written.HANS, target, holds, wording=target is Script.TW)
    assert rendition.text == shown
    assert_exact_where_seen(text, rendition)


@every_way
@settings(max_examples=15)
@given(drawn=held_texts(), hides=st.lists(st.booleans(), min_size=8, max_size=8))
def test_what_is_hidden_changes_nothing_of_what_is_seen(
    written: Written, target: Script, wording: bool, drawn: tuple[str, list[Held]], hides: list[bool]
) -> None:
    text, holds = drawn
    holds = [hold._replace(text="") if hide else hold for hold, hide in zip(holds, hides, strict=False)]
    seen, rest, out, place = "", [], 0, 0
    for hold in holds:
        seen += text[place : hold.start] + (text[hold.start : hold.end] if hold.text else "")
        place = hold.end
        if hold.text:
            rest.append(Held(hold.start - out, hold.end - out, hold.text))
        else:
            out += hold.end - hold.start
    seen += text[place:]
    rendition = render(text, written, target, holds, wording=wording)
    if target is Script.ORIGINAL:
        assert rendition.text == text
        return
    assert rendition.text == render(seen, written, target, rest, wording=wording).text
    assert_exact_where_seen(text, rendition)


def assert_exact_where_seen(text: str, rendition: Rendition) -> None:
    """Assert that all of both texts is joined, in order, each place that is seen to one that leads back to it."""
    shown, alignment = rendition.text, rendition.alignment
    for there, length, other in (
        (alignment.to_rendition, len(text), len(shown)),
        (alignment.to_source, len(shown), len(text)),
    ):
        places = [there(place) for place in range(length + 1)]
        assert all(0 <= one <= next_one <= other for one, next_one in pairwise(places))
    for one, next_one in pairwise(alignment.blocks):
        assert one.source_end <= next_one.source_start
        assert one.rendition_end <= next_one.rendition_start
    for place in range(len(shown)):
        start, end = alignment.to_source(place), alignment.to_source(place + 1, end=True)
        assert alignment.to_rendition(start) <= place < alignment.to_rendition(end, end=True)
