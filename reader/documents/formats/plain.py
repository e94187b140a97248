"""Plain text and Markdown: the source text is the decoded file as it stands.

Markdown's marks stay in it; what of them is hidden or shown otherwise, `reader.documents.formats.markdown` tells.
"""

from __future__ import annotations

from reader.documents.decoding import decode
from reader.documents.formats.source import Source


def begins(_data: bytes) -> bool:
    """Return whether a file begins as text: nothing tells of it but that nothing else is told."""
    return False


def read(data: bytes, _name: str, encoding: str | None = None) -> Source:
    """Return a text.

    Raises:
        UnreadableDocumentError: when it is none.
    """
    decoded = decode(data, encoding)
    return Source(decoded.text, decoded.label, decoded.replaced)
