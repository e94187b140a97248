"""Text shown in a script with the names in it kept: the rendition of a paragraph, of a whole text, of one line."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from reader.documents.paragraphs import Span, paragraphs
from reader.entities.forms import form_in
from reader.entities.mentions import Mentions
from reader.entities.resolution import mentions
from reader.scripts import conversion
from reader.scripts.alignment import IDENTITY
from reader.scripts.conversion import clauses, configurations
from reader.scripts.detection import detect_document, detect_paragraph
from reader.scripts.quotation import with_marks_of
from reader.scripts.rendition import Held, Rendition, render, together, without
from reader.scripts.script import Script, Written
from reader.scripts.untouched import code_blocks, untouched

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

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


def places_within(found: Sequence[Mention], span: Span) -> Iterable[tuple[int, int, str]]:
    """Return start, end and entity of those of the mentions, in order, that stand wholly inside a stretch."""
    if isinstance(found, Mentions):
        return found.places_within(span.start, span.end)
    return (
        (mention.start, mention.end, mention.entity)
        for mention in mentions_between(found, span)
        if mention.start >= span.start and mention.end <= span.end
    )


def render_paragraph(
    text: str,
    paragraph: Span,
    document: Written,
    found: Sequence[Mention],
    entities: Mapping[str, Entity],
    target: Target,
    *,
    throughout: bool = False,
    code: Sequence[Span] | None = None,
) -> Rendition:
    """Return the rendition of one paragraph of a text, the names in it kept: mentions in their entities' own forms.

    Args:
        text: the source text of the document.
        paragraph: the stretch of it to show.
        document: how the document is written; a paragraph without any sign of its own is taken for the same.
        found: the mentions of the document, in order.
        entities: the entities by id.
        target: how to show it.
        throughout: take each paragraph for written as the document is, whatever signs of its own it has.
        code: the blocks of code in the text, where they are known.
    """
    own, script = paragraph.of(text), target.script_for(document)
    if target.script is Script.ORIGINAL:
        return Rendition(own, IDENTITY)
    written = document if throughout else detect_paragraph(own, document)
    stands = target.any_region and written.traditional
    converts = not stands and (
        written is Written.MIXED or bool(configurations(written, script, wording=target.wording))
    )
    exceptions = target.exceptions.held(own, script) if target.exceptions.phrases else []
    if not converts and not target.quotation and not exceptions:
        return Rendition(own, IDENTITY)
    before = paragraph.start
    kept = [Held(span.start - before, span.end - before, span.of(text)) for span in untouched(text, paragraph, code)]
    shown = with_marks_of(own, script, kept) if target.quotation else own
    if not converts:
        return render(shown, Written.NONE, script, together(kept, exceptions))
    held = [
        Held(start - before, end - before, form_in(entities[entity], text[start:end], written, script))
        for start, end, entity in places_within(found, paragraph)
    ]
    from reader.entities.unlisted_names import unlisted  # not before something is to be converted

    guessed = unlisted(own, written, script, wording=target.wording)
    standing = traditional_clauses(own) if target.any_region and written is Written.MIXED else ()
    if kept or exceptions or standing or guessed:
        names = without(held, exceptions), without(guessed, exceptions)
        held = together(kept, exceptions, without(standing, exceptions), *names)
    return render(shown, written, script, held, wording=target.wording)


def warm(target: Target) -> None:
    """Load what showing text in a way needs, so that the first page takes no time of a reader's for it."""
    from reader.entities.unlisted_names import unlisted

    conversion.warm(target.script, wording=target.wording)
    for written in (Written.HANS, Written.TW):
        unlisted("", written, target.script, wording=target.wording)


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
    whole, code = Span(0, len(text)), code_blocks(text)
    return render_stretch(text, whole, document, found, entities, target, throughout=throughout, code=code)


def render_stretch(
    text: str,
    stretch: Span,
    document: Written,
    found: Sequence[Mention],
    entities: Mapping[str, Entity],
    target: Target,
    *,
    throughout: bool,
    code: Sequence[Span],
) -> Iterator[str]:
    """Yield whole paragraphs of a text in a script with their line ends, as `render_text` does all of it."""
    if target.script is Script.ORIGINAL:
        yield stretch.of(text)
        return
    shown = stretch.start
    for paragraph in paragraphs(text, stretch):
        yield text[shown : paragraph.start]
        rendition = render_paragraph(
            text, paragraph, document, found, entities, target, throughout=throughout, code=code
        )
        yield rendition.text
        shown = paragraph.end
    yield text[shown : stretch.end]


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
