"""Results of Wikidata queries, as JSON (SPARQL 1.1 Query Results JSON, and the simple form) and as rows of tables.

Read are `?item` with `?itemLabel`, `?itemAltLabel` and `?itemDescription` of the label service, and, one name a row,
`?label` and `?altLabel` (or `?alias`, `?alt`) with a language tag of their own or in `?lang`.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from reader.entities.interchange.gathering import Gathering
from reader.entities.interchange.ids import id_of
from reader.entities.interchange.records import Kind, Label, Record, UnreadableFileError
from reader.language import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from reader.entities.interchange.records import Imported

Cells = dict[str, tuple[str, str]]
"""Of each column its text and the language tag that came with it."""
SUBJECTS = ("item", "person", "entity", "human")
LABELS, ALIASES, LANGUAGES = ("label", "name"), ("altlabel", "alias", "alt"), ("lang", "language")
DESCRIPTIONS, TYPES = ("description",), ("type", "typelabel")
JOINED = ", "
"""What the label service puts between the aliases of an item; names may have it in them too."""
_REST_OF_A_NAME = re.compile(r"(?:Jr|Sr|Inc|Ltd|Co|LLC|Ph\.?D|M\.?D|[IVX]+)\.?")


def is_heading(heading: Sequence[str]) -> bool:
    """Return whether a table has the columns of a query; they are given in lower case, without question marks."""
    subject = _subject(heading)
    return subject is not None and len({*_columns(subject, LABELS + ALIASES)} & {*heading}) > 0


def _subject(columns: Iterable[str]) -> str | None:
    return next((column for column in SUBJECTS if column in columns), None)


def _columns(subject: str, names: Iterable[str]) -> list[str]:
    return [column for name in names for column in (subject + name, name)]


def read(data: bytes, file: str, of_type: str | None) -> Imported:
    """Return the entities of the JSON of a query.

    Raises:
        UnreadableFileError: it is no such JSON.
    """
    found = parsed_json(data)
    rows = found.get("results", {}).get("bindings") if _is_verbose(found) else found
    if not isinstance(rows, list):
        raise UnreadableFileError(_("no results of a Wikidata query are in it"))
    gathering = Gathering(file, of_type)
    for number, row in enumerate(rows, start=1):
        place = _("result {number}").format(number=number)
        if not isinstance(row, dict):
            gathering.tell(place, "", _("not a result of a query"))
            continue
        _add(gathering, place, {key.lower(): cell for key, value in row.items() if (cell := _cell(value))})
    return gathering.done()


def _is_verbose(found: Any) -> bool:
    return isinstance(found, dict) and isinstance(found.get("results"), dict)


def parsed_json(data: bytes) -> Any:
    """Return what JSON says.

    Raises:
        UnreadableFileError: it is no JSON, or too deep.
    """
    try:
        return json.loads(data.decode("utf-8-sig"))
    except RecursionError as error:
        raise UnreadableFileError(_("JSON nested too deeply")) from error
    except ValueError as error:
        raise UnreadableFileError(_("not JSON ({reason})").format(reason=error)) from error


def _cell(value: object) -> tuple[str, str] | None:
    if isinstance(value, str):
        return value, ""
    if isinstance(value, dict) and isinstance(value.get("value"), str):
        language = value.get("xml:lang", "")
        return value["value"], language if isinstance(language, str) else ""
    return None


def read_rows(
    rows: Iterable[tuple[str, list[str]]], heading: Sequence[str], file: str, of_type: str | None
) -> Imported:
    """Return the entities of the rows of a table, which are given with their places."""
    gathering = Gathering(file, of_type)
    subject = _subject(heading) or ""
    read = {subject, *_columns(subject, LABELS + ALIASES + LANGUAGES + DESCRIPTIONS + TYPES)}
    for column in heading:
        if column and column not in read:
            gathering.tell("", column[:40], _("this column is not read"))
    for place, row in rows:
        if len(row) > len(heading):
            gathering.tell(place, "", _("it has more cells than the first row; quote those with a comma in them"))
            continue
        _add(gathering, place, {column: (cell, "") for column, cell in zip(heading, row, strict=False) if cell.strip()})
    return gathering.done()


def _add(gathering: Gathering, place: str, cells: Cells) -> None:
    subject = _subject(cells)
    if subject is None:
        gathering.tell(place, "item", _("no item"))
        return
    item = cells[subject][0]
    stated = _first(cells, _columns(subject, LANGUAGES))
    labels: list[Label] = []
    for column in _columns(subject, LABELS):
        if column in cells:
            text, language = cells[column]
            if id_of(text) != id_of(item):  # an item without a label in the language asked for
                labels.append(Label(text, language or stated, Kind.PREFERRED))
    for column in _columns(subject, ALIASES):
        if column in cells:
            text, language = cells[column]
            texts = _split(text) if column == f"{subject}altlabel" and not stated else [text]
            if len(texts) > 1:
                message = _("names joined by commas: one with a comma in it cannot be told; ask for one altLabel a row")
                gathering.tell_once(column, message)
            labels += [Label(one, language or stated) for one in texts]
    gathering.add(
        Record(
            f"{place} ({id_of(item)})",
            item,
            _first(cells, _columns(subject, TYPES)),
            tuple(labels),
            _first(cells, _columns(subject, DESCRIPTIONS)),
        )
    )


def _split(joined: str) -> list[str]:
    """Return the names that the label service has joined; what can be no name by itself ends the one before it."""
    names: list[str] = []
    for piece in joined.split(JOINED):
        if names and _REST_OF_A_NAME.fullmatch(piece.strip()):
            names[-1] += JOINED + piece
        else:
            names.append(piece)
    return names


def _first(cells: Mapping[str, tuple[str, str]], columns: Iterable[str]) -> str:
    return next((cells[column][0] for column in columns if column in cells), "")
