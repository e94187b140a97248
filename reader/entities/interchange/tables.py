"""Tables: CSV and TSV as spreadsheets, OpenRefine, DocuSky and the Wikidata Query Service write them.

Read are the columns `name`, `alias`, `short`, `type`, `id`, `description` and names by script (`zh-Hans`, `en` …), with
one alias a row or several separated by semicolons; DocuSky's `tagName`, `tagVal`, `@Term`, `@RefId`; and the results of
Wikidata queries (see `wikidata`). Columns may come in any order; others are told of.
"""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

from reader.documents.decoding import UnreadableDocumentError, decode
from reader.documents.sanitising import one_line
from reader.entities.entity import LATIN, UNDETERMINED
from reader.entities.interchange import wikidata
from reader.entities.interchange.gathering import Gathering
from reader.entities.interchange.language_tags import likely_tag, tag_of
from reader.entities.interchange.losses import Losses
from reader.entities.interchange.records import Exported, Kind, Label, Record, UnreadableFileError
from reader.entities.lists import TAGS
from reader.language import _
from reader.scripts.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reader.entities.entity import Entity
    from reader.entities.interchange.records import Imported

DELIMITERS = ",\t;|"
SEPARATOR = ";"
"""Between aliases in one cell; a full-width one is read as well."""
COLUMNS = ("name", "alias", "type", "id", "description")
SHORT = "short"
DOCUSKY = ("tagname", "tagval", "@term", "@refid")
_SEPARATORS = re.compile("[;；]")
_CALLED = {"aliases": "alias", "names": "name", "label": "name"}
"""Other headings for columns."""


def read(data: bytes, file: str, of_type: str | None) -> Imported:
    """Return the entities of a table.

    Raises:
        UnreadableFileError: it is no UTF-8 text, or its first row names no column that is read.
    """
    rows = _rows(text_of(data))
    try:
        heading = [_heading(cell) for cell in next(rows, [])]
        if wikidata.is_heading(heading):
            return wikidata.read_rows(_cells(rows), heading, file, of_type)
        gathering = Gathering(file, of_type)
        _read(_cells(rows), heading, gathering)
    except csv.Error as error:
        raise UnreadableFileError(one_line(str(error))) from error
    return gathering.done()


def text_of(data: bytes) -> str:
    """Return the text of a file.

    Raises:
        UnreadableFileError: it is no UTF-8 text.
    """
    try:
        decoded = decode(data)
    except UnreadableDocumentError as error:
        raise UnreadableFileError(str(error)) from error
    if decoded.label != "UTF-8" or decoded.replaced:  # names are kept for good, so that nothing is guessed
        message = _("{encoding}, not UTF-8 text; save it as UTF-8 to read it here")
        raise UnreadableFileError(message.format(encoding=_("broken") if decoded.replaced else decoded.label))
    return decoded.text


def is_heading(line: str) -> bool:
    """Return whether a line names columns that are read."""
    row = next(_rows(line), [])
    heading = [_heading(cell) for cell in row]
    return wikidata.is_heading(heading) or _known(heading)


def _known(heading: Sequence[str]) -> bool:
    return "name" in heading or "tagval" in heading or any(_column_tag(column) for column in heading)


def _rows(text: str) -> Iterator[list[str]]:
    """Return the rows of a table, separated by what makes the most of its first line."""
    first = text[: text.find("\n")] if "\n" in text else text
    counts = {delimiter: first.count(delimiter) for delimiter in DELIMITERS}
    delimiter = max(DELIMITERS, key=lambda one: counts[one])
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)


def _cells(rows: Iterator[list[str]]) -> Iterator[tuple[str, list[str]]]:
    """Yield the rows that hold something, with their place in the file."""
    for number, row in enumerate(rows, start=2):
        if any(cell.strip() for cell in row):
            yield _("row {number}").format(number=number), row


def _heading(cell: str) -> str:
    column = cell.strip().lstrip("?").lower()
    return _CALLED.get(column, column)


def _column_tag(column: str) -> str | None:
    """Return the tag of the names in a column headed by a language."""
    tag = tag_of(column) if column else None
    return tag if tag in TAGS else None


def _read(rows: Iterable[tuple[str, list[str]]], heading: Sequence[str], gathering: Gathering) -> None:
    if not _known(heading):
        columns = ", ".join(COLUMNS)
        raise UnreadableFileError(
            _("the first row names no column that is read; known are {columns}").format(columns=columns)
        )
    read = {*COLUMNS, SHORT, *DOCUSKY}
    for column in heading:
        if column and column not in read and _column_tag(column) is None:
            gathering.tell("", one_line(column)[:40], _("this column is not read"))
    for place, row in rows:
        if len(row) > len(heading):
            gathering.tell(place, "", _("it has more cells than the first row; quote those with a comma in them"))
            continue
        cells = {column: cell for column, cell in zip(heading, row, strict=False) if cell.strip()}
        gathering.add(_record(place, cells))


def _record(place: str, cells: dict[str, str]) -> Record:
    labels = [Label(text, column, Kind.PREFERRED) for column, text in cells.items() if _column_tag(column)]
    labels += [Label(cells[column], "", Kind.PREFERRED) for column in ("name", "@term") if column in cells]
    labels += [Label(text) for text in _split(cells.get("alias", ""))]
    labels += [Label(text, "", Kind.SHORT) for text in _split(cells.get(SHORT, ""))]
    if "tagval" in cells:
        labels.append(Label(cells["tagval"], "", Kind.ALIAS if "@term" in cells else Kind.PREFERRED))
    own = cells.get("id", cells.get("@refid", ""))
    return Record(place, own, cells.get("type", cells.get("tagname", "")), tuple(labels), cells.get("description", ""))


def _split(cell: str) -> list[str]:
    return [text for text in _SEPARATORS.split(cell) if text.strip()]


def write_csv(entities: Sequence[Entity]) -> Exported:
    """Return entities as CSV, one a row."""
    return _write(entities, "csv", ",")


def write_tsv(entities: Sequence[Entity]) -> Exported:
    """Return entities as TSV, one a row."""
    return _write(entities, "tsv", "\t")


def _write(entities: Sequence[Entity], name: str, delimiter: str) -> Exported:
    losses = Losses(name, holds_short=True)
    rows = [_row(entity, losses) for entity in entities]
    # Columns by script stand there only where the name alone would not say it.
    tags = [tag for tag in TAGS if any(tag in row for row in rows)]
    columns = [
        column for column in (*COLUMNS[:1], *tags, "alias", SHORT, *COLUMNS[2:]) if column != SHORT or _any(rows)
    ]
    written = io.StringIO(newline="")
    writer = csv.DictWriter(written, columns, restval="", delimiter=delimiter, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return Exported(written.getvalue().encode("utf-8"), tuple(losses.problems))


def _any(rows: Iterable[dict[str, str]]) -> bool:
    return any(SHORT in row for row in rows)


def _row(entity: Entity, losses: Losses) -> dict[str, str]:
    row = {"name": entity.name, "type": entity.type, "id": entity.id, "description": entity.description}
    if entity.canonical != {likely_tag(entity.name): entity.name}:
        row |= entity.canonical
    aliases: dict[str, list[str]] = {"alias": [], SHORT: []}
    told: set[tuple[str, str]] = set()
    for one, tag, text in losses.others_of(entity):
        column = SHORT if one.short else "alias"
        if _SEPARATORS.search(text):
            losses.tell(entity, column, _("left out, as there is a semicolon in it: {name}").format(name=text))
        elif (column, text) not in told:
            told.add((column, text))
            aliases[column].append(text)
            if tag not in (UNDETERMINED, LATIN, likely_tag(text)) and fold(text) in entity.recorded_forms:
                losses.tell(entity, tag, _("for which script it is, is not held: {name}").format(name=text))
    return row | {column: SEPARATOR.join(texts) for column, texts in aliases.items() if texts}
