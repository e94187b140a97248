"""Whatever bytes a file has, in whatever format it says it is: it is read or refused, and offsets hold."""

from __future__ import annotations

import zipfile

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reader.documents.decoding import UnreadableDocumentError
from reader.documents.formats import registry
from reader.documents.formats.markup import parsed_html
from reader.documents.formats.tags import tidied
from reader.documents.formats.writing import Writer
from tests.documents.formats.packing import book, package, page, paragraph, raw_zip, word

SUFFIXES = sorted(registry.suffixes())
TAGS = (
    "p",
    "div",
    "table",
    "tr",
    "td",
    "ul",
    "li",
    "ruby",
    "rt",
    "a",
    "h2",
    "pre",
    "br",
    "b",
    "script",
    "title",
    "sup",
)
words = st.sampled_from(
    ("船", "abc", " ", "\n", "&amp;", "&x;", "<", ">", '"', "=", "\0", "\x1b", "\u202e", "&#0;", "--")
)
tags = st.one_of(
    st.sampled_from(TAGS).map(lambda name: f"<{name}>"),
    st.sampled_from(TAGS).map(lambda name: f"</{name}>"),
    st.sampled_from(("<a href='#x'>", "<p id=x>", "<p hidden>", "<!--", "-->", "<!x", "<?x", "<p a='", "<li value=3>")),
)
pages = st.lists(st.one_of(words, tags), max_size=40).map("".join)
WHOLE = (
    book({"a.xhtml": page("<p>湖边</p>")}, package(["a.xhtml"], metadata="<dc:title>书</dc:title>")),
    word(paragraph("湖边")),
    raw_zip([("湖.txt".encode("gb18030"), "湖边的木屋".encode())], method=8),
    "1\n00:00:01,000 --> 00:00:02,000\n湖边\n".encode(),
    b"[Script Info]\n[Events]\nFormat: Start, Text\nDialogue: 0:00,{\\b1}x\\Ny",
    "---\ntitle: x\n---\n# 题\n".encode(),
)


def holds(data: bytes, name: str) -> None:
    """Read a file, and look whether all that is told of its text is in it."""
    reason = ""
    try:
        source = registry.read(data, name)
    except UnreadableDocumentError as error:
        reason = str(error)
    assert len(reason.splitlines()) <= 1
    if reason:
        return
    end = len(source.text)
    assert all(0 <= one.title.start < one.title.end <= end for one in source.headings or ())
    assert all(0 <= one.mark.start < one.mark.end <= end and 0 <= one.place < end for one in source.notes)
    assert all(0 <= one.span.start < one.span.end <= end for one in source.links)


@settings(max_examples=60)
@given(st.binary(max_size=300), st.sampled_from(SUFFIXES))
@example(b"", ".zip")
def test_any_bytes_are_read_or_refused(data: bytes, suffix: str) -> None:
    holds(data, f"x{suffix}")


@settings(max_examples=150)
@given(st.sampled_from(WHOLE), st.data(), st.sampled_from(SUFFIXES))
def test_a_file_that_was_damaged_is_read_or_refused(whole: bytes, draw: st.DataObject, suffix: str) -> None:
    data = bytearray(whole)
    for _damage in range(draw.draw(st.integers(1, 4))):
        place = draw.draw(st.integers(0, len(data) - 1))
        data[place : place + draw.draw(st.integers(0, 3))] = draw.draw(st.binary(max_size=3))
        if not data:
            break
    holds(bytes(data), f"x{suffix}")


@settings(max_examples=150)
@given(pages)
@example('<p a="<p a=\'">')
def test_any_page_is_read_and_what_it_tells_holds(markup: str) -> None:
    holds(markup.encode("utf-8"), "x.html")
    holds(book({"a.xhtml": page(markup)}), "x.epub")


@settings(max_examples=150)
@given(pages)
def test_tags_written_anew_are_read_in_one_way_alone(markup: str) -> None:
    anew = tidied(markup)
    assert tidied(anew) == tidied(tidied(anew))
    for before in range(anew.count("<")):
        tag = anew.split("<")[before + 1]
        assert ">" in tag
    assert "<!" not in anew


@settings(max_examples=60)
@given(st.lists(st.sampled_from((*TAGS[:8], "b", "blockquote")), min_size=1, max_size=30), st.integers(1, 40))
def test_text_is_kept_however_deep_it_is(names: list[str], times: int) -> None:
    root = parsed_html("".join(f"<{name}>船" for name in names * times if name != "rt"))
    if root is None:
        assert not [name for name in names if name != "rt"]
        return
    writer = Writer()
    writer.write(root)
    writer.close()
    assert writer.text.count("船") == sum(1 for name in names if name != "rt") * times


@settings(max_examples=80)
@given(st.lists(st.tuples(st.text(min_size=1, max_size=12), st.binary(max_size=60)), max_size=5), st.booleans())
def test_what_the_standard_library_packs_is_there(files: list[tuple[str, bytes]], packs: bool) -> None:
    from reader.documents.formats.archives import Archive
    from tests.documents.formats.packing import zipped

    kept = {name: data for name, data in files if name.isalnum()}
    archive = Archive(zipped(kept, level=zipfile.ZIP_DEFLATED if packs else zipfile.ZIP_STORED))
    assert {name: archive.read(name) for name in archive.names} == kept


def test_there_is_a_whole_file_of_each_kind() -> None:
    for data, name in zip(WHOLE, ("epub", "docx", "zip", "srt", "ass", "md"), strict=True):
        if name == "docx":
            pytest.importorskip("mammoth", reason="Word documents are read where the extra is installed")
        assert registry.read(data, f"x.{name}").text.strip()
