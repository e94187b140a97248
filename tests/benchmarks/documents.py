"""Documents made for measuring, out of the text of those that are there."""

from __future__ import annotations

from itertools import cycle, islice
from typing import TYPE_CHECKING

import opencc

from reader.documents.decoding import UnreadableDocumentError
from reader.documents.document import Document, read_document
from reader.library.finding import find_documents
from reader.library.locations import ENTITY_LIST

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

TELLING = 8
"""As many code points at the start of a text or a title tell which it is."""
NAME = "阙试之"
"""Somebody whom no other list or text knows."""
COMPANION = "阚无咎"
"""Somebody else whom no other list or text knows."""
ENTITY = f"""
[[entity]]
id = "benchmark-person"
type = "person"
names = {{ zh-Hans = "{NAME}" }}

[[entity]]
id = "benchmark-companion"
type = "person"
names = {{ zh-Hans = "{COMPANION}" }}
"""
CHAPTER = 20_000
"""Bytes of a chapter of a novel, some pages; a short novel has two chapters."""
MOST_PARAGRAPHS = 1_000_000
"""A novel has fewer."""


def read_documents(folder: Path) -> list[Document]:
    """Return the documents of a folder that can be read and are not blank."""
    documents = []
    for name in find_documents([str(folder)]):
        try:
            document = read_document(name)
        except UnreadableDocumentError:
            continue
        if document.text.strip():
            documents.append(document)
    return documents


def simplified(documents: Sequence[Document]) -> list[str]:
    """Return the texts of documents, all in Simplified script, so that Traditional means to convert every paragraph."""
    convert = opencc.OpenCC("t2s").convert
    return [convert(document.text) for document in documents]


def beginning(text: str) -> str:
    """Return enough of the start of a text or a title to know it on the screen."""
    return text.strip().splitlines()[0][:TELLING]


def mark(number: int) -> str:
    """Return a text to know a made document by on the screen; no other document has it."""
    return f"第{number:04}篇"


def make_long_document(file: Path, texts: Sequence[str], length: int) -> None:
    """Write a document of at least as many code points: a mark, and the texts one after another, over and over."""
    chosen = [mark(0)]
    written = 0
    for text in cycle(texts):
        chosen.append(text)
        written += len(text)
        if written >= length:
            break
    file.write_text("\n\n".join(chosen), encoding="utf-8")


def make_articles(folder: Path, texts: Sequence[str], count: int) -> None:
    """Write as many articles, and an entity list with somebody whom each of them mentions once, beside its mark.

    Each is one of the texts with a paragraph put in: at the beginning of the first article, and half way down the
    others, where the page has more to lay out.
    """
    (folder / ENTITY_LIST).write_text(ENTITY, encoding="utf-8")
    for number, text in enumerate(islice(cycle(texts), count)):
        middle = text.find("\n", len(text) // 2) + 1 if number else 0
        article = f"{text[:middle]}\n{NAME}在此，{mark(number)}。\n\n{text[middle:]}"
        (folder / f"{number:04}.txt").write_text(article, encoding="utf-8")


def chapter_mark(number: int) -> str:
    """Return the number of a chapter, counted from 1, as it stands in a novel and nowhere else."""
    return f"第{number:04}章"


def opening(number: int) -> str:
    """Return words at the beginning of a chapter of a novel in which nobody is named; they stand nowhere else."""
    return f"在{chapter_mark(number)}开头"


def chapters_of(size: int) -> int:
    """Return how many chapters a novel of as many bytes has."""
    return size // _chapter_size(size)


def middle_of(size: int) -> int:
    """Return the number of the chapter half way down a novel of as many bytes, where the companion comes again."""
    return chapters_of(size) // 2 + 1


def novel(texts: Sequence[str], size: int, number: int) -> list[list[str]]:
    """Return a novel of about as many bytes: its chapters, each a heading and paragraphs out of the texts.

    `NAME` is mentioned at the beginning of each chapter, `COMPANION` in the first and the middle one. No paragraph
    comes twice, in one novel or in two, so that none is known already when it is looked at.

    Args:
        texts: what the paragraphs are taken from, over and over, each time with other ends.
        size: the bytes of the whole.
        number: tells one novel from another.
    """
    chapters: list[list[str]] = []
    written = 0
    for paragraph in _paragraphs(texts, number):
        if written >= size:
            break
        if written >= len(chapters) * _chapter_size(size) and len(chapters) < chapters_of(size):
            chapter = len(chapters) + 1
            people = f"{NAME}和{COMPANION}" if chapter in (1, middle_of(size)) else NAME
            chapters.append([chapter_mark(chapter), f"{people}{opening(chapter)}。"])
            written += sum(len(line.encode()) + 2 for line in chapters[-1])
        chapters[-1].append(paragraph)
        written += len(paragraph.encode()) + 2
    return chapters


def write_novel(file: Path, chapters: Sequence[Sequence[str]], number: int, *, single_line: bool = False) -> None:
    """Write a novel, its mark before the first chapter; in a single line, there is not one line end in the file."""
    paragraphs = [mark(number), *(paragraph for chapter in chapters for paragraph in chapter)]
    file.write_text(("" if single_line else "\n\n").join(paragraphs), encoding="utf-8")


def _chapter_size(size: int) -> int:
    return min(CHAPTER, size // 2)


def _paragraphs(texts: Sequence[str], number: int) -> Iterator[str]:
    paragraphs = [paragraph for text in texts for paragraph in text.splitlines() if paragraph.strip()]
    for place, paragraph in enumerate(cycle(paragraphs), number * MOST_PARAGRAPHS):
        yield f"{paragraph}{place}"
