"""Places in documents quoted in what stands around them, in the script that is read.

A context is found when it is asked for, and kept, so a list of thousands opens as fast as one of ten.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.documents.decoding import UnreadableDocumentError
from reader.documents.paragraphs import Span, paragraphs
from reader.documents.sanitising import harmless
from reader.entities.rendering import render_paragraph
from reader.library.search import LINE_BREAKS
from reader.page.blocks import Blocks
from reader.page.cells import ELLIPSIS, cut, cut_left, width
from reader.scripts.detection import detect_document
from reader.scripts.rendition import Held

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reader.app.painting import Painting
    from reader.documents.document import Document
    from reader.documents.formats.markdown_inline import Mark
    from reader.entities.resolution import Mention
    from reader.library.library import Library
    from reader.library.walk import Place
    from reader.scripts.rendition import Hold
    from reader.scripts.script import Written
    from reader.scripts.target import Target

AT_ONCE = 10_000
"""Code points of a document that is analysed before a place in it is shown."""


@dataclass(frozen=True, slots=True)
class Context:
    """What stands at a place and around it, ready to show."""

    before: str
    text: str
    after: str

    def quoted(self, cells: int) -> Painting:
        """Return as much of it as fits, the place in the middle, with a sign where more stands around it.

        A place that takes all the cells by itself stands there whole, without a sign.
        """
        text = _begun(self.text, cells)
        left = cells - width(text)
        at_right = min(width(self.after), max(left // 2, left - width(self.before)))
        before = self.before
        if width(before) + max(at_right, min(1, width(self.after))) > left:
            before = ELLIPSIS + cut_left(before, left - at_right - 1) if left > at_right else ""
        return [(before, ""), (text, "chosen"), (_begun(self.after, left - width(before)), "")]


def marks_within(document: Document, span: Span) -> list[Hold]:
    """Return what is hidden or replaced in whole paragraphs of a document, soft breaks between their lines included.

    What is not shown at all is as it stands.
    """
    if not document.is_markdown:
        return []
    from reader.documents.formats.markdown import NOTHING, Kind, look
    from reader.documents.formats.markdown_reading import soft_break

    text, known = document.text, document.structure if document.is_structured else NOTHING
    marks: list[Mark] = []
    above: tuple[Span, Sequence[Mark]] | None = None
    for paragraph in paragraphs(text, span):
        found = look(text, paragraph, known)
        own = found.marks if found.kind is not Kind.NOTHING else ()
        if above is not None and (soft := soft_break(text, *above, paragraph, own, known)) is not None:
            marks.append(soft)
            own = tuple(mark for mark in own if mark.span.start >= soft.span.end)
        marks += own
        above = (paragraph, own) if found.kind not in (Kind.NOTHING, Kind.CODE) else None
    return [Held(mark.span.start - span.start, mark.span.end - span.start, mark.shown) for mark in marks]


def _blocks_of(document: Document) -> Blocks:
    """Return the blocks of a document as the page shows them, lines that run on as one."""
    if not document.is_markdown:
        return Blocks(document.text)
    from reader.documents.formats.markdown import NOTHING
    from reader.page.markdown_blocks import MarkdownBlocks

    return MarkdownBlocks(document.text, document.structure if document.is_structured else NOTHING)


def _begun(text: str, cells: int) -> str:
    """Return as much of the start of a text as fits, with a sign where that is not all."""
    if width(text) <= cells:
        return text
    return cut(text, cells - 1) + ELLIPSIS if cells > 0 else ""


class Contexts:
    """The contexts of places in a library."""

    def __init__(
        self,
        library: Library,
        target_of: Callable[[int], Target],
        own_written: Callable[[int], Written | None],
    ) -> None:
        """Make ready.

        Args:
            library: where the documents are.
            target_of: returns how to show a document, by its number.
            own_written: returns how the reader says a document is written; None for as detected.
        """
        self._library = library
        self._target_of = target_of
        self._own_written = own_written
        self._contexts: dict[Place, Context] = {}
        self._written: dict[int, Written] = {}

    def of(self, place: Place) -> Context:
        """Return what stands around a place in its paragraph, in the chosen script; or why it cannot be read."""
        if place not in self._contexts:
            try:
                self._contexts[place] = self._find(place)
            except UnreadableDocumentError as error:
                self._contexts[place] = Context("", "", harmless(str(error)))
        return self._contexts[place]

    def _find(self, place: Place) -> Context:
        document = self._library.open(place.document)
        text = document.text
        written, mentions = self._known_of(place.document, text)
        blocks = _blocks_of(document)
        last = blocks.paragraph_at(max(place.start, place.end - 1))
        span = Span(blocks.paragraph_at(place.start).start, max(last.end, place.end))
        target = self._target_of(place.document)
        marks = marks_within(document, span)
        shown = render_paragraph(text, span, written, mentions, self._library.entities, target, marks=marks)
        start = shown.alignment.to_rendition(place.start - span.start)
        end = shown.alignment.to_rendition(place.end - span.start, end=True)
        before, itself, after = (
            harmless(LINE_BREAKS.sub(" ", part))
            for part in (shown.text[:start], shown.text[start:end], shown.text[end:])
        )
        return Context(before.lstrip(), itself, after.rstrip())

    def _known_of(self, number: int, text: str) -> tuple[Written, Sequence[Mention]]:
        """Return how a document is written and who is mentioned in it; a long one nobody waits for."""
        analysis = self._library.known(number)
        if analysis is None and len(text) <= AT_ONCE:
            analysis = self._library.analysis(number)
        said = self._own_written(number)
        if analysis is not None:
            return said or analysis.written, analysis.mentions
        if number not in self._written:
            self._written[number] = detect_document(text)
        return said or self._written[number], ()
