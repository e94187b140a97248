"""A tree of markup becomes the text that is read.

Each block is a paragraph on lines of its own, an empty line between blocks, none between the items of a list or the
rows of a table. White space is collapsed as a browser does, and a line break between two Chinese characters is no
space (CSS Text 3, section 4.1.3). Items keep a hyphen or their number, the cells of a row stand between bars, `pre`
keeps its lines, a picture is its description in brackets. A table that only lays a page out is its blocks.

Ruby is kept as the base text with the reading behind it in full-width parentheses, as Chinese prints it on one line;
the readings of bases that follow each other come together behind the last one (陳信翰（chén xìn hàn）), so that a
name stays in one piece and is found. The mark of a footnote stands in brackets.
"""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING, Any

from reader.documents.formats.backlinks import Backlinks
from reader.documents.formats.markup import attribute, joined, local
from reader.documents.formats.source import Link, Note, Titled
from reader.documents.links import LONGEST_ADDRESS
from reader.documents.paragraphs import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

# fmt: off
NEVER_SHOWN = frozenset((
    "script", "style", "head", "title", "template", "noscript", "iframe", "frame", "frameset", "object", "embed",
    "applet", "svg", "canvas", "audio", "video", "map", "select", "datalist", "textarea", "button", "input", "rp",
    "noframes", "base", "link", "meta", "param", "source", "track", "annotation", "annotation-xml",
))
BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dialog", "dir", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "header", "hgroup", "html", "legend", "main", "menu", "nav",
    "ol", "p", "pre", "listing", "xmp", "section", "summary", "table", "caption", "tbody", "thead", "tfoot", "td",
    "th", "tr", "ul", "li",
))
# fmt: on
HEADINGS = {f"h{level}": level for level in range(1, 7)}
LISTS = frozenset(("ul", "ol", "menu", "dir", "dl"))
PREFORMATTED = frozenset(("pre", "listing", "xmp"))
LAYS_OUT = frozenset((*HEADINGS, *LISTS, *PREFORMATTED, "table", "article", "section", "form", "hr"))
"""What no cell of a table has that shows data."""
LONGEST_CELL = 400
"""Code points; a cell with more makes its table one that lays a page out."""
BAR = " | "
ITEM = "- "
INDENT = "  "
MOST_INDENTS = 8
CLOSE = frozenset(("tr", "dt", "dd", "li", "caption", "summary", "thead", "tbody", "tfoot"))
"""Blocks without an empty line before and behind them."""
RULE = "＊　＊　＊"
"""What stands for a line between two parts."""
UNDONE = "☐"
DONE = "☑"
LONGEST_MARK = 8
"""Code points of the mark of a note."""
NOTED = re.compile("noteref|footnote|endnote|duokan-note", re.IGNORECASE)

_SPACE = re.compile("[ \t\n\r\f\x0b\x1c-\x1f\x85\u2028\u2029]+")
_LINE = re.compile("\r\n|[\n\r\f\x0b\x85\u2028\u2029]")
_WIDE = re.compile("[\u2e80-\u312f\u3190-\ua4cf\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff“”‘’…—]")
_BRACKETED = re.compile(r"[\[〔（(【［①-⓿❶-➓].*$", re.DOTALL)
_MARK = re.compile(r"[\W\d_]*+(?:[A-Za-z]{1,4}|[注註释釋译譯校原作编編者按一二三四五六七八九十百]{0,6})[\W\d_]*+$")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_NOTE = re.compile("footnote|endnote|rearnote")
_OUTSIDE = re.compile("[A-Za-z][A-Za-z0-9+.-]*:|/")
_BACK = re.compile("[↩⤴↑←⏎]\ufe0e?|\\^$")
_NUMBER = re.compile("[0-9]{1,6}$")
_FILE = re.compile(r"[^\s/]*\.(?:jpe?g|png|gif|webp|bmp|svg|tiff?)", re.IGNORECASE)
"""The description that a program gives a picture without one: the name of its file."""
_UNSPACED = re.compile("[\u3040-\u312f\u31a0-\u31bf\u3400-\u9fff]")


class Writer:
    """Writes trees one behind the other, and tells where their headings, notes and links came to stand."""

    def __init__(self, is_left_out: Callable[[Any], bool] | None = None) -> None:
        self._is_left_out = is_left_out
        self._pieces: list[str] = []
        self._length = 0
        self._last = ""
        self._space = ""
        self._breaks = 0
        self._marker = ""
        self._inline = 0
        self._preformatted = 0
        self._lists: list[int | None] = []
        self._readings: list[str] = []
        self._is_in_ruby = 0
        self._tables: list[bool] = []
        self._opened: list[tuple[Any, int]] = []
        self._leading = 0  # links in links are not looked into, once each for all that they are in
        self._waiting: list[str] = []
        self._places: dict[str, int] = {}
        self._marks: list[tuple[Span, str]] = []
        self._markers: set[int] = set()
        self._note_targets: set[str] = set()
        self._titles: dict[str, tuple[str, int]] = {}
        self._behind: list[tuple[Span, str]] = []
        self._numbered = 0
        self._headings: list[tuple[Span, int]] = []
        self._notes: list[Note] = []
        self._links: list[tuple[Link, str]] = []

    @property
    def text(self) -> str:
        """What was written so far."""
        return "".join(self._pieces)

    @property
    def length(self) -> int:
        """The code points that were written so far."""
        return self._length

    @property
    def headings(self) -> tuple[Titled, ...]:
        """The headings by their elements, each below those before it that rank higher."""
        above: list[int] = []
        found = []
        for title, rank in self._headings:
            while above and above[-1] >= rank:
                above.pop()
            above.append(rank)
            found.append(Titled(title, len(above) - 1))
        return tuple(found)

    def leads(self) -> tuple[tuple[Note, ...], tuple[Link, ...]]:
        """Return what leads to a place in what was written, and the links that lead elsewhere, both in order.

        Besides the marks of notes, wherever these stand, that are the links to where something was written. What leads
        back from a note to its mark is none of them, nor what leads to a place that is not there.
        """
        notes, links, back = list(self._notes), [], Backlinks(self.text)
        marks = [(mark, place, target) for mark, target in self._marks if (place := self.place(target)) is not None]
        for mark, place, _target in sorted(marks, key=self._likeness):  # of two that lead to each other one leads back
            if not back.has(mark, place):
                back.add(mark, place)
                notes.append(Note(mark, place))
        for link, target in self._links:
            place = self._inner_place(link.target, target)
            if place is None and not link.target.startswith("#"):
                links.append(link)
            elif place is not None and not back.has(link.span, place):
                notes.append(Note(link.span, place))
        return (
            tuple(sorted(notes, key=lambda note: note.mark.start)),
            tuple(sorted(links, key=lambda link: link.span.start)),
        )

    def _likeness(self, lead: tuple[Span, int, str]) -> tuple[bool, bool, int]:
        """Return what sorts those that are the marks of notes before those that lead back."""
        mark, place, target = lead
        return target not in self._note_targets, place < mark.end, mark.start

    def _inner_place(self, address: str, target: str) -> int | None:
        """Return where a link leads in what was written: to an element, or to the beginning of another file."""
        if _OUTSIDE.match(address):
            return None
        place, file = self.place(target), target.partition("#")[0]
        return self.place(file) if place is None and file and not address.startswith("#") else place

    def place(self, target: str) -> int | None:
        """Return where the element begins that an address (`file#id`) means, or what was written as `file`."""
        return self._places.get(target)

    def heading(self, text: str, level: int, name: str) -> None:
        """Write a heading that no element of the tree is, at the beginning of what addresses call `name`."""
        self._break(2)
        self._waiting.append(name)
        self._inline += 1
        start = len(self._pieces)
        self._words(text)
        self._inline -= 1
        if len(self._pieces) > start:
            self._headings.append((self._span_from(start), level))
        self._break(2)

    def write(self, root: Any, name: str = "", titles: Mapping[str, tuple[str, int]] | None = None) -> None:
        """Write a tree behind what was written before.

        Args:
            root: its uppermost element; what stands behind that is no part of it.
            name: what addresses call the file it is of.
            titles: headings, with their levels, to be written before the elements of some ids, where these begin a
                block that is in no list, table or link.
        """
        self._titles = dict(titles or ())
        self._break(2)
        self._numbered = 0
        self._waiting.append(name)
        waiting = [(False, root)]
        while waiting:
            is_end, element = waiting.pop()
            if is_end:
                self._close(element, name)
            elif self._is_shown(element) and self._open(element, name):
                if text := element.text:
                    self._words(text.removeprefix("\n") if local(element) in PREFORMATTED else text)  # as HTML has it
                waiting.append((True, element))
                waiting.extend((False, child) for child in reversed(element))
                continue
            if element is not root and element.tail:
                self._words(element.tail)
        self._break(2)

    def _is_shown(self, element: Any) -> bool:
        tag = local(element)
        if not tag or (tag in NEVER_SHOWN and not self._is_box(element)) or is_hidden(element):
            return False
        return self._is_left_out is None or not self._is_left_out(element)

    def _is_between(self, tag: str) -> bool:
        """Return whether an element that begins here begins a block, and no list, table or link is open."""
        is_first = self._breaks > 1 or not self._length or tag in BLOCKS or tag in HEADINGS
        is_inside = (
            self._inline or self._preformatted or self._is_in_ruby or self._lists or self._tables or self._opened
        )
        return is_first and not is_inside

    def _is_box(self, element: Any) -> bool:
        """Return whether an element is the box before a task, which is done or not."""
        is_first = bool(self._lists and self._marker)
        return is_first and local(element) == "input" and attribute(element, "type").lower() == "checkbox"

    def _open(self, element: Any, name: str) -> bool:
        """Take the beginning of an element; return whether what is inside is to be written."""
        tag = local(element)
        for identity in (element.get("id"), element.get("name") if tag == "a" else None):
            if identity:
                self._waiting.append(f"{name}#{identity}")
                if identity in self._titles and self._is_between(tag):
                    self.heading(*self._titles.pop(identity), f"{name}#{identity}")
                if tag == "aside" or _NOTE.search(f"{attribute(element, 'type')} {element.get('role') or ''}"):
                    self._note_targets.add(f"{name}#{identity}")
        if tag in HEADINGS:
            self._break(2)
            self._inline += 1
            self._opened.append((element, len(self._pieces)))
        elif tag == "table":
            self._break(2)
            self._tables.append(_is_data(element))
        elif tag in ("td", "th"):
            self._cell(element)
        elif tag == "li":
            self._item(element)
        elif tag in BLOCKS:
            self._break(1 if tag in CLOSE else 2)
            if tag in LISTS:
                self._lists.append(_first_number(element) if tag == "ol" else None)
            if tag in PREFORMATTED:
                self._preformatted += 1
        elif tag == "br":
            self._break(1)
        elif tag == "hr":
            self._break(2)
            self._words(RULE)
            self._break(2)
        elif tag == "img" or tag == "image":
            self._picture(element)
        elif tag in ("rt", "rtc"):
            self._readings.append(" ".join("".join(element.itertext()).split()))
            return False
        elif tag == "input":
            self._put(UNDONE if element.get("checked") is None else DONE)
            self._space = " "
        elif tag == "ruby":
            self._is_in_ruby += 1
        elif tag == "a":
            if _leads_inside(element):
                if not self._leading and _leads_back(element):
                    return False
                if not self._leading and (mark := _note_mark(element)) is not None:
                    self._mark(mark, _target(attribute(element, "href"), name))
                    return False
                self._leading += 1
            self._opened.append((element, len(self._pieces)))
        return True

    def _close(self, element: Any, name: str) -> None:
        tag = local(element)
        if tag in HEADINGS:
            self._inline -= 1
            _element, start = self._opened.pop()
            if len(self._pieces) > start:
                self._headings.append((self._span_from(start), HEADINGS[tag]))
            self._break(2)
        elif tag == "a":
            _element, start = self._opened.pop()
            self._leading -= _leads_inside(element)
            target = attribute(element, "href")
            is_whole = len(target) < LONGEST_ADDRESS  # one of just that length may have been cut, and lead elsewhere
            if target and is_whole and len(self._pieces) > start:
                self._links.append((Link(self._span_from(start), target), _target(target, name)))
        elif tag == "ruby":
            self._is_in_ruby -= 1
        elif tag in ("td", "th"):
            if self._tables and self._tables[-1]:
                self._inline -= 1
            else:
                self._break(1)
        elif tag == "table":
            if self._tables:
                self._tables.pop()
            self._break(2)
        elif tag in BLOCKS:
            if tag in LISTS:
                self._lists.pop()
            if tag in PREFORMATTED:
                self._preformatted -= 1
            if tag == "li":
                self._marker = ""
            self._break(1 if tag in CLOSE else 2)

    def _cell(self, element: Any) -> None:
        if not (self._tables and self._tables[-1]):
            self._break(1)
            return
        if element.getprevious() is not None:
            self._put(BAR if self._breaks == 0 else BAR.lstrip(), is_spaced=True)
        self._inline += 1

    def _item(self, element: Any) -> None:
        self._break(1)
        number = self._lists[-1] if self._lists else None
        if number is not None:
            value = element.get("value", "")
            number = int(value) if _NUMBER.match(value) else number
            self._lists[-1] = number + 1
        marker = ITEM if number is None else f"{number}. "
        self._marker = INDENT * min(max(0, len(self._lists) - 1), MOST_INDENTS) + marker

    def _picture(self, element: Any) -> None:
        described = " ".join((element.get("alt") or "").split())
        if not described or _FILE.fullmatch(described):
            return
        if NOTED.search(element.get("class") or ""):
            self._numbered += 1
            start = len(self._pieces)
            self._put(f"[{self._numbered}]")
            self._behind.append((self._span_from(start), f"[{self._numbered}] {described}"))
        else:
            self._words(f"[{described}]")

    def _mark(self, mark: str, target: str) -> None:
        self._numbered += 1
        text = " ".join(mark.split()) or str(self._numbered)
        start = len(self._pieces)
        is_plain = _BRACKETED.match(text) or not _MARK.match(text)  # words that have a note stay as they are
        self._put(text if is_plain else f"[{text}]")
        self._marks.append((self._span_from(start), target))

    def _span_from(self, piece: int) -> Span:
        """Return where the pieces from one on stand, without the space around them and the mark of an item before."""
        while piece < len(self._pieces) and (piece in self._markers or self._pieces[piece].isspace()):
            piece += 1
        written = "".join(self._pieces[piece:])
        start = self._length - len(written) + len(written) - len(written.lstrip())
        return Span(start, max(start, self._length - len(written) + len(written.rstrip())))

    def _words(self, text: str) -> None:
        """Write text as it flows, or line by line where lines count."""
        if self._preformatted and not self._inline:
            self._lines(text)
            return
        place = 0
        for space in _SPACE.finditer(text):
            if space.start() > place:
                self._put(text[place : space.start()])
            if self._space != "\n":
                self._space = "\n" if "\n" in space[0] or "\r" in space[0] else " "
            place = space.end()
        if place < len(text):
            self._put(text[place:])

    def _lines(self, text: str) -> None:
        place = 0
        for end in _LINE.finditer(text):
            if end.start() > place:
                self._put(text[place : end.start()])
            self._breaks = min(self._breaks + 1, 3)
            self._space = ""
            place = end.end()
        if place < len(text):
            self._put(text[place:])

    def _put(self, text: str, *, is_spaced: bool = False) -> None:
        """Write a word, with what waits to be written before it."""
        if self._readings and not self._is_in_ruby:
            self._read()
        if self._breaks or not self._length:
            self._end_block()
            if self._length:
                self._add("\n" * self._breaks)
            self._breaks = 0
            self._arrive()
            if self._marker:
                self._markers.add(len(self._pieces))
                self._add(self._marker)
                self._marker = ""
        elif self._space and not is_spaced and not self._last.isspace():
            is_broken_chinese = self._space == "\n" and _WIDE.match(self._last) and _WIDE.match(text)
            if not is_broken_chinese:
                self._add(" ")
        self._space = ""
        self._arrive()
        self._add(text)

    def _arrive(self) -> None:
        """Keep the place of what was opened since something was written."""
        for target in self._waiting:
            self._places.setdefault(target, self._length)
        self._waiting.clear()

    def _add(self, text: str) -> None:
        self._pieces.append(text)
        self._length += len(text)
        self._last = text[-1:]

    def _read(self) -> None:
        """Write the readings that wait, behind their bases."""
        readings = [reading for reading in self._readings if reading]
        self._readings.clear()
        if readings and self._length:
            between = "" if all(_UNSPACED.match(reading[-1]) for reading in readings) else " "
            self._add(f"（{between.join(readings)}）")

    def _break(self, lines: int) -> None:
        """End the line before what comes next; two line ends leave an empty one, but not inside a list."""
        if self._inline:
            self._space = self._space or " "
            return
        if self._readings:
            self._read()
        self._space = ""
        if self._lists:
            lines = min(lines, 1)
        self._breaks = max(self._breaks, lines)

    def _end_block(self) -> None:
        """Write the notes that pictures of the block before hold."""
        behind, self._behind = self._behind, []
        for mark, note in behind:
            self._add("\n")
            self._notes.append(Note(mark, self._length))
            self._add(note)

    def close(self) -> None:
        """Write what waits to be written at the end, and the end of the last line."""
        self._break(1)
        self._end_block()
        if self._length:
            self._add("\n")


def is_hidden(element: Any) -> bool:
    """Return whether an element is not to be seen until a script shows it."""
    return element.get("hidden") is not None or _HIDDEN.search(element.get("style") or "") is not None


def show(element: Any) -> None:
    """Have an element seen, as the script would that shows it."""
    for name in ("hidden", "style"):
        element.attrib.pop(name, None)


def _is_data(table: Any) -> bool:
    """Return whether a table shows data; else it lays a page out."""
    length = 0
    for element in table.iterdescendants():
        tag = local(element)
        if tag in LAYS_OUT:
            return False
        if tag in ("td", "th"):
            length = 0
        length += len(element.text or "") + len(element.tail or "")
        if length > LONGEST_CELL:
            return False
    return True


def _first_number(element: Any) -> int:
    start = element.get("start", "")
    return int(start) if _NUMBER.match(start) else 1


def _leads_inside(link: Any) -> bool:
    """Return whether a link leads to a place inside a file."""
    return "#" in attribute(link, "href")


def _leads_back(element: Any) -> bool:
    """Return whether a link to a place is the arrow behind a note that leads to its mark."""
    return _BACK.match("".join(element.itertext()).strip()) is not None


def _note_mark(element: Any) -> str | None:
    """Return what a link to a place shows that is the mark of a footnote; None for any other link."""
    kind = f"{attribute(element, 'type')} {element.get('role') or ''}"
    if "backlink" in kind:
        return None
    shown = "".join(element.itertext()).strip()
    children = [local(child) for child in element]
    parent = element.getparent()
    is_raised = (parent is not None and local(parent) == "sup") or children == ["sup"]
    named = element.get("class") or ""
    if "noteref" in kind or (NOTED.search(named) and "back" not in named and len(shown) <= LONGEST_MARK):
        return shown
    return shown if is_raised and len(shown) <= LONGEST_MARK else None


def _target(href: str, name: str) -> str:
    """Return what an address in a file of a book means, as the places of its files are called."""
    file, fragment = joined(posixpath.dirname(name), href)
    return f"{file or name}#{fragment}"
