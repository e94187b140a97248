"""Markdown's marks: what of a Markdown file is hidden, or shown as something else. The source text is the file itself.

`structure` looks through a text once, for what a line alone does not tell: front matter, code between fences, and the
links, which are numbered through the text. `marks` then tells of any paragraph which stretches to hide or to replace;
everything between them is shown as it stands. The rules are CommonMark's and GFM's but for these: emphasis needs no
space or punctuation around it, so that `说：**“好。”**他` is bold; a line that begins with spaces is no code, because
Chinese paragraphs do; HTML in the text is text.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.documents.formats.source import Link
from reader.documents.paragraphs import Span, paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_NUMBERED = 4_000_000
"""Code points up to which the links of a text are numbered; those of a longer one are shown without their addresses."""
LONGEST_FRONT = 16_384
"""Code points of front matter."""
RULE = "＊　＊　＊"
QUOTE = "｜"
ITEM = "-"
TASKS = {" ": "☐", "x": "☑", "X": "☑"}

_FENCE = re.compile(
    r"(?:^|(?<=\r))[ \t]{0,3}(?:>[ \t]?){0,3}(?P<marks>`{3,}(?=[^`\r\n]*$)|~{3,})(?P<word>[^\r\n]*)", re.MULTILINE
)
_FRONT = re.compile(r"(?P<fence>---|\+\+\+)[ \t]*(?:\r\n|\n|\r)")
_QUOTE = re.compile(r"[ \t]{0,3}>[ \t]?")
_HEADING = re.compile(r"[ \t]{0,3}(#{1,6}[ \t]+)")
_CLOSING = re.compile(r"[ \t]+#+[ \t]*$")
_BREAK = re.compile(r"[ \t]{0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$")
_UNDERLINE = re.compile(r"[ \t]{0,3}(?:=+|-+)[ \t]*$")
_LIST = re.compile(r"[ \t\u3000]*(?:(?P<mark>[-*+])|\d{1,9}[.)])[ \t]+(?P<task>\[[ xX]\](?=[ \t]))?")
_DELIMITERS = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
_NOTE = re.compile(r"[ \t]{0,3}\[(\^)[^\[\]\s]{1,80}\](:)")
_TOKEN = re.compile(r"\\(?=[!-/:-@\[-`{-~])|`+|\*+|_+|~~|!?\[|\]|<(?=[A-Za-z])")
_AUTOLINK = re.compile(r"<((?:[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]{1,2000})|[^\s<>@]{1,80}@[^\s<>@]{1,200})>")
_TARGET = re.compile(
    r"\([ \t]*(?:<(?P<angled>[^<>]{0,2000})>|(?P<plain>(?:[^\s()]|\([^\s()]{0,500}\)){0,2000}))"
    r"(?:[ \t]+(?:\"[^\"]{0,500}\"|'[^']{0,500}'))?[ \t]*\)"
)
_REFERENCE = re.compile(r"\[([^\[\]]{0,200})\]")


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a text that is not shown as it stands."""

    span: Span
    shown: str
    """What is shown in its place; empty to hide it."""


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What stands before a text about it."""

    span: Span
    """With both its fences and the line end behind."""
    title: str = ""
    authors: tuple[str, ...] = ()
    date: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Structure:
    """What of a text no line alone tells."""

    front: FrontMatter | None = None
    fences: tuple[Span, ...] = ()
    """The lines that open or close blocks of code."""
    code: tuple[Span, ...] = ()
    """What stands between them."""
    links: tuple[Link, ...] = ()
    """In order: what each shows, and where it leads. Its number is its place here, from 1."""


NOTHING = Structure()


def structure(text: str) -> Structure:
    """Return what of a Markdown text no line alone tells, in time that grows with its length."""
    front = front_matter(text)
    fences, code = _fences(text)
    found = Structure(front, tuple(fences), tuple(code))
    if len(text) > MOST_NUMBERED:
        return found
    links: list[Link] = []
    for paragraph in paragraphs(text):
        if "](" in paragraph.of(text) and not _is_untouched(paragraph, found):
            links.extend(link for _marks, link in _inline(text, paragraph) if link is not None)
    return Structure(front, found.fences, found.code, tuple(links))


def marks(text: str, paragraph: Span, known: Structure = NOTHING) -> list[Mark]:
    """Return what of a paragraph is hidden or replaced, in order and apart from each other.

    Args:
        text: the source text.
        paragraph: one of its paragraphs.
        known: the text's structure.
    """
    front = known.front
    if (front is not None and paragraph.start < front.span.end) or _within(paragraph.start, known.fences):
        return [Mark(paragraph, "")]
    if _within(paragraph.start, known.code):
        return []
    found: list[Mark] = []
    start = _block(text, paragraph, found)
    if start < paragraph.end:
        for inline, link in _inline(text, Span(start, paragraph.end)):
            found.extend(inline)
            if link is not None and (number := _number(link, known)):
                last = found.pop()
                found.append(Mark(last.span, f"[{number}]"))
    return sorted(found, key=lambda mark: mark.span.start)


def front_matter(text: str) -> FrontMatter | None:
    """Return what stands before a text about it, in YAML's or TOML's fences; None where there is none."""
    opening = _FRONT.match(text)
    if opening is None:
        return None
    closing = re.compile(r"(?:^|(?<=\r))(?:\+\+\+|---|\.\.\.)[ \t]*(?:\r\n|\n|\r|$)", re.MULTILINE)
    end = closing.search(text, opening.end(), LONGEST_FRONT)
    if end is None or (end[0].startswith("+") != (opening["fence"] == "+++")):
        return None
    body = text[opening.end() : end.start()]
    stated = _toml(body) if opening["fence"] == "+++" else _yaml(body)
    if not stated:
        return None
    return FrontMatter(
        Span(0, end.end()),
        title=_one(stated, "title", "标题", "標題"),
        authors=tuple(stated.get("author") or stated.get("authors") or stated.get("作者") or ()),
        date=_one(stated, "date", "日期"),
        language=_one(stated, "lang", "language"),
    )


def _one(stated: dict[str, list[str]], *keys: str) -> str:
    return next((values[0] for key in keys if (values := stated.get(key))), "")


def _toml(body: str) -> dict[str, list[str]]:
    import tomllib

    try:
        stated = tomllib.loads(body.replace("\r\n", "\n").replace("\r", "\n"))
    except (tomllib.TOMLDecodeError, RecursionError):
        return {}
    return {
        key.lower(): [str(one) for one in (value if isinstance(value, list) else [value])]
        for key, value in stated.items()
    }


def _yaml(body: str) -> dict[str, list[str]]:
    """Return the plain keys of YAML with their values: words, words in quotes, lists of such."""
    stated: dict[str, list[str]] = {}
    key = ""
    for line in re.split("\r\n|[\n\r]", body):
        if item := re.match(r"\s*-\s+(.*)", line):
            if key:
                stated[key].append(_word(item[1]))
            continue
        if pair := re.match(r"([\w-]{1,40})\s*[:：]\s*(.*)", line):
            key = pair[1].lower()
            value = pair[2].strip()
            is_list = value.startswith("[") and value.endswith("]")
            words = [_word(one) for one in re.split("[,，]", value[1:-1])] if is_list else [_word(value)]
            stated[key] = [word for word in words if word]
    return stated


def _word(value: str) -> str:
    value = value.strip()
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1]
    return value.partition(" #")[0].strip()


def _fences(text: str) -> tuple[list[Span], list[Span]]:
    """Return the lines of fences, and the code between them; a block that is not closed goes to the end."""
    fences: list[Span] = []
    code: list[Span] = []
    opened, start = "", 0
    for fence in _FENCE.finditer(text):
        if not opened:
            opened, start = fence["marks"], fence.end()
        elif fence["marks"].startswith(opened) and not fence["word"].strip():
            code.append(Span(start, fence.start()))
            opened = ""
        else:
            continue
        fences.append(Span(fence.start(), fence.end()))
    if opened:
        code.append(Span(start, len(text)))
    return fences, code


def _within(offset: int, spans: tuple[Span, ...]) -> bool:
    index = bisect_right(spans, offset, key=lambda span: span.start) - 1
    return index >= 0 and offset < spans[index].end


def _is_untouched(paragraph: Span, known: Structure) -> bool:
    front = known.front
    is_before = front is not None and paragraph.start < front.span.end
    return is_before or _within(paragraph.start, known.code) or _within(paragraph.start, known.fences)


def _number(link: Link, known: Structure) -> int:
    index = bisect_left(known.links, link.span.start, key=lambda one: one.span.start)
    is_there = index < len(known.links) and known.links[index].span == link.span
    return index + 1 if is_there else 0


def _block(text: str, paragraph: Span, found: list[Mark]) -> int:
    """Add the marks at the beginning and the end of a line; return where its words begin."""
    start, end = paragraph.start, paragraph.end
    while quote := _QUOTE.match(text, start, end):
        found.append(Mark(Span(start, quote.end()), QUOTE))
        start = quote.end()
    if _UNDERLINE.match(text, start, end) and _has_line_before(text, paragraph):
        found.append(Mark(Span(start, end), ""))
        return end
    if _BREAK.match(text, start, end):
        found.append(Mark(Span(start, end), RULE))
        return end
    if heading := _HEADING.match(text, start, end):
        found.append(Mark(Span(start, heading.end()), ""))
        if closing := _CLOSING.search(text, heading.end(), end):
            found.append(Mark(Span(closing.start(), closing.end()), ""))
        return heading.end()
    if note := _NOTE.match(text, start, end):
        found.extend((Mark(Span(*note.span(1)), ""), Mark(Span(*note.span(2)), "")))
        return note.end()
    if item := _LIST.match(text, start, end):
        if item["mark"] is not None and item["mark"] != ITEM:
            found.append(Mark(Span(*item.span("mark")), ITEM))
        if item["task"] is not None:
            found.append(Mark(Span(*item.span("task")), TASKS[item["task"][1]]))
        return item.end()
    line = text[start:end].strip()
    if line.startswith("|") or ("|" in line and _DELIMITERS.match(line)):
        return _row(text, Span(start, end), found)
    return start


def _row(text: str, span: Span, found: list[Mark]) -> int:
    """Add the outer bars of a table's row, or the whole of the row below its heads."""
    if _DELIMITERS.match(text, span.start, span.end):
        found.append(Mark(span, ""))
        return span.end
    line = span.of(text)
    first = span.start + line.index("|")
    begin = re.compile(r"\|[ \t]*").match(text, first, span.end)
    stripped = line.rstrip()
    last = span.start + len(stripped) - 1
    start = begin.end() if begin else first
    found.append(Mark(Span(span.start, start), ""))
    if stripped.endswith("|") and not stripped.endswith("\\|") and last >= start:
        cut = len(text[start:last].rstrip())
        found.append(Mark(Span(start + cut, span.end), ""))
    return start


def _has_line_before(text: str, paragraph: Span) -> bool:
    """Return whether a line of words stands right above a paragraph, which then may be underlined."""
    place = paragraph.start - 1
    if place < 0 or text[place] not in "\r\n":
        return False
    if text[place] == "\n" and place > 0 and text[place - 1] == "\r":
        place -= 1
    above = re.split("[\r\n]", text[max(0, place - 200) : place])[-1].strip()
    return bool(above) and not above.startswith(("#", ">", "|", "```", "~~~")) and not _LIST.match(f"{above} ")


def _inline(text: str, span: Span) -> Iterator[tuple[list[Mark], Link | None]]:
    """Yield the marks among the words of a line, together those that belong together; of a link the last is its end."""
    tokens = list(_TOKEN.finditer(text, span.start, span.end))
    ticks: dict[int, list[int]] = {}
    for token in tokens:
        if token[0][0] == "`":
            ticks.setdefault(len(token[0]), []).append(token.start())
    open_marks: dict[str, list[tuple[int, int]]] = {}
    brackets: list[tuple[int, int]] = []
    behind = span.start
    for token in tokens:
        start, end, kind = token.start(), token.end(), token[0]
        if start < behind:
            continue
        if kind == "\\":
            yield [Mark(Span(start, end), "")], None
            behind = end + 1
        elif kind[0] == "`":
            same = ticks[len(kind)]
            index = bisect_right(same, start)
            if index < len(same):
                close = same[index]
                yield [Mark(Span(start, end), ""), Mark(Span(close, close + len(kind)), "")], None
                behind = close + len(kind)
        elif kind == "<":
            if (auto := _AUTOLINK.match(text, start, span.end)) is not None:
                yield [Mark(Span(start, start + 1), ""), Mark(Span(auto.end() - 1, auto.end()), "")], None
                behind = auto.end()
        elif kind in ("[", "!["):
            brackets.append((start, end))
        elif kind == "]":
            if brackets and (closed := _closed(text, brackets.pop(), token, span.end)) is not None:
                yield closed
                behind = closed[0][-1].span.end
        else:
            yield from _emphasis(text, span, token, open_marks)


def _closed(
    text: str, opening: tuple[int, int], closing: re.Match[str], end: int
) -> tuple[list[Mark], Link | None] | None:
    """Return the marks of a link, a picture or a note's mark that a bracket closes; None where it closes none."""
    start, inside = opening
    shown = Span(inside, closing.start())
    if text.startswith("^", inside) and text[start] == "[":
        return [Mark(Span(inside, inside + 1), ""), Mark(Span(closing.start(), closing.end()), "]")], None
    is_picture = text[start] == "!"
    if target := _TARGET.match(text, closing.end(), end):
        address = target["angled"] if target["angled"] is not None else target["plain"]
        if is_picture:
            return [Mark(Span(start, inside), "["), Mark(Span(closing.start(), target.end()), "]")], None
        hidden = [Mark(Span(start, inside), ""), Mark(Span(closing.start(), target.end()), "")]
        return hidden, Link(shown, address)
    if (reference := _REFERENCE.match(text, closing.end(), end)) and shown.start < shown.end:
        return [Mark(Span(start, inside), ""), Mark(Span(closing.start(), reference.end()), "")], None
    return None


def _emphasis(
    text: str, span: Span, token: re.Match[str], open_marks: dict[str, list[tuple[int, int]]]
) -> Iterator[tuple[list[Mark], Link | None]]:
    """Yield the marks of emphasis that a run of them closes, or keep it as one that may open some."""
    start, end, kind = token.start(), token.end(), token[0]
    before = text[start - 1] if start > span.start else " "
    after = text[end] if end < span.end else " "
    is_inside_word = _is_of_word(before) and _is_of_word(after)
    if len(kind) > 3 or (is_inside_word and (kind[0] == "_" or (before.isdecimal() and after.isdecimal()))):
        return
    waiting = open_marks.setdefault(kind, [])
    if waiting and not before.isspace() and waiting[-1][1] < start:
        opening = waiting.pop()
        yield [Mark(Span(*opening), ""), Mark(Span(start, end), "")], None
    elif not after.isspace():
        waiting.append((start, end))


def _is_of_word(character: str) -> bool:
    return character.isascii() and character.isalnum()
