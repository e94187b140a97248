"""How a name is shown in a script: by who it is, not by its characters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.entities.entity import UNDETERMINED, Entity, Name
from reader.entities.forms import form_in, name_in, safe_form
from reader.entities.lists import load_lists
from reader.entities.matching import Matcher
from reader.library.locations import shipped_entity_list
from reader.scripts.characters import characters
from reader.scripts.fold import fold
from reader.scripts.script import Script, Written
from tests.documents.texts import han, texts
from tests.entities.making import lists_of, matcher_of, person

SHIPPED = Matcher(load_lists([shipped_entity_list()]).entities).entities


@pytest.mark.parametrize(
    ("id", "text", "written", "target", "expected"),
    [
        ("mark-chen", "陈信翰", Written.HANS, Script.HANT, "陳信翰"),
        ("mark-chen", "陳信翰", Written.TW, Script.HANS, "陈信翰"),
        ("mark-chen", "马克·陈", Written.HANS, Script.TW, "馬克·陳"),
        ("mark-chen", "Mark Chen", Written.HANS, Script.TW, "Mark Chen"),
        ("yan-zheng", "言征", Written.HANS, Script.TW, "言征"),
        ("yan-zheng", "言征", Written.HANS, Script.HANT, "言征"),
        ("yu-guangzhong", "余光中", Written.HANS, Script.HK, "余光中"),
        ("yu-dafu", "郁达夫", Written.HANS, Script.HANT, "郁達夫"),
        ("fan-zhongyan", "范仲淹", Written.HANS, Script.TW, "范仲淹"),
        ("yu-qian", "于谦", Written.HANS, Script.TW, "于謙"),
        ("yu-qian", "于謙", Written.HANT, Script.HANS, "于谦"),
        ("xiao-liqun", "立群", Written.HANS, Script.HANT, "立群"),
        ("sam-altman", "奥特曼", Written.HANS, Script.TW, "奧特曼"),
        ("sam-altman", "萨姆·阿尔特曼", Written.HANS, Script.TW, "薩姆·阿爾特曼"),
        ("google-deepmind", "谷歌DeepMind", Written.HANS, Script.TW, "谷歌DeepMind"),
        ("wall-street-journal", "华尔街日报", Written.HANS, Script.HK, "華爾街日報"),
    ],
)
def test_a_known_name_has_the_form_of_its_entity(
    id: str,  # noqa: A002
    text: str,
    written: Written,
    target: Script,
    expected: str,
) -> None:
    assert form_in(SHIPPED[id], text, written, target) == expected


@pytest.mark.parametrize("name", ["余华", "于是之", "里昂", "范伟", "郁可", "征明", "后羿", "干将"])
@pytest.mark.parametrize("target", [Script.HANT, Script.TW, Script.HK])
def test_without_a_recorded_form_no_character_that_may_be_a_name_changes(name: str, target: Script) -> None:
    assert safe_form(name, target)[0] == name[0]


@pytest.mark.parametrize(
    ("name", "target", "expected"),
    [
        ("余华", Script.HANT, "余華"),
        ("范伟", Script.TW, "范偉"),
        ("里昂·陈", Script.HK, "里昂·陳"),
        ("陳餘", Script.HANS, "陈余"),
        ("著名·劉", Script.HANS, "著名·刘"),
    ],
)
def test_what_the_script_never_writes_is_replaced(name: str, target: Script, expected: str) -> None:
    assert safe_form(name, target) == expected


@pytest.mark.parametrize(
    ("text", "written", "target", "expected"),
    [
        ("云南大学", Written.HANS, Script.HANT, "雲南大學"),
        ("云南大学", Written.MIXED, Script.TW, "雲南大學"),
        ("雲南大學", Written.TW, Script.HANS, "云南大学"),
        ("雲南大學", Written.MIXED, Script.HANS, "云南大学"),
        ("余额宝公司", Written.HANS, Script.TW, "餘額寶公司"),
        ("台積電", Written.HANT, Script.TW, "台積電"),
        ("並州大學", Written.TW, Script.HK, "並州大學"),
        ("群創光電", Written.MIXED, Script.HANT, "群創光電"),
        ("裏海大學", Written.HANT, Script.TW, "裡海大學"),
        ("裡海大學", Written.TW, Script.HK, "裏海大學"),
    ],
)
def test_a_name_of_a_thing_is_converted_as_the_words_it_is_from_the_script_it_is_in(
    text: str, written: Written, target: Script, expected: str
) -> None:
    organization = Entity("a", "organization", (Name({UNDETERMINED: text}),), {"zh-Hans": text})
    assert form_in(organization, text, written, target) == expected


def test_a_recorded_form_serves_in_its_regions() -> None:
    (entity,) = lists_of(
        '[[entity]]\nid = "a"\ntype = "person"\nnames = { zh-Hans = "为群", zh-Hant = "爲羣", zh-HK = "為羣" }\n'
    ).entities
    forms = {target: form_in(entity, "为群", Written.HANS, target) for target in Script}
    assert forms == {
        Script.ORIGINAL: "为群",
        Script.HANS: "为群",
        Script.HANT: "爲羣",
        Script.TW: "為群",
        Script.HK: "為羣",
    }


def test_another_name_of_the_person_is_never_put_in() -> None:
    """A region's own transliteration is another name; the page shows what its author wrote."""
    zuckerberg = SHIPPED["mark-zuckerberg"]
    assert form_in(zuckerberg, "扎克伯格", Written.HANS, Script.TW) == "扎克伯格"
    assert form_in(zuckerberg, "祖克柏", Written.TW, Script.HANS) == "祖克柏"


@pytest.mark.parametrize("target", Script)
def test_a_name_already_in_the_script_stays_as_its_author_wrote_it(target: Script) -> None:
    (entity,) = lists_of(person("a", "于里", 'aliases = [{ zh-Hans = "于里", zh-Hant = "於裏" }]')).entities
    if target is not Script.ORIGINAL:
        assert form_in(entity, "于裏", Written(target), target) == "于裏"


@given(st.one_of(han, texts), st.sampled_from([script for script in Script if script is not Script.ORIGINAL]))
def test_a_form_is_another_spelling_of_the_same_name(text: str, target: Script) -> None:
    shown = safe_form(text, target)
    assert len(shown) == len(text)
    assert fold(shown) == fold(text)
    only = characters().traditional_only if target is Script.HANS else characters().simplified_only
    assert not set(shown) & only


@pytest.mark.parametrize("target", [script for script in Script if script is not Script.ORIGINAL])
@pytest.mark.parametrize("written", [Written.HANS, Written.HANT, Written.TW, Written.HK, Written.MIXED])
def test_every_form_of_every_shipped_name_folds_to_the_name(written: Written, target: Script) -> None:
    for entity in SHIPPED.values():
        for spelling in entity.spellings:
            assert fold(form_in(entity, spelling, written, target)) == fold(spelling)


def test_forms_in_several_scripts_given_as_one_name_know_each_other() -> None:
    matcher = matcher_of(person("a", "方里", 'aliases = [{ zh-Hans = "老余", zh-Hant = "老餘" }]'))
    assert form_in(matcher.entities["a"], "老余", Written.HANS, Script.HANT) == "老餘"
    assert form_in(matcher.entities["a"], "老餘", Written.HANT, Script.HANS) == "老余"


@pytest.mark.parametrize(
    ("canonical", "script", "expected"),
    [
        ({"zh-Hant": "薩姆·阿爾特曼", "en": "Sam Altman"}, Script.HANS, "萨姆·阿尔特曼"),
        ({"zh-Hans": "格雷格·布洛克曼"}, Script.TW, "格雷格·布洛克曼"),
        ({"zh-Hans": "余华"}, Script.HANT, "余華"),
        ({"zh-Hans": "陈信翰", "zh-TW": "陳信翰"}, Script.HANT, "陳信翰"),
        ({"en": "Noam Brown"}, Script.TW, "Noam Brown"),
        ({"zh-HK": "衞斯理"}, Script.HK, "衞斯理"),
    ],
)
def test_what_somebody_is_called_is_derived_where_it_is_not_recorded(
    canonical: dict[str, str], script: Script, expected: str
) -> None:
    assert name_in(Entity("somebody", "person", (), canonical), script) == expected
