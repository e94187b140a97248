"""Bytes that cannot be had are refused in one line, whatever the system says of them."""

from __future__ import annotations

import errno
import os
import sys
from io import BufferedReader, FileIO
from types import SimpleNamespace

import pytest

from reader import language
from reader.documents.decoding import UnreadableDocumentError
from reader.documents.files import _standard_input, read_bytes
from reader.documents.naming import STANDARD_INPUT
from reader.documents.reasons import not_kept, reasons, why_unwritten
from reader.page.cells import width


def test_where_nothing_can_be_read_without_waiting_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    read, write = os.pipe()
    os.set_blocking(read, False)
    with BufferedReader(FileIO(read)) as nothing:
        monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=nothing))
        _standard_input.cache_clear()
        with pytest.raises(UnreadableDocumentError, match="without waiting"):
            read_bytes(STANDARD_INPUT)
    os.close(write)


@pytest.mark.parametrize(
    "number", ["ELOOP", "ENAMETOOLONG", "EISDIR", "EIO", "EMFILE", "ENFILE", "ESTALE", "ETIMEDOUT"]
)
def test_what_is_usual_is_not_said_in_the_words_of_the_system(number: str) -> None:
    code: int = getattr(errno, number)
    with pytest.raises(UnreadableDocumentError) as refusal, reasons():
        raise OSError(code, os.strerror(code), "湖.txt")
    assert str(refusal.value)
    assert os.strerror(code) not in str(refusal.value)


def test_all_else_is() -> None:
    with pytest.raises(UnreadableDocumentError, match=os.strerror(errno.EXDEV)), reasons():
        raise OSError(errno.EXDEV, os.strerror(errno.EXDEV), "湖.txt")


@pytest.mark.parametrize("tag", language.LANGUAGES)
@pytest.mark.parametrize(
    "number", ["ENOENT", "EEXIST", "ENOTDIR", "EISDIR", "EACCES", "EPERM", "EROFS", "ENOSPC", "EDQUOT", "EIO"]
)
def test_why_a_change_is_not_kept_and_the_way_out_stand_in_one_line(number: str, tag: str) -> None:
    language.use(tag)
    code: int = getattr(errno, number)
    reason = why_unwritten(OSError(code, os.strerror(code), "/湖/conversion.toml"))
    assert os.strerror(code) not in reason
    assert {";", "；"}.intersection(reason)
    assert width(f"conversion.toml: {not_kept(reason)}") <= 78
