"""The formats that entities are read from and written in, and which of them a file is in.

A format is a module with a function that reads and one that writes; it is imported when it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import PurePath
from typing import TYPE_CHECKING, cast

from reader.documents.sanitising import one_line
from reader.entities.interchange.records import Exported, Imported, UnreadableFileError
from reader.language import _

if TYPE_CHECKING:
    from reader.entities.entity import Entity

Reading = Callable[[bytes, str, str | None], Imported]
Writing = Callable[[Sequence["Entity"]], Exported]

LARGEST = 256 * 1024 * 1024
"""Bytes of a file that is read at most."""
_GLANCE = 65_536
"""Bytes at the beginning of a file that tell its format."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format of entities."""

    name: str
    module: str
    """The module here that knows it."""
    suffixes: tuple[str, ...]
    """What the names of its files end with; the first one is the most usual."""
    reads: str = ""
    """The function that reads it; empty where it is only written."""
    writes: str = ""
    """The function that writes it; empty where it is only read."""


FORMATS = {
    one.name: one
    for one in (
        Format("csv", "tables", (".csv", ".txt"), "read", "write_csv"),
        Format("tsv", "tables", (".tsv", ".tab"), "read", "write_tsv"),
        Format("spacy", "spacy_patterns", (".jsonl", ".ndjson"), "read", "write"),
        Format("wikidata", "wikidata", (".srj",), "read"),
        Format("tei", "tei", (".xml", ".tei"), "read", "write"),
        Format("skos-jsonld", "skos", (".jsonld",), "read_json_ld", "write_json_ld"),
        Format("skos-turtle", "skos", (".ttl", ".turtle", ".nt"), "read_turtle", "write_turtle"),
        Format("toml", "toml_lists", (".toml",), writes="write"),
    )
}
READABLE = tuple(name for name, one in FORMATS.items() if one.reads)
WRITABLE = tuple(name for name, one in FORMATS.items() if one.writes)


def read(data: bytes, name: str, format_name: str | None = None, of_type: str | None = None) -> Imported:
    """Return the entities of a file, and what of it could not be taken.

    Args:
        data: the bytes of the file.
        name: its name, which tells the format where none is given, and is told of in problems.
        format_name: one of `READABLE`.
        of_type: the type of entities of which the file states none.

    Raises:
        UnreadableFileError: it is not in the format, or in none that is known.
    """
    if len(data) > LARGEST:
        most = LARGEST // (1024 * 1024)
        raise UnreadableFileError(_("larger than {most} MB").format(most=most))
    known = FORMATS[format_name or format_of(data, name)]
    if known.name == "wikidata" and not _is_json(data):  # the results of a query as a table
        known = FORMATS["csv"]
    return cast("Reading", _function(known, known.reads))(data, name, of_type)


def write(entities: Sequence[Entity], format_name: str) -> Exported:
    """Return entities in a format, one of `WRITABLE`, and what of them it cannot hold."""
    known = FORMATS[format_name]
    return cast("Writing", _function(known, known.writes))(entities)


def _function(known: Format, name: str) -> Reading | Writing:
    function: Reading | Writing = getattr(import_module(f"{__package__}.{known.module}"), name)
    return function


def format_of(data: bytes, name: str) -> str:
    """Return the name of the format that a file is in, by what its name ends with, else by how it begins.

    Raises:
        UnreadableFileError: no format is known for it.
    """
    suffix = PurePath(name).suffix.lower()
    for known in FORMATS.values():
        if known.reads and suffix in known.suffixes:
            return known.name
    beginning = data[:_GLANCE].decode("utf-8-sig", "replace").lstrip()
    if beginning.startswith("<"):
        return "skos-turtle" if beginning.startswith(("<http", "<urn:")) else "tei"
    if beginning.startswith(("@prefix", "@base", "PREFIX ", "BASE ")):
        return "skos-turtle"
    first = beginning.partition("\n")[0]
    if beginning.startswith("{") and '"pattern"' in first:
        return "spacy"
    if beginning.startswith(("{", "[")):
        return "skos-jsonld" if '"@' in beginning else "wikidata"
    if _is_table(first):
        return "csv"
    formats = ", ".join(READABLE)
    message = _("no format is known for it by its name or its beginning; say which it is: {formats}")
    raise UnreadableFileError(message.format(formats=one_line(formats)))


def _is_json(data: bytes) -> bool:
    return data[:_GLANCE].decode("utf-8-sig", "replace").lstrip().startswith(("{", "["))


def _is_table(line: str) -> bool:
    from reader.entities.interchange.tables import is_heading

    return is_heading(line)
