"""What conversion never touches: addresses, code, and the keys of front matter, whose characters mean themselves."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from reader.documents.formats.front_matter import LONGEST_FRONT, front_matter
from reader.documents.links import ADDRESS
from reader.documents.paragraphs import Span
from reader.scripts.runs import lines_with_any

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

HAN = "[\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af]"
# Chinese right behind a slash or an equals sign belongs to an address (/wiki/软件?名=里), behind a letter it does not.
SCHEME = "[a-z][a-z0-9+-]{1,11}://"
LABEL = f"(?:[A-Za-z0-9-]|{HAN})"
TOP = "(?:[A-Za-z][A-Za-z0-9-]+|中国|中國|公司|网络|網絡|网址|网站|在线|中文网|公益|政务|商城|香港|台湾|台灣|新加坡)"
"""Names that a host ends with; behind one in Chinese the sentence may go on without a space."""
HOST = f"(?=[A-Za-z0-9.-]{{0,253}}{HAN})(?:{LABEL}{{1,63}}\\.){{1,9}}{TOP}"
"""The name of a host with Chinese in it, which RFC 3986 does not spell (RFC 3987 does)."""
REST = ADDRESS.pattern.partition(")")[2]
"""What follows in an address."""
LINK = re.compile(
    f"(?:(?:{SCHEME}|www\\.){HOST}(?:[/:?#](?:{REST})?)?|(?<![a-z0-9+-])(?:{SCHEME}|www\\.){REST})(?:(?<=[/=_%#&-]){HAN}+(?:[A-Za-z0-9_/?=&%#.~:+()-]*[/=_%#&?:+(-]{HAN}+)*"
    "(?:[A-Za-z0-9_/?=&%#.~:+()-]*[A-Za-z0-9_/=&%#-])?)?",
    re.ASCII | re.IGNORECASE,
)
MAIL_TO = re.compile(f"@(?:{HOST}|[A-Za-z0-9-]+(?:\\.[A-Za-z0-9-]+)+)")
"""An e-mail address from its sign on."""
MAIL_FROM = re.compile(r"[A-Za-z0-9][\w.+-]*\Z", re.ASCII)
LONGEST_FROM = 64
"""Characters of an e-mail address before its sign, at most (RFC 5321, section 4.5.3.1.1)."""
TICKS_OR_LINE_END = re.compile("`+|\n")
SIGNS = "`", "@", "://", "w.", "W."
"""One of which stands in all of them; each is found by itself as fast as memory can be read."""
FENCE = re.compile("^ {0,3}(`{3,}(?=[^`\\n]*$)|~{3,})", re.MULTILINE)
"""What opens a block of code as CommonMark has it (section 4.5)."""
FRONT = "---", "+++"
FRONT_KEY = re.compile(r"^[ \t]*([\w-]{1,40})[ \t]*[:：=](?!//)", re.MULTILINE)


def untouched(text: str, paragraph: Span, code: Sequence[Span] | None = None) -> list[Span]:
    """Return the stretches of a paragraph of a text that stay as they are, in order and without overlap.

    Args:
        text: the source text.
        paragraph: the stretch of it to look at.
        code: the blocks of code in the text, where they are known; else they are looked for in all of it.
    """
    code = code_blocks(text) if code is None else code
    if code and any(block.start <= paragraph.start and paragraph.end <= block.end for block in code):
        return [paragraph]
    if all(text.find(sign, paragraph.start, paragraph.end) < 0 for sign in SIGNS):
        return []
    links = (Span(*match.span()) for match in LINK.finditer(text, paragraph.start, paragraph.end))
    found = (*_code_spans(text, paragraph), *links, *_mail(text, paragraph))
    apart: list[Span] = []
    for span in sorted(found, key=lambda span: (span.start, -span.end)):
        if not apart or span.start >= apart[-1].end:
            apart.append(span)
    return apart


def untouched_in_lines(text: str, start: int, end: int) -> Iterator[Span]:
    """Return the stretches of whole lines that stay as they are, none of them in a block of code, in order."""
    found = (span for line in lines_with_any(SIGNS, text, start, end) for span in untouched(text, Span(*line), ()))
    if start >= LONGEST_FRONT or not text.startswith(FRONT):
        return found
    keys = (key for key in _front_keys(text) if start <= key.start and key.end <= end)
    return iter(sorted((*keys, *found), key=lambda span: span.start))


@lru_cache(maxsize=1)
def _front_keys(text: str) -> tuple[Span, ...]:
    """Return the keys in what stands before a text about it, in order; none of them has an address in it."""
    front = front_matter(text)
    return tuple(Span(*key.span(1)) for key in FRONT_KEY.finditer(text, 0, front.span.end)) if front is not None else ()


def _code_spans(text: str, stretch: Span) -> Iterator[Span]:
    """Yield the spans of code as CommonMark has them (section 6.1), on one line each.

    One begins and ends with as many ticks; each run of ticks is looked at once, however many a document has.
    """
    runs = list(TICKS_OR_LINE_END.finditer(text, stretch.start, stretch.end))
    partners: list[int] = [0] * len(runs)
    following: dict[int, int] = {}
    for number in range(len(runs) - 1, -1, -1):
        if runs[number][0] == "\n":
            following.clear()
            continue
        length = len(runs[number][0])
        partners[number] = following.get(length, 0)
        following[length] = number
    number = 0
    while number < len(runs):
        partner = partners[number]
        if partner:
            yield Span(runs[number].start(), runs[partner].end())
        number = (partner or number) + 1


def _mail(text: str, stretch: Span) -> Iterator[Span]:
    """Yield the e-mail addresses; they are looked for from their signs, since any long word could begin one."""
    for match in MAIL_TO.finditer(text, stretch.start, stretch.end):
        before = text[max(stretch.start, match.start() - LONGEST_FROM) : match.start()]
        begin = MAIL_FROM.search(before)
        if begin is not None:
            yield Span(match.start() - len(begin[0]), match.end())


@lru_cache(maxsize=1)
def code_blocks(text: str) -> tuple[Span, ...]:
    """Return the fenced blocks of code in a whole text, fences included, in order; an open one reaches to the end."""
    return tuple(fenced(text, Span(0, len(text)))[0])


def fenced(text: str, stretch: Span, fence: str = "") -> tuple[list[Span], str]:
    """Return the fenced blocks of code in a stretch of a text, and the fence of the one that is open at its end.

    Args:
        text: the text.
        stretch: whole paragraphs of it; a block that is open at its end reaches to there.
        fence: that of a block which is open where the stretch begins; empty where none is.
    """
    found: list[Span] = []
    start = place = stretch.start
    if not fence and text.find("```", start, stretch.end) < 0 and text.find("~~~", start, stretch.end) < 0:
        return found, ""
    while True:
        if not fence:
            opened = FENCE.search(text, place, stretch.end)
            if opened is None:
                return found, ""
            fence, start, place = opened[1], opened.start(), opened.end()
        closing = re.compile(f"^ {{0,3}}{re.escape(fence[0])}{{{len(fence)},}}[ \\t\r]*$", re.MULTILINE)
        closed = closing.search(text, place, stretch.end)
        if closed is None:
            found.append(Span(start, stretch.end))
            return found, fence
        found.append(Span(start, closed.end()))
        fence, start, place = "", closed.end(), closed.end()
