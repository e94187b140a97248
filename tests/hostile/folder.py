"""A folder that means harm by what is in it and how that is called, and what the reader must find there."""

from __future__ import annotations

import os
import socket
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reader.documents.files import MOST_BYTES
from tests.documents.formats.hostile import SAID
from tests.documents.formats.packing import raw_zip
from tests.hostile.lists import ENTITIES, EXCEPTIONS
from tests.hostile.sequences import ALL, CANARY, SHORT

if TYPE_CHECKING:
    from pathlib import Path

LONGEST_NAME = 255
"""Bytes of the name of a file."""
NOT_PERMITTED = "no permission"


@dataclass(frozen=True)
class Folder:
    """A folder, and what is to be found in it; paths are relative to it."""

    path: Path
    documents: dict[str, str] = field(default_factory=dict)
    """What must be in the text of each document that can be read."""
    refused: dict[str, str] = field(default_factory=dict)
    """What the reason says why each of the others cannot."""
    passed_over: list[str] = field(default_factory=list)
    """What is not to be listed, nor ever opened."""


def make_folder(path: Path) -> Folder:
    """Fill a folder with names, links and files of all kinds."""
    path.mkdir()
    folder = Folder(path)
    _names(folder)
    _kinds(folder)
    _links(folder)
    _archives(folder)
    (path / "entities.toml").write_bytes(ENTITIES)
    (path / "conversion.toml").write_bytes(EXCEPTIONS)
    return folder


def _write(folder: Folder, name: bytes | str, data: bytes = SAID.encode()) -> str:
    """Write a document, and folders for it; return its name as Python has it."""
    path = folder.path / os.fsdecode(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return os.fsdecode(name)


def _names(folder: Folder) -> None:
    names = [f"name {harm.replace('/', '∕').replace(chr(0), '')}".encode("utf-8", "replace") for harm in ALL.values()]
    names = [name[: LONGEST_NAME - 4] for name in names]
    names += [
        b"\xff\xfe\x80 no text",
        "湖边的木屋".encode("gb18030"),
        b"\xed\xa0\x80 half a pair",
        b"\xc2",
        b"one\nline\r\nand\x0bmore\n",
        b"x" * (LONGEST_NAME - 4),
        "木".encode() * 83,
        b" ",
        b"-",
        b"--json",
        b"-rf",
        b"~",
        b"$HOME",
        b"%s{0}{name}%(x)s",
        b"a.zip",
        b"CON",
        b"x" + "\u0301".encode() * 120,
    ]
    for name in dict.fromkeys(names):
        folder.documents[_write(folder, name + b".txt")] = SAID
    harm = SHORT.replace("/", "∕")
    folder.documents[_write(folder, f"folder {harm}/{harm}\n.txt")] = SAID
    folder.documents[_write(folder, f"folder {harm}/{harm}\n.md", f"# {harm}\n\n{SAID}".encode())] = SAID
    folder.documents[_write(folder, b"folder \xff/\xff.txt")] = SAID
    folder.documents[_write(folder, "folder.zip/in it.txt")] = SAID
    folder.documents[_write(folder, "folder.txt/in it.txt")] = SAID
    deep = "/".join("d" * 100 for _depth in range(25))
    folder.documents[_write(folder, f"deep/{deep}/x.txt")] = SAID
    for hidden in (".txt", ".hidden.txt", ".hidden/x.txt", "__MACOSX/x.txt", "no suffix"):
        folder.passed_over.append(_write(folder, hidden))


def _kinds(folder: Folder) -> None:
    path = folder.path
    os.mkfifo(path / "pipe.txt")
    os.mkfifo(path / ".gitignore")
    with socket.socket(socket.AF_UNIX) as listening:
        here = os.open(path, os.O_RDONLY)
        listening.bind(f"/proc/self/fd/{here}/socket.txt")  # the path itself may be longer than one of a socket may be
        os.close(here)
    (path / "zero.txt").symlink_to("/dev/zero")
    (path / "terminal.txt").symlink_to("/dev/tty")
    (path / "pipe.epub").symlink_to("pipe.txt")
    folder.passed_over.extend(["pipe.txt", "socket.txt", "zero.txt", "terminal.txt", "pipe.epub"])
    with (path / "sparse.txt").open("wb") as sparse:
        sparse.truncate(MOST_BYTES + 1)
    folder.refused["sparse.txt"] = "more than"
    if os.geteuid():
        closed = path / f"closed {CANARY}\x1b[2J.txt"
        closed.write_bytes(SAID.encode())
        closed.chmod(0)
        folder.refused[closed.name] = NOT_PERMITTED


def _links(folder: Folder) -> None:
    path = folder.path
    (path / "links").mkdir()
    (path / "links" / "loop.txt").symlink_to("loop.txt")
    (path / "links" / "one.txt").symlink_to("other.txt")
    (path / "links" / "other.txt").symlink_to("one.txt")
    (path / "links" / "nowhere\x1b]0;HARM\x07.txt").symlink_to("nothing")
    (path / "links" / "parent").symlink_to("..")
    (path / "links" / "itself").symlink_to(".")
    (path / "links" / "name.txt").symlink_to("../folder.txt/in it.txt")
    (path / "links" / "root").symlink_to("/proc/self/root/proc/self/cwd/nothing")
    folder.refused.update(
        {
            "links/loop.txt": "loop|symbolic links",
            "links/one.txt": "loop|symbolic links",
            "links/other.txt": "loop|symbolic links",
            "links/nowhere\x1b]0;HARM\x07.txt": "no such file",
        }
    )
    folder.passed_over.extend(["links/parent/-.txt", "links/itself/loop.txt", "links/name.txt"])


def _archives(folder: Folder) -> None:
    said = SAID.encode()
    harm = SHORT.replace("/", "∕")
    inside = {
        f"{harm}.txt".encode(): f"{harm}.txt".replace("\\", "/"),
        b"one\nline\r.txt": "one\nline\r.txt",
        b"\xff\xfe\x81.txt": "\ufffd\ufffd\ufffd.txt",
        f"{harm}/{harm}.txt".encode(): f"{harm}/{harm}.txt".replace("\\", "/"),
        b"x" * 3_000 + b".txt": "",
    }
    """The names in an archive, and what they are known by; empty for one that is too long."""
    data = raw_zip([(name, said) for name in inside])
    archive = _write(folder, f"archive {harm}.zip", data)
    folder.documents.update({f"{archive}/{name}": SAID for name in inside.values() if name})
    _write(folder, "bomb.zip", raw_zip([(b"a.txt", b"x" * 30_000_000)], method=8))
    folder.refused["bomb.zip/a.txt"] = "more than is safe"
    _write(folder, f"broken {harm}.zip", data[:-9])
    folder.refused[f"broken {harm}.zip"] = "damaged"
    _write(folder, "nested.zip", raw_zip([(b"nested.zip", data)]))
    folder.refused["nested.zip"] = "an archive without a text"
