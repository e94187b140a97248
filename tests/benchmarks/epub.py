"""The same novel for programs that read other formats: a minimal EPUB 3, and Markdown."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

CONTAINER = """<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="book.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""
PACKAGE = """<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="id">urn:reader:benchmark:{title}</dc:identifier>
<dc:title>{title}</dc:title>
<dc:creator>reader</dc:creator>
<dc:language>zh-Hans</dc:language>
<meta property="dcterms:modified">2025-01-01T00:00:00Z</meta>
</metadata>
<manifest>
<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>
{items}
</manifest>
<spine toc="ncx">
{itemrefs}
</spine>
</package>
"""
PAGE = """<?xml version="1.0" encoding="UTF-8"?>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">
<head><title>{title}</title></head>
<body>
{body}
</body>
</html>
"""
CONTENTS = """<?xml version="1.0" encoding="UTF-8"?>
<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1">
<head><meta name="dtb:uid" content="urn:reader:benchmark:{title}"/></head>
<docTitle><text>{title}</text></docTitle>
<navMap>
{points}
</navMap>
</ncx>
"""


def write_epub(file: Path, title: str, chapters: Sequence[Sequence[str]]) -> None:
    """Write an EPUB 3 with a file for each chapter, and the older table of contents that some programs still need.

    Args:
        file: where to write it.
        title: the title of the book.
        chapters: a heading and paragraphs each.
    """
    title = escape(title)
    names = [f"chapter{number:04}" for number in range(1, len(chapters) + 1)]
    headings = [escape(chapter[0]) for chapter in chapters]
    listed = list(zip(names, headings, strict=True))
    with ZipFile(file, "w", ZIP_DEFLATED) as book:
        book.writestr("mimetype", "application/epub+zip", ZIP_STORED)  # the first, as it is: that tells what it is
        book.writestr("META-INF/container.xml", CONTAINER)
        items = (f'<item id="{name}" href="{name}.xhtml" media-type="application/xhtml+xml"/>' for name in names)
        itemrefs = (f'<itemref idref="{name}"/>' for name in names)
        book.writestr("book.opf", PACKAGE.format(title=title, items="\n".join(items), itemrefs="\n".join(itemrefs)))
        links = "".join(f'<li><a href="{name}.xhtml">{heading}</a></li>\n' for name, heading in listed)
        nav = f'<nav epub:type="toc"><ol>\n{links}</ol></nav>'
        book.writestr("nav.xhtml", PAGE.format(title=title, body=nav))
        points = (
            f'<navPoint id="{name}" playOrder="{number}"><navLabel><text>{heading}</text></navLabel>'
            f'<content src="{name}.xhtml"/></navPoint>'
            for number, (name, heading) in enumerate(listed, 1)
        )
        book.writestr("toc.ncx", CONTENTS.format(title=title, points="\n".join(points)))
        for (name, heading), chapter in zip(listed, chapters, strict=True):
            paragraphs = "\n".join(f"<p>{escape(paragraph)}</p>" for paragraph in chapter[1:])
            book.writestr(f"{name}.xhtml", PAGE.format(title=heading, body=f"<h1>{heading}</h1>\n{paragraphs}"))


def write_markdown(file: Path, chapters: Sequence[Sequence[str]]) -> None:
    """Write Markdown with a heading for each chapter."""
    blocks = (block for heading, *paragraphs in chapters for block in (f"# {heading}", *paragraphs))
    file.write_text("\n\n".join(blocks) + "\n", encoding="utf-8")
