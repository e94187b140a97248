"""A folder that means harm: what is fine is read, the rest refused in one line, and what is no file never opened."""

from __future__ import annotations

import os
import re
import socket
from typing import TYPE_CHECKING

import pytest

from reader.documents.decoding import UnreadableDocumentError
from reader.documents.files import read_bytes
from reader.documents.sanitising import harmless, one_line
from reader.library.library import Library
from tests.hostile.folder import Folder, make_folder

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    return make_folder(tmp_path_factory.mktemp("hostile") / "folder")


@pytest.fixture
def library(folder: Folder) -> Library:
    return Library([str(folder.path)])


def test_exactly_what_can_be_a_document_is_found(folder: Folder, library: Library) -> None:
    found = {os.path.relpath(name, folder.path) for name in library.documents}
    assert found == {*folder.documents, *folder.refused}
    assert not found & set(folder.passed_over)


def test_each_is_read_or_refused_in_one_harmless_line(folder: Folder, library: Library) -> None:
    for number, name in enumerate(library.documents):
        path = os.path.relpath(name, folder.path)
        title = library.title(number)
        assert title
        assert harmless(title) == title == one_line(title)
        if path in folder.documents:
            assert folder.documents[path] in library.open(number).text
            continue
        with pytest.raises(UnreadableDocumentError, match=folder.refused[path]) as refusal:
            library.open(number)
        assert one_line(str(refusal.value)) == str(refusal.value)


def a_socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as listening:
        here = os.open(path.parent, os.O_RDONLY)
        listening.bind(f"/proc/self/fd/{here}/{path.name}")
        os.close(here)


BECOMES: dict[str, tuple[Callable[[Path], object], str]] = {
    "nothing": (lambda _path: None, "no such file"),
    "a pipe": (os.mkfifo, "not a file"),
    "a socket": (a_socket, "not a file"),
    "a folder": (lambda path: path.mkdir(), "not a file"),
    "a device": (lambda path: path.symlink_to("/dev/zero"), "not a file"),
    "itself": (lambda path: path.symlink_to(path), "symbolic links"),
    "a process": (lambda path: path.symlink_to("/proc/self/mem"), "not a file"),
    "the kernel's messages": (lambda path: path.symlink_to("/proc/kmsg"), "not a file"),
    "a number of the system's": (lambda path: path.symlink_to("/sys/kernel/mm/transparent_hugepage/enabled"), "file"),
}


def test_rules_of_what_is_left_out_are_never_waited_for(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / ".gitignore").symlink_to("/proc/self/status")  # as /proc/kmsg, which is waited for
    (tmp_path / "1.txt").write_bytes("木屋".encode())
    assert Library([str(tmp_path)]).documents == [str(tmp_path / "1.txt")]
    assert caplog.messages == [f"{tmp_path / '.gitignore'}: not a file"]


@pytest.mark.parametrize("suffix", [".txt", ".md", ".epub", ".zip", ".html", ".srt"])
@pytest.mark.parametrize(("become", "reason"), BECOMES.values(), ids=BECOMES)
def test_what_becomes_something_else_meanwhile_is_refused_and_never_waited_for(
    tmp_path: Path, suffix: str, become: Callable[[Path], object], reason: str
) -> None:
    path = tmp_path / f"x{suffix}"
    path.write_bytes("木屋".encode())
    library = Library([str(path)], walk_folders=False)
    path.unlink()
    become(path)
    with pytest.raises(UnreadableDocumentError, match=reason) as refusal:
        read_bytes(library.documents[0])
    assert one_line(str(refusal.value)) == str(refusal.value)
    assert library.title(0) == "x"
    assert re.search(reason, library.unreadable.get(0, "")) or suffix not in (".txt", ".md")
