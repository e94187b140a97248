"""`reader convert` and `reader detect`: texts of any length, as they come, in memory that does not grow with them."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from reader.documents.decoding import UnreadableDocumentError, decode_pieces
from reader.documents.document import STANDARD_INPUT, open_bytes, read_pieces
from reader.scripts.survey import Survey, script_of, survey

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from io import BufferedReader

    from reader.documents.decoding import DecodedPieces
    from reader.entities.matching import Matcher
    from reader.scripts.script import Written
    from reader.scripts.target import Target


def converted(
    name: str, matcher: Matcher, target: Target, written: Written | None, encoding: str | None = None
) -> Iterator[str]:
    """Yield the text of a file, or of standard input, in a script as it comes.

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


def _position(file: BufferedReader) -> int | None:
    """Return where one is in a file that can be read again from there; None for what comes only once."""
    try:
        return file.tell() if file.seekable() else None
    except (OSError, ValueError):
        return None


def surveys(
    names: Sequence[str], unreadable: Callable[[str, str], None], encoding: str | None = None
) -> Iterator[tuple[str, Survey, DecodedPieces]]:
    """Yield how the texts of files are written and how they were decoded.

    Args:
        names: the paths; `-` for standard input.
        unreadable: told the names of those left out, and why.
        encoding: the name of their encoding; None to find that out.
    """
    standard_input: tuple[Survey, DecodedPieces] | None = None
    for name in names:
        try:
            if name != STANDARD_INPUT or standard_input is None:
                with open_bytes(name) as file:
                    decoded = decode_pieces(read_pieces(file), encoding)
                    found = survey(decoded)
            else:
                found, decoded = standard_input  # it can be read only once
        except UnreadableDocumentError as error:
            unreadable(name, str(error))
            continue
        if name == STANDARD_INPUT:
            standard_input = found, decoded
        yield name, found, decoded


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
        sys.stdout.buffer.write(piece.encode("utf-8"))
        if at_once:
            sys.stdout.buffer.flush()
