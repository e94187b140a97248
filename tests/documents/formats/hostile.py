"""Files that mean harm, or are broken as real ones are, and what is to become of each."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.documents.formats.packing import CONTAINER, book, package, page, paragraph, raw_zip, word, zipped

if TYPE_CHECKING:
    from collections.abc import Iterator

SAID = "湖边的木屋里住着三个人，他们每天早上一起划船。"
"""What must be there to read, where a file is to be read."""
DAMAGED, TOO_LARGE, LOCKED = "damaged", "more than is safe", "password"
LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "哈哈">'
    + "".join(f'<!ENTITY {new} "{f"&{old};" * 10}">' for old, new in zip("abcdefgh", "bcdefghi", strict=True))
    + "]>"
)
"""Entities of entities: a document type that grows to a hundred million laughs."""
SECRET = '<!DOCTYPE x [<!ENTITY s SYSTEM "file:///etc/passwd"><!ENTITY % p SYSTEM "http://127.0.0.1:9/x"> %p;]>'
CONTROLS = "\x1b]0;x\x07\x1b[2J\x9b31m\u202e\u2066\u200b\U000e0041\ufeff"


@dataclass(frozen=True, slots=True)
class Hostile:
    """A file and what must become of it."""

    name: str
    data: bytes
    refused: str | None = None
    """What the reason says for which it is refused; None where it is to be read."""
    said: str = SAID
    """What must be in the text."""
    never: str = ""
    """What must not be."""


def files() -> Iterator[Hostile]:
    """Yield all of them, over all formats."""
    yield from _pages()
    yield from _books()
    yield from _archives()
    yield from _subtitles()
    yield from _words()
    yield from _disguised()


def _html(name: str, body: str | bytes, **told: str) -> Hostile:
    return Hostile(f"{name}.html", body if isinstance(body, bytes) else body.encode("utf-8", "surrogatepass"), **told)


def _pages() -> Iterator[Hostile]:
    links = "<a href=x>频道链接文字</a>" * 20
    said = f"<p>{SAID}</p>"
    yield _html("deep-div", "<div>" * 30_000 + said)
    yield _html("deep-bold", "<b>" * 30_000 + said)
    yield _html("deep-links", "<a href=x>" * 10_000 + said)
    yield _html("deep-tables", "<table><tr><td>" * 3_000 + said + links)
    yield _html("deep-lists", "<ul><li>x" * 3_000 + said)
    yield _html("deep-quotes", "<blockquote>" * 3_000 + said)
    yield _html("deep-ruby", "<ruby>" * 3_000 + said)
    yield _html("deep-forms", "<form>" * 2_000 + said)
    yield _html("deep-and-closed", "<div><span></div>" * 5_000 + said)
    yield _html("wrong-ends", "<div></x></p></table>" * 5_000 + said)
    yield _html("ends-alone", "</div></body></html>" * 1_000 + said)
    yield _html("many-attributes", "<p " + " ".join(f"a{index}=1" for index in range(20_000)) + ">" + SAID)
    yield _html("hidden-attributes", '<p a=">" ' + " ".join(f"a{i}='<'" for i in range(20_000)) + ">" + SAID)
    yield _html("long-attribute", f'<p title="{"x" * 1_000_000}">{SAID}')
    yield _html("long-name", f"<{'x' * 1_000_000}>{said}")
    yield _html("open-quote", f'{said}<p title="{"x" * 1000}')
    yield _html("open-tag", f"{said}<p class=x")
    yield _html("open-comment", f"{said}<!-- {'x' * 1000}")
    yield _html("odd-comments", f"<!--><!---><!-- --!>{said}<!-->-->")
    yield _html("many-comments", f"{said}" + "<!-- - -- ->" * 5_000, never="<!--")
    yield _html("comment-quotes", f'<!-- <p a=" -->{said}<!-- " -->')
    yield _html("open-script", f"{said}<script>{SAID[::-1]}", never=SAID[::-1])
    yield _html("script", f"<script>document.write('<p>坏')</script>{said}", never="坏")
    yield _html("style", f"<style>p:before {{content: '坏'}}</style>{said}", never="坏")
    yield _html("events", f'<p onclick="alert(1)">{SAID}<img src=x onerror="alert(1)">', never="alert")
    yield _html("address-of-script", f'<a href="javascript:alert(1)">x</a>{said}', never="alert")
    yield _html("frames", f'<iframe src="file:///etc/passwd">坏</iframe>{said}', never="坏")
    yield _html("objects", f'<object data="file:///etc/passwd">坏</object><embed src=x>{said}', never="坏")
    yield _html("hidden", f'<p hidden>坏</p><p style="display: none">坏</p>{said}', never="坏")
    yield _html("svg", f"<svg><text>坏</text></svg>{said}", never="坏")
    yield _html("entities", f"{LAUGHS}<p>&i;</p>{said}", never="哈哈哈哈")
    yield _html("outside", f"{SECRET}<p>&s;</p>{said}", never="root:")
    yield _html("many-entities", "&amp;" * 100_000 + said)
    yield _html("numbers", f"<p>&#0;&#xD800;&#x110000;&#99999999999999;&#x1b;[31m</p>{said}")
    yield _html("controls", f"<title>{CONTROLS}</title><p>{CONTROLS}</p>{said}")
    yield _html("surrogates", f"<p>\ud83d</p>{said}")
    yield _html("nul", f"<p>\0</p>{said}" + "x" * 500)
    yield _html("markup-lookalikes", f"<p>[red]x[/red] &lt;script&gt;{SAID}", said="<script>" + SAID)
    yield _html("list-number", f"<ol start={'9' * 5000}><li>x<li value=-1>y</ol>{said}")
    yield _html("endless-line", f"<p>{SAID * 20_000}</p>{links}")
    yield _html("marks", "<p>a" + "\u0301" * 50_000 + "</p>" + said)
    yield _html("long-text", f"<p>{'x' * 11_000_000}</p>{said}")
    yield _html("deep-and-wide", "<table><tr><td>" * 190 + "x<br>" * 8_000 + said + links)
    yield _html("many-elements", "<p>" * 2_100_000 + said, refused="more than 1000000 elements")
    yield _html("select", f"<select>{'<option>x' * 5_000}</select>{said}")
    yield _html("lies-of-big5", f"<meta charset=big5>{said}{SAID * 9}".encode())
    yield _html("lies-of-utf-8", f"<meta charset=utf-8>{said}{SAID * 9}".encode("gb18030"))
    yield _html("lies-of-nothing", f"<meta charset='{'x' * 40}'>{said}{SAID * 9}")
    yield _html("lies-of-utf-16", f"<?xml version='1.0' encoding='utf-16'?>{said}{SAID * 9}")
    yield _html("utf-16", codecs.BOM_UTF16_LE + f"<html>{said}".encode("utf-16-le"))
    yield _html("no-text", bytes(range(256)) * 20, refused="not a text file")
    yield _html("nothing", b"", said="")
    yield _html("white", b" \n\t ", said="")
    yield _html("only-links", links, said="频道链接文字")
    yield _html("no-html", SAID)


def _book(name: str, data: bytes, **told: str) -> Hostile:
    return Hostile(f"{name}.epub", data, **told)


def _books() -> Iterator[Hostile]:
    good = page(f"<p>{SAID}</p>")
    yield _book("laughs", book({"a.xhtml": LAUGHS + good.partition("?>")[2]}), never="哈哈哈哈")
    yield _book("laughing-package", book({"a.xhtml": good}, LAUGHS + package(["a.xhtml"])))
    yield _book("reaches-out", book({"a.xhtml": SECRET + good.partition("?>")[2]}), never="root:")
    yield _book("reaching-package", book({"a.xhtml": good}, SECRET + package(["a.xhtml"])))
    yield _book("hidden-type", book({"a.xhtml": "<!DOCTYPE x [<?x ' ?>" + LAUGHS[12:] + page(f"<p>&i;{SAID}</p>")}))
    yield _book("climbs", book({"a.xhtml": good}, package(["../../../../etc/passwd", "a.xhtml"])), never="root:")
    yield _book("absolute", book({"a.xhtml": good}, package(["/etc/passwd", "file:///etc/passwd", "a.xhtml"])))
    yield _book("far", book({"a.xhtml": good}, package(["http://127.0.0.1:9/x.xhtml", "a.xhtml"])))
    yield _book("missing-page", book({"a.xhtml": good}, package(["none.xhtml", "a.xhtml"])))
    yield _book("repeated", book({"a.xhtml": good}, package(["a.xhtml"], spine='<itemref idref="i0"/>' * 5_000)))
    yield _book("no-xml", book({"a.xhtml": f"<html><body><p>{SAID}<br>&nbsp;<p>x"}))
    yield _book("broken-package", book({"a.xhtml": good}, package(["a.xhtml"]).replace("</metadata>", "<x>")))
    yield _book("no-container", zipped({"OPS/book.opf": package(["a.xhtml"]), "OPS/a.xhtml": good}))
    yield _book("no-package", zipped({"META-INF/container.xml": CONTAINER}), refused="names no text")
    yield _book("empty-package", book({"a.xhtml": good}, "<package/>"), refused="names no text")
    yield _book("no-spine", book({"a.xhtml": good}, package([])), refused="names no text")
    yield _book("pictures", book({"a.xhtml": page('<img src="a.png"/>')}), refused="without text")
    yield _book("deep", book({"a.xhtml": page("<div>" * 3_000 + SAID + "</div>" * 3_000)}))
    yield _book(
        "controls",
        book(
            {"a.xhtml": page(f"<p>{SAID}\x1b[2J\u202e</p>")},
            package(["a.xhtml"], metadata="<dc:title>\x1b]0;x\x07</dc:title>"),
        ),
    )
    nav = '<item id="n" href="n.xhtml" properties="nav" media-type="application/xhtml+xml"/>'
    ols = page('<nav epub:type="toc">' + "<ol><li><a href='a.xhtml'>一</a>" * 5_000 + "</li></ol>" * 5_000 + "</nav>")
    yield _book("deep-contents", book({"a.xhtml": good}, package(["a.xhtml"], manifest=nav), **{"OPS/n.xhtml": ols}))
    many = page('<nav epub:type="toc"><ol>' + "<li><a href='a.xhtml#x'>一</a></li>" * 20_000 + "</ol></nav>")
    yield _book("long-contents", book({"a.xhtml": good}, package(["a.xhtml"], manifest=nav), **{"OPS/n.xhtml": many}))
    itself = page('<nav epub:type="toc"><ol><li><a href="n.xhtml">一</a></li></ol></nav>')
    yield _book(
        "contents-of-itself", book({"a.xhtml": good}, package(["a.xhtml"], manifest=nav), **{"OPS/n.xhtml": itself})
    )
    circle = page(f'<p id="a">{SAID}<sup><a href="#b">1</a></sup></p><p id="b">注<sup><a href="#a">1</a></sup></p>')
    yield _book("notes-in-a-circle", book({"a.xhtml": circle}))
    locked = (
        '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container" '
        'xmlns:e="http://www.w3.org/2001/04/xmlenc#"><e:EncryptedData><e:EncryptionMethod Algorithm="{}"/>'
        '<e:CipherData><e:CipherReference URI="OPS/{}"/></e:CipherData></e:EncryptedData></encryption>'
    )
    aes = locked.format("http://www.w3.org/2001/04/xmlenc#aes128-cbc", "a.xhtml")
    yield _book("restricted", book({"a.xhtml": b"\x93" * 500}, **{"META-INF/encryption.xml": aes}), refused="DRM")
    fonts = locked.format("http://www.idpf.org/2008/embedding", "a.ttf")
    yield _book("mangled-fonts", book({"a.xhtml": good}, **{"META-INF/encryption.xml": fonts}))
    yield _book("bomb", book({"a.xhtml": page("x" * 30_000_000)}), refused=TOO_LARGE)
    yield _book("cut", book({"a.xhtml": good})[:-30], refused=DAMAGED)
    yield _book("in-gbk", book({"a.xhtml": page(f"<p>{SAID * 5}</p>").replace("utf-8", "gb2312").encode("gb18030")}))
    yield _book("no-archive", SAID.encode(), refused=DAMAGED)


def _zip(name: str, data: bytes, **told: str) -> Hostile:
    return Hostile(f"{name}.zip", data, **told)


def _archives() -> Iterator[Hostile]:
    said = SAID.encode()
    one = [(b"a.txt", said)]
    yield _zip("bomb", raw_zip([(b"a.txt", b"x" * 30_000_000)], method=8), refused=TOO_LARGE)
    yield _zip("lies-small", raw_zip([(b"a.txt", b"x" * 30_000_000)], method=8, unpacked=50_000), refused=TOO_LARGE)
    yield _zip("lies-smallest", raw_zip([(b"a.txt", b"x" * 30_000_000)], method=8, unpacked=10), refused=DAMAGED)
    yield _zip("lies-large", raw_zip(one, method=8, unpacked=0xFFFFFFF0), refused=TOO_LARGE)
    yield _zip("lies-longer", raw_zip(one, method=8, unpacked=len(said) + 1), refused=DAMAGED)
    yield _zip("wrong-sum", raw_zip(one, checksum=1), refused=DAMAGED)
    stream = bytearray(raw_zip(one, method=8))
    stream[35:60] = b"\xff" * 25
    yield _zip("wrong-stream", bytes(stream), refused=DAMAGED)
    yield _zip("climbs", raw_zip([(b"../../../tmp/x.txt", b"bad"), *one]))
    yield _zip("climbs-inside", raw_zip([(b"a/../../x.txt", b"bad"), *one]))
    yield _zip("climbs-as-windows", raw_zip([(b"..\\..\\x.txt", b"bad"), *one]))
    yield _zip("absolute", raw_zip([(b"/etc/x.txt", b"bad"), *one]))
    yield _zip("drive", raw_zip([(b"C:\\x.txt", b"bad"), *one]))
    yield _zip("share", raw_zip([(b"\\\\host\\x.txt", b"bad"), *one]))
    yield _zip("nul-in-name", raw_zip([(b"x\0.txt", b"bad"), *one]))
    yield _zip("endless-name", raw_zip([(b"x" * 60_000 + b".txt", b"bad"), *one]))
    yield _zip("no-name", raw_zip([(b"", b"bad"), *one]))
    yield _zip("device", raw_zip([(b"CON.txt", said)]))
    yield _zip("links", raw_zip([(b"a.txt", b"/etc/passwd")], attributes=0o120777 << 16), refused="without a text")
    yield _zip("locked", raw_zip(one, flags=1), refused=LOCKED)
    yield _zip("unknown-method", raw_zip(one, method=99), refused="not known here")
    yield _zip("twice", raw_zip([*one, (b"a.txt", b"bad")]))
    yield _zip("many", raw_zip([(f"{index}.txt".encode(), b"") for index in range(21_000)]), refused="more than 20000")
    yield _zip("says-many", raw_zip(one, count=0xFFFE), refused="more than 20000")
    yield _zip("says-more", raw_zip(one, count=3), refused=DAMAGED)
    yield _zip("says-none", raw_zip(one, count=0), refused="without a text")
    yield _zip("nested", raw_zip([(b"b.zip", raw_zip(one))]), refused="without a text")
    yield _zip("empty", raw_zip([]), refused="without a text")
    yield _zip("several", raw_zip([(b"a.txt", said), (b"b.txt", said)]), refused="name one of them")
    yield _zip("before", raw_zip(one, before=b"x" * 500))
    yield _zip("comment", raw_zip(one, comment=b"PK\x05\x06" * 9), refused=DAMAGED)
    yield _zip("cut", raw_zip(one)[:-8], refused=DAMAGED)
    yield _zip("beginning", raw_zip(one)[:40], refused=DAMAGED)
    yield _zip("only-end", b"PK\x05\x06", refused=DAMAGED)
    yield _zip("noise", b"PK\x03\x04" + bytes(range(256)) * 9, refused=DAMAGED)
    yield _zip("shifted", b"PK\x05\x06" + b"\xff" * 18, refused=DAMAGED)
    yield _zip("hidden", raw_zip([(b".x.txt", b"bad"), (b"__MACOSX/a.txt", b"bad"), *one]))
    yield _zip("name-in-gbk", raw_zip([("湖边的木屋.txt".encode("gb18030"), said)]))
    yield _zip("name-lies", raw_zip([("湖边的木屋.txt".encode("gb18030"), said)], flags=0x800))
    yield _zip("name-with-controls", raw_zip([(b"\x1b[2J\n.txt", said)]))
    yield _zip("no-text-inside", raw_zip([(b"a.txt", bytes(range(256)) * 9)]), refused="not a text file")


def _subtitles() -> Iterator[Hostile]:
    cue = f"1\n00:00:01,000 --> 00:00:02,000\n{SAID}\n\n"
    yield Hostile("no-numbers.srt", cue[2:].encode())
    yield Hostile("no-ends.srt", (cue.rstrip() * 1 + "\n").encode() * 3)
    yield Hostile("old-mac.srt", cue.replace("\n", "\r").encode())
    yield Hostile("backwards.srt", cue.replace("01,000", "99,000").encode())
    yield Hostile("tags.srt", cue.replace(SAID, "<i>" * 5_000 + SAID + "<font " + "x" * 5_000).encode())
    yield Hostile("braces.srt", cue.replace(SAID, "{" * 20_000 + SAID).encode())
    yield Hostile("controls.srt", cue.replace(SAID, SAID + CONTROLS).encode())
    yield Hostile("arrows.srt", (cue + "--> " * 20_000).encode())
    yield Hostile("digits.srt", (cue + "9" * 200_000 + ":").encode())
    yield Hostile("no-time.srt", SAID.encode(), said="")
    yield Hostile(
        "in-big5.srt",
        cue.replace(SAID, "湖邊的木屋裡住著三個人，他們每天早上一起划船。" * 3).encode("big5"),
        said="湖邊的木屋",
    )
    yield Hostile(
        "notes.vtt",
        f"WEBVTT\n\nNOTE 坏\n\n{cue.replace(',', '.')}".replace("。他", "，他").encode(),
        said="湖边的木屋",
        never="坏",
    )
    yield Hostile("speaker.vtt", f"WEBVTT\n\n00:01.000 --> 00:02.000\n<v {'x' * 100_000}>{SAID}".encode())
    script = "[Script Info]\n[Events]\nFormat: Start, Text\nDialogue: 0:00,"
    yield Hostile("codes.ass", (script + "{\\p0\\pos(1,2)}" * 2_000 + SAID).encode())
    yield Hostile("draws.ass", (script + "{\\p1}m 0 0 坏\n" + "Dialogue: 0:00," + SAID).encode(), never="坏")
    yield Hostile("open-code.ass", (script + SAID + "{" * 50_000).encode())
    yield Hostile("no-columns.ass", ("[Events]\nFormat:\nDialogue: " + SAID + "\n").encode(), said="")
    yield Hostile("commas.ass", (script + SAID + "," * 100_000).encode())


def _words() -> Iterator[Hostile]:
    good = paragraph(SAID)
    yield Hostile("laughs.docx", zipped({"word/document.xml": LAUGHS + "<x>&i;</x>"}), refused=DAMAGED)
    yield Hostile("reaches.docx", word(good, **{"word/styles.xml": SECRET + "<x>&s;</x>"}), refused=DAMAGED)
    yield Hostile("deep.docx", word("<w:sdt>" * 5_000 + good + "</w:sdt>" * 5_000), refused=DAMAGED)
    yield Hostile("no-body.docx", zipped({"a.xml": "<a/>"}), refused=DAMAGED)
    yield Hostile("no-xml.docx", word("<w:p>"), refused=DAMAGED)
    yield Hostile("bomb.docx", word(paragraph("x" * 30_000_000)), refused=TOO_LARGE)
    yield Hostile("locked.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500, refused="locked")
    yield Hostile("cut.docx", word(good)[:-30], refused=DAMAGED)
    outside = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" TargetMode="External" '
        'Target="file:///etc/passwd"/></Relationships>'
    )
    picture = (
        '<w:p><w:r><w:drawing xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
        'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><wp:inline><a:graphic><a:graphicData>'
        '<pic:pic><pic:blipFill><a:blip r:link="r1"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline>'
        "</w:drawing></w:r></w:p>"
    )
    yield Hostile("outside.docx", word(good + picture, **{"word/_rels/document.xml.rels": outside}), never="root:")
    yield Hostile("controls.docx", word(paragraph(SAID + "\u202e\u2066\x9b")))
    yield Hostile("lookalikes.docx", word(paragraph(f"&lt;script&gt;{SAID}")), said=f"<script>{SAID}")


def _disguised() -> Iterator[Hostile]:
    """Yield files that are called something else than they are."""
    good = page(f"<p>{SAID}</p>")
    yield Hostile("book.txt", book({"a.xhtml": good}))
    yield Hostile("book.zip", book({"a.xhtml": good}))
    yield Hostile("book.html", book({"a.xhtml": good}))
    yield Hostile("book.srt", book({"a.xhtml": good}))
    yield Hostile("word.txt", word(paragraph(SAID)))
    yield Hostile("archive.md", raw_zip([(b"a.txt", SAID.encode())]))
    yield Hostile("no-suffix-page", f"<!DOCTYPE html><p>{SAID}".encode(), never="<p>")
    yield Hostile("no-suffix-book", book({"a.xhtml": good}))
    yield Hostile("no-suffix-text", SAID.encode())
    yield Hostile("no-suffix-cues", f"1\n00:00:01,000 --> 00:00:02,000\n{SAID}".encode(), never="-->")
    yield Hostile("source.txt", f"<!DOCTYPE html><p>{SAID}".encode(), said=f"<p>{SAID}")
    yield Hostile("begins-endlessly", b"<!--->" * 10_000 + SAID.encode(), said=SAID)
