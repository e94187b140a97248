"""Archives, books and Word documents made for the tests, right ones and wrong ones."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

CONTAINER = (
    '<?xml version="1.0"?><container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
    '<rootfiles><rootfile full-path="OPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)
CONTENT_TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)


def zipped(files: Mapping[str, str | bytes], *, level: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return an archive as programs write it."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", level) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return packed.getvalue()


def raw_zip(
    entries: Sequence[tuple[bytes, bytes]],
    *,
    flags: int = 0,
    method: int = 0,
    attributes: int = 0,
    unpacked: int | None = None,
    checksum: int | None = None,
    count: int | None = None,
    before: bytes = b"",
    comment: bytes = b"",
) -> bytes:
    """Return an archive in which everything is as told, right or wrong; method 8 packs, any other stores."""
    body, directory = bytearray(before), bytearray()
    for name, data in entries:
        packed = zlib.compress(data, 9, -zlib.MAX_WBITS) if method == 8 else data
        size = len(data) if unpacked is None else unpacked
        crc = zlib.crc32(data) if checksum is None else checksum
        local = struct.pack("<5H3L2H", 20, flags, method, 0, 33, crc, len(packed), size, len(name), 0)
        directory += b"PK\x01\x02" + struct.pack(
            "<6H3L5H2L",
            3 << 8 | 20, 20, flags, method, 0, 33, crc, len(packed), size, len(name), 0, 0, 0, 0, attributes,
            len(body) - len(before),
        ) + name  # fmt: skip
        body += b"PK\x03\x04" + local + name + packed
    number = len(entries) if count is None else count
    end = struct.pack("<4H2LH", 0, 0, number, number, len(directory), len(body) - len(before), len(comment))
    return b"".join((body, directory, b"PK\x05\x06", end, comment))


def page(body: str, head: str = "") -> str:
    """Return a page of a book."""
    return (
        '<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml" '
        f'xmlns:epub="http://www.idpf.org/2007/ops"><head><title>x</title>{head}</head><body>{body}</body></html>'
    )


def package(pages: Sequence[str], *, metadata: str = "", manifest: str = "", spine: str = "", toc: str = "") -> str:
    """Return what a book says of itself, with some pages in its spine."""
    items = "".join(
        f'<item id="i{index}" href="{name}" media-type="application/xhtml+xml"/>' for index, name in enumerate(pages)
    )
    references = "".join(f'<itemref idref="i{index}"/>' for index in range(len(pages)))
    return (
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:opf="http://www.idpf.org/2007/opf">'
        f"{metadata}</metadata><manifest>{items}{manifest}</manifest><spine{toc}>{references}{spine}</spine></package>"
    )


def book(pages: Mapping[str, str | bytes], opf: str | None = None, **others: str | bytes) -> bytes:
    """Return an EPUB of some pages; other files are named by their paths, `__` for a slash."""
    files: dict[str, str | bytes] = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": CONTAINER,
        "OPS/book.opf": opf if opf is not None else package(list(pages)),
        **{f"OPS/{name}": text for name, text in pages.items()},
        **{name.replace("__", "/"): data for name, data in others.items()},
    }
    return zipped(files)


def word(body: str, **others: str | bytes) -> bytes:
    """Return a Word document with a body; other files are named by their paths, `__` for a slash."""
    document = (
        f'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
    )
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": CONTENT_TYPES,
        "_rels/.rels": RELATIONS,
        "word/document.xml": document,
        **{name.replace("__", "/"): data for name, data in others.items()},
    }
    return zipped(files)


def paragraph(text: str, style: str = "") -> str:
    """Return a paragraph of a Word document."""
    told = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{told}<w:r><w:t>{text}</w:t></w:r></w:p>"
