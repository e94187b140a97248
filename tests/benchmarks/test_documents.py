"""The documents made for measuring: what the measurements take for granted about them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree
from zipfile import ZIP_STORED, ZipFile

import pytest

from reader.entities.lists import load_lists
from reader.entities.matching import Matcher
from reader.entities.resolution import mentions
from reader.library.locations import ENTITY_LIST
from tests.benchmarks.documents import (
    COMPANION,
    ENTITY,
    NAME,
    chapter_mark,
    chapters_of,
    mark,
    middle_of,
    novel,
    opening,
    read_documents,
    simplified,
    write_novel,
)
from tests.benchmarks.epub import write_epub, write_markdown

if TYPE_CHECKING:
    from pathlib import Path

XHTML = "{http://www.w3.org/1999/xhtml}"
OPF = "{http://www.idpf.org/2007/opf}"


@pytest.fixture(scope="module")
def texts(seeds: Path) -> list[str]:
    return simplified(read_documents(seeds))


@pytest.mark.parametrize("size", [10_000, 200_000])
def test_a_novel_is_as_long_as_it_was_asked_for(texts: list[str], tmp_path: Path, size: int) -> None:
    write_novel(tmp_path / "novel.txt", novel(texts, size, 0), 0)
    assert size <= (tmp_path / "novel.txt").stat().st_size <= size + 2500


def test_no_paragraph_comes_twice_in_a_novel_or_in_two(texts: list[str]) -> None:
    bodies = [paragraph for number in (0, 1) for chapter in novel(texts, 200_000, number) for paragraph in chapter[2:]]
    assert len(bodies) == len(set(bodies))


@pytest.mark.parametrize("size", [10_000, 200_000])
def test_each_chapter_has_a_mark_of_its_own_and_names_the_people(texts: list[str], size: int) -> None:
    chapters = novel(texts, size, 3)
    assert len(chapters) == chapters_of(size) >= 2
    whole = "\n".join(paragraph for chapter in chapters for paragraph in chapter)
    for number, chapter in enumerate(chapters, 1):
        assert chapter[0] == chapter_mark(number)
        assert chapter[1].startswith(NAME)
        assert whole.count(chapter_mark(number)) == 2
        assert whole.count(opening(number)) == 1
        assert (COMPANION in chapter[1]) == (number in (1, middle_of(size)))
    assert whole.count(NAME) == len(chapters)
    assert whole.count(COMPANION) == 2


def test_the_people_of_a_novel_are_found_in_it(texts: list[str], tmp_path: Path) -> None:
    (tmp_path / ENTITY_LIST).write_text(ENTITY, encoding="utf-8")
    matcher = Matcher(load_lists([tmp_path / ENTITY_LIST]).entities)
    chapters = novel(texts, 60_000, 0)
    write_novel(tmp_path / "line.txt", chapters, 0, single_line=True)
    text = (tmp_path / "line.txt").read_text(encoding="utf-8")
    found = [text[mention.start : mention.end] for mention in mentions(text, matcher)]
    assert found.count(NAME) == len(chapters)
    assert found.count(COMPANION) == 2


def test_a_novel_in_one_line_holds_no_line_end(texts: list[str], tmp_path: Path) -> None:
    write_novel(tmp_path / "line.txt", novel(texts, 60_000, 0), 7, single_line=True)
    text = (tmp_path / "line.txt").read_text(encoding="utf-8")
    assert text.splitlines() == [text]
    assert text.startswith(mark(7))


def test_an_epub_says_what_it_is_and_holds_all_of_the_text(tmp_path: Path) -> None:
    chapters = [["第0001章", "甲<乙>&丙。", "丁。"], ["第0002章", "“戊”"]]
    write_epub(tmp_path / "book.epub", "一<二", chapters)
    with ZipFile(tmp_path / "book.epub") as book:
        first = book.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", ZIP_STORED)
        assert book.read("mimetype") == b"application/epub+zip"
        package = ElementTree.fromstring(book.read("book.opf"))
        files = {item.attrib["id"]: item.attrib["href"] for item in package.iter(f"{OPF}item")}
        assert set(files.values()) <= set(book.namelist())
        spine = [files[item.attrib["idref"]] for item in package.iter(f"{OPF}itemref")]
        pages = [ElementTree.fromstring(book.read(name)).find(f"{XHTML}body") for name in spine]
        assert [[element.text for element in page] for page in pages if page is not None] == chapters
        for name in book.namelist():
            if re.search(r"\.(xml|opf|ncx|xhtml)$", name):
                ElementTree.fromstring(book.read(name))


def test_markdown_has_a_heading_for_each_chapter(tmp_path: Path) -> None:
    write_markdown(tmp_path / "book.md", [["第0001章", "甲。", "乙。"], ["第0002章", "丙。"]])
    assert (tmp_path / "book.md").read_text(encoding="utf-8") == "# 第0001章\n\n甲。\n\n乙。\n\n# 第0002章\n\n丙。\n"
