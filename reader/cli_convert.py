"""`reader convert` and `reader detect`: texts of any length, as they come, in memory that does not grow with them.

Documents in formats that can only be read as a whole are.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NamedTuple

from reader.documents.decoding import UnreadableDocumentError, decode_pieces
from reader.documents.files import open_bytes, read_pieces
from reader.documents.naming import STANDARD_INPUT
from reader.library.finding import stamp_of
from reader.library.reading import has_to_be_parsed, read
from reader.scripts.survey import Survey, script_of, survey

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from io import BufferedIOBase

    from reader.documents.document import Document
    from reader.entities.matching import Matcher
    from reader.scripts.script import Written
    from reader.scripts.target import Target


def converted(
    name: str, matcher: Matcher, target: Target, written: Written | None, encoding: str | None = None
) -> Iterator[str]:
    """Yield the text of a document in a script as it comes.

    Args:
        name: the path, or `-` for standard input.
        matcher: what finds the names in it.
        target: how to show it.
        written: how all of it is written; None to find that out.
        encoding: the name of its encoding; None to find that out.

    Raises:
        UnreadableDocumentError: when it cannot be read, with the reason; of a long text what could be comes first.
    """
    from reader.entities.streaming import render_pieces

    if _is_read_whole(name):
        text = _read(name, encoding).text
        yield from render_pieces([text], matcher, target, written, lambda _beginning: script_of([text]))
        return
    with open_bytes(name) as file:
        begin = _position(file)

        def detect(beginning: str) -> Written:
            if begin is None:
                return script_of([beginning])
            place = file.tell()
            file.seek(begin)
            try:
                return script_of(decode_pieces(read_pieces(file), encoding))
            finally:
                file.seek(place)

        yield from render_pieces(decode_pieces(read_pieces(file), encoding), matcher, target, written, detect)


def _position(file: BufferedIOBase) -> int | None:
    """Return where one is in a file that can be read again from there; None for what comes only once."""
    try:
        return file.tell() if file.seekable() else None
    except (OSError, ValueError):
        return None


def _is_read_whole(name: str) -> bool:
    """Return whether a document has to be parsed; what comes on standard input is text, of whatever length."""
    return name != STANDARD_INPUT and has_to_be_parsed(name)


def _read(name: str, encoding: str | None) -> Document:
    return read(name, stamp_of(name) if encoding is None else None, encoding)


class Detected(NamedTuple):
    """What is told of a document without knowing any name in it."""

    survey: Survey
    encoding: str
    replaced: int
    """How many places of the file are broken."""


def detected(
    names: Sequence[str], unreadable: Callable[[str, str], None], encoding: str | None = None
) -> Iterator[tuple[str, Detected]]:
    """Yield how the texts of documents are written and how they were decoded.

    Args:
        names: the paths; `-` for standard input.
        unreadable: told the names of those left out, and why.
        encoding: the name of their encoding; None to find that out.
    """
    standard_input: Detected | None = None
    for name in names:
        try:
            found = (name == STANDARD_INPUT and standard_input) or _detected(name, encoding)
        except UnreadableDocumentError as error:
            unreadable(name, str(error))
            continue
        if name == STANDARD_INPUT:
            standard_input = found  # it can be read only once
        yield name, found


def _detected(name: str, encoding: str | None) -> Detected:
    if _is_read_whole(name):
        document = _read(name, encoding)
        return Detected(survey([document.text]), document.encoding, document.replaced)
    with open_bytes(name) as file:
        decoded = decode_pieces(read_pieces(file), encoding)
        found = survey(decoded)
    return Detected(found, decoded.label, decoded.replaced)


def write_text(pieces: Iterable[str], *, at_once: bool = False) -> None:
    """Write text as it stands, line ends included; to a terminal, as lines with controls made harmless.

    Args:
        pieces: the text.
        at_once: let whoever reads have each piece before the next one is asked for.
    """
    if sys.stdout.isatty():
        from reader.documents.paragraphs import LINE_END
        from reader.documents.sanitising import harmless

        for piece in pieces:
            print("\n".join(map(harmless, LINE_END.split(piece))), end="", flush=at_once)
        return
    sys.stdout.flush()
    for piece in pieces:
        sys.stdout.buffer.write(piece.encode("utf-8", "surrogateescape"))
        if at_once:
            sys.stdout.buffer.flush()
