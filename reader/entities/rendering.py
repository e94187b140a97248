"""Text shown in a script with the names in it kept: the rendition of a paragraph, of a whole text, of one line."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cache
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
from reader.scripts.rendition import Held, Rendition, render, together, without
from reader.scripts.runs import lines_with, runs
from reader.scripts.script import Script, Written
from reader.scripts.untouched import code_blocks, untouched, untouched_in_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from types import ModuleType

    from reader.entities.entity import Entity
    from reader.entities.matching import Matcher
    from reader.entities.mentions import Mention
    from reader.scripts.runs import Run
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
    converts = _converts(written, script, target)
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
    guessed: list[Held] = _names().unlisted(own, written, script, wording=target.wording)
    standing = traditional_clauses(own) if target.any_region and written is Written.MIXED else ()
    if kept or exceptions or standing or guessed:
        names = without(held, exceptions), without(guessed, exceptions)
        held = together(kept, exceptions, without(standing, exceptions), *names)
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
    for run in runs(text, stretch, document, throughout=throughout, code=code):
        rendition = _together(text, run, document, found, entities, target)
        if rendition is not None:
            yield Span(run.start, run.end), rendition
            continue
        for paragraph in paragraphs(text, Span(run.start, run.end)):
            yield (
                paragraph,
                render_paragraph(text, paragraph, document, found, entities, target, throughout=throughout, code=code),
            )


def _together(
    text: str, run: Run, document: Written, found: Sequence[Mention], entities: Mapping[str, Entity], target: Target
) -> Rendition | None:
    """Return the rendition of a run; None where only that of each of its paragraphs is known."""
    span, written, script = Span(run.start, run.end), run.written, target.script_for(document)
    own = span.of(text)
    if written is None:
        return Rendition(own, IDENTITY)
    if not run.together or not target.exceptions.within_lines:
        return None
    converts = _converts(written, script, target)
    exceptions = target.exceptions.held(own, script) if target.exceptions.phrases else []
    if not converts and not target.quotation and not exceptions:
        return Rendition(own, IDENTITY)
    kept = [Held(place.start, place.end, place.of(own)) for place in untouched_in_lines(own, 0, len(own))]
    shown = _with_marks_in_lines(own, script, kept) if target.quotation else own
    if not converts:
        return render(shown, Written.NONE, script, together(kept, exceptions))
    held = _held_names(text, span, written, script, found, entities)
    guessed: list[Held] = _names().unlisted_in_lines(own, written, script, wording=target.wording)
    if kept or exceptions or guessed:
        held = together(kept, exceptions, without(held, exceptions), without(guessed, exceptions))
    rendition = render(shown, written, script, held, wording=target.wording)
    blocks = rendition.alignment.blocks
    return None if blocks and blocks[0].source_end - blocks[0].source_start == len(own) else rendition


def _held_names(
    text: str, span: Span, written: Written, script: Script, found: Sequence[Mention], entities: Mapping[str, Entity]
) -> list[Held]:
    """Return the mentions within the lines of a stretch in their entities' own forms, by offsets in it."""
    before = span.start
    forms: dict[tuple[str, str], str | None] = {}
    held: list[Held] = []
    for start, end, entity in places_within(found, span):
        named = text[start:end], entity
        try:
            form = forms[named]
        except KeyError:
            is_in_line = LINE_END.search(named[0]) is None
            form = forms[named] = form_in(entities[entity], named[0], written, script) if is_in_line else None
        if form is not None:
            held.append(Held(start - before, end - before, form))
    return held


def _with_marks_in_lines(text: str, script: Script, kept: Sequence[Held]) -> str:
    """Return a text with the quotation marks of a script, each line by itself.

    Args:
        text: whole lines.
        script: the script.
        kept: stretches of them whose marks stay, in order.
    """
    parts: list[str] = []
    place = 0
    for start, end in lines_with(MARK, text, 0, len(text)):
        first = bisect_left(kept, start, key=lambda hold: hold.start)
        last = bisect_left(kept, end, key=lambda hold: hold.start)
        within = [Held(hold.start - start, hold.end - start, hold.text) for hold in kept[first:last]]
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
