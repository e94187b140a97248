"""`reader entities import` and `reader entities export`: entities and mentions to and from other programs."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from reader.documents.decoding import UnreadableDocumentError
from reader.documents.files import read_bytes
from reader.documents.naming import STANDARD_INPUT
from reader.language import _, ngettext

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from reader.entities.entity import Entity
    from reader.entities.interchange.mention_formats import MentionRow
    from reader.library.imported_lists import Difference
    from reader.library.library import Library

DONE, NOTHING_FOUND, WRONG_USAGE, UNREADABLE = 0, 1, 2, 3


@dataclass(frozen=True)
class Common:
    """What all commands share."""

    parser: Callable[..., argparse.ArgumentParser]
    """Makes a parser from the command, what it does, and examples."""
    complain: Callable[[str], None]
    """Says one line on standard error."""
    takes_names: Callable[[argparse.ArgumentParser], None]
    """Gives a parser the options that tell which names are looked for."""
    library: Callable[[Sequence[str], argparse.Namespace], Library]
    """Opens the library of paths, with such options."""
    status: Callable[[Library, bool], int]
    """Tells what could not be read, closes a library, and returns the exit status."""


def import_entities(words: Sequence[str], common: Common) -> int:
    """Import a file: 0 done, 1 no entity in it, 2 wrong usage or another list in the way, 3 it could not be read."""
    from reader.entities.interchange.formats import READABLE, read
    from reader.entities.interchange.records import UnreadableFileError, in_short

    description = _(
        "Import people and things from a file of another program, as a list of its own. "
        "Importing the same file again replaces its list. What cannot be taken is told."
    )
    examples = ("people.csv --type person", "query.json --type person --name politicians", "persons.xml --dry-run")
    parser = common.parser("entities import", description, *examples)
    parser.add_argument("file", metavar="FILE", help=_("a file; - is standard input"))
    known = _("its format: {formats} (default: by its name, else by its beginning)")
    parser.add_argument("--format", choices=READABLE, metavar="F", help=known.format(formats=", ".join(READABLE)))
    parser.add_argument("--name", metavar="NAME", help=_("the name of the list (default: that of the file)"))
    parser.add_argument("--type", metavar="T", help=_("the type of those whose type the file does not say"))
    parser.add_argument("--dry-run", action="store_true", help=_("only tell what would be done"))
    chosen = parser.parse_args(words)
    name = _list_name(chosen.file, chosen.name, common)
    of_type = _given_type(chosen.type, common)
    if name is None or of_type is None:
        return WRONG_USAGE
    try:
        imported = read(_bytes(chosen.file), chosen.file, chosen.format, of_type or None)
    except (UnreadableFileError, UnreadableDocumentError) as error:
        common.complain(f"{chosen.file}: {error}")
        return UNREADABLE
    for problem in in_short(imported.problems):
        common.complain(str(problem))
    if not imported.entities:
        common.complain(_("{file}: nobody and nothing to import").format(file=chosen.file))
        return NOTHING_FOUND
    return _keep(imported.entities, name, chosen, common)


def _bytes(file: str) -> bytes:
    from reader.entities.interchange.formats import LARGEST

    return read_bytes(file, LARGEST + 1)


def _list_name(file: str, given: str | None, common: Common) -> str | None:
    from reader.library.imported_lists import is_list_name, list_name

    if given is not None:
        if not is_list_name(given):
            message = _("{name} cannot be the name of a list; give letters, digits and hyphens")
            common.complain(message.format(name=repr(given)))
            return None
        return given
    name = None if file == STANDARD_INPUT else list_name(file)
    if name is None:
        common.complain(_("give the list a name with --name"))
    return name


def _given_type(word: str | None, common: Common) -> str | None:
    """Return the type that was given, empty where none was; None where it can be none."""
    from reader.entities.interchange.entity_types import type_of

    of_type = type_of(word) if word else ""
    if of_type is None:
        from reader.entities.lists import TYPES

        message = _("write a type in lower-case Latin letters, such as {types}")
        common.complain(message.format(types=", ".join(TYPES)))
    return of_type


def _keep(entities: Sequence[Entity], name: str, chosen: argparse.Namespace, common: Common) -> int:
    from reader.entities.interchange.formats import write
    from reader.library.imported_lists import NotImportedError, keep_list

    content = write(entities, "toml").data
    source = "" if chosen.file == STANDARD_INPUT else str(Path(chosen.file).absolute())
    by_id = {entity.id: entity for entity in entities}
    named = chosen.name is not None
    try:
        file, difference = keep_list(name, content, by_id, source, replaces_any=named, dry_run=chosen.dry_run)
    except NotImportedError as error:
        common.complain(str(error))
        return WRONG_USAGE
    names = sum(len(entity.spellings) for entity in entities)
    if chosen.dry_run:
        print(_("{file} would be written").format(file=file))
    else:
        print(file)
    print(_summary(len(entities), names, difference))
    return DONE


def _summary(entities: int, names: int, difference: Difference) -> str:
    counts = (
        ngettext("{count} entity", "{count} entities", entities).format(count=entities),
        ngettext("{count} name", "{count} names", names).format(count=names),
        _("{count} new").format(count=difference.added),
        _("{count} changed").format(count=difference.changed),
        _("{count} no longer there").format(count=difference.removed),
        _("{count} as before").format(count=difference.same),
    )
    return ", ".join(counts)


def export_entities(words: Sequence[str], common: Common) -> int:
    """Export entities or mentions: 0 done, 1 there are none, 2 wrong usage, 3 some input could not be read."""
    from reader.entities.interchange.formats import WRITABLE
    from reader.entities.interchange.mention_formats import MENTION_FORMATS

    description = _(
        "Export the entities of the lists for other programs, or with --mentions the places where they are mentioned. "
        "What a format cannot hold is told."
    )
    examples = (
        "--format csv -o people.csv --type person",
        "articles/ --format tei",
        "articles/ --mentions --format quickfix",
    )
    parser = common.parser("entities export", description, *examples)
    given = _("files and folders: only who is mentioned there (default: all whom the lists know)")
    parser.add_argument("paths", nargs="*", metavar="PATH", help=given)
    formats = _("{formats}; with --mentions {others}").format(
        formats=", ".join(WRITABLE), others=", ".join(MENTION_FORMATS)
    )
    parser.add_argument("--format", required=True, metavar="F", help=formats)
    parser.add_argument("--mentions", action="store_true", help=_("the mentions, not the entities"))
    parser.add_argument("--type", metavar="T", help=_("only entities of this type, such as person"))
    common.takes_names(parser)
    parser.add_argument("-o", "--output", metavar="FILE", help=_("the file to write (default: standard output)"))
    chosen = parser.parse_args(words)
    known = tuple(MENTION_FORMATS) if chosen.mentions else WRITABLE
    if chosen.format not in known:
        message = _("no format is called {word}; there are {known}")
        parser.error(message.format(word=repr(chosen.format), known=", ".join(known)))
    if chosen.output is not None and not (folder := Path(chosen.output).parent).is_dir():
        common.complain(_("{folder}: no such folder").format(folder=folder))
        return WRONG_USAGE
    library = common.library(chosen.paths, chosen)
    looks = chosen.mentions or bool(chosen.paths)
    mentioned = {entity for _number, analysis in library.analyses() for entity in analysis.counts} if looks else set()
    wanted = [entity for entity in library.present if chosen.type in (None, entity.type)]
    if chosen.type is not None and not wanted:
        types = ", ".join(sorted({entity.type for entity in library.present}))
        message = _("no entity has the type {type}; there are {known}")
        common.complain(message.format(type=repr(chosen.type), known=types))
    if chosen.mentions:
        rows = _Counted(mention_rows(library, {entity.id for entity in wanted}))
        _put(MENTION_FORMATS[chosen.format](rows), chosen.output)
        return common.status(library, rows.count > 0)
    if looks:
        wanted = [entity for entity in wanted if entity.id in mentioned]
    _export(wanted, chosen, common)
    return common.status(library, bool(wanted))


def _export(entities: Sequence[Entity], chosen: argparse.Namespace, common: Common) -> None:
    from reader.entities.interchange.formats import write
    from reader.entities.interchange.records import in_short

    exported = write(entities, chosen.format)
    _put([exported.data.decode("utf-8")], chosen.output)
    for problem in in_short(exported.problems):
        common.complain(str(problem))


def _put(pieces: Iterable[str], output: str | None) -> None:
    """Write text to a file, as a whole or not at all, or to standard output."""
    if output is None or output == STANDARD_INPUT:
        from reader.cli_convert import write_text

        write_text(pieces)
        return
    from reader.library.atomic import change_file

    content = "".join(pieces).encode("utf-8", "surrogateescape")
    change_file(Path(output), lambda _before: content)


class _Counted:
    """Mentions that are counted as they go by."""

    def __init__(self, rows: Iterable[MentionRow]) -> None:
        self._rows = rows
        self.count = 0

    def __iter__(self) -> Iterator[MentionRow]:
        for row in self._rows:
            self.count += 1
            yield row


def mention_rows(library: Library, wanted: set[str]) -> Iterator[MentionRow]:
    """Yield the mentions of entities, given by their ids, document by document."""
    from reader.documents.anchoring import selector_at
    from reader.documents.paragraphs import Span
    from reader.entities.interchange.mention_formats import MentionRow
    from reader.library.search import context_line

    for number, analysis in library.analyses():
        found = [mention for mention in analysis.mentions if mention.entity in wanted]
        try:
            text = library.open(number).text if found else ""
        except UnreadableDocumentError:  # the index knows it, but it can no longer be read
            continue
        line, column, place = 1, 1, 0
        for mention in found:
            between = text[place : mention.start]
            if ends := between.count("\n"):
                line, column, between = line + ends, 1, between[between.rindex("\n") + 1 :]
            column += len(between.encode("utf-8", "surrogatepass"))
            place = mention.start
            selector = selector_at(text, mention.start, mention.end)
            entity = library.entity(mention.entity)
            yield MentionRow(
                document=library.documents[number],
                start=mention.start,
                end=mention.end,
                text=selector.exact,
                entity=entity.id,
                name=entity.name,
                type=entity.type,
                line=line,
                column=column,
                prefix=selector.prefix,
                suffix=selector.suffix,
                context=context_line(text, Span(mention.start, mention.end)),
            )
