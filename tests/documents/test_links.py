"""Links: the addresses that a text names, without the marks of the sentence around them."""

from __future__ import annotations

import pytest

from reader.documents.links import links
from reader.documents.paragraphs import Span


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("见https://example.org/a?b=c&d#e。完", ["https://example.org/a?b=c&d#e"]),
        ("(https://example.org/a), and", ["https://example.org/a"]),
        ("www.example.org，HTTP://X.org/", ["www.example.org", "HTTP://X.org/"]),
        ("没有地址", []),
        ("https://example.org/路径", ["https://example.org/"]),
        ("mark@example.org", []),
    ],
)
def test_addresses_are_found(text: str, found: list[str]) -> None:
    assert [link.of(text) for link in links(text, Span(0, len(text)))] == found


def test_only_the_stretch_asked_for_is_searched() -> None:
    text = "www.a.org www.b.org"
    assert [link.of(text) for link in links(text, Span(9, len(text)))] == ["www.b.org"]
