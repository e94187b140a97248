"""Linking: who is the same across documents, who stays apart, and what is only suggested."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.entities import transliteration
from reader.entities.discovery.findings import Rule
from reader.entities.entity import UNDETERMINED, Entity, Name
from reader.entities.linking import FOUND_LAYER, LeftOut, Linked, link
from reader.entities.matching import Matcher
from reader.entities.name_parts import parts_of
from reader.entities.resolution import mentions, resolved
from reader.entities.suggestions import Resemblance
from tests.entities.findings_made import hint, name, short, somebody
from tests.entities.making import entity

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

    from reader.entities.discovery.findings import Found


def people(linked: Linked) -> list[set[str]]:
    """Return the names of each entity, in no order that means anything."""
    return sorted((set(one.spellings) for one in linked.entities), key=sorted)


def suggested(linked: Linked) -> set[tuple[str, str, str]]:
    """Return the names of each suggestion and its reason."""
    return {(*one.names, one.reason.value) for one in linked.suggestions}


def whose(linked: Linked, spelt: str) -> list[Entity]:
    """Return the entities with a name."""
    return [one for one in linked.entities if spelt in one.spellings]


def told(linked: Linked, text: str, document: str) -> list[tuple[str, str]]:
    """Return the mentions in a text: what stands there, and whom it means."""
    found = mentions(text, Matcher(linked.entities), document)
    return [(text[one.start : one.end], one.entity) for one in found]


# --- joined ---


def test_a_full_name_joins_across_documents() -> None:
    linked = link({"a": (somebody("Greg Brockman"),), "b": (somebody("格雷格·布洛克曼", "Greg Brockman"),)}, [])
    assert people(linked) == [{"Greg Brockman", "格雷格·布洛克曼"}]
    assert linked.entities[0].canonical == {"zh-Hans": "格雷格·布洛克曼", "en": "Greg Brockman"}
    assert linked.entities[0].type == "person"
    assert {one.id for one in linked.entities} == linked.found


def test_both_scripts_and_all_kinds_of_dots_are_one_name() -> None:
    linked = link({"a": (somebody("薩姆・阿爾特曼"),), "b": (somebody("萨姆 · 阿尔特曼", "Sam Altman"),)}, [])
    assert len(linked.entities) == 1


def test_a_native_name_and_a_transliteration_of_one_latin_name_are_one_man() -> None:
    found = {
        "a": (somebody("Mark Chen"),),
        "b": (somebody("陳信翰", "Mark Chen"),),
        "c": (somebody("马克·陈", "Mark Chen"),),
    }
    assert people(link(found, [])) == [{"Mark Chen", "陳信翰", "马克·陈"}]


def test_two_transliterations_of_one_latin_name_are_one_man() -> None:
    found = {"a": (somebody("祖克柏", "Mark Zuckerberg"),), "b": (somebody("扎克伯格", "Mark Zuckerberg"),)}
    assert len(link(found, []).entities) == 1


def test_a_surname_that_one_person_has_is_theirs_in_a_document_without_the_full_name() -> None:
    found = {"a": (somebody("Tadao Nagasaki"),), "b": (somebody(name("Nagasaki", Rule.LATIN)),)}
    linked = link(found, [])
    assert people(linked) == [{"Nagasaki", "Tadao Nagasaki"}]
    [own] = linked.found
    assert told(linked, "据Nagasaki说", "b") == [("Nagasaki", own)]
    assert told(linked, "去Nagasaki玩", "c") == []
    assert linked.entities[0].name == "Tadao Nagasaki"


def test_a_transliterated_surname_that_one_person_has_is_theirs_too() -> None:
    found = {"a": (somebody("格雷格·布洛克曼"),), "b": (somebody(name("布洛克曼", Rule.SPEAKER)),)}
    assert people(link(found, [])) == [{"格雷格·布洛克曼", "布洛克曼"}]


def test_a_surname_that_two_people_have_is_nobody_s() -> None:
    found = {
        "a": (somebody("Noam Brown"), somebody("Tina Brown")),
        "b": (somebody(name("Brown", Rule.LATIN)),),
    }
    linked = link(found, [])
    assert len(linked.entities) == 3
    assert suggested(linked) == set()


def test_a_surname_that_is_somebody_else_s_given_name_is_nobody_s() -> None:
    found = {"a": (somebody("Michael Jordan"), somebody("Jordan Peele")), "b": (somebody(name("Jordan", Rule.LATIN)),)}
    assert len(link(found, []).entities) == 3


def test_a_romanised_chinese_surname_is_only_suggested() -> None:
    found = {"a": (somebody("Mark Chen"),), "b": (somebody(name("Chen", Rule.LATIN)),)}
    linked = link(found, [])
    assert len(linked.entities) == 2
    assert suggested(linked) == {("Chen", "Mark Chen", "surname")}


# --- suggested ---


def test_a_given_name_alone_is_only_suggested() -> None:
    linked = link({"a": (somebody("Sam Altman"),), "b": (somebody(name("Sam", Rule.LATIN)),)}, [])
    assert people(linked) == [{"Sam"}, {"Sam Altman"}]
    assert suggested(linked) == {("Sam", "Sam Altman", "given name")}


def test_a_given_name_of_two_people_is_not_even_suggested() -> None:
    found = {
        "a": (somebody("Noam Brown"), somebody("Noam Shazeer")),
        "b": (somebody(name("Noam", Rule.LATIN)),),
    }
    assert suggested(link(found, [])) == set()


@pytest.mark.parametrize("form", ["奥特曼", "奧特曼", "阿尔特曼", "山姆·阿尔特曼", "萨姆·奥尔特曼"])
def test_what_sounds_alike_is_suggested_and_not_joined(form: str) -> None:
    found = {"a": (somebody("Sam Altman"), somebody("Hunter Lightman")), "b": (somebody(name(form, Rule.SOUNDS)),)}
    linked = link(found, [])
    assert len(linked.entities) == 3
    [suggestion] = linked.suggestions
    assert suggestion.names == (form, "Sam Altman")
    assert suggestion.reason is Resemblance.TRANSLITERATION
    assert 0.3 < suggestion.score < 1
    assert 0 < suggestion.margin <= suggestion.score


def test_what_sounds_like_two_people_is_not_suggested() -> None:
    found = {"a": (somebody("Sam Altman"), somebody("Robert Altman")), "b": (somebody(name("阿尔特曼", Rule.SOUNDS)),)}
    assert suggested(link(found, [])) == set()


def test_another_given_name_keeps_people_apart_whatever_the_surname_sounds_like() -> None:
    found = {"a": (somebody("Sam Altman"),), "b": (somebody("罗伯特·阿尔特曼"),)}
    assert suggested(link(found, [])) == set()


def test_a_short_form_sounds_like_too_many() -> None:
    found = {"a": (somebody("Kevin Weil"),), "b": (somebody(name("韦尔", Rule.SOUNDS)),)}
    assert suggested(link(found, [])) == set()


def test_a_chinese_name_is_not_taken_for_a_transliteration() -> None:
    found = {"a": (somebody("Ann Mali"),), "b": (somebody(name("马丽丽", Rule.SURNAME)),)}
    assert suggested(link(found, [])) == set()


@pytest.mark.parametrize(
    ("one", "other"),
    [("Terence Tao", "Terrence Tao"), ("Sam Altman", "Samuel Altman"), ("薩姆·阿爾特曼", "薩姆·阿爾特蔓")],
)
def test_spellings_of_one_name_are_suggested(one: str, other: str) -> None:
    linked = link({"a": (somebody(one),), "b": (somebody(other),)}, [])
    assert [set(suggestion.names) for suggestion in linked.suggestions] == [{one, other}]
    assert linked.suggestions[0].reason is Resemblance.SPELLING


def test_the_likeliest_is_suggested_first() -> None:
    found = {
        "a": (somebody("Sam Altman"), somebody("Greg Brockman"), somebody("Terence Tao")),
        "b": (somebody("Terrence Tao"), somebody(name("奥特曼", Rule.SOUNDS)), somebody(name("Greg", Rule.LATIN))),
    }
    scores = [suggestion.score for suggestion in link(found, []).suggestions]
    assert len(scores) == 3
    assert scores == sorted(scores, reverse=True)


# --- hints ---


def test_a_hint_is_a_name_when_it_sounds_like_somebody() -> None:
    found = {"a": (somebody("Sam Altman"),), "b": (hint("奥特曼"), hint("巴拉巴"))}
    linked = link(found, [])
    assert people(linked) == [{"Sam Altman"}, {"奥特曼"}]
    assert suggested(linked) == {("奥特曼", "Sam Altman", "transliteration")}
    assert linked.left_out == {("b", parts_of("巴拉巴").key): LeftOut.LIKE_NOBODY}


def test_a_hint_that_is_found_as_a_name_elsewhere_is_that_name() -> None:
    found = {"a": (somebody("奥特曼", "Sam Altman"),), "b": (hint("奧特曼"),)}
    linked = link(found, [])
    assert len(linked.entities) == 1
    [own] = linked.found
    assert told(linked, "问奥特曼", "b") == [("奥特曼", own)]
    assert told(linked, "问奥特曼", "c") == []


def test_a_latin_hint_is_a_surname_that_one_person_has_or_a_given_name_that_may_be_meant() -> None:
    found = {"a": (somebody("Sam Altman"),), "b": (hint("Sam"), hint("Verge")), "c": (hint("Altman"),)}
    linked = link(found, [])
    assert people(linked) == [{"Altman", "Sam Altman"}, {"Sam"}]
    assert suggested(linked) == {("Sam", "Sam Altman", "given name")}
    assert linked.left_out == {("b", "verge"): LeftOut.LIKE_NOBODY}


def test_a_hint_is_nothing_where_it_is_a_part_of_a_name() -> None:
    found = {"a": (somebody("Sam Altman"),), "b": (somebody("Sam Bankman"), hint("Sam"), hint("Bankman"))}
    assert people(link(found, [])) == [{"Sam Altman"}, {"Sam Bankman"}]


def test_a_hint_is_nothing_where_it_is_cut_out_of_a_name() -> None:
    found = {"a": (somebody("Sam Altman"),), "b": (somebody("罗伯特·奥尔特曼"), hint("尔特曼"))}
    assert people(link(found, [])) == [{"Sam Altman"}, {"罗伯特·奥尔特曼"}]


def test_half_a_word_is_no_part_of_a_name() -> None:
    found = {"a": (somebody("Sam Altman"),), "b": (somebody("Samuel Bankman"), hint("Sam"))}
    assert ("Sam", "Sam Altman", "given name") in suggested(link(found, []))


def test_what_has_no_letters_is_no_name() -> None:
    assert link({"a": (somebody(" "), somebody("Sam Altman", " "))}, []).entities[0].spellings == ("Sam Altman",)


def test_who_tells_less_is_joined_to_the_other() -> None:
    found = {"a": (somebody("Terence Tao"),), "b": (somebody("Terrence Tao"),), "c": (somebody("Terrence Tao"),)}
    assert [one.names for one in link(found, []).suggestions] == [("Terence Tao", "Terrence Tao")]
    known = entity("terence-tao", "Terence Tao")
    assert [one.names for one in link(found, [known]).suggestions] == [("Terrence Tao", "Terence Tao")]


def test_sounds_are_read_only_when_there_is_something_to_compare() -> None:
    transliteration._data.cache_clear()
    transliteration._part.cache_clear()
    link({"a": (somebody("陳信翰", "Mark Chen"), somebody("Sam Altman")), "b": (somebody("陳信翰", "Mark Chen"),)}, [])
    assert transliteration._data.cache_info().currsize == 0


# --- apart ---


def test_two_native_names_of_one_latin_name_are_two_people() -> None:
    found = {
        "a": (somebody("陳信翰", "Mark Chen"),),
        "b": (somebody("陳明華", "Mark Chen"),),
        "c": (somebody("Mark Chen"),),
        "d": (somebody("陈信翰", "Mark Chen"),),
    }
    linked = link(found, [])
    assert people(linked) == [{"Mark Chen", "陈信翰"}, {"Mark Chen", "陳明華"}]
    assert suggested(linked) == {("Mark Chen", "Mark Chen", "same Latin name")}
    assert linked.left_out == {("c", "mark chen"): LeftOut.SEVERAL}
    one, other = whose(linked, "陈信翰") + whose(linked, "陳明華")
    assert told(linked, "陳信翰(Mark Chen)说", "a")[1] == ("Mark Chen", one.id)
    assert told(linked, "陳明華(Mark Chen)说", "b")[1] == ("Mark Chen", other.id)
    assert told(linked, "Mark Chen说", "c") == []


def test_two_latin_names_of_one_chinese_name_are_two_people() -> None:
    found = {"a": (somebody("李娜", "Li Na"),), "b": (somebody("李娜", "Lena Lee"),), "c": (somebody("李娜"),)}
    linked = link(found, [])
    assert people(linked) == [{"Lena Lee", "李娜"}, {"Li Na", "李娜"}]
    assert suggested(linked) == {("李娜", "李娜", "same Chinese name")}
    assert linked.left_out == {("c", "李娜"): LeftOut.SEVERAL}
    for document, unclear in (("a", []), ("b", []), ("c", ["李娜"]), ("d", [])):
        text = "李娜说"
        places = resolved(Matcher(linked.entities).matches(text), document=document)
        assert [text[place.start : place.end] for place in places.unclear] == unclear
        assert len(places.mentions) == (document in ("a", "b"))


def test_two_people_are_not_made_one_by_detours() -> None:
    found = {
        "a": (somebody("陳信翰", "Mark Chen"),),
        "b": (somebody("马克·陈", "Mark Chen"),),
        "c": (somebody("马克·陈", "Marc Chen"),),
        "d": (somebody("陳明華", "Marc Chen"),),
    }
    linked = link(found, [])
    assert not any({"陳信翰", "陳明華"} <= names for names in people(linked))


def test_namesakes_have_ids_of_their_own() -> None:
    found = {"a": (somebody("陳信翰", "Mark Chen"),), "b": (somebody("陳明華", "Mark Chen"),)}
    linked = link(found, [])
    assert len({one.id for one in linked.entities}) == 2
    assert all(one.id.startswith("found-") and len(one.id) == 16 for one in linked.entities)


# --- known ---


def test_found_names_are_added_to_the_known_person() -> None:
    known = entity("sam-altman", "Sam Altman", "山姆·奥特曼", short=["Sam"])
    found: dict[str, Found] = {"a": (somebody("薩姆·阿爾特曼", "Sam Altman", short("阿爾特曼"), short("Sam")),)}
    linked = link(found, [known])
    [one] = linked.entities
    assert linked.found == frozenset()
    assert [(n.spellings[UNDETERMINED], n.short, n.layer) for n in one.names] == [
        ("Sam Altman", False, 0),
        ("山姆·奥特曼", False, 0),
        ("薩姆·阿爾特曼", False, FOUND_LAYER),
        ("Sam", True, 0),
        ("阿爾特曼", True, FOUND_LAYER),
    ]
    assert one.canonical == known.canonical
    assert [(e.document, e.name, e.rule) for e in linked.evidence["sam-altman", parts_of("阿爾特曼").key]] == [
        ("a", "阿爾特曼", Rule.SHORT)
    ]


def test_what_a_list_says_about_a_name_wins() -> None:
    ultraman = Entity(
        "ultraman", "product", (Name({UNDETERMINED: "奥特曼"}, only_in=("打怪兽",)),), {"zh-Hans": "奥特曼"}
    )
    linked = link({"a": (somebody("奧特曼", "Sam Altman"),)}, [ultraman])
    assert people(linked) == [{"Sam Altman"}, {"奥特曼"}]
    assert linked.left_out == {("a", parts_of("奥特曼").key): LeftOut.THING}


def test_a_thing_is_nobody() -> None:
    law = Entity("scaling-law", "term", (Name({UNDETERMINED: "Scaling Law"}),), {"en": "Scaling Law"})
    linked = link({"a": (somebody("Scaling Law", short("Scaling")),)}, [law])
    assert linked.entities == (law,)
    assert set(linked.left_out.values()) == {LeftOut.THING}


def test_a_name_that_is_only_shown_is_not_added_again() -> None:
    shown = Entity("orion", "person", (Name({UNDETERMINED: "奥里安"}),), {"en": "Orion Smith"})
    linked = link({"a": (somebody("奥里安", "Orion Smith"),)}, [shown])
    assert linked.entities == (shown,)


def test_names_that_the_reader_took_away_are_nobody_s() -> None:
    linked = link(
        {"a": (somebody("Scaling Law"), somebody("陳信翰", "Mark Chen"))}, [], off=["scaling law", "mark chen"]
    )
    assert people(linked) == [{"陳信翰"}]
    assert linked.left_out == {("a", "scaling law"): LeftOut.OFF, ("a", "mark chen"): LeftOut.OFF}


def test_a_document_that_gives_a_known_name_to_somebody_else_is_believed_there() -> None:
    known = entity("mark-chen", "Mark Chen", "陈信翰")
    linked = link({"a": (somebody("陳明華", "Mark Chen"),)}, [known])
    [own] = linked.found
    assert told(linked, "陳明華(Mark Chen)说", "a") == [("陳明華", own), ("Mark Chen", own)]
    assert told(linked, "Mark Chen说", "b") == [("Mark Chen", "mark-chen")]
    assert {frozenset(one.entities) for one in linked.suggestions} == {frozenset({own, "mark-chen"})}


def test_a_gloss_of_two_known_people_suggests_that_they_are_one() -> None:
    known = [entity("one", "陈信翰"), entity("other", "Mark Chen")]
    linked = link({"a": (somebody("陳信翰", "Mark Chen", "馬克·陳"),)}, known)
    assert ("one", "other") in {one.entities for one in linked.suggestions if one.reason is Resemblance.GLOSS}
    assert link({"a": (somebody("陳信翰", "Mark Chen"),)}, known, [frozenset({"one", "other"})]).suggestions == ()


def test_a_name_that_the_reader_split_by_documents_stays_split() -> None:
    split = [
        Entity(own, "person", (Name({UNDETERMINED: "Mark Chen"}, documents=frozenset({where})),), {"en": "Mark Chen"})
        for own, where in (("one", "a"), ("other", "b"))
    ]
    found: dict[str, Found] = {where: (somebody("Mark Chen"),) for where in "abc"}
    linked = link(found, split)
    for where, own in (("a", "one"), ("b", "other"), ("c", *linked.found)):
        assert told(linked, "Mark Chen说", where) == [("Mark Chen", own)]


def test_somebody_adopted_keeps_the_id_and_a_namesake_gets_another() -> None:
    [own] = link({"a": (somebody("陳信翰", "Mark Chen"),)}, []).found
    adopted = entity(own, "Mark Chen", "陳信翰")
    linked = link({"a": (somebody("陳明華", "Mark Chen"),)}, [adopted])
    assert own not in linked.found
    assert len(linked.entities) == 2


# --- whatever is found ---

SPELT = st.sampled_from(
    [
        "Mark Chen",
        "Marc Chen",
        "Sam Altman",
        "Chen",
        "Sam",
        "Altman",
        "陳信翰",
        "陈信翰",
        "陳明華",
        "马克·陈",
        "马克·陳",
        "奥特曼",
        "阿尔特曼",
    ]
)
RULE = st.sampled_from([Rule.GLOSS, Rule.LATIN, Rule.SPEAKER, Rule.SURNAME, Rule.SOUNDS, Rule.MODEL])
NAMES = st.builds(name, SPELT, RULE) | st.builds(short, st.sampled_from(["Sam", "Chen", "阿尔特曼"]))
PEOPLE = st.lists(NAMES, min_size=1, max_size=3).map(lambda names: somebody(*names)) | SPELT.map(hint)
FOUND = st.dictionaries(st.sampled_from("abcdef"), st.lists(PEOPLE, max_size=3).map(tuple), max_size=5)
KNOWN = st.lists(st.lists(SPELT, min_size=1, max_size=3, unique=True), max_size=3).map(
    lambda every: [entity(f"known-{number}", *names) for number, names in enumerate(every)]
)


@settings(max_examples=60)
@given(FOUND, KNOWN, st.randoms(use_true_random=False))
def test_the_order_of_documents_and_entities_is_of_no_account(
    found: dict[str, Found], known: list[Entity], chance: random.Random
) -> None:
    once = link(found, known)
    documents, entities = list(found.items()), known[:]
    chance.shuffle(documents)
    chance.shuffle(entities)
    other_order = link(dict(documents), entities)
    assert sorted(once.entities, key=lambda one: one.id) == sorted(other_order.entities, key=lambda one: one.id)
    assert (once.found, once.suggestions, once.evidence, once.left_out) == (
        other_order.found,
        other_order.suggestions,
        other_order.evidence,
        other_order.left_out,
    )


@settings(max_examples=60)
@given(FOUND, KNOWN)
def test_every_strong_name_is_somebody_s_or_is_accounted_for(found: dict[str, Found], known: list[Entity]) -> None:
    linked = link(found, known)
    folded = {own: one.folded for own, one in ((one.id, one) for one in linked.entities)}
    for document, findings in found.items():
        for one in (one for person in findings for one in person.names if one.is_strong):
            key = parts_of(one.text).key
            somebody_s = any(key in names and (own, key) in linked.evidence for own, names in folded.items())
            assert somebody_s or (document, key) in linked.left_out


@settings(max_examples=60)
@given(FOUND, KNOWN)
def test_a_known_person_keeps_every_name_and_gets_none_of_another(found: dict[str, Found], known: list[Entity]) -> None:
    linked = link(found, known)
    after = {one.id: one for one in linked.entities}
    listed = {key: one.id for one in known for key in one.folded}
    assert [one.id for one in linked.entities if one.id not in linked.found] == [one.id for one in known]
    for before in known:
        names = after[before.id].names
        assert [one for one in names if one.layer != FOUND_LAYER] == list(before.names)
        added = [one for one in names if one.layer == FOUND_LAYER]
        assert not any(parts_of(text).key in listed for one in added for text in one.spellings.values())


@settings(max_examples=60)
@given(FOUND, KNOWN)
def test_who_is_kept_apart_is_not_even_suggested(found: dict[str, Found], known: list[Entity]) -> None:
    apart = [frozenset({one.id, other.id}) for one in known for other in known if one is not other]
    linked = link(found, known, apart)
    assert not {frozenset(one.entities) for one in linked.suggestions} & set(apart)
    assert {one.id for one in known} <= {one.id for one in linked.entities}


@settings(max_examples=60)
@given(FOUND, KNOWN)
def test_suggestions_are_of_two_entities_each_and_say_each_pair_once(
    found: dict[str, Found], known: list[Entity]
) -> None:
    linked = link(found, known)
    pairs = [frozenset(one.entities) for one in linked.suggestions]
    assert all(len(pair) == 2 for pair in pairs)
    assert len(set(pairs)) == len(pairs)
    assert {own for pair in pairs for own in pair} <= {one.id for one in linked.entities}
    assert [one.score for one in linked.suggestions] == sorted((one.score for one in linked.suggestions), reverse=True)


@settings(max_examples=60)
@given(FOUND)
def test_what_is_known_of_a_name_counts_in_the_documents_it_is_found_in(found: dict[str, Found]) -> None:
    linked = link(found, [])
    for one in linked.entities:
        for each in one.names:
            [spelt] = each.spellings.values()
            where = {told.document for told in linked.evidence[one.id, parts_of(spelt).key]}
            assert each.documents <= where


def test_nothing_found_is_nothing_changed() -> None:
    known: Sequence[Entity] = [entity("one", "陈信翰")]
    linked = link({}, known)
    assert linked == Linked(tuple(known), frozenset(), (), {}, {})
