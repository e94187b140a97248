"""What is fuzzed: functions that take any bytes, and fail where something is not as it always must be."""

from __future__ import annotations

import tempfile
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from reader.app import settings
from reader.documents.contents import contents
from reader.documents.decoding import UnreadableDocumentError, decode, decode_pieces
from reader.documents.document import Document, parse
from reader.documents.paragraphs import Span, paragraphs
from reader.documents.sanitising import MOST_JOINED, harmless, one_line
from reader.entities.interchange import formats
from reader.entities.interchange.formats import READABLE, WRITABLE
from reader.entities.interchange.records import UnreadableFileError
from reader.entities.lists import load_lists
from reader.entities.rendering import render_paragraph
from reader.library import exceptions_file
from reader.library.analysis import survey
from reader.library.locations import shipped_entity_list
from reader.page.cells import clusters, width
from reader.page.flow import Flow
from reader.page.line_breaking import rows
from reader.scripts.script import Script, Written
from reader.scripts.target import AS_WRITTEN, Target
from tests.documents.formats.packing import book, package, page, paragraph, raw_zip, word
from tests.emulator import NOT_FOR_THE_EYE
from tests.hostile.documents import files
from tests.hostile.lists import lists
from tests.hostile.sequences import ALL

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from reader.scripts.rendition import Rendition

LARGEST_SEED = 20_000
"""Bytes of a file that others are made of."""
TARGETS = (AS_WRITTEN, Target(Script.HANT), Target(Script.TW, wording=True), Target(Script.HANS))
FORMATS = ("txt", "md", "html", "epub", "zip", "srt", "vtt", "ass", "docx")
SAID = "湖边的木屋里住着三个人，他们每天早上一起划船。"


def check(is_so: bool, what: object) -> None:
    """Fail where something is not so, also where assertions are switched off."""
    if not is_so:
        raise AssertionError(what)


def decoding(data: bytes) -> None:
    """Bytes become text, whole and in pieces the same, or are refused in one line."""
    whole = pieces = ""
    try:
        whole = decode(data).text
    except UnreadableDocumentError as error:
        check(len(str(error).splitlines()) == 1, str(error))
        whole = str(error)
    try:
        pieces = "".join(decode_pieces([data[start : start + 7] for start in range(0, len(data), 7)]))
    except UnreadableDocumentError as error:
        pieces = str(error)
    check(whole == pieces, (whole, pieces))
    check(not any("\ud800" <= one <= "\udfff" or one == "\0" for one in whole), whole)
    for encoding in ("gb18030", "big5-hkscs", "euc-tw", "utf-16", "utf-32", "windows-1252"):
        decode(data, encoding)


def reading(data: bytes, suffix: str) -> None:
    """A file is read, and all that is told of its text is in it; or it is refused in one line."""
    try:
        document = parse(f"x.{suffix}", data)
    except UnreadableDocumentError as error:
        check(len(str(error).splitlines()) == 1 and one_line(str(error)) == str(error), str(error))
        return
    end, source = len(document.text), document.source
    check(harmless(document.title) == document.title, document.title)
    check(all(0 <= one.title.start < one.title.end <= end for one in source.headings or ()), source.headings)
    check(all(0 <= one.mark.start < one.mark.end <= end and 0 <= one.place < end for one in source.notes), source.notes)
    check(all(0 <= one.span.start < one.span.end <= end for one in source.links), source.links)
    spans = list(paragraphs(document.text))
    check(all(one.end <= other.start for one, other in pairwise(spans)), spans)
    found = [one for stretch in contents(document.text) for one in stretch]
    check(all(0 <= one.title.start < one.title.end <= end for one in found), found)
    _ = document.structure


def analysing(data: bytes) -> None:
    """All that can be found out about a text is in it."""
    text = data.decode("utf-8", "replace")
    found = survey(Document("x.txt", text))
    check(found.characters <= len(text), found.characters)


def listing(data: bytes) -> None:
    """What stands where lists and settings are looked for says who is in it, or what is wrong in one line each."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.toml"
        path.write_bytes(data)
        loaded = load_lists([path])
        problems = [*loaded.problems, *exceptions_file.read(path).problems, *settings.load(path).problems]
    check(all(len(str(one).splitlines()) == 1 and harmless(str(one)) == str(one) for one in problems), problems)
    names = [text for entity in loaded.entities for name in entity.names for text in name.spellings.values()]
    check(all(one_line(name) == name for name in names), names)


def importing(data: bytes) -> None:
    """A file of another program is imported, or refused in one line; who is in it can be written in every format."""
    for name in READABLE:
        try:
            imported = formats.read(data, "x", name, "person")
        except UnreadableFileError as error:
            check(len(str(error).splitlines()) == 1 and one_line(str(error)) == str(error), str(error))
            continue
        check(all(one_line(str(one)) == str(one) for one in imported.problems), imported.problems)
        spellings = [text for entity in imported.entities for text in entity.spellings]
        check(all(one_line(text) == text for text in spellings), spellings)
        for other in WRITABLE:
            formats.write(imported.entities, other)


def laying_out(data: bytes) -> None:
    """A text is laid out in rows that are no wider than they say, say nothing to a terminal, and are all of it."""
    cells, target = 1 + (data[0] if data else 0) % 80, TARGETS[(data[1] if data[1:] else 0) % len(TARGETS)]
    text = data[2:].decode("utf-8", "replace")

    def render(span: Span) -> Rendition:
        return render_paragraph(text, span, Written.HANS, (), {}, target)

    flow = Flow(text, cells, render)
    for start in (0, len(text) // 2, flow.last_page(20)):
        for line in filter(None, flow.lines_from(start, 20)):
            row, found = line.paragraph.text_of(line.row), line.paragraph.rows[line.row]
            check(width(row) == found.width, (row, found))
            check(found.width <= cells or sum(width(one) > 0 for one in clusters(row)) == 1, (row, found))
            check(max(map(len, clusters(row)), default=0) <= MOST_JOINED + 1, row)
            check(not NOT_FOR_THE_EYE.search(row), row)
    line_text = harmless(text.replace("\n", " "))
    found_rows = rows(line_text, cells)
    check("".join(line_text[row.start : row.end] for row in found_rows) == line_text, line_text)


ALL_TARGETS: Mapping[str, Callable[[bytes], None]] = {
    "decoding": decoding,
    "lists": listing,
    "imports": importing,
    "layout": laying_out,
    "analysis": analysing,
    **{suffix: (lambda data, suffix=suffix: reading(data, suffix)) for suffix in FORMATS},  # type: ignore[misc]
}


@cache
def seeds(target: str) -> Sequence[bytes]:
    """Return files that those for a target are made of."""
    texts = [f"{SAID}{harm}{SAID}\n".encode("utf-8", "replace") for harm in ALL.values()]
    if target in ("layout", "analysis"):
        return [bytes([number % 80, number]) + text for number, text in enumerate(texts)]
    if target == "imports":
        known = [entity for entity in load_lists([shipped_entity_list()]).entities if len(entity.spellings) > 1][:3]
        return [formats.write(known, name).data for name in WRITABLE]
    if target == "lists":
        return [one.data for one in lists() if len(one.data) <= LARGEST_SEED]
    all_files = [file for file in files() if len(file.data) <= LARGEST_SEED]
    if target == "decoding":
        encodings = ("utf-8", "gb18030", "big5", "utf-16", "utf-32", "euc-tw")
        return [text.decode().encode(one, "replace") for text in texts[:20] for one in encodings if one != "euc-tw"]
    whole = {
        "epub": book({"a.xhtml": page(f"<h1>木屋</h1><p>{SAID}</p>")}, package(["a.xhtml"])),
        "docx": word(paragraph("木屋", "Heading1") + paragraph(SAID)),
        "zip": raw_zip([("木屋.txt".encode("gb18030"), SAID.encode()), (b"b/c.md", b"# x")], method=8),
    }
    own = [file.data for file in all_files if file.name.endswith(f".{target}")]
    return [*own, *([whole[target]] if target in whole else texts[:3])]
