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
    from collections.abc import Sequence
    from pathlib import Path

TELLING = 8
"""As many code points at the start of a text or a title tell which it is."""
NAME = "阙试之"
"""Somebody whom no other list or text knows."""
ENTITY = f"""
[[entity]]
id = "benchmark-person"
type = "person"
names = {{ zh-Hans = "{NAME}" }}
"""


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
