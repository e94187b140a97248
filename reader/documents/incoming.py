"""A text that comes in pieces, of whatever length: stretch by stretch, each of whole paragraphs.

The paragraphs are those of the whole text (`reader.documents.paragraphs`), also in a line that has no end for long.
No more of the text is held than a stretch and what its paragraphs depend on.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.documents.decoding import UnreadableDocumentError
from reader.documents.paragraphs import LINE_ENDS, LONGEST, SEARCH, Span, paragraph_at

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

WHOLE = 1_500_000
"""A text of up to as many code points is one stretch, and so is the beginning of a longer one."""
STRETCH = 262_144
"""Code points from which on what has come behind that is a stretch."""
DEPENDS_ON = 2 * (LONGEST + SEARCH)
"""Code points behind a place that decide at most where its paragraph begins and whether it is one of a long line."""
KEPT = 2
"""Multiples of `LONGEST` before a stretch that are kept, because cuts of a long line are counted from them."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some paragraphs of a text with their line ends, and what has come of it around them."""

    text: str
    """What is at hand of the text."""
    span: Span
    """Where in that the stretch stands: offsets in code points, end exclusive."""
    offset: int
    """The source offset at which that begins."""
    is_last: bool
    """Whether the text ends with it."""

    @property
    def is_whole(self) -> bool:
        """Whether it is all of the text."""
        return self.is_last and self.offset == self.span.start == 0


def incoming(
    pieces: Iterable[str], is_enough: Callable[[str], bool] = bool, *, whole: int = WHOLE, stretch: int = STRETCH
) -> Iterator[Stretch]:
    """Yield a text stretch by stretch; together they are the text.

    Args:
        pieces: the text as it comes. An empty piece says that no more is there for now: the lines that are complete
            become a stretch then, however little that is.
        is_enough: asked for the first stretch whether the text so far is enough for that; else more is waited for.
        whole: as many code points are waited for before the first stretch.
        stretch: as many are waited for before any other.

    Raises:
        UnreadableDocumentError: where the pieces raise it; what came before is a stretch first, unless it is the first.
    """
    text, offset, start = "", 0, 0
    waiting: list[str] = []
    length, most = 0, whole
    try:
        for piece in pieces:
            waiting.append(piece)
            length += len(piece)
            if length <= most if piece else not length:
                continue
            text, waiting = "".join((text, *waiting)), []
            length = len(text) - start
            end = _end(text, start, lines=not piece)
            if end == start or (not piece and offset + start == 0 and not is_enough(text[:end])):
                continue
            yield Stretch(text, Span(start, end), offset, is_last=False)
            begin = max(0, (offset + end) // LONGEST - KEPT) * LONGEST
            text, start, offset = text[begin - offset :], offset + end - begin, begin
            length, most = len(text) - start, stretch
    except UnreadableDocumentError:
        if offset + start > 0:
            yield _last("".join((text, *waiting)), start, offset)
        raise
    yield _last("".join((text, *waiting)), start, offset)


def _last(text: str, start: int, offset: int) -> Stretch:
    return Stretch(text, Span(start, len(text)), offset, is_last=True)


def _end(text: str, start: int, *, lines: bool) -> int:
    """Return where the stretch that begins at an offset may end, whatever comes behind the text; there, if nowhere.

    Args:
        text: what has come.
        start: where the stretch begins.
        lines: whether it ends behind the last line that is complete, however near the end of the text that is.
    """
    end = start
    if len(text) - DEPENDS_ON > start:
        end = max(end, paragraph_at(text, len(text) - DEPENDS_ON).start)
    if lines:
        stop = len(text) - text.endswith("\r")  # a line feed that is still to come belongs to it
        end = max(end, *(text.rfind(mark, end, stop) + 1 for mark in LINE_ENDS))
    return end
