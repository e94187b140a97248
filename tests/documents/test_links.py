"""Links: the addresses that a text names, without the marks of the sentence around them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.documents.links import LONGEST_ADDRESS, copyable_address, links
from reader.documents.paragraphs import Span
from reader.documents.sanitising import one_line


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


@pytest.mark.parametrize(
    ("address", "copied"),
    [
        ("https://example.org/a?b=c%20d#e", "https://example.org/a?b=c%20d#e"),
        ("https://example.org/湖边", "https://example.org/湖边"),
        (" \n https://example.org/ \t", "https://example.org/"),
        ("http://x/\nrm -rf ~\n\x1b[201~", "http://x/%0Arm%20-rf%20~%0A%1B[201~"),
        ("http://x/\x9b31m\x7f", "http://x/%C2%9B31m%7F"),
        ("http://x/\u202egnp", "http://x/%E2%80%AEgnp"),
        ("http://x/\u200b\ufe0f\u3164\u2028x", "http://x/%E2%80%8B%EF%B8%8F%E3%85%A4%E2%80%A8x"),
        ("http://x/\udc9b", "http://x/%3F"),
    ],
)
def test_an_address_that_is_copied_hides_nothing_and_is_no_second_line(address: str, copied: str) -> None:
    assert copyable_address(address) == copied


@given(st.text(st.characters(), max_size=40))
def test_no_control_of_a_terminal_is_in_an_address_that_is_copied(address: str) -> None:
    copied = copyable_address(address)
    assert copied == one_line(copied)
    assert not any(character.isspace() for character in copied)


def test_an_address_without_bounds_is_no_link_and_not_copied_whole() -> None:
    address = "https://example.org/" + "a" * LONGEST_ADDRESS
    assert not list(links(address, Span(0, len(address))))
    assert copyable_address(address) == address[:LONGEST_ADDRESS]
