"""Word documents: headings, lists, tables and notes, and a way out where the extra is not installed."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from reader.documents.decoding import UnreadableDocumentError
from reader.documents.formats import registry
from reader.documents.formats.markup import parsed_xml
from reader.documents.formats.word_formulas import LONGEST, formula
from reader.documents.formats.word_numbers import written
from reader.documents.formats.word_parts import write_out
from reader.documents.formats.word_styles import Styles
from tests.documents.formats.packing import CONTENT_TYPES, WORD, paragraph, word, zipped
from tests.documents.formats.packing import RELATIONS as PACKAGE_RELATIONS
from tests.effort import effort

if TYPE_CHECKING:
    from reader.documents.formats.source import Source

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
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    + "".join(
        f'<Relationship Id="{name}" Target="{name}.xml" '
        f'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{name}"/>'
        for name in ("styles", "numbering")
    )
    + "</Relationships>"
)
MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"


def level(depth: int, form: str, text: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{text}"/>'
        "</w:lvl>"
    )


def listed(text: str, number: int, depth: int = 0) -> str:
    told = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'
    return f"<w:p><w:pPr>{told}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def numbered(levels: str) -> str:
    """Return list 1 with its levels."""
    return (
        f'<w:abstractNum w:abstractNumId="7">{levels}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
    )


def read(body: str, numbering: str = "", styles: str = "") -> Source:
    pytest.importorskip("mammoth", reason="Word documents are read where the extra is installed")
    others = {
        "word/numbering.xml": f'<w:numbering xmlns:w="{WORD}">{numbering}</w:numbering>',
        "word/styles.xml": f'<w:styles xmlns:w="{WORD}">{styles}</w:styles>',
        "word/_rels/document.xml.rels": RELATIONS,
    }
    return registry.read(word(body, **others), "letter.docx")


def test_paragraphs_have_the_numbers_that_word_shows_before_them() -> None:
    levels = level(0, "chineseCounting", "%1、") + level(1, "decimal", "（%2）") + level(2, "decimal", "%1.%2.%3")
    marks = level(0, "bullet", "*")
    numbering = (
        f'<w:abstractNum w:abstractNumId="7">{levels}</w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="8">{marks}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="7"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="9"/></w:lvlOverride></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="8"/></w:num>'
    )
    body = (
        listed("木屋", 1)
        + listed("门", 1, 1)
        + listed("窗", 1, 1)
        + paragraph("湖水很冷。")
        + listed("船", 1)
        + listed("桨", 1, 1)
        + listed("", 1, 1)
        + listed("帆", 1, 2)
        + listed("信", 2)
        + listed("灯", 2)
        + listed("甲", 3)
    )
    shown = [
        "一、木屋",
        "（1）门",
        "（2）窗",
        "湖水很冷。",
        "二、船",
        "（1）桨",
        "二.2.1 帆",
        "九、信",
        "十、灯",
        "- 甲",
    ]
    assert read(body, numbering).text == "\n\n".join(shown) + "\n"


def test_headings_are_what_is_in_the_outline_and_have_the_numbers_of_their_styles() -> None:
    style = '<w:style w:type="paragraph" w:styleId="{}"><w:name w:val="{}"/>{}</w:style>'
    outlined = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="0"/></w:pPr>'
    styles = style.format("z", "章", outlined) + style.format("t", "章题", '<w:basedOn w:val="z"/>')
    levels = level(0, "decimal", "第%1章", '<w:pStyle w:val="z"/>')
    numbering = (
        f'<w:abstractNum w:abstractNumId="7">{levels}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
    )
    section = '<w:p><w:pPr><w:outlineLvl w:val="1"/></w:pPr><w:r><w:t>早晨</w:t></w:r></w:p>'
    source = read(paragraph("木屋", "z") + section + paragraph("湖水很冷。") + paragraph("船", "t"), numbering, styles)
    assert [(one.title.of(source.text), one.level) for one in source.headings or ()] == [
        ("第1章 木屋", 0),
        ("早晨", 1),
        ("第2章 船", 0),
    ]
    assert source.text == "第1章 木屋\n\n早晨\n\n湖水很冷。\n\n第2章 船\n"


def test_what_is_in_a_text_box_is_counted_once_though_it_stands_there_twice() -> None:
    inside = f"<w:txbxContent>{listed('甲', 1)}</w:txbxContent>"
    box = (
        '<w:p><w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f'<mc:Choice Requires="wps"><w:drawing>{inside}</w:drawing></mc:Choice><mc:Fallback><w:pict>'
        f'<v:textbox xmlns:v="urn:schemas-microsoft-com:vml">{inside}</v:textbox>'
        "</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    source = read(box + listed("乙", 1), numbered(level(0, "decimal", "%1.")))
    assert source.text == "1. 甲\n\n2. 乙\n"


def test_the_lists_of_building_blocks_are_not_those_of_the_text() -> None:
    pytest.importorskip("mammoth", reason="Word documents are read where the extra is installed")
    lists = f'<w:numbering xmlns:w="{WORD}">{{}}</w:numbering>'
    parts = {
        "word/glossary/numbering.xml": lists.format(numbered(level(0, "decimal", "坏"))),
        "word/numbering.xml": lists.format(numbered(level(0, "decimal", "%1."))),
    }
    assert registry.read(word(listed("甲", 1), **parts), "letter.docx").text == "1. 甲\n"


def test_the_defaults_of_a_document_are_the_style_of_no_level() -> None:
    styles = (
        "<w:docDefaults><w:pPrDefault/></w:docDefaults><w:latentStyles/>"
        '<w:style w:type="paragraph" w:styleId="z"><w:name w:val="节"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    levels = level(0, "decimal", "第%1章") + level(1, "decimal", "第%2节", '<w:pStyle w:val="z"/>')
    assert read(paragraph("木屋", "z"), numbered(levels), styles).text == "第1节 木屋\n"


@pytest.mark.parametrize(("depth", "shown"), [(8, "1 木屋\n"), (9, "木屋\n"), (999_999, "木屋\n")])
def test_a_list_has_nine_levels(depth: int, shown: str) -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="z"><w:name w:val="节"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    levels = level(depth, "decimal", "1", '<w:pStyle w:val="z"/>')
    assert read(paragraph("木屋", "z"), numbered(levels), styles).text == shown


def test_a_style_is_looked_through_once_and_not_for_each_of_its_paragraphs() -> None:
    told = (
        '<w:style w:styleId="z"><w:pPr><w:outlineLvl w:val="2"/>'
        '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="3"/></w:numPr></w:pPr></w:style>'
    )
    root = parsed_xml(f'<w:styles xmlns:w="{WORD}">{told}</w:styles>')
    styles = Styles(root)
    root[0].clear()
    of_style = parsed_xml(paragraph("木屋", "z").replace("<w:p>", f'<w:p xmlns:w="{WORD}">'))
    assert (styles.outline(of_style), styles.listed(of_style)) == (2, ("3", 1))


@pytest.mark.parametrize(
    ("number", "form", "shown"),
    [
        (10, "chineseCounting", "十"),
        (21, "japaneseCounting", "二十一"),
        (103, "chineseCountingThousand", "一百零三"),
        (1010, "taiwaneseCounting", "一千零一十"),
        (12, "chineseLegalSimplified", "拾贰"),
        (3, "ideographTraditional", "丙"),
        (11, "ideographTraditional", "11"),
        (20, "decimalEnclosedCircleChinese", "⑳"),
        (28, "lowerLetter", "bb"),
        (1994, "upperRoman", "MCMXCIV"),
        (205, "ideographDigital", "二〇五"),
        (7, "decimalZero", "07"),
        (10_000, "chineseCounting", "10000"),
        (5, "ordinal", "5"),
    ],
)
def test_numbers_are_written_as_the_lists_of_word_write_them(number: int, form: str, shown: str) -> None:
    assert written(number, form) == shown


@pytest.mark.parametrize(
    ("written_in_word", "shown"),
    [
        ("<m:f><m:num>{a+b}</m:num><m:den>{2}</m:den></m:f>", "(a+b)/2"),
        ("<m:sSubSup><m:e>{x}</m:e><m:sub>{i}</m:sub><m:sup>{n-1}</m:sup></m:sSubSup>", "x_i^(n-1)"),
        ("<m:rad><m:deg/><m:e>{x}</m:e></m:rad>", "√(x)"),
        (
            '<m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr><m:sub>{i=1}</m:sub><m:sup>{n}</m:sup><m:e>{i}</m:e>'
            "</m:nary>",
            "∑_(i=1)^n i",
        ),
        ('<m:d><m:dPr><m:begChr m:val="["/><m:endChr m:val=""/></m:dPr><m:e>{a}</m:e><m:e>{b}</m:e></m:d>', "[a|b"),
        ("<m:m><m:mr><m:e>{1}</m:e><m:e>{0}</m:e></m:mr><m:mr><m:e>{0}</m:e><m:e>{1}</m:e></m:mr></m:m>", "1 0; 0 1"),
        ("<m:func><m:fName>{sin}</m:fName><m:e>{x}</m:e></m:func>", "sin x"),
        ("<m:new><m:e>{x}</m:e></m:new>{ = }{y}", "x = y"),
    ],
)
def test_a_formula_is_written_on_one_line(written_in_word: str, shown: str) -> None:
    runs = written_in_word.replace("{", "<m:r><m:t>").replace("}", "</m:t></m:r>")
    assert formula(parsed_xml(f'<m:oMath xmlns:m="{MATH}">{runs}</m:oMath>')) == shown


def test_a_formula_stands_where_word_has_it() -> None:
    math = f'<m:oMath xmlns:m="{MATH}"><m:r><m:t>x&lt;1</m:t></m:r></m:oMath>'
    run = "<w:r><w:t>{}</w:t></w:r>"
    alone = f'<w:p><m:oMathPara xmlns:m="{MATH}">{math}{math}</m:oMathPara></w:p>'
    body = f"<w:p>{run.format('其中')}{math}{run.format('是长度。')}</w:p>{alone}"
    assert read(body).text == "其中x<1是长度。\n\nx<1 x<1\n"


def test_formulas_in_formulas_are_written_once_and_not_for_each_that_they_are_in() -> None:
    def work(depth: int) -> int:
        inside = "<m:r><m:t>x</m:t></m:r>" * 200
        body = f"<w:p>{'<m:oMath>' * depth}{inside}{'</m:oMath>' * depth}</w:p>"
        root = parsed_xml(f'<w:document xmlns:w="{WORD}" xmlns:m="{MATH}">{body}</w:document>')
        return effort(lambda: write_out({"word/document.xml": root}))

    assert work(20) < 2 * work(1)


def test_nothing_is_taken_out_of_a_document_which_may_take_long() -> None:
    math = f'<m:oMath xmlns:m="{MATH}"><m:r><m:t>x</m:t></m:r></m:oMath>'
    levels = level(0, "decimal", "%1.", '<w:pStyle w:val="z"/>')
    parts = {
        "word/document.xml": f"<w:p>{math}</w:p>{listed('甲', 1)}",
        "word/numbering.xml": numbered(levels),
    }
    roots = {name: parsed_xml(f'<w:all xmlns:w="{WORD}">{part}</w:all>') for name, part in parts.items()}
    before = [element for root in roots.values() for element in root.iter()]
    write_out(roots)
    assert set(before) <= {element for root in roots.values() for element in root.iter()}
    (_formula, written_out) = roots["word/document.xml"].findall("{*}p")
    assert "".join(written_out.itertext()) == "1. 甲"


def test_a_document_of_no_kind_known_is_refused() -> None:
    pytest.importorskip("mammoth", reason="Word documents are read where the extra is installed")
    document = f'<document xmlns:m="{MATH}"><p><m:oMath><m:r><m:t>x</m:t></m:r></m:oMath></p></document>'
    files = {"[Content_Types].xml": CONTENT_TYPES, "_rels/.rels": PACKAGE_RELATIONS, "word/document.xml": document}
    with pytest.raises(UnreadableDocumentError, match="a damaged Word document"):
        registry.read(zipped(files), "letter.docx")


def test_a_description_by_another_name_is_none() -> None:
    described = '<x:docPr xmlns:x="x" x:descr="IMG_256"/>'
    assert read(f"<w:p><w:r><w:t>湖</w:t>{described}</w:r></w:p>").text == "湖\n"


@pytest.mark.parametrize(
    ("description", "shown"),
    [
        ("木屋", "[木屋]"),
        ("图标\n\n描述已自动生成", ""),
        ("IMG_256", ""),
        ("C:\\a\\船.PNG", ""),
        ("船.png 的草图", "[船.png 的草图]"),
    ],
)
def test_a_picture_is_what_somebody_wrote_of_it(description: str, shown: str) -> None:
    drawing = "http://schemas.openxmlformats.org/drawingml/2006"
    picture = (
        f'<w:drawing><wp:inline xmlns:wp="{drawing}/wordprocessingDrawing" xmlns:a="{drawing}/main">'
        f'<wp:docPr id="1" name="x" descr="{description}"/><a:graphic><a:graphicData>'
        f'<pic:pic xmlns:pic="{drawing}/picture"><pic:blipFill><a:blip r:embed="p" xmlns:r="http://schemas.'
        'openxmlformats.org/officeDocument/2006/relationships"/></pic:blipFill></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing>"
    )
    pytest.importorskip("mammoth", reason="Word documents are read where the extra is installed")
    relations = RELATIONS.replace(
        "</Rel",
        '<Relationship Id="p" Target="p.png" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"/></Rel',
    )
    document = word(f"<w:p><w:r><w:t>湖</w:t>{picture}</w:r></w:p>", **{"word/_rels/document.xml.rels": relations})
    assert registry.read(document, "letter.docx").text == f"湖{shown}\n"


def test_a_formula_in_a_formula_in_a_formula_is_bounded() -> None:
    deep = "<m:e>" * 100 + f"<m:r><m:t>{'x' * 100_000}</m:t></m:r>" + "</m:e>" * 100
    assert len(formula(parsed_xml(f'<m:oMath xmlns:m="{MATH}">{deep}</m:oMath>'))) <= LONGEST


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
