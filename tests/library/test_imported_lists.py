"""Imported lists: made anew from the same file, and nobody else's file in their place."""

from __future__ import annotations

import pytest

from reader.entities.interchange.formats import read, write
from reader.library.imported_lists import Difference, NotImportedError, is_list_name, keep_list, list_name
from reader.library.locations import imported_list, imported_lists


def keep(name: str, *people: str, source: str = "/a/people.csv", anyway: bool = False, dry: bool = False) -> Difference:
    entities = read(("name,id\n" + "\n".join(people)).encode(), "people.csv", None, "person").entities
    content = write(entities, "toml").data
    by_id = {entity.id: entity for entity in entities}
    return keep_list(name, content, by_id, source, replaces_any=anyway, dry_run=dry)[1]


def test_lists_are_files_in_the_order_of_their_names() -> None:
    assert imported_lists() == ()
    keep("zoo", "方小舟,fang")
    keep("人物", "林晚,lin")
    keep("authors", "何川,he")
    assert [path.stem for path in imported_lists()] == ["authors", "zoo", "人物"]


def test_the_same_file_again_replaces_its_list_and_tells_the_difference() -> None:
    assert keep("people", "方小舟,fang", "林晚,lin", "何川,he") == Difference(3, 0, 0, 0)
    before = imported_list("people").read_bytes()
    assert keep("people", "方小舟,fang", "林晚,lin", "何川,he") == Difference(0, 0, 0, 3)
    assert imported_list("people").read_bytes() == before
    assert keep("people", "方小舟,fang", "林早,lin", "陈晚,chen") == Difference(1, 1, 1, 1)


def test_a_dry_run_writes_nothing() -> None:
    assert keep("people", "方小舟,fang", dry=True) == Difference(1, 0, 0, 0)
    assert imported_lists() == ()


def test_the_list_of_another_file_is_replaced_only_by_name() -> None:
    keep("people", "方小舟,fang")
    before = imported_list("people").read_bytes()
    with pytest.raises(NotImportedError, match=r"/a/people\.csv.*--name"):
        keep("people", "林晚,lin", source="/b/people.csv")
    assert imported_list("people").read_bytes() == before
    assert keep("people", "林晚,lin", source="/b/people.csv", anyway=True) == Difference(1, 1, 0, 0)


@pytest.mark.parametrize("anyway", [False, True])
def test_what_somebody_has_edited_is_never_replaced(anyway: bool) -> None:
    keep("people", "方小舟,fang")
    file = imported_list("people")
    edited = file.read_bytes().replace("方小舟".encode(), "方大舟".encode())
    for content in (edited, b"", b'[[entity]]\nid = "mine"\n'):
        file.write_bytes(content)
        with pytest.raises(NotImportedError, match="was edited"):
            keep("people", "方小舟,fang", anyway=anyway)
        assert file.read_bytes() == content


def test_the_name_of_a_list_is_that_of_its_file_and_no_path() -> None:
    assert [list_name(file) for file in ("/a/People 2026.csv", "人物.tsv", "a.b.csv", "！.csv")] == [
        "people-2026",
        "人物",
        "a-b",
        None,
    ]
    assert not any(map(is_list_name, ("", "../x", "a/b", ".x", "x.", "a\nb", "x" * 81)))
    assert all(map(is_list_name, ("x", "人物", "a-b.c_d")))


def test_the_name_of_the_source_is_no_more_than_a_comment() -> None:
    keep("people", "方小舟,fang", source='/a/\n[[entity]]\nid = "x"\udcff.csv')
    assert keep("people", "方小舟,fang", source='/a/\n[[entity]]\nid = "x"\udcff.csv') == Difference(0, 0, 0, 1)
