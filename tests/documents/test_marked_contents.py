"""The headings that a file marks are the contents, whatever the text looks like."""

from __future__ import annotations

from reader.documents.formats.source import Titled
from reader.documents.marked_contents import LONGEST_TITLE, is_marked, marked_contents
from reader.documents.paragraphs import Span, paragraphs

TEXT = "木屋\n\n湖水很冷。\n\n第二章 信\n\n  风\n\n走了。\n"
MARKED = (Titled(Span(0, 2), 0), Titled(Span(TEXT.index("风"), TEXT.index("风") + 1), 1))


def test_the_contents_are_the_marked_headings_and_no_others() -> None:
    found = marked_contents(TEXT, MARKED)
    assert [(one.title.of(TEXT), one.paragraph.of(TEXT), one.level) for one in found] == [
        ("木屋", "木屋", 0),
        ("风", "  风", 1),
    ]


def test_only_a_marked_paragraph_is_a_heading() -> None:
    heads = [span.of(TEXT).strip() for span in paragraphs(TEXT) if is_marked(span, MARKED)]
    assert heads == ["木屋", "风"]
    assert not any(is_marked(span, ()) for span in paragraphs(TEXT))


def test_of_a_heading_without_bounds_the_beginning_is_listed() -> None:
    text = "湖" * 100_000
    (found,) = marked_contents(text, (Titled(Span(0, len(text)), 0),))
    assert found.title == Span(0, LONGEST_TITLE)
