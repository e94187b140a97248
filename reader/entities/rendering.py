"""Text shown in a script with the names in it kept: the rendition of a paragraph, of a whole text, of one line."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cache
from operator import itemgetter
from typing import TYPE_CHECKING

from reader.documents.paragraphs import LINE_END, Span, paragraphs
from reader.entities.forms import form_in
from reader.entities.mentions import Mentions
from reader.entities.resolution import mentions
from reader.scripts import conversion
from reader.scripts.alignment import IDENTITY
from reader.scripts.conversion import clauses, configurations
from reader.scripts.detection import detect_document, detect_paragraph
from reader.scripts.quotation import MARK, with_marks_of
from reader.scripts.rendition import Held, Rendition, render, replaced, together, without
from reader.scripts.runs import lines_with, runs
from reader.scripts.script import Script, Written
from reader.scripts.untouched import code_blocks, untouched_in_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from types import ModuleType

    from reader.entities.entity import Entity
    from reader.entities.matching import Matcher
    from reader.entities.mentions import Mention
    from reader.scripts.exceptions import Exceptions
    from reader.scripts.rendition import Hold
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
    marks: Sequence[Hold] = (),
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
        marks: stretches of the paragraph that are hidden or replaced in every script, also as written; in order and
            without overlap, by offsets in the paragraph.
    """
    if target.script is Script.ORIGINAL:
        return replaced(paragraph.of(text), marks)
    written = document if throughout else detect_paragraph(paragraph.of(text), document)
    return _rendered(text, paragraph, written, target.script_for(document), found, entities, target, code, marks)


def _rendered(
    text: str,
    span: Span,
    written: Written,
    script: Script,
    found: Sequence[Mention],
    entities: Mapping[str, Entity],
    target: Target,
    code: Sequence[Span] | None,
    marks: Sequence[Hold] = (),
) -> Rendition:
    """Return the rendition of a stretch of a text: of a paragraph, or of whole lines that are not in both scripts.

    Args:
        text: the source text of the document.
        span: the stretch of it to show.
        written: how all of it is written.
        script: the script to show it in.
        found: the mentions of the document, in order.
        entities: the entities by id.
        target: how to show it.
        code: the blocks of code in the text that the stretch may be in, where they are known; it touches no other.
        marks: what is hidden or replaced in it, by offsets in it.
    """
    own = span.of(text)
    converts = _converts(written, script, target)
    exceptions = _held_phrases(own, script, target.exceptions, marks) if target.exceptions.phrases else []
    if not converts and not target.quotation and not exceptions:
        return replaced(own, marks)
    code = code_blocks(text) if code is None else code
    if code and any(block.start <= span.start and span.end <= block.end for block in code):
        return replaced(own, marks)
    before = span.start
    stays = untouched_in_lines(text, before, span.end)
    kept: list[Hold] = [Held(stretch.start - before, stretch.end - before, stretch.of(text)) for stretch in stays]
    shown = _with_marks_in_lines(own, script, kept) if target.quotation else own
    kept = together(marks, without(kept, marks)) if marks else kept
    if not converts:
        return render(shown, Written.NONE, script, together(kept, exceptions))
    held = _held_names(text, span, written, script, found, entities, marks)
    guessed = _names().unlisted_in_lines(own, written, script, wording=target.wording)
    standing = traditional_clauses(own) if target.any_region and written is Written.MIXED else ()
    if kept or exceptions or standing or guessed:
        taken = together(marks, exceptions) if marks else exceptions
        layers = (without(layer, taken) for layer in (standing, held, guessed))
        held = together(kept, exceptions, *layers)
    return render(shown, written, script, held, wording=target.wording)


def _converts(written: Written, script: Script, target: Target) -> bool:
    """Whether text written in a way is to be converted; where that of any region will do, none that is Traditional."""
    if target.any_region and written.traditional:
        return False
    return written is Written.MIXED or bool(configurations(written, script, wording=target.wording))


@cache
def _names() -> ModuleType:
    """Return what finds names that no list knows; it is not loaded before something is to be converted."""
    from reader.entities import unlisted_names

    return unlisted_names


def warm(target: Target) -> None:
    """Load what showing text in a way needs, so that the first page takes no time of a reader's for it."""
    conversion.warm(target.script, wording=target.wording)
    for written in (Written.HANS, Written.TW):
        _names().unlisted("", written, target.script, wording=target.wording)


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
    shown = stretch.start
    for span, rendition in renditions(
        text, stretch, document, found, entities, target, throughout=throughout, code=code
    ):
        if shown < span.start:
            yield text[shown : span.start]
        yield rendition.text
        shown = span.end
    if shown < stretch.end:
        yield text[shown : stretch.end]


def renditions(
    text: str,
    stretch: Span,
    document: Written,
    found: Sequence[Mention],
    entities: Mapping[str, Entity],
    target: Target,
    *,
    throughout: bool = False,
    code: Sequence[Span],
) -> Iterator[tuple[Span, Rendition]]:
    """Yield the renditions of many paragraphs, as `render_paragraph` gives each, but neighbours with their line ends.

    Neighbours that are written alike are converted together, which takes a fraction of the time.

    Args:
        text: the source text of the document.
        stretch: whole paragraphs of it to show.
        document: how the document is written.
        found: the mentions of the document, in order.
        entities: the entities by id.
        target: how to show it.
        throughout: take each paragraph for written as the document is, whatever signs of its own it has.
        code: the blocks of code in the text, in order.

    Yields:
        Some of the text, in order, and its rendition. What is left out between is shown as it stands.
    """
    if target.script is Script.ORIGINAL:
        yield stretch, Rendition(stretch.of(text), IDENTITY)
        return
    script = target.script_for(document)
    for run in runs(text, stretch, document, throughout=throughout, code=code):
        span = Span(run.start, run.end)
        if run.written is None:
            yield span, Rendition(span.of(text), IDENTITY)
            continue
        if run.together and target.exceptions.within_lines:
            rendition = _rendered(text, span, run.written, script, found, entities, target, ())
            if not _is_one_block(rendition, span):
                yield span, rendition
                continue
        for paragraph in paragraphs(text, span):
            yield (
                paragraph,
                render_paragraph(text, paragraph, document, found, entities, target, throughout=throughout, code=code),
            )


def _is_one_block(rendition: Rendition, span: Span) -> bool:
    """Whether nothing is known of the places in a rendition of a stretch, which may be known of each paragraph."""
    blocks = rendition.alignment.blocks
    return bool(blocks) and blocks[0].source_end - blocks[0].source_start == span.end - span.start


def _held_names(
    text: str,
    span: Span,
    written: Written,
    script: Script,
    found: Sequence[Mention],
    entities: Mapping[str, Entity],
    marks: Sequence[Hold],
) -> list[Hold]:
    """Return the mentions within the lines of a stretch in their entities' own forms, by offsets in it.

    Of one that goes over marks, `marks` being those of the stretch, what is seen between them.
    """
    before = span.start
    held: list[Hold] = []
    for start, end, entity in places_within(found, span):
        first = bisect_left(marks, start - before, key=itemgetter(0)) if marks else 0
        if first < len(marks) and marks[first][0] < end - before:
            inside = marks[first : bisect_left(marks, end - before, first, key=itemgetter(0))]
            held += _held_between(text[start:end], start - before, inside, entities[entity], written, script)
            continue
        name = text[start:end]
        if name.isprintable() or not LINE_END.search(name):  # what ends a line is not printable
            held.append((start - before, end - before, form_in(entities[entity], name, written, script)))
    return held


def _held_between(
    text: str, offset: int, marks: Sequence[Hold], entity: Entity, written: Written, script: Script
) -> Iterator[Hold]:
    """Yield what is seen of a mention between marks in the entity's own form, which is as long as what is seen.

    Args:
        text: the mention with the marks.
        offset: where it begins, counted as the marks are.
        marks: what of it is hidden or replaced.
        entity: whom it means.
        written: how the text around it is written.
        script: the script to show it in.
    """
    name = replaced(text, [(start - offset, end - offset, given) for start, end, given in marks]).text
    return _between(marks, offset, offset + len(text), form_in(entity, name, written, script))


def _held_phrases(own: str, script: Script, exceptions: Exceptions, marks: Sequence[Hold]) -> list[Hold]:
    """Return the phrases in a stretch that are shown as the reader says, found in it as it is read: without marks."""
    if not marks:
        return list(exceptions.held(own, script))
    read = replaced(own, marks)
    held: list[Hold] = []
    for first, last, form in exceptions.held(read.text, script):
        start, end = read.alignment.to_source(first), read.alignment.to_source(last, end=True)
        inside = [mark for mark in marks if start <= mark[0] and mark[1] <= end]
        held += _between(inside, start, end, form)
    return held


def _between(marks: Sequence[Hold], start: int, stop: int, form: str) -> Iterator[Hold]:
    """Yield what is seen between marks of a stretch that is shown in a form; what is left of that comes last."""
    place = 0
    for low, high, given in marks:
        if start < low:
            yield start, low, form[place : place + low - start]
        start, place = high, place + low - start + len(given)
    if start < stop:
        yield start, stop, form[place:]


def _with_marks_in_lines(text: str, script: Script, kept: Sequence[Hold]) -> str:
    """Return a text with the quotation marks of a script, each line by itself.

    Args:
        text: whole lines.
        script: the script.
        kept: stretches of them whose marks stay, in order.
    """
    parts: list[str] = []
    place = 0
    for start, end in lines_with(MARK, text, 0, len(text)):
        first = bisect_left(kept, start, key=lambda hold: hold[0])
        last = bisect_left(kept, end, key=lambda hold: hold[0])
        within = [Held(low - start, high - start, given) for low, high, given in kept[first:last]]
        parts += (text[place:start], with_marks_of(text[start:end], script, within))
        place = end
    return "".join((*parts, text[place:]))


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
