"""The index finds an analysis again, and never one that no longer holds."""

from __future__ import annotations

import os
import sqlite3
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from reader.documents.document import read_document
from reader.documents.paragraphs import Span
from reader.entities.discovery.findings import FoundName, FoundPerson, Rule
from reader.entities.lists import load_lists
from reader.entities.mentions import Mentions
from reader.entities.resolution import Resolved
from reader.library.analysis import Analysis, analyse
from reader.library.finding import stamp_of
from reader.library.index import Index, fingerprint
from reader.library.names import Names
from reader.library.packing import packed_mentions, packed_survey
from tests.library.making import ENTITIES, fill, write

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return fill(tmp_path / "木屋")


@pytest.fixture
def index(tmp_path: Path) -> Iterator[Index]:
    index = Index(tmp_path / "cache" / "index.sqlite")
    yield index
    index.close()


STATE = "state"


def analysis_of(document: Path) -> Analysis:
    lists = load_lists([document.parent / "entities.toml"])
    return analyse(read_document(str(document)), Names.of(lists.entities))


def kept(index: Index, document: Path, state: str = STATE) -> Analysis:
    analysis, stamp = analysis_of(document), stamp_of(str(document))
    index.keep_survey(stamp, packed_survey(analysis.survey))
    index.keep_mentions(stamp, state, packed_mentions(Resolved(analysis.mentions, analysis.unclear)), of_found=False)
    return analysis


def found(index: Index, document: Path | str, state: str = STATE) -> Analysis | None:
    """Return what an index has of a document; nothing where either half of it is missing."""
    stamp = stamp_of(str(document))
    survey, mentions = index.survey(stamp), index.mentions(stamp, state, of_found=False)
    return Analysis(survey, *mentions) if survey is not None and mentions is not None else None


def test_an_analysis_is_found_again(index: Index, folder: Path) -> None:
    analysis = kept(index, folder / "1.txt")
    assert len(analysis.mentions) == 2
    assert found(index, folder / "1.txt") == analysis
    assert found(index, folder / "2.txt") is None


def test_an_analysis_survives(tmp_path: Path, folder: Path) -> None:
    path = tmp_path / "index.sqlite"
    first = Index(path)
    analysis = kept(first, folder / "2.txt")
    first.close()
    second = Index(path)
    assert found(second, folder / "2.txt") == analysis
    second.close()


def test_not_after_the_file_changed(index: Index, folder: Path) -> None:
    document = folder / "1.txt"
    kept(index, document)
    before = document.stat()
    write(document, document.read_text(encoding="utf-8").replace("陈晚", "林晚"))
    os.utime(document, ns=(before.st_atime_ns, before.st_mtime_ns + 1))
    assert document.stat().st_size == before.st_size
    assert found(index, document) is None


def test_not_after_a_file_of_another_length_took_its_place_and_time(index: Index, folder: Path) -> None:
    document = folder / "1.txt"
    kept(index, document)
    before = document.stat()
    write(document, "短\n")
    os.utime(document, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert found(index, document) is None


def test_not_with_other_entity_lists(tmp_path: Path, folder: Path) -> None:
    path, lists = tmp_path / "index.sqlite", [folder / "entities.toml", tmp_path / "missing.toml"]
    first = Index(path)
    analysis = kept(first, folder / "1.txt", fingerprint(lists))
    first.close()
    write(folder / "entities.toml", ENTITIES + "\n")
    second = Index(path)
    assert found(second, folder / "1.txt", fingerprint(lists)) is None
    assert second.survey(stamp_of(str(folder / "1.txt"))) == analysis.survey
    second.close()


def test_every_list_is_part_of_the_fingerprint(tmp_path: Path) -> None:
    one, other = write(tmp_path / "1.toml", "a"), write(tmp_path / "2.toml", "b")
    prints = {fingerprint(lists) for lists in ([], [one], [other], [one, other], [other, one])}
    assert len(prints) == 5
    assert fingerprint([one, tmp_path]) == fingerprint([one, tmp_path / "missing"])


def test_a_list_that_cannot_be_read_has_a_fingerprint_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path / "entities.toml", ENTITIES)

    def refuse(_path: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pathlib.Path.read_bytes", refuse)
    assert fingerprint([path]) == fingerprint([tmp_path / "missing"])


def test_a_document_that_is_gone_is_not_found(index: Index, folder: Path) -> None:
    kept(index, folder / "1.txt")
    (folder / "1.txt").unlink()
    assert found(index, folder / "1.txt") is None


@pytest.mark.parametrize("name", ["-", "missing.txt", "nul\0.txt"])
def test_what_is_no_file_is_not_kept(index: Index, folder: Path, name: str) -> None:
    index.keep_survey(stamp_of(name), packed_survey(analysis_of(folder / "1.txt").survey))
    assert index.survey(stamp_of(name)) is None


def test_a_name_may_be_any_bytes(index: Index, folder: Path) -> None:
    document = folder / "\udcff.txt"
    try:
        document.write_bytes((folder / "1.txt").read_bytes())
    except OSError as error:
        pytest.skip(f"this file system takes only text for names: {error}")
    analysis = kept(index, document)
    assert found(index, document) == analysis


@pytest.mark.parametrize("size", [10, 100_000])
def test_a_broken_database_is_made_anew(tmp_path: Path, folder: Path, size: int) -> None:
    path = tmp_path / "index.sqlite"
    path.write_bytes(b"no database"[:size] * max(1, size // 11))
    index = Index(path)
    analysis = kept(index, folder / "1.txt")
    assert found(index, folder / "1.txt") == analysis
    index.close()


def test_rows_that_make_no_sense_are_done_without(tmp_path: Path, folder: Path) -> None:
    path = tmp_path / "index.sqlite"
    index = Index(path)
    kept(index, folder / "1.txt")
    with sqlite3.connect(path) as connection:
        connection.execute("update survey set written = 'klingon'")
    connection.close()
    assert found(index, folder / "1.txt") is None
    index.close()


@pytest.mark.parametrize("value", ["3", "[]", "null", '{"zh-Hans": {}}', "{", '{"fang": 3}', '{"fang": "1"}', b"1"])
@pytest.mark.parametrize("column", ["mentions", "unclear", "paragraphs", "counts", "unclear_counts", "found"])
def test_values_of_another_shape_are_done_without(
    tmp_path: Path, folder: Path, column: str, value: str | bytes
) -> None:
    path = tmp_path / "index.sqlite"
    index = Index(path)
    analysis = kept(index, folder / "1.txt")
    with sqlite3.connect(path) as connection:
        table = "survey" if column in ("paragraphs", "found") else "mentions"
        connection.execute(f"update {table} set {column} = ?", (value,))
    connection.close()
    again = found(index, folder / "1.txt")
    assert again is None or (column == "paragraphs" and again.mentions == analysis.mentions)
    index.close()


def test_mentions_that_were_damaged_are_done_without(tmp_path: Path, folder: Path) -> None:
    path = tmp_path / "index.sqlite"
    index = Index(path)
    kept(index, folder / "1.txt")
    with sqlite3.connect(path) as connection:
        whole = bytearray(connection.execute("select mentions from mentions").fetchone()[0])
        for place in range(len(whole)):
            damaged = bytearray(whole)
            damaged[place] ^= 0x55
            connection.execute("update mentions set mentions = ?", (bytes(damaged),))
            connection.commit()
            assert found(index, folder / "1.txt") is None, place
    connection.close()
    index.close()


def test_mentions_of_known_and_of_found_people_are_kept_side_by_side(index: Index, folder: Path) -> None:
    stamp, analysis = stamp_of(str(folder / "1.txt")), kept(index, folder / "1.txt")
    index.keep_mentions(stamp, "more", packed_mentions(Resolved(Mentions())), of_found=True)
    assert index.mentions(stamp, STATE, of_found=False) == (analysis.mentions, analysis.unclear)
    assert index.mentions(stamp, "more", of_found=True) == Resolved(Mentions())
    assert index.mentions(stamp, STATE, of_found=True) is None


def test_what_was_found_is_found_again(index: Index, folder: Path) -> None:
    names = (
        FoundName("马克·陈", Rule.GLOSS, Span(3, 20), 0.9, is_strong=True),
        FoundName("马克", Rule.SHORT, Span(3, 20), 0.5, is_short=True),
    )
    survey = replace(analysis_of(folder / "1.txt").survey, found=(FoundPerson(names), FoundPerson(names[:1])))
    stamp = stamp_of(str(folder / "1.txt"))
    index.keep_survey(stamp, packed_survey(survey))
    assert index.survey(stamp) == survey


def test_a_table_of_another_time_is_made_anew(tmp_path: Path, folder: Path) -> None:
    path = tmp_path / "index.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute("create table analysis (document text primary key, old text)")
    connection.close()
    index = Index(path)
    kept(index, folder / "1.txt")
    assert found(index, folder / "1.txt") is not None
    index.close()


def test_a_folder_that_cannot_be_written_is_done_without(tmp_path: Path, folder: Path) -> None:
    write(tmp_path / "file", "no folder")
    index = Index(tmp_path / "file" / "index.sqlite")
    kept(index, folder / "1.txt")
    assert found(index, folder / "1.txt") is None
    index.close()
