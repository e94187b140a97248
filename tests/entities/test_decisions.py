"""What the reader has said of places: it holds there, and nowhere else, also after the document was edited."""

from __future__ import annotations

import logging
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from reader.documents.anchoring import CONTEXT, selector_at
from reader.entities.decisions import Anchor, Decisions, MentionDecision, amended, key_of
from reader.entities.entity import Entity
from reader.entities.matching import Matcher, Matches
from reader.entities.resolution import resolve
from reader.scripts.fold import fold
from tests.entities.making import entity

if TYPE_CHECKING:
    import pytest

FANG, BOAT, LIN = entity("fang", "方小舟", "小舟"), entity("boat", "小舟行", "Fang Boat"), entity("lin", "林晚")
NOBODY = Entity("nobody", "person", (), {"zh-Hans": "无名"})
ENTITIES = {one.id: one for one in (FANG, BOAT, LIN, NOBODY)}
MATCHER = Matcher(ENTITIES.values())
HERE = "/湖/信.txt"


def here(text: str, start: int, end: int, whom: str | None, digest: str | None = "0") -> MentionDecision:
    """Return what is said of one place."""
    selector = selector_at(text, start, end)
    return MentionDecision(selector.exact, whom, HERE, digest, Anchor(selector.prefix, selector.suffix, start))


def after(text: str, *made: MentionDecision, digest: str = "0") -> Matches:
    return amended(MATCHER.matches(text), text, Decisions(made).for_document(HERE, digest), ENTITIES)


def found(text: str, *made: MentionDecision, digest: str = "0") -> list[tuple[str, str]]:
    """Return the mentions in a text after something was said of it."""
    mentions = resolve(after(text, *made, digest=digest))
    return [(text[mention.start : mention.end], mention.entity) for mention in mentions]


TEXT = "方小舟说，方小舟行船。"


def test_without_decisions_nothing_is_done() -> None:
    matches = MATCHER.matches(TEXT)
    elsewhere = MentionDecision("方小舟", None, "/other.txt", "1")
    assert not Decisions().for_document(HERE, "0")
    assert amended(matches, TEXT, Decisions((elsewhere,)).for_document(HERE, "0"), ENTITIES) is matches


def test_what_is_ignored_here_is_ignored_here_alone_and_another_name_there_counts() -> None:
    assert found(TEXT) == [("方小舟", "fang"), ("方小舟", "fang")]
    assert found(TEXT, here(TEXT, 0, 3, None)) == [("小舟", "fang"), ("方小舟", "fang")]
    assert found(TEXT, here(TEXT, 5, 8, None)) == [("方小舟", "fang"), ("小舟行", "boat")]
    assert found(TEXT, here(TEXT, 5, 8, None), here(TEXT, 6, 9, None)) == [("方小舟", "fang"), ("小舟", "fang")]


def test_what_is_ignored_in_a_document_is_ignored_in_all_of_it_and_in_no_other() -> None:
    said = MentionDecision("方小舟", None, HERE, "0")
    assert found(TEXT, said) == [("小舟", "fang"), ("小舟行", "boat")]
    decisions = Decisions((said,))
    assert decisions.for_document("/other.txt", "0")
    assert decisions.for_document(HERE, "1")
    assert not decisions.for_document("/other.txt", "1")
    assert not Decisions((MentionDecision("方小舟", None, "-", "0"),)).for_document("-", "1")


def test_documents_are_known_by_their_paths_from_wherever_one_is() -> None:
    said = MentionDecision("方小舟", None, str(Path("信.txt").absolute()))
    assert Decisions((said,)).for_document("信.txt", None)


def test_what_is_ignored_everywhere_is_ignored_in_whatever_script_it_is_written() -> None:
    assert found("陳晚、林晚、林 晚", MentionDecision("林晚", None)) == []
    assert found("Fang Boat、FangBoat、fang-boat", MentionDecision("Fang  Boat", None)) == []


def test_a_place_that_is_given_to_somebody_is_theirs() -> None:
    assert found(TEXT, here(TEXT, 0, 3, "lin")) == [("方小舟", "lin"), ("方小舟", "fang")]
    assert found(TEXT, MentionDecision("方小舟", "lin")) == [("方小舟", "lin"), ("方小舟", "lin")]
    assert found(TEXT, here(TEXT, 0, 3, "nobody"))[0] == ("方小舟", "nobody")
    assert found(TEXT, here(TEXT, 0, 3, "who")) == found(TEXT)


def test_a_selection_that_is_no_name_can_be_given_to_somebody() -> None:
    text = "船长来了，船长走了。"
    assert found(text, here(text, 0, 2, "lin")) == [("船长", "lin")]
    assert found(text, MentionDecision("船長", "lin", HERE)) == [("船长", "lin"), ("船长", "lin")]
    assert found("captains, captain", MentionDecision("captain", "lin")) == [("captain", "lin")]


def test_a_selection_wins_over_all_names_it_touches_and_a_text_over_none_that_is_longer() -> None:
    assert found(TEXT, here(TEXT, 7, 10, "lin")) == [("方小舟", "fang"), ("舟行船", "lin")]
    assert found(TEXT, MentionDecision("方", "lin")) == found(TEXT)


def test_the_narrower_word_counts_and_of_two_the_last() -> None:
    everywhere, document = MentionDecision("方小舟", None), MentionDecision("方小舟", "lin", HERE)
    single = here(TEXT, 0, 3, "boat")
    for made in ((everywhere, document, single), (single, document, everywhere)):
        assert found(TEXT, *made) == [("方小舟", "boat"), ("方小舟", "lin")]
    assert found(TEXT, everywhere, MentionDecision("方小舟", "lin")) == [("方小舟", "lin"), ("方小舟", "lin")]
    assert found(TEXT, single, here(TEXT, 0, 3, None))[0] == ("小舟", "fang")


def test_a_place_that_is_given_to_somebody_says_that_they_are_in_the_document() -> None:
    sam = entity("sam", "Sam Altman", short=["Sam"])
    text = "奥特曼和Sam。"
    matches = amended(
        Matcher([sam]).matches(text), text, Decisions((here(text, 0, 3, "sam"),)).for_document(HERE, "0"), {"sam": sam}
    )
    assert [mention.start for mention in resolve(matches)] == [0, 4]


def test_of_two_with_one_name_a_place_given_to_one_tells_nothing_of_the_others() -> None:
    one, other = entity("one", "李华"), entity("other", "李华")
    text = "李华和李华。"
    given = Decisions((here(text, 0, 2, "one"),)).for_document(HERE, "0")
    matches = amended(Matcher([one, other]).matches(text), text, given, {"one": one, "other": other})
    assert [(mention.start, mention.entity) for mention in resolve(matches)] == [(0, "one")]


# Edited documents

ABOUT = "湖面很静。木屋里的人都说方小舟不会来了，可是林晚不信。"
NEWS = st.text("风雨船夫点头，。\n", max_size=40)


@given(NEWS, NEWS, st.integers(0, len(ABOUT)), NEWS)
def test_a_place_is_found_again_after_edits_before_and_around(before: str, behind: str, at: int, more: str) -> None:
    start = ABOUT.index("方小舟")
    said = here(ABOUT, start, start + 3, None)
    edited = before + ABOUT + behind
    if not start < at < start + 3:
        edited = before + ABOUT[:at] + more + ABOUT[at:] + behind
    assert found(edited, said, digest="1")[0] == ("小舟", "fang")


def test_a_place_that_is_gone_is_kept_and_told_and_no_other_takes_it(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    said = here(ABOUT, ABOUT.index("方小舟"), ABOUT.index("方小舟") + 3, None)
    gone = ABOUT.replace("方小舟", "他") + "\n那一年的夏天，船上只有方小舟。"
    assert found(gone, said, digest="1") == [("林晚", "lin"), ("方小舟", "fang")]
    assert caplog.messages == [f"{HERE}: nothing is left of 1 places of which something is said"]
    assert found(ABOUT, said, digest="2") == [("小舟", "fang"), ("林晚", "lin")]
    assert len(caplog.messages) == 1


def test_of_equal_places_the_one_is_found_again_that_was_meant() -> None:
    text = "方小舟来了。" * 30
    said = here(text, 60, 63, None)
    starts = [mention.start for mention in resolve(after("序。" + text, said, digest="1"))]
    assert [start for start in range(2, 182, 6) if start not in starts] == [62]


# What holds for any text and whatever is said

surfaces = st.sampled_from(
    ["方小舟", "小舟", "小舟行", "小舟行船", "Fang Boat", "FangBoat", "林晚", "林", "舟行", "船"]
)
texts = st.lists(surfaces | st.sampled_from(["，", "说", "\n", " "]), max_size=14).map("".join)
whom = st.none() | st.sampled_from(["fang", "boat", "lin", "nobody", "who"])


@st.composite
def said_of(draw: st.DrawFn) -> tuple[str, list[MentionDecision]]:
    """Return a text and what is said of it."""
    text = draw(texts)
    made: list[MentionDecision] = []
    for _number in range(draw(st.integers(0, 5))):
        if text and draw(st.booleans()):
            start = draw(st.integers(0, len(text) - 1))
            made.append(here(text, start, draw(st.integers(start + 1, min(start + 5, len(text)))), draw(whom)))
        else:
            made.append(MentionDecision(draw(surfaces), draw(whom), draw(st.sampled_from([None, HERE]))))
    return text, made


@given(said_of())
def test_mentions_never_overlap_and_knots_are_tied_as_a_matcher_ties_them(
    said: tuple[str, list[MentionDecision]],
) -> None:
    text, made = said
    matches = after(text, *made)
    mentions = resolve(matches)
    assert all(one.end <= other.start for one, other in pairwise(mentions))
    reach = 0
    for start, kind in zip(matches.starts, matches.kinds, strict=True):
        assert start >= reach
        spots = matches.knots[kind]
        assert [(spot.start, spot.end) for spot in spots] == sorted((spot.start, spot.end) for spot in spots)
        assert spots[0].start == 0
        knot_reach = spots[0].end
        for spot in spots[1:]:
            assert spot.start < knot_reach
            knot_reach = max(knot_reach, spot.end)
        reach = start + knot_reach
    assert reach <= len(text)


@given(said_of())
def test_the_places_are_those_that_were_found_but_for_what_was_said(said: tuple[str, list[MentionDecision]]) -> None:
    """Held against the same said one place after the other."""
    text, made = said
    made = [one for one in made if one.entity is None or one.entity in ENTITIES]
    owners = owners_in(MATCHER.matches(text))
    of_texts = {key_of(one.text): one for one in sorted(made, key=lambda one: one.document or "") if not one.anchor}
    for key, one in of_texts.items():
        spans = {span for span in owners if key_of(text[span[0] : span[1]]) == key}
        if one.entity is not None:
            named = Matcher([entity(one.entity, one.text, case=len(one.text) <= 3)])
            spans |= owners_in(named.matches(text)).keys()
        owners = {span: whose for span, whose in owners.items() if span not in spans}
        owners.update((span, {one.entity}) for span in spans if one.entity is not None)
    of_places = {(one.anchor.start, len(one.text)): one for one in made if one.anchor}
    for one in [one for one in made if one in of_places.values()]:
        assert one.anchor is not None
        start, end = one.anchor.start, one.anchor.start + len(one.text)
        touched = {span for span in owners if span[0] < end and start < span[1]} if one.entity else {(start, end)}
        owners = {span: whose for span, whose in owners.items() if span not in touched}
        if one.entity is not None:
            owners[start, end] = {one.entity}
    assert owners_in(after(text, *made)) == owners


def owners_in(matches: Matches) -> dict[tuple[int, int], set[str]]:
    """Return the ids of those whose names are at each place."""
    owners: dict[tuple[int, int], set[str]] = {}
    for candidate in matches.candidates():
        owners.setdefault((candidate.start, candidate.end), set()).add(candidate.entity.id)
    return owners


@given(texts, st.data())
def test_ignoring_one_mention_takes_it_away_and_no_other_that_it_does_not_touch(text: str, data: st.DataObject) -> None:
    before = list(resolve(MATCHER.matches(text)))
    if not before:
        return
    gone = data.draw(st.sampled_from(before))
    left = list(resolve(after(text, here(text, gone.start, gone.end, None))))
    assert (gone.start, gone.end) not in {(one.start, one.end) for one in left}
    assert [one for one in before if one.end <= gone.start - 4 or gone.end + 4 <= one.start] == [
        one for one in left if one.end <= gone.start - 4 or gone.end + 4 <= one.start
    ]


@given(texts, surfaces)
def test_ignoring_everywhere_leaves_no_place_that_spells_it(text: str, name: str) -> None:
    left = after(text, MentionDecision(name, None)).candidates()
    assert fold(name) not in {fold(text[one.start : one.end]) for one in left}


def test_the_work_grows_with_the_knots_not_with_what_is_said_times_them() -> None:
    text = "，".join(["方小舟", "林晚", "Fang Boat"] * 500)
    made = [MentionDecision(f"无人{number}", None) for number in range(500)]
    few, many = after(text, made[0]), after(text, *made)
    assert list(few.candidates()) == list(many.candidates()) == list(MATCHER.matches(text).candidates())
    assert len(many.knots) == len(MATCHER.matches(text).knots)


def test_a_quote_keeps_no_more_around_it_than_it_needs() -> None:
    said = here(ABOUT * 9, 100, 103, None)
    assert said.anchor is not None
    assert (len(said.anchor.prefix), len(said.anchor.suffix)) == (CONTEXT, CONTEXT)
