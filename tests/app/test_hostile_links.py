"""Links and notes without bounds take no more time in the panel than others."""

from __future__ import annotations

from reader.app.links_panel import LONGEST, LinksPanel
from reader.documents.document import Document
from reader.documents.formats.source import Link, Note, Source
from reader.documents.paragraphs import Span

TEXT = "湖" * 50_000
WHOLE = Span(0, len(TEXT))


def test_of_what_a_format_says_without_bounds_the_beginning_is_listed() -> None:
    leads = Link(WHOLE, "长 " * 100_000), Note(WHOLE, 0)
    document = Document("湖.html", TEXT, source=Source("", links=leads[:1], notes=leads[1:]))
    asked: list[Span] = []

    def shown(span: Span) -> str:
        asked.append(span)
        return span.of(TEXT)

    panel = LinksPanel(document, 0, 0, shown, lambda _link: "")
    painted = [panel.paint(lead, 5_000) for lead in leads]
    assert asked
    assert all(span.end - span.start <= LONGEST for span in asked)
    assert painted[0][-1][0].strip() == ("长 " * 100_000)[:LONGEST].strip()


def test_a_link_to_a_place_in_the_document_is_listed_with_its_words_and_what_stands_there() -> None:
    text = "第二章 信\n\n第二章 信\n\n明天见。[1]\n\n又及。\n"
    link, note = Note(Span(0, 5), 14), Note(Span(18, 21), 23)
    document = Document("湖.html", text, source=Source("", notes=(link, note)))
    panel = LinksPanel(document, 0, 0, lambda span: span.of(text), lambda _link: "")
    assert [part.split() for part, _style in panel.paint(link, 60)] == [[], ["第二章", "信"], [], ["明天见。[1]"]]
    assert [part.split() for part, _style in panel.paint(note, 60)] == [["[1]"], ["又及。"]]
