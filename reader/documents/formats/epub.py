"""EPUB 2 and 3. The source text is that of the chapters one behind the other, in the order of the spine.

What is not in the line of reading (`linear="no"`) comes last, the file that is only a table of contents not at all.
The headings are those of the book's contents (the navigation document, else the NCX), at the places they lead to; a
chapter or a section whose title is told only there begins with it. Where the contents lead nowhere, the headings of
the chapters count. Notes stay where the book has them: behind the paragraph or at the end of the chapter; each mark
knows its note.
How text becomes lines, and ruby is kept: `reader.documents.formats.writing`.

A book under digital restrictions (`META-INF/encryption.xml` over more than fonts) is refused.
"""

from __future__ import annotations

import posixpath
import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import unquote

from reader.documents.decoding import UnreadableDocumentError
from reader.documents.formats.archives import SIGNATURE, Archive, too_large
from reader.documents.formats.markup import (
    MarkupError,
    attribute,
    decoded_markup,
    joined,
    local,
    parsed_xhtml,
    parsed_xml,
)
from reader.documents.formats.source import Source, Titled
from reader.documents.formats.writing import BLOCKS, HEADINGS, NEVER_SHOWN, Writer
from reader.documents.headings import LONGEST_HEADING
from reader.documents.paragraphs import Span, paragraph_at, seen_from, seen_up_to, trimmed
from reader.language import _

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

MEDIA_TYPE = b"application/epub+zip"
CONTAINER = "META-INF/container.xml"
ENCRYPTION = "META-INF/encryption.xml"
FONT_MANGLING = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
"""What hides fonts alone, and no text."""
MOST_CHAPTERS = 10_000
MOST_MARKUP = 64 * 2**20
"""Bytes of all that is parsed of a book; the longest novels have half as many."""
MOST_ELEMENTS = 2_000_000
"""Elements of all that is parsed of a book."""
MOST_CONTENTS = 20_000
"""Lines of the contents."""
DEEPEST = 16
"""How deep the contents may be nested; what is deeper counts as that deep."""
BEGINNING = 600
"""Code points at the beginning of a chapter in which its title is looked for."""
LONGEST_TITLE = 200
"""Code points."""
SHARE = 4
"""How many times as long as in the contents a title may be in the chapter (第一章, 第一章 木屋)."""
SURE = 3
"""Letters that a title has at least, to be one also where the text goes on behind it without a mark (第一节他们)."""
_SHORT = re.compile(f"^.{{1,{LONGEST_TITLE}}}$", re.MULTILINE)
_MARK = re.compile(r"[\[〔][^\[\]〔〕]*[\]〕]")
PAGES = frozenset(("application/xhtml+xml", "text/html", "application/xml", "text/x-oeb1-document"))


@dataclass(frozen=True, slots=True)
class _Item:
    """A file that the book's manifest names."""

    name: str
    media_type: str
    properties: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Entry:
    """A line of the book's contents."""

    title: str
    file: str
    fragment: str
    level: int


@dataclass(frozen=True, slots=True)
class _Package:
    """What the book says of itself."""

    title: str
    authors: tuple[str, ...]
    language: str
    spine: tuple[_Item, ...]
    contents: tuple[_Entry, ...]


def begins(data: bytes) -> bool:
    """Return whether a file begins as an EPUB should."""
    return data.startswith(SIGNATURE) and MEDIA_TYPE in data[:120]


def read(data: bytes, _name: str, _encoding: str | None = None) -> Source:
    """Return the text of a book, whose pages tell their encodings themselves.

    Raises:
        UnreadableDocumentError: when it is damaged, out of bounds, locked or has no text.
    """
    book = _Book(Archive(data))
    package = book.package()
    book.look_for_locks({item.name for item in package.spine})
    writer = Writer()
    entries: dict[str, list[_Entry]] = {}
    for line in package.contents:
        entries.setdefault(line.file, []).append(line)
    for item in package.spine:
        page = book.page(item.name)
        if page is None:
            continue
        listed = entries.get(item.name, [])
        if listed and not listed[0].fragment and _norm(listed[0].title) not in _norm(_opening(page)):
            writer.heading(listed[0].title, 1, item.name)
        writer.write(page, item.name, _told_only_there(page, listed))
    writer.close()
    text = writer.text
    notes, links = writer.leads()
    if not text.strip():
        raise UnreadableDocumentError(_("a book without text; its pages may be pictures"))
    found, marked = tuple(_headings(text, writer, package)), writer.headings
    return Source(
        text,
        encoding=book.encoding,
        replaced=book.replaced,
        title=package.title,
        authors=package.authors,
        language=package.language,
        headings=(found if len(found) > 1 or not marked else marked) or None,
        notes=notes,
        links=links,
    )


class _Book:
    """The files of a book, read with patience for what is wrong in them."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._left = MOST_MARKUP
        self._elements_left = MOST_ELEMENTS
        self._by_small_name = {name.casefold(): name for name in archive.names}
        self.encoding = ""
        self.replaced = 0

    def _found(self, name: str) -> str | None:
        return name if name in self._archive else self._by_small_name.get(name.casefold())

    def page(self, name: str) -> Any:
        """Return the root of a page; None where the book has none of the name.

        Raises:
            UnreadableDocumentError: when it cannot be unpacked, or there is too much of all pages together.
        """
        found = self._found(name)
        if found is None:
            return None
        decoded = decoded_markup(self._read(found))
        self.encoding = self.encoding or decoded.label
        self.replaced += decoded.replaced
        return parsed_xhtml(decoded.text)

    def xml(self, name: str) -> Any:
        """Return the root of a file about the book, of which the best is made; None where there is none.

        Raises:
            UnreadableDocumentError: likewise.
        """
        found = self._found(name)
        if found is None:
            return None
        data = self._read(found)
        try:
            return parsed_xml(decoded_markup(data).text, recover=True)
        except (MarkupError, UnreadableDocumentError):
            return None

    def _read(self, name: str) -> bytes:
        data = self._archive.read(name)
        self._left -= len(data)
        self._elements_left -= data.count(b"<") // 2
        if self._left < 0 or self._elements_left < 0:
            raise too_large()
        return data

    def look_for_locks(self, read: set[str]) -> None:
        """Look whether what is to be read is encrypted.

        Raises:
            UnreadableDocumentError: when it is.
        """
        if (self._hidden() or set()) & read:
            raise _locked()

    def _hidden(self) -> set[str] | None:
        """Return which files are encrypted, but for mangled fonts; None where the book says nothing of it, or noise."""
        root = self.xml(ENCRYPTION)
        if root is None:
            return None
        method: str | None = None
        hidden: set[str] = set()
        for element in root.iter():
            kind = local(element)
            if kind == "encrypteddata":
                method = None
            elif kind == "encryptionmethod" and method is None:
                method = attribute(element, "Algorithm")
            elif kind == "cipherreference" and method not in FONT_MANGLING:
                hidden.add(unquote(attribute(element, "URI")))
        return hidden

    def package(self) -> _Package:
        """Return what the book says of itself.

        Raises:
            UnreadableDocumentError: when it says nothing that names a text.
        """
        name = self._package_name()
        root = self.xml(name)
        if root is None:
            raise self._without_text()
        folder = posixpath.dirname(name)
        manifest: dict[str, _Item] = {}
        for item in _all(root, "item"):
            properties = tuple(attribute(item, "properties").split())
            file = joined(folder, attribute(item, "href"))[0]
            manifest.setdefault(attribute(item, "id"), _Item(file, attribute(item, "media-type").lower(), properties))
        spine: list[_Item] = []
        aside: list[_Item] = []
        for reference in _all(root, "itemref"):
            listed = manifest.get(attribute(reference, "idref"))
            if (
                listed is not None
                and "nav" not in listed.properties
                and (listed.media_type in PAGES or not listed.media_type)
            ):
                (aside if attribute(reference, "linear") == "no" else spine).append(listed)
        read = tuple(dict.fromkeys(spine + aside))
        if not read:
            raise self._without_text()
        if len(read) > MOST_CHAPTERS:
            raise UnreadableDocumentError(
                _("a book of more than {count} files; split it first").format(count=MOST_CHAPTERS)
            )
        return _Package(
            title=next((text for title in _all(root, "title") if (text := _text(title))), ""),
            authors=tuple(dict.fromkeys(_authors(root))),
            language=next((text for language in _all(root, "language") if (text := _text(language))), ""),
            spine=read,
            contents=self._contents(manifest.values()),
        )

    def _package_name(self) -> str:
        root = self.xml(CONTAINER)
        named = next((attribute(one, "full-path") for one in _all(root, "rootfile")), "") if root is not None else ""
        name = self._found(joined("", named)[0]) if named else None
        name = name or next((name for name in self._archive.names if name.lower().endswith(".opf")), None)
        if name is None:
            raise self._without_text()
        return name

    def _without_text(self) -> UnreadableDocumentError:
        """Return what to say of a book that names no text; that it is locked where it is, or what says so is noise."""
        return _locked() if self._found(ENCRYPTION) and self._hidden() != set() else _no_book()

    def _contents(self, manifest: Iterable[_Item]) -> tuple[_Entry, ...]:
        """Return the lines of the first contents that have any: those of EPUB 3, else those of EPUB 2."""
        items = list(manifest)
        navigation = dict.fromkeys(item.name for item in items if "nav" in item.properties)
        points = dict.fromkeys(item.name for item in items if item.media_type == "application/x-dtbncx+xml")
        for names, parsed, lines in ((navigation, self.page, _navigation), (points, self.xml, _ncx)):
            for name in names:
                root = parsed(name)
                found = lines(root, posixpath.dirname(name)) if root is not None else iter(())
                if contents := tuple(islice(found, MOST_CONTENTS)):
                    return self._mended(contents, items)
        return ()

    def _mended(self, contents: tuple[_Entry, ...], items: list[_Item]) -> tuple[_Entry, ...]:
        """Return contents of which lines that lead to no file lead to the only one of that name in another folder."""
        names: dict[str, set[str]] = {}
        for item in items:
            names.setdefault(posixpath.basename(item.name), set()).add(item.name)
        return tuple(
            replace(line, file=next(iter(named)))
            if self._found(line.file) is None and len(named := names.get(posixpath.basename(line.file), set())) == 1
            else line
            for line in contents
        )


def _navigation(root: Any, folder: str) -> Iterator[_Entry]:
    """Yield the contents of EPUB 3: the links in the list of the `nav` that is the table of contents."""
    navs = list(_all(root, "nav"))
    toc = next((nav for nav in navs if "toc" in attribute(nav, "type").split()), navs[0] if navs else None)
    if toc is None:
        return
    level = -1
    links = 0
    for step, element in _walked(toc):
        if local(element) == "ol":
            level += step
        elif local(element) == "a":
            links += step
            if step == 1 == links and (title := _title_told(element)):  # what is in a link is part of its title
                file, fragment = joined(folder, attribute(element, "href"))
                yield _Entry(title, file, fragment, min(max(level, 0), DEEPEST))


def _ncx(root: Any, folder: str) -> Iterator[_Entry]:
    """Yield the contents of EPUB 2: the points of the NCX."""
    level = -1
    for step, element in _walked(root):
        if local(element) != "navpoint":
            continue
        level += step
        if step == 1:
            label = next((_title_told(child) for child in element if local(child) == "navlabel"), "")
            address = next((attribute(child, "src") for child in element if local(child) == "content"), "")
            file, fragment = joined(folder, address)
            if label and file:
                yield _Entry(label, file, fragment, min(level, DEEPEST))


def _headings(text: str, writer: Writer, package: _Package) -> Iterator[Titled]:
    """Yield where the lines of the contents lead, in the order of the text; those that lead to no title are left out.

    One that leads to a file alone may mean any title in it.

    A line without a letter or a number, as programs make of the arrows behind notes, leads nowhere.
    """
    lines = _Lines(text)
    files = sorted(place for item in package.spine if (place := writer.place(item.name)) is not None)
    found: dict[Span, int] = {}
    looked: set[tuple[int, str]] = set()
    for entry in package.contents:
        inside = writer.place(f"{entry.file}#{entry.fragment}") if entry.fragment else None
        place = writer.place(entry.file) if inside is None else inside
        wanted = _norm(entry.title)
        if place is None or not wanted or (place, wanted) in looked:
            continue
        looked.add((place, wanted))
        after = bisect_right(files, place)
        end = place if inside is not None else files[after] if after < len(files) else len(text)
        if (title := _title(lines, place, wanted, end)) is not None:
            found.setdefault(title, entry.level)
    for title, level in sorted(found.items(), key=lambda item: item[0].start):
        yield Titled(title, level)


class _Lines(dict[int, "_Line | None"]):
    """The first line to be seen from a place in a text on, looked for once; None where none begins soon."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._before: dict[int, _Line | None] = {}
        self._called: dict[str, list[Span]] = {}

    def called(self, wanted: str, place: int, end: int) -> Span | None:
        """Return the first line between two places that is a title and no more; all lines are looked through once."""
        if not self._called and place < end:
            for line in _SHORT.finditer(self.text):
                self._called.setdefault(_norm(_MARK.sub("", line[0])), []).append(
                    trimmed(self.text, Span(*line.span()))
                )
        lines = self._called.get(wanted, ()) if place < end else ()
        first = bisect_left(lines, place, key=lambda line: line.start)
        return lines[first] if first < len(lines) and lines[first].start < end else None

    def before(self, place: int) -> _Line | None:
        """Return the last line to be seen before that at a place, looked for once."""
        if place not in self._before:
            start = paragraph_at(self.text, place).start
            at = seen_up_to(self.text, start - 1) if start else None
            self._before[place] = self._line(at) if at is not None else None
        return self._before[place]

    def __missing__(self, place: int) -> _Line | None:
        at = seen_from(self.text, place, place + BEGINNING) if place < len(self.text) else None
        line = self[place] = self._line(at) if at is not None else None
        return line

    def _line(self, at: Span) -> _Line:
        span = trimmed(self.text, at)
        beginning = span.of(self.text)[:LONGEST_TITLE]
        norm = _norm(beginning)
        return _Line(at.start, at.end, span, norm, _norm(_MARK.sub("", beginning)) or norm)


class _Line(NamedTuple):
    """A line of a text."""

    start: int
    end: int
    span: Span
    """Without the space around it."""
    norm: str
    """What of its beginning is the same wherever it is written."""
    plain: str
    """Likewise, without the marks of notes and what describes pictures, where there is anything else."""


def _title(lines: _Lines, place: int, wanted: str, end: int) -> Span | None:
    """Return the line with a title at a place or soon behind it; else the first line there, where it may be one.

    Some programs that split books leave the title right before the place; others tell the file alone in which it is,
    which ends at `end`.
    """
    first: Span | None = None
    line = lines[place]
    while line is not None and line.start < place + BEGINNING:
        first = first or line.span
        if _is_title(line.plain, wanted):
            return line.span
        if line.norm.startswith(wanted) and (end := _title_end(line.span.of(lines.text), wanted)):
            return trimmed(lines.text, Span(line.span.start, line.span.start + end))
        line = lines[line.end + 1]
    if (line := lines.before(place)) is not None and line.plain == wanted:
        return line.span
    if (title := lines.called(wanted, place, end)) is not None:
        return title
    return first if first is not None and first.end - first.start <= LONGEST_HEADING else None


def _is_title(norm: str, wanted: str) -> bool:
    """Return whether a line is what the contents call it, a little more, or a part of that."""
    return bool(norm) and len(norm) <= SHARE * len(wanted) and (norm in wanted or wanted in norm)


def _title_end(line: str, wanted: str) -> int:
    """Return how many code points of a line that begins with a title this is; 0 where it is part of a word."""
    length = end = 0
    while length < len(wanted):
        length += len(_norm(line[end]))
        end += 1
    return end if length >= SURE or not line[end : end + 1].isalnum() else 0


def _told_only_there(page: Any, entries: list[_Entry]) -> dict[str, tuple[str, int]]:
    """Return the titles, with their levels, that only the contents tell, by the ids in a page to which they lead."""
    wanted: dict[str, _Entry] = {}
    for entry in entries:
        if entry.fragment and _norm(entry.title):
            wanted.setdefault(entry.fragment, entry)
    if not wanted:
        return {}
    lines, places = _beginnings(page, wanted)
    norms = [_norm(line) for line in lines]
    told = {}
    for fragment, place in places.items():
        title, norm = wanted[fragment].title, _norm(wanted[fragment].title)
        left = BEGINNING
        for number in range(max(0, place - 1), len(lines)):  # some lead behind the title
            if left <= 0 or _is_title(norms[number], norm):
                break
            if norms[number].startswith(norm) and _title_end(lines[number], norm):
                break
            left -= len(lines[number])
        else:
            left = 0
        if left <= 0:
            told[fragment] = title, wanted[fragment].level + 1
    return told


def _beginnings(page: Any, identities: Container[str]) -> tuple[list[str], dict[str, int]]:
    """Return what the lines of a page begin with, and on which of them the elements of some ids begin."""
    lines = [""]
    places: dict[str, int] = {}
    for step, element in _walked(page):
        tag = local(element)
        if lines[-1] and (tag in BLOCKS or tag in HEADINGS or tag in ("br", "hr")):
            lines.append("")
        identity = element.get("id") or (element.get("name") if tag == "a" else None)
        if step == 1 and identity and identity in identities:
            places.setdefault(identity, len(lines) - 1)
        text = (None if tag in NEVER_SHOWN else element.text) if step == 1 else element.tail
        if text and len(lines[-1]) < LONGEST_TITLE:
            lines[-1] = (lines[-1] + text[:BEGINNING]).lstrip()[:LONGEST_TITLE]
    return lines, places


def _opening(page: Any) -> str:
    """Return what a page begins with."""
    found, length = [], 0
    for element in page.iter():
        if local(element) in ("head", "title", "style", "script"):
            continue
        for part in (element.text, element.tail):
            if part and part.strip():
                found.append(part)
                length += len(part)
        if length > BEGINNING:
            break
    return "".join(found)


def _norm(text: str) -> str:
    """Return what of a title is the same wherever it is written."""
    return "".join(character for character in text.casefold() if character.isalnum())


def _authors(root: Any) -> Iterator[str]:
    """Yield the authors: who is said to be one, and of whom nothing is said."""
    told: dict[str, str] = {}
    for meta in _all(root, "meta"):
        if attribute(meta, "property") == "role":
            told.setdefault(attribute(meta, "refines"), _text(meta))
    for creator in _all(root, "creator"):
        role = attribute(creator, "role") or told.get(f"#{attribute(creator, 'id')}", "")
        if role in ("", "aut") and (name := _text(creator)):
            yield name


def _all(root: Any, name: str) -> Iterator[Any]:
    return (element for element in root.iter() if local(element) == name)


def _text(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def _title_told(element: Any) -> str:
    """Return the title that a line of the contents tells, which need not be one."""
    return _text(element)[:LONGEST_TITLE]


def _walked(root: Any) -> Iterator[tuple[int, Any]]:
    """Yield the elements of a tree where each begins (1) and ends (-1)."""
    waiting = [(1, root)]
    while waiting:
        step, element = waiting.pop()
        yield step, element
        if step == 1:
            waiting.append((-1, element))
            waiting.extend((1, child) for child in reversed(element))


def _locked() -> UnreadableDocumentError:
    return UnreadableDocumentError(
        _("a book under digital restrictions (DRM); only the program it was bought for opens it")
    )


def _no_book() -> UnreadableDocumentError:
    return UnreadableDocumentError(_("an EPUB that names no text; get it again or unpack it"))
