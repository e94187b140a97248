"""A text that comes in pieces, shown in a script with the names in it kept, in memory that does not grow with it.

A short text is shown exactly as `reader.entities.rendering` shows it. A longer one goes stretch by stretch
(`reader.documents.incoming`), and what its parts need of each other is carried along: its script, who has been named,
and the block of code that is open. What it cannot know is what is still to come. Where a short form stands in an
earlier stretch than the first full name of its entity, or what tells two claims apart comes later, it is converted
like any other word.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.documents.incoming import STRETCH, WHOLE, incoming
from reader.documents.paragraphs import Span
from reader.entities.mentions import Mentions
from reader.entities.rendering import render_stretch
from reader.entities.resolution import Known, resolve
from reader.scripts.detection import detect_document, evidence
from reader.scripts.script import Script, Written
from reader.scripts.untouched import fenced

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from reader.documents.incoming import Stretch
    from reader.entities.matching import Matcher
    from reader.scripts.target import Target

DECIDED = 256
"""Code points that only one script has: as many in a text that comes slowly tell how all of it is written."""


def render_pieces(
    pieces: Iterable[str],
    matcher: Matcher,
    target: Target,
    written: Written | None = None,
    detect: Callable[[str], Written] = detect_document,
    *,
    whole: int = WHOLE,
    stretch: int = STRETCH,
) -> Iterator[str]:
    """Yield a text in a script as it comes; line ends stay as they are.

    Args:
        pieces: the text. An empty piece says that no more is there for now: the lines that are complete are yielded
            then, if it is known by then how the text is written.
        matcher: what finds the names in it.
        target: how to show it.
        written: how all of it is written, whatever signs its paragraphs have; None to find that out.
        detect: asked how a long text is written, given the beginning that has come.
        whole: a text of up to as many code points is looked at as one.
        stretch: as many code points of a longer one are looked at together.

    Raises:
        UnreadableDocumentError: where the pieces raise it; what came before is yielded first where the text is long.
    """
    if target.script is Script.ORIGINAL:
        yield from filter(None, pieces)
        return
    document, names, fence = written, _Names(matcher), ""

    def is_enough(text: str) -> bool:
        found = evidence(text) if written is None else None
        return found is None or found.simplified + found.traditional >= DECIDED

    for part in incoming(pieces, is_enough, whole=whole, stretch=stretch):
        if document is None:
            document = detect_document(part.text) if part.is_whole else detect(part.text)
        code, fence = fenced(part.text, part.span, fence)
        found, known = names.within(part), matcher.entities
        throughout = written is not None
        shown = render_stretch(part.text, part.span, document, found, known, target, throughout=throughout, code=code)
        yield "".join(shown)


class _Names:
    """Finds the mentions in a text stretch by stretch; each place is looked at once."""

    def __init__(self, matcher: Matcher) -> None:
        self._matcher = matcher
        self._known = Known()
        self._done = 0
        """The source offset up to which the text has been looked at."""
        self._ahead = Mentions()
        """What was found behind the last stretch, by source offsets."""

    def within(self, part: Stretch) -> Mentions:
        """Return the mentions in the next stretch of the text, by offsets in what is at hand of it."""
        start = self._done - part.offset
        end = max(start, self._matcher.cut_after(part.text, part.span.end))
        found = resolve(self._matcher.matches(part.text, Span(start, end)), self._known).moved(part.offset)
        if self._ahead:
            found = Mentions.of((*self._ahead, *found))
        self._done = part.offset + end
        self._ahead = found.between(part.offset + part.span.end, self._done)
        return found.moved(-part.offset)
