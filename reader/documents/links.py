"""Links: the addresses that a text names, and what of an address a document gives may leave for other programs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from unicodedata import category

from reader.documents.paragraphs import Span
from reader.documents.sanitising import NEVER_SHOWN

if TYPE_CHECKING:
    from collections.abc import Iterator

ADDRESS = re.compile(r"(?:https?://|www\.)[\w.~:/?#\[\]@!$&'()*+,;=%-]*[\w/#=&%-]", re.ASCII | re.IGNORECASE)
"""An address as RFC 3986 spells it; a mark of the sentence at its end is no part of it."""

LONGEST_ADDRESS = 2000
"""Code points; what is longer is nothing that a browser takes everywhere, and is no link."""
NEVER_COPIED = ("C", "Z", "M")
"""Categories of what nobody sees in an address, or not as what it is: controls, space, what is joined to others."""
_HANGUL_FILLERS = "\u115f\u1160"


def links(text: str, span: Span) -> Iterator[Span]:
    """Yield where addresses stand in a stretch of a text."""
    for match in ADDRESS.finditer(text, span.start, span.end):
        if match.end() - match.start() <= LONGEST_ADDRESS:
            yield Span(match.start(), match.end())


def copyable_address(address: str) -> str:
    """Return an address of a document as it may be pasted anywhere, also into a shell: one line, nothing hidden in it.

    Space around it is left out, as browsers do; controls, space and all that is not to be seen are percent-encoded
    (RFC 3986, section 2.1, of their UTF-8), which leads to the same place. Of one that is too long, the beginning.
    """
    shown = address[: 2 * LONGEST_ADDRESS].strip()[:LONGEST_ADDRESS]
    return "".join(_encoded(one) if _is_hidden(one) else one for one in shown)


def _is_hidden(character: str) -> bool:
    return ord(character) in NEVER_SHOWN or category(character)[0] in NEVER_COPIED or character in _HANGUL_FILLERS


def _encoded(character: str) -> str:
    return "".join(f"%{byte:02X}" for byte in character.encode("utf-8", "replace"))
