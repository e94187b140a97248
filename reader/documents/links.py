"""Links: the addresses that a text names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.documents.paragraphs import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

ADDRESS = re.compile(r"(?:https?://|www\.)[\w.~:/?#\[\]@!$&'()*+,;=%-]*[\w/#=&%-]", re.ASCII | re.IGNORECASE)
"""An address as RFC 3986 spells it; a mark of the sentence at its end is no part of it."""


def links(text: str, span: Span) -> Iterator[Span]:
    """Yield where addresses stand in a stretch of a text."""
    for match in ADDRESS.finditer(text, span.start, span.end):
        yield Span(match.start(), match.end())
