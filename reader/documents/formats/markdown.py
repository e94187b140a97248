"""Markdown's marks: what of a Markdown file is hidden, or shown as something else. The source text is the file itself.

`structure` looks through a text once, for what a line alone does not tell: front matter, code between fences, the
links, which are numbered through the text, and the notes. `look` then tells of any paragraph what it is, which
stretches of it to hide or to replace, and what stands out; everything else is shown as it stands. The rules are
CommonMark's and GFM's but for these: those of `markdown_inline`; a line that begins with spaces is no code if more
than a quarter of it is Chinese, as paragraphs are; HTML in the text is text, but for comments, on lines of their own or
within one; a line of nothing but marks is shown as it stands.

No more than a line at a time vanishes without `structure`, and of those that it tells (`Structure.passed`) all that
follow each other are known as one stretch: so many lines that are not shown take no time.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import TYPE_CHECKING

from reader.documents.formats.front_matter import FrontMatter, front_matter
from reader.documents.formats.markdown_inline import LONGEST_LABEL, Inline, Mark, Style, inline, label_of, over_lines
from reader.documents.formats.markdown_tables import DELIMITERS, Table, cells, table_at
from reader.documents.formats.source import Link, Note
from reader.documents.paragraphs import (
    LINE_END,
    LINE_ENDS,
    Span,
    blank,
    paragraph_after,
    paragraph_at,
    paragraph_before,
    seen_from,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

MOST_NUMBERED = 4_000_000
"""Code points up to which the links of a text are numbered; those of a longer one are shown without their addresses."""
MOST_LINES = 4
"""Lines of a paragraph, above one and below it, over which emphasis may go."""
LONGEST_LINE = 400
"""Code points of these lines."""
WIDEST = 120
"""Cells of the longest line that is broken by hand; where its links lead does not count."""
NEAR = 1000
"""Code points on either side of a line in which its marks are looked for."""
CODE_INDENT = 4
"""Spaces with which a line of code may begin."""
INDENTS = " " * CODE_INDENT, "\t"
MOST_CODE = 64
"""Lines above one that is indented in which the beginning of its code is looked for."""
LONGEST_COMMENT = 10_000
"""Code points of a comment that is not shown."""
RULE = "＊　＊　＊"
QUOTE = "｜"
ITEM = "-"
TASKS = {" ": "☐", "x": "☑", "X": "☑"}

_FENCE = re.compile(r"(?P<marks>`{3,}(?=[^`\r\n]*(?:[\r\n]|\Z))|~{3,})(?P<word>[^\r\n]*)")
_BEFORE_FENCE = re.compile(r"(?:^|[\r\n])(?P<before>[ \t]{0,3}(?:>[ \t]?){0,3})\Z")
_LONGEST_BEFORE_FENCE = 10
_QUOTE = re.compile(r"[ \t]{0,3}>[ \t]?")
_HEADING = re.compile(r"[ \t]{0,3}(#{1,6}[ \t\u3000]+)")
_HAN = re.compile("[\u3000-\u9fff\uff00-\uff60]")
_CLOSING = re.compile(r"(?<![ \t])[ \t]++#++[ \t]*+$")
_BREAK = re.compile(r"[ \t]{0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$")
_UNDERLINE = re.compile(r"[ \t]{0,3}(?:=+|-+)[ \t]*$")
_LIST = re.compile(r"[ \t\u3000]*(?:(?P<mark>[-*+])|\d{1,9}[.)])[ \t]+(?P<task>\[[ xX]\](?=[ \t]))?")
_NOTE = re.compile(rf"[ \t]{{0,3}}\[(\^)(?P<label>[^\[\]\s]{{1,{LONGEST_LABEL}}})\](:)[ \t]*")
_ADDRESS = re.compile(
    rf"[ \t]{{0,3}}\[(?P<label>[^\[\]^][^\[\]]{{0,{LONGEST_LABEL - 1}}})\]:[ \t]*"
    r"(?:<(?P<angled>[^<>\r\n]{1,2000})>|(?P<plain>(?=[!-~]*[/.#@:])[!-~]{1,2000}))"
    r"(?:[ \t]+(?:\"[^\"]{0,500}\"|'[^']{0,500}'|\([^()]{0,500}\)))?[ \t]*$"
)
"""What a label leads to: something like an address or between `<` and `>`, so that `[注]: 说明` stays text."""
_LEAD = re.compile(r"\]\([^()\s]*\)")
_COMMENT = re.compile(r"(?:^|(?<=\r))[ \t]{0,3}<!--", re.MULTILINE)
_COMMENT_END = re.compile(r"[ \t]*(?=[\r\n]|\Z)")


class Kind(Enum):
    """What a paragraph is."""

    TEXT = auto()
    HEADING = auto()
    ITEM = auto()
    """Of a list, or a note."""
    QUOTE = auto()
    CODE = auto()
    ROW = auto()
    """Of a table."""
    RULE = auto()
    NOTHING = auto()
    """A line that is not shown."""


@dataclass(frozen=True, slots=True)
class Structure:
    """What of a text no line alone tells."""

    front: FrontMatter | None = None
    fences: tuple[Span, ...] = ()
    """The lines that open or close blocks of code."""
    code: tuple[Span, ...] = ()
    """What stands between them."""
    passed: tuple[Span, ...] = ()
    """All lines of which nothing is shown, from the first of those that follow each other to the end of the last."""
    addresses: Mapping[str, str] = field(default_factory=dict)
    """What labels of links lead to."""
    links: tuple[Link, ...] = ()
    """In order: what each shows, and where it leads."""
    notes: tuple[Note, ...] = ()
    """In order: the marks of notes that are there."""
    first: int = 1
    """The number of the first link: behind those of all notes, so that no two marks read alike."""
    is_whole: bool = True
    """Whether the whole text has been looked through."""

    def number(self, link: Link) -> int:
        """Return the number of a link; 0 for one that has none."""
        index = bisect_left(self.links, link.span.start, key=lambda one: one.span.start)
        is_there = index < len(self.links) and self.links[index].span == link.span
        return index + self.first if is_there else 0


NOTHING = Structure(is_whole=False)


@dataclass(frozen=True, slots=True)
class Look:
    """What a paragraph is, and how it is shown."""

    kind: Kind
    marks: tuple[Mark, ...] = ()
    """What is hidden or replaced, in order and apart from each other."""
    styles: tuple[tuple[Span, Style], ...] = ()
    """What stands out."""
    words: int = 0
    """The source offset at which its words begin, behind the marks of a list or of a quotation; 0 where there are none.
    """
    table: Table | None = None
    """The table that a row is of, where that is known and not too large to be shown as one."""


def structure(text: str) -> Structure:
    """Return what of a Markdown text no line alone tells, in time that grows with its length."""
    front = front_matter(text)
    begin = front.span.end if front is not None else 0
    fences, code = _fences(text, begin)
    passed = [_front_lines(text, front), *fences] if front is not None else fences
    passed = [*passed, *_comments(text, begin, [*fences, *code])]
    found = Structure(front, tuple(fences), tuple(code), tuple(_joined(text, passed)))
    if len(text) > MOST_NUMBERED:
        return found
    stated, places = _definitions(text, found)
    links, marks = _leads(text, found, {label: address for label, (_span, address) in stated.items()})
    used = {link.target for link in links}
    given = {label: (span, address) for label, (span, address) in stated.items() if address in used}
    numbers = [int(label) for _mark, label in marks if label.isascii() and label.isdecimal() and len(label) < 5]
    return Structure(
        front,
        found.fences,
        found.code,
        tuple(_joined(text, [*passed, *(span for span, _address in given.values())])),
        {label: address for label, (_span, address) in given.items()},
        tuple(links),
        tuple(Note(mark, places[label]) for mark, label in marks if label in places),
        max(numbers, default=0) + 1,
    )


def front_alone(text: str) -> Structure:
    """Return as much of the structure of a text as stands before it: what takes no time, however long it is."""
    front = front_matter(text)
    return NOTHING if front is None else Structure(front, passed=(_front_lines(text, front),), is_whole=False)


def _front_lines(text: str, front: FrontMatter) -> Span:
    return Span(0, len(text[: front.span.end].rstrip(LINE_ENDS)))


def marks(text: str, paragraph: Span, known: Structure = NOTHING) -> tuple[Mark, ...]:
    """Return what of a paragraph is hidden or replaced, as `look` does."""
    return look(text, paragraph, known).marks


def look(text: str, paragraph: Span, known: Structure = NOTHING, *, with_table: bool = True) -> Look:
    """Return what a paragraph is, what of it is hidden or replaced, in order, and what stands out.

    Args:
        text: the source text.
        paragraph: one of its paragraphs.
        known: the text's structure.
        with_table: whether the table is to be found of a row that is one by itself; that takes long.
    """
    if _within(paragraph.start, known.passed):
        return Look(Kind.NOTHING, (Mark(paragraph, ""),))
    if _within(paragraph.start, known.code):
        return Look(Kind.CODE)
    found = _Found(text, paragraph, known, with_table)
    if paragraph.start == 0 or text[paragraph.start - 1] in LINE_ENDS:
        found.look_at_line()
    else:  # a piece of a long line
        found.look_at_words(paragraph)
    return found.look()


def shown(text: str, span: Span, known: Structure = NOTHING) -> str:
    """Return what is shown of a stretch of one paragraph; what is replaced as one is shown whole."""
    parts: list[str] = []
    place = span.start
    for mark in look(text, paragraph_at(text, span.start), known).marks:
        if mark.span.end > place and mark.span.start < span.end:
            parts += (text[place : mark.span.start], mark.shown)
            place = mark.span.end
    return "".join((*parts, text[place : span.end]))


def passed_at(text: str, paragraph: Span, known: Structure = NOTHING) -> Span | None:
    """Return the lines around a paragraph of which nothing is shown, all that follow each other; None if it is shown.

    Args:
        text: the source text.
        paragraph: one of its paragraphs.
        known: the text's structure.
    """
    index = _within(paragraph.start, known.passed)
    if index:
        return known.passed[index - 1]
    if _within(paragraph.start, known.code):
        return None
    return paragraph if _is_under_words(text, paragraph) or _is_under_heads(text, paragraph) else None


@dataclass(slots=True)
class _Found:
    """What is found in a paragraph."""

    text: str
    paragraph: Span
    known: Structure
    with_table: bool
    kind: Kind = Kind.TEXT
    words: int = 0
    marks: list[Mark] = field(default_factory=list)
    styles: list[tuple[Span, Style]] = field(default_factory=list)
    table: Table | None = None

    def look(self) -> Look:
        """Return what was found; a line of nothing but marks is shown as it stands."""
        self.marks.sort(key=lambda mark: mark.span.start)
        if self.kind is not Kind.NOTHING and self.marks and not self._shows_something():
            return Look(Kind.TEXT)
        return Look(self.kind, tuple(self.marks), tuple(self.styles), self.words, self.table)

    def _shows_something(self) -> bool:
        place = self.paragraph.start
        for mark in self.marks:
            if mark.shown.strip() or not blank(self.text, Span(place, mark.span.start)):
                return True
            place = mark.span.end
        return not blank(self.text, Span(place, self.paragraph.end))

    def look_at_line(self) -> None:
        """Find the marks at the beginning and the end of a line, and those among its words."""
        text, start, end = self.text, self.paragraph.start, self.paragraph.end
        if _is_under_words(text, self.paragraph) or _is_under_heads(text, self.paragraph):
            self.kind = Kind.NOTHING
            self.marks.append(Mark(self.paragraph, ""))
            return
        if is_indented_code(text, self.paragraph):
            self.kind = Kind.CODE
            self.marks.append(Mark(Span(start, start + (1 if text[start] == "\t" else CODE_INDENT)), ""))
            return
        while quote := _QUOTE.match(text, start, end):
            self.kind = Kind.QUOTE
            self.marks.append(Mark(Span(start, quote.end()), QUOTE))
            start = self.words = quote.end()
        if _BREAK.match(text, start, end):
            self.kind = Kind.RULE
            self.marks.append(Mark(Span(start, end), RULE))
        elif heading := _HEADING.match(text, start, end):
            self.kind = Kind.HEADING
            self.marks.append(Mark(Span(start, heading.end()), ""))
            if closing := _CLOSING.search(text, heading.end(), end):
                self.marks.append(Mark(Span(*closing.span()), ""))
                end = closing.start()
            self.look_at_words(Span(heading.end(), end))
        elif note := _NOTE.match(text, start, end):
            self.kind, self.words = Kind.ITEM, note.end()
            self.marks += (Mark(Span(*note.span(1)), ""), Mark(Span(*note.span(3)), ""))
            self.look_at_words(Span(note.end(), end), goes_on=True)
        elif item := _LIST.match(text, start, end):
            self.kind, self.words = Kind.ITEM, item.end()
            if item["mark"] is not None and item["mark"] != ITEM:
                self.marks.append(Mark(Span(*item.span("mark")), ITEM))
            if item["task"] is not None:
                self.marks.append(Mark(Span(*item.span("task")), TASKS[item["task"][1]]))
            self.look_at_words(Span(item.end(), end), goes_on=True)
        elif text.find("|", start, end) >= 0 and self._is_row(Span(start, end)):
            self._look_at_row(Span(start, end))
        else:
            self.look_at_words(Span(start, end), goes_on=True)
            if self.kind is Kind.TEXT and (below := paragraph_after(text, self.paragraph)) is not None:
                self.kind = Kind.HEADING if _is_under_words(text, below) else Kind.TEXT

    def look_at_words(self, span: Span, *, goes_on: bool = False) -> None:
        """Find the marks among words, and where these may go on over the end of the line, emphasis that does."""
        alone: list[Span] = []
        for found in inline(self.text, span, self.known.addresses, alone):
            marks = found.marks
            if found.link is not None and (number := self.known.number(found.link)):
                marks = (*marks[:-1], Mark(marks[-1].span, f"[{number}]"))
            self.marks += marks
            if found.span is not None and found.style is not None:
                self.styles.append((found.span, found.style))
        if not goes_on or not (alone or (not self.marks and self._has_emphasis_near(span))):
            return
        lines = _lines_around(self.text, self.paragraph, self.known)
        for found in over_lines(self.text, lines, self.known.addresses) if len(lines) > 1 else ():
            self.marks += (mark for mark in found.marks if span.start <= mark.span.start < span.end)
            if found.span is not None and found.style is not None:
                stretch = Span(max(span.start, found.span.start), min(span.end, found.span.end))
                self.styles += [(stretch, found.style)] if stretch.start < stretch.end else []

    def _has_emphasis_near(self, span: Span) -> bool:
        near = self.text[max(0, span.start - NEAR) : span.end + NEAR]
        return any(sign in near for sign in ("*", "_", "~~"))

    def _is_row(self, span: Span) -> bool:
        is_one = span.of(self.text).lstrip(" \t").startswith("|")
        if span.start == self.paragraph.start and (self.with_table or not is_one):
            self.table = table_at(self.text, self.paragraph)
        return self.table is not None or is_one

    def _look_at_row(self, span: Span) -> None:
        """Hide the outer bars of a table's row."""
        self.kind = Kind.ROW
        found = cells(self.text, span)
        for outer in (Span(span.start, found[0].start), Span(found[-1].end, span.end)):
            if outer.start < outer.end:
                self.marks.append(Mark(outer, ""))
        for cell in found:
            self.look_at_words(cell)
        if self.table is not None and self.table.rows[0] == self.paragraph:
            self.styles.append((Span(found[0].start, found[-1].end), Style.STRONG))


def is_indented_code(text: str, paragraph: Span, *, is_below_code: bool = False) -> bool:
    """Return whether a line is code because it begins with spaces, as all do up to the blank line above.

    What begins the text or is more than a quarter Chinese is none, and neither is what a list or a note goes on with.

    Args:
        text: the source text.
        paragraph: one of its paragraphs.
        is_below_code: whether the line right above is known to be such code.
    """
    if is_below_code or not _is_indented(text, paragraph):
        return is_below_code and _is_indented(text, paragraph)
    line: Span | None = paragraph
    is_below_blank = False
    for _line in range(MOST_CODE):
        if line is None:
            return False
        is_blank = blank(text, line)
        if not is_blank and not _is_indented(text, line):
            begins = _LIST.match(text, line.start, line.end) or _NOTE.match(text, line.start, line.end)
            return is_below_blank and not begins and not text.startswith((" ", "\t"), line.start)
        is_below_blank = is_blank
        line = paragraph_before(text, line)
    return True


def _is_indented(text: str, line: Span) -> bool:
    if not text.startswith(INDENTS, line.start, line.end) or line.end - line.start > LONGEST_LINE:
        return False
    words = line.of(text).strip()
    return len(_HAN.findall(words)) * 4 <= len(words)


def _lines_around(text: str, paragraph: Span, known: Structure) -> list[Span]:
    """Return the words of the lines that are one paragraph with a line, itself among them."""
    own = _words(text, paragraph, known)
    if own is None:
        return []
    words, depth, begins = own
    lines, line = [words], paragraph
    while not begins and len(lines) <= MOST_LINES and (above := paragraph_before(text, line)) is not None:
        found = _words(text, above, known)
        if found is None or found[1] != depth:
            break
        lines.insert(0, found[0])
        line, begins = above, found[2]
    line = paragraph
    for _line in range(MOST_LINES):
        below = paragraph_after(text, line)
        found = _words(text, below, known) if below is not None else None
        if below is None or found is None or found[1] != depth or found[2]:
            break
        lines.append(found[0])
        line = below
    return lines


def _words(text: str, line: Span, known: Structure) -> tuple[Span, int, bool] | None:
    """Return the words of a line, the quotations it is in, and whether it begins a paragraph; None for another line."""
    if line.end - line.start > LONGEST_LINE or _is_untouched(line, known) or not _is_line(text, line):
        return None
    start, depth = line.start, 0
    while quote := _QUOTE.match(text, start, line.end):
        start, depth = quote.end(), depth + 1
    begins = _NOTE.match(text, start, line.end) or _LIST.match(text, start, line.end)
    words = Span(begins.end() if begins else start, line.end)
    others = (_BREAK, _HEADING, _UNDERLINE, _FENCE, _ADDRESS)
    if blank(text, words) or any(other.match(text, words.start, words.end) for other in others):
        return None
    return None if text.find("|", start, line.end) >= 0 else (words, depth, begins is not None)


def words_going_on(text: str, line: Span, below: Span, known: Structure = NOTHING) -> Span | None:
    """Return the words of a line that is of one paragraph with the line right above it; None where it is of another.

    A line longer than any that somebody breaks by hand is a paragraph of its own, as Chinese texts have them, and one
    that begins with an ideographic space begins a paragraph.

    Args:
        text: the source text.
        line: a paragraph of the text that is no code.
        below: the one that follows it.
        known: the text's structure.
    """
    end = LINE_END.match(text, line.end)
    if end is None or end.end() != below.start or text.startswith("\u3000", below.start):
        return None
    if line.end - line.start > LONGEST_LINE or _cells(_LEAD.sub("]", line.of(text))) > WIDEST:
        return None
    own = _words(text, below, known)
    if own is None or own[2] or (above := _words(text, line, known)) is None or own[1] not in (0, above[1]):
        return None
    following = paragraph_after(text, below)
    return None if following is not None and _is_under_words(text, following) else own[0]


def is_broken_off(text: str, line: Span) -> bool:
    """Return whether the break behind a line is a hard one: the next line is to begin a new row."""
    return text.endswith(("  ", "\\"), line.start, line.end)


def _cells(line: str) -> int:
    """Return about how many cells a line takes: Chinese characters and marks, two cells each, are three bytes."""
    return (len(line) + len(line.encode("utf-8", "replace"))) // 2


def _fences(text: str, begin: int) -> tuple[list[Span], list[Span]]:
    """Return the lines of fences, and the code between them; a block that is not closed goes to the end."""
    fences: list[Span] = []
    code: list[Span] = []
    opened, start = "", 0
    for line, marks, word in _fence_lines(text, begin):
        if not opened:
            opened, start = marks, line.end
        elif marks.startswith(opened) and not word.strip():
            code.append(Span(start, line.start))
            opened = ""
        else:
            continue
        fences.append(line)
    if opened:
        code.append(Span(start, len(text)))
    return fences, code


def _fence_lines(text: str, begin: int) -> Iterator[tuple[Span, str, str]]:
    """Yield the lines that may be fences, each with its marks and what stands behind them."""
    places = {marks: text.find(marks, begin) for marks in ("```", "~~~")}  # each as fast as memory can be read
    while found := [at for at in places.values() if at >= 0]:
        place = min(found)
        before = _BEFORE_FENCE.search(text, max(0, place - _LONGEST_BEFORE_FENCE), place)
        fence = _FENCE.match(text, place)
        end = fence.end() if fence is not None else place + len("```")
        if before is not None and fence is not None:
            yield Span(before.start("before"), end), fence["marks"], fence["word"]
        for marks, at in places.items():
            if 0 <= at < end:
                places[marks] = text.find(marks, end)


def _comments(text: str, begin: int, code: Sequence[Span]) -> Iterator[Span]:
    """Yield the lines of comments, `<!-- … -->`, that have nothing else on them and are no code."""
    code = sorted(code, key=lambda span: span.start)
    place, end = begin, -1
    while opening := _COMMENT.search(text, place):
        start, place = opening.start(), opening.end()
        if end < place and (end := text.find("-->", place)) < 0:
            return
        closing = _COMMENT_END.match(text, end + len("-->")) if end - start <= LONGEST_COMMENT else None
        index = bisect_right(code, end, key=lambda span: span.start)
        if closing is not None and (index == 0 or code[index - 1].end <= start):
            place = closing.end()
            yield Span(start, place)


def _joined(text: str, spans: Sequence[Span]) -> Iterator[Span]:
    """Yield stretches of whole lines, in order, as one those between which nothing is to be seen."""
    held: Span | None = None
    for span in sorted(spans, key=lambda span: span.start):
        below = paragraph_after(text, held) if held is not None else None
        seen = seen_from(text, below.start) if below is not None else None
        if held is not None and (seen is None or seen.start >= span.start):
            held = Span(held.start, span.end)
            continue
        if held is not None:
            yield held
        held = span
    if held is not None:
        yield held


def _definitions(text: str, found: Structure) -> tuple[dict[str, tuple[Span, str]], dict[str, int]]:
    """Return what labels lead to and where that is said, and where the notes begin; of several the first counts."""
    stated: dict[str, tuple[Span, str]] = {}
    places: dict[str, int] = {}
    for line in _lines_with(text, "]:"):
        if _is_untouched(line, found):
            continue
        if note := _NOTE.match(text, line.start, line.end):
            places.setdefault(note["label"], line.start)
        elif (address := _ADDRESS.match(text, line.start, line.end)) and _is_line(text, line):
            target = address["angled"] or address["plain"]
            stated.setdefault(label_of(address["label"]), (line, target))
    return stated, places


def _leads(text: str, found: Structure, addresses: Mapping[str, str]) -> tuple[list[Link], list[tuple[Span, str]]]:
    """Return the links of a text and the marks of notes with what these are known by, each in order."""
    links: list[Link] = []
    notes: list[tuple[Span, str]] = []
    for paragraph in _lines_with(text, *(("]",) if addresses else ("](", "[^"))):
        if _is_untouched(paragraph, found):
            continue
        for one in _inline_of(text, paragraph, addresses):
            if one.link is not None:
                links.append(one.link)
            elif one.note and one.span is not None:
                notes.append((one.span, one.note))
    links.sort(key=lambda link: link.span.start)
    notes.sort(key=lambda note: note[0].start)
    return links, notes


def _inline_of(text: str, paragraph: Span, addresses: Mapping[str, str]) -> Iterator[Inline]:
    """Yield what stands among the words of a paragraph, as it will be found when it is looked at."""
    if note := _NOTE.match(text, paragraph.start, paragraph.end):
        paragraph = Span(note.end(), paragraph.end)
    elif (address := _ADDRESS.match(text, paragraph.start, paragraph.end)) and label_of(address["label"]) in addresses:
        return
    yield from inline(text, paragraph, addresses)


def _lines_with(text: str, *signs: str) -> Iterator[Span]:
    """Yield the paragraphs of a text in which one of some signs stands."""
    places = {sign: text.find(sign) for sign in signs}
    while found := [at for at in places.values() if at >= 0]:
        paragraph = paragraph_at(text, min(found))
        yield paragraph
        end = max(paragraph.end, min(found) + 1)
        for sign, at in places.items():
            if 0 <= at < end:
                places[sign] = text.find(sign, end)


def _within(offset: int, spans: tuple[Span, ...]) -> int:
    """Return the number of the stretch in which an offset stands, from 1; 0 for none."""
    index = bisect_right(spans, offset, key=lambda span: span.start)
    return index if index and offset < spans[index - 1].end else 0


def _is_untouched(paragraph: Span, known: Structure) -> bool:
    return bool(_within(paragraph.start, known.passed) or _within(paragraph.start, known.code))


def _is_line(text: str, paragraph: Span) -> bool:
    """Return whether a paragraph is a whole line, no piece of a long one."""
    is_cut = paragraph.start > 0 and text[paragraph.start - 1] not in LINE_ENDS
    return not is_cut and (paragraph.end == len(text) or text[paragraph.end] in LINE_ENDS)


def _is_under_words(text: str, paragraph: Span) -> bool:
    """Return whether a line underlines the one right above, and makes a heading of it."""
    if not _UNDERLINE.match(text, paragraph.start, paragraph.end):
        return False
    above = _words_above(text, paragraph).strip()
    if not above or above.startswith(("#", ">", "|")) or _LIST.match(f"{above} "):
        return False
    return not (_UNDERLINE.match(above) or _BREAK.match(above))


def _is_under_heads(text: str, paragraph: Span) -> bool:
    """Return whether a line is the one between the heads of a table and its rows."""
    if text.find("|", paragraph.start, paragraph.end) < 0 or text.find("-", paragraph.start, paragraph.end) < 0:
        return False
    if not DELIMITERS.match(text, paragraph.start, paragraph.end):
        return False
    above = _words_above(text, paragraph)
    return "|" in above and not DELIMITERS.match(above)


def _words_above(text: str, paragraph: Span) -> str:
    """Return the line right above one, its end if it is long; empty where there is none, or perhaps none to see."""
    if paragraph.start == 0 or text[paragraph.start - 1] not in LINE_ENDS:
        return ""
    above = paragraph_before(text, paragraph)
    line = above.of(text) if above is not None else ""
    return "" if line.lstrip().startswith(("```", "~~~")) or _ADDRESS.match(line) else line
