"""The command line: the app on files and folders, and its answers as text or JSON without a screen.

Thin: every command calls the rooms below and prints. Nothing is imported before a command needs it, and Textual only
when the app opens, so that the commands answer at once.
"""

from __future__ import annotations

import argparse
import os
import sys
from typing import TYPE_CHECKING, Any

from reader import __version__, language
from reader.language import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reader.entities.entity import Entity
    from reader.library.library import Library
    from reader.scripts.script import Script

DONE, NOTHING_FOUND, WRONG_USAGE, UNREADABLE, INTERRUPTED = 0, 1, 2, 3, 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit status: 0 done, 1 nothing found, 2 wrong usage, 3 input unreadable."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    language.use(_language_in(words))
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="surrogateescape")  # file names may be any bytes
    commands = {command.__name__.lstrip("_"): command for command in (_list, _show, _detect, _convert)}
    commands |= {command.__name__.lstrip("_"): command for command in (_mentions, _entities, _search, _index)}
    try:
        status = commands[words[0]](words[1:]) if words and words[0] in commands else _open(words)
        sys.stdout.flush()
    except BrokenPipeError:  # whoever read our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except KeyboardInterrupt:
        return INTERRUPTED
    return status


def _language_in(words: Sequence[str]) -> str | None:
    for number, word in enumerate(words):
        if word == "--language" and number + 1 < len(words):
            return language.language_of(words[number + 1])
        if word.startswith("--language="):
            return language.language_of(word.partition("=")[2])
    return None


# The parsers


def _parser(command: str, description: str, *examples: str) -> argparse.ArgumentParser:
    """Return a parser whose help leads with examples."""
    lines = "\n".join("  " + " ".join(("reader", command, example)).replace("  ", " ").rstrip() for example in examples)
    heading = _("for example:")
    parser = argparse.ArgumentParser(
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


def _takes_json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help=_("print one JSON object a line"))


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


def _epilog() -> str:
    summaries = {
        "list": _("the documents with title, script and length"),
        "show": _("a document as text, in a script"),
        "detect": _("the script that files are written in"),
        "convert": _("text into a script, names kept"),
        "mentions": _("where people and things are mentioned"),
        "entities": _("who and what is mentioned, and how often"),
        "search": _("where a text stands, in either script"),
        "index": _("read all documents now, so that they open faster later"),
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
    parser.add_argument("--log", action="store_true", help=_("print the log, the full story of what went wrong"))
    parser.add_argument("--version", action="version", version=f"reader {__version__}")
    chosen = parser.parse_args(words)
    if chosen.log:
        return _print_log()
    if not sys.stdout.isatty():
        _complain(_("the app needs a terminal; for text without one see reader --help"))
        return WRONG_USAGE
    missing = [path for path in chosen.paths if path != "-" and not os.path.lexists(path)]
    for path in missing:
        _complain(_("{path}: no such file or folder").format(path=path))
    if missing and len(missing) == len(chosen.paths):
        return UNREADABLE
    from reader.app.start import start

    return start([path for path in chosen.paths if path not in missing], chosen.script)


def _print_log() -> int:
    from reader.library.locations import log_file

    path = log_file()
    if not path.is_file():
        _complain(_("the log is empty"))
        return NOTHING_FOUND
    print(path.read_text(encoding="utf-8", errors="replace"), end="")
    return DONE


# The commands


def _list(words: Sequence[str]) -> int:
    parser = _parser("list", _("List documents with title, script and length."), "", "articles/ --json")
    _takes_paths(parser)
    _takes_json(parser)
    chosen = parser.parse_args(words)
    library = _library(chosen.paths)
    rows = []
    for number, analysis in library.analyses():
        rows.append(
            {
                "document": library.documents[number],
                "title": analysis.title,
                "script": str(analysis.written),
                "characters": analysis.characters,
                "paragraphs": sum(analysis.paragraphs.values()),
                "modified": _modified(library.documents[number]),
            }
        )
    return _print(library, rows, chosen.json, "document script characters title")


def _modified(document: str) -> str | None:
    from datetime import UTC, datetime
    from pathlib import Path

    if document == "-":
        return None
    try:
        return datetime.fromtimestamp(Path(document).stat().st_mtime, UTC).isoformat(timespec="seconds")
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
    chosen = parser.parse_args(words)
    from reader.documents.decoding import UnreadableDocumentError
    from reader.entities.rendering import render_text

    library = _library([chosen.document], finds=False)
    try:
        text = library.open(0).text
        analysis = library.analysis(0)
    except UnreadableDocumentError as error:
        _complain(f"{chosen.document}: {error}")
        return UNREADABLE
    found, entities = analysis.mentions, library.matcher.entities
    pieces = render_text(text, analysis.written, found, entities, chosen.script, wording=chosen.wording)
    _write_text(pieces)
    return _status(library, found_something=True)


def _detect(words: Sequence[str]) -> int:
    parser = _parser("detect", _("Tell in which script files are written."), "article.txt novel.txt --json")
    parser.add_argument("files", nargs="+", metavar="FILE", help=_("a file; - is standard input"))
    _takes_json(parser)
    chosen = parser.parse_args(words)
    library = _library(chosen.files, finds=False)
    rows = [
        {
            "document": library.documents[number],
            "script": str(analysis.written),
            "paragraphs": {str(script): count for script, count in analysis.paragraphs.items()},
        }
        for number, analysis in library.analyses()
    ]
    return _print(library, rows, chosen.json, "document script")


def _convert(words: Sequence[str]) -> int:
    example = "--to taiwan --wording < article.txt > article-tw.txt"
    parser = _parser("convert", _("Convert text into a script, names kept."), example)
    parser.add_argument("--to", type=_script, required=True, metavar="S", help=_("the script to convert into"))
    parser.add_argument(
        "--from", dest="source", type=_script, metavar="S", help=_("the script of the text (default: detected)")
    )
    parser.add_argument("--wording", action="store_true", help=_("use the words of the region as well (软件: 軟體)"))
    parser.add_argument("file", nargs="?", default="-", metavar="FILE", help=_("a file (default: standard input)"))
    chosen = parser.parse_args(words)
    from reader.documents.decoding import UnreadableDocumentError
    from reader.entities.rendering import render_text
    from reader.scripts.script import Script, Written

    library = _library([chosen.file], finds=False)
    try:
        text = library.open(0).text
        analysis = library.analysis(0)
    except UnreadableDocumentError as error:
        _complain(f"{chosen.file}: {error}")
        return UNREADABLE
    written = Written(chosen.source) if chosen.source not in (None, Script.ORIGINAL) else analysis.written
    entities = library.matcher.entities
    _write_text(render_text(text, written, analysis.mentions, entities, chosen.to, wording=chosen.wording))
    return _status(library, found_something=True)


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
    _takes_json(parser)
    chosen = parser.parse_args(words)
    library = _library(chosen.paths)
    wanted = {entity.id for entity in _wanted(library, chosen.entity, chosen.type)}
    rows = []
    for number, analysis in library.analyses():
        text = ""
        for mention in analysis.mentions:
            if mention.entity in wanted:
                text = text or library.open(number).text
                entity = library.entity(mention.entity)
                rows.append(
                    {
                        "document": library.documents[number],
                        "start": mention.start,
                        "end": mention.end,
                        "text": text[mention.start : mention.end],
                        "entity": entity.id,
                        "name": entity.name,
                        "type": entity.type,
                    }
                )
    return _print(library, rows, chosen.json, "document start end text name")


def _wanted(library: Library, name: str | None, of_type: str | None) -> list[Entity]:
    entities = library.entities_named(name) if name is not None else library.lists.entities
    return [entity for entity in entities if of_type in (None, entity.type)]


def _entities(words: Sequence[str]) -> int:
    description = _("Print who and what is mentioned, and how often.")
    parser = _parser("entities", description, "articles/ --type person", "articles/ --json")
    _takes_paths(parser)
    _takes_type(parser)
    _takes_json(parser)
    chosen = parser.parse_args(words)
    library = _library(chosen.paths)
    analyses = [analysis for _number, analysis in library.analyses()]
    counts = library.counts()
    rows = [
        {
            "entity": entity.id,
            "name": entity.name,
            "type": entity.type,
            "names": list(entity.spellings),
            "documents": sum(entity.id in analysis.counts for analysis in analyses),
            "mentions": counts[entity.id],
        }
        for entity in sorted(_wanted(library, None, chosen.type), key=lambda entity: -counts[entity.id])
        if counts[entity.id]
    ]
    return _print(library, rows, chosen.json, "name type mentions documents")


def _search(words: Sequence[str]) -> int:
    parser = _parser("search", _("Find a text in documents, whichever script it is typed in."), "奥特曼 articles/")
    parser.add_argument("query", metavar="QUERY", help=_("the text to find"))
    _takes_paths(parser)
    _takes_json(parser)
    chosen = parser.parse_args(words)
    from reader.documents.paragraphs import Span
    from reader.library.search import context_line

    library = _library(chosen.paths)
    rows = []
    for place in library.search(chosen.query):
        text = library.open(place.document).text
        rows.append(
            {
                "document": library.documents[place.document],
                "start": place.start,
                "end": place.end,
                "text": text[place.start : place.end],
                "context": context_line(text, Span(place.start, place.end)),
            }
        )
    return _print(library, rows, chosen.json, "document start context")


def _index(words: Sequence[str]) -> int:
    description = _("Read all documents now, so that lists and jumps need not wait for it later.")
    parser = _parser("index", description, "articles/")
    _takes_paths(parser)
    chosen = parser.parse_args(words)
    library = _library(chosen.paths)
    count = sum(1 for _analysis in library.analyses())
    print(language.ngettext("{count} document indexed", "{count} documents indexed", count).format(count=count))
    return _status(library, found_something=count > 0)


# What the commands share


def _library(paths: Sequence[str], *, finds: bool = True) -> Library:
    """Return the library of paths; of none the one last opened, else the sample documents.

    Without `finds` each path is a document, also where it is a folder, which then cannot be read as one.
    """
    import logging

    from reader.library.library import Library
    from reader.library.opening import sources_for

    logging.getLogger("reader").addHandler(logging.NullHandler())  # what is done without is no answer
    return Library(sources_for(paths) if finds else paths, walk_folders=finds)


def _print(library: Library, rows: Iterable[dict[str, Any]], as_json: bool, columns: str) -> int:
    """Print rows as JSON, or their columns (names separated by spaces) as text separated by tabs."""
    from reader.documents.sanitising import one_line

    found = False
    for row in rows:
        found = True
        if as_json:
            import json

            print(json.dumps(row, ensure_ascii=False))
        else:
            print("\t".join(one_line(str(row[column])) for column in columns.split()))
    return _status(library, found)


def _status(library: Library, found_something: bool) -> int:
    """Name on standard error what could not be read, close the library, and return the exit status."""
    for number, reason in sorted(library.unreadable.items()):
        _complain(f"{library.documents[number]}: {reason}")
    for problem in library.lists.problems:
        _complain(str(problem))
    library.close()
    if library.unreadable or library.lists.problems:
        return UNREADABLE
    return DONE if found_something else NOTHING_FOUND


def _write_text(pieces: Iterable[str]) -> None:
    """Write text as it stands, line ends included; to a terminal, as lines with controls made harmless."""
    if sys.stdout.isatty():
        from reader.documents.paragraphs import LINE_END
        from reader.documents.sanitising import harmless

        for piece in pieces:
            print("\n".join(map(harmless, LINE_END.split(piece))), end="")
        return
    sys.stdout.flush()
    for piece in pieces:
        sys.stdout.buffer.write(piece.encode("utf-8"))


def _complain(message: str) -> None:
    from reader.documents.sanitising import one_line

    print(f"reader: {one_line(message)}", file=sys.stderr)
