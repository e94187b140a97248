"""Files made so that reading them would take hours where it took a time that grows with the square of their length."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile

from tests.documents.formats.packing import book, package, page, zipped

ENOUGH = 120
"""Seconds in which all of them together are read, which takes some: a machine may be busy."""
MUCH = 2_000_000
PLACES = 10_000
IDEOGRAPHIC_SPACE = "\u3000"


def stored(data: bytes) -> bytes:
    """Return an archive of the same files that are not packed, so that their ratio is no reason to refuse them."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return zipped({name: packed.read(name) for name in packed.namelist()}, level=zipfile.ZIP_STORED)


def pages() -> dict[str, bytes]:
    """Return the files by name."""
    type_ = "<!DOCTYPE html [" + "<!--" * (MUCH // 4)
    places = "".join(f'<a id="i{number}"/>{IDEOGRAPHIC_SPACE}\n' for number in range(PLACES))
    lines = "".join(f'<li><a href="a.xhtml#i{number}">{number}</a></li>' for number in range(PLACES))
    manifest = '<item id="nav" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>'
    blank = book(
        {"a.xhtml": page(f"<pre>一{places}{IDEOGRAPHIC_SPACE * MUCH}</pre><p>文</p>")},
        package(["a.xhtml"], manifest=manifest),
        **{"OPS/nav.xhtml": page(f'<nav epub:type="toc"><ol>{lines}</ol></nav>')},
    )
    return {
        "type.epub": stored(book({"a.xhtml": type_ + "<p>文</p>", "b.xhtml": page("<p>文</p>")})),
        "blank.epub": stored(blank),
        "spaces.html": f"<p>一{' ' * MUCH}二</p>".encode(),
    }


def test_no_file_takes_for_ever() -> None:
    program = (
        "import sys; from reader.documents.formats import registry; from tests.documents.formats import test_patience\n"
        "for name, data in test_patience.pages().items(): print(name, registry.read(data, name).text.split()[0])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False, timeout=ENOUGH, encoding="utf-8"
    )
    assert done.stdout.splitlines() == ["type.epub 文", "blank.epub 一", "spaces.html 一"], done.stderr
