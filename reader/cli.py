"""The command line: the app on files and folders, and its answers as text or JSON without a screen.

Thin: every command calls the rooms below and prints. Nothing is imported before a command needs it, and Textual only
when the app opens, so that the commands answer at once.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections import deque
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NoReturn

from reader import __version__, cli_usage, language
from reader.language import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reader.app.settings import Loaded
    from reader.entities.entity import Entity
    from reader.entities.lists import Problem
    from reader.library.analysis import Analysis
    from reader.library.library import Library
    from reader.scripts.script import Script
    from reader.scripts.target import Target

DONE, NOTHING_FOUND, WRONG_USAGE, UNREADABLE, INTERRUPTED = 0, 1, 2, 3, 130
LONGEST_LOGGED = 65_536
"""Code points of a line of the log that are printed at a time."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit status: 0 done, 1 nothing found, 2 wrong usage, 3 input unreadable."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # whoever started us has closed it
            setattr(sys, name, os.fdopen(_nowhere(), "w"))
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="surrogateescape")  # file names may be any bytes
    try:
        try:
            return _run(list(sys.argv[1:] if arguments is None else arguments))
        finally:
            sys.stdout.flush()
    except BrokenPipeError:  # whoever read our output has seen enough
        os.dup2(_nowhere(), sys.stdout.fileno())
        return DONE
    except OSError as error:
        from reader.documents.reasons import why_unwritten

        reason = why_unwritten(error)  # what cannot be read has said so itself
        _complain(reason if error.filename is None else f"{error.filename}: {reason}")
        os.dup2(_nowhere(), sys.stdout.fileno())  # what could not be written is not tried again at the end
        return UNREADABLE
    except KeyboardInterrupt:
        return INTERRUPTED


def _run(words: Sequence[str]) -> int:
    chosen, words = _language_taken_off(words)
    if chosen not in (None, *language.LANGUAGES):
        language.use()
        known = ", ".join(language.LANGUAGES)
        _complain(_("no language is called {word}; there are {known}").format(word=repr(chosen), known=known))
        return WRONG_USAGE
    language.use(chosen)
    cli_usage.translate()
    commands = {command.__name__.lstrip("_"): command for command in (_list, _show, _detect, _convert)}
    commands |= {
        command.__name__.lstrip("_"): command for command in (_mentions, _entities, _discover, _search, _index)
    }
    commands |= {command.__name__.lstrip("_"): command for command in (_config, _keys, _bookmarks)}
    return commands[words[0]](words[1:]) if words and words[0] in commands else _open(words)


def _language_taken_off(words: Sequence[str]) -> tuple[str | None, list[str]]:
    """Return what follows the option --language, wherever it stands, and all the other words."""
    chosen: str | None = None
    others: list[str] = []
    left = iter(words)
    for word in left:
        if word == "--":
            others += (word, *left)
        elif word.startswith("--language="):
            chosen = word.partition("=")[2]
        elif word == "--language" and (value := next(left, None)) is not None:
            chosen = value
        else:
            others.append(word)
    return chosen, others


def _nowhere() -> int:
    return os.open(os.devnull, os.O_WRONLY)


# The parsers


class _Parser(argparse.ArgumentParser):
    """A parser that complains in one harmless line: what was typed may be the name of a file that anybody has named."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong, and leave."""
        from reader.documents.sanitising import one_line

        super().error(one_line(message))


def _parser(command: str, description: str, *examples: str) -> argparse.ArgumentParser:
    """Return a parser whose help leads with examples."""
    lines = "\n".join("  " + " ".join(("reader", command, example)).replace("  ", " ").rstrip() for example in examples)
    heading = _("for example:")
    parser = _Parser(
        prog=f"reader {command}".strip(),
        description=f"{heading}\n{lines}\n\n{description}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument(
        "--language",
        choices=language.LANGUAGES,
        help=_("the language of the interface (default: that of the locale)"),
    )
    return parser


def _takes_paths(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "paths",
        nargs="*",
        metavar="PATH",
        help=_("files and folders (default: the library last opened, else the sample documents)"),
    )
    _takes_encoding(parser)


def _takes_encoding(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--encoding",
        type=_encoding,
        metavar="E",
        help=_("the encoding of the documents, such as gb18030 or big5 (default: found out for each)"),
    )


def _takes_json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help=_("print one JSON object a line"))


def _takes_names(parser: argparse.ArgumentParser, *, known_only: bool = True) -> None:
    if known_only:
        parser.add_argument(
            "--known-only", action="store_true", help=_("only whom entity lists know, not people who were found")
        )
    parser.add_argument(
        "--no-shipped-entities", action="store_true", help=_("without the entity list that comes with reader")
    )


def _takes_type(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--type", metavar="T", help=_("only entities of this type, such as person"))


def _script(word: str) -> Script:
    from reader.scripts.script import WORDS, Script

    try:
        return Script.parse(word)
    except ValueError as error:
        known = ", ".join((*Script, *WORDS))
        raise argparse.ArgumentTypeError(
            _("no script is called {word}; there are {known}").format(word=repr(word), known=known)
        ) from error


def _encoding(word: str) -> str:
    from reader.documents.encodings import UnknownEncodingError, named

    try:
        return named(word).label
    except UnknownEncodingError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def _epilog() -> str:
    summaries = {
        "list": _("the documents with title, script and length"),
        "show": _("a document as text, in a script"),
        "detect": _("the script that files are written in"),
        "convert": _("text into a script, names kept"),
        "mentions": _("where people and things are mentioned"),
        "entities": _("who and what is mentioned, and how often; import and export of entity lists"),
        "discover": _("people whom no entity list knows, and who may be the same"),
        "search": _("where a text stands, in either script"),
        "bookmarks": _("what was marked, with the notes"),
        "index": _("read all documents now, so that they open faster later"),
        "config": _("the settings that hold, and where they are kept"),
        "keys": _("the keys that hold, and the ids to give others by"),
    }
    lines = "\n".join(f"  {name:<10} {summary}" for name, summary in summaries.items())
    heading = _("commands (each has --help):")
    return f"{heading}\n{lines}"


# The app


def _open(words: Sequence[str]) -> int:
    description = _("Read Chinese documents in either script, and jump between mentions of the same person.")
    parser = _parser("", description, "", "articles/", "novel.txt --script simplified", "list articles/ --json")
    parser.epilog = _epilog()
    parser.add_argument(
        "paths",
        nargs="*",
        metavar="PATH",
        help=_("files and folders; - is standard input (default: the library last opened, else the sample documents)"),
    )
    parser.add_argument(
        "--script",
        type=_script,
        metavar="S",
        help=_("original, simplified, traditional, taiwan or hongkong (default: the one last chosen)"),
    )
    _takes_encoding(parser)
    _takes_names(parser, known_only=False)
    parser.add_argument("--log", action="store_true", help=_("print the log, the full story of what went wrong"))
    parser.add_argument("--version", action="version", version=f"reader {__version__}")
    chosen = parser.parse_args(words)
    if chosen.log:
        return _print_log()
    if not sys.stdout.isatty():
        _complain(_("the app needs a terminal; for text without one see reader --help"))
        return WRONG_USAGE
    if "-" not in chosen.paths and (sys.stdin is None or not sys.stdin.isatty()):
        _complain(_("the app takes its keys from the terminal; to read standard input: reader -"))
        return WRONG_USAGE
    missing = [path for path in chosen.paths if path != "-" and not os.path.lexists(path)]
    if missing:
        from reader.documents.archived import is_there

        missing = [path for path in missing if not is_there(path)]
    for path in missing:
        _complain(_("{path}: no such file or folder").format(path=path))
    if missing and len(missing) == len(chosen.paths):
        return UNREADABLE
    from reader.app.start import start
    from reader.documents.decoding import UnreadableDocumentError

    try:
        paths = [path for path in chosen.paths if path not in missing]
        return start(paths, chosen.script, with_shipped=not chosen.no_shipped_entities, encoding=chosen.encoding)
    except UnreadableDocumentError as error:  # standard input is read before the app opens
        _complain(f"-: {error}")
        return UNREADABLE


def _print_log() -> int:
    from reader.documents.sanitising import harmless
    from reader.library.locations import log_file

    path = log_file()
    if not path.is_file():
        _complain(_("the log is empty"))
        return NOTHING_FOUND
    with path.open(encoding="utf-8", errors="replace", newline="\n") as lines:
        while line := lines.readline(LONGEST_LOGGED):  # what has no end does not fill the memory
            print(harmless(line.removesuffix("\n")), end="\n" if line.endswith("\n") else "")
    return DONE


# The commands


def _list(words: Sequence[str]) -> int:
    parser = _parser("list", _("List documents with title, script and length."), "", "articles/ --json")
    _takes_paths(parser)
    _takes_json(parser)
    chosen = parser.parse_args(words)
    library = _library(chosen.paths, chosen, with_found=False)
    rows = (
        {
            "document": library.documents[number],
            "title": analysis.title,
            "script": str(analysis.written),
            "characters": analysis.characters,
            "paragraphs": sum(analysis.survey.paragraphs.values()),
            "modified": _modified(library.documents[number]),
        }
        for number, analysis in library.analyses()
    )
    return _print(library, rows, chosen.json, "document script characters title")


def _modified(document: str) -> str | None:
    from datetime import UTC, datetime
    from pathlib import Path

    from reader.documents.archived import archive_of

    if document == "-":
        return None
    inside = archive_of(document)
    file = inside[0] if inside is not None else document
    try:
        return datetime.fromtimestamp(Path(file).stat().st_mtime, UTC).isoformat(timespec="seconds")
    except (OSError, OverflowError, ValueError):  # it is gone by now, or dated beyond the calendar
        return None


def _show(words: Sequence[str]) -> int:
    parser = _parser("show", _("Print a document in a script, names kept."), "article.txt --script taiwan")
    parser.add_argument("document", metavar="DOCUMENT", help=_("a file; - is standard input"))
    parser.add_argument(
        "--script",
        type=_script,
        default="original",
        metavar="S",
        help=_("original (default), simplified, traditional, taiwan or hongkong"),
    )
    parser.add_argument("--wording", action="store_true", help=_("use the words of the region as well (软件: 軟體)"))
    _takes_encoding(parser)
    chosen = parser.parse_args(words)
    from reader.cli_convert import write_text
    from reader.documents.decoding import UnreadableDocumentError
    from reader.entities.rendering import render_text

    library = _library([chosen.document], chosen, finds=False)
    try:
        text = library.open(0).text
        library.complete(0, of_found=False)
        library.link()
        analysis = library.complete(0, of_found=True)
    except UnreadableDocumentError as error:
        _complain(f"{chosen.document}: {error}")
        return UNREADABLE
    target, problems = _target(chosen.script, library.sources, wording=chosen.wording)
    write_text(render_text(text, analysis.written, analysis.mentions, library.entities, target))
    return _status(library, True, problems)


def _detect(words: Sequence[str]) -> int:
    parser = _parser(
        "detect", _("Tell in which script files are written, and in which encoding."), "article.txt novel.txt --json"
    )
    parser.add_argument("files", nargs="+", metavar="FILE", help=_("a file; - is standard input"))
    _takes_encoding(parser)
    _takes_json(parser)
    chosen = parser.parse_args(words)
    from reader.cli_convert import detected

    status = DONE

    def unreadable(name: str, reason: str) -> None:
        nonlocal status
        status = UNREADABLE
        _complain(f"{name}: {reason}")

    for name, found in detected(chosen.files, unreadable, chosen.encoding):
        row = {
            "document": name,
            "script": str(found.survey.written),
            "paragraphs": {str(script): count for script, count in found.survey.paragraphs.items()},
            "encoding": found.encoding,
            "replaced": found.replaced,
        }
        _print_row(row, chosen.json, "document script encoding")
    return status


def _convert(words: Sequence[str]) -> int:
    examples = ("--to taiwan --wording < article.txt > article-tw.txt", "--to simplified --from taiwan novel.txt")
    parser = _parser("convert", _("Convert text of any length into a script as it comes, names kept."), *examples)
    parser.add_argument("--to", type=_script, required=True, metavar="S", help=_("the script to convert into"))
    parser.add_argument(
        "--from",
        dest="source",
        type=_script,
        metavar="S",
        help=_("the script of all of the text (default: detected, paragraph by paragraph)"),
    )
    parser.add_argument("--wording", action="store_true", help=_("use the words of the region as well (软件: 軟體)"))
    parser.add_argument("file", nargs="?", default="-", metavar="FILE", help=_("a file (default: standard input)"))
    _takes_encoding(parser)
    chosen = parser.parse_args(words)
    from reader.cli_convert import converted, write_text
    from reader.documents.decoding import UnreadableDocumentError
    from reader.scripts.script import Script, Written

    given = None if chosen.source in (None, Script.ORIGINAL) else Written(str(chosen.source))
    library = _library([chosen.file], finds=False, with_found=False)
    target, problems = _target(chosen.to, library.sources, wording=chosen.wording)
    try:
        encoding = chosen.encoding or library.encoding(0)
        write_text(converted(chosen.file, library.matcher, target, given, encoding), at_once=True)
    except UnreadableDocumentError as error:
        library.unreadable[0] = str(error)
    return _status(library, True, problems)


def _target(script: Script, sources: Sequence[str], *, wording: bool) -> tuple[Target, Sequence[Problem]]:
    """Return how a text is to be shown, and what is wrong with the reader's exceptions for it."""
    from reader.library.exceptions_store import exceptions_for
    from reader.scripts.target import Target

    exceptions, problems = exceptions_for(sources)
    return Target(script, wording=wording, exceptions=exceptions), problems


def _mentions(words: Sequence[str]) -> int:
    parser = _parser(
        "mentions",
        _("Print where people and things are mentioned, as offsets in code points."),
        "articles/ --entity 陈信翰",
        "articles/ --type person --json",
    )
    _takes_paths(parser)
    parser.add_argument("--entity", metavar="NAME", help=_("only this one, by any of its names"))
    _takes_type(parser)
    _takes_names(parser)
    _takes_json(parser)
    chosen = parser.parse_args(words)
    library = _library(chosen.paths, chosen)
    rows = _mentions_of(library, chosen.entity, chosen.type)
    return _print(library, rows, chosen.json, "document start end text name")


def _mentions_of(library: Library, name: str | None, of_type: str | None) -> Iterator[dict[str, Any]]:
    from reader.documents.decoding import UnreadableDocumentError

    if library.with_found:
        deque(library.analyses(), maxlen=0)  # nobody knows who is found before all documents are known
    wanted = {entity.id for entity in _wanted(library, name, of_type)}
    unclear = 0
    for number, analysis in library.analyses():
        unclear += _unclear_in(analysis, wanted)
        found = [mention for mention in analysis.mentions if mention.entity in wanted]
        try:
            text = library.open(number).text if found else ""
        except UnreadableDocumentError:  # the index knows it, but it can no longer be read
            continue
        for mention in found:
            entity = library.entity(mention.entity)
            yield {
                "document": library.documents[number],
                "start": mention.start,
                "end": mention.end,
                "text": text[mention.start : mention.end],
                "entity": entity.id,
                "name": entity.name,
                "type": entity.type,
            }
    if unclear:
        told = language.ngettext(
            "{count} place more may mean one of several: they are not listed",
            "{count} places more may mean one of several: they are not listed",
            unclear,
        )
        _complain(told.format(count=unclear))


def _unclear_in(analysis: Analysis, wanted: set[str]) -> int:
    """Return how many places of a document may mean somebody who is wanted, or somebody else."""
    if not analysis.unclear:
        return 0
    from reader.entities.resolution import may_mean

    return sum(not wanted.isdisjoint(may_mean(place)) for place in analysis.unclear)


def _wanted(library: Library, name: str | None, of_type: str | None) -> list[Entity]:
    """Return the entities asked for; a name or a type that there is none of is complained about."""
    entities = library.present if name is None else library.entities_named(name)
    if not entities and name is not None:
        _complain(_("nobody and nothing is known as {name}").format(name=repr(name)))
    types = {entity.type for entity in library.present}
    if of_type is not None and of_type not in types:
        known = ", ".join(sorted(types))
        _complain(_("no entity has the type {type}; there are {known}").format(type=repr(of_type), known=known))
    return [entity for entity in entities if of_type in (None, entity.type)]


def _entities(words: Sequence[str]) -> int:
    if words and words[0] in ("import", "export"):
        from reader import cli_entities

        commands = {"import": cli_entities.import_entities, "export": cli_entities.export_entities}
        return commands[words[0]](words[1:], cli_entities.Common(_parser, _complain, _takes_names, _library, _status))
    description = _(
        "Print who and what is mentioned, and how often; “entities import” and “entities export” are apart."
    )
    parser = _parser("entities", description, "articles/ --type person", "articles/ --evidence", "articles/ --json")
    _takes_paths(parser)
    _takes_type(parser)
    _takes_names(parser)
    parser.add_argument(
        "--evidence", action="store_true", help=_("tell where each name comes from, and how sure it is")
    )
    _takes_json(parser)
    chosen = parser.parse_args(words)
    library = _library(chosen.paths, chosen)
    from reader.cli_people import counted, print_evidence

    rows = counted(library, chosen.type, _wanted, with_evidence=chosen.evidence)
    if chosen.evidence and not chosen.json:
        return _status(library, print_evidence(rows))
    return _print(library, rows, chosen.json, "name type mentions documents")


def _discover(words: Sequence[str]) -> int:
    description = _("Print people whom no entity list knows, what told of them, and who may be the same.")
    parser = _parser("discover", description, "articles/", "articles/ --json")
    _takes_paths(parser)
    _takes_names(parser, known_only=False)
    _takes_json(parser)
    chosen = parser.parse_args(words)
    library = _library(chosen.paths, chosen)
    from reader.cli_people import discovered, print_evidence

    rows = discovered(library)
    if chosen.json:
        return _print(library, rows, True, "")
    return _status(library, print_evidence(rows))


def _search(words: Sequence[str]) -> int:
    parser = _parser("search", _("Find a text in documents, whichever script it is typed in."), "奥特曼 articles/")
    parser.add_argument("query", metavar="QUERY", help=_("the text to find"))
    parser.add_argument("--regex", action="store_true", help=_("the query is a regular expression"))
    _takes_paths(parser)
    _takes_json(parser)
    chosen, more = parser.parse_known_args(words)
    if any(word.startswith("-") and word != "-" for word in more):
        parser.parse_args(words)  # says what is wrong
    chosen.paths += more  # argparse takes no paths behind an option that follows the query
    library = _library(chosen.paths, chosen)
    from reader.library.search import BadPatternError, SlowPatternError

    try:
        hits = _hits(library, chosen.query, regex=chosen.regex)
        return _print(library, hits, chosen.json, "document start context")
    except (BadPatternError, SlowPatternError) as error:
        _complain(str(error))
        return WRONG_USAGE


def _hits(library: Library, query: str, *, regex: bool) -> Iterator[dict[str, Any]]:
    from reader.documents.paragraphs import Span
    from reader.library.search import context_line

    for place in library.search(query, regex=regex):
        text = library.open(place.document).text
        yield {
            "document": library.documents[place.document],
            "start": place.start,
            "end": place.end,
            "text": text[place.start : place.end],
            "context": context_line(text, Span(place.start, place.end)),
        }


def _bookmarks(words: Sequence[str]) -> int:
    parser = _parser("bookmarks", _("Print bookmarks and notes, as Markdown."), "", "articles/ --json")
    parser.add_argument("paths", nargs="*", metavar="PATH", help=_("files and folders (default: all bookmarks)"))
    _takes_json(parser)
    chosen = parser.parse_args(words)
    from reader.cli_bookmarks import print_bookmarks

    return print_bookmarks(chosen.paths, _complain, as_lines=chosen.json)


def _index(words: Sequence[str]) -> int:
    description = _("Read all documents now, so that lists and jumps need not wait for it later.")
    parser = _parser("index", description, "articles/")
    _takes_paths(parser)
    chosen = parser.parse_args(words)
    library = _library(chosen.paths, chosen)
    known = [number for number, _analysis in library.analyses()]
    for number in filter(library.lacks_model, known):
        library.look_with_model(number)
    count = sum(1 for _analysis in library.analyses())
    print(language.ngettext("{count} document indexed", "{count} documents indexed", count).format(count=count))
    return _status(library, found_something=count > 0)


def _config(words: Sequence[str]) -> int:
    description = _("Print the settings that hold, what each may be, and the file they are kept in.")
    parser = _parser("config", description, "", "--json")
    _takes_json(parser)
    chosen = parser.parse_args(words)
    from reader.app.settings import SCHEMA, written

    loaded = _settings()
    if not chosen.json:
        there = loaded.path.exists()
        print("#", loaded.path if there else _("{file} (no such file yet)").format(file=loaded.path))
    for setting in SCHEMA:
        value = getattr(loaded.settings, setting.name)
        row = {
            "setting": setting.name,
            "value": value,
            "default": setting.default,
            "source": "file" if setting.name in loaded.given else "default",
            "allowed": setting.allowed_as_data,
            "meaning": _(setting.meaning),
            "file": str(loaded.path),
        }
        in_words = {} if chosen.json else {"value": written(value), "allowed": setting.allowed}
        _print_row(row | in_words, chosen.json, "setting value source allowed meaning")
    return DONE


def _keys(words: Sequence[str]) -> int:
    example = '"mention.next" = "n,ctrl+n"'
    description = _("Print the keys that hold. The settings can give others, under [keys]: {example}")
    parser = _parser("keys", description.format(example=example), "", "--json")
    _takes_json(parser)
    chosen = parser.parse_args(words)
    from reader.app import keys

    loaded = _settings()
    keys.use(loaded.keys)
    for where, table in keys.TABLES.items():
        for command in table:
            row = {
                "where": where,
                "id": command.id,
                "keys": list(command.keys_in_force),
                "shown": command.labels,
                "does": _(command.long),
                "default": list(keys.names(command.keys)),
                "source": "file" if command.id in loaded.keys else "default",
            }
            _print_row(row, chosen.json, "where id shown does source")
    return DONE


def _settings() -> Loaded:
    """Return the settings; what is wrong in their file is complained about, the rest holds."""
    from reader.app.settings import load
    from reader.library.locations import settings_file

    loaded = load(settings_file())
    for problem in loaded.problems:
        _complain(str(problem))
    return loaded


# What the commands share


def _library(
    paths: Sequence[str], chosen: argparse.Namespace | None = None, *, finds: bool = True, with_found: bool = True
) -> Library:
    """Return the library of paths; of none the one last opened, else the sample documents.

    Args:
        paths: as they were given.
        chosen: the options that tell how documents are read and which names are looked for.
        finds: without it each path is a document, also where it is a folder, which then cannot be read as one.
        with_found: without it nobody is looked for whom no list knows.
    """
    import logging

    from reader.library.library import Library
    from reader.library.opening import recall_encodings, sources_for

    logging.getLogger("reader").addHandler(logging.NullHandler())  # what is done without is no answer
    library = Library(
        sources_for(paths) if finds else paths,
        walk_folders=finds,
        with_shipped=not getattr(chosen, "no_shipped_entities", False),
        with_found=with_found and not getattr(chosen, "known_only", False),
        encoding=getattr(chosen, "encoding", None),
    )
    recall_encodings(library)
    return library


def _print(library: Library, rows: Iterable[dict[str, Any]], as_json: bool, columns: str) -> int:
    """Print rows as JSON, or their columns (names separated by spaces) as text separated by tabs."""
    found = False
    for row in rows:
        found = True
        _print_row(row, as_json, columns)
    return _status(library, found)


def _print_row(row: dict[str, Any], as_json: bool, columns: str) -> None:
    if as_json:
        import json

        from reader.documents.sanitising import harmless_json

        print(harmless_json(json.dumps(row, ensure_ascii=False), to_terminal=sys.stdout.isatty()))
    else:
        from reader.documents.sanitising import one_line

        print("\t".join(one_line(str(row[column])) for column in columns.split()))


def _status(library: Library, found_something: bool, problems: Sequence[Problem] = ()) -> int:
    """Name on standard error what could not be read, close the library, and return the exit status."""
    if not library.documents:
        from reader.documents.formats.registry import suffixes

        known = ", ".join(sorted(suffixes()))
        for folder in library.sources:
            _complain(_("{folder}: no documents in it ({suffixes})").format(folder=folder, suffixes=known))
    for number, reason in sorted(library.unreadable.items()):
        _complain(f"{library.documents[number]}: {reason}")
    problems = (*problems, *library.lists.problems)
    for problem in problems:
        _complain(str(problem))
    library.close()
    if library.unreadable or problems:
        return UNREADABLE
    return DONE if found_something else NOTHING_FOUND


def _complain(message: str) -> None:
    from reader.documents.sanitising import one_line

    with suppress(OSError):  # whoever does not listen is not told
        print(f"reader: {one_line(message)}", file=sys.stderr)
