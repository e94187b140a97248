"""Entity lists as people write them: what holds, what is reported, and which list has the last word."""

from __future__ import annotations

import os
from threading import Thread
from typing import TYPE_CHECKING

import pytest

from reader.entities.entity import LATIN
from reader.entities.forms import name_in
from reader.entities.lists import Problem, load_lists
from reader.entities.matching import Matcher
from reader.entities.resolution import mentions
from reader.library.locations import shipped_entity_list
from reader.scripts.fold import fold
from reader.scripts.script import Script
from tests.entities.making import found, found_texts, lists_of, matcher_of, person

if TYPE_CHECKING:
    from pathlib import Path

    from reader.entities.lists import EntityLists

GOOD = person("fang-xiaozhou", "方小舟")


def only_problem(text: str) -> Problem:
    """Return the one problem of a list, in which the entry before and the one behind must hold."""
    lists = lists_of(person("before", "林晚") + text + person("behind", "何川"))
    assert [entity.id for entity in lists.entities] == ["before", "behind"]
    (problem,) = lists.problems
    return problem


def test_the_shipped_list_is_right() -> None:
    lists = load_lists([shipped_entity_list()])
    assert lists.problems == ()
    assert len(lists.entities) > 100


@pytest.mark.parametrize(
    ("entry", "field", "message"),
    [
        ('[[entity]]\ntype = "person"\nnames = { en = "A B" }\n', "id", "give an id"),
        ('[[entity]]\nid = "A B"\ntype = "person"\nnames = { en = "A B" }\n', "id", "give an id"),
        ('[[entity]]\nid = "a"\nnames = { en = "A B" }\n', "type", "give a type, such as person"),
        ('[[entity]]\nid = "a"\ntype = "Person"\nnames = { en = "A B" }\n', "type", "lower-case"),
        ('[[entity]]\nid = "a"\ntype = 3\nnames = { en = "A B" }\n', "type", "lower-case"),
        ('[[entity]]\nid = "a"\ntype = "person"\n', "names", "at least one name"),
        ('[[entity]]\nid = "a"\ntype = "person"\nnames = "方小舟"\n', "names", "a table by script"),
        ('[[entity]]\nid = "a"\ntype = "person"\nnames = { zh = "方小舟" }\n', "names.zh", "unknown script"),
        ('[[entity]]\nid = "a"\ntype = "person"\nnames = { en = "" }\n', "names.en", "not empty"),
        ('[[entity]]\nid = "a"\ntype = "person"\nnames = { en = 3 }\n', "names.en", "not empty"),
        ('[[entity]]\nid = "a"\ntype = "person"\nnames = { en = " A" }\n', "names.en", "no space around it"),
        (person("a", "A B", 'aliases = "方小舟"'), "aliases", "write a list"),
        (person("a", "A B", "short = [3]"), "short", "a name is text"),
        (person("a", "A B", 'short = ["　"]'), "short", "not empty"),
        (person("a", "A B", 'short = [{ test = "方" }]'), "short.test", "unknown field; known are text"),
        (person("a", "A B", "short = [{ case = true }]"), "short", "a table with the field text"),
        (person("a", "A B", 'short = [{ text = "A", case = "yes" }]'), "short.case", "true or false"),
        (person("a", "A B", 'short = [{ text = "A", with = "b" }]'), "short.with", "write a list"),
        (person("a", "A B", 'short = [{ text = "A", not_in = [""] }]'), "short.not_in", "write a list"),
        (person("a", "A B", 'aliases = [{ text = "A", only_in = [3] }]'), "aliases.only_in", "write a list"),
        (person("a", "A B", "description = 3"), "description", "write it as text"),
        (person("a", "A B", r'description = "\u001b[31m"'), "description", "without control characters"),
        (person("a", "A B", 'description = """one\ntwo"""'), "description", "on one line"),
        (person("a", r"A\u001bB"), "names.en", "without control characters"),
        (person("a", "A B", r'aliases = ["A\u202eB"]'), "aliases", "without control characters"),
        (person("a", "A B", r'short = [{ text = "A\u0007" }]'), "short.text", "without control characters"),
        (person("a", "A B", r'short = [{ text = "A", with = ["b\u009b"] }]'), "short.with", "control characters"),
        (person("a", "A B", r'short = [{ text = "A", only_in = ["A\u0000"] }]'), "short.only_in", "control characters"),
        (person("a", "A B", r'short = [{ text = "A", not_in = ["A\tB"] }]'), "short.not_in", "plain single spaces"),
        ('[[entity]]\nid = "a\\u001b"\ntype = "person"\nnames = { en = "A B" }\n', "id", "give an id"),
        (person("a", "A B", 'off = "A"'), "off", "write true, or a list"),
        (person("a", "A B", 'nickname = "方"'), "nickname", "unknown field; known are id, type, names"),
        (person("a", "A B", "elsewhere = 1"), "elsewhere", "true or false"),
        (person("a", "A B", 'merged_into = "A"'), "merged_into", "the id of an entity"),
        (person("a", "A B", "merged_into = 3"), "merged_into", "the id of an entity"),
        (person("before", "方小舟"), "id", "another entry with this id"),
    ],
)
def test_a_wrong_entry_is_named_with_its_field_and_the_others_hold(entry: str, field: str, message: str) -> None:
    problem = only_problem(entry)
    assert (problem.entry.split(" ")[:2], problem.field) == (["entry", "2"], field)
    assert message in problem.message
    assert problem.file.endswith("0.toml")


def test_a_problem_reads_as_file_entry_field_and_what_is_wrong() -> None:
    problem = Problem("湖/entities.toml", "entry 2 (a)", "names.en", "a name is text that is not empty")
    assert str(problem) == "湖/entities.toml: entry 2 (a): names.en: a name is text that is not empty"


def test_an_entry_with_an_id_is_named_by_it() -> None:
    assert only_problem(person("fang", "方小舟", "description = 3")).entry == "entry 2 (fang)"


def test_a_problem_is_one_line_and_cannot_command_the_terminal() -> None:
    text = str(Problem("a\x1b[31m.toml", "", "", "line\nline"))
    assert "\x1b" not in text
    assert "\n" not in text


@pytest.mark.parametrize(
    "text",
    [
        '[[entity]\nid = "a"\n',
        "entity = 3\n",
        'entity = "方"\n',
        "[entity]\nid = 'a'\n",
        "\x00",
        f"x = {'[' * 20_000}\n",
        f"x = {'1' * 5_000}\n",
    ],
    ids=["syntax", "number", "text", "table", "nul", "depth", "digits"],
)
def test_a_list_that_is_no_list_is_reported_and_the_next_one_holds(text: str) -> None:
    lists = lists_of(text, GOOD)
    assert [entity.id for entity in lists.entities] == ["fang-xiaozhou"]
    (problem,) = lists.problems
    assert len(str(problem).splitlines()) == 1


def test_a_list_with_something_unknown_beside_its_entries_is_reported_and_they_hold() -> None:
    lists = lists_of(GOOD + '[[entities]]\nid = "lin"\ntype = "person"\nnames = { zh-Hans = "林晚" }\n')
    assert [entity.id for entity in lists.entities] == ["fang-xiaozhou"]
    (problem,) = lists.problems
    assert (problem.entry, problem.field) == ("", "entities")
    assert problem.message == "unknown field; known are entity, distinct, mention"


def test_company_that_no_list_knows_is_reported_and_its_entry_holds() -> None:
    lin = person("lin", "林晚", 'aliases = [{ text = "晚姐", with = ["nosuch", "fang-xiaozhou"] }]')
    lists = lists_of(GOOD + lin)
    (problem,) = lists.problems
    assert (problem.entry, problem.field) == ("entry 2 (lin)", "aliases.with")
    assert problem.message == "no list has an entity with this id: nosuch"
    assert problem.file.endswith("0.toml")
    assert found_texts("方小舟和晚姐", Matcher(lists.entities)) == ["方小舟", "晚姐"]


@pytest.mark.parametrize("above", [GOOD, GOOD + '[[entity]]\nid = "off"\noff = true\n'])
def test_company_may_stand_in_any_list_even_if_it_is_taken_away(above: str) -> None:
    lin = person("lin", "林晚", 'short = [{ text = "晚姐", with = ["fang-xiaozhou"] }]')
    assert lists_of(lin, above).problems == ()
    assert lists_of(lin, above, '[[entity]]\nid = "fang-xiaozhou"\noff = true\n').problems == ()


def test_company_whose_entry_is_wrong_is_reported_once() -> None:
    lin = person("lin", "林晚", 'short = [{ text = "晚姐", with = ["fang"] }]')
    (problem,) = lists_of(lin + person("fang", "方小舟", "description = 3")).problems
    assert problem.field == "description"


def test_a_list_in_another_encoding_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "entities.toml"
    path.write_bytes(GOOD.encode("gb18030"))
    (problem,) = load_lists([path]).problems
    assert problem.file == str(path)


def test_a_list_may_start_with_a_byte_order_mark(tmp_path: Path) -> None:
    path = tmp_path / "entities.toml"
    path.write_text(GOOD, encoding="utf-8-sig")
    assert [entity.id for entity in load_lists([path]).entities] == ["fang-xiaozhou"]


def test_a_folder_in_place_of_a_list_is_reported(tmp_path: Path) -> None:
    assert len(load_lists([tmp_path]).problems) == 1


@pytest.mark.parametrize("place", ["entities.toml", "missing/entities.toml", "/dev/null/.config/entities.toml"])
def test_a_list_that_is_not_there_is_no_problem(tmp_path: Path, place: str) -> None:
    lists = load_lists([tmp_path / place])
    assert (lists.entities, lists.problems) == ((), ())


# Layers


def test_the_names_of_all_lists_count() -> None:
    matcher = matcher_of(GOOD, person("fang-xiaozhou", "方小舟", 'aliases = ["小舟先生"]'))
    assert found_texts("方小舟就是小舟先生。", matcher) == ["方小舟", "小舟先生"]
    assert len(matcher.entities) == 1


def test_an_entry_above_need_not_repeat_type_and_names() -> None:
    matcher = matcher_of(GOOD, '[[entity]]\nid = "fang-xiaozhou"\naliases = ["老方"]\n')
    assert found_texts("方小舟，老方", matcher) == ["方小舟", "老方"]
    assert matcher.entities["fang-xiaozhou"].type == "person"


def test_the_list_nearer_to_the_reader_has_the_last_word() -> None:
    shipped = person("fang", "方小舟", 'description = "编辑"')
    library = '[[entity]]\nid = "fang"\ntype = "character"\nnames = { zh-Hans = "方大舟" }\n'
    user = '[[entity]]\nid = "fang"\ndescription = "船夫"\n'
    (fang,) = lists_of(shipped, library, user).entities
    assert (fang.name, fang.type, fang.description) == ("方大舟", "character", "船夫")
    assert set(fang.spellings) == {"方小舟", "方大舟"}


def test_off_takes_an_entity_away() -> None:
    lists = lists_of(GOOD + person("lin", "林晚"), '[[entity]]\nid = "lin"\noff = true\n')
    assert [entity.id for entity in lists.entities] == ["fang-xiaozhou"]
    assert lists.problems == ()


def test_off_takes_names_away_in_whatever_script_they_are_written() -> None:
    shipped = person("lin", "林晚", 'aliases = ["林兰", "晚姐"]')
    matcher = matcher_of(shipped, '[[entity]]\nid = "lin"\noff = ["林蘭"]\n')
    assert found_texts("林晚、林兰、晚姐", matcher) == ["林晚", "晚姐"]


def test_a_name_that_is_off_is_not_shown_while_another_one_counts() -> None:
    names = '{ zh-Hans = "陆思远", zh-Hant = "陸思遠", en = "Siyuan Lu" }'
    below = f'[[entity]]\nid = "lu"\ntype = "person"\nnames = {names}\n'
    (lu,) = lists_of(below, '[[entity]]\nid = "lu"\noff = ["陸思遠"]\n').entities
    assert {name_in(lu, script) for script in (Script.HANS, Script.HANT, Script.TW)} == {"Siyuan Lu"}
    (lu,) = lists_of(below, '[[entity]]\nid = "lu"\noff = ["Siyuan Lu"]\n').entities
    assert lu.latin is None
    assert name_in(lu, Script.TW) == "陸思遠"


def test_off_of_the_last_name_takes_the_entity_away() -> None:
    assert lists_of(GOOD, '[[entity]]\nid = "fang-xiaozhou"\noff = ["方小舟"]\n').entities == ()


def test_what_was_taken_away_can_be_given_again() -> None:
    taken, given_again = '[[entity]]\nid = "fang-xiaozhou"\noff = true\n', person("fang-xiaozhou", "方大舟")
    assert found_texts("方小舟和方大舟", matcher_of(GOOD, taken, given_again)) == ["方大舟"]


def test_off_takes_a_name_out_of_the_text_and_not_from_what_is_shown() -> None:
    orion = '[[entity]]\nid = "orion"\ntype = "product"\nnames = { en = "Orion" }\naliases = ["猎户座"]\n'
    for matcher in (
        matcher_of(orion + 'off = ["Orion"]\n'),
        matcher_of(orion, '[[entity]]\nid = "orion"\noff = ["Orion"]\n'),
    ):
        assert found_texts("Orion就是猎户座。", matcher) == ["猎户座"]
        assert matcher.entities["orion"].name == "Orion"
        assert matcher.entities["orion"].folded == {"orion", fold("猎户座")}


def test_off_takes_away_what_the_lists_below_give_not_what_its_own_entry_lists() -> None:
    shipped = person("sam", "阿尔特曼", 'aliases = ["奥特曼"]') + person("openai", "OpenAI")
    again = '[[entity]]\nid = "sam"\noff = ["奥特曼"]\naliases = [{ text = "奥特曼", with = ["openai"] }]\n'
    matcher = matcher_of(shipped, again)
    assert found_texts("奥特曼来了。", matcher) == []
    assert found_texts("OpenAI的奥特曼来了。", matcher) == ["OpenAI", "奥特曼"]


@pytest.mark.parametrize("off", ["true", '["林晚"]'])
def test_off_for_somebody_no_list_knows_is_no_problem(off: str) -> None:
    """A reader's own list serves all libraries; an entity of one of them is unknown in the others."""
    lists = lists_of(GOOD, f'[[entity]]\nid = "lin"\noff = {off}\n')
    assert [entity.id for entity in lists.entities] == ["fang-xiaozhou"]
    assert lists.problems == ()


def test_off_false_takes_nothing_away() -> None:
    assert len(lists_of(person("lin", "林晚", "off = false")).entities) == 1


def test_a_name_that_a_nearer_list_gives_again_has_the_conditions_given_there() -> None:
    library = person("hammer", "王锤", 'aliases = ["大锤"]')
    user = '[[entity]]\nid = "hammer"\naliases = [{ text = "大錘", not_in = ["大锤子"] }]\n'
    assert found_texts("大锤子和大锤", matcher_of(library)) == ["大锤", "大锤"]
    for lists in ((library, user), (library, user, '[[entity]]\nid = "hammer"\ndescription = "木匠"\n')):
        (mention,) = mentions("大锤子和大锤", matcher_of(*lists))
        assert mention.start == 4
    assert len(mentions("大锤子和大锤", matcher_of(library, user, user.replace("大锤子", "大锤头")))) == 2


def test_a_nearer_list_can_make_a_name_a_short_form() -> None:
    matcher = matcher_of(person("lin", "林晚", 'aliases = ["晚姐"]'), '[[entity]]\nid = "lin"\nshort = ["晚姐"]\n')
    assert found_texts("晚姐来了", matcher) == []
    assert found_texts("林晚来了，晚姐来了", matcher) == ["林晚", "晚姐"]


def test_forms_recorded_below_stay_known_for_a_name_that_is_given_again() -> None:
    below = '[[entity]]\nid = "a"\ntype = "person"\nnames = { zh-Hans = "为群", zh-Hant = "爲羣" }\n'
    (entity,) = lists_of(below, '[[entity]]\nid = "a"\naliases = ["为群"]\n').entities
    assert entity.recorded_forms[fold("为群")] == {"zh-Hans": "为群", "zh-Hant": "爲羣"}


def test_only_the_spelling_that_is_given_again_is_replaced() -> None:
    below = person("a", "祖克", 'aliases = [{ zh-Hans = "扎克", zh-TW = "祖克柏" }]')
    matcher = matcher_of(below, '[[entity]]\nid = "a"\nshort = ["扎克"]\n')
    assert found_texts("扎克、祖克柏", matcher) == ["扎克", "祖克柏"]
    assert found_texts("扎克", matcher) == []


def test_names_keep_their_order_through_the_lists() -> None:
    below = person("lin", "林晚", 'aliases = ["林兰"]\nshort = ["小林"]')
    (lin,) = lists_of(below, person("lin", "林晚", 'aliases = ["晚姐"]')).entities
    assert lin.spellings == ("林晚", "林兰", "晚姐", "小林")


def test_a_name_to_show_comes_first_also_where_it_is_listed_again() -> None:
    for more in ('aliases = ["晚姐", { text = "林晚", not_in = ["林晚来"] }]', 'aliases = ["晚姐"]\nshort = ["林晚"]'):
        (lin,) = lists_of(person("lin", "林晚", more)).entities
        assert lin.spellings == ("林晚", "晚姐")


def test_of_two_entities_with_one_name_the_nearer_list_decides() -> None:
    shipped = person("river", "何川") + person("ford", "福特", 'aliases = ["老何"]')
    assert found("老何来了。", matcher_of(shipped, person("neighbour", "何船", 'aliases = ["老何"]'))) == [
        ("老何", "neighbour")
    ]


def test_a_reader_can_settle_whom_an_ambiguous_name_of_the_lists_means() -> None:
    shipped = person("river", "何川", 'aliases = ["老何"]') + person("boat", "何船", 'aliases = ["老何"]')
    assert found_texts("老何来了。", matcher_of(shipped)) == []
    user = '[[entity]]\nid = "boat"\naliases = ["老何"]\n'
    assert found("老何来了。", matcher_of(shipped, user)) == [("老何", "boat")]


# Names


def test_names_to_show_fall_back_from_script_to_script() -> None:
    (entity,) = lists_of(
        '[[entity]]\nid = "a"\ntype = "person"\nnames = { zh-Hans = "祖克", zh-TW = "祖克柏", en = "Zuck" }\n'
    ).entities
    assert entity.name_in(Script.HANS) == entity.name_in(Script.ORIGINAL) == entity.name == "祖克"
    assert entity.name_in(Script.TW) == entity.name_in(Script.HANT) == entity.name_in(Script.HK) == "祖克柏"
    assert (entity.latin, entity.canonical[LATIN]) == ("Zuck", "Zuck")


def test_a_name_in_latin_letters_alone_is_shown_in_every_script() -> None:
    (entity,) = lists_of(person("a", "Sonya Huang")).entities
    assert {entity.name_in(script) for script in Script} == {"Sonya Huang"}


def test_a_canonical_name_that_stands_among_the_aliases_has_the_conditions_given_there() -> None:
    orion = person("orion", "Orion", 'aliases = [{ text = "Orion", with = ["lake"] }]')
    matcher = matcher_of(orion + person("lake", "湖边社"))
    assert found_texts("Orion升起来了。", matcher) == []
    assert found_texts("湖边社的Orion升起来了。", matcher) == ["湖边社", "Orion"]


def test_names_of_up_to_three_characters_mind_case_unless_told_otherwise() -> None:
    matcher = matcher_of(person("o3", "o3") + person("ioi", "IOI", 'aliases = [{ text = "IOI", case = false }]'))
    assert found_texts("o3 O3 ioi IOI", matcher) == ["o3", "ioi", "IOI"]


def test_longer_names_do_not_mind_case_unless_told_to() -> None:
    matcher = matcher_of(
        person("a", "Meta Labs") + person("b", "Lean Four", 'aliases = [{ text = "Lean", case = true }]')
    )
    assert found_texts("META labs, lean, Lean", matcher) == ["META labs", "Lean"]


def test_all_spellings_are_listed_once_the_canonical_ones_first() -> None:
    (entity,) = lists_of(
        person("a", "陈信", 'aliases = ["老陈", "陈信"]\nshort = [{ zh-Hans = "陈", zh-Hant = "陳" }]')
    ).entities
    assert sorted(entity.spellings) == sorted(("陈信", "老陈", "陈", "陳"))


def test_an_empty_list_finds_nothing() -> None:
    assert Matcher(()).candidates("方小舟") == []


def test_a_pipe_in_the_place_of_a_list_is_told_instead_of_being_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "entities.toml"
    os.mkfifo(pipe)
    found: list[EntityLists] = []
    reading = Thread(target=lambda: found.append(load_lists([pipe])), daemon=True)
    reading.start()
    reading.join(10)
    assert [str(problem) for lists in found for problem in lists.problems] == [f"{pipe}: not a file"]
