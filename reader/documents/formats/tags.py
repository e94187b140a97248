"""The tags of a page written anew, so that whatever parses them has little to do.

libxml2 takes a time that grows with the square of the attributes of a tag (twenty thousand: three seconds), and drops
what is nested deeper than 256 elements. So a page is cut into tags and text here, in one pass and in time that grows
with its length, as the HTML standard does it (https://html.spec.whatwg.org/multipage/parsing.html#tokenization), and
put together again with nothing in it that could be read in another way: only the attributes that tell something, each
in quotes; no comments, scripts and styles; no more than `DEEPEST` elements in each other, what is deeper being on
lines of its own. No text is lost.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

DEEPEST = 200
"""Elements in each other."""
LONGEST_VALUE = 2000
"""Code points of an attribute."""

# fmt: off
KEPT = frozenset((
    "alt", "charset", "checked", "class", "content", "epub:type", "hidden", "href", "http-equiv", "id", "itemprop",
    "lang", "name", "property", "rel", "role", "start", "style", "type", "value", "xml:lang", "zy-footnote", "datetime",
))
VOID = frozenset((
    "area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "img", "image", "input", "keygen",
    "link", "meta", "param", "source", "track", "wbr",
))
DROPPED = VOID - {"br", "hr", "img", "image", "meta"}
"""Elements without a text that tell nothing; not all that parse HTML know that they hold none."""
BARE = frozenset(("script", "style", "iframe", "noembed", "noframes", "textarea"))
"""Elements whose text is none of the page's and may look like tags."""
ENDED = frozenset(("p", "li", "td", "th", "tr", "dt", "dd", "option", "rt", "rp", "rb", "tbody", "thead", "tfoot"))
"""Elements that the next of their kind ends."""
SMALL = frozenset(("a", "b", "i", "u", "s", "em", "strong", "span", "font", "big", "small", "sup", "sub", "code", "tt"))
# fmt: on

_TOKEN = re.compile(
    r"""<(?:
    !--(?:>|->|.*?(?:--!?>|\Z))
    |!\[CDATA\[(?P<data>.*?)(?:\]\]>|\Z)
    |[!?][^>]*+>?+
    |/(?P<ended>[A-Za-z][^\s/>]*+)[^>]*+>?+
    |(?P<begun>[A-Za-z][^\s/>]*+)
     (?P<attributes>(?:[\s/]++|[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"'][^\s>]*+)?+)?+)*+)>?+
    )""",
    re.VERBOSE | re.DOTALL,
)
_ATTRIBUTE = re.compile(
    r"""([^\s/>][^\s/>=]*+)(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s>"'][^\s>]*+))?+)?+""", re.VERBOSE
)
_NAME = re.compile("[a-z][a-z0-9:]{0,31}")
_ENDS = {name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE) for name in (*BARE, "title")}


def tidied(page: str) -> str:
    """Return a page with its tags written anew."""
    return "".join(_pieces(page))


def _pieces(page: str) -> Iterator[str]:
    opened: list[str] = []
    dropped = 0
    place = 0
    while (token := _TOKEN.search(page, place)) is not None:
        if token.start() > place:
            yield page[place : token.start()].replace("<", "&lt;")
        place = token.end()
        if (data := token["data"]) is not None:
            yield data.replace("&", "&amp;").replace("<", "&lt;")
        elif (ended := token["ended"]) is not None:
            name = ended.lower()
            if name not in VOID and dropped and name not in SMALL:
                dropped -= 1
                yield "<br>"
            elif name in opened[-DEEPEST:] and _NAME.fullmatch(name):
                while opened.pop() != name:
                    pass
                yield f"</{name}>"
            elif name == "br":
                yield "<br>"
        elif (begun := token["begun"]) is not None:
            name = begun.lower()
            if name in _ENDS:
                end = _ENDS[name].search(page, place)
                text = page[place : end.start() if end else len(page)]
                place = end.start() if end else len(page)
                if name == "title":
                    yield f"<title>{text.replace('<', '&lt;')}</title>"
                continue
            is_box = name == "input" and "checkbox" in token["attributes"].lower()
            if (name in DROPPED and not is_box) or not _NAME.fullmatch(name):
                continue
            if name in ENDED:
                _end(opened, name)
            if name in VOID:
                yield _tag(name, token["attributes"])
            elif len(opened) < DEEPEST:
                opened.append(name)
                yield _tag(name, token["attributes"])
            elif name not in SMALL:
                dropped += 1
                yield "<br>"
    if place < len(page):
        yield page[place:].replace("<", "&lt;")


def _end(opened: list[str], name: str) -> None:
    """End the last element of a kind, where the next one of it begins and nothing else is between them."""
    for above in range(len(opened) - 1, -1, -1):
        if opened[above] == name:
            del opened[above:]
            return
        if opened[above] not in ENDED and opened[above] not in SMALL:
            return


def _tag(name: str, written: str) -> str:
    """Return the tag that begins an element."""
    if not written.strip("/ \t\r\n\f"):
        return f"<{name}>"
    attributes: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(written):
        key = match[1].lower()
        if key in KEPT and key not in attributes:
            value = match[2] or match[3] or match[4] or ""
            attributes[key] = value[:LONGEST_VALUE].replace('"', "&quot;").replace("<", "&lt;")
    told = "".join(f' {key}="{value}"' for key, value in attributes.items())
    return f"<{name}{told}>"
