"""What happens to a document while it is read: it comes as it is to be read by then, not as it was to be before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from reader.documents.decoding import UnreadableDocumentError
from reader.library import library as library_module
from reader.library.library import Library
from reader.library.reading import read

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

TEXT = "湖邊的工作室昨天宣布，陳晚不在。\n"
NEW = "新的一天，陳晚回來了。\n"
NO_TEXT = bytes(range(256)) * 2


@pytest.fixture
def file(tmp_path: Path) -> Path:
    place = tmp_path / "0.txt"
    place.write_bytes(TEXT.encode("gb18030"))
    return place


@pytest.fixture
def library(file: Path) -> Library:
    return Library([str(file)])


@pytest.fixture
def meanwhile(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Return what has something happen once, when a document has been read and its reader does not have it yet."""

    def arrange(*happens: Callable[[], object], function: str = "read") -> None:
        happen, right = [*happens], getattr(library_module, function)

        def slow(*asked: Any, **named_so: Any) -> object:
            try:
                return right(*asked, **named_so)
            finally:
                while happen:
                    happen.pop(0)()

        monkeypatch.setattr(library_module, function, slow)

    return arrange


def test_the_encoding_that_is_chosen_last_holds(library: Library, meanwhile: Callable[..., None]) -> None:
    library.read_as(0, "UTF-8")
    meanwhile(lambda: library.read_as(0, None), lambda: library.open(0))
    assert library.open(0).text == TEXT
    assert library.open(0) is library.open(0)
    assert library.title(0) == library.analysis(0).title == TEXT.strip()


def test_a_document_that_changes_is_read_as_it_is_now(
    library: Library, file: Path, meanwhile: Callable[..., None]
) -> None:
    meanwhile(lambda: file.write_text(NEW, encoding="utf-8"), lambda: library.look_at([str(file)]))
    assert library.open(0).text == NEW


def test_a_document_that_changes_is_read_as_it_is_now_also_when_its_new_title_is_known_before(
    library: Library, file: Path, meanwhile: Callable[..., None]
) -> None:
    write, look = lambda: file.write_text(NEW, encoding="utf-8"), lambda: library.look_at([str(file)])
    meanwhile(write, lambda: library.title(0), look)
    assert library.open(0).text == NEW


@pytest.mark.parametrize("is_text", [True, False])
def test_a_document_is_read_once_while_it_is_looked_at_and_nothing_has_changed(
    file: Path, monkeypatch: pytest.MonkeyPatch, *, is_text: bool
) -> None:
    if not is_text:
        file.write_bytes(NO_TEXT)
    library = Library([str(file.parent)])
    reads: list[object] = []
    library.title(0)

    def looked_at_meanwhile(*asked: Any) -> object:
        reads.append(asked)
        try:
            return read(*asked)
        finally:
            if len(reads) < 5:
                library.look_at([str(file.parent)])
                library.look_at([str(file)])

    monkeypatch.setattr(library_module, "read", looked_at_meanwhile)
    if is_text:
        assert library.open(0) is library.open(0)
    else:
        with pytest.raises(UnreadableDocumentError):
            library.open(0)
        assert list(library.unreadable) == [0]
    assert len(reads) == 1


@pytest.mark.parametrize("is_text", [True, False])
def test_a_document_that_changes_faster_than_it_can_be_read_is_opened_and_not_kept_as_it_was(
    library: Library, file: Path, monkeypatch: pytest.MonkeyPatch, *, is_text: bool
) -> None:
    written, left = TEXT if is_text else "\0", [*range(20)]

    def changed_meanwhile(*asked: Any) -> object:
        try:
            return read(*asked)
        finally:
            if left:
                left.pop()
                with file.open("a", encoding="gb18030") as more:
                    more.write(written)
                library.look_at([str(file)])

    file.write_text(written, encoding="gb18030")
    monkeypatch.setattr(library_module, "read", changed_meanwhile)
    if is_text:
        assert 0 < library.open(0).text.count(TEXT) < 20
        assert 0 < library._read(0)[0].text.count(TEXT) < 20
    else:
        with pytest.raises(UnreadableDocumentError):
            library.open(0)
        assert library.unreadable == {}
    assert left
    left.clear()
    if is_text:
        assert library.open(0).text == file.read_text(encoding="gb18030")


def test_why_it_could_not_be_read_before_is_not_told(
    library: Library, file: Path, meanwhile: Callable[..., None]
) -> None:
    file.write_bytes(NO_TEXT)
    meanwhile(lambda: library.read_as(0, "Big5"))
    assert library.open(0).encoding == "Big5"
    assert library.unreadable == {}
    library.read_as(0, None)
    with pytest.raises(UnreadableDocumentError):
        library.open(0)
    assert list(library.unreadable) == [0]


def test_it_is_called_by_its_title_in_the_encoding_that_is_chosen_last(
    library: Library, file: Path, meanwhile: Callable[..., None]
) -> None:
    meanwhile(lambda: library.read_as(0, "Big5"), function="read_beginning")
    assert library.title(0) == library.open(0).title != TEXT.strip()
    library.read_as(0, None)
    file.write_bytes(NO_TEXT)
    meanwhile(lambda: library.read_as(0, "Big5"), function="read_beginning")
    assert library.title(0) != "0"
    assert library.unreadable == {}


def test_what_is_kept_of_a_document_is_not_what_it_reads_as_in_another_encoding(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[tuple[str], str | None]] = []
    monkeypatch.setattr(library_module, "read", lambda _name, *how: asked.append(how))
    encodings = iter([None])
    monkeypatch.setattr(library, "takes_long", lambda _number: True)
    monkeypatch.setattr(library, "encoding", lambda _number: next(encodings, "Big5"))  # chosen meanwhile
    library.make_ready(0)
    assert [(stamp[0].endswith("\0Big5"), encoding == "Big5") for stamp, encoding in asked] == [(False, False)]


def test_what_is_chosen_while_it_is_recalled_what_was_before_holds(library: Library) -> None:
    def recall(_name: str) -> None:
        library._encodings[0] = "Big5"  # as `read_as` does, from another thread

    library.recall_encodings(recall)
    assert library.encoding(0) == library.encoding(0) == "Big5"
