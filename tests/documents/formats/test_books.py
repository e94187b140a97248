"""EPUBs: those that seven programs made of a text of the project's own, and what books have that these do not.

`books/` holds what pandoc 2.17 (both versions), calibre 6.13 (both), DocBook XSL's dbtoepub, EbookLib 0.20, mkepub 1.2
and Sphinx 9.0 made, without style sheets and pictures.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reader.documents.decoding import UnreadableDocumentError
from reader.documents.formats import registry
from tests.documents.formats.packing import book, package, page, zipped
from tests.effort import effort

if TYPE_CHECKING:
    from reader.documents.formats.source import Source

BOOKS = Path(__file__).with_name("books")


def read(data: bytes) -> Source:
    return registry.read(data, "book.epub")


def outline(source: Source) -> list[tuple[str, int]]:
    return [(heading.title.of(source.text), heading.level) for heading in source.headings or ()]


def test_books_of_seven_programs_are_there() -> None:
    assert len(list(BOOKS.glob("*.epub"))) == 8


@pytest.mark.parametrize("file", sorted(BOOKS.glob("*.epub")), ids=lambda file: file.stem)
def test_a_book_of_any_program_has_its_title_author_text_and_contents(file: Path) -> None:
    source = read(file.read_bytes())
    assert source.title == "湖边来信"
    assert source.authors[0] == "方小舟"
    assert source.text.index("第一章 木屋") < source.text.index("湖边的木屋里住着三个人")
    assert source.text.index("第二章 信") < source.text.index("信里写着")
    titles = [title for title, _level in outline(source)]
    chapters = [title for title in titles if title.startswith("第")]
    assert chapters == ["第一章 木屋", "第二章 信"]


@pytest.mark.parametrize("name", ["pandoc2", "pandoc3", "calibre", "calibre3", "dbtoepub", "sphinx"])
def test_the_marks_of_notes_lead_to_them_in_the_books_of_programs_that_know_notes(name: str) -> None:
    source = read((BOOKS / f"{name}.epub").read_bytes())
    (note,) = (note for note in source.notes if note.mark.of(source.text) == "[1]")
    assert "船是蓝色的。" in source.text[note.place : note.place + 14]
    assert "↩" not in source.text


def test_the_pages_of_a_book_tell_their_encodings_whatever_one_is_given() -> None:
    declared = page("<p>湖水很冷。</p>").replace('encoding="utf-8"', 'encoding="gb18030"').encode("gb18030")
    data = book({"a.xhtml": page("<p>木屋。</p>"), "b.xhtml": declared})
    source = registry.read(data, "book.epub", "UTF-16LE")
    assert source == read(data)
    assert "木屋。" in source.text
    assert "湖水很冷。" in source.text


def test_chapters_come_in_the_order_of_the_spine_and_what_is_beside_it_last() -> None:
    pages = {name: page(f"<p>{name}</p>") for name in ("c.xhtml", "a.xhtml", "b.xhtml")}
    opf = package(list(pages)).replace('idref="i0"', 'idref="i0" linear="no"')
    assert read(book(pages, opf)).text == "a.xhtml\n\nb.xhtml\n\nc.xhtml\n"


def test_the_contents_of_epub_2_are_its_headings_with_their_depth() -> None:
    ncx = (
        '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><navMap><navPoint><navLabel><text>第一卷</text></navLabel>'
        '<content src="a.xhtml"/><navPoint><navLabel><text>第一章　船</text></navLabel><content src="a.xhtml#one"/>'
        "</navPoint></navPoint></navMap></ncx>"
    )
    item = '<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>'
    text = page('<p>第一卷</p><p id="one">第一章 船</p><p>船是蓝色的。</p>')
    source = read(book({"a.xhtml": text}, package(["a.xhtml"], manifest=item), **{"OPS/toc.ncx": ncx}))
    assert outline(source) == [("第一卷", 0), ("第一章 船", 1)]


def contents(*titles: str) -> dict[str, str]:
    lines = "".join(f'<li><a href="{index}.xhtml">{title}</a></li>' for index, title in enumerate(titles))
    return {"OPS/nav.xhtml": page(f'<nav epub:type="toc"><ol>{lines}</ol></nav>')}


NAV = '<item id="nav" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>'


def test_a_chapter_whose_title_is_a_picture_begins_with_its_title_from_the_contents() -> None:
    pages = {"0.xhtml": page('<img src="title.png"/><p>湖水很冷。</p>'), "1.xhtml": page("<h1>第二章</h1><p>船。</p>")}
    opf = package(list(pages), manifest=NAV)
    source = read(book(pages, opf, **contents("第一章", "第二章")))
    assert source.text == "第一章\n\n湖水很冷。\n\n第二章\n\n船。\n"
    assert outline(source) == [("第一章", 0), ("第二章", 0)]


def test_a_line_of_the_contents_that_leads_to_a_file_alone_may_mean_any_title_in_it() -> None:
    text = f"<p>{'湖水很冷，他们早上一起划船。' * 60}</p>"
    pages = {"0.xhtml": page(f"<h2>第一章</h2>{text}<h2>第二章</h2>{text}"), "1.xhtml": page(f"<h2>第三章</h2>{text}")}
    lines = "".join(f'<li><a href="0.xhtml">{title}</a></li>' for title in ("第一章", "第二章", "第三章"))
    nav = {"OPS/nav.xhtml": page(f'<nav epub:type="toc"><ol>{lines}</ol></nav>')}
    source = read(book(pages, package(list(pages), manifest=NAV), **nav))
    assert outline(source) == [("第一章", 0), ("第二章", 0)]


def test_the_page_of_contents_is_no_part_of_the_text() -> None:
    opf = package(["0.xhtml"], manifest=NAV, spine='<itemref idref="nav"/>')
    source = read(book({"0.xhtml": page("<h1>甲</h1><p>文</p>")}, opf, **contents("甲")))
    assert source.text == "甲\n\n文\n"


def test_without_contents_the_headings_of_the_chapters_are_the_headings() -> None:
    source = read(book({"a.xhtml": page("<h1>卷</h1><h2>章</h2><p>文</p><h2>章二</h2>")}))
    assert outline(source) == [("卷", 0), ("章", 1), ("章二", 1)]


def test_only_authors_are_authors() -> None:
    metadata = (
        '<dc:title>书</dc:title><dc:creator id="a">方小舟</dc:creator><dc:creator id="b">林晚</dc:creator>'
        '<dc:creator opf:role="trl">译者</dc:creator><meta refines="#b" property="role">ill</meta>'
        "<dc:language>zh-Hant</dc:language>"
    )
    source = read(book({"a.xhtml": page("<p>文</p>")}, package(["a.xhtml"], metadata=metadata)))
    assert (source.title, source.authors, source.language) == ("书", ("方小舟",), "zh-Hant")


def test_a_book_of_many_authors_costs_as_much_more_as_they_are_more() -> None:
    def work(count: int) -> int:
        one = '<dc:creator id="c{0}">{0}</dc:creator><meta refines="#c{0}" property="role">aut</meta>'
        metadata = "".join(one.format(number) for number in range(count))
        data = book({"a.xhtml": page("<p>文</p>")}, package(["a.xhtml"], metadata=metadata))
        assert len(read(data).authors) == count
        return effort(lambda: read(data))

    assert work(300) <= 12 * work(30)


def test_the_same_contents_are_parsed_once() -> None:
    def work(count: int) -> int:
        manifest = '<item id="n{}" href="toc.ncx" media-type="application/x-dtbncx+xml"/>'
        opf = package(["a.xhtml"], manifest="".join(manifest.format(number) for number in range(count)))
        point = '<navPoint><navLabel><text>{}</text></navLabel><content src="no.xhtml"/></navPoint>'
        ncx = f"<ncx><navMap>{''.join(point.format(number) for number in range(count))}</navMap></ncx>"
        data = book({"a.xhtml": page("<p>文</p>")}, opf, **{"OPS/toc.ncx": ncx})
        return effort(lambda: read(data))

    assert work(300) <= 12 * work(30)


def test_contents_without_a_line_are_none() -> None:
    empty = NAV.replace("nav.xhtml", "empty.xhtml").replace('id="nav"', 'id="empty"')
    pages = {"0.xhtml": page("<p>序</p><p>文</p>")}
    files = {**contents("序"), "OPS/empty.xhtml": page('<nav epub:type="toc"><ol></ol></nav>')}
    for navs in (NAV + empty, empty + NAV):
        assert outline(read(book(pages, package(["0.xhtml"], manifest=navs), **files))) == [("序", 0)]


def test_a_link_in_a_link_is_no_line_of_the_contents() -> None:
    toc = page('<nav epub:type="toc"><ol><li><a href="0.xhtml">第<a href="1.xhtml">一章</a></a></li></ol></nav>')
    pages = {"0.xhtml": page("<p>第一章</p>"), "1.xhtml": page("<p>文</p>")}
    source = read(book(pages, package(list(pages), manifest=NAV), **{"OPS/nav.xhtml": toc}))
    assert source.text == "第一章\n\n文\n"
    assert outline(source) == [("第一章", 0)]


def test_what_is_deep_inside_of_others_costs_as_much_as_what_is_not() -> None:
    def work(depth: int) -> int:
        links = page('<a href="#x">' * depth + "<b>船很蓝</b>" * 1000 + "</a>" * depth)
        locks = f"<e>{'<EncryptedData>' * depth}{'<b/>' * 1000}{'</EncryptedData>' * depth}</e>"
        data = book({"a.xhtml": links}, **{"META-INF/encryption.xml": locks})
        return effort(lambda: read(data))

    assert work(200) <= 2 * work(2)


def test_the_lines_behind_a_place_are_looked_at_once_for_all_places() -> None:
    def work(count: int) -> int:
        places = "".join(f'<a id="i{number}"/>一\n' for number in range(count))
        lines = "".join(f'<li><a href="a.xhtml#i{number}">二{number}</a></li>' for number in range(count))
        nav = page(f'<nav epub:type="toc"><ol>{lines}</ol></nav>')
        opf = package(["a.xhtml"], manifest=NAV)
        data = book({"a.xhtml": page(f"<pre>{places}</pre>")}, opf, **{"OPS/nav.xhtml": nav})
        return effort(lambda: read(data))

    assert work(300) <= 25 * work(30)  # looked at anew for each place, 80 times as much


@pytest.mark.parametrize(
    ("mark", "note"),
    [
        ('<a epub:type="noteref" href="#n">1</a>', '<aside epub:type="footnote" id="n"><p>船是蓝色的。</p></aside>'),
        ('<sup><a href="#n">①</a></sup>', '<p id="n">船是蓝色的。</p>'),
        ('<a class="duokan-footnote" href="#n"><img src="n.png"/></a>', '<ol><li id="n">船是蓝色的。</li></ol>'),
        ('<img class="qqreader-footnote" alt="船是蓝色的。"/>', ""),
    ],
    ids=["EPUB 3", "number", "Duokan", "QQ"],
)
def test_notes_are_told_in_the_ways_that_books_write_them(mark: str, note: str) -> None:
    source = read(book({"a.xhtml": page(f"<p>他们划船{mark}，写信。</p>{note}")}))
    (found,) = source.notes
    assert found.mark.of(source.text) in ("[1]", "①")
    assert source.text[: found.mark.start] == "他们划船"
    assert source.text[found.place :].split("\n")[0].endswith("船是蓝色的。")


@pytest.mark.parametrize(
    ("mark", "shown"),
    [
        ("12", "[12]"),
        ("*", "[*]"),
        ("a", "[a]"),
        ("xiv", "[xiv]"),
        ("注三", "[注三]"),
        ("译者注", "[译者注]"),
        ("木屋", "木屋"),
    ],
)
def test_the_mark_of_a_note_stands_in_brackets_but_not_the_words_that_have_one(mark: str, shown: str) -> None:
    text = (
        f'<p>湖边<a epub:type="noteref" href="#n">{mark}</a>。</p><aside epub:type="footnote" id="n">是旧的。</aside>'
    )
    source = read(book({"a.xhtml": page(text)}))
    assert source.text == f"湖边{shown}。\n\n是旧的。\n"
    assert [note.mark.of(source.text) for note in source.notes] == [shown]


def test_a_note_in_another_file_is_found() -> None:
    pages = {
        "a.xhtml": page('<p>船<sup><a href="notes.xhtml#n1">1</a></sup>。</p>'),
        "notes.xhtml": page('<p id="n0">零</p><p id="n1">蓝色的船。</p>'),
    }
    source = read(book(pages))
    (found,) = source.notes
    assert source.text[found.place :] == "蓝色的船。\n"


def test_names_in_another_case_and_in_percents_are_found() -> None:
    opf = package(["Text/%E7%AB%A0.xhtml"])
    files = {"OPS/text/章.xhtml": page("<p>文</p>"), "OPS/b.opf": opf}
    assert read(zipped(files)).text == "文\n"


def test_a_book_under_restrictions_is_refused_with_the_way_out() -> None:
    locked = (
        '<encryption xmlns:e="http://www.w3.org/2001/04/xmlenc#"><e:EncryptedData><e:EncryptionMethod Algorithm="x"/>'
        '<e:CipherData><e:CipherReference URI="OPS/a.xhtml"/></e:CipherData></e:EncryptedData></encryption>'
    )
    data = book({"a.xhtml": b"\x01" * 99}, **{"META-INF/encryption.xml": locked})
    with pytest.raises(UnreadableDocumentError, match="only the program it was bought for opens it"):
        read(data)


@pytest.mark.parametrize(
    ("method", "refusal"),
    [("http://www.idpf.org/2008/embedding", "names no text"), ("http://www.w3.org/2001/04/xmlenc#aes128-cbc", "DRM")],
)
def test_a_broken_book_is_called_locked_only_where_more_than_fonts_is_hidden(method: str, refusal: str) -> None:
    hidden = (
        '<encryption xmlns:e="http://www.w3.org/2001/04/xmlenc#"><e:EncryptedData>'
        f'<e:EncryptionMethod Algorithm="{method}"/><e:CipherData><e:CipherReference URI="OPS/a.ttf"/></e:CipherData>'
        "</e:EncryptedData></encryption>"
    )
    data = book({"a.xhtml": page("<p>文</p>")}, opf="<package/>", **{"META-INF/encryption.xml": hidden})
    with pytest.raises(UnreadableDocumentError, match=refusal):
        read(data)


def test_a_book_that_is_encrypted_as_a_whole_is_refused_as_locked() -> None:
    noise = bytes(range(256))
    files = {"META-INF/container.xml": noise, "META-INF/encryption.xml": noise, "OPS/b.opf": noise}
    with pytest.raises(UnreadableDocumentError, match="only the program it was bought for opens it"):
        read(zipped(files))


def test_contents_that_lead_to_a_folder_that_is_not_there_lead_to_the_page_of_that_name() -> None:
    nav = {"OPS/nav.xhtml": page('<nav epub:type="toc"><ol><li><a href="text/a.xhtml#b">船</a></li></ol></nav>')}
    pages = {"a.xhtml": page('<p>木屋</p><p>湖水很冷。</p><p id="b">船</p><p>三条。</p>')}
    source = read(book(pages, package(list(pages), manifest=NAV), **nav))
    assert outline(source) == [("船", 0)]


def test_the_pages_of_a_book_are_bounded_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reader.documents.formats.epub.MOST_MARKUP", 1000)
    pages = {f"{index}.xhtml": page(f"<p>{'湖' * 100}</p>") for index in range(3)}
    with pytest.raises(UnreadableDocumentError, match="more than is safe"):
        read(book(pages))


def test_a_section_whose_title_only_the_contents_tell_begins_with_it() -> None:
    text = "湖边的木屋里住着三个人，他们每天早上一起划船，下午各自写信。"
    body = (
        f'<h1>第一章</h1><p id="a">{text}</p><p id="b">第二节 {text}</p><p><a id="c"></a>{text}</p>'
        f'<h2>第四节</h2><p id="d">{text}</p>'
    )
    labels = {"": "第一章", "a": "第一节", "b": "第二节", "c": "第三节", "d": "第四节"}
    lines = "".join(f'<li><a href="0.xhtml#{place}">{label}</a></li>' for place, label in labels.items())
    nav = {"OPS/nav.xhtml": page(f'<nav epub:type="toc"><ol>{lines}</ol></nav>')}
    source = read(book({"0.xhtml": page(body)}, package(["0.xhtml"], manifest=NAV), **nav))
    assert source.text.startswith(
        f"第一章\n\n第一节\n\n{text}\n\n第二节 {text}\n\n第三节\n\n{text}\n\n第四节\n\n{text}"
    )
    assert [title for title, _level in outline(source)] == ["第一章", "第一节", "第二节", "第三节", "第四节"]


def test_a_line_of_the_contents_is_found_under_pictures_and_with_the_marks_of_notes_in_it() -> None:
    body = (
        '<div><img alt="logo"/></div><h2><img alt="line"/>第一章<sup><a href="#n">[1]</a></sup> 木屋</h2><p>湖水。</p>'
    )
    pages = {"0.xhtml": page(body), "1.xhtml": page('<h2>第二章 船</h2><p id="n">木屋是旧的。</p>')}
    source = read(book(pages, package(list(pages), manifest=NAV), **contents("第一章 木屋", "第二章 船")))
    assert outline(source) == [("[line]第一章[1] 木屋", 0), ("第二章 船", 0)]


def leads(source: Source) -> list[tuple[str, str]]:
    return [(note.mark.of(source.text), source.text[note.place :].split("\n")[0]) for note in source.notes]


def test_a_link_in_a_book_leads_to_its_place_and_any_other_is_a_link() -> None:
    pages = {
        "text/a.xhtml": page('<ul><li><a href="b.xhtml">船</a></li><li><a href="b.xhtml#s">信</a></li></ul>'),
        "text/b.xhtml": page(
            '<p>第一页 <a href="a.xhtml#no">目录</a></p><p id="s">第二页</p><p><a href="http://example.org/b.xhtml">站</a>'
            '<a href="c.xhtml">别处</a></p>'
        ),
    }
    source = read(book(pages))
    assert leads(source) == [("船", "第一页 目录"), ("信", "第二页"), ("目录", "- 船")]
    assert [link.target for link in source.links] == ["http://example.org/b.xhtml", "c.xhtml"]


@pytest.mark.parametrize("back", ['<a href="#r">[1]</a>', '<sup><a href="#r">1</a></sup>', '<a href="#r">返回</a>'])
@pytest.mark.parametrize("is_first", [True, False], ids=["note first", "note last"])
def test_a_note_may_stand_before_its_mark_and_what_leads_back_is_no_link(back: str, *, is_first: bool) -> None:
    note = f'<aside epub:type="footnote" id="n"><p>{back} 船是蓝色的。</p></aside>'
    text = '<p>他们划船<sup><a id="r" href="#n">1</a></sup>。</p>'
    source = read(book({"a.xhtml": page(note + text if is_first else text + note)}))
    ((mark, shown),) = leads(source)
    assert mark == "[1]"
    assert shown.endswith("船是蓝色的。")
