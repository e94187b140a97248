from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from reader.documents.decoding import UnreadableDocumentError
from reader.documents.document import Document
from reader.documents.paragraphs import Span
from reader.entities.mentions import Mention
from reader.entities.resolution import Resolved
from reader.library import analysis as analysis_module
from reader.library import library as library_module
from reader.library.corrections import Corrections, Scope
from reader.library.finding import stamp_of
from reader.library.library import OPEN_DOCUMENTS, Library
from reader.library.locations import index_file, user_entity_list
from reader.library.names import Names
from reader.library.packing import packed_mentions, packed_survey
from reader.library.walk import Place
from tests.library.making import DOCUMENTS, ENTITIES, write


def test_documents_have_titles_without_being_read_whole(library: Library) -> None:
    assert [library.title(number) for number in range(3)] == ["木屋记", "木屋的信", "木屋之外"]
    assert library.known(0) is None


def test_what_is_known_of_each_document(library: Library) -> None:
    found = dict(library.analyses())
    assert [str(found[number].written) for number in found] == ["zh-Hans", "zh-TW", "zh-Hans"]
    assert [len(found[number].mentions) for number in found] == [2, 2, 0]
    assert [found[number].characters for number in found] == [len(text) for text in DOCUMENTS.values()]
    assert library.known(0) == found[0]
    assert library.title(0) == found[0].title


def test_people_are_counted_over_all_documents(library: Library) -> None:
    assert library.counts() == {}
    list(library.analyses())
    assert library.counts() == {"fang": 2, "chen-wan": 2}


def test_the_walk_of_a_person_leads_through_all_documents(library: Library) -> None:
    list(library.analyses())
    walk = library.mentions_of("chen-wan")
    texts = [library.open(place.document).text[place.start : place.end] for place in walk.places]
    assert texts == ["陈晚", "陳晚"]
    assert library.mentions_of("nobody").places == ()


@pytest.mark.parametrize("name", ["陈晚", "陳晚", "chen-wan"])
def test_a_person_is_found_by_any_name_in_any_script(library: Library, name: str) -> None:
    assert [entity.id for entity in library.entities_named(name)] == ["chen-wan"]


def test_a_person_is_found_by_a_latin_name_in_any_case(library: Library) -> None:
    assert [entity.id for entity in library.entities_named("ＦＡＮＧ boat")] == ["fang"]
    assert library.entities_named("nobody") == []
    assert library.entity("fang").name == "方小舟"


@pytest.mark.parametrize("query", ["陈晚", "陳晚"])
def test_a_search_goes_through_all_documents(library: Library, query: str) -> None:
    assert list(library.search(query)) == [Place(0, 11, 13), Place(1, 6, 8)]


def test_a_document_that_cannot_be_read_is_named_and_the_others_go_on(folder: Path) -> None:
    write(folder / "0.txt", "")
    (folder / "0.txt").write_bytes(b"\x89PNG\r\n\x1a\n\xff")
    library = Library([str(folder), str(folder / "missing.txt")])
    assert [number for number, _ in library.analyses()] == [1, 2, 3]
    assert set(library.unreadable) == {0, 4}
    assert "not a text file" in library.unreadable[0]
    assert library.unreadable[4] == "no such file"
    assert library.title(4) == "missing"
    assert list(library.search("陈晚")) == [Place(1, 11, 13), Place(2, 6, 8)]
    with pytest.raises(UnreadableDocumentError):
        library.open(0)
    library.close()


def test_an_unchanged_document_is_not_analysed_again(
    folder: Path, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = dict(library.analyses())
    monkeypatch.setattr(analysis_module, "survey", None)
    monkeypatch.setattr(Names, "mentions_in", None)
    again = Library([str(folder)])
    assert dict(again.analyses()) == before
    again.close()


def test_a_changed_document_and_a_changed_list_are_analysed_again(folder: Path, library: Library) -> None:
    list(library.analyses())
    write(folder / "1.txt", DOCUMENTS["1.txt"] + "陈晚又来了。\n")
    changed = Library([str(folder)])
    assert len(changed.analysis(0).mentions) == 3
    changed.close()
    write(user_entity_list(), '[[entity]]\nid = "chen-wan"\noff = true\n')
    listed = Library([str(folder)])
    assert len(listed.analysis(0).mentions) == 1
    listed.close()


def test_a_document_that_changes_while_it_is_open_is_not_indexed_as_it_was(folder: Path) -> None:
    library = Library([str(folder)])
    before = library.open(0)
    write(folder / "1.txt", "陈晚走了。\n" + DOCUMENTS["1.txt"])
    assert library.analysis(0).digest == before.digest
    library.close()
    again = Library([str(folder)])
    assert again.analysis(0).digest == again.open(0).digest != before.digest
    again.close()


def test_a_broken_index_costs_nothing_but_time(folder: Path) -> None:
    write(index_file(), "no database " * 100)
    library = Library([str(folder)])
    assert [len(analysis.mentions) for _, analysis in library.analyses()] == [2, 2, 0]
    library.close()


def test_the_lists_of_the_library_and_of_the_user_are_layered_on_the_shipped_one(folder: Path) -> None:
    write(user_entity_list(), '[[entity]]\nid = "fang"\nnames = { zh-Hans = "方大舟" }\n')
    library = Library([str(folder / "1.txt")])
    assert library.entity("fang").name == "方大舟"
    assert library.entity("mark-chen").name == "陈信翰"
    assert library.lists.problems == ()


def test_only_the_documents_read_last_stay_in_memory(tmp_path: Path) -> None:
    for number in range(OPEN_DOCUMENTS + 1):
        write(tmp_path / f"{number}.txt", f"{number}\n")
    library = Library([str(tmp_path)])
    first = library.open(0)
    assert library.open(0) is first
    for number in range(1, OPEN_DOCUMENTS + 1):
        library.open(number)
    assert library.open(0) is not first
    assert library.open(0) == first


def test_long_documents_stay_in_memory_only_as_far_as_there_is_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(library_module, "OPEN_LENGTH", 100)
    for number, length in enumerate((60, 30, 200, 10)):
        write(tmp_path / f"{number}.txt", "一" * length)
    library = Library([str(tmp_path)])
    first, second = library.open(0), library.open(1)
    assert library.opened(0) == (first, library.stamp(0))
    third = library.open(2)
    assert (library.opened(0), library.opened(1), library.opened(2)) == (None, None, (third, library.stamp(2)))
    assert library.open(1) is not second
    assert library.opened(2) is None
    library.open(3)
    assert library.open(1) is library.open(1)


def test_a_document_has_the_stamp_that_its_file_had_before_it_was_read(folder: Path, library: Library) -> None:
    assert library.stamp(0) is None
    library.open(0)
    before = stamp_of(str(folder / "1.txt"))
    write(folder / "1.txt", "陈晚走了。\n")
    assert library.stamp(0) == before != stamp_of(str(folder / "1.txt"))


def test_opening_an_unchanged_document_again_does_not_hash_it(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = library.analysis(0)
    library._open.clear()
    monkeypatch.setattr(Document, "digest", property(lambda _document: pytest.fail("the text was hashed")))
    library.open(0)
    assert library.known(0) is before


def test_an_analysis_holds_for_the_same_text_in_a_file_that_was_written_again(folder: Path, library: Library) -> None:
    before = library.analysis(0)
    library._open.clear()
    os.utime(folder / "1.txt", ns=(1, 1))
    library.open(0)
    assert library.known(0) is before
    library._open.clear()
    write(folder / "1.txt", "陈晚走了。\n")
    library.open(0)
    assert library.known(0) is None
    assert library.counts() == {}


def test_an_analysis_of_another_state_of_a_file_is_not_taken_over(folder: Path, library: Library) -> None:
    analysis, stamp = Library([str(folder)]).analysis(0), stamp_of(str(folder / "1.txt"))
    survey = packed_survey(analysis.survey)
    mentions = {library.names(of_found=False).state: packed_mentions(Resolved(analysis.mentions))}
    write(folder / "1.txt", "陈晚走了。\n")
    library.open(0)
    assert not library.learn(0, stamp, survey, mentions)
    assert library.known(0) is None
    assert not library.learn(0, stamp, None, mentions)
    assert library.learn(1, stamp_of(str(folder / "2.txt")), survey, mentions)
    assert library.known(1) == analysis


# Names at once


def test_a_glance_finds_the_names_in_a_stretch_of_a_document(folder: Path) -> None:
    text = "木屋记\n\n" + "这里没有人。\n" * 100 + "方小舟说：“陈晚来了。”\n" + "这里没有人。\n" * 100
    write(folder / "1.txt", text)
    library = Library([str(folder)])
    place = text.index("方小舟")
    found = library.glance(library.open(0), Span(place + 1, place + 2))
    assert list(found) == [Mention(place, place + 3, "fang"), Mention(place + 6, place + 8, "chen-wan")]
    assert library.known(0) is None
    assert list(library.glance(library.open(0), Span(0, 30))) == []
    assert list(library.analysis(0).mentions) == list(found)
    library.close()


def test_nobody_is_mentioned_in_what_stands_before_a_markdown_text_about_it(folder: Path) -> None:
    text = "---\nauthor: 方小舟\n---\n# 木屋记\n\n陈晚来了，方小舟也来了。\n"
    write(folder / "1.md", text)
    library = Library([str(folder / "1.md")])
    found = library.glance(library.open(0), Span(0, len(text)))
    assert [mention.start for mention in found] == [text.index("陈晚"), text.rindex("方小舟")]
    assert list(library.analysis(0).mentions) == list(found)
    assert library.counts() == {"fang": 1, "chen-wan": 1}
    library.close()


def test_a_glance_shows_what_the_reader_has_said_without_hashing_the_document(folder: Path) -> None:
    text = "木屋记\n\n方小舟和陈晚来了，陈晚不说话。\n\n方小舟走了，木匠没有。\n"
    write(folder / "1.txt", text)
    corrections = Corrections()
    corrections.ignore("方小舟")
    later, again = text.index("陈晚"), text.rindex("陈晚")
    here = Scope.of_place(str(folder / "1.txt"), "0123abcd", text, Span(again, again + 2))
    corrections.ignore("陈晚", here)
    corrections.assign_new("木匠", "person", "木匠", Scope.of_document(str(folder / "1.txt"), "0123abcd"))
    library = Library([str(folder)])
    document = library.open(0)
    vars(document).pop("_hashed", None)
    found = library.glance(document, Span(5, len(text)))
    assert [mention.start for mention in found] == [later, text.index("木匠")]
    assert not document.is_hashed
    assert list(library.analysis(0).mentions) == list(found)
    library.close()


def test_a_list_that_changes_after_it_was_read_is_noticed_at_the_first_look(folder: Path) -> None:
    library = Library([str(folder)])
    assert library.entity("fang").name == "方小舟"
    write(folder / "entities.toml", ENTITIES.replace("方小舟", "方大舟"))
    assert library.lists_have_changed()
    assert not library.lists_have_changed()
    library.close()


def test_a_glance_looks_no_further_than_it_takes_a_moment(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "陈晚来了。\n" * 1000
    write(folder / "1.txt", text)
    library = Library([str(folder)])
    monkeypatch.setattr(library_module, "GLANCE", 600)
    assert len(library.glance(library.open(0), Span(6, len(text)))) == 100
    assert len(library.glance(library.open(0), Span(len(text), len(text)))) in (0, 1)
    library.close()


def test_nobody_waits_for_the_entity_lists_before_a_name_is_asked_for(library: Library) -> None:
    library.open(0)
    library.title(1)
    assert not library.is_loaded
    assert library.entity("fang").name == "方小舟"
    assert library.is_loaded


def test_without_walking_folders_each_source_is_a_document(folder: Path) -> None:
    library = Library([str(folder), str(folder / "1.txt")], walk_folders=False)
    assert library.documents == [str(folder), str(folder / "1.txt")]
    assert [number for number, _ in library.analyses()] == [1]
    assert library.unreadable == {0: "not a file"}
    library.close()


def test_several_threads_may_ask_at_once(tmp_path: Path) -> None:
    for number in range(30):
        write(tmp_path / f"{number:02}.txt", f"信{number}\n\n陳信翰說話。\n")
    library = Library([str(tmp_path)])
    with ThreadPoolExecutor(8) as pool:
        titles = list(pool.map(lambda number: library.analysis(number % 30).title, range(120)))
    assert titles == [f"信{number % 30}" for number in range(120)]
    library.close()


def test_the_seeds_are_a_library(seeds: Path) -> None:
    library = Library([str(seeds)])
    titles = {Path(library.documents[number]).name: analysis.title for number, analysis in library.analyses()}
    assert titles["hans-orion.txt"] == "追星记：一个代号的前半生与后半生"
    assert titles["hans-who-is-who.txt"] == "一人三名：中文科技新闻读名手册"
    assert titles["hant-o3-release.txt"] == "o3壓軸：OpenAI用一張成績單結束十二場直播"
    assert titles["hk-alignment-team.txt"] == "離座的人：OpenAI 對齊團隊兩年記"
    assert titles["interview-inference-time.txt"] == "多想五分鐘，值多少錢？——「慢讀」讀書會談推理模型"
    assert titles["tw-two-researchers.txt"] == "白板前的兩個人：從兩場競賽認識 OpenAI 的研究主管"
    assert library.lists.problems == ()
    library.close()


def test_what_is_found_out_elsewhere_counts_for_all_names_where_nobody_is_found(folder: Path) -> None:
    write(folder / "1.txt", "木屋记\n\n方小舟说：“陆思远（Siyuan Lu）来了。”\n")
    library = Library([str(folder)], with_shipped=False)
    list(library.analyses())
    assert library.found
    assert len(library.analysis(0).mentions) == 3
    write(
        folder / "entities.toml",
        ENTITIES + '[[mention]]\ntext = "陆思远"\nignore = true\n\n[[mention]]\ntext = "Siyuan Lu"\nignore = true\n',
    )
    assert library.relist()
    assert not library.relist()
    assert library.link()
    assert not library.found
    names = library.names(of_found=True)
    assert names.state == library.names(of_found=False).state
    stamp = library.stamp(0)
    assert library.learn(0, stamp, None, {names.state: packed_mentions(names.mentions_in(library.open(0)))})
    assert len(library.analysis(0).mentions) == 1
    library.close()


def test_a_list_that_comes_or_changes_is_noticed_once(folder: Path) -> None:
    library = Library([str(folder)], with_shipped=False)
    assert not library.lists_have_changed()
    assert not library.lists_have_changed()
    write(user_entity_list(), '[[entity]]\nid = "new"\ntype = "person"\nnames = { zh-Hans = "木屋" }\n')
    assert library.lists_have_changed()
    assert not library.lists_have_changed()
    assert {entity.id for entity in library.lists.entities} >= {"new"}
    user_entity_list().unlink()
    assert [library.lists_have_changed(), library.relist(), library.relist()] == [True, True, False]
    assert "new" not in {entity.id for entity in library.lists.entities}
    assert library.entity("new").name == "木屋"
    library.close()


def test_after_a_correction_all_who_were_found_are_still_looked_for_before_they_are_put_together_again(
    folder: Path,
) -> None:
    write(folder / "4.txt", "记者罗雅文说：“陈晚走了。”罗雅文说不知道。罗雅文表示遗憾。\n")
    library = Library([str(folder)])
    before = dict(library.analyses())
    (found,) = library.entities_named("罗雅文")
    assert found.id in library.found
    assert before[2].counts[found.id] == 3
    write(user_entity_list(), '[[mention]]\ntext = "陈晚"\nignore = true\n')
    assert library.relist()
    assert library.complete(2, of_found=True).counts == {found.id: 3} != before[2].counts
    assert not library.link()  # nobody else is looked for
    library.close()


def test_a_document_is_read_anew_in_the_encoding_that_it_is_said_to_be_in(folder: Path) -> None:
    text = "湖邊的工作室昨天宣布，陈晚不在。\n"
    (folder / "0.txt").write_bytes(text.encode("gb18030"))
    library = Library([str(folder)])
    known, right = library.analysis(0), library.open(0)
    assert (right.text, right.encoding) == (text, "GB18030")
    library.read_as(0, "big5")
    assert library.survey(0) is None
    wrong = library.open(0)
    assert wrong.encoding == "Big5"
    assert library.title(0) == library.analysis(0).title == wrong.title != right.title
    assert library.analysis(0).survey.digest == wrong.digest != known.survey.digest
    library.read_as(0, None)
    assert library.open(0).text == text
    assert library.analysis(0).survey.digest == right.digest
    assert Library([str(folder)], encoding="big5").analysis(0).survey.digest == wrong.digest
    assert Library([str(folder)]).analysis(0).survey.digest == right.digest


def test_a_document_whose_file_gets_another_name_is_known_to_have_moved(tmp_path: Path) -> None:
    first, second, other = (write(tmp_path / f"{name}.txt", "湖边\n") for name in "abc")
    for at, file in enumerate((first, second, other)):
        os.utime(file, (at, at))
    library = Library([str(tmp_path)])
    assert [library.title(number) for number in range(3)]
    new = first.rename(tmp_path / "d.txt")
    other.unlink()
    library.look_at([str(first), str(new), str(other)])
    assert library.moved == {0: 3}
    assert library.title(3) == "湖边"
    new.rename(first)
    library.look_at([str(first), str(new)])
    assert library.moved == {3: 0}
