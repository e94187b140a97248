"""A text shown in a script as it comes: the same as the whole, wherever it is cut."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.documents import incoming as incoming_module
from reader.documents.decoding import UnreadableDocumentError
from reader.documents.document import read_document
from reader.entities.rendering import render_text
from reader.entities.resolution import mentions
from reader.entities.streaming import DECIDED, render_pieces
from reader.scripts.detection import detect_document
from reader.scripts.script import Script, Written
from reader.scripts.target import AS_WRITTEN, Target
from tests.documents.test_incoming import cut, short_lines
from tests.documents.texts import LINE_ENDS, SIMPLIFIED, TRADITIONAL, texts
from tests.entities.making import matcher_of, person

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PEOPLE = matcher_of(
    person("yu", "余里华", 'short = ["余里", "阿余"]')
    + person("yun", "云征东", 'short = ["云征", "阿余"]\naliases = [{ text = "征里", with = ["house"] }]')
    + person("house", "木里屋")
    + person("lake", "里屋")
)
FULL = "余里华、云征东、木里屋、里屋都在。\n"
"""A line in which everybody stands under a full name."""
NAMES = ("余里华", "余里", "阿余", "云征东", "云征", "征里", "木里屋", "里屋", "里", "征")
FENCES = ("```\n", "\n```\n", "\n~~~~ x\n", "~~~\n", "\n````\n", "`里面`")
named = st.lists(
    st.sampled_from((*NAMES, *FENCES, *LINE_ENDS, "。", "后来", "软件里", "這裡", "https://x.org/里", "，"))
    | st.text(alphabet=SIMPLIFIED + "，a1", max_size=12),
    max_size=40,
).map("".join)
targets = st.builds(Target, st.sampled_from(Script), wording=st.booleans())


def whole(text: str, target: Target, written: Written | None = None) -> str:
    """Return a text as it is shown where all of it is known."""
    found, document = mentions(text, PEOPLE), written or detect_document(text)
    pieces = render_text(text, document, found, PEOPLE.entities, target, throughout=written is not None)
    return "".join(pieces)


@given(named, st.lists(st.integers(0, 400)), targets, st.none() | st.sampled_from(Written), st.integers(0, 40))
def test_a_text_whose_full_names_come_first_is_shown_as_the_whole_wherever_it_is_cut(
    text: str, places: list[int], target: Target, written: Written | None, stretch: int
) -> None:
    text = FULL + text
    first = len(FULL) + incoming_module.DEPENDS_ON
    with short_lines():
        first = len(FULL) + incoming_module.DEPENDS_ON
        pieces = filter(None, cut(text, places))
        shown = render_pieces(
            pieces, PEOPLE, target, written, lambda _: detect_document(text), whole=first, stretch=stretch
        )
        assert "".join(shown) == whole(text, target, written)


@given(named, st.lists(st.integers(0, 400)), targets, st.none() | st.sampled_from(Written))
def test_a_text_that_is_not_long_is_shown_as_the_whole_whoever_is_named_where(
    text: str, places: list[int], target: Target, written: Written | None
) -> None:
    shown = render_pieces(filter(None, cut(text, places)), PEOPLE, target, written)
    assert "".join(shown) == whole(text, target, written)


@given(texts, st.lists(st.integers(0, 300)), st.integers(0, 40))
def test_what_needs_no_conversion_comes_as_it_is(text: str, places: list[int], stretch: int) -> None:
    with short_lines():
        assert "".join(render_pieces(cut(text, places), PEOPLE, AS_WRITTEN)) == text
        kept = "".join(character for character in text if character not in TRADITIONAL)
        for written, script in ((Written.HANS, Script.HANS), (Written.NONE, Script.TW)):
            shown = render_pieces(cut(kept, places), PEOPLE, Target(script), written, whole=stretch, stretch=stretch)
            assert "".join(shown) == kept


@pytest.mark.parametrize("script", Script)
def test_the_seeds_are_shown_as_the_whole(seeds: Path, script: Script) -> None:
    for path in seeds.glob("*.txt"):
        text = read_document(str(path)).text
        pieces = [text[start : start + 1000] for start in range(0, len(text), 1000)]
        assert "".join(render_pieces(pieces, PEOPLE, Target(script))) == whole(text, Target(script))


def long(line: str) -> list[str]:
    """Return pieces of a text that is long enough for its end to be looked at apart from its beginning."""
    return [line] * (40_000 // len(line))


def shown(pieces: list[str], whole: int = 10_000) -> str:
    return "".join(render_pieces(pieces, PEOPLE, Target(Script.TW), Written.HANS, whole=whole, stretch=1000))


def test_who_has_been_named_far_before_is_known_by_a_short_form() -> None:
    assert shown([FULL, *long("没有人。\n"), "阿余说余里。\n"]).endswith("阿余說余里。\n")
    assert shown([*long("没有人。\n"), "云征里头。\n"]).endswith("雲徵裡頭。\n")
    assert shown(["云征东。\n", *long("没有人。\n"), "云征里头。\n"]).endswith("云征裡頭。\n")


def test_a_short_form_far_before_the_full_name_is_converted_like_any_word() -> None:
    text = ["云征里头。\n", *long("没有人。\n"), "云征东。\n"]
    assert shown(text).startswith("雲徵裡頭。\n")
    assert shown(text, whole=1_000_000).startswith("云征裡頭。\n")


def test_a_block_of_code_stays_as_it_is_however_long() -> None:
    code = ["```\n", *long("里面说\n"), "```\n"]
    assert shown(["里面\n", *code, "里面\n"]) == "".join(["裡面\n", *code, "裡面\n"])
    assert shown(["~~~~\n", *long("里面说\n"), "~~~\n里\n"]).endswith("里面说\n~~~\n里\n")


def test_a_line_that_does_not_end_is_shown_as_the_whole() -> None:
    text = "".join([FULL.strip(), *long("余里华说软件在里面，阿余没有。")])
    pieces = [text[start : start + 777] for start in range(0, len(text), 777)]
    assert shown(pieces) == whole(text, Target(Script.TW), Written.HANS)


def test_lines_come_as_soon_as_they_are_complete_where_the_script_is_given() -> None:
    def pieces() -> Iterator[str]:
        for piece in ("里", "", "面\n里", "", "头\n", ""):
            asked.append(piece)
            yield piece

    asked: list[str] = []
    came = [(text, len(asked)) for text in render_pieces(pieces(), PEOPLE, Target(Script.TW), Written.HANS) if text]
    assert came == [("裡面\n", 4), ("裡頭\n", 6)]


def test_lines_come_when_it_is_decided_how_the_text_is_written() -> None:
    line = "这说\n"
    pieces = [line, ""] * DECIDED
    came = [text for text in render_pieces(pieces, PEOPLE, Target(Script.TW)) if text]
    assert came == ["這說\n" * (DECIDED // 2), *["這說\n"] * (DECIDED // 2)]


def test_a_long_text_is_written_as_it_is_said_to_be() -> None:
    asked: list[str] = []

    def detect(beginning: str) -> Written:
        asked.append(beginning)
        return Written.TW

    pieces = long("一二三。\n")
    assert "".join(render_pieces(pieces, PEOPLE, Target(Script.HANS), None, detect, whole=10_000)) == "".join(pieces)
    assert len(asked) == 1
    assert asked[0].startswith("一二三。\n")


@pytest.mark.parametrize("long_before", [True, False])
def test_what_came_before_a_text_goes_wrong_is_shown_where_the_text_is_long(long_before: bool) -> None:
    def pieces() -> Iterator[str]:
        yield from long("里面。\n") if long_before else ["里面。\n"]
        yield "里头"
        raise UnreadableDocumentError("wrong")

    came: list[str] = []
    with pytest.raises(UnreadableDocumentError):
        came.extend(render_pieces(pieces(), PEOPLE, Target(Script.TW), Written.HANS, whole=10_000))
    assert "".join(came) == ("".join(long("裡面。\n")) + "裡頭" if long_before else "")
