"""Why a place is a mention: which name, from which list, and what else could have been meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.documents.paragraphs import Span
from reader.entities.discovery.findings import Rule
from reader.entities.suggestions import Resemblance
from reader.library.explaining import Reason, claims_on, meant_at, sources_of, why
from reader.library.library import Library
from reader.library.locations import imported_list, user_entity_list
from reader.library.reasons import likeness, reason_name, rule_name
from tests.library.making import write

if TYPE_CHECKING:
    from pathlib import Path

LIST = """
[[entity]]
id = "bridge"
type = "place"
names = { zh-Hans = "小舟桥" }

[[entity]]
id = "boat"
type = "product"
names = { zh-Hans = "小舟" }

[[entity]]
id = "one"
type = "person"
names = { zh-Hans = "余晚" }

[[entity]]
id = "other"
type = "person"
names = { zh-Hans = "余晚" }
"""
TEXT = "小舟桥下有小舟，余晚来了。\n"


def made(tmp_path: Path) -> Library:
    write(tmp_path / "1.txt", TEXT)
    write(tmp_path / "entities.toml", LIST)
    library = Library([str(tmp_path)], with_shipped=False)
    list(library.analyses())
    return library


def test_why_tells_the_list_and_the_shorter_name_inside_it_once(tmp_path: Path) -> None:
    library = made(tmp_path)
    known = library.known(0)
    assert known is not None
    told = why(library, 0, library.open(0), known.mentions[0])
    assert (told.text, told.entity.id, told.is_found) == ("小舟桥", "bridge", False)
    assert [(source.name, source.file) for source in told.sources] == [("小舟桥", str(tmp_path / "entities.toml"))]
    assert [(one.text, one.entity.id, one.reason) for one in told.suppressed] == [("小舟", "boat", Reason.INSIDE)]


def test_of_a_place_that_may_mean_several_all_are_told_and_where_their_names_come_from(tmp_path: Path) -> None:
    library, lists = made(tmp_path), str(tmp_path / "entities.toml")
    known = library.known(0)
    assert known is not None
    claims = claims_on(library, library.open(0), known.unclear[0])
    assert [(claim.entity.id, claim.is_found) for claim in claims] == [("one", False), ("other", False)]
    assert [[(source.name, source.file) for source in claim.sources] for claim in claims] == [[("余晚", lists)]] * 2


def test_a_stretch_means_whom_it_is_a_mention_of_all_whom_it_may_mean_or_nobody(tmp_path: Path) -> None:
    library = made(tmp_path)

    def meant(text: str) -> list[str]:
        start = TEXT.index(text)
        return sorted(one.id for one in meant_at(library, 0, Span(start, start + len(text))))

    assert meant("小舟桥") == ["bridge"]
    assert meant("桥下") == []
    assert meant("余晚") == ["one", "other"]


def test_where_the_reader_has_decided_that_is_why_the_other_name_does_not_count(tmp_path: Path) -> None:
    write(tmp_path / "1.txt", TEXT)
    write(tmp_path / "entities.toml", LIST + '[[mention]]\ntext = "小舟桥"\nentity = "one"\n')
    library = Library([str(tmp_path)], with_shipped=False)
    list(library.analyses())
    known = library.known(0)
    assert known is not None
    told = why(library, 0, library.open(0), known.mentions[0])
    assert (told.text, told.entity.id, told.sources) == ("小舟桥", "one", ())
    assert {(one.entity.id, one.reason) for one in told.suppressed} == {
        ("bridge", Reason.DECIDED),
        ("boat", Reason.DECIDED),
    }


def test_where_the_names_of_somebody_come_from_is_told_also_when_fewer_lists_are_read_by_now(tmp_path: Path) -> None:
    write(imported_list("more"), LIST)
    write(user_entity_list(), '[[entity]]\nid = "gone"\ntype = "person"\nnames = { zh-Hans = "何川" }\n')
    write(tmp_path / "1.txt", TEXT)
    library = Library([str(tmp_path)], with_shipped=False)
    gone = library.entity("gone")
    imported_list("more").unlink()
    user_entity_list().unlink()
    assert library.relist()
    assert [(source.name, source.file) for source in sources_of(library, gone)] == [("何川", "")]


def test_who_is_on_no_list_any_more_is_told_to_be_from_none_whichever_lists_have_come(tmp_path: Path) -> None:
    write(user_entity_list(), '[[entity]]\nid = "gone"\ntype = "person"\nnames = { zh-Hans = "何川" }\n')
    write(tmp_path / "1.txt", TEXT)
    library = Library([str(tmp_path)], with_shipped=False)
    gone = library.entity("gone")
    assert [source.file for source in sources_of(library, gone)] == [str(user_entity_list())]
    write(imported_list("more"), LIST)
    write(user_entity_list(), "")
    assert library.relist()
    assert [(source.name, source.file) for source in sources_of(library, gone)] == [("何川", "")]
    assert [source.file for source in sources_of(library, library.entity("boat"))] == [str(imported_list("more"))]


def test_there_are_other_words_for_every_reason() -> None:
    told = [*map(rule_name, Rule), *map(reason_name, Reason), *(likeness(one, ("Ann", "Bo")) for one in Resemblance)]
    assert len(set(told)) == len(Rule) + len(Reason) + len(Resemblance)
    assert likeness(Resemblance.SURNAME, ("F\x1bang", "Xiaozhou Fang")) == "F␛ang is the surname of Xiaozhou Fang"
