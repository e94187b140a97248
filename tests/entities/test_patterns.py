"""What finds names after changes finds what it would, had it been built of everything."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.entities import matching, patterns
from reader.entities.entity import UNDETERMINED, Entity, Name
from reader.entities.matching import Matcher
from reader.entities.patterns import MOST_CHANGED, Patterns, variants
from reader.entities.resolution import mentions
from reader.scripts.fold import fold
from tests.documents.texts import LINE_ENDS
from tests.entities.making import entity, found, found_texts

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

IDS = ("a", "b", "c", "d", "e")
SURFACES = (
    "陈信翰",
    "信翰",
    "马克·陈",
    "Mark Chen",
    "Mark",
    "MARK",
    "Chen",
    "余华",
    "余，华",
    "o3",
    "o3-mini",
    "《马克》",
)
PHRASES = ((), (), ("《马克·陈》",), ("说余华", "Mark Chen"), ("其余华人",), ("马克杯", "o3-mini"))

names = st.builds(
    Name,
    st.lists(st.sampled_from(SURFACES), min_size=1, max_size=2).map(
        lambda two: dict(zip(("zh-Hans", "en"), two, strict=False))
    ),
    short=st.booleans(),
    case=st.booleans(),
    together_with=st.frozensets(st.sampled_from(IDS), max_size=1),
    only_in=st.sampled_from(PHRASES),
    not_in=st.sampled_from(PHRASES),
    layer=st.integers(0, 2),
)
entities = st.dictionaries(st.sampled_from(IDS), st.lists(names, max_size=4), max_size=5)
changes = st.lists(st.tuples(entities, st.frozensets(st.sampled_from(IDS), max_size=2)), max_size=5)
documents = st.lists(
    st.sampled_from(
        (*SURFACES, "《马克·陈》", "说余华", "其余华人", "马克杯", "陳信翰", " ", "，", "。", *LINE_ENDS[:3])
    ),
    max_size=16,
).map("".join)


def made(entities: Mapping[str, Sequence[Name]]) -> list[Entity]:
    return [Entity(id, "person", tuple(known), {"en": id}) for id, known in entities.items()]  # noqa: A001


@given(entities, changes, documents, st.sampled_from((patterns.CHANGED_SHARE, 0.01)), st.sampled_from((3, 65_536)))
def test_after_whatever_changes_the_same_is_found_as_by_what_is_built_of_everything(
    first: Mapping[str, Sequence[Name]],
    steps: Sequence[tuple[Mapping[str, Sequence[Name]], Collection[str]]],
    text: str,
    share: float,
    piece: int,
) -> None:
    known = {one.id: one for one in made(first)}
    matcher = Matcher(known.values())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(patterns, "CHANGED_SHARE", share)
        patch.setattr(matching, "PIECE", piece)
        for changed, removed in steps:
            before, found_before = matcher, matcher.matches(text)
            matcher = matcher.with_changes(made(changed), removed)
            known = {id: one for id, one in known.items() if id not in removed}  # noqa: A001
            known.update((one.id, one) for one in made(changed))
            anew = Matcher(reversed(known.values()))
            assert matcher.entities == anew.entities == dict(matcher.entities)
            assert len(matcher.entities) == len(known)
            assert matcher.matches(text) == anew.matches(text)
            assert mentions(text, matcher) == mentions(text, anew)
            assert before.matches(text) == found_before


def test_one_name_more_is_found_at_once_and_one_less_no_longer() -> None:
    matcher = Matcher([entity(f"e{number}", f"方小{chr(0x4E00 + number)}") for number in range(100)])
    text = "方小舟和方小一，Mark\nChen"
    assert found(text, matcher) == [("方小一", "e0")]
    more = matcher.with_changes([entity("boat", "方小舟"), entity("chen", "Mark Chen")])
    assert found(text, more) == [("方小舟", "boat"), ("方小一", "e0"), ("Mark\nChen", "chen")]
    assert found(text, more.with_changes([entity("e0", "方小二")], ["boat"])) == [("Mark\nChen", "chen")]
    assert found(text, more.with_changes([entity("boat", "方小一")])) == [("Mark\nChen", "chen")]
    assert found(text, matcher) == [("方小一", "e0")]


def test_a_mark_that_is_in_a_new_name_no_longer_parts_a_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(matching, "PIECE", 1)
    matcher = Matcher([entity(f"e{number}", f"方{number}") for number in range(20)])
    assert found_texts("听羊，毛和花。", matcher.with_changes([entity("band", "羊，毛和花")])) == ["羊，毛和花"]


def test_a_change_that_changes_nothing_is_none() -> None:
    matcher = Matcher([entity("boat", "方小舟")])
    assert matcher.with_changes([entity("boat", "方小舟")], ["nobody"]) is matcher
    assert found("方小舟", matcher.with_changes([], ["boat"])) == []
    assert found("方小舟", matcher.with_changes([entity("boat", "方小舟")], ["boat"])) == [("方小舟", "boat")]


def test_what_is_there_is_built_anew_only_when_much_has_changed() -> None:
    names = [entity(f"e{number}", f"方{chr(0x4E00 + number)}") for number in range(800)]
    known = Patterns(names)
    changed = {one.id: one for one in names[:100]}
    some = known.with_changes(changed)
    assert some is not None
    assert some.with_changes({"e0": None}) is not None
    assert some.with_changes({"e100": None}) is None
    assert known.with_changes({**changed, "new": entity("new", "方小舟")}) is None
    assert MOST_CHANGED < 1_000_000 // patterns.CHANGED_SHARE


def test_two_people_of_one_name_come_in_one_order_whoever_was_added_last() -> None:
    first, second, others = entity("a", "方小舟"), entity("b", "方小舟"), [entity(f"e{n}", f"方{n}") for n in range(20)]
    ways = (
        Matcher([*others, first, second]),
        Matcher([second, *others]).with_changes([first]),
        Matcher([first, *others]).with_changes([second]),
        Matcher(others).with_changes([second, first]),
        Matcher(others).with_changes([second]).with_changes([first]),
    )
    for matcher in ways:
        assert [one.entity.id for one in matcher.candidates("方小舟")] == ["a", "b"]
        assert matcher.matches("方小舟") == ways[0].matches("方小舟")


def test_a_name_that_is_spelt_alike_in_two_scripts_stands_once() -> None:
    name = Name({"zh-Hans": "陈信翰", "zh-Hant": "陳信翰", "en": "Mark Chen", UNDETERMINED: "mark chen"})
    matcher = Matcher([Entity("chen", "person", (name,), {"en": "Mark Chen"}), entity("other", "陈信翰")])
    for anew in (
        matcher,
        Matcher([*[entity(f"e{n}", f"方{n}") for n in range(20)]]).with_changes(matcher.entities.values()),
    ):
        assert [one.entity.id for one in anew.candidates("陳信翰")] == ["chen", "other"]
        assert [one.entity.id for one in anew.candidates("Mark Chen")] == ["chen"]


def test_a_name_with_a_line_end_in_it_does_no_harm_to_others() -> None:
    matcher = Matcher([entity("odd", "方\n小"), entity("boat", "方小舟"), entity("chen", "Mark  Chen")])
    assert found_texts("方小舟，Mark Chen，Mark  Chen", matcher) == ["方小舟", "Mark Chen", "Mark  Chen"]


@pytest.mark.parametrize(
    ("name", "ways"),
    [
        ("陈信翰", {"陈信翰"}),
        ("Mark Chen", {"mark chen", "markchen"}),
        ("o3-mini", {"o3-mini", "o3 mini", "o3mini"}),
        ("GPT-4", {"gpt-4", "gpt4"}),
        ("方 小 舟", {"方 小 舟"}),
        ("A B C D E F G", {"a b c d e f g", "abcdefg"}),
    ],
)
def test_a_name_is_spaced_in_several_ways(name: str, ways: set[str]) -> None:
    assert set(variants(fold(name))) == set(map(fold, ways))
