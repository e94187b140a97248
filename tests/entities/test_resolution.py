"""Which of the places that spell a name are mentions, and of whom."""

from __future__ import annotations

from itertools import chain, pairwise
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from reader.documents.anchoring import selector_at
from reader.entities.decisions import Anchor, InDocument, MentionDecision, amended
from reader.entities.entity import UNDETERMINED, Entity, Name
from reader.entities.matching import Matcher
from reader.entities.mentions import Mention
from reader.entities.patterns import variants
from reader.entities.rendering import render_text
from reader.entities.resolution import Known, may_mean, mentions, resolve, resolved
from reader.scripts.detection import detect_document
from reader.scripts.script import Script
from reader.scripts.target import Target
from tests.documents.texts import LINE_ENDS, han, pieces
from tests.entities.making import entity, found, found_texts, matcher_of, person, spelt
from tests.entities.plain_resolution import plainly_resolved

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from reader.entities.matching import Candidate

NOAMS = person("brown", "Noam Brown", 'short = ["Noam", "Brown", "诺姆"]') + person(
    "shazeer", "Noam Shazeer", 'short = ["Noam", "Shazeer", "诺姆"]'
)


def test_a_full_name_counts_by_itself() -> None:
    assert found("Noam Brown来了", matcher_of(NOAMS)) == [("Noam Brown", "brown")]


def test_a_short_form_counts_only_where_a_full_name_stands() -> None:
    assert found("Noam说", matcher_of(NOAMS)) == []
    assert found("Noam说。Noam Brown没说。", matcher_of(NOAMS)) == [("Noam", "brown"), ("Noam Brown", "brown")]


def test_a_full_name_that_is_only_part_of_a_longer_name_does_not_stand_there() -> None:
    matcher = matcher_of(
        person("lihua", "李华", 'short = ["小李"]')
        + person("dong", "李华东")
        + person("lake", "湖边社", 'aliases = [{ text = "社里", with = ["lihua"] }]')
    )
    assert found("李华东来了。小李走了。社里没人。", matcher) == [("李华东", "dong")]
    assert found_texts("李华东来了。小李走了。李华在社里。", matcher) == ["李华东", "小李", "李华", "社里"]


def test_a_longer_name_hides_a_full_name_only_where_it_counts() -> None:
    matcher = matcher_of(
        person("lihua", "李华", 'short = ["小李"]')
        + person("dong", "李向东", 'aliases = [{ text = "李华东", with = ["lake"] }]')
        + person("lake", "湖边社")
        + person("club", "湖边社团")
    )
    assert found_texts("李华东来了。小李走了。", matcher) == ["李华", "小李"]
    assert found_texts("湖边社的李华东来了。小李走了。", matcher) == ["湖边社", "李华东"]
    # The company of the longer name is itself only part of a name.
    assert found_texts("湖边社团的李华东来了。小李走了。", matcher) == ["湖边社团", "李华", "小李"]


def test_a_name_may_bring_its_company_along() -> None:
    openai = person("openai", "OpenAI") + person(
        "orion", "猎户座", 'aliases = [{ text = "OpenAI Orion", with = ["openai"] }]'
    )
    assert found("OpenAI Orion来了", matcher_of(openai)) == [("OpenAI Orion", "orion")]


def test_a_short_form_of_two_people_in_a_document_counts_for_neither() -> None:
    text = "Noam Brown和Noam Shazeer都来了，诺姆说，Brown点头，Noam笑。"
    assert found(text, matcher_of(NOAMS)) == [("Noam Brown", "brown"), ("Noam Shazeer", "shazeer"), ("Brown", "brown")]


def test_a_short_form_counts_beside_the_company_that_its_list_names() -> None:
    matcher = matcher_of(
        person("sam", "Sam Altman", 'short = [{ text = "Sam", with = ["openai"] }]') + person("openai", "OpenAI")
    )
    assert found_texts("Sam来了", matcher) == []
    assert found_texts("OpenAI的Sam来了", matcher) == ["OpenAI", "Sam"]


def test_the_longest_name_wins() -> None:
    matcher = matcher_of(
        person("mit", "麻省理工") + person("review", "麻省理工科技评论") + person("tech", "科技评论社")
    )
    assert found("麻省理工的麻省理工科技评论社", matcher) == [("麻省理工", "mit"), ("麻省理工科技评论", "review")]


def test_of_two_names_of_one_length_the_left_one_wins() -> None:
    matcher = matcher_of(person("one", "方小舟") + person("other", "小舟行"))
    assert found("方小舟行", matcher) == [("方小舟", "one")]


def test_a_name_of_two_people_means_the_one_whom_the_document_names_otherwise() -> None:
    matcher = matcher_of(person("river", "何川", 'aliases = ["老何"]') + person("boat", "何船", 'aliases = ["老何"]'))
    assert found("老何来了", matcher) == []
    assert found("老何来了，何船就是他", matcher) == [("老何", "boat"), ("何船", "boat")]
    assert found("老何来了，何船和何川都在", matcher) == [("何船", "boat"), ("何川", "river")]


def test_part_of_a_longer_name_is_no_sign_of_whom_a_name_of_two_people_means() -> None:
    river = person("river", "何川", 'aliases = ["老何"]')
    matcher = matcher_of(river + person("boat", "何船", 'aliases = ["老何"]') + person("inn", "何川客栈"))
    assert found_texts("老何来了，何川客栈开了", matcher) == ["何川客栈"]


class Counted(Entity):
    """An entity that counts how often anything about any such entity is asked."""

    asked = 0

    def __getattribute__(self, attribute: str) -> object:
        Counted.asked += 1
        return super().__getattribute__(attribute)


def test_the_work_grows_with_the_ambiguous_places_not_with_their_square() -> None:
    matcher = Matcher(
        Counted(id, "person", (Name({UNDETERMINED: full}), Name({UNDETERMINED: "小陈"}, short=True)))
        for id, full in (("a", "陈小舟"), ("b", "陈大舟"))  # noqa: A001
    )

    def work(places: int) -> int:
        matches = matcher.matches("陈小舟、陈大舟" + "、小陈" * places)
        before = Counted.asked
        assert len(resolve(matches)) == 2
        return Counted.asked - before

    assert work(400) < 3 * work(200)


def test_a_place_that_does_not_count_is_no_sign_of_whom_another_means() -> None:
    river = person("river", "何川", 'aliases = ["老何", { text = "船夫", with = ["lake"] }]')
    matcher = matcher_of(river + person("boat", "何船", 'aliases = ["老何"]') + person("lake", "湖边社"))
    assert found_texts("老何来了，船夫也来了", matcher) == []
    assert found("湖边社的老何来了，船夫也来了", matcher) == [("湖边社", "lake"), ("老何", "river"), ("船夫", "river")]


def test_a_name_that_counts_by_its_company_lets_short_forms_count_too() -> None:
    """Each name that counts may be the company of another, in however many steps."""
    steps = (
        person("openai", "OpenAI")
        + person("orion", "Orion Model", 'aliases = [{ text = "猎户座", with = ["openai"] }]')
        + person("lake", "湖边大会", 'aliases = [{ text = "大会", with = ["orion"] }]\nshort = ["会上"]')
    )
    assert found("大会说猎户座，会上没有人", matcher_of(steps)) == []
    assert found("OpenAI的大会说猎户座，会上没有人", matcher_of(steps)) == [
        ("OpenAI", "openai"),
        ("大会", "lake"),
        ("猎户座", "orion"),
        ("会上", "lake"),
    ]


def unclear(text: str, matcher: Matcher, document: str = "") -> list[tuple[str, str]]:
    """Return the unclear places in a text: what stands there, and the ids of whom it may mean."""
    places = resolved(matcher.matches(text), document=document).unclear
    return [(text[place.start : place.end], " ".join(may_mean(place))) for place in places]


def test_a_place_of_which_nothing_tells_whose_it_is_is_unclear() -> None:
    matcher = matcher_of(person("river", "何川", 'aliases = ["老何"]') + person("boat", "何船", 'aliases = ["老何"]'))
    assert unclear("老何来了", matcher) == [("老何", "boat river")]
    assert unclear("老何来了，何船就是他", matcher) == []
    assert unclear("老何来了，何船和何川都在", matcher) == [("老何", "boat river")]
    text = "Noam Brown和Noam Shazeer都来了，诺姆说，Brown点头，Noam笑。"
    assert unclear(text, matcher_of(NOAMS)) == [("诺姆", "brown shazeer"), ("Noam", "brown shazeer")]


def test_a_place_that_nobody_is_meant_by_is_not_unclear() -> None:
    matcher = matcher_of(NOAMS)
    assert unclear("Noam说", matcher) == []
    near = person("far", "老何")
    assert unclear("老何来了", matcher_of(near, person("near", "老何"))) == []


def test_an_unclear_place_hides_no_name_and_is_hidden_by_one() -> None:
    two = person("river", "何小川") + person("boat", "何小川")
    assert found("何小川来了", matcher_of(two + person("small", "小川"))) == [("小川", "small")]
    assert unclear("何小川来了", matcher_of(two + person("small", "小川"))) == []
    assert unclear("何小川来了", matcher_of(two + person("one", "小川") + person("other", "小川"))) == [
        ("何小川", "boat river")
    ]


def test_a_name_of_another_document_makes_no_place_unclear_here() -> None:
    matcher = Matcher([only_in_documents("here", "方小舟", "one"), entity("there", "方小舟")])
    assert unclear("方小舟", matcher, "one") == [("方小舟", "here there")]
    assert unclear("方小舟", matcher, "other") == []


def test_both_sides_of_a_gloss_are_mentions() -> None:
    matcher = matcher_of('[[entity]]\nid = "chen"\ntype = "person"\nnames = { zh-Hans = "陈信翰", en = "Mark Chen" }\n')
    for text in ("陈信翰(Mark Chen)", "陳信翰（Mark Chen）", "Mark Chen(陈信翰)"):
        assert [entity for _, entity in found(text, matcher)] == ["chen", "chen"]


def only_in_documents(id: str, name: str, *documents: str) -> Entity:  # noqa: A002
    return Entity(id, "person", (Name({UNDETERMINED: name}, documents=frozenset(documents)),), {"en": id})


def test_a_name_of_some_documents_counts_in_no_other() -> None:
    matcher = Matcher([only_in_documents("dong", "李华东", "one", "other"), entity("lihua", "李华", short=["小李"])])
    text = "李华东来了。小李走了。"
    for document in ("one", "other"):
        assert list(mentions(text, matcher, document)) == [Mention(0, 3, "dong")]
    for document in ("third", ""):
        assert list(mentions(text, matcher, document)) == [Mention(0, 2, "lihua"), Mention(6, 8, "lihua")]


def test_a_name_of_another_document_makes_none_ambiguous() -> None:
    matcher = Matcher([only_in_documents("here", "方小舟", "one"), entity("there", "方小舟")])
    assert list(mentions("方小舟", matcher, "one")) == []
    assert list(mentions("方小舟", matcher, "other")) == [Mention(0, 3, "there")]
    assert list(mentions("方小舟", Matcher([only_in_documents("here", "方小舟", "one")]), "other")) == []


# What holds for any list and any text

SURFACES = (
    "陈信翰",
    "信翰",
    "马克·陈",
    "马克",
    "Mark Chen",
    "Mark",
    "Chen",
    "余华",
    "余",
    "里昂",
    "o3",
    "o3-mini",
    "为里",
)
IDS = ("a", "b", "c", "d")

names = st.builds(
    Name,
    st.sampled_from(SURFACES).map(lambda surface: {UNDETERMINED: surface}),
    short=st.booleans(),
    case=st.booleans(),
    together_with=st.frozensets(st.sampled_from(IDS), max_size=2),
    only_in=st.sampled_from(((), (), ("《马克》", "说余华"))),
    not_in=st.sampled_from(((), (), ("其余华人", "马克杯"))),
    documents=st.sampled_from((frozenset[str](), frozenset[str](), frozenset({"one"}), frozenset({"one", "other"}))),
    layer=st.integers(0, 2),
)


def with_names(id: str, known: Sequence[Name]) -> Entity:  # noqa: A002
    return Entity(id, "person", tuple(known), {"en": id})


entities = st.lists(st.lists(names, min_size=1, max_size=5), min_size=1, max_size=4).map(
    lambda lists: [with_names(id, known) for id, known in zip(IDS, lists, strict=False)]  # noqa: A001
)
crowds = st.lists(
    st.lists(
        st.builds(
            Name,
            st.sampled_from(SURFACES[:4]).map(lambda surface: {UNDETERMINED: surface}),
            short=st.booleans(),
            layer=st.integers(0, 1),
        ),
        min_size=1,
        max_size=3,
    ),
    min_size=2,
    max_size=4,
).map(lambda lists: [with_names(id, known) for id, known in zip(IDS, lists, strict=False)])  # noqa: A001
"""Entities that have many names in common."""
documents = st.lists(
    st.one_of(
        st.sampled_from((*SURFACES, "《马克》", "其余华人", "陳信翰", "馬克‧陳", "裏昂")),
        han,
        pieces,
        st.sampled_from(LINE_ENDS),
    ),
    max_size=16,
).map("".join)


@given(st.one_of(entities, crowds), documents)
def test_mentions_and_unclear_places_are_apart_and_inside_the_text(known: list[Entity], text: str) -> None:
    places = sorted(chain(*resolved(Matcher(known).matches(text))), key=lambda place: place.start)
    assert all(0 <= place.start < place.end <= len(text) for place in places)
    assert all(one.end <= other.start for one, other in pairwise(places))


@given(st.one_of(entities, crowds), documents, st.sampled_from(("one", "other", "")))
def test_knot_by_knot_the_same_is_decided_as_place_by_place(known: list[Entity], text: str, document: str) -> None:
    matcher = Matcher(known)
    certain, uncertain = plainly_resolved(matcher.candidates(text), document)
    decided = resolved(matcher.matches(text), document=document)
    assert [*map(list, decided)] == [certain, uncertain]
    assert mentions(text, matcher, document) == certain


@given(crowds, st.lists(st.sampled_from(SURFACES[:4]), min_size=1, max_size=6).map("，".join), st.data())
def test_an_unclear_place_may_mean_several_and_means_the_one_whom_it_is_given_to(
    known: list[Entity], text: str, data: st.DataObject
) -> None:
    matcher = Matcher(known)
    matches = matcher.matches(text)
    places = resolved(matches).unclear
    for place in places:
        assert len(set(may_mean(place))) == len(may_mean(place)) > 1
        stands = spelt(text[place.start : place.end])
        for own in may_mean(place):
            assert stands in {one for name in matcher.entities[own].folded for one in variants(name)}
    if places:
        place = data.draw(st.sampled_from(list(places)))
        own = data.draw(st.sampled_from(may_mean(place)))
        selector = selector_at(text, place.start, place.end)
        anchor = Anchor(selector.prefix, selector.suffix, place.start)
        said = InDocument({}, (MentionDecision(selector.exact, own, digest="0", anchor=anchor),), "0")
        decided = resolved(amended(matches, text, said, matcher.entities))
        assert Mention(place.start, place.end, own) in decided.mentions
        assert place not in decided.unclear


@given(entities, documents, st.sampled_from(("one", "other", "")))
def test_a_name_that_does_not_count_in_a_document_is_as_if_no_list_had_it(
    known: list[Entity], text: str, document: str
) -> None:
    counting = [
        with_names(one.id, [name for name in one.names if not name.documents or document in name.documents])
        for one in known
    ]
    assert mentions(text, Matcher(known), document) == mentions(text, Matcher(counting), document)


@given(entities, documents, st.integers(1, 4))
def test_a_document_written_several_times_over_has_its_mentions_as_often(
    known: list[Entity], text: str, times: int
) -> None:
    matcher = Matcher(known)
    text = f"\n{text}\n"
    once = mentions(text, matcher)
    assert mentions(text * times, matcher) == [
        Mention(mention.start + len(text) * number, mention.end + len(text) * number, mention.entity)
        for number in range(times)
        for mention in once
    ]


@given(entities, documents)
def test_a_mention_is_spelt_like_a_name_of_its_entity(known: list[Entity], text: str) -> None:
    matcher = Matcher(known)
    for mention in mentions(text, matcher):
        spellings = matcher.entities[mention.entity].folded
        assert spelt(text[mention.start : mention.end]) in {one for name in spellings for one in variants(name)}


@given(st.one_of(entities, crowds), documents, st.randoms(use_true_random=False))
def test_the_order_of_entities_and_of_their_names_makes_no_difference(
    known: list[Entity], text: str, random: Random
) -> None:
    shuffled = [with_names(one.id, random.sample(one.names, len(one.names))) for one in known]
    random.shuffle(shuffled)
    assert resolved(Matcher(shuffled).matches(text)) == resolved(Matcher(known).matches(text))


@given(entities, documents)
def test_in_every_script_the_same_people_are_mentioned_at_the_same_places(known: list[Entity], text: str) -> None:
    matcher = Matcher(known)
    resolved = mentions(text, matcher)
    for target in Script:
        shown = "".join(render_text(text, detect_document(text), resolved, matcher.entities, Target(target)))
        assert mentions(shown, matcher) == resolved


@given(
    entities,
    st.lists(st.sampled_from(("Mark", "Chen", "余", "华", "\n", "\r\n", " ", "\x0c")), max_size=12).map("".join),
)
def test_no_mention_goes_over_a_blank_line_or_a_page(known: list[Entity], text: str) -> None:
    for mention in mentions(text, Matcher(known)):
        lines = text[mention.start : mention.end].splitlines()
        assert "\x0c" not in text[mention.start : mention.end]
        assert all(line.strip() for line in lines)


@given(entities, documents, documents)
def test_in_a_document_that_is_resolved_part_by_part_each_part_knows_those_before_it(
    known: list[Entity], text: str, following: str
) -> None:
    matcher = Matcher(known)
    everybody = "\n".join(name for one in known for name in one.folded) + "\n"
    parts, before, offset = [everybody + text + "\n", following + "\n", text], Known(), 0
    resolved: list[Mention] = []
    for part in parts:
        resolved += resolve(matcher.matches(part), before).moved(offset)
        offset += len(part)
    whole = matcher.matches("".join(parts))
    once = resolve(whole)
    assert resolve(whole, Known()) == once
    if resolve(matcher.matches(parts[0]), alone := Known()) and _knows_all(alone, matcher, "".join(parts)):
        assert resolved == list(once)


def _knows_all(known: Known, matcher: Matcher, text: str) -> bool:
    """Return whether nobody else is named by full names in a text, nor in another way."""
    told = Known()
    resolve(matcher.matches(text), told)
    return known == told


@given(entities, documents, names)
def test_another_name_takes_a_mention_away_only_by_a_longer_or_an_ambiguous_match(
    known: list[Entity], text: str, name: Name
) -> None:
    """Or, where a mention counts by what else stands in the document, by a longer match there."""
    before = mentions(text, Matcher(known))
    more = [with_names(known[0].id, (*known[0].names, name)), *known[1:]]
    candidates = [one for one in Matcher(more).candidates(text) if not one.name.documents]
    after = mentions(text, Matcher(more))
    claims: dict[tuple[int, int], list[Candidate]] = {}
    for candidate in candidates:
        claims.setdefault((candidate.start, candidate.end), []).append(candidate)
    full = sorted({(one.start, one.end) for one in candidates if not one.name.short})
    nested = any(one[0] <= other[0] and other[1] <= one[1] for one in full for other in full if one != other)
    for lost in set(before) - set(after):
        here = claims[lost.start, lost.end]
        ambiguous = len({claim.entity.id for claim in here}) > 1
        by_itself = any(not claim.name.short and not claim.name.together_with for claim in here)
        assert ambiguous or (nested and not by_itself) or any(covers(mention, lost) for mention in after)


def covers(mention: Mention, lost: Mention) -> bool:
    """Return whether a mention stands where another was and is at least as long."""
    overlap = mention.start < lost.end and lost.start < mention.end
    return overlap and mention.end - mention.start >= lost.end - lost.start


@given(entities, documents)
def test_what_is_not_spelt_in_a_text_has_no_part_in_it(known: list[Entity], text: str) -> None:
    matcher = Matcher(known)
    met = {candidate.entity.id for candidate in matcher.candidates(text)}
    only_met = Matcher([one for one in known if one.id in met])
    assert mentions(text, only_met) == mentions(text, matcher)
