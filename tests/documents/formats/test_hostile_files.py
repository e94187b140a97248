"""Files that mean harm are read, or refused in one line with the way out; nothing else ever happens."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reader.documents.decoding import UnreadableDocumentError
from reader.documents.document import parse
from reader.documents.formats import registry
from reader.documents.sanitising import harmless
from tests.hostile.documents import files

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.documents.formats.hostile import Hostile

FILES = list(files())


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[object]]:
    """Fail a test in which anything is looked up or connected to."""
    tried: list[object] = []

    def refuse(*where: object, **_more: object) -> None:
        tried.append(where)
        raise OSError

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    yield tried
    assert tried == []


@pytest.mark.parametrize("file", FILES, ids=[file.name for file in FILES])
def test_a_hostile_file_is_read_or_refused_as_it_should_be(file: Hostile) -> None:
    if file.name.endswith(".docx") or file.name.startswith("word"):
        pytest.importorskip("mammoth", reason="Word documents are read where the extra is installed")
    if file.refused is not None:
        with pytest.raises(UnreadableDocumentError, match=file.refused) as refusal:
            registry.read(file.data, file.name)
        assert len(str(refusal.value).splitlines()) == 1
        return
    document = parse(file.name, file.data)
    assert document.title
    assert len(document.title.splitlines()) == 1
    assert harmless(document.title) == document.title
    text, source = document.text, document.source
    assert file.said in text
    assert not file.never or file.never not in text
    assert not any("\ud800" <= character <= "\udfff" for character in text)
    for heading in source.headings or ():
        assert heading.title.of(text).strip()
        assert "\n" not in heading.title.of(text)
    for note in source.notes:
        assert 0 <= note.mark.start <= note.mark.end <= len(text)
        assert 0 <= note.place < len(text)
    for link in source.links:
        assert 0 <= link.span.start < link.span.end <= len(text)


def test_there_are_many_of_them_and_no_two_the_same() -> None:
    assert len({file.name for file in FILES}) == len(FILES) >= 150
    assert len({(Path(file.name).suffix, file.data) for file in FILES}) == len(FILES)
