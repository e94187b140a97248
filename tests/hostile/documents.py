"""Documents that mean harm by what stands in them, over all formats, and what the reader must make of each."""

from __future__ import annotations

import codecs
import struct
from html import escape
from typing import TYPE_CHECKING

from tests.documents.formats import hostile
from tests.documents.formats.hostile import SAID, Hostile
from tests.documents.formats.packing import book, package, page, paragraph, raw_zip, word
from tests.hostile.sequences import ADDRESS, ALL, BIDI, C0, C1, CANARY, TOGETHER

if TYPE_CHECKING:
    from collections.abc import Iterator

CUE = "00:00:01,000 --> 00:00:02,000"
MEGABYTE = 1_000_000
MANY_MARKS = 100_000
NOT_TEXT = "not a text file"


def files() -> Iterator[Hostile]:
    """Yield all of them."""
    yield from hostile.files()
    yield from new_files()


def new_files() -> Iterator[Hostile]:
    """Yield those that are harmful by their text, their shape or their bytes."""
    yield from _texts()
    yield from _shapes()
    yield from _bytes()
    yield from _markdown()
    yield from _told()


def _text(name: str, text: str, **told: str) -> Hostile:
    return Hostile(name, text.encode("utf-8", "surrogatepass"), **told)


def _texts() -> Iterator[Hostile]:
    """Yield a text for each thing that harms: in its headline, its text and a heading."""
    for name, harm in ALL.items():
        text = f"题目{harm}\n\n{SAID}{harm}{SAID}\n\n第一章 {harm}\n\n三个人{harm}，木{harm}屋。\n"
        yield _text(f"text-{name}.txt", text)


def _shapes() -> Iterator[Hostile]:
    """Yield texts of a shape that nobody writes."""
    end = f"\n{SAID}\n"
    yield _text("shape-marks.txt", "e" + "\u0301" * MANY_MARKS + end)
    yield _text("shape-marks-at-the-edge.txt", ("湖" * 39 + "e" + "\u0301" * 500) * 20 + end)
    yield _text("shape-selectors.txt", "葛" + "\U000e0101" * MANY_MARKS + end)
    yield _text("shape-emoji-chain.txt", "👩\u200d" * 50_000 + end)
    yield _text("shape-joined-letters.txt", "字\u200d" * 50_000 + end)
    yield _text("shape-syllable.txt", "\u1100" + "\u1161" * MANY_MARKS + end)
    yield _text("shape-flags.txt", "🇹" * 50_001 + end)
    yield _text("shape-nothing-to-see.txt", "\u200b" * MANY_MARKS + end)
    yield _text("shape-one-line.txt", "湖边的木屋里住着三个人，" * (MEGABYTE // 12) + end)
    yield _text("shape-one-word.txt", "a" * MEGABYTE + end)
    yield _text("shape-no-mark.txt", "湖" * MEGABYTE + end)
    yield _text("shape-words.txt", "ab " * (MEGABYTE // 3) + end)
    yield _text("shape-spaces.txt", " " * MEGABYTE + end)
    yield _text("shape-closing.txt", "）" * MANY_MARKS + end)
    yield _text("shape-opening.txt", "“（" * MANY_MARKS + end)
    yield _text("shape-numbers.txt", "1,2.3%" * 20_000 + end)
    yield _text("shape-empty-lines.txt", "\n" * MEGABYTE + end)
    yield _text("shape-carriage-returns.txt", "\r" * MANY_MARKS + SAID + "\r" * MANY_MARKS)
    yield _text("shape-mixed-ends.txt", f"一\r二\n三\r\n四\n\r五\x0b六\x0c七\x85八\u2028九\u2029十\r\r\n{SAID}")
    yield _text("shape-many-headings.txt", "".join(f"第{number}章 湖\n" for number in range(5_000)) + end)
    yield _text("shape-no-end.txt", SAID + "x" * 5_000)
    yield _text("shape-brackets.txt", "[" * MANY_MARKS + end)


def _bytes() -> Iterator[Hostile]:
    """Yield files whose bytes are those of no text, or of a text in an encoding that hides something."""
    said = SAID.encode()
    harm = f"{SAID}{TOGETHER}{SAID}"
    yield Hostile("bytes-empty.txt", b"", said="")
    yield Hostile("bytes-mark-alone.txt", codecs.BOM_UTF8, said="")
    yield Hostile("bytes-wide-mark-alone.txt", codecs.BOM_UTF16_LE, said="")
    yield Hostile("bytes-widest-mark-alone.txt", codecs.BOM_UTF32_BE, said="")
    yield Hostile("bytes-two-marks.txt", codecs.BOM_UTF8 + codecs.BOM_UTF8 + said)
    yield Hostile("bytes-cut-in-a-character.txt", said * 3 + "木".encode()[:2])
    yield Hostile("bytes-cut-wide.txt", codecs.BOM_UTF16_LE + SAID.encode("utf-16-le") + b"\x0d")
    yield Hostile("bytes-overlong.txt", said * 9 + b"\xc0\x9b[31m\xe0\x80\x9b]0;x\x07\xf0\x80\x80\x9b", never="\x1b")
    yield Hostile("bytes-surrogates.txt", said * 9 + b"\xed\xa0\x80\xed\xb0\x80\xed\xa0\xbd" + said, never="\ud800")
    yield Hostile("bytes-beyond-unicode.txt", said * 9 + b"\xf4\x90\x80\x80\xf8\x88\x80\x80\x80\xfe\xff" + said)
    yield Hostile("bytes-c1-as-bytes.txt", said * 9 + C1.encode("latin-1") + said)
    yield Hostile(
        "bytes-half-pairs.txt", codecs.BOM_UTF16_BE + b"\xd8\x00" * 9 + SAID.encode("utf-16-be") + b"\xdc\x00"
    )
    yield Hostile("bytes-beyond-unicode-32.txt", codecs.BOM_UTF32_LE + SAID.encode("utf-32-le") + b"\xff\xff\xff\x7f")
    yield Hostile("bytes-shifts.txt", said * 9 + b"\x1b$B0l\x1b(B\x1b$)A\x0e0l\x0f\x1b%G~{VPND~}+AGEA-" + said)
    yield Hostile("bytes-nul.txt", said * 40 + b"\0" * 2 + said * 9, never="\0")
    yield Hostile("bytes-only-nul.txt", b"\0" * 5_000, refused=NOT_TEXT)
    yield Hostile("bytes-all.txt", bytes(range(256)) * 40, refused=NOT_TEXT)
    yield Hostile("bytes-program.txt", b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 30, refused=NOT_TEXT)
    yield Hostile("bytes-controls.txt", C0.replace("\0", "").encode() * 100 + said)
    for name, encoding in (("16", "utf-16"), ("32", "utf-32"), ("16-big", "utf-16-be"), ("gb18030", "gb18030")):
        mark = codecs.BOM_UTF16_BE if encoding.endswith("be") else b""
        clean = harm.encode("utf-8", "replace").decode().replace("\0", "")
        yield Hostile(f"bytes-harm-in-{name}.txt", mark + (clean + SAID * 40).encode(encoding))
    big5 = "湖邊的木屋裡住著三個人，他們每天早上一起划船。"
    controls = "".join(code for code in C0 if code != "\0") + "\x1b]0;HARM\x07"
    yield Hostile("bytes-harm-in-big5.txt", (big5 * 20 + controls + big5).encode("big5"), said=big5)


def _markdown() -> Iterator[Hostile]:
    """Yield Markdown with harm in each of its parts."""
    harm = TOGETHER
    line = " ".join(harm.split())
    quoted = "".join(f"\\U{ord(one):08x}" for one in harm if not 0xD800 <= ord(one) < 0xE000)
    parts = {
        "title": f'---\ntitle: "{quoted}"\nauthor: "{quoted}"\n---\n\n',
        "title-as-it-is": f"---\ntitle: {line}\nauthor:\n  - {line}\n---\n\n",
        "title-in-toml": f'+++\ntitle = "{quoted}"\n+++\n\n',
        "open-title": "---\ntitle: x\n" + "a: b\n" * 2_000,
        "nested-title": "---\n" + "".join(f"{' ' * depth}a:\n" for depth in range(500)) + "---\n",
        "heading": f"# {line}\n\n{line}\n====\n\n###### {line} ######\n\n",
        "link": f"[{line}]({ADDRESS}) [x](<{line}>) [y](javascript:{line}) <{ADDRESS}{line}>\n\n",
        "reference": f"[x][{line}] [y][]\n\n[{line}]: {ADDRESS} '{line}'\n[y]: <{line}>\n\n",
        "picture": f"![{line}]({ADDRESS}.png '{line}') ![x](file:///dev/zero)\n\n",
        "note": f"三个人[^1]。[^{line}]\n\n[^1]: {line}\n[^{line}]: {line}\n\n",
        "code": f"```{line}\n{harm}\n```\n\n    {line}\n\n`{line}` ``x` `{line}\n\n",
        "table": f"| {line} | a |\n|---|:-:|\n| {line} | b |\n" + "|x" * 2_000 + "\n\n",
        "list": f"- {line}\n  1. {line}\n" + "".join(f"{' ' * 2 * depth}- x\n" for depth in range(300)) + "\n",
        "quote": ">" * 2_000 + f" {line}\n\n",
        "html": f"<div onclick='x'>{line}</div><!-- {line} --><script>{line}</script>\n\n",
        "stars": "*" * 20_000 + "a" + "_*" * 10_000 + "\n\n",
        "brackets": "[" * 20_000 + "](" * 20_000 + "\n\n",
        "ticks": "".join("`" * count + "a" for count in range(1, 300)) + "\n\n",
        "escapes": "\\" * 20_001 + "*\n\n",
        "entities": "&amp;&#27;&#x9b;&#x202e;&#0;&#xd800;&#99999999999;" * 500 + "\n\n",
    }
    for name, part in parts.items():
        yield _text(f"markdown-{name}.md", f"{part}{SAID}\n\n# 木屋\n\n{SAID}\n")


def _told() -> Iterator[Hostile]:
    """Yield files of the other formats that say something harmful of themselves, and hold it in every part."""
    harm = TOGETHER.encode("utf-8", "replace").decode()
    xml = escape("".join(one for one in harm if one >= " " and one not in "\ufffe\uffff"))
    numbers = "".join(f"&#{ord(one)};" for one in harm)
    whole = f"<h1>{xml}</h1><p>{SAID}{xml}{numbers}</p>"
    links = (
        f'<a href="{ADDRESS}" title="{xml}">{xml}</a><img alt="{xml}" src="x"/><sup id="r"><a href="#n">{xml}</a></sup>'
    )
    notes = f'<p id="n"><a href="#r">{xml}</a> {xml}</p>'
    head = f"<title>{xml}{numbers}</title><meta name='author' content='{xml}'>"
    yield _text("told-page.html", f"<html lang='{xml}'><head>{head}</head><body>{whole}{links}{notes}<p>{SAID}</p>")
    told = f"<dc:title>{xml}</dc:title><dc:creator>{xml}</dc:creator><dc:language>{xml}</dc:language>"
    nav = '<item id="n" href="n.xhtml" properties="nav" media-type="application/xhtml+xml"/>'
    contents = page(f'<nav epub:type="toc"><ol><li><a href="a.xhtml">{xml}</a></li></ol></nav>')
    yield Hostile(
        "told-book.epub",
        book(
            {"a.xhtml": page(f"{whole}{links}{notes}<p>{SAID}</p>", f"<title>{xml}</title>")},
            package(["a.xhtml"], metadata=told, manifest=nav),
            **{"OPS/n.xhtml": contents},
        ),
    )
    raw = page(f"<h1>{harm}</h1><p>{SAID}{harm}</p><p>{SAID}</p>").replace("<title>x", f"<title>{harm}")
    yield Hostile("told-book-that-is-no-xml.epub", book({"a.xhtml": raw}, package(["a.xhtml"], metadata=harm)))
    yield Hostile("told-word.docx", word(paragraph(xml, "Heading1") + paragraph(xml) + paragraph(SAID)))
    script = f"[Script Info]\nTitle: {' '.join(harm.split())}\n[Events]\nFormat: Start, Name, Text\n"
    line = f"Dialogue: 0:00:01.00,{' '.join(harm.split()).replace(',', ' ')},{SAID}{harm}"
    yield _text("told-script.ass", f"{script}{line}\nDialogue: 0:00:02.00,,{SAID}\n")
    yield _text("told-cues.srt", f"1\n{CUE}\n{SAID}\n\n2\n{CUE} {harm}\n{harm}\n\n3\n{CUE}\n{SAID}\n")
    yield _text("told-cues.vtt", f"WEBVTT {CANARY}\n\n{CUE.replace(',', '.')}\n<v {harm}>{SAID}\n\nNOTE {harm}\n")
    yield Hostile(
        "told-comment.zip", raw_zip([(b"a.txt", f"{SAID}{harm}\n{SAID}".encode())], comment=harm.encode()[:60_000])
    )
    yield Hostile("told-overlapping.zip", _overlapping(), refused="name one of them")
    yield Hostile(
        "told-names.zip",
        raw_zip(
            [(f"{CANARY}{BIDI}\x1b]0;{CANARY}\x07\x9b31m{index}.txt".encode(), SAID.encode()) for index in range(2)]
        ),
        refused="name one of them",
    )


def _overlapping() -> bytes:
    """Return an archive whose directory names the same packed bytes again and again."""
    one = raw_zip([(b"0.txt", "湖".encode() * 20_000)], method=8)
    directory, end = one.index(b"PK\x01\x02"), one.index(b"PK\x05\x06")
    entries = b"".join(one[directory:end].replace(b"0.txt", b"%d.txt" % number) for number in range(10))
    told = struct.pack("<2H2LH", 10, 10, len(entries), directory, 0)
    return one[:directory] + entries + one[end : end + 8] + told
