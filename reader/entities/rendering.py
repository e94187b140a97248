"""Text shown in a script with the names in it kept: the rendition of a paragraph, of a whole text, of one line."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from reader.documents.paragraphs import Span, paragraph_after, paragraph_at
from reader.entities.forms import form_in
from reader.entities.mentions import Mentions
from reader.entities.resolution import mentions
from reader.scripts.alignment import IDENTITY
from reader.scripts.conversion import clauses, configurations
from reader.scripts.detection import detect_document, detect_paragraph
from reader.scripts.quotation import with_marks_of
from reader.scripts.rendition import Held, Rendition, render, together
from reader.scripts.script import Script, Written
from reader.scripts.untouched import untouched

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from reader.entities.entity import Entity
    from reader.entities.matching import Matcher
    from reader.entities.mentions import Mention
    from reader.scripts.target import Target


def mentions_between(found: Sequence[Mention], span: Span) -> Sequence[Mention]:
    """Return those of the mentions of a document, in order, that touch a stretch of it."""
    if isinstance(found, Mentions):
        return found.between(span.start, span.end)
    first = bisect_right(found, span.start, key=lambda mention: mention.end)
    last = bisect_left(found, span.end, key=lambda mention: mention.start)
    return found[first:last]


def render_paragraph(
    text: str,
    paragraph: Span,
    document: Written,
    found: Sequence[Mention],
    entities: Mapping[str, Entity],
    target: Target,
    *,
    throughout: bool = False,
) -> Rendition:
    """Return the rendition of one paragraph of a text, the mentions in it in their entities' own forms.

    Args:
        text: the source text of the document.
        paragraph: the stretch of it to show.
        document: how the document is written; a paragraph without any sign of its own is taken for the same.
        found: the mentions of the document, in order.
        entities: the entities by id.
        target: how to show it.
        throughout: take each paragraph for written as the document is, whatever signs of its own it has.
    """
    own, script = paragraph.of(text), target.script_for(document)
    if target.script is Script.ORIGINAL:
        return Rendition(own, IDENTITY)
    written = document if throughout else detect_paragraph(own, document)
    stands = target.any_region and written.traditional
    converts = not stands and (
        written is Written.MIXED or bool(configurations(written, script, wording=target.wording))
    )
    if not converts and not target.quotation:
        return Rendition(own, IDENTITY)
    kept = [
        Held(span.start - paragraph.start, span.end - paragraph.start, span.of(text))
        for span in untouched(text, paragraph)
    ]
    if not converts:
        return render(with_marks_of(own, script), Written.NONE, script, kept)
    names = (
        Held(
            mention.start - paragraph.start,
            mention.end - paragraph.start,
            form_in(entities[mention.entity], text[mention.start : mention.end], written, script),
        )
        for mention in mentions_between(found, paragraph)
        if mention.start >= paragraph.start and mention.end <= paragraph.end
    )
    standing = traditional_clauses(own) if target.any_region and written is Written.MIXED else ()
    held = together(kept, target.exceptions.held(own, script), standing, names)
    shown = with_marks_of(own, script) if target.quotation else own
    return render(shown, written, script, held, wording=target.wording)


def traditional_clauses(text: str) -> Iterator[Held]:
    """Yield the clauses of a mixed paragraph that are written in Traditional script, to stand as they are."""
    place = 0
    for part, written in clauses(text):
        if written.traditional:
            yield Held(place, place + len(part), part)
        place += len(part)


def render_text(
    text: str,
    document: Written,
    found: Sequence[Mention],
    entities: Mapping[str, Entity],
    target: Target,
    *,
    throughout: bool = False,
) -> Iterator[str]:
    """Yield a whole text in a script, piece by piece, as `render_paragraph` does; line ends stay as they are."""
    if target.script is Script.ORIGINAL:
        yield text
        return
    paragraph: Span | None = paragraph_at(text, 0)
    shown = 0
    while paragraph is not None:
        yield text[shown : paragraph.start]
        yield render_paragraph(text, paragraph, document, found, entities, target, throughout=throughout).text
        shown = paragraph.end
        paragraph = paragraph_after(text, paragraph)
    yield text[shown:]


def render_line(line: str, document: Written | None, matcher: Matcher, target: Target) -> str:
    """Return one line that stands by itself, such as a title, in a script.

    Args:
        line: the text.
        document: how the document it belongs to is written; None where that is not known.
        matcher: what finds the names in it.
        target: how to show it.
    """
    if target.script is Script.ORIGINAL:
        return line
    written = document if document is not None else detect_document(line)
    return render_paragraph(line, Span(0, len(line)), written, mentions(line, matcher), matcher.entities, target).text
