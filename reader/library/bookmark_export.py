"""Bookmarks written out for other programs: Markdown to read, JSON to work with.

What stands in a document or in a note is text there too: in Markdown no character of it is markup (CommonMark 0.31,
section 2.4: a backslash makes any ASCII punctuation literal), and no control reaches the file.
"""

from __future__ import annotations

import json
import re
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from itertools import count, groupby
from typing import TYPE_CHECKING, Any

from reader.documents.paragraphs import LINE_END
from reader.documents.sanitising import harmless_json, one_line
from reader.library.atomic import change_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from reader.library.bookmarks import Bookmark

NAME = "bookmarks"
"""The name of exported files, without what follows the dot."""

_ANYWHERE = re.compile(r"[\\`*_{}\[\]<>&#~|$^@]|=(?==)|:(?=//|[\w+-]+:)|(?<=www)\.", re.IGNORECASE)
"""What is markup wherever it stands, also in the dialects that know links, formulas, marks and signs by their names."""
_AT_START = re.compile(r"^(?:(?=[+\-:=])|(\d+)(?=[.)]))")
"""Where what follows is markup at the start of a line: lists, and lines under headings."""


def as_markdown(bookmarks: Iterable[Bookmark]) -> str:
    """Return bookmarks as Markdown: for each document its title, then quotes, notes and dates."""
    blocks = []
    for _document, group in groupby(bookmarks, key=lambda bookmark: bookmark.document):
        for number, bookmark in enumerate(group):
            if number == 0:
                blocks.append(f"## {literal(bookmark.title)}".rstrip())
            lines = [line for line in map(literal, LINE_END.split(bookmark.selector.exact)) if line]
            blocks.append("\n>\n".join(f"> {line}" for line in lines))
            blocks.append(literal(bookmark.note))
            blocks.append(literal(_date(bookmark.created)))
    return "".join(f"{block}\n\n" for block in blocks if block).removesuffix("\n")


def as_json(bookmark: Bookmark) -> dict[str, Any]:
    """Return a bookmark as a plain object: where it stands, what is quoted and stands around it, and what was noted."""
    return {
        "document": bookmark.document,
        "title": bookmark.title,
        "start": bookmark.start,
        "end": bookmark.end,
        "text": bookmark.selector.exact,
        "prefix": bookmark.selector.prefix,
        "suffix": bookmark.selector.suffix,
        "note": bookmark.note,
        "created": datetime.fromtimestamp(bookmark.created, UTC).isoformat(timespec="seconds"),
    }


def literal(text: str) -> str:
    """Return a text on one line as Markdown that shows it as it is."""
    return _AT_START.sub(r"\1\\", _ANYWHERE.sub(r"\\\g<0>", one_line(text)))


def write_files(bookmarks: Sequence[Bookmark], folder: Path) -> tuple[Path, Path]:
    """Write bookmarks into a folder as Markdown and as JSON, beside what is there, and return the two files.

    Raises:
        OSError: when they cannot be written; nothing is left behind then.
    """
    files = _new_files(folder)
    objects = harmless_json(json.dumps(list(map(as_json, bookmarks)), ensure_ascii=False, indent=1))
    contents = as_markdown(bookmarks).encode("utf-8"), f"{objects}\n".encode()
    try:
        for file, content in zip(files, contents, strict=True):
            change_file(file, partial(_instead, content))
    except BaseException:
        for file in files:
            file.unlink(missing_ok=True)
        raise
    return files


def _new_files(folder: Path) -> tuple[Path, Path]:
    """Return two new, empty files of one name that is not taken: `bookmarks`, `bookmarks-2` and so on."""
    for number in count(1):
        name = NAME if number == 1 else f"{NAME}-{number}"
        markdown, plain = folder / f"{name}.md", folder / f"{name}.json"
        with suppress(FileExistsError):
            markdown.touch(exist_ok=False)
            try:
                plain.touch(exist_ok=False)
            except OSError:
                markdown.unlink()
                raise
            return markdown, plain
    raise AssertionError  # numbers do not end


def _instead(content: bytes, _before: bytes | None) -> bytes:
    return content


def _date(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).astimezone().strftime("%Y-%m-%d %H:%M")
