"""Word documents: headings, lists, tables and notes, and a way out where the extra is not installed."""

from __future__ import annotations

import sys

import pytest

from reader.documents.decoding import UnreadableDocumentError
from reader.documents.formats import registry
from tests.documents.formats.packing import WORD, paragraph, word

STYLES = (
    f'<w:styles xmlns:w="{WORD}">'
    + "".join(
        f'<w:style w:type="paragraph" w:styleId="{identity}"><w:name w:val="{name}"/></w:style>'
        for identity, name in (("1", "heading 1"), ("2", "heading 2"))
    )
    + "</w:styles>"
)
CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>湖边来信</dc:title><dc:creator>方小舟</dc:creator>'
    "</cp:coreProperties>"
)


def test_a_word_document_is_read_with_its_headings_table_and_properties() -> None:
    pytest.importorskip("mammoth", reason="Word documents are read where the extra is installed")
    cells = "".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in ("船", "三条"))
    body = (
        paragraph("第一章 木屋", "1")
        + paragraph("湖水很冷。")
        + paragraph("早晨", "2")
        + f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"
    )
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="s" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/>'
        "</Relationships>"
    )
    others = {"word/styles.xml": STYLES, "word/_rels/document.xml.rels": relations, "docProps/core.xml": CORE}
    source = registry.read(word(body, **others), "letter.docx")
    assert source.text == "第一章 木屋\n\n湖水很冷。\n\n早晨\n\n船 | 三条\n"
    assert [(one.title.of(source.text), one.level) for one in source.headings or ()] == [
        ("第一章 木屋", 0),
        ("早晨", 1),
    ]
    assert (source.title, source.authors) == ("湖边来信", ("方小舟",))


def test_without_the_extra_the_way_out_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "mammoth", None)
    with pytest.raises(UnreadableDocumentError, match=r"install reader\[docx\], or save it as text"):
        registry.read(word(paragraph("文")), "letter.docx")
