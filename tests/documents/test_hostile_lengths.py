"""Documents of a shape that nobody would write: what a screen needs of them is found without reading all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader.documents.announced import PAGE_NUMBER
from reader.documents.contents import MARKDOWN_END
from reader.documents.document import Document
from reader.documents.formats import markdown, markdown_headings
from reader.documents.formats.markdown_inline import inline
from reader.documents.formats.markdown_tables import DELIMITERS
from reader.documents.headings import is_heading
from reader.documents.metadata import ADDRESS, DATE_LINE, OPENING_LENGTH, metadata
from reader.documents.paragraphs import LONGEST, Span, blank, paragraph_at, paragraphs, seen_from, seen_up_to
from tests.effort import effort

if TYPE_CHECKING:
    from collections.abc import Callable

SHORT, LONG = 8 * LONGEST, 64 * LONGEST

SHAPES: dict[str, Callable[[int], str]] = {
    "one line": lambda length: ("木屋里住着三个人，他们每天一起划船。" * length)[:length],
    "one letter": lambda length: "a" * length,
    "spaces": lambda length: " " * length,
    "line ends": lambda length: "\n" * length,
    "line ends of two": lambda length: "\r\n" * (length // 2),
    "few line ends": lambda length: ("a" * (length // 4 - 1) + "\n") * 4,
    "blank but for the end": lambda length: "\n" * (length - 1) + "一",
    "blank but for the start": lambda length: "一" + "\n" * (length - 1),
}
shapes = pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)


@shapes
@pytest.mark.parametrize("place", [0.0, 0.3, 0.5, 1.0])
def test_a_place_in_it_costs_the_same_however_long_it_is(shape: Callable[[int], str], place: float) -> None:
    def look(text: str) -> None:
        paragraph = paragraph_at(text, int(place * len(text)))
        is_heading(text, paragraph)
        seen_from(text, paragraph.start)

    short, long = shape(SHORT), shape(LONG)
    assert effort(lambda: look(long)) <= 2 * effort(lambda: look(short))


@shapes
def test_its_title_costs_the_same_however_long_it_is(shape: Callable[[int], str]) -> None:
    short, long = Document("木屋.txt", shape(SHORT)), Document("木屋.txt", shape(LONG))
    assert effort(lambda: long.title) <= 1.5 * effort(lambda: short.title)


@shapes
def test_all_of_it_costs_as_much_more_as_it_is_longer(shape: Callable[[int], str]) -> None:
    def look(text: str) -> None:
        list(paragraphs(text))
        seen_up_to(text, len(text))

    short, long = shape(SHORT), shape(LONG)
    assert effort(lambda: look(long)) <= 1.2 * LONG / SHORT * effort(lambda: look(short))


def test_what_a_text_states_about_itself_stands_at_its_start() -> None:
    opening = "\n" * (OPENING_LENGTH - 4)
    assert metadata(f"{opening}木屋\n").title == Span(OPENING_LENGTH - 4, OPENING_LENGTH - 2)
    assert metadata(f"{opening}\n\n\n\n木屋\n").title is None


@shapes
def test_what_can_be_seen_is_found_from_anywhere_in_it(shape: Callable[[int], str]) -> None:
    text = shape(SHORT)
    seen = list(paragraphs(text))
    for offset in range(0, len(text) + 1, 997):
        here = paragraph_at(text, offset)
        assert seen_from(text, offset) == next((span for span in seen if span.end > here.start), None)
        assert seen_up_to(text, offset) == next((span for span in reversed(seen) if span.start < here.end), None)
    assert all(not blank(text, span) for span in seen)


VERY_LONG = 200_000
"""Code points of a line that a pattern which goes back and forth in it would not be done with in minutes."""


@pytest.mark.parametrize(
    ("find", "line"),
    [
        (PAGE_NUMBER.search, f"第一章 {'.' * VERY_LONG}x1"),
        (PAGE_NUMBER.search, f"第一章 {'. ' * VERY_LONG}x1"),
        (MARKDOWN_END.search, f"#{' ' * VERY_LONG}x"),
        (markdown._CLOSING.search, f"#{' ' * VERY_LONG}x"),
        (markdown_headings._CLOSING.search, f"#{' ' * VERY_LONG}x"),
        (DELIMITERS.match, f"{' ' * VERY_LONG}x"),
        (DELIMITERS.match, f"{'|-' * VERY_LONG}x"),
        (DATE_LINE.match, f"1月1日{' ' * VERY_LONG}x"),
        (ADDRESS.match, f"{'@.' * VERY_LONG} x"),
    ],
    ids=lambda given: given[:9] if isinstance(given, str) else "",
)
def test_a_pattern_is_done_with_a_line_of_nothing_but_its_own_signs(find: Callable[[str], object], line: str) -> None:
    assert find(line) is None


def test_a_link_that_is_not_closed_is_left_alone_however_long_it_is() -> None:
    text = f"[a]({' ' * VERY_LONG}x"
    assert not list(inline(text, Span(0, len(text)), {}))


def test_markdown_of_nothing_but_lines_below_is_looked_through_no_further_than_its_bound(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(markdown_headings, "MOST_LOOKED_AT", 3)
    text = "湖\n---\n" * 9
    found = markdown_headings.markdown_headings(text, markdown.structure(text))
    assert found is not None
    assert [one.title.of(text) for one in found] == ["湖"] * 3
