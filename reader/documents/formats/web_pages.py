"""Web pages. The source text is that of the article, without what the site puts around it.

Which part of a page is the article is told by trafilatura: it says which sentences belong to it. The text itself is
written from the page's own tree (`reader.documents.formats.writing`), from the smallest part that holds nearly all of
these sentences, so that lists, tables, lines and readings stay, which extractors lose. The page's headline comes first.
Where too little is found, the page's only `article` (or `itemprop=articleBody`, or `main`) is the text; where there is
none, all that is to be seen on the page; also on a page without a link, which has nothing around its text. Of one that
is too large to be looked at in bounded time (`MOST_EXTRACTED`), blocks of links and what says that it is around the
article are left out. What a style hides is left out, unless much of the article is in it: pages of WeChat hide theirs
until a script runs, and on a saved page none does.

Extractors take what is recommended and what readers say for parts of a short article. So what a site itself names like
that (`NAMED_AROUND`) is taken out before, and from the article what a line says are others (相关阅读).
The title is the heading with which `title` begins, without the name of the site.

The encoding is told by the bytes; what the page declares is a hint. Nothing is ever fetched: the extractor is handed
a tree, and its downloads are never called.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import accumulate, islice, takewhile
from typing import TYPE_CHECKING, Any

from reader.documents.decoding import UnreadableDocumentError
from reader.documents.formats.markup import attribute, decoded_markup, local, parsed_html
from reader.documents.formats.source import Source
from reader.documents.formats.writing import BLOCKS, HEADINGS, NEVER_SHOWN, PREFORMATTED, Writer, is_hidden, show
from reader.language import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MOST_EXTRACTED = 300_000
"""Code points of markup in which an article is looked for; a larger page is shown whole."""
MOST_DEPTHS = 200_000
"""The depths of all elements together, likewise: the extractor looks at what is inside of tables once for each."""
TELLING = 4
"""Code points from which on a paragraph tells where the article is; shorter ones stand everywhere."""
WINDOW = 20_000
"""Code points of the article in which the next paragraph is looked for."""
HEAVIEST = 60
"""Code points that a paragraph counts for at most, so that none, as a long piece of code, is the article alone."""
NEARLY_ALL = 0.9
LEAST = 20
"""Code points that an article has at least."""
LITTLE = 200
"""What paragraphs that were found count for at least, so that they outweigh what a page says is its article."""
MUCH = 0.25
"""The share of an article that is seen whatever a style says, and of a page that stays whatever all names in it say.

Also the share of links in what follows a line which says that other articles do.
"""
MOST = 0.5
"""The share of all text that is seen likewise, where no article was looked for; of an article before such a line."""
AROUND = frozenset(("nav", "aside", "footer", "menu"))
"""Elements that are never the article's, unless it is all in one."""
ROLES_AROUND = frozenset(("navigation", "complementary", "contentinfo", "search", "banner", "menu"))
# fmt: off
NAMED_AROUND = frozenset((
    "related", "recommend", "recommends", "recommended", "recommendation",
    "recommendations", "tuijian", "guess", "hot", "share", "sharing", "fenxiang", "sidebar", "footer", "foot",
    "copyright", "disclaimer", "breadcrumb", "breadcrumbs", "crumb", "crumbs", "nav", "navbar", "navigation", "toolbar",
    "login", "qrcode", "popup", "ad", "ads", "advert", "advertisement", "subscribe", "newsletter", "cookie", "cookies",
))
"""Words in the names which a site gives its elements that say one is around the article."""
COMMENTS = frozenset(("comment", "comments", "pinglun"))
"""Words that likewise say one is what readers say, of which there may be more than of the article."""
NAMED = frozenset(("div", "section", "aside", "header", "footer", "nav", "form", "ul", "ol", "dl", "p"))
"""Elements whose names are looked at."""
# fmt: on
LONG_TITLE = 8
"""Code points that a heading has which is a page's title, if that is not half of what the page calls its title."""
MANY = 3
"""Pictures that tell nothing by having the same description; one of a single code point is a character.

Also the lines that are looked at which say that other articles follow.
"""
MOSTLY_LINKS = 0.6
"""The share of links in a block of an article that is none of it (上一章 下一章)."""

_BEGINS = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*+(?:<\?xml[^>]*+>\s*+)?+(?:<!--(?>.{0,2000}?-->)\s*+)*+<(?:!doctype\s+html|html[\s>])",
    re.IGNORECASE | re.DOTALL,
)
_SPACE = re.compile(r"\s+")
_SENTENCE = re.compile("[。！？；]|[.!?]$")
"""What the end of a sentence is: titles, dates and names have none."""
_WORD = re.compile("[A-Z]?[a-z]+|[A-Z]+")
_OTHERS = re.compile(
    "[-—>＞|【]*(?:[为為][您你]推[荐薦]|猜[您你]喜[欢歡]|(?:相[关關]|推[荐薦]|[热熱][门門]|精彩|最新|最[热熱]|更多精彩|[网網]友|全部)"
    "(?:推[荐薦]|新[闻聞]|文章|[阅閱][读讀]|[报報][导導道]|[评評][论論]))[】:：>＞]*"
)
"""A line behind which other articles, or what readers say, are listed."""


def begins(data: bytes) -> bool:
    """Return whether a file begins as a web page."""
    return _BEGINS.match(data[:4096]) is not None


def read(data: bytes, _name: str, encoding: str | None = None) -> Source:
    """Return the text of a page's article.

    Raises:
        UnreadableDocumentError: when it is no text, or too much, or none until a script writes it.
    """
    decoded = decoded_markup(data, encoding)
    root = parsed_html(decoded.text)
    if root is None:
        return Source("", decoded.label, decoded.replaced)
    title, authors, language = _told(root)
    title, titles = _title(root, title)
    article = _article(root, title, titles)
    writer = _written(root) if article is None else _written(*article)
    if article is not None and not writer.length:
        writer = _written(root)
    text = writer.text
    if not text and "<script" in decoded.text.casefold():
        raise UnreadableDocumentError(_("a script writes its text; save it from the browser as text"))
    notes, links = writer.leads()
    return Source(
        text,
        encoding=decoded.label,
        replaced=decoded.replaced,
        title=title,
        authors=authors,
        language=language,
        headings=writer.headings or None,
        notes=notes,
        links=links,
    )


def _written(root: Any, headline: Any = None, kept: frozenset[Any] | None = None) -> Writer:
    """Return the text of a part of a page, its headline first, without blocks of links that are not to be kept."""
    links = frozenset[Any]() if kept is None else _lengths(root)[2]
    writer = Writer(None if kept is None else lambda element: _is_around(element, root, kept, links))
    if headline is not None:
        writer.heading("".join(headline.itertext()), HEADINGS[local(headline)], "")
    writer.write(root)
    writer.close()
    return writer


def _is_around(element: Any, root: Any, kept: frozenset[Any], links: frozenset[Any]) -> bool:
    """Return whether an element inside an article is none of it."""
    if element is root or element in kept:
        return False
    return element in links or local(element) in AROUND or (element.get("role") or "").lower() in ROLES_AROUND


def _article(root: Any, title: str, titles: frozenset[Any]) -> tuple[Any, Any, frozenset[Any]] | None:
    """Return the part of a page that is its article, a headline before it, and what of it is surely the article's.

    Args:
        root: the page.
        title: its title.
        titles: the headings that are its title.

    Returns:
        None where all of the page is to be shown.
    """
    shown, linked, links = _lengths(root)
    if not shown:
        return None
    if not linked or _is_large(root):
        for element in _outermost(root, is_hidden):
            if len("".join(element.itertext())) > MOST * shown:
                show(element)
        return (root, None, frozenset()) if linked else None
    _take_out_named(root, shown - linked)
    _take_descriptions(root, title)
    found = _extracted(root)
    weights: dict[Any, int] = {}
    kept: set[Any] = set()
    place = total = 0
    for block, text in _blocks(root):
        at = found.find(text, place, place + WINDOW + len(text))
        if at < 0 and len(text) >= TELLING:  # the extractor may have it in another order
            at = found.find(text, max(0, place - WINDOW), place + len(text))
        if at < 0:
            continue
        kept.add(block)
        if len(text) < TELLING or block in links:
            continue
        place = at + len(text)
        weight = min(len(text), HEAVIEST)
        total += weight
        for above in (block, *block.iterancestors()):
            weights[above] = weights.get(above, 0) + weight
    declared = _declared(root) if total < LITTLE else None
    if declared is not None and (total < LEAST or weights.get(declared, 0) < NEARLY_ALL * total):
        show(declared)
        return declared, _headline(root, declared, titles), frozenset()
    if total < LEAST:
        return None
    for element, weight in weights.items():
        if weight > MUCH * total and is_hidden(element):
            show(element)
    part = root
    while (inner := max(part, key=lambda child: weights.get(child, 0), default=None)) is not None:
        if weights.get(inner, 0) < NEARLY_ALL * total:
            break
        part = inner
    for block in tuple(kept):
        kept.update(block.iterancestors())
    _take_out_others(part, links)
    return part, _headline(root, part, titles), frozenset(kept)


def _take_out_named(root: Any, shown: int) -> None:
    """Take out of a page what its names say is around the article, if enough is left without it.

    Of comments, that is enough sentences: a thread has nothing but comments. Of the others, it is of all together, and
    what only has such a word in a longer name (hot-spring) goes if no sentence goes with it.

    Args:
        root: the page.
        shown: the code points to be seen in it that are in no link.
    """
    comments = list(_outermost(root, _is_of_readers))
    inside = {block for element in comments for block in element.iter()}
    if sum(_said(text) for block, text in _blocks(root) if block not in inside) >= LITTLE:
        for element in comments:
            _take_out(element)
    links = _lengths(root)[2]
    named = list(_outermost(root, lambda one: _is_named_around(one, links) and _words(one) <= MUCH * shown))
    if sum(map(_words, named)) <= MUCH * shown:
        for element in named:
            _take_out(element)


def _words(part: Any) -> int:
    """Return the code points to be seen in a part of a page that are in no link."""
    length, linked, _links = _lengths(part)
    return length - linked


def _is_named(element: Any, words: frozenset[str]) -> bool:
    """Return whether one of some words is in the names that a site gives an element, and no article in it."""
    return (
        local(element) in NAMED
        and any(not words.isdisjoint(name) for name in _names(element))
        and next(element.iter("h1", "article", "main"), None) is None
        and not any(local(above) in PREFORMATTED for above in element.iterancestors())
    )


def _is_of_readers(element: Any) -> bool:
    """Return whether names say that readers speak in an element; one comment may be a section of an article."""
    return _is_named(element, COMMENTS - {"comment"} if local(element) == "section" else COMMENTS)


def _is_named_around(element: Any, links: frozenset[Any]) -> bool:
    """Return whether names say an element is around the article: all of a name, or a word in it and no sentence."""
    return _is_named(element, NAMED_AROUND) and (
        any(name and name <= NAMED_AROUND for name in _names(element))
        or not any(_said(text) for block, text in _blocks(element) if block not in links)
    )


def _names(element: Any) -> tuple[frozenset[str], frozenset[str]]:
    """Return the words in the class and in the id of an element; none of a section's id, which is made of its title."""
    named, identity = ((element.get(name) or "") for name in ("class", "id"))
    words = frozenset(word.lower() for word in _WORD.findall(named))
    if local(element) == "section" or "section" in words:
        return words, frozenset()
    return words, frozenset(word.lower() for word in _WORD.findall(identity))


def _take_out_others(part: Any, links: frozenset[Any]) -> None:
    """Take out of an article what follows a line that says so of other articles, if most is before it.

    What is behind the last of their links stays, and all where the article goes on between them.
    """
    blocks = [(block, text, _said(text) if block not in links else 0) for block, text in _blocks(part)]
    before = accumulate(sentences for _block, _text, sentences in blocks)
    said = sum(sentences for _block, _text, sentences in blocks)
    found = (
        (block, text)
        for (block, text, _sentences), length in zip(blocks, before, strict=True)
        if length >= MOST * said and block is not part and _OTHERS.fullmatch(text)
    )
    for block, line in islice(found, MANY):
        inside = [block, *takewhile(lambda above: above is not part, block.iterancestors())]
        others = [block, *(behind for above in inside for behind in above.itersiblings())]
        lengths = [_lengths(other)[:2] for other in others]
        end = max((at for at, (shown, linked) in enumerate(lengths, 1) if linked >= max(MUCH * shown, 1)), default=0)
        shown, linked = (sum(column) for column in zip((0, 0), *lengths[:end], strict=True))
        if linked > len(line) and linked >= MUCH * shown and not _goes_on(others[:end], links):
            for other in others[:end]:
                _take_out(other)
            return


def _goes_on(others: list[Any], links: frozenset[Any]) -> bool:
    """Return whether an article goes on between links to others: in sentences, without a block of links in them."""
    length = 0
    for other in others:
        for block, text in _blocks(other):
            length = 0 if block in links else length + _said(text)
            if length >= LITTLE:
                return True
    return False


def _said(text: str) -> int:
    """Return the code points of a paragraph in which a sentence ends; 0 for any other."""
    return len(text) if _SENTENCE.search(text) else 0


def _take_descriptions(root: Any, title: str) -> None:
    """Take away the descriptions of pictures that are written beside them anyway, the title, or those of many."""
    described = [(picture, _SPACE.sub("", picture.get("alt") or "")) for picture in root.iter("img", "image")]
    counted = Counter(text for _picture, text in described)
    if any(counted):
        written = {text for _block, text in _blocks(root)} | {_SPACE.sub("", title)}
        for picture, text in described:
            if text in written or (len(text) > 1 and counted[text] >= MANY):
                picture.attrib.pop("alt", None)


def _take_out(element: Any) -> None:
    """Take an element out of its tree; what follows it stays."""
    before, parent = element.getprevious(), element.getparent()
    if element.tail and before is not None:
        before.tail = (before.tail or "") + element.tail
    elif element.tail:
        parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def _declared(root: Any) -> Any:
    """Return the part of a page that says it is the article; None where not just one does."""
    for says in (_is_article, _is_body, _is_main):
        found = list(islice(_outermost(root, says), 2))
        if len(found) == 1 and "".join(found[0].itertext()).strip():
            return found[0]
    return None


def _is_article(element: Any) -> bool:
    return local(element) == "article"


def _is_body(element: Any) -> bool:
    return "articleBody" in (element.get("itemprop") or "").split()


def _is_main(element: Any) -> bool:
    return local(element) == "main" or (element.get("role") or "").lower() == "main"


def _outermost(root: Any, is_one: Callable[[Any], bool]) -> Iterator[Any]:
    """Yield the elements of a kind that are in no other of it."""
    waiting = [root]
    while waiting:
        element = waiting.pop()
        if is_one(element):
            yield element
        else:
            waiting.extend(reversed(element))


def _is_large(root: Any) -> bool:
    """Return whether a page is too large for an article to be looked for in bounded time."""
    from lxml import etree

    return len(etree.tostring(root, encoding="unicode", method="html")) > MOST_EXTRACTED or _depths(root) > MOST_DEPTHS


def _depths(root: Any) -> int:
    """Return the depths of all elements of a page together, as far as it matters."""
    depths, waiting = 0, [(root, 1)]
    while waiting and depths <= MOST_DEPTHS:
        element, depth = waiting.pop()
        depths += depth
        waiting.extend((child, depth + 1) for child in element)
    return depths


def _extracted(root: Any) -> str:
    """Return the text of a page's article as the extractor has it, without white space."""
    from copy import deepcopy

    from lxml import etree
    from trafilatura import bare_extraction
    from trafilatura.settings import Document

    copy = deepcopy(root)
    for element in list(copy.iter("rt", "rp", "rtc")):
        element.text = None
        for child in list(element):
            element.remove(child)
    page = etree.tostring(copy, encoding="unicode", method="html")
    try:
        found = bare_extraction(page, fast=True, include_comments=False, with_metadata=False)
    except Exception:  # whatever it makes of a broken page: all of that is shown then
        return ""
    text = found.text if isinstance(found, Document) else ""
    return _SPACE.sub("", text or "")


def _blocks(root: Any) -> Iterator[tuple[Any, str]]:
    """Yield the innermost blocks of a page with their text, without white space and readings."""
    for element in root.iter():
        tag = local(element)
        if tag not in BLOCKS and tag not in HEADINGS:
            continue
        own = [element.text or ""]
        for child in element:
            if local(child) not in BLOCKS and local(child) not in HEADINGS:
                own.extend(_inline(child))
            own.append(child.tail or "")
        text = _SPACE.sub("", "".join(own))
        if text:
            yield element, text


def _inline(element: Any) -> Iterator[str]:
    """Yield the text in an element that is no block."""
    waiting = [(element, False)]
    while waiting:
        one, is_end = waiting.pop()
        if is_end:
            yield one.tail or ""
            continue
        tag = local(one)
        if one is not element:
            waiting.append((one, True))
        if tag and tag not in NEVER_SHOWN and tag not in ("rt", "rtc"):
            yield one.text or ""
            waiting.extend((child, False) for child in reversed(one))


def _headline(root: Any, part: Any, titles: frozenset[Any]) -> Any:
    """Return the headline before a part of a page that has none itself; None where there is none.

    That is the last heading which is the page's title, or else of the first rank.
    """
    inside = set(part.iter(*HEADINGS))
    if not inside.isdisjoint(titles) or (not titles and any(local(heading) == "h1" for heading in inside)):
        return None
    before = None
    for element in root.iter():
        if element is part:
            return before
        if element in titles:
            before = element
        elif (
            not titles
            and local(element) == "h1"
            and not any(local(above) in AROUND for above in element.iterancestors())
        ):
            before = element if "".join(element.itertext()).strip() else before
    return None


def _title(root: Any, stated: str) -> tuple[str, frozenset[Any]]:
    """Return the title of a page, and the headings that are it.

    These are what its `title` begins with, before the name of the site, and say nothing else than what is stated.

    Args:
        root: the page.
        stated: the title that it states anywhere.
    """
    whole = next((_SPACE.sub("", "".join(one.itertext())) for one in root.iter("title")), "")
    begins = _SPACE.sub("", stated)
    longest, found = "", set[Any]()
    for heading in _outermost(root, lambda element: local(element) in HEADINGS):
        text = _SPACE.sub("", "".join(heading.itertext()))
        is_whole = whole.startswith(text) and not whole[len(text) : len(text) + 1].isalnum()
        if is_whole and len(text) >= max(min(LONG_TITLE, MOST * len(whole)), len(longest), 1):
            if not begins.startswith(text[: len(begins)]):
                continue
            found = found | {heading} if text == longest else {heading}
            longest, stated = text, " ".join("".join(heading.itertext()).split())
    return stated, frozenset(found)


def _lengths(root: Any) -> tuple[int, int, frozenset[Any]]:
    """Return the code points to be seen in a part of a page, those of them in links, and the blocks mostly of links."""
    links: set[Any] = set()
    inside = [[0, 0]]
    waiting = [(root, False, False)]
    while waiting:
        element, is_linked, is_end = waiting.pop()
        tag = local(element)
        if is_end:
            length, linked = inside.pop()
            if tag in BLOCKS and linked > MOSTLY_LINKS * length:
                links.add(element)
            inside[-1][0] += length
            inside[-1][1] += linked
        elif tag and tag not in NEVER_SHOWN:
            is_inside = is_linked or tag == "a"
            here = len((element.text or "").strip())
            inside.append([here, here if is_inside else 0])
            waiting.append((element, is_linked, True))
            waiting.extend((child, is_inside, False) for child in reversed(element))
            continue
        if element is not root and element.tail:
            here = len(element.tail.strip())
            inside[-1][0] += here
            inside[-1][1] += here if is_linked else 0
    return inside[0][0], inside[0][1], frozenset(links)


def _told(root: Any) -> tuple[str, tuple[str, ...], str]:
    """Return the title, the authors and the language that a page states."""
    title = next((" ".join("".join(one.itertext()).split()) for one in root.iter("title")), "")
    authors: list[str] = []
    for meta in root.iter("meta"):
        kind = (meta.get("name") or meta.get("property") or "").lower()
        content = " ".join((meta.get("content") or "").split())
        if kind == "og:title" and content:
            title = content
        elif kind in ("author", "dc.creator") and content:
            authors.append(content)
    return title, tuple(dict.fromkeys(authors)), attribute(root, "lang")
