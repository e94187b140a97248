"""Texts in which people have marked the names of people, in the formats in which such sets are published.

None of them is in the repository. A file tells by itself which of the formats it is in:

- columns, a character or word and its label a line, a sentence ending at an empty line: labels begin with B, I, M, E,
  S or are O (the news sets, the microblog set, the set of curricula vitae);
- the same with a number in front and the text of the sentence as a comment (Universal NER);
- JSON, a sentence a line, with `text` and, by label, `[first, last]` of each name, both inclusive (CLUENER);
- the text itself, a document a line, with `{{label:name}}` in it (Boson).
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from itertools import groupby, islice
from typing import TYPE_CHECKING

from reader.documents.paragraphs import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

PERSON = frozenset(("PER", "PER.NAM", "PERSON", "NAME", "name", "person_name"))
"""What the sets call the name of a person; what only means a person, as 主任, is something else to them (PER.NOM)."""

INLINE = re.compile(r"\{\{(\w+):|\}\}")
"""What begins and what ends a marked name; one may be in another."""
COLUMNS = re.compile(r"[ \t]")
LABEL = re.compile(r"(O)|([BIMES])-(.+)")
SEGMENTED = re.compile(r"(.)\d")
"""A character with its place in its word, as the microblog set has it."""
COMMENT = "# text = "
LINE_END_WRITTEN_OUT = "\\n"


@dataclass(frozen=True, slots=True)
class Labelled:
    """A text, and where the names of people stand in it: code points, in order and apart."""

    text: str
    people: tuple[Span, ...]


class UnknownFormatError(Exception):
    """A file is in none of the formats; the message names it, in one line."""


def read_labelled(path: Path) -> tuple[list[Labelled], bool]:
    """Return the texts of a file, and whether each is a document; else each is a sentence.

    Raises:
        OSError: when it cannot be read.
        UnknownFormatError: when it is in no format that is known here.
    """
    text = path.read_text(encoding="utf-8")
    lines = text.splitlines()
    if text.startswith("{") and '"text"' in lines[0]:
        return [_of_json(line) for line in lines if line.strip()], False
    if INLINE.search(text):
        return [_of_inline(line) for line in text.split("\n") if line.strip()], True
    if COMMENT in text:
        return list(_of_numbered(lines)), False
    rows = [_row(line) for line in lines]
    if any(row is None for row in rows):
        raise UnknownFormatError(f"{path}: names are marked in no way that is known here")
    sentences = [list(group) for has_text, group in groupby(rows, key=bool) if has_text]
    return [_joined([row for row in sentence if row]) for sentence in sentences], False


def together(texts: Iterable[Labelled], number: int) -> Iterator[Labelled]:
    """Yield texts put together, so many at a time, each on a line of its own."""
    remaining = iter(texts)
    while some := list(islice(remaining, number)):
        people: list[Span] = []
        offset = 0
        for one in some:
            people += (Span(offset + span.start, offset + span.end) for span in one.people)
            offset += len(one.text) + 1
        yield Labelled("\n".join(one.text for one in some), tuple(people))


def _of_json(line: str) -> Labelled:
    said = json.loads(line)
    spans = [
        Span(first, last + 1)
        for label, names in said["label"].items()
        if label in PERSON
        for places in names.values()
        for first, last in places
    ]
    return Labelled(said["text"], tuple(sorted(spans, key=lambda span: span.start)))


def _of_inline(line: str) -> Labelled:
    text = ""
    people: list[Span] = []
    begun: list[tuple[str, int]] = []
    read = 0
    for mark in INLINE.finditer(line):
        text += line[read : mark.start()].replace(LINE_END_WRITTEN_OUT, "\n")
        read = mark.end()
        if mark[1]:
            begun.append((mark[1], len(text)))
        elif begun:
            label, start = begun.pop()
            name = text[start:]
            if label in PERSON and name.strip():
                start += len(name) - len(name.lstrip())
                people.append(Span(start, start + len(name.strip())))
    text += line[read:].replace(LINE_END_WRITTEN_OUT, "\n")
    return Labelled(text, tuple(sorted(set(people), key=lambda span: span.start)))


def _of_numbered(lines: Sequence[str]) -> Iterator[Labelled]:
    text = ""
    read = 0
    rows: list[tuple[Span, str]] = []
    for line in (*lines, COMMENT):
        if line.startswith(COMMENT.rstrip()):
            if text:
                yield Labelled(text, tuple(_named(rows)))
            text, read, rows = line.removeprefix(COMMENT), 0, []
        elif line and not line.startswith("#"):
            _number, word, label, *_more = line.split("\t")
            start = text.find(word, read)
            if start >= 0:
                read = start + len(word)
                rows.append((Span(start, read), label))


def _row(line: str) -> tuple[str, str] | tuple[()] | None:
    """Return a character or word and its label; nothing for an empty line, None for what is neither."""
    if not line.strip():
        return ()
    word, _space, label = COLUMNS.sub("\t", line.rstrip("\r\n")).rpartition("\t")
    if not LABEL.fullmatch(label):
        return None
    segmented = SEGMENTED.fullmatch(word)
    return (segmented[1] if segmented else word), label


def _joined(rows: Sequence[tuple[str, str]]) -> Labelled:
    text = ""
    spans: list[tuple[Span, str]] = []
    for word, label in rows:
        spans.append((Span(len(text), len(text) + len(word)), label))
        text += word
    return Labelled(text, tuple(_named(spans)))


def _named(rows: Iterable[tuple[Span, str]]) -> Iterator[Span]:
    """Yield the names of people in what is labelled word by word."""
    begun: Span | None = None
    for span, label in rows:
        part = LABEL.fullmatch(label)
        place, kind = (part[2], part[3]) if part else (None, None)
        goes_on = begun is not None and kind in PERSON and place in ("I", "M", "E")
        if begun is not None and goes_on:
            begun = Span(begun.start, span.end)
        else:
            if begun is not None:
                yield begun
            begun = span if kind in PERSON else None
    if begun is not None:
        yield begun
