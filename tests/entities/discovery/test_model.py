"""What the optional model adds to the people that the rules find; a stand-in says what it sees in most of the tests."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.documents.paragraphs import Span
from reader.entities.discovery import model
from reader.entities.discovery.findings import FoundName, FoundPerson, Rule
from reader.entities.discovery.model_names import CONFIRMED
from reader.scripts.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from reader.entities.discovery.findings import Found
    from reader.entities.discovery.lac import Tagged


@dataclass
class StandIn:
    """Sees some stretches wherever they stand, as surely as it is told; the first of those that overlap."""

    sureness: Mapping[str, float]

    def names(self, text: str) -> list[Tagged]:
        places = [
            (start, start + len(seen), sure)
            for seen, sure in self.sureness.items()
            for start in range(len(text))
            if text.startswith(seen, start)
        ]
        apart: list[Tagged] = []
        for place in sorted(places, key=lambda place: (place[0], -place[1])):
            if not apart or place[0] >= apart[-1][1]:
                apart.append(place)
        return apart


class Breaking:
    """Cannot read anything."""

    def names(self, text: str) -> list[Tagged]:
        raise RuntimeError("out of memory")


@pytest.fixture(autouse=True)
def not_found_broken() -> Iterator[None]:
    """Let no test see what another one found broken."""
    model._broken.clear()
    model._loaded.cache_clear()
    yield
    model._broken.clear()
    model._loaded.cache_clear()


@pytest.fixture
def seeing(monkeypatch: pytest.MonkeyPatch) -> SeeingType:
    """Return what makes the model see these stretches of text as names, as surely as is said."""

    def see(sureness: Mapping[str, float]) -> None:
        monkeypatch.setattr(model, "_tagger", lambda: StandIn(sureness))

    return see


if TYPE_CHECKING:
    from collections.abc import Callable

    SeeingType = Callable[[Mapping[str, float]], None]

needs_the_model = pytest.mark.skipif(not model.available(), reason="the extra ner is not installed")


def by_rules(*names: str, text: str) -> FoundPerson:
    """Return somebody whom the rules found by names that stand in a text."""
    return FoundPerson(
        tuple(
            FoundName(name, Rule.SPEAKER, Span(text.find(name), text.find(name) + len(name)), 0.9, is_strong=True)
            for name in names
        )
    )


def names_of(found: Found | None) -> list[list[str]]:
    assert found is not None
    return [[name.text for name in person.names] for person in found]


def test_a_name_the_model_is_sure_of_is_found_with_where_it_stands(seeing: SeeingType) -> None:
    seeing({"顾清岚": 0.9})
    text = "昨天下午顾清岚到了。"
    found = model.with_model(text, ())
    assert found == (FoundPerson((FoundName("顾清岚", Rule.MODEL, Span(4, 7), 0.9),)),)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("昨天顾清岚到了。", []),
        ("昨天顾清岚到了。今天顾清岚走了。", [["顾清岚"]]),
        ("昨天顾清岚到了。\n今天顧清嵐走了。", [["顾清岚"]]),
        ("昨天总裁顾清岚到了。", [["顾清岚"]]),
        ("昨天，顾清岚回忆说，她到过。", [["顾清岚"]]),
    ],
)
def test_one_it_is_not_so_sure_of_counts_when_it_stands_there_twice_or_where_people_are_spoken_of(
    seeing: SeeingType, text: str, expected: list[list[str]]
) -> None:
    seeing({"顾清岚": 0.6, "顧清嵐": 0.6})
    assert names_of(model.with_model(text, ())) == expected


def test_what_it_takes_for_something_else_in_most_places_is_no_name(monkeypatch: pytest.MonkeyPatch) -> None:
    class OnlyAtTheStart(StandIn):
        def names(self, text: str) -> list[Tagged]:
            return [place for place in super().names(text) if place[0] == 0]

    monkeypatch.setattr(model, "_tagger", lambda: OnlyAtTheStart({"安平": 0.9}))
    assert names_of(model.with_model("安平来了。\n路过安平。", ())) == [["安平"]]
    assert model.with_model("安平来了。\n路过安平。\n再到安平。\n离开安平。", ()) == ()


@pytest.mark.parametrize("dot", "·・•‧")
def test_the_parts_of_a_transliterated_name_are_one_name(seeing: SeeingType, dot: str) -> None:
    seeing({f"莱奥{dot}": 0.8, "沃尔夫": 0.9})
    text = f"导演莱奥{dot}沃尔夫来了，沃尔夫很高兴。"
    assert names_of(model.with_model(text, ())) == [[f"莱奥{dot}沃尔夫", "沃尔夫"]]


def test_a_part_alone_at_a_dot_is_no_name(seeing: SeeingType) -> None:
    seeing({"莱奥": 0.9})
    assert model.with_model("导演莱奥·沃尔夫来了。", ()) == ()


def test_latin_letters_that_come_in_pieces_are_the_whole_name(seeing: SeeingType) -> None:
    seeing({"Mart": 0.8, "ensson": 0.8, "Widget": 0.9, "The": 0.9})
    text = "主席Lena Martensson说，Widget 很好，The Verge 也在。"
    found = model.with_model(text, ())
    assert names_of(found) == [["Lena Martensson"]]


@pytest.mark.parametrize(
    ("seen", "expected"),
    [("顾清岚女士", [["顾清岚"]]), ("顾女士", []), ("顾总", []), ("顾老", []), ("《顾清岚", [["顾清岚"]]), ("岚", [])],
)
def test_titles_and_marks_are_no_part_of_a_name(seeing: SeeingType, seen: str, expected: list[list[str]]) -> None:
    seeing({seen: 0.9})
    assert names_of(model.with_model(f"昨天{seen}到了。", ())) == expected


def test_a_word_behind_a_name_that_is_seen_without_it_is_no_part_of_it(seeing: SeeingType) -> None:
    seeing({"顾清岚": 0.9, "顾清岚和": 0.8})
    assert names_of(model.with_model("顾清岚到了。后来顾清岚和我走了。", ())) == [["顾清岚"]]


def test_a_given_name_belongs_to_the_one_person_who_has_it(seeing: SeeingType) -> None:
    seeing({"顾清岚": 0.9, "清岚": 0.9})
    found = model.with_model("顾清岚到了。\n清岚坐下。", ())
    assert found is not None
    assert [(name.text, name.is_short) for name in found[0].names] == [("顾清岚", False), ("清岚", True)]
    seeing({"顾清岚": 0.9, "陆清岚": 0.9, "清岚": 0.9})
    assert names_of(model.with_model("顾清岚到了。\n陆清岚到了。\n清岚坐下。", ())) == [
        ["顾清岚"],
        ["陆清岚"],
        ["清岚"],
    ]


def test_who_was_found_by_the_rules_stays_as_found(seeing: SeeingType) -> None:
    text = "莱奥·沃尔夫到了。沃尔夫坐下。顾清岚说：好。清岚走了。"
    found = (by_rules("莱奥·沃尔夫", "沃尔夫", text=text), by_rules("顾清岚", text=text))
    seeing({"沃尔夫": 0.9, "沃尔夫坐": 0.9, "顾清岚": 0.9, "清岚": 0.9})
    both = model.with_model(text, found)
    assert names_of(both) == [["莱奥·沃尔夫", "沃尔夫"], ["顾清岚", "清岚"]]
    assert both is not None
    assert both[0] == found[0]
    assert both[1].names[0] == found[1].names[0]
    assert both[1].names[1].is_short


def test_the_model_may_see_more_of_a_name_with_dots(seeing: SeeingType) -> None:
    text = "莱奥·沃尔夫贝格到了。"
    found = (FoundPerson((FoundName("莱奥·沃尔夫", Rule.DOTTED, Span(0, 6), 0.8),)),)
    seeing({"莱奥·沃尔夫贝格": 0.9})
    assert names_of(model.with_model(text, found)) == [["莱奥·沃尔夫"], ["莱奥·沃尔夫贝格"]]
    seeing({"莱奥·沃尔夫和": 0.9})
    assert model.with_model("莱奥·沃尔夫和我到了。", found) == found


def test_what_the_rules_only_guess_is_a_name_when_the_model_sees_it(seeing: SeeingType) -> None:
    text = "沃尔夫到了。安德到了。"
    found = tuple(
        FoundPerson((FoundName(name, Rule.HINT, Span(text.find(name), text.find(name) + len(name)), 0.5),))
        for name in ("沃尔夫", "安德")
    )
    seeing({"沃尔夫": 0.9})
    both = model.with_model(text, found)
    assert both is not None
    assert [(name.text, name.rule) for person in both for name in person.names] == [
        ("沃尔夫", Rule.MODEL),
        ("安德", Rule.HINT),
    ]


TEXTS = st.lists(
    st.sampled_from(["顾清岚", "顧清嵐", "清岚", "莱奥", "·", "沃尔夫", "Lena", " ", "。", "和", "先生", "\n"])
).map("".join)
SEEN = st.dictionaries(
    st.sampled_from(
        ["顾清岚", "清岚", "莱奥", "莱奥·", "沃尔夫", "沃尔夫和", "Le", "na Lena", "顾", "先生", "岚\n", "。莱"]
    ),
    st.floats(0, 1),
)


@given(TEXTS, SEEN, st.sets(st.sampled_from(["顾清岚", "莱奥·沃尔夫", "沃尔夫"])))
def test_whatever_the_model_sees_the_rules_stand_and_every_name_is_in_the_text(
    text: str, seen: dict[str, float], ruled: set[str]
) -> None:
    found = tuple(by_rules(name, text=text) for name in sorted(ruled) if name in text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(model, "_tagger", lambda: StandIn(seen))
        both = model.with_model(text, found)
        assert both == model.with_model(text, found)
    assert both is not None
    ruled_names = {fold(name.text) for person in found for name in person.names}
    for before in found:
        assert [person.names[: len(before.names)] for person in both].count(before.names) == 1
    for person in both:
        for name in person.names:
            assert name.evidence.of(text) == name.text
            if name.rule is Rule.MODEL:
                assert not name.is_strong
                assert fold(name.text) not in ruled_names
                assert name.score >= CONFIRMED
    assert len({fold(name.text) for person in both for name in person.names}) == sum(len(one.names) for one in both)


@given(st.text(st.sampled_from("字，。 \n「」a"), max_size=200), st.integers(1, 20))
def test_the_model_reads_all_that_is_not_blank_in_pieces_it_can_hold(text: str, longest: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(model, "PIECE", longest)
        pieces = list(model._pieces(text))
    assert all(0 < piece.end - piece.start <= longest for piece in pieces)
    assert all(one.end <= other.start for one, other in pairwise(pieces))
    read = "".join(piece.of(text) for piece in pieces)
    assert read.replace(" ", "") == text.replace("\n", "").replace(" ", "")


def test_it_stops_between_two_pieces_when_it_is_asked_to(seeing: SeeingType) -> None:
    seeing({"顾清岚": 0.9})
    text = "顾清岚到了。\n" * 5
    answers = iter([False, False, True])
    assert model.with_model(text, (), lambda: next(answers)) is None
    assert next(answers, "asked once for each piece") == "asked once for each piece"


def test_without_the_extra_everything_is_as_the_rules_say(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model, "find_spec", lambda name: None)
    text = "顾清岚到了。"
    found = (by_rules("顾清岚", text=text),)
    assert not model.available()
    assert model.model_version() == ""
    assert model.people(text) == ()
    assert model.with_model(text, found) is found


def test_a_package_without_its_files_is_told_once_and_done_without(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / model.MODULE).mkdir()
    (tmp_path / model.MODULE / "__init__.py").touch()
    monkeypatch.syspath_prepend(tmp_path)
    assert model.available()
    assert model.model_version() != ""
    with caplog.at_level(logging.WARNING):
        assert model.with_model("顾清岚到了。", ()) == ()
        assert model.with_model("顾清岚到了。", ()) == ()
    assert [record.levelname for record in caplog.records] == ["WARNING"]
    assert not model.available()
    assert model.model_version() == ""


def test_a_model_that_breaks_while_it_reads_is_done_without(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    text = "顾清岚到了。"
    found = (by_rules("顾清岚", text=text),)
    monkeypatch.setattr(model, "_tagger", Breaking)
    assert model.with_model(text, found) is found
    assert "out of memory" in caplog.text
    assert not model.available()


@needs_the_model
@pytest.mark.parametrize("text", ["记者陆文婷昨天采访了画家沈嘉宁。", "記者陸文婷昨天採訪了畫家沈嘉寧。"])
def test_the_real_model_sees_ordinary_names_in_both_scripts(text: str) -> None:
    found = model.with_model(text, ())
    assert [fold(one) for one, *_ in names_of(found)] == ["陆文婷", "沈嘉宁"]
    assert found == model.with_model(text, ())
    assert model.model_version().startswith(model.PACKAGE)


@needs_the_model
@pytest.mark.parametrize(
    "text", ["", "\n\n", "\ud800\udfff", "\x00陈\x1b[31m", "👩‍👩‍👧" * 300, "𠮷" * 3000, "A" * 3000]
)
def test_the_real_model_reads_anything(text: str) -> None:
    assert model.people(text) is not None
    assert model.available()
