"""Corrections: they hold at once, change nothing else in the file, and every one of them can be taken back."""

from __future__ import annotations

import json
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.documents.paragraphs import Span
from reader.entities.decisions import amended
from reader.entities.entity import UNDETERMINED, Entity, Name
from reader.entities.lists import load_lists
from reader.entities.matching import Matcher
from reader.entities.resolution import resolve
from reader.library import changed_list
from reader.library.corrections import Change, Corrections, InDocument, NotChangedError, Op, Scope, Written
from reader.library.decision_log import DecisionLog
from reader.library.entity_file import EntityFile
from reader.library.locations import decision_log, user_entity_list
from tests.entities.making import person

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.entities.lists import EntityLists

BELOW = (
    person("fang", "方小舟", 'aliases = [{ text = "小舟先生", with = ["lake"] }]\nshort = ["小舟"]')
    + person("lin", "林晚", 'aliases = ["晚姐"]')
    + '[[entity]]\nid = "lake"\ntype = "organization"\nnames = { zh-Hans = "湖边社", en = "Lake Club" }\n'
)
MINE = """\
# mine, by hand

[[entity]]   # the boatman
id = "he"
type = "person"
# as he writes it
names = { zh-Hans = '何川', en = "He Chuan" }   # both
aliases = [
  # in letters
  "老何",
  { text = "船夫", not_in = ["老船夫"] },  # on the lake
  "何船长"
]

# never him
[[distinct]]
entities = ["he", "lin"]

[[mention]]
text = "草莓"
ignore = true

# the end
"""
PEOPLE = ("fang", "lin", "lake", "he")


def found(*names: str) -> Entity:
    """Return somebody who was found in documents and is in no list."""
    known = tuple(Name({UNDETERMINED: name}, layer=-1) for name in names)
    return Entity(f"found-{len(names)}", "person", known, {"zh-Hans": names[0]})


@dataclass
class World:
    """A list of the reader's own above another one."""

    below: Path
    corrections: Corrections

    @property
    def file(self) -> Path:
        return self.corrections.file

    @property
    def text(self) -> str | None:
        return self.file.read_text(encoding="utf-8") if self.file.exists() else None

    @property
    def lists(self) -> EntityLists:
        return load_lists([self.below, self.file])

    def entity(self, own: str) -> Entity:
        return next(entity for entity in self.lists.entities if entity.id == own)

    def found(self, text: str, path: str = "/湖/信.txt", digest: str = "0123abcd") -> list[tuple[str, str]]:
        lists = self.lists
        entities = {entity.id: entity for entity in lists.entities}
        decisions = lists.decisions.for_document(path, digest)
        mentions = resolve(amended(Matcher(lists.entities).matches(text), text, decisions, entities))
        return [(text[mention.start : mention.end], mention.entity) for mention in mentions]

    def again(self) -> World:
        """Return the same after the app was started anew."""
        return World(self.below, Corrections(self.file, self.corrections._log.path))

    def replayed(self) -> str | None:
        log = DecisionLog(self.corrections._log.path)
        log.look()
        content = log.replayed()
        return content.decode() if content is not None else None


def world_in(folder: Path, mine: str | None = MINE) -> World:
    below = folder / "library" / "entities.toml"
    below.parent.mkdir()
    below.write_text(BELOW, encoding="utf-8")
    file = folder / "config" / "entities.toml"
    if mine is not None:
        file.parent.mkdir()
        file.write_bytes(mine.encode())
    return World(below, Corrections(file, folder / "config" / "decisions.jsonl"))


@pytest.fixture(autouse=True, scope="module")
def quick_disk() -> Iterator[None]:
    """Have no test here wait for the disk; that what is written is on it is held in `test_decision_log`."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("os.fsync", lambda _file: None)
        yield


@pytest.fixture
def world(tmp_path: Path) -> World:
    return world_in(tmp_path)


def added(before: str | None, after: str | None) -> str:
    assert before is not None
    assert after is not None
    assert after.startswith(before)
    return after.removeprefix(before)


# What is written


def test_without_corrections_there_is_no_file(home: Path) -> None:
    corrections = Corrections()
    assert (corrections.look(), corrections.undo(), corrections.redo()) == (False, None, None)
    assert list(home.iterdir()) == []
    assert (corrections.file, decision_log().parent) == (user_entity_list(), user_entity_list().parent)


def test_the_first_correction_makes_the_file_and_its_undo_takes_it_away() -> None:
    corrections = Corrections()
    own = corrections.new_entity("person", [Written("方小舟"), Written("Fang Boat"), Written("小舟", short=True)])
    text = corrections.file.read_text(encoding="utf-8")
    assert text == (
        "# What I have said of names; this file may be changed by hand as well.\n\n"
        f'[[entity]]\nid = "{own}"\ntype = "person"\n'
        'names = { zh-Hans = "方小舟", en = "Fang Boat" }\nshort = ["小舟"]\n'
    )
    assert load_lists([corrections.file]).problems == ()
    corrections.undo()
    assert not corrections.file.exists()
    corrections.redo()
    assert corrections.file.read_text(encoding="utf-8") == text


def test_a_new_entity_comes_last_and_counts(world: World) -> None:
    own = world.corrections.new_entity("person", [Written("陳晚"), Written("晚晚"), Written("陈晚晚", "zh-HK")])
    assert added(MINE, world.text) == (
        f'\n[[entity]]\nid = "{own}"\ntype = "person"\n'
        'names = { zh-Hant = "陳晚", zh-Hans = "晚晚", zh-HK = "陈晚晚" }\n'
    )
    assert world.found("陈晚和晚晚") == [("陈晚", own), ("晚晚", own)]
    assert world.lists.problems == ()


def test_a_name_is_added_where_the_entity_stands_and_all_else_stays(world: World) -> None:
    world.corrections.add_name(world.entity("he"), Written("老川"))
    assert world.text == MINE.replace('"何船长"\n', '"何船长",\n  "老川"\n')
    world.corrections.add_name(world.entity("he"), Written("川", short=True))
    world.corrections.add_name(world.entity("he"), Written("何川", "zh-TW"))
    assert world.text == MINE.replace('"何船长"\n', '"何船长",\n  "老川"\n').replace(
        "]\n\n# never", ']\nshort = ["川"]\n\n# never'
    )
    assert world.corrections.add_name(world.entity("he"), Written("老川")) is None


def test_a_name_for_one_of_another_list_is_added_without_repeating_that(world: World) -> None:
    change = world.corrections.add_name(world.entity("lin"), Written("林婉", "zh-Hant"))
    assert change == Change(Op.ADD_NAME, {"entity": "lin", "entity_name": "林晚", "text": "林婉"})
    overlay = '\n[[entity]]  # 林晚\nid = "lin"\nelsewhere = true\naliases = [{ zh-Hant = "林婉" }]\n'
    assert added(MINE, world.text) == overlay
    assert world.found("林婉、林晚") == [("林婉", "lin"), ("林晚", "lin")]
    assert load_lists([world.file]).problems == ()


@pytest.mark.parametrize("text", ["", " 方", "a\x1b", "a\nb"])
def test_what_is_no_name_is_told_and_nothing_is_written(world: World, text: str) -> None:
    with pytest.raises(NotChangedError, match=r"entities\.toml: "):
        world.corrections.add_name(world.entity("he"), Written(text))
    with pytest.raises(NotChangedError, match=r"entities\.toml: "):
        world.corrections.new_entity("person", [Written(text)])
    with pytest.raises(NotChangedError):
        world.corrections.new_entity("person", [])
    assert world.text == MINE
    assert world.corrections.undo() is None


def test_a_name_that_somebody_else_gets_no_longer_counts_for_the_first_whichever_list_gives_it(world: World) -> None:
    text = "老何、船夫、何川、晚姐、林晚"
    other = world.corrections.split(world.entity("he"), ["老何"])
    assert '"老何",\n' not in (world.text or "").partition("# never him")[0]
    elder = world.corrections.split(world.entity("lin"), ["晚姐"])
    assert world.found(text) == [("老何", other), ("船夫", "he"), ("何川", "he"), ("晚姐", elder), ("林晚", "lin")]
    first = world.corrections.split(world.entity("he"), ["He Chuan", "何川"])
    he = world.entity("he")
    assert (he.canonical, he.name) == ({"en": "He Chuan"}, "He Chuan")
    assert world.found("何川、He Chuan、船夫") == [("何川", first), ("He Chuan", first), ("船夫", "he")]


def test_a_type_is_changed_where_it_stands_or_above(world: World) -> None:
    world.corrections.set_type(world.entity("he"), "character")
    assert world.text == MINE.replace('type = "person"', 'type = "character"')
    world.corrections.set_type(world.entity("lake"), "place")
    assert [world.entity(own).type for own in PEOPLE] == ["person", "person", "place", "character"]
    assert world.corrections.set_type(world.entity("lake"), "place") is None
    with pytest.raises(NotChangedError, match="type: write a type in lower-case"):
        world.corrections.set_type(world.entity("lake"), "Place")


# Who is who


@pytest.mark.parametrize(("source", "target"), [("fang", "he"), ("he", "fang"), ("fang", "lake"), ("lake", "he")])
def test_merged_are_one_and_apart_again_after_an_undo(world: World, source: str, target: str) -> None:
    names = {text for own in (source, target) for text in world.entity(own).spellings}
    before = world.lists
    world.corrections.merge(world.entity(source), world.entity(target))
    merged = world.entity(target)
    assert set(merged.spellings) == names
    assert world.lists.merged == {source: target}
    assert world.lists.problems == ()
    assert load_lists([world.file]).problems == ()
    world.corrections.undo()
    assert (world.text, world.lists) == (MINE, before)


def test_whoever_is_merged_the_other_way_round_before_the_lists_are_read_again_stays_merged(world: World) -> None:
    fang, lin = world.entity("fang"), world.entity("lin")
    world.corrections.merge(fang, lin)
    assert world.corrections.merge(lin, fang) is None
    assert world.lists.merged == {"fang": "lin"}
    assert not world.lists.problems


def test_somebody_who_was_found_is_written_down_first(world: World) -> None:
    change = world.corrections.merge(found("方晓舟", "Fang Xiaozhou"), world.entity("fang"))
    assert change is not None
    source = change.what["source"]
    assert added(MINE, world.text) == (
        f'\n[[entity]]\nid = "{source}"\ntype = "person"\nnames = {{ zh-Hans = "方晓舟" }}\n'
        'aliases = ["Fang Xiaozhou"]\nmerged_into = "fang"\nelsewhere = true\n'
    )
    assert world.found("方晓舟是方小舟") == [("方晓舟", "fang"), ("方小舟", "fang")]
    change = world.corrections.merge(world.entity("fang"), found("周渡"))
    assert change is not None
    assert world.found("方晓舟是周渡") == [("方晓舟", change.what["target"]), ("周渡", change.what["target"])]
    assert world.lists.problems == ()
    world.corrections.undo()
    world.corrections.undo()
    assert world.text == MINE


def test_somebody_who_was_found_is_written_down_once_however_often_they_are_spoken_of(world: World) -> None:
    boat = found("周渡", "Zhou Du")
    for own in ("fang", "lin"):
        world.corrections.merge(world.entity(own), boat)
    (both,) = (entity for entity in world.lists.entities if entity.name == "周渡")
    assert world.lists.merged == {"fang": both.id, "lin": both.id}
    assert set(both.spellings) > {"方小舟", "林晚"}
    for _number in range(2):
        world.corrections.undo()
    assert world.text == MINE
    world.corrections.set_type(boat, "character")
    assert world.lists.problems == ()
    assert [entity.type for entity in world.lists.entities if entity.name == "周渡"] == ["character"]


def test_what_was_found_in_some_documents_alone_is_not_written_down_for_all() -> None:
    corrections = Corrections()
    here = Name({UNDETERMINED: "老周"}, layer=-1, documents=frozenset(("0123abcd",)))
    corrections.set_type(replace(found("周渡"), names=(*found("周渡").names, here)), "character")
    (entity,) = load_lists([corrections.file]).entities
    assert (entity.type, entity.spellings) == ("character", ("周渡",))


def test_who_is_kept_apart_stays_apart_until_the_reader_says_otherwise(world: World) -> None:
    change = world.corrections.keep_apart(world.entity("fang"), found("方小舟"))
    assert change is not None
    pair = frozenset(("fang", change.what["target"]))
    assert pair in world.lists.apart
    assert world.corrections.keep_apart(world.entity(change.what["target"]), world.entity("fang")) is None
    world.corrections.merge(world.entity("lake"), world.entity("fang"))
    assert pair in world.lists.apart
    world.corrections.merge(world.entity(change.what["target"]), world.entity("fang"))
    assert world.lists.apart == {frozenset(("he", "lin"))}
    assert world.lists.problems == ()


def test_of_three_who_are_distinct_two_may_be_merged(world: World) -> None:
    world.file.write_text('[[distinct]]\nentities = ["fang", "lin", "lake"]\n', encoding="utf-8")
    world.corrections.merge(world.entity("lin"), world.entity("fang"))
    assert world.lists.problems == ()
    assert world.lists.apart == {frozenset(("fang", "lake"))}


def test_names_are_split_off_with_their_conditions(world: World) -> None:
    new = world.corrections.split(world.entity("fang"), ["小舟先生", "小舟"])
    assert world.entity("fang").spellings == ("方小舟",)
    (gentleman, short) = world.entity(new).names
    assert (set(gentleman.together_with), gentleman.short, short.short) == ({"lake"}, False, True)
    assert world.lists.apart >= {frozenset(("fang", new))}
    assert world.lists.problems == ()
    world.corrections.undo()
    new = world.corrections.split(world.entity("he"), ["老何", "船夫"])
    assert set(world.entity("he").spellings) == {"何川", "He Chuan", "何船长"}
    assert world.found("老何、船夫、老船夫") == [("老何", new), ("船夫", new)]
    world.corrections.undo()
    assert world.text == MINE


def test_a_merge_is_split_again_by_names(world: World) -> None:
    world.corrections.merge(world.entity("fang"), world.entity("he"))
    new = world.corrections.split(world.entity("he"), ["方小舟", "小舟"])
    assert world.found("方小舟、小舟、何川") == [("方小舟", new), ("小舟", new), ("何川", "he")]


def test_documents_are_split_off(world: World) -> None:
    text = "方小舟来了。"
    new = world.corrections.split(world.entity("fang"), documents=[InDocument("/湖/信.txt", "0123abcd", ("方小舟",))])
    assert world.found(text) == [("方小舟", new)]
    assert world.found(text, "/other.txt", "1123abcd") == [("方小舟", "fang")]
    assert world.entity(new).name == "方小舟"
    assert world.lists.problems == ()


# What texts mean


def test_texts_are_ignored_or_given_to_somebody_as_far_as_is_said(world: World) -> None:
    text = "方小舟和方小舟"
    here = Scope.of_place("/湖/信.txt", "0123abcd", text, Span(4, 7))
    world.corrections.ignore("方小舟", here)
    assert world.found(text) == [("方小舟", "fang"), ("小舟", "fang")]
    world.corrections.assign("方小舟", world.entity("lin"), here)
    assert world.found(text) == [("方小舟", "fang"), ("方小舟", "lin")]
    assert world.corrections.assign("方小舟", world.entity("lin"), here) is None
    world.corrections.assign("方小舟", world.entity("he"), Scope.of_document("/湖/信.txt", "0123abcd"))
    assert world.found(text) == [("方小舟", "he"), ("方小舟", "lin")]
    assert world.found(text, "/b.txt", "1") == [("方小舟", "fang"), ("方小舟", "fang")]
    world.corrections.ignore("方小舟")
    assert world.found(text, "/b.txt", "1") == []
    assert [decision.text for decision in world.lists.decisions.made] == ["草莓", *["方小舟"] * 3]
    for decision in world.lists.decisions.made:
        world.corrections.forget(decision)
    assert world.lists.decisions.made == ()
    assert world.lists.problems == ()
    while world.corrections.undo():
        pass
    assert world.text == MINE


def test_a_place_survives_line_ends_quotes_and_controls_around_it(world: World) -> None:
    text = 'a\r\n"\x1b\\\x7f\t林晚\u2028\x85 end'
    start = text.index("林晚")
    world.corrections.ignore("林晚", Scope.of_place("/a\udcff.txt", "0123abcd", text, Span(start, start + 2)))
    (_strawberry, decision) = world.lists.decisions.made
    assert decision.document is None
    assert decision.anchor is not None
    assert (decision.anchor.prefix, decision.anchor.suffix) == (text[:start], text[start + 2 :])


def test_a_correction_of_a_list_that_is_no_toml_is_refused_and_nothing_is_lost(world: World) -> None:
    lin = world.entity("lin")
    for broken in (MINE + "[[entity]\n", MINE + "x = [\n", "entity = [{ id = 'a' }]\n"):
        world.file.write_text(broken, encoding="utf-8")
        with pytest.raises(
            NotChangedError, match=r"entities\.toml: (line \d+ is not TOML|it can only be changed by hand)"
        ):
            world.corrections.add_name(lin, Written("林婉"))
        assert world.text == broken
    world.file.write_bytes(MINE.encode("gb18030"))
    with pytest.raises(NotChangedError, match="is not UTF-8"):
        world.corrections.ignore("林晚")
    world.file.unlink()
    world.file.mkdir()
    with pytest.raises(NotChangedError, match="change not kept: a folder is in its place"):
        world.corrections.ignore("林晚")


def test_a_field_that_is_not_right_is_told(world: World) -> None:
    world.file.write_text('[[entity]]\nid = "lin"\naliases = "x"\n', encoding="utf-8")
    with pytest.raises(NotChangedError, match="the field aliases of lin is not right; mend it first"):
        world.corrections.add_name(world.entity("lin"), Written("林婉"))


# Edits from outside


def test_what_somebody_else_writes_is_noticed_and_kept(world: World) -> None:
    assert not world.corrections.look()
    world.corrections.add_name(world.entity("he"), Written("老川"))
    assert not world.corrections.look()
    assert world.text is not None
    outside = (
        world.text.replace('"老何"', '"何叔"') + '\n[[entity]]\nid = "zhou"\ntype = "person"\nnames = { en = "Z" }\n'
    )
    world.file.write_text(outside, encoding="utf-8")
    assert world.corrections.look()
    assert not world.corrections.look()
    world.corrections.add_name(world.entity("he"), Written("大川"))
    assert world.text == outside.replace('"老川"\n', '"老川",\n  "大川"\n')
    assert world.replayed() == world.text


def test_an_undo_takes_back_its_own_and_leaves_what_somebody_else_has_written(world: World) -> None:
    world.corrections.add_name(world.entity("he"), Written("老川"))
    world.corrections.merge(world.entity("fang"), world.entity("he"))
    assert world.text is not None
    outside = world.text.replace('"老何"', '"何叔"').replace("# the end\n", "# the very end\n")
    world.file.write_text(outside, encoding="utf-8")
    world.corrections.undo()
    world.corrections.undo()
    left = MINE.replace('"老何"', '"何叔"').replace("# the end\n", "# the very end\n")
    assert world.text == left.replace('"何船长"\n', '"何船长",\n')
    world.corrections.redo()
    assert "老川" in world.entity("he").spellings
    assert world.replayed() == world.text


def test_what_somebody_else_has_changed_is_left_and_what_was_done_before_it_is_next(world: World) -> None:
    world.corrections.add_name(world.entity("lin"), Written("林婉"))
    world.corrections.set_type(world.entity("he"), "character")
    assert world.text is not None
    outside = world.text.replace('"character"', '"boatman"')
    world.file.write_text(outside, encoding="utf-8")
    with pytest.raises(NotChangedError, match="somebody else has changed it meanwhile"):
        world.corrections.undo()
    assert world.text == outside
    world = world.again()
    assert world.corrections.undo() is not None
    assert world.text == MINE.replace('type = "person"', 'type = "boatman"')
    assert world.corrections.undo() is None


def test_two_programs_at_once_keep_what_either_writes(world: World) -> None:
    other = world.again()
    world.corrections.add_name(world.entity("he"), Written("老川"))
    other.corrections.add_name(world.entity("he"), Written("大川"))
    world.corrections.add_name(world.entity("lin"), Written("林婉"))
    assert other.corrections.look()
    assert {"老川", "大川"} < set(world.entity("he").spellings)
    for corrections in (other.corrections, world.corrections, other.corrections):
        assert corrections.undo() is not None
    assert world.text == MINE


def test_undo_goes_on_after_the_app_was_started_again(world: World) -> None:
    states = [world.text]
    for number in range(5):
        world.corrections.add_name(world.entity("he"), Written(f"何{number}"))
        states.append(world.text)
        world = world.again()
    for state in reversed(states[:-1]):
        assert world.corrections.undo() is not None
        assert world.text == state
        world = world.again()
    assert world.corrections.undo() is None
    for state in states[1:]:
        assert world.again().corrections.redo() is not None
        assert world.text == state


def test_the_log_tells_what_was_done(world: World) -> None:
    world.corrections.merge(world.entity("fang"), world.entity("he"))
    world.corrections.undo()
    lines = [json.loads(line) for line in world.corrections._log.path.read_text(encoding="utf-8").splitlines()]
    assert [line.get("op", "done") for line in lines] == ["outside", "merge", "done", "undo", "done"]
    assert lines[1]["what"] == {"source": "fang", "source_name": "方小舟", "target": "he", "target_name": "何川"}
    assert (
        lines[1]["new"]
        in (world.replayed() or "") + '\n[[entity]]  # 方小舟\nid = "fang"\nelsewhere = true\nmerged_into = "he"\n'
    )
    assert lines[3]["of"] == lines[1]["n"]
    assert lines[3]["after"] == lines[1]["before"]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    world = world_in(tmp_path)
    kept = tmp_path / "dotfiles.toml"
    world.file.rename(kept)
    world.file.symlink_to(kept)
    world.corrections.ignore("林晚")
    assert world.file.is_symlink()
    world.corrections.undo()
    assert kept.read_text(encoding="utf-8") == MINE


# What is shown may be older than what the list says


@pytest.mark.parametrize("own", ["he", "lin", "found"])
def test_a_type_is_changed_back_at_once(world: World, own: str) -> None:
    shown = found("船老大") if own == "found" else world.entity(own)
    assert world.corrections.set_type(shown, "character") is not None
    assert world.corrections.set_type(shown, "character") is None
    assert world.corrections.set_type(shown, "person") is not None
    assert {one.type for one in world.lists.entities if one.id != "lake"} == {"person"}


def test_a_type_that_was_undone_is_given_again_at_once(world: World) -> None:
    world.corrections.set_type(world.entity("lin"), "character")
    shown = world.entity("lin")
    world.corrections.undo()
    assert world.corrections.set_type(shown, "character") is not None
    assert world.entity("lin").type == "character"


@pytest.mark.parametrize("own", ["he", "lin"])
def test_a_name_is_added_once_and_again_after_it_was_undone_or_given_away(world: World, own: str) -> None:
    before = world.entity(own)
    assert world.corrections.add_name(before, Written("船主")) is not None
    assert world.corrections.add_name(before, Written("阿船")) is not None
    assert world.corrections.add_name(before, Written("船主")) is None
    shown = world.entity(own)
    world.corrections.undo()
    world.corrections.undo()
    assert world.corrections.add_name(shown, Written("船主")) is not None
    assert world.found("船主") == [("船主", own)]
    shown = world.entity(own)
    world.corrections.split(shown, ["船主"])
    assert world.corrections.add_name(shown, Written("船主")) is not None
    assert "船主" in world.entity(own).spellings


def test_two_who_were_merged_are_kept_apart_at_once(world: World) -> None:
    fang, lin, lake = world.entity("fang"), world.entity("lin"), world.entity("lake")
    for source, target in ((fang, lin), (lin, fang)):
        world.corrections.merge(source, target)
        world.corrections.merge(target, lake)
        assert world.corrections.keep_apart(fang, lin) is not None
        assert world.lists.problems == ()
        assert world.lists.apart >= {frozenset({source.id, "lake"})}
        assert world.lists.merged == {target.id: "lake"}
        for _step in range(3):
            world.corrections.undo()
        assert world.text == MINE


def test_two_who_are_the_same_as_a_third_are_kept_apart_at_once(world: World) -> None:
    fang, lin, lake = world.entity("fang"), world.entity("lin"), world.entity("lake")
    world.corrections.merge(fang, lake)
    world.corrections.merge(lin, lake)
    world.corrections.keep_apart(fang, lin)
    assert world.lists.problems == ()
    assert world.lists.merged == {"lin": "lake"}


def test_what_is_said_twice_is_forgotten_as_a_whole(tmp_path: Path) -> None:
    twice = '\n[[mention]]\ntext = "林晚"\nignore = true\n'
    world = world_in(tmp_path, MINE + twice + twice)
    world.corrections.forget(world.lists.decisions.made[-1])
    assert [one.text for one in world.lists.decisions.made] == ["草莓"]
    world.corrections.undo()
    assert world.text == MINE + twice + twice


def test_where_a_text_is_told_about_twice_the_table_that_counts_is_changed(tmp_path: Path) -> None:
    twice = '\n[[mention]]\ntext = "林晚"\nentity = "fang"\n'
    world = world_in(tmp_path, MINE + twice + twice)
    world.corrections.ignore("林晚")
    assert world.found("林晚") == []


def test_what_was_read_beforehand_is_what_the_file_holds_whoever_changes_it(world: World) -> None:
    corrections = world.corrections
    assert [corrections.look() for _time in range(2)] == [False, False]
    corrections.ignore("林晚")
    world.file.write_text((world.text or "") + '\n[[mention]]\ntext = "外"\nignore = true\n', encoding="utf-8")
    assert corrections.look()
    assert not corrections.look()
    corrections.ignore("何川")
    world.file.write_text("not TOML", encoding="utf-8")
    assert corrections.look()
    with pytest.raises(NotChangedError, match="mend it, else nothing is written"):
        corrections.ignore("老何")
    world.file.unlink()
    assert corrections.look()
    corrections.ignore("老何")
    assert [one.text for one in world.lists.decisions.made] == ["老何"]


def test_the_tables_of_the_list_are_read_once_and_before_they_are_needed(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = []

    class Counted(EntityFile):
        def __init__(self, data: bytes | None) -> None:
            read.append(data)
            super().__init__(data)

    monkeypatch.setattr(changed_list, "EntityFile", Counted)
    world.corrections.look()
    assert read == []
    world.corrections.look()
    before = world.text or ""
    for text in ("林晚", "林晚", "何川", "老何"):
        world.corrections.ignore(text)
        world.corrections.look()
    assert read == [before.encode()]
    world.corrections.undo()
    world.corrections.look()
    assert read[1:] == [(world.text or "").encode()]


# What holds for whatever is done


@dataclass(frozen=True)
class Step:
    """Something that is done."""

    what: str
    one: int = 0
    other: int = 0
    name: str = "方小舟"
    flag: bool = False


NAMES = ("方小舟", "小舟", "林晚", "老何", "何川", "Lake Club", "新名", "馬克·陳", 'a"b\\c', "草莓")
OPS = ("new", "add", "type", "merge", "split", "documents", "apart", "ignore", "assign", "forget", "found")
ways = st.builds(
    Step, st.sampled_from(OPS), st.integers(0, 5), st.integers(0, 5), st.sampled_from(NAMES), st.booleans()
)
walks = st.sampled_from([Step("undo"), Step("redo"), Step("restart"), Step("undo"), Step("redo")])
TEXT = "，".join(NAMES)


def do(world: World, step: Step) -> None:
    """Do something with what is there."""
    corrections, entities = world.corrections, world.lists.entities
    if not entities:
        return
    one, other = entities[step.one % len(entities)], entities[step.other % len(entities)]
    start = TEXT.index(step.name)
    here = Scope.of_place("/湖/信.txt", "0123abcd", TEXT, Span(start, start + len(step.name)))
    scope = here if step.flag else Scope()
    if step.what == "new":
        corrections.new_entity("person", [Written(step.name, short=step.flag), Written("别名")])
    elif step.what == "add":
        corrections.add_name(one, Written(step.name, "zh-Hant" if step.other % 2 else None, short=step.flag))
    elif step.what == "type":
        corrections.set_type(one, "person" if step.flag else "place")
    elif step.what == "merge":
        corrections.merge(one, other)
    elif step.what == "found":
        corrections.merge(found(step.name, "别名"), one) if step.flag else corrections.merge(one, found(step.name))
    elif step.what == "split":
        corrections.split(one, one.spellings[: 1 + step.other % 2])
    elif step.what == "documents":
        corrections.split(one, documents=[InDocument("/湖/信.txt", "0123abcd", one.spellings[:2] or ("无名",))])
    elif step.what == "apart":
        corrections.keep_apart(one, other)
    elif step.what == "ignore":
        corrections.ignore(step.name, scope)
    elif step.what == "assign":
        corrections.assign(step.name, one, scope)
    elif step.what == "forget":
        made = world.lists.decisions.made
        if made:
            corrections.forget(made[step.one % len(made)])


def told(file: EntityFile) -> list[object]:
    """Return all that the tables of a list say, and which of them is known by what."""
    by_key = {key: table.text for key, table in file._by_key.items()}
    return [file.data, [(one.kind, one.text, one.fields) for one in file._tables.tables], by_key]


@settings(max_examples=25)
@given(
    st.sampled_from([None, "", MINE, MINE.replace("\n", "\r\n"), "\ufeff" + MINE]), st.lists(ways | walks, max_size=14)
)
def test_undoing_all_gives_the_identical_file_and_redoing_all_the_last_one(mine: str | None, steps: list[Step]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        world = world_in(Path(folder), mine)

        def content() -> bytes | None:
            return world.file.read_bytes() if world.file.exists() else None

        behind: list[bytes | None] = []
        ahead: list[bytes | None] = []
        first = content()
        for step in steps:
            before = content()
            if step.what == "restart":
                world = world.again()
            elif step.what == "undo":
                assert (world.corrections.undo() is not None) == bool(behind)
                if behind:
                    ahead.append(before)
                    assert content() == behind.pop()
            elif step.what == "redo":
                assert (world.corrections.redo() is not None) == bool(ahead)
                if ahead:
                    behind.append(before)
                    assert content() == ahead.pop()
            else:
                do(world, step)
                if content() != before:
                    behind.append(before)
                    ahead.clear()
            assert world.lists.problems == ()
            assert load_lists([world.file]).problems == ()
            assert not world.corrections.look()
            if (kept := world.corrections._parsed) is not None:
                assert told(kept[1]) == told(EntityFile(kept[0]))
            if world.corrections._log.path.exists():
                assert (world.replayed() or "").encode() == (content() or b"")
        last = content()
        world = world.again()
        done = 0
        while world.corrections.undo() is not None:
            done += 1
        assert content() == first
        for _number in range(done):
            assert world.corrections.redo() is not None
        assert content() == last


@settings(max_examples=25)
@given(st.lists(ways, min_size=1, max_size=6), st.integers(0, 5))
def test_comments_and_tables_of_others_stay_whatever_is_done(steps: list[Step], when: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        world = world_in(Path(folder))
        world.file.write_text(
            MINE + "\n[[entity]]\nid = 'own'  # kept\ntype='x'\nnames={en='Kept'}\n# tail\n", encoding="utf-8"
        )
        for number, step in enumerate(steps):
            if number == when and world.text is not None:
                world.file.write_text(
                    world.text + "\n# from outside\n[[mention]]\ntext = '外'\nignore = true\n", encoding="utf-8"
                )
            do(world, step)
        text = world.text or ""
        assert [comment in text for comment in ("# mine, by hand", "# never him", "# the end", "# tail")] == [True] * 4
        assert ("# from outside" in text) == (when < len(steps))
        if when < len(steps):
            while True:
                try:
                    if world.corrections.undo() is None:
                        break
                except NotChangedError:
                    continue
            assert "# from outside\n[[mention]]\ntext = '外'\nignore = true\n" in (world.text or "")
            if world.corrections._log.path.exists():
                assert world.replayed() == world.text
        assert world.lists.problems == ()


@settings(max_examples=20)
@given(st.lists(ways, max_size=6), st.lists(ways, max_size=4))
def test_who_is_kept_apart_survives_all_that_is_not_a_merge_of_the_two(some: list[Step], more: list[Step]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        world = world_in(Path(folder))
        for step in some:
            do(world, step)
        entities = world.lists.entities
        if len(entities) < 2:
            return
        world.corrections.keep_apart(entities[0], entities[-1])
        pair = frozenset((entities[0].id, entities[-1].id))
        for step in more:
            if step.what not in ("merge", "found"):
                do(world, step)
            assert pair in world.lists.apart
